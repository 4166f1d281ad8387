"""Opening a row: pictures of its page, and stories of going on from there and back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from store.edits import Delete, TakeRoll
from store.records import Status
from tests.desk import TODAY, WHO, branch_folder, desk, golden
from tests.tiers import crossed
from widgets.display import width
from widgets.sections.section import Target


@pytest.fixture
def folder(tmp_path):
    return branch_folder(tmp_path / "branch")


def held(d, count=20):
    """A held session that expected at least so many."""
    return next(m for m in d.app.view.snapshot.meetings.values() if m.roll and len(m.roll) >= count)


@pytest.mark.parametrize(("size", "lang"), crossed([(80, 24), (120, 40)], ["zh", "en"]), ids=str)
async def test_pictures_of_pages(folder, size, lang):
    async with desk(folder, size, lang) as d:
        for kind, id in [("duty", "OL-06/2026-08"), ("member", "p2.15"), ("meeting", held(d).id)]:
            d.open(Target(kind=kind, id=id))
            await d.settled()
            assert [width(line) for line in d.lines] == [size[0]] * size[1]
            golden(f"page-{kind}-{lang}-{size[0]}x{size[1]}", d.lines)
            await d.press("escape")


async def test_enter_leads_on_and_esc_back_to_where_one_was(folder):
    async with desk(folder) as d:
        await d.press("2", "j")
        name = d.panel("participation").row.search[0]
        await d.press("enter")
        card = d.lines
        assert name in card[1]
        await d.press("j", "j", "enter")
        assert name in d.lines[0]
        assert name not in d.lines[1]
        await d.press("escape")
        assert d.lines[1] == card[1]
        before = d.app.screen.page.place.cursor
        await d.press("enter", "escape")
        assert d.app.screen.page.place.cursor == before
        await d.press("escape")
        assert d.focused == "participation"


async def test_home_goes_back_to_the_board_from_however_deep(folder):
    async with desk(folder) as d:
        await d.press("4", "enter", "enter", "enter", "0")
        assert d.focused == "execution"


async def test_the_page_moves_like_a_list(folder):
    async with desk(folder) as d:
        d.open(Target(kind="member", id="p2"))
        await d.settled()
        page = d.app.screen.page
        await d.press("end")
        last = page.place
        assert last.top == len(page.document.lines) - 20
        await d.press("home")
        assert page.place.top == 0
        await d.press("pagedown", "pageup")
        assert page.place.top == 0


async def test_a_change_arrives_and_the_cursor_stays_on_its_line(folder):
    async with desk(folder) as d:
        meeting = held(d)
        absent = next(id for id, status in meeting.roll.items() if status is Status.PRESENT)
        d.open(Target(kind="meeting", id=meeting.id))
        await d.settled()
        await d.press("down", "down", "down", "down")
        target = d.app.screen.page.target
        d.vault.commit(
            TakeRoll(meeting=meeting.id, marks={absent: Status.ABSENT}, on=TODAY, seen=meeting.roll),
            WHO,
            datetime.now(UTC),
        )
        await d.polled()
        assert d.app.screen.page.target == target
        assert d.app.view.person(absent) in d.text
        assert "无故缺席" in d.text


@pytest.mark.parametrize("panel", ["2", "3"])
async def test_a_person_of_last_year_opens_with_the_records_of_that_year(folder, panel):
    async with desk(folder) as d:
        await d.press(panel, "left_square_bracket", "home", "enter")
        assert " · 2025 " in d.lines[1]
        await d.press("escape", "right_square_bracket", "home", "enter")
        assert " · 2025 " not in d.lines[1]


async def test_a_record_that_someone_took_away_says_so(folder):
    async with desk(folder) as d:
        talk = next(iter(d.app.view.snapshot.talks.values()))
        d.open(Target(kind="talk", id=talk.id))
        await d.settled()
        d.vault.commit(Delete(table="talks", id=talk.id, rev=talk.rev), WHO, datetime.now(UTC))
        await d.polled()
        assert "这条记录已不在" in d.text
        await d.press("enter", "escape")
        assert d.focused == "meetings"


async def test_the_language_switches_on_the_spot_and_the_way_here_with_it(folder):
    async with desk(folder) as d:
        await d.press("2", "j", "enter", "enter", "L")
        assert "board ›" in d.lines[0]
        assert not any(character in d.lines[-1] for character in "打开返回")


async def test_a_page_without_anything_to_open_says_so(folder):
    async with desk(folder) as d:
        d.open(Target(kind="faults", id=""))
        await d.settled()
        await d.press("enter")
        assert "打不开" in d.lines[-1]
        d.app.renew()
        await d.settled()
        assert "打不开" in d.lines[-1]
        await d.press("r")
        assert "点名" in d.lines[-1]


async def test_what_opens_can_be_done_by_number_too(folder):
    async with desk(folder) as d:
        await d.press("2", "j", "enter", "full_stop", "1")
        assert "›" in d.lines[0]


@pytest.mark.parametrize(("command", "lang"), crossed(["attention", "ahead", "hints", "history"], ["zh", "en"]))
async def test_the_lists_of_the_palette_open_and_lead_on(folder, command, lang):
    async with desk(folder, (80, 24), lang) as d:
        await d.app.screen.run(command)
        await d.settled()
        golden(f"{command}-{lang}-80x24", d.lines)
        await d.press("down", "enter", "escape", "escape")
        assert d.focused == "meetings"


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_trend_is_twelve_months_as_bars(folder, lang):
    async with desk(folder, (80, 24), lang) as d:
        await d.press("colon", *"trend" if lang == "en" else "qs", "enter")
        await d.settled()
        golden(f"trend-{lang}-80x24", d.lines)
        await d.press("escape")
        assert d.focused == "meetings"


async def test_the_history_tells_what_was_done_and_of_one_record_alone(folder):
    async with desk(folder) as d:
        gone = d.panel("meetings").row.key
        await d.press("delete", "u")
        await d.app.screen.run("history")
        await d.settled()
        assert "撤销第" in d.lines[2]
        assert sum(gone in line for line in d.lines) == 2
        await d.press("escape", "2", "enter")
        await d.app.screen.run("history")
        await d.settled()
        assert "还没有改动" in d.text


async def test_the_history_goes_on_with_what_is_taken_back_from_it(folder):
    async with desk(folder) as d:
        await d.press("delete")
        await d.app.screen.run("history")
        await d.settled()
        await d.press("u")
        assert "撤销第" in d.lines[2]
        await d.press("U")
        assert "重做第" in d.lines[2]
