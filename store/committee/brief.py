"""The brief of what a unit says: counts that say of themselves no more than a board's first picture shows, and say that
alike – the usual columns over all that went up, what is overdue longest, terms, visits, answers – on any other day too.

It is worked out where the counts are written, so that a committee need not read all of them before it shows any.
"""

from __future__ import annotations

from datetime import date

from store import periods
from store.committee.cells import OPEN
from store.committee.reminders import TERM
from store.packs.matrix import COLUMNS
from store.rules.figures import State

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from store.box.messages import DutyCount, Up
    from store.periods import Period

    Place = tuple[int, DutyCount]
    """A count, and where it stands among the others."""

IDS = frozenset(one.id for one in COLUMNS)
SHOWS = " ".join(["1", *(one.id for one in COLUMNS)])
"""What a brief says that it shows: the usual columns, behind a number that rises when a first picture asks for more of
them. A board with other columns takes no such brief.
"""
RULES = IDS | {TERM}
LIVE = OPEN | {State.OVERDUE}
"""States whose meaning depends on the day on which they are read."""


def is_shown(columns: Collection[str], period: Period | None) -> bool:
    """Whether a brief says what is to be seen: some of the usual columns, over all that went up."""
    return period is None and IDS.issuperset(columns)


def brief_of(up: Up) -> Up:
    return up.but(
        shows=SHOWS,
        duties=_duties(up.duties),
        hours={},
        attendance={},
        entries={id: count for id, count in up.entries.items() if id in IDS},
        targets=None,
    )


def _duties(all: Sequence[DutyCount]) -> tuple[DutyCount, ...]:
    """In their order. Of the columns' rules what may be another thing on another day stands alone, the others of a rule
    together; of all that is overdue what fell due first is there, of whatever rule.
    """
    first = min((one for one in all if one.n.get(State.OVERDUE)), key=lambda one: one.due, default=None)
    found: list[Place] = []
    done: dict[str, list[Place]] = {}
    for place in enumerate(all):
        one = place[1]
        if one is first or (one.rule in RULES and any(one.n.get(state) for state in LIVE)):
            found.append(place)
        elif one.rule in IDS:
            done.setdefault(one.rule, []).append(place)
    for same in done.values():
        found += _together(same)
    return tuple([one for _, one in sorted(found, key=lambda place: place[0])])


def _together(same: Sequence[Place]) -> Iterator[Place]:
    """One count of several, of their last period. One that says of that only that the rule did not apply stands alone:
    what can't be known since follows from it.
    """
    last = max(same, key=lambda place: _end(place[1]))
    if not set(last[1].n) - {State.NA}:
        yield last
        same = [place for place in same if place is not last]
    if same:
        at, count = max(same, key=lambda place: _end(place[1]))
        yield at, count.but(n=_sum(one for _, one in same))


def _end(count: DutyCount) -> date:
    period = periods.parse(count.period)
    return period.end if period is not None else date.min


def _sum(counts: Iterable[DutyCount]) -> dict[str, int]:
    n: dict[str, int] = {}
    for one in counts:
        for state, number in one.n.items():
            n[state] = n.get(state, 0) + number
    return n
