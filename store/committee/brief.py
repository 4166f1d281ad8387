"""The brief of what a unit says: counts that say of themselves no more than a board's first picture shows, and say that
alike – the usual columns over all that went up, what is overdue, terms, visits, answers – on any later day too.

It is worked out where the counts are written, so that a committee need not read all of them before it shows any.
"""

from __future__ import annotations

from store import periods
from store.committee.cells import OPEN
from store.committee.reminders import TERM
from store.packs.matrix import COLUMNS
from store.rules.figures import State

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from store.box.messages import DutyCount, Up
    from store.periods import Period

IDS = frozenset(one.id for one in COLUMNS)
SHOWS = " ".join(["1", *(one.id for one in COLUMNS)])
"""What a brief says that it shows: the usual columns, behind a number that rises when a first picture asks for more of
them. A board with other columns takes no such brief.
"""
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


def _duties(all: Iterable[DutyCount]) -> tuple[DutyCount, ...]:
    """In their order what may be another thing on another day, and of each rule the count of its last period, which
    tells what can't be known since; behind them the others of a rule as one.
    """
    asked = [one for one in all if one.rule in IDS or one.rule == TERM or one.n.get(State.OVERDUE)]
    last = {rule: _last(counts) for rule, counts in _by_rule(asked).items() if rule in IDS}
    kept: list[DutyCount] = []
    rest: list[DutyCount] = []
    for one in asked:
        stays = any(one.n.get(state) for state in LIVE) or one is last.get(one.rule)
        (kept if stays else rest).append(one)
    return (*kept, *_together(one for one in rest if one.rule in IDS))


def _by_rule(counts: Iterable[DutyCount]) -> dict[str, list[DutyCount]]:
    found: dict[str, list[DutyCount]] = {}
    for one in counts:
        found.setdefault(one.rule, []).append(one)
    return found


def _last(counts: Iterable[DutyCount]) -> DutyCount | None:
    known = [(period, one) for one in counts if (period := periods.parse(one.period)) is not None]
    return max(known, key=lambda pair: pair[0].end)[1] if known else None


def _together(counts: Iterable[DutyCount]) -> Iterator[DutyCount]:
    for same in _by_rule(counts).values():
        n: dict[str, int] = {}
        for one in same:
            for state, number in one.n.items():
                n[state] = n.get(state, 0) + number
        yield max(same, key=lambda one: one.due).but(n={state: number for state, number in n.items() if number})
