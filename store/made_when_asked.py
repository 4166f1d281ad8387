"""A list whose items are made when they are asked for, and then kept: of 20,000 a screen shows thirty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar, overload

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

T = TypeVar("T")


class MadeWhenAsked(Sequence[T]):
    """As long as what it is made `of`, each item as `make` gives it; one may look at `of` without making any."""

    def __init__(self, of: Sequence[Any], make: Callable[[Any], T]) -> None:
        self.of = of
        self._make = make
        self._made: dict[int, T] = {}

    def __len__(self) -> int:
        return len(self.of)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return [self[place] for place in range(*at.indices(len(self.of)))]
        place = range(len(self.of))[at]
        if place not in self._made:
            self._made[place] = self._make(self.of[place])
        return self._made[place]
