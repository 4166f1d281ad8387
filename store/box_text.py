"""A message of a box as the text that stands in its file or row, and back."""

from __future__ import annotations

from store import strict_json
from store.box.messages import LARGEST
from store.box.objects import object_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.box.messages import Down, Up


def encoded(message: Up | Down) -> bytes:
    """The bytes of a message; raises `InvalidFile` where no reader would take them."""
    try:
        data = f"{strict_json.encode(object_of(message))}\n".encode()
    except (UnicodeEncodeError, ValueError):
        raise strict_json.InvalidFile("surrogate") from None
    if len(data) > LARGEST:
        raise strict_json.InvalidFile("too_big")
    return data
