"""A branch on a server, as an engine. All but reading and storing is imported when asked for."""

from __future__ import annotations

from store import file_codec
from store.errors import Damaged, Elsewhere, StoreError, refuse_newer
from store.generation import Damage, Generation
from store.server import reading
from store.server.branch import ServerBranch
from store.strict_json import InvalidFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from store.engine import By, MovedHistory, Problem, Purged, Waiting
    from store.journal_entry import JournalEntry
    from store.schema import Tables
    from store.server.commit import ServerTransaction


class Server(ServerBranch):
    """A server as an engine. Every method raises a `StoreError`, and nothing else: `Unreachable` where none answers,
    and `GoneBack`, until `forget`, where one has lost what it had acknowledged to this very engine.
    """

    def read(self) -> Generation:
        """The state of now; what has not changed since the last read are the same objects.

        Where the rows are not as they were written, the last good state with `damage` set.
        """
        try:
            file, stamp = reading.with_retry(self.link, self.fresh)
        except InvalidFile as bad:
            return self._last_good(Damage(code=bad.code, place=bad.place))
        refuse_newer(file.meta["schema"], self.version, self.path)
        tables = file_codec.migrated(file.tables, self.version, self.steps)
        went = reading.elsewhere(self.link, self.branch)
        damage = Damage(code=Elsewhere.code, place=went) if went else None
        return Generation(tables=tables, meta=file.meta, stamp=stamp, damage=damage)

    def _last_good(self, damage: Damage) -> Generation:
        from store.server.past import last_good

        found = last_good(self)
        if found is None:
            raise Damaged(damage.code, path=self.path, place=damage.place)
        tables = file_codec.migrated(found.tables, self.version, self.steps)
        return Generation(tables=tables, meta=found.meta, stamp=self.stamp(), damage=damage, source="entry")

    def transaction(
        self, by: By, at: datetime, why: str, *, of: int | None = None, waiting: Waiting | None = None
    ) -> ServerTransaction:
        """A change, as a context manager; raises Busy, Missing, Damaged, Newer, NotPermitted, Unreachable or GoneBack
        on the way in, NotPermitted, NotStored, Moved or Unconfirmed on the way out. `at` is an aware instant.
        """
        from store.server.commit import ServerTransaction

        return ServerTransaction(self, by, at, why, of, waiting)

    def landed(self, commit: str) -> int | None:
        """The revision that a change has made that was sent under this id, None where it was not and will not be."""
        from store.server.sending import landed

        return landed(self, commit)

    def called(self, by: By) -> str:
        """The name under which one stores here: the login, once there was one."""
        return self.link.login or by.user

    def mine(self, entry: JournalEntry, by: By) -> bool:
        """Whether a line was written under this login and claimed name."""
        return (entry.user, entry.claimed) == (self.link.login, by.claimed)

    def overlay(self, name: str, below: str = "") -> tuple[str, bytes] | None:
        """The text of rules of a name: the branch's own, else the one for all. What another names is for all."""
        found = reading.rows_of(self.link, reading.OVERLAY, "*" if below else self.branch, name)
        return (f"{found[0][0]}/{name}", found[0][1].encode()) if found else None

    def moved_history(self) -> list[MovedHistory]:
        """What of the journal came from elsewhere, or was put in the place of what had been there."""
        return reading.moved_history(self.link, self.branch)

    def verify(self) -> list[Problem]:
        """What is wrong with rows and journal; empty when all is sound."""
        from store.server.checks import verify

        return verify(self)

    def facts(self) -> dict[str, Any]:
        """What the doctor asks of the server: see `checks.facts`."""
        from store.server.checks import facts

        return facts(self)

    def create(self, tables: Tables, by: By, at: datetime, waiting: Waiting | None = None) -> None:
        """The first generation of a branch that is not there; raises StoreError("exists")."""
        from store.server.lifecycle import create

        create(self, tables, by, at)

    def backup(self, to: str | None = None, waiting: Waiting | None = None) -> str:
        """A copy, as a file at a path that does not exist yet: what the server keeps for itself is its own business."""
        if to is None:
            raise StoreError("backup_where", path=self.path)
        from store.server.lifecycle import backup

        return backup(self, to)

    def restore(self, source: str | None, by: By, at: datetime, waiting: Waiting | None = None) -> Generation:
        """A new revision that says what `source` says: the path of a file, the number of a former revision, or None
        for the last good state. Raises Damaged, Newer or Missing where the source is.
        """
        from store.server.lifecycle import restore

        return restore(self, source, by, at, waiting)

    def traces(self, id: str) -> Purged:
        """Where the journal still says something of a record."""
        from store.server.lifecycle import traces

        return traces(self, id)

    def purge(self, id: str, by: By, at: datetime, waiting: Waiting | None = None) -> Purged:
        """Take that out for good, as a revision that says so by the id; the record must be gone from the branch."""
        from store.server.lifecycle import purge

        return purge(self, id, by, at, waiting)
