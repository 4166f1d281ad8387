"""The board of a committee: the matrix, and below it what was sent, its findings, what to see to."""

from __future__ import annotations

from tui.screens.board import BoardScreen
from widgets.arranged import Arranged
from widgets.bar import Bar
from widgets.committee_board import COMMITTEE
from widgets.matrix_panel import SIDEWAYS, MatrixPanel
from widgets.matrix_state import MatrixState
from widgets.panel import Panel

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from store.snapshot import Snapshot
    from widgets.picture import Spot


class CommitteeScreen(BoardScreen):
    BOARD = COMMITTEE
    PLACE = BOARD.place

    def compose(self) -> ComposeResult:
        yield Bar(id="header")
        yield Bar(id="attention")
        with Arranged(self.spots, id="panels"):
            for state in self.BOARD.states(self.view, self.words):
                yield MatrixPanel(state) if isinstance(state, MatrixState) else Panel(state)
        yield Bar(id="footer")

    def spots(self, columns: int, lines: int) -> Sequence[Spot]:
        """Where each panel stands."""
        return self.BOARD.spots(columns, lines, [panel.state for panel in self.panels], self._front)

    def go_to(self, index: int) -> None:
        super().go_to(index)
        self.panels[index].refresh(layout=True)

    def move(self, command: str) -> None:
        """Within the matrix from cell to cell; below it from panel to panel."""
        at = self.panels.index(self.panel)
        if command not in SIDEWAYS or not at:
            self.panel.move(command)
        elif 0 < at + SIDEWAYS[command] < len(self.panels):
            self.go_to(at + SIDEWAYS[command])

    def show_stored(self, ids: tuple[str, ...], snapshot: Snapshot) -> None:
        """What was sent gets the cursor; whom it went to need not be marked any more."""
        self.panels[0].unmark()
        for at, panel in enumerate(self.panels):
            if at and any(panel.select(id) for id in ids):
                self.go_to(at)
