"""A talk of two people."""

from __future__ import annotations

from widgets.display import shown
from widgets.pages import fields, stamp
from widgets.pages.sheet import Field
from widgets.pages.training import counts_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from widgets.pages.document import Document
    from widgets.pages.sheet import Sheet
    from widgets.sections.section import Target


def page(sheet: Sheet, target: Target) -> Document | None:
    view, words = sheet.view, sheet.words
    talk = view.snapshot.talks.get(target.id)
    if talk is None:
        return None
    lines = [
        Field(label=words("page.day"), value=talk.day.isoformat()),
        Field(label=words("page.talk_kind"), value=words(f"talk.{talk.kind}")),
        fields.person(sheet, "page.talker", talk.talker),
        fields.person(sheet, "page.partner", talk.partner),
        *fields.those_there(sheet, (("page.place", talk.place), ("page.tags", fields.tagged(talk.tags)))),
    ]
    sheet.fields(lines)
    sheet.heading("page.talked_about")
    sheet.text(talk.note or words("unknown.full"), role="" if talk.note else "info")
    counts_for(sheet, talk.id, {talk.day.year})
    stamp.write(sheet, talk)
    return sheet.document(shown(f"{words(f'talk.{talk.kind}')} · {talk.day.isoformat()}"), target)
