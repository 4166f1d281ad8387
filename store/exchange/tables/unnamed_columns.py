"""Columns without a heading that hold something of somebody: nobody can tell what, so they are told by their letter."""

from __future__ import annotations

from store.exchange.tables.cells import says_nothing
from store.exchange.tables.sheet import DroppedColumn, letters

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container

    from store.exchange.tables.sheet import Cell, SheetRows


def unnamed(sheet: SheetRows, headed: Container[int], name: int, below: int) -> list[DroppedColumn]:
    """Columns without a heading in which something stands beside names; running numbers before them are nothing."""
    people = [row for row in sheet.rows[below:] if name < len(row) and not says_nothing(row[name])]
    return [
        DroppedColumn(sheet=sheet.name, column=column, heading=letters(column), why="unknown")
        for column in range(max(map(len, people), default=0))
        if column not in headed
        and any(
            column < len(row) and not says_nothing(row[column]) and (column > name or not _is_number(row[column]))
            for row in people
        )
    ]


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) or (isinstance(cell, str) and cell.strip(" .、").isdigit())
