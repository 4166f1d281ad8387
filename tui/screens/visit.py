"""The board of a unit, looked at from that of its committee."""

from __future__ import annotations

from tui.screens.board import BoardScreen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.session import Session
    from widgets.sections.view import View


class VisitScreen(BoardScreen):
    """`back` are the session and the view that the app had before, and has again afterwards."""

    def __init__(self, back: tuple[Session, View], rule: str) -> None:
        super().__init__()
        self._back = back
        self._rule = rule

    def begin(self) -> None:
        super().begin()
        key = next((row.key for row in self.panels[-1].state.rows if row.key.startswith(f"{self._rule}/")), "")
        if self._rule and key:
            self.panels[-1].select(key)
            self.go_to(len(self.panels) - 1)
        self.say(self.words("visit.here"), "info")

    def leave(self) -> None:
        self.zhibu.session, self.zhibu.view = self._back
        self.dismiss()
