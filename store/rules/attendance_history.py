"""Who took part in which session, newest first, and no further back than a question needs."""

from __future__ import annotations

from bisect import bisect_right

from store.records import CAME, Status
from store.rules import index as indexes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from store.records import Meeting, Member
    from store.snapshot import Snapshot

    Mark = tuple[Meeting, Status]

STRIP = 12
"""How many sessions a strip shows."""


def held_until(snapshot: Snapshot, day: date) -> list[Meeting]:
    """Sessions held up to a day, newest first."""
    index = indexes.of(snapshot)
    sessions = index.held[: bisect_right(index.days, day)]
    sessions.reverse()
    return sessions


def expected_ids(sessions: Iterable[Meeting], members: Iterable[Member]) -> set[str]:
    """Ids of those members whom any of some sessions expected: of the others there is nothing to look for. The newest
    sessions, which come first, mostly tell of all.
    """
    there = {member.id for member in members}
    missing = set(there)
    for meeting in sessions:
        missing.difference_update(meeting.roll or ())
        if not missing:
            break
    return there - missing


def newest(sessions: Iterable[Meeting], member: Member, since: date) -> Iterator[Mark]:
    """A member's marks in sessions, newest first; before `since` no further back than to the day the member came."""
    id, came_in = member.id, member.since
    for meeting in sessions:
        status = (meeting.roll or {}).get(id)
        if status is not None:
            yield meeting, status
        elif came_in is not None and meeting.day < came_in and meeting.day < since:
            return


def recent(sessions: Iterable[Meeting], member: Member, since: date) -> list[Mark]:
    """A member's marks, newest first: all since `since`, and before that until there are `STRIP` of them and one
    presence ends the run of absences.
    """
    marks: list[Mark] = []
    came = False
    for mark in newest(sessions, member, since):
        if came and len(marks) >= STRIP and mark[0].day < since:
            break
        marks.append(mark)
        came = came or mark[1] in CAME
    return marks


def absences_in_a_row(marks: list[Mark]) -> int:
    """Absences without leave since the last presence; leave neither counts nor ends them (product.md)."""
    count = 0
    for _, status in marks:
        if status in CAME:
            break
        count += status is Status.ABSENT
    return count
