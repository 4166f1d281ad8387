"""The shape of the file by number, and one small pure function a step from each to the next."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Document = dict[str, Any]
    Tables = dict[str, dict[str, Document]]
    """What TinyDB writes: table to document number (which means nothing) to document."""

VERSION = 1

STEPS: dict[int, Callable[[Tables], Tables]] = {}
"""From each older version: a function that returns the tables of the version one above it."""


def placed(table: dict[str, Document], number: str, document: Document) -> dict[str, Document]:
    """The table with one more document: before the first higher number, or at the end where its number is taken."""
    rows = list(table.items())
    if number in table:
        return table | {str(max(map(int, table)) + 1): document}
    place = next((place for place, (other, _) in enumerate(rows) if int(other) > int(number)), len(rows))
    return dict([*rows[:place], (number, document), *rows[place:]])
