"""JSON by that part of `json` which is written in C.

Importing all of `json` brings `re`, for the part that is not: more than reading the file of a branch costs. What it
says of a text that is no JSON is still its own, and asked of it only then.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_c: Any
try:
    import _json

    _c = _json
except ImportError:  # a Python without that part
    _c = None


class JsonDecoder:
    """`json.JSONDecoder` of the same arguments; `decode` raises what that raises."""

    strict = True
    object_hook = None
    parse_int = int

    def __init__(
        self,
        object_pairs_hook: Callable[[list[tuple[str, Any]]], Any] | None = None,
        parse_float: Callable[[str], Any] = float,
        parse_constant: Callable[[str], Any] = float,
    ) -> None:
        self.object_pairs_hook = object_pairs_hook
        self.parse_float = parse_float
        self.parse_constant = parse_constant
        try:
            self._scan = _c and _c.make_scanner(self)
        except (AttributeError, TypeError):
            self._scan = None

    def decode(self, text: str) -> Any:
        if self._scan:
            try:
                value, end = self._scan(text, 0)
            except StopIteration:  # white space before it, or nothing that json knows
                end = -1
            if end > 0 and not text[end:].strip(" \t\n\r"):
                return value
        from json import JSONDecoder

        return JSONDecoder(
            object_pairs_hook=self.object_pairs_hook, parse_float=self.parse_float, parse_constant=self.parse_constant
        ).decode(text)


def _refuse(value: object) -> object:
    raise TypeError(f"no JSON: {type(value).__name__}")


def _encoder() -> Any:
    """That part's encoder, where it still is made so and writes so; else None, for it is nobody's promise."""
    try:
        made = _c.make_encoder(None, _refuse, _c.encode_basestring, None, ": ", ", ", False, False, False)
        return made if "".join(made({"é": [1, None]}, 0)) == '{"é": [1, null]}' else None
    except (AttributeError, TypeError):
        return None


_encode = _encoder()


def encode(value: Any) -> str:
    """`json.dumps(value, ensure_ascii=False, allow_nan=False)`, without looking for circles."""
    if _encode:
        return "".join(_encode(value, 0))
    from json import JSONEncoder

    return JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False).encode(value)
