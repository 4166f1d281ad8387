"""One line of the screen: header, attention, footer. It is drawn again only when what it says has changed."""

from __future__ import annotations

from textual.widget import Widget

from widgets.draw import bar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.strip import Strip

    Part = tuple[str, str]


class Bar(Widget):
    """Parts on the left and parts on the right, each a shown text and a role; the left ones give way with an `…`."""

    DEFAULT_CSS = "Bar { height: 1; }"

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._left: tuple[Part, ...] = ()
        self._right: tuple[Part, ...] = ()

    def say(self, left: Sequence[Part], right: Sequence[Part] = ()) -> None:
        if (self._left, self._right) != (tuple(left), tuple(right)):
            self._left, self._right = tuple(left), tuple(right)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        return bar(self._left, self._right, self.size.width)
