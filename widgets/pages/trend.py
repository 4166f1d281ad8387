"""Twelve months as bars, the same as the charts of the exports: who came, and hours against what the year asks.

A bar is drawn in whole cells, rounded down: it is full only when nothing is missing. A month of which nothing is
recorded has no bar and no figure.
"""

from __future__ import annotations

from itertools import zip_longest

from store.rules.trend import trend
from widgets.display import shown, width
from widgets.pages.page_writer import EDGE, GAP, LAST, TableLine
from widgets.sections.section import Cell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.rules.trend import MonthTrend
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter
    from widgets.sections.section import Target
    from widgets.sections.view import View

    BarRow = tuple[float | None, tuple[str, ...]]
    """How full a bar is, and the figures behind it."""

MONTH, WIDEST = 7, 48
"""Cells of a month, and of a bar on a wide screen."""


def page(writer: PageWriter, target: Target) -> Document | None:
    words = writer.words
    months = of(writer.view)
    if not any(month.sessions or month.hours is not None for month in months):
        writer.text(words("trend.empty"), "dim")
        return writer.document(words("page.trend"), target)
    parts = {
        "attendance": [_attendance(writer, month) for month in months],
        "hours": [_hours(writer, month) for month in months],
    }
    least = width(words("trend.none"))
    while (room := min(_room(writer, rows) for rows in parts.values())) < least and _figures(parts["attendance"]) > 1:
        # On a narrow page the figures behind go first.
        parts = {code: [(share, texts[:-1]) for share, texts in rows] for code, rows in parts.items()}
    for code, rows in parts.items():
        writer.heading(f"trend.{code}", note=words(f"trend.{code}_note"))
        _bars(writer, [month.month for month in months], rows, max(1, min(WIDEST, room)))
    return writer.document(words("page.trend"), target)


def of(view: View) -> tuple[MonthTrend, ...]:
    """The twelve months that end with the running one; exports of the running year draw the same."""
    return view.once(("trend", view.today), lambda: trend(view.snapshot, view.pack, view.today, view.today))


def _attendance(writer: PageWriter, month: MonthTrend) -> BarRow:
    """How full a bar is, and the figures behind it."""
    if not month.expected:
        return None, ()
    share = month.present / month.expected
    sessions = writer.words("trend.sessions", n=month.sessions)
    return share, (f"{share:.1%}", f"{month.present}/{month.expected}", sessions)


def _hours(writer: PageWriter, month: MonthTrend) -> BarRow:
    if month.mean is None or not month.required:
        return None, ()
    given = writer.words("trend.month_hours", n=f"{month.hours:g}") if month.hours is not None else ""
    return month.mean / month.required, (f"{round(month.mean, 1):g}/{round(month.required, 1):g}", given)


def _figures(rows: list[BarRow]) -> int:
    return max(len(texts) for _, texts in rows)


def _room(writer: PageWriter, rows: list[BarRow]) -> int:
    """The cells that a bar may have beside the month and all figures behind it."""
    columns = zip_longest(*(texts for _, texts in rows), fillvalue="")
    wide = [max(width(shown(text)) for text in column) for column in columns]
    wide[-1:] = [max(LAST, wide[-1])] if wide else []
    return writer.width - EDGE - MONTH - GAP * (len(wide) + 1) - sum(wide)


def _bars(writer: PageWriter, months: list[str], rows: list[BarRow], cells: int) -> None:
    words = writer.words
    entries = []
    for month, (share, texts) in zip(months, rows, strict=True):
        parts = [Cell(text=shown(month), role="dim")]
        if share is None:
            parts.append(Cell(text=words("trend.none"), role="info"))
        else:
            filled = min(cells, int(share * cells))
            bar = words.glyph("full") * filled + words.glyph("empty") * (cells - filled)
            parts += [Cell(text=shown(bar)), *(Cell(text=shown(text)) for text in texts)]
        entries.append(TableLine(cells=tuple(parts)))
    writer.table(entries)
