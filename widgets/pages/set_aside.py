"""The institutions that have no row on the panel, a line each under the reason: those that lie before the records, and
those that do not apply.
"""

from __future__ import annotations

from store import periods
from widgets.display import shown
from widgets.pages.duty import reason
from widgets.pages.page_writer import TableLine
from widgets.sections import institutions
from widgets.sections.execution import opens
from widgets.sections.section import Cell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter
    from widgets.sections.institutions import Institution
    from widgets.sections.section import Target


def page(writer: PageWriter, target: Target) -> Document | None:
    """The id of the target is the last month of the panel, or nothing for this one."""
    view, words = writer.view, writer.words
    last = periods.parse(target.id) if target.id else institutions.last_month(view, 0)
    if last is None:
        return None
    aside: tuple[Institution, ...] = getattr(institutions.of(view, last), target.kind)
    by_reason: dict[str, list[Institution]] = {}
    for institution in aside:
        by_reason.setdefault(reason(view, institution.duty, words), []).append(institution)
    for said, those in by_reason.items():
        writer.titled(said, note=words("page.items_n", n=len(those)))
        writer.table([_line(writer, one) for one in those])
    if not aside:
        writer.text(words("page.none_set_aside"), role="dim")
    return writer.document(shown(words(f"page.{target.kind}")), target)


def _line(writer: PageWriter, institution: Institution) -> TableLine:
    """The rule and its group, its id, the period that the page behind it is of."""
    view, words = writer.view, writer.words
    name = words.of(institution.rule.name)
    if institution.subject:
        name = words("group.of", what=name, group=view.group(institution.subject))
    cells = (Cell(text=shown(institution.rule.id)), Cell(text=shown(institution.duty.period)), Cell(text=name))
    return TableLine(cells=cells, target=opens(institution))
