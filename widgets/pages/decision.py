"""An agreed matter of a meeting as an entry of a register: who does what by when, and what came of it."""

from __future__ import annotations

from store.rules import entries
from widgets import registers
from widgets.display import shown
from widgets.pages import entry, fields, links, targets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter
    from widgets.sections.section import Target


def page(writer: PageWriter, target: Target) -> Document | None:
    view, words = writer.view, writer.words
    row = entries.find(view.snapshot, target.id, view.today, view.pack) if "#" in target.id else None
    if row is None or row.meeting is None:
        return None
    writer.text(row.title)
    writer.fields(
        [
            writer.field("page.state", entry.state_text(writer, row)),
            fields.required_field(writer, "field.due", row.due.isoformat() if row.due else ""),
            writer.field(
                "field.owner",
                view.person(row.owner) if row.owner else words("unknown.full"),
                role="" if row.owner else "info",
                target=targets.of_person(view, row.owner),
            ),
            *fields.present_fields(writer, [("field.done", row.done.isoformat() if row.done else "")]),
        ]
    )
    writer.part("field.Decision.result", row.result)
    writer.heading("entry.agreed_at")
    writer.table([links.record_entry(view, row.meeting, words)])
    return writer.document(shown(f"{registers.name(row.kind, view, words)} · {row.title}"), target)
