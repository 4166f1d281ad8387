"""The panel of meetings: what comes, what the rules require and nobody has scheduled, what is past and unfinished."""

from __future__ import annotations

from store import periods
from store.records import Item, Kind, Meeting
from store.rules import index as indexes
from store.rules.figures import Gathering, Place, State
from store.snapshot import expected_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from store.rules.figures import Duty
    from store.snapshot import Snapshot


def gatherings(snapshot: Snapshot, today: date, duties: Iterable[Duty]) -> tuple[Gathering, ...]:
    """Coming meetings by time, then required ones that nobody has scheduled by the last day for them, then past ones
    without roll call or minutes, the latest first. A meeting of today comes until its roll is taken.
    """
    index = indexes.of(snapshot)
    coming = [meeting for meeting in index.open if meeting.day >= today]
    coming += [meeting for meeting in index.held if meeting.day > today]
    rows = [
        Gathering(place=Place.COMING, meeting=m.id, day=m.day, expected=len(expected_at(snapshot, m)))
        for m in sorted(coming, key=lambda m: (m.day, m.time or "", m.id))
    ]
    rows += [
        Gathering(place=Place.UNSCHEDULED, duty=one, day=one.due, expected=_expected(snapshot, one))
        for one in sorted(unscheduled(snapshot, today, duties), key=lambda one: one.due)
    ]
    past = [meeting for meeting in index.open if meeting.day < today]
    past += [meeting for meeting in index.held if meeting.day <= today and not _has_minutes(meeting)]
    rows += [
        Gathering(
            place=Place.UNFINISHED, meeting=m.id, day=m.day, expected=len(expected_at(snapshot, m)), lacks=_lacks(m)
        )
        for m in sorted(past, key=lambda m: (m.day, m.time or "", m.id), reverse=True)
    ]
    return tuple(rows)


def unscheduled(snapshot: Snapshot, today: date, duties: Iterable[Duty]) -> list[Duty]:
    """Open duties of running windows that ask for a session, for which too few are planned or wait for their roll."""
    found = []
    for one in duties:
        if one.state in (State.UPCOMING, State.DUE_SOON) and one.start <= today and "kind" in one.rule.params:
            held = one.facts.get("count", 0)
            if held + len(planned(snapshot, one)) < one.facts.get("needed", 1):
                found.append(one)
    return found


def planned(snapshot: Snapshot, one: Duty) -> list[Meeting]:
    """Meetings without roll that would meet a duty once it is taken."""
    return [meeting for meeting in indexes.of(snapshot).open if answers(meeting, one)]


def answers(meeting: Meeting, one: Duty) -> bool:
    """Whether a meeting, once held, would count for a duty."""
    params = one.rule.params
    if params.get("each") == "group" and meeting.group != one.subject:
        return False
    period = periods.parse(one.period)
    for item in meeting.items:
        if item.kind != params["kind"] or period is None:
            continue
        named = periods.parse(item.period) if item.period is not None else None
        if named is not None:
            if period.start <= named.start and named.end <= period.end:
                return True
        elif item.period is None and meeting.day in period:
            return True
    return False


def _expected(snapshot: Snapshot, one: Duty) -> int:
    """How many a session that a duty asks for would expect on the last day for it."""
    group = one.subject if one.rule.params.get("each") == "group" else None
    items = (Item(kind=Kind(one.rule.params["kind"])),)
    return len(expected_at(snapshot, Meeting(id="", day=one.due, items=items, group=group)))


def _has_minutes(meeting: Meeting) -> bool:
    return bool(meeting.minutes) or any(item.content for item in meeting.items)


def _lacks(meeting: Meeting) -> tuple[str, ...]:
    return (() if meeting.held else ("roll",)) + (() if _has_minutes(meeting) else ("minutes",))
