"""What a field is called: one word for forms, pages, lists, histories, registers and messages."""

from __future__ import annotations

from store.field_types import types_of
from widgets.display import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.record import Record
    from widgets.display import Shown
    from widgets.words.lexicon import Words


def label(kind: type[Record] | None, path: str, words: Words) -> Shown:
    """The word `field.NAME`, or `field.KIND.NAME` where the name means something else in one kind of record than in
    the others; the name itself where it is none of ours. A field within another has a dot: `decisions.owner`.
    """
    name, _, inner = path.partition(".")
    if inner:
        type = types_of(kind).get(name) if kind is not None else None
        return label(type.record if type is not None else None, inner, words)
    if kind is not None and words.has(f"field.{kind.__name__}.{name}"):
        return words(f"field.{kind.__name__}.{name}")
    return words(f"field.{name}") if words.has(f"field.{name}") else shown(name)
