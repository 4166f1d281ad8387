"""One branch's folder: read it, change it, ask what was done to it. All but reading is imported when asked for."""

from __future__ import annotations

from store.disk.files import READ
from store.disk.folder import Folder
from store.disk.reading import refusal
from store.errors import Damaged, Missing
from store.generation import JOURNAL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from typing import Any

    from store.disk.transaction import DiskTransaction
    from store.engine import By, MovedHistory, Problem, Purged, Unread, Waiting
    from store.generation import Generation
    from store.journal_entry import JournalEntry
    from store.schema import Tables


class Disk(Folder):
    """The folder as an engine. Every method raises a `StoreError`, and nothing else, when folder or disk are not as
    they must be.
    """

    def transaction(
        self, by: By, at: datetime, why: str, *, of: int | None = None, waiting: Waiting | None = None
    ) -> DiskTransaction:
        """A change, as a context manager; raises Busy, Missing, Damaged, Newer, Unsafe or NotPermitted on the way in,
        NotPermitted, NotStored or Unconfirmed on the way out. `at` is an aware instant.
        """
        from store.disk.transaction import DiskTransaction

        self.lock.waiting = waiting
        return DiskTransaction(self, by, at, why, of)

    def create(self, tables: Tables, by: By, at: datetime, waiting: Waiting | None = None) -> None:
        """The first generation, in a folder that is made (0700) or has no store; raises StoreError("exists")."""
        from store.disk.lifecycle import create

        self.lock.waiting = waiting
        create(self, tables, by, at)

    def history(self, id: str | None = None, unread: Unread | None = None) -> Iterator[JournalEntry]:
        """What was done, the last first, or only what changed the documents of an id. Takes no lock."""
        from store.disk import journal_file

        try:
            handle = journal_file.opened(self.files, f"{self.folder}/{JOURNAL}", READ)
        except FileNotFoundError:
            return
        except OSError as error:
            raise refusal(error, self.folder) from None
        try:
            size = self.files.status(handle).st_size
            for entry in journal_file.entries(self.files, handle, size, self._reached(), unread):
                if id is None or any(change.id == id for change in entry.changes):
                    yield entry
        finally:
            self.files.close(handle)

    def landed(self, commit: str) -> int | None:
        """Nothing is ever sent here that is not answered."""
        return None

    def moved_history(self) -> list[MovedHistory]:
        """Whoever may write a folder may write its whole journal: there is nobody else to tell."""
        return []

    def forget(self) -> None:
        """Read all anew, whatever was read before."""
        self._held = None

    def called(self, by: By) -> str:
        """The name under which one stores here."""
        return by.user

    def mine(self, entry: JournalEntry, by: By) -> bool:
        """Whether a line was written under the same uid and claimed name."""
        return (entry.uid, entry.claimed) == (by.uid, by.claimed)

    def _reached(self) -> int:
        """The revision of the file, read after the size of the journal: a line is never ahead of it for long."""
        try:
            return self.read().revision
        except (Damaged, Missing):
            return 1 << 62

    def overlay(self, name: str, below: str = "") -> tuple[str, bytes] | None:
        """The real path and the bytes of a file of rules: one of the folder, which is no link, or one that another, at
        the path `below`, names. None where there is none; raises `Unsafe` where it can't be read or is too big.
        """
        path = f"{self.folder}/{name}"
        if not below and not self._has(name):
            return None
        from store.disk.overlays import read, real_path

        return read(self.files, real_path(name, below) if below else path)

    def close(self) -> None:
        """Nothing is held between two questions."""

    def verify(self) -> list[Problem]:
        """What is wrong with the file, the journal and the generations; empty when all is sound."""
        from store.disk.checks import verify

        return verify(self)

    def facts(self) -> dict[str, Any]:
        """What the doctor asks of the folder: see `checks.facts`."""
        from store.disk.checks import facts

        return facts(self)

    def backup(self, to: str | None = None, waiting: Waiting | None = None) -> str:
        """A copy of the file, in `backups/` or at a path that does not exist yet; the path of the copy."""
        from store.disk.lifecycle import backup

        self.lock.waiting = waiting
        return backup(self, to)

    def traces(self, id: str) -> Purged:
        """Where journal and generations still say something of a record."""
        from store.disk.lifecycle import traces

        return traces(self, id)

    def purge(self, id: str, by: By, at: datetime, waiting: Waiting | None = None) -> Purged:
        """Take that out for good, as a revision that says so by the id; the record must be gone from the branch."""
        from store.disk.lifecycle import purge

        self.lock.waiting = waiting
        return purge(self, id, by, at)

    def restore(self, source: str | None, by: By, at: datetime, waiting: Waiting | None = None) -> Generation:
        """A new revision that says what `source` says: a path, or None for the last good state; what it replaces is
        kept as `backups/replaced-N.json`. Raises Damaged, Newer or Missing where the source is.
        """
        from store.disk.lifecycle import restore

        self.lock.waiting = waiting
        return restore(self, source, by, at)
