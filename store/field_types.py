"""What the annotations of a record's fields say: which meaning a value has, how many there are, whether it may be none.

The codec, which every short command loads, reads the few forms of an annotation by itself.
"""

from __future__ import annotations

from functools import cache

from store import records
from store.record import Record
from store.text_enum import TextEnum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


class FieldType(Record):
    """`of` is what a value means: a name in `records`, or `str`, `int`, `bool`. `many` is `tuple`, `dict` or empty;
    `keys` is what the keys of a `dict` mean; `optional` where there may be None.
    """

    of: str
    many: str = ""
    keys: str = ""
    optional: bool = False

    @property
    def kind(self) -> Any:
        """What stands behind the name: a record, a vocabulary, the type that a value is kept as; None of a built-in."""
        return getattr(records, self.of, None)

    @property
    def choices(self) -> type[TextEnum] | None:
        kind = self.kind
        return kind if isinstance(kind, type) and issubclass(kind, TextEnum) else None

    @property
    def record(self) -> type[Record] | None:
        kind = self.kind
        return kind if isinstance(kind, type) and issubclass(kind, Record) else None


@cache
def field_type(annotation: str) -> FieldType:
    """Of `Day`, `Day | None`, `tuple[Day, ...]`, `dict[Name, Day]`, each of them also with None."""
    bare = annotation.removesuffix(" | None")
    many, _, inner = bare.removesuffix("]").rpartition("[")
    keys, _, values = inner.rpartition(", ") if many == "dict" else ("", "", inner.removesuffix(", ..."))
    return FieldType(of=values, many=many, keys=keys, optional=bare != annotation)


@cache
def types_of(kind: type[Record]) -> dict[str, FieldType]:
    """The type of each field of a record, in their order."""
    return {name: field_type(annotation) for name, annotation in kind.annotations.items()}


@cache
def paths(kind: type[Record], meanings: tuple[str, ...]) -> list[tuple[str, str]]:
    """The fields of a kind of record, those of records within it too (`items.lecturer`), whose values or keys have one
    of some meanings, each with the one it has. A record's own id is none.
    """
    fields = []
    for name, type in types_of(kind).items():
        fields += [(name, of) for of in (type.keys, type.of) if of in meanings and name != "id"]
        if type.record is not None:
            fields += [(f"{name}.{inner}", of) for inner, of in paths(type.record, meanings)]
    return fields


def texts_at(record: Any, path: str) -> Iterator[str]:
    """What stands in a field of texts: one, each of several, each key of a mapping; nothing where it is empty."""
    name, _, inner = path.partition(".")
    value = getattr(record, name)
    if inner:
        for part in value if not isinstance(value, Record) else (value,):
            yield from texts_at(part, inner)
    elif isinstance(value, str):
        if value:
            yield value
    elif value is not None:
        yield from value
