"""One panel of the board on the screen: `picture` says what its lines are, `PanelState` which rows they show.

A row is drawn when it is seen, so 30,000 rows cost what 50 do.
"""

from __future__ import annotations

from textual.geometry import Region, Size
from textual.scroll_view import ScrollView

from widgets.draw import drawn
from widgets.picture import panel_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.strip import Strip

    from store.periods import Period
    from widgets.panel_state import PanelState
    from widgets.sections.registry import Section
    from widgets.sections.section import Row
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


WHEEL = 3
"""Rows that a notch of the wheel goes on."""


class Panel(ScrollView, can_focus=True, inherit_bindings=False):
    DEFAULT_CSS = "Panel { scrollbar-size: 0 0; overflow: hidden hidden; }"

    def __init__(self, state: PanelState) -> None:
        super().__init__(id=f"panel-{state.base.ID}")
        self.state = state

    # What it is told

    def renew(self, view: View, words: Words) -> None:
        """Show another snapshot, day or language; the cursor stays on the row with the same key."""
        self.state.renew(view, words)
        self.refresh()

    def filter(self, text: str) -> None:
        """Show the rows in which a text is found."""
        self.state.find(text)
        self.refresh()

    def select(self, key: str) -> bool:
        """Put the cursor on the row with a key; whether there is one."""
        place = self.state.place_of(key)
        if place is not None:
            self._go(place)
        return place is not None

    def shift(self, steps: int) -> None:
        """Move the shown period."""
        self.state.shift_by(steps)
        self.refresh()

    # What it is asked

    @property
    def section(self) -> Section:
        """What stands in it now."""
        return self.state.section

    @property
    def period(self) -> Period:
        """The last month or year that is shown."""
        return self.state.period

    @property
    def filtered(self) -> str:
        return self.state.filter

    @property
    def row(self) -> Row | None:
        return self.state.row

    @property
    def marked(self) -> Sequence[Row]:
        """The rows that are marked, in order; those that are filtered out are not."""
        return self.state.marked

    # Marking

    def mark(self) -> None:
        """Mark the row under the cursor, or take its mark away, and go on to the next."""
        if self.state.key is not None:
            self.state.marks ^= {self.state.key}
            self.refresh()
            self.move("move.down")

    def mark_all(self) -> None:
        """Mark every row that there is to see; none where all are."""
        keys = frozenset(row.key for row in self.state.rows)
        self.state.marks = frozenset() if keys <= self.state.marks else self.state.marks | keys
        self.refresh()

    def unmark(self) -> None:
        self.state.marks = frozenset()
        self.refresh()

    # Moving and drawing

    def move(self, command: str) -> None:
        """One of the `move.*` commands."""
        self._go(self.state.target(command))

    def _go(self, index: int) -> None:
        state = self.state
        before, top = state.index, state.top
        state.go(index)
        if top != state.top:
            self.refresh()
        elif before != state.index:
            self._refresh_line(before)
            self._refresh_line(state.index)
        self._refresh_frame()

    def on_resize(self, event: events.Resize) -> None:
        self.virtual_size = Size(event.size.width, event.size.height)

    def on_focus(self) -> None:
        self._focused(True)

    def on_blur(self) -> None:
        self._focused(False)

    def _focused(self, focused: bool) -> None:
        self.state.focused = focused
        self._refresh_frame()
        self._refresh_line(self.state.index)

    def on_click(self, event: events.Click) -> None:
        y = event.y - self.state.heads
        at = y - 1 + self.state.top
        if 0 < y <= self.state.room and at < len(self.state.rows):
            self._go(at)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self._go(min(self.state.index + WHEEL, max(0, len(self.state.rows) - 1)))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self._go(self.state.index - WHEEL)

    def _refresh_line(self, index: int) -> None:
        self.refresh(Region(0, index - self.state.top + 1 + self.state.heads, self.size.width, 1))

    def _refresh_frame(self) -> None:
        size = self.size
        self.refresh(Region(0, 0, size.width, 1), Region(0, size.height - 1, size.width, 1))

    def render_line(self, y: int) -> Strip:
        state, (width, height) = self.state, self.size
        if (state.width, state.height) != (width, height):  # Textual may draw before it tells of the size
            state.resize(width, height)
        return drawn(panel_line(state, y), width)
