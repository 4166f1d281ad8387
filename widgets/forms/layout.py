"""Which fields a form of each kind of record has, in which order, and how each of them is written."""

from __future__ import annotations

from functools import cache

from store.field_types import types_of
from store.record import Record
from widgets.kinds import registry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from store.text_enum import TextEnum
    from widgets.kinds.kind import Sections


class FormField(Record):
    """`how` its value is written (`field_text`); `of` are its choices, `row` is the record of each of its rows.

    `empty` is the value of no text; `needed`: there is none. `ahead`: a bare day is one to come. `awaited`: where it is
    empty, that is said; `inside`: so it is for these fields of its rows.
    """

    name: str
    how: str
    of: type[TextEnum] | None = None
    row: type[Record] | None = None
    needed: bool = False
    empty: Any = None
    ahead: bool = False
    awaited: bool = False
    inside: frozenset[str] = frozenset()


OURS = frozenset({"id", "rev", "by", "at"})
"""Fields that no form asks for."""

_HOW = {
    "str": "text",
    "bool": "yes",
    "int": "count",
    "date": "day",
    "Partial": "partial",
    "Month": "month",
    "Clock": "clock",
    "Hours": "hours",
    "Amount": "amount",
    "DayAhead": "day",
    "MemberId": "member",
    "MeetingId": "session",
    "GroupId": "group",
    "Subject": "subject",
    "Person": "person",
    "Owner": "owner",
    "RegisterId": "register",
    "UnitName": "unit",
    "Reply": "reply",
    "SubKind": "sub",
    "Number": "number",
    "Signature": "text",
    "RuleId": "rule",
    "PeriodLabel": "period",
    "Place": "text",
    "Note": "note",
    "LongText": "long",
}
"""How a value of each meaning is written; one of a vocabulary is chosen, a record is a row."""
_HOW_SEVERAL = {
    "Person": "people",
    "MemberId": "members",
    "Tag": "tags",
    "Line": "lines",
    "date": "days",
    "EntryId": "entries",
    "Concerned": "concerned",
    "UnitName": "units",
}


@cache
def sections_of(kind: type[Record]) -> Sections:
    """The fields of a form under the names of its sections: those that the kind says, and the rest."""
    known = registry.of_record(kind)
    sections = known.form if known else ()
    named = {name for _, names in sections for name in names} | (known.apart if known else frozenset())
    rest = tuple(name for name in kind.fields if name not in OURS and name not in named)
    return (*sections, ("", rest)) if rest else sections


@cache
def fields_of(kind: type[Record], awaited: frozenset[str] | None = None) -> dict[str, FormField]:
    """The fields of a form by name, in its order; `awaited` are given for a record within another."""
    known = registry.of_record(kind)
    if awaited is None:
        awaited = known.awaited if known else frozenset()
    rows = known.rows if known else {}
    return {name: _field(kind, name, awaited, rows.get(name)) for _, names in sections_of(kind) for name in names}


def _field(kind: type[Record], name: str, awaited: frozenset[str], row: type[Record] | None) -> FormField:
    type = types_of(kind)[name]
    row = row or type.record
    how = "rows" if row else "choice" if type.choices else (_HOW_SEVERAL if type.many else _HOW)[type.of]
    return FormField(
        name=name,
        how=how,
        of=type.choices,
        row=row,
        needed=name not in kind.defaults or (how == "choice" and kind.defaults[name] is not None),
        empty=kind.defaults.get(name),
        ahead=type.of == "DayAhead",
        awaited=name in awaited,
        inside=frozenset(one.removeprefix(f"{name}.") for one in awaited if one.startswith(f"{name}.")),
    )


def inner_of(field: FormField) -> dict[str, FormField]:
    """The fields of each row of a field of rows."""
    assert field.row is not None
    return fields_of(field.row, field.inside)
