"""A program in a pseudo-terminal: its screen (pyte), what it wrote, and keys for it."""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pyte

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parents[1]
APPS = Path(__file__).with_name("pty_apps") / "samples.py"
NOT_FOR_PYTE = re.compile(rb"\x1b\[[<>=][\d;]*[a-zA-Z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[\?[\d;]*\$p")
LIMIT = 60.0  # seconds for a text to appear or a program to end; only a failure takes so long


class Run:
    """Starts a sample application (`PROGRAM`, for Python); close with `end`, or as a context.

    `columns` is what the terminal answers when it is asked for the cursor's position, one after the other. Where the
    program does not lead the terminal's session (`leads`), no SIGHUP tells it that the line has dropped.
    """

    PROGRAM: tuple[str, ...] = (str(APPS),)

    def __init__(
        self,
        *arguments: str,
        width: int = 80,
        height: int = 24,
        columns: Sequence[int] = (),
        leads: bool = True,
        **environment: str,
    ) -> None:
        self._columns = list(columns)
        self.master, self.slave = os.openpty()
        self.screen = pyte.Screen(width, height)
        self.stream = pyte.ByteStream(self.screen)
        self.sent = b""
        self._carry = b""
        self.resize(width, height, tell=False)
        self.attributes = termios.tcgetattr(self.slave)
        env = {key: value for key, value in os.environ.items() if not key.startswith(("COLUMNS", "LINES", "TEXTUAL"))}
        env |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
        env["TEXTUAL_ANIMATIONS"] = "none"
        self.process = subprocess.Popen(
            [sys.executable, *self.PROGRAM, *arguments],
            stdin=self.slave, stdout=self.slave, stderr=self.slave, env=env | environment, start_new_session=True,
            cwd=environment.get("HOME"),  # what is written without saying where must not land in the checkout
            preexec_fn=(lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0)) if leads else None,
        )  # fmt: skip

    def __enter__(self) -> Run:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def resize(self, width: int, height: int, *, tell: bool = True) -> None:
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        if tell:
            self.screen.resize(height, width)
            self.process.send_signal(signal.SIGWINCH)

    def type(self, keys: bytes) -> None:
        os.write(self.master, keys)

    def drain(self, quiet: float = 0.25) -> int:
        """Read until nothing came for so many seconds and the program is at rest, not just waiting for its turn on a
        crowded machine; the number of bytes.
        """
        before, limit = len(self.sent), time.monotonic() + LIMIT
        self.read(quiet)
        while quiet and self._at_work() and time.monotonic() < limit:
            self.read(quiet)
        return len(self.sent) - before

    def _at_work(self) -> bool:
        """Whether a thread of the program runs, would run, or waits for the disk."""
        with suppress(OSError):
            stats = [task.read_text() for task in Path(f"/proc/{self.process.pid}/task").glob("*/stat")]
            return any(stat.rpartition(")")[2].split()[0] in ("R", "D") for stat in stats)
        return False

    def read(self, quiet: float) -> None:
        """Read until nothing came for so many seconds."""
        while select.select([self.master], [], [], quiet)[0]:
            try:
                data = os.read(self.master, 65536)
            except OSError:
                break
            if not data:
                break
            self.sent += data
            for _ in range(data.count(b"\x1b[6n") if self._columns else 0):
                self.type(b"\x1b[1;%dR" % self._columns.pop(0))
            self.show(data)

    def show(self, data: bytes) -> None:
        """Bring output to the screen; a sequence cut at its end is kept for the next one."""
        data = self._carry + data
        cut = data.rfind(b"\x1b", max(0, len(data) - 40))
        whole = cut < 0 or re.match(rb"\x1b(\[[\x20-\x3f]*[\x40-\x7e]|[^\[\]P_])", data[cut:])
        data, self._carry = (data, b"") if whole else (data[:cut], data[cut:])
        self.feed_pyte(self.stream, data)

    @staticmethod
    def feed_pyte(stream: pyte.ByteStream, data: bytes) -> None:
        """What pyte can stomach of it; the second screen is entered cleared."""
        stream.feed(NOT_FOR_PYTE.sub(b"", data).replace(b"\x1b[?1049h", b"\x1b[0m\x1b[2J"))

    @property
    def display(self) -> list[str]:
        """The lines of the screen. Not pyte's own, which trips over the half of a wide character that a resize left."""
        return ["".join(cell.data for cell in row) for row in self.cells()]

    def wait_for(self, text: str) -> None:
        limit = time.monotonic() + LIMIT
        while text not in "\n".join(self.display).replace(" ", "") and time.monotonic() < limit:
            self.read(0.05)
        assert text in "\n".join(self.display).replace(" ", ""), self.display
        self.drain()

    def wait_until(self, done: Callable[[], bool]) -> None:
        """Read until something has come about that is not on the screen."""
        limit = time.monotonic() + LIMIT
        while not done() and time.monotonic() < limit:
            self.read(0.02)
        assert done(), self.display

    def cells(self) -> list[list[pyte.screens.Char]]:
        return [[self.screen.buffer[y][x] for x in range(self.screen.columns)] for y in range(self.screen.lines)]

    def wait(self) -> int:
        """Read until the program ends; its exit code."""
        limit = time.monotonic() + LIMIT
        while self.process.poll() is None and time.monotonic() < limit:
            self.read(0.005)
        return self.process.wait(0.1)

    def drop(self) -> None:
        """The line drops: nobody is at the other end any more."""
        os.close(self.slave)
        os.close(self.master)

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for fileno in (self.master, self.slave):
            with suppress(OSError):
                os.close(fileno)
