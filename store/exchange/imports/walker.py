"""The way through the sheets of a file, one for every kind: which of them are tables, which rows are people."""

from __future__ import annotations

from store.exchange.imports import our_exports
from store.exchange.tables import headings
from store.exchange.tables.private_use import private, standard
from store.exchange.tables.sheet import has_columns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from store.exchange.imports.ledger import ImportLedger
    from store.exchange.tables.headings import DataRow, Headings
    from store.exchange.tables.sheet import SheetRows

    Progress = Callable[[int, int], None]
    """Called now and then with how many rows are done, of how many. It may raise to give the whole thing up."""

STEP = 200
FEW = 12
"""Hidden rows that are named one by one."""


class SheetWalker:
    def __init__(self, sheets: Sequence[SheetRows], ledger: ImportLedger, progress: Progress | None) -> None:
        self._ledger, self._progress = ledger, progress
        self._sheets = our_exports.tables(sheets, ledger.kind)
        self._total = max(1, sum(len(sheet.rows) for sheet in self._sheets))
        self._done = 0

    def tables(self) -> Iterator[tuple[SheetRows, Headings]]:
        """Each sheet with its headings; hidden ones, sums and sheets without people stay out and are said."""
        ledger, kind = self._ledger, self._ledger.kind
        for sheet in self._sheets:
            if sheet.hidden:
                ledger.refuse(sheet.name, code="hidden_sheet")
                continue
            header = headings.find(sheet, kind)
            if our_exports.is_sum(sheet, header, kind):
                ledger.sums.append(our_exports.title(sheet))
                continue
            if header is None:
                if any(cell is not None for row in sheet.rows for cell in row):
                    ledger.refuse(sheet.name, code="no_headings" if has_columns(self._sheets) else "one_column")
                continue
            if header.beside is not None:
                at = {"column": header.beside, "heading": header.texts[header.beside]}
                ledger.refuse(sheet.name, code="side_by_side", **at)
                continue
            ledger.dropped += header.dropped
            yield sheet, header
        if self._progress is not None:
            self._progress(self._total, self._total)

    def rows(self, sheet: SheetRows, header: Headings) -> Iterator[DataRow]:
        """The rows that are somebody's; the others are put down as skipped or refused."""
        ledger = self._ledger
        self._say_hidden(sheet, header)
        for row in headings.data_rows(sheet, header, ledger.kind):
            self._done += 1
            if self._progress is not None and self._done % STEP == 0:
                self._progress(self._done, self._total)
            if row.skip == headings.PERSON_OR_LABEL:
                ledger.refuse(sheet.name, row=row.row, code=row.skip, facts={"text": row.text})
                continue
            if row.skip:
                ledger.skip(sheet.name, row.row, row.skip, row.text)
                continue
            ledger.rows += 1
            if any(isinstance(cell, str) and private(standard(cell)) for cell in row.cells):
                ledger.remark(
                    sheet.name, row.row, headings.plain(row.cells[header.columns["name"]]), "private_character"
                )
            yield row

    def _say_hidden(self, sheet: SheetRows, header: Headings) -> None:
        rows = [row + 1 for row in sheet.hidden_rows if row >= header.below]
        if rows:
            facts = {"rows": tuple(rows[:FEW]), "n": len(rows)}
            self._ledger.remark(sheet.name, None, "", "hidden_rows", **facts)
        taken = {*header.columns.values(), *(at for at, _ in header.others)}
        columns = [header.texts[at] for at in sheet.hidden_columns if at in taken]
        if columns:
            self._ledger.remark(sheet.name, None, "", "hidden_columns", columns=tuple(columns[:FEW]), n=len(columns))
