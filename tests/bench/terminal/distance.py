"""The same session with the terminal far away: what the user waits for, on Textual's own driver and on the board's."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from tests.bench.terminal.contestants import STOCK, ZHIBU
from tests.bench.terminal.figures import Turn, middle, table
from tests.bench.terminal.sessions import KEYS
from tests.bench.terminal.watched import LIMIT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HELD, EVERY = 20, 0.033  # times, seconds between two of them


def measure(home: Path, lines: Sequence[tuple[int, int]], rounds: int) -> list[dict[str, Any]]:
    """`lines` are round trips in milliseconds and kilobytes a second, 0 for as many as there are."""
    found = []
    for trip, rate in lines:
        turns: dict[str, list[Turn]] = {STOCK.name: [], ZHIBU.name: []}
        for _ in range(rounds):
            for one in (STOCK, ZHIBU):
                print(f"  {trip} ms, {rate or 'any'} KB/s: {one.name}", file=sys.stderr)
                with one.start(home, (120, 40), trip=trip / 1000, rate=rate * 1000) as watched:
                    watched.ready(*one.ready, settled=LIMIT)
                    turn: Turn = {"ready": watched.last}
                    for name, key in zip(KEYS, one.keys, strict=True):
                        turn[name] = watched.press(key).seconds
                    turn["held"] = watched.hold(one.keys[0], HELD, EVERY).seconds
                    turn["sent"] = watched.sent
                turns[one.name].append(turn)
        found.append({"trip": trip, "rate": rate, "turns": turns})
    return found


def said(found: list[dict[str, Any]]) -> str:
    rows = []
    for line in found:
        where = f"{line['trip']} ms, " + (f"{line['rate']} KB/s" if line["rate"] else "unlimited")
        for name, of in line["turns"].items():
            waited = [middle(of, part) * 1000 for part in ("ready", *KEYS, "held")]
            driver = "stock" if name == STOCK.name else "ours"
            rows.append([where, driver, *waited, int(middle(of, "sent"))])
            where = ""
    head = ("round trip, rate", "driver", "all there after", *KEYS, f"{HELD} moves held", "B in all")
    return table(head, rows)
