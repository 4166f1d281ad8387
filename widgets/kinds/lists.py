"""The lines of the list of a kind of record, in order of their day."""

from __future__ import annotations

from store.field_types import types_of
from widgets.field_values import value_text
from widgets.json_objects import record_object
from widgets.kinds.defaults import columns, day_field
from widgets.kinds.kind import ListLine

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.records import Stored
    from widgets.kinds.kind import RecordKind
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

SOUGHT = frozenset({"str", "SubKind", "Person", "MemberId", "Place", "Tag"})
"""Meanings that a filter finds a record by, beside what its line says."""


def lines(kind: RecordKind, view: View, words: Words) -> Iterator[ListLine]:
    """A line a record: its id and the columns of its kind; a filter looks through all that names something too."""
    if kind.lines is not None:
        yield from kind.lines(view, words)
        return
    shown_fields = columns(kind)
    sought = [name for name, type in types_of(kind.record).items() if type.of in SOUGHT and name not in ("by", "at")]
    for record in in_order(kind, view):
        cells = [value_text(record, name, view, words) for name in shown_fields]
        more = [value_text(record, name, view, words) for name in sought if name not in shown_fields]
        yield ListLine(
            cells=(record.id, *cells),
            search=(record.id, *cells, *more),
            json=record_object(view.snapshot, record.id) or {},
        )


def in_order(kind: RecordKind, view: View) -> list[Stored]:
    """The records of a kind by day and id; those without a day first."""
    day = day_field(kind)
    records = view.snapshot.tables[kind.table].values()
    return sorted(records, key=lambda one: (str(getattr(one, day) or "") if day else "", one.id))
