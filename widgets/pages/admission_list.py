"""Every case of admission: those that are open by how far they have come, then those that are done."""

from __future__ import annotations

from store.records import Stage
from widgets.display import shown
from widgets.pages import targets
from widgets.pages.admission import last_step
from widgets.pages.page_writer import TableLine
from widgets.sections.section import Cell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.records import Admission
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter
    from widgets.sections.section import Target


def page(writer: PageWriter, target: Target) -> Document | None:
    words, cases = writer.words, list(writer.view.snapshot.admissions.values())
    for stage in reversed(tuple(Stage)):
        those = [one for one in cases if one.stage is stage]
        if those:
            writer.titled(words(f"stage.{stage}"), words("page.people", n=len(those)))
            writer.table([_entry(writer, one) for one in those])
    if not cases:
        writer.text(words("page.no_cases"), role="dim")
    return writer.document(words("page.cases"), target)


def _entry(writer: PageWriter, case: Admission) -> TableLine:
    """Who, the last step with its day, and the member that has come of it."""
    words, view = writer.words, writer.view
    step, day = last_step(case)
    reached = f"{words(f'step.{step}')} {day.isoformat()}" if day else words("unknown.full")
    member = words("page.case_member", name=view.person(case.member)) if case.member else ""
    cells = (Cell(text=shown(case.name)), Cell(text=shown(reached)), Cell(text=shown(member), role="dim"))
    return TableLine(cells=cells, target=targets.of_record(view, case.id))
