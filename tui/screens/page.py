"""The page of what a row opened to, and of what its lines open: one on top of the other, Esc goes back."""

from __future__ import annotations

from functools import partial

from tui.screens.base import BaseScreen
from widgets.bar import Bar
from widgets.page import Page
from widgets.pages.registry import document
from widgets.pages.targets import of_record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from textual.app import ComposeResult

    from store.snapshot import Snapshot
    from widgets.page import Write
    from widgets.pages.document import Document
    from widgets.pages.page_cursor import PageCursor
    from widgets.sections.section import Target

TITLE_WIDTH = 76
"""Cells for which a page is written when only its title is wanted."""


class PageScreen(BaseScreen):
    PLACE = "page"

    def __init__(self, target: Target, *, shows_stored: bool = False) -> None:
        """`shows_stored` whether what has just been stored is said on its last line."""
        super().__init__()
        self._shows_stored = shows_stored
        self._under: list[tuple[Target, PageCursor]] = []
        self._target = target

    def compose(self) -> ComposeResult:
        yield Bar(id="header")
        yield Page(self.words)
        yield Bar(id="footer")

    def begin(self) -> None:
        if self._shows_stored:
            self.zhibu.say(*self.zhibu.stored)

    @property
    def page(self) -> Page:
        return self.query_one(Page)

    @property
    def subject(self) -> Target | None:
        found = self.page.document
        return found.subject if found else None

    @property
    def target(self) -> Target:
        """What the page is of."""
        return self._target

    def renew(self) -> None:
        super().renew()
        self._head()
        self.page.renew(self._write(), self.words)

    def on_page_written(self) -> None:
        if self._message is None:
            self.tell_keys()

    def tell_keys(self) -> None:
        """Before the page is written there is nothing that a key could be about."""
        if self.page.written:
            super().tell_keys()

    def _write(self) -> Write:
        return partial(self.document, self._target)

    def document(self, target: Target, width: int) -> Document | None:
        """The page of a target as the records are now."""
        return document(target, self.view, self.words, width)

    def _head(self) -> None:
        """The way here, from the board on."""
        words = self.words
        opens = f" {words.glyph('opens')} "
        parts = [(" " + words("key.home"), "dim")]
        below = self.app.screen_stack[self.app.screen_stack.index(self) - 1] if self in self.app.screen_stack else None
        if isinstance(below, BaseScreen) and below.called:
            parts += [(opens, "dim"), (below.called, "dim")]
        for target, _ in self._under:
            found = self.document(target, TITLE_WIDTH)
            parts += [(opens, "dim"), (found.title if found else words("page.gone"), "dim")]
        self.query_one("#header", Bar).say(parts)

    def _show(self, target: Target, place: PageCursor | None = None) -> None:
        self._target = target
        self._head()
        self.page.show(self._write(), self.words, place)

    def show_stored(self, ids: tuple[str, ...], snapshot: Snapshot) -> None:
        """What came down and was received is a record from now on."""
        target = of_record(self.view, ids[0]) if ids and self._target.kind == "incoming" else None
        if target is not None:
            self._show(target)

    # Going

    def move(self, command: str) -> None:
        self.page.move(command)

    def go_on(self) -> None:
        """To what the line under the cursor opens."""
        target = self.page.target
        if target is not None:
            self._under.append((self._target, self.page.place))
            self._show(target)

    def go_back(self) -> None:
        if self._under:
            self._show(*self._under.pop())
        else:
            self.leave()

    def leave(self) -> None:
        self.dismiss()

    @property
    def meeting_id(self) -> str | None:
        """The meeting that roll call would be of: that of the page, else the one that the cursor's line opens."""
        for target in (self._target, self.page.target):
            if target is not None and target.kind in ("meeting", "roll"):
                return target.id
        return None
