"""The board of a committee beside that of a branch, in one run: picture, first key, memory, and when a change shows.

    python -m tests.bench.committee_board [--units 40] [--rounds 9] [--changes 5] [--many 2000]

Each unit has the counts of a branch of 24 people and 5 years of its own. The two boards are started in turn; the ratio
is what counts. A change is a box whose file is replaced; its time runs to the last byte by which the board shows it.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from store import codec
from store.box.counts import up_of_branch
from store.box_text import as_file
from store.packs.national import NATIONAL
from tests.bench.rules import TODAY, file_of, records
from tests.bench.terminal.watched import Watched
from tests.bench.twenty import mebibytes
from tests.pty_run import ROOT

if TYPE_CHECKING:
    from store.box.messages import Up

SIZE = (120, 40)
MEMBERS, FIRST = 24, date(2021, 12, 1)
TEXTS = {"branch": ("近期会议", "制度执行"), "committee": ("来往", "截至")}


def branch(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    file = folder / "branch.json"
    file.write_text(file_of(records(random.Random(0), MEMBERS, FIRST)), encoding="utf-8")
    file.chmod(0o600)


def counts(seed: int) -> Up:
    tables = json.loads(file_of(records(random.Random(seed), MEMBERS, FIRST)))
    meta = tables.pop("_meta")["1"]
    return up_of_branch(codec.snapshot_of(tables, meta["revision"], None), TODAY, NATIONAL, unit=f"u{seed}")


def another(up: Up, number: int) -> Up:
    """The same with another number here and there, as no two branches are alike."""
    chance = random.Random(number)
    duties = [
        one if chance.random() > 0.3 else one.but(n={state: chance.randrange(1, 60) for state in one.n})
        for one in up.duties
    ]
    return up.but(unit=f"u{number}", duties=tuple(duties))


def committee(folder: Path, units: int, made: list[Up]) -> None:
    """So many units; where there are more than `made`, the counts are used again with other numbers."""
    folder.mkdir(mode=0o700)
    lines = []
    for number in range(units):
        box = folder.parent / f"{folder.name}-boxes" / f"u{number}"
        for half in ("up", "down"):
            (box / half).mkdir(parents=True, mode=0o700)
        put(box, made[number] if number < len(made) else another(made[number % len(made)], number))
        lines += ["[[branch]]", f'unit = "u{number}"', f'name = "第{number}支部"', f'box = "{box}"']
    (folder / "committee.toml").write_text("\n".join(lines), encoding="utf-8")
    own = {"id": "b1", "name": "某局机关党委", "level": "committee"}
    tables = {"_meta": {"1": {"schema": 2, "revision": 1}}, "branch": {"1": own}}
    file = folder / "branch.json"
    file.write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")
    file.chmod(0o600)


def put(box: Path, up: Up) -> None:
    fresh = box / "up" / "fresh"
    fresh.write_bytes(as_file(up))
    fresh.replace(box / "up" / "up.json")


def start(home: Path, folder: Path) -> Watched:
    environment = {"HOME": str(home), "PYTHONPATH": str(ROOT), "ZHIBU_LANG": "zh", "ZHIBU_TODAY": TODAY.isoformat()}
    return Watched([sys.executable, "-m", "tui", "--data", str(folder)], SIZE, environment, folder=home)


def turn(home: Path, kind: str) -> tuple[float, float, float]:
    """Seconds to the picture and to the first key answered that was typed at the start; MiB of its own."""
    with start(home, home / kind) as board:
        picture = board.ready(*TEXTS[kind]).seconds
        board.settled()
        memory = mebibytes(board.process.pid, "Private_Clean", "Private_Dirty")
        board.leave(b"q")
    with start(home, home / kind) as board:
        board.type(b"j")
        answered = board.settled()
        board.leave(b"q")
    return picture, answered, memory


def changes(home: Path, up: Up, times: int, units: int) -> list[float]:
    """Seconds until the board shows that the counts of its first unit are of another day."""
    found = []
    with start(home, home / "committee") as board:
        board.ready(*TEXTS["committee"])
        board.settled()
        for number in range(1, times + 1):
            day = date(2026, 10, number)
            since = time.monotonic()
            put(home / "committee-boxes" / "u0", up.but(unit="u0", as_of=day))
            while f"10-{number:02}" not in board.text():
                board.until_silence(since, 0.05, 0.05)
                if time.monotonic() - since > 20:
                    raise TimeoutError(board.text())
            found.append(board.last + board.started - since)
            time.sleep(0.3)
        cpu, woken, sent = board.cpu(), board.wakeups(), board.sent
        time.sleep(5)
        print(
            f"at rest, {units} boxes: {(board.cpu() - cpu) / 5 * 1000:.1f} ms of CPU a second, "
            f"{(board.wakeups() - woken) / 5:.1f} wake-ups a second, {board.sent - sent} bytes"
        )
        board.leave(b"q")
    return found


def scrolled(home: Path, name: str, seconds: float) -> tuple[float, float]:
    """Milliseconds that a step down or up takes, and a page, once so many seconds have gone by."""
    with start(home, home / name) as board:
        board.ready(*TEXTS["committee"])
        time.sleep(seconds)
        board.settled()
        steps = [board.press(key, silence=0.2).seconds * 1000 for key in (b"j", b"k") * 8]
        pages = [board.press(key, silence=0.2).seconds * 1000 for key in (b"\x1b[6~", b"\x1b[5~") * 4]
        board.leave(b"q")
    return median(steps), median(pages)


def many(home: Path, made: list[Up], units: int) -> None:
    """Reading so many boxes, and one look at the stamps of all, in a process of its own."""
    committee(home / "many", units, made)
    code = f"""
