"""The board: header, attention line, all panels, footer; one panel has the focus and may fill the screen."""

from __future__ import annotations

from textual.containers import Container

from tui.screens.rows import RowsScreen
from widgets.bar import Bar
from widgets.board import BRANCH
from widgets.kinds.registry import of_table
from widgets.panel import Panel
from widgets.panel_state import opening

TYPE_CHECKING = False
if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from store.snapshot import Snapshot


class BoardScreen(RowsScreen):
    BOARD = BRANCH
    PLACE = BOARD.place
    # In a window too small for four panels there is one, as if it had been given the whole screen.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high")]  # noqa: RUF012
    _front = 0

    def compose(self) -> ComposeResult:
        yield Bar(id="header")
        yield Bar(id="attention")
        with Container(id="panels"):
            yield from map(Panel, self.BOARD.states(self.view, self.words))
        yield Bar(id="footer")

    def begin(self) -> None:
        self.go_to(opening([panel.state for panel in self.panels]))
        self.greet()

    @property
    def panels(self) -> list[Panel]:
        return list(self.query(Panel))

    @property
    def panel(self) -> Panel:
        """The panel that has the focus, or had it before a line was opened under it."""
        return self.focused if isinstance(self.focused, Panel) else self.panels[self._front]

    def show_stored(self, ids: tuple[str, ...], snapshot: Snapshot) -> None:
        from widgets.kinds.defaults import shows_at

        located = snapshot.find(ids[0]) if ids else None
        if located is None:
            return
        kind = of_table(located[0])
        at, panel = next((at, one) for at, one in enumerate(self.panels) if kind.panel == one.state.base.ID)
        if any(panel.select(key) for key in shows_at(located[1])):
            self.go_to(at)

    def renew(self) -> None:
        super().renew()
        self._say_heading()
        for panel in self.panels:
            panel.state.ascii = self.zhibu.ascii
            panel.renew(self.view, self.words)

    def _say_heading(self) -> None:
        session, key, cells = self.zhibu.session, self.zhibu.keymap.key("next"), self.size.width
        user = session.who.claimed or session.who.user
        header = self.BOARD.header(self.view, self.words, user, cells, readonly=session.readonly)
        self.query_one("#header", Bar).say(*header)
        self.query_one("#attention", Bar).say(self.BOARD.attention(self.view, self.words, key, cells))

    def on_resize(self) -> None:
        if self.begun:
            self._say_heading()

    # Going

    def move(self, command: str) -> None:
        if command not in ("move.left", "move.right"):
            self.panel.move(command)
            return
        at, step = self.panels.index(self.panel), -1 if command == "move.left" else 1
        if (at % 2 == 0) == (step == 1) and 0 <= at + step < len(self.panels):
            self.go_to(at + step)

    def go_to(self, index: int) -> None:
        """To a panel by its place among them."""
        self._front = index
        for number, panel in enumerate(self.panels):
            panel.set_class(number == index, "front")
        self.set_focus(self.panels[index], scroll_visible=False)

    def leave(self) -> None:
        """Behind the board there is nothing."""

    async def on_click(self, event: events.Click) -> None:
        """A panel has the focus where it is clicked; the line above the panels opens what it says."""
        clicked, _ = self.get_widget_at(event.screen_x, event.screen_y)
        if isinstance(clicked, Panel):
            self.go_to(self.panels.index(clicked))
        elif clicked.id == "attention" and self.line is None:
            event.prevent_default()
            await self.run("next")
