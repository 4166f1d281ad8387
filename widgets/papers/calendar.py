"""Meetings and due days as a calendar that every calendar program reads (RFC 5545), written by `icalendar`.

A program that reads the file again finds its events by their UIDs, and takes what has a later SEQUENCE for the change
that it is: of a meeting the revision that last stored it, of a due day that of the branch.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from hashlib import sha256

from store.rules.evaluation import OPEN
from widgets.display import shown
from widgets.papers.formatter import PaperFormatter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from store.periods import Period
    from store.records import Meeting
    from store.rules.figures import Duty
    from store.snapshot import Snapshot
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

ZONE = "Asia/Shanghai"
SINCE = date(1992, 1, 1)
"""From here on there has been no summer time to tell of."""
HOUR = timedelta(hours=1)


def calendar(view: View, words: Words, period: Period | None, at: datetime) -> str:
    """Meetings of a period (without one: from today on) and the last days of what is still due; `at` is now, in UTC."""
    from icalendar import Calendar

    formatter = PaperFormatter(view, words)
    snapshot = view.snapshot
    made = Calendar()
    head = {"version": "2.0", "prodid": "-//zhibu//zhibu//ZH", "calscale": "GREGORIAN", "method": "PUBLISH"}
    for name, value in {**head, "x-wr-calname": _text(snapshot.branch.name if snapshot.branch else "")}.items():
        made.add(name, value)
    whose, changed = _calendar_id(snapshot), _changed(snapshot, at)
    first, last = (period.start, period.end) if period else (view.today, date.max)
    for meeting in sorted(snapshot.meetings.values(), key=lambda one: one.order):
        if first <= meeting.day <= last:
            made.add_component(_meeting(formatter, meeting, f"{whose}{meeting.id}", at))
    for duty in view.figures.execution:
        if first <= duty.due <= last and duty.state in OPEN:
            made.add_component(_due(formatter, duty, f"{whose}{duty.key}", at, changed))
    made.add_missing_timezones(first_date=SINCE)
    return str(made.to_ical().decode())


def _event(key: str, at: datetime, sequence: int, changed: datetime, summary: str) -> Any:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{sha256(key.encode()).hexdigest()[:32]}@zhibu")
    event.add("dtstamp", at)
    event.add("last-modified", changed)
    event.add("sequence", sequence)
    event.add("summary", _text(summary))
    return event


def _meeting(formatter: PaperFormatter, meeting: Meeting, key: str, at: datetime) -> Any:
    kinds = formatter.join(formatter.words(f"kind.{kind}") for kind in meeting.kinds)
    event = _event(key, at, meeting.rev, _moment(meeting.at, at), f"{kinds} {meeting.main_topic}".strip())
    for name, moment in zip(("dtstart", "dtend"), _times(meeting), strict=True):
        event.add(name, moment)
    if meeting.place:
        event.add("location", _text(meeting.place))
    if meeting.agenda:
        event.add("description", _text("\n".join(meeting.agenda)))
    return event


def _due(formatter: PaperFormatter, duty: Duty, key: str, at: datetime, changed: datetime) -> Any:
    subject = formatter.subject(duty.subject) if duty.subject else ""
    parts = (formatter.words.of(duty.rule.name), subject, formatter.period(duty.period))
    said = formatter.words("paper.calendar.due", what=" ".join(part for part in parts if part))
    event = _event(key, at, formatter.view.snapshot.revision, changed, said)
    event.add("dtstart", duty.due)
    event.add("dtend", duty.due + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _times(meeting: Meeting) -> tuple[date, date]:
    """A whole day where no time is known; an hour where no end is."""
    if meeting.time is None:
        return meeting.day, meeting.day + timedelta(days=1)
    from zoneinfo import ZoneInfo

    def moment(clock: str) -> datetime:
        return datetime.fromisoformat(f"{meeting.day.isoformat()}T{clock}:00").replace(tzinfo=ZoneInfo(ZONE))

    start = moment(meeting.time)
    return start, moment(meeting.end) if meeting.end and meeting.end > meeting.time else start + HOUR


def _calendar_id(snapshot: Snapshot) -> str:
    """What tells the events of two branches apart and outlives another name: the day of foundation, where known."""
    branch = snapshot.branch
    if branch is None:
        return ""
    return f"{branch.id} {branch.founded or branch.name} {branch.records_since} "


def _changed(snapshot: Snapshot, at: datetime) -> datetime:
    """When anything was last stored."""
    last = max((one.at for records in snapshot.tables.values() for one in records.values()), default="")
    return _moment(last, at)


def _moment(text: str, otherwise: datetime) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return otherwise
    return moment if moment.tzinfo is None else moment.astimezone(otherwise.tzinfo)


def _text(text: str) -> str:
    """Line by line as it is shown: a calendar has no place for controls."""
    return "\n".join(map(shown, text.split("\n")))
