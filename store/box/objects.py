"""The messages of a box as plain JSON values, and back: strictly, field by field, each complaint with its path.

A field that this program does not know is passed over; one that is missing, of another type or out of bounds refuses
the whole file.
"""

from __future__ import annotations

from datetime import date

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
from store.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence
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


def down_of(value: Any) -> Down:
    """What a JSON value says, as what comes down; raises InvalidBox."""
    return _message(Down, value)


def readable(parts: Sequence[R]) -> tuple[R, ...]:
    """Those parts of a message that whoever reads it takes: one that is not is left out, and spoils no other."""
    return tuple([part for part in parts if _is_readable(part)])


def _is_readable(part: Record) -> bool:
    try:
        _record(type(part))(_object(part))
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


def _message(kind: type[R], value: Any) -> R:
    if type(value) is not dict:
        raise InvalidBox("type", "1:1")
    schema = values.at("schema", values.count, value.get("schema"))
    if schema != SCHEMA:
        raise InvalidBox("schema" if schema > SCHEMA else "value", "schema")
    return _record(kind)(value)


def _record(kind: type[R]) -> Callable[[Any], R]:
    def read(value: Any) -> R:
        if type(value) is not dict:
            raise InvalidBox("type")
        found = {}
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

    return read


def _words(value: Any) -> Hashable:
    """Of a list of texts, or a record of nothing else."""
    return tuple(value) if type(value) is list else tuple(value.items())


def _counted(value: Any) -> Hashable:
    """Of a count; True is 1 to whoever compares them."""
    n = value["n"]
    if not _INT.issuperset(map(type, n.values())):
        raise TypeError
    return (value["rule"], value["period"], value["due"], *n, *n.values())


_INT = frozenset({int})
_COUNTS = values.each(values.count)
_duty = values.alike(_record(DutyCount), _counted)
_receipt = values.alike(_record(Receipt), _words)
_posts = values.alike(values.all_of(values.name), _words)

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
        "duties": values.all_of(_duty),
        "hours": values.each(_COUNTS),
        "attendance": values.each(values.of_two),
        "entries": values.each(_record(EntryCount)),
        "visits": _COUNTS,
        "received": values.all_of(_receipt),
        "findings": values.all_of(_record(FindingReport)),
        "targets": values.all_of(_record(TargetReport)),
    },
    Down: {
        "unit": values.name,
        "sender": values.name,
        "as_of": values.day,
        "liaison": values.all_of(values.text),
        "items": values.all_of(_record(SentItem)),
        "findings": values.all_of(_record(SentFinding)),
    },
}
"""How each field of each message is read. A word of a newer program (a state, a post) is a text like any other."""
