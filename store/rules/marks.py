"""Who took part in which session, newest first, and no further back than a question needs."""

from __future__ import annotations

from bisect import bisect_right

from store.records import CAME, Status
from store.rules import index as indexes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from store.records import Meeting
    from store.snapshot import Snapshot

    Mark = tuple[Meeting, Status]

STRIP = 12
"""How many sessions a strip shows."""


def recent(snapshot: Snapshot, day: date, since: date) -> dict[str, list[Mark]]:
    """Marks of each member of the roster up to `day`, newest first: all since `since`, and before that until there are
    `STRIP` of them and one presence (or leave) ends the run of absences.
    """
    key = f"marks/{day}/{since}"
    memo: dict[str, list[Mark]] | None = snapshot.memo.get(key)
    if memo is not None:
        return memo
    index = indexes.of(snapshot)
    marks: dict[str, list[Mark]] = {id: [] for id in snapshot.members}
    wanting: set[str] | None = None
    for at in range(bisect_right(index.days, day) - 1, -1, -1):
        meeting = index.held[at]
        roll = meeting.roll or {}
        if meeting.day >= since:
            for id, status in roll.items():
                if id in marks:
                    marks[id].append((meeting, status))
            continue
        if wanting is None:
            first = {member.id: member.since for member in snapshot.members.values()}
            wanting = {id for id, found in marks.items() if _wants(found)}
        for id in list(wanting):
            status_or_none = roll.get(id)
            if status_or_none is not None:
                found = marks[id]
                found.append((meeting, status_or_none))
                if not _wants(found):
                    wanting.discard(id)
            else:
                came_in = first[id]
                if came_in is not None and meeting.day < came_in:
                    wanting.discard(id)
        if not wanting:
            break
    snapshot.memo[key] = marks
    return marks


def _wants(found: list[Mark]) -> bool:
    return len(found) < STRIP or not any(status in CAME for _, status in found)


def absences_in_a_row(found: list[Mark]) -> int:
    """Absences without leave since the last presence; leave neither counts nor ends them (product.md)."""
    count = 0
    for _, status in found:
        if status in CAME:
            break
        count += status is Status.ABSENT
    return count
