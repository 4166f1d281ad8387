"""A chart on a sheet of a workbook, of the table before it: bars and lines, in colours that print too."""

from __future__ import annotations

from store.exchange.tables.sheet import letters
from widgets.display import shown
from widgets.papers.paper import Percent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from widgets.papers.paper import Chart, PaperTable

CHART_WIDTH, CHART_HEIGHT = 16.5, 7.5
"""A chart's size in centimetres."""
COLOURS = {"BarChart": ("4472A8", "A9BCD6"), "LineChart": ("C00000", "7F7F7F")}


def draw(sheet: Any, block: Chart, grid: PaperTable, row: int, column: int) -> None:
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
    if any(isinstance(number, Percent) for number in numbers):
        chart.y_axis.scaling.max = 1
        chart.y_axis.number_format = "0%"
    else:
        chart.y_axis.number_format = "General"
    chart.title.overlay = False
    chart.x_axis.txPr = chart.y_axis.txPr = _small()
    if sum(len(part.series) for part in made) > 1:
        chart.legend.position = "b"
    else:
        chart.legend = None
    for part in made:
        for series, colour in zip(part.series, COLOURS[type(part).__name__], strict=False):
            series.graphicalProperties.line.solidFill = colour
            if type(part).__name__ == "BarChart":
                series.graphicalProperties.solidFill = colour
                part.gapWidth = 60
            else:
                series.smooth = False
                series.graphicalProperties.line.width = 28_575


def _small() -> Any:
    from openpyxl.chart.text import RichText
    from openpyxl.drawing.text import CharacterProperties, ParagraphProperties
    from openpyxl.drawing.text import Paragraph as Line

    shape = ParagraphProperties(defRPr=CharacterProperties(sz=800))
    return RichText(p=[Line(pPr=shape, endParaRPr=CharacterProperties(sz=800))])
