"""The golden table of what others decide and of who must be spoken to: as in `test_golden_law`, with the article."""

from __future__ import annotations

import tomllib

import pytest

from store.packs.national import NATIONAL
from store.packs.overlay import overlay
from store.records import TAKEN_BACK, Branch, MemberKind, Stage
from tests.rules.build import BRANCH, d, people, snap
from tests.rules.test_golden import a, changed, dues, exempt, f, judged, post, t, talk, w
from tests.rules.test_golden_law import L, crew

NOV = "2026-11-22"
COURSES = tuple(t(f"t{n}", f"p{n}", "2026-04-14", 8, "course") for n in range(1, 9))
TERM = {"branch": BRANCH.but(term_began=d("2026-03-10"))}
ELECTED = crew(p1={"posts": post("secretary", "2026-03-10")})
AGAIN = crew(p1={"posts": (*post("secretary", "2023-03-10", "2026-03-09"), *post("secretary", "2026-03-10"))})
LEFT = crew(p1={"posts": post("secretary", until="2026-04-30")})
GONE = crew(p1={"posts": post("secretary", "2024-01-10"), "until": d("2026-04-30")})
ENDED_BEFORE = crew(p1={"posts": post("secretary", until="2026-03-31"), "until": d("2026-04-30")})
BACK = crew(p1={"posts": post("secretary", "2024-01-10"), "since": d("2026-03-10")})
ONCE = crew(p1={"posts": post("secretary", "2024-01-10", "2025-12-31"), "since": d("2026-03-10")})
FILLED = crew(p1={"posts": post("secretary", until="2026-04-30")}, p4={"posts": post("secretary", "2026-06-10")})
LATE = crew(p1={"posts": post("secretary", until="2026-04-30")}, p4={"posts": post("secretary", "2026-09-10")})
AT_ONCE = crew(p1={"posts": post("secretary", until="2026-04-30")}, p4={"posts": post("secretary", "2026-05-01")})
LOST = crew(p4={"exemptions": exempt("lost", "2023-01-10")})
FOUND = crew(p4={"exemptions": exempt("lost", "2023-01-10", "2025-08-01")})
SUSPENDED = f("MB-03", "2023-01-10", "executed", "2023-09-01", "p4")
AWAY = crew(p4={"exemptions": exempt("mobile", "2026-01-10")})
OWING = {"members": people(8, monthly_due="50")}


ILL_ABROAD = crew(p4={"exemptions": (*exempt("ill", "2025-01-10"), *exempt("abroad", "2025-02-10"))})
CAME = crew(p4={"exemptions": exempt("abroad", "2025-02-10"), "since": d("2026-05-20")})
ONCE_MORE = crew(p4={"exemptions": (*exempt("abroad", "2025-02-10", "2026-02-28"), *exempt("abroad", "2026-03-01"))})


def away(again: str, kind: str = "mobile") -> dict:
    """p4 is away from January to the end of May, and again."""
    return crew(p4={"exemptions": (*exempt(kind, again), *exempt(kind, "2026-01-10", "2026-05-31"))})


def began(term: str) -> dict:
    return {"branch": BRANCH.but(term_began=d(term))}


WANTING = f("EL-07", "2026-03-10", "partly", due="2026-12-10")


BACK_ABOVE = WANTING.but(closed=d("2026-11-01"), closing="机关党委已撤回", origin="box:f3@b1", came=TAKEN_BACK)


def closed(finding):
    return finding.but(closed=d("2026-12-01"))


def unpaid(*months: str):
    """Dues of these months, paid by all but p4."""
    return tuple(dues(month, *(f"p{n}" for n in range(1, 9) if n != 4)) for month in months)


MONTHS = tuple(f"2026-{month:02}" for month in range(1, 11))

