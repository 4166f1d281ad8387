"""Leave before a meeting: `请假 person[,person…] [date] [meeting] [time] [kind of leave] reason…`.

Which meeting is meant follows from the day and from who is expected there; where that leaves several, its kind or time
says which. Letters are a kind of leave or meeting only behind the people, whose initials they might be.
"""

from __future__ import annotations

from store.edits import as_one
from store.exchange.tables.columns import NAMED_LEAVES
from store.folding import fold
from store.leave import AskLeave
from store.pinyin import matches
from store.record import Record
from store.records import Status
from store.rejected import Rejected
from store.rules import quorum
from store.snapshot import roll_at
from widgets.display import shown
from widgets.quick_line import people
from widgets.quick_line.day_and_time import take_when
from widgets.quick_line.grammar import LineGrammar
from widgets.quick_line.kinds import name_of, read_kind
from widgets.quick_line.leave_meetings import TypedMeeting, find_meetings, kinds_typed
from widgets.quick_line.preview import kinds_text, people_text
from widgets.quick_line.reading import LEAVE, MEETING, InvalidToken, LineKind, Notice, choices
from widgets.quick_line.record_lines import in_words, join_parts
from widgets.quick_line.roster import list_tokens, take_members
from widgets.quick_line.word_table import by_word
from widgets.when.date_text import day_in_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from store.edits import Edit
    from store.records import Kind, MeetingId, MemberId, Note
    from widgets.display import Shown
    from widgets.quick_line.grammar import LineSoFar
    from widgets.quick_line.reading import TokenPool
    from widgets.quick_line.tokens import Token
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

KINDS: dict[str, Status | None] = by_word(
    {
        Status.OFFICIAL: "公假 因公 gj official",
        Status.SICK: "病假 bj sick",
        Status.PERSONAL: "事假 sj personal",
        Status.LEAVE: "请假 qj leave",
        None: "销假 取消 xj qx cancel",
    }
)
"""What kind of leave; None of who comes after all."""
WORDS: dict[Status | None, tuple[str, str]] = {
    Status.OFFICIAL: ("公假", "official"),
    Status.SICK: ("病假", "sick"),
    Status.PERSONAL: ("事假", "personal"),
    Status.LEAVE: ("请假", "leave"),
    None: ("销假", "cancel"),
}
"""What a line of ours says, in Chinese and in English."""
ALL_DAY = frozenset(map(fold, ("全天", "当天", "qt", "all-day")))


class LeaveRequest(Record):
    """Leave of some members from a meeting, as one line says it."""

    meeting: MeetingId
    members: tuple[MemberId, ...]
    status: Status | None
    reason: Note


def read(pool: TokenPool, line_kind: LineKind) -> tuple[Edit, tuple[LeaveRequest, ...]] | None:
    """The leave that a line says; None where something is missing or not understood."""
    pool.refuse_marks("@#!%", LEAVE)
    session = pool.context.session
    when = take_when(pool, "meeting")
    pool.refuse_marks("+", LEAVE)
    day = when.day or (session.day if session is not None else None)
    kinds = _take_kinds(pool, letters=False)
    status = _take_status(pool, letters=False)
    members = _take_people(pool, day or pool.today)
    kinds += _take_kinds(pool, letters=True)
    all_day = _take_all_day(pool)
    status = status or _take_status(pool, letters=True)
    typed = TypedMeeting(day=day, time=when.time, kinds=kinds, all_day=all_day)
    if day is None and not any(problem.text for problem in pool.problems):
        pool.lacks("needs_day")
    meetings = find_meetings(pool, typed, members) if day is not None and not pool.problems else []
    mark, word = status or (Status.LEAVE, "")
    reason = " ".join(filter(None, (word, pool.rest("note"))))
    if pool.problems or not meetings:
        return None
    requests = tuple(LeaveRequest(meeting=one.id, members=members, status=mark, reason=reason) for one in meetings)
    _refuse_nothing(pool, requests)
    edits = tuple([_edit(one, pool.view) for one in requests])
    return None if pool.problems else (as_one(edits, "leave"), requests)


def _edit(request: LeaveRequest, view: View) -> AskLeave:
    meeting = view.snapshot.meetings[request.meeting]
    return AskLeave(
        meeting=meeting.id,
        members=request.members,
        status=request.status,
        reason=request.reason,
        seen={id: meeting.leave[id] for id in request.members if id in meeting.leave},
        seen_reasons={id: meeting.reasons[id] for id in request.members if id in meeting.reasons},
    )


# What the tokens say


def _open_to(token: Token, *, letters: bool) -> bool:
    return not token.mark and token.text.isascii() == letters


def _take_kinds(pool: TokenPool, *, letters: bool) -> tuple[Kind, ...]:
    """The kinds of meeting that tokens name, but for those that begin a reason: behind the kind of leave."""
    kinds: list[Kind] = []
    for token in list(pool.left):
        if fold(token.text) in KINDS or fold(token.text) in NAMED_LEAVES:
            break
        kind = read_kind(token.text, pool.view) if _open_to(token, letters=letters) else None
        if isinstance(kind, LineKind) and kind.grammar == MEETING:
            pool.take(token, "group")
            kinds += kind.kinds
    return tuple(dict.fromkeys(kinds))


