"""The two lines above the panels: whose branch on which day, and what needs a human first."""

from __future__ import annotations

from store import periods
from store.periods import Cadence
from store.rules.figures import Matter, Rectification
from widgets.display import shown
from widgets.sections.section import Cell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from widgets.display import Shown
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


def heading(view: View, words: Words) -> Shown:
    """The branch's name, the day with its weekday, the quarter and the days that are left of it."""
    today = view.today
    quarter = periods.containing(today, Cadence.QUARTER)
    day = words("header.day", day=today.isoformat(), weekday=words(f"weekday.short.{today.weekday()}"))
    left = words("header.quarter", year=today.year, quarter=quarter.label[-1], left=(quarter.end - today).days)
    name = view.snapshot.branch.name if view.snapshot.branch else words("app.name")
    return shown(" · ".join([shown(name), day, left]))


def attention(view: View, words: Words) -> Cell:
    """How many duties are overdue or soon due; the best that there is to say where none are."""
    figures = view.figures.attention
    if not (figures.overdue or figures.due_soon or figures.next):
        return Cell(text=words("attention.none"), role="good")
    counts = words("attention.counts", overdue=figures.overdue, must=figures.must, due_soon=figures.due_soon)
    return Cell(text=counts, role="bad" if figures.must else "warn" if figures.overdue else "")


def next_text(view: View, words: Words) -> Shown:
    """What to do next, in words; empty when there is nothing."""
    next = view.figures.attention.next
    if next is None:
        return shown("")
    if isinstance(next, Rectification):
        finding = view.snapshot.findings[next.finding]
        return words("attention.finding", text=shown(finding.text, 24))
    if isinstance(next, Matter):
        return words("attention.matter", text=shown(next.decision.text, 24))
    name = words.of(next.rule.name)
    if next.subject:
        name = words("group.of", what=name, group=view.group(next.subject))
    return words("attention.duty", name=name, period=next.period)
