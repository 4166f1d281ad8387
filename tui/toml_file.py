"""Reading the TOML files that people write by hand: what is harmless is overlooked, what is wrong has its line.

A file is measured before it is parsed: the standard library's parser takes memory with the square of a key's parts.
"""

from __future__ import annotations

import os
import stat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LARGEST = 1_000_000
"""Bytes of a file: a committee of thousands of branches lists each in some lines."""
LONGEST = 10_000
"""Characters of a line."""
DEEPEST = 16
"""Parts of a key that has dots, and brackets one in another."""
BOM = "\ufeff"
MOST = 50
"""Mistakes that are told of a file; what stands behind them is not read."""
LONGEST_STATEMENT = 200
"""Lines that a value may go over, where a file has mistakes."""
FULL_WIDTH_QUOTES = "“”‘’＂＇「」"
FULL_WIDTH = FULL_WIDTH_QUOTES + "，、＝［］【】｛｝：；．。＃　"
"""Signs that an input method writes in the place of those that TOML knows."""


class InvalidToml(Exception):
    """Why a file can't be used: `unreadable` (not to be opened, or no file), `too_big`, `utf16`, `encoding`,
    `long_line`, `deep`, `full_width` (with the sign), `twice` or `syntax`; the line from 1 on, 0 for the whole file.
    """

    def __init__(self, code: str, line: int = 0, sign: str = "") -> None:
        super().__init__(code, line)
        self.code = code
        self.line = line
        self.sign = sign


def read(path: str) -> dict[str, Any] | None:
    """What a file says, None where there is none; raises InvalidToml."""
    data = _bytes(path)
    return None if data is None else parse(data)


def salvage(data: bytes) -> tuple[dict[str, Any], str, list[InvalidToml]]:
    """What can be read of a file's bytes, its text, and what can't be: each mistake takes its own line out, a heading
    all that stands under it. Raises InvalidToml where the file as a whole can't be used.
    """
    text = _text(data)
    try:
        return parse(data), text, []
    except InvalidToml as bad:
        if bad.code not in ("syntax", "twice", "full_width"):
            raise
    found, mistakes = _salvaged(text)
    return found, text, mistakes


def _salvaged(text: str) -> tuple[dict[str, Any], list[InvalidToml]]:
    import tomllib

    mistakes: list[InvalidToml] = []
    lines, lost, number = text.split("\n"), False, 0
    while number < len(lines) and len(mistakes) < MOST:
        span, bad = _statement(lines, number)
        if lines[number].lstrip().startswith("["):
            lost = bad is not None
        if bad is not None:
            mistakes.append(bad)
        if bad is not None or lost:
            lines[number : number + span] = [""] * span
        number += span
    del lines[number:]
    while True:
        try:
            return tomllib.loads("\n".join(lines)), sorted(mistakes, key=lambda bad: bad.line)
        except ValueError as error:
            if len(mistakes) >= MOST:
                return {}, mistakes
            bad = _located("\n".join(lines), str(error))
            mistakes.append(bad)
            _take_out(lines, bad.line - 1)


def _statement(lines: list[str], number: int) -> tuple[int, InvalidToml | None]:
    """How many lines from one on are a whole statement, and what is wrong where none are (then it is that line)."""
    import tomllib

    wrong: InvalidToml | None = None
    longest = LONGEST_STATEMENT if any(sign in lines[number] for sign in ("[", "{", '"""', "'''")) else 1
    for span in range(1, min(longest, len(lines) - number) + 1):
        try:
            tomllib.loads("\n".join(lines[number : number + span]))
        except ValueError as error:
            found = _located(lines[number], str(error))
            wrong = wrong or InvalidToml(found.code, number + 1, found.sign)
        else:
            return span, None
    return 1, wrong


def _take_out(lines: list[str], number: int) -> None:
    """Takes out the statement that begins on a line, and what stands under it where it is a heading."""
    last = number + 1
    if lines[number].lstrip().startswith("["):
        while last < len(lines) and not lines[last].lstrip().startswith("["):
            last += 1
    else:
        last = number + _statement(lines, number)[0]
    lines[number:last] = [""] * (last - number)


def line_of(path: str, name: str) -> int:
    """The first line that gives something of this name a value, or is a heading of it; 0 where none does."""
    lines = _text(_bytes(path) or b"").split("\n")
    heads = [line.partition("=")[0].strip(" \t\r\"'[]") for line in lines]
    return heads.index(name) + 1 if name in heads else 0


def _bytes(path: str) -> bytes | None:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        if os.path.islink(path):
            raise InvalidToml("unreadable") from None
        return None
    except OSError:
        raise InvalidToml("unreadable") from None
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise InvalidToml("unreadable")
        if status.st_size > LARGEST:
            raise InvalidToml("too_big")
        parts = []
        while part := os.read(handle, LARGEST):
            parts.append(part)
        return b"".join(parts)
    except OSError:
        raise InvalidToml("unreadable") from None
    finally:
        os.close(handle)


def parse(data: bytes) -> dict[str, Any]:
    """What the bytes of a file say; raises InvalidToml."""
    text = _text(data)
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST:
            raise InvalidToml("long_line", number)
        if _is_deep(line):
            raise InvalidToml("deep", number)
    import tomllib

    try:
        return tomllib.loads(text)
    except RecursionError:
        raise InvalidToml("deep") from None
    except ValueError as error:
        raise _located(text, str(error)) from None


def _text(data: bytes) -> str:
    if len(data) > LARGEST:
        raise InvalidToml("too_big")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]:
        raise InvalidToml("utf16", 1)
    try:
        text = data.decode().removeprefix(BOM)
    except UnicodeDecodeError as error:
        raise InvalidToml("encoding", data.count(b"\n", 0, error.start) + 1) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")  # a line alone is TOML only without its end


def _is_deep(line: str) -> bool:
    """Whether a key in a line has too many parts, or too many brackets stand one in another."""
    if line.count(".") > DEEPEST:
        kept = [sign if sign in "._-\"' \t" or sign.isalnum() else "\n" for sign in line]
        if any(part.count(".") > DEEPEST for part in "".join(kept).split("\n")):
            return True
    return line.count("[") > DEEPEST * 4 or line.count("{") > DEEPEST * 4


def _located(text: str, reason: str) -> InvalidToml:
    """Where the parser stopped, and why as far as that can be told in a word."""
    line = text.count("\n") + 1
    if "(at line " in reason:
        digits = reason.rpartition("(at line ")[2].partition(",")[0]
        line = int(digits) if digits.isdecimal() else line
    elif text.endswith("\n"):
        line -= 1
    lines = text.split("\n")
    said = lines[line - 1] if line <= len(lines) else ""
    sign = _full_width_sign(said)
    if sign:
        return InvalidToml("full_width", line, sign)
    overwritten = ("overwrite", "redefine", "mutate", "declare", "twice", "Duplicate")
    return InvalidToml("twice" if any(word in reason for word in overwritten) else "syntax", line)


def _full_width_sign(line: str) -> str:
    """The first such sign outside of what a line quotes; in a text that does not end it can only be the end's."""
    quote = ""
    for sign in line:
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign == "#":
            break
        elif sign in FULL_WIDTH:
            return sign
    return next((sign for sign in line if sign in FULL_WIDTH_QUOTES), "") if quote else ""
