"""The one owner of a branch's truth: read a snapshot, commit an edit, tell whether the file has moved."""

from __future__ import annotations

from itertools import islice

from store import codec
from store.engines import engine_of
from store.errors import Damaged, Moved
from store.record import Record
from store.rejected import Rejected
from store.snapshot import Snapshot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime
    from typing import Any

    from store.edits import Edit
    from store.engine import Engine, MovedHistory, PastChanges, Problem, Purged, Transaction, Waiting
    from store.generation import Generation, Stamp
    from store.journal_entry import JournalEntry
    from store.records import Branch
    from store.schema import Document, Tables
    from store.undo import UndoStep


class Who(Record):
    """Who stores: the real uid, the system's name for it, and a name claimed beside it where many share one."""

    uid: int
    user: str
    claimed: str = ""


class Outcome(Record):
    """What a commit came to: the snapshot after it, and the ids of the records it made or changed, in table order.

    `stamp` is that of the very file that the snapshot says; another may have stored again since. `file` is the digest
    of what the change made, by which its line in the journal is known for good; empty where it changed nothing.
    Of an undo or redo also `of`, the revision that it is about, and `why`, the code of the edit that made that.
    """

    snapshot: Snapshot
    ids: tuple[str, ...]
    stamp: Stamp | None
    file: str = ""
    of: int | None = None
    why: str = ""


