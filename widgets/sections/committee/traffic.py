"""Panel 2 of a committee: what it sent, how many of those whom it went to have received it and closed it."""

from __future__ import annotations

from store.box.messages import KINDS
from store.committee.figures import SentState
from store.periods import Cadence
from widgets import registers
from widgets.display import shown, width
from widgets.sections.committee import units
from widgets.sections.meetings import short_day
from widgets.sections.section import Cell, Column, Row, Target, at_the_top, counted_from_now, label_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.committee.figures import TrafficRow
    from widgets.display import Shown
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

ID = "traffic"
CADENCE = Cadence.YEAR
shown_period = counted_from_now(CADENCE)
period = label_of(shown_period)
begins_at = at_the_top
LOOKS = {
    SentState.OVERDUE: ("overdue", "bad"),
    SentState.ANSWERED: ("due_soon", "warn"),
    SentState.OPEN: ("upcoming", ""),
    SentState.UNKNOWN: ("unknown", "info"),
    SentState.CLOSED: ("met", "good"),
}
"""The sign and the role of each state of something sent."""


def columns(view: View, words: Words, slots: int) -> Sequence[Column]:
    kind = max(width(registers.name(kind, view, words)) for kind in KINDS)
    return (
        Column(id="mark", least=1, most=1),
        Column(id="kind", least=kind, most=10, rank=2),
        Column(id="title", least=14, most=60),
        Column(id="due", least=7, most=7, rank=1, whole=True),
        Column(id="received", least=_cells(view, words, "received"), most=16, whole=True),
        Column(id="closed", least=_cells(view, words, "closed"), most=16, rank=1, whole=True),
        Column(id="day", least=7, most=7, rank=3, whole=True),
    )


def _cells(view: View, words: Words, column: str) -> int:
    n = len(view.units)
    return width(words(f"traffic.{column}", n=n, of=n))


def in_short(view: View, words: Words) -> Shown:
    running = sum(one.state is not SentState.CLOSED for one in view.committee_figures.traffic)
    return words("traffic.in_short", n=running, missing=view.committee_figures.attention.not_received)


def rows(view: View, shift: int) -> Sequence[Row]:
    """The items of a year; of the running one also what is not closed from before."""
    year = shown_period(view.today, shift).start.year
    return [
        _row(one, view)
        for one in view.committee_figures.traffic
        if view.snapshot.entries[one.item].day.year == year or (not shift and one.state is not SentState.CLOSED)
    ]


def _row(row: TrafficRow, view: View) -> Row:
    entry = view.snapshot.entries[row.item]
    search = (entry.id, entry.title, entry.doc, *(units.name(unit, view) for unit in entry.to))
    return Row(key=entry.id, target=Target(kind="entry", id=entry.id), search=search, value=row)


def cells(row: Row, view: View, words: Words, shift: int, slots: int) -> dict[str, Cell]:
    sent_row: TrafficRow = row.value
    entry = view.snapshot.entries[sent_row.item]
    glyph, role = LOOKS[sent_row.state]
    missing = "" if sent_row.received == sent_row.of else "warn"
    return {
        "mark": Cell(text=words.glyph(glyph), role=role),
        "kind": Cell(text=registers.name(entry.kind, view, words), role="dim"),
        "title": Cell(text=shown(f"{entry.doc} {entry.title}".strip()), short=shown(entry.title)),
        "due": Cell(text=short_day(entry.due, view.today), role=role)
        if entry.due
        else Cell(text=words("entry.no_date")),
        "received": Cell(text=words("traffic.received", n=sent_row.received, of=sent_row.of), role=missing),
        "closed": Cell(text=words("traffic.closed", n=sent_row.closed, of=sent_row.of)),
        "day": Cell(text=short_day(entry.day, view.today), role="dim"),
    }
