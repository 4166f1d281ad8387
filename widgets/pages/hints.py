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


def page(writer: PageWriter, target: Target) -> Document | None:
    view, words = writer.view, writer.words
    given = view.once("hints", lambda: hints(view.snapshot, view.today, view.pack, view.today - YEAR, view.today))
    writer.text(words("page.hints_are"), role="dim")
    for hint in given:
        writer.titled(words(f"hint.{hint.code}", **hint.facts))
        there = [id for id in hint.records if targets.of_record(view, id)]
        writer.table([links.record_entry(view, id, words) for id in there])
    if not given:
        writer.gap()
        writer.text(words("page.no_hints"), role="good")
    return writer.document(words("page.hints"), target)
