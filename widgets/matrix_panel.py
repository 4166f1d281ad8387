"""The panel whose cursor stands on one cell, on the screen."""

from __future__ import annotations

from widgets.panel import Panel

TYPE_CHECKING = False
if TYPE_CHECKING:
    from textual import events

    from widgets.matrix_state import MatrixState

SIDEWAYS = {"move.left": -1, "move.right": 1}


class MatrixPanel(Panel, inherit_bindings=False):
    state: MatrixState

    def move(self, command: str) -> None:
        """One of the `move.*` commands, also from column to column."""
        if command in SIDEWAYS:
            self.state.sideways(SIDEWAYS[command])
            self.refresh()
        else:
            super().move(command)

    def on_click(self, event: events.Click) -> None:
        column = self.state.column_at(event.x)
        if column:
            self.state.column = column
            self.refresh()
