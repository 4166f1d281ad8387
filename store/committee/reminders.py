"""What a committee should see to of itself: terms that end, vacant posts, units that nobody has visited."""

from __future__ import annotations

from store import periods
from store.committee.figures import Reminder, ReminderKind
from store.rules.figures import State

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from store.box.messages import Up
    from store.committee.units import Committee, UnitCounts
    from store.periods import Period

TERM = "EL-01"
"""The rule of re-election at the end of a term; its duty is due on the day that ends it."""
TERM_DAYS = 180
"""Days before the end of a term from which on it is told (EL-02)."""
OPEN = (State.UPCOMING, State.DUE_SOON, State.OVERDUE)


def reminders(committee: Committee, ups: Mapping[str, UnitCounts], today: date) -> list[Reminder]:
    """Unit by unit in their order; of a unit whose counts could not be read nobody can tell."""
    found: list[Reminder] = []
    half = periods.containing(today, periods.Cadence.HALF) if committee.liaison else None
    for one in committee.units:
        counts = ups.get(one.unit)
        if counts is None or (up := counts.up) is None:
            continue
        day = term_end(up, today)
        if day is not None:
            found.append(Reminder(kind=ReminderKind.TERM, unit=one.unit, day=day))
        if up.vacant:  # of 20,000 units in 4 ms, by keywords in 19, and anew whenever one of them has reported
            found.append(tuple.__new__(Reminder, (ReminderKind.VACANCY, one.unit, None, up.vacant, "")))
        if half is not None and _visits(up, half) == 0:
            found.append(Reminder(kind=ReminderKind.NOT_VISITED, unit=one.unit, period=half.label))
    return found


def term_end(up: Up, today: date) -> date | None:
    """The end of a term that has ended or is near, else None."""
    ends = [one.due for one in up.duties if one.rule == TERM and any(one.n.get(state) for state in OPEN)]
    return min((day for day in ends if (day - today).days <= TERM_DAYS), default=None) if ends else None


def visits(up: Up, today: date) -> int | None:
    """How many sessions of the running half-year somebody of the liaison came to; None where the counts do not say."""
    return _visits(up, periods.containing(today, periods.Cadence.HALF))


def _visits(up: Up, half: Period) -> int | None:
    return up.visits.get(half.label) if up.as_of >= half.start else None
