"""What a branch on a server costs, beside a folder and in a crowd; writes the page beside it.

    python -m tests.bench.server [--runs 15] [--branches 20000] [--boards 1000] [--seconds 20] [--out FILE]
    python -m tests.bench.server --only above         # the committee of all branches alone; prints
    python -m tests.bench.server --quick              # a minute, to see that it runs; prints

Servers of its own, in temporary folders, with everything synced as it must be. Ratios are what counts.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.bench.server import above, budgets, crowd
from tests.bench.server.ground import DATABASE, server
from tests.server.many import fill
from tests.server.postgres import MISSING, binaries

PARTS = ("budgets", "crowd", "above")
PAGE = Path(__file__).parents[1] / "SERVER.md"
BY_HAND = "## Where it is close\n"
INTRODUCTION = """# What a branch on a server costs

Written by `python -m tests.bench.server`, all in one run on one machine, with servers of its own that sync what they
acknowledge, reached through a socket. Contestants take turns; a ratio is the median of the ratios of turns beside each
other. Milliseconds are this machine's, with whatever else it was doing.
"""


def measure(given: argparse.Namespace) -> dict[str, Any]:
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    return {
        "machine": f"{os.cpu_count()} processors, {platform.system()}, Python {platform.python_version()},"
        f" {version()}, load {load} at the start",
        "branches": given.branches,
        **({"budgets": budgets.measure(given.runs, commits=given.commits)} if "budgets" in given.only else {}),
        **({} if given.only == ["budgets"] else _of_many(given)),
    }


def _of_many(given: argparse.Namespace) -> dict[str, Any]:
    """What is measured with all branches on one server."""
    found: dict[str, Any] = {}
    with ExitStack() as stack:
        there = server(stack, max_connections=str(given.boards + 50))
        begun = time.monotonic()
        vault = fill(there, DATABASE, given.branches)
        found["load"] = time.monotonic() - begun
        if "crowd" in given.only:
            found["crowd"] = crowd.measure(there, vault, given.branches, given.boards, given.seconds)
        if "above" in given.only:
            found["above"] = above.measure(there, given.branches, given.folders, given.turns)
    return found


def version() -> str:
    found = binaries()
    assert found is not None
    return subprocess.run([found / "postgres", "--version"], capture_output=True, text=True, check=True).stdout.strip()


def page(figures: dict[str, Any], by_hand: str = "") -> str:
    parts = [
        INTRODUCTION,
        f"{figures['machine']}.\n",
    ]
    if "budgets" in figures:
        parts += ["## A branch of ten years, beside the folder\n", budgets.page(figures["budgets"])]
    if "crowd" in figures:
        said = crowd.page(figures["crowd"], figures["branches"], figures["load"])
        parts += ["## Many branches, many boards\n", said]
    if "above" in figures:
        parts += ["## A committee of all of them\n", above.page(figures["above"], figures["branches"])]
    return "\n".join([*parts, BY_HAND + "\n" + by_hand.strip("\n") if by_hand.strip() else ""]).rstrip() + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--commits", type=int, default=40, help="of each of the eight writers (40)")
    parser.add_argument("--branches", type=int, default=20_000)
    parser.add_argument("--boards", type=int, default=1_000)
    parser.add_argument("--seconds", type=float, default=20.0, help="of work, idle and beside the boards (20)")
    parser.add_argument("--folders", type=int, default=200, help="opened one by one, to compare (200)")
    parser.add_argument("--turns", type=int, default=5, help="of the committee of all, beside folders (5)")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=[*PARTS], help="these parts alone; prints")
    parser.add_argument("--out", type=Path, default=PAGE, help=f"the page (tests/bench/{PAGE.name})")
    parser.add_argument("--figures", type=Path, help="keep every figure in this JSON file too")
    parser.add_argument("--quick", action="store_true", help="few of each; prints")
    given = parser.parse_args()
    if binaries() is None:
        print(MISSING, file=sys.stderr)
        return 1
    if given.quick:
        given.runs, given.commits, given.branches, given.boards, given.seconds, given.folders = 3, 5, 500, 50, 3.0, 20
        given.turns = 2
    figures = measure(given)
    if given.figures:
        given.figures.write_text(json.dumps(figures, ensure_ascii=False), encoding="utf-8")
    if given.quick or given.only != [*PARTS]:
        sys.stdout.write(page(figures))
        return 0
    before = given.out.read_text(encoding="utf-8") if given.out.exists() else ""
    given.out.write_text(page(figures, before.partition(BY_HAND)[2]), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
