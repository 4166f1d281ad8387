"""Records that hypothesis invents, from the annotations that `store.records` gives its fields: a new field is covered
the day it is added.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from hypothesis import settings
from hypothesis import strategies as st

from store import records
from store.field_types import field_type
from store.records import TABLES
from store.snapshot import Snapshot
from store.text_enum import TextEnum

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.record import Record


def costly(property: Callable[..., None]) -> Callable[..., None]:
    """Of an example that takes a tenth of a second: a handful in the quick tier, in the slow as many as of any."""
    few = settings(max_examples=5)
    return few(property) if settings.get_current_profile_name() == "quick" else property


TRICKY = '𠮷𬀩·．　 \u200b\u202e\x1b[31m\n\t"\\/{}党支部é\ufeff'

text = st.text(st.one_of(st.characters(exclude_categories=("Cs",)), st.sampled_from(TRICKY)), max_size=12)
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
months = st.builds("{:04d}-{:02d}".format, st.integers(1900, 2199), st.integers(1, 12))
SCALARS = {
    "str": text,
    "bool": st.booleans(),
    "int": st.integers(0, 2**53 - 1),
    "date": days,
    "Partial": st.one_of(st.integers(1900, 2199).map(str), months, days.map(date.isoformat)),
    "Month": months,
    "Clock": st.builds("{:02d}:{:02d}".format, st.integers(0, 23), st.integers(0, 59)),
    "Number": st.one_of(st.integers(-(2**53) + 1, 2**53 - 1), st.floats(-1e9, 1e9, allow_nan=False)),
    "Hours": st.one_of(st.integers(0, 10_000), st.integers(0, 20_000).map(lambda halves: halves / 2)),
}


@cache
def values(annotation: str) -> st.SearchStrategy:
    """Any value that a field so annotated can have."""
    field = field_type(annotation)
    if field.optional:
        return st.none() | values(annotation.removesuffix(" | None"))
    if field.many == "tuple":
        return st.lists(values(field.of), max_size=3).map(tuple)
    if field.many == "dict":
        return st.dictionaries(text, values(field.of), max_size=3)
    kind = getattr(records, field.of, None)
    scalar = SCALARS.get(field.of, SCALARS.get(getattr(kind, "__name__", "")))
    if scalar is not None:
        return scalar
    return st.sampled_from(list(kind)) if issubclass(kind, TextEnum) else some(kind)


@cache
def some(kind: type[Record]) -> st.SearchStrategy:
    """Records of a kind, with any of their defaulted fields given or left out."""
    fields = {name: values(annotation) for name, annotation in kind.annotations.items()}
    if "id" in fields:
        fields["id"] = text.filter(bool)
    if kind is records.Meeting:
        fields["items"] = st.lists(some(records.Item), min_size=1, max_size=3).map(tuple)
    needed = {name: found for name, found in fields.items() if name not in kind.defaults}
    optional = {name: found for name, found in fields.items() if name in kind.defaults}
    return st.fixed_dictionaries(needed, optional=optional).map(lambda given: kind(**given))


stored = st.sampled_from(sorted(TABLES)).flatmap(lambda table: st.tuples(st.just(table), some(TABLES[table])))
"""A table, and a record of it."""

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | text
json_values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3), max_leaves=6
)
documents = st.dictionaries(text, json_values, max_size=5)


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    """A few records in some tables, with ids that are unique in their table, and at most one branch."""
    tables = {
        table: {record.id: record for record in draw(st.lists(some(kind), max_size=1 if table == "branch" else 2))}
        for table, kind in TABLES.items()
    }
    return Snapshot(draw(st.integers(1, 1000)), tables)
