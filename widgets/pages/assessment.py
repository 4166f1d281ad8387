"""The sheet of the year's assessment: each rule that the unit weighs, how it stands, and what is missing."""

from __future__ import annotations

from store.rules.assessment import AssessmentStanding, indicators, sums
from widgets.display import shown
from widgets.pages import links, targets
from widgets.pages.page_writer import TableLine
from widgets.sections.section import Cell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.rules.assessment import Indicator
    from widgets.display import Shown
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter
    from widgets.sections.section import Target

LOOKS = {
    AssessmentStanding.GAP: ("overdue", "bad"),
    AssessmentStanding.UNKNOWN: ("unknown", "info"),
    AssessmentStanding.KEPT: ("met", "good"),
    AssessmentStanding.OPEN: ("upcoming", ""),
    AssessmentStanding.NONE: ("na", "dim"),
}
"""The glyph of each standing, and its role."""
NAMED = 3
"""So many periods that are missing are named; the rest are counted."""


def page(sheet: PageWriter, target: Target) -> Document | None:
    view, words = sheet.view, sheet.words
    year = view.today.year
    weights = view.pack.settings.get("weights", {})
    found = indicators(weights, links.duties_of(view, year))
    if not found:
        sheet.text(words("page.no_weights"), role="dim")
    else:
        total = sums(found)
        parts = [words(f"assessment.{one}", n=f"{total[one]:g}") for one in AssessmentStanding if total[one]]
        n = f"{sum(total.values()):g}"
        sheet.text(words("assessment.sum", n=n, parts=words("page.comma").join(parts)), role="strong")
        sheet.text(words("assessment.is"), role="dim")
        sheet.table([_entry(sheet, one) for one in found])
    return sheet.document(words("page.assessment", year=year), target)


def _entry(sheet: PageWriter, one: Indicator) -> TableLine:
    """The weight, the rule, how many of its duties were done, what is missing; Enter opens that."""
    words = sheet.words
    glyph, role = LOOKS[one.standing]
    cells = (
        Cell(text=shown(f"{one.weight:g}")),
        Cell(text=words.glyph(glyph), role=role),
        Cell(text=shown(f"{words.of(one.rule.short)} {one.rule.id}")),
        Cell(text=words("assessment.done", done=one.done, judged=one.judged) if one.judged else shown("")),
        Cell(text=_missing(one, sheet), role=role),
    )
    return TableLine(cells=cells, target=targets.of_duty(one.first))


def _missing(one: Indicator, sheet: PageWriter) -> Shown:
    words, view = sheet.words, sheet.view
    found = one.gaps or one.unknown
    named = [f"{duty.period} {view.group(duty.subject)}" if duty.subject else duty.period for duty in found[:NAMED]]
    if not named:
        return words(f"assessment.standing.{one.standing}")
    more = words("assessment.more", n=len(found) - NAMED) if len(found) > NAMED else ""
    return words(f"assessment.standing.{one.standing}_of", what=shown(words("page.comma").join(named) + more))
