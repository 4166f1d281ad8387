"""Panel 3 of a committee: its findings about units, and what became of them there and here."""

from __future__ import annotations

from store.committee.figures import SentState
from store.periods import Cadence
from widgets.display import shown, width
from widgets.sections.committee import units
from widgets.sections.committee.traffic import LOOKS
from widgets.sections.execution import names
from widgets.sections.meetings import short_day
from widgets.sections.section import Cell, Column, Row, Target, at_the_top, counted_from_now, label_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.committee.figures import InspectionRow
    from widgets.display import Shown
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

ID = "inspections"
CADENCE = Cadence.YEAR
shown_period = counted_from_now(CADENCE)
period = label_of(shown_period)
begins_at = at_the_top


def columns(view: View, words: Words, slots: int) -> Sequence[Column]:
    state = max(width(words(f"inspections.{one}")) for one in SentState)
    return (
        Column(id="mark", least=1, most=1),
        Column(id="unit", least=10, most=24),
        Column(id="rule", least=10, most=26),
        Column(id="period", least=7, most=7, rank=2, whole=True),
        Column(id="text", least=8, most=50, rank=3),
        Column(id="due", least=7, most=7, whole=True),
        Column(id="state", least=state, most=state, rank=1, whole=True),
    )


def in_short(view: View, words: Words) -> Shown:
    figures = view.committee_figures.attention
    running = sum(one.state is not SentState.CLOSED for one in view.committee_figures.inspections)
    return words("inspections.in_short", n=running, overdue=figures.findings_overdue, answered=figures.answered)


def rows(view: View, shift: int) -> Sequence[Row]:
    """The findings of a year; of the running one also what is not closed from before."""
    year = shown_period(view.today, shift).start.year
    return [
        _row(one, view)
        for one in view.committee_figures.inspections
        if view.snapshot.findings[one.finding].day.year == year or (not shift and one.state is not SentState.CLOSED)
    ]


def _row(row: InspectionRow, view: View) -> Row:
    finding = view.snapshot.findings[row.finding]
    rule = view.pack.rule(finding.rule, finding.day)
    search = (units.name(row.unit, view), finding.text, *(names(rule) if rule else (finding.rule,)))
    return Row(key=finding.id, target=Target(kind="finding", id=finding.id), search=search, value=row)


def cells(row: Row, view: View, words: Words, shift: int, slots: int) -> dict[str, Cell]:
    inspection: InspectionRow = row.value
    finding = view.snapshot.findings[inspection.finding]
    glyph, role = LOOKS[inspection.state]
    rule = view.pack.rule(finding.rule, finding.day)
    due = short_day(finding.due, view.today) if finding.due else words("finding.no_date")
    return {
        "mark": Cell(text=words.glyph(glyph), role=role),
        "unit": units.name_cell(inspection.unit, view),
        "rule": Cell(text=words.of(rule.name), short=words.of(rule.short)) if rule else Cell(text=shown(finding.rule)),
        "period": Cell(text=shown(finding.period), role="dim"),
        "text": Cell(text=shown(finding.text), role="dim"),
        "due": Cell(text=due, role=role),
        "state": Cell(text=words(f"inspections.{inspection.state}"), role=role),
    }
