"""The golden table of days: what the last day, leap days, halves and people who come and go do to rules that the other
tables try in their middle. Each line names the article that decides it.
"""

from __future__ import annotations

import pytest

from store.records import Group, MemberKind, Vote, VoteKind
from tests.rules.build import BRANCH, d, met, people, snap
from tests.rules.test_golden import a, exempt, judged, post, t
from tests.rules.test_golden_law import NOV, L, but

NEW = {"kind": MemberKind.PROBATIONARY}


def members(count: int = 8, **changes):
    return {"members": but(people(count), **changes)}


def all_of(field: str, value, *ids: str):
    return {id: {field: value} for id in ids}


def voted(roll: str, kind: VoteKind):
    return (met("m1", "2026-10-08", "gm", roll=roll, votes=(Vote(matter="x", kind=kind),)),)


def since(day: str):
    """A branch of eight in one group, founded on a day."""
    group = Group(id="g1", name="一组", since=d(day))
    return {"branch": BRANCH.but(groups=(group,)), "members": people(8, "g1")}


def founded(day: str):
    return {"branch": BRANCH.but(founded=d(day), records_since=day[:7])}


def term(began: str):
    return {"branch": BRANCH.but(term_began=d(began))}


MORE_POSTS = tuple(f"p{n}" for n in range(4, 8))
ALL_BUT_ONE = tuple(f"p{n}" for n in range(1, 8))
Q3, NEXT_DAY = "2026-Q3", "2027-01-01"

ROSTER = [
    L("ZB 4", "the third is probationary", f"ORG-01/{Q3}", NOV, "overdue", code="too_few", snap=members(3, p3=NEW)),
    L("ZB 4", "the third became full on the last day", f"ORG-01/{Q3}", NOV, "met", snap=members(3, p3={"full_since": "2026-09-30"})),
    L("ZB 4", "the third became full a day later", f"ORG-01/{Q3}", NOV, "overdue", snap=members(3, p3={"full_since": "2026-10-01", "joined": "2025-10-01"})),
    L("ZB 4", "the third left on the last day", f"ORG-01/{Q3}", NOV, "met", snap=members(3, p3={"until": d("2026-09-30")})),
    L("ZB 4", "the third left a day before", f"ORG-01/{Q3}", NOV, "overdue", snap=members(3, p3={"until": d("2026-09-29")})),
    L("ZB 4", "the fifty-first left before the end", f"ORG-02/{Q3}", NOV, "met", snap=members(51, p51={"until": d("2026-09-29")})),
    L("JG 6", "forty-nine are a branch", f"ORG-12/{Q3}", NOV, "met", snap=members(49)),
    L("JG 6", "fifty are a general branch", f"ORG-12/{Q3}", NOV, "overdue", code="general_branch", snap=members(50)),
    L("ZB 20", "six have no committee", f"ORG-04/{Q3}", NOV, "na", code="no_committee", snap=members(6)),
    L("ZB 20", "seven have one", f"ORG-05/{Q3}", NOV, "na", code="has_committee", snap=members(7)),
    L("ZB 20", "the seventh is probationary", f"ORG-05/{Q3}", NOV, "met", snap=members(7, p7=NEW)),
    L("ZB 20", "a committee of two", f"ORG-04/{Q3}", NOV, "overdue", code="too_few", snap=members(7, p3={"posts": ()})),
    L("ZB 20", "a committee of seven", f"ORG-04a/{Q3}", NOV, "met", snap=members(10, **all_of("posts", post("committee_member"), *MORE_POSTS))),
    L("ZB 20", "a committee of eight", f"ORG-04a/{Q3}", NOV, "overdue", code="too_many", snap=members(10, **all_of("posts", post("committee_member"), *MORE_POSTS, "p8"))),
    L("JG 9", "nobody for publicity", f"ORG-06/{Q3}", NOV, "overdue", code="vacant", snap=members()),
    L("EDU 25", "one is in no group", f"ORG-11/{Q3}", NOV, "overdue", code="outside", snap={"groups": 2, **members(8, **all_of("group", "g1", *ALL_BUT_ONE))}),
    L("EDU 25", "a probationary one in none", f"ORG-11/{Q3}", NOV, "overdue", code="outside", snap={"groups": 2, **members(8, p8=NEW, **all_of("group", "g1", *ALL_BUT_ONE))}),
    L("EDU 25", "all are in one", f"ORG-11/{Q3}", NOV, "met", snap={"groups": 2, **members(7, **all_of("group", "g1", *ALL_BUT_ONE))}),
    L("DX", "a group of probationary members alone", f"ORG-08/{Q3}/g1", NOV, "overdue", code="no_full", snap={"groups": 1, "members": people(3, "g1", **NEW)}),
]  # fmt: skip

