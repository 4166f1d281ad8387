"""A waiver: which duty need not be done, why, and who said so."""

from __future__ import annotations

from widgets.display import shown
from widgets.pages import fields, last_change
from widgets.pages.finding import duty_fields
from widgets.when.date_text import period_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter
    from widgets.sections.section import Target


def page(writer: PageWriter, target: Target) -> Document | None:
    view, words = writer.view, writer.words
    waiver = view.snapshot.waivers.get(target.id)
    if waiver is None:
        return None
    writer.fields(
        [
            *duty_fields(writer, waiver),
            writer.field("field.day", waiver.day.isoformat()),
            writer.field("field.reason", waiver.reason),
            fields.person(writer, "field.Waiver.name", waiver.name),
        ]
    )
    last_change.write(writer, waiver)
    return writer.document(
        shown(f"{words('table.waivers')} · {waiver.rule} {period_text(waiver.period, words)}"), target
    )
