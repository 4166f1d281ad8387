"""Entries of registers: stored together with the links to the records that are about them, as one change."""

from __future__ import annotations

from store.edits import Add
from store.record import Record
from store.rejected import Rejected

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.records import Entry
    from store.snapshot import Snapshot


class AddEntry(Record):
    """A new entry, and the records of other tables that are about it. Refused with `gone` (id) where one is not there
    any more.
    """

    record: Entry
    about: tuple[str, ...] = ()
    why: str = "add_entries"

    def apply(self, snapshot: Snapshot) -> Snapshot | Rejected:
        after = Add(table="entries", record=self.record).apply(snapshot)
        if isinstance(after, Rejected):
            return after
        new = next(iter(after.entries.keys() - snapshot.entries.keys()))
        return with_links(after, new, self.about)


class LinkEntries(Record):
    """That a record is about entries, beside those that it is about already."""

    record: str
    entries: tuple[str, ...]
    why: str = "link"

    def apply(self, snapshot: Snapshot) -> Snapshot | Rejected:
        after: Snapshot | Rejected = snapshot
        for id in self.entries:
            if id not in snapshot.entries:
                return Rejected(code="gone", facts={"id": id})
            after = with_links(after, id, (self.record,)) if not isinstance(after, Rejected) else after
        return after


def with_links(snapshot: Snapshot, entry: str, records: Iterable[str]) -> Snapshot | Rejected:
    """The snapshot in which these records are about an entry too."""
    for id in records:
        located = snapshot.find(id)
        if located is None or "about" not in located[1].fields:
            return Rejected(code="gone", facts={"id": id})
        table, record = located
        about = (*record.about, entry)  # type: ignore[attr-defined]
        if entry not in record.about:  # type: ignore[attr-defined]
            snapshot = snapshot.with_records({table: {id: record.but(about=about)}})
    return snapshot
