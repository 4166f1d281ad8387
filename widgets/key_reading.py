"""Keys as people write and type them, and the key that each of these is."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDED = (
    {chr(full): chr(full - 0xFEE0) for full in range(0xFF01, 0xFF5F)}
    | {"　": " ", "、": "/", "。": ".", "【": "[", "】": "]", "「": "[", "」": "]", "；": ";", "：": ":", "，": ","}
)  # fmt: skip
"""What a Chinese input method makes of a key outside a text field, and the key it stands for."""
KEY_OF = {
    "/": "slash", "?": "question_mark", ":": "colon", ".": "full_stop", "*": "asterisk", "+": "plus",
    "[": "left_square_bracket", "]": "right_square_bracket", " ": "space", ",": "comma", ";": "semicolon",
    "!": "exclamation_mark", "%": "percent_sign",
}  # fmt: skip
"""The characters that are called by a name; every other is the key itself."""


def read_key(written: str, names: Mapping[str, str]) -> str | None:
    """The key that somebody means: F2, Ctrl+X, PgUp, a character, or one of `names`; None where it is none."""
    if len(written) == 1:
        character = FOLDED.get(written, written)
        return KEY_OF.get(character, character)
    name = written.lower()
    if name.startswith("alt+"):
        return name
    if name.startswith("ctrl+"):
        key = read_key(name.removeprefix("ctrl+"), names)
        return f"ctrl+{key}" if key is not None else None
    known = {shown.lower(): key for key, shown in names.items()} | {key: key for key in names}
    known |= {f"f{n}": f"f{n}" for n in range(1, 25)}
    return known.get(name)
