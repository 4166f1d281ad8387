"""Laying a line of the journal on the documents that it was written about."""

from __future__ import annotations

from store.schema import placed
from store.spelling import META

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.journal_entry import JournalEntry
    from store.schema import Tables


def redone(tables: Tables, entry: JournalEntry) -> Tables | None:
    """The tables after one more line of the journal, those that it says nothing of the very same; None where they are
    not those that it was written about.
    """
    after = dict(tables)
    for change in entry.changes:
        table = after.get(change.table, {})
        if table.get(change.number) != change.before:
            return None
        if table is tables.get(change.table):
            table = dict(table)
        if change.after is None:
            del table[change.number]
        elif change.number in table:
            table[change.number] = change.after
        else:
            table = placed(table, change.number, change.after)
        after[change.table] = table
    number, meta = next(iter(tables[META].items()))
    after[META] = {number: meta | {"schema": entry.schema, "revision": entry.revision}}
    return after
