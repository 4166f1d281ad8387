"""Papers as text: Markdown, comma-separated values, or the bare lines of a notice."""

from __future__ import annotations

import re
from datetime import date

from store.exchange.tables.formula_guard import guarded
from widgets.papers.paper import Heading, Money, NewPage, PaperTable, Paragraph, Percent
from widgets.share import percent_in_tenths

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from widgets.papers.paper import Paper, Value

BOM = "\ufeff"
"""Without it, Excel takes UTF-8 for the local encoding and shows no Chinese."""
_SPECIAL = re.compile(
    r"([\\`*_{}\[\]<>#|~$&^]|(?<=\w)@(?=\w)|(?<=\w)\.(?=[^\W\d])|:(?=//)|(?<=mailto):|(?<=xmpp):)", re.IGNORECASE
)
"""What Markdown, or GitHub's, makes something of: also of a bare address, which it would make a link."""
_LINE_START = re.compile(r"^(\s*)([-+=:]|\d+(?=[.)](?:\s|$)))")
_INDENT = re.compile(r"^[ \t]")
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""Whatever else would end a line."""


def text_of(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Percent):
        return percent_in_tenths(value)
    if isinstance(value, Money):
        return f"{value:.2f}"
    if isinstance(value, float):
        return f"{value:g}"
    return value.isoformat() if isinstance(value, date) else str(value)


def lines(papers: Sequence[Paper]) -> str:
    """A notice as it is pasted into a chat: title and paragraphs, nothing else."""
    texts = []
    for paper in papers:
        texts += [paper.title, *(block.text for block in paper.blocks if isinstance(block, Paragraph | Heading))]
    return "".join(f"{one_line(line)}\n" for line in texts)


def markdown(papers: Sequence[Paper]) -> str:
    parts: list[str] = []
    for paper in papers:
        parts.append(f"# {_escaped(paper.title, ' ')}")
        for block in paper.blocks:
            if isinstance(block, Heading):
                parts.append(f"{'#' * (block.level + 1)} {_escaped(block.text, ' ')}")
            elif isinstance(block, Paragraph):
                parts.append(f"**{_escaped(block.text)}**" if block.bold else _escaped(block.text))
            elif isinstance(block, PaperTable):
                parts.append(_table(block))
            elif isinstance(block, NewPage):
                parts.append("---")
    return "\n\n".join(parts) + "\n"


def _escaped(text: str, between: str = "  \n") -> str:
    """Text of records as text, whatever Markdown would make of it; `between` stands for its own line breaks."""
    return between.join(map(_literal, one_line(text).split("\n")))


def _literal(line: str) -> str:
    line = _LINE_START.sub(_marked, _SPECIAL.sub(r"\\\1", line))
    return _INDENT.sub(lambda found: f"&#{ord(found[0])};", line)  # four spaces or a tab would be code


def _marked(match: re.Match[str]) -> str:
    """A list's or a heading's mark as itself: of a number, the sign behind it."""
    return f"{match[0]}\\" if match[2].isdigit() else f"{match[1]}\\{match[2]}"


def one_line(text: str) -> str:
    """A text in which only line feeds end a line: a pasted one may hold the soft breaks of a word processor."""
    return _BREAKS.sub(lambda found: "\n" if found[0] == "\r\n" else " ", text)


def _table(grid: PaperTable) -> str:
    width = len(grid.head) or max(map(len, grid.rows), default=1)

    def line(cells: Iterable[Value]) -> str:
        return "| " + " | ".join(_escaped(text_of(cell), "<br>") for cell in cells) + " |"

    return "\n".join([line(grid.head or ("",) * width), "|" + " --- |" * width, *map(line, grid.rows)])


def csv_text(papers: Sequence[Paper]) -> str:
    """A CSV for Excel: UTF-8 with its mark, every text in quotes and guarded. One table alone has nothing above its
    headings, so that an import reads it; several papers follow each other, each under its title.
    """
    grids = [block for paper in papers for block in paper.blocks if isinstance(block, PaperTable)]
    if len(papers) == 1 and len(grids) == 1 and grids[0].head:
        return BOM + _rows([grids[0].head, *grids[0].rows])
    rows: list[Sequence[Value]] = []
    for paper in papers:
        rows += [(paper.title,)]
        for block in paper.blocks:
            if isinstance(block, Heading | Paragraph):
                rows.append((block.text,))
            elif isinstance(block, PaperTable):
                rows += [*([block.head] if block.head else []), *block.rows]
        rows.append(())
    return BOM + _rows(rows)


def _rows(rows: Iterable[Sequence[Value]]) -> str:
    return "".join(",".join(map(_quoted, row)) + "\r\n" for row in rows)


def _quoted(value: Value) -> str:
    """Also a text without a comma is quoted: another country's Excel divides at semicolons."""
    if isinstance(value, str):
        return '"' + guarded(value).replace('"', '""') + '"'
    return text_of(value)
