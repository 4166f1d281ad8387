"""The long form of tests/test_screen_diff.py: python -m tests.soak.frames --frames 100000 [--seed N].

Each seed is a terminal of random size that gets 100 random frames (layouts, chops, texts over each other, clears,
resizes, suspensions, output of other programs, sequences not understood), once as Textual wrote them and once through
the diff, with each of the habits of terminals in turn, pyte's too; after every frame the cells with their styles,
the cursor and the pen must be the same.
"""

from __future__ import annotations

import argparse
import sys
import time

from tests.random_frames import HABITS, Difference, compare

STEPS = 100


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--frames", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0, help="the first of the seeds")
    arguments = parser.parse_args()
    kinds = [(habits, False) for habits in (None, *HABITS)]
    kinds += [(habits, True) for habits in (None, *HABITS) if habits is None or habits.bce]
    stock = lean = different = 0
    began = time.monotonic()
    for number in range(-(-arguments.frames // STEPS)):
        habits, erase = kinds[number % len(kinds)]
        try:
            sizes = compare(arguments.seed + number, STEPS, habits, erase=erase)
        except Difference as difference:
            different += 1
            print(difference, file=sys.stderr)
            if different == 10:
                break
        else:
            stock, lean = stock + sizes[0], lean + sizes[1]
    frames = (number + 1) * STEPS
    print(f"{frames} frames, {different} differences, {stock} bytes as {lean}, {time.monotonic() - began:.0f} s")
    return int(bool(different))


if __name__ == "__main__":
    sys.exit(main())
