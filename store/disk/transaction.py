"""TinyDB over a private copy of the documents, between the lock of the folder and the rename of the file.

Leaving the `with` block without an exception is the acknowledgement: what the copy then says is on disk. An exception,
or `abandon()`, leaves the disk as it was.
"""

from __future__ import annotations

from datetime import UTC

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document as TinyDocument
from tinydb.table import Table

from store.disk import commit, file_codec
from store.disk.strict_json import InvalidFile
from store.disk.writing import write_refusal
from store.engine import Generation
from store.errors import Newer, NotStored
from store.journal_entry import JournalEntry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime
    from types import TracebackType
    from typing import Any

    from store.disk.file_codec import FileText
    from store.disk.folder import Folder
    from store.disk.journal import Tail
    from store.engine import By
    from store.journal_entry import DocumentChange
    from store.schema import Document, Tables


class LockedStorage(Storage):
    """TinyDB's storage while the lock is held: its documents are in memory; only the transaction stores them."""

    def __init__(self, tables: Tables) -> None:
        self.tables: Tables | None = tables

    def read(self) -> dict[str, dict[str, Any]] | None:
        if self.tables is None:
            raise NotStored("outside")
        return self.tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        if self.tables is None:
            raise NotStored("outside")
        self.tables = data

    def close(self) -> None:
        self.tables = None


class UncachedTable(Table):
    """A table that always looks: TinyDB's cache of queries outlives what others store."""

    default_query_cache_capacity = 0


class Database(TinyDB):
    table_class = UncachedTable


class DiskTransaction:
    """One change of the file. `before` is the generation read under the lock, `after` what was stored, once it was."""

    def __init__(self, disk: Folder, by: By, at: datetime, why: str, of: int | None = None) -> None:
        self.disk = disk
        self.why = why
        self.of = of
        self._by = by
        self._at = at
        self._db: Database | None = None
        self._abandoned = False
        self._base: FileText
        self._migrated: FileText
        self._tail: Tail
        self.before: Generation
        self.after: Generation
        self.changes: tuple[DocumentChange, ...] = ()
        self.revision = 0
        """The revision that this change will make: one that neither the file nor the journal has ever named."""

    def __enter__(self) -> DiskTransaction:
        lock = self.disk.lock
        lock.__enter__()
        try:
            self._base, stamp = self.disk.fresh()
            meta = self._base.meta
            if meta["schema"] > self.disk.version:
                raise Newer(path=self.disk.folder, schema=meta["schema"])
            self._tail = commit.tail_of(self.disk.files, lock, meta["revision"])
            self.revision = max(meta["revision"], self._tail.revision) + 1
            self._migrated = self._base
            if meta["schema"] < self.disk.version:
                tables = self.disk.migrated(self._base.tables)
                number, meta = next(iter(tables[file_codec.META].items()))
                tables[file_codec.META] = {number: meta | {"revision": self.revision}}
                self._migrated = file_codec.write(self._base, tables)[0]
                self.revision += 1
            self.before = self.after = Generation(tables=self._migrated.tables, meta=self._migrated.meta, stamp=stamp)
        except OSError as error:
            lock.__exit__(None, None, None)
            raise write_refusal(error, self.disk.folder) from None
        except BaseException:
            lock.__exit__(None, None, None)
            raise
        return self

    @property
    def db(self) -> TinyDB:
        """TinyDB over a copy of its own, for whoever wants to change documents freely."""
        if self._db is None:
            self._db = Database(file_codec.decode(self._migrated.data), storage=LockedStorage)
        return self._db

    def lay(self, tables: Tables) -> None:
        """Make the documents those of `tables`: one write of TinyDB a table and kind of change.

        What is the same object as in `before` is taken to be the same; nothing of `tables` is changed or kept.
        """
        before = self.before.tables
        private = {name: dict(table) for name, table in before.items()}
        private[file_codec.META] = {number: dict(meta) for number, meta in private[file_codec.META].items()}
        self._db = Database(private, storage=LockedStorage)
        for name in [*tables, *(name for name in before if name not in tables)]:
            if name != file_codec.META:
                _lay_table(self._db, name, before.get(name, {}), tables.get(name, {}))

    def abandon(self) -> None:
        """Store nothing."""
        self._abandoned = True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None and not self._abandoned and self._db is not None:
                self._store(self._db)
        except OSError as failed:
            raise write_refusal(failed, self.disk.folder) from None
        finally:
            if self._db is not None:
                self._db.close()
            self.disk.lock.__exit__(kind, error, trace)

    def _store(self, db: Database) -> None:
        """Acknowledge. The first change after an upgrade puts the upgrade before it, as a generation of its own."""
        try:
            db.table(file_codec.META).update({"revision": self.revision})
            sheet, changes = file_codec.write(self._migrated, db.storage.read() or {})
        except InvalidFile as bad:
            raise NotStored(bad.code, path=self.disk.folder, place=bad.place) from None
        if not changes:
            return
        if self._migrated is not self._base:
            _, migration = file_codec.write(self._base, self._migrated.tables)
            old = f"schema-{self._base.meta['schema']}.json"
            self._put(self._base, self._migrated, tuple(migration), "migrate", None, old)
            self._tail = commit.tail_of(self.disk.files, self.disk.lock, self._migrated.meta["revision"])
        self.changes = tuple(changes)
        self._put(self._migrated, sheet, self.changes, self.why, self.of)

    def _put(
        self, base: FileText, sheet: FileText, changes: tuple[DocumentChange, ...], why: str, of: int | None, *also: str
    ) -> None:
        disk = self.disk
        entry = JournalEntry(
            **signed(self._by, self._at),
            revision=sheet.meta["revision"],
            why=why,
            of=of,
            schema=sheet.meta["schema"],
            changes=changes,
            base=base.digest,
            file=sheet.digest,
            **following(self._tail),
        )
        old = (f"{base.meta['revision']}.json", *also)
        self.after = disk.put(sheet, entry, self._tail, old)


def signed(by: By, at: datetime) -> dict[str, Any]:
    """Who and when, as a line of the journal says it."""
    instant = at.astimezone(UTC).isoformat(timespec="milliseconds")
    return {"at": instant, "uid": by.uid, "user": by.user, "claimed": by.claimed}


def following(tail: Tail) -> dict[str, Any]:
    """How a line of the journal ties in with the one before it."""
    return {"previous": tail.sum, "void": tail.void, "sealed": tail.broken}


def _lay_table(db: Database, name: str, before: dict[str, Document], after: dict[str, Document]) -> None:
    table = db.table(name)
    changed = {number: document for number, document in after.items() if document is not before.get(number, document)}
    if changed:
        held = db.storage.read() or {}
        held[name] = held[name] | {number: dict(before[number]) for number in changed}  # TinyDB changes them in place
        wanted = iter(changed.values())

        def become(document: Any) -> None:
            document.clear()
            document.update(next(wanted))

        table.update(become, doc_ids=[int(number) for number in changed])
    gone = [int(number) for number in before if number not in after]
    if gone:
        table.remove(doc_ids=gone)
    new = [TinyDocument(document, int(number)) for number, document in after.items() if number not in before]
    if new:
        table.insert_multiple(new)
        held = db.storage.read() or {}
        db.storage.write({**held, name: {number: held[name][number] for number in after}})
