"""The page of what a row opened to."""

from __future__ import annotations

from tui.screens.place import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from widgets.sections.section import Target


class PageScreen(Place):
    PLACE = "page"

    def __init__(self, target: Target) -> None:
        super().__init__()
        self.targets = [target]

    def do_back(self) -> None:
        self.dismiss()
