"""Small mistakes planted in the program one at a time, and whether a test notices: `python -m tests.mutants`.

What a mistake is stands in `mutant_planter`. `mutants.toml` says which files an area has and which mutants nothing can
notice, with the reason: those count as survivors without a trial. No file is changed for it (`mutant_trials`), and a
mutant is tried with the tests that reach it (`mutant_reach`). Which ones a seed plants hangs on the lines alone that
they change: the others stay the same when the program changes elsewhere.
It ends with 1 where one survives that `mutants.toml` does not explain.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import time
import tomllib
from collections import Counter
from pathlib import Path

from tests import mutant_trials
from tests.mutant_planter import Mutant, Planter

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
ENDS = (mutant_trials.KILLED, mutant_trials.LATE, mutant_trials.SURVIVED)


def is_a_limit(mutant: Mutant, source: bytes) -> bool:
    """Whether it changes a number that has a name of its own: `ADULT = 18`."""
    return mutant.kind == "limit" and re.match(r"_?[A-Z][A-Z_]*(: \w+)? = ", mutant.line(source)) is not None


def files_of(area: str) -> list[str]:
    found = {path for pattern in SETTINGS["areas"][area]["files"] for path in ROOT.glob(pattern)}
    left_out = {path for pattern in SETTINGS["areas"][area].get("without", ()) for path in ROOT.glob(pattern)}
    return sorted(path.relative_to(ROOT).as_posix() for path in found - left_out)


def lot(seed: int, mutant: Mutant, source: bytes) -> bytes:
    """What mutants are drawn by: it hangs on nothing but the seed, the change and the line where it is made."""
    column = mutant.start - source.rfind(b"\n", 0, mutant.start)
    drawn = (seed, mutant.file, mutant.line(source), column, mutant.kind, mutant.change)
    return hashlib.sha256(repr(drawn).encode()).digest()


def planted(area: str, count: int, seed: int) -> list[Mutant]:
    """So many mutants of an area: of every kind alike, as far as there are, and of every file."""
    kinds: dict[str, list[tuple[bytes, Mutant]]] = {}
    for file in files_of(area):
        source = (ROOT / file).read_bytes()
        for mutant in Planter(file, source).mutants():
            if is_a_limit(mutant, source) or not SETTINGS["areas"][area].get("limits"):
                kinds.setdefault(mutant.kind, []).append((lot(seed, mutant, source), mutant))
    drawn = [sorted(kinds[kind], reverse=True) for kind in sorted(kinds)]
    chosen: list[Mutant] = []
    while len(chosen) < count and any(drawn):
        chosen += [left.pop()[1] for left in drawn if left]
    return chosen[:count]


def explained(mutant: Mutant) -> str:
    """Why nothing can notice this mutant, "" where nobody has said so."""
    line = mutant.line((ROOT / mutant.file).read_bytes())
    for one in SETTINGS.get("equivalent", ()):
        if (one["file"], one["line"], one["change"]) == (mutant.file, line, mutant.change):
            return str(one["reason"])
    return ""


def explained_in_vain() -> list[str]:
    """What `mutants.toml` explains and nothing plants: the line is another one by now."""
    vain = []
    for file in sorted({one["file"] for one in SETTINGS.get("equivalent", ())}):
        source = (ROOT / file).read_bytes() if (ROOT / file).exists() else b""
        there = {(one.line(source), one.change) for one in Planter(file, source).mutants()}
        said = [one for one in SETTINGS["equivalent"] if one["file"] == file]
        vain += [f"{file}: {one['line']}: {one['change']}" for one in said if (one["line"], one["change"]) not in there]
    return vain


def run(mutants: dict[str, list[Mutant]], jobs: int) -> int:
    began = time.monotonic()
    results = {area: Counter[str]() for area in mutants}
    every = [(area, mutant) for area, some in mutants.items() for mutant in some]
    open_ones = []
    for area, mutant in every:
        if reason := explained(mutant):
            results[area].update([mutant_trials.SURVIVED, "explained"])
            tell(mutant, f"{area}: {mutant_trials.SURVIVED} ({reason})")
        else:
            open_ones.append((area, mutant))
    unexplained = 0
    for number, end, by in mutant_trials.tried([mutant for _, mutant in open_ones], jobs):
        area, mutant = open_ones[number]
        results[area].update([end])
        unexplained += end == mutant_trials.SURVIVED
        tell(mutant, f"{area}: {end} {by}")
    table(results, time.monotonic() - began)
    return 1 if unexplained else 0


def tell(mutant: Mutant, end: str) -> None:
    source = (ROOT / mutant.file).read_bytes()
    line = source[: mutant.start].count(b"\n") + 1
    print(f"{mutant.file}:{line} {mutant.kind}: {mutant.line(source)}\n    {mutant.change}\n    {end}", flush=True)


def share(count: int, among: int, n: int) -> int:
    """The part of the n-th, so that all together are `count`."""
    return count * (n + 1) // among - count * n // among


def table(results: dict[str, Counter[str]], seconds: float) -> None:
    columns = (*ENDS, "explained")
    total = sum(results.values(), Counter[str]())
    print(f"\n| area | planted | {' | '.join(columns)} |\n|---|{'--:|' * (len(columns) + 1)}")
    for area, ends in [*results.items(), ("all", total)]:
        number = sum(ends[end] for end in ENDS)
        print(f"| {area} | {number} | {' | '.join(str(ends[column]) for column in columns)} |")
    number = sum(total[end] for end in ENDS)
    print(f"\n{total[mutant_trials.SURVIVED] / max(1, number):.1%} of {number} mutants survived, in {seconds:.0f} s")


def main() -> int:
    areas = list(SETTINGS["areas"])
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=200, help="mutants, shared among the areas (%(default)s)")
    parser.add_argument("--area", action="append", choices=areas, help="only this area; may be given again")
    parser.add_argument("--seed", type=int, default=1, help="which mutants (%(default)s)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="at the same time (%(default)s)")
    parser.add_argument("--list", action="store_true", help="print the mutants and run nothing")
    said = parser.parse_args()
    if vain := explained_in_vain():
        parser.error("mutants.toml explains what nothing plants:\n" + "\n".join(vain))
    chosen = said.area or areas
    mutants = {area: planted(area, share(said.count, len(chosen), n), said.seed) for n, area in enumerate(chosen)}
    if said.list:
        for area, some in mutants.items():
            for one in some:
                print(f"{area}: {one.file} {one.kind}: {one.change}")
        return 0
    return run(mutants, said.jobs)


if __name__ == "__main__":
    raise SystemExit(main())
