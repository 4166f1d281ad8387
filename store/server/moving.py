"""A branch on a server as one that leaves, or that comes from elsewhere.

Leaving is a row of `moved`, after which the writing functions refuse and say where it went; its other rows stay to be
read, and to be carried once more where the first attempt was cut off. Arriving is one transaction.
"""

from __future__ import annotations

from secrets import token_hex

from store import file_codec, journal
from store.engine import Parcel
from store.errors import Damaged, Elsewhere, Moved, NotStored, StoreError, Unconfirmed, Unreachable, refuse_newer
from store.generation import OVERLAYS
from store.schema import rising
from store.server import checks, lifecycle, reading
from store.server.address import parse
from store.server.sending import begun
from store.strict_json import InvalidFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import Any, Self

    from store.engine import By, Waiting
    from store.file_codec import FileText
    from store.server.branch import ServerBranch
    from store.server.engine import Server

_HOLD = "select revision, sum, went from zhibu.hold_moving($1, $2)"
_LEAVE = "select zhibu.leave_1($1, $2, $3, $4)"
_CLEAR = "select zhibu.clear_1($1, $2)"
_RULES = "select name, body from zhibu.overlay where branch = $1"
_LAY_OVER = "select zhibu.lay_over($1, $2, $3)"
_LINE = "select line from zhibu.entry where branch = $1 and revision = $2"
_IDS = "select revision, commit_id from zhibu.entry where branch = $1"


class ServerSide:
    """See `Side`: its address is what a branch is called, wherever one is and whoever comes."""

    def __init__(self, server: Server) -> None:
        self.engine = server
        here = server.link.address
        self.place = here.for_others(here.branch)

    def is_at(self, place: str) -> bool:
        """As whom, and by what certificate, one ever goes there."""
        try:
            there = parse(place)
        except StoreError:
            return False
        here = self.engine.link.address
        return (here.hosts, here.database, here.branch) == (there.hosts, there.database, there.branch)

    def has(self, parcel: Parcel) -> bool:
        last = journal.read(parcel.lines[-1])
        assert last is not None
        rows = reading.rows_of(self.engine.link, _LINE, self.engine.branch, last.revision)
        return [row[0].encode() for row in rows] == [parcel.lines[-1]]

    def departure(self, by: By, at: datetime, waiting: Waiting | None) -> ServerDeparture:
        return ServerDeparture(self.engine, waiting)

    def arrival(self, parcel: Parcel, ours: Callable[[str], bool], *, retry: bool) -> ServerArrival:
        return ServerArrival(self.engine, parcel, ours)


class ServerTurn:
    """What leaving and arriving share: the link is this thread's alone until the `with` block is left."""

    refusal: type[StoreError]
    """What is said where a branch is not as it was written."""

    def __init__(self, server: ServerBranch) -> None:
        self.server = server

    def __enter__(self) -> Self:
        self.server.link.turn.acquire()
        try:
            self._begin()
        except BaseException as error:
            self.__exit__(None, None, None)
            if isinstance(error, InvalidFile):
                raise self.refusal(error.code, path=self.server.path, place=error.place) from None
            raise
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        try:
            self.server.link.roll_back()
        finally:
            self.server.link.turn.release()

    def _begin(self) -> None:
        raise NotImplementedError


