"""From where on something is too much, too long, too young: the last that is taken, and the first that is not."""

from __future__ import annotations

import json
from datetime import date

import pytest

from store import codec, schema
from store.box import messages
from store.committee import committee_toml
from store.exchange.exports.inspection import BANDS
from store.exchange.exports.table import Absence
from store.exchange.imports.roster import plan_roster
from store.exchange.tables import headings, private_use
from store.exchange.tables.cells import InvalidCell, partial_of
from store.exchange.tables.names import person_name
from store.exchange.tables.sheet import SheetRows
from store.journal_entry import DocumentChange, JournalEntry
from store.packs.national import NATIONAL
from store.packs.overlay import overlay
from store.records import Meeting, Member
from store.rules import predicates_structure
from tests.branches import branch, meeting, member, snapshot
from tests.quick.desk_of_lines import view
from widgets import committee_objects, history, json_objects
from widgets.forms.field_text import TextScope, read
from widgets.forms.invalid_field import InvalidField
from widgets.forms.layout import fields_of
from widgets.pages.registry import document
from widgets.papers.formatter import PaperFormatter
from widgets.quick_line.read_line import read_line
from widgets.quick_line.reading import LineContext
from widgets.roll_marks import sheet
from widgets.sections.section import Target
from widgets.sections.view import View
from widgets.when.moments import Moment, read_when
from widgets.words.lexicon import with_papers, words_of

VIEW, TODAY = view(), date(2026, 11, 22)
SCOPE = TextScope(view=VIEW, words=words_of("en"))


def problems(line: str) -> list[str]:
    return [one.why.code for one in read_line(line, VIEW, LineContext()).problems]


@pytest.mark.parametrize(("length", "taken"), [(4000, True), (4001, False)])
def test_how_long_a_line_is(length: int, taken: bool) -> None:
    line = "committee 12-05 "
    assert ("too_long" not in problems(line + "x" * (length - len(line)))) is taken


@pytest.mark.parametrize(("hours", "taken"), [("0.5", True), ("400", True), ("400.5", False), ("0", False)])
def test_how_many_hours_a_line_is_given(hours: str, taken: bool) -> None:
    assert (problems(f"training 孟书雅 {hours} 11.20 档案管理") == []) is taken


@pytest.mark.parametrize(
    ("kind", "name", "most"), [(Meeting, "topic", 1000), (Member, "unit", 1000), (Meeting, "minutes", 50_000)]
)
def test_how_long_a_text_is(kind, name, most) -> None:
    field = fields_of(kind)[name]
    assert read(field, "长" * most, SCOPE) == "长" * most
    refused = read(field, "长" * (most + 1), SCOPE)
    assert isinstance(refused, InvalidField)
    assert refused.facts["most"] == most


@pytest.mark.parametrize(("joined", "young"), [("2008-07", False), ("2007-07", True)])
def test_from_which_age_somebody_may_have_joined(joined: str, young: bool) -> None:
    rows = (("姓名", "出生年月", "入党时间"), ("测试甲", "1990-03", joined))
    plan = plan_roster([SheetRows(name="名册", rows=rows)], VIEW.snapshot, TODAY)
    assert ("joined_too_young" in str(plan)) is young


def test_the_bands_of_ages_are_those_of_the_yearly_return() -> None:
    assert [low for low, _ in BANDS] == [0, 31, 36, 41, 46, 51, 56, 61]
    assert [high + 1 for _, high in BANDS[:-1]] == [low for low, _ in BANDS[1:]]


def test_the_versions_that_others_read() -> None:
    """Of `status --json`, of the file and of a box; each is raised with a step that says how the former one is read."""
    assert json_objects.status(VIEW, words_of("en"))["schema"] == 1
    assert committee_objects.SCHEMA == 1
    assert schema.VERSION == 2
    assert messages.SCHEMA == 1


def test_what_both_ends_of_a_box_go_by() -> None:
    """The bytes of a file and the months that counts go back: what one writes the other takes, and one may be older."""
    assert (messages.LARGEST, messages.BACK) == (262_144, 12)


@pytest.mark.parametrize(("number", "named"), [(6, True), (7, False)])
def test_so_many_absences_are_told_one_by_one(number: int, named: bool) -> None:
    absent = [Absence(member=id, status="absent") for id in list(VIEW.snapshot.members)[:number]]
    assert len(absent) == number
    told = PaperFormatter(VIEW, with_papers(words_of("zh"))).away(absent, "paper.month.listed")
    names = [VIEW.person(one.member) in told for one in absent]
    assert all(names) if named else not any(names)


@pytest.mark.parametrize(
    ("cells", "columns", "beside"), [(43, 1, 0), (44, 1, 24), (79, 1, 59), (80, 2, 40), (99, 2, 59), (100, 3, 40)]
)
def test_what_stands_beside_the_names_has_room_before_they_spread(cells: int, columns: int, beside: int) -> None:
    shape, left = sheet(40, 20, cells, 40)
    assert (shape.columns, left) == (columns, beside)


@pytest.mark.parametrize(("year", "taken"), [(1948, False), (1949, True), (2199, True), (2200, False)])
def test_from_which_year_to_which_a_day_is_one(year: int, taken: bool) -> None:
    said = read_when(f"{year}-10-01", TODAY, "record")
    assert (getattr(said, "day", None) == date(year, 10, 1) and isinstance(said, Moment)) is taken


@pytest.mark.parametrize(("year", "taken"), [(1899, False), (1900, True), (2199, True), (2200, False)])
def test_from_which_year_to_which_somebody_was_born_or_joined(year: int, taken: bool) -> None:
    for name in ("birth", "joined", "full_since"):
        said = read(fields_of(Member)[name], f"{year}-10", SCOPE)
        assert (said == f"{year}-10") is taken
        assert isinstance(said, InvalidField) is not taken


