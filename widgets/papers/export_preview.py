"""What will be written, as a page to look at first: how much it is, what to mind, then the papers themselves."""

from __future__ import annotations

from store.exchange.exports import stale_titles
from widgets.display import shown
from widgets.pages.page_writer import EDGE, GAP, TableLine
from widgets.papers.column_widths import parts, shares
from widgets.papers.paper import Heading, PaperTable, Paragraph
from widgets.papers.text_formats import text_of
from widgets.sections.section import Cell, Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.records import Meeting
    from store.snapshot import Snapshot
    from widgets.display import Shown
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter
    from widgets.papers.export_request import ExportRequest
    from widgets.papers.paper import Paper
    from widgets.words.lexicon import Words

ROWS = 200
"""Rows of one table that are shown; more are only counted."""


def rows(papers: Sequence[Paper]) -> int:
    return sum(len(block.rows) for paper in papers for block in paper.blocks if isinstance(block, PaperTable))


def missing(papers: Sequence[Paper], words: Words) -> int:
    """How many places say that something is to be added."""
    mark = words("unknown.full").strip("（）()")
    return sum(text.count(mark) for paper in papers for text in _texts(paper))


def _texts(paper: Paper) -> Iterator[str]:
    for block in paper.blocks:
        if isinstance(block, Heading | Paragraph):
            yield block.text
        elif isinstance(block, PaperTable):
            yield from (cell for row in block.rows for cell in row if isinstance(cell, str))


def copied_titles(request: ExportRequest, snapshot: Snapshot, words: Words) -> list[Shown]:
    """Titles that it would hand out and that were copied from another month, in words."""
    meetings: list[Meeting] = []
    if request.meeting in snapshot.meetings:
        meetings.append(snapshot.meetings[request.meeting])
    elif request.export == "month" and request.period is not None:
        held = [one for one in snapshot.meetings.values() if one.day in request.period]
        meetings += sorted(held, key=lambda one: (one.day, one.id))
    titles = [
        words(f"title.{code}", **{name: str(fact) for name, fact in facts.items()})
        for meeting in meetings
        for code, facts in stale_titles.warnings(snapshot, meeting)
    ]
    return list(dict.fromkeys(titles))


def remarks(request: ExportRequest, snapshot: Snapshot, words: Words) -> list[Shown]:
    """What to mind before it is handed out: titles that were copied, records that could not be read."""
    faults = [words("cli.faults", n=len(snapshot.faults))] if snapshot.faults else []
    return [*copied_titles(request, snapshot, words), *faults]


def of_papers(writer: PageWriter, title: Shown, request: ExportRequest, papers: Sequence[Paper]) -> Document:
    words = writer.words
    writer.text(words("export.sums", papers=len(papers), rows=rows(papers)), "strong")
    unknown = missing(papers, words)
    if unknown:
        writer.text(words("export.missing", n=unknown), "warn")
    for remark in remarks(request, writer.view.snapshot, words):
        writer.text(remark, "warn")
    for paper in papers:
        writer.titled(paper.title)
        for block in paper.blocks:
            if isinstance(block, Heading):
                writer.titled(block.text)
            elif isinstance(block, Paragraph):
                writer.text(block.text, "strong" if block.bold else "")
            elif isinstance(block, PaperTable):
                _table(writer, block)
    return writer.document(title, Target(kind="export", id=request.export))


def _table(writer: PageWriter, grid: PaperTable) -> None:
    """A table in as many parts as it needs to be read, with what has no room in a column cut."""
    room, seen = writer.width - EDGE, grid.but(rows=grid.rows[:ROWS])
    for part in parts(seen, room, GAP):
        writer.gap()
        wide = [max(1, int(one) - GAP) for one in shares(part, room, GAP)]
        entries: list[TableLine] = []
        for texts, role in ((part.head, "dim"), *((row, "") for row in part.rows)):
            if not texts:
                continue
            cells = zip(texts, wide, strict=False)
            entries.append(
                TableLine(cells=tuple(Cell(text=shown(text_of(text), most), role=role) for text, most in cells))
            )
        writer.table(entries)
    if len(grid.rows) > ROWS:
        writer.text(writer.words("export.more", n=len(grid.rows) - ROWS), "dim")


def of_text(writer: PageWriter, title: Shown, request: ExportRequest, text: str) -> Document:
    """A file that is a text of its own, line by line."""
    lines = text.splitlines()
    writer.text(writer.words("export.lines", n=len(lines)), "strong")
    for remark in remarks(request, writer.view.snapshot, writer.words):
        writer.text(remark, "warn")
    writer.gap()
    for line in lines[:ROWS]:
        writer.text(line)
    if len(lines) > ROWS:
        writer.text(writer.words("export.more", n=len(lines) - ROWS), "dim")
    return writer.document(title, Target(kind="export", id=request.export))


def of_tables(writer: PageWriter, title: Shown, request: ExportRequest) -> Document:
    """Everything: how many records of each kind."""
    words, snapshot = writer.words, writer.view.snapshot
    writer.text(words("export.whole"), "strong")
    for remark in remarks(request, snapshot, words):
        writer.text(remark, "warn")
    writer.gap()
    entries = [
        TableLine(cells=(Cell(text=words(f"table.{table}")), Cell(text=shown(str(len(records))))))
        for table, records in snapshot.tables.items()
    ]
    writer.table(entries)
    return writer.document(title, Target(kind="export", id=request.export))
