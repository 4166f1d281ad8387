"""Agreed matters (议定事项) of meetings that are not done yet: each has an owner and, mostly, a day."""

from __future__ import annotations

from datetime import date

from store.rules.figures import FindingState, Matter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.records import Decision
    from store.snapshot import Snapshot


def matters(snapshot: Snapshot, today: date) -> tuple[Matter, ...]:
    """Overdue ones by date, then open ones by date, undated last."""
    found = [
        Matter(meeting=meeting.id, place=place, decision=decision, state=_state(decision, today))
        for meeting in snapshot.meetings.values()
        if meeting.decisions
        for place, decision in enumerate(meeting.decisions)
        if decision.done is None or decision.done > today
    ]
    found.sort(
        key=lambda one: (
            one.state is not FindingState.OVERDUE,
            one.decision.due or date.max,
            snapshot.meetings[one.meeting].day,
            one.meeting,
            one.place,
        )
    )
    return tuple(found)


def _state(decision: Decision, today: date) -> FindingState:
    return FindingState.OVERDUE if decision.due is not None and decision.due < today else FindingState.OPEN
