"""The thread that writes to the terminal, in the order things were said, without ever holding up the program."""

from __future__ import annotations

import os
import select
import threading
from queue import Empty, SimpleQueue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

LINGER = 1.0  # seconds a terminal that reads nothing may delay the end of the program
SLICE = 4_096  # bytes of which no more are given up where the end comes in the middle
CANCEL = "\x18\x1b[?2026l\x1b[0m"
"""Ends a sequence of which the terminal has only the beginning, and a frame of which it waits for the end."""


class TerminalWriter(threading.Thread):
    """Takes the place of Textual's writer thread.

    Stock's queue of 30 blocks the program when the terminal stops reading, and for ever when it has gone. This one
    takes everything, writes what has gathered at once, and drops it when the terminal has gone or at the end is stuck.
    """

    def __init__(self, fileno: int, encoding: str, caught_up: Callable[[], object] = lambda: None) -> None:
        """`caught_up` is called, in this thread, whenever everything that was queued has been written."""
        super().__init__(daemon=True, name="textual-output")
        self.behind = 0
        """Characters that are queued and not written."""
        self._counting = threading.Lock()
        self._caught_up = caught_up
        self._fileno, self._encoding = fileno, encoding
        self._texts: SimpleQueue[str | None] = SimpleQueue()
        self._hung_up = False
        self._abandoned = False
        self._cut = False  # the terminal has only the beginning of a text

    def abandon(self) -> None:
        """Let go of what is queued and of what is left of the text that is being written."""
        self._abandoned = True
        self._texts.put(CANCEL)

    def write(self, text: str) -> None:
        if not self._hung_up:
            with self._counting:
                self.behind += len(text)
            self._texts.put(text)

    def flush(self) -> None:
        """Nothing: the thread never holds anything back."""

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._fileno

    def stop(self) -> None:
        """Write what is queued and end."""
        self._texts.put(None)
        self.join(LINGER)

    def run(self) -> None:
        last = False
        while not last:
            texts = [self._texts.get()]
            try:
                while True:
                    texts.append(self._texts.get_nowait())
            except Empty:
                pass
            last = None in texts
            taken = sum(len(text) for text in texts if text is not None and text != CANCEL)
            if CANCEL in texts:
                at = len(texts) - 1 - texts[::-1].index(CANCEL)
                texts = texts[at if at or self._cut else at + 1 :]
                self._abandoned = self._cut = False
            text = "".join([text for text in texts if text is not None])
            try:
                self._write(text.encode(self._encoding, "backslashreplace"))
            except OSError:
                self._hung_up = True  # a terminal that has hung up; the program learns it where it reads
            with self._counting:
                self.behind -= taken
                done = not self.behind
            if done and not last:
                self._caught_up()

    def _write(self, data: bytes) -> None:
        while data and not self._hung_up and not self._abandoned:
            try:
                data = data[os.write(self._fileno, data[:SLICE]) :]
            except BlockingIOError:  # another program left the terminal so
                select.select([], [self._fileno], [])
        self._cut = bool(data)
