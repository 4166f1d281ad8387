"""The board as a person sees it: pictures of it, and short stories at its keys."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from store.edits import Change, TakeRoll
from store.records import Status
from tests.desk import TODAY, WHO, branch_folder, desk, golden
from widgets.display import width
from widgets.pages.registry import PAGES
from widgets.sections.registry import SECTIONS

SIZES = [(80, 24), (120, 40)]


@pytest.fixture
def folder(tmp_path):
    return branch_folder(tmp_path / "branch")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", [*SIZES, (200, 50)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_picture_of_the_board(folder, size, lang):
    async with desk(folder, size, lang) as d:
        lines = d.lines
        assert len(lines) == size[1]
        assert [width(line) for line in lines] == [size[0]] * size[1]
        golden(f"board-{lang}-{size[0]}x{size[1]}", lines)


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_picture_of_help_and_palette(folder, lang):
    async with desk(folder, (80, 24), lang) as d:
        await d.press("question_mark")
        golden(f"help-{lang}-80x24", d.lines)
        await d.press("escape", "colon", *"zd" if lang == "zh" else "zo")
        golden(f"palette-{lang}-80x24", d.lines)


async def test_ascii_draws_nothing_of_ambiguous_width(folder):
    async with desk(folder, (80, 24), "zh", ascii=True) as d:
        drawn = {c for line in d.lines for c in line if c in "┌─┐│└┘█░✓✗○"}
        assert drawn == set()


async def test_keys_go_to_panels_and_full_width_ones_too(folder):
    async with desk(folder) as d:
        first, second, third, fourth = (section.ID for section in SECTIONS)
        for key, section in [("3", third), ("４", fourth), ("１", first), ("2", second)]:
            await d.types(key)
            assert d.focused == section
        await d.press("tab")
        assert d.focused == third
        await d.press("shift+tab")
        await d.press("down", "left")
        assert d.focused == first
        await d.press("l")
        assert d.focused == second


async def test_zoom_shows_one_panel_with_more_columns_and_back(folder):
    async with desk(folder) as d:
        await d.press("2", "asterisk")
        assert "近期会议" not in d.text
        assert "请假" in d.text
        await d.press("escape")
        assert "近期会议" in d.text


async def test_filter_by_initials_keeps_the_rows_that_match_and_esc_clears(folder):
    async with desk(folder) as d:
        await d.press("2", "slash", *"lwj", "enter")
        names = {row.search[0] for row in d.panel("participation").state.rows}
        assert names == {"李文静"}
        await d.press("escape")
        assert len(d.panel("participation").state.rows) > 20


FOUND = [
    ("1", "支委会", "支委会"), ("1", "zwh", "支委会"), ("1", "committee", "支委会"), ("1", "三组", "三组"),
    ("1", "12-02", "12-02"), ("2", "三组", "查一鸣"), ("3", "sz", "查一鸣"), ("4", "三组", "党小组会三组"),
    ("4", "dxzh", "党小组会一组"),
]  # fmt: skip


@pytest.mark.parametrize(("panel", "text", "seen"), FOUND)
async def test_the_filter_finds_what_one_sees(folder, panel, text, seen):
    async with desk(folder, (120, 40)) as d:
        await d.press(panel, "slash")
        await d.types(text)
        rows = d.app.screen.panel.state.rows
        assert 0 < len(rows) < len(d.app.screen.panel.state.all_rows())
        assert any(seen in d.app.screen.panel.render_line(y).text for y in range(1, len(rows) + 1))


async def test_what_another_stores_appears_with_the_cursor_on_the_same_row(folder):
    async with desk(folder) as d:
        await d.press("2", "j", "j", "j")
        here = d.panel("participation").row.key
        first = d.panel("participation").state.rows[0].key
        member = d.app.view.snapshot.members[first]
        edit = Change(table="members", id=first, base={"name": member.name}, fields_={"name": "改名甲"})
        other = d.vault.commit(edit, WHO, datetime.now(UTC))
        assert other.snapshot.revision > d.app.view.snapshot.revision
        await d.polled()
        assert "改名甲" in d.text
        assert d.panel("participation").row.key == here


async def test_language_switches_on_the_spot_and_is_remembered(folder):
    remembered = []
    async with desk(folder, remember=lambda *said: remembered.append(said)) as d:
        await d.press("3", "j", "L")
        assert "Training progress" in d.text
        assert remembered == [("lang", "en")]
        assert d.focused == "training"


async def test_a_setting_that_can_not_be_kept_holds_for_this_time(folder):
    def full(name, value):
        raise OSError(28, "No space left on device", "/home/li/.config/zhibu/config.toml")

    async with desk(folder, remember=full, size=(120, 30)) as d:
        await d.press("L")
        assert d.app.words.lang == "en"
        assert "config.toml can't be written (the disk is full)" in d.lines[-1]


async def test_midnight_moves_the_day(folder):
    day = [TODAY]
    async with desk(folder) as d:
        d.app.session.today = lambda: day[0]
        day[0] = TODAY.replace(day=23)
        await d.polled()
        assert "2026-11-23" in d.text


async def test_hostile_text_stays_text_in_every_panel(folder):
    evil = "[b]x[/] [@click=app.quit]y[/] \x1b[31mz \u202eabc\u200d𠮷" + "长" * 200
    async with desk(folder) as d:
        snapshot = d.app.view.snapshot
        member = next(iter(snapshot.members.values()))
        meeting = next(m for m in snapshot.meetings.values() if m.day > TODAY)
        finding = next(f for f in snapshot.findings.values() if f.closed is None)
        for table, record, field in (
            ("members", member, "name"),
            ("meetings", meeting, "place"),
            ("findings", finding, "text"),
        ):
            edit = Change(table=table, id=record.id, base={field: getattr(record, field)}, fields_={field: evil})
            d.vault.commit(edit, WHO, datetime.now(UTC))
        await d.polled()
        for key in "1234":
            await d.press(key, "z")
            assert [width(line) for line in d.lines] == [80] * 24
            assert "\x1b" not in d.text
            assert "\u202e" not in d.text
            await d.press("z")
        assert "[b]" in d.text


async def test_every_row_of_every_panel_can_be_reached_and_says_what_it_opens(folder):
    async with desk(folder) as d:
        for number, section in enumerate(SECTIONS, 1):
            await d.press(str(number), "end")
            panel = d.panel(section.ID)
            assert panel.row.key == panel.state.rows[-1].key
            no_page = {row.target.kind for row in panel.state.rows} - set(PAGES)
            assert no_page == set(), "Enter on a row opens a page of widgets/pages/registry.py"


async def test_a_roll_call_stored_by_another_takes_the_meeting_off_the_list(folder):
    async with desk(folder) as d:
        lacking = [row for row in d.panel("meetings").state.rows if "roll" in row.value.lacks]
        assert lacking
        expected = d.app.view.snapshot.meetings[lacking[0].key]
        edit = TakeRoll(meeting=expected.id, marks={}, on=TODAY)
        outcome = d.vault.commit(edit, WHO, datetime.now(UTC))
        assert outcome.snapshot.meetings[expected.id].held
        assert set(outcome.snapshot.meetings[expected.id].roll.values()) == {Status.PRESENT}
        await d.polled()
        row = [row for row in d.panel("meetings").state.rows if row.key == expected.id]
        assert all("roll" not in found.value.lacks for found in row)


async def test_delete_undo_redo_at_the_keys(folder):
    async with desk(folder) as d:
        coming = [row for row in d.panel("meetings").state.rows if row.target.kind == "meeting" and not row.value.lacks]
        d.panel("meetings").select(coming[0].key)
        await d.press("delete")
        assert coming[0].key not in d.app.view.snapshot.meetings
        await d.press("u")
        assert coming[0].key in d.app.view.snapshot.meetings
        assert "已撤回：删除" in d.lines[-1]
        await d.press("ctrl+y")
        assert coming[0].key not in d.app.view.snapshot.meetings


async def test_a_member_whom_records_name_is_not_deleted(folder):
    async with desk(folder) as d:
        await d.press("2", "d")
        assert d.panel("participation").row.key in d.app.view.snapshot.members
        assert "不能删" in d.lines[-1]


async def test_period_keys_show_the_year_before_and_come_back(folder):
    async with desk(folder) as d:
        await d.press("2", "left_square_bracket")
        assert " 2025 " in d.lines[2]
        await d.types("】")
        assert " 2026 " in d.lines[2]
        await d.types("】")
        assert "再往后还没有记录" in d.lines[-1]
        assert " 2026 " in d.lines[2]


@pytest.mark.parametrize("opens", ["slash", "t"])
async def test_no_key_gets_past_a_line_that_is_typed(folder, opens):
    async with desk(folder) as d:
        revision = d.vault.read().revision
        await d.press(opens)
        await d.types("zw")
        await d.press("tab", "left", "right", "f2", "delete", "ctrl+z", "insert", "f1", "shift+tab", "down")
        await d.types("dh")
        assert "zwdh" in d.text
        assert d.vault.read().revision == revision
        await d.press("escape")
        assert d.focused == "meetings"
        assert "zwdh" not in d.text
