"""A message of a box as the text that stands in its file or row, and back.

A file of counts ends with their brief and the digest of all that stands before it:

    {"schema": 1, …, "brief": {"schema": 1, …}, "sum": "<sha256>"}

Where the digest fits, the file is as it was written, so that its brief may be read without the rest. Where it doesn't –
of another program, mended by hand, damaged – all of it is read, as strictly as if there were no brief.
"""

from __future__ import annotations

from store import strict_json
from store.box.messages import LARGEST, InvalidBox, Up
from store.box.objects import down_of, object_of, row_of, up_of, ups_of
from store.strict_json import InvalidFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence
    from typing import Any

    from store.box.box import Boxes
    from store.box.messages import Down

UP, DOWN = "up", "down"
"""The two halves of a box, as folders, files and rows call them."""
_BRIEF = b', "brief": '
_SUM = b', "sum": "%s"}\n'
_END = len(_SUM % (b"0" * 64))


class TextBox:
    """A `Box` whose halves are texts; whoever derives from it says where they stand."""

    together: Boxes | None = None

    def up_stamp(self) -> Hashable:
        return self.stamp(UP)

    def down_stamp(self) -> Hashable:
        return self.stamp(DOWN)

    def read_up(self) -> Up | None:
        data = self.text(UP)
        return None if data is None else up_of(decoded(data))

    def read_brief(self) -> Up | None:
        """What a board shows first of what stands there, or all of it where that is not said apart."""
        data = self.text(UP)
        return None if data is None else brief_at_end(data) or up_of(decoded(data))

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


def as_file(message: Up | Down) -> bytes:
    """The bytes of a message's file: of counts with their brief, where there is room for it. Raises `InvalidBox`."""
    data = encoded(message)
    if not isinstance(message, Up):
        return data
    start = data.removesuffix(b"}\n") + _BRIEF + brief_text(message)
    whole = start + _SUM % _digest(start)
    return whole if len(whole) <= LARGEST else data


def brief_text(up: Up) -> bytes:
    """The brief of counts, which are such as `encoded` takes."""
    from store.committee.brief import brief_of

    return strict_json.encode(object_of(brief_of(up))).encode()


def head_text(up: Up) -> bytes:
    """The head of such counts: their name, for whoever looks for no more, and all of it as a list."""
    from store.committee.head import head_of

    return strict_json.encode({"name": up.name, "head": row_of(head_of(up))}).encode()


def heads_in(texts: Sequence[str]) -> list[Up | None]:
    """What each of several texts says as a head of counts, None where that is not to be relied upon. They are many
    thousands: what is twice in one is not looked for, and all are checked together where none is to be refused.
    """
    from json import JSONDecoder

    from store.committee.head import HEAD

    decode = JSONDecoder().raw_decode

    def row_in(text: str) -> Any:
        try:
            value, end = decode(text)
            return value["head"] if end == len(text) else None
        except (ValueError, RecursionError, KeyError, TypeError):
            return None

    rows = [*map(row_in, texts)]
    said = [one for one in rows if one is not None]
    try:
        ups: Iterator[Up | None] = iter(ups_of(said))
    except InvalidBox:
        ups = map(_up_in, said)
    found = [None if one is None else next(ups) for one in rows]
    return [up if up is not None and up.shows == HEAD else None for up in found]


def _up_in(value: Any) -> Up | None:
    try:
        return ups_of([value])[0]
    except InvalidBox:
        return None


def brief_at_end(data: bytes) -> Up | None:
    """The brief of a file that is as it was written; None where that, or the brief, is not to be relied upon."""
    start = data[:-_END]
    if data[-_END:] != _SUM % _digest(start):
        return None
    return brief_in(start[start.rfind(_BRIEF) :].removeprefix(_BRIEF))


def brief_in(text: bytes) -> Up | None:
    """What a text says as a brief of just what this program's board shows first; else None."""
    from store.committee.brief import SHOWS

    try:
        up = up_of(decoded(text))
    except InvalidBox:
        return None
    return up if up.shows == SHOWS else None


def _digest(data: bytes) -> bytes:
    from hashlib import sha256

    return sha256(data).hexdigest().encode()
