"""A meeting: `[kind[+kind…]] [group] [date] [time] [@place] [+person…] [#tag…] [形式=…] [补period] topic…`"""

from __future__ import annotations

from store import periods
from store.edits import Add
from store.folding import fold
from store.records import Item, Kind, Meeting
from store.snapshot import NARROW, expected_at, lasts
from widgets.quick_line import groups, notices, people, places, preview, record_lines, tags
from widgets.quick_line.day_and_time import take_when
from widgets.quick_line.grammar import LineGrammar
from widgets.quick_line.links import take_about
from widgets.quick_line.reading import InvalidToken, choices
from widgets.quick_line.tokens import list_names
from widgets.when.numerals import InvalidDate
from widgets.when.periods import read_makeup

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from store.edits import Edit
    from store.records import Group, Stored
    from widgets.quick_line.reading import LineKind, TokenPool
    from widgets.quick_line.tokens import Token

FORM = frozenset({"形式", "xs", "form"})


def read(pool: TokenPool, line_kind: LineKind) -> tuple[Edit, tuple[Stored, ...]] | None:
    """The meeting that a line says; None where something is missing or not understood."""
    kinds = line_kind.kinds
    place = take_place(pool)
    labels = take_tags(pool)
    about = take_about(pool)
    form = _take_form(pool)
    pool.refuse_marks("!", "meeting")
    period = _take_period(pool)
    group = _take_group(pool, kinds)
    when = take_when(pool, "meeting")
    day = when.day
    guests = take_people(pool, day or pool.today)
    _check_group(pool, kinds, group, day)
    if day is None and not any(problem.text for problem in pool.problems):
        pool.lacks("needs_day")
    unmarked = "" if place else next((one.text for one in pool.left if places.known(one.text, pool.view)), "")
    topic = pool.rest()
    if day is None or pool.problems:
        return None
    if unmarked:
        pool.note("place_in_topic", text=unmarked)
    meeting = Meeting(
        id="",
        day=day,
        time=when.time,
        end=when.end,
        items=tuple(Item(kind=kind, period=period, form=form) for kind in kinds),
        topic=topic,
        group=group.id if group is not None else None,
        place=place,
        guests=guests,
        tags=labels,
        about=about,
        made=pool.today,
    )
    meeting = _like(meeting, pool)
    expected = set(expected_at(pool.view.snapshot, meeting))
    doubled = [pool.view.name(guest) for guest in guests if guest in expected]
    if doubled:
        pool.note("guest_expected", names=choices(doubled))
    outside = [guest for guest in guests if guest not in pool.view.snapshot.members]
    if outside:
        pool.note("outside", names=choices(outside))
    return Add(table="meetings", record=meeting), (meeting,)


def _like(meeting: Meeting, pool: TokenPool) -> Meeting:
    """A copy has the chair, the recorder, and each kind's form and hours of its model, which no line can say."""
    model = pool.context.like
    if model is None or model.kinds != meeting.kinds:
        return meeting
    items = tuple(
        item.but(form=item.form or old.form, hours=old.hours)
        for item, old in zip(meeting.items, model.items, strict=True)
    )
    members = pool.view.snapshot.members

    def still(person: str) -> str:
        member = members.get(person)
        return person if member is None or lasts(member, meeting.day) else ""

    return meeting.but(items=items, chair=still(model.chair), recorder=still(model.recorder))


def _take_form(pool: TokenPool) -> str:
    """What a session is done as, behind `形式=`: free words, as its form has them."""
    form = ""
    for token in list(pool.left):
        name, equals, value = token.text.replace("＝", "=").partition("=")
        if token.mark or not equals or fold(name) not in FORM:
            continue
        if form or not value.strip():
            pool.bad(token, InvalidToken(code="two_forms" if form else "no_form"))
        else:
            form = value.strip()
            pool.take(token, "form")
    return form


