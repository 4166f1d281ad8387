"""A message of a box as the text that stands in its file or row, and back."""

from __future__ import annotations

from store import strict_json
from store.box.messages import LARGEST, Up
from store.box.objects import down_of, object_of, up_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.box.messages import Down


def encoded(message: Up | Down) -> bytes:
    """The bytes of a message; raises `InvalidFile` or `InvalidBox` where no reader would take them."""
    made = object_of(message)
    (up_of if isinstance(message, Up) else down_of)(made)
    try:
        data = f"{strict_json.encode(made)}\n".encode()
    except (UnicodeEncodeError, ValueError):
        raise strict_json.InvalidFile("surrogate") from None
    if len(data) > LARGEST:
        raise strict_json.InvalidFile("too_big")
    return data
