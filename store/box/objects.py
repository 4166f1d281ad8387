"""The messages of a box as plain JSON values, and back: strictly, field by field, each complaint with its path.

A field that this program does not know is passed over; one that is missing, of another type or out of bounds refuses
the whole file.
"""

from __future__ import annotations

from datetime import date

from store import periods
from store.box.messages import (
    REPLIES,
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
from store.records import Result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
    from typing import Any, TypeVar

    Reader = Callable[[Any], Any]
    R = TypeVar("R", bound=Record)

_KEYS = {"sender": "from"}
"""How a field is written whose name is a word of Python."""
RESULTS = frozenset(one.value for one in Result)
LONGEST = 20_000
"""Characters of one text."""


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
    schema = _at("schema", _count, value.get("schema"))
    if schema != SCHEMA:
        raise InvalidBox("schema" if schema > SCHEMA else "value", "schema")
    return _record(kind)(value)


def _at(place: str, read: Reader, value: Any) -> Any:
    try:
        return read(value)
    except InvalidBox as bad:
        raise InvalidBox(bad.code, f"{place}/{bad.place}".rstrip("/")) from None


def _record(kind: type[R]) -> Callable[[Any], R]:
    def read(value: Any) -> R:
        if type(value) is not dict:
            raise InvalidBox("type")
        found = {}
        for name, reader in _READERS[kind].items():
            key = _KEYS.get(name, name)
            if key in value:
                found[name] = _at(key, reader, value[key])
            elif name not in kind.defaults:
                raise InvalidBox("missing", key)
        return kind(**found)

    return read


def _text(value: Any) -> str:
    if type(value) is not str:
        raise InvalidBox("type")
    if len(value) > LONGEST:
        raise InvalidBox("value")
    return value


def _name(value: Any) -> str:
    text = _text(value)
    if not text.strip():
        raise InvalidBox("value")
    return text


def _count(value: Any) -> int:
    if type(value) is not int:
        raise InvalidBox("type")
    if not 0 <= value < 2**53:
        raise InvalidBox("value")
    return value


def _number(value: Any) -> float:
    if type(value) not in (int, float):
        raise InvalidBox("type")
    number: float = value
    if not abs(number) < 2**53:
        raise InvalidBox("value")
    return number


def _day(value: Any) -> date:
    try:
        day = date.fromisoformat(_text(value))
    except ValueError:
        raise InvalidBox("value") from None
    if len(value) != 10 or value[7] != "-" or not 1900 <= day.year < 2200:
        raise InvalidBox("value")
    return day


def _reply(value: Any) -> str:
    return _one_of(REPLIES, value)


def _result(value: Any) -> str:
    return _one_of(RESULTS, value)


def _one_of(known: Collection[str], value: Any) -> str:
    text = _text(value)
    if text not in known:
        raise InvalidBox("value")
    return text


def _period(value: Any) -> str:
    text = _text(value)
    if periods.parse(text) is None:
        _day(text)  # that of an event
    return text


def _of_two(value: Any) -> tuple[int, int]:
    if type(value) is not list:
        raise InvalidBox("type")
    if len(value) != 2:
        raise InvalidBox("value")
    return _count(value[0]), _count(value[1])


def _all(read: Reader) -> Reader:
    def read_all(value: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            raise InvalidBox("type")
        try:
            return tuple(map(read, value))
        except InvalidBox:  # its place is worth the trouble of looking again
            return tuple([_at(str(place), read, item) for place, item in enumerate(value)])

    return read_all


def _each(read: Reader) -> Reader:
    def read_each(value: Any) -> dict[str, Any]:
        if type(value) is not dict:
            raise InvalidBox("type")
        return {key: _at(key, read, item) for key, item in value.items()}

    return read_each


_COUNTS = _each(_count)
_duty_slowly = _record(DutyCount)
_duties: dict[Hashable, DutyCount] = {}
MOST_KNOWN = 50_000
"""Counts that are kept in mind: those of many units are much alike, and are then one record."""


def _duty(value: Any) -> DutyCount:
    """Like any record, and quickly where nothing is wrong: a unit says hundreds of them, and a committee has many
    units.
    """
    try:
        n = value["n"]
        key = (value["rule"], value["period"], value["due"], *n, *n.values())
        known = _duties.get(key)
        for one in n.values():
            if type(one) is not int:  # True is 1 to whoever compares them
                known = None
    except (TypeError, KeyError, AttributeError):
        return _duty_slowly(value)
    return _new_duty(key, _duty_slowly(value)) if known is None else known


def _new_duty(key: Hashable, made: DutyCount) -> DutyCount:
    if len(_duties) >= MOST_KNOWN:
        _duties.clear()
    _duties[key] = made
    return made


_READERS: Mapping[type[Record], dict[str, Reader]] = {
    DutyCount: {"rule": _name, "period": _name, "due": _day, "n": _COUNTS},
    EntryCount: {"open": _count, "overdue": _count},
    Receipt: {"origin": _name, "day": _day, "state": _name, "reply": _text},
    FindingReport: {"origin": _name, "state": _name, "closed": _day, "closing": _text, "reopened": _day, "due": _day},
    TargetReport: {"id": _name, "standing": _name, "weight": _number, "points": _number},
    SentItem: {
        "origin": _name,
        "kind": _name,
        "sub": _text,
        "title": _name,
        "doc": _text,
        "day": _day,
        "text": _text,
        "due": _day,
        "reply": _reply,
    },
    SentFinding: {
        "origin": _name,
        "rule": _name,
        "period": _period,
        "result": _result,
        "text": _text,
        "day": _day,
        "due": _day,
        "closed": _day,
        "reopened": _day,
    },
    Up: {
        "unit": _name,
        "name": _name,
        "as_of": _day,
        "revision": _count,
        "level": _text,
        "branches": _count,
        "shows": _text,
        "members": _count,
        "vacant": _all(_name),
        "duties": _all(_duty),
        "hours": _each(_COUNTS),
        "attendance": _each(_of_two),
        "entries": _each(_record(EntryCount)),
        "visits": _COUNTS,
        "received": _all(_record(Receipt)),
        "findings": _all(_record(FindingReport)),
        "targets": _all(_record(TargetReport)),
    },
    Down: {
        "unit": _name,
        "sender": _name,
        "as_of": _day,
        "liaison": _all(_text),
        "items": _all(_record(SentItem)),
        "findings": _all(_record(SentFinding)),
    },
}
"""How each field of each message is read. A word of a newer program (a state, a post) is a text like any other."""
