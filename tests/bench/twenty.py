"""Many boards on one branch: what each more costs, what they do at rest, and when all show what one has stored.

    python -m tests.bench.twenty [--boards 20] [--changes 5] [--rest 10] [--server]

The branch is the sample, in a folder or, with `--server`, on a PostgreSQL of its own.

Every board has a pseudo-terminal of its own and is read as its bytes come. A change is a line typed at one board, and
its time runs from the Enter to the last byte by which another one shows it; the boards look once a second whether
something has moved.
"""

from __future__ import annotations

import argparse
import select
import shutil
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from store import file_codec
from store.vault import Vault, Who
from tests.bench.terminal.watched import Watched
from tests.pty_run import ROOT

SAMPLE = ROOT / "sample_data.json"
TODAY = "2026-11-22"
SIZE = (120, 40)
LIMIT = 20.0  # seconds that a change may take
SILENCE = 0.5


def board(home: Path, data: str) -> Watched:
    environment = {"HOME": str(home), "PYTHONPATH": str(ROOT), "ZHIBU_LANG": "zh"}
    return Watched([sys.executable, "-m", "tui", "--data", data, "--today", TODAY], SIZE, environment, folder=home)


def on_a_server(stack: ExitStack) -> str:
    """The address of the sample on a server that goes with the stack."""
    from tests.bench.server.ground import DATABASE, server

    url = server(stack).url(DATABASE, "sample")
    tables = {name: table for name, table in file_codec.decode(SAMPLE.read_bytes()).items() if name != file_codec.META}
    Vault(url).engine.create(tables, Who(uid=0, user="dba"), datetime.now(UTC))
    return url


def mebibytes(pid: int, *kinds: str) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.split(":")[0] in kinds) / 1024


def read_all(boards: list[Watched], seconds: float) -> None:
    """Take what comes, so that no board waits for its terminal, and draw it."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        for near in select.select([one._near for one in boards], [], [], left)[0]:
            next(one for one in boards if one._near == near)._read()
    for one in boards:
        one.draw()


def at_rest(boards: list[Watched], seconds: float) -> tuple[float, float, int]:
    """CPU of all in milliseconds a second, the most wake-ups a second of any one, bytes of all."""
    cpu, woken = sum(one.cpu() for one in boards), [one.wakeups() for one in boards]
    sent = sum(one.sent for one in boards)
    read_all(boards, seconds)
    most = max(one.wakeups() - before for one, before in zip(boards, woken, strict=True))
    spent = sum(one.cpu() for one in boards) - cpu
    return spent / seconds * 1000, most / seconds, sum(one.sent for one in boards) - sent


def change(boards: list[Watched], who: int, text: str) -> list[float]:
    """Seconds until each of the boards shows what one of them stores."""
    author = boards[who]
    author.press(b"a")
    author.press(f"study 2026-11-{24 + who % 7} @{text} {text}".encode())
    since = time.monotonic()
    author.type(b"\r")
    waiting = {one._near: one for one in boards}
    shown: dict[int, float] = {}
    while waiting and time.monotonic() - since < LIMIT:
        for near in select.select([*waiting], [], [], SILENCE)[0]:
            one = waiting[near]
            one._read()
            stamp = one._stamps[-1][0] if one._stamps else time.monotonic()
            one.draw()
            if any(text in line and line.startswith("│") for line in one.text().splitlines()):
                shown[near] = stamp - since
                del waiting[near]
    if waiting:
        raise TimeoutError(f"{len(waiting)} boards do not show {text!r}")
    read_all(boards, SILENCE)
    return list(shown.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--boards", type=int, default=20)
    parser.add_argument("--changes", type=int, default=5)
    parser.add_argument("--rest", type=float, default=10.0, help="seconds at rest (10)")
    parser.add_argument("--server", action="store_true", help="the branch is on a server")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        home, folder = Path(name), Path(name) / "branch"
        folder.mkdir(mode=0o700)
        shutil.copy(SAMPLE, folder / "branch.json")
        data = on_a_server(stack) if given.server else str(folder)
        boards: list[Watched] = []
        for _ in range(given.boards):
            one = stack.enter_context(board(home, data))
            one.ready("近期会议", "制度执行")
            boards.append(one)
        read_all(boards, 3.0)
        pids = [one.process.pid for one in boards]
        private = [mebibytes(pid, "Private_Clean", "Private_Dirty") for pid in pids]
        whole = sum(mebibytes(pid, "Pss") for pid in pids)
        print(f"{len(boards)} boards: {whole:.0f} MiB in all, shared pages counted once; {median(private):.1f} private")
        cpu, woken, sent = at_rest(boards, given.rest)
        print(f"at rest: {cpu:.2f} ms of CPU a second in all, at most {woken:.2f} wake-ups a second each, {sent} bytes")
        times = [change(boards, n % len(boards), f"第{n}会议室") for n in range(given.changes)]
        every = [seconds for of in times for seconds in of]
        print(f"a change is shown by all after {max(every):.2f} s, by the middle one after {median(every):.2f} s")
        cpu, woken, sent = at_rest(boards, given.rest)
        print(f"at rest after {given.changes} changes: {cpu:.2f} ms, {woken:.2f} wake-ups, {sent} bytes")
        print(f"load of the machine: {Path('/proc/loadavg').read_text(encoding='ascii').split(' ')[0]}")


if __name__ == "__main__":
    main()
