"""Panel 4 can be read: what lies before the records and what does not apply is a line each, findings stand by date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from store.packs.national import NATIONAL
from store.records import BeginStep, Finding, Result
from store.rules.figures import State
from tests import branches
from tests.desk import TODAY, branch_folder, desk
from tui.cli import panels
from widgets.display import width
from widgets.pages.registry import document
from widgets.panel_state import PanelState
from widgets.picture import panel_line
from widgets.sections import execution, institutions
from widgets.sections.section import Target
from widgets.sections.view import View
from widgets.words.lexicon import words_of

NOV = date(2026, 11, 3)
AT_LEAST = {"zh": {60: 0.8, 100: 0.9}, "en": {60: 0.5, 100: 0.7}}
"""Which part of the names is whole in a panel so wide."""


def fresh(members: int = 0, *records) -> View:
    """A branch whose records began this month, and of which nobody wants to see what else there is to enter."""
    people = [branches.member(f"m{n}", f"党员{n}") for n in range(members)]
    branch = branches.branch(records_since="2026-11", groups=(), answered=(BeginStep.ALL,))
    return View(branches.snapshot(branch, *people, *records), NOV, NATIONAL)


def drawn(view: View, lang: str, size: tuple[int, int] = (40, 11)) -> list[str]:
    """Every row of the panel as it is drawn."""
    state = PanelState(execution, 4, view, words_of(lang))
    state.renew(view, words_of(lang))
    state.resize(size[0], len(state.rows) + 2)
    return ["".join(text for text, _ in panel_line(state, y)) for y in range(1, state.height - 1)]


@pytest.fixture
def sample(tmp_path):
    from store.vault import Vault

    return View(Vault(str(branch_folder(tmp_path / "b"))).read(), TODAY, NATIONAL)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("members", [0, 22])
def test_no_mark_of_a_fresh_branch_means_only_that_it_lies_before_the_records(lang, members):
    view = fresh(members)
    assert any(duty.code == "records_since" for duty in view.figures.execution)
    for row, line in zip(execution.rows(view, 0), drawn(view, lang), strict=True):
        duties = getattr(row.value, "duties", ())
        assert ("?" in line) <= any(duty.state is State.UNKNOWN for duty in duties), line
        assert not any(duty.code == "records_since" for duty in duties), line


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_strip_begins_where_the_records_do(lang):
    view = fresh(22)
    words = words_of(lang)
    strips = [
        execution.cells(row, view, words, 0, 12)["strip"].text
        for row in execution.rows(view, 0)
        if isinstance(row.value, execution.Institution) and row.value.rule.cadence == "month"
    ]
    assert strips
    assert all(strip[:-1].strip() == "" and strip[-1] != " " for strip in strips), strips


def test_every_duty_is_in_a_row_or_behind_one_of_the_two_lines(sample):
    for view in (sample, fresh(), fresh(22)):
        for shift in (0, -3):
            found = institutions.of(view, institutions.last_month(view, shift))
            there = {duty.key for many in found for one in many for duty in one.duties}
            if shift == 0:
                assert {duty.key for duty in view.figures.execution} <= there | {
                    duty.key for duty in view.figures.execution if duty.state is State.NA
                }
            assert {one.duty.state for one in found.not_applicable} <= {State.NA}
            assert {one.duty.code for one in found.before_records} <= {"records_since"}
            assert not any(duty.code in institutions.BEFORE for one in found.rows for duty in one.duties)


@pytest.mark.parametrize(
    ("lang", "before", "other"), [("zh", "记录之前", "不适用"), ("en", "Before records", "Not appl")]
)
def test_the_last_two_lines_say_how_many_they_stand_for_and_open_them(sample, lang, before, other):
    found = institutions.of(sample, institutions.last_month(sample, 0))
    lines = drawn(sample, lang)[-2:]
    for line, name, many in zip(lines, (before, other), (found.before_records, found.not_applicable), strict=True):
        assert name in line
        assert f"{len(many)} " in line
    for row, many in zip(execution.rows(sample, 0)[-2:], (found.before_records, found.not_applicable), strict=True):
        page = document(row.target, sample, words_of(lang), 76)
        assert page is not None
        listed = [line.target for line in page.lines if line.target]
        assert sorted(target.id for target in listed) == sorted(execution.opens(one).id for one in many)
        assert all(document(target, sample, words_of(lang), 76) is not None for target in listed)


def test_status_prints_the_two_lines_alone(sample):
    printed = panels.plain(panels.lines(sample, words_of("zh"), 80)).splitlines()
    assert [line.split() for line in printed[-2:]] == [["记录之前", "7", "条"], ["不适用", "34", "条"]]


def test_a_page_of_a_branch_where_everything_is_within_the_records_says_so():
    view = View(branches.snapshot(branches.branch()), NOV, NATIONAL)
    page = document(Target(kind="before_records", id=""), view, words_of("zh"), 76)
    assert page is not None
    assert "没有" in "".join(cell.text for line in page.lines for cell in line.cells)


async def test_enter_on_the_last_line_lists_what_does_not_apply(tmp_path):
    async with desk(branch_folder(tmp_path / "b")) as d:
        await d.press("4", "end")
        assert "不适用" in d.text
        await d.press("enter")
        assert "没有发生这条规定所涉及的事项" in d.text
        await d.press("enter")  # the first line opens its institution
        assert "这条规定" in d.text
        await d.press("escape", "escape")
        assert d.panel("execution").row.key == "not_applicable"


def test_open_findings_stand_by_their_date_among_what_is_due():
    def finding(id: str, due: date | None) -> Finding:
        return Finding(id=id, rule="OL-02", period="2026-11", result=Result.PARTLY, day=NOV, inspector="m1", text=id,
                       owner="m1", due=due)  # fmt: skip

    near, late = finding("f1", NOV + timedelta(days=5)), finding("f2", NOV - timedelta(days=1))
    far, never = finding("f3", NOV + timedelta(days=200)), finding("f4", None)
    view = fresh(22, far, near, never, late)
    rows = execution.rows(view, 0)
    keys = [row.key for row in rows if row.target.kind == "finding"]
    assert keys == ["f2", "f1", "f4", "f3"]
    assert rows[0].key == "f2"
    found = [(row.key, row.value) for row in rows]
    dates = {}
    for key, value in found:
        if isinstance(value, institutions.Institution) and value.duty.state in institutions.TO_COME:
            dates.setdefault(value.duty.state, []).append((key, value.duty.due))
    order = [key for key, _ in found]
    for key, due in dates.get(State.UPCOMING, []):
        assert (order.index(key) < order.index("f3")) == (due <= far.due) or due == far.due
    for key, due in dates.get(State.DUE_SOON, []):
        assert (order.index(key) < order.index("f1")) == (due < near.due)


def test_enter_opens_what_is_due_first_of_what_is_to_come(sample):
    for row in execution.rows(sample, 0):
        if isinstance(row.value, institutions.Institution) and row.value.duty.state in institutions.TO_COME:
            alike = [one.due for one in row.value.duties if one.state is row.value.duty.state]
            assert row.value.duty.due == min(alike)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_names_are_whole_where_there_is_room_and_short_ones_where_there_is_not(sample, lang):
    words = words_of(lang)
    rows = [row for row in execution.rows(sample, 0) if isinstance(row.value, institutions.Institution)]
    for size in (40, 60, 100):
        lines = drawn(sample, lang, (size, 10))
        assert all(width(line) == size for line in lines)
        of = dict(zip((row.key for row in execution.rows(sample, 0)), lines, strict=True))
        whole = sum(words.of(row.value.rule.name) in of[row.key] for row in rows)
        for row in rows:
            assert words.of(row.value.rule.name) in of[row.key] or words.of(row.value.rule.short) in of[row.key]
        assert whole >= len(rows) * AT_LEAST[lang].get(size, 0)


def test_a_line_that_takes_room_below_for_a_while_leaves_the_panel_scrolled_as_it_was() -> None:
    state = PanelState(execution, 4, fresh(9), words_of("zh"))
    state.renew(state.view, state.words)
    state.resize(40, 11)
    state.go(7)
    assert state.top == 0
    state.resize(40, 8)
    assert state.top == 2
    state.renew(state.view, state.words)  # what was typed is stored
    state.resize(40, 11)
    assert state.top == 0
