"""The secretary's own lead in a year: every count with the records behind it."""

from __future__ import annotations

from widgets.display import shown
from widgets.pages import links
from widgets.sections.charges import lead_text, of_year

TYPE_CHECKING = False
if TYPE_CHECKING:
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter
    from widgets.sections.section import Target

COUNTED = ("chaired", "unchaired", "lectures", "talks", "difficulties")


def page(writer: PageWriter, target: Target) -> Document | None:
    """The id of the target is the year."""
    view, words = writer.view, writer.words
    charge = next((one for one in of_year(view, int(target.id)) if one.lead), None) if target.id.isdecimal() else None
    if charge is None or charge.lead is None:
        return None
    writer.text(lead_text(charge.lead, words), role="strong")
    for name in (*COUNTED, "not_chaired"):
        ids = set(charge.lead.of) - set(charge.lead.chaired) if name == "not_chaired" else getattr(charge.lead, name)
        writer.listed(f"lead.{name}", [links.record_entry(view, id, words) for id in sorted(ids)], "page.records")
    title = words("lead.title", year=target.id, name=view.person(charge.who.holder or ""))
    return writer.document(shown(title), target)
