"""What was carried by hand to a branch on a server: a row beside its rules, as a folder has it in a file of its own.

Whoever may write the branch may write it; the box of a committee, which only the committee writes down to, is another.
"""

from __future__ import annotations

from store.box_text import DOWN, TextBox, encoded
from store.errors import StoreError
from store.server import reading
from store.server.address import parse
from store.server.overlays import ALL, lay_over

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from store.box.messages import Down, Up
    from store.server.engine import Server

NAME = "down.json"
_SUM = "select length(body) || ' ' || md5(body) from zhibu.overlay where branch = $1 and name = $2"
"""What tells one text from another, once a second, without carrying it."""


class CarriedRow(TextBox):
    """The half of a box that comes down; there is none that goes up."""

    def __init__(self, engine: Server) -> None:
        self.place = engine.path
        self._engine = engine

    def stamp(self, half: str) -> Hashable:
        try:
            return self._sum() if half == DOWN else None
        except StoreError:
            return None

    def _sum(self) -> Hashable:
        try:
            rows = reading.rows_of(self._engine.link, _SUM, self._engine.branch, NAME)
        except StoreError as error:
            if error.code != "server":
                raise
            return self.text(DOWN)  # of a server that is set to do without md5
        return rows[0][0] if rows else None

    def text(self, half: str) -> bytes | None:
        found = self._engine.overlay(NAME) if half == DOWN else None
        return found[1] if found is not None and not found[0].startswith(f"{ALL}/") else None

    def put(self, half: str, message: Callable[[], Up | Down]) -> None:
        lay_over(parse(self._engine.data), NAME, encoded(message()).decode())