CASES = [
    L("JG 18", "a course for every member", "TR-12/2026", NOV, "met", COURSES, ""),
    L("JG 18", "one member lacks it", "TR-12/2026", NOV, "due_soon", COURSES[1:], code="courses_missing"),
    L("JG 18", "and has lacked it when the year is over", "TR-12/2025", NOV, "unknown", COURSES, code="no_courses"),
    L(
        "JG 18",
        "with a course of some, who lacks it is missed",
        "TR-12/2025",
        NOV,
        "overdue",
        tuple(one.but(day=d("2025-04-14")) for one in COURSES[1:]),
    ),
    L("JG 18", "no course on record is not known", "TR-12/2025", NOV, "unknown", (), code="no_courses"),
    L("JG 18", "while the year runs it is said that none is on record", "TR-12/2026", NOV, "due_soon", (), code="no_courses"),
    L(
        "JG 18",
        "study together is no course",
        "TR-12/2026",
        NOV,
        "due_soon",
        (*COURSES[1:], t("t1", "p1", "2026-04-14", 8)),
        code="courses_missing",
    ),
    L(
        "JG 18",
        "who is exempt is not asked",
        "TR-12/2026",
        NOV,
        "met",
        COURSES[1:],
        snap=crew(p1={"exemptions": exempt("ill", "2026-01-10")}),
    ),
    L(
        "JG 18",
        "a probationary member is asked too",
        "TR-12/2026",
        NOV,
        "due_soon",
        COURSES[:7],
        snap=crew(p8={"kind": MemberKind.PROBATIONARY}),
    ),
    L("JG 26(1)", "no circular on record", "OL-25/2026-Q3", NOV, "unknown", code="no_evidence"),
    L("JG 26(1)", "nor in the running quarter", "OL-25/2026-Q4", NOV, "unknown", code="no_evidence"),
    L("JG 26(1)", "a circular", "OL-25/2026-Q3", NOV, "met", (f("OL-25", "2026-Q3", "executed"),), "f1"),
    L("JG 26(1)", "of another quarter", "OL-25/2026-Q2", NOV, "unknown", (f("OL-25", "2026-Q3", "executed"),)),
    L(
        "JG 26(1)",
        "found lacking by an inspection",
        "OL-25/2026-Q3",
        NOV,
        "overdue",
        (f("OL-25", "2026-Q3", "not_executed"),),
        "f1",
    ),
    L("JG 37", "an election that nobody ticked", "EL-07/2026-03-10", NOV, "unknown", snap=TERM, code="no_evidence"),
    L(
        "JG 37",
        "an election that was filed",
        "EL-07/2026-03-10",
        NOV,
        "met",
        (f("EL-07", "2026-03-10", "executed"),),
        "f1",
        snap=TERM,
    ),
    *(
        L("JG 37", f"an election found wanting on {today}", "EL-07/2026-03-10", today, state, (WANTING,), "f1", due, snap=TERM)
        for today, state, due in (
            ("2026-11-22", "upcoming", "2026-12-10"),
            ("2026-12-10", "due_soon", "2026-12-10"),
            ("2026-12-11", "overdue", "2026-12-10"),
            ("2028-01-11", "overdue", "2026-12-10"),
        )
    ),
    L("JG 37", "and not before the inspection", "EL-07/2026-03-10", "2026-10-19", "unknown", (WANTING,), "", snap=TERM),
    *(
        L("JG 37", f"closed out on 1 December, by {today}", "EL-07/2026-03-10", today, state, (closed(WANTING),), "f1", snap=TERM)
        for today, state in (("2026-11-30", "upcoming"), ("2026-12-01", "met"))
    ),
    *(
        L("ZB 21", f"the superior's reminder: {result}", "EL-02/2026-04-10", NOV, state, (f("EL-02", "2026-04-10", result, **more),), "f1", snap=began("2023-10-10"))
        for result, more, state in (
            ("executed", {}, "met"),
            ("not_executed", {}, "overdue"),
            ("partly", {"closed": "2026-11-10"}, "met_late"),
        )
    ),
    L("JG 37", "closed because it was taken back", "EL-07/2026-03-10", NOV, "unknown", (BACK_ABOVE,), "", snap=TERM),
    L("JG 37", "no term, no election", "EL-07/2026-03-10", NOV, None),
    L("JG 8", "a new secretary's approval", "EL-10/2026-03-10/p1", NOV, "unknown", snap=ELECTED, code="no_evidence"),
    L(
        "JG 8",
        "approved",
        "EL-10/2026-03-10/p1",
        NOV,
        "met",
        (f("EL-10", "2026-03-10", "executed", subject="p1"),),
        "f1",
        snap=ELECTED,
    ),
    L(
        "JG 8",
        "a tick for the whole day is one for the secretary",
        "EL-10/2026-03-10/p1",
        NOV,
        "met",
        (f("EL-10", "2026-03-10", "executed"),),
        "f1",
        snap=ELECTED,
    ),
    L("JG 8", "who goes on without a gap took no post", "EL-10/2026-03-10/p1", NOV, None, snap=AGAIN),
    L("JG 8", "nor left one", "EL-11/2026-03-09/p1", NOV, None, snap=AGAIN),
    L("JG 8", "a committee member needs no approval", "EL-10/2026-03-10/p2", NOV, None, snap=ELECTED),
    L("JG 8", "a secretary who left: consent", "EL-11/2026-04-30/p1", NOV, "unknown", snap=LEFT),
    L("JG 8", "transferred out while secretary: consent", "EL-11/2026-04-30/p1", NOV, "unknown", snap=GONE),
    L("JG 8", "of whose post the end is known too", "EL-11/2026-03-31/p1", NOV, "unknown", snap=ENDED_BEFORE),
    L("JG 8", "and who left no post with the branch", "EL-11/2026-04-30/p1", NOV, None, snap=ENDED_BEFORE),
    L("JG 8", "not before that day has come", "EL-11/2026-04-30/p1", "2026-04-29", None, snap=GONE),
    L("JG 8", "on that day", "EL-11/2026-04-30/p1", "2026-04-30", "unknown", snap=GONE),
    *(
        L("JG 8", f"a post that ended with its term is no change within it: {term}", "EL-11/2026-04-30/p1", NOV, state, snap=LEFT | began(term))
        for term, state in (("2026-04-29", "unknown"), ("2026-04-30", None), ("2026-05-01", None), ("2026-05-02", "unknown"))
    ),
    *(
        L("ZB 21", f"nor was it left vacant by that: {term}", "EL-08/2026-05-01/p1", NOV, state, snap=LEFT | began(term))
        for term, state in (("2026-04-29", "overdue"), ("2026-04-30", None), ("2026-05-01", None), ("2026-05-02", "met"))
    ),
    L("EDU 25", "away, and given leave once more", "MB-04/2026-01-10/p4", NOV, "overdue", due="2026-07-10", snap=away("2026-06-01")),
    L("EDU 25", "the clock began anew after a day at home", "MB-04/2026-01-10/p4", NOV, None, snap=away("2026-06-02")),
    L("EDU 25", "from the day of that", "MB-04/2026-06-02/p4", NOV, "due_soon", due="2026-12-02", snap=away("2026-06-02")),
    L("EDU 24", "lost, and entered once more", "MB-03/2026-01-10/p4", NOV, "overdue", due="2026-07-10", snap=away("2026-06-01", "lost")),
    L(
        "EDU 24",
        "two years after the decision on the first entry",
        "MB-03a/2026-07-01/p4",
        NOV,
        "upcoming",
        (f("MB-03", "2026-01-10", "executed", "2026-07-01", "p4"),),
        due="2028-07-01",
        snap=away("2026-06-01", "lost"),
    ),
    L("EDU 34", "abroad, and ill before that", "MB-06/2026-H1/p4", NOV, "overdue", snap=ILL_ABROAD),
    L("EDU 34", "spoken with", "MB-06/2026-H1/p4", NOV, "met", (talk("k1", "p1", "p4", "2026-06-30", "contact"),), "k1", snap=ILL_ABROAD),
    L("EDU 34", "came in May: half a year from then", "MB-06/2026-H1/p4", NOV, "overdue", due="2026-11-19", snap=CAME),
    L("EDU 34", "of which this is the last day", "MB-06/2026-H1/p4", "2026-11-19", "due_soon", due="2026-11-19", snap=CAME),
    L("EDU 34", "abroad once more without a gap: the half-year is a whole one", "MB-06/2026-H1/p4", NOV, "overdue", due="2026-06-30", snap=ONCE_MORE),
    L("JG 8", "a post is taken with the membership", "EL-10/2026-03-10/p1", NOV, "unknown", snap=BACK),
    L("JG 8", "not on a day before it", "EL-10/2024-01-10/p1", NOV, None, snap=BACK),
    L("JG 8", "and none that ended before it", "EL-10/2026-03-10/p1", NOV, None, snap=ONCE),
    L("JG 8", "nor was one left then", "EL-11/2025-12-31/p1", NOV, None, snap=ONCE),
    L("JG 37", "an admission", "AD-14/2026-06-12/a1", NOV, "unknown", (a(admitted="2026-06-12"),), code="no_evidence"),
    L(
        "JG 37",
        "an admission that was filed",
        "AD-14/2026-06-12/a1",
        NOV,
        "met",
        (a(admitted="2026-06-12"), f("AD-14", "2026-06-12", "executed", subject="a1")),
        "f1",
    ),
    L(
        "JG 37",
        "a vote on full membership too",
        "AD-14/2026-06-12/a1",
        NOV,
        "unknown",
        (a(admitted="2025-06-12", confirmed="2026-06-12"),),
    ),
    L(
        "FZ26 13",
        "a candidate of 2026 is filed with the superior",
        "AD-15/2026-10-28/a1",
        NOV,
        "unknown",
        (a(stage=Stage.CANDIDATE, candidate="2026-10-28"),),
    ),
    L("ZB 21", "a post that stays vacant", "EL-08/2026-05-01/p1", "2026-08-02", "overdue", snap=LEFT, due="2026-08-01"),
    L("ZB 21", "on the last day for it", "EL-08/2026-05-01/p1", "2026-08-01", "due_soon", snap=LEFT),
    L("ZB 21", "early on", "EL-08/2026-05-01/p1", "2026-05-20", "upcoming", snap=LEFT),
    L("ZB 21", "filled in time", "EL-08/2026-05-01/p1", NOV, "met", snap=FILLED),
    L("ZB 21", "filled late", "EL-08/2026-05-01/p1", NOV, "met_late", snap=LATE),
    L("ZB 21", "filled on the day after", "EL-08/2026-05-01/p1", NOV, None, snap=AT_ONCE),
    L(
        "ZB 21",
        "filled by the election of a new term",
        "EL-08/2026-05-01/p1",
        NOV,
        "met",
        snap=LEFT | {"branch": BRANCH.but(term_began=d("2026-06-01"))},
    ),
    L("ZB 21", "a waiver", "EL-08/2026-05-01/p1", NOV, "waived", (w("EL-08", "2026-05-01", "p1"),), snap=LEFT),
    L(
        "ZB 20",
        "a small branch has no committee to fill",
        "EL-08/2026-05-01/p2",
        NOV,
        None,
        snap={"members": changed(people(6), "p2", posts=post("org_officer", until="2026-04-30"))},
    ),
    L(
        "ZB 21",
        "but its secretary's post",
        "EL-08/2026-05-01/p1",
        NOV,
        "overdue",
        snap={"members": changed(people(6), "p1", posts=post("secretary", until="2026-04-30"))},
    ),
    L("ZB 23", "a report to the general meeting", "RS-10/2026", NOV, "unknown", code="no_evidence"),
    L("ZB 23", "that was made", "RS-10/2026", NOV, "met", (f("RS-10", "2026", "executed"),), "f1"),
    L("DF", "amounts fixed", "DUE-02/2026", NOV, "met", (f("DUE-02", "2026", "executed"),), "f1"),
    L("DF", "amounts of which nothing is known", "DUE-02/2026", NOV, "unknown"),
    L("DF", "income of which nothing is known", "DUE-03/2025", NOV, "unknown"),
    L("EDU 31(6)", "assigned work: no record, no clock", "MB-01b/2026-03-01/p4", NOV, None),
    L(
        "EDU 31(6)",
        "a clock that was typed in",
        "MB-01b/2026-09-01/p4",
        "2026-10-10",
        "upcoming",
        (f("MB-01b", "2026-09-01", "not_executed", "2026-09-20", "p4"),),
        "f1",
        "2027-03-01",
    ),
    L(
        "EDU 31(6)",
        "after four months",
        "MB-01b/2026-07-01/p4",
        NOV,
        "due_soon",
        (f("MB-01b", "2026-07-01", "not_executed", "2026-09-20", "p4"),),
    ),
    L(
        "EDU 31(6)",
        "after six months",
        "MB-01b/2026-03-01/p4",
        NOV,
        "overdue",
        (f("MB-01b", "2026-03-01", "not_executed", "2026-09-20", "p4"),),
        due="2026-09-01",
    ),
    L(
        "EDU 31(6)",
        "the member works again",
        "MB-01b/2026-03-01/p4",
        NOV,
        "met",
        (f("MB-01b", "2026-03-01", "not_executed", "2026-05-20", "p4", closed="2026-06-01"),),
    ),
    L(
        "EDU 24",
        "two years after suspension",
        "MB-03a/2023-09-01/p4",
        NOV,
        "unknown",
        (SUSPENDED,),
        snap=LOST | {"branch": BRANCH.but(records_since="2025-10")},
    ),
    L("EDU 24", "and they are over", "MB-03a/2023-09-01/p4", NOV, "overdue", (SUSPENDED,), due="2025-09-01", snap=LOST),
    L("EDU 24", "not yet", "MB-03a/2023-09-01/p4", "2025-06-01", "upcoming", (SUSPENDED,), snap=LOST),
    L("EDU 24", "never suspended", "MB-03a/2023-09-01/p4", NOV, None, snap=LOST),
    L("EDU 24", "contact is back", "MB-03a/2023-09-01/p4", NOV, None, (SUSPENDED,), snap=FOUND),
    L(
        "EDU 24",
        "struck off",
        "MB-03a/2023-09-01/p4",
        NOV,
        "met",
        (SUSPENDED, f("MB-03a", "2023-09-01", "executed", "2025-08-20", "p4").but(id="f2")),
        "f2",
        snap=LOST,
    ),
    L("EDU 29", "two months unpaid are not asked after", "MB-02a/2026-09-01/p4", NOV, None, unpaid("2026-09", "2026-10"), snap=OWING),
    L(
        "EDU 29",
        "three months unpaid: a talk",
        "MB-02a/2026-11-01/p4",
        NOV,
        "due_soon",
        unpaid("2026-08", "2026-09", "2026-10"),
        due="2026-12-01",
        snap=OWING,
    ),
    L(
        "EDU 29",
        "that was held",
        "MB-02a/2026-11-01/p4",
        NOV,
        "met",
        (*unpaid("2026-08", "2026-09", "2026-10"), talk("k1", "p1", "p4", "2026-11-05", "criticism")),
        snap=OWING,
    ),
    L(
        "EDU 29",
        "a heart-to-heart talk is no criticism",
        "MB-02a/2026-11-01/p4",
        NOV,
        "due_soon",
        (*unpaid("2026-08", "2026-09", "2026-10"), talk("k1", "p1", "p4", "2026-11-05")),
        snap=OWING,
    ),
    L("EDU 29", "in touch", "MB-02b/2026-07-10/p4", NOV, None, (talk("k1", "p1", "p4", "2026-05-05", "contact"), talk("k2", "p1", "p4", "2026-10-05", "contact")), snap=AWAY),
    L("EDU 29", "out of touch: to be found out", "MB-02b/2026-07-10/p4", NOV, "unknown", snap=AWAY, code="out_of_touch"),
    L(
        "EDU 29",
        "and talked with",
        "MB-02b/2026-07-10/p4",
        NOV,
        "met",
        (talk("k1", "p1", "p4", "2026-08-01", "reminder"),),
        "k1",
        snap=AWAY,
    ),
    L(
        "EDU 29",
        "talked with late",
        "MB-02b/2026-07-10/p4",
        NOV,
        "met_late",
        (talk("k1", "p1", "p4", "2026-09-01", "reminder"),),
        "k1",
        snap=AWAY,
    ),
    L("JG 6", "forty-nine members", "ORG-12/2026-Q3", NOV, "met", snap={"members": people(49)}),
    L("JG 6", "fifty", "ORG-12/2026-Q3", NOV, "overdue", snap={"members": people(50)}, code="general_branch"),
    L("ZB 4", "fifty are not too many for a branch", "ORG-02/2026-Q3", NOV, "met", snap={"members": people(50)}),
    L("JG 8", "who is secretary is not known", "ORG-09/2026", NOV, "unknown"),
    L("JG 8", "the unit's leader", "ORG-09/2026", NOV, "met", (f("ORG-09", "2026", "executed"),), "f1"),
    L(
        "ZB 20",
        "eight on the committee are amber",
        "ORG-04a/2026-Q3",
        NOV,
        "overdue",
        snap={"members": [m.but(posts=m.posts or post("committee_member")) for m in people(8)]},
        code="too_many",
    ),
    L(
        "ZB 20",
        "and nothing worse",
        "ORG-04/2026-Q3",
        NOV,
        "met",
        snap={"members": [m.but(posts=m.posts or post("committee_member")) for m in people(8)]},
    ),
    L(
        "ZB 20",
        "two on the committee are too few",
        "ORG-04/2026-Q3",
        NOV,
        "overdue",
        snap=crew(p3={"posts": ()}),
        code="too_few",
    ),
    L(
        "FZ14 17",
        "an hour is training",
        "TR-06/2026-05-01/a1",
        NOV,
        "met",
        (a(stage=Stage.CANDIDATE, candidate="2026-05-01", trained_hours=4, prereview="2026-10-01"),),
    ),
    L(
        "FZ14 17",
        "none is a breach",
        "TR-06/2026-05-01/a1",
        NOV,
        "overdue",
        (a(stage=Stage.CANDIDATE, candidate="2026-05-01", prereview="2026-10-01"),),
        code="no_training",
    ),
    L(
        "ZB 19",
        "one in every relation, where the unit asks for that",
        "OL-13/2026",
        NOV,
        "met",
        (
            talk("k1", "p1", "p2", "2026-03-01"),
            talk("k2", "p1", "p5", "2026-03-01"),
            talk("k3", "p5", "p6", "2026-03-01"),
        ),
        pack=overlay(NATIONAL, tomllib.loads('[rules.OL-13]\nper = "relation"'), "local.toml"),
    ),
    L("EDU 31(6)", "six months without dues", "MB-01a/2026-01-01/p4", NOV, "overdue", unpaid(*MONTHS), snap=OWING),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_golden(case: L):
    one = judged(case.key, case.today, snap(*case.records, **case.snap), case.pack)
    if case.state is None:
        assert one is None
        return
    assert one is not None, "no such duty"
    assert one.state.value == case.state
    if case.ev is not None:
        assert one.evidence == tuple(case.ev.split())
    if case.due is not None:
        assert one.due == d(case.due)
    if case.code is not None:
        assert one.code == case.code


def test_the_article_is_that_of_the_rule():
    for case in CASES:
        rule = case.pack.rule(case.key.split("/")[0], d(case.today))
        known = {part for r in case.pack.rules if r.id == rule.id for part in r.source.split(", ")}
        assert case.article in known | {"ZB 20"}, case.name


def test_what_no_record_can_tell_is_never_missed_by_itself():
    empty = snap(branch=Branch(id="b1", name="支部", founded=d("2015-01-01"), records_since="2024-01"))
    for id in ("OL-25", "RS-10", "DUE-02", "DUE-03", "ORG-09", "RS-06", "EL-02"):
        for label in ("2024", "2025", "2026", "2025-Q4", "2026-Q3"):
            one = judged(f"{id}/{label}", "2027-06-01", empty)
            assert one is None or one.state.value in ("na", "unknown", "upcoming", "due_soon")
