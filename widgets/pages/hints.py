"""Hints at going through the motions in the records of the last twelve months: about records, never about people."""

from __future__ import annotations

from datetime import timedelta

from store.rules.hints import hints
from widgets.pages import links, targets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter
    from widgets.sections.section import Target

YEAR = timedelta(days=365)


def page(sheet: PageWriter, target: Target) -> Document | None:
    view, words = sheet.view, sheet.words
    given = view.once("hints", lambda: hints(view.snapshot, view.today, view.pack, view.today - YEAR, view.today))
    sheet.text(words("page.hints_are"), role="dim")
    for hint in given:
        sheet.titled(words(f"hint.{hint.code}", **hint.facts))
        there = [id for id in hint.records if targets.of_record(view, id)]
        sheet.table([links.record_entry(view, id, words) for id in there])
    if not given:
        sheet.gap()
        sheet.text(words("page.no_hints"), role="good")
    return sheet.document(words("page.hints"), target)
