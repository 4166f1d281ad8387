"""Who belongs, who is exempt, who votes and who is expected, on a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.records import COMMITTEE, Exemption, ExemptionKind, MemberKind, Post, PostKind
from store.snapshot import (
    Snapshot,
    committee_on,
    exempt_on,
    expected_at,
    invited,
    is_committee,
    kind_on,
    lasts,
    members_on,
    roster,
    votes_on,
)
from tests.branches import branch, day, meeting, member, snapshot


def exemption(kind: str, since: str | None = None, until: str | None = None) -> Exemption:
    return Exemption(kind=ExemptionKind(kind), since=since and day(since), until=until and day(until))


@pytest.mark.parametrize(
    ("kind", "full_since", "on", "wanted"),
    [
        ("full", None, "2026-06-01", "full"),
        ("probationary", None, "2026-06-01", "probationary"),
        ("full", "2026-06-02", "2026-06-01", "probationary"),
        ("full", "2026-06-01", "2026-06-01", "full"),
        ("full", "2026-06", "2026-05-31", "probationary"),
        ("full", "2026-06", "2026-06-01", "full"),
        ("full", "2026", "2025-12-31", "probationary"),
        ("full", "2026", "2026-01-01", "full"),
    ],
)
def test_kind_on_a_day(kind: str, full_since: str | None, on: str, wanted: str) -> None:
    assert kind_on(member("p1", kind=MemberKind(kind), full_since=full_since), day(on)) is MemberKind(wanted)


@pytest.mark.parametrize(
    ("kind", "full_since", "exemptions", "votes", "exempt"),
    [
        ("full", None, [], True, None),
        ("probationary", None, [], False, None),
        ("full", "2026-07", [], False, None),
        ("full", None, [exemption("no_vote")], False, None),
        ("full", None, [exemption("no_vote", until="2026-05-31")], True, None),
        ("full", None, [exemption("no_vote", "2026-06-01", "2026-06-01")], False, None),
        ("full", None, [exemption("frail")], True, "frail"),
        ("full", None, [exemption("ill", "2026-06-01", "2026-06-01")], True, "ill"),
        ("full", None, [exemption("ill", "2026-06-02")], True, None),
        ("full", None, [exemption("ill", until="2026-05-31")], True, None),
        ("full", None, [exemption("no_vote"), exemption("abroad")], False, "abroad"),
    ],
)
def test_votes_and_exemptions_on_a_day(
    kind: str, full_since: str | None, exemptions: list[Exemption], votes: bool, exempt: str | None
) -> None:
    person = member("p1", kind=MemberKind(kind), full_since=full_since, exemptions=tuple(exemptions))
    on = day("2026-06-01")
    assert votes_on(person, on) is votes
    found = exempt_on(person, on)
    assert (found and found.kind) == exempt


@pytest.mark.parametrize(
    ("on", "wanted"),
    [("2026-01-31", ["p1", "p3"]), ("2026-02-01", ["p1", "p2", "p3"]), ("2026-03-31", ["p1", "p2", "p3"]),
     ("2026-04-01", ["p1", "p2"])],
)  # fmt: skip
def test_members_of_a_day_in_roster_order(on: str, wanted: list[str]) -> None:
    found = snapshot(member("p1"), member("p2", since=day("2026-02-01")), member("p3", until=day("2026-03-31")))
    assert [person.id for person in members_on(found, day(on))] == wanted


DAYS = st.dates(date(2025, 12, 29), date(2026, 3, 3))
KNOWN = st.none() | st.sampled_from(["2025", "2026", "2026-01", "2026-02"]) | DAYS.map(str)
"""A date as exactly as it is known."""


@given(
    st.lists(st.tuples(st.none() | DAYS, st.none() | DAYS, KNOWN, st.sampled_from(list(MemberKind))), max_size=4),
    st.lists(DAYS, min_size=1),
)
def test_a_roster_kept_between_changes_is_that_of_every_day(people: list[tuple], days: list[date]) -> None:
    everyone = [
        member(f"p{number}", since=since, until=until, full_since=full, kind=kind)
        for number, (since, until, full, kind) in enumerate(people)
    ]
    kept = roster(snapshot(*everyone))
    for on in days:
        here = tuple(one for one in everyone if lasts(one, on))
        assert kept.on(on).everyone == here
        assert kept.on(on).probationary == tuple(one for one in here if kind_on(one, on) is MemberKind.PROBATIONARY)


def test_committee_of_a_day() -> None:
    found = snapshot(
        member("p1", "", "secretary", until=day("2026-03-31")),
        member("p2", "", "group_leader"),
        member("p3", posts=(Post(kind=PostKind.ORG_OFFICER, since=day("2026-02-01"), until=day("2026-05-31")),)),
        member("p4", "", "group_leader", "discipline_officer"),
        member("p5"),
    )
    on = {label: [person.id for person in committee_on(found, day(label))] for label in ("2026-01-31", "2026-02-01",
          "2026-04-01", "2026-06-01")}  # fmt: skip
    assert on == {
        "2026-01-31": ["p1", "p4"],
        "2026-02-01": ["p1", "p3", "p4"],
        "2026-04-01": ["p3", "p4"],
        "2026-06-01": ["p4"],
    }


ROSTER = (
    branch(),
    member("p1", "", "secretary", group="g1"),
    member("p2", "", "deputy", group="g2"),
    member("p3", group="g1", leader=True),
    member("p4", group="g2", exemptions=(exemption("frail"),)),
    member("p5", group="g1", since=day("2026-10-01")),
    member("p6", "", "org_officer", group="g1", exemptions=(exemption("ill", "2026-10-01"),)),
)


@pytest.mark.parametrize(
    ("on", "kinds", "group", "called", "expected"),
    [
        ("2026-09-01", ["general_meeting"], None, "1 2 3 4 6", "1 2 3 6"),
        ("2026-10-09", ["general_meeting"], None, "1 2 3 4 5 6", "1 2 3 5"),
        ("2026-10-09", ["party_day", "lecture"], None, "1 2 3 4 5 6", "1 2 3 5"),
        ("2026-10-09", ["committee_meeting"], None, "1 2 6", "1 2"),
        ("2026-10-09", ["democratic_meeting"], None, "3", "3"),
        ("2026-10-09", ["committee_meeting", "democratic_meeting"], None, "1 2 3 6", "1 2 3"),
        ("2026-10-09", ["committee_meeting", "lecture"], None, "1 2 3 4 5 6", "1 2 3 5"),
        ("2026-10-09", ["group_meeting"], "g1", "1 3 5 6", "1 3 5"),
        ("2026-09-01", ["group_meeting"], "g1", "1 3 6", "1 3 6"),
        ("2026-10-09", ["lecture"], "g2", "2 4", "2"),
        ("2026-10-09", ["group_meeting"], "g9", "", ""),
        ("2026-10-09", ["other"], None, "1 2 3 4 5 6", "1 2 3 5"),
    ],
)
def test_who_is_called_and_who_is_expected(on: str, kinds: list[str], group: str, called: str, expected: str) -> None:
    found = snapshot(*ROSTER)
    session = meeting("m1", on, *kinds, group=group)
    assert [person.id for person in invited(found, session)] == [f"p{n}" for n in called.split()]
    assert expected_at(found, session) == [f"p{n}" for n in expected.split()]


def test_who_was_expected_is_frozen_with_the_roll() -> None:
    held = meeting("m1", "2026-10-09", "general_meeting", roll={"p9": "present", "p3": "late", "p1": "sick"})
    assert expected_at(snapshot(*ROSTER), held) == ["p9", "p3", "p1"]
    assert held.present_count == 2
    assert held.held


def test_nobody_came_before_the_roll_is_taken() -> None:
    coming = meeting("m1", "2026-10-09", "study")
    assert coming.present_count == 0
    assert not coming.held


def test_an_empty_snapshot_answers_everything() -> None:
    empty = Snapshot()
    assert empty.branch is None
    assert members_on(empty, day("2026-01-01")) == ()
    assert committee_on(empty, day("2026-01-01")) == []
    assert empty.find("p1") is None
    assert expected_at(empty, meeting("m1", "2026-01-01", "study")) == []


def test_find_names_the_table() -> None:
    found = snapshot(*ROSTER, meeting("m1", "2026-01-01", "study"))
    assert found.find("m1") == ("meetings", found.meetings["m1"])
    assert found.find("p3") == ("members", found.members["p3"])
    assert found.find("x") is None


def test_with_records_leaves_the_old_snapshot_alone() -> None:
    old = snapshot(*ROSTER)
    new = old.with_records({"members": {"p1": None, "p3": member("p3", "新名"), "p9": member("p9")}})
    assert list(old.members) == ["p1", "p2", "p3", "p4", "p5", "p6"]
    assert list(new.members) == ["p2", "p3", "p4", "p5", "p6", "p9"]
    assert new.members["p3"].name == "新名"
    assert new.tables["branch"] is old.tables["branch"]
    assert new.revision == old.revision


def test_snapshots_are_compared_by_identity() -> None:
    assert snapshot() != snapshot()


def test_a_branch_without_a_file_is_of_no_revision() -> None:
    assert Snapshot().revision == 0
    assert Snapshot().as_of is None
    assert Snapshot().faults == ()
    assert set(map(len, Snapshot().tables.values())) == {0}


def test_a_store_is_a_committees_by_the_level_of_its_branch() -> None:
    assert is_committee(snapshot(branch(level=COMMITTEE)))
    assert not is_committee(snapshot(branch()))
    assert not is_committee(snapshot())
