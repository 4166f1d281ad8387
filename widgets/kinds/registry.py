"""The kinds of records, in the order of their tables: a new one is a file beside this one and a line here."""

from __future__ import annotations

from store.records import TABLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.record import Record
    from widgets.kinds.kind import RecordKind

KINDS: tuple[tuple[str, str, str], ...] = (
    ("branch", "branch", ""),
    ("member", "members", ""),
    ("meeting", "meetings", "widgets.quick_line.meeting widgets.quick_line.leave"),
    ("training", "training", "widgets.quick_line.training"),
    ("finding", "findings", "widgets.quick_line.inspection widgets.quick_line.rectification"),
    ("talk", "talks", "widgets.quick_line.talk"),
    ("dues", "dues", "widgets.quick_line.dues"),
    ("admission", "admissions", ""),
    ("waiver", "waivers", ""),
    ("entry", "entries", "widgets.quick_line.entry widgets.quick_line.progress"),
)
"""The id of each kind, which is the name of its file, its table, and the modules with the `GRAMMAR` or `GRAMMARS` of
its quick lines, the one that makes its records first. A module is read when it is asked for.
"""

TABLE_OF = {id: table for id, table, _ in KINDS}
GRAMMARS = [module for _, _, modules in KINDS for module in modules.split()]
IN_A_LINE = frozenset(table for _, table, modules in KINDS if modules)
"""The tables whose records can be written as a quick line."""
SEVERAL = {id: table for id, table in TABLE_OF.items() if table != "branch"}
"""The kinds whose records can be listed and deleted: all but the branch itself."""
ID_OF = {table: id for id, table in TABLE_OF.items()}


def kind_of(id: str) -> RecordKind:
    from importlib import import_module

    return import_module(f"widgets.kinds.{id}").KIND  # type: ignore[no-any-return]


def of_table(table: str) -> RecordKind:
    return kind_of(ID_OF[table])


def of_record(kind: type[Record]) -> RecordKind | None:
    """The kind of the records of a class; None of one that stands within others."""
    return next((of_table(table) for table, one in TABLES.items() if one is kind), None)


def kinds() -> Iterator[RecordKind]:
    return map(kind_of, TABLE_OF)