def _take_status(pool: TokenPool, *, letters: bool) -> tuple[Status | None, str] | None:
    """The kind of leave, with the word that says its reason too, where it is such a one."""
    for token in pool.left:
        if fold(token.text) in KINDS and (letters or _open_to(token, letters=False)):
            pool.take(token, "kind_word")
            return KINDS[fold(token.text)], ""
    for token in list(pool.left) if letters else ():
        named = _leaves_of(token)
        if len(named) > 1:
            pool.bad(token, InvalidToken(code="several_leaves", facts={"choices": choices(named)}))
        elif named:
            pool.take(token, "kind_word")
            return NAMED_LEAVES[named[0]], named[0]
    return None


def _leaves_of(token: Token) -> list[str]:
    """The words for a leave and its reason that a token means: by itself, or by their initials."""
    if fold(token.text) in NAMED_LEAVES:
        return [fold(token.text)]
    if len(token.text) < people.SHORTEST or not (token.text.isascii() and token.text.isalpha()):
        return []
    return [name for name in NAMED_LEAVES if matches(token.text, name) == (0, len(name))]


def _take_all_day(pool: TokenPool) -> bool:
    for token in pool.left:
        if fold(token.text) in ALL_DAY:
            pool.take(token, "group")
            return True
    return False


def _take_people(pool: TokenPool, day: date) -> tuple[str, ...]:
    """Those whom the first list names, and whole names right behind it."""
    tokens = list_tokens(pool)
    while tokens and (more := _name_behind(pool, tokens[-1], day)) is not None:
        tokens.append(more)
    if not tokens and not pool.problems:
        pool.lacks("needs_people")
    return take_members(pool, tokens, day)


def _name_behind(pool: TokenPool, last: Token, day: date) -> Token | None:
    after = next((one for one in pool.left if one.start >= last.end), None)
    if after is None or after.mark or after.text.isascii() or pool.line[last.end : after.start].strip(" 　"):
        return None
    return after if isinstance(people.find(after.text, pool.view, day), str) else None


def _refuse_nothing(pool: TokenPool, requests: Sequence[LeaveRequest]) -> None:
    """A line that would leave everything as it is."""
    if all(_is_as_requested(one, id, pool.view) for one in requests for id in one.members):
        names = choices([pool.view.person(id) for id in requests[0].members])
        pool.lacks("leave_stands" if requests[0].status is not None else "no_leave", names=names)


def _is_as_requested(request: LeaveRequest, id: str, view: View) -> bool:
    meeting = view.snapshot.meetings[request.meeting]
    return meeting.leave.get(id) == request.status and (
        request.status is None or meeting.reasons.get(id, "") == request.reason
    )


# What is worth knowing


def _notices(requests: Sequence[LeaveRequest], view: View) -> Iterator[Notice]:
    for one in requests:
        yield from _replaced(one, view)
        yield from _quorum(one, view)
    if requests[0].status is not None and not requests[0].reason:
        yield Notice(code="no_leave_reason")


def _replaced(request: LeaveRequest, view: View) -> Iterator[Notice]:
    before = view.snapshot.meetings[request.meeting].leave
    names = [view.person(id) for id in request.members if id in before and request.status is not None]
    if names:
        yield Notice(code="leave_replaced", facts={"names": choices(names)})


def _quorum(request: LeaveRequest, view: View) -> Iterator[Notice]:
    """That with so many on leave a meeting can't reach its quorum."""
    after = _edit(request, view).apply(view.snapshot)
    if isinstance(after, Rejected):
        return
    meeting = after.meetings[request.meeting]
    standing = quorum.standing(after, meeting, roll_at(after, meeting))
    if standing is not None and not standing.reached:
        yield Notice(code="leave_quorum", facts={"present": standing.present, "needed": standing.needed})


# Said and written again


def _sentence(records: Sequence[LeaveRequest], view: View, words: Words) -> Iterator[Shown]:
    first = records[0]
    yield words("quick.kind.leave" if first.status is not None else "quick.leave_ends")
    yield people_text(first.members, view, words)
    for one in records:
        meeting = view.snapshot.meetings[one.meeting]
        day = day_in_words(meeting.day, view.today, words)
        yield shown(f"{kinds_text(meeting.kinds, words)} {day} {meeting.time or ''}".rstrip())
    if first.status is not None:
        yield words(f"attendance.{first.status}")
        yield words("quick.leave_reason", text=first.reason) if first.reason else shown("")


def _line(records: Sequence[LeaveRequest], view: View, dated: bool, lang: str) -> str:
    first, meetings = records[0], [view.snapshot.meetings[one.meeting] for one in records]
    parts = [
        name_of(LineKind(grammar=LEAVE), lang),
        ",".join(people.typed_person(id, view) for id in first.members),
        meetings[0].day.isoformat() if dated else "",
        "+".join(dict.fromkeys(part for one in meetings for part in kinds_typed(one, lang).split("+"))),
        (meetings[0].time or "") if len(meetings) == 1 else "",
        in_words(WORDS[first.status], lang),
    ]
    return join_parts(parts, first.reason)


def _wants(line: LineSoFar) -> str:
    return "members groups" if not line.names or line.listing else "" if "kind_word" in line.pieces else "leaves"


GRAMMAR = LineGrammar(
    id=LEAVE,
    table="meetings",
    names="请假",
    initials="qj",
    english="leave",
    read=read,
    parts=_sentence,
    line=_line,
    wants=_wants,
    goes_to={},
    notices=_notices,
)
