"""A waiver: which duty need not be done, why, and who said so."""

from __future__ import annotations

from widgets.display import shown
from widgets.pages import fields, stamp
from widgets.pages.finding import judged
from widgets.pages.sheet import Field
from widgets.when.said import period_said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from widgets.pages.document import Document
    from widgets.pages.sheet import Sheet
    from widgets.sections.section import Target


def page(sheet: Sheet, target: Target) -> Document | None:
    view, words = sheet.view, sheet.words
    waiver = view.snapshot.waivers.get(target.id)
    if waiver is None:
        return None
    sheet.fields(
        [
            *judged(sheet, waiver),
            Field(label=words("page.day"), value=waiver.day.isoformat()),
            Field(label=words("page.reason"), value=waiver.reason),
            fields.person(sheet, "page.said_by", waiver.name),
        ]
    )
    stamp.write(sheet, waiver)
    return sheet.document(
        shown(f"{words('page.kind.waiver')} · {waiver.rule} {period_said(waiver.period, words)}"), target
    )
