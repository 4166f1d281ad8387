"""Who changed what, when: the journal as a page, of the whole branch or of one record."""

from __future__ import annotations

from store.errors import StoreError
from tui.screens.page import PageScreen
from widgets.pages import history
from widgets.pages.page_writer import PageWriter
from widgets.sections.section import Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.engine import PastChanges
    from widgets.pages.document import Document


class HistoryScreen(PageScreen):
    """The journal's lines as they were read last: when it is opened, and again after each change."""

    def __init__(self, id: str, past: PastChanges) -> None:
        super().__init__(Target(kind="history", id=id))
        self._record = id
        self._past = past
        self._revision: int | None = None

    def renew(self) -> None:
        super().renew()
        before, self._revision = self._revision, self.view.snapshot.revision
        if before not in (None, self._revision):
            self.run_worker(self._read_again(), exclusive=True)

    async def _read_again(self) -> None:
        try:
            self._past = await self.zhibu.session.past(self._record or None)
        except StoreError:
            return  # the board says itself that nothing can be read
        was_at_top = self.page.place.top == 0
        super().renew()
        if was_at_top:  # and so sees what was stored just now
            self.page.move("move.first")

    def document(self, target: Target, width: int) -> Document | None:
        if target.kind != "history":
            return super().document(target, width)
        return history.page(PageWriter(self.view, self.words, width), target, self._past)
