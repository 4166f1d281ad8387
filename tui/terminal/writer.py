"""The thread that writes to the terminal, in the order things were said, without ever holding up the program."""

from __future__ import annotations

import os
import select
import threading
from queue import Empty, SimpleQueue

LINGER = 1.0  # seconds a terminal that reads nothing may delay the end of the program


class TerminalWriter(threading.Thread):
    """Takes the place of Textual's writer thread.

    Stock's queue of 30 blocks the program when the terminal stops reading, and for ever when it has gone. This one
    takes everything, writes what has gathered at once, and drops it when the terminal has gone or at the end is stuck.
    """

    def __init__(self, fileno: int, encoding: str) -> None:
        super().__init__(daemon=True, name="textual-output")
        self._fileno, self._encoding = fileno, encoding
        self._texts: SimpleQueue[str | None] = SimpleQueue()
        self._gone = False

    def write(self, text: str) -> None:
        if not self._gone:
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
            text = "".join([text for text in texts if text is not None])
            try:
                self._write(text.encode(self._encoding, "backslashreplace"))
            except OSError:
                self._gone = True  # a terminal that has hung up; the program learns it where it reads

    def _write(self, data: bytes) -> None:
        while data and not self._gone:
            try:
                data = data[os.write(self._fileno, data) :]
            except BlockingIOError:  # another program left the terminal so
                select.select([], [self._fileno], [])
