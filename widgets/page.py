"""A page on the screen: a frame with its title, and a document's lines, drawn line by line."""

from __future__ import annotations

from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget

from widgets.display import shown
from widgets.draw import edge, frame, strip
from widgets.pages import page_cursor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.strip import Strip

    from widgets.pages.document import Document, PageLine
    from widgets.pages.page_cursor import PageCursor
    from widgets.sections.section import Target
    from widgets.words.lexicon import Words

    Write = Callable[[int], Document | None]
    """A document of lines of at most so many cells; None where what it is of is not there any more."""

MARGIN = 2
"""Cells of frame and air on each side."""


class Page(Widget, can_focus=True, inherit_bindings=False):
    """Shows what `write` writes, again whenever the width changes; says so where there is nothing to be written."""

    DEFAULT_CSS = "Page { height: 1fr; }"

    class Written(Message):
        """Its first size is known, and so what its lines open."""

    def __init__(self, words: Words) -> None:
        super().__init__(id="page")
        self._words = words
        self._write: Write | None = None
        self._document: Document | None = None
        self._written = False
        self._walk = page_cursor.PageCursor()

    # What it is told

    def show(self, write: Write, words: Words, place: PageCursor | None = None) -> None:
        """Another page, at its top or at a place where its reader was before."""
        self._write, self._words = write, words
        self._document, self._written = write(self._cells), True
        lines = self._lines
        self._walk = page_cursor.begin(lines, self._height)
        if place is not None and place.cursor is not None and place.cursor < len(lines):
            self._walk = page_cursor.same_place(lines, place, lines[place.cursor].target, self._height)
        elif place is not None:
            self._walk = page_cursor.same_place(lines, place, None, self._height)
        self.refresh()

    def renew(self, write: Write, words: Words) -> None:
        """The same page of another snapshot, in another language or width; the cursor stays on what it would open."""
        target = self.target
        self._write, self._words = write, words
        if not self.size.width:
            return  # not laid out yet: its first size will write it
        self._document, self._written = write(self._cells), True
        self._walk = page_cursor.same_place(self._lines, self._walk, target, self._height)
        self.refresh()

    # What it is asked

    @property
    def document(self) -> Document | None:
        return self._document

    @property
    def written(self) -> bool:
        return self._written

    @property
    def place(self) -> PageCursor:
        """Where its reader is, for coming back."""
        return self._walk

    @property
    def target(self) -> Target | None:
        """What the line under the cursor opens."""
        cursor = self._walk.cursor
        return self._lines[cursor].target if cursor is not None and cursor < len(self._lines) else None

    # Moving

    def move(self, command: str) -> None:
        """One of the `move.*` commands."""
        before = self._walk
        self._walk = page_cursor.after_move(self._lines, before, self._height, command)
        if self._walk.top != before.top:
            self.refresh()
        elif self._walk.cursor != before.cursor:
            for index in (before.cursor, self._walk.cursor):
                if index is not None:
                    self.refresh(Region(0, index - self._walk.top + 1, self.size.width, 1))

    # Drawing

    @property
    def _is_withdrawn(self) -> bool:
        """Whether there was something to write of, and is not any more; not so before the first size is known."""
        return self._written and self._document is None

    @property
    def _lines(self) -> Sequence[PageLine]:
        return self._document.lines if self._document else ()

    @property
    def _cells(self) -> int:
        return max(1, self.size.width - 2 * MARGIN)

    @property
    def _height(self) -> int:
        return max(1, self.size.height - 2)

    def on_resize(self, event: events.Resize) -> None:
        if self._write is not None:
            first = not self._written
            self.renew(self._write, self._words)
            if first:
                self.post_message(self.Written())

    def on_click(self, event: events.Click) -> None:
        index = event.y - 1 + self._walk.top
        if 0 <= index < len(self._lines) and self._lines[index].target is not None:
            self._walk = self._walk.but(cursor=index)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        size = self.size
        if y == 0:
            title = self._document.title if self._document else shown("")
            return edge(frame(), f" {title} " if title else "", "title", size.width)
        if y == size.height - 1:
            below = len(self._lines) - self._walk.top - self._height
            note = f" {self._words('panel.more', n=below)} " if below > 0 else ""
            return edge(frame(), note, "dim", size.width, lower=True)
        index = self._walk.top + y - 1
        inner = size.width - 2 * MARGIN
        if index < len(self._lines):
            parts = [(cell.text, cell.role) for cell in self._lines[index].cells]
            body = strip(parts, inner, cursor=index == self._walk.cursor)
        elif self._is_withdrawn and y == 1:
            body = strip([(self._words("page.gone"), "warn")], inner)
        else:
            body = strip([], inner)
        side = frame()[3]
        return type(body).join([strip([(f"{side} ", "frame")], MARGIN), body, strip([(f" {side}", "frame")], MARGIN)])
