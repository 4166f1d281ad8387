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
from widgets.quick_line.record_lines import in_words, join_parts, word
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
    of = _FieldLine(id, table, (names.split()[0], english.split()[0]))
    goes_to = {"tag": of.tags, "person": of.who, "note": of.text, "bad": of.text, "place": of.place, "day": of.day}
    return LineGrammar(
        id=id, table=table, names=names, initials=initials, english=english, read=of.read, parts=of.parts,
        line=of.line, wants=of.wants, goes_to={piece: name for piece, name in goes_to.items() if name},
    )  # fmt: skip


class _FieldLine:
    """Which field of a table each part of its line is; empty where it has none."""

    def __init__(self, id: str, table: str, names: tuple[str, str]) -> None:
        self.id, self.table, self.names = id, table, names
        self.kind = TABLES[table]
        self.fields = {name: type for name, type in types_of(self.kind).items() if name not in OURS}
        self.place, self.text = self._first("Place"), self._first(*TEXTS)
        self.day = self._first("date", "DayAhead")
        self.tags = next((name for name, type in self.fields.items() if type.of == "Tag"), "")
        self.who = next((name for name, type in self.fields.items() if type.of in PEOPLE), "")

    def _first(self, *meanings: str) -> str:
        """The first field of the meaning that is named first."""
        fields = self.fields.items()
        return next((name for of in meanings for name, type in fields if type.of == of and not type.many), "")

    def read(self, pool: TokenPool, line_kind: LineKind) -> tuple[Edit, tuple[Stored, ...]] | None:
        values: dict[str, Any] = {}
        if self.place:
            values[self.place] = take_place(pool)
        if self.tags:
            values[self.tags] = take_tags(pool)
        known = {type.of for type in self.fields.values()}
        pool.refuse_marks("!%" + "".join(mark for of, mark in MARKED.items() if of not in known), self.id)
        on = pool.today
        if self.day:
            on = values[self.day] = _take_day(pool, ahead=self.fields[self.day].of == "DayAhead")
        pool.refuse_marks("+", self.id)
        if self.who:
            values[self.who] = self._take_who(pool, on)
        rest = pool.rest("note")
        if self.text:
            values[self.text] = rest
        elif rest:
            pool.lacks("no_text")
        if pool.problems:
            return None
        record = self.kind(id="", **values)
        return Add(table=self.table, record=record), (record,)

    def _take_who(self, pool: TokenPool, day: date) -> str | tuple[str, ...]:
        type = self.fields[self.who]
        ids = _take_people(pool, day, outside=type.of == "Person")
        if not ids and not pool.problems:
            pool.lacks("needs_people")
        elif len(ids) > 1 and not type.many:
            pool.lacks("one_person")
        return ids if type.many else next(iter(ids), "")

    def line(self, records: Sequence[Any], view: View, dated: bool, lang: str) -> str:
        record = records[0]
        named = getattr(record, self.who) if self.who else ()
        place = getattr(record, self.place) if self.place else ""
        parts = [
            in_words(self.names, lang),
            ",".join(people.typed_person(one, view) for one in ((named,) if isinstance(named, str) else named)),
            getattr(record, self.day).isoformat() if self.day and dated else "",
            f"@{word(place)}" if place else "",
            *(f"#{word(tag)}" for tag in (getattr(record, self.tags) if self.tags else ())),
        ]
        return join_parts(parts, getattr(record, self.text) if self.text else "")

    def parts(self, records: Sequence[Any], view: View, words: Words) -> Iterable[Shown]:
        yield words(f"table.{self.table}")
        for name in self.fields:
            if name == self.day:
                yield day_in_words(getattr(records[0], name), view.today, words)
            else:
                yield value_text(records[0], name, view, words)

    def wants(self, line: LineSoFar) -> str:
        return "members outsiders" if self.who and (not line.names or line.listing) else ""


def _take_day(pool: TokenPool, *, ahead: bool) -> date:
    if not ahead:
        return take_past_day(pool)
    when = take_when(pool, "meeting")
    if when.time_by is not None:
        pool.bad(when.time_by, InvalidToken(code="no_time_here"))
    return when.day or pool.today


def _take_people(pool: TokenPool, day: date, *, outside: bool) -> tuple[str, ...]:
    """The people that the first list names, once each: members, or those from outside whom the records know."""
    ids: dict[str, None] = {}
    for token in list_tokens(pool):
        named = [(one, people.known(one.text, pool.view, day, outside=outside)) for one in list_names(token)]
        wrong = next(((one, why) for one, why in named if isinstance(why, InvalidToken)), None)
        if wrong is not None:
            pool.bad(token, wrong[1].but(facts={"name": wrong[0].text} | wrong[1].facts))
            continue
        pool.take(token, "person")
        ids |= {who: None for _, who in named if isinstance(who, str)}
    return tuple(ids)
