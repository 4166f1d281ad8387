"""Papers as a .docx, laid out as official documents are (GB/T 9704-2012): A4, margins of 37 35 28 26 mm, body of 16 pt
FangSong on lines of 28 pt, titles of 22 pt XiaoBiaoSong, a page number of 14 pt.

Needs the extra `word` (python-docx). Fonts are named with what stands in for them where they are not installed.
"""

from __future__ import annotations

import io
from functools import partial

from tui.files.not_xml import NOT_XML
from tui.files.word_tables import tables
from widgets.papers import column_widths
from widgets.papers.paper import Heading, NewPage, PaperTable, Paragraph

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from widgets.papers.paper import Paper

    Progress = Callable[[int, int], None]

BODY, TITLE, HEADS, DIGITS = "仿宋_GB2312", "方正小标宋简体", "黑体", "Times New Roman"
INSTEAD = {
    BODY: ("FangSong,STFangsong,FZFangSong-Z02,Noto Serif CJK SC", "modern"),
    TITLE: ("FZXiaoBiaoSong-B05S,SimSun,STSong,Noto Serif CJK SC", "roman"),
    HEADS: ("SimHei,STHeiti,Noto Sans CJK SC", "swiss"),
}
"""What a reader without a font is told to take: other names for it or its like, and its family."""
TITLE_SIZE = 22
LINE = 1.3
"""Lines of a table, in sizes of their font."""
BETWEEN = 8
"""Points between a table and what follows."""


def written(papers: Sequence[Paper], progress: Progress | None = None) -> bytes:
    """The bytes of the document."""
    from docx import Document
    from docx.enum.section import WD_ORIENT, WD_SECTION
    from docx.shared import Mm, Pt

    document = Document()
    _styled(document)
    for number, paper in enumerate(papers):
        section = document.sections[0] if number == 0 else document.add_section(WD_SECTION.NEW_PAGE)
        tall, wide = Mm(297), Mm(210)
        section.orientation = WD_ORIENT.LANDSCAPE if paper.landscape else WD_ORIENT.PORTRAIT
        section.page_height, section.page_width = (wide, tall) if paper.landscape else (tall, wide)
        margins = (Mm(22), Mm(20), Mm(20), Mm(20)) if paper.landscape else (Mm(37), Mm(35), Mm(28), Mm(26))
        section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = margins
        if number == 0:
            _numbered(section)
        room = section.page_width - section.left_margin - section.right_margin
        _title(document, column_widths.title(paper, room / Pt(TITLE_SIZE) * 2))
        for block, following in zip(paper.blocks, (*paper.blocks[1:], None), strict=True):
            _add(document, block, section, isinstance(following, PaperTable))
        _behind_table(document)
        if progress is not None:
            progress(number + 1, len(papers))
    _fallbacks(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _styled(document: Any) -> None:
    from docx.enum.text import WD_LINE_SPACING
    from docx.oxml.ns import qn
    from docx.shared import Pt

    # Which of the Chinese fonts stands in for a missing one goes by the language: 。 lies otherwise in each.
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
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
    lines = NOT_XML.sub("\ufffd", text).split("\n")
    run = paragraph.add_run(lines[0])
    for line in lines[1:]:
        run.add_break()
        run.add_text(line)
    _font(run, name, size, bold)


def _title(document: Any, lines: tuple[str, ...]) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.line_spacing = Pt(34)
    paragraph.paragraph_format.space_after = Pt(12)
    _outlined(paragraph, 0)
    _run(paragraph, "\n".join(lines), TITLE, TITLE_SIZE)


def _outlined(paragraph: Any, level: int) -> None:
    """Where a paragraph stands in the outline: by it a reader finds the way in a long document."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement("w:outlineLvl")
    element.set(qn("w:val"), str(level))
    paragraph.paragraph_format.element.get_or_add_pPr().append(element)


def _add(document: Any, block: object, section: Any, over_table: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
    from docx.shared import Pt

    if isinstance(block, Heading):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_before = Pt(6)
        _outlined(paragraph, block.level)
        _run(paragraph, block.text, HEADS, 16)
    elif isinstance(block, Paragraph):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = over_table
        if block.centred or block.right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if block.centred else WD_ALIGN_PARAGRAPH.RIGHT
        else:
            paragraph.paragraph_format.first_line_indent = Pt(32)
        # Across the page stand registers; what is said there is a note below one.
        note = section.page_width > section.page_height
        if note:
            paragraph.paragraph_format.line_spacing = Pt(20)
        _run(paragraph, block.text, BODY, 12 if note else 16, block.bold)
    elif isinstance(block, NewPage):
        # In the line behind a table, which has room on any page: a line of its own might be all of a page.
        (_behind_table(document) or document.add_paragraph()).add_run().add_break(WD_BREAK.PAGE)
    elif isinstance(block, PaperTable):
        room = section.page_width - section.left_margin - section.right_margin
        for table in tables(block, room // Pt(1) * 20, partial(_cell_style, document)):
            document.element.body.insert_element_before(table, "w:sectPr")
            # Without a line between them, two tables would become one.
            shape = document.add_paragraph().paragraph_format
            shape.line_spacing, shape.keep_with_next = Pt(BETWEEN), block.joined


def _behind_table(document: Any) -> Any:
    """The line behind the table that has just been written, made as low as can be; None where there is none."""
    from docx.shared import Pt
    from docx.text.paragraph import Paragraph

    last = document.element.body[-2]
    if not last.tag.endswith("}p") or len(last.xpath("w:r")):
        return None
    paragraph = Paragraph(last, document)
    paragraph.paragraph_format.line_spacing = Pt(1)
    return paragraph


def _cell_style(document: Any, size: float, head: bool) -> str:
    """The id of the style of a table's cells, made when it is first wanted."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    name = f"{'Head' if head else 'Cell'} {size:g}"
    if name not in document.styles:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        _font(style, HEADS if head else BODY, size)
        style.paragraph_format.line_spacing = Pt(round(size * LINE))
    return str(document.styles[name].style_id)


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
        run.font.element.append(element)
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
