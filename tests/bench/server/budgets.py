"""A branch of ten years on a server, beside the same branch in a folder: each budget as a ratio of one run."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from store.vault import Outcome, Vault, Who
from tests.bench.server.ground import DATABASE, part_of, ratio, server, table, timed, turns, with_copy
from tests.bench.store import Edits, branch_of
from tests.server.postgres import OWNER
from tests.soak.ground import code_of, fork

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.server.postgres import Postgres

ME = Who(uid=1000, user=OWNER)
NOW = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
BUDGETS = {
    "mark": 1.25,
    "fifty marks": 1.25,
    "mark with a synchronous copy, × without": 1.25,
    "cold read": 2.0,
    "another's change": 1.0,
    "first snapshot with connecting": 3.0,
    "looking whether something moved": 20.0,
    "8 writers with a pause of 100 ms: p99": 1.5,
}
"""× the folder, but where it says otherwise."""
DRIVER = 100.0
"""Milliseconds of processor for importing what talks to a server."""


class Branch:
    """One branch of ten years, wherever it is."""

    def __init__(self, data: str, tables: Any) -> None:
        self.data = data
        self.vault = Vault(data)
        self.vault.engine.create(tables, ME, NOW)
        self.vault.read()
        self.edits = Edits()
        self.reader = Vault(data)
        self.reader.read()

    def mark(self) -> None:
        assert isinstance(self.vault.commit(self.edits.one_mark(), ME, NOW), Outcome)

    def fifty(self) -> None:
        assert isinstance(self.vault.commit(self.edits.fifty_marks(), ME, NOW), Outcome)

    def another(self) -> None:
        self.reader.read()

    def look(self) -> None:
        """What an open board asks once a second."""
        self.reader.stamp()

    def looks(self) -> None:
        for _ in range(LOOKS):
            self.reader.stamp()

    def first(self) -> None:
        Vault(self.data).read()

    def cold(self) -> Callable[[], object]:
        """Reading everything by somebody who is connected already."""
        vault = Vault(self.data)
        vault.stamp()
        return vault.read


def measure(runs: int, writers: int = 8, commits: int = 40) -> dict[str, Any]:
    tables = branch_of(10)
    with ExitStack() as stack:
        place = stack.enter_context(TemporaryDirectory(dir=os.getcwd(), prefix=".bench-"))
        alone, paired = server(stack), with_copy(stack)
        folder = Branch(f"{place}/branch", tables)
        there = Branch(alone.url(DATABASE, "one"), tables)
        copied = Branch(paired.url(DATABASE, "one"), tables)
        found = _one_at_a_time(folder, there, copied, runs)
        found["processor"] = {"driver": _driver(5)}
        found["together"] = _together(alone, writers, commits)
    return found


def _one_at_a_time(folder: Branch, there: Branch, copied: Branch, runs: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for what in ("mark", "fifty"):
        works = {"folder": folder, "server": there, "pair": copied}
        found[what] = turns(runs * 10, **{name: getattr(one, what) for name, one in works.items()})
    found["cold"] = _fresh(runs, folder, there, lambda one: one.cold())
    found["first"] = turns(runs, folder=folder.first, server=there.first)
    found["another"] = _fresh(runs, folder, there, _changed)
    found["look"] = turns(runs * 20, folder=folder.look, server=there.look)
    found["looks"] = turns(runs * 20, folder=folder.looks, server=there.looks)
    return found


def _changed(one: Branch) -> Callable[[], object]:
    one.fifty()
    return one.another


def _fresh(
    runs: int, folder: Branch, there: Branch, prepared: Callable[[Branch], Callable[[], object]]
) -> dict[str, list[float]]:
    spent: dict[str, list[float]] = {"folder": [], "server": []}
    for _ in range(runs):
        for name, one in (("folder", folder), ("server", there)):
            spent[name].append(timed(prepared(one)))
    return spent


def _driver(runs: int) -> float:
    """Milliseconds of processor that importing takes beyond what a folder's engine imports."""

    def spent(module: str) -> float:
        clock = "time.process_time()"
        code = f"import store.vault, store.engines, time; begun = {clock}; import {module}; print({clock} - begun)"
        return float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)

    return median(spent("store.server.engine") - spent("store.disk.disk") for _ in range(runs)) * 1000


