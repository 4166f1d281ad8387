"""A container whose widgets stand where a function says."""

from __future__ import annotations

from textual.geometry import Offset, Region, Spacing
from textual.layout import Layout, WidgetPlacement
from textual.widget import Widget

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.geometry import Size
    from textual.layout import ArrangeResult

    from widgets.picture import Spot

    Spots = Callable[[int, int], Sequence[Spot]]
    """Where each widget stands, for so many columns and lines."""


class Arrangement(Layout):
    """One widget alone has all the room that there is."""

    name = "arrangement"

    def __init__(self, spots: Spots) -> None:
        self._spots = spots

    def arrange(self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True) -> ArrangeResult:
        whole = [(0, 0, size.width, size.height)]
        spots = self._spots(size.width, size.height) if len(children) > 1 else whole
        return [
            WidgetPlacement(Region(*spot), Offset(), Spacing(), widget)
            for widget, spot in zip(children, spots, strict=True)
        ]


class Arranged(Widget):
    def __init__(self, spots: Spots, *, id: str) -> None:
        super().__init__(id=id)
        self._arrangement = Arrangement(spots)

    @property
    def layout(self) -> Layout:
        return self._arrangement
