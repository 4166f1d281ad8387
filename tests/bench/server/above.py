"""The committee of all branches of a server: its figures beside opening and counting every branch in a folder, and its
board on a screen, beside that of a committee of forty.

    python -m tests.bench.server.above FOLDER         # what one turn of it spends, as JSON

A turn is a process of its own, which remembers nothing of the one before.
"""

from __future__ import annotations

import gc
import json
import os
import select
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from store.vault import Vault
from tests.bench.server.ground import DATABASE, table, timed
from tests.bench.terminal.watched import Watched
from tests.pty_run import ROOT
from tests.server.many import AT, ME, TODAY, committee, counts, small
from tui.local_rules import rules_of
from tui.unit_boxes import boxes_of
from widgets.sections.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.server.postgres import Postgres

COMMITTEE = "committee"
"""A role that sees the counts of all branches and none of their records."""
BUDGET = 100
"""How many times as quick as reading every file it is to be."""
SIZE = (120, 40)
FEW = 40
PICTURE, READING = ("来往", "截至"), "正在读"
SCREENS = 3


def measure(there: Postgres, branches: int, folders: int, turns: int) -> dict[str, Any]:
    there.sql(f"create role {COMMITTEE} login", f"grant connect on database {DATABASE} to {COMMITTEE}")
    there.sql(f"insert into zhibu.access values ('*', '{COMMITTEE}', 'above')", database=DATABASE)
    ((size, whole),) = there.sql(
        "select avg(length(head))::int, avg(length(body))::int from zhibu.summary where way = 'up'", database=DATABASE
    )
    with TemporaryDirectory(dir=os.getcwd(), prefix=".bench-") as place:
        home = Path(place)
        all_of = committee(home / "all", there.url(DATABASE, "", COMMITTEE))
        few = committee(home / "few", [there.url(DATABASE, f"b{n}", COMMITTEE) for n in range(FEW)])
        found = {"head": size, "whole": whole, "turns": _turns(home, all_of, branches, folders, turns)}
        found["screens"] = {"all": _screens(home, all_of), "few": _screens(home, few)}
    return found


