"""Records as lines: the one that says a record again, and the one that proposes the next of its kind."""

from __future__ import annotations

from datetime import timedelta

from store import holidays, periods
from store.periods import Cadence
from store.records import CAME, Kind, Meeting, Result, TalkKind, TrainingForm, TrainingKind
from store.rules.figures import State
from widgets.kinds.registry import of_record
from widgets.quick_line import units
from widgets.quick_line.grammars import of_table
from widgets.quick_line.kinds import name_of, phrase, read_kind
from widgets.quick_line.notices import calendar_of
from widgets.quick_line.people import typed_person
from widgets.quick_line.reading import DUES, INSPECTION, LEAVE, MEETING, TALK, TRAINING, LineKind
from widgets.quick_line.tokens import split
from widgets.words.lexicon import LANGUAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from store.holidays import Calendar
    from store.periods import Period
    from store.record import Record
    from store.records import DuesMonth, Finding, Stored, Talk, Training
    from store.rules.figures import Duty
    from widgets.quick_line.reading import LineContext
    from widgets.sections.view import View

KIND_WORDS = {
    TrainingKind.PRE_POST: ("岗前", "pre-post"),
    TrainingKind.IN_SERVICE: ("在职", "in-service"),
    TrainingKind.STUDY_TOUR: ("考察学习", "tour"),
}
FORM_WORDS = {TrainingForm.COURSE: ("集中", "course"), TrainingForm.SELF: ("自学", "self-study")}
TALK_WORDS = {
    TalkKind.HEART: ("谈心谈话", "heart"),
    TalkKind.REMINDER: ("提醒谈话", "reminder"),
    TalkKind.CRITICISM: ("批评教育", "criticism"),
    TalkKind.VISIT: ("走访", "visit"),
    TalkKind.CONTACT: ("联系", "contact"),
}
RESULT_WORDS = {
    Result.EXECUTED: ("执行", "executed"),
    Result.PARTLY: ("部分执行", "partly"),
    Result.NOT_EXECUTED: ("未执行", "not-executed"),
}
JUDGED = {State.MET: Result.EXECUTED, State.MET_LATE: Result.PARTLY, State.OVERDUE: Result.NOT_EXECUTED}
"""What an inspection would say of a duty that stands so."""
LOOKED_BACK = 6
"""Sessions from which the usual day of a kind is learnt."""
AHEAD = 24
"""Periods that are looked through for one that has no session of the kind yet."""


def line_of(records: Sequence[Record], view: View, *, dated: bool = True, lang: str) -> str:
    """The line that makes the same record (several trainings of one event are one line), in the words of a language;
    without its day if told so.
    """
    kind = of_record(type(records[0]))
    grammar = of_table(kind.table) if kind is not None else None
    return grammar.line(records, view, dated, lang) if grammar is not None else ""


def spelled_out(line: str, context: LineContext, view: View, lang: str) -> str:
    """A line with what went without saying where it was begun: its kind, its group, the meeting that leave is from."""
    line_kind, session = context.line_kind, context.session
    tokens = [token.text for token in split(line)]
    first = next(iter(split(line)), None)
    if (
        first is None
        or phrase(tokens) is not None
        or line_kind is None
        or read_kind(first.text, view) is not None
        or (line_kind.grammar == MEETING and not line_kind.kinds)
    ):
        return line
    group = view.name(context.group) if context.group else ""
    meeting = (
        (session.day.isoformat(), session.time or "") if session is not None and line_kind.grammar == LEAVE else ()
    )
    return " ".join(part for part in (name_of(line_kind, lang), group, *meeting, line) if part)


def in_words(both: tuple[str, str], lang: str) -> str:
    """The Chinese or the English one of two words that the grammar reads alike."""
    return both[LANGUAGES[lang] == "en"]


def join_parts(parts: Iterable[str], text: str) -> str:
    """Parts, then a text behind a colon, where nothing in it can be taken for anything else."""
    line = " ".join(part for part in parts if part)
    text = " ".join(text.split("\n")) if "\n" in text else text
    return f"{line} ： {text}" if text else line


