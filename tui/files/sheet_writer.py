"""Papers as an .xlsx: a sheet each. A text is written as a text, whatever a spreadsheet would like to run of it."""

from __future__ import annotations

import io
import re
from datetime import date
from functools import partial
from itertools import count
from math import ceil

from store.exchange.tables.formula_guard import runs
from store.exchange.tables.sheet import letters
from tui.files.not_xml import NOT_XML
from tui.files.sheet_charts import draw
from widgets.display import width
from widgets.papers.column_widths import narrow
from widgets.papers.paper import Chart, Heading, Money, PaperTable, Paragraph, Percent
from widgets.papers.text_formats import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from widgets.papers.paper import Paper, Value

    Progress = Callable[[int, int], None]

_NOT_NAME = re.compile(r"[\\/*?:\[\]]")
NAME_LENGTH = 31
WIDEST, NARROWEST, HEADING = 50, 7, 16
"""Characters that a column is wide, and for how many a heading alone may ask."""
FORM = 88
"""Characters across a form to be signed or filled in on paper."""
ACROSS = 200
"""Characters that can still be read across an A4 page that lies: the columns of a wider register go on further ones."""
CHART_ROWS = 17
"""Rows of usual height that a chart covers below a table."""
BESIDE, CHART_COLUMNS, CHART_COLUMN = 30, 8, 11
"""Beside tables of up to so many characters a chart has so many columns, each of so many characters."""
HIGHEST = 409
"""Points that no row of a spreadsheet is higher than."""


def written(papers: Sequence[Paper], progress: Progress | None = None) -> bytes:
    """The bytes of the workbook. Tables alone on a sheet begin in its first row, so that an import reads them."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    names: set[str] = set()
    total = sum(len(block.rows) for paper in papers for block in paper.blocks if isinstance(block, PaperTable))
    done = count(1)

    def wrote() -> None:
        rows = next(done)
        if progress is not None and rows % 200 == 0:
            progress(rows, total)

    for paper in papers:
        _PaperSheet(book.create_sheet(_name(paper.name, names)), paper, wrote).fill()
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _name(wish: str, in_use: set[str]) -> str:
    """A name that a sheet can have, and no other sheet of the workbook has."""
    base = _NOT_NAME.sub(" ", NOT_XML.sub("", wish)).strip("' ")[:NAME_LENGTH] or "-"
    name, number = base, 2
    while name.casefold() in in_use:
        ending = f" {number}"
        name, number = base[: NAME_LENGTH - len(ending)] + ending, number + 1
    in_use.add(name.casefold())
    return name


class _PaperSheet:
    """One paper on a sheet, from the top down: `row` is the last that has been written. `bare` is a paper of tables
    alone, which begins with the headings of the first; `wrote` is called for each of their rows.
    """

    def __init__(self, sheet: Any, paper: Paper, wrote: Callable[[], None]) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        thin = Side(style="thin", color="999999")
        self.box = Border(left=thin, right=thin, top=thin, bottom=thin)
        self.font, self.align = Font, partial(Alignment, wrap_text=True, vertical="center")
        self.shade = PatternFill("solid", fgColor="EDEDED")
        self.sheet, self.paper, self.wrote = sheet, paper, wrote
        self.row = 0
        columns = max((_width(block) for block in paper.blocks if isinstance(block, PaperTable)), default=1)
        self.bare = isinstance(paper.blocks[0], PaperTable) and bool(paper.blocks[0].head)
        self.widths = _widths(paper, columns)
        self.beside = sum(self.widths) <= BESIDE and any(isinstance(block, Chart) for block in paper.blocks)
        self.span = columns + CHART_COLUMNS if self.beside else columns

    def fill(self) -> None:
        if not self.bare:
            self._across(self.paper.title, "center", bold=True, size=16)
        before: object = None
        for block in self.paper.blocks:
            if isinstance(block, Heading):
                self._across(block.text, bold=True, size=12)
            elif isinstance(block, Paragraph):
                place = "center" if block.centred else "right" if block.right else "left"
                self._across(block.text, place, bold=block.bold)
            elif isinstance(block, PaperTable):
                self.row += isinstance(before, PaperTable)  # else two tables would be one
                self._table(block)
            elif isinstance(block, Chart):
                assert isinstance(before, PaperTable)
                draw(self.sheet, block, before, self.row, len(self.widths) + 2 if self.beside else 1)
                self.row += 0 if self.beside else CHART_ROWS
            before = block
        self._set_up_page()

    def _across(self, text: str, place: str = "left", *, bold: bool, size: float | None = None) -> None:
        """A line over all columns."""
        self.row += 1
        cell = _put(self.sheet, self.row, 1, text)
        cell.font, cell.alignment = self.font(bold=bold, size=size), self.align(horizontal=place)
        if self.span > 1:
            self.sheet.merge_cells(start_row=self.row, start_column=1, end_row=self.row, end_column=self.span)
        # A larger letter leaves room for fewer.
        high = size or 11
        wide = (sum(self.widths) + (CHART_COLUMN * CHART_COLUMNS if self.beside else 0)) * 11 / high
        _high(self.sheet, self.row, _lines(text, int(wide)), high)

    def _table(self, block: PaperTable) -> None:
        wrapped, middle = self.align(), self.align(horizontal="center")
        if block.head:
            self._head(block, middle)
        places = [middle if block.tall or (short and block.head) else wrapped for short in narrow(block)]
        for values in block.rows:
            self.row += 1
            for column, value in enumerate(values, 1):
                cell = _put(self.sheet, self.row, column, value)
                cell.border, cell.alignment = self.box, places[column - 1]
            wide = _joined(self.sheet, self.row, len(values), self.widths)
            _high(self.sheet, self.row, max(map(_lines, map(text_of, values), wide)), 24 if block.tall else 11)
            self.wrote()

    def _head(self, block: PaperTable, middle: Any) -> None:
        self.row += 1
        bold = self.font(bold=True)
        for column, text in enumerate(block.head, 1):
            cell = _put(self.sheet, self.row, column, text)
            cell.font, cell.fill, cell.border, cell.alignment = bold, self.shade, self.box, middle
        wide = _joined(self.sheet, self.row, len(block.head), self.widths)
        _high(self.sheet, self.row, max(map(_lines, block.head, wide)), 11)
        if self.bare and self.row == 1:
            self.sheet.freeze_panes = "B2"
            self.sheet.print_title_rows = "1:1"

    def _set_up_page(self) -> None:
        sheet = self.sheet
        for column, wide in enumerate([*self.widths, *[CHART_COLUMN] * (self.span - len(self.widths))]):
            sheet.column_dimensions[letters(column)].width = wide
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.orientation = "landscape" if self.paper.landscape else "portrait"
        pages = ceil(sum(self.widths) / ACROSS) if self.bare else 1
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages, 0
        if pages > 1:
            sheet.print_title_cols = "A:A"
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.oddFooter.center.text = "&P / &N"
        if self.bare:
            sheet.oddHeader.center.text = self.paper.title.replace("&", "&&")[:200]


def _joined(sheet: Any, row: int, columns: int, widths: list[int]) -> list[int]:
    """The widths of a row's cells; of a table with fewer columns than the sheet the last takes what is left."""
    if columns >= len(widths):
        return widths
    sheet.merge_cells(start_row=row, start_column=columns, end_row=row, end_column=len(widths))
    return [*widths[: columns - 1], sum(widths[columns - 1 :])]


