"""A talk of two people."""

from __future__ import annotations

from widgets.display import shown
from widgets.pages import fields, last_change
from widgets.pages.page_writer import PageField
from widgets.pages.training import counts_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter
    from widgets.sections.section import Target


def page(sheet: PageWriter, target: Target) -> Document | None:
    view, words = sheet.view, sheet.words
    talk = view.snapshot.talks.get(target.id)
    if talk is None:
        return None
    lines = [
        PageField(label=words("page.day"), value=talk.day.isoformat()),
        PageField(label=words("page.talk_kind"), value=words(f"talk.{talk.kind}")),
        fields.person(sheet, "page.talker", talk.talker),
        fields.person(sheet, "page.partner", talk.partner),
        *fields.those_there(sheet, (("page.place", talk.place), ("page.tags", fields.tagged(talk.tags)))),
    ]
    sheet.fields(lines)
    sheet.heading("page.talked_about")
    sheet.text(talk.note or words("unknown.full"), role="" if talk.note else "info")
    counts_for(sheet, talk.id, {talk.day.year})
    last_change.write(sheet, talk)
    return sheet.document(shown(f"{words(f'talk.{talk.kind}')} · {talk.day.isoformat()}"), target)
