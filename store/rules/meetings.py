"""The panel of meetings: what comes, what the rules require and nobody has scheduled, what is past and unfinished."""

from __future__ import annotations

from datetime import timedelta
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


RECENT = 45
"""Days for which a session without minutes stands among what needs a hand; after them it stands last."""


def gatherings(snapshot: Snapshot, today: date, duties: Iterable[Duty]) -> Sequence[MeetingRow]:
    """What needs a hand first: today's meetings (one of today comes until its roll is taken), past ones without roll
    call, then without minutes, required ones that nobody has scheduled in the last days of their period; then the
    coming ones and the other unscheduled ones by date; at last older ones without minutes.
    """
    index = indexes.of(snapshot)
    rows: list[tuple[RowReason, Meeting | Duty]] = []
    rows += [(RowReason.COMING, meeting) for meeting in index.open if meeting.day == today]
    rows += [(RowReason.UNFINISHED, meeting) for meeting in index.open if meeting.day < today]
    bare = [meeting for meeting in index.held if meeting.day <= today and not has_minutes(meeting)]
    rows += [(RowReason.UNFINISHED, meeting) for meeting in recent(bare, today)]
    asked = sorted(unscheduled(snapshot, today, duties), key=lambda one: one.due)
    rows += [(RowReason.UNSCHEDULED, one) for one in asked if one.state is State.DUE_SOON]
    coming: list[tuple[RowReason, Meeting | Duty]]
    coming = [(RowReason.COMING, meeting) for meeting in (*index.open, *index.held) if meeting.day > today]
    coming += [(RowReason.UNSCHEDULED, one) for one in asked if one.state is not State.DUE_SOON]
    rows += sorted(coming, key=lambda row: _order(row[1]))
    kept = {meeting.id for meeting in recent(bare, today)}
    rows += [(RowReason.UNFINISHED, meeting) for meeting in reversed(bare) if meeting.id not in kept]
    return lazily(rows, lambda row: _gathering(snapshot, *row))


def recent(meetings: Iterable[Meeting], today: date) -> list[Meeting]:
    """Those of the last days up to today."""
    first = today - timedelta(days=RECENT)
    return [meeting for meeting in meetings if first <= meeting.day <= today]


def _order(what: Meeting | Duty) -> tuple[date, bool, str, str]:
    """By day, meetings before duties, by their hour."""
    if isinstance(what, Meeting):
        return what.day, False, what.time or "", what.id
    return what.due, True, "", what.key


def _gathering(snapshot: Snapshot, place: RowReason, what: Meeting | Duty) -> MeetingRow:
    if isinstance(what, Duty):
        return MeetingRow(place=place, duty=what, day=what.due, expected=_expected(snapshot, what))
    lacking = _lacks(what) if place is RowReason.UNFINISHED else ()
    expected = len(expected_at(snapshot, what))
    return MeetingRow(place=place, meeting=what.id, day=what.day, expected=expected, lacks=lacking)


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
    group = duty.subject if duty.rule.params.get("each") == "group" else None
    items = (Item(kind=Kind(duty.rule.params["kind"])),)
    return len(expected_at(snapshot, Meeting(id="", day=duty.due, items=items, group=group)))


def has_minutes(meeting: Meeting) -> bool:
    """Whether anything of what was said is written down."""
    return bool(meeting.minutes) or any(item.content for item in meeting.items)


def _lacks(meeting: Meeting) -> tuple[str, ...]:
    return (() if meeting.held else ("roll",)) + (() if has_minutes(meeting) else ("minutes",))
