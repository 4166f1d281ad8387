"""Papers as an .xlsx: a sheet each. A text is written as a text, whatever a spreadsheet would like to run of it."""

from __future__ import annotations

import io
import re
from datetime import date
from math import ceil

from store.exchange.tables.formula_guard import runs
from store.exchange.tables.sheet import letters
from tui.files.not_xml import NOT_XML
from widgets.display import shown, width
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
CHART_WIDTH, CHART_HEIGHT, CHART_ROWS = 16.5, 7.5, 17
"""A chart's size in centimetres, and the rows of usual height that it covers below a table."""
BESIDE, CHART_COLUMNS, CHART_COLUMN = 30, 8, 11
"""Beside tables of up to so many characters a chart has so many columns, each of so many characters."""
COLOURS = {"BarChart": ("4472A8", "A9BCD6"), "LineChart": ("C00000", "7F7F7F")}
HIGHEST = 409
"""Points that no row of a spreadsheet is higher than."""


def written(papers: Sequence[Paper], progress: Progress | None = None) -> bytes:
    """The bytes of the workbook. Tables alone on a sheet begin in its first row, so that an import reads them."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    names: set[str] = set()
    total = sum(len(block.rows) for paper in papers for block in paper.blocks if isinstance(block, PaperTable))
    done = 0
    for paper in papers:
        sheet = book.create_sheet(_name(paper.name, names))
        done = _fill(sheet, paper, progress, done, total)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _name(wish: str, taken: set[str]) -> str:
    """A name that a sheet can have, and no other sheet of the workbook has."""
    base = _NOT_NAME.sub(" ", NOT_XML.sub("", wish)).strip("' ")[:NAME_LENGTH] or "-"
    name, number = base, 2
    while name.casefold() in taken:
        ending = f" {number}"
        name, number = base[: NAME_LENGTH - len(ending)] + ending, number + 1
    taken.add(name.casefold())
    return name


def _fill(sheet: Any, paper: Paper, progress: Progress | None, done: int, total: int) -> int:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    thin = Side(style="thin", color="999999")
    box = Border(left=thin, right=thin, top=thin, bottom=thin)
    bold = Font(bold=True)
    wrapped = Alignment(wrap_text=True, vertical="center")
    middle = Alignment(wrap_text=True, vertical="center", horizontal="center")
    shade = PatternFill("solid", fgColor="EDEDED")
    columns = max((_width(block) for block in paper.blocks if isinstance(block, PaperTable)), default=1)
    bare = isinstance(paper.blocks[0], PaperTable) and bool(paper.blocks[0].head)
    widths = _widths(paper, columns)
    beside = sum(widths) <= BESIDE and any(isinstance(block, Chart) for block in paper.blocks)
    span = columns + CHART_COLUMNS if beside else columns
    row = 0

    def across(text: str, font: Font, place: str = "left") -> None:
        nonlocal row
        row += 1
        cell = _put(sheet, row, 1, text)
        cell.font = font
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal=place)
        if span > 1:
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=span)
        # A larger letter leaves room for fewer.
        size = font.size or 11
        wide = (sum(widths) + (CHART_COLUMN * CHART_COLUMNS if beside else 0)) * 11 / size
        _high(sheet, row, _lines(text, int(wide)), size)

    if not bare:
        across(paper.title, Font(bold=True, size=16), "center")
    before: object = None
    for block in paper.blocks:
        if isinstance(block, PaperTable) and isinstance(before, PaperTable):
            row += 1  # else two tables would be one
        if isinstance(block, Heading):
            across(block.text, Font(bold=True, size=12))
        elif isinstance(block, Paragraph):
            across(block.text, Font(bold=block.bold), "center" if block.centred else "right" if block.right else "left")
        elif isinstance(block, PaperTable):
            if block.head:
                row += 1
                for column, text in enumerate(block.head, 1):
                    cell = _put(sheet, row, column, text)
                    cell.font, cell.fill, cell.border, cell.alignment = bold, shade, box, middle
                _high(sheet, row, max(map(_lines, block.head, _joined(sheet, row, len(block.head), widths))), 11)
                if bare and row == 1:
                    sheet.freeze_panes = "B2"
                    sheet.print_title_rows = "1:1"
            places = [middle if block.tall or (short and block.head) else wrapped for short in narrow(block)]
            for values in block.rows:
                row += 1
                for column, value in enumerate(values, 1):
                    cell = _put(sheet, row, column, value)
                    cell.border, cell.alignment = box, places[column - 1]
                lines = max(map(_lines, map(text_of, values), _joined(sheet, row, len(values), widths)))
                _high(sheet, row, lines, 24 if block.tall else 11)
                done += 1
                if progress is not None and done % 200 == 0:
                    progress(done, total)
        elif isinstance(block, Chart):
            assert isinstance(before, PaperTable)
            _draw(sheet, block, before, row, columns + 2 if beside else 1)
            row += 0 if beside else CHART_ROWS
        before = block
    for column, wide in enumerate([*widths, *[CHART_COLUMN] * (span - columns)]):
        sheet.column_dimensions[letters(column)].width = wide
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if paper.landscape else "portrait"
    pages = ceil(sum(widths) / ACROSS) if bare else 1
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages, 0
    if pages > 1:
        sheet.print_title_cols = "A:A"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "&P / &N"
    if bare:
        sheet.oddHeader.center.text = paper.title.replace("&", "&&")[:200]
    return done


def _draw(sheet: Any, block: Chart, grid: PaperTable, row: int, column: int) -> None:
    """A chart of the table that ends in `row`: below it in the first column, else beside it."""
    from openpyxl.chart import BarChart, LineChart, Reference

    head = row - len(grid.rows)
    if not grid.rows:
        return
    made = []
    for columns, chart in ((block.bars, BarChart()), (block.lines, LineChart())):
        for at in columns:
            cells = Reference(sheet, min_col=at + 1, max_col=at + 1, min_row=head, max_row=row)
            chart.add_data(cells, titles_from_data=True)
        if columns:
            chart.set_categories(Reference(sheet, min_col=block.labels + 1, min_row=head + 1, max_row=row))
            made.append(chart)
    whole, *others = made
    for other in others:
        whole += other
    _dress(made, block, grid)
    sheet.add_chart(whole, f"{letters(column - 1)}{row + 2 if column == 1 else head}")


def _dress(made: list[Any], block: Chart, grid: PaperTable) -> None:
    """Title, axes and size of the first, which bears the others; bars in a colour that prints too, lines in another."""
    chart = made[0]
    chart.title = shown(block.title)
    chart.width, chart.height = CHART_WIDTH, CHART_HEIGHT
    chart.x_axis.delete = chart.y_axis.delete = False  # which Excel would take for deleted where nothing is said
    chart.y_axis.scaling.min = 0
    numbers = [row[column] for row in grid.rows for column in (*block.bars, *block.lines)]
    if any(isinstance(one, Percent) for one in numbers):
        chart.y_axis.scaling.max = 1
        chart.y_axis.number_format = "0%"
    else:
        chart.y_axis.number_format = "General"
    chart.title.overlay = False
    chart.x_axis.txPr = chart.y_axis.txPr = _small()
    if sum(len(one.series) for one in made) > 1:
        chart.legend.position = "b"
    else:
        chart.legend = None
    for one in made:
        for series, colour in zip(one.series, COLOURS[type(one).__name__], strict=False):
            series.graphicalProperties.line.solidFill = colour
            if type(one).__name__ == "BarChart":
                series.graphicalProperties.solidFill = colour
                one.gapWidth = 60
            else:
                series.smooth = False
                series.graphicalProperties.line.width = 28_575


def _small() -> Any:
    from openpyxl.chart.text import RichText
    from openpyxl.drawing.text import CharacterProperties, ParagraphProperties
    from openpyxl.drawing.text import Paragraph as Line

    shape = ParagraphProperties(defRPr=CharacterProperties(sz=800))
    return RichText(p=[Line(pPr=shape, endParaRPr=CharacterProperties(sz=800))])


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
