"""The kinds of records, in the order of their tables: a new one is a file beside this one and a line here."""

from __future__ import annotations

from importlib import import_module

from store.records import TABLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.record import Record
    from widgets.kinds.kind import RecordKind

KINDS: tuple[tuple[str, str], ...] = (
    ("branch", "branch"),
    ("member", "members"),
    ("meeting", "meetings"),
    ("training", "training"),
    ("finding", "findings"),
    ("talk", "talks"),
    ("dues", "dues"),
    ("admission", "admissions"),
    ("waiver", "waivers"),
)
"""The id of each kind, which is the name of its file, and its table. A file is read when its kind is asked for."""

TABLE_OF = dict(KINDS)
SEVERAL = {id: table for id, table in KINDS if table != "branch"}
"""The kinds whose records can be listed and deleted: all but the branch itself."""
ID_OF = {table: id for id, table in KINDS}


def kind_of(id: str) -> RecordKind:
    return import_module(f"widgets.kinds.{id}").KIND  # type: ignore[no-any-return]


def of_table(table: str) -> RecordKind:
    return kind_of(ID_OF[table])


def of_record(kind: type[Record]) -> RecordKind | None:
    """The kind of the records of a class; None of one that stands within others."""
    return next((of_table(table) for table, one in TABLES.items() if one is kind), None)


def kinds() -> Iterator[RecordKind]:
    return (kind_of(id) for id, _ in KINDS)
