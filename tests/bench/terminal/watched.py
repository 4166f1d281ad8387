"""A program in a pseudo-terminal, and the xterm before it: what it writes is stamped, answered and drawn by pyte."""

from __future__ import annotations

import fcntl
import os
import re
import select
import struct
import subprocess
import termios
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyte

from tests.bench.terminal.line import Line
from tests.pty_run import Run

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SILENCE = 0.3  # seconds without output that end what a key brings
PATIENCE = 3.0  # seconds that its first byte is waited for
LIMIT = 90.0  # seconds that a start may take
RESTLESS = 8.0  # seconds without a silence after which what a key brings has no end
LEFT = 15.0  # seconds that an end may take
STARTED = 1.0  # seconds without output that end a start, in which much is loaded between two parts
SETTLED = 4.0  # seconds after which a screen that never falls silent is taken as it is
MODES_AT_REST = {1: False, 7: True, 25: True, 47: False, 2004: False, 2026: False, 2048: False}
MODES_AT_REST |= dict.fromkeys((1000, 1002, 1003, 1004, 1005, 1006, 1015, 1016, 1047, 1049), False)
MODES = re.compile(rb"\x1b\[\?([\d;]+)([hl])")
QUESTION = re.compile(rb"\x1b\[(\?\d+\$p|[>=]?0?c|\??[56]n|>0?q)|\x1b\](1[01]);\?(?:\x07|\x1b\\)")
OURS = re.compile("TERM_PROGRAM|NO_COLOR|TMUX|STY|COLUMNS|LINES|TEXTUAL|ZHIBU|PYTHON(?!PATH)")
"""What a program would take from the terminal or the checkout that the benchmark is run in."""


class Burst(NamedTuple):
    """What came between a moment and a silence: seconds until its last byte, and bytes."""

    seconds: float
    size: int


class Restless(TimeoutError):
    """It never falls silent, so that nothing tells where what a key brings ends."""


