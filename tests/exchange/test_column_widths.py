"""Room on paper: nothing short is broken, nothing is left out, nothing is wider than the page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import text
from widgets.papers.column_widths import READABLE, least, narrow, parts, shares, title
from widgets.papers.paper import Paper, PaperTable

EDGE = 2


def grid(*rows: tuple[str, ...], head: tuple[str, ...] = ()) -> PaperTable:
    return PaperTable(head=head, rows=rows)


@pytest.mark.parametrize(
    ("cell", "least_cells"),
    [
        ("2026-10-14", 11.84),  # as wide as in the widest font that stands in for Times
        ("OL-06a", 7.64),  # capitals are wider on paper
        ("第一党小组", 10),
        ("小组会（二组）", 14),  # so wide a text stays on one line, prose is broken
        ("小组会（二组）1", 8),
        ("2026年10月", 13.18),  # a quarter of a character at each border of Han and Latin
        ("参加省政府组织的优化营商环境专项督查", 8),
        ("m271 m342 m358 m412", 8),
        ("https://example.org/a/very/long/address", 24),
        ("两行\n三个字", 6),
    ],
)
def test_what_must_not_be_broken_has_its_room(cell, least_cells):
    assert least(grid((cell,)), 0) == [pytest.approx(least_cells)]


@pytest.mark.parametrize(("cell", "short"), [("汉" * 8, True), ("汉" * 8 + "…", False)])
def test_a_text_of_at_most_sixteen_cells_stands_in_the_middle(cell: str, short: bool) -> None:
    assert narrow(grid(("短",), (cell,))) == [short]


def test_a_heading_breaks_before_it_takes_room_from_the_cells():
    assert least(grid(("3",), head=("缺席人员及原因",)), EDGE) == [4 + EDGE]
    assert least(grid(("4/4",), head=("2026年10月",)), EDGE)[0] < 12


def test_a_heading_breaks_behind_a_stroke():
    assert least(grid(("3/4",), head=("Present/expected",)), 0) == least(grid(("3/4",), head=("expected",)), 0)


def test_what_says_most_gets_the_room_that_is_left():
    rows = (("2026-10-14", "深入学习贯彻" * 6, "5"), ("2026-10-15", "短", "12"))
    day, topic, count = shares(grid(*rows), 60, EDGE)
    assert day >= 12
    assert count >= 4
    assert topic > 3 * day
    assert narrow(grid(*rows)) == [True, False, True]


def test_a_table_whose_prose_would_be_a_column_of_characters_is_divided():
    rows = tuple((name, *("参加省政府组织的优化营商环境专项督查" * 3,) * 8) for name in ("阿依古丽", "张伟"))
    found = parts(grid(*rows), 100, EDGE)
    assert len(found) == 2
    assert all(one >= READABLE + EDGE for part in found for one in shares(part, 100, EDGE)[1:])


@pytest.mark.parametrize(("room", "count"), [(28, 1), (27, 2)])
def test_prose_of_less_than_twelve_cells_is_a_reason_to_divide(room: int, count: int) -> None:
    prose = "参加省政府组织的优化营商环境专项督查"
    assert len(parts(grid(("张伟", prose, prose)), room, 0)) == count


@pytest.mark.parametrize(("cells", "alike"), [(239, False), (240, True), (241, True)])
def test_a_text_of_more_than_240_cells_asks_for_no_more_room(cells: int, alike: bool) -> None:
    one, other = shares(grid(("汉" * 150, "汉" * (cells // 2) + "é" * (cells % 2))), 100, 0)
    assert (one == other) is alike


def test_the_number_of_a_document_is_not_broken():
    prose = "关于报送党员教育培训情况的通知" * 8
    whole = grid(("1", prose, "市机关工委发〔2026〕15号", prose), ("2", prose, "", prose))
    assert shares(whole, 90, EDGE)[2] >= 24


def test_a_table_too_wide_is_several_each_with_its_names():
    head = ("姓名", *(f"2026-10-{day:02d} 学习" for day in range(1, 31)))
    whole = grid(*(tuple(f"{name}{at}" for at in range(31)) for name in "甲乙"), head=head)
    found = parts(whole, 100, EDGE)
    assert len(found) > 2
    assert {part.head[0] for part in found} == {"姓名"}
    assert {part.rows[0][0] for part in found} == {"甲0"}
    assert [text for part in found for text in part.head[1:]] == list(head[1:])
    counts = [len(part.head) for part in found]
    assert max(counts) - min(counts[:-1]) == 0


@pytest.mark.parametrize(
    ("words", "branch", "room", "lines"),
    [
        ("某某党支部花名册", "某某党支部", 40, ["某某党支部花名册"]),
        ("关于某某党支部2026年10月的通报", "某某党支部", 20, ["关于某某党支部", "2026年10月的通报"]),
        ("Roster of 某某党支部, 2026", "某某党支部", 10, ["Roster of 某某党支部, 2026"]),
        ("主题党日记录", "", 4, ["主题党日记录"]),
        ("Branch work book 2026: 3 Group leaders", "", 20, ["Branch work book 2026:", "3 Group leaders"]),
    ],
)
def test_a_title_turns_behind_whose_it_is(words, branch, room, lines):
    assert list(title(Paper(name="x", title=words, branch=branch, blocks=()), room)) == lines


@given(st.lists(st.lists(text, min_size=3, max_size=3).map(tuple), min_size=1, max_size=4), st.integers(20, 200))
def test_all_columns_together_are_as_wide_as_the_page_and_every_cell_is_somewhere(rows, room):
    whole = grid(*rows, head=("a", "b", "c"))
    assert sum(shares(whole, room, EDGE)) == pytest.approx(room)
    assert min(shares(whole, room, EDGE)) > 0
    found = parts(whole, room, EDGE)
    assert [cell for part in found for cell in part.head[1:]] == ["b", "c"]
    assert {cell for part in found for row in part.rows for cell in row} == {cell for row in rows for cell in row}