BEGINNINGS = [
    L("ZB 13", "a group founded in the month", "OL-03/2026-10/g1", NOV, "na", code="founded", snap=since("2026-10-15")),
    L("ZB 13", "a group founded on its first day", "OL-03/2026-10/g1", NOV, "overdue", snap=since("2026-10-01")),
    L("ZB 11", "a branch founded in the quarter", "OL-01/2026-Q4", NOV, "na", code="founded", snap=founded("2026-10-15")),
    L("ZB 11", "a branch founded on its first day", "OL-01/2026-Q4", NOV, "upcoming", snap=founded("2026-10-01")),
    L("ZB 11", "the quarter after it was founded", "OL-01/2027-Q1", "2027-01-02", "upcoming", snap=founded("2026-12-31")),
    L("ZB 11", "records begin within the quarter", "OL-01/2026-Q4", "2027-01-05", "unknown", code="records_since", snap={"branch": BRANCH.but(records_since="2026-11")}),
]  # fmt: skip

LEAP_DAYS = [
    L("JG 8", "a term from 29 February ends on the 28th", "EL-01/2027-02-28", "2027-02-28", "due_soon", due="2027-02-28", snap=term("2024-02-29")),
    L("JG 8", "and is over the day after", "EL-01/2027-02-28", "2027-03-01", "overdue", snap=term("2024-02-29")),
    L("FZ14 13", "a year from 29 February", "AD-04/2024-02-29/a1", "2025-06-01", "met", (a(activist="2024-02-29", candidate="2025-02-28"),)),
    L("FZ14 13", "a day short of it", "AD-04/2024-02-29/a1", "2025-06-01", "overdue", (a(activist="2024-02-29", candidate="2025-02-27"),), code="too_early"),
    L("FZ14 7", "a month from 31 January", "AD-01/2026-01-31/a1", "2026-04-01", "met", (a(applied="2026-01-31", talked="2026-02-28"),), due="2026-02-28"),
    L("FZ14 7", "a day over it", "AD-01/2026-01-31/a1", "2026-04-01", "met_late", (a(applied="2026-01-31", talked="2026-03-01"),)),
    L("EDU 24", "six months from 31 August", "MB-03/2025-08-31/p8", "2026-02-28", "due_soon", due="2026-02-28", snap=members(p8={"exemptions": exempt("lost", "2025-08-31")})),
    L("EDU 24", "six months are over", "MB-03/2025-08-31/p8", "2026-03-01", "overdue", snap=members(p8={"exemptions": exempt("lost", "2025-08-31")})),
    L("EDU 24", "five years abroad today", "MB-06a/2021-12-01/p8", "2026-12-01", "due_soon", snap=members(p8={"exemptions": exempt("abroad", "2021-12-01")})),
    L("EDU 24", "five years abroad yesterday", "MB-06a/2021-12-01/p8", "2026-12-02", "overdue", snap=members(p8={"exemptions": exempt("abroad", "2021-12-01")})),
]  # fmt: skip

STEPS = [
    L("FZ26 19", "a month after the pre-review", "AD-08/2026-06-12/a1", NOV, "met", (a(prereview="2026-06-12", admitted="2026-07-12"),)),
    L("FZ26 19", "a month and a day", "AD-08/2026-06-12/a1", NOV, "met_late", (a(prereview="2026-06-12", admitted="2026-07-13"),)),
    L("FZ26 29", "an oath a month and a day after", "AD-10/2026-06-12/a1", NOV, "met_late", (a(approved="2026-06-12", oath="2026-07-13"),)),
    L("FZ26 33", "approved on the last day of three months", "AD-12/2026-07-12/a1", "2026-12-01", "met", (a(admitted="2025-07-12", confirmed="2026-07-12", confirmation_approved="2026-10-12"),)),
    L("FZ26 33", "a day later", "AD-12/2026-07-12/a1", "2026-12-01", "met_late", (a(admitted="2025-07-12", confirmed="2026-07-12", confirmation_approved="2026-10-13"),)),
    L("FZ14 34", "the old rules' vote, approved under the new", "AD-12/2026-04-12/a1", "2026-12-01", "met", (a(admitted="2025-04-12", confirmed="2026-04-12", confirmation_approved="2026-05-20"),)),
    L("FZ26 36", "filed a month after", "AD-13/2026-10-12/a1", "2026-12-01", "met", (a(confirmed="2026-07-12", confirmation_approved="2026-10-12", archived="2026-11-12"),)),
    L("12371", "a probationary member left out of the appraisal", "OL-12/2026-01-20/m1", NOV, "overdue", (met("m1", "2026-01-20", "app:2025", roll="1111111-"),), code="left_out", snap=members(p8={**NEW, "joined": "2025-11"})),
]  # fmt: skip

