"""The value of a field as a person reads it, by what the field means (`store.records`)."""

from __future__ import annotations

from store.field_types import types_of
from store.text_enum import TextEnum
from widgets.display import shown
from widgets.forms.choices import NAMES
from widgets.pages import targets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from store.field_types import FieldType
    from store.record import Record
    from widgets.display import Shown
    from widgets.sections.section import Target
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

PEOPLE = frozenset({"MemberId", "Person", "Signature"})
LONG = frozenset({"Note", "LongText", "Line"})
"""Texts that have a heading of their own on a page, not a line beside their label."""


def value_text(record: Record, name: str, view: View, words: Words) -> Shown:
    """The value of a field; empty where there is none."""
    type, value = types_of(record.__class__)[name], getattr(record, name)
    if value is None or value == "":
        return shown("")
    if type.many == "dict" or (type.many and type.record is not None):
        return words("value.items", n=len(value)) if value else shown("")
    if type.many:
        parts = [_single_text(type, one, view, words) for one in value]
        return shown(" ".join(parts) if type.of in ("Tag", "date") else words("page.comma").join(parts))
    return _single_text(type, value, view, words)


def _single_text(type: FieldType, value: Any, view: View, words: Words) -> Shown:
    if isinstance(value, TextEnum):
        return shown(words(f"{NAMES[type.kind]}.{value}").strip())
    if value is True or value is False:
        return words("page.yes") if value else shown("")
    if type.of in ("Owner", "Concerned", "RegisterId", "SubKind", "EntryId"):
        return _of_registers(type.of, value, view, words)
    if type.of in PEOPLE or type.of == "Subject":
        return shown(view.person(value))
    if type.of == "GroupId":
        return shown(view.name(value))
    if type.of == "Tag":
        return shown(f"#{value}")
    if type.of == "Hours":
        return words("page.hours", n=f"{value:g}")
    if type.of in ("date", "DayAhead"):
        return shown(value.isoformat())
    if type.of == "RuleId":
        rule = next((one for one in reversed(view.pack.rules) if one.id == value), None)
        return shown(f"{words.of(rule.name)}  {value}" if rule else value)
    return shown(str(value))


def _of_registers(of: str, value: str, view: View, words: Words) -> Shown:
    """Who answers for an entry or is concerned by it, its register and sub-kind, an entry by what it is about."""
    from widgets import registers
    from widgets.quick_line import posts

    if of == "RegisterId":
        return registers.name(value, view, words)
    if of == "SubKind":
        return registers.sub_of_any(value, view, words)
    if of == "EntryId":
        entry = view.snapshot.entries.get(value)
        return shown(f"{value} {entry.title}" if entry is not None else value)
    return posts.owner_text(value, view, words)


def opens(type: FieldType, value: Any, view: View) -> Target | None:
    """What a line that says a value opens: a member, a session, whatever a duty is of; None for a name from outside."""
    if type.many or not isinstance(value, str):
        return None
    return targets.of_record(view, value) if type.of in PEOPLE or type.of in ("MeetingId", "Subject") else None
