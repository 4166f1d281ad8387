"""Values in a statement, spelled so that no setting of a server reads them otherwise."""

from __future__ import annotations

import re
from functools import lru_cache

from store.errors import NotStored

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

_PLACES = re.compile(r"\$(\d+)")


def with_values(statement: str, values: Sequence[Any]) -> str:
    """The statement with its `$1`, `$2` … replaced; raises `NotStored("value")` for a text that no server can hold."""
    if not values:
        return statement
    start, ends = _cut(statement)
    texts = [literal(value) for value in values]
    return start + "".join([texts[place] + end for place, end in ends])


@lru_cache
def _cut(statement: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """What stands in front of the first place, and of each which value it takes and what stands behind it."""
    start, *parts = _PLACES.split(statement)
    return start, tuple([(int(place) - 1, end) for place, end in zip(parts[::2], parts[1::2], strict=True)])


def literal(value: Any) -> str:
    """A text, a number, a truth, nothing, or a list of texts or of numbers."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return _text(value)
    kind = "bigint" if value and isinstance(value[0], int) else "text"
    return f"array[{','.join(map(literal, value))}]::{kind}[]"


def _text(value: str) -> str:
    """With E in front a backslash means the same whatever `standard_conforming_strings` is set to."""
    if "\0" in value:
        raise NotStored("value", place="")
    escaped = value.replace("\\", "\\\\").replace("'", "''")
    return f"E'{escaped}'"
