"""The golden table: rule, records, today -> state, evidence, due. `build` says what its short names stand for."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest

from store import periods
from store.packs.national import NATIONAL
from store.packs.rule import Pack
from store.records import (
    Admission,
    Branch,
    Decision,
    DuesMonth,
    Exemption,
    ExemptionKind,
    Finding,
    Member,
    MemberKind,
    Post,
    PostKind,
    Result,
    Stage,
    Talk,
    TalkKind,
    Training,
    TrainingForm,
    TrainingKind,
    Vote,
    VoteKind,
    Waiver,
)
from store.rules.evaluation import Evaluation
from store.rules.institutions import of_rule
from tests.rules.build import BRANCH, d, met, people, snap


def judged(key: str, today: str, snapshot, pack: Pack = NATIONAL):
    """The duty of a key, or None: of its period, or (a rule on each event) of all that there are."""
    rule_id, label = key.split("/")[:2]
    period = periods.parse(label)
    case = Evaluation(snapshot, d(today), pack)
    for rule in pack.rules:
        if rule.id == rule_id:
            if rule.cadence is None:
                first, last = date(2000, 1, 1), d(today)
                if period is not None:
                    first, last = period.start, min(period.end, last)
            else:
                first, last = period.start, period.end
            for one in of_rule(case, rule, first, last):
                if one.key == key:
                    return one
    return None


class C(NamedTuple):
    name: str
    key: str
    today: str
    state: str | None
    records: tuple = ()
    ev: str | None = None
    due: str | None = None
    code: str | None = None
    snap: dict = {}  # noqa: RUF012


def f(rule: str, period: str, result: str, day: str = "2026-10-20", subject=None, **more):
    more = {name: d(value) if name in ("due", "closed") else value for name, value in more.items()}
    return Finding(id="f1", rule=rule, period=period, subject=subject, result=Result(result), day=d(day), **more)


def w(rule: str, period: str, subject=None):
    return Waiver(id="w1", rule=rule, period=period, subject=subject, reason="因台风", name="王", day=d("2026-10-01"))


def t(id: str, member: str, day: str, hours: float, form: str = "collective", **more):
    if "until" in more:
        more["until"] = d(more["until"])
    return Training(id=id, member=member, day=d(day), hours=hours, form=TrainingForm(form), **more)


def a(**dates):
    days = {n: d(v) if isinstance(v, str) and v[:2] in ("19", "20") else v for n, v in dates.items()}
    return Admission(id="a1", name="丁", **days)


def talk(id: str, who: str, whom: str, day: str, kind: str = "heart"):
    return Talk(id=id, talker=who, partner=whom, day=d(day), kind=TalkKind(kind))


def dues(month: str, *paid: str, on: str | None = None):
    return DuesMonth(id=f"d{month}", month=month, paid={id: d(on or f"{month}-10") for id in paid})


def changed(members: list[Member], id: str, **fields) -> list[Member]:
    return [member.but(**fields) if member.id == id else member for member in members]


def exempt(kind: str, since: str | None = None, until: str | None = None) -> tuple[Exemption, ...]:
    return (Exemption(kind=ExemptionKind(kind), since=since and d(since), until=until and d(until)),)


def post(kind: str, since: str | None = None, until: str | None = None) -> tuple[Post, ...]:
    return (Post(kind=PostKind(kind), since=since and d(since), until=until and d(until)),)


def grouped(count: int = 9, groups: int = 3) -> list[Member]:
    return [member.but(group=f"g{n % groups + 1}") for n, member in enumerate(people(count))]


PROBATION = changed(people(), "p8", kind=MemberKind.PROBATIONARY, joined="2026-03-10")
EIGHT = [f"p{n}" for n in range(1, 9)]
PAYING = people(8, monthly_due="50")
LEADER = changed(people(), "p1", leader=True)
GROUPS = {"groups": 3, "members": grouped()}
GM1 = met("m1", "2026-10-08", "gm")
NOV = "2026-11-22"

SESSIONS = [
    C("held in the quarter", "OL-01/2026-Q4", NOV, "met", (GM1,), "m1", "2026-12-31"),
    C("nothing yet, early in the quarter", "OL-01/2026-Q4", NOV, "upcoming", due="2026-12-31"),
    C("the last 20 days of a quarter begin on 12 December", "OL-01/2026-Q4", "2026-12-11", "upcoming"),
    C("on 12 December it is due soon", "OL-01/2026-Q4", "2026-12-12", "due_soon"),
    C("the last day is not over", "OL-01/2026-Q4", "2026-12-31", "due_soon"),
    C("the year change makes it overdue", "OL-01/2026-Q4", "2027-01-01", "overdue", due="2026-12-31"),
    C("a meeting of another quarter does not count", "OL-01/2026-Q3", NOV, "overdue", (GM1,), ""),
    C(
        "a meeting that makes up for the quarter",
        "OL-01/2026-Q3",
        NOV,
        "met_late",
        (met("m1", "2026-10-08", "gm:2026-Q3"),),
        "m1",
    ),
    C("and does not count for its own", "OL-01/2026-Q4", NOV, "upcoming", (met("m1", "2026-10-08", "gm:2026-Q3"),), ""),
    C(
        "making up for a month of the quarter",
        "OL-01/2026-Q3",
        NOV,
        "met_late",
        (met("m1", "2026-10-08", "gm:2026-08"),),
        "m1",
    ),
    C(
        "a label that names nothing counts for nothing",
        "OL-01/2026-Q4",
        NOV,
        "upcoming",
        (met("m1", "2026-10-08", "gm:soon"),),
        "",
    ),
    C("planned is not held", "OL-01/2026-Q4", NOV, "upcoming", (met("m1", "2026-11-20", "gm", roll=None),), ""),
    C("a roll of tomorrow is not held today", "OL-01/2026-Q4", "2026-10-07", "upcoming", (GM1,), ""),
    C("but on its own day", "OL-01/2026-Q4", "2026-10-08", "met", (GM1,), "m1"),
    C("two meetings are both evidence", "OL-01/2026-Q4", NOV, "met", (GM1, met("m2", "2026-11-08", "gm")), "m1 m2"),
    C(
        "several items, one gathering: the lecture",
        "OL-04/2026-Q4",
        NOV,
        "met",
        (met("m1", "2026-10-08", "gm", "lec", "day"),),
        "m1",
    ),
    C(
        "several items, one gathering: the meeting",
        "OL-01/2026-Q4",
        NOV,
        "met",
        (met("m1", "2026-10-08", "gm", "lec", "day"),),
        "m1",
    ),
    C(
        "several items, one gathering: the Party day",
        "OL-06/2026-10",
        NOV,
        "met",
        (met("m1", "2026-10-08", "gm", "lec", "day"),),
        "m1",
    ),
    C(
        "one gathering, two months: its own",
        "OL-06/2026-10",
        NOV,
        "met",
        (met("m1", "2026-10-08", "day", "day:2026-09"),),
        "m1",
    ),
    C(
        "one gathering, two months: the one made up for",
        "OL-06/2026-09",
        NOV,
        "met_late",
        (met("m1", "2026-10-08", "day", "day:2026-09"),),
        "m1",
    ),
    C(
        "a vote with exactly half of the voters",
        "OL-01/2026-Q4",
        NOV,
        "met",
        (met("m1", "2026-10-08", "gm", roll="11116666", votes=(Vote(matter="x"),)),),
        "m1",
    ),
    C(
        "a vote with less than half does not count",
        "OL-01/2026-Q4",
        NOV,
        "upcoming",
        (met("m1", "2026-10-08", "gm", roll="11166666", votes=(Vote(matter="x"),)),),
        "",
    ),
    C(
        "without a vote presence is no matter of this rule",
        "OL-01/2026-Q4",
        NOV,
        "met",
        (met("m1", "2026-10-08", "gm", roll="11166666"),),
        "m1",
    ),
    C("the month of a leap day", "OL-06/2024-02", "2024-02-29", "due_soon", due="2024-02-29"),
    C("held on the leap day", "OL-06/2024-02", "2024-03-01", "met", (met("m1", "2024-02-29", "day"),), "m1"),
    C("the day after the leap day is late", "OL-06/2024-02", "2024-03-01", "overdue"),
    C("the last seven days of a month begin on the 24th", "OL-06/2026-11", "2026-11-23", "upcoming"),
    C("from the 24th it is due soon", "OL-06/2026-11", "2026-11-24", "due_soon"),
    C("a month to come", "OL-06/2026-12", NOV, "upcoming", due="2026-12-31"),
    C("a waiver", "OL-06/2026-09", NOV, "waived", (w("OL-06", "2026-09"),), "w1"),
    C("a waiver on its day", "OL-06/2026-09", "2026-10-01", "waived", (w("OL-06", "2026-09"),), "w1"),
    C("a waiver that nobody has given yet", "OL-06/2026-08", "2026-09-30", "overdue", (w("OL-06", "2026-08"),)),
    C("a waiver of another month", "OL-06/2026-08", NOV, "overdue", (w("OL-06", "2026-09"),)),
    C(
        "met outweighs a waiver",
        "OL-06/2026-09",
        NOV,
        "met",
        (w("OL-06", "2026-09"), met("m1", "2026-09-08", "day")),
        "m1",
    ),
    C("study is not a Party day", "OL-06/2026-10", NOV, "overdue", (met("m1", "2026-10-08", "study"),)),
    C("study by the local default", "ST-01/2026-Q4", NOV, "met", (met("m1", "2026-10-08", "study"),), "m1"),
    C("seven full members have a committee", "OL-02/2026-10", NOV, "overdue", snap={"members": people(7)}),
    C("six have none", "OL-02/2026-10", NOV, "na", code="no_committee", snap={"members": people(6)}),
    C(
        "seven, one of them probationary",
        "OL-02/2026-10",
        NOV,
        "na",
        code="no_committee",
        snap={"members": changed(people(7), "p7", kind=MemberKind.PROBATIONARY)},
    ),
    C(
        "who becomes full within the month counts",
        "OL-02/2026-10",
        NOV,
        "overdue",
        snap={"members": changed(people(7), "p7", full_since="2026-10-15")},
    ),
    C(
        "who left before its end does not",
        "OL-02/2026-10",
        NOV,
        "na",
        snap={"members": changed(people(7), "p7", until=d("2026-10-30"))},
    ),
    C(
        "not applicable stays so with a meeting",
        "OL-02/2026-10",
        NOV,
        "na",
        (met("m1", "2026-10-08", "cm", roll="111"),),
        "",
        snap={"members": people(6)},
    ),
    C(
        "a committee meeting",
        "OL-02/2026-10",
        NOV,
        "met",
        (met("m1", "2026-10-08", "cm", roll="111"),),
        "m1",
        "2026-10-31",
    ),
    C("no groups", "OL-03/2026-10", NOV, "na", code="no_groups"),
    C(
        "three groups, the first met",
        "OL-03/2026-10/g1",
        NOV,
        "met",
        (met("m1", "2026-10-08", "grp", roll="1--1", group="g1"),),
        "m1",
        snap=GROUPS,
    ),
    C(
        "three groups, the third missed",
        "OL-03/2026-10/g3",
        NOV,
        "overdue",
        (met("m1", "2026-10-08", "grp", roll="1--1", group="g1"),),
        "",
        snap=GROUPS,
    ),
    C(
        "a group's make-up",
        "OL-03/2026-09/g2",
        NOV,
        "met_late",
        (met("m1", "2026-10-08", "grp:2026-09", roll="-1--1", group="g2"),),
        "m1",
        snap=GROUPS,
    ),
    C("a waiver for all groups", "OL-03/2026-10/g3", NOV, "waived", (w("OL-03", "2026-10"),), "w1", snap=GROUPS),
    C("a waiver for another group", "OL-03/2026-10/g3", NOV, "overdue", (w("OL-03", "2026-10", "g1"),), snap=GROUPS),
    C(
        "a group without members",
        "OL-03/2026-10/g3",
        NOV,
        "na",
        code="no_members",
        snap={"groups": 3, "members": grouped(9, 2)},
    ),
    C(
        "a group of the exempt",
        "OL-03/2026-10/g3",
        NOV,
        "na",
        code="no_members",
        snap={
            "groups": 3,
            "members": [m.but(exemptions=exempt("mobile")) if m.group == "g3" else m for m in grouped()],
        },
    ),
    C(
        "the secretary's lecture",
        "OL-05/2026",
        NOV,
        "met",
        (met("m1", "2026-03-08", "lec", by="p1"),),
        "m1",
        "2026-12-31",
    ),
    C(
        "by name, where the lecturer was typed",
        "OL-05/2026",
        NOV,
        "met",
        (met("m1", "2026-03-08", "lec", by="党员1"),),
        "m1",
    ),
    C("somebody else's lecture", "OL-05/2026", NOV, "due_soon", (met("m1", "2026-03-08", "lec", by="p5"),), ""),
    C(
        "who was secretary on that day",
        "OL-05/2026",
        NOV,
        "met",
        (met("m1", "2026-03-08", "lec", by="p4"),),
        "m1",
        snap={"members": changed(people(), "p4", posts=post("secretary", until="2026-05-01"))},
    ),
    C(
        "and who was no longer",
        "OL-05/2026",
        NOV,
        "due_soon",
        (met("m1", "2026-06-08", "lec", by="p4"),),
        "",
        snap={"members": changed(people(), "p4", posts=post("secretary", until="2026-05-01"))},
    ),
    C("the last 45 days of a year begin on 17 November", "OL-05/2026", "2026-11-16", "upcoming"),
    C("on 17 November it is due soon", "OL-05/2026", "2026-11-17", "due_soon"),
    C("the life meeting of the year has until March", "OL-07/2025", "2026-03-08", "due_soon", due="2026-03-31"),
    C(
        "held in March, naming its year",
        "OL-07/2025",
        "2026-03-31",
        "met",
        (met("m1", "2026-03-08", "life:2025"),),
        "m1",
        "2026-03-31",
    ),
    C(
        "it does not count for the year it was held in",
        "OL-07/2026",
        "2026-03-31",
        "upcoming",
        (met("m1", "2026-03-08", "life:2025"),),
        "",
    ),
    C(
        "held in March, naming nothing, is this year's",
        "OL-07/2025",
        "2026-04-01",
        "overdue",
        (met("m1", "2026-03-08", "life"),),
        "",
    ),
    C(
        "appraisal of year N in March of N+1",
        "OL-09/2023",
        "2024-03-08",
        "met",
        (met("m1", "2024-03-08", "app:2023"),),
        "m1",
        "2024-03-31",
    ),
    C("appraisal after the window", "OL-09/2025", NOV, "met_late", (met("m1", "2026-04-08", "app:2025"),), "m1"),
    C("both in one gathering", "OL-09/2026", NOV, "met", (met("m1", "2026-11-08", "life", "app"),), "m1"),
    C(
        "a life meeting is no general meeting by itself",
        "OL-01/2026-Q4",
        NOV,
        "upcoming",
        (met("m1", "2026-11-08", "life", "app"),),
        "",
    ),
    C("no leading body, no democratic life meeting", "OL-16/2026", NOV, "na", code="no_leading_body"),
    C(
        "a leading body's",
        "OL-16/2025",
        "2026-01-20",
        "met",
        (met("m1", "2026-01-20", "dem:2025", roll="111"),),
        "m1",
        snap={"branch": BRANCH.but(leading_body=True)},
    ),
]

YOUNG = BRANCH.but(founded=d("2026-08-15"), records_since="2026-08")
LATER = BRANCH.but(records_since="2026-08")
NEW = [
    C("before the branch", "OL-06/2026-07", NOV, "na", code="founded", snap={"branch": YOUNG}),
    C(
        "founded in the month: the rule starts with the next",
        "OL-06/2026-08",
        NOV,
        "na",
        code="founded",
        snap={"branch": YOUNG},
    ),
    C("and the next is asked for", "OL-06/2026-09", NOV, "overdue", snap={"branch": YOUNG}),
    C(
        "what was held in the first month counts",
        "OL-06/2026-08",
        NOV,
        "met",
        (met("m1", "2026-08-20", "day"),),
        "m1",
        snap={"branch": YOUNG},
    ),
    C(
        "what is said to be held before it does not",
        "OL-06/2026-07",
        NOV,
        "na",
        (met("m1", "2026-07-20", "day"),),
        "",
        snap={"branch": YOUNG},
    ),
    C("hours of a year that began before the records", "TR-01/2026/p4", NOV, "unknown", snap={"branch": YOUNG}),
    C(
        "before the records nothing is known",
        "OL-06/2026-07",
        NOV,
        "unknown",
        code="records_since",
        snap={"branch": LATER},
    ),
    C(
        "evidence from before is believed",
        "OL-06/2026-07",
        NOV,
        "met",
        (met("m1", "2026-07-20", "day"),),
        "m1",
        snap={"branch": LATER},
    ),
    C("the first month of records is judged", "OL-06/2026-08", NOV, "overdue", snap={"branch": LATER}),
    C("a quarter that the records begin in is unknown", "OL-01/2026-Q3", NOV, "unknown", snap={"branch": LATER}),
    C("a waiver before the records", "OL-06/2026-07", NOV, "waived", (w("OL-06", "2026-07"),), snap={"branch": LATER}),
    C("nothing said: all is judged", "OL-06/2020-07", NOV, "overdue", snap={"branch": Branch(id="b1", name="x")}),
    C("a branch of nobody has no committee", "OL-02/2026-10", NOV, "na", snap={"members": []}),
]

TRAINING = [
    C("32 hours", "TR-01/2026/p4", NOV, "met", (t("t1", "p4", "2026-05-01", 32),), "t1", "2026-12-31"),
    C("half an hour short", "TR-01/2026/p4", NOV, "due_soon", (t("t1", "p4", "2026-05-01", 31.5),), "t1", code="hours"),
    C(
        "short when the year is over",
        "TR-01/2026/p4",
        "2027-01-01",
        "overdue",
        (t("t1", "p4", "2026-05-01", 31.5),),
        "t1",
    ),
    C("hours of next year come too late", "TR-01/2025/p4", NOV, "overdue", (t("t1", "p4", "2026-05-01", 40),), ""),
    C("self-study is not summed", "TR-01/2026/p4", NOV, "due_soon", (t("t1", "p4", "2026-05-01", 40, "self"),), "t1"),
    C(
        "a course that ends tomorrow does not count yet",
        "TR-01/2026/p4",
        NOV,
        "due_soon",
        (t("t1", "p4", "2026-11-20", 40, until="2026-11-23"),),
        "",
    ),
    C(
        "a course over New Year: the old year's days",
        "TR-01/2025/p4",
        NOV,
        "overdue",
        (t("t1", "p4", "2025-12-30", 40, until="2026-01-02"),),
        "t1",
        code="hours",
    ),
    C(
        "a course over New Year with the rest of the old year",
        "TR-01/2025/p4",
        NOV,
        "met",
        (t("t1", "p4", "2025-12-30", 40, until="2026-01-02"), t("t2", "p4", "2025-05-01", 12)),
        "t2 t1",
    ),
    C("hours from sessions attended", "TR-01/2026/p4", NOV, "met", (met("m1", "2026-05-08", "study", hours=32),), "m1"),
    C(
        "late is attended",
        "TR-01/2026/p4",
        NOV,
        "met",
        (met("m1", "2026-05-08", "study", roll="11121111", hours=32),),
        "m1",
    ),
    C(
        "leave is not",
        "TR-01/2026/p4",
        NOV,
        "due_soon",
        (met("m1", "2026-05-08", "study", roll="11131111", hours=32),),
        "",
    ),
    C(
        "an entered record of the session is not added to it",
        "TR-01/2026/p4",
        NOV,
        "due_soon",
        (met("m1", "2026-05-08", "study", hours=16), t("t1", "p4", "2026-05-08", 16, session="m1")),
        "t1",
    ),
    C(
        "a session planned gives no hours",
        "TR-01/2026/p4",
        NOV,
        "due_soon",
        (met("m1", "2026-05-08", "study", roll=None, hours=32),),
        "",
    ),
    C(
        "the exempt are not asked",
        "TR-01/2026/p4",
        NOV,
        "na",
        code="exempt",
        snap={"members": changed(people(), "p4", exemptions=exempt("frail"))},
    ),
    C(
        "an exemption that ended",
        "TR-01/2026/p4",
        NOV,
        "due_soon",
        snap={"members": changed(people(), "p4", exemptions=exempt("ill", until="2026-06-30"))},
    ),
    C(
        "joined in the year: judged by the full hours",
        "TR-01/2026/p4",
        NOV,
        "due_soon",
        (t("t1", "p4", "2026-11-20", 8),),
        snap={"members": changed(people(), "p4", since=d("2026-10-15"))},
    ),
    C(
        "left in the year: not judged here",
        "TR-01/2026/p4",
        NOV,
        None,
        snap={"members": changed(people(), "p4", until=d("2026-06-30"))},
    ),
    C("the committee has a rule of its own", "TR-01/2026/p1", NOV, None),
    C(
        "56 hours and no course",
        "TR-02/2026/p1",
        NOV,
        "due_soon",
        (t("t1", "p1", "2026-05-01", 56),),
        "t1",
        code="course",
    ),
    C(
        "56 hours with a course",
        "TR-02/2026/p1",
        NOV,
        "met",
        (t("t1", "p1", "2026-05-01", 40, "course"), t("t2", "p1", "2026-06-01", 16)),
        "t1 t2",
    ),
    C(
        "a course and too few hours",
        "TR-02/2026/p1",
        "2027-01-01",
        "overdue",
        (t("t1", "p1", "2026-05-01", 40, "course"),),
        "t1",
        code="hours",
    ),
    C("before 2024 by the former plan", "TR-02/2023/p1", NOV, "unknown", code="records_since"),
    C(
        "the secretary's rotation course at county level",
        "TR-03/2026/p1",
        NOV,
        "met",
        (t("t1", "p1", "2026-05-01", 24, "course", level="市"),),
        "t1",
    ),
    C(
        "of the unit's own it does not count",
        "TR-03/2026/p1",
        NOV,
        "due_soon",
        (t("t1", "p1", "2026-05-01", 24, "course", level="单位"),),
        "",
        code="level",
    ),
    C(
        "a new secretary trained within six months",
        "TR-04/2026-03-01/p1",
        NOV,
        "met",
        (t("t1", "p1", "2026-08-31", 8, kind=TrainingKind.PRE_POST),),
        "t1",
        "2026-09-01",
        snap={"members": changed(people(), "p1", posts=post("secretary", "2026-03-01"))},
    ),
    C(
        "a new secretary trained too late",
        "TR-04/2026-03-01/p1",
        NOV,
        "met_late",
        (t("t1", "p1", "2026-09-02", 8, kind=TrainingKind.PRE_POST),),
        "t1",
        snap={"members": changed(people(), "p1", posts=post("secretary", "2026-03-01"))},
    ),
    C(
        "a new secretary never trained",
        "TR-04/2026-03-01/p1",
        NOV,
        "overdue",
        snap={"members": changed(people(), "p1", posts=post("secretary", "2026-03-01"))},
    ),
    C(
        "six months from 31 August end on the last of February",
        "TR-04/2025-08-31/p1",
        "2026-02-28",
        "due_soon",
        due="2026-02-28",
        snap={"members": changed(people(), "p1", posts=post("secretary", "2025-08-31"))},
    ),
    C(
        "a probationary member's course",
        "TR-05/2026-03-10/p8",
        NOV,
        "met",
        (t("t1", "p8", "2026-05-01", 24, "course"),),
        "t1",
        "2027-03-10",
        snap={"members": PROBATION},
    ),
    C("a probationary member without course", "TR-05/2026-03-10/p8", NOV, "upcoming", snap={"members": PROBATION}),
    C(
        "a candidate's 24 hours",
        "TR-06/2026-05-01/a1",
        NOV,
        "met",
        (a(stage=Stage.CANDIDATE, candidate="2026-05-01", trained_hours=24),),
        "a1",
    ),
    C(
        "a candidate's three days",
        "TR-06/2026-05-01/a1",
        NOV,
        "met",
        (a(stage=Stage.CANDIDATE, candidate="2026-05-01", trained_days=3),),
        "a1",
    ),
    C(
        "two days and 23 hours are training all the same (FZ14 17)",
        "TR-06/2026-05-01/a1",
        NOV,
        "met",
        (a(stage=Stage.CANDIDATE, candidate="2026-05-01", trained_days=2, trained_hours=23, prereview="2026-10-01"),),
        code="",
    ),
    C(
        "two days and 23 hours are too little at pre-review",
        "TR-06a/2026-05-01/a1",
        NOV,
        "overdue",
        (a(stage=Stage.CANDIDATE, candidate="2026-05-01", trained_days=2, trained_hours=23, prereview="2026-10-01"),),
        code="too_little",
    ),
]

EACH = [
    C(
        "exactly half of the voters is 半数以上",
        "Q-01/2026-10-08/m1",
        NOV,
        "met",
        (met("m1", "2026-10-08", "gm", roll="11116666", votes=(Vote(matter="x"),)),),
        "m1",
    ),
    C(
        "one less is not",
        "Q-01/2026-10-08/m1",
        NOV,
        "overdue",
        (met("m1", "2026-10-08", "gm", roll="11166666", votes=(Vote(matter="x"),)),),
        code="quorum",
    ),
    C(
        "on the day itself it can still be mended",
        "Q-01/2026-10-08/m1",
        "2026-10-08",
        "due_soon",
        (met("m1", "2026-10-08", "gm", roll="11166666", votes=(Vote(matter="x"),)),),
    ),
    C("no vote, no question", "Q-01/2026-10-08/m1", NOV, None, (met("m1", "2026-10-08", "gm"),)),
    C(
        "of six voters three are half, guests aside",
        "Q-01/2026-10-08/m1",
        NOV,
        "met",
        (met("m1", "2026-10-08", "gm", roll="11166611", nonvoters=("p7", "p8"), votes=(Vote(matter="x"),)),),
        "m1",
    ),
    C(
        "of six voters two are not, whoever else came",
        "Q-01/2026-10-08/m1",
        NOV,
        "overdue",
        (met("m1", "2026-10-08", "gm", roll="11666611", nonvoters=("p7", "p8"), votes=(Vote(matter="x"),)),),
    ),
    C(
        "admission: exactly half is not 超过半数",
        "Q-03/2026-10-08/m1",
        NOV,
        "overdue",
        (met("m1", "2026-10-08", "gm", roll="11116666", votes=(Vote(matter="x", kind=VoteKind.ADMISSION),)),),
    ),
    C(
        "admission: one more is",
        "Q-03/2026-10-08/m1",
        NOV,
        "met",
        (met("m1", "2026-10-08", "gm", roll="11111666", votes=(Vote(matter="x", kind=VoteKind.ADMISSION),)),),
    ),
    C(
        "written opinions are votes, not presence",
        "Q-03/2026-10-08/m1",
        NOV,
        "overdue",
        (
            met(
                "m1", "2026-10-08", "gm", roll="11116666", votes=(Vote(matter="x", kind=VoteKind.ADMISSION, written=2),)
            ),
        ),
    ),
    C(
        "election: 4/5 of ten voters are eight",
        "Q-04/2026-10-08/m1",
        NOV,
        "met",
        (met("m1", "2026-10-08", "gm", roll="1111111166", votes=(Vote(matter="x", kind=VoteKind.ELECTION),)),),
        snap={"members": people(10)},
    ),
    C(
        "election: seven of ten are too few",
        "Q-04/2026-10-08/m1",
        NOV,
        "overdue",
        (met("m1", "2026-10-08", "gm", roll="1111111666", votes=(Vote(matter="x", kind=VoteKind.ELECTION),)),),
        snap={"members": people(10)},
    ),
    C(
        "election: seven of eight (6.4 is seven)",
        "Q-04/2026-10-08/m1",
        NOV,
        "met",
        (met("m1", "2026-10-08", "gm", roll="11111116", votes=(Vote(matter="x", kind=VoteKind.ELECTION),)),),
    ),
    C(
        "election: six of eight",
        "Q-04/2026-10-08/m1",
        NOV,
        "overdue",
        (met("m1", "2026-10-08", "gm", roll="11111166", votes=(Vote(matter="x", kind=VoteKind.ELECTION),)),),
    ),
    C(
        "counts that were written down outweigh the roll",
        "Q-04/2026-10-08/m1",
        NOV,
        "met",
        (
            met(
                "m1",
                "2026-10-08",
                "gm",
                roll="11111166",
                votes=(Vote(matter="x", kind=VoteKind.ELECTION, due=7, present=6),),
            ),
        ),
    ),
    C("two of three of the committee", "Q-02/2026-10-08/m1", NOV, "met", (met("m1", "2026-10-08", "cm", roll="116"),)),
    C("one of three is not half", "Q-02/2026-10-08/m1", NOV, "overdue", (met("m1", "2026-10-08", "cm", roll="166"),)),
    C(
        "the committee's quorum at a gathering of all",
        "Q-02/2026-10-08/m1",
        NOV,
        "overdue",
        (met("m1", "2026-10-08", "cm", "gm", roll="16611111"),),
    ),
    C("two thirds of three", "Q-05/2026-10-08/m1", NOV, "met", (met("m1", "2026-10-08", "dem", roll="116"),)),
    C("chaired by the secretary", "OL-19/2026-10-08/m1", NOV, "met", (met("m1", "2026-10-08", "gm", chair="p1"),)),
    C(
        "chaired by nobody that is known",
        "OL-19/2026-10-08/m1",
        NOV,
        "unknown",
        (met("m1", "2026-10-08", "gm"),),
        code="no_chair",
    ),
    C(
        "chaired by a member without post",
        "OL-19/2026-10-08/m1",
        NOV,
        "overdue",
        (met("m1", "2026-10-08", "gm", chair="p5"),),
        code="chair",
    ),
    C(
        "discussed by the committee before",
        "OL-20/2026-10-08/m1",
        NOV,
        "met",
        (met("m1", "2026-10-08", "gm", votes=(Vote(matter="x"),)), met("m0", "2026-09-20", "cm", roll="111")),
        "m1 m0",
    ),
    C(
        "not discussed",
        "OL-20/2026-10-08/m1",
        NOV,
        "overdue",
        (met("m1", "2026-10-08", "gm", votes=(Vote(matter="x"),)),),
        code="not_discussed",
    ),
    C(
        "a Party day with a topic",
        "OL-06a/2026-10-08/m1",
        NOV,
        "met",
        (met("m1", "2026-10-08", "day", topic="志愿服务"),),
    ),
    C(
        "a Party day of which nothing is known",
        "OL-06a/2026-10-08/m1",
        NOV,
        "unknown",
        (met("m1", "2026-10-08", "day"),),
    ),
    C(
        "a life meeting with rectifications",
        "OL-08/2026-10-08/m1",
        NOV,
        "met",
        (met("m1", "2026-10-08", "life", decisions=(Decision(text="x", owner="p2"),)),),
    ),
    C("a life meeting without", "OL-08/2026-10-08/m1", NOV, "unknown", (met("m1", "2026-10-08", "life"),)),
    C(
        "the appraisal's procedure is not on record",
        "OL-10/2026-10-08/m1",
        NOV,
        "unknown",
        (met("m1", "2026-10-08", "app"),),
        code="no_evidence",
    ),
    C(
        "an inspection found it in order",
        "OL-10/2026-10-08/m1",
        NOV,
        "met",
        (met("m1", "2026-10-08", "app"), f("OL-10", "2026-10-08", "executed")),
        "m1 f1",
    ),
    C(
        "an inspection found it wanting",
        "OL-10/2026-10-08/m1",
        NOV,
        "overdue",
        (met("m1", "2026-10-08", "app"), f("OL-10", "2026-10-08", "partly")),
        "m1 f1",
    ),
    C(
        "and it was put right",
        "OL-10/2026-10-08/m1",
        NOV,
        "met_late",
        (met("m1", "2026-10-08", "app"), f("OL-10", "2026-10-08", "partly", closed="2026-11-01")),
        "m1 f1",
    ),
    C(
        "a probationary member left out of the appraisal",
        "OL-12/2026-10-08/m1",
        NOV,
        "overdue",
        (met("m1", "2026-10-08", "app", roll="1111111"),),
        snap={"members": PROBATION},
    ),
]

YEAR = [
    C("the report on duty is not known", "RS-01/2025", NOV, "unknown", code="no_evidence"),
    C("it is asked for while there is time", "RS-01/2026", NOV, "due_soon", code="no_evidence"),
    C("an inspection saw it", "RS-01/2025", NOV, "met", (f("RS-01", "2025", "executed"),), "f1"),
    C("an inspection missed it", "RS-01/2025", NOV, "overdue", (f("RS-01", "2025", "not_executed"),), "f1"),
    C(
        "an inspection missed it and it was closed out",
        "RS-01/2025",
        NOV,
        "met_late",
        (f("RS-01", "2025", "not_executed", closed="2026-11-01"),),
        "f1",
    ),
    C("a paper that is not asked for by a day", "RS-06/2026", NOV, "unknown"),
    C("a year to come is not unknown", "RS-06/2027", NOV, "upcoming"),
    C("inspected this year", "RS-04/2026", NOV, "met", (f("OL-03", "2026-10", "partly"),), "f1"),
    C("no inspection on record", "RS-04/2026", NOV, "unknown"),
    C(
        "a talk with every member (ZB 19, by default)",
        "OL-13/2026",
        NOV,
        "met",
        (
            talk("k1", "p1", "p2", "2026-03-01"),
            talk("k2", "p3", "p5", "2026-03-01"),
            talk("k3", "p4", "p6", "2026-03-01"),
            talk("k4", "p7", "p8", "2026-03-01"),
        ),
        "k1 k2 k3 k4",
    ),
    C(
        "one in every relation leaves members out",
        "OL-13/2026",
        NOV,
        "due_soon",
        (
            talk("k1", "p1", "p2", "2026-03-01"),
            talk("k2", "p1", "p5", "2026-03-01"),
            talk("k3", "p5", "p6", "2026-03-01"),
        ),
        "k1 k2 k3",
        code="talks_missing",
    ),
    C(
        "who is out of contact is asked of nobody",
        "OL-13/2026",
        NOV,
        "met",
        (
            talk("k1", "p1", "p2", "2026-03-01"),
            talk("k2", "p3", "p5", "2026-03-01"),
            talk("k3", "p4", "p6", "2026-03-01"),
            talk("k4", "p7", "p1", "2026-03-01"),
        ),
        snap={"members": changed(people(), "p8", exemptions=exempt("lost", "2026-02-01"))},
    ),
    C(
        "a reminder is no heart-to-heart talk",
        "OL-13/2026",
        NOV,
        "due_soon",
        (
            talk("k1", "p1", "p2", "2026-03-01"),
            talk("k2", "p1", "p5", "2026-03-01"),
            talk("k3", "p5", "p6", "2026-03-01", "reminder"),
        ),
    ),
    C("a leading cadre in the branch's life", "OL-15/2026-Q4/p1", NOV, "met", (GM1,), "m1", snap={"members": LEADER}),
    C(
        "a leading cadre who never came",
        "OL-15/2026-Q3/p1",
        NOV,
        "overdue",
        (met("m1", "2026-08-08", "gm", roll="31111111"),),
        code="never",
        snap={"members": LEADER},
    ),
    C("no session to come to", "OL-15/2026-Q3/p1", NOV, "unknown", code="no_sessions", snap={"members": LEADER}),
    C("no leading cadres", "OL-15/2026-Q3", NOV, "na", code="no_leaders"),
    C(
        "the frail are visited",
        "OL-21/2026/p4",
        NOV,
        "met",
        (talk("k1", "p2", "p4", "2026-05-01", "visit"),),
        "k1",
        snap={"members": changed(people(), "p4", exemptions=exempt("frail"))},
    ),
    C("nobody is frail", "OL-21/2026", NOV, "na", code="nobody"),
    C("a custom that is not adopted", "OL-22/2026", NOV, "na", code="not_adopted"),
    C("how hours are counted asks for nothing", "TR-08/2026", NOV, "na", code="definition"),
]

ABSENT6 = tuple(met(f"m{n}", f"2026-{n:02}-10", "day", roll="11111116") for n in range(5, 12))
MEMBERS = [
    C("no clock", "MB-01/2026", NOV, "na", (GM1,), code="no_event"),
    C(
        "one absence is no clock",
        "MB-01/2026",
        NOV,
        "na",
        (met("m1", "2026-08-10", "day", roll="11111116"),),
        code="no_event",
    ),
    C(
        "two months of absence",
        "MB-01/2026-09-10/p8",
        "2026-11-10",
        "upcoming",
        (ABSENT6[4], ABSENT6[5]),
        "m9 m10",
        "2027-03-10",
    ),
    C("a day before two months", "MB-01/2026-09-10/p8", "2026-11-09", None, (ABSENT6[4], ABSENT6[5])),
    C("four months", "MB-01/2026-05-10/p8", "2026-09-10", "due_soon", ABSENT6, due="2026-11-10"),
    C("six months", "MB-01/2026-05-10/p8", "2026-11-10", "overdue", ABSENT6, due="2026-11-10"),
    C("a presence ends it", "MB-01/2026-05-10/p8", NOV, None, (*ABSENT6, met("m20", "2026-11-20", "gm"))),
    C(
        "leave is a proper reason and ends it",
        "MB-01/2026-05-10/p8",
        NOV,
        None,
        (*ABSENT6, met("m20", "2026-11-20", "gm", roll="11111114")),
    ),
    C(
        "the third absence asks for a talk",
        "MB-02/2026-07-10/p8",
        "2026-07-10",
        "due_soon",
        ABSENT6[:3],
        "m5 m6 m7",
        "2026-08-09",
    ),
    C("nobody talked", "MB-02/2026-07-10/p8", NOV, "overdue", ABSENT6[:3]),
    C(
        "somebody did",
        "MB-02/2026-07-10/p8",
        NOV,
        "met",
        (*ABSENT6[:3], talk("k1", "p2", "p8", "2026-07-20", "reminder")),
        "m5 m6 m7 k1",
    ),
    C(
        "too late",
        "MB-02/2026-07-10/p8",
        NOV,
        "met_late",
        (*ABSENT6[:3], talk("k1", "p2", "p8", "2026-09-20", "criticism")),
    ),
    C(
        "leave between absences does not count and does not end them",
        "MB-02/2026-07-10/p8",
        NOV,
        "overdue",
        (ABSENT6[0], met("m30", "2026-05-20", "gm", roll="11111115"), *ABSENT6[1:3]),
    ),
    C("two absences ask for none", "MB-02/2026", NOV, "na", ABSENT6[:2], code="no_event"),
    C(
        "dues paid by all",
        "DUE-01/2026-10",
        NOV,
        "met",
        (dues("2026-10", *EIGHT),),
        "d2026-10",
        snap={"members": PAYING},
    ),
    C(
        "dues paid late",
        "DUE-01/2026-10",
        NOV,
        "met_late",
        (dues("2026-10", *EIGHT, on="2026-11-02"),),
        snap={"members": PAYING},
    ),
    C(
        "one has not paid",
        "DUE-01/2026-10",
        NOV,
        "overdue",
        (dues("2026-10", *EIGHT[1:]),),
        code="unpaid",
        snap={"members": PAYING},
    ),
    C(
        "an empty month is unknown, not unpaid",
        "DUE-01/2026-10",
        NOV,
        "unknown",
        code="no_record",
        snap={"members": PAYING},
    ),
    C(
        "of whom nothing is due nothing is asked",
        "DUE-01/2026-10",
        NOV,
        "met",
        (dues("2026-10", *EIGHT[1:]),),
        snap={"members": changed(PAYING, "p1", monthly_due="0.00")},
    ),
    C("no amounts are known", "DUE-01/2026-10", NOV, "unknown", code="no_amounts"),
    C(
        "the clock of dues at two months",
        "MB-01a/2026-09-01/p1",
        NOV,
        "upcoming",
        tuple(dues(f"2026-{n:02}", *EIGHT[1:]) for n in (9, 10)),
        "d2026-09 d2026-10",
        snap={"members": PAYING},
    ),
    C(
        "the clock of dues at six",
        "MB-01a/2026-05-01/p1",
        NOV,
        "overdue",
        tuple(dues(f"2026-{n:02}", *EIGHT[1:]) for n in range(5, 11)),
        snap={"members": PAYING},
    ),
    C(
        "one month of dues is no clock",
        "MB-01a/2026",
        NOV,
        "na",
        (dues("2026-10", *EIGHT[1:]),),
        snap={"members": PAYING},
    ),
    C(
        "lost for six months",
        "MB-03/2026-05-01/p4",
        NOV,
        "overdue",
        due="2026-11-01",
        snap={"members": changed(people(), "p4", exemptions=exempt("lost", "2026-05-01"))},
    ),
    C(
        "lost, and decided",
        "MB-03/2026-05-01/p4",
        NOV,
        "met",
        (f("MB-03", "2026-05-01", "executed", subject="p4"),),
        "f1",
        snap={"members": changed(people(), "p4", exemptions=exempt("lost", "2026-05-01"))},
    ),
    C(
        "away for six months",
        "MB-04/2026-06-30/p4",
        NOV,
        "due_soon",
        due="2026-12-30",
        snap={"members": changed(people(), "p4", exemptions=exempt("mobile", "2026-06-30"))},
    ),
    C(
        "contact with the mobile",
        "MB-05/2026-H2/p4",
        NOV,
        "met",
        (talk("k1", "p2", "p4", "2026-08-01", "contact"),),
        "k1",
        snap={"members": changed(people(), "p4", exemptions=exempt("mobile"))},
    ),
    C(
        "contact with those abroad",
        "MB-06/2026-H1/p4",
        NOV,
        "overdue",
        due="2026-06-30",
        snap={"members": changed(people(), "p4", exemptions=exempt("abroad"))},
    ),
    C(
        "a letter that is out for 90 days",
        "MB-08/2026-08-01/p4",
        NOV,
        "overdue",
        due="2026-10-30",
        snap={"members": changed(people(), "p4", letter=d("2026-08-01"))},
    ),
    C(
        "received: gone from the list",
        "MB-08/2026-08-01/p4",
        NOV,
        None,
        snap={"members": changed(people(), "p4", letter=d("2026-08-01"), until=d("2026-09-01"))},
    ),
]

ORG = [
    C("three full members make a branch", "ORG-01/2026-Q3", NOV, "met", snap={"members": people(3)}),
    C("two do not", "ORG-01/2026-Q3", NOV, "overdue", code="too_few", snap={"members": people(2)}),
    C("fifty are not too many", "ORG-02/2026-Q3", NOV, "met", snap={"members": people(50)}),
    C("fifty-one are", "ORG-02/2026-Q3", NOV, "overdue", code="too_many", snap={"members": people(51)}),
    C("a committee of three", "ORG-04/2026-Q4", NOV, "met"),
    C(
        "a committee of two, while there is time",
        "ORG-04/2026-Q4",
        NOV,
        "upcoming",
        code="too_few",
        snap={"members": changed(people(), "p3", posts=())},
    ),
    C(
        "a branch of six needs a secretary",
        "ORG-05/2026-Q3",
        NOV,
        "overdue",
        code="no_secretary",
        snap={"members": changed(people(6), "p1", posts=())},
    ),
    C("and no committee", "ORG-04/2026-Q3", NOV, "na", code="no_committee", snap={"members": people(6)}),
    C("no publicity officer", "ORG-06/2026-Q3", NOV, "overdue", code="vacant"),
    C(
        "one member, two posts",
        "ORG-06/2026-Q3",
        NOV,
        "met",
        snap={"members": changed(people(), "p2", posts=(*post("org_officer"), *post("publicity_officer")))},
    ),
    C("twenty members are divided", "ORG-07/2026-Q3", NOV, "overdue", code="no_groups", snap={"members": people(20)}),
    C("nineteen need not be", "ORG-07/2026-Q3", NOV, "met", snap={"members": people(19)}),
    C("a group of two", "ORG-08/2026-Q3/g3", NOV, "overdue", code="too_few", snap={"groups": 3, "members": grouped(8)}),
    C(
        "a member in no group",
        "ORG-11/2026-Q3",
        NOV,
        "overdue",
        code="outside",
        snap={"groups": 3, "members": changed(grouped(), "p9", group=None)},
    ),
    C(
        "a term ends in half a year",
        "EL-01/2027-05-20",
        NOV,
        "due_soon",
        due="2027-05-20",
        snap={"branch": BRANCH.but(term_began=d("2024-05-20"))},
    ),
    C(
        "181 days before it",
        "EL-01/2027-05-22",
        NOV,
        "upcoming",
        snap={"branch": BRANCH.but(term_began=d("2024-05-22"))},
    ),
    C(
        "a term that is over",
        "EL-01/2026-05-20",
        NOV,
        "overdue",
        snap={"branch": BRANCH.but(term_began=d("2023-05-20"))},
    ),
    C(
        "a term that began on a leap day",
        "EL-01/2027-02-28",
        NOV,
        "due_soon",
        snap={"branch": BRANCH.but(term_began=d("2024-02-29"))},
    ),
    C("nobody wrote down when the term began", "EL-01/2026", NOV, "unknown", code="no_term"),
]

ADMISSION = [
    C(
        "talked with within a month",
        "AD-01/2026-09-01/a1",
        NOV,
        "met",
        (a(applied="2026-09-01", talked="2026-10-01"),),
        "a1",
        "2026-10-01",
    ),
    C("a day late", "AD-01/2026-09-01/a1", NOV, "met_late", (a(applied="2026-09-01", talked="2026-10-02"),)),
    C("not talked with", "AD-01/2026-09-01/a1", NOV, "overdue", (a(applied="2026-09-01"),)),
    C(
        "closed without admission: no clock",
        "AD-01/2026-09-01/a1",
        NOV,
        None,
        (a(applied="2026-09-01", closed="2026-09-10"),),
    ),
    C(
        "closed today: no clock any more",
        "AD-01/2026-09-01/a1",
        NOV,
        None,
        (a(applied="2026-09-01", closed=NOV),),
    ),
    C("an activist without mentor", "AD-02/2026-11-01/a1", NOV, "due_soon", (a(activist="2026-11-01"),)),
    C(
        "three mentors are too many",
        "AD-02/2026-09-01/a1",
        NOV,
        "overdue",
        (a(activist="2026-09-01", mentors=("p1", "p2", "p3")),),
    ),
    C(
        "examined after half a year",
        "AD-03/2026-01-10/a1",
        NOV,
        "met",
        (a(activist="2026-01-10", examined=(d("2026-07-10"),)),),
        due="2026-07-10",
    ),
    C(
        "examined a day late",
        "AD-03/2026-01-10/a1",
        NOV,
        "met_late",
        (a(activist="2026-01-10", examined=(d("2026-07-11"),)),),
    ),
    C(
        "one examination counts once",
        "AD-03/2026-07-10/a1",
        "2027-02-01",
        "overdue",
        (a(activist="2026-01-10", examined=(d("2026-07-11"),)),),
    ),
    C(
        "a candidate after a year",
        "AD-04/2025-06-01/a1",
        NOV,
        "met",
        (a(activist="2025-06-01", candidate="2026-06-01"),),
    ),
    C(
        "a candidate too early",
        "AD-04/2025-06-02/a1",
        NOV,
        "overdue",
        (a(activist="2025-06-02", candidate="2026-06-01"),),
        code="too_early",
    ),
    C("an activist may wait", "AD-04/2025-06-01/a1", NOV, "upcoming", (a(activist="2025-06-01"),)),
    C("before the revision no notice is asked", "AD-05/2026-05-10/a1", NOV, None, (a(candidate="2026-05-10"),)),
    C(
        "after it, five working days",
        "AD-05/2026-06-12/a1",
        NOV,
        "met",
        (a(candidate="2026-06-12", notice_from="2026-06-05", notice_until="2026-06-11"),),
    ),
    C(
        "four are too few",
        "AD-05/2026-06-12/a1",
        NOV,
        "overdue",
        (a(candidate="2026-06-12", notice_from="2026-06-08", notice_until="2026-06-11"),),
        code="too_short",
    ),
    C(
        "the National Day holiday is not worked",
        "AD-05/2026-10-09/a1",
        NOV,
        "overdue",
        (a(candidate="2026-10-09", notice_from="2026-09-29", notice_until="2026-10-08"),),
        code="too_short",
    ),
    C(
        "a make-up working day is",
        "AD-05/2026-10-13/a1",
        NOV,
        "met",
        (a(candidate="2026-10-13", notice_from="2026-10-08", notice_until="2026-10-13"),),
    ),
    C("no notice at all", "AD-05/2026-06-12/a1", NOV, "overdue", (a(candidate="2026-06-12"),), code="no_notice"),
    C(
        "the meeting a month after pre-review, since the revision",
        "AD-08/2026-06-01/a1",
        NOV,
        "met_late",
        (a(prereview="2026-06-01", admitted="2026-07-02"),),
        due="2026-07-01",
    ),
    C("and not before it", "AD-08/2026-05-01/a1", NOV, None, (a(prereview="2026-05-01", admitted="2026-07-02"),)),
    C(
        "approved in three months",
        "AD-09/2026-06-12/a1",
        NOV,
        "met",
        (a(admitted="2026-06-12", approved="2026-09-12"),),
    ),
    C(
        "probation ends in three weeks",
        "AD-11/2025-12-12/a1",
        NOV,
        "upcoming",
        (a(admitted="2025-12-12"),),
        due="2027-01-12",
    ),
    C("confirmed in time", "AD-11/2025-06-12/a1", NOV, "met", (a(admitted="2025-06-12", confirmed="2026-06-20"),)),
    C("nobody voted", "AD-11/2025-06-12/a1", NOV, "overdue", (a(admitted="2025-06-12"),)),
    C(
        "extended",
        "AD-11/2025-06-12/a1",
        NOV,
        "upcoming",
        (a(admitted="2025-06-12", extended_until="2026-12-12"),),
        due="2027-01-12",
    ),
]

CASES = SESSIONS + NEW + TRAINING + EACH + YEAR + MEMBERS + ORG + ADMISSION


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_golden(case: C):
    one = judged(case.key, case.today, snap(*case.records, **case.snap))
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


def test_the_table_is_large_and_its_names_tell_apart():
    assert len(CASES) >= 120
    assert len({case.name for case in CASES}) == len(CASES)
    assert {case.state for case in CASES} >= {
        "na",
        "unknown",
        "upcoming",
        "due_soon",
        "met",
        "met_late",
        "overdue",
        "waived",
    }


def test_a_version_that_changes_in_mid_year_judges_each_period_by_its_own():
    old = NATIONAL.rule("OL-06", d("2026-01-01"))
    pack = Pack(
        rules=(
            old.but(valid_to=d("2026-06-30")),
            old.but(valid_from=d("2026-07-01"), params=old.params | {"count": 2}, source="new"),
        )
    )
    snapshot = snap(met("m1", "2026-06-10", "day"), met("m2", "2026-07-10", "day"))
    june, july = judged("OL-06/2026-06", NOV, snapshot, pack), judged("OL-06/2026-07", NOV, snapshot, pack)
    assert (june.state.value, june.rule.source) == ("met", "EDU 16, ZB 16")
    assert (july.state.value, july.rule.source) == ("overdue", "new")


def test_a_member_who_joined_within_the_month_is_expected_from_then_on():
    from store.rules.participation import participation

    members = changed(people(), "p8", since=d("2026-10-15"))
    early, late = met("m1", "2026-10-08", "day", roll="1111111"), met("m2", "2026-10-20", "gm")
    row = {row.member: row for row in participation(snap(early, late, members=members), d(NOV))}["p8"]
    assert (row.expected, row.present) == (1, 1)