def _turns(home: Path, all_of: Path, branches: int, folders: int, turns: int) -> list[dict[str, float]]:
    """Seconds of each turn: for one folder opened, for one counted, and for all branches by their heads."""
    found = []
    for number in range(turns):
        gc.disable()  # no more than for the others
        made = [home / f"{number}-{one}" for one in range(max(1, folders // turns))]
        for folder in made:
            Vault(str(folder)).engine.create(small(), ME, AT)
        opened = timed(lambda made=made: [Vault(str(folder)).read() for folder in made]) / len(made)
        vaults = [Vault(str(folder)) for folder in made]
        for vault in vaults:
            vault.read()
        counted = timed(lambda vaults=vaults: [counts(vault) for vault in vaults]) / len(made)
        gc.enable()
        said = subprocess.run(
            [sys.executable, "-m", __name__, str(all_of)], capture_output=True, text=True, check=True, cwd=ROOT
        )
        spent = json.loads(said.stdout)
        assert spent.pop("units") == branches, spent
        found.append({"opened": opened, "counted": counted} | spent)
    return found


def spend(folder: str) -> dict[str, float]:
    """Seconds for naming all units, for reading their heads, and for all figures with the rows in sight. Nothing is
    collected meanwhile, as nothing is before the first picture of a board.
    """
    gc.disable()
    vault = Vault(folder)
    snapshot = vault.read()
    begun = time.perf_counter()
    rules = rules_of(vault)
    named = time.perf_counter()
    boxes = boxes_of(snapshot, rules.pack, on_board=True)
    assert boxes is not None
    ups = boxes.open(float("inf"), SIZE[1])
    read = time.perf_counter()
    view = View(snapshot, TODAY, rules.pack, ups, None, boxes.whole, boxes.brief)
    rows = view.committee_figures.rows
    assert all(row.code == "" for row in rows[: SIZE[1]])
    judged = time.perf_counter()
    return {"named": named - begun, "read": read - named, "judged": judged - read, "units": len(rows)}


# On a screen


def _screens(home: Path, folder: Path) -> list[dict[str, float]]:
    return [_screen(home, folder) for _ in range(SCREENS)]


def _screen(home: Path, folder: Path) -> dict[str, float]:
    """Seconds from the start to the first picture and to all counts, milliseconds of keys meanwhile and then, MiB."""
    env = {"HOME": str(home), "PYTHONPATH": str(ROOT), "ZHIBU_LANG": "zh", "ZHIBU_TODAY": TODAY.isoformat()}
    with Watched([sys.executable, "-m", "tui", "--data", str(folder)], SIZE, env, folder=home) as board:
        found = {"picture": board.ready(*PICTURE, settled=0.05).seconds}
        meanwhile = []
        while READING in board.text():
            meanwhile.append(_answered(board, b"j" if len(meanwhile) % 2 else b"k"))
            assert time.monotonic() - board.started < 120, board.text()
        found["complete"] = board.last
        board.settled()
        found["memory"] = board.memory()
        if meanwhile:
            found["meanwhile"] = max(meanwhile)
        for name, keys in (("step", b"jkjk"), ("page", [b"\x1b[6~", b"\x1b[5~"] * 2)):
            found[name] = median(_answered(board, bytes([key]) if isinstance(key, int) else key) for key in keys)
        board.leave(b"q")
    return found


def _answered(board: Watched, key: bytes) -> float:
    """Milliseconds until the first byte after a key."""
    since = time.monotonic()
    board.type(key)
    while not select.select([board._near], [], [], 0.5)[0] and time.monotonic() - since < 5:
        pass
    spent = time.monotonic() - since
    board.until_silence(since, 0.05, 0.05)
    return spent * 1000


# The page


def page(found: dict[str, Any], branches: int) -> str:
    turns = found["turns"]
    ratio = median((one["opened"] + one["counted"]) * branches / _rows(one) for one in turns)
    spent = {name: median(one[name] for one in turns) for name in turns[0]}
    kept = "kept" if ratio >= BUDGET else "**missed**"
    folders = (spent["opened"] + spent["counted"]) * branches
    return (
        f"The committee of all {branches:,}, by heads of {found['head']} characters where their counts have"
        f" {found['whole']:,}: {spent['named']:.2f} s for naming the branches, {spent['read']:.2f} s for reading their"
        f" heads and the rows in sight, {spent['judged']:.2f} s for all figures. Opening every branch as a folder takes"
        f" {spent['opened'] * 1e3:.1f} ms and counting it {spent['counted'] * 1e3:.1f} ms, {folders:.0f} s for all:"
        f" with rows it is **1/{ratio:.0f}** of that (budget 1/{BUDGET}, {kept}; {len(turns)} turns beside each"
        " other).\n\n" + table(["its board on a screen of 120×40", f"{branches:,}", f"{FEW}"], _of_screens(found))
    )


def _rows(one: dict[str, float]) -> float:
    return one["named"] + one["read"] + one["judged"]


NAMES = {
    "picture": "first picture, s from the start",
    "complete": "all counts, s from the start",
    "meanwhile": "slowest key while boxes are read, ms",
    "step": "a row down or up, ms",
    "page": "a page down or up, ms",
    "memory": "private memory, MiB",
}


def _of_screens(found: dict[str, Any]) -> Sequence[list[str]]:
    all_of, few = found["screens"]["all"], found["screens"]["few"]
    return [[label, *[_median(name, label, screens) for screens in (all_of, few)]] for name, label in NAMES.items()]


def _median(name: str, label: str, screens: Sequence[dict[str, float]]) -> str:
    """A dash where nothing was measured: no key is typed meanwhile where all is read at once."""
    measured = [screen[name] for screen in screens if name in screen]
    return f"{median(measured):.{2 if 's from' in label else 0}f}" if measured else "–"


if __name__ == "__main__":
    print(json.dumps(spend(sys.argv[1])))
