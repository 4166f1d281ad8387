"""Signs of going through the motions at their edges: the last record that is well, and the first that is worth a look."""

from __future__ import annotations

import pytest

from store.packs.national import NATIONAL
from store.records import Item, Kind, Status, Vote
from store.rules.hints import hints, of_meeting
from tests.rules.build import d, met, people, snap

TODAY = d("2026-11-22")


def found(*records, first="2026-01-01", last="2026-12-31", party_day=None, **more):
    pack = NATIONAL.but(settings=NATIONAL.settings | ({"party_day": party_day} if party_day else {}))
    return hints(snap(*records, **more), TODAY, pack, d(first), d(last))


def codes(*records, **more) -> list[str]:
    return [hint.code for hint in found(*records, **more)]


def good(id="m1", day="2026-10-12", kind="day", **more):
    """A record without a hint: somebody was absent, and it has a topic."""
    return met(id, day, kind, **({"roll": "11111611", "topic": "志愿服务"} | more))


@pytest.mark.parametrize(
    ("time", "end", "wrong"),
    [
        *(("14:00", "14:00", True), ("14:00", "14:01", False), ("14:00", "13:59", True)),
        *(("09:00", "17:00", False), ("09:00", "17:01", True), ("09:30", "17:30", False), ("", "17:00", False)),
    ],
)
def test_a_session_ends_after_it_began_and_within_eight_hours(time: str, end: str, wrong: bool) -> None:
    assert codes(good(time=time, end=end)) == ["clock"] * wrong


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        *((kind, True) for kind in ("gm", "cm", "life", "dem")),
        *((kind, False) for kind in ("grp", "lec", "day", "study")),
    ],
)
def test_a_meeting_that_decides_has_an_outcome(kind: str, wrong: bool) -> None:
    assert ("no_outcome" in codes(good(kind=kind))) is wrong
    assert "no_outcome" not in codes(good(kind=kind, votes=(Vote(matter="x"),)))


@pytest.mark.parametrize(
    ("day", "fixed", "wanted"),
    [
        *(("2026-10-15", 15, None), ("2026-10-16", 15, 15), ("2026-10-31", 31, None), ("2026-10-30", 31, 31)),
        *(("2026-04-30", 31, None), ("2026-02-28", 29, None), ("2026-02-27", 31, 28), ("2026-09-29", 31, 30)),
    ],
)
def test_the_fixed_day_of_a_short_month_is_its_last(day: str, fixed: int, wanted: int | None) -> None:
    said = found(good(day=day), party_day=fixed)
    assert [hint.facts for hint in said] == ([{"day": d(day).day, "fixed": wanted}] if wanted else [])
    assert codes(good(day=day, note="台风改期"), party_day=fixed) == []
    assert codes(good(day=day, kind="study"), party_day=fixed) == []


@pytest.mark.parametrize(("roll_day", "late"), [("2026-10-15", None), ("2026-10-16", 4), ("2026-10-12", None)])
def test_a_record_is_there_within_three_working_days(roll_day: str, late: int | None) -> None:
    said = found(good(roll_day=d(roll_day)))
    assert [(hint.code, hint.facts["days"]) for hint in said] == ([("late", late)] if late else [])


@pytest.mark.parametrize(
    ("vote", "wrong"),
    [
        (Vote(matter="x", present=7, yes=5, no=1, abstain=1), False),
        (Vote(matter="x", present=7, yes=5, no=1, abstain=0), True),
        (Vote(matter="x", present=5, yes=5, no=0, abstain=1, written=1), False),
        (Vote(matter="x", present=7, yes=5, no=1), False),
        (Vote(matter="x", yes=5, no=1, abstain=0), False),
    ],
)
def test_the_ballots_are_those_of_who_was_there_and_who_wrote(vote: Vote, wrong: bool) -> None:
    said = found(good(kind="gm", votes=(vote,)))
    facts = [hint.facts for hint in said if hint.code == "votes"]
    assert facts == [{"ballots": 6, "present": 7}] * wrong


def test_a_topic_may_be_that_of_an_item_or_its_content() -> None:
    bare = good(topic="")
    assert codes(bare) == ["no_topic"]
    for item in (Item(kind=Kind.PARTY_DAY, topic="x"), Item(kind=Kind.PARTY_DAY, content="x")):
        assert codes(bare.but(items=(item,))) == []


@pytest.mark.parametrize(("since", "until", "wrong"), [
    *((None, None, False), ("2026-10-12", "2026-10-12", False), ("2026-10-13", None, True), (None, "2026-10-11", True)),
])  # fmt: skip
def test_whoever_is_marked_was_a_member_on_that_day(since: str | None, until: str | None, wrong: bool) -> None:
    members = [
        one.but(since=since and d(since), until=until and d(until)) if one.id == "p8" else one for one in people()
    ]
    said = found(good(), members=members)
    assert [(hint.code, hint.records) for hint in said] == [("outsider", ("m1", "p8"))] * wrong


@pytest.mark.parametrize("status", list(Status))
def test_leave_has_a_reason(status: Status) -> None:
    excused = status not in ("present", "late", "absent")
    roll = dict(good().roll) | {"p3": status, "p4": status}
    said = found(good().but(roll=roll, reasons={"p3": "出差"}))
    assert [(hint.code, hint.facts) for hint in said] == [("no_reason", {"count": 1})] * excused


