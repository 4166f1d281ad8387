"""Medians, ratios of turns taken together, and tables in Markdown."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Turn = dict[str, Any]
"""What one run showed; times in seconds, sizes in bytes, memory in MiB. All of it can be written as JSON."""


def rounds(first: int, last: int, seconds: float) -> Iterator[int]:
    """The numbers of the rounds, the first two of which are always made: another begins only while so many seconds are
    not over, so that a busy machine makes fewer and not a longer day.
    """
    until = time.monotonic() + seconds
    for number in range(first, last + 1):
        if number > first + 1 and time.monotonic() > until:
            return
        yield number


def middle(turns: Iterable[Turn], of: str | Callable[[Turn], float]) -> float:
    return statistics.median(one[of] if isinstance(of, str) else of(one) for one in turns)


def ratio(turns: Sequence[Turn], base: Sequence[Turn], of: str | Callable[[Turn], float]) -> float:
    """The median of what a turn took against the base's turn beside it: noise that lasts falls on both."""
    value = (lambda one: one[of]) if isinstance(of, str) else of
    return statistics.median(value(one) / value(other) for one, other in zip(turns, base, strict=False) if value(other))


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The first column is text, the others are figures."""
    rule = ["---"] + ["--:"] * (len(head) - 1)
    lines = [head, rule, *([said(cell) for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def said(value: object) -> str:
    """Three digits at least, thousands apart; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
