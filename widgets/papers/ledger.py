"""The registers (台账) of a year as a table: what came in, who answers, where it stands, which records show it."""

from __future__ import annotations

from store.rules import entries
from widgets import registers
from widgets.kinds.defaults import summary
from widgets.papers.formatter import PaperFormatter
from widgets.papers.paper import Paper, PaperTable, Paragraph
from widgets.papers.record_tables import titled_paper
from widgets.quick_line import posts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.periods import Period
    from store.rules.entry_rows import EntryRow
    from widgets.papers.paper import Block, Value
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

COLUMNS = ("number", "matter", "doc", "date", "due", "owner", "stage", "evidence", "effect")


def ledger(view: View, words: Words, period: Period, kind: str = "") -> tuple[Paper, ...]:
    """The entries of a period, of one register or of all, each register's together; of all, its name stands last."""
    formatter = PaperFormatter(view, words)
    order = [one.id for one in registers.all_of(view)]
    rows = [row for row in entries.rows(view.snapshot, view.today, view.pack) if row.kind == kind or not kind]
    rows = sorted(
        (row for row in rows if entries.of_period(row, period)), key=lambda row: (order.index(row.kind), row.day)
    )
    head = [words(f"column.{name}") for name in COLUMNS] + ([] if kind else [words("column.register")])
    grid = PaperTable(
        head=tuple(head), rows=tuple(_row(number, row, kind, view, words) for number, row in enumerate(rows, 1))
    )
    blocks: Iterable[Block] = (grid,) if rows else (grid, Paragraph(text=words("paper.no_records")))
    name = registers.name(kind, view, words) if kind else ""
    paper = titled_paper(formatter, "entries", tuple(blocks), period, name=name, wide=True)
    return (paper,)


def _row(number: int, row: EntryRow, kind: str, view: View, words: Words) -> tuple[Value, ...]:
    values: list[Value] = [
        number,
        row.title,
        row.doc,
        row.day,
        row.due,
        posts.owner_text(row.owner, view, words) if row.owner else "",
        _stage(row, view, words),
        "\n".join(_evidence(id, view, words) for id in row.evidence),
        row.result,
    ]
    return (*values, *(() if kind else (registers.name(row.kind, view, words),)))


def _stage(row: EntryRow, view: View, words: Words) -> str:
    """The stage reached, with the day of closing, or why it was given up."""
    if row.dropped:
        return words("entry.given_up", reason=row.dropped)
    stage = registers.stage(row, view, words)
    return f"{stage} {row.done.isoformat()}" if row.done is not None else str(stage)


def _evidence(id: str, view: View, words: Words) -> str:
    """A record by its day, kind, subject and id."""
    located = view.snapshot.find(id)
    if located is None:
        return id
    return "  ".join(filter(None, (*summary(located[1], view, words), id)))
