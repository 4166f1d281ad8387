"""Figures that are worked out when they are looked at: of 30,000 rows a screen shows twenty."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any, TypeVar

    K = TypeVar("K")
    T = TypeVar("T")


class _LazySequence:
    """A sequence of which each item is made once, from the key in its place; equal to what has equal items."""

    __slots__ = ("_keys", "_made", "_make")
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, keys: Sequence[Any], make: Callable[[Any], Any]) -> None:
        self._keys = keys
        self._make = make
        self._made: dict[int, Any] = {}

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, index: int | slice) -> Any:
        places = range(len(self._keys))[index]
        return [self._at(place) for place in places] if isinstance(places, range) else self._at(places)

    def __iter__(self) -> Iterator[Any]:
        return map(self._at, range(len(self._keys)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (_LazySequence, tuple, list)) and list(self) == list(other)

    def _at(self, place: int) -> Any:
        made = self._made.get(place)
        if made is None:
            made = self._made[place] = self._make(self._keys[place])
        return made


def keys_of(items: Sequence[T]) -> Sequence[Any]:
    """The keys that the items of a lazy sequence are made from, none of which is made for it."""
    assert isinstance(items, _LazySequence)
    return items._keys


def lazily(keys: Sequence[K], make: Callable[[K], T]) -> Sequence[T]:
    """What `make` gives for each key, in their order, when it is first asked for; `make` never gives None."""
    made: Any = _LazySequence(keys, make)
    return made  # type: ignore[no-any-return]


class _PulledSequence:
    """A sequence of what an iterator gives, taken from it as far as somebody looks; equal to what has equal items."""

    __slots__ = ("_left", "_pulled")
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, items: Iterator[Any]) -> None:
        self._left = items
        self._pulled: list[Any] = []

    def __bool__(self) -> bool:
        return self._reaches(0)

    def __len__(self) -> int:
        self._pulled += self._left
        return len(self._pulled)

    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice) or index < 0 or not self._reaches(index):
            len(self)
        return self._pulled[index]

    def __iter__(self) -> Iterator[Any]:
        place = 0
        while self._reaches(place):
            yield self._pulled[place]
            place += 1

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (_PulledSequence, tuple, list)) and list(self) == list(other)

    def _reaches(self, place: int) -> bool:
        """Whether there is an item in a place, after taking as many as that needs."""
        while len(self._pulled) <= place:
            try:
                self._pulled.append(next(self._left))
            except StopIteration:
                return False
        return True


def pulled(items: Iterator[T]) -> Sequence[T]:
    """What an iterator gives, in its order, each when it is first asked for."""
    made: Any = _PulledSequence(items)
    return made  # type: ignore[no-any-return]