def take_place(pool: TokenPool) -> str:
    """The one place of a line."""
    place = ""
    for token in pool.marked("@"):
        read = InvalidToken(code="two_places") if place else places.find(token.rest.text, pool.view)
        if isinstance(read, InvalidToken):
            pool.bad(token, read)
        else:
            place = read
            pool.take(token, "place")
    return place


def take_tags(pool: TokenPool) -> tuple[str, ...]:
    """The tags of a line; one said twice is one."""
    labels: list[str] = []
    for token in pool.marked("#"):
        tag = tags.find(token.rest.text, pool.view)
        if isinstance(tag, InvalidToken):
            pool.bad(token, tag)
        else:
            pool.take(token, "tag")
            labels.append(tag)
    return tuple(dict.fromkeys(labels))


def take_people(pool: TokenPool, day: date) -> tuple[str, ...]:
    """Everyone behind a `+`, members by id, others by name."""
    guests: list[str] = []
    for token in pool.marked("+"):
        named = list(list_names(token.rest))
        read = [people.find(one.text, pool.view, day, outside=True) for one in named]
        wrong = [(one, who) for one, who in zip(named, read, strict=True) if isinstance(who, InvalidToken)]
        if not named:
            pool.bad(token, InvalidToken(code="empty_mark"))
        elif wrong:
            pool.bad(token, _about(wrong[0][0], wrong[0][1]))
        else:
            pool.take(token, "person")
            guests += [who for who in read if isinstance(who, str)]
    return tuple(dict.fromkeys(guests))


def _about(token: Token, why: InvalidToken) -> InvalidToken:
    """A trouble that tells of which name of a list it is one."""
    return why.but(facts={"name": token.text} | why.facts)


def _take_period(pool: TokenPool) -> str | None:
    period = None
    for token in list(pool.left):
        read = read_makeup(token.text, pool.today)
        if read is None:
            continue
        span = periods.parse(read) if isinstance(read, str) else None
        if isinstance(read, InvalidDate):
            pool.bad(token, read)
        elif period is not None:
            pool.bad(token, InvalidToken(code="two_periods"))
        elif span is None or span.start > pool.today:
            pool.bad(token, InvalidToken(code="period_not_yet"))
        else:
            pool.take(token, "period")
            period = read
    return period


def _take_group(pool: TokenPool, kinds: Sequence[Kind]) -> Group | None:
    """The group that a token names; a number alone is one only for a group's meeting."""
    taken: Group | None = None
    for token in list(pool.left):
        named = groups.find(token.text, pool.view, bare=Kind.GROUP_MEETING in kinds and taken is None)
        if not named:
            continue
        if taken is not None:
            pool.bad(token, InvalidToken(code="two_groups"))
        elif len(named) > 1:
            pool.bad(
                token, InvalidToken(code="several_groups", facts={"choices": choices([one.name for one in named])})
            )
        elif all(kind in NARROW for kind in kinds):
            pool.bad(token, InvalidToken(code="group_not_here"))
        else:
            pool.take(token, "group")
            taken = named[0]
    if taken is None and pool.context.group is not None and Kind.GROUP_MEETING in kinds:
        taken = next((group for group in groups.groups(pool.view) if group.id == pool.context.group), None)
    return taken


def _check_group(pool: TokenPool, kinds: Sequence[Kind], group: Group | None, day: date | None) -> None:
    if group is not None and day is not None and not lasts(group, day):
        pool.lacks("group_not_then", name=group.name)
    known = groups.groups(pool.view, day)
    if group is None and Kind.GROUP_MEETING in kinds and known and not any(p.text for p in pool.problems):
        pool.lacks("needs_group", choices=choices([one.name for one in known]))


GRAMMAR = LineGrammar(
    id="meeting",
    table="meetings",
    names="",
    initials="",
    english="",
    read=read,
    parts=preview.meeting_parts,
    line=record_lines.meeting_line,
    wants=lambda line: "groups" if Kind.GROUP_MEETING in line.line_kind.kinds and "group" not in line.pieces else "",
    goes_to={"person": "guests", "tag": "tags", "topic": "topic", "bad": "topic"},
    notices=notices.of_meeting,
)
