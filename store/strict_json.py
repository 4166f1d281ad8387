"""JSON that every program reads alike: one key once in an object, numbers that are numbers, whole characters, no more
levels than anybody needs. What is otherwise is refused, with its line and column.
"""

from __future__ import annotations

import re
from json import JSONDecodeError, JSONDecoder, JSONEncoder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

DEEPEST = 64
"""Levels of nesting; records have six. More is not ours, and would break whoever walks it."""

encode = JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False).encode

_NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))


class InvalidFile(Exception):
    """Not a file of ours. Codes: `not_utf8` `not_json` `twice` `number` `deep` `surrogate` `shape` `meta` `too_big`;
    of what is to be written also `value` and `numbers` (none is left).

    `place` is a line and column, `"12:5"`, a path, `"members/3/name"`, or both, `"12:5 members/3"`.
    """

    def __init__(self, code: str, place: str = "") -> None:
        super().__init__(code, place)
        self.code = code
        self.place = place


class _InvalidJson(Exception):
    """Found while decoding; where is found out by `_locate`."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) != len(pairs):
        raise _InvalidJson("twice")
    return read


def _float(text: str) -> float:
    value = float(text)
    if value - value != 0:
        raise _InvalidJson("number")
    return value


def _constant(name: str) -> float:
    raise _InvalidJson("number")


_decoder = JSONDecoder(object_pairs_hook=_object, parse_float=_float, parse_constant=_constant)


def value_of(data: bytes, deepest: int = DEEPEST) -> Any:
    """The JSON value of bytes, nested no deeper than so many levels; raises `InvalidFile` with the place."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise InvalidFile("not_utf8", _line_and_column(data, error.start)) from None
    try:
        value = _decoder.decode(text)
        if _may_be_deep(data) and _is_deep(value, deepest):
            raise _InvalidJson("deep")
        if b"\\ud" in data or b"\\uD" in data:
            encode(value).encode()
    except _InvalidJson as bad:
        raise InvalidFile(str(bad), _locate(text, str(bad))) from None
    except RecursionError:
        raise InvalidFile("deep", _locate(text, "deep")) from None
    except UnicodeEncodeError:
        raise InvalidFile("surrogate", _locate(text, "surrogate")) from None
    except JSONDecodeError as error:
        raise InvalidFile("not_json", f"{error.lineno}:{error.colno}") from None
    except ValueError:  # an integer of more digits than Python will read
        raise InvalidFile("number", _locate(text, "endless")) from None
    return value


def _line_and_column(data: bytes, offset: int) -> str:
    return f"{data.count(10, 0, offset) + 1}:{offset - data.rfind(10, 0, offset)}"


def _may_be_deep(data: bytes) -> bool:
    """Whether it is worth walking: strips the innermost brackets, level by level, which costs next to nothing."""
    rest = data.translate(None, _NOT_BRACKETS)
    for _ in range(DEEPEST // 2):
        less = rest.replace(b"{}", b"").replace(b"[]", b"")
        if len(less) == len(rest):
            break
        rest = less
    return len(rest) > DEEPEST // 2


def _is_deep(value: Any, deepest: int) -> bool:
    level = [value]
    for _ in range(deepest):
        level = [
            child
            for parent in level
            for child in (parent.values() if type(parent) is dict else parent)
            if type(child) is dict or type(child) is list
        ]
        if not level:
            return False
    return True


class _DuplicateKey(dict[str, "Any"]):
    """An object that had a key twice, while looking for the place."""


def _locate(text: str, code: str) -> str:
    """Line and column of the first value that is wrong in the way of `code`, and its path; is never fast."""
    place = {"deep": _deep_place, "surrogate": _half_character, "endless": _endless_number}.get(code, _last_of_prefix)
    offset = place(text)
    return f"{text.count(chr(10), 0, offset) + 1}:{offset - text.rfind(chr(10), 0, offset)} {_path(text, code)}".strip()


def _last_of_prefix(text: str) -> int:
    """Where the decoder gave up: the shortest beginning of the text on which it does so, found by halving."""
    good, bad = 0, len(text)
    while good + 1 < bad:
        middle = (good + bad) // 2
        try:
            _decoder.decode(text[:middle])
        except _InvalidJson:
            bad = middle
        except ValueError:
            good = middle
    return bad - 1


def _deep_place(text: str) -> int:
    """The first bracket below all levels; brackets inside of texts are none."""
    level = 0
    for token in re.finditer(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', text):
        level += (token[0] in ("[", "{")) - (token[0] in ("]", "}"))
        if level > DEEPEST:
            return token.start()
    return 0


def _half_character(text: str) -> int:
    """The first escape that is half of a pair without its other half."""
    for escape in re.finditer(r"(?:\\u[dD][89abAB]..\\u[dD][c-fC-F]..)|\\u[dD][89a-fA-F]..", text):
        if len(escape[0]) == 6:
            return escape.start()
    return 0


def _endless_number(text: str) -> int:
    found = re.search(r"[0-9]{4300}", text)
    return found.start() if found else 0


def _path(text: str, code: str) -> str:
    lenient = JSONDecoder(
        object_pairs_hook=lambda pairs: (dict if len(dict(pairs)) == len(pairs) else _DuplicateKey)(pairs)
    )
    try:
        rest: list[tuple[str, int, Any]] = [("", 0, lenient.decode(text))]
    except (ValueError, RecursionError):
        return ""
    while rest:
        path, depth, value = rest.pop()
        if _is_wrong(value, depth, code):
            return path[1:]
        children = value.items() if isinstance(value, dict) else enumerate(value) if type(value) is list else ()
        rest.extend(reversed([(f"{path}/{key}", depth + 1, child) for key, child in children]))
    return ""


def _is_wrong(value: Any, depth: int, code: str) -> bool:
    if code == "twice":
        return type(value) is _DuplicateKey
    if code == "number":
        return type(value) is float and value - value != 0
    if code == "deep":
        return depth >= DEEPEST and isinstance(value, dict | list)
    texts = [value] if type(value) is str else list(value) if isinstance(value, dict) else []
    return any("\ud800" <= sign <= "\udfff" for text in texts for sign in text)
