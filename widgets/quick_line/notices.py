"""What the preview warns of: holidays, a past day, two sessions at once, and the duties that this would close."""

from __future__ import annotations

from store import holidays
from store.folding import fold
from store.records import Status
from store.rejected import Rejected
from store.rules.evaluation import MET, NOTHING_TO_DO
from store.rules.institutions import execution
from store.snapshot import expected_at
from widgets.quick_line.reading import Notice, choices

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from store.edits import Edit
    from store.holidays import Calendar
    from store.record import Record
    from store.records import Meeting, Training
    from store.rules.figures import Duty
    from store.snapshot import Snapshot
    from widgets.quick_line.grammar import LineGrammar
    from widgets.sections.view import View

AN_HOUR = 60
"""Minutes that a session without an end is taken to last when two might be at once."""


def notices(grammar: LineGrammar, edit: Edit, records: Sequence[Record], view: View) -> Iterator[Notice]:
    """All that is worth knowing of an edit and the records that it makes."""
    if grammar.notices is not None:
        yield from grammar.notices(records, view)
    yield from _closes(edit, view)


def of_meeting(records: Sequence[Meeting], view: View) -> Iterator[Notice]:
    yield from _of_day(records[0].day, view)
    yield from _clashes(records[0], view)


def calendar_of(view: View) -> Calendar:
    """The working days that a branch goes by: its own over those shipped."""
    return view.pack.settings.get("calendar") or view.once("quick.calendar", lambda: holidays.calendar()[0])


def _of_day(day: date, view: View) -> Iterator[Notice]:
    if day < view.today:
        yield Notice(code="past", facts={"days": (view.today - day).days})
    kind, name = calendar_of(view).kind(day)
    if kind == holidays.HOLIDAY:
        yield Notice(code="holiday", facts={"holiday": name})
    elif kind == holidays.MAKEUP:
        yield Notice(code="makeup_day", facts={"holiday": name})
    elif kind == holidays.UNKNOWN:
        yield Notice(code="uncovered", facts={"year": day.year})


def _clashes(record: Meeting, view: View) -> Iterator[Notice]:
    """Sessions of the same day: the same kind and group again, the same place or the same people at the same time."""
    expected: set[str] | None = None
    for other in view.snapshot.meetings.values():
        if other.day != record.day:
            continue
        at_once = _at_once(record, other)
        if set(other.kinds) & set(record.kinds) and other.group == record.group:
            asks = at_once or None in (record.time, other.time)
            yield Notice(code="same_day", facts={"meeting": other}, asks=asks)
        if not at_once:
            continue
        if record.place and fold(record.place) == fold(other.place):
            yield Notice(code="same_place", facts={"meeting": other})
        if expected is None:
            expected = set(expected_at(view.snapshot, record)) | set(record.guests)
        both = [id for id in (*expected_at(view.snapshot, other), *other.guests) if id in expected]
        if both:
            names = choices([view.person(id) for id in both[:6]])
            yield Notice(code="same_people", facts={"meeting": other, "n": len(both), "names": names})


def _at_once(meeting: Meeting, other: Meeting) -> bool:
    """Whether two sessions of a day overlap; a time that nobody said overlaps nothing."""
    if meeting.time is None or other.time is None:
        return False
    start, end = _minutes(meeting)
    begins, ends = _minutes(other)
    return start < ends and begins < end


def _minutes(meeting: Meeting) -> tuple[int, int]:
    def of(time: str) -> int:
        return int(time[:2]) * 60 + int(time[3:5])

    start = of(meeting.time or "00:00")
    return start, of(meeting.end) if meeting.end else start + AN_HOUR


def of_training(records: Sequence[Training], view: View) -> Iterator[Notice]:
    """Training of the same people, day and topic that stands already: hours would count twice."""
    wanted = {(one.member, one.day, one.topic) for one in records}
    twice = [one.member for one in view.snapshot.training.values() if (one.member, one.day, one.topic) in wanted]
    if twice:
        yield Notice(
            code="again", facts={"names": choices([view.person(id) for id in dict.fromkeys(twice)])}, asks=True
        )


def _closes(edit: Edit, view: View) -> Iterator[Notice]:
    """The duties that were open and would be met: of a meeting, once its roll is taken with everyone present."""
    after = edit.apply(view.snapshot)
    if isinstance(after, Rejected):
        return
    day, later = _held(view.snapshot, after, view.today)
    before = _duties(view, day)
    closed = [
        one
        for one in execution(later, day, view.pack)
        if one.state in MET and one.key in before and before[one.key].state not in NOTHING_TO_DO
    ]
    if closed:
        code = "closes_held" if later is not after else "closes"
        yield Notice(code=code, facts={"duties": tuple(closed)})


def _duties(view: View, day: date) -> Mapping[str, Duty]:
    return view.once(("quick.duties", day), lambda: {one.key: one for one in execution(view.snapshot, day, view.pack)})


def _held(before: Snapshot, after: Snapshot, today: date) -> tuple[date, Snapshot]:
    """The snapshot as if the new meeting had been held with everyone there, on the first day when that can be."""
    held = {}
    day = today
    for id, meeting in after.meetings.items():
        if id not in before.meetings and meeting.roll is None:
            roll = dict.fromkeys(expected_at(after, meeting), Status.PRESENT)
            if roll:
                held[id] = meeting.but(roll=roll, roll_day=meeting.day)
                day = max(day, meeting.day)
    return (day, after.with_records({"meetings": held})) if held else (day, after)
