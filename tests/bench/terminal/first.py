"""What a user waits for in the morning: the first picture, and the first key that is answered."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, Any

from tests.bench.terminal.contestants import ONE, board
from tests.bench.terminal.figures import Turn, middle, ratio, rounds, table
from tests.bench.terminal.rows import SAMPLE, TODAY
from tests.bench.terminal.sessions import START

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.bench.terminal.contestants import Contestant

SIZE = (120, 40)
OURS = "zhibu"
ANSWERING = (OURS, ONE.name)
"""Whose screen stands still once a key is answered; the others' clocks and meters go on."""
AGAINST = {ONE.name: 0.3, "htop": 0.6, "calcurse": 1.6}
"""The most that our picture may take of theirs. The others are there to look at, and have one round."""
SECONDS = 80.0  # after which no further round begins
SETTLED = 2.0  # seconds after which a start that never falls silent is looked at: only its texts are waited for


def folder(base: Path) -> Path:
    """A branch's folder with the sample in it, as a user has it: the demo makes one at each start."""
    made = base / "sample"
    made.mkdir(mode=0o700)
    shutil.copy(SAMPLE, made / "branch.json")
    os.chmod(made / "branch.json", 0o600)
    return made


def measure(here: Sequence[Contestant], home: Path, most: int) -> dict[str, Any]:
    """Turns of each by name, and why others have none. The first round makes what others find, and is left."""
    these = [board("--data", str(folder(home)), "--today", TODAY, name=OURS), *here]
    turns: dict[str, list[Turn]] = {}
    gone: dict[str, str] = {}
    for number in rounds(0, most, SECONDS):
        for one in these:
            if one.name in gone or (number > 1 and one.name not in (OURS, *AGAINST)):
                continue
            print(f"  first picture, round {number} of {most}: {one.name}", file=sys.stderr)
            try:
                turn = _turn(one, home)
            except (EOFError, TimeoutError) as trouble:  # a peer that does not run here
                if one.name in ANSWERING:
                    raise
                gone[one.name] = f"{type(trouble).__name__}: {str(trouble).splitlines()[0][:60]}"
                turns.pop(one.name, None)
                continue
            if number:
                turns.setdefault(one.name, []).append(turn)
    return {"turns": turns, "gone": gone}


def _turn(one: Contestant, home: Path) -> Turn:
    with one.start(home, SIZE) as watched:
        turn: Turn = {"picture": watched.ready(*one.ready, settled=SETTLED, within=START).seconds}
        watched.leave(*one.quit)
    if one.name in ANSWERING:
        with one.start(home, SIZE) as watched:
            watched.type(one.keys[0])
            turn["answered"] = watched.settled()
            watched.leave(*one.quit)
    return turn


def said(found: dict[str, Any]) -> str:
    turns: dict[str, list[Turn]] = found["turns"]
    rows: list[list[Any]] = []
    for name, of in turns.items():
        row = [name, middle(of, "picture") * 1000]
        row += [ratio(turns[OURS], of, "picture")]
        row += [middle(of, "answered") * 1000 if "answered" in of[0] else None]
        rows.append([*row, len(of)])
    rows += [[f"{name}: {why}", None, None, None, None] for name, why in found["gone"].items()]
    return table(("", "picture ms", "ours, ×", "a key typed at exec answered, ms", "rounds"), rows)
