"""Which values of a test are tried in the quick tier and which in the slow one alone."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence


def quick(first: Collection[Any], every: Iterable[Any]) -> list[Any]:
    """All values, those that are not among the first for the slow tier."""
    return [one if one in first else slow(one) for one in every]


def crossed(*axes: Sequence[Any]) -> list[Any]:
    """Every combination of the values of several arguments; in the quick tier as many as the longest has values, each
    value of each among them.
    """
    first = [tuple(axis[at % len(axis)] for axis in axes) for at in range(max(map(len, axes)))]
    return quick(first, product(*axes))


def slow(value: Any) -> Any:
    """One value for the slow tier alone; a tuple is one of several arguments."""
    return pytest.param(*(value if isinstance(value, tuple) else (value,)), marks=pytest.mark.slow)
