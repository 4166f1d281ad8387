"""The journal as a page: a heading a commit, a line a changed value, each leading to the record as it is now."""

from __future__ import annotations

from widgets import history
from widgets.pages import targets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.engine import PastChanges
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter
    from widgets.sections.section import Target


def page(writer: PageWriter, target: Target, past: PastChanges) -> Document:
    """`target.id` is the record whose history it is, or empty for that of the branch; the last change comes first."""
    view, words = writer.view, writer.words
    for headline, entry in history.headlines(past, words):
        if entry is None:
            writer.text(headline, "warn")
            continue
        writer.titled(headline)
        for change in entry.changes:
            if target.id in ("", change.id):
                alone = entry.but(changes=(change,))
                for at, line in enumerate(history.changes(alone, view.snapshot, words)):
                    writer.text(line, target=targets.of_record(view, change.id) if at == 0 else None)
    if not past.entries:
        writer.text(words("page.no_history"), role="dim")
    title = words("page.history_of", id=target.id) if target.id else words("page.history")
    return writer.document(title, target)
