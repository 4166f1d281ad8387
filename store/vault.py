"""The one owner of a branch's truth: read a snapshot, commit an edit, tell whether the file has moved."""

from __future__ import annotations

from store import codec
from store.disk import Disk
from store.edits import Refused
from store.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

    from store.disk import Generation, Stamp
    from store.edits import Edit
    from store.records import Branch
    from store.schema import Tables
    from store.snapshot import Snapshot


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
    def __init__(self, folder: str) -> None:
        self.disk = Disk(folder)

    def stamp(self) -> Stamp | None:
        return self.disk.stamp()

    def read(self) -> Snapshot:
        """The snapshot of the file as it stands; raises a `StoreError`."""
        return _decoded(self.disk.read())

    def commit(self, edit: Edit, by: Who, at: datetime) -> Outcome | Refused:
        """Apply an edit to the freshest data and store it. Returning an `Outcome` means that it is on disk.

        Raises a `StoreError` when the disk refuses; the file is then as it was.
        """
        result: Refused | None = None

        def change(generation: Generation) -> Tables | None:
            nonlocal result
            old = _decoded(generation)
            new = edit.apply(old)
            if isinstance(new, Refused):
                result = new
                return None
            stamp = {"rev": old.revision + 1, "by": by.claimed or by.user, "at": at.isoformat(timespec="seconds")}
            return codec.lay_snapshot(generation.tables, old, new, stamp)

        self.disk.replace(change)
        if result is not None:
            return result
        after = self.read()
        ids = [id for t in after.tables.values() for id, record in t.items() if record.rev == after.revision]
        return Outcome(snapshot=after, ids=tuple(ids))

    def create(self, branch: Branch) -> None:
        """A new store with one branch and nothing else."""
        self.disk.create({"branch": {"1": codec.encode(branch)}})


def _decoded(generation: Generation) -> Snapshot:
    meta = generation.meta
    return codec.snapshot_of(generation.tables, meta["revision"], meta.get("as_of"))
