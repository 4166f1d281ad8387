"""A message of a box as the text that stands in its file or row, and back."""

from __future__ import annotations

from store import strict_json
from store.box.messages import LARGEST, InvalidBox, Up
from store.box.objects import down_of, object_of, up_of
from store.strict_json import InvalidFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from typing import Any

    from store.box.messages import Down

UP, DOWN = "up", "down"
"""The two halves of a box, as folders, files and rows call them."""


class TextBox:
    """A `Box` whose halves are texts; whoever derives from it says where they stand."""

    def up_stamp(self) -> Hashable:
        return self.stamp(UP)

    def down_stamp(self) -> Hashable:
        return self.stamp(DOWN)

    def read_up(self) -> Up | None:
        data = self.text(UP)
        return None if data is None else up_of(decoded(data))

    def read_down(self) -> Down | None:
        data = self.text(DOWN)
        return None if data is None else down_of(decoded(data))

    def write_up(self, up: Callable[[], Up]) -> None:
        """`up` is called when it is this process' turn: what it says is never older than what stands there."""
        self.put(UP, up)

    def write_down(self, down: Callable[[], Down]) -> None:
        self.put(DOWN, down)

    def stamp(self, half: str) -> Hashable:
        """What tells that a half is another than before; None where that can't be told."""
        raise NotImplementedError

    def text(self, half: str) -> bytes | None:
        """What stands in a half, None where nothing was written yet."""
        raise NotImplementedError

    def put(self, half: str, message: Callable[[], Up | Down]) -> None:
        """Have the turn, ask for the message, and put its text (`encoded`) in the place of what stands there."""
        raise NotImplementedError


def encoded(message: Up | Down) -> bytes:
    """The bytes of a message; raises `InvalidBox` where no reader would take them."""
    made = object_of(message)
    (up_of if isinstance(message, Up) else down_of)(made)
    try:
        data = f"{strict_json.encode(made)}\n".encode()
    except (UnicodeEncodeError, ValueError):
        raise InvalidBox("surrogate") from None
    if len(data) > LARGEST:
        raise InvalidBox("too_big")
    return data


def decoded(data: bytes) -> Any:
    """The JSON value of a text; raises `InvalidBox`."""
    if len(data) > LARGEST:
        raise InvalidBox("too_big")
    try:
        return strict_json.value_of(data)
    except InvalidFile as bad:
        raise InvalidBox(bad.code, bad.place) from None
