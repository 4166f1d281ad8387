"""Boards that are hurried or ended while they start: every key acts, in order; the terminal is always given back.

Keys are typed in the moment of exec, all at once; signals and the end of the line come at moments spread evenly between
exec and the first key, as long as a start takes just now. A signal in the first hundredths of a second finds an
interpreter that has not begun with the program, and dies of it with nothing to give back (of Ctrl+C with 1).
"""

from __future__ import annotations

import re
import signal
import tempfile
import termios
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from tests.desk import branch_folder
from tests.terminal.on_a_pty import board

TODAY = ("--today", "2026-11-22")
BEGUN = b"\x1b[?1004h"
"""What Textual writes first of what the picture has not needed."""
KEYS = (b"2jjjjjjj\r?", b"4jjj\r\x1b[Bjjj?", b"3/lwj\r\rj?", b"2zjjzjjVV?", b"]][1jjjr22")
SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)
DROPPED = "dropped line"
MODES = (b"1049", b"2004", b"1004", b"1000")

MUST_BE_NONE = ("keys lost or out of order", "terminals not restored", "wrong exit codes", "left behind", "still there")


def run(runs: int) -> dict[str, int]:
    """So many starts with keys, and as many with an end, in turn by each signal and the line."""
    counts: Counter[str] = Counter(dict.fromkeys(("starts with keys", "starts ended", *MUST_BE_NONE), 0))
    with tempfile.TemporaryDirectory() as name:
        home = Path(name) / "home"
        (home / "tmp").mkdir(parents=True)
        folder = branch_folder(Path(name) / "branch")
        expected = {keys: _screen(folder, keys, early=False) for keys in KEYS}
        for number in range(runs):
            keys = KEYS[number % len(KEYS)]
            counts["starts with keys"] += 1
            counts["keys lost or out of order"] += _screen(folder, keys, early=True) != expected[keys]
        ways = (*SIGNALS, DROPPED)
        for number in range(runs):
            moment = (number // len(ways) + 0.5) / (-(-runs // len(ways)))
            counts["starts ended"] += 1
            counts.update(_ended(folder, home, ways[number % len(ways)], moment * _start(folder)))
    return dict(counts)


def _screen(folder: Path, keys: bytes, *, early: bool) -> list[str]:
    """The screen at the end: keys typed in the moment of exec, or one by one after the start."""
    with board(folder, *TODAY, width=100, height=30) as run:
        if early:
            run.type(keys)
        run.wait_until(lambda: BEGUN in run.sent)
        run.drain()
        for key in re.findall(rb"\x1b\[.|.", keys, re.DOTALL) if not early else ():
            run.type(key)
            run.drain(0.15)
        run.drain(0.4)
        return run.display


def _start(folder: Path) -> float:
    """Seconds from exec to the moment when keys are answered, on the machine as it is."""
    begun = time.monotonic()
    with board(folder, *TODAY) as run:
        run.wait_until(lambda: BEGUN in run.sent)
        return time.monotonic() - begun


def _ended(folder: Path, home: Path, how: signal.Signals | str, seconds: float) -> Counter[str]:
    """What was wrong with a start of the demo that was ended after so many seconds."""
    found: Counter[str] = Counter()
    tmp = home / "tmp"
    with board(folder, *TODAY, TMPDIR=str(tmp)) as run:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            run.read(left)
        if how == DROPPED:
            run.drop()
        else:
            run.process.send_signal(how)
        number = signal.SIGHUP if how == DROPPED else int(how)
        try:
            code = run.process.wait(60) if how == DROPPED else run.wait()
        except Exception:
            found["still there"] += 1
            return found
        early = code == 1 and b"KeyboardInterrupt" in run.sent and b"\x1b" not in run.sent
        found["ended before the program began"] += early
        found["wrong exit codes"] += not early and code not in (128 + number, -number)
        if how != DROPPED:
            run.drain(0.05)
            found["terminals not restored"] += not _restored(run)
    found["left behind"] += len(list(tmp.iterdir()))
    return found


def _restored(run: object) -> bool:
    sent: bytes = run.sent  # type: ignore[attr-defined]
    last = {mode: re.findall(rb"\x1b\[\?%b([hl])" % mode, sent)[-1:] for mode in MODES}
    cursor = re.findall(rb"\x1b\[\?25([hl])", sent)[-1:]
    with suppress(OSError):
        same = termios.tcgetattr(run.slave) == run.attributes  # type: ignore[attr-defined]
        return same and all(found != [b"h"] for found in last.values()) and cursor != [b"l"]
    return False