def _widths(paper: Paper, columns: int) -> list[int]:
    """How wide each column is, for all tables of a sheet together; forms to be filled in by hand are a page wide."""
    widths = [NARROWEST] * columns
    for grid in (block for block in paper.blocks if isinstance(block, PaperTable)):
        for column in range(_width(grid) if _width(grid) == columns else _width(grid) - 1):
            if grid.widths:
                asked = FORM * grid.widths[column] // sum(grid.widths)
            else:
                head = min(width(grid.head[column]), HEADING) if grid.head else 0
                asked = max([head, *(_cells(row[column]) for row in grid.rows if row[column] is not None)]) + 2
            widths[column] = max(widths[column], min(asked, WIDEST))
    return widths


def _lines(text: str, wide: int) -> int:
    """How many lines a text takes in a cell so wide."""
    return sum(max(1, ceil(width(line) / max(1, wide - 1))) for line in text.split("\n"))


def _high(sheet: Any, row: int, lines: int, size: float) -> None:
    """Make room for the lines of a row: LibreOffice makes none for a workbook that does not say."""
    if lines > 1 or size != 11:
        sheet.row_dimensions[row].height = min(HIGHEST, lines * size * 1.4)


def _width(grid: PaperTable) -> int:
    return max(len(grid.head), *map(len, grid.rows), 1)


def _cells(value: Value) -> int:
    text = str(value)
    return max(map(width, text.splitlines() or [""]))


def _put(sheet: Any, row: int, column: int, value: Value) -> Any:
    """One cell. A text that begins like a formula is marked as quoted, so that editing it leaves it a text too."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = NOT_XML.sub("\ufffd", value)
        if cell.value:
            cell.data_type = "s"
        cell.number_format = "@"
        if runs(value):
            cell.quotePrefix = True
    elif value is not None:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
        elif isinstance(value, Percent):
            cell.value, cell.number_format = float(value), "0.0%"
        elif isinstance(value, Money):
            cell.value, cell.number_format = float(value), "0.00"
    return cell
