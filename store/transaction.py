"""TinyDB over a private copy of the documents, between what makes a writer the only one and what makes it last.

Leaving the `with` block without an exception is the acknowledgement: what the copy then says is stored. An exception,
or `abandon()`, leaves the branch as it was. How one becomes the only writer, and stores, an engine says by four hooks.
"""

from __future__ import annotations

from datetime import UTC

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document as TinyDocument
from tinydb.table import Table

from store import file_codec
from store.errors import NotStored, refuse_newer
from store.generation import Generation
from store.journal_entry import JournalEntry
from store.schema import STEPS, VERSION
from store.strict_json import InvalidFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime
    from types import TracebackType
    from typing import Any, Self

    from store.engine import By, Engine
    from store.file_codec import FileText
    from store.generation import Stamp
    from store.journal import Tail
    from store.journal_entry import DocumentChange
    from store.schema import Document, Steps, Tables


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


class ReadStorage(Storage):
    """TinyDB's storage outside of a transaction, to look at what is there: `TinyDB(engine, storage=ReadStorage)`."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def read(self) -> dict[str, dict[str, Any]] | None:
        return file_codec.decode(self.engine.whole())  # a copy: TinyDB changes what it has read before it writes

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        raise NotStored("outside", path=self.engine.path)


class UncachedTable(Table):
    """A table that always looks: TinyDB's cache of queries outlives what others store."""

    default_query_cache_capacity = 0


class Database(TinyDB):
    table_class = UncachedTable


class DocumentTransaction:
    """One change of a branch. `before` is the generation read as its only writer, `after` what was stored, once it was.

    `path` names the branch in errors; `version` and `steps` are those of the schema.
    """

    def __init__(
        self, path: str, by: By, at: datetime, why: str, of: int | None, version: int = VERSION, steps: Steps = STEPS
    ) -> None:
        self.path = path
        self.why = why
        self.of = of
        self._version = version
        self._steps = steps
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
        self.file = ""
        """The digest of what was stored, as the journal says it; empty before."""
        self.revision = 0
        """The revision that this change will make: one that neither the branch nor the journal has ever named."""

    @property
    def by(self) -> By:
        """Who stores, once it has begun: an engine may know better than whoever asks."""
        return self._by

    def begin(self) -> tuple[FileText, Stamp]:
        """Become the only writer: the branch as it is now. What this raises leaves nothing held."""
        raise NotImplementedError

    def tail(self, reached: int) -> Tail:
        """How the journal ends, of a branch at revision `reached`."""
        raise NotImplementedError

    def put(self, base: FileText, file: FileText, entry: JournalEntry, tail: Tail, schema: int | None) -> Generation:
        """Put a file in the place of `base`, and its line behind `tail`; `schema` is that of a `base` to be kept."""
        raise NotImplementedError

    def end(self, error: BaseException | None) -> None:
        """Let others write again; without an error, what was put is to last from here on."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        self._base, stamp = self.begin()
        try:
            self._open(stamp)
        except BaseException as error:
            self.end(error)
            raise
        return self

    def _open(self, stamp: Stamp) -> None:
        meta = self._base.meta
        refuse_newer(meta["schema"], self._version, self.path)
        self._tail = self.tail(meta["revision"])
        self.revision = max(meta["revision"], self._tail.revision) + 1
        self._migrated = self._base
        if meta["schema"] < self._version:
            tables = file_codec.migrated(self._base.tables, self._version, self._steps)
            self._migrated = file_codec.write(self._base, file_codec.dated(tables, revision=self.revision))[0]
            self.revision += 1
        self.before = self.after = Generation(tables=self._migrated.tables, meta=self._migrated.meta, stamp=stamp)

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
        except BaseException as failed:
            error = failed
            raise
        finally:
            if self._db is not None:
                self._db.close()
            self.end(error)

    def _store(self, db: Database) -> None:
        """Acknowledge. The first change after an upgrade puts the upgrade before it, as a generation of its own."""
        try:
            db.table(file_codec.META).update({"revision": self.revision})
            file, changes = file_codec.write(self._migrated, db.storage.read() or {})
        except InvalidFile as bad:
            raise NotStored(bad.code, path=self.path, place=bad.place) from None
        if not changes:
            return
        if self._migrated is not self._base:
            _, migration = file_codec.write(self._base, self._migrated.tables)
            self._put(self._base, self._migrated, tuple(migration), "migrate", None, self._base.meta["schema"])
            self._tail = self.tail(self._migrated.meta["revision"])
        self.changes = tuple(changes)
        self._put(self._migrated, file, self.changes, self.why, self.of)

    def _put(
        self,
        base: FileText,
        file: FileText,
        changes: tuple[DocumentChange, ...],
        why: str,
        of: int | None,
        schema: int | None = None,
    ) -> None:
        entry = JournalEntry(
            **authorship(self._by, self._at),
            revision=file.meta["revision"],
            why=why,
            of=of,
            schema=file.meta["schema"],
            changes=changes,
            base=base.digest,
            file=file.digest,
            **following(self._tail),
        )
        self.after = self.put(base, file, entry, self._tail, schema)
        self.file = entry.file


def all_written(
    seen: FileText | None, tables: Tables, by: By, at: datetime, tail: Tail, **more: Any
) -> tuple[FileText, JournalEntry]:
    """A branch as a whole, and the line of the journal behind `tail` that says how it differs from what was `seen`: of
    what is no edit. The fields that the line has besides, `why` among them, are `more`. Raises `InvalidFile`.
    """
    file, changes = file_codec.write(seen, tables)
    entry = JournalEntry(
        **authorship(by, at),
        **following(tail),
        revision=file.meta["revision"],
        schema=file.meta["schema"],
        changes=tuple(changes),
        file=file.digest,
        **more,
    )
    return file, entry


def authorship(by: By, at: datetime) -> dict[str, Any]:
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
