"""Meetings and due days as a calendar that every calendar program reads (RFC 5545): a few lines of text."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from store.rules.figures import State
from widgets.papers.formatter import PaperFormatter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.periods import Period
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Asia/Shanghai",
    "BEGIN:STANDARD",
    "DTSTART:19910915T000000",
    "TZOFFSETFROM:+0800",
    "TZOFFSETTO:+0800",
    "TZNAME:CST",
    "END:STANDARD",
    "END:VTIMEZONE",
)
OCTETS = 75
HOUR = timedelta(hours=1)


def calendar(view: View, words: Words, period: Period | None, at: datetime) -> str:
    """Meetings of a period (without one: from today on) and the last days of what is still due; `at` is now, in UTC."""
    told = PaperFormatter(view, words)
    stamp = f"DTSTAMP:{at:%Y%m%dT%H%M%SZ}"
    branch = view.snapshot.branch
    name = branch.name if branch else ""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//zhibu//zhibu//ZH", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [f"X-WR-CALNAME:{_escaped(name)}", *ZONE]
    first, last = (period.start, period.end) if period else (view.today, date.max)
    for meeting in sorted(view.snapshot.meetings.values(), key=lambda one: (one.day, one.time or "", one.id)):
        if first <= meeting.day <= last:
            kinds = told.join(words(f"kind.{kind}") for kind in meeting.kinds)
            topic = meeting.topic or next((item.topic for item in meeting.items if item.topic), "")
            lines += ["BEGIN:VEVENT", f"UID:{meeting.id}.{_key(name)}@zhibu", stamp]
            lines += _times(meeting.day, meeting.time, meeting.end)
            lines.append(f"SUMMARY:{_escaped(f'{kinds} {topic}'.strip())}")
            if meeting.place:
                lines.append(f"LOCATION:{_escaped(meeting.place)}")
            if meeting.agenda:
                lines.append(f"DESCRIPTION:{_escaped(chr(10).join(meeting.agenda))}")
            lines.append("END:VEVENT")
    for duty in view.figures.execution:
        if first <= duty.due <= last and duty.state in (State.UPCOMING, State.DUE_SOON, State.OVERDUE):
            subject = view.name(duty.subject) if duty.subject else ""
            what = f"{words.of(duty.rule.name)} {subject} {told.period(duty.period)}"
            lines += ["BEGIN:VEVENT", f"UID:{_key(duty.key)}.{_key(name)}@zhibu", stamp, *_times(duty.due, None, None)]
            lines += [f"SUMMARY:{_escaped(words('paper.calendar.due', what=what))}", "TRANSP:TRANSPARENT", "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _times(day: date, time: str | None, end: str | None) -> list[str]:
    """A whole day where no time is known; an hour where no end is."""
    if time is None:
        return [f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"]
    start = datetime.fromisoformat(f"{day.isoformat()}T{time}:00")
    ends = datetime.fromisoformat(f"{day.isoformat()}T{end}:00") if end and end > time else start + HOUR
    zone = "TZID=Asia/Shanghai"
    return [f"DTSTART;{zone}:{start:%Y%m%dT%H%M%S}", f"DTEND;{zone}:{ends:%Y%m%dT%H%M%S}"]


def _escaped(text: str) -> str:
    text = "".join(character for character in text if character >= " " or character == "\n")
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _key(text: str) -> str:
    return text.encode().hex() if not text.isascii() else "".join(c if c.isalnum() else "-" for c in text)


def _folded(line: str) -> str:
    """Lines of at most 75 octets, broken between characters."""
    pieces: list[str] = []
    room, piece = OCTETS, ""
    for character in line:
        octets = len(character.encode())
        if octets > room:
            pieces.append(piece)
            room, piece = OCTETS - 1, ""
        piece += character
        room -= octets
    return "\r\n ".join([*pieces, piece])
