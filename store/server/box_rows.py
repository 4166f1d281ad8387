"""A box in two rows of a server, as `store.box.box` has it: the branch writes the one, its committee the other.

All boxes of a database share one connection, and one question tells what moved in any of them: a committee looks at
hundreds once a second.
"""

from __future__ import annotations

from time import monotonic

from store.box.messages import Up
from store.box_text import UP, TextBox, brief_in, brief_text, encoded
from store.errors import StoreError
from store.server import reading
from store.server.address import parse
from store.server.link import LOCK, ServerLink

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from typing import Any

    from store.box.messages import Down
    from store.server.address import Address

FRESH = 0.5
"""Seconds for which an answer about all boxes does for each."""
_TURNS = "select branch, way, turn from zhibu.summary"
_READ = "select body from zhibu.box($1, $2)"
_BRIEF = "select brief from zhibu.box($1, $2)"
_HOLD = "select zhibu.hold_box($1, $2, $3)"
_SEND = "select zhibu.send($1, $2, $3, $4, $5, $6)"


class Rows:
    """The boxes of one database, as far as this login may see them."""

    def __init__(self, address: Address) -> None:
        self.link = ServerLink(address)
        self._turns: dict[tuple[str, str], int] = {}
        self._asked = 0.0

    def turn(self, branch: str, way: str) -> int | None:
        """How many messages there were, None before the first."""
        with self.link.turn:
            if not self._asked or monotonic() - self._asked > FRESH:
                self._turns = {(one, its): turn for one, its, turn in reading.asked(self.link, _TURNS)}
                self._asked = monotonic()
            return self._turns.get((branch, way)) or None

    def text(self, branch: str, way: str) -> str:
        """The message that stands there, empty where there is none."""
        return reading.asked(self.link, _READ, branch, way)[0][0] or ""

    def brief(self, branch: str) -> str:
        """The brief of the counts that stand there, empty where there is none."""
        return reading.asked(self.link, _BRIEF, branch, UP)[0][0] or ""

    def send(self, branch: str, way: str, message: Callable[[], Any]) -> None:
        """`message` is called once it is our turn to write."""
        with self.link.turn:
            try:
                self.link.ask_all(("begin",), (_HOLD, branch, way, int(LOCK * 1000)))
                made = message()
                revision = getattr(made, "revision", 0)
                texts = encoded(made).decode(), brief_text(made).decode() if isinstance(made, Up) else ""
                self.link.ask_all((_SEND, branch, way, revision, made.as_of.isoformat(), *texts), ("commit",))
            except BaseException:
                self.link.roll_back()
                raise
            finally:
                self._asked = 0.0


_rows: dict[str, Rows] = {}
"""One for each database, for as long as the program runs."""


class BoxRows(TextBox):
    """A `Box`. Every method but the stamps raises a `StoreError`, and `InvalidBox` for what is no message of ours."""

    def __init__(self, place: str) -> None:
        address = parse(place)
        self.place = place
        self._branch = address.branch
        self._rows = _rows.setdefault(address.of("-").url, Rows(address))

    def stamp(self, half: str) -> Hashable:
        try:
            return self._rows.turn(self._branch, half)
        except StoreError:
            return None

    def text(self, half: str) -> bytes | None:
        return self._rows.text(self._branch, half).encode() or None

    def read_brief(self) -> Up | None:
        return brief_in(self._rows.brief(self._branch).encode()) or self.read_up()

    def put(self, half: str, message: Callable[[], Up | Down]) -> None:
        self._rows.send(self._branch, half, message)
