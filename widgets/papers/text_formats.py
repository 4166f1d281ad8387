"""Papers as text: Markdown, comma-separated values, or the bare lines of a notice."""

from __future__ import annotations

import re
from datetime import date

from store.exchange.tables.formula_guard import guarded
from widgets.papers.paper import Heading, NewPage, PaperTable, Paragraph

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from widgets.papers.paper import Paper, Value

BOM = "\ufeff"
"""Without it, Excel takes UTF-8 for the local encoding and shows no Chinese."""
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$])")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$|-)")


def text_of(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:g}"
    return value.isoformat() if isinstance(value, date) else str(value)


def lines(papers: Sequence[Paper]) -> str:
    """A notice as it is pasted into a chat: title and paragraphs, nothing else."""
    said = []
    for paper in papers:
        said += [paper.title, *(block.text for block in paper.blocks if isinstance(block, Paragraph | Heading))]
    return "".join(f"{line}\n" for line in said)


def markdown(papers: Sequence[Paper]) -> str:
    parts: list[str] = []
    for paper in papers:
        parts.append(f"# {_escaped(paper.title)}")
        for block in paper.blocks:
            if isinstance(block, Heading):
                parts.append(f"{'#' * (block.level + 1)} {_escaped(block.text)}")
            elif isinstance(block, Paragraph):
                parts.append(f"**{_escaped(block.text)}**" if block.bold else _escaped(block.text))
            elif isinstance(block, PaperTable):
                parts.append(_table(block))
            elif isinstance(block, NewPage):
                parts.append("---")
    return "\n\n".join(parts) + "\n"


def _escaped(text: str) -> str:
    """Text of records as text, whatever Markdown would make of it."""
    return "  \n".join(_LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", line)) for line in text.splitlines())


def _table(grid: PaperTable) -> str:
    width = len(grid.head) or max(map(len, grid.rows), default=1)

    def line(cells: Iterable[Value]) -> str:
        return "| " + " | ".join(_SPECIAL.sub(r"\\\1", text_of(cell)).replace("\n", "<br>") for cell in cells) + " |"

    return "\n".join([line(grid.head or ("",) * width), "|" + " --- |" * width, *map(line, grid.rows)])


def delimited(papers: Sequence[Paper]) -> str:
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
