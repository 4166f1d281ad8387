"""Sending a change to a server, exactly once.

Where the answer does not come, the question is the retry: over a new connection the row is held again, so that whatever
was under way has ended, and the journal asked for the id that the change was sent under. It is there: stored. It is not
and the branch is where it was: the very same is sent again. The branch has moved on: it is for whoever asked to apply
the change to what is there now. Nothing of that in time: `Unconfirmed`, with the id to ask for later.
"""

from __future__ import annotations

from functools import partial
from time import monotonic, sleep

from store.errors import Busy, Missing, Moved, StoreError, Unconfirmed, Unreachable
from store.server import reading
from store.server.link import LOCK, PATIENCE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from store.engine import Waiting
    from store.server.branch import ServerBranch
    from store.server.link import ServerLink
    from store.server.reading import ServerStamp

    Statement = tuple[Any, ...]

SAY_SO = 0.5
TURN = 10.0
"""Seconds that others may have the branch before it is `Busy`."""
PAUSE = 0.2
_HOLD = "select revision, sum from zhibu.hold($1, $2)"
_LANDED = "select revision from zhibu.entry where branch = $1 and commit_id = $2"
_AGAIN = ("40001", "40P01")
"""Serialization, deadlock: what the server undid for the sake of others."""


class Sending:
    """Statements that are one change, under an `id`, of a branch that is held and had this `stamp` when it was."""

    def __init__(
        self, link: ServerLink, branch: str, id: str, stamp: ServerStamp, statements: Sequence[Statement]
    ) -> None:
        self.link = link
        self.branch = branch
        self.id = id
        self.stamp = stamp
        self.statements = statements

    def send(self) -> None:
        """Have it stored; raises Moved, Unconfirmed, or what else the server says to what then is not stored."""
        try:
            stored = self._sent()
        except Unreachable:
            stored = False
        if not stored:
            self._ask_until_known()

    def _sent(self) -> bool:
        """Send all; whether it is stored for good. False where the server had doubts whether its standby has it."""
        try:
            rows = self.link.ask_all(*self.statements, ("commit",))
        except Unreachable:
            raise
        except StoreError as error:
            self.link.roll_back()
            if error.facts.get("state") in _AGAIN:
                raise Moved(path=self.link.address.shown) from None
            raise
        if not all(row[0] is not False for row in rows):
            raise Moved(path=self.link.address.shown)
        return not self.link.warned

    def _ask_until_known(self) -> None:
        until = monotonic() + PATIENCE
        while monotonic() < until:
            try:
                if self._known():
                    return
            except (Busy, Unreachable):
                self.link.roll_back()
            except Moved:
                raise
            except StoreError:
                self.link.roll_back()
                break
            sleep(PAUSE)
        raise Unconfirmed("unanswered", path=self.link.address.shown, commit=self.id)

    def _known(self) -> bool:
        """Whether it is stored for good by now, sent again where it had never come; raises `Moved` where others have
        stored in its place.
        """
        head = held(self.link, self.branch, None, LOCK)
        if self.link.ask(_LANDED, self.branch, self.id):
            return settled(self.link)
        if head == self.stamp:
            return self._sent()
        self.link.roll_back()
        raise Moved(path=self.link.address.shown)


def landed(server: ServerBranch, id: str) -> int | None:
    """See `Engine.landed`."""
    with server.link.turn:
        held(server.link, server.branch, None)
        try:
            rows = server.link.ask(_LANDED, server.branch, id)
            if not settled(server.link):
                raise Unconfirmed("unanswered", path=server.data, commit=id)
        except BaseException:
            server.link.roll_back()
            raise
        return rows[0][0] if rows else None


def settled(link: ServerLink) -> bool:
    """End a transaction that holds the row: that is a write, however small, and an id that was found on a primary is
    no proof before a write behind it has reached the standby.
    """
    link.ask("commit")
    return not link.warned


def held(link: ServerLink, branch: str, waiting: Waiting | None, patience: float | None = None) -> ServerStamp:
    """Begin, and hold the row of a branch: its stamp."""
    revision, sum = begun(link, _HOLD, branch, waiting, patience)
    return revision, sum


def begun(
    link: ServerLink, hold: str, branch: str, waiting: Waiting | None, patience: float | None = None
) -> tuple[Any, ...]:
    """The same by a statement of its own: what that says."""
    until = monotonic() + (TURN if patience is None else patience)
    wait = SAY_SO
    while True:
        try:
            (row,) = reading.with_retry(link, partial(link.ask_all, ("begin",), (hold, branch, int(wait * 1000))))
            return tuple(row)
        except Busy as busy:
            link.roll_back()
            if busy.code == "only_reading" or monotonic() >= until:
                raise
            if busy.code != "busy":
                sleep(PAUSE)  # broken off, and perhaps at once
            if waiting is not None:
                waiting(None, None)
                waiting = None
            wait = min(LOCK, max(until - monotonic(), 0.1))
        except StoreError as error:
            link.roll_back()
            if error.facts.get("state") == "P0002":
                raise Missing(path=link.address.shown) from None
            raise
