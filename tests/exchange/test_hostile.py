"""Files that are hostile, damaged or odd: one line or the right preview each, within bounds of time and memory that hold
for all processes together.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.exchange.hostile import CASES
from widgets.words.papers_zh import WORDS as TEXTS

PROCESSOR_SECONDS = 5
MEBIBYTES = 200


def peak(pid: int) -> int:
    """Bytes of memory that a process has had at most; 0 where it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)


def children(pid: int) -> list[int]:
    try:
        return list(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))
    except OSError:
        return []


def measured(*arguments: str, env: dict[str, str]) -> tuple[int, str, str, float, int]:
    """Exit code, stdout, stderr, seconds of the processor and bytes of all processes of a command."""
    ran = subprocess.Popen([sys.executable, "-m", "tui", *arguments], env=env, stdout=-1, stderr=-1)
    seen: dict[int, int] = {}
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.01):
            for pid in (ran.pid, *children(ran.pid)):
                seen[pid] = max(seen.get(pid, 0), peak(pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    told: list[bytes] = []
    errors = threading.Thread(target=lambda: told.append(ran.stderr.read()))
    errors.start()
    out = ran.stdout.read()
    errors.join()
    _, status, used = os.wait4(ran.pid, 0)
    ran.returncode = os.waitstatus_to_exitcode(status)
    over.set()
    watcher.join()
    return ran.returncode, out.decode(), told[0].decode(), used.ru_utime + used.ru_stime, sum(seen.values())


@pytest.fixture(scope="module")
def env(tmp_path_factory) -> dict[str, str]:
    home = tmp_path_factory.mktemp("home")
    env = os.environ | {"HOME": str(home), "ZHIBU_DATA": str(home / "d"), "ZHIBU_TODAY": "2026-11-22"}
    env |= {"ZHIBU_LANG": "zh", "LC_ALL": "C.UTF-8"}
    subprocess.run([sys.executable, "-m", "tui", "init", "--name", "甲支部"], env=env, check=True, capture_output=True)
    return env


def test_there_are_sixty():
    assert len(CASES) >= 60


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is measured as Linux tells it")
@pytest.mark.parametrize("case", CASES)
def test_a_file_is_told_in_one_line_or_read_right_within_bounds(case, env, tmp_path):
    name, make, expected = CASES[case]
    path = tmp_path / name
    path.write_bytes(make())
    started = time.monotonic()
    code, out, err, seconds, memory = measured("import", "roster", str(path), "--dry-run", env=env)
    print(f"{case}: {seconds:.1f} s of the processor, {time.monotonic() - started:.1f} s, {memory / 2**20:.0f} MiB")
    assert (seconds <= PROCESSOR_SECONDS, memory <= MEBIBYTES * 2**20) == (True, True)
    assert len(out) < 2_000_000
    assert "Traceback" not in err
    if isinstance(expected, int):
        assert (code, out.split(" ·")[0]) == (0, f"新增 {expected} 人")
        return
    assert code == 1
    text = TEXTS.get(f"file.{expected}") or TEXTS[f"import.{expected}"]
    pattern = ".*".join(map(re.escape, re.split(r"\{\w+\}", text)))
    told = [line for line in err.replace("\r", "\n").splitlines() if line.startswith("zhibu:")]
    assert len(told) == 1
    assert re.fullmatch(f"zhibu: {pattern}", told[0])


@pytest.mark.parametrize(
    "case", ["a strict workbook", "elements with a prefix", "UTF-16 with tabs", "texts as formulas"]
)
def test_an_odd_file_is_read_as_any_other(case, env, tmp_path):
    name, make, expected = CASES[case]
    path = tmp_path / name
    path.write_bytes(make())
    code, out, *_ = measured("import", "roster", str(path), "--dry-run", env=env)
    assert (code, out.split(" ·")[0]) == (0, f"新增 {expected} 人")
