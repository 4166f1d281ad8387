"""What a committee that has one above it sends up: the sums of its branches' counts, as they are known today.

Nothing is lost in a sum: what one branch can't tell is unknown in it, and a branch of which there are no counts has one
unknown duty in each period in which the others have any.
"""

from __future__ import annotations

from store import periods
from store.box.counts import findings_of, received_of
from store.box.messages import DutyCount, EntryCount, Up
from store.committee.cells import counts_of
from store.periods import Cadence
from store.records import COMMITTEE
from store.rules.figures import State
from store.snapshot import branch_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from store.committee.units import Committee, UnitCounts
    from store.packs.rule import Pack
    from store.snapshot import Snapshot


def up_of_committee(
    snapshot: Snapshot, committee: Committee, ups: Mapping[str, UnitCounts], today: date, pack: Pack, *, unit: str
) -> Up:
    """The sums of a committee on a day; what it received itself is from its own records. `branches` are all of its
    units, whether there are counts of them or not; those of a committee below are counted by its own `branches`.
    """
    known = [up for one in committee.units if one.unit in ups and (up := ups[one.unit].up) is not None]
    return Up(
        unit=unit,
        name=branch_name(snapshot, unit),
        as_of=today,
        revision=snapshot.revision,
        level=COMMITTEE,
        branches=len(committee.units) - len(known) + sum(1 if up.branches is None else up.branches for up in known),
        members=sum(up.members for up in known),
        vacant=tuple(sorted(post for up in known for post in up.vacant)),
        duties=_duties(known, today, len(committee.units) - len(known)),
        hours=_hours(known),
        attendance=_attendance(known),
        entries=_entries(known),
        visits=_visits(known),
        received=received_of(snapshot, today, pack),
        findings=findings_of(snapshot, today),
    )


def _duties(ups: Iterable[Up], today: date, silent: int) -> tuple[DutyCount, ...]:
    sums: dict[tuple[str, str, date], dict[str, int]] = {}
    for up in ups:
        for counts in counts_of(up, today).values():
            for one in counts:
                n = sums.setdefault(_key(one), {})
                for state, number in one.n.items():
                    n[str(state)] = n.get(str(state), 0) + number
    for (_, label, _), n in sums.items():
        if silent and periods.parse(label) is not None:
            n[State.UNKNOWN.value] = n.get(State.UNKNOWN.value, 0) + silent
    return tuple([DutyCount(rule=rule, period=period, due=due, n=n) for (rule, period, due), n in sums.items()])


def _key(count: DutyCount) -> tuple[str, str, date]:
    """Duties of one period stand together. Those of events, of which each branch has its own days, do so by the month
    that they are due in, as of its last day: else the sums of many branches are larger than a box takes.
    """
    if periods.parse(count.period) is not None:
        return count.rule, count.period, count.due
    last = periods.containing(count.due, Cadence.MONTH).end
    return count.rule, last.isoformat(), last


def _hours(ups: Iterable[Up]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for up in ups:
        for year, states in up.hours.items():
            n = found.setdefault(year, {})
            for state, number in states.items():
                n[state] = n.get(state, 0) + number
    return found


def _attendance(ups: Iterable[Up]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for up in ups:
        for month, (present, expected) in up.attendance.items():
            before = found.get(month, (0, 0))
            found[month] = before[0] + present, before[1] + expected
    return found


def _entries(ups: Iterable[Up]) -> dict[str, EntryCount]:
    found: dict[str, EntryCount] = {}
    for up in ups:
        for register, one in up.entries.items():
            before = found.get(register, EntryCount(open=0, overdue=0))
            found[register] = EntryCount(open=before.open + one.open, overdue=before.overdue + one.overdue)
    return found


def _visits(ups: Iterable[Up]) -> dict[str, int]:
    """Of the half-years of which every branch that has counts can tell."""
    told = [up.visits for up in ups]
    halves = [half for half in (told[0] if told else ()) if all(half in visits for visits in told)]
    return {half: sum(visits[half] for visits in told) for half in halves}
