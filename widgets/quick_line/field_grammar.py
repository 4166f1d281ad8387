"""A grammar that follows from the fields of a record: `name person[,person…] [date] [@place] [#tag…] text…`.

What a field means says how it is written: a place behind `@`, tags behind `#`, people as a list of names, a day, and
everything else as the text of the record, which is its first note, or its first text where it has none.
"""

from __future__ import annotations

from store.edits import Add
from store.field_types import types_of
from store.records import TABLES
from widgets.field_values import value_text
from widgets.kinds.defaults import OURS
from widgets.quick_line import people
from widgets.quick_line.day_and_time import take_past_day, take_when
from widgets.quick_line.grammar import LineGrammar
from widgets.quick_line.meeting import take_place, take_tags
from widgets.quick_line.reading import InvalidToken
from widgets.quick_line.record_lines import joined, word
from widgets.quick_line.roster import list_tokens
from widgets.quick_line.tokens import list_names
from widgets.when.date_text import day_in_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from typing import Any

    from store.edits import Edit
    from store.records import Stored
    from widgets.display import Shown
    from widgets.quick_line.grammar import LineSoFar
    from widgets.quick_line.reading import LineKind, TokenPool
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

PEOPLE = ("Person", "MemberId")
TEXTS = ("Note", "str")
MARKED = {"Place": "@", "Tag": "#"}


def field_grammar(id: str, table: str, names: str, initials: str, english: str) -> LineGrammar:
    """The grammar of a table; of its fields those are written that have a meaning which this grammar knows."""
    kind = TABLES[table]
    fields = {name: type for name, type in types_of(kind).items() if name not in OURS}

    def first(*meanings: str) -> str:
        """The first field of the meaning that is named first."""
        found = (name for of in meanings for name, type in fields.items() if type.of == of and not type.many)
        return next(found, "")

    place, day, text = first("Place"), first("date", "DayAhead"), first(*TEXTS)
    tags = next((name for name, type in fields.items() if type.of == "Tag"), "")
    who = next((name for name, type in fields.items() if type.of in PEOPLE), "")
    marks = "".join(mark for of, mark in MARKED.items() if not any(type.of == of for type in fields.values()))

    def read(sheet: TokenPool, what: LineKind) -> tuple[Edit, tuple[Stored, ...]] | None:
        values: dict[str, Any] = {}
        if place:
            values[place] = take_place(sheet)
        if tags:
            values[tags] = take_tags(sheet)
        sheet.refuse_marks("!%" + marks, id)
        on = sheet.today
        if day:
            on = values[day] = _take_day(sheet, ahead=fields[day].of == "DayAhead")
        sheet.refuse_marks("+", id)
        if who:
            people = _take_people(sheet, on, outside=fields[who].of == "Person")
            if not people and not sheet.problems:
                sheet.lacks("needs_people")
            elif len(people) > 1 and not fields[who].many:
                sheet.lacks("one_person")
            values[who] = people if fields[who].many else next(iter(people), "")
        rest = sheet.rest("note")
        if text:
            values[text] = rest
        elif rest:
            sheet.lacks("no_text")
        if sheet.problems:
            return None
        record = kind(id="", **values)
        return Add(table=table, record=record), (record,)

    def line(records: Sequence[Any], view: View, dated: bool) -> str:
        record = records[0]
        named = getattr(record, who) if who else ()
        parts = [
            names.split()[0],
            ",".join(people.typed_person(one, view) for one in ((named,) if isinstance(named, str) else named)),
            getattr(record, day).isoformat() if day and dated else "",
            f"@{word(getattr(record, place))}" if place and getattr(record, place) else "",
            *(f"#{word(tag)}" for tag in (getattr(record, tags) if tags else ())),
        ]
        return joined(parts, getattr(record, text) if text else "")

    def sentence(records: Sequence[Any], view: View, words: Words) -> Iterable[Shown]:
        yield words(f"table.{table}")
        for name in fields:
            if name == day:
                yield day_in_words(getattr(records[0], day), view.today, words)
            else:
                yield value_text(records[0], name, view, words)

    def wants(line: LineSoFar) -> str:
        return "members outsiders" if who and (not line.names or line.listing) else ""

    goes_to = {"tag": tags, "person": who, "note": text, "bad": text, "place": place, "day": day}
    return LineGrammar(
        id=id, table=table, names=names, initials=initials, english=english, read=read, parts=sentence, line=line,
        wants=wants, goes_to={piece: name for piece, name in goes_to.items() if name},
    )  # fmt: skip


def _take_day(sheet: TokenPool, *, ahead: bool) -> date:
    if not ahead:
        return take_past_day(sheet)
    when = take_when(sheet, "meeting")
    if when.time_by is not None:
        sheet.bad(when.time_by, InvalidToken(code="no_time_here"))
    return when.day or sheet.today


def _take_people(sheet: TokenPool, day: date, *, outside: bool) -> tuple[str, ...]:
    """The people that the first list names, once each: members, or those from outside whom the records know."""
    ids: dict[str, None] = {}
    for token in list_tokens(sheet):
        named = [(one, people.known(one.text, sheet.view, day, outside=outside)) for one in list_names(token)]
        wrong = next(((one, why) for one, why in named if isinstance(why, InvalidToken)), None)
        if wrong is not None:
            sheet.bad(token, wrong[1].but(facts={"name": wrong[0].text} | wrong[1].facts))
            continue
        sheet.take(token, "person")
        ids |= {who: None for _, who in named if isinstance(who, str)}
    return tuple(ids)