class Vault:
    """`data` is a folder, or the URL of a branch on a server; `anywhere` allows file systems whose locks may not hold.

    Every method raises `StoreError`s and nothing else.
    """

    def __init__(self, data: str, *, anywhere: bool = False) -> None:
        self.engine: Engine = engine_of(data, anywhere=anywhere)
        self._known: tuple[Tables, Snapshot] | None = None

    @property
    def path(self) -> str:
        """What is read, as it is named where something is wrong with it."""
        return self.engine.path

    def stamp(self) -> Stamp | None:
        """What tells, before anything is read, whether another has stored; None where there is nothing."""
        return self.engine.stamp()

    def landed(self, commit: str) -> int | None:
        """The revision that a change of which no answer came has made, None where it was not and will not be stored."""
        return self.engine.landed(commit)

    def forget(self) -> None:
        """Take what is there for the branch, whatever it was before: after `GoneBack`, once somebody has seen that."""
        self.engine.forget()

    def whole(self) -> bytes:
        """The bytes of `branch.json`, as stock TinyDB would open it; raises Damaged where it is not sound."""
        return self.engine.whole()

    def read(self) -> Snapshot:
        """The snapshot of the file as it stands, or, with `damage` set, of the last good state of a damaged one."""
        return self._decoded(self.engine.read())

    def read_sound(self) -> Snapshot:
        """The snapshot of the file as it stands; raises Damaged where that is not sound."""
        snapshot = self.read()
        if snapshot.damage is not None:
            raise Damaged(snapshot.damage.code, path=self.path, place=snapshot.damage.place)
        return snapshot

    def commit(self, edit: Edit, by: Who, at: datetime, waiting: Waiting | None = None) -> Outcome | Rejected:
        """Apply an edit to the freshest data and store it. Returning an `Outcome` means that it is on disk.
        Refused once where another branch stands in the place of the one that was read last.

        `waiting(process, user)` is told once who holds the lock when that takes long. A `StoreError` means that the
        file is as it was; only after `Unconfirmed` the change is there, but the disk would not say that it will stay,
        or nobody knows yet: `landed` tells.
        """
        return self._freshest(lambda: self._commit(edit, by, at, waiting))

    def _commit(self, edit: Edit, by: Who, at: datetime, waiting: Waiting | None) -> Outcome | Rejected:
        seen = self._known and self._known[1].branch
        with self.engine.transaction(by, at, edit.why, waiting=waiting) as transaction:
            old = self._decoded(transaction.before)
            if seen and old.branch and seen.id != old.branch.id:
                return Rejected(code="other_branch", facts={"name": old.branch.name})
            old = Snapshot(transaction.revision - 1, old.tables, old.faults, old.as_of)
            new = edit.apply(old)
            if isinstance(new, Rejected):
                return new
            stamp = self._stamp(transaction, at)
            transaction.lay(codec.lay_snapshot(transaction.before.tables, old, new, stamp))
        return self._outcome(transaction)

    def undo(self, by: Who, at: datetime, waiting: Waiting | None = None) -> Outcome | Rejected:
        """Take back the last change of mine that stands, also after a restart; `nothing` when there is none.

        Mine is what the engine says was stored by the same user, under the same claimed name. Raises as `commit` does.
        """
        from store import undo

        return self._freshest(lambda: self._reverse(undo.UNDO, undo.to_undo, by, at, waiting))

    def redo(self, by: Who, at: datetime, waiting: Waiting | None = None) -> Outcome | Rejected:
        """Bring again what I took back last, unless I have stored something else since."""
        from store import undo

        return self._freshest(lambda: self._reverse(undo.REDO, undo.to_redo, by, at, waiting))

    def _freshest(self, write: Callable[[], Outcome | Rejected]) -> Outcome | Rejected:
        """What came of a change, made again for as long as others store between reading and writing."""
        while True:
            try:
                return write()
            except Moved:
                continue

    def _reverse(
        self,
        kind: str,
        choose: Callable[[Iterable[JournalEntry], Callable[[JournalEntry], bool]], Iterator[UndoStep]],
        by: Who,
        at: datetime,
        waiting: Waiting | None,
    ) -> Outcome | Rejected:
        from store import undo
        from store.references import broken

        with self.engine.transaction(by, at, kind, waiting=waiting) as transaction:
            stamp = self._stamp(transaction, at)
            for step in choose(self.engine.history(), lambda entry: self.engine.mine(entry, by)):
                after = undo.taken_back(transaction.before.tables, step.changes, stamp)
                if isinstance(after, Rejected):
                    return after
                old = self._decoded(transaction.before)
                new = codec.snapshot_of(after, old.revision, earlier=(transaction.before.tables, old))
                refused = broken(old, new)
                if refused is not None:
                    return refused
                if any(table is not transaction.before.tables.get(name) for name, table in after.items()):
                    transaction.of = step.of
                    transaction.lay(after)
                    break
            else:
                return Rejected(code="nothing")
        return self._outcome(transaction).but(of=step.of, why=step.why)

    def history(self, id: str | None = None) -> Iterator[JournalEntry]:
        """What was done, the last first, or only what touched one record."""
        return self.engine.history(id)

    def past(self, id: str | None = None, most: int | None = None) -> PastChanges:
        """The same in one piece, of very many the last, with all that is to be known beside it."""
        from store.engine import PastChanges

        unread: list[int] = []
        entries = tuple(islice(self.engine.history(id, unread.append), most))
        return PastChanges(entries=entries, unread=sum(unread), moved=tuple(self.engine.moved_history()))

    def moved_history(self) -> list[MovedHistory]:
        """What of the history was not written where it stands, and what it says of its authors nobody vouches for."""
        return self.engine.moved_history()

    def verify(self) -> list[Problem]:
        """What is wrong with the file, the journal and the generations, and with the records: `record` for one that
        can't be read, `double` for one too many, `reference` for a field that names a record that is not there.
        """
        from store.engine import Problem
        from store.references import dangling

        problems = self.engine.verify()
        try:
            snapshot = self.read()
        except Damaged:
            return problems
        if snapshot.damage is None:
            for fault in snapshot.faults:
                place = "/".join(filter(None, (fault.table, fault.doc, fault.field)))
                problems.append(Problem(code="double" if fault.code in codec.ONE_TOO_MANY else "record", place=place))
            problems += [Problem(code="reference", place="/".join(place)) for place in dangling(snapshot)]
        return problems

    def overlay(self, name: str, below: str = "") -> tuple[str, bytes] | None:
        """Where a file of rules of the branch stands, or one that such a file, at `below`, names, and what it says.

        None where there is none. Raises `Unsafe` where it can't be used.
        """
        return self.engine.overlay(name, below)

    def facts(self) -> dict[str, Any]:
        """What the doctor asks of the engine, by name."""
        return self.engine.facts()

    def backup(self, to: str | None = None, waiting: Waiting | None = None) -> str:
        """A copy of the file, kept for good in the folder or at a path of its own; the path."""
        return self.engine.backup(to, waiting)

    def restore(self, source: str | None, by: Who, at: datetime, waiting: Waiting | None = None) -> Snapshot:
        """Go back to a generation or copy, or (None) to the last good state, as a new revision."""
        return self._decoded(self.engine.restore(source, by, at, waiting))

    def traces(self, id: str) -> Purged:
        """Where the past still says something of a record."""
        return self.engine.traces(id)

    def purge(self, id: str, by: Who, at: datetime, waiting: Waiting | None = None) -> Purged:
        """Take a deleted record out of the past for good; `StoreError("still_there")` where it is not deleted."""
        return self.engine.purge(id, by, at, waiting)

    def close(self) -> None:
        """Leave what is held for the next question, for whoever has none soon."""
        self.engine.close()

    def create(self, branch: Branch, by: Who, at: datetime, waiting: Waiting | None = None) -> None:
        """A new store with one branch and nothing else."""
        self.engine.create({"branch": {"1": codec.encode(branch)}}, by, at, waiting)

    def _stamp(self, transaction: Transaction, at: datetime) -> Document:
        """What a document that changes says of its last change."""
        by = transaction.by
        return {"rev": transaction.revision, "by": by.claimed or by.user, "at": at.isoformat(timespec="seconds")}

    def _outcome(self, transaction: Transaction) -> Outcome:
        ids = tuple([change.id for change in transaction.changes if change.after is not None])
        after = transaction.after
        return Outcome(snapshot=self._decoded(after), ids=ids, stamp=after.stamp, file=transaction.file)

    def _decoded(self, generation: Generation) -> Snapshot:
        damage = generation.damage
        tables, meta = generation.tables, generation.meta
        if self._known and self._known[0] is tables and self._known[1].damage == damage:
            return self._known[1]
        snapshot = codec.snapshot_of(tables, meta["revision"], meta.get("as_of"), damage, self._known)
        self._known = tables, snapshot
        return snapshot
