"""The one owner of a branch's truth: read a snapshot, commit an edit, tell whether the file has moved."""

from __future__ import annotations

from store import codec
from store.disk.disk import Disk
from store.edits import Refused
from store.record import Record
from store.snapshot import Snapshot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

    from store.disk.lock import Waiting
    from store.disk.reading import Generation, Stamp
    from store.disk.transaction import Transaction
    from store.edits import Edit
    from store.records import Branch
    from store.schema import Document, Tables


class Who(Record):
    """Who stores: the real uid, the system's name for it, and a name claimed beside it where many share one."""

    uid: int
    user: str
    claimed: str = ""


class Outcome(Record):
    """What a commit came to: the snapshot after it, and the ids of the records it made or changed, in table order."""

    snapshot: Snapshot
    ids: tuple[str, ...]


class Vault:
    """`anywhere` allows file systems whose locks may not hold. Every method raises `StoreError`s and nothing else."""

    def __init__(self, folder: str, *, anywhere: bool = False) -> None:
        self.disk = Disk(folder, anywhere=anywhere)
        self._known: tuple[Tables, Snapshot] | None = None

    def stamp(self) -> Stamp | None:
        return self.disk.stamp()

    def read(self) -> Snapshot:
        """The snapshot of the file as it stands, or, with `damage` set, of the last good state of a damaged one."""
        return self._decoded(self.disk.read())

    def commit(self, edit: Edit, by: Who, at: datetime, waiting: Waiting | None = None) -> Outcome | Refused:
        """Apply an edit to the freshest data and store it. Returning an `Outcome` means that it is on disk.

        `waiting(process, user)` is told once who holds the lock when that takes long. A `StoreError` means that the
        file is as it was; only after `Unconfirmed` the change is there, but the disk would not say that it will stay.
        """
        with self.disk.transaction(by, at, edit.why, waiting=waiting) as transaction:
            old = self._decoded(transaction.before)
            old = Snapshot(transaction.revision - 1, old.tables, old.faults, old.as_of)
            new = edit.apply(old)
            if isinstance(new, Refused):
                transaction.abandon()
                return new
            stamp = self._stamp(transaction, by, at)
            transaction.lay(codec.lay_snapshot(transaction.before.tables, old, new, stamp))
        return self._outcome(transaction)

    def create(self, branch: Branch, by: Who, at: datetime) -> None:
        """A new store with one branch and nothing else."""
        self.disk.create({"branch": {"1": codec.encode(branch)}}, by, at)

    def _stamp(self, transaction: Transaction, by: Who, at: datetime) -> Document:
        """What a document that changes says of its last change."""
        return {"rev": transaction.revision, "by": by.claimed or by.user, "at": at.isoformat(timespec="seconds")}

    def _outcome(self, transaction: Transaction) -> Outcome:
        ids = tuple([change.id for change in transaction.changes if change.after is not None])
        return Outcome(snapshot=self._decoded(transaction.after), ids=ids)

    def _decoded(self, generation: Generation) -> Snapshot:
        damage = generation.damage.code if generation.damage else None
        tables, meta = generation.tables, generation.meta
        snapshot = codec.snapshot_of(tables, meta["revision"], meta.get("as_of"), damage, self._known)
        self._known = tables, snapshot
        return snapshot
