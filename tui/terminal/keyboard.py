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
from tui.terminal.probe import read_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

READ = 65_536  # bytes
FLOOD = 1_024  # nobody types so many bytes at once: it is a paste, and the rest of it is waited for
PASTE = 1 << 20  # bytes that are waited for together at most
GATHER = 0.01  # seconds between two parts of a paste
PASTED_LINE = re.compile(r"[\r\n][\r\n]*[^\x00-\x1f\x7f]")  # an Enter with more text behind it
ESCAPE = re.compile("(?=\x1b)")
PASTE_PATIENCE = 3.0
"""Seconds that more of a bracketed paste is waited for: its end may never come."""
CURSOR = re.compile(r"\x1b\[\d{1,6};\d{1,6}R")
MODE = re.compile(r"\x1b\[\?[\d;]+\$y")
"""A terminal's answer to whether it has a mode."""
REPORT = re.compile(r"\x1b\[\??[\d;]*[Rcn]|\x1b[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)")
"""What a terminal says of itself that nobody here asks for: where its cursor is, what it is, its colours."""


class ForeignEncoding(Message):
    """The terminal sends GB18030 and was understood; posted to the app when it is first seen."""

    bubble = False


class DrawsWide(Message):
    """The terminal has said, after it was no more waited for, that it draws ambiguous characters two cells wide, or
    (not `utf8`) that it reads another encoding.
    """

    bubble = False

    def __init__(self, *, utf8: bool = True) -> None:
        super().__init__()
        self.utf8 = utf8


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
    leaves it keys, as on a board that is operated faster than the line carries. A read of so many characters as nobody
    types is a paste everywhere. A read with an escape sequence in it (arrows, function keys) is always keys.
    """

    def __init__(
        self, takes_paste: Callable[[], bool] = lambda: False, *, late: str = "", missing: int = 0, debug: bool = False
    ) -> None:
        """`missing` answers to the probe are still to come, behind those that came in time (`late`)."""
        self._takes_paste = takes_paste
        self._debug = debug
        self._parser = XTermParser(debug)
        self._decoder = KeyDecoder()
        self._flush_at: float | None = None
        self._late, self._missing = late, missing
        self.answers = 0
        """How many questions the terminal has answered."""
        self.closed = False
        self._pasted: str | None = None  # what has come of a bracketed paste
        self._paste_until: float | None = None
        self._given_up = False  # a paste whose end had not come: what is left of its bracket is no text
        self._end = ""  # the last characters, where a bracket may have been cut

    @property
    def patience(self) -> float | None:
        """Seconds until `expire` has something to say; None unless a sequence or character is incomplete."""
        ends = (self._parser._timeout_time, self._flush_at, self._paste_until)
        times = [at for at in ends if at is not None]
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
        if self._paste_until is not None and monotonic() >= self._paste_until:
            self._given_up = True
            yield from self._paste((self._pasted or "").removesuffix("\x1b"))
        try:
            yield from self._parser.tick()
        except Exception:
            self._parser = XTermParser(self._debug)

    def _messages(self, text: str, foreign: bool) -> Iterator[Message]:
        if self._decoder.foreign and not foreign:
            yield ForeignEncoding()
        if self._given_up and text:
            text = text.removeprefix("\x1b").removeprefix(BRACKETED_PASTE_END[1:]) if _is_end(text) else text
            self._given_up = False
        while text:
            if self._pasted is not None:
                text = yield from self._go_on(text)
                continue
            if self._is_paste(text):
                yield events.Paste(text.replace("\x00", ""))
                return
            seen = self._end + text
            at = seen.find(BRACKETED_PASTE_START)
            if at < 0:
                self._end = seen[1 - len(BRACKETED_PASTE_START) :]
                yield from self._keys(text)
                return
            behind = at + len(BRACKETED_PASTE_START) - len(self._end)
            if at < len(self._end):  # the parser has the beginning of the bracket: let it close it again
                cut = self._keys(text[:behind] + BRACKETED_PASTE_END)
                yield from (one for one in cut if not isinstance(one, events.Paste))
            else:
                yield from self._keys(text[: at - len(self._end)])
            self._pasted, self._end, text = "", "", text[behind:]
            self._paste_until = monotonic() + PASTE_PATIENCE

    def _go_on(self, text: str) -> Generator[Message, None, str]:
        """More of a bracketed paste; returns what comes behind its end. A lone Escape ends it too."""
        before = self._pasted or ""
        whole = before + text
        at = whole.find(BRACKETED_PASTE_END, max(0, len(before) - len(BRACKETED_PASTE_END)))
        if at >= 0:
            yield from self._paste(whole[:at])
            return whole[at + len(BRACKETED_PASTE_END) :]
        self._pasted = whole
        self._paste_until = monotonic() + (constants.ESCAPE_DELAY if whole.endswith("\x1b") else PASTE_PATIENCE)
        return ""

    def _paste(self, text: str) -> Iterator[Message]:
        self._pasted = self._paste_until = None
        yield events.Paste(text.replace("\x00", ""))

    def _keys(self, text: str) -> Iterator[Message]:
        if "\x1b[" in text:
            self.answers += len(MODE.findall(text))
            yield from self._widths(text)
        for piece in ESCAPE.split(REPORT.sub("", text)):
            if piece:
                try:
                    yield from self._parser.feed(piece)
                except Exception:  # a sequence that stock dies of; it is lost, what comes behind it is not
                    self._parser = XTermParser(self._debug)

    def _widths(self, text: str) -> Iterator[Message]:
        """What the probe would have said of the answers that come late."""
        answers = CURSOR.findall(text)[: self._missing]
        if not answers:
            return
        self._missing -= len(answers)
        self.answers += len(answers)
        self._late += "".join(answers)
        terminal = read_answer(self._late.encode())
        if not self._missing and (terminal.wide or not terminal.utf8):
            yield DrawsWide(utf8=terminal.utf8)

    def _is_paste(self, text: str) -> bool:
        if self._parser._timeout_time is not None or "\x1b" in text:
            return False
        return len(text) >= FLOOD or (bool(PASTED_LINE.search(text)) and self._takes_paste())


def _is_end(text: str) -> bool:
    """Whether a text begins with the end of a paste, or with what is left of it where its Escape came before."""
    return text.startswith((BRACKETED_PASTE_END, BRACKETED_PASTE_END[1:]))


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
                keyboard.closed = True
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