import resource, time
from store.vault import Vault
from tui.local_rules import rules_of
from tui.unit_boxes import boxes_of
from widgets.sections.view import View
import datetime
vault = Vault({str(home / "many")!r})
snapshot, rules = vault.read(), rules_of(vault)
before, since = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
boxes = boxes_of(snapshot, rules.pack)
ups = boxes.read()
read = time.perf_counter() - since
since = time.perf_counter()
view = View(snapshot, datetime.date({TODAY.year}, {TODAY.month}, {TODAY.day}), rules.pack, ups)
view.committee_figures
worked = time.perf_counter() - since
since = time.perf_counter()
assert not boxes.moved()
moved = time.perf_counter() - since
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(f"{{len(ups)}} boxes: read in {{read:.2f}} s, figures {{worked:.2f}} s, a look at all {{moved * 1000:.0f}} ms, "
      f"{{(after - before) / 1024:.0f}} MiB more")
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
    committee(home / "five", 5, made)
    for name, seconds in (("five", 1.0), ("many", 30.0)):
        step, page = scrolled(home, name, seconds)
        print(f"{name:5} units: a step {step:.0f} ms, a page {page:.0f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--changes", type=int, default=5)
    parser.add_argument("--many", type=int, default=2000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        made = [counts(seed) for seed in range(given.units)]
        branch(home / "branch")
        committee(home / "committee", given.units, made)
        size = (home / "committee-boxes" / "u0" / "up" / "up.json").stat().st_size
        print(
            f"{given.units} units of {MEMBERS} people and 5 years, {size:,} bytes of counts each; {SIZE[0]}×{SIZE[1]}"
        )
        turns: dict[str, list[tuple[float, float, float]]] = {kind: [] for kind in TEXTS}
        for number in range(given.rounds + 1):
            for kind, of in turns.items():
                one = turn(home, kind)
                of += [one] if number else []
        middle = {kind: [median(column) for column in zip(*of, strict=True)] for kind, of in turns.items()}
        for kind, (picture, answered, memory) in middle.items():
            print(f"{kind:10} picture {picture * 1000:4.0f} ms  first key {answered * 1000:4.0f} ms  {memory:5.1f} MiB")
        ratios = [of / to for of, to in zip(middle["committee"], middle["branch"], strict=True)]
        print(f"{'ratio':10} picture {ratios[0]:4.2f}     first key {ratios[1]:4.2f}     {ratios[2]:5.2f}")
        if given.changes:
            found = changes(home, made[0], given.changes, given.units)
            print(f"a change in one box shows after {median(found):.2f} s (most {max(found):.2f})")
        if given.many:
            many(home, made, given.many)


if __name__ == "__main__":
    main()