def meeting_line(records: Sequence[Meeting], view: View, dated: bool, lang: str) -> str:
    return _meeting(records[0], view, records[0].day if dated else None, lang)


def _meeting(record: Meeting, view: View, day: date | None, lang: str) -> str:
    makes_up = next((item.period for item in record.items if item.period), None)
    time = (record.time or "") + (f"-{record.end}" if record.time and record.end else "")
    parts = [
        name_of(LineKind(grammar=MEETING, kinds=record.kinds), lang),
        view.name(record.group) if record.group else "",
        day.isoformat() if day else "",
        time,
        f"@{word(record.place)}" if record.place else "",
        *(f"+{typed_person(guest, view)}" for guest in record.guests),
        *(f"#{word(tag)}" for tag in record.tags),
        *(f"%{id}" for id in record.about),
        f"{in_words(('补', 'for='), lang)}{makes_up}" if makes_up else "",
    ]
    return join_parts(parts, record.topic)


def training_line(records: Sequence[Training], view: View, dated: bool, lang: str) -> str:
    record = records[0]
    parts = [
        name_of(LineKind(grammar=TRAINING), lang),
        ",".join(typed_person(one.member, view) for one in records),
        f"{record.hours:g}{in_words(('学时', 'h'), lang)}",
        in_words(KIND_WORDS[record.kind], lang),
        in_words(FORM_WORDS[record.form], lang) if record.form in FORM_WORDS else "",
        record.day.isoformat() if dated else "",
        f"@{word(record.place)}" if record.place else "",
        *(f"#{word(tag)}" for tag in record.tags),
        *(f"%{id}" for id in record.about),
    ]
    return join_parts(parts, record.topic)


def inspection_line(records: Sequence[Finding], view: View, dated: bool, lang: str) -> str:
    record = records[0]
    duty = f"{record.rule}/{record.period}" + (f"/{record.subject}" if record.subject else "")
    parts = [
        name_of(LineKind(grammar=INSPECTION), lang),
        units.typed(record.unit, view) if record.unit else "",
        duty,
        in_words(RESULT_WORDS[record.result], lang),
        record.day.isoformat() if dated else "",
        f"!{record.due.isoformat()}" if record.due else "",
        f"+{typed_person(record.owner, view)}" if record.owner else "",
        *(f"#{word(tag)}" for tag in record.tags),
        *(f"%{id}" for id in record.about),
    ]
    return join_parts(parts, record.text)


def talk_line(records: Sequence[Talk], view: View, dated: bool, lang: str) -> str:
    record = records[0]
    parts = [
        name_of(LineKind(grammar=TALK), lang),
        typed_person(record.talker, view),
        typed_person(record.partner, view),
        record.day.isoformat() if dated else "",
        in_words(TALK_WORDS[record.kind], lang),
        f"@{word(record.place)}" if record.place else "",
        *(f"#{word(tag)}" for tag in record.tags),
        *(f"%{id}" for id in record.about),
    ]
    return join_parts(parts, record.note)


def dues_line(records: Sequence[DuesMonth], view: View, dated: bool, lang: str) -> str:
    who = ",".join(typed_person(id, view) for id in records[0].paid)
    return f"{name_of(LineKind(grammar=DUES), lang)} {who} {records[0].month if dated else ''}".rstrip()


def word(text: str) -> str:
    """A text as one token; what it is looked up by knows no spaces."""
    return "".join(c for c in text if not c.isspace())


def line_of_duty(duty: Duty, view: View, lang: str) -> str:
    """The line that notes what the records say of a duty, as an inspection would: executed, late, or not.

    Of one whose window is still open, that of the last period of the same rule which is judged; "" where there is none.
    """
    if duty.state not in JUDGED:
        past = [
            one
            for one in view.figures.execution
            if one.rule.id == duty.rule.id and one.subject == duty.subject and one.state in JUDGED
        ]
        last = max(past, key=lambda one: one.start, default=None)
        if last is None:
            return ""
        duty = last
    result = in_words(RESULT_WORDS[JUDGED[duty.state]], lang)
    return f"{name_of(LineKind(grammar=INSPECTION), lang)} {duty.key} {result}"


