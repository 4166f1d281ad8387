"""Which records name which others, as the types of their fields say it (`records`)."""

from __future__ import annotations

from functools import cache

from store.field_types import paths, texts_at, types_of
from store.record import Record
from store.records import PREFIXES, TABLES
from store.rejected import Rejected

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from store.records import Stored
    from store.snapshot import Snapshot

TARGETS: dict[str, frozenset[str]] = {
    "MemberId": frozenset({"members"}),
    "MeetingId": frozenset({"meetings"}),
    "GroupId": frozenset({"groups"}),
    "Subject": frozenset({"members", "groups", "meetings", "admissions"}),
    "EntryId": frozenset({"entries"}),
    "Person": frozenset(),
    "Owner": frozenset(),
    "Concerned": frozenset(),
    "Signature": frozenset(),
}
"""The types whose values name another record, and where it must stand; nowhere where the value may be a free name."""


class Reference(Record):
    """That a field of a record names `target`, which a value of type `of` does; a field within a field has a dot."""

    table: str
    id: str
    field: str
    of: str
    target: str


def references(snapshot: Snapshot) -> Iterator[Reference]:
    """Every reference of every record."""
    for table, records in snapshot.tables.items():
        fields = referring(TABLES[table])
        for id, record in records.items():
            for field, of in fields:
                for target in texts_at(record, field):
                    yield Reference(table=table, id=id, field=field, of=of, target=target)


def referring(kind: type[Record]) -> list[tuple[str, str]]:
    """The fields of a kind of record that name others, and the type of what they name."""
    return paths(kind, tuple(TARGETS))


def dangling(snapshot: Snapshot) -> Iterator[tuple[str, str, str]]:
    """(table, id, field) of every reference to a record that is not there. A person from outside is a free name.

    A record that is there but can't be read is a fault of its own, and told once.
    """
    faulty = {fault.id for fault in snapshot.faults}
    places = {name: set(table) for name, table in snapshot.tables.items()} | {"groups": _within(snapshot.branch)}
    there = {of: faulty.union(*(places[where] for where in targets)) for of, targets in TARGETS.items() if targets}
    for one in references(snapshot):
        if one.of in there and one.target not in there[one.of]:
            yield one.table, one.id, one.field


def still_named(before: Snapshot, after: Snapshot) -> Rejected | None:
    """The refusal of a change that takes away a record (or a group, which is one within the branch's) which another
    still names: `other`, the `table` it stands in, its `field`, and `n`, how many places there are in all.
    """
    gone: set[str] = set()
    for table, records in before.tables.items():
        left = after.tables[table]
        if records is not left:
            gone |= records.keys() - left.keys()
            gone |= _ids(records) - _ids(left) if _holds_ids(TABLES[table]) else set()
    if not gone:
        return None
    places = [one for one in references(after) if one.target in gone]
    if not places:
        return None
    first = places[0]
    facts = {"id": first.target, "table": first.table, "other": first.id, "field": first.field}
    return Rejected(code="named", facts=facts | {"n": sum(one.target == first.target for one in places)})


def broken(before: Snapshot, after: Snapshot) -> Rejected | None:
    """The refusal of a change after which a record names what is not there, whichever of the two it touches."""
    for table, records in after.tables.items():
        there = before.tables[table]
        changed = () if records is there else [one for id, one in records.items() if there.get(id) is not one]
        for record in changed:
            refused = names_gone(after, table, there.get(record.id), record)
            if refused is not None:
                return refused
    return still_named(before, after)


def names_gone(snapshot: Snapshot, table: str, before: Stored | None, after: Stored) -> Rejected | None:
    """The refusal of a record that begins to name, in `field`, what is not there (`id`): it was when its author chose
    it. What `before` named already, or a fault holds, may stay. A person who is no member is one from outside, unless
    it is called what only a member's id is.
    """
    for field, of in referring(TABLES[table]):
        named = set(texts_at(after, field)) - (set(texts_at(before, field)) if before is not None else set())
        gone = {one for one in named if not _is_there(snapshot, of, one)}
        if gone:
            return Rejected(code="names_gone", facts={"id": min(gone), "table": table, "field": field})
    return None


def _is_there(snapshot: Snapshot, of: str, id: str) -> bool:
    places = TARGETS[of]
    if not places:
        return not _is_like_a_members(id) or id in snapshot.members or _is_fault(snapshot, id)
    groups = _within(snapshot.branch) if "groups" in places else ()
    return id in groups or any(id in snapshot.tables.get(place, ()) for place in places) or _is_fault(snapshot, id)


def _is_like_a_members(id: str) -> bool:
    return id.startswith(PREFIXES["members"]) and id.isascii() and id[1:].replace(".", "", 1).isdecimal()


def _is_fault(snapshot: Snapshot, id: str) -> bool:
    return any(fault.id == id for fault in snapshot.faults)


def _ids(records: Any) -> set[str]:
    return set().union(*map(_within, records.values()))


def _within(record: Record | None) -> set[str]:
    """The ids of the records within a record."""
    if record is None:
        return set()
    parts: list[Any] = [part for value in record if type(value) is tuple for part in value if isinstance(part, Record)]
    return {part.id for part in parts if "id" in part.fields}


@cache
def _holds_ids(kind: type[Record]) -> bool:
    return any(type.record is not None and "id" in type.record.fields for type in types_of(kind).values())
