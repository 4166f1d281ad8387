"""From how many cells, lines, names on something is cut, counted or put elsewhere: the last that is not, the first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from store.box import values
from store.box.messages import DutyCount, InvalidBox, Up
from store.committee.reminders import term_end
from store.exchange.imports.plan import ImportPlan, RejectedRow
from store.exchange.tables.sensitive import sensitive_code
from store.holidays import calendar
from store.packs.national import NATIONAL
from store.pinyin import initials
from store.rules.meetings import recent
from tests.branches import branch, meeting, snapshot
from widgets import committee_board, heading
from widgets.display import shown, width
from widgets.forms import lines
from widgets.pages.page_writer import PageField, PageWriter
from widgets.panel_state import PanelState
from widgets.papers import export_preview, import_preview
from widgets.papers.export_request import ExportRequest
from widgets.papers.paper import Paper, PaperTable
from widgets.quick_line import kinds
from widgets.sections import legend
from widgets.sections.registry import SECTIONS
from widgets.sections.view import View
from widgets.when import dates
from widgets.words.lexicon import with_papers, words_of

TODAY = date(2026, 11, 22)
WORDS = words_of("zh")
PAPERS = with_papers(WORDS)


def view(name: str = "某某机关党支部委员会") -> View:
    return View(snapshot(branch().but(name=name)), TODAY, NATIONAL)


@pytest.mark.parametrize(("length", "whole"), [(24, True), (25, False)])
@pytest.mark.parametrize("board", [heading, committee_board])
def test_how_much_of_a_users_name_the_first_line_shows(board: object, length: int, whole: bool) -> None:
    _, right = board.header_parts(view(), WORDS, "u" * length, 120, readonly=False)  # type: ignore[attr-defined]
    assert ("u" * length in right[0][0]) is whole


def test_a_branchs_name_has_eight_cells_where_there_is_room_for_none() -> None:
    assert heading.heading(view(), WORDS, 1).startswith("某某机…")
    assert width("某某机…") == 7
    assert heading.heading(view("abcdefgh"), WORDS, 1).startswith("abcdefgh ")
    assert heading.heading(view("abcdefghi"), WORDS, 1).startswith("abcdefg… ")


@pytest.mark.parametrize(("days", "taken"), [(30, True), (31, False)])
def test_how_many_days_a_holiday_has(days: int, taken: bool) -> None:
    first = date(2026, 7, 1)
    entry = {"name": "x", "from": first.isoformat(), "to": (first + timedelta(days=days)).isoformat()}
    assert (calendar({"holiday": [entry]})[1] == []) is taken


def test_how_many_rows_of_initials_a_name_has() -> None:
    """Of a character that is read in two ways each, twice as many as of one less."""
    assert [len(initials("单" * n, None)) for n in (1, 2)] == [3, 9]
    assert len(initials("单" * 4)) == 64


@pytest.mark.parametrize(("days", "seen"), [(0, True), (45, True), (46, False), (-1, False)])
def test_how_long_a_session_is_a_recent_one(days: int, seen: bool) -> None:
    met = meeting("m1", (TODAY - timedelta(days=days)).isoformat())
    assert (recent([met], TODAY) == [met]) is seen


@pytest.mark.parametrize(
    ("value", "code"),
    [(1e14, "damaged_number"), (10**14, "damaged_number"), (10**14 - 1, None), (-(1e14), "damaged_number")],
)
def test_from_where_on_a_number_has_lost_digits(value: float, code: str | None) -> None:
    assert sensitive_code(value) == code


@pytest.mark.parametrize(("ahead", "found"), [(0, True), (365, True), (366, False)])
@pytest.mark.parametrize(("habit", "way"), [("meeting", 1), ("record", -1)])
def test_a_day_without_a_year_is_within_one(habit: str, way: int, ahead: int, found: bool) -> None:
    wanted = TODAY + way * timedelta(days=ahead)
    nearest = dates._nearest(TODAY, habit, lambda day: day == wanted)  # type: ignore[arg-type]
    assert (nearest is not None and nearest.day == wanted) is found


def test_the_longest_name_of_a_kind_in_words() -> None:
    assert max(len(phrase.split()) for phrase in kinds.PHRASES) == kinds.LONGEST_PHRASE


@pytest.mark.parametrize(("cells", "slots"), [(57, 6), (58, 12)])
def test_how_wide_a_panel_of_twelve_periods_is(cells: int, slots: int) -> None:
    state = PanelState(SECTIONS[1], 2, view(), WORDS)
    state.width = cells
    assert state.slots == slots


def test_a_quarter_is_two_cells_and_its_sign() -> None:
    assert legend.span(WORDS) == f"{WORDS.glyph('span')}{WORDS.glyph('span')}{WORDS.glyph('met')}"


@dataclass
class RowsAlone:
    rows: int

    def all_rows(self) -> range:
        return range(self.rows)


def spots(columns: int, lines: int, rows: int, front: int = 0) -> list[tuple[int, ...]]:
    panels = [RowsAlone(rows), RowsAlone(0), RowsAlone(0), RowsAlone(0)]
    return list(committee_board.spots(columns, lines, panels, front))  # type: ignore[arg-type]


@pytest.mark.parametrize(("columns", "lines"), [(59, 13), (60, 12)])
def test_where_there_is_little_room_the_panel_in_front_is_all(columns: int, lines: int) -> None:
    assert spots(columns, lines, 5, 1) == [(0, 0, 0, 0), (0, 0, columns, lines), (0, 0, 0, 0), (0, 0, 0, 0)]
    assert all(high for *_, high in spots(60, 13, 5, 1))


@pytest.mark.parametrize(
    ("columns", "lines", "rows", "beside"),
    [
        *((99, 40, 20, False), (100, 40, 20, True)),
        *((100, 19, 20, False), (100, 20, 20, True), (100, 16, 5, False), (100, 17, 5, True)),
    ],
)
def test_when_the_panels_stand_beside_one_another(columns: int, lines: int, rows: int, beside: bool) -> None:
    assert (spots(columns, lines, rows)[1][2] < columns) is beside


@pytest.mark.parametrize(("lines", "high"), [(27, 9), (40, 9), (20, 9)])
def test_the_panels_below_the_matrix_have_nine_lines(lines: int, high: int) -> None:
    assert {spot[3] for spot in spots(120, lines, 100)[1:]} == {high}


@pytest.mark.parametrize(("lines", "shared"), [(19, False), (20, True)])
def test_panels_in_the_background_are_open_from_four_lines_on(lines: int, shared: bool) -> None:
    assert ([spot[3] for spot in spots(80, lines, 5)[1:]] == [4, 4, 4]) is shared
    assert ([spot[3] for spot in spots(80, lines, 5)[1:]] == [1, 1, 1]) is not shared


@pytest.mark.parametrize(("cells", "lines"), [(63, 2), (64, 1)])
def test_from_how_many_cells_two_short_fields_stand_side_by_side(cells: int, lines: int) -> None:
    page = PageWriter(view(), WORDS, cells)
    page.fields([PageField(label="甲", value="乙"), PageField(label="丙", value="丁")])
    assert len(page.lines) == lines


@pytest.mark.parametrize(("cells", "lines"), [(33, 1), (32, 2)])
def test_a_note_stands_two_cells_behind_its_heading(cells: int, lines: int) -> None:
    page = PageWriter(view(), WORDS, cells)
    page.titled("甲" * 10, "乙" * 5 + "1")
    assert len(page.lines) == lines


@pytest.mark.parametrize(("cells", "width"), [(19, 20), (20, 20), (21, 21)])
def test_no_page_is_narrower_than_twenty_cells(cells: int, width: int) -> None:
    assert PageWriter(view(), WORDS, cells).width == width


def test_which_characters_are_left_out_and_which_ideographs_are_shown() -> None:
    near = (*range(0x1800, 0x1820), *range(0xFDF0, 0xFE20), *range(0xE00F0, 0xE0200))
    variation = {*range(0x180B, 0x180E), 0x180F, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
    assert {code for code in near if shown(chr(code)) == ""} == variation
    edges = [0x20000, 0x2FFFD, 0x30000, 0x3FFFD]
    assert [shown(chr(code)) for code in edges] == [chr(code) for code in edges]
    assert [shown(chr(code)) for code in (0x1FFFE, 0x1FFFF, 0x2FFFE, 0x2FFFF, 0x3FFFE)] == [
        *("⟨1FFFE⟩", "⟨1FFFF⟩", "⟨2FFFE⟩", "⟨2FFFF⟩", "⟨3FFFE⟩")
    ]


@pytest.mark.parametrize(("ahead", "told"), [(180, True), (181, False)])
def test_when_the_end_of_a_term_is_near(ahead: int, told: bool) -> None:
    day = TODAY + timedelta(days=ahead)
    due = DutyCount(rule="EL-01", period="2027", due=day, n={"upcoming": 1})
    up = Up(unit="u1", name="甲", as_of=TODAY, revision=1, members=3, duties=(due,))
    assert term_end(up, TODAY) == (day if told else None)


@pytest.mark.parametrize(("length", "taken"), [(20_000, True), (20_001, False)])
def test_how_long_a_text_of_a_box_is(length: int, taken: bool) -> None:
    if taken:
        assert values.text("长" * length) == "长" * length
    else:
        with pytest.raises(InvalidBox):
            values.text("长" * length)


@pytest.mark.parametrize(("rows", "more"), [(200, 0), (201, 1)])
def test_two_hundred_refused_rows_are_told_one_by_one(rows: int, more: int) -> None:
    refused = tuple(RejectedRow(sheet="名册", row=n, code="no_name") for n in range(rows))
    told = list(import_preview.preview_lines(ImportPlan(kind="roster", refused=refused), view().snapshot, PAPERS))
    assert sum(one is not None for _, one in told) == rows - more
    assert len(told) == rows + 1
    assert [line for line, one in told[1:] if one is None] == [
        f"! {PAPERS('import.more_refused', n=more)}" for _ in range(more)
    ]


@pytest.mark.parametrize(("names", "more"), [(50, 0), (51, 1)])
def test_fifty_names_are_told_and_then_how_many_more(names: int, more: int) -> None:
    plan = ImportPlan(kind="roster", sums=tuple(f"表{n:02}" for n in range(names)))
    (line,) = [line for line in import_preview.lines(plan, view().snapshot, PAPERS) if "表" in line]
    assert ("表50" in line, "表49" in line) == (False, True)
    assert (PAPERS("import.and_more", names="", n=more) in line) is (more > 0)


@pytest.mark.parametrize(("label", "cells"), [(6, 6 + 2 + 2), (18, 18 + 2 + 2), (19, 20 + 2), (30, 20 + 2)])
def test_labels_of_a_form_have_twenty_cells_at_most(monkeypatch: pytest.MonkeyPatch, label: int, cells: int) -> None:
    monkeypatch.setattr(lines, "label", lambda *_: "x" * label)
    form = SimpleNamespace(kind=None, fields_={"name": SimpleNamespace(how="text", row=None)})
    assert lines._label_cells(form, WORDS) == cells  # type: ignore[arg-type]
    assert lines.value_cells(form, 80, WORDS) == 80 - cells - 2  # type: ignore[arg-type]
    assert lines.value_cells(form, 20, WORDS) == 8  # type: ignore[arg-type]


@pytest.mark.parametrize(("lines", "more"), [(200, ""), (201, "……还有 1 行"), (202, "……还有 2 行")])
def test_how_much_of_a_file_is_looked_at_before_it_is_written(lines: int, more: str) -> None:
    request = ExportRequest(export="calendar")
    table = PaperTable(head=("n",), rows=tuple((f"第{number}行",) for number in range(lines)))
    for preview, made in (
        (export_preview.of_text, "\n".join(f"第{number}行" for number in range(lines))),
        (export_preview.of_papers, [Paper(name="x", title="x", blocks=(table,))]),
    ):
        page = preview(PageWriter(view(), PAPERS, 76), shown("x"), request, made).lines
        texts = ["".join(cell.text for cell in line.cells).strip() for line in page]
        assert sum(text.startswith("第") for text in texts) == 200
        assert texts[-1] == (more or "第199行")
