"""The branch's own division of work (分工): which entry says who answers for a rule, and which committee meeting
settled it. To have been there is to have signed.
"""

from __future__ import annotations

from store.record import Record
from store.records import CAME, Kind
from store.rules.links import held_links

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from store.records import Entry, Meeting
    from store.snapshot import Snapshot

ALL = "*"


class Division(Record):
    """One entry in force: the rules it hands out (`ALL`: every one), to whom, and the meeting that settled it."""

    entry: str
    day: date
    rules: frozenset[str]
    owner: str
    settled: str | None = None

    def covers(self, rule: str) -> bool:
        return ALL in self.rules or rule in self.rules


def divisions(snapshot: Snapshot, today: date) -> list[Division]:
    """Those that were not given up, the newest first."""
    dated = [
        (entry.day, place, entry)
        for place, entry in enumerate(snapshot.entries.values())
        if entry.kind == "division" and not entry.dropped and entry.day <= today
    ]
    return [_division(snapshot, entry, today) for _, _, entry in sorted(dated, reverse=True)]


def _division(snapshot: Snapshot, entry: Entry, today: date) -> Division:
    meetings = [link.id for link in held_links(snapshot, entry.id, today) if link.table == "meetings"]
    settled = [id for id in meetings if Kind.COMMITTEE_MEETING in snapshot.meetings[id].kinds]
    return Division(
        entry=entry.id,
        day=entry.day,
        rules=frozenset(rule.strip() for rule in entry.rule.split(",")),
        owner=entry.owner,
        settled=settled[-1] if settled else None,
    )


def was_there(snapshot: Snapshot, person: str | None, meeting: Meeting) -> bool | None:
    """Whether someone was there; None where they were not expected."""
    member = snapshot.members.get(person or "")
    if {person, member.name if member is not None else person} & set(meeting.guests):
        return True
    status = (meeting.roll or {}).get(person or "")
    return status in CAME if status is not None else None
