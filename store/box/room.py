"""How much of a message there is room for: its file has a bound, and a store has none. The newest goes first, for of
what is years old the other side has its own record.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, TypeVar

    from store.record import Record

    R = TypeVar("R", bound=Record)

ITEMS, SENT_FINDINGS = 160 * 1024, 80 * 1024
RECEIPTS, REPORTS = 100 * 1024, 20 * 1024
"""Bytes, of the 256 KiB of a file, for what goes down and for the texts that go up."""
MOST_RECEIPTS, MOST_REPORTS = 800, 200
"""How many answers go up: of a notice a week those of fifteen years."""
AROUND = 200
"""Bytes of a part but for its texts, at most."""


def newest(parts: Sequence[R], room: int, first: Callable[[R], bool] = lambda part: False) -> tuple[R, ...]:
    """The parts that there is room for, in their order: those that come `first`, then the last of the others."""
    left, kept = room, set()
    for place in sorted(range(len(parts)), key=lambda place: (first(parts[place]), place), reverse=True):
        left -= weight(parts[place])
        if left < 0:
            break
        kept.add(place)
    return tuple([part for place, part in enumerate(parts) if place in kept])


def shortened(parts: Sequence[R], field: str, room: int, most: int) -> tuple[R, ...]:
    """The last so many parts, with the texts of a field as long as there is room for them, the last ones first; the
    rest without.
    """
    left, made = room, []
    for part in reversed(parts[-most:]):
        left -= weight(part)
        made.append(part if left >= 0 else part.but(**{field: ""}))
    return tuple(reversed(made))


def weight(part: Record) -> int:
    """About how many bytes a part takes, rather more than less."""
    return AROUND + sum(_bytes(value) for value in part if type(value) is str)


def _bytes(text: Any) -> int:
    escaped = sum(sign < " " for sign in text) if not text.isprintable() else 0
    size: int = len(text.encode()) + 5 * escaped + text.count('"') + text.count("\\")
    return size
