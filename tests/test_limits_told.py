"""How many of several things are told one by one, and how much of a long name: at the edge and beyond it."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from store.committee.figures import CommitteeTask, CommitteeTaskKind
from store.exchange.imports import roster_kind
from store.exchange.imports.roster import plan_roster
from store.exchange.tables.sheet import SheetRows
from store.packs.matrix import MatrixColumn
from store.packs.national import NATIONAL
from store.packs.rule import Text
from store.records import Decision, MemberKind, PostKind
from store.rules import charges
from store.rules.figures import FindingState, Matter, Task, TaskKind
from tests.branches import branch, member, snapshot
from tests.quick.desk_of_lines import view as sample
from widgets import stored_text
from widgets import tasks as attention_tasks
from widgets.display import shown, width
from widgets.pages import committee_attention
from widgets.pages.page_writer import PageWriter, TableLine
from widgets.papers import month_duties
from widgets.papers.formatter import PaperFormatter
from widgets.quick_line import preview
from widgets.quick_line.completion import complete
from widgets.record_finder import RecordFinder
from widgets.roll_call import RollCall
from widgets.sections import targets
from widgets.sections.committee import matrix, tasks
from widgets.sections.section import Cell, Target
from widgets.sections.view import View
from widgets.when import date_text
from widgets.words.lexicon import with_papers, words_of

WORDS = words_of("zh")
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(("number", "more"), [(500, 0), (501, 1)])
def test_five_hundred_tasks_of_a_kind_stand_on_the_page(number: int, more: int) -> None:
    one = CommitteeTask(kind=CommitteeTaskKind.ITEM, day=TODAY, id="e1")
    figures = SimpleNamespace(attention=SimpleNamespace(tasks=(one,) * number))
    there = SimpleNamespace(faults=(), entries={"e1": SimpleNamespace(title="甲")})
    page = PageWriter(SimpleNamespace(committee_figures=figures, snapshot=there), WORDS, 76)  # type: ignore[arg-type]
    committee_attention.page(page, Target(kind="attention", id=""))
    assert sum(line.target is not None for line in page.lines) == number - more
    assert ("".join(cell.text for cell in page.lines[-1].cells).strip() == WORDS("panel.more", n=1)) is (more > 0)


@pytest.mark.parametrize(("number", "told"), [(1, "一"), (2, "一、二"), (3, "一、二")])
def test_of_what_a_target_lacks_two_are_named(number: int, told: str) -> None:
    lacking = ("一", "二", "三")[:number]
    row = SimpleNamespace(missing=lacking, target=SimpleNamespace(measure=None), standing=None)
    more = WORDS("targets.more", n=1) if number == 3 else ""
    assert targets.missing_text(row, sample(), WORDS) == WORDS("targets.lacks", what=told + more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("number", "named"), [(3, True), (4, False)])
def test_three_whom_a_duty_concerns_are_named(number: int, named: bool) -> None:
    view = sample()
    people = list(view.snapshot.members)[:number]
    duties = [SimpleNamespace(subject=id, rule=NATIONAL.rules[0]) for id in people]
    formatter, lists = PaperFormatter(view, with_papers(WORDS)), []
    said = month_duties._people_of(formatter, duties, SimpleNamespace(start=TODAY, end=TODAY), lists)  # type: ignore[arg-type, var-annotated]
    assert all(view.person(id) in said for id in people) is named
    assert (lists == []) is named


@pytest.mark.parametrize(("hidden", "named"), [(12, 12), (13, 12)])
def test_twelve_hidden_rows_of_a_sheet_are_named(hidden: int, named: int) -> None:
    rows = (("姓名",), *((f"甲{n}",) for n in range(hidden)))
    sheet = SheetRows(name="名册", rows=rows, hidden_rows=tuple(range(1, hidden + 1)))
    (remark,) = [one for one in plan_roster([sheet], snapshot(), TODAY).remarks if one.code == "hidden_rows"]
    assert remark.facts == {"rows": tuple(range(2, named + 2)), "n": hidden}


@pytest.mark.parametrize(("same", "named"), [(4, 3), (5, 3)])
def test_three_rows_that_mean_the_same_person_are_named(same: int, named: int) -> None:
    sheet = SheetRows(name="名册", rows=(("姓名", "出生年月"), *(("甲甲", "1990-03"),) * same))
    first, *_ = plan_roster([sheet], snapshot(), TODAY).refused
    assert first.facts == {"others": tuple(("名册", row) for row in range(3, named + 3)), "n": same - 1}


@pytest.mark.parametrize(("number", "told"), [(3, "一、二、三"), (4, "一、二、三{more}")])
def test_three_of_what_was_stored_are_named(number: int, told: str) -> None:
    names = [shown(name) for name in "一二三四"[:number]]
    assert stored_text._listed(names, WORDS) == told.format(more=WORDS("stored.more", n=number))


@pytest.mark.parametrize(("number", "more"), [(3, ""), (4, "more")])
def test_three_duties_that_a_line_closes_are_named(number: int, more: str) -> None:
    duties = [SimpleNamespace(subject="", rule=NATIONAL.rules[0], period=f"2026-0{n}") for n in range(1, number + 1)]
    said = preview._duties(duties, sample(), WORDS)  # type: ignore[arg-type]
    assert said.count("2026年") == 3
    assert said.endswith(WORDS("quick.more", n=1)) is bool(more)


@pytest.mark.parametrize(("length", "told"), [(12, "长" * 12), (13, "长" * 11 + "…")])
def test_a_text_in_the_first_line_has_twenty_four_cells(length: int, told: str) -> None:
    matter = Matter(meeting="m1", place=0, decision=Decision(text="长" * length), state=FindingState.OPEN)
    task = Task(kind=TaskKind.DUE, day=TODAY, action="open", matter=matter)
    assert attention_tasks.text_of(task, sample(), WORDS) == WORDS("attention.matter", text=told)


@pytest.mark.parametrize(("days", "told"), [(30, "30天后"), (-30, "30天前"), (31, "1个月后"), (-31, "1个月前")])
def test_up_to_thirty_days_a_distance_is_counted_in_days(days: int, told: str) -> None:
    assert date_text.distance(TODAY + timedelta(days=days), TODAY, WORDS) == told


@pytest.mark.parametrize(("typed", "number"), [("甲", 31), ("甲1", 11)])
def test_thirty_records_and_one_more_are_found(typed: str, number: int) -> None:
    """The one more says that there are others."""
    people = [member(f"p{n}", f"甲{n}") for n in range(40)]
    finder = RecordFinder(View(snapshot(branch(), *people), TODAY, NATIONAL), WORDS)
    assert len(finder.find(typed)) == number


def test_eight_candidates_are_offered() -> None:
    people = [member(f"p{n}", f"甲{n}") for n in range(9)]
    assert len(complete("培训 甲", 4, View(snapshot(branch(), *people), TODAY, NATIONAL), WORDS)) == 8


@pytest.mark.parametrize(("unit", "short"), [("甲乙丙丁戊己", "甲乙丙丁戊己"), ("甲乙丙丁戊己庚", "甲乙丙丁戊…")])
def test_a_unit_has_twelve_cells_where_there_is_little_room(unit: str, short: str, monkeypatch) -> None:
    monkeypatch.setattr(tasks.units, "name", lambda *_: unit)
    task = CommitteeTask(kind=CommitteeTaskKind.TERM, day=TODAY, unit="u1")
    said = tasks._sentence(task, sample(), WORDS, short=True)
    assert said == WORDS("committee.task.term", unit=short)


@pytest.mark.parametrize(("short", "least"), [("x", 4), ("xxxx", 4), ("xxxxx", 5), ("xxxxxx", 6), ("xxxxxxx", 6)])
def test_a_column_of_the_matrix_is_as_wide_as_its_name_within_four_to_six_cells(short: str, least: int) -> None:
    column = MatrixColumn(id="OL-01", short=Text(zh=short, en=short))
    assert matrix._least(column, WORDS) == least


@pytest.mark.parametrize(("cells", "last"), [(28, 8), (33, 9), (37, 10), (60, 10)])
def test_the_last_column_of_a_table_has_ten_cells_before_another_gets_more(cells: int, last: int) -> None:
    """Or a third of all, where that is less."""
    page = PageWriter(sample(), WORDS, cells)
    page.table([TableLine(cells=(Cell(text="x" * 90), Cell(text="y" * 90)))])  # type: ignore[arg-type]
    assert width(page.lines[0].cells[-1].text) == last


@pytest.mark.parametrize(("before", "kind"), [(732, MemberKind.PROBATIONARY), (733, MemberKind.FULL)])
def test_how_long_after_joining_one_may_still_be_probationary(before: int, kind: MemberKind) -> None:
    said = {"joined": (TODAY - timedelta(days=before)).isoformat(), "full_since": None}
    assert roster_kind.inferred_kind(said, TODAY)[0] is kind


def test_who_answers_in_which_layer() -> None:
    """The secretary first, the others of the committee, the leaders of groups, then whoever has no post."""
    layers = {post: charges.LAYERS.get(post) for post in PostKind}
    assert layers.pop(PostKind.SECRETARY) == 1
    assert layers.pop(PostKind.GROUP_LEADER) == 3
    assert set(layers.values()) == {2}
    assert charges.LAST == 4


@pytest.mark.parametrize(("length", "cells"), [(9, 18), (10, 20), (11, 20)])
def test_a_name_in_a_roll_has_twenty_cells_at_most(length: int, cells: int) -> None:
    roll = SimpleNamespace(_people=[SimpleNamespace(name="名" * length)])
    assert RollCall._names.fget(roll) == cells  # type: ignore[attr-defined]
    assert RollCall._names.fget(SimpleNamespace(_people=[])) == 8  # type: ignore[attr-defined]
