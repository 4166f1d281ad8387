"""The base of every record: an immutable tuple whose items have names.

Records are built by the thousand whenever the file has changed, and imported by every `status`; a tuple is built in C,
and naming its items needs no generated source, which is what makes dataclasses and `NamedTuple` dear to import.
"""

from __future__ import annotations

from collections import namedtuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, ClassVar, Self, dataclass_transform

else:

    def dataclass_transform(**_):
        return lambda cls: cls


_PLACES = [f"item{place}" for place in range(40)]
_NAMED = namedtuple("_NAMED", _PLACES)  # type: ignore[misc]  # mypy wants to read them here
"""Held by its name: a class that nobody holds is emptied whenever rubbish is collected, in the middle of a line too."""
_ITEMS = [*map(vars(_NAMED).__getitem__, _PLACES)]
"""What names the items of a named tuple, by their place: shared by all records, and read in half a property's time
(of the 297 million instructions of `status --plain`, 10 more with `property(itemgetter(place))`).
"""


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Record(tuple):  # type: ignore[type-arg]  # heterogeneous: each field has a type of its own
    """Fields are the annotations of the subclass, in order; a class attribute is the default.

    `Member(id="p1", name="李明")`; a field without a value or default, or an unknown one, is a `TypeError`.
    """

    __slots__ = ()
    if TYPE_CHECKING:
        fields: ClassVar[tuple[str, ...]]
        defaults: ClassVar[dict[str, Any]]
        annotations: ClassVar[dict[str, str]]
    else:
        fields = ()
        defaults = {}
        annotations = {}

    def __init_subclass__(cls) -> None:
        own = dict(cls.__annotations__)
        cls.annotations = cls.annotations | own
        cls.fields = tuple(cls.annotations)
        cls.defaults = cls.defaults | {name: cls.__dict__[name] for name in own if name in cls.__dict__}
        for index, name in enumerate(cls.fields):
            if name in own:
                setattr(cls, name, _ITEMS[index])

    def __new__(cls, **values: Any) -> Self:
        every = cls.defaults | values
        try:
            made = tuple.__new__(cls, map(every.__getitem__, cls.fields))
        except KeyError as missing:
            raise TypeError(f"{cls.__name__} needs {missing}") from None
        if len(every) != len(cls.fields):
            raise TypeError(f"{cls.__name__} has no {', '.join(every.keys() - set(cls.fields))}")
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]:
        return (), self.as_dict()

    def as_dict(self) -> dict[str, Any]:
        return dict(zip(self.fields, self, strict=True))

    def but(self, **changes: Any) -> Self:
        """The same record with some fields changed."""
        return type(self)(**(self.as_dict() | changes))

    def __repr__(self) -> str:
        said = (f"{n}={v!r}" for n, v in zip(self.fields, self, strict=True) if self.defaults.get(n, self) != v)
        return f"{type(self).__name__}({', '.join(said)})"
