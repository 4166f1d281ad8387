"""Laying lines of the journal on the documents that they were written about, and taking them off again."""

from __future__ import annotations

from store import file_codec
from store.file_codec import META
from store.schema import with_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.file_codec import FileText
    from store.journal_entry import JournalEntry
    from store.schema import Document, Tables


def redone(tables: Tables, entry: JournalEntry) -> Tables | None:
    """The tables after one more line of the journal, those that it says nothing of the very same; None where they are
    not those that it was written about.
    """
    after = dict(tables)
    for change in entry.changes:
        if not _step(tables, after, change.table, change.number, change.before, change.after):
            return None
    return file_codec.dated(after, schema=entry.schema, revision=entry.revision)


def undone(tables: Tables, entry: JournalEntry, before: JournalEntry) -> Tables | None:
    """The tables as they were before a line of the journal, after the one `before` it; None where they are not those
    that it led to.
    """
    earlier = dict(tables)
    for change in reversed(entry.changes):
        if not _step(tables, earlier, change.table, change.number, change.after, change.before):
            return None
    return file_codec.dated(earlier, schema=before.schema, revision=before.revision)


def _step(tables: Tables, made: Tables, name: str, number: str, old: Document | None, new: Document | None) -> bool:
    """Make one document another in a copy of its table; False where it is not what it should be."""
    table = made.get(name, {})
    if table.get(number) != old:
        return False
    if table is tables.get(name):
        table = dict(table)
    if new is None:
        table.pop(number, None)
    elif number in table:
        table[number] = new
    else:
        table = with_document(table, number, new)
    made[name] = table
    return True


def beginning(first: JournalEntry) -> FileText:
    """What there was before the first line of all."""
    return file_codec.write(None, {META: {"1": {"schema": first.schema, "revision": 0}}})[0]


def brought_forward(file: FileText, history: Iterable[JournalEntry], newest_schema: int) -> FileText:
    """A file with the lines behind it laid on, the oldest first, for as long as each leads on from the one before."""
    for entry in history:
        if entry.revision <= file.meta["revision"]:
            continue
        tables = redone(file.tables, entry)
        if tables is None or entry.schema > newest_schema:
            break
        file = file_codec.write(file, tables)[0]
    return file
