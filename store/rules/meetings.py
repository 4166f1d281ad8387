"""The panel of meetings: what comes, what the rules require and nobody has scheduled, what is past and unfinished."""

from __future__ import annotations

from itertools import islice

from store import periods
from store.records import Item, Kind, Meeting
from store.rules import index as indexes
from store.rules.figures import Duty, MeetingRow, RowReason, State
from store.rules.lazy_figures import lazily
from store.snapshot import expected_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from store.snapshot import Snapshot


def gatherings(snapshot: Snapshot, today: date, duties: Iterable[Duty]) -> Sequence[MeetingRow]:
    """Coming meetings by time, then required ones that nobody has scheduled by the last day for them, then past ones
    without roll call or minutes, the latest first. A meeting of today comes until its roll is taken.
    """
    index = indexes.of(snapshot)
    coming = [meeting for meeting in index.open if meeting.day >= today]
    coming += [meeting for meeting in index.held if meeting.day > today]
    coming.sort(key=_when)
    asked = sorted(unscheduled(snapshot, today, duties), key=lambda one: one.due)
    past = [meeting for meeting in index.open if meeting.day < today]
    past += [meeting for meeting in index.held if meeting.day <= today and not _has_minutes(meeting)]
    past.sort(key=_when, reverse=True)
    rows: list[tuple[RowReason, Meeting | Duty]] = [(RowReason.COMING, meeting) for meeting in coming]
    rows += ((RowReason.UNSCHEDULED, one) for one in asked)
    rows += ((RowReason.UNFINISHED, meeting) for meeting in past)
    return lazily(rows, lambda row: _gathering(snapshot, *row))


def _when(meeting: Meeting) -> tuple[date, str, str]:
    return meeting.day, meeting.time or "", meeting.id


def _gathering(snapshot: Snapshot, place: RowReason, what: Meeting | Duty) -> MeetingRow:
    if isinstance(what, Duty):
        return MeetingRow(place=place, duty=what, day=what.due, expected=_expected(snapshot, what))
    lacking = _lacks(what) if place is RowReason.UNFINISHED else ()
    expected = len(expected_at(snapshot, what))
    return MeetingRow(place=place, meeting=what.id, day=what.day, expected=expected, lacks=lacking)


def unscheduled(snapshot: Snapshot, today: date, duties: Iterable[Duty]) -> list[Duty]:
    """Open duties of running windows that ask for a session, for which too few are planned or wait for their roll."""
    found = []
    for one in duties:
        if one.state in (State.UPCOMING, State.DUE_SOON) and one.start <= today and "kind" in one.rule.params:
            lacking = one.facts.get("needed", 1) - one.facts.get("count", 0)
            if len(list(islice(planned(snapshot, one), max(0, lacking)))) < lacking:
                found.append(one)
    return found


def planned(snapshot: Snapshot, one: Duty) -> Iterator[Meeting]:
    """Meetings without roll that would meet a duty once it is taken."""
    there = indexes.of(snapshot).waiting.get(one.rule.params["kind"], ())
    return (meeting for meeting in there if answers(meeting, one))


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
