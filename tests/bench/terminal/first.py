"""What a user waits for in the morning: the first picture, and the first key that is answered."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, Any

from tests.bench.terminal.contestants import ONE, board
from tests.bench.terminal.figures import Turn, middle, ratio, table
from tests.bench.terminal.rows import SAMPLE, TODAY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.bench.terminal.contestants import Contestant

SIZE = (120, 40)
OURS = "zhibu"
ANSWERING = (OURS, ONE.name)
"""Whose screen stands still once a key is answered; the others' clocks and meters go on."""


def folder(base: Path) -> Path:
    """A branch's folder with the sample in it, as a user has it: the demo makes one at each start."""
    made = base / "sample"
    made.mkdir(mode=0o700)
    shutil.copy(SAMPLE, made / "branch.json")
    os.chmod(made / "branch.json", 0o600)
    return made


def measure(here: Sequence[Contestant], home: Path, rounds: int) -> dict[str, list[Turn]]:
    """Turns by name. The first round makes what others find, and is left."""
    these = [board("--data", str(folder(home)), "--today", TODAY, name=OURS), *here]
    turns: dict[str, list[Turn]] = {}
    for number in range(rounds + 1):
        for one in list(these):
            print(f"  first picture, round {number} of {rounds}: {one.name}", file=sys.stderr)
            try:
                turn = _turn(one, home)
            except (EOFError, TimeoutError) as trouble:  # a peer that does not run here
                if one.name in ANSWERING:
                    raise
                print(f"  {one.name} is left out: {type(trouble).__name__}", file=sys.stderr)
                these.remove(one)
                turns.pop(one.name, None)
                continue
            if number:
                turns.setdefault(one.name, []).append(turn)
    return turns


def _turn(one: Contestant, home: Path) -> Turn:
    with one.start(home, SIZE) as watched:
        turn: Turn = {"picture": watched.ready(*one.ready).seconds}
        watched.leave(*one.quit)
    if one.name in ANSWERING:
        with one.start(home, SIZE) as watched:
            watched.type(one.keys[0])
            turn["answered"] = watched.settled()
            watched.leave(*one.quit)
    return turn


def said(turns: dict[str, list[Turn]]) -> str:
    rows: list[list[Any]] = []
    for name, of in turns.items():
        row = [name, middle(of, "picture") * 1000]
        row += [ratio(turns[OURS], of, "picture")]
        row += [middle(of, "answered") * 1000 if "answered" in of[0] else None]
        rows.append(row)
    return table(("", "picture ms", "ours, ×", "a key typed at exec answered, ms"), rows)
