"""What was carried by hand to a branch on a server: a row beside its rules, as a folder has it in a file of its own.

Whoever may write the branch may write it; the box of a committee, which only the committee writes down to, is another.
"""

from __future__ import annotations

from store.box_text import DOWN, TextBox, encoded
from store.errors import StoreError
from store.server.address import parse
from store.server.overlays import ALL, lay_over

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from store.box.messages import Down, Up
    from store.engine import Engine

NAME = "down.json"


class CarriedRow(TextBox):
    """The half of a box that comes down; there is none that goes up."""

    def __init__(self, engine: Engine) -> None:
        self.place = engine.path
        self._engine = engine

    def stamp(self, half: str) -> Hashable:
        """The text itself: the row has no number, and not all of the family have a digest that could be asked for."""
        try:
            return self.text(half)
        except StoreError:
            return None

    def text(self, half: str) -> bytes | None:
        found = self._engine.overlay(NAME) if half == DOWN else None
        return found[1] if found is not None and not found[0].startswith(f"{ALL}/") else None

    def put(self, half: str, message: Callable[[], Up | Down]) -> None:
        lay_over(parse(self._engine.data), NAME, encoded(message()).decode())
