"""The values of a message, read strictly: each as one reader takes it, or `InvalidBox`."""

from __future__ import annotations

from datetime import date

from store import periods
from store.box.messages import REPLIES, InvalidBox
from store.records import Result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable
    from typing import Any

    Reader = Callable[[Any], Any]

RESULTS = frozenset(one.value for one in Result)
LONGEST = 20_000
"""Characters of one text."""


def at(place: str, read: Reader, value: Any) -> Any:
    try:
        return read(value)
    except InvalidBox as bad:
        raise InvalidBox(bad.code, f"{place}/{bad.place}".rstrip("/")) from None


MOST_KNOWN = 50_000
"""Counts, days and answers that are kept in mind: those of many units are much alike, and are then one record."""


def alike(read: Reader, key: Callable[[Any], Hashable]) -> Reader:
    """What has been read is not read again: a unit says hundreds of counts, and a committee has many units. `key` tells
    apart what is read as something else, and raises where it can't.
    """
    known: dict[Hashable, Any] = {}

    def read_alike(value: Any) -> Any:
        try:
            seen = key(value)
            found = known.get(seen)
        except (TypeError, KeyError, AttributeError):
            return read(value)
        if found is None:
            found = read(value)
            if len(known) >= MOST_KNOWN:
                known.clear()
            known[seen] = found
        return found

    return read_alike


def text(value: Any) -> str:
    if type(value) is not str:
        raise InvalidBox("type")
    if len(value) > LONGEST:
        raise InvalidBox("value")
    return value


def name(value: Any) -> str:
    said = text(value)
    if not said.strip():
        raise InvalidBox("value")
    return said


def count(value: Any) -> int:
    if type(value) is not int:
        raise InvalidBox("type")
    if not 0 <= value < 2**53:
        raise InvalidBox("value")
    return value


def number(value: Any) -> float:
    if type(value) not in (int, float):
        raise InvalidBox("type")
    found: float = value
    if not abs(found) < 2**53:
        raise InvalidBox("value")
    return found


def _day_slowly(value: Any) -> date:
    try:
        found = date.fromisoformat(text(value))
    except ValueError:
        raise InvalidBox("value") from None
    if len(value) != 10 or value[7] != "-" or not 1900 <= found.year < 2200:
        raise InvalidBox("value")
    return found


def _text_itself(value: Any) -> Hashable:
    if type(value) is not str:
        raise TypeError
    return value


day = alike(_day_slowly, _text_itself)


def reply(value: Any) -> str:
    return _one_of(REPLIES, value)


def result(value: Any) -> str:
    return _one_of(RESULTS, value)


def _one_of(known: Collection[str], value: Any) -> str:
    said = text(value)
    if said not in known:
        raise InvalidBox("value")
    return said


def period(value: Any) -> str:
    said = text(value)
    if periods.parse(said) is None:
        day(said)  # that of an event
    return said


def of_two(value: Any) -> tuple[int, int]:
    if type(value) is not list:
        raise InvalidBox("type")
    if len(value) != 2:
        raise InvalidBox("value")
    return count(value[0]), count(value[1])


def all_of(read: Reader) -> Reader:
    def read_all(value: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            raise InvalidBox("type")
        try:
            return tuple(map(read, value))
        except InvalidBox:  # its place is worth the trouble of looking again
            return tuple([at(str(place), read, item) for place, item in enumerate(value)])

    return read_all


def each(read: Reader) -> Reader:
    def read_each(value: Any) -> dict[str, Any]:
        if type(value) is not dict:
            raise InvalidBox("type")
        return {key: at(key, read, item) for key, item in value.items()}

    return read_each
