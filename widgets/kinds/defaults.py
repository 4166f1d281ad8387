"""What follows from the fields of a record where its kind says nothing."""

from __future__ import annotations

from store.field_types import paths, texts_at, types_of
from widgets.field_values import value_text
from widgets.kinds import registry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Any

    from store.records import Stored
    from widgets.kinds.kind import RecordKind
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

OURS = ("id", "rev", "by", "at")
"""Fields that are not entered."""


def summary(record: Stored, view: View, words: Words) -> tuple[str, str, str]:
    """A record as a line that leads to it says it: its day, its kind ("" for that of its table), what it is about."""
    kind = registry.of_record(type(record))
    assert kind is not None
    if kind.summary is not None:
        return kind.summary(record, view, words)
    day = day_field(kind)
    about = [str(value_text(record, name, view, words)) for name in columns(kind) if name != day]
    return str(value_text(record, day, view, words)) if day else "", "", "  ".join(filter(None, about))


def shows_at(record: Stored) -> tuple[str, ...]:
    """The keys of the rows of a panel that may show a record: its own, then those of the people it names."""
    kind = registry.of_record(type(record))
    if kind is not None and kind.shows_at is not None:
        return kind.shows_at(record)
    people = [name for name, _ in paths(type(record), ("MemberId", "Person"))]
    return (record.id, *(id for name in people for id in texts_at(record, name)))


def columns(kind: RecordKind) -> Sequence[str]:
    """The fields of its list: those it names, else all that are entered."""
    return kind.columns or [name for name in kind.record.fields if name not in (*OURS, *kind.apart, *kind.of_committee)]


def day_field(kind: RecordKind) -> str:
    """The field that says when it was: the first of its days; "" where there is none."""
    days = ("date", "DayAhead", "Month")
    return next((name for name, type in types_of(kind.record).items() if type.of in days and not type.many), "")


def begins(kind: RecordKind, today: date) -> dict[str, Any]:
    """What a new record has without being asked: a day or month that it needs and that is not one to come."""
    if kind.begins is not None:
        return kind.begins(today)
    day = day_field(kind)
    if not day or day in kind.record.defaults or types_of(kind.record)[day].of == "DayAhead":
        return {}
    return {day: today.isoformat()[:7] if types_of(kind.record)[day].of == "Month" else today}