class Watched:
    """`size` is in columns and lines; `trip` and `rate` are those of a `Line`. Use as a context: what was started ends
    with it.

    Times are taken as the bytes come, in seconds of the wall clock; pyte draws in silences only.
    """

    def __init__(
        self,
        command: Sequence[str],
        size: tuple[int, int],
        environment: Mapping[str, str],
        *,
        folder: Path | str = ".",
        trip: float = 0.0,
        rate: float = 0.0,
    ) -> None:
        self.size, self.sent, self._last = size, 0, 0.0
        self.modes: dict[int, bool] = {}
        self.screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        self._stamps: list[tuple[float, bytes]] = []  # what pyte has not drawn
        self._carry = self._question = b""
        self._before = self.cells()
        master, self._slave = os.openpty()
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self._settings = termios.tcgetattr(self._slave)
        self._line = Line(master, trip, rate) if trip or rate else None
        self._near = self._line.near if self._line else master
        env = {name: value for name, value in os.environ.items() if not OURS.match(name)}
        env |= {
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            **environment,
        }
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            command, stdin=self._slave, stdout=self._slave, stderr=self._slave, env=env, cwd=folder,
            start_new_session=True, preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )  # fmt: skip
        self._ended = os.pidfd_open(self.process.pid)

    def __enter__(self) -> Watched:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self._line:
            self._line.close()
        for fileno in (self._near, self._slave, self._ended):
            with suppress(OSError):
                os.close(fileno)

    @property
    def last(self) -> float:
        """Seconds from the start to the last byte so far."""
        return self._last - self.started

    # -- reading and typing

    def _read(self) -> bool:
        """Take what has come; False where nothing more will."""
        try:
            data = os.read(self._near, 65_536)
        except OSError:
            data = b""
        if not data:
            return False
        self._stamps.append((time.monotonic(), data))
        self.sent, self._last = self.sent + len(data), self._stamps[-1][0]
        known, end = self._question + data, 0
        for found in MODES.finditer(known):
            self.modes |= {int(mode): found[2] == b"h" for mode in found[1].split(b";")}
        for found in QUESTION.finditer(known):
            end = found.end()
            self.type(self._answer(found))
        self._question = known[max(end, len(known) - 24) :]
        self._question = self._question[self._question.rfind(b"\x1b") :] if b"\x1b" in self._question else b""
        return True

    def _answer(self, found: re.Match[bytes]) -> bytes:
        """What xterm says to a question: it knows neither synchronized updates nor sizes told in its input."""
        if found[2]:
            return b"\x1b]%b;rgb:%b\x07" % (found[2], b"0000/0000/0000" if found[2] == b"11" else b"e5e5/e5e5/e5e5")
        asked = found[1].decode()
        if asked.endswith("$p"):
            mode = int(asked[1:-2])
            known = mode in MODES_AT_REST and mode < 2005
            return b"\x1b[?%d;%d$y" % (mode, (2 - self.modes.get(mode, MODES_AT_REST[mode])) if known else 0)
        if asked.endswith("6n"):
            self.draw()
            cursor = self.screen.cursor
            return b"\x1b[%d;%dR" % (cursor.y + 1, cursor.x + 1)
        named = {
            "5n": b"\x1b[0n",
            ">q": b"\x1bP>|XTerm(379)\x1b\\",
            ">c": b"\x1b[>41;379;0c",
            "c": b"\x1b[?64;1;2;6;9;22c",
        }
        return named.get(asked.replace("0", ""), b"")

    def type(self, keys: bytes) -> None:
        with suppress(OSError):  # it may have gone
            os.write(self._near, keys)

    def until_silence(self, since: float, patience: float = PATIENCE, silence: float = SILENCE) -> Burst:
        """Read until nothing came for so long. Raises Restless where that does not happen."""
        before = self.sent
        while select.select([self._near], [], [], silence if self.sent > before else patience)[0] and self._read():
            if self._last > since + RESTLESS:
                raise Restless(f"not at rest within {RESTLESS:.0f} seconds")
        self.draw()
        return Burst(max(0.0, self._last - since), self.sent - before)

    def ready(self, *texts: str, settled: float = SETTLED, within: float = LIMIT) -> Burst:
        """Until all of some texts were on the screen, in seconds from the start; the bytes until silence, or until so
        many seconds are over. Raises TimeoutError where they do not come within so many.
        """
        while (looked := time.monotonic()) - self.started < within:
            while select.select([self._near], [], [], STARTED)[0]:
                if not self._read() or time.monotonic() - looked > settled:
                    break
            seen = self.draw(texts)
            if seen:
                self.draw()
                return Burst(seen - self.started, self.sent)
            if self.process.poll() is not None:
                raise EOFError(f"ended before {texts}: {self.text()[:400]}")
        raise TimeoutError(f"no {texts} within {within} seconds: {self.text()[:400]}")

    def settled(self, silence: float = STARTED) -> float:
        """Seconds from the start to the last change of the screen before it stands still. Raises Restless where it
        does not.
        """
        while select.select([self._near], [], [], silence)[0] and self._read():
            if self._last > self.started + LIMIT:
                raise Restless(f"not at rest within {LIMIT:.0f} seconds")
        changed, cells = 0.0, self.cells()
        while self._stamps:
            stamp = self._draw_next()
            if (now := self.cells()) != cells:
                changed, cells = stamp, now
        return max(0.0, changed - self.started)

    def press(self, keys: bytes, patience: float = PATIENCE, silence: float = SILENCE) -> Burst:
        """Type, and wait for the end of what it brings."""
        if keys.startswith(b"\x1b[") and self.modes.get(1):
            keys = b"\x1bO" + keys[2:]  # cursor keys, where the program asked for those of applications
        since = time.monotonic()
        self.type(keys)
        return self.until_silence(since, patience, silence)

    def hold(self, key: bytes, times: int, every: float) -> Burst:
        """A key held down, which repeats: from its last time on."""
        before = self.sent
        for _ in range(times):
            since = time.monotonic()
            self.type(key)
            while (left := since + every - time.monotonic()) > 0:
                if select.select([self._near], [], [], left)[0] and not self._read():
                    break
        return Burst(self.until_silence(since).seconds, self.sent - before)

    # -- the screen

    def draw(self, texts: Sequence[str] = ()) -> float:
        """Bring what came to the screen; given texts, no more than makes them all appear: the moment when, or 0."""
        while self._stamps:
            stamp = self._draw_next()
            if texts and all(text in self.text() for text in texts):
                return stamp
        return 0.0

    def _draw_next(self) -> float:
        """Bring the oldest that came to the screen; when it came."""
        stamp, data = self._stamps.pop(0)
        data = self._carry + data
        cut = data.rfind(b"\x1b", max(0, len(data) - 40))
        whole = cut < 0 or re.match(rb"\x1b(\[[\x20-\x3f]*[\x40-\x7e]|[^\[\]P_])", data[cut:])
        data, self._carry = (data, b"") if whole else (data[:cut], data[cut:])
        Run.feed_pyte(self._stream, data)
        return stamp

    def cells(self) -> list[list[pyte.screens.Char]]:
        return [[self.screen.buffer[y][x] for x in range(self.size[0])] for y in range(self.size[1])]

    def text(self) -> str:
        return "\n".join("".join(cell.data for cell in row) for row in self.cells())

    def floor(self) -> int:
        """Bytes that a writer of changed cells, which erases nothing, needs for what changed since this was last asked:
        a move or, over a short gap of the same style, the cells in between; the whole style where it changes; the text.
        """
        now = self.cells()
        size, style = 0, None
        for y, (old, new) in enumerate(zip(self._before, now, strict=True)):
            at = None
            for x, cell in enumerate(new):
                if cell == old[x]:
                    continue
                if at is not None and 0 < x - at <= 3 and all(one[1:] == style for one in new[at:x]):
                    size += sum(len(one.data.encode()) for one in new[at:x])
                elif at != x:
                    size += len(f"\x1b[{y + 1};{x + 1}H")
                if cell[1:] != style:
                    style = cell[1:]
                    size += 3 + sum(_colour(one) for one in style[:2]) + 2 * sum(map(bool, style[2:]))
                size += len(cell.data.encode())
                at = x + 1
        self._before = now
        return size

    # -- the process

    def _family(self) -> list[int]:
        pids = [self.process.pid]
        for pid in pids:
            for children in Path(f"/proc/{pid}/task").glob("*/children"):
                with suppress(OSError):  # it may have gone meanwhile
                    pids += map(int, children.read_text().split())
        return pids

    def memory(self) -> float:
        """MiB of private pages: what one more session costs."""
        kinds = ("Private_Clean", "Private_Dirty")
        return sum(_field(f"/proc/{pid}/smaps_rollup", kind) for pid in self._family() for kind in kinds) / 1024

    def cpu(self) -> float:
        """Seconds of CPU so far."""
        total = 0.0
        for pid in self._family():
            with suppress(OSError):
                total += time.clock_gettime(~pid << 3 | 2)  # the clock of a process, see clock_getcpuclockid(3)
        return total

    def wakeups(self) -> int:
        tasks = [task for pid in self._family() for task in Path(f"/proc/{pid}/task").iterdir()]
        return sum(_field(f"{task}/status", "voluntary_ctxt_switches") for task in tasks)

    def idle(self, seconds: float) -> dict[str, float]:
        """Bytes, wake-ups and milliseconds of CPU a second while nothing is typed."""
        sent, cpu, woken, until = self.sent, self.cpu(), self.wakeups(), time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if select.select([self._near], [], [], left)[0] and not self._read():
                break
        self.draw()
        return {
            "idle_bytes": (self.sent - sent) / seconds,
            "idle_wakeups": (self.wakeups() - woken) / seconds,
            "idle_cpu_ms": (self.cpu() - cpu) / seconds * 1000,
        }

    def leave(self, *keys: bytes, within: float = LEFT) -> float:
        """Seconds from the last of the keys that quit to the end of the process. Raises TimeoutError where it does not
        end within so many.
        """
        for key in keys[:-1]:
            self.press(key)
        since = time.monotonic()
        self.type(keys[-1])
        watched = {self._near, self._ended}
        while (left := since + within - time.monotonic()) > 0:
            came = select.select(watched, [], [], left)[0]
            if self._ended in came:
                seconds = time.monotonic() - since
                self.process.wait()
                while select.select([self._near], [], [], 0.05)[0] and self._read():
                    pass
                return seconds
            if not self._read():
                watched.discard(self._near)
        raise TimeoutError(f"still there {within} seconds after {keys}")

    def left_behind(self) -> list[str]:
        """How the terminal differs from one that nothing ever ran on."""
        left = [f"mode {mode}" for mode, on in self.modes.items() if MODES_AT_REST.get(mode, on) != on]
        return left + ["settings"] * (termios.tcgetattr(self._slave)[:4] != self._settings[:4])


def _colour(name: str) -> int:
    """Bytes that select one of pyte's colours: none, one by name, or rrggbb."""
    if name == "default":
        return 0
    return len(";38;2;{};{};{}".format(*bytes.fromhex(name))) if re.fullmatch("[0-9a-f]{6}", name) else 3


def _field(path: str, field: str) -> int:
    with suppress(OSError):  # it may have gone meanwhile
        for line in Path(path).read_text().splitlines():
            if line.startswith(f"{field}:"):
                return int(line.split()[1])
    return 0
