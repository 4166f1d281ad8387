"""Agreed matters (议定事项) of meetings that are not done yet: each has an owner and, mostly, a day."""

from __future__ import annotations

from datetime import date
from itertools import takewhile

from store.periods import SOON_DAYS
from store.rules.figures import FindingState, Matter
from store.rules.lazy_figures import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from store.snapshot import Snapshot


def matters(snapshot: Snapshot, today: date) -> Sequence[Matter]:
    """Overdue ones by date, then open ones by date, undated last."""
    rows = [
        (decision.due is None or decision.due >= today, decision.due or date.max, meeting.day, meeting.id, place)
        for meeting in snapshot.meetings.values()
        if meeting.decisions
        for place, decision in enumerate(meeting.decisions)
        if decision.done is None or decision.done > today
    ]
    rows.sort()
    return lazily(rows, lambda row: _matter(snapshot, row[0], row[3], row[4]))


def _matter(snapshot: Snapshot, in_time: bool, meeting: str, place: int) -> Matter:
    decision = snapshot.meetings[meeting].decisions[place]
    state = FindingState.OPEN if in_time else FindingState.OVERDUE
    return Matter(meeting=meeting, place=place, decision=decision, state=state)


def due_soon(matters: Iterable[Matter], today: date) -> list[Matter]:
    """Those whose day is within `SOON_DAYS`; what has none never is."""
    return [
        one
        for one in matters
        if one.state is FindingState.OPEN and (due := one.decision.due) is not None and (due - today).days < SOON_DAYS
    ]


def overdue(matters: Iterable[Matter]) -> list[Matter]:
    """Those of all matters, which stand first, whose day is over."""
    return list(takewhile(lambda one: one.state is FindingState.OVERDUE, matters))
