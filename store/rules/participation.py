"""Who took part: expected, present, leave and absence by member, by group and by kind of session."""

from __future__ import annotations

from datetime import date

from store.records import CAME, LEAVE, Status
from store.rules import index as indexes
from store.rules.attendance_history import STRIP, absences_in_a_row, held_until, recent
from store.rules.figures import Participation, State
from store.rules.lazy_figures import lazily
from store.snapshot import lasts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from store.rules.attendance_history import Mark
    from store.rules.figures import Duty
    from store.snapshot import Snapshot


def participation(
    snapshot: Snapshot, today: date, year: int | None = None, duties: Iterable[Duty] = ()
) -> Sequence[Participation]:
    """Every member's year (today's), up to today: those with an open duty (a running clock, a reminder talk due) first,
    then roster order. `duties` is where those open duties are looked for; the strip reaches back into earlier years.
    """
    year = today.year if year is None else year
    first, last = date(year, 1, 1), min(today, date(year, 12, 31))
    urgent = _open(duties)
    sessions = held_until(snapshot, last)
    members = [member for member in snapshot.members.values() if lasts(member, last)]
    members.sort(key=lambda member: member.id not in urgent)
    return lazily(
        members, lambda member: _row(member.id, recent(sessions, member, first), first, urgent.get(member.id))
    )


def _row(member: str, marks: list[Mark], first: date, duty: Duty | None) -> Participation:
    counts = dict.fromkeys(Status, 0)
    for meeting, status in marks:
        if meeting.day < first:
            break
        counts[status] += 1
    return Participation(
        member=member,
        expected=sum(counts.values()),
        present=counts[Status.PRESENT] + counts[Status.LATE],
        late=counts[Status.LATE],
        leave=sum(counts[status] for status in LEAVE),
        absent=counts[Status.ABSENT],
        in_a_row=absences_in_a_row(marks),
        strip=tuple([(meeting.id, status) for meeting, status in reversed(marks[:STRIP])]),
        duty=duty,
    )


URGENCY = {state: n for n, state in enumerate((State.OVERDUE, State.DUE_SOON, State.UPCOMING))}


def _open(duties: Iterable[Duty]) -> dict[str, Duty]:
    """Each member's most urgent open duty, hours of training aside, which have a panel of their own."""
    open_duties: dict[str, Duty] = {}
    for duty in duties:
        if duty.subject is None or duty.state not in URGENCY or not duty.rule.id.startswith("MB-"):
            continue
        known = open_duties.get(duty.subject)
        if known is None or (URGENCY[duty.state], duty.due) < (URGENCY[known.state], known.due):
            open_duties[duty.subject] = duty
    return open_duties


def history(snapshot: Snapshot, member: str, today: date) -> list[Mark]:
    """Every held session that expected a member, oldest first, with the member's mark."""
    marks = []
    for meeting in indexes.of(snapshot).between(date.min, today):
        status = (meeting.roll or {}).get(member)
        if status is not None:
            marks.append((meeting, status))
    return marks


def by_kind(snapshot: Snapshot, first: date, last: date) -> dict[str, tuple[int, int]]:
    """Present and expected of the sessions held in `first … last`, by kind; a session of two kinds counts in both."""
    counts: dict[str, tuple[int, int]] = {}
    for meeting in indexes.of(snapshot).between(first, last):
        roll = meeting.roll or {}
        came = sum(1 for status in roll.values() if status in CAME)
        for kind in dict.fromkeys(meeting.kinds):
            present, expected = counts.get(kind.value, (0, 0))
            counts[kind.value] = present + came, expected + len(roll)
    return counts
