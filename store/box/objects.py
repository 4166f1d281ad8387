"""The messages of a box as plain JSON values, and back: strictly, field by field, each complaint with its path.

A field that this program does not know is passed over; one that is missing, of another type or out of bounds refuses
the whole file.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from store.box import values
from store.box.messages import (
    SCHEMA,
    Down,
    DutyCount,
    EntryCount,
    FindingReport,
    InvalidBox,
    Receipt,
    SentFinding,
    SentItem,
    TargetReport,
    Up,
)
from store.box.values import column, demand
from store.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence
    from typing import Any, TypeVar

    from store.box.values import Reader

    R = TypeVar("R", bound=Record)

_KEYS = {"sender": "from"}
"""How a field is written whose name is a word of Python."""


def object_of(message: Up | Down) -> dict[str, Any]:
    """The JSON object of a message."""
    return {"schema": SCHEMA, **_object(message)}


def up_of(value: Any) -> Up:
    """What a JSON value says, as what goes up; raises InvalidBox."""
    return _message(Up, value)


def row_of(message: Up) -> list[Any]:
    """The same as values in the order of its fields, and so of each record in it: shorter, and quicker read."""
    return [_row(item) for item in message]


def ups_of(rows: Sequence[Any]) -> list[Up]:
    """What each of several such lists says; raises InvalidBox, of no certain place, where any of them is none."""
    found: list[Up] = _RecordOf(Up).column(rows)
    return found


def down_of(value: Any) -> Down:
    """What a JSON value says, as what comes down; raises InvalidBox."""
    return _message(Down, value)


def readable(parts: Sequence[R]) -> tuple[R, ...]:
    """Those parts of a message that whoever reads it takes: one that is not is left out, and spoils no other."""
    return tuple([part for part in parts if _is_readable(part)])


def _is_readable(part: Record) -> bool:
    try:
        _RecordOf(type(part))(_object(part))
    except InvalidBox:
        return False
    return True


def _object(value: Any) -> Any:
    if isinstance(value, Record):
        pairs = zip(value.fields, value, strict=True)
        return {_KEYS.get(name, name): _object(item) for name, item in pairs if item is not None}
    if isinstance(value, dict):
        return {key: _object(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_object(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _row(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _row(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_row(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _message(kind: type[R], value: Any) -> R:
    if type(value) is not dict:
        raise InvalidBox("type", "1:1")
    schema = values.at("schema", values.count, value.get("schema"))
    if schema != SCHEMA:
        raise InvalidBox("schema" if schema > SCHEMA else "value", "schema")
    found: R = _RecordOf(kind)(value)
    return found


class _RecordOf(values.Compound):
    """A JSON object as a record of a kind."""

    def __init__(self, kind: type[Record]) -> None:
        self._kind = kind

    def __call__(self, value: Any) -> Any:
        if type(value) is not dict:
            raise InvalidBox("type")
        kind, found = self._kind, {}
        for name, reader in _READERS[kind].items():
            key = _KEYS.get(name, name)
            if key in value:
                try:
                    found[name] = reader(value[key])
                except InvalidBox as bad:
                    raise InvalidBox(bad.code, f"{key}/{bad.place}".rstrip("/")) from None
            elif name not in kind.defaults:
                raise InvalidBox("missing", key)
        return kind(**found)

    def column(self, values: Sequence[Any]) -> list[Any]:
        """Of records that stand as lists (`row_of`)."""
        if not values:
            return []
        demand(list, values)
        if set(map(len, values)) != {len(self._kind.fields)}:
            raise InvalidBox("value")
        fields = map(self._field, self._kind.fields, zip(*values, strict=True))
        return [*map(partial(tuple.__new__, self._kind), zip(*fields, strict=True))]

    def _field(self, name: str, values: Sequence[Any]) -> Sequence[Any]:
        reader = _READERS[self._kind][name]
        if self._kind.defaults.get(name, "") is not None or None not in values:
            return column(reader, values)
        said = iter(column(reader, [one for one in values if one is not None]))
        return [None if one is None else next(said) for one in values]


def _texts(value: Any) -> Hashable:
    """Of a list of texts; an empty object is another thing than an empty list."""
    if type(value) is not list:
        raise TypeError
    return tuple(value)


def _items(value: Any) -> Hashable:
    """Of a record of texts."""
    return tuple(value.items())


def _counted(value: Any) -> Hashable:
    """Of a count; True is 1 to whoever compares them."""
    n = value["n"]
    if not _INT.issuperset(map(type, n.values())):
        raise TypeError
    return (value["rule"], value["period"], value["due"], *n, *n.values())


_INT = frozenset({int})
_COUNTS = values.Each(values.count)
_duty = values.Alike(_RecordOf(DutyCount), _counted)
_receipt = values.Alike(_RecordOf(Receipt), _items)
_posts = values.Alike(values.AllOf(values.name), _texts)

_READERS: Mapping[type[Record], dict[str, Reader]] = {
    DutyCount: {"rule": values.name, "period": values.name, "due": values.day, "n": _COUNTS},
    EntryCount: {"open": values.count, "overdue": values.count},
    Receipt: {"origin": values.name, "day": values.day, "state": values.name, "reply": values.text},
    FindingReport: {
        "origin": values.name,
        "state": values.name,
        "closed": values.day,
        "closing": values.text,
        "reopened": values.day,
        "due": values.day,
    },
    TargetReport: {"id": values.name, "standing": values.name, "weight": values.number, "points": values.number},
    SentItem: {
        "origin": values.name,
        "kind": values.name,
        "sub": values.text,
        "title": values.name,
        "doc": values.text,
        "day": values.day,
        "text": values.text,
        "due": values.day,
        "reply": values.reply,
    },
    SentFinding: {
        "origin": values.name,
        "rule": values.name,
        "period": values.period,
        "result": values.result,
        "text": values.text,
        "day": values.day,
        "due": values.day,
        "closed": values.day,
        "reopened": values.day,
    },
    Up: {
        "unit": values.name,
        "name": values.name,
        "as_of": values.day,
        "revision": values.count,
        "level": values.text,
        "branches": values.count,
        "shows": values.text,
        "members": values.count,
        "vacant": _posts,
        "duties": values.AllOf(_duty),
        "hours": values.Each(_COUNTS),
        "attendance": values.Each(values.of_two),
        "entries": values.Each(_RecordOf(EntryCount)),
        "visits": _COUNTS,
        "received": values.AllOf(_receipt),
        "findings": values.AllOf(_RecordOf(FindingReport)),
        "targets": values.AllOf(_RecordOf(TargetReport)),
    },
    Down: {
        "unit": values.name,
        "sender": values.name,
        "as_of": values.day,
        "mark": values.text,
        "liaison": values.AllOf(values.text),
        "items": values.AllOf(_RecordOf(SentItem)),
        "findings": values.AllOf(_RecordOf(SentFinding)),
    },
}
"""How each field of each message is read. A word of a newer program (a state, a post) is a text like any other."""
