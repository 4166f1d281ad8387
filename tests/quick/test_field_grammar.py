"""The quick line that a new kind of record gets from its fields: tried with one that the program has not."""

from __future__ import annotations

from datetime import date

import pytest

from store.edits import Add
from store.records import TABLES, MemberId, Note, Place, Stored, Tag
from tests.quick.desk_of_lines import TODAY, view
from widgets.quick_line.field_grammar import field_grammar
from widgets.quick_line.grammar import LineGrammar, LineSoFar
from widgets.quick_line.reading import LineContext, LineKind, TokenPool

VIEW = view(TODAY)


class Visit(Stored):
    day: date
    who: tuple[MemberId, ...] = ()
    place: Place = ""
    tags: tuple[Tag, ...] = ()
    note: Note = ""


@pytest.fixture
def grammar(monkeypatch: pytest.MonkeyPatch) -> LineGrammar:
    with monkeypatch.context() as known:
        known.setitem(TABLES, "visits", Visit)
        return field_grammar("visit", "visits", "走访", "zf", "visit")


def read(grammar: LineGrammar, line: str) -> tuple[Visit | None, list[str]]:
    sheet = TokenPool(line, VIEW, LineContext())
    made = grammar.read(sheet, LineKind(grammar="visit"))
    codes = [problem.why.code for problem in sheet.problems]
    if made is None:
        return None, codes
    edit, (record,) = made
    assert edit == Add(table="visits", record=record)
    return record, codes


def test_each_field_is_written_as_its_meaning_is(grammar: LineGrammar) -> None:
    visit, codes = read(grammar, "翟明远,王伟 11-20 @报告厅 #学习型 家中 有事")
    assert codes == []
    assert visit == Visit(
        id="", day=date(2026, 11, 20), who=visit.who, place="报告厅", tags=("学习型",), note="家中 有事"
    )
    assert [VIEW.name(id) for id in visit.who] == ["翟明远", "王伟"]


def test_a_record_is_a_line_that_reads_the_same_again(grammar: LineGrammar) -> None:
    visit, _ = read(grammar, "翟明远,王伟 11-20 @报告厅 #学习型 家中有事")
    for lang, called in (("zh", "走访"), ("en", "visit")):
        name, _, line = grammar.line([visit], VIEW, True, lang).partition(" ")
        assert name == called
        assert read(grammar, line) == (visit, [])


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("11-20 家中有事", ["nobody"]),
        ("11-20", ["needs_people"]),
        ("翟明远 !12-10 家中有事", ["mark_not_here"]),
        ("翟明远 +王伟 家中有事", ["mark_not_here"]),
    ],
)
def test_what_it_has_no_field_for_is_told(grammar: LineGrammar, line: str, codes: list[str]) -> None:
    assert read(grammar, line)[1] == codes


def test_people_are_looked_for_until_one_is_named(grammar: LineGrammar) -> None:
    def wants(names: int, listing: bool) -> str:
        kind = LineKind(grammar="visit")
        return grammar.wants(LineSoFar(line_kind=kind, pieces=frozenset(), names=names, listing=listing))

    assert wants(0, False) == wants(1, True) == "members outsiders"
    assert wants(1, False) == ""
