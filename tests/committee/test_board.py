"""A committee's board as a person sees it: pictures of it and of what its rows open, and short stories at its keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.committee.hall import hall, made, put, twelve, up, written
from tests.desk import TODAY, branch_folder, golden
from tests.tiers import crossed
from tui.drafts import Drafts
from widgets.display import width
from widgets.sections.committee import units
from widgets.sections.committee.tasks import text_of

if TYPE_CHECKING:
    from pathlib import Path

SIZES = [(80, 24), (120, 40)]
PLACES = {
    "cell": ("right", "right", "enter"),
    "unit": ("4", "enter"),
    "sent": ("2", "enter"),
    "finding": ("3", "enter"),
    "today": ("n", "n"),
    "help": ("?",),
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return twelve(tmp_path)


@pytest.mark.parametrize(("size", "lang"), crossed([*SIZES, (60, 16), (200, 50)], ["zh", "en"]), ids=str)
async def test_picture_of_the_board(home: Path, size, lang) -> None:
    async with hall(home, size, lang) as h:
        assert [width(line) for line in h.lines] == [size[0]] * size[1]
        golden(f"committee-{lang}-{size[0]}x{size[1]}", h.lines)


@pytest.mark.parametrize(("place", "lang"), crossed(list(PLACES), ["zh", "en"]))
async def test_picture_of_what_it_opens(home: Path, place, lang) -> None:
    async with hall(home, (80, 24), lang) as h:
        await h.press(*PLACES[place])
        golden(f"committee-{place}-{lang}-80x24", h.lines)


async def test_what_comes_first_names_its_unit_whole_or_not_at_all(home: Path) -> None:
    async with hall(home, (80, 24), "zh") as h:
        view, words = h.app.view, h.app.words
        first = view.committee_figures.attention.next
        unit = units.name(first.unit, view)
        texts = [text_of(first, view, words, room) for room in range(60)]
        assert all(text == "" or text.startswith(unit) for text in texts)
        assert texts[0] == ""
        assert texts[width(unit)] == unit
        assert texts[-1] == text_of(first, view, words)


@pytest.mark.parametrize("key", "1234")
async def test_picture_of_each_panel_with_ascii_alone(home: Path, key) -> None:
    async with hall(home, (80, 24), "en", ascii=True) as h:
        await h.press(key)
        assert not {sign for line in h.lines for sign in line if sign in "┌─┐│└┘█░✓✗○…·"}
        golden(f"committee-ascii-{key}", h.lines)


async def test_only_what_a_committee_shows_comes_in(home: Path) -> None:
    async with hall(home, (80, 24), "zh") as h:
        await h.press("i")
        shown = "\n".join(h.lines)
        assert "工作清单" in shown
        assert "党员名册" not in shown


def cells(h) -> list[str]:
    """What stands between the signs of the cursor."""
    return re.findall(r"\[([^\]]*)\]", "\n".join(line for line in h.lines if line.startswith(("│", "┌"))))


async def test_the_cursor_stands_on_one_cell_and_is_seen_without_colour(home: Path) -> None:
    async with hall(home, colours=0) as h:
        state = h.panel("matrix").state
        seen = set()
        for _ in range(12):
            assert len(cells(h)) == 1
            seen.add(state.column)
            assert h.app.screen.subject.id == f"u0/{state.column}/"
            await h.press("right")
        assert len(seen) == 12
        await h.press("down", "left")
        assert h.app.screen.subject.id.startswith("u1/DUE-01/")


async def test_columns_without_room_are_reached_and_told(home: Path) -> None:
    async with hall(home, (60, 16)) as h:
        assert "部署" not in h.text
        assert "第1–8列，共12列" in h.lines[2]
        await h.press(*["right"] * 11)
        assert "部署" in h.text
        assert "第5–12列" in h.lines[2]
        await h.press(*["left"] * 11)
        assert "大会" in h.text


async def test_rows_keep_the_order_of_the_list_whatever_the_figures(home: Path, tmp_path: Path) -> None:
    async with hall(home) as h:

        def order():
            return [row.key for row in h.panel("matrix").state.rows]

        before = order()
        assert before == [f"u{number}" for number in range(12)]
        worst = tuple(one.but(n={"overdue": 99}) for one in up(11).duties)
        put(tmp_path, 11, up(11, duties=worst))
        await h.polled()
        assert order() == before
        assert "✗" in next(line for line in h.lines if line.startswith("│第12党支部"))


async def test_a_change_in_one_box_is_seen_and_the_cursor_stays(home: Path, tmp_path: Path) -> None:
    async with hall(home) as h:
        await h.press("down", "right", "right")
        here = h.app.screen.subject
        put(tmp_path, 3, up(3))
        await h.polled()
        assert "无件" not in h.text
        assert h.app.screen.subject == here


async def test_everything_that_needs_a_hand_opens(home: Path) -> None:
    """Also what is overdue of an institution that has no column."""
    async with hall(home) as h:
        tasks = h.app.view.committee_figures.attention.tasks
        columns = {column.id for column in h.app.view.committee_figures.columns}
        assert {one.rule for one in tasks} - columns
        await h.press("n", "n")
        for _ in range(12):
            await h.press("enter")
            assert h.app.words("page.gone") not in h.text
            await h.press("escape", "down")


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_a_row_says_why_there_are_no_counts(home: Path, lang) -> None:
    async with hall(home, (120, 40), lang) as h:
        row = next(line for line in h.lines if line.startswith("│五支部"))
        assert h.app.words("unit.why.damaged", place="1:2") in row
        assert sum("支部" in line for line in h.lines[3:16]) >= 12
        await h.press("down", "down", "down", "down", "enter")
        assert h.app.words("unit.why.damaged", place="1:2") in h.text


async def test_a_filter_by_initials_and_back(home: Path) -> None:
    async with hall(home) as h:
        await h.press("slash", *"lzb", "enter")
        assert [row.key for row in h.panel("matrix").state.rows] == ["u5"]
        await h.press("escape")
        assert len(h.panel("matrix").state.rows) == 12


async def test_the_period_goes_back_to_where_counts_begin_and_no_further(home: Path) -> None:
    async with hall(home) as h:
        titles = [h.lines[2]]
        for _ in range(9):
            await h.press("left_square_bracket")
            titles.append(h.lines[2])
        labels = [re.sub(r".*─ (.+) ─┐", r"\1", one) for one in titles]
        assert labels[:7] == ["近12个月", "2026", "2026-Q4", "2026-Q3", "2026-Q2", "2026-Q1", "2025-Q4"]
        assert set(labels[6:]) == {"2025-Q4"}
        await h.press("enter")
        assert "2025年第4季度" in h.text
        await h.press("escape", *["right_square_bracket"] * 9)
        assert "近12个月" in h.lines[2]


async def test_digits_and_tab_open_one_panel_after_the_other(home: Path) -> None:
    async with hall(home) as h:
        for key, section in [("2", "traffic"), ("３", "inspections"), ("4", "reminders"), ("1", "matrix")]:
            await h.types(key)
            assert h.focused == section
            assert h.panel(section).size.height == 18
        await h.press("tab", "tab")
        assert h.focused == "inspections"
        await h.press("shift+tab", "z")
        assert h.panel("traffic").size.height == 21
        await h.press("escape")
        assert h.panel("traffic").size.height == 18


async def test_side_by_side_arrows_go_from_panel_to_panel_below_the_matrix(home: Path) -> None:
    async with hall(home, (120, 40)) as h:
        await h.press("2", "right", "right", "right")
        assert h.focused == "reminders"
        await h.press("left", "left", "left")
        assert h.focused == "traffic"


async def test_a_committee_that_lists_nobody_is_told_how_to_begin(tmp_path: Path) -> None:
    home = made(tmp_path, [], records=())
    for lang in ("zh", "en"):
        async with hall(home, lang=lang) as h:
            assert "[[branch]]" in h.text
            assert h.app.words("committee.no_units") in h.lines[1]
            await h.press("enter")
            assert "zhibu doctor" in h.text


async def test_units_without_counts_are_told_of_and_can_be_written_to(tmp_path: Path) -> None:
    home = made(tmp_path, [None, None], records=())
    async with hall(home) as h:
        assert h.app.words("committee.no_counts") in h.lines[1]
        assert h.text.count("无件") == 2
        assert "✓" not in h.text


async def test_o_opens_the_units_own_board_read_only_and_esc_comes_back(tmp_path: Path) -> None:
    folder = branch_folder(tmp_path / "one")
    before = (folder / "branch.json").read_bytes()
    home = twelve(tmp_path, data=folder)
    async with hall(home) as h:
        ours = h.app.view
        await h.press("right", "right", "o")
        assert "近期会议" in h.text
        assert "只读" in h.lines[0]
        assert h.focused == "execution"
        assert h.app.screen.subject.id.startswith("OL-03/")
        await h.press("enter", "e")
        assert "只读" in h.lines[-1]
        await h.press("0", "escape")
        assert h.app.view is ours
        assert h.focused == "matrix"
        await h.press("down", "down", "o")
        assert "data" in h.lines[-1]
        assert len(h.app.screen_stack) == 1
    assert (folder / "branch.json").read_bytes() == before


async def test_records_that_can_not_be_read_are_told_and_nothing_opens(tmp_path: Path) -> None:
    home = twelve(tmp_path, data=tmp_path / "nowhere")
    async with hall(home) as h:
        await h.press("o")
        assert len(h.app.screen_stack) == 1
        assert str(tmp_path / "nowhere")[:20] in h.lines[-1]


async def test_marked_units_are_those_that_a_line_goes_to(home: Path) -> None:
    async with hall(home) as h:
        await h.press("space", "down", "space", "a")
        assert "通知 +一支部,三支部" in h.text
        await h.press("escape")


async def test_on_a_cell_the_line_is_an_inspection_of_it(home: Path) -> None:
    async with hall(home) as h:
        await h.press("right", "right", "a")
        assert "督查 一支部 OL-03" in h.text
        await h.press("escape")


async def test_language_switches_on_the_spot(home: Path) -> None:
    async with hall(home) as h:
        await h.press("right", "L")
        assert "Institutions" in h.text
        assert h.panel("matrix").state.column == "OL-02"


async def test_what_was_sent_to_marked_units_stands_under_the_cursor(home: Path, tmp_path: Path) -> None:
    async with hall(home) as h:
        await h.press("space", "down", "space", "a")
        await h.types("!12-05 报送台账")
        await h.press("enter")
        assert h.focused == "traffic"
        made_one = h.app.view.snapshot.entries[h.app.screen.subject.id]
        assert (made_one.title, made_one.to) == ("报送台账", ("u0", "u2"))
        assert not h.panel("matrix").marked
        down = [(tmp_path / "box" / f"u{at}" / "down" / "down.json").read_text(encoding="utf-8") for at in range(3)]
        assert ["报送台账" in one for one in down] == [True, False, True]
        await h.press("u")
        assert made_one.id not in h.app.view.snapshot.entries


async def test_an_inspection_of_a_cell_is_about_its_unit_and_no_repeat_of_anothers(home: Path) -> None:
    async with hall(home) as h:
        await h.press("right", "right", "a")
        await h.types("未执行 缺记录 !12-10")
        await h.press("enter")
        assert h.focused == "inspections"
        assert h.app.view.snapshot.findings[h.app.screen.subject.id].unit == "u0"
        await h.press("enter")
        assert h.app.words("page.repeats") not in h.text
        id = h.app.screen.subject.id
        await h.press("r")
        await h.types("现场看过")
        await h.press("enter")
        assert h.app.view.snapshot.findings[id].closed == TODAY
        await h.press("r")
        await h.types("12-20 又没有了")
        await h.press("enter")
        assert h.app.view.snapshot.findings[id].closed is None


async def test_the_palette_finds_units(home: Path) -> None:
    async with hall(home) as h:
        await h.press("colon", *"lzb")
        assert "六支部" in h.text
        await h.press("enter")
        assert h.app.screen.subject.id == "u5"


async def test_what_is_handed_out_is_a_committees(home: Path) -> None:
    async with hall(home) as h:
        await h.press("x")
        assert "月报" not in h.text
        assert "台账" in h.text


async def test_no_more_is_worked_out_of_thousands_of_rows_than_is_seen(tmp_path: Path, monkeypatch) -> None:
    from widgets.sections.committee import matrix

    asked = []
    stock = matrix.cells
    monkeypatch.setattr(matrix, "cells", lambda row, *rest: (asked.append(row.key), stock(row, *rest))[1])
    many = made(tmp_path, [None] * 300)
    async with hall(many) as h:
        for keys in (("down",) * 5, ("pagedown",) * 3, ("end",), ("right",) * 3):
            asked.clear()
            await h.press(*keys)
            assert h.lines
            assert 0 < len(asked) <= 60 * len(keys)
        assert h.app.screen.subject.id.startswith("u299/")


async def test_the_unit_of_a_finding_can_be_visited_too(tmp_path: Path) -> None:
    home = twelve(tmp_path, data=branch_folder(tmp_path / "one"))
    async with hall(home) as h:
        await h.press("3", "enter", "o")
        assert "近期会议" in h.text
        assert h.app.screen.subject.id.startswith("OL-03/")
        await h.press("escape")
        assert h.app.screen.subject.id == "f4"


async def test_a_line_that_was_put_aside_is_offered_at_the_next_start(home: Path, tmp_path: Path) -> None:
    async with hall(home, drafts=Drafts(str(tmp_path / "drafts"), "b1", str(home))) as h:
        await h.press("2", "a")
        await h.types("报送半句")
        await h.press("escape")
    async with hall(home, drafts=Drafts(str(tmp_path / "drafts"), "b1", str(home))) as h:
        assert "报送半句" in h.lines[-1]
        await h.press("colon", *"jzt", "enter")
        assert "通知 报送半句" in h.text


async def test_where_few_units_leave_room_the_other_panels_are_open_too(tmp_path: Path) -> None:
    home = made(tmp_path, [written(at) for at in range(6)])
    async with hall(home) as h:
        golden("committee-few-zh-80x24", h.lines)
        await h.press("3")
        assert h.panel("inspections").size.height == 18
        await h.press("1")
        assert h.panel("inspections").size.height == 4


async def test_no_two_units_look_the_same(tmp_path: Path) -> None:
    home = made(tmp_path, [written(at) for at in range(3)])
    file = home / "committee.toml"
    text = file.read_text(encoding="utf-8")
    for at, long in enumerate(("离退休干部第一党支部", "离退休干部第二党支部", "离退休干部第二党支部")):
        text = text.replace(f'name = "{"一二三"[at]}支部"', f'name = "{long}"')
    file.write_text(text, encoding="utf-8")
    async with hall(home, (60, 16)) as h:
        rows = [line[:12] for line in h.lines[4:7]]
        assert len(set(rows)) == 3


async def test_a_committee_below_is_told_how_it_is_opened(tmp_path: Path) -> None:
    below = made(tmp_path / "below", [], records=())
    home = twelve(tmp_path / "above", data=below)
    async with hall(home, (200, 24)) as h:
        await h.press("o")
        assert len(h.app.screen_stack) == 1
        assert f"zhibu committee {below}" in h.lines[-1]
