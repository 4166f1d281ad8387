"""What a session costs, seen from the terminal; writes the page beside it.

    python -m tests.bench.terminal [--runs 5] [--peers VENVS] [--only sessions status …] [--out FILE]    # ten minutes
    python -m tests.bench.terminal --quick            # a minute, to see that it runs; prints

Programs that are not installed are left out, and named. Peers from PyPI stand each in a virtual environment of its own:
`python -m venv VENVS/posting && VENVS/posting/bin/pip install posting`, and so harlequin, kanban-tui, bagels.
A peer that does not start, or never falls silent so that nothing tells where the answer to a key ends, is given up
after a few seconds, and its row says so. What stands in the page below its last heading is kept when it is written
again.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version as version_of
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.terminal import budgets, distance, first, rows, sessions, status, store
from tests.bench.terminal.contestants import ONE, ZHIBU, contestants, version
from tests.pty_run import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = Path(__file__).parents[1] / "TERMINAL.md"
SIZES = ((120, 40), (80, 24))
PARTS = ("first", "sessions", "start", "status", "store", "together", "rows", "distance")
BY_HAND = "## What the misses are\n"
INTRODUCTION = """# What a session costs, seen from the terminal

Written by `python -m tests.bench.terminal`, all in one run on one machine. Every program runs in a fresh
pseudo-terminal that answers like xterm. Contestants take turns; medians are given, and a ratio is the median of the
ratios of turns beside each other. Bytes and instructions repeat; milliseconds are this machine's, with whatever else
it was doing. A key's time ends with its last byte. The floor is what a plain writer of changed cells, which erases
nothing, needs for the same change of the screen.
"""


def measure(given: argparse.Namespace) -> dict[str, Any]:
    quick = given.quick
    here, missing = contestants(given.peers, ("zhibu", "one widget") if quick else ())
    figures: dict[str, Any] = {
        "machine": f"{os.cpu_count()} processors, {platform.system()}, Python {platform.python_version()}, "
        f"Textual {version_of('textual')}, load {' '.join(f'{one:.1f}' for one in os.getloadavg())} at the start, "
        f"at most {given.runs} rounds",
        "versions": {one.name: version(one) for one in here},
        "missing": [] if quick else missing,
    }
    sizes = SIZES[1:] if quick else SIZES
    lines = [(50, 100)] if quick else [*((trip, rate) for rate in (0, 100) for trip in (0, 50, 200)), (200, 10)]
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        parts: dict[str, Callable[[], Any]] = {
            "first": lambda: first.measure(here, home, given.runs),
            "sessions": lambda: {f"{w}×{h}": sessions.measure(here, home, (w, h), given.runs) for w, h in sizes},
            "start": lambda: {one.name: sessions.instructions(one, home) for one in (ZHIBU, ONE)},
            "status": lambda: status.measure(home, given.runs * 3),
            "store": lambda: store.measure(home, given.runs),
            "together": lambda: together(4 if quick else 20),
            "rows": lambda: rows.measure(home, (50, 500 if quick else 30_000), 1 if quick else 2),
            "distance": lambda: distance.measure(home, lines, 1),  # the line is what takes the time, and it repeats
        }
        for part in given.only:
            print(f"{time.monotonic() - began:.0f} s: {part}", file=sys.stderr)
            figures[part] = parts[part]()
            if given.figures:
                given.figures.write_text(json.dumps(figures, ensure_ascii=False), encoding="utf-8")
    return figures


def together(boards: int) -> str:
    """What the benchmark of many boards on one folder says."""
    command = [sys.executable, "-m", "tests.bench.twenty", "--boards", str(boards)]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout


def page(figures: dict[str, Any], by_hand: str = "") -> str:
    versions = [f"{name} {of}".replace(f"{name} {name}", name) for name, of in figures["versions"].items() if of]
    parts = [
        INTRODUCTION,
        f"{figures['machine']}. {', '.join(versions)}.\n" if versions else f"{figures['machine']}.\n",
    ]
    if figures["missing"]:
        parts.append(f"Not here, and so left out: {', '.join(figures['missing'])}.\n")
    if figures.keys() & {"first", "sessions", "start", "status", "store"}:
        parts += ["## Budgets\n", budgets.page(figures)]
    if "first" in figures:
        parts += ["## The first picture\n", first.said(figures["first"])]
    for size, found in figures.get("sessions", {}).items():
        parts += [f"## A session at {size}\n", sessions.said(found)]
    for title, part in (("Few rows and very many", rows), ("`status`", status), ("A branch of ten years", store)):
        name = part.__name__.rpartition(".")[2]
        if name in figures:
            parts += [f"## {title}\n", part.said(figures[name])]
    if "together" in figures:
        parts += ["## Many boards on one folder\n", f"```text\n{figures['together'].rstrip()}\n```\n"]
    if "distance" in figures:
        parts += [
            "## Far away\n",
            "Milliseconds that the user waits; the line really delays, both ways.\n",
            distance.said(figures["distance"]),
        ]
    return "\n".join([*parts, BY_HAND + "\n" + by_hand.strip("\n") if by_hand.strip() else ""]).rstrip() + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5, help="rounds in which every contestant takes its turn (5)")
    parser.add_argument("--peers", type=Path, metavar="VENVS", help="where the virtual environments of peers are")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="parts to measure (all)")
    parser.add_argument("--out", type=Path, default=PAGE, help=f"the page (tests/bench/{PAGE.name})")
    parser.add_argument("--figures", type=Path, help="keep every figure in this JSON file too")
    parser.add_argument(
        "--again", type=Path, metavar="FIGURES", help="measure nothing: the page of figures that were kept"
    )
    parser.add_argument("--quick", action="store_true", help="the board and one widget only, one round; prints")
    given = parser.parse_args()
    if given.quick:
        given.runs = 1
    figures = json.loads(given.again.read_text(encoding="utf-8")) if given.again else measure(given)
    if given.quick:
        sys.stdout.write(page(figures))
        return
    before = given.out.read_text(encoding="utf-8") if given.out.exists() else ""
    given.out.write_text(page(figures, before.partition(BY_HAND)[2]), encoding="utf-8")


if __name__ == "__main__":
    main()
