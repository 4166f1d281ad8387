"""What an import has found so far, kept in one place whichever kind of sheet is read."""

from __future__ import annotations

from store.edits import Add, Change, EditGroup
from store.exchange.imports.plan import ChangedRecord, ImportPlan, NewRecord, RejectedRow, Remark, SkippedRow
from store.exchange.tables.sheet import DroppedColumn

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from typing import Any

    from store.edits import Edit
    from store.exchange.tables.cells import InvalidCell
    from store.exchange.tables.sheet import SheetRows
    from store.records import Stored
    from store.snapshot import Snapshot


class ImportLedger:
    """`snapshot` and `today` are what sheets are judged against."""

    def __init__(self, kind: str, snapshot: Snapshot, today: date) -> None:
        self.kind, self.snapshot, self.today = kind, snapshot, today
        self.new: list[NewRecord] = []
        self.changed: list[ChangedRecord] = []
        self.edits: list[Edit] = []
        self.refused: list[RejectedRow] = []
        self.skipped: list[SkippedRow] = []
        self.remarks: list[Remark] = []
        self.dropped: list[DroppedColumn] = []
        self.sums: list[str] = []
        self.unchanged = self.rows = 0

    def add(self, sheet: str, row: int | None, table: str, record: Stored) -> None:
        """A record that will be made."""
        self.new.append(NewRecord(sheet=sheet, row=row, table=table, record=record))
        self.edits.append(Add(table=table, record=record))

    def change(
        self,
        sheet: str,
        row: int | None,
        table: str,
        old: Stored,
        fields: dict[str, Any],
        changes: Iterable[tuple[str, Any, Any]] | None = None,
    ) -> None:
        """Fields of a record that will change, none where it says just this already; `changes` say it where that is not
        each field before and after.
        """
        if not fields:
            self.unchanged += 1
            return
        base = {name: getattr(old, name) for name in fields}
        self.edits.append(Change(table=table, id=old.id, base=base, fields_=fields))
        if changes is None:
            changes = ((name, base[name], value) for name, value in fields.items())
        self.changed.append(ChangedRecord(sheet=sheet, row=row, table=table, id=old.id, changes=tuple(changes)))

    def refuse(self, sheet: str, **fields: Any) -> None:
        self.refused.append(RejectedRow(sheet=sheet, **fields))

    def refuse_cell(self, sheet: str, invalid: InvalidCell, **where: Any) -> None:
        """A cell that can't be read, with its text where that may be shown."""
        self.refuse(sheet, **where, code=invalid.code, facts={"text": invalid.text} if invalid.text else {})

    def remark(self, sheet: str, row: int | None, name: str, code: str, **facts: Any) -> None:
        self.remarks.append(Remark(sheet=sheet, row=row, name=name, code=code, facts=facts))

    def skip(self, sheet: str, row: int, code: str, text: str) -> None:
        self.skipped.append(SkippedRow(sheet=sheet, row=row, code=code, text=text))

    def drop(self, sheet: SheetRows, columns: Iterable[tuple[int, str]]) -> None:
        """Columns that mean nothing here, as (column, heading)."""
        self.dropped += [
            DroppedColumn(sheet=sheet.name, column=at, heading=text, why="unknown") for at, text in columns
        ]

    def plan(self, **more: Any) -> ImportPlan:
        """Everything as one value, and the one change that does it."""
        return ImportPlan(
            kind=self.kind,
            new=tuple(self.new),
            changed=tuple(self.changed),
            unchanged=self.unchanged,
            refused=tuple(self.refused),
            remarks=tuple(self.remarks),
            dropped=tuple(self.dropped),
            skipped=tuple(self.skipped),
            sums=tuple(self.sums),
            rows=self.rows,
            edit=EditGroup(edits=tuple(self.edits), why=f"import_{self.kind}") if self.edits else None,
            **more,
        )