class ServerDeparture(ServerTurn):
    """See `Departure`: while the branch's row is held, until the `with` block is left."""

    refusal = Damaged

    def __init__(self, server: ServerBranch, waiting: Waiting | None) -> None:
        super().__init__(server)
        self.waiting = waiting
        self.gone_to = ""
        self.parcel: Parcel
        self._stamp: tuple[int, str]

    def _begin(self) -> None:
        revision, sum, self.gone_to = begun(self.server.link, _HOLD, self.server.branch, self.waiting)
        self._stamp = revision, sum
        self.parcel = self._parcel()

    def _parcel(self) -> Parcel:
        server = self.server
        file, _ = server.fresh(self._stamp)
        refuse_newer(file.meta["schema"], server.version, server.path)
        lines = list(reading.lines(server.link, server.branch))[::-1]
        if not lines or journal.sum_of(lines[-1]) != self._stamp[1] or None in map(journal.read, lines):
            raise Damaged("altered", path=server.path, place="entry")
        said = dict(server.link.ask(_RULES, server.branch))
        overlays = {name: said[name].encode() for name in OVERLAYS if name in said}
        return Parcel(data=file.data, revision=file.meta["revision"], lines=tuple(lines), overlays=overlays)

    def leave(self, to: str, note: str) -> None:
        link, path = self.server.link, self.server.path
        try:
            rows = link.ask_all((_LEAVE, self.server.branch, *self._stamp, to), ("commit",))
        except Unreachable:
            raise Unconfirmed("move_unanswered", path=path) from None
        if link.warned:
            raise Unconfirmed("move_unanswered", path=path)
        if rows != [[True]]:
            raise Moved(path=path)

    def come_back(self) -> None:
        self.server.link.ask(_LEAVE, self.server.branch, *self._stamp, None)


class ServerArrival(ServerTurn):
    """See `Arrival`: one transaction, until the `with` block is left."""

    refusal = NotStored

    def __init__(self, server: ServerBranch, parcel: Parcel, ours: Callable[[str], bool]) -> None:
        super().__init__(server)
        self.parcel = parcel
        self.ours = ours

    def _begin(self) -> None:
        reading.rows_of(self.server.link, "begin")
        self._lay_ready()

    def _lay_ready(self) -> None:
        server, parcel = self.server, self.parcel
        file = file_codec.write(None, rising(file_codec.read(parcel.data).tables))[0]
        ids = self._ids_of_before()
        known = [ids.get(entry.revision) for line in parcel.lines if (entry := journal.read(line)) is not None]
        every = [id or token_hex(16) for id in known]
        try:
            server.link.ask_all(lifecycle.founding(server, file, parcel.lines, every, moved=True))
        except StoreError as error:
            if error.facts.get("state") == lifecycle.THERE:
                raise StoreError("exists", path=server.path) from None
            raise
        for name in OVERLAYS:
            said = parcel.overlays.get(name)
            server.link.ask(_LAY_OVER, server.branch, name, None if said is None else said.decode("utf-8-sig"))
        self._compare(file)

    def _ids_of_before(self) -> dict[int, str]:
        """Of a branch that comes back, the ids of its changes, which somebody may still ask for; its rows are gone."""
        server = self.server
        if reading.stamp(server.link, server.branch) is None:
            return {}
        went = reading.elsewhere(server.link, server.branch)
        if not went:
            raise StoreError("exists", path=server.path)
        if not self.ours(went):
            raise Elsewhere(path=server.path, place=went)
        ids = dict(server.link.ask(_IDS, server.branch))
        if server.link.ask(_CLEAR, server.branch, went) != [[True]]:
            raise StoreError("exists", path=server.path)
        return ids

    def _compare(self, file: FileText) -> None:
        """Read back what lies ready: the same bytes, the same lines, and a journal that explains them."""
        server = self.server
        there, _ = reading.fresh(server.link, server.branch, None, None)
        lines = tuple(reading.lines(server.link, server.branch))[::-1]
        if there.data != self.parcel.data or file.data != there.data or lines != self.parcel.lines:
            raise NotStored("altered", path=server.path, place="document")
        if any(problem.place.startswith("branch") for problem in checks.look(server)):
            raise NotStored("altered", path=server.path, place="entry")

    def settle(self) -> None:
        link = self.server.link
        try:
            link.ask("commit")
        except Unreachable:
            raise Unconfirmed("move_unanswered", path=self.server.path) from None
        if link.warned:
            raise Unconfirmed("move_unanswered", path=self.server.path)
