"""What a committee should see to of itself: terms that end, vacant posts, units that nobody has visited."""

from __future__ import annotations

from store import periods
from store.committee.figures import Reminder, ReminderKind
from store.committee.remembered import remembered
from store.rules.figures import State

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from store.box.messages import Up
    from store.committee.units import Committee, UnitCounts

TERM = "EL-01"
"""The rule of re-election at the end of a term; its duty is due on the day that ends it."""
TERM_DAYS = 180
"""Days before the end of a term from which on it is told (EL-02)."""
OPEN = (State.UPCOMING, State.DUE_SOON, State.OVERDUE)


def reminders(committee: Committee, ups: Mapping[str, UnitCounts], today: date) -> list[Reminder]:
    """Unit by unit in their order; of a unit whose counts could not be read nobody can tell."""
    found: list[Reminder] = []
    for one in committee.units:
        counts = ups.get(one.unit)
        if counts is not None and counts.up is not None:
            found += _of_unit(counts.up, one.unit, bool(committee.liaison), today)
    return found


@remembered
def _of_unit(up: Up, unit: str, liaison: bool, today: date) -> tuple[Reminder, ...]:
    return tuple(_to_see_to(unit, up, liaison, today))


def _to_see_to(unit: str, up: Up, liaison: bool, today: date) -> Iterator[Reminder]:
    day = term_end(up, today)
    if day is not None:
        yield Reminder(kind=ReminderKind.TERM, unit=unit, day=day)
    if up.vacant:
        yield Reminder(kind=ReminderKind.VACANCY, unit=unit, posts=up.vacant)
    half = periods.containing(today, periods.Cadence.HALF)
    if liaison and visits(up, today) == 0:
        yield Reminder(kind=ReminderKind.NOT_VISITED, unit=unit, period=half.label)


def term_end(up: Up, today: date) -> date | None:
    """The end of a term that has ended or is near, else None."""
    ends = [one.due for one in up.duties if one.rule == TERM and any(one.n.get(state) for state in OPEN)]
    return min((day for day in ends if (day - today).days <= TERM_DAYS), default=None)


def visits(up: Up, today: date) -> int | None:
    """How many sessions of the running half-year somebody of the liaison came to; None where the counts do not say."""
    half = periods.containing(today, periods.Cadence.HALF)
    return up.visits.get(half.label) if up.as_of >= half.start else None
