"""What follows from one unit's counts, worked out once for as long as they stand: one unit's change at a time."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Concatenate, ParamSpec, TypeVar

    from store.box.messages import Up

    P = ParamSpec("P")
    T = TypeVar("T")

MOST = 100_000
"""Answers that a function keeps."""


def remembered(work_out: Callable[Concatenate[Up, P], T]) -> Callable[Concatenate[Up, P], T]:
    """A function of counts, which are values, and of what can be a key."""
    known: dict[Any, tuple[Up, T]] = {}

    def from_counts(up: Up, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (id(up), *args)
        found = known.get(key)
        if found is None or found[0] is not up:  # it is kept with the answer: nothing else can have its place
            if len(known) >= MOST:
                known.clear()
            found = known[key] = up, work_out(up, *args, **kwargs)
        return found[1]

    return from_counts