HALVES = [
    L("ZB 11", "half of six decide on a resolution", "Q-01/2026-10-08/m1", NOV, "met", voted("111666", VoteKind.RESOLUTION), snap=members(6)),
    L("ZB 11", "two of six do not", "Q-01/2026-10-08/m1", NOV, "overdue", voted("116666", VoteKind.RESOLUTION), code="quorum", snap=members(6)),
    L("ZB 11", "the probationary sixth is no voter", "Q-01/2026-10-08/m1", NOV, "met", voted("111661", VoteKind.RESOLUTION), snap=members(6, p6=NEW)),
    L("FZ26 19", "half of six are not more than half", "Q-03/2026-10-08/m1", NOV, "overdue", voted("111666", VoteKind.ADMISSION), code="quorum", snap=members(6)),
    L("FZ26 19", "four of six are", "Q-03/2026-10-08/m1", NOV, "met", voted("111166", VoteKind.ADMISSION), snap=members(6)),
    L("XJ", "four of five elect", "Q-04/2026-10-08/m1", NOV, "met", voted("11116", VoteKind.ELECTION), snap=members(5)),
    L("XJ", "four of six do not", "Q-04/2026-10-08/m1", NOV, "overdue", voted("111166", VoteKind.ELECTION), code="quorum", snap=members(6)),
    L("XJ", "four of five and one without a vote", "Q-04/2026-10-08/m1", NOV, "met", voted("111166", VoteKind.ELECTION), snap=members(6, p6=NEW)),
]  # fmt: skip

HOURS = [
    L("EDU 20", "thirty-one and a half", "TR-01/2026/p4", NEXT_DAY, "overdue", (t("t1", "p4", "2026-05-01", 31.5),), code="hours"),
    L("EDU 20", "thirty-two", "TR-01/2026/p4", NEXT_DAY, "met", (t("t1", "p4", "2026-05-01", 32),)),
    L("PLAN24", "reading alone is no collective training", "TR-01/2026/p4", NEXT_DAY, "overdue", (t("t1", "p4", "2026-05-01", 32, "self"),), code="hours"),
    L("PLAN24", "fifty-six without a course", "TR-02/2026/p1", NEXT_DAY, "overdue", (t("t1", "p1", "2026-05-01", 56),), code="course"),
    L("PLAN24", "fifty-six with one", "TR-02/2026/p1", NEXT_DAY, "met", (t("t1", "p1", "2026-05-01", 56, "course"),)),
    L("PLAN24", "half an hour short with one", "TR-02/2026/p1", NEXT_DAY, "overdue", (t("t1", "p1", "2026-05-01", 55.5, "course"),), code="hours"),
    L("EDU 20", "a course over New Year is two years'", "TR-01/2026/p4", "2027-02-01", "overdue", (t("t1", "p4", "2026-12-30", 32, "course", until="2027-01-02"),), code="hours"),
    L("EDU 20", "who left in spring owes the year nothing", "TR-01/2026/p4", NEXT_DAY, None, snap=members(p4={"until": d("2026-03-31")})),
    L("EDU 20", "who came in December is judged by the year", "TR-01/2026/p4", NEXT_DAY, "overdue", code="hours", snap=members(p4={"since": d("2026-12-01")})),
]  # fmt: skip

CASES = [*ROSTER, *BEGINNINGS, *LEAP_DAYS, *STEPS, *HALVES, *HOURS]


@pytest.mark.parametrize("case", CASES, ids=[f"{case.article}: {case.name}" for case in CASES])
def test_days(case: L):
    one = judged(case.key, case.today, snap(*case.records, **case.snap), case.pack)
    assert (None if one is None else one.state.value) == case.state
    if one is not None:
        assert (case.code is None or one.code == case.code, case.due is None or one.due == d(case.due)) == (True, True)
