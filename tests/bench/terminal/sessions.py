"""One whole session of every contestant, in turns: start, keys, rest, end."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Any

from tests.bench.terminal.contestants import ONE, ZHIBU, Contestant, Size
from tests.bench.terminal.figures import Turn, middle, ratio, rounds, table
from tests.bench.terminal.status import counted, counting
from tests.bench.terminal.watched import LIMIT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

KEYS = ("move", "panel", "help", "back")
TIMES = {"move": 3, "panel": 2}  # the middle of them counts, for the first may find the start still going on
REST = 3.0  # seconds
START = 20.0  # seconds that a start may take
SECONDS = 90.0  # after which no further round begins
COMPARED = (ZHIBU.name, ONE.name)
"""Those that a budget asks for: the others are there to look at, and have one round."""


def session(one: Contestant, home: Path, size: Size, rest: float = REST) -> Turn:
    with one.start(home, size) as watched:
        found = watched.ready(*one.ready, within=START)
        turn: Turn = {"ready": found.seconds, "paint": found.size, "floor": watched.floor()}
        for name, key in zip(KEYS, one.keys, strict=True):
            steps = []
            for _ in range(TIMES.get(name, 1)):
                burst = watched.press(key)
                steps.append({"seconds": burst.seconds, "size": burst.size, "floor": watched.floor()})
            turn[name] = {what: middle(steps, what) for what in steps[0]}
        turn |= watched.idle(rest)
        turn["memory"] = watched.memory()
        turn["quit"] = watched.leave(*one.quit)
        turn["left"] = watched.left_behind() + one.left_behind(home)
    return turn


def measure(these: Sequence[Contestant], home: Path, size: Size, most: int) -> dict[str, Any]:
    """Turns of each by name, and why others have none. The first in a new home makes what others find, and is left."""
    turns: dict[str, list[Turn]] = {}
    gone: dict[str, str] = {}
    for number in rounds(1 if any(home.iterdir()) else 0, most, SECONDS):
        for one in these:
            if one.name in gone or (number > 1 and one.name not in COMPARED):
                continue
            print(f"  {size[0]}×{size[1]}, round {number} of {most}: {one.name}", file=sys.stderr)
            try:
                turn = session(one, home, size)
            except (EOFError, OSError) as trouble:
                if one.name in COMPARED:
                    raise
                gone[one.name] = f"{type(trouble).__name__}: {str(trouble).splitlines()[0][:60]}"
                turns.pop(one.name, None)
            else:
                if number:
                    turns.setdefault(one.name, []).append(turn)
    return {"turns": turns, "gone": gone}


def instructions(one: Contestant, home: Path) -> float | None:
    """Millions of them for a start, what is loaded after it, and the end; None where there is no valgrind."""
    if not shutil.which("valgrind"):
        return None
    log = home / "valgrind"
    with one._replace(command=(*counting(log), *one.command)).start(home, (120, 40), PYTHONHASHSEED="0") as watched:
        watched.ready(*one.ready)
        watched.idle(REST)
        watched.leave(*one.quit, within=LIMIT)
    return counted(log)


def said(found: dict[str, Any]) -> str:
    turns: dict[str, list[Turn]] = found["turns"]
    base = turns.get(ONE.name, [])
    whole, keys = [], []
    for name, of in turns.items():
        whole.append(
            [
                name,
                middle(of, "ready") * 1000,
                ratio(of, base, "ready") if base else None,
                int(middle(of, "paint")),
                int(middle(of, "floor")),
                middle(of, "memory"),
                int(middle(of, "idle_bytes")),
                middle(of, "idle_wakeups"),
                middle(of, "idle_cpu_ms"),
                middle(of, "quit") * 1000,
                len(of),
            ]
        )
        row: list[object] = [name]
        for key in KEYS:
            size, least, took = (middle([one[key] for one in of], what) for what in ("size", "floor", "seconds"))
            row += [int(size), int(least), took * 1000] if size else [None, None, None]
        keys.append(row)
    head = ("", "ready ms", "× one widget", "first paint B", "floor B", "private MiB")
    head += ("idle B/s", "wake-ups/s", "CPU ms/s", "quit ms", "rounds")
    of_keys = [part for key in KEYS for part in (f"{key} B", "floor", "ms")]
    whole += [[f"{name}: {why}", *[None] * (len(head) - 1)] for name, why in found["gone"].items()]
    return table(head, whole) + "\n" + table(("", *of_keys), keys)
