"""A sheet as it was read: rows of cells, before anybody knows what its columns mean."""

from __future__ import annotations

from datetime import date

from store.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

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
    """One sheet as it was read: `rows` begin with the first of the file, cells with column A. `epoch` is its day 0."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    epoch: date = EPOCH
    hidden: bool = False


class DroppedColumn(Record):
    """A column that is not taken: `sensitive`, `unknown`, or `twice` (a field that another column already gives)."""

    sheet: str
    column: int
    heading: str
    why: str


def letters(column: int) -> str:
    """How a spreadsheet names a column: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