@pytest.mark.parametrize(("length", "taken"), [(200, True), (201, False), (0, False)])
def test_how_long_the_name_of_a_committee_is(length: int, taken: bool) -> None:
    assert committee_toml._is_name("名" * length) is taken


@pytest.mark.parametrize(("length", "taken"), [(40, True), (41, False)])
def test_how_long_the_short_name_of_a_unit_is(length: int, taken: bool) -> None:
    assert committee_toml._is_unit("支" * length) is taken


@pytest.mark.parametrize(("above", "found"), [(5, True), (6, False)])
def test_headings_stand_in_one_of_the_first_six_rows(above: int, found: bool) -> None:
    rows = (*(("某某党支部",),) * above, ("姓名", "入党时间"), ("测试甲", "2007-07"))
    assert (headings.find(SheetRows(name="名册", rows=rows), "roster") is not None) is found


@pytest.mark.parametrize(
    ("number", "day"), [(9_999, None), (10_000, "1927-05-18"), (79_999, "2119-01-10"), (80_000, None)]
)
def test_which_numbers_of_a_sheet_are_days_since_its_first(number: int, day: str | None) -> None:
    if day is not None:
        assert partial_of(number, TODAY) == day
    else:
        with pytest.raises(InvalidCell):
            partial_of(number, TODAY)


@pytest.mark.parametrize(
    ("sign", "own"), [("\udfff", False), ("\ue000", True), ("\uf8ff", True), ("\uf900", False), ("\U000f0000", True)]
)
def test_which_characters_only_one_machine_can_show(sign: str, own: bool) -> None:
    assert private_use.private(f"王{sign}") is own


@pytest.mark.parametrize(("days", "taken"), [(0, True), (3660, True), (3661, False)])
def test_by_when_an_entry_of_a_register_is_due(days: int, taken: bool) -> None:
    """Within ten years: more is a slip of the finger."""
    faults = overlay(NATIONAL, {"registers": {"directive": {"due": days}}}, "local.toml").faults
    assert ([code for *_, code in faults] == []) is taken


@pytest.mark.parametrize(("highest", "next_one"), [(2**53 - 2, 2**53 - 1), (2**53 - 1, 1)])
def test_up_to_which_number_documents_are_numbered(highest: int, next_one: int) -> None:
    """Above it a program that takes numbers of JSON for floating ones makes one of two."""
    assert next(schema.fresh_numbers({str(highest): {}})) == str(next_one)


@pytest.mark.parametrize(("number", "counts"), [(2**53 - 2**32 - 1, True), (2**53 - 2**32, False)])
def test_which_number_of_a_revision_is_one_that_work_has_reached(number: int, counts: bool) -> None:
    """What is damaged may say any; it must leave room for more."""
    assert schema.revision_after([5, number]) == (number if counts else 5) + 1


@pytest.mark.parametrize(("length", "taken"), [(60, True), (61, False)])
def test_how_long_the_name_of_a_person_in_a_table_is(length: int, taken: bool) -> None:
    if taken:
        assert person_name("阿" * length).name == "阿" * length
    else:
        with pytest.raises(InvalidCell):
            person_name("阿" * length)


@pytest.mark.parametrize(("day", "known"), [(date(2023, 7, 30), None), (date(2023, 7, 31), True)])
def test_by_when_who_has_joined_is_a_full_member(day: date, known: bool | None) -> None:
    """A year, prolonged by another, and half a year in which the branch had not decided; then a year as one."""
    person = Member(id="p1", name="某", joined="2020-01")
    assert predicates_structure._long_full(person, day, 12) is known


@pytest.mark.parametrize(("length", "whole"), [(40, True), (41, False)])
def test_so_much_of_a_changed_value_stands_in_the_history(length: int, whole: bool) -> None:
    before, after = {"id": "p1", "name": "甲", "note": ""}, {"id": "p1", "name": "甲", "note": "x" * length}
    change = DocumentChange(table="members", number="1", id="p1", before=before, after=after)
    (told,) = history.changes(
        JournalEntry(revision=2, at="", uid=0, user="li", changes=(change,)), VIEW.snapshot, words_of("en")
    )
    assert ("x" * length in told) is whole


@pytest.mark.parametrize(("length", "whole"), [(400, True), (401, False)])
def test_so_much_of_a_faulty_document_is_shown(length: int, whole: bool) -> None:
    written = json.dumps(["x" * (length - len('[""]'))])
    view = View(codec.snapshot_of({"meetings": {"3": json.loads(written)}}, 1, None), TODAY, NATIONAL)
    page = document(Target(kind="faults", id=""), view, words_of("zh"), 1000)
    assert page is not None
    said = "\n".join("".join(cell.text for cell in line.cells) for line in page.lines)
    assert len(written) == length
    assert (written in said) is whole
    assert (written[:400] in said and "…" in said) is not whole


@pytest.mark.parametrize(("held", "hinted"), [("2025-11-22", True), ("2025-11-21", False)])
def test_hints_are_about_the_last_twelve_months(held: str, hinted: bool) -> None:
    view = View(
        snapshot(branch(), member("m1", "甲"), meeting("s1", held, "general_meeting", roll={"m1": "present"})),
        TODAY,
        NATIONAL,
    )
    page = document(Target(kind="hints", id=""), view, words_of("zh"), 76)
    assert page is not None
    assert (Target(kind="meeting", id="s1") in [line.target for line in page.lines]) is hinted
