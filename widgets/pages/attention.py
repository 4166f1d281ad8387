"""What the board's one line counts: everything overdue, and everything due soon, a line each."""

from __future__ import annotations

from store.packs.rule import Strength
from store.rules.figures import FindingState, State
from store.rules.matters import overdue
from widgets.display import shown
from widgets.pages import links
from widgets.sections.section import Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter, TableLine


def page(sheet: PageWriter, target: Target) -> Document | None:
    view, words = sheet.view, sheet.words
    figures = view.figures
    late = [duty for duty in figures.execution if duty.state is State.OVERDUE]
    soon = [duty for duty in figures.execution if duty.state is State.DUE_SOON]
    stuck = [one.finding for one in figures.findings if one.state is FindingState.OVERDUE]
    agreed = overdue(figures.matters)
    counts = figures.attention
    facts = {"overdue": counts.overdue, "must": counts.must, "due_soon": counts.due_soon}
    sheet.text(words("attention.counts", **facts), role="strong")
    must = [duty for duty in late if duty.rule.strength is Strength.MUST]
    others = [duty for duty in late if duty.rule.strength is not Strength.MUST]
    _listed(sheet, "page.overdue_must", [links.duty_entry(view, duty, words) for duty in must])
    _listed(sheet, "page.overdue_others", [links.duty_entry(view, duty, words) for duty in others])
    _listed(sheet, "page.overdue_findings", [links.record_entry(view, id, words) for id in stuck])
    _listed(sheet, "page.overdue_matters", [links.matter_entry(view, one, words) for one in agreed])
    _listed(sheet, "page.due_soon", [links.duty_entry(view, duty, words) for duty in soon])
    if not (late or soon or stuck or agreed):
        sheet.text(words("attention.none"), role="good")
    if view.snapshot.faults:
        sheet.gap()
        n = len(view.snapshot.faults)
        sheet.text(words("attention.faults", n=n), role="warn", target=Target(kind="faults", id=""))
    return sheet.document(shown(words("page.attention")), target)


def _listed(sheet: PageWriter, key: str, entries: list[TableLine]) -> None:
    if entries:
        sheet.heading(key, note=sheet.words("page.items_n", n=len(entries)))
        sheet.table(entries)
