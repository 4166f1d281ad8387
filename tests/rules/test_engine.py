from __future__ import annotations

import pytest

from store.packs.national import NATIONAL
from store.records import Finding, Result
from store.rules import all_figures
from store.rules.evaluation import months_after
from store.rules.figures import FindingState, State, TrainingState
from tests.rules.build import d, met, people, snap


def test_one_pass_says_what_the_parts_say():
    snapshot = snap(
        met("m1", "2026-10-03", "gm", "lec", by="p1", hours=4, minutes="…"),
        met("m2", "2026-11-25", "day", roll=None),
        met("m3", "2026-11-02", "cm", roll="116"),
        met("m4", "2026-11-10", "study", roll=None),
        Finding(
            id="f1", rule="OL-03", period="2026-10", result=Result.PARTLY, day=d("2026-11-01"), due=d("2026-11-10")
        ),
    )
    figures = all_figures.figures(snapshot, d("2026-11-22"), NATIONAL)
    states = {duty.key: duty.state for duty in figures.execution}
    assert states["OL-01/2026-Q4"] is State.MET
    assert states["OL-04/2026-Q4"] is State.MET
    assert states["OL-05/2026"] is State.MET
    assert states["OL-02/2026-11"] is State.MET
    assert states["OL-02/2026-10"] is State.OVERDUE
    assert states["OL-03/2026-11"] is State.NA
    rows = [(row.meeting or row.duty.rule.id, bool(row.lacks)) for row in figures.meetings]
    assert rows[:2] == [("m4", True), ("m3", True)]
    assert ("m2", False) in rows
    assert ("OL-07", False) in rows
    assert ("OL-06", False) not in rows
    by_id = {row.member: row for row in figures.participation}
    assert (by_id["p3"].expected, by_id["p3"].present, by_id["p3"].absent, by_id["p3"].in_a_row) == (2, 1, 1, 1)
    assert [row.state for row in figures.training] == [TrainingState.BEHIND] * 8
    assert figures.findings[0].state is FindingState.OVERDUE
    late = [duty for duty in figures.execution if duty.state is State.OVERDUE]
    assert figures.attention.overdue == len(late) + 1
    assert all_figures.counts(snapshot, d("2026-11-22"), NATIONAL) == figures.attention


def test_an_empty_branch_is_drawable():
    figures = all_figures.figures(snap(members=[]), d("2026-11-22"), NATIONAL)
    assert figures.participation == figures.training == ()
    assert people(2)[1].id == "p2"


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        ("2026-01-30", 2, "2026-03-30"),
        ("2026-01-31", 3, "2026-04-30"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-30", 1, "2028-02-29"),
        ("2026-12-31", 12, "2027-12-31"),
    ],
)
def test_months_after_a_day_end_with_the_month_that_has_no_such_day(day, months, after):
    assert months_after(d(day), months) == d(after)
