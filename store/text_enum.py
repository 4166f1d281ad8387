"""The base of every closed vocabulary: texts with names, each of them one object.

To a type checker these are `enum.StrEnum`. Making one of those costs what reading a hundred lines of the file does,
and a short command needs twenty of them; here a vocabulary is a class whose members are made once, and nothing more.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from enum import StrEnum
    from typing import Any

    class TextEnum(StrEnum): ...

else:

    class _TextEnumMeta(type):
        def __new__(mcs, name: str, bases: tuple[type, ...], space: dict[str, Any]) -> type:
            texts = {key: text for key, text in space.items() if type(text) is str and key[0] != "_"}
            cls = super().__new__(mcs, name, bases, {key: space[key] for key in space if key not in texts})
            cls._members = {}
            for key, text in texts.items():
                member = str.__new__(cls, text)
                member.name, member.value = key, text
                cls._members[text] = member
                setattr(cls, key, member)
            return cls

        def __call__(cls, text: str) -> TextEnum:
            try:
                return cls._members[text]
            except (KeyError, TypeError):
                raise ValueError(f"{text!r} is not a valid {cls.__name__}") from None

        def __iter__(cls) -> Iterator[TextEnum]:
            return iter(cls._members.values())

        def __len__(cls) -> int:
            return len(cls._members)

    class TextEnum(str, metaclass=_TextEnumMeta):
        """`Kind.LECTURE` is `"lecture"`; `Kind("lecture")` is that very object, and a `ValueError` where there is none.

        A class iterates over its members in the order in which they are written.
        """

        def __repr__(self) -> str:
            return f"{type(self).__name__}.{self.name}"

        def __reduce_ex__(self, protocol: int) -> tuple[type, tuple[str]]:
            return type(self), (self.value,)
