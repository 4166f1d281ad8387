"""A case of admission and the member who comes of it are one change."""

from __future__ import annotations

import pytest

from store.admission import Admit, OpenCase, case_of, open_cases, stage_on
from store.edits import Rejected
from store.records import Admission, MemberKind, Stage
from tests.branches import branch, day, member, snapshot

CASE = Admission(id="a1", name="方屿", stage=Stage.CANDIDATE)
NEW = member("", "方屿", kind=MemberKind.PROBATIONARY)


def test_the_member_is_there_and_the_case_names_it():
    after = Admit(record=NEW, case="a1").apply(snapshot(branch(), CASE))
    assert after.members["p101"].name == "方屿"
    assert (after.admissions["a1"].member, after.admissions["a1"].stage) == ("p101", Stage.PROBATIONARY)


@pytest.mark.parametrize("stage", [Stage.APPLICANT, Stage.ACTIVIST, Stage.CANDIDATE])
def test_a_case_at_any_stage_before_it_is_of_a_probationary_member_then(stage):
    after = Admit(record=NEW, case="a1").apply(snapshot(branch(), CASE.but(stage=stage)))
    assert after.admissions["a1"].stage is Stage.PROBATIONARY


def test_a_case_that_is_further_keeps_its_stage():
    closed = CASE.but(stage=Stage.CLOSED)
    assert Admit(record=NEW, case="a1").apply(snapshot(branch(), closed)).admissions["a1"].stage is Stage.CLOSED
    full = Admit(record=member("", "方屿"), case="a1").apply(snapshot(branch(), CASE))
    assert full.admissions["a1"].stage is Stage.CANDIDATE


def test_a_case_that_is_gone_or_taken_is_refused():
    assert Admit(record=NEW, case="a9").apply(snapshot(branch(), CASE)) == Rejected(code="gone", facts={"id": "a9"})
    taken = Admit(record=NEW, case="a1").apply(snapshot(branch(), CASE.but(member="p1"), member("p1")))
    facts = {"id": "a1", "field": "member", "mine": NEW.name, "theirs": "p1"}
    assert taken == Rejected(code="conflict", facts=facts)


OTHERS = {
    "none of the name": (CASE.but(name="方舟"),),
    "two of the name": (CASE, CASE.but(id="a2")),
    "one that led to a member": (CASE.but(member="p1"), member("p1")),
    "one that is closed": (CASE.but(closed=day("2026-01-01")),),
    "one closed without a day": (CASE.but(stage=Stage.CLOSED),),
}


@pytest.mark.parametrize("records", OTHERS.values(), ids=OTHERS)
def test_of_whom_a_new_member_may_be(records):
    assert case_of(snapshot(branch(), *records), "方屿") is None


def test_a_name_is_compared_without_its_spaces():
    assert case_of(snapshot(branch(), CASE), "方 屿") == CASE
    assert open_cases(snapshot(branch(), CASE)) == [CASE]


ROSTER = member("p1", "方屿", kind=MemberKind.PROBATIONARY, joined="2026-03-10")


def test_a_probationary_member_of_the_roster_gets_a_case():
    after = OpenCase(member="p1").apply(snapshot(branch(), ROSTER))
    (made,) = after.admissions.values()
    assert (made.name, made.member, made.stage, made.admitted) == ("方屿", "p1", Stage.PROBATIONARY, day("2026-03-10"))
    again = OpenCase(member="p1").apply(after)
    assert (again.code, again.facts) == ("has_case", {"id": "p1", "member": "p1"})


def test_the_open_case_of_the_name_is_taken_and_keeps_its_day():
    there = CASE.but(admitted=day("2026-03-09"))
    after = OpenCase(member="p1").apply(snapshot(branch(), ROSTER, there))
    assert [(one.id, one.member, one.admitted) for one in after.admissions.values()] == [
        ("a1", "p1", day("2026-03-09"))
    ]


def test_a_month_of_joining_is_no_day():
    after = OpenCase(member="p1").apply(snapshot(branch(), ROSTER.but(joined="2026-03")))
    assert next(iter(after.admissions.values())).admitted is None


def test_who_is_full_or_gone_gets_none():
    assert OpenCase(member="p1").apply(snapshot(branch(), member("p1", "方屿"))).code == "has_case"
    assert OpenCase(member="p9").apply(snapshot(branch(), ROSTER)).code == "gone"


@pytest.mark.parametrize(
    ("on", "stage"),
    [
        ("2024-01-01", None),
        ("2024-03-11", Stage.APPLICANT),
        ("2024-12-31", Stage.ACTIVIST),
        ("2025-12-31", Stage.ACTIVIST),
        ("2026-06-12", Stage.PROBATIONARY),
        ("2026-11-22", Stage.PROBATIONARY),
    ],
)
def test_how_far_a_case_was_on_a_day(on, stage):
    case = CASE.but(
        stage=Stage.PROBATIONARY, applied=day("2024-03-11"), activist=day("2024-09-10"), admitted=day("2026-06-12")
    )
    assert stage_on(case, day(on)) is stage
    given_up = case.but(stage=Stage.CLOSED, admitted=None, closed=day("2026-06-12"))
    assert stage_on(given_up, day(on)) is (Stage.CLOSED if stage is Stage.PROBATIONARY else stage)


def test_a_stage_of_which_no_day_is_known_is_as_recorded():
    assert stage_on(CASE, day("2020-01-01")) is Stage.CANDIDATE
    assert stage_on(CASE.but(candidate=day("2026-10-28")), day("2026-01-01")) is Stage.APPLICANT
