"""Leave that is asked for before a meeting: recorded with it, there when its roll begins, merged like marks."""

from __future__ import annotations

import pytest

from store.codec import encode, snapshot_of
from store.edits import TakeRoll
from store.leave import AskLeave
from store.records import LEAVE, Exemption, ExemptionKind, Status
from store.rejected import Rejected
from store.rules.participation import participation
from store.rules.quorum import QuorumRule, standing_by
from store.snapshot import roll_at
from tests.branches import branch, day, meeting, member, snapshot

TODAY = day("2026-10-09")
PEOPLE = (
    branch(),
    member("p1", "张国", "secretary"),
    member("p2", "李明"),
    member("p3", "王五"),
    member("p4", "赵六", exemptions=(Exemption(kind=ExemptionKind.FRAIL),)),
)


def planned(**fields):
    return snapshot(*PEOPLE, meeting("m1", "2026-10-09", "general_meeting", **fields))


def asked(*members: str, status: Status | None = Status.OFFICIAL, **fields) -> AskLeave:
    return AskLeave(meeting="m1", members=members, status=status, **fields)


def test_the_roll_begins_with_the_leave_that_was_asked_for():
    known = asked("p1", "p2", reason="出差").apply(planned())
    assert roll_at(known, known.meetings["m1"]) == {"p1": "official", "p2": "official", "p3": "present"}
    done = TakeRoll(meeting="m1", marks={"p3": Status.ABSENT}, on=TODAY).apply(known).meetings["m1"]
    assert done.roll == {"p1": "official", "p2": "official", "p3": "absent"}
    assert done.reasons == {"p1": "出差", "p2": "出差"}
    assert done.leave == {}


def test_who_came_after_all_has_no_reason_left():
    known = asked("p1", reason="出差").apply(planned())
    marks, seen = {"p1": Status.PRESENT}, {"p1": Status.OFFICIAL}
    done = TakeRoll(meeting="m1", marks=marks, on=TODAY, seen=seen).apply(known).meetings["m1"]
    assert (done.roll["p1"], done.reasons) == ("present", {})


def test_a_mark_made_without_knowing_of_the_leave_is_shown_both():
    known = asked("p1").apply(planned())
    refused = TakeRoll(meeting="m1", marks={"p1": Status.ABSENT}, on=TODAY).apply(known)
    assert (refused.code, refused.facts["theirs"]) == ("conflict", "official")


def test_leave_is_taken_back_with_its_reason():
    known = asked("p1", "p2", reason="出差").apply(planned())
    seen = {"seen": {"p1": Status.OFFICIAL}, "seen_reasons": {"p1": "出差"}}
    done = asked("p1", status=None, **seen).apply(known).meetings["m1"]
    assert (done.leave, done.reasons) == ({"p2": "official"}, {"p2": "出差"})


@pytest.mark.parametrize(
    ("held", "members", "code"),
    [(True, ("p1",), "called"), (False, ("p4",), "not_expected"), (False, ("nobody",), "not_expected")],
)
def test_leave_is_refused_once_the_roll_is_taken_and_of_who_is_not_expected(held, members, code):
    roll = {"p1": "present"} if held else None
    assert asked(*members).apply(planned(roll=roll)).code == code


def test_a_meeting_that_is_gone_and_what_another_recorded_meanwhile():
    assert asked("p1").apply(snapshot(*PEOPLE)) == Rejected(code="gone", facts={"id": "m1"})
    known = asked("p1", status=Status.SICK).apply(planned())
    refused = asked("p1").apply(known)
    assert refused.facts == {"id": "m1", "field": "leave", "member": "p1", "mine": "official", "theirs": "sick"}
    assert asked("p2").apply(known).meetings["m1"].leave == {"p1": "sick", "p2": "official"}


def test_leave_of_no_known_kind_is_an_excused_absence():
    roll = {"p1": "leave", "p2": "leave", "p3": "present"}
    held = planned(roll=roll)
    assert Status.LEAVE in LEAVE
    rows = {row.member: row for row in participation(held, day("2026-11-22"))}
    one = rows["p1"]
    assert (one.expected, one.present, one.leave, one.absent, one.in_a_row) == (1, 0, 1, 0, 0)
    standing = standing_by(held, held.meetings["m1"], QuorumRule.RESOLUTION)
    assert (standing.present, standing.due, standing.reached) == (1, 3, False)


def test_a_file_without_leave_is_written_as_it_was_and_one_with_it_comes_back():
    assert "leave" not in encode(planned().meetings["m1"])
    known = asked("p1", status=Status.LEAVE, reason="有事").apply(planned()).meetings["m1"]
    document = encode(known)
    assert document["leave"] == {"p1": "leave"}
    assert snapshot_of({"meetings": {"1": document}}, 1).meetings["m1"] == known
