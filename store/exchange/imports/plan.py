"""What an import would do: a plan that is a value before it is an edit."""

from __future__ import annotations

from store.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from store.edits import EditGroup
    from store.exchange.tables.sheet import DroppedColumn, Place
    from store.records import Stored


class RejectedRow(Record):
    """A row (or a column of a wide sheet; or, without either, a whole sheet) that stays out, and why.

    `row` counts from 1 as the spreadsheet does, `column` is its index from 0, `heading` what stands above it. `facts`
    never hold the text of a cell that looks like an identity number. `cell` is the column where it can be put right, if
    that is another one than `column`: the name of a row whose mark is nobody's. `line` is the row of a heading that is
    refused for what it says.
    """

    sheet: str
    row: int | None = None
    line: int | None = None
    column: int | None = None
    heading: str = ""
    name: str = ""
    code: str
    facts: dict[str, Any] = {}  # noqa: RUF012
    cell: int | None = None

    @property
    def place(self) -> Place | None:
        """The cell or heading that can be put right, None where it is about more than one."""
        column = self.column if self.cell is None else self.cell
        row = self.line if self.row is None else self.row
        return None if row is None or column is None else (self.sheet, row, column)


class SkippedRow(Record):
    """A row that is nobody's, with why (`total`, `divider`, `free`, `heading`, `example`, `no_person`) and its text."""

    sheet: str
    row: int
    code: str
    text: str


class Remark(Record):
    """Something about a row that is taken, which its reader should know: an inference, or a cell that is not stored.

    Without a `row` it is about the sheet.
    """

    sheet: str
    row: int | None
    name: str
    code: str
    facts: dict[str, Any] = {}  # noqa: RUF012


class NewRecord(Record):
    """A record that will be made; its id is given when it is stored."""

    sheet: str
    row: int | None
    table: str
    record: Stored


class ChangedRecord(Record):
    """A record that will change: (field, before, after), for a roll `roll.<member id>`."""

    sheet: str
    row: int | None
    table: str
    id: str
    changes: tuple[tuple[str, Any, Any], ...]


class ImportPlan(Record):
    """Everything that an import would do. `edit` does all of it as one change; None where there is nothing to do.

    `kind` is one of `roster`, `attendance`, `training`, `entries`. `unchanged` counts records that already say so,
    `rows` those of the sheets that are somebody's; `sums` name the tables that only sum records up, which are left out;
    `untold` are the ids of members in the branch of whom a roster says nothing, which an import leaves alone.
    """

    kind: str
    new: tuple[NewRecord, ...] = ()
    changed: tuple[ChangedRecord, ...] = ()
    unchanged: int = 0
    refused: tuple[RejectedRow, ...] = ()
    remarks: tuple[Remark, ...] = ()
    dropped: tuple[DroppedColumn, ...] = ()
    groups: tuple[str, ...] = ()
    skipped: tuple[SkippedRow, ...] = ()
    rows: int = 0
    sums: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()
    edit: EditGroup | None = None
