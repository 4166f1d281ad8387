"""The cells of one unit: the worst state of each institution and how many duties stand in it, as known today.

Counts are as old as they are. What was open then and has fallen due since is unknown, never overdue, and so is each
period that they can't speak of: that has ended since, or did so before they begin.
"""

from __future__ import annotations

from store import periods
from store.box.messages import BACK, DutyCount
from store.committee.figures import UnitCell
from store.committee.remembered import remembered
from store.rules.evaluation import months_after
from store.rules.figures import State
from store.rules.institutions import RANK, SPAN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from store.box.messages import EntryCount, Up
    from store.packs.matrix import MatrixColumn
    from store.periods import Period

OPEN = frozenset({State.UPCOMING, State.DUE_SOON})
STATES = frozenset(State)
OVERDUE = State.OVERDUE.value
"""As a text, which is looked up in half the time."""


@remembered
def cells_of(up: Up, columns: tuple[MatrixColumn, ...], today: date, period: Period | None) -> dict[str, UnitCell]:
    """By column; of one period, or of all that went up."""
    by_rule = counts_of(up, today, period, frozenset(one.id for one in columns))
    return {
        one.id: _entries(up.entries[one.id]) if one.id in up.entries else _duties(by_rule.get(one.id, ()))
        for one in columns
    }


def overdue_of(up: Up, today: date) -> tuple[DutyCount, ...]:
    """The counts in which something is overdue; of a clock that was ahead, what is so by today."""
    late = tuple([one for one in up.duties if one.n.get(OVERDUE)])
    return late if up.as_of <= today else tuple([one for one in late if one.due < today])


def unknown_cells(columns: Sequence[MatrixColumn], code: str) -> dict[str, UnitCell]:
    """Those of a unit whose counts could not be read."""
    return {one.id: UnitCell(state=State.UNKNOWN, code=code) for one in columns}


def counts_of(
    up: Up, today: date, period: Period | None = None, rules: Collection[str] | None = None
) -> dict[str, list[DutyCount]]:
    """The counts of each rule, or of some `rules`, as known today, by period, with the periods of which nobody can tell
    yet; those of one period are all that have a day in it.
    """
    by_rule = counts_since(up, today, up.as_of if period is None else period.start, rules)
    if period is None:
        return by_rule
    return {rule: [one for one in counts if _within(one, period)] for rule, counts in by_rule.items()}


def counts_since(up: Up, today: date, since: date, rules: Collection[str] | None = None) -> dict[str, list[DutyCount]]:
    """The same, all that went up; where somebody asks for what was before, the periods `since` that day with them."""
    by_rule: dict[str, list[DutyCount]] = {}
    for one in up.duties:
        if rules is None or one.rule in rules:
            by_rule.setdefault(one.rule, []).append(known_today(one, today))
    if up.as_of < today:
        for counts in by_rule.values():
            counts += _since(counts, up.as_of, today)
    if up.as_of > today:
        by_rule = {rule: [_not_yet(one, today) for one in counts] for rule, counts in by_rule.items()}
    first = periods.containing(months_after(up.as_of, -BACK), periods.Cadence.QUARTER).start
    if since < first:
        for counts in by_rule.values():
            counts += _before(counts, since, first)
    return by_rule


def known_today(count: DutyCount, today: date) -> DutyCount:
    """A count with what was open and has fallen due since as unknown, and states of a newer program too."""
    if STATES.issuperset(count.n) and (count.due >= today or OPEN.isdisjoint(count.n)):
        return count
    n: dict[str, int] = {}
    for said, number in count.n.items():
        state = state_called(said)
        if state in OPEN and count.due < today:
            state = State.UNKNOWN
        n[state] = n.get(state, 0) + number
    return count.but(n=n)


def state_called(name: str) -> State:
    try:
        return State(name)
    except ValueError:
        return State.UNKNOWN


def _since(counts: Sequence[DutyCount], as_of: date, today: date) -> list[DutyCount]:
    """The periods that have ended since the counts were made, of a rule that applied in the last one they speak of."""
    known = [(period, one) for one in counts if (period := periods.parse(one.period)) is not None]
    if not known:
        return []
    last, one = max(known, key=lambda pair: pair[0].end)
    if not set(one.n) - {State.NA}:
        return []
    first = max(as_of, months_after(today, -SPAN), last.end + periods.ONE_DAY)
    ended = [period for period in periods.between(first, today, last.cadence) if period.end < today]
    return [DutyCount(rule=one.rule, period=p.label, due=p.end, n={State.UNKNOWN: 1}) for p in ended]


def _not_yet(count: DutyCount, today: date) -> DutyCount:
    """A count made on a day that is still to come: what is not due yet can't be overdue."""
    if count.due < today or not count.n.get(State.OVERDUE):
        return count
    n: dict[str, int] = {}
    for state, number in count.n.items():
        said = State.UNKNOWN if state == State.OVERDUE else state
        n[said] = n.get(said, 0) + number
    return count.but(n=n)


def _before(counts: Sequence[DutyCount], since: date, first: date) -> list[DutyCount]:
    """The periods that ended before the counts begin, of a rule that applied in the first one they speak of."""
    known = [(period, one) for one in counts if (period := periods.parse(one.period)) is not None]
    if not known:
        return []
    earliest, one = min(known, key=lambda pair: pair[0].start)
    if not set(one.n) - {State.NA}:
        return []
    found = periods.between(since, min(first, earliest.start) - periods.ONE_DAY, earliest.cadence)
    return [DutyCount(rule=one.rule, period=p.label, due=p.end, n={State.UNKNOWN: 1}) for p in found if p.end < first]


def _within(count: DutyCount, period: Period) -> bool:
    own = periods.parse(count.period)
    if own is None:
        return count.due in period
    return own.start <= period.end and period.start <= own.end


def _duties(counts: Sequence[DutyCount]) -> UnitCell:
    worst, n = worst_of(counts)
    ordered = sorted(counts, key=lambda one: (one.due, one.period))
    return UnitCell(state=worst, n=n, counts=tuple(ordered))


def worst_of(counts: Iterable[DutyCount]) -> tuple[State, int]:
    """The state that comes first of all, and how many duties stand in it; not applicable where there are none."""
    sums = sums_of(counts)
    worst = min(sums, key=RANK.__getitem__, default=State.NA)
    return worst, sums.get(worst, 0)


def sums_of(counts: Iterable[DutyCount]) -> dict[State, int]:
    """How many duties stand in each state, where any do; the counts are those `known_today`."""
    sums: dict[State, int] = {}
    for one in counts:
        for said, number in one.n.items():
            if number:
                sums[State(said)] = sums.get(State(said), 0) + number
    return sums


def _entries(count: EntryCount) -> UnitCell:
    """A register's: what is overdue, else what runs, else that all is closed."""
    if count.overdue:
        return UnitCell(state=State.OVERDUE, n=count.overdue)
    return UnitCell(state=State.UPCOMING, n=count.open) if count.open else UnitCell(state=State.MET)
