"""Papers as a .docx, laid out as official documents are (GB/T 9704-2012): A4, margins of 37 35 28 26 mm, body of 16 pt
FangSong on lines of 28 pt, titles of 22 pt XiaoBiaoSong, a page number of 14 pt.

Needs the extra `word` (python-docx). Fonts are named with what stands in for them where they are not installed.
"""

from __future__ import annotations

import io
import re

from tui.files.trouble import FileTrouble
from widgets.papers.paper import Grid, Heading, NewPage, Para
from widgets.papers.plain import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from widgets.papers.paper import Paper

    Progress = Callable[[int, int], None]

BODY, TITLE, HEADS, DIGITS = "仿宋_GB2312", "方正小标宋简体", "黑体", "Times New Roman"
INSTEAD = {
    BODY: ("FangSong", "modern"),
    TITLE: ("SimSun", "roman"),
    HEADS: ("SimHei", "swiss"),
}
"""What a reader without a font is told to take: another name for it, and its family."""
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def written(papers: Sequence[Paper], progress: Progress | None = None) -> bytes:
    """The bytes of the document; raises FileTrouble where the extra is not installed."""
    try:
        from docx import Document
        from docx.enum.section import WD_ORIENT, WD_SECTION
        from docx.shared import Mm
    except ImportError:
        raise FileTrouble("no_word") from None
    document = Document()
    _styled(document)
    for number, paper in enumerate(papers):
        section = document.sections[0] if number == 0 else document.add_section(WD_SECTION.NEW_PAGE)
        tall, wide = Mm(297), Mm(210)
        section.orientation = WD_ORIENT.LANDSCAPE if paper.landscape else WD_ORIENT.PORTRAIT
        section.page_height, section.page_width = (wide, tall) if paper.landscape else (tall, wide)
        margins = (Mm(28), Mm(26), Mm(25), Mm(25)) if paper.landscape else (Mm(37), Mm(35), Mm(28), Mm(26))
        section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = margins
        if number == 0:
            _numbered(section)
        _title(document, paper.title)
        for block in paper.blocks:
            _add(document, block, section)
        if progress is not None:
            progress(number + 1, len(papers))
    _fallbacks(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _styled(document: Any) -> None:
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Pt

    normal = document.styles["Normal"]
    _font(normal, BODY, 16)
    shape = normal.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(28)
    shape.space_before = shape.space_after = Pt(0)


def _font(of: Any, name: str, size: float, bold: bool = False) -> None:
    """A style's or run's font: one for Latin, one for Chinese."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    of.font.name, of.font.size, of.font.bold = DIGITS, Pt(size), bold
    of.font.color.rgb = RGBColor(0, 0, 0)
    of.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _run(paragraph: Any, text: str, name: str, size: float, bold: bool = False) -> None:
    lines = _NOT_XML.sub("\ufffd", text).split("\n")
    run = paragraph.add_run(lines[0])
    for line in lines[1:]:
        run.add_break()
        run.add_text(line)
    _font(run, name, size, bold)


def _title(document: Any, text: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.line_spacing = Pt(34)
    paragraph.paragraph_format.space_after = Pt(12)
    _run(paragraph, text, TITLE, 22)


def _add(document: Any, block: object, section: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    if isinstance(block, Heading):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_before = Pt(6)
        _run(paragraph, block.text, HEADS, 16)
    elif isinstance(block, Para):
        paragraph = document.add_paragraph()
        if block.centred or block.right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if block.centred else WD_ALIGN_PARAGRAPH.RIGHT
        else:
            paragraph.paragraph_format.first_line_indent = Pt(32)
        _run(paragraph, block.text, BODY, 16, block.bold)
    elif isinstance(block, NewPage):
        document.add_page_break()
    elif isinstance(block, Grid):
        _table(document, block, section)


MOST_COLUMNS = 14


def _parts(grid: Grid) -> list[Grid]:
    """A table too wide for a page as several, each with the first column again."""
    columns = max(len(grid.head), *map(len, grid.rows), 1)
    if columns <= MOST_COLUMNS + 4:
        return [grid]
    starts = range(1, columns, MOST_COLUMNS - 1)
    cuts = [(start, min(start + MOST_COLUMNS - 1, columns)) for start in starts]
    return [
        Grid(
            head=(*grid.head[:1], *grid.head[first:last]),
            rows=tuple((*row[:1], *row[first:last]) for row in grid.rows),
            widths=(2, *(1,) * (last - first)),
            tall=grid.tall,
        )
        for first, last in cuts
    ]


def _table(document: Any, whole: Grid, section: Any) -> None:
    for number, grid in enumerate(_parts(whole)):
        if number:
            document.add_paragraph()
        _one_table(document, grid, section)


def _one_table(document: Any, grid: Grid, section: Any) -> None:
    from docx.enum.table import WD_ROW_HEIGHT_RULE
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    columns = max(len(grid.head), *map(len, grid.rows), 1)
    rows = [*([grid.head] if grid.head else []), *grid.rows]
    if not rows:
        return
    room = section.page_width - section.left_margin - section.right_margin
    shares = grid.widths if len(grid.widths) == columns else (1,) * columns
    widths = [int(room * share / sum(shares)) for share in shares]
    size = 14 if columns <= 4 else 12 if columns <= 6 else 10.5 if columns <= 12 else 8
    table = document.add_table(rows=0, cols=columns)
    table.style = "Table Grid"
    table.autofit = False
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = wide
    for index, values in enumerate(rows):
        row = table.add_row()
        head = bool(grid.head) and index == 0
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if head:
            properties.append(OxmlElement("w:tblHeader"))
        if grid.tall:
            row.height, row.height_rule = Pt(34), WD_ROW_HEIGHT_RULE.AT_LEAST
        for column, cell in enumerate(row.cells):
            cell.width = widths[column]
            value = values[column] if column < len(values) else None
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.line_spacing = Pt(size * 1.5)
            label = not grid.head and column == 0
            _run(paragraph, text_of(value), HEADS if head or label else BODY, size)


def _numbered(section: Any) -> None:
    """The page number in the middle of the foot, — 1 —, as a field."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(paragraph, "— ", "宋体", 14)
    run = paragraph.add_run()
    _font(run, "宋体", 14)
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            element.text = text
        else:
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)
    _run(paragraph, " —", "宋体", 14)


def _fallbacks(document: Any) -> None:
    """Say in the table of fonts what may stand in for those that a reader does not have."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    table = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/>'
        f'<w:charset w:val="86"/><w:family w:val="{family}"/></w:font>'
        for name, (other, family) in INSTEAD.items()
    )
    table._blob = table.blob.replace(b"</w:fonts>", fonts.encode() + b"</w:fonts>")
