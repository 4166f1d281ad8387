"""What could not be brought down into the units' boxes, or up into the own one: told once, tried again by itself."""

from __future__ import annotations

from math import inf
from time import monotonic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.branch_box import BoxTrouble
    from tui.unit_sending import Trouble

AGAIN = 60.0
"""Seconds after which it is tried again."""


class Unsent:
    def __init__(self) -> None:
        self._down: list[tuple[str, str]] = []
        self._up: tuple[object, ...] = ()
        self._at = inf

    def is_due(self) -> bool:
        """Whether it is time to try again; asked once a turn."""
        due = monotonic() >= self._at
        if due:
            self._at = inf
        return due

    def down(self, troubles: Sequence[Trouble]) -> bool:
        """Whether other boxes of units can't be written than the last time, or for another reason."""
        before, self._down = self._down, [(unit.unit, error.code) for unit, error in troubles]
        self._at = monotonic() + AGAIN if troubles else inf
        return before != self._down

    def up(self, trouble: BoxTrouble | None, *, retry: bool) -> bool:
        """Whether something stands in the way of what goes up, and is to be told; at a `retry` only where it is new."""
        before, self._up = self._up, trouble.args if trouble is not None else ()
        if trouble is not None:
            self._at = monotonic() + AGAIN
        return trouble is not None and not (retry and before == self._up)
