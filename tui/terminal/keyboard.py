"""What is typed, from bytes to Textual's messages: a thread that sleeps until there is something."""

from __future__ import annotations

import os
import re
import select
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING

from textual import constants, events
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.message import Message

from tui.terminal.decode import KeyDecoder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

READ = 65_536  # bytes
FLOOD = 1_024  # nobody types so many bytes at once: it is a paste, and the rest of it is waited for
PASTE = 1 << 20  # bytes that are waited for together at most
GATHER = 0.01  # seconds between two parts of a paste
PASTED_LINE = re.compile(r"[\r\n][\r\n]*[^\x00-\x1f\x7f]")  # an Enter with more text behind it
ESCAPE = re.compile("(?=\x1b)")


class ForeignEncoding(Message):
    """The terminal sends GB18030 and was understood; posted to the app when it is first seen."""

    bubble = False


class InputClosed(Message):
    """Nothing more can be typed, for the terminal has gone; the app should store what it holds and leave."""

    bubble = False


class Wake(Event):
    """An event to be waited for in `select` too."""

    def __init__(self) -> None:
        super().__init__()
        self._set, self._setter = os.pipe()

    def fileno(self) -> int:
        """The file descriptor that is readable while the event is set."""
        return self._set

    def set(self) -> None:
        if not self.is_set():
            super().set()
            os.write(self._setter, b"\0")

    def clear(self) -> None:
        if self.is_set():
            os.read(self._set, 1)
            super().clear()

    def __del__(self, close: Callable[[int], None] = os.close) -> None:
        close(self._set)
        close(self._setter)


class Keyboard:
    """The bytes of one terminal in, messages out; what they mean may depend on the time that passes (`patience`).

    `takes_paste` is asked when an Enter has text behind it in one read, outside a bracketed paste: True makes the whole
    read one `Paste`, for the terminal of the user who pastes two lines into a field may know no bracketed paste; False
    leaves it keys, as on a board that is operated faster than the line carries. A read with an escape sequence in it
    (arrows, function keys) is always keys.
    """

    def __init__(self, takes_paste: Callable[[], bool] = lambda: False, *, debug: bool = False) -> None:
        self._takes_paste = takes_paste
        self._debug = debug
        self._parser = XTermParser(debug)
        self._decoder = KeyDecoder()
        self._flush_at: float | None = None
        self._in_paste = False  # between the brackets of a bracketed one
        self._end = ""  # the last characters, where a bracket may have been cut

    @property
    def patience(self) -> float | None:
        """Seconds until `expire` has something to say; None unless a sequence or character is incomplete."""
        times = [at for at in (self._parser._timeout_time, self._flush_at) if at is not None]
        return max(0.0, min(times) - monotonic()) if times else None

    def feed(self, data: bytes) -> Iterator[Message]:
        """The messages of what has arrived."""
        foreign = self._decoder.foreign
        text = self._decoder.feed(data)
        self._flush_at = monotonic() + constants.ESCAPE_DELAY if self._decoder.waiting else None
        yield from self._messages(text, foreign)

    def expire(self) -> Iterator[Message]:
        """The messages of what must now be taken for complete: a lone Escape, a character in GB18030."""
        if self._flush_at is not None and monotonic() >= self._flush_at:
            self._flush_at, foreign = None, self._decoder.foreign
            yield from self._messages(self._decoder.flush(), foreign)
        try:
            yield from self._parser.tick()
        except Exception:
            self._parser = XTermParser(self._debug)

    def _messages(self, text: str, foreign: bool) -> Iterator[Message]:
        if self._decoder.foreign and not foreign:
            yield ForeignEncoding()
        if self._is_paste(text):
            yield events.Paste(text.replace("\x00", ""))
            return
        seen = self._end + text
        starts, ends = seen.rfind(BRACKETED_PASTE_START), seen.rfind(BRACKETED_PASTE_END)
        self._in_paste = starts > ends if starts != ends else self._in_paste
        self._end = seen[1 - len(BRACKETED_PASTE_START) :]
        for piece in ESCAPE.split(text):
            if piece:
                try:
                    yield from self._parser.feed(piece)
                except Exception:  # a sequence that stock dies of; it is lost, what comes behind it is not
                    self._parser = XTermParser(self._debug)

    def _is_paste(self, text: str) -> bool:
        if self._in_paste or self._parser._timeout_time is not None or "\x1b" in text or not PASTED_LINE.search(text):
            return False
        return self._takes_paste()


def read_keys(fileno: int, stop: Wake, keyboard: Keyboard, deliver: Callable[[Message], None]) -> None:
    """Deliver the messages of what is typed at `fileno` until `stop` is set, which ends it at once."""
    sources: list[int | Wake] = [fileno, stop]
    while True:
        ready, _, _ = select.select(sources, [], [], keyboard.patience)
        if stop in ready:
            return
        if fileno in ready:
            data = _read(fileno)
            while FLOOD <= len(data) < PASTE and select.select([fileno], [], [], GATHER)[0] and (more := _read(fileno)):
                data += more
            if not data:
                deliver(InputClosed())
                select.select([stop], [], [])
                return
            messages = keyboard.feed(data)
        else:
            messages = keyboard.expire()
        for message in messages:
            if stop.is_set():
                return
            deliver(message)


def _read(fileno: int) -> bytes:
    try:
        return os.read(fileno, READ)
    except OSError:  # the terminal has gone
        return b""