def line_of_attendance(meeting: Meeting, view: View, lang: str) -> tuple[str, str]:
    """The line of training for everyone who came to a session, in two parts between which the hours belong."""
    came = [id for id, status in (meeting.roll or {}).items() if status in CAME]
    who = ",".join(typed_person(id, view) for id in came)
    place = f" @{word(meeting.place)}" if meeting.place else ""
    return f"{name_of(LineKind(grammar=TRAINING), lang)} {who} ", join_parts(
        [f" {meeting.day.isoformat()}{place}"], meeting.main_topic
    )


def line_of_copy(record: Stored, view: View, lang: str) -> tuple[str, str]:
    """The line of a new record like this one: the same without its day; a meeting's is the next usual one, and what it
    would end in, its topic, stands apart: it is rarely the same again.
    """
    if not isinstance(record, Meeting):
        return line_of([record], view, dated=False, lang=lang), ""
    bare = record.but(topic="", guests=(), items=tuple(item.but(period=None) for item in record.items))
    return f"{_meeting(bare, view, next_usual(record, view), lang)} ", join_parts([""], record.topic).lstrip()


def next_usual(meeting: Meeting, view: View) -> date:
    """The first usual day, today or later, in a period that has no session of these kinds (and this group) yet.

    Usual is the weekday and its place in the month (second Wednesday) where most of the last sessions share one, else
    the day of the month. Where that day of the running period has gone, the same weekday later in it; never a holiday
    where another day is left. The period is that of the rule that asks for the first kind, else a month.
    """
    like = sorted(
        (one for one in view.snapshot.meetings.values() if one.kinds == meeting.kinds and one.group == meeting.group),
        key=lambda one: one.day,
    )
    taken = [one.day for one in like if one.day >= view.today - timedelta(days=400)]
    recent = [one.day for one in like if one.day <= max(view.today, meeting.day)][-LOOKED_BACK:] or [meeting.day]
    period = periods.containing(view.today, _cadence(meeting.kinds[0], view))
    for _ in range(AHEAD):
        if not any(day in period for day in taken):
            day = _in(period, recent, view.today, calendar_of(view))
            if day is not None:
                return day
        period = periods.shifted(period, 1)
    return view.today


def _cadence(kind: Kind, view: View) -> Cadence:
    rules = [rule for rule in view.pack.in_force(view.today) if rule.params.get("kind") == kind and rule.cadence]
    return next((rule.cadence for rule in rules if rule.cadence is not None), Cadence.MONTH)


def _in(period: Period, recent: Sequence[date], today: date, calendar: Calendar) -> date | None:
    """The usual day within a period, as far into it as the last session was into its own."""
    weekdays = [day.weekday() for day in recent]
    usual = max(set(weekdays), key=lambda one: (weekdays.count(one), one == weekdays[-1]))
    last = recent[-1]
    months = periods.MONTHS[period.cadence]
    month = period.start.month + (last.month - 1) % months
    first = period.start.replace(month=month, day=1)
    within = [first + timedelta(days=n) for n in range(31)]
    within = [day for day in within if day.month == month]
    if 2 * weekdays.count(usual) > len(weekdays):
        same = [day for day in within if day.weekday() == usual]
        nths = [(day.day - 1) // 7 for day in recent if day.weekday() == usual]
        nth = max(set(nths), key=lambda one: (nths.count(one), one == nths[-1]))
        wished = same[min(nth, len(same) - 1)]
    else:
        wished = within[min(last.day, len(within)) - 1]
    rest = [period.start + timedelta(days=n) for n in range((period.end - period.start).days + 1)]
    later = [day for day in rest if day > wished and day.weekday() == wished.weekday()]
    working = [day for day in rest if day > wished and day.weekday() < 5]
    free = [day for day in (wished, *later, *working) if day >= today]
    return next((day for day in free if calendar.kind(day)[0] != holidays.HOLIDAY), None)
