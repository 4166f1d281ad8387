"""A sheet as it was read: rows of cells, before anybody knows what its columns mean."""

from __future__ import annotations

from datetime import date

from store.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypeAlias

    Place: TypeAlias = tuple[str, int, int]
    Cell: TypeAlias = "str | int | float | bool | date | MonthCell | ErrorCell | None"
    """A `datetime` is a `date`; a time of day comes as text."""

EPOCH = date(1899, 12, 30)


class MonthCell(Record):
    """A date cell that shows only its month: `label` is `1998-07`."""

    label: str


class ErrorCell(Record):
    """A cell that has no value to read: `formula` whose result was not stored, or an `error` such as #REF!."""

    code: str


class SheetRows(Record):
    """One sheet as it was read: `rows` begin with the first of the file, cells with column A. `epoch` is its day 0.

    `across` are the merged areas that are wider than a column, a triple (row, first column, last column) for each of
    their rows, in order of rows; rows and columns count from 0, those that are hidden too.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    epoch: date = EPOCH
    hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    across: tuple[tuple[int, int, int], ...] = ()


class DroppedColumn(Record):
    """A column that is not taken: `sensitive`, `unknown`, or `twice` (a field that another column already gives)."""

    sheet: str
    column: int
    heading: str
    why: str


def has_columns(sheets: Sequence[SheetRows]) -> bool:
    """Whether any row of a file has more than one cell; a text whose divider is not known has none."""
    return len(sheets) > 1 or any(len(row) > 1 for sheet in sheets for row in sheet.rows)


def letters(column: int) -> str:
    """How a spreadsheet names a column: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def with_corrections(sheets: Sequence[SheetRows], typed: Mapping[Place, str]) -> tuple[SheetRows, ...]:
    """The sheets with some cells as somebody has typed them instead: (sheet, row from 1, column from 0) to text."""
    if not typed:
        return tuple(sheets)
    made = []
    for sheet in sheets:
        rows = list(sheet.rows)
        for (name, row, column), text in typed.items():
            if name == sheet.name and 0 < row <= len(rows):
                cells = [*rows[row - 1], *[None] * (column + 1 - len(rows[row - 1]))]
                cells[column] = text or None
                rows[row - 1] = tuple(cells)
        made.append(sheet.but(rows=tuple(rows)))
    return tuple(made)
