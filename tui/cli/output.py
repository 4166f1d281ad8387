"""stdout is data, stderr is messages, and neither may harm the terminal or fail for a reader that has gone."""

from __future__ import annotations

import json
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TextIO


lossy: list[str] = []
"""The encodings that could not say all that was written in them."""


class OutputError(Exception):
    """stdout would not take what a command had to say: a full disk behind it. `number` is the system's own reason."""

    def __init__(self, number: int | None) -> None:
        self.number = number
        super().__init__(number)


def emit(text: str) -> None:
    """Text for stdout, whole; raises OutputError, also where the reader has gone (`| head`)."""
    _write(sys.stdout, text)


def tell(text: str) -> None:
    """A message for stderr; where there is none to hear it, it is lost."""
    encoding = unsayable(text)
    if encoding:  # the stream writes escapes in its place
        lossy.append(encoding)
    try:
        _write(sys.stderr, f"{text}\n")
    except OutputError:
        return


def unsayable(text: str) -> str:
    """The encoding of stderr where it can't say a text, else nothing."""
    encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
    try:
        text.encode(encoding, "surrogateescape")
    except UnicodeEncodeError:
        return str(encoding)
    return ""


def deliver(text: str) -> None:
    """A text that is somebody's file: UTF-8 whatever the locale, but to a terminal, which reads its own encoding."""
    stream = sys.stdout
    raw = None if stream.isatty() else getattr(stream, "buffer", None)
    if raw is None:
        emit(text)
        return
    try:
        stream.flush()
        raw.write(text.encode("utf-8", "replace"))
        raw.flush()
    except OSError as error:
        _silence(stream)
        raise OutputError(error.errno) from None


def terminal_width() -> int | None:
    """Columns of the terminal behind stdout, None where there is none."""
    size = terminal_size()
    return size[0] if size else None


def at_terminal() -> bool:
    """Whether somebody sits there who can be asked."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def terminal_size() -> tuple[int, int] | None:
    """Columns and lines of the terminal behind stdout, as it says itself: COLUMNS is not asked, it lies too often."""
    if not sys.stdout.isatty():
        return None
    try:
        columns, lines = os.get_terminal_size(sys.stdout.fileno())
    except OSError:
        return None
    return (columns, lines) if columns else None


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text)
        stream.flush()
    except UnicodeEncodeError as error:  # a locale without these characters: say what it can
        lossy.append(error.encoding)
        _write(stream, text.encode(error.encoding, "replace").decode(error.encoding))
    except OSError as error:
        _silence(stream)
        raise OutputError(error.errno) from None


def _silence(stream: TextIO) -> None:
    """What is left in the stream's buffer goes nowhere, so that leaving Python does not fail on it again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def exact(value: Any) -> str:
    """A JSON text that says exactly this value in one line; what a terminal would act upon is written as its escape."""
    encoding = (getattr(sys.stdout, "encoding", None) or "ascii").lower().replace("-", "")
    text = json.dumps(value, ensure_ascii=encoding != "utf8", allow_nan=False)
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in text)
