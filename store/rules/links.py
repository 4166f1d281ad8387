"""Which records are about which entries of registers, and what a record has from them."""

from __future__ import annotations

from store.record import Record
from store.records import TABLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from typing import Any

    from store.records import Stored
    from store.snapshot import Snapshot


class Link(Record):
    """A record about an entry: its table, id and day, whether it has been held (a meeting: its roll is taken)."""

    day: date
    table: str
    id: str
    held: bool


LINKING = tuple(table for table, kind in TABLES.items() if "about" in kind.fields)
"""The tables whose records may be about entries."""


def links(snapshot: Snapshot) -> Mapping[str, Sequence[Link]]:
    """The records about each entry by its id, in order of their days."""
    return snapshot.once(_links)


def _links(snapshot: Snapshot) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for table in LINKING:
        for one in snapshot.tables[table].values():
            for id in one.about:  # type: ignore[attr-defined]
                found.setdefault(id, []).append(_link(table, one))
    for several in found.values():
        several.sort()
    return found


def _link(table: str, record: Any) -> Link:
    held = table != "meetings" or record.held
    return Link(day=record.day, table=table, id=record.id, held=held)


def held_links(snapshot: Snapshot, id: str, today: date) -> list[Link]:
    """The held records about an entry, up to a day."""
    return [link for link in links(snapshot).get(id, ()) if link.held and link.day <= today]


def effective_tags(snapshot: Snapshot, record: Stored) -> tuple[str, ...]:
    """The tags of a record and those of the entries that it is about: a document is tagged once."""
    own: tuple[str, ...] = getattr(record, "tags", ())
    about = [snapshot.entries[id] for id in getattr(record, "about", ()) if id in snapshot.entries]
    return tuple(dict.fromkeys((*own, *(tag for entry in about if not entry.dropped for tag in entry.tags))))
