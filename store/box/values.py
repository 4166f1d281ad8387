"""The values of a message, read strictly: each as one reader takes it, or `InvalidBox`.

Those of many messages can be read together, a column for each field: then what is the same in all is looked at once.
"""

from __future__ import annotations

from datetime import date
from itertools import chain, islice

from store import periods
from store.box.messages import REPLIES, InvalidBox
from store.records import Result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Sequence
    from typing import Any

    Reader = Callable[[Any], Any]

RESULTS = frozenset(one.value for one in Result)
LONGEST = 20_000
"""Characters of one text."""


def at(place: str, read: Reader, value: Any) -> Any:
    """What a reader takes; what it can't take is told by its place."""
    try:
        return read(value)
    except InvalidBox as bad:
        raise InvalidBox(bad.code, f"{place}/{bad.place}".rstrip("/")) from None


class Compound:
    """A reader of what has parts."""

    def __call__(self, value: Any) -> Any:
        raise NotImplementedError

    def column(self, values: Sequence[Any]) -> list[Any]:
        """What it makes of each of several values; raises `InvalidBox`, of no certain place, where it refuses any."""
        raise NotImplementedError


def column(read: Reader, values: Sequence[Any]) -> list[Any]:
    """What a reader makes of each of several values; raises `InvalidBox`, of no certain place, where it refuses any."""
    kinds = set(map(type, values))
    if kinds == {str} or kinds == {int}:  # of one type, as True and 1 are not, what is equal is read as the same
        known = {value: read(value) for value in set(values)}
        return [known[value] for value in values]
    return read.column(values) if isinstance(read, Compound) else [*map(read, values)]


def demand(kind: type, values: Sequence[Any]) -> None:
    """Raise `InvalidBox` unless all values are of a type."""
    if not {kind}.issuperset(map(type, values)):
        raise InvalidBox("type")


MOST_KNOWN = 50_000
"""Counts, days and answers that are kept in mind: those of many units are much alike, and are then one record."""


class Alike(Compound):
    """What has been read is not read again: a unit says hundreds of counts, and a committee has many units. `key` tells
    apart what is read as something else, and raises where it can't.
    """

    def __init__(self, read: Reader, key: Callable[[Any], Hashable]) -> None:
        self._read = read
        self._key = key
        self._known: dict[Hashable, Any] = {}

    def __call__(self, value: Any) -> Any:
        known = self._known
        try:
            seen = self._key(value)
            found = known.get(seen)
        except (TypeError, KeyError, AttributeError):
            return self._read(value)
        if found is None:
            found = self._read(value)
            if len(known) >= MOST_KNOWN:
                known.clear()
            known[seen] = found
        return found

    def column(self, values: Sequence[Any]) -> list[Any]:
        return column(self._read, values)


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


day = Alike(_day_slowly, _text_itself)


def reply(value: Any) -> str:
    return _one_of(REPLIES, value)


def result(value: Any) -> str:
    return _one_of(RESULTS, value)


def _one_of(allowed: Collection[str], value: Any) -> str:
    said = text(value)
    if said not in allowed:
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


class AllOf(Compound):
    """A list of what one reader takes, as a tuple."""

    def __init__(self, read: Reader) -> None:
        self._read = read

    def __call__(self, value: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            raise InvalidBox("type")
        try:
            return tuple(map(self._read, value))
        except InvalidBox:  # its place is worth the trouble of looking again
            return tuple([at(str(place), self._read, item) for place, item in enumerate(value)])

    def column(self, values: Sequence[Any]) -> list[Any]:
        demand(list, values)
        items = iter(column(self._read, [*chain.from_iterable(values)]))
        return [tuple(islice(items, len(value))) if value else () for value in values]


class Each(Compound):
    """A mapping of texts to what one reader takes."""

    def __init__(self, read: Reader) -> None:
        self._read = read

    def __call__(self, value: Any) -> dict[str, Any]:
        if type(value) is not dict:
            raise InvalidBox("type")
        return {key: at(key, self._read, item) for key, item in value.items()}

    def column(self, values: Sequence[Any]) -> list[Any]:
        demand(dict, values)
        if not any(values):
            return [*values]
        said = [*chain.from_iterable(map(dict.values, values))]
        items = column(self._read, said)
        if items == said:
            return [*values]
        each = iter(items)
        return [{key: next(each) for key in value} for value in values]