def test_records_of_two_months_that_were_stored_on_one_day() -> None:
    stored = {"roll_day": d("2026-06-01")}
    two = [good("m1", "2026-04-30", **stored), good("m2", "2026-05-29", **stored)]
    said = [hint for hint in found(*two) if hint.code == "batch"]
    assert [(hint.records, hint.facts) for hint in said] == [(("m1", "m2"), {"months": 2, "day": d("2026-06-01")})]
    assert "batch" not in codes(good("m1", "2026-05-01", **stored), good("m2", "2026-05-29", **stored))
    assert "batch" not in codes(two[0].but(day=d("2026-05-01")), two[1].but(day=d("2026-06-01")))  # a month, no more
    assert "batch" not in codes(two[0], two[1].but(roll_day=d("2026-06-02")))


ONE = "会议传达学习了上级有关文件精神与会同志结合工作实际作了交流发言支部书记作了小结并就下一步"
"""Forty-odd characters, all pairs of which differ."""


def test_a_text_that_is_nearly_an_earlier_one_of_its_kind() -> None:
    changed = ONE[:-4] + "东西南北"
    assert len(ONE) >= 40
    said = found(good("m1", "2026-03-05", minutes=ONE), good("m2", minutes=changed))
    pairs = len(ONE) - 1
    share = int((pairs - 4) * 100 / pairs)
    assert [(hint.code, hint.records, hint.facts) for hint in said] == [("alike", ("m2", "m1"), {"share": share})]
    assert codes(good("m1", "2026-03-05", minutes=ONE), good("m2", minutes=ONE[:-5] + "东西南北中")) == []
    assert codes(good("m1", "2026-03-05", minutes=ONE), good("m2", kind="study", minutes=ONE)) == []


@pytest.mark.parametrize(("length", "wrong"), [(39, False), (40, True)])
def test_short_texts_are_alike_by_nature(length: int, wrong: bool) -> None:
    same = {"minutes": ONE[:length]}
    assert codes(good("m1", "2026-03-05", **same), good("m2", **same)) == ["alike"] * wrong


@pytest.mark.parametrize(("between", "wrong"), [(23, True), (24, False)])
def test_a_text_is_compared_with_the_last_two_dozen_of_its_kind(between: int, wrong: bool) -> None:
    others = [
        good(f"x{n}", f"2025-{n // 28 + 1:02}-{n % 28 + 1:02}", minutes=chr(0x4E00 + n) * 50) for n in range(between)
    ]
    same = {"minutes": ONE}
    assert codes(good("m1", "2024-12-31", **same), *others, good("m2", **same), first="2026-10-01") == ["alike"] * wrong


def held_as(*forms: str, group=None):
    return [
        good(f"m{n}", f"2026-0{n}-05", group=group).but(
            items=(Item(kind=Kind.PARTY_DAY, topic="x", form=form),), group=group
        )
        for n, form in enumerate(forms, 1)
    ]


def test_one_form_three_times_running() -> None:
    said = found(*held_as("宣讲", "研讨", "研讨", "研讨", "宣讲"))
    facts = {"form": "研讨", "times": 3}
    assert [(hint.code, hint.records, hint.facts) for hint in said] == [("same_form", ("m2", "m3", "m4"), facts)]
    assert codes(*held_as("研讨", "研讨", "宣讲", "研讨")) == []
    assert codes(*held_as("研讨", "研讨", "", "研讨")) == ["same_form"]
    mixed = held_as("研讨", "研讨", "研讨")
    assert codes(mixed[0], mixed[1], mixed[2].but(group="g1"), groups=1) == []
    assert codes(*held_as("宣讲", "宣讲", "宣讲", "研讨")) == ["same_form"]


@pytest.mark.parametrize(("marks", "runs"), [
    *(("1616", []), ("66", [("m1", "m2")]), ("666", [("m1", "m2")]), ("6616", [("m1", "m2")]), ("66166", [("m1", "m2"), ("m4", "m5")])),
    *(("6-6", [("m1", "m3")]), ("4662", [("m1", "m2")])),
])  # fmt: skip
def test_a_leading_cadre_who_did_not_appear_twice_running(marks: str, runs: list[tuple[str, ...]]) -> None:
    members = [one.but(leader=one.id == "p8") for one in people()]
    held = [good(f"m{n}", f"2026-10-{n:02}", roll=f"1111161{mark}") for n, mark in enumerate(marks, 1)]
    said = [hint.records for hint in found(*held, members=members) if hint.code == "leader_absent"]
    assert said == runs


@pytest.mark.parametrize(("months", "wrong"), [(12, True), (11, False)])
def test_nobody_was_ever_missing_for_twelve_months(months: int, wrong: bool) -> None:
    held = [met(f"m{n}", f"2026-{n:02}-05", "day", topic="x", roll="11111112") for n in range(1, min(months, 11) + 1)]
    held += [met("m12", "2025-12-05", "day", topic="x")] if months == 12 else []
    said = [hint for hint in found(*held) if hint.code == "always_all"]
    assert [(len(hint.records), hint.facts) for hint in said] == [(12, {"months": 12})] * wrong
    assert "always_all" not in codes(*held, good("m13"))


def test_hints_are_looked_for_up_to_today_and_of_a_meeting_in_the_year_before_it() -> None:
    assert codes(good("m1", "2026-11-22", topic=""), good("m2", "2026-11-23", topic="")) == ["no_topic"]
    assert codes(good(day="2026-10-11", topic=""), first="2026-10-12") == []
    assert codes(good(topic=""), first="2026-10-12", last="2026-10-12") == ["no_topic"]
    forms = held_as("研讨", "研讨", "研讨")
    snapshot = snap(forms[0].but(day=d("2025-03-05")), *forms[1:])
    assert [hint.code for hint in of_meeting(snapshot, TODAY, NATIONAL, forms[2])] == ["same_form"]
    snapshot = snap(forms[0].but(day=d("2025-03-03")), *forms[1:])
    assert of_meeting(snapshot, TODAY, NATIONAL, forms[2]) == []