def _together(alone: Postgres, writers: int, commits: int) -> dict[str, Any]:
    """Eight at once, each storing a mark and pausing for a tenth of a second; seconds that each change took."""
    spent: dict[str, list[float]] = {}
    with TemporaryDirectory(dir=os.getcwd(), prefix=".bench-") as place:
        for name, data in (("folder", f"{place}/many"), ("server", alone.url(DATABASE, "many"))):
            Branch(data, branch_of(10))
            files = [f"{place}/{name}{number}" for number in range(writers)]
            processes = [fork(lambda data=data, file=file: _writer(data, file, commits)) for file in files]
            assert [code_of(process) for process in processes] == [0] * writers
            spent[name] = [float(line) for file in files for line in Path(file).read_text("ascii").split()]
    return spent


def _writer(data: str, file: str, commits: int) -> None:
    vault, edits = Vault(data), Edits()
    vault.read()
    with open(file, "w", encoding="ascii") as out:
        for _ in range(commits):
            time.sleep(0.1)
            out.write(f"{timed(lambda: vault.commit(_mine(edits), ME, NOW))}\n")


def _mine(edits: Edits) -> Any:
    """A mark that says nothing of what was seen: the others have changed it since."""
    return edits.one_mark().but(seen={})


def page(found: dict[str, Any]) -> str:
    def of(what: str, name: str = "server", base: str = "folder") -> float:
        return ratio(found[what], name, base)

    together = {name: part_of(spent, 0.99) for name, spent in found["together"].items()}
    measured = {
        "mark": of("mark"),
        "fifty marks": of("fifty"),
        "mark with a synchronous copy, × without": of("mark", "pair", "server"),
        "cold read": of("cold"),
        "another's change": of("another"),
        "first snapshot with connecting": of("first"),
        "looking whether something moved": _quickest(found["look"]),
        "8 writers with a pause of 100 ms: p99": together["server"] / together["folder"],
    }
    driver = "importing what talks to a server, ms of processor"
    measured[driver] = found["processor"]["driver"]
    budgets = BUDGETS | {driver: DRIVER}
    rows = [
        [what, f"≤ {budgets[what]:g}", f"{value:.2f}", _kept(value, budgets[what])] for what, value in measured.items()
    ]
    return (
        table(["× the folder", "budget", "measured", ""], rows)
        + "\nThe same in milliseconds of this machine (medians):\n\n"
        + table(["", *CONTESTANTS], [_milliseconds(found, *one) for one in ROWS])
        + f"\nLooking whether something moved is judged as a board does it, a single look after a rest, by the quickest"
        f" turn of each: to wait for a processor that others have is no cost of its own. {LOOKS} in a row, which no"
        f" board does, take {_quickest(found['looks']):.1f} × the folder's.\n"
        f"\n8 writers: p99 {together['folder'] * 1e3:.0f} ms in the folder,"
        f" {together['server'] * 1e3:.0f} ms on the server.\n"
    )


def _quickest(spent: dict[str, list[float]]) -> float:
    return min(spent["server"]) / min(spent["folder"])


CONTESTANTS = {"folder": "folder", "server": "server", "with a copy": "pair"}
LOOKS = 20
ROWS = (
    ("mark", "mark", 1),
    ("fifty marks", "fifty", 1),
    ("cold read", "cold", 1),
    ("another's change", "another", 1),
    ("first snapshot", "first", 1),
    ("looking whether something moved", "look", 1),
    ("the same, in a row", "looks", LOOKS),
)


def _milliseconds(found: dict[str, Any], what: str, key: str, each: int) -> list[str]:
    spent = found[key]
    return [what, *[f"{median(spent[one]) * 1e3 / each:.3g}" if one in spent else "–" for one in CONTESTANTS.values()]]


def _kept(value: float, budget: float) -> str:
    return "kept" if value <= budget else "**missed**"
