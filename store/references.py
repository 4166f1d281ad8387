"""Which fields name another record, and which of them name none."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.snapshot import Snapshot


def dangling(snapshot: Snapshot) -> Iterator[tuple[str, str, str]]:
    """(table, id, field) of every reference to a record that is not there. A person from outside is a free name.

    A record that is there but can't be read is a fault of its own, and told once.
    """
    faulty = {fault.id for fault in snapshot.faults}
    members, meetings = snapshot.members, snapshot.meetings
    groups = {group.id for group in snapshot.branch.groups} if snapshot.branch else set()
    for table, id, field, target in _references(snapshot):
        there = meetings if field == "session" else groups if field == "group" else members
        if target not in there and target not in faulty:
            yield table, id, field


def naming(snapshot: Snapshot, id: str) -> Iterator[tuple[str, str, str]]:
    """(table, id, field) of every record that names a member or a meeting."""
    for table, other, field, target in _references(snapshot):
        if target == id and other != id:
            yield table, other, field


def _references(snapshot: Snapshot) -> Iterator[tuple[str, str, str, str]]:
    """(table, id, field, the id that stands there)."""
    for id, member in snapshot.members.items():
        if member.group is not None:
            yield "members", id, "group", member.group
    for id, meeting in snapshot.meetings.items():
        if meeting.group is not None:
            yield "meetings", id, "group", meeting.group
        for field in ("roll", "reasons", "nonvoters"):
            for one in getattr(meeting, field) or ():
                yield "meetings", id, field, one
    for id, training in snapshot.training.items():
        yield "training", id, "member", training.member
        if training.session is not None:
            yield "training", id, "session", training.session
    for id, month in snapshot.dues.items():
        for one in month.paid:
            yield "dues", id, "paid", one
    for id, admission in snapshot.admissions.items():
        if admission.member is not None:
            yield "admissions", id, "member", admission.member
