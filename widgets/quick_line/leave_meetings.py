"""Which meeting leave is from: by its day and who is expected there, by its kind or time where that is not enough."""

from __future__ import annotations

from store.packs.rule import text
from store.record import Record
from store.snapshot import expected_at
from widgets.quick_line.kinds import name_of
from widgets.quick_line.reading import MEETING, LineKind
from widgets.words.lexicon import BOTH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from store.records import Kind, Meeting
    from widgets.quick_line.reading import TokenPool
    from widgets.sections.view import View


class TypedMeeting(Record):
    """What a line says of the meeting: kinds of it, a time, all of its day; and the day itself."""

    day: date | None
    time: str | None
    kinds: tuple[Kind, ...]
    all_day: bool


def find_meetings(pool: TokenPool, typed: TypedMeeting, members: tuple[str, ...]) -> list[Meeting]:
    """The meeting that is meant, or each that is named; none, with a problem, where that can't be told."""
    view, session = pool.view, pool.context.session
    of_day = _of_day(view, typed)
    if session is not None and not (typed.kinds or typed.time or typed.all_day):
        of_day = [meeting for meeting in of_day if meeting.id == session.id] or of_day
    named = [meeting for meeting in of_day if _is_named(meeting, typed)]
    waiting = [meeting for meeting in named if not meeting.held]
    theirs = [meeting for meeting in waiting if all(id in expected_at(view.snapshot, meeting) for id in members)]
    several = typed.all_day or len(typed.kinds) > 1
    if len(theirs) == 1 or (theirs and several):
        return theirs
    if theirs:
        pool.lacks(
            "which_meeting",
            on=typed.day,
            meetings=tuple(theirs),
            answers=tuple([text(*(kinds_typed(one, lang) for lang in BOTH)) for one in theirs]),
        )
    elif waiting:
        id = next(id for id in members if not all(id in expected_at(view.snapshot, meeting) for meeting in waiting))
        pool.lacks("not_expected_then", on=typed.day, name=view.person(id), meetings=tuple(waiting))
    elif named:
        pool.lacks("called_then", on=typed.day, meetings=tuple(named))
    else:
        pool.lacks("no_such_meeting" if of_day else "no_meeting_then", on=typed.day)
    return []


def _of_day(view: View, typed: TypedMeeting) -> list[Meeting]:
    of_day = [one for one in view.snapshot.meetings.values() if one.day == typed.day]
    return sorted(of_day, key=lambda one: (one.time or "", one.id))


def _is_named(meeting: Meeting, typed: TypedMeeting) -> bool:
    """Whether a meeting is of the kind and time that a line says."""
    return (not typed.kinds or bool(set(typed.kinds) & set(meeting.kinds))) and typed.time in (None, meeting.time)


def kinds_typed(meeting: Meeting, lang: str) -> str:
    """The kind of a meeting as a line says it."""
    return name_of(LineKind(grammar=MEETING, kinds=meeting.kinds), lang)
