"""Golden cases at the edges that planted mistakes showed to be open: rule, records, today -> state, evidence, code."""

from __future__ import annotations

import pytest

from store.packs.national import NATIONAL
from store.packs.overlay import overlay
from store.records import Group, Item, Kind, MemberKind, Talk, TalkKind
from tests.rules.build import BRANCH, d, met, people, snap
from tests.rules.test_golden import exempt, grouped, judged, post
from tests.rules.test_golden_law import L, but, crew

NOV = "2026-11-22"


def together(*items: Item, **more):
    return met("m1", "2026-10-08", "gm", **more).but(items=(Item(kind=Kind.GENERAL_MEETING, topic="大会"), *items))


ADOPTED = overlay(NATIONAL, {"rules": {id: {"adopted": True} for id in ("OL-23", "OL-24")}}, "local.toml")


def lecture(**more) -> Item:
    return Item(kind=Kind.LECTURE, **more)


TOGETHER = [
    L("OL-24", "a lecture that says nothing of its own", "OL-24/2026-10-08/m1", NOV, "unknown", (together(lecture()),), "m1", code="no_content", pack=ADOPTED),
    L("OL-24", "one with a topic of its own", "OL-24/2026-10-08/m1", NOV, "met", (together(lecture(topic="党课")),), "m1", pack=ADOPTED),
    L("OL-24", "one with a content of its own", "OL-24/2026-10-08/m1", NOV, "met", (together(lecture(content="讲稿")),), "m1", pack=ADOPTED),
    L("OL-24", "one of two that says nothing", "OL-24/2026-10-08/m1", NOV, "unknown", (together(lecture(), lecture(topic="党课")),), "m1", pack=ADOPTED),
    L("OL-24", "alone it is not held together with anything", "OL-24/2026-10-08/m1", NOV, None, (met("m1", "2026-10-08", "lec"),), pack=ADOPTED),
]  # fmt: skip

IN_TIME = [
    L("OL-23", "the third working day", "OL-23/2026-10-12/m1", NOV, "met", (met("m1", "2026-10-12", "day", roll_day=d("2026-10-15")),), "m1", pack=ADOPTED),
    L("OL-23", "the fourth", "OL-23/2026-10-12/m1", NOV, "overdue", (met("m1", "2026-10-12", "day", roll_day=d("2026-10-16")),), "m1", code="late", pack=ADOPTED),
    L("OL-23", "over a weekend", "OL-23/2026-10-16/m1", NOV, "met", (met("m1", "2026-10-16", "day", roll_day=d("2026-10-21")),), "m1", pack=ADOPTED),
    L("OL-23", "nobody knows when", "OL-23/2026-10-12/m1", NOV, "unknown", (met("m1", "2026-10-12", "day"),), "m1", code="no_day", pack=ADOPTED),
]  # fmt: skip

CONTENT = [
    L("OL-06a", "an item that has a topic alone", "OL-06a/2026-10-08/m1", NOV, "met", (met("m1", "2026-10-08", "day").but(items=(Item(kind=Kind.PARTY_DAY, topic="x"),)),)),
    L("OL-06a", "an item that has a content alone", "OL-06a/2026-10-08/m1", NOV, "met", (met("m1", "2026-10-08", "day").but(items=(Item(kind=Kind.PARTY_DAY, content="x"),)),)),
    L("OL-06a", "nothing at all", "OL-06a/2026-10-08/m1", NOV, "unknown", (met("m1", "2026-10-08", "day"),), code="no_content"),
]  # fmt: skip

CHAIR = [
    L("ZB 14", "a group's and a general meeting in one is the committee's", "OL-19/2026-10-08/m1", NOV, "overdue", (met("m1", "2026-10-08", "grp", "gm", group="g1", chair="p4"),), code="chair", snap={"groups": 3, "members": but(grouped(), p4={"posts": post("group_leader")})}),
]  # fmt: skip


def heart(id: str, one: str, other: str, day: str = "2026-03-01", kind: str = "heart") -> Talk:
    return Talk(id=id, talker=one, partner=other, day=d(day), kind=TalkKind(kind))


RELATION = overlay(NATIONAL, {"rules": {"OL-13": {"per": "relation"}}}, "local.toml")
WITHIN, ACROSS, AMONG = heart("k1", "p1", "p2"), heart("k2", "p4", "p1"), heart("k3", "p4", "p5")

