"""Tables of a .docx, each built as one piece of XML: cell by cell, python-docx takes minutes for a large register."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from tui.files.not_xml import NOT_XML
from widgets.display import width
from widgets.papers import column_widths
from widgets.papers.text_formats import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from widgets.papers.paper import PaperTable, Value

    Style = Callable[[float, bool], str]
    """The id of the paragraph style of cells of a size in points, of headings or not."""

SIZES = (14.0, 12.0, 10.5, 9.0, 8.0)
"""From 四号 to 小六号, largest first."""
USUAL = {4: 14.0, 6: 12.0, 12: 10.5}
"""Up to so many columns a table is set no larger than this."""
PADDING = 60
"""Between a cell's edge and its text on either side, in twentieths of a point."""
EDGE = 2 * PADDING + 30
"""What a column takes beside its text, and a little that no printer's rounding uses up."""
SHADE = "EDEDED"
TOGETHER = 12
"""Rows, the heading with them, up to which a table stands on one page, where its texts are short."""
LONG = 200
"""Characters from which on a row may be divided between pages."""
_YEAR = re.compile(r"(\d{4}[^\x00-\xff])(?=\d)")
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def tables(grid: PaperTable, room: int, style: Style) -> Iterator[Any]:
    """The elements of a table, or of the several that one too wide becomes; `room` is in twentieths of a point."""
    from docx.oxml import parse_xml

    grid = grid.printed
    columns = max([len(grid.head), *map(len, grid.rows), 1])
    size = grid.size or next((size for most, size in USUAL.items() if columns <= most), SIZES[-2])
    for size in (one for one in SIZES if one <= size):
        # A half-wide character is half as wide as its size, which is in points of twenty.
        cell = size * 10
        if sum(column_widths.least(grid, EDGE / cell, column_widths.READABLE)) <= room / cell:
            break
    for part in [grid] if grid.widths else column_widths.parts(grid, room / cell, EDGE / cell):
        if part.head or part.rows:
            yield parse_xml(_table(part, room, size, style))


def _table(grid: PaperTable, room: int, size: float, style: Style) -> str:
    columns = max([len(grid.head), *map(len, grid.rows), 1])
    cell = size * 10
    asked = grid.widths if len(grid.widths) == columns else column_widths.shares(grid, room / cell, EDGE / cell)
    wide = [int(room * one / sum(asked)) for one in asked]
    plain, strong = style(size, False), style(size, True)
    parts = [_opening(wide)]
    middle = [bool(grid.head) and (grid.tall or narrow) for narrow in column_widths.narrow(grid)]
    if grid.head:
        parts.append(_heading(_texts(grid.head, columns), wide, cell, strong))
    short = sum(len(text_of(value)) for row in grid.rows for value in row) < LONG
    together = short and len(grid.rows) + bool(grid.head) <= TOGETHER
    for below, values in zip(reversed(range(len(grid.rows))), grid.rows, strict=True):
        texts = _texts(values, columns)
        whole = sum(map(len, texts)) < LONG
        # The last row stays with the one before: it does not stand alone on a page.
        kept = together or (whole and below == 1) if below else grid.joined
        labels = [not grid.head and at == 0 for at in range(columns)]
        cells = [
            _cell(text, one, strong if label else plain, shaded=label, middle=centred, keep_with_next=kept)
            for text, one, label, centred in zip(texts, wide, labels, middle, strict=True)
        ]
        parts.append(_row(cells, whole=whole, tall=grid.tall, head=False))
    return "".join((*parts, "</w:tbl>"))


def _heading(texts: Sequence[str], wide: Sequence[int], cell: float, style: str) -> str:
    cells = []
    for text, one in zip(texts, wide, strict=True):
        if width(text) * cell > one - 2 * PADDING:
            text = _YEAR.sub("\\1\n", text)  # else a line would end within the month
        cells.append(_cell(text, one, style, shaded=True, middle=True, keep_with_next=True))
    return _row(cells, whole=True, tall=False, head=True)


def _texts(values: Sequence[Value], columns: int) -> list[str]:
    return [text_of(values[at]) if at < len(values) else "" for at in range(columns)]


def _row(cells: Sequence[str], *, whole: bool, tall: bool, head: bool) -> str:
    """A row; a `whole` one is not divided between pages, the `head` stands again on each."""
    how = "<w:cantSplit/>" if whole else ""
    how += '<w:trHeight w:val="620" w:hRule="atLeast"/>' if tall else ""
    how += "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr>{how}</w:trPr>{''.join(cells)}</w:tr>"


def _opening(wide: Sequence[int]) -> str:
    """A table up to its first row: its lines, and how wide its columns are."""
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    pads = "".join(f'<w:{side} w:w="{PADDING}" w:type="dxa"/>' for side in ("left", "right"))
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in wide)
    return (
        f'<w:tbl xmlns:w="{NAMESPACE}"><w:tblPr><w:tblW w:w="{sum(wide)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{pads}</w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )


def _cell(text: str, wide: int, style: str, *, shaded: bool, middle: bool, keep_with_next: bool) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/>' if shaded else ""
    place = '<w:jc w:val="center"/>' if middle else ""
    keep = "<w:keepNext/>" if keep_with_next else ""
    lines = NOT_XML.sub("\ufffd", text).split("\n")
    runs = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{shade}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{place}</w:pPr><w:r>{runs}</w:r></w:p></w:tc>'
    )
