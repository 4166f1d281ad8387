"""Roll call of one meeting."""

from __future__ import annotations

from tui.screens.place import Place


class RollScreen(Place):
    PLACE = "roll"

    def __init__(self, meeting: str) -> None:
        super().__init__()
        self.meeting = meeting

    def do_back(self) -> None:
        self.dismiss()
