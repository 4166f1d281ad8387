"""Do one kind of harm, or all of them, and print what came of it; exit 1 where something came that must not."""

from __future__ import annotations

import argparse
import importlib
import sys
import time

KINDS = {
    "kills": ("--seconds", float, 60.0),
    "crashes": (None, None, None),
    "power": ("--changes", int, 40),
    "full": ("--rounds", int, 5),
    "users": ("--seconds", float, 60.0),
    "together": ("--seconds", float, 120.0),
    "boxes": ("--seconds", float, 60.0),
    "mutants": ("--count", int, 1000),
    "upgrade": (None, None, None),
    "starts": ("--runs", int, 100),
    "server": ("--share", float, 1.0),
    "failovers": (None, None, None),
}
"""Each module, and how its length is told."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("kind", choices=[*KINDS, "all"])
    parser.add_argument("--every", type=float, help="seconds between kills, of kills, users and boxes")
    for option, kind in {(option, kind) for option, kind, _ in KINDS.values() if option}:
        parser.add_argument(option, type=kind)
    given = vars(parser.parse_args())
    wrong = 0
    for name in KINDS if given["kind"] == "all" else [given["kind"]]:
        option, _, length = KINDS[name]
        module = importlib.import_module(f"tests.soak.{name}")
        begun = time.monotonic()
        more = {"every": given["every"]} if given["every"] and name in ("kills", "users", "boxes") else {}
        counts = module.run(given[option.strip("-")] or length, **more) if option else module.run()
        print(f"{name}: {module.__doc__.splitlines()[0]}")
        for what, count in counts.items():
            bad = what in module.MUST_BE_NONE and count
            wrong += bool(bad)
            print(f"  {count:>8} {what}{'  <-- must be none' if bad else ''}")
        print(f"  {time.monotonic() - begun:8.1f} seconds", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
