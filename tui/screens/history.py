"""Who changed what, when: the journal as a page, of the whole branch or of one record."""

from __future__ import annotations

from tui.screens.page import PageScreen
from widgets.pages import history
from widgets.pages.page_writer import PageWriter
from widgets.sections.section import Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.journal_entry import JournalEntry
    from widgets.pages.document import Document


class HistoryScreen(PageScreen):
    """The journal's lines are read once, when it is opened; what its lines lead to is shown as the records are now."""

    def __init__(self, id: str, entries: Sequence[JournalEntry]) -> None:
        super().__init__(Target(kind="history", id=id))
        self._entries = entries

    def document(self, target: Target, width: int) -> Document | None:
        if target.kind != "history":
            return super().document(target, width)
        return history.page(PageWriter(self.view, self.words, width), target, self._entries)
