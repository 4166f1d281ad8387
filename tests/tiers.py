"""Which values of a test are tried in the quick tier and which in the slow one alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


def quick(first: Collection[Any], every: Iterable[Any]) -> list[Any]:
    """All values, those that are not among the first for the slow tier."""
    return [one if one in first else slow(one) for one in every]


def slow(value: Any) -> Any:
    """One value for the slow tier alone; a tuple is one of several arguments."""
    return pytest.param(*(value if isinstance(value, tuple) else (value,)), marks=pytest.mark.slow)
