"""`zhibu status` in its four forms, against the least that Python needs to read the same file."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import struct
import subprocess
import sys
import termios
import time
from typing import TYPE_CHECKING, Any

from tests.bench.terminal.contestants import COMMAND
from tests.bench.terminal.figures import Turn, middle, ratio, rounds, table
from tests.bench.terminal.rows import SAMPLE, TODAY
from tests.pty_run import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SECONDS = 20.0  # after which no further round begins
BASE = "argparse, json.load"
TERMINAL = "status, on a terminal"
STATUS = (*COMMAND, "status", "--data", ".", "--today", TODAY, "--lang", "zh")
COMMANDS: dict[str, tuple[str, ...]] = {
    "python -c pass": (sys.executable, "-c", "pass"),
    BASE: (sys.executable, "-c", "import argparse, json; json.load(open('branch.json'))"),
    **{f"status {form}": (*STATUS, form) for form in ("--short", "--json", "--plain")},
    TERMINAL: STATUS,
}
COUNTED = re.compile(r"I\s+refs:\s+([\d,]+)")


def run(command: Sequence[str], folder: Path, *, terminal: bool = False) -> tuple[float, int]:
    """Seconds of CPU, and bytes written. Raises OSError where it fails."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("ZHIBU", "PYTHON", "NO_COLOR"))}
    env |= {"HOME": str(folder), "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0", "TERM": "xterm-256color"}
    env |= {"LC_ALL": "C.UTF-8", "COLORTERM": "truecolor"}
    near, far = os.openpty() if terminal else os.pipe()
    if terminal:
        fcntl.ioctl(far, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    process = subprocess.Popen(command, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=far, stderr=far)
    os.close(far)
    size = 0
    while True:
        try:
            data = os.read(near, 65_536)
        except OSError:  # so ends a terminal
            data = b""
        if not data:
            break
        size += len(data)
    os.close(near)
    _, code, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(code)
    if process.returncode not in (0, 1):
        raise OSError(f"{command} ended with {process.returncode}")
    return used.ru_utime + used.ru_stime, size


def counting(log: Path) -> tuple[str, ...]:
    """What a command is run by to have its instructions counted."""
    return ("valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", f"--log-file={log}")


def counted(log: Path) -> float | None:
    """Millions of instructions, as valgrind has noted them."""
    found = COUNTED.search(log.read_text(encoding="utf-8"))
    return int(found[1].replace(",", "")) / 1e6 if found else None


def instructions(command: Sequence[str], folder: Path, *, terminal: bool) -> float | None:
    """Millions of them; None where there is no valgrind."""
    if not shutil.which("valgrind"):
        return None
    log = folder / f"valgrind{time.monotonic_ns()}"
    run((*counting(log), *command), folder, terminal=terminal)
    return counted(log)


def measure(home: Path, most: int) -> dict[str, Any]:
    folder = home / "status"
    folder.mkdir(mode=0o700)
    shutil.copy(SAMPLE, folder / "branch.json")
    (folder / "branch.json").chmod(0o600)
    turns: dict[str, list[Turn]] = {name: [] for name in COMMANDS}
    for number in rounds(0, most, SECONDS):
        for name, command in COMMANDS.items():
            cpu, size = run(command, folder, terminal=name == TERMINAL)
            if number:
                turns[name].append({"cpu": cpu, "size": size})
    counts = {name: instructions(command, folder, terminal=name == TERMINAL) for name, command in COMMANDS.items()}
    return {"turns": turns, "instructions": counts}


def said(found: dict[str, Any]) -> str:
    turns, counts = found["turns"], found["instructions"]
    rows = []
    for name, of in turns.items():
        cpu = (middle(of, "cpu") * 1000, ratio(of, turns[BASE], "cpu"))
        count = (counts[name], counts[name] / counts[BASE]) if counts[name] else (None, None)
        rows.append([name, *count, *cpu, int(middle(of, "size"))])
    none = (
        "" if any(counts.values()) else "\nThere is no valgrind here to count instructions; CPU time stands for them.\n"
    )
    return table(("", "M instructions", "× base", "CPU ms", "× base", "B written"), rows) + none
