"""The panel of meetings: what comes, what the rules require and nobody has scheduled, what is past and unfinished."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice

from store import periods
from store.records import Item, Kind, Meeting
from store.rules import index as indexes
from store.rules.figures import Duty, MeetingRow, State
from store.rules.lazy_figures import lazily
from store.snapshot import expected_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from store.snapshot import Snapshot


RECENT = 45
"""Days for which a session without minutes stands among what needs a hand; after them it stands last."""


def gatherings(snapshot: Snapshot, today: date, duties: Iterable[Duty]) -> Sequence[MeetingRow]:
    """What needs a hand first: today's meetings (one of today comes until its roll is taken), past ones without roll
    call, then without minutes, required ones that nobody has scheduled in the last days of their period; then the
    coming ones and the other unscheduled ones by date; at last older ones without minutes.
    """
    index = indexes.of(snapshot)
    rows: list[Meeting | Duty] = [meeting for meeting in index.open if meeting.day == today]
    rows += [meeting for meeting in index.open if meeting.day < today]
    bare = [meeting for meeting in index.held if meeting.day <= today and not has_minutes(meeting)]
    rows += recent(bare, today)
    asked = sorted(unscheduled(snapshot, today, duties), key=lambda one: one.due)
    rows += [one for one in asked if one.state is State.DUE_SOON]
    coming: list[Meeting | Duty] = [one for one in (*index.open, *index.held) if one.day > today]
    coming += [one for one in asked if one.state is not State.DUE_SOON]
    rows += sorted(coming, key=_order)
    kept = {meeting.id for meeting in recent(bare, today)}
    rows += [meeting for meeting in reversed(bare) if meeting.id not in kept]
    return lazily(rows, lambda one: meeting_row(snapshot, today, one))


def recent(meetings: Iterable[Meeting], today: date) -> list[Meeting]:
    """Those of the last days up to today."""
    first = today - timedelta(days=RECENT)
    return [meeting for meeting in meetings if first <= meeting.day <= today]


def _order(row: Meeting | Duty) -> tuple[date, bool, str, str]:
    """By day, meetings before duties, by their hour."""
    if isinstance(row, Meeting):
        return row.day, False, row.time or "", row.id
    return row.due, True, "", row.key


def meeting_row(snapshot: Snapshot, today: date, of: Meeting | Duty) -> MeetingRow:
    """The row of a meeting, or of a duty that asks for one which nobody has scheduled."""
    if isinstance(of, Duty):
        return MeetingRow(duty=of, day=of.due, expected=_expected(snapshot, of))
    expected = len(expected_at(snapshot, of))
    return MeetingRow(meeting=of.id, day=of.day, expected=expected, lacks=_lacks(of, today))


def unscheduled(snapshot: Snapshot, today: date, duties: Iterable[Duty]) -> list[Duty]:
    """Open duties of running windows that ask for a session, for which too few are planned or wait for their roll."""
    lacking_duties = []
    for duty in duties:
        if duty.state in (State.UPCOMING, State.DUE_SOON) and duty.start <= today and "kind" in duty.rule.params:
            lacking = duty.facts.get("needed", 1) - duty.facts.get("count", 0)
            if len(list(islice(planned(snapshot, duty), max(0, lacking)))) < lacking:
                lacking_duties.append(duty)
    return lacking_duties


def planned(snapshot: Snapshot, duty: Duty) -> Iterator[Meeting]:
    """Meetings without roll that would meet a duty once it is taken."""
    there = indexes.of(snapshot).waiting.get(duty.rule.params["kind"], ())
    return (meeting for meeting in there if answers(meeting, duty))


def answers(meeting: Meeting, duty: Duty) -> bool:
    """Whether a meeting, once held, would count for a duty."""
    params = duty.rule.params
    if params.get("each") == "group" and meeting.group != duty.subject:
        return False
    if "tag" in params and params["tag"] not in meeting.tags:
        return False
    period = periods.parse(duty.period)
    for item in meeting.items:
        if item.kind != params["kind"] or period is None or params.get("form", item.form) != item.form:
            continue
        named = periods.parse(item.period) if item.period is not None else None
        if named is not None:
            if period.start <= named.start and named.end <= period.end:
                return True
        elif item.period is None and meeting.day in period:
            return True
    return False


def _expected(snapshot: Snapshot, duty: Duty) -> int:
    """How many a session that a duty asks for would expect on the last day for it."""
    items = (Item(kind=Kind(duty.rule.params["kind"])),)
    return len(expected_at(snapshot, Meeting(id="", day=duty.due, items=items, group=duty.group)))


def has_minutes(meeting: Meeting) -> bool:
    """Whether anything of what was said is written down."""
    return bool(meeting.minutes) or any(item.content for item in meeting.items)


def _lacks(meeting: Meeting, today: date) -> tuple[str, ...]:
    """What a meeting that has been still needs; one of today has been once its roll is taken."""
    if meeting.day > today or (meeting.day == today and not meeting.held):
        return ()
    return (() if meeting.held else ("roll",)) + (() if has_minutes(meeting) else ("minutes",))
