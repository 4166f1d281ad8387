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


def read(sheet: TokenPool, what: LineKind) -> tuple[Edit, tuple[Stored, ...]] | None:
    """The meeting that a sheet says; None where something is missing or not understood."""
    kinds = what.kinds
    place = take_place(sheet)
    labels = take_tags(sheet)
    about = take_about(sheet)
    form = _take_form(sheet)
    sheet.refuse_marks("!", "meeting")
    period = _take_period(sheet)
    group = _take_group(sheet, kinds)
    when = take_when(sheet, "meeting")
    day = when.day
    guests = take_people(sheet, day or sheet.today)
    _check_group(sheet, kinds, group, day)
    if day is None and not any(problem.text for problem in sheet.problems):
        sheet.lacks("needs_day")
    unmarked = "" if place else next((one.text for one in sheet.left if places.known(one.text, sheet.view)), "")
    topic = sheet.rest()
    if day is None or sheet.problems:
        return None
    if unmarked:
        sheet.note("place_in_topic", text=unmarked)
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
        made=sheet.today,
    )
    meeting = _like(meeting, sheet)
    expected = set(expected_at(sheet.view.snapshot, meeting))
    doubled = [sheet.view.name(guest) for guest in guests if guest in expected]
    if doubled:
        sheet.note("guest_expected", names=choices(doubled))
    outside = [guest for guest in guests if guest not in sheet.view.snapshot.members]
    if outside:
        sheet.note("outside", names=choices(outside))
    return Add(table="meetings", record=meeting), (meeting,)


def _like(meeting: Meeting, sheet: TokenPool) -> Meeting:
    """A copy has the chair, the recorder, and each kind's form and hours of its model, which no line can say."""
    model = sheet.context.like
    if model is None or model.kinds != meeting.kinds:
        return meeting
    items = tuple(
        item.but(form=item.form or old.form, hours=old.hours)
        for item, old in zip(meeting.items, model.items, strict=True)
    )
    members = sheet.view.snapshot.members

    def still(person: str) -> str:
        member = members.get(person)
        return person if member is None or lasts(member, meeting.day) else ""

    return meeting.but(items=items, chair=still(model.chair), recorder=still(model.recorder))


def _take_form(sheet: TokenPool) -> str:
    """What a session is done as, behind `形式=`: free words, as its form has them."""
    form = ""
    for token in list(sheet.left):
        name, equals, value = token.text.replace("＝", "=").partition("=")
        if token.mark or not equals or fold(name) not in FORM:
            continue
        if form or not value.strip():
            sheet.bad(token, InvalidToken(code="two_forms" if form else "no_form"))
        else:
            form = value.strip()
            sheet.take(token, "form")
    return form


def take_place(sheet: TokenPool) -> str:
    """The one place of a sheet."""
    place = ""
    for token in sheet.marked("@"):
        read = InvalidToken(code="two_places") if place else places.find(token.rest.text, sheet.view)
        if isinstance(read, InvalidToken):
            sheet.bad(token, read)
        else:
            place = read
            sheet.take(token, "place")
    return place


def take_tags(sheet: TokenPool) -> tuple[str, ...]:
    """The tags of a sheet; one said twice is one."""
    labels: list[str] = []
    for token in sheet.marked("#"):
        tag = tags.find(token.rest.text, sheet.view)
        if isinstance(tag, InvalidToken):
            sheet.bad(token, tag)
        else:
            sheet.take(token, "tag")
            labels.append(tag)
    return tuple(dict.fromkeys(labels))


def take_people(sheet: TokenPool, day: date) -> tuple[str, ...]:
    """Everyone behind a `+`, members by id, others by name."""
    guests: list[str] = []
    for token in sheet.marked("+"):
        named = list(list_names(token.rest))
        read = [people.find(one.text, sheet.view, day, outside=True) for one in named]
        wrong = [(one, who) for one, who in zip(named, read, strict=True) if isinstance(who, InvalidToken)]
        if not named:
            sheet.bad(token, InvalidToken(code="empty_mark"))
        elif wrong:
            sheet.bad(token, _about(wrong[0][0], wrong[0][1]))
        else:
            sheet.take(token, "person")
            guests += [who for who in read if isinstance(who, str)]
    return tuple(dict.fromkeys(guests))


def _about(token: Token, why: InvalidToken) -> InvalidToken:
    """A trouble that tells of which name of a list it is one."""
    return why.but(facts={"name": token.text} | why.facts)


def _take_period(sheet: TokenPool) -> str | None:
    period = None
    for token in list(sheet.left):
        read = read_makeup(token.text, sheet.today)
        if read is None:
            continue
        span = periods.parse(read) if isinstance(read, str) else None
        if isinstance(read, InvalidDate):
            sheet.bad(token, read)
        elif period is not None:
            sheet.bad(token, InvalidToken(code="two_periods"))
        elif span is None or span.start > sheet.today:
            sheet.bad(token, InvalidToken(code="period_not_yet"))
        else:
            sheet.take(token, "period")
            period = read
    return period


def _take_group(sheet: TokenPool, kinds: Sequence[Kind]) -> Group | None:
    """The group that a token names; a number alone is one only for a group's meeting."""
    taken: Group | None = None
    for token in list(sheet.left):
        named = groups.find(token.text, sheet.view, bare=Kind.GROUP_MEETING in kinds and taken is None)
        if not named:
            continue
        if taken is not None:
            sheet.bad(token, InvalidToken(code="two_groups"))
        elif len(named) > 1:
            sheet.bad(
                token, InvalidToken(code="several_groups", facts={"choices": choices([one.name for one in named])})
            )
        elif all(kind in NARROW for kind in kinds):
            sheet.bad(token, InvalidToken(code="group_not_here"))
        else:
            sheet.take(token, "group")
            taken = named[0]
    if taken is None and sheet.context.group is not None and Kind.GROUP_MEETING in kinds:
        taken = next((group for group in groups.groups(sheet.view) if group.id == sheet.context.group), None)
    return taken


def _check_group(sheet: TokenPool, kinds: Sequence[Kind], group: Group | None, day: date | None) -> None:
    if group is not None and day is not None and not lasts(group, day):
        sheet.lacks("group_not_then", name=group.name)
    known = groups.groups(sheet.view, day)
    if group is None and Kind.GROUP_MEETING in kinds and known and not any(p.text for p in sheet.problems):
        sheet.lacks("needs_group", choices=choices([one.name for one in known]))


GRAMMAR = LineGrammar(
    id="meeting",
    table="meetings",
    names="",
    initials="",
    english="",
    read=read,
    parts=preview.meeting_parts,
    line=record_lines.meeting_line,
    wants=lambda line: "groups" if Kind.GROUP_MEETING in line.what.kinds and "group" not in line.pieces else "",
    goes_to={"person": "guests", "tag": "tags", "topic": "topic", "bad": "topic"},
    notices=notices.of_meeting,
)
