"""Sample applications under stock Textual's driver and under ours, the same keys: python -m tests.soak.apps [--runs N].

Prints, for each, the bytes of the first screen and of each key, how long it takes to end (ms, medians), and whether the
screens (pyte's, every cell and the cursor) and what is left behind were the same; exits with 1 if not.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import termios
import time

from tests.pty_run import Run
from tests.test_driver import KEYS, READY


def play(name: str, *arguments: str, width: int, height: int) -> tuple[list[int], list[object], float]:
    """Bytes of the start and of each key, screens after them, milliseconds to end."""
    with Run(name, *arguments, width=width, height=height) as run:
        run.wait_for(READY[name])
        run.drain(0.5)
        sizes, screens = [len(run.sent)], [run.cells()]
        for keys in KEYS[name]:
            run.type(keys)
            sizes.append(run.drain())
            screens.append((run.cells(), run.screen.cursor.y, run.screen.cursor.x))
        run.resize(width - 9, height - 4)
        run.drain(0.5)
        screens.append(run.cells())
        run.type(b"\x1b" if name == "modal" else b"")
        run.drain()
        run.type(b"\x1b[21~" if name == "field" else b"q")
        began = time.monotonic()
        code = run.wait()
        ended = (time.monotonic() - began) * 1000
        return sizes, [*screens, code, termios.tcgetattr(run.slave) == run.attributes], ended


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--size", default="120x40")
    arguments = parser.parse_args()
    width, height = map(int, arguments.size.split("x"))
    failed = False
    for name in KEYS:
        for colors in ("truecolor", "ansi"):
            runs = [
                [play(name, colors, mode, width=width, height=height) for mode in ("stock", "lean")]
                for _ in range(arguments.runs)
            ]
            same = all(stock[1] == lean[1] for stock, lean in runs)
            failed |= not same
            ends = [statistics.median(run[side][2] for run in runs) for side in (0, 1)]
            verdict = "same screens" if same else "DIFFERENT"
            print(f"{name} {colors}: {verdict}, ends in {ends[0]:.0f} and {ends[1]:.0f} ms")
            print(f"  stock {runs[0][0][0]}\n  lean  {runs[0][1][0]}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
