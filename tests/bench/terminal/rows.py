"""Few rows and very many in one panel: whether anything the user does feels their number."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.bench.terminal.contestants import board
from tests.bench.terminal.figures import Turn, middle, table
from tests.pty_run import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SAMPLE = ROOT / "sample_data.json"
TODAY = "2026-11-22"  # the sample's own
STEPS = (
    ("to the panel", b"2"),
    ("move", b"j"),
    ("page", b"\x1b[6~"),
    ("to the end", b"G"),
    ("filter", "党员4".encode()),
)
PATIENCE, SILENCE = 20.0, 0.5


def folder(base: Path, members: int) -> Path:
    """The sample with so many members in all: those of it, and others as plain as can be."""
    made = base / f"members{members}"
    made.mkdir(mode=0o700)
    data = json.loads(SAMPLE.read_text(encoding="utf-8"))
    people = data["members"]
    group = next(iter(people.values())).get("group")
    for n in range(len(people), members):
        people[str(100_000 + n)] = {"id": f"p{100_000 + n}", "name": f"党员{n}", "joined": "2012-07"}
        people[str(100_000 + n)] |= {"group": group} if group else {}
    (made / "branch.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return made


def measure(home: Path, counts: Sequence[int], rounds: int) -> dict[str, list[Turn]]:
    """Turns by the number of members, as text."""
    boards = {n: board("--data", str(folder(home, n)), "--today", TODAY, name=f"rows{n}") for n in counts}
    turns: dict[str, list[Turn]] = {str(n): [] for n in counts}
    for _ in range(rounds):
        for count, one in boards.items():
            with one.start(home, (120, 40)) as watched:
                turn: Turn = {"ready": watched.ready(*one.ready).seconds}
                for name, keys in STEPS:
                    if name == "filter":
                        watched.press(b"/", PATIENCE, SILENCE)
                    burst = watched.press(keys, PATIENCE, SILENCE)
                    turn[name] = {"seconds": burst.seconds, "size": burst.size}
                turn["memory"] = watched.memory()
            turns[str(count)].append(turn)
    return turns


def said(turns: dict[str, list[Turn]]) -> str:
    rows = []
    for count, of in turns.items():
        row: list[object] = [f"{int(count):,} members", middle(of, "ready") * 1000]
        for name, _ in STEPS:
            steps = [one[name] for one in of]
            row += [middle(steps, "seconds") * 1000, int(middle(steps, "size"))]
        rows.append([*row, middle(of, "memory")])
    head = [part for name, _ in STEPS for part in (f"{name} ms", "B")]
    return table(("", "ready ms", *head, "private MiB"), rows)