RELATIONS = [
    L("OL-13", "a talk in each relation", "OL-13/2026", NOV, "met", (WITHIN, ACROSS, AMONG), "k1 k2 k3", pack=RELATION),
    L("OL-13", "none within the committee", "OL-13/2026", NOV, "due_soon", (ACROSS, AMONG), "k2 k3", code="lacking", pack=RELATION),
    L("OL-13", "none with members", "OL-13/2026", NOV, "due_soon", (WITHIN, AMONG), "k1 k3", code="lacking", pack=RELATION),
    L("OL-13", "none among members", "OL-13/2026", NOV, "due_soon", (WITHIN, ACROSS), "k1 k2", code="lacking", pack=RELATION),
    L("OL-13", "of another kind", "OL-13/2026", NOV, "due_soon", (WITHIN, ACROSS, heart("k3", "p4", "p5", kind="reminder")), "k1 k2", code="lacking", pack=RELATION),
    L("OL-13", "of the year before", "OL-13/2026", NOV, "due_soon", (WITHIN, ACROSS, heart("k3", "p4", "p5", "2025-12-31")), "k1 k2", code="lacking", pack=RELATION),
    L("OL-13", "one who sits on the committee alone has nobody there", "OL-13/2026", NOV, "met", (ACROSS, AMONG), "k2 k3", snap={"members": but(people(), p2={"posts": ()}, p3={"posts": ()})}, pack=RELATION),
    L("OL-13", "two who sit on it have", "OL-13/2026", NOV, "due_soon", (ACROSS, AMONG), "k2 k3", snap={"members": but(people(), p3={"posts": ()})}, code="lacking", pack=RELATION),
    L("OL-13", "without a committee there are members alone", "OL-13/2026", NOV, "met", (AMONG,), "k3", snap={"members": but(people(), **{f"p{n}": {"posts": ()} for n in (1, 2, 3)})}, pack=RELATION),
    L("OL-13", "a single member beside the committee has nobody", "OL-13/2026", NOV, "met", (WITHIN, ACROSS), "k1 k2", snap={"members": people(4)}, pack=RELATION),
    L("OL-13", "two have one another", "OL-13/2026", NOV, "due_soon", (WITHIN, ACROSS), "k1 k2", snap={"members": people(5)}, code="lacking", pack=RELATION),
    L("OL-13", "who had left the committee by then was a member", "OL-13/2026", NOV, "met", (heart("k1", "p1", "p2", "2026-01-05"), ACROSS, heart("k3", "p3", "p5")), "k1 k2 k3", snap={"members": but(people(), p3={"posts": post("org_officer", until="2026-02-28")})}, pack=RELATION),
]  # fmt: skip

CADRES = [
    L("JG 26", "an exempt cadre", "OL-15/2026-Q3/p4", NOV, "na", (met("m1", "2026-09-01", "day"),), code="exempt", snap=crew(p4={"leader": True, "exemptions": exempt("ill")})),
    L("JG 26", "whose exemption had ended", "OL-15/2026-Q3/p4", NOV, "met", (met("m1", "2026-09-01", "day"),), "m1", snap=crew(p4={"leader": True, "exemptions": exempt("ill", until="2026-09-29")})),
]  # fmt: skip

LETTERS = [
    L("MB-08", "a letter of today", "MB-08/2026-11-22/p4", NOV, "upcoming", due="2027-02-20", snap=crew(p4={"letter": d("2026-11-22")})),
    L("MB-08", "the last 45 days have not begun", "MB-08/2026-11-22/p4", "2027-01-06", "upcoming", snap=crew(p4={"letter": d("2026-11-22")})),
    L("MB-08", "they have", "MB-08/2026-11-22/p4", "2027-01-07", "due_soon", snap=crew(p4={"letter": d("2026-11-22")})),
    L("MB-08", "one of tomorrow", "MB-08/2026-11-23/p4", NOV, None, snap=crew(p4={"letter": d("2026-11-23")})),
]  # fmt: skip

FULL, NEW = MemberKind.FULL, {"kind": MemberKind.PROBATIONARY}


def size(name: str, state: str, code: str | None = None, count: int = 9, **changes):
    members = but(grouped(count), **changes)
    return L("ORG-08", name, "ORG-08/2026-Q3/g1", NOV, state, code=code, snap={"groups": 3, "members": members})


GROUPS = [
    size("three members", "met"),
    size("two members", "overdue", "too_few", 5),
    size("three who are all probationary", "overdue", "no_full", p1=NEW, p4=NEW, p7=NEW),
    size("one full member is enough", "met", p1=NEW, p4=NEW),
    size("a leader who is probationary", "overdue", "leader_probationary", p4=NEW | {"posts": post("group_leader")}),
    size("a leader who was one until August", "met", p4=NEW | {"posts": post("group_leader", until="2026-08-31")}),
    size("a probationary member with another post", "met", p4=NEW | {"posts": post("deputy")}),
]

NEW_GROUP = {
    "branch": BRANCH.but(groups=(Group(id="g1", name="第一组", since=d("2026-10-10")),)),
    "members": grouped(3, 1),
}
COMMITTEE = {"members": people(8)}


def of_group(day: str = "2026-10-20"):
    return (met("m1", day, "grp", roll="111", group="g1"),)


