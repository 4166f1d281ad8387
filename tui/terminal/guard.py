"""Signals before the loop takes them: whatever ends the program, the terminal is given back as it was."""

from __future__ import annotations

import os
import signal
import termios

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

ENDING = tuple(
    getattr(signal, name)
    for name in ("SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGVTALRM", "SIGPROF")
)
"""Signals that end a program which says nothing about them, and can be caught."""
RESTORE = "\x1b[?1006l\x1b[?1000l\x1b[?2026l\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"
"""What undoes all that the driver sets; nothing of it hurts where it was not set."""


class TerminalGuard:
    """Holds the state that the terminal behind two file descriptors had. `drawing` is set once it may be drawn on."""

    def __init__(self, read_from: int, write_to: int) -> None:
        self.drawing = False
        self._from, self._to = read_from, write_to
        self._before: list[Any] | None = None
        try:
            self._before = termios.tcgetattr(read_from)
        except (OSError, termios.error):
            pass  # there is nothing to be given back
        for number in ENDING:
            signal.signal(number, self._end)

    def _end(self, number: int, frame: object) -> None:
        """Nothing is awaited, for nothing was typed yet, and nobody may be there to answer. What the thread that writes
        has not written goes nowhere: behind what gives the terminal back it would take it again.
        """
        try:
            if self._before is not None:
                termios.tcsetattr(self._from, termios.TCSANOW, self._before)
        except (OSError, termios.error):
            pass
        try:
            if self.drawing:
                screen = os.dup(self._to)
                os.dup2(os.open(os.devnull, os.O_WRONLY), self._to)
                os.write(screen, RESTORE.encode())
        except OSError:
            pass
        os._exit(128 + number)
