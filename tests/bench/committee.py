"""How long a committee takes to read many boxes and to write them, and how much memory that is.

python -m tests.bench.committee [BOXES]      2,000 unless told
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from store.box.counts import up_of_branch
from store.box.objects import object_of
from store.packs.national import NATIONAL
from tests.desk import TODAY, sample_view
from tui.local_rules import rules_of
from tui.unit_boxes import boxes_of

BOXES = 2000


def made(folder: Path, n: int) -> Path:
    """A committee of so many branches, each with the sample's counts."""
    subprocess.run([*ZHIBU, "init", "--committee", "--name", "机关工委", "--data", str(folder / "c")], check=True)
    up = object_of(up_of_branch(sample_view(TODAY).snapshot, TODAY, NATIONAL, unit="u", liaison=["方谨言"]))
    lines = []
    for at in range(n):
        for half in ("up", "down"):
            (folder / "box" / f"u{at}" / half).mkdir(parents=True, mode=0o700)
        said = json.dumps(up | {"unit": f"u{at}"}, ensure_ascii=False)
        (folder / "box" / f"u{at}" / "up" / "up.json").write_text(said, encoding="utf-8")
        lines += ["[[branch]]", f'unit = "u{at}"', f'name = "第{at}党支部"', f'box = "../box/u{at}"']
    (folder / "c" / "committee.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{n} boxes of {len(said.encode()) / 1024:.0f} KiB")
    return folder / "c"


ZHIBU = [sys.executable, "-m", "tui"]


def timed(what: str, *words: str) -> None:
    """A command as a process of its own: seconds, and the most memory that it took."""
    env = os.environ | {"ZHIBU_TODAY": TODAY.isoformat()}
    began = time.perf_counter()
    process = subprocess.Popen([*ZHIBU, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - began
    print(f"{what:<28} {seconds:6.2f} s  {usage.ru_maxrss / 1024:6.0f} MiB  exit {process.returncode}")


def within(home: Path) -> None:
    """What an open board does: read everything once, see what has moved, read one box that has."""
    from store.vault import Vault

    vault = Vault(str(home))
    snapshot = vault.read()
    boxes = boxes_of(snapshot, rules_of(vault).pack)
    assert boxes is not None
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for what in ("read all", "read again, none moved", "read again, one moved"):
        began = time.perf_counter()
        boxes.read()
        print(f"{what:<28} {time.perf_counter() - began:6.2f} s")
        file = home.parent / "box" / "u0" / "up" / "up.json"
        if "none" in what:
            file.write_bytes(file.read_bytes() + b"\n")
    boxes.read()
    began = time.perf_counter()
    assert not boxes.moved()
    print(f"{'look whether any moved':<28} {time.perf_counter() - began:6.2f} s")
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{'memory for all of them':<28} {(after - before) / 1024:6.0f} MiB")


def main() -> None:
    n = int(sys.argv[1]) if len(sys.argv) > 1 else BOXES
    folder = Path(tempfile.mkdtemp())
    try:
        home = made(folder, n)
        within(home)
        data = ("--data", str(home))
        timed("status --short", "status", "--short", *data)
        timed("status --json", "status", "--json", *data)
        timed("a notice to all", "add", "通知", "!12-05", "报送党员教育培训情况", *data)
        timed("a finding about one", "add", "督查", "u7", "OL-03", "10月", "未执行", "缺", "!12-10", *data)
        timed("export circular", "export", "circular", *data)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