SESSIONS = [
    L("OL-03", "a group founded within the month is not asked", "OL-03/2026-10/g1", NOV, "na", code="founded", snap=NEW_GROUP),
    L("OL-03", "and has met all the same", "OL-03/2026-10/g1", NOV, "met", of_group(), "m1", snap=NEW_GROUP),
    L("OL-03", "the month after it is", "OL-03/2026-11/g1", NOV, "upcoming", snap=NEW_GROUP | {"branch": BRANCH.but(groups=(Group(id="g1", name="第一组", since=d("2026-10-31")),))}),
    L("OL-03", "a group of nobody", "OL-03/2026-10/g1", NOV, "na", code="no_members", snap=NEW_GROUP | {"members": people(3)}),
    L("OL-02", "a committee meeting without its quorum", "OL-02/2026-10", NOV, "overdue", (met("m1", "2026-10-08", "cm", roll="166"), met("m2", "2026-10-09", "cm", roll="666")), code="no_quorum", snap=COMMITTEE),
    L("OL-02", "made up for in November", "OL-02/2026-10", NOV, "met_late", (met("m1", "2026-10-08", "cm", roll="166"), met("m2", "2026-11-09", "cm:2026-10", roll="111")), "m2", code="", snap=COMMITTEE),
    L("OL-02", "made up for on the last day is in time", "OL-02/2026-10", NOV, "met", (met("m2", "2026-10-31", "cm:2026-10", roll="111"),), "m2", snap=COMMITTEE),
    L("OL-02", "what is planned to make up for it does not yet", "OL-02/2026-10", NOV, "overdue", (met("m2", "2026-11-23", "cm:2026-10", roll="111"),), "", snap=COMMITTEE),
]  # fmt: skip

AWAY = crew(p4={"exemptions": exempt("abroad", since="2026-01-01")})

CONTACTS = [
    L("MB-06", "whoever of the two spoke", "MB-06/2026-H1/p4", NOV, "met", (heart("k1", "p4", "p1", "2026-06-30"),), "k1", snap=AWAY),
    L("MB-06", "after the half-year", "MB-06/2026-H1/p4", NOV, "overdue", (heart("k1", "p4", "p1", "2026-07-01"),), "", snap=AWAY),
    L("MB-06", "with others", "MB-06/2026-H1/p4", NOV, "overdue", (heart("k1", "p2", "p1", "2026-05-01"),), "", snap=AWAY),
    *(
        L(rule, what, f"{rule}/{period}/p4", day, state, talks, " ".join(one.id for one in talks), due=due, snap=crew(p4={"exemptions": exempt(kind, since=since, until=until)}))
        for rule, kind, period, since, until, day, due, state, what, talks in (
            ("MB-06", "abroad", "2026-H1", "2026-06-30", None, "2026-07-01", "2026-12-29", "upcoming", "left on its last day", ()),
            ("MB-06", "abroad", "2026-H1", "2026-06-30", None, "2026-12-29", "2026-12-29", "due_soon", "and six months later", ()),
            ("MB-06", "abroad", "2026-H1", "2026-06-30", None, "2026-12-30", "2026-12-29", "overdue", "and a day more", ()),
            ("MB-06", "abroad", "2026-H1", "2026-06-30", None, "2026-12-30", "2026-12-29", "met", "spoken to since", (heart("k1", "p1", "p4", "2026-09-01"),)),
            ("MB-06", "abroad", "2026-H1", "2026-01-01", None, "2026-07-01", "2026-06-30", "overdue", "away from its first day", ()),
            ("MB-06", "abroad", "2026-H1", "2026-06-01", "2026-07-15", "2026-12-30", None, None, "back before six months", ()),
            ("MB-05", "mobile", "2026-H2", "2026-11-01", None, "2026-12-20", "2027-04-30", "upcoming", "gone late in the half-year", ()),
            ("OL-21", "ill", "2026", "2026-12-31", None, "2027-01-01", "2027-12-30", "upcoming", "ill from the last day of the year", ()),
        )
    ),
]  # fmt: skip

CASES = [*SESSIONS, *CONTACTS, *TOGETHER, *IN_TIME, *CONTENT, *CHAIR, *RELATIONS, *CADRES, *LETTERS, *GROUPS]


@pytest.mark.parametrize("case", CASES, ids=[f"{case.article}: {case.name}" for case in CASES])
def test_edges_of_the_rules(case: L) -> None:
    one = judged(case.key, case.today, snap(*case.records, **case.snap), case.pack)
    assert (one and one.state.value) == case.state
    if one is not None and case.ev is not None:
        assert " ".join(one.evidence) == case.ev
    if one is not None and case.due is not None:
        assert one.due == d(case.due)
    if one is not None and case.code is not None:
        assert one.code == case.code
