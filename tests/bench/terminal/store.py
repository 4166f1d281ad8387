"""What the data cost: a board of ten years, opening them, and one durable mark."""

from __future__ import annotations

import json
import shutil
import time
from typing import TYPE_CHECKING, Any

from store.vault import Vault
from tests.bench.store import Bare, Ours, branch_of, timed
from tests.bench.terminal.contestants import ONE, board
from tests.bench.terminal.figures import Turn, middle, ratio, table
from tests.bench.terminal.rows import TODAY
from tests.soak.ground import a_folder

if TYPE_CHECKING:
    from pathlib import Path

YEARS = 10


def measure(home: Path, rounds: int) -> dict[str, Any]:
    """Turns of the bare and of our own way of each thing."""
    tables = branch_of(YEARS)
    place = a_folder()
    try:
        bare, ours = Bare(f"{place}/bare", tables), Ours(f"{place}/ours", tables)
        path = f"{place}/ours/branch.json"
        with open(path, "rb") as file:
            data = file.read()
        marks, opens, boards = [], [], []
        for _ in range(rounds * 5):
            pair = {"bare": timed(bare.one_mark), "ours": timed(ours.one_mark)}
            marks.append(pair)
            time.sleep(0.005)  # beyond the pause that a writer makes before it takes the lock again
        for _ in range(rounds * 2):
            pair = {"bare": timed(lambda: json.loads(data), time.process_time)}
            opens.append(pair | {"ours": timed(lambda: Vault(f"{place}/ours").read(), time.process_time)})
        decade = board("--data", f"{place}/ours", "--today", TODAY, name="ten years")
        for _ in range(min(rounds, 3)):  # memory repeats
            turn: Turn = {}
            for who, one in (("bare", ONE), ("ours", decade)):
                with one.start(home, (120, 40)) as watched:
                    turn[f"{who}_ready"] = watched.ready(*one.ready).seconds
                    watched.idle(2.0)
                    turn[who] = watched.memory()
            boards.append(turn)
    finally:
        shutil.rmtree(place)
    return {"bytes": len(data), "mark": marks, "open": opens, "board": boards}


def times(turns: list[Turn]) -> float:
    return ratio([{"": one["ours"]} for one in turns], [{"": one["bare"]} for one in turns], "")


def said(found: dict[str, Any]) -> str:
    rows: list[list[object]] = []
    for name, what in (
        ("a durable mark / encode, three syncs, a rename", "mark"),
        ("open, first snapshot / json.loads", "open"),
    ):
        of = found[what]
        rows.append([f"{name}, ms", middle(of, "ours") * 1000, middle(of, "bare") * 1000, times(of)])
    of = found["board"]
    rows.append(["a board of it / one widget, private MiB", middle(of, "ours"), middle(of, "bare"), times(of)])
    return f"{found['bytes'] / 1e6:.1f} MB of JSON.\n\n" + table(("", "ours", "against", "×"), rows)
