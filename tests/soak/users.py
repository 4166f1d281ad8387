"""Eight writers of two users, one of them root, are killed and come again, while `verify` runs beside them.

Two read, one looks for faults again and again, and one adds from the command line into a full disk. The folder is a
group's (setgid); afterwards every file must be what the folder promises, whoever made it. Without root all are one.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
from random import Random
from typing import TYPE_CHECKING

import store
from store.errors import Busy
from store.vault import Vault
from tests.soak import ground, kills

if TYPE_CHECKING:
    from collections.abc import Callable

WRITERS = 8
READERS = 2
MEMBER, GROUP = 61_011, 61_001
MODES = {".lock": 0o220, "backups": 0o2770}
"""Of what is no plain file; those are 0660."""


def _become(user: int) -> None:
    if user and os.geteuid() == 0:
        os.setgroups([])
        os.setgid(GROUP)
        os.setuid(user)


def _write(folder: str, slot: int, session: int, acknowledged: str) -> None:
    _become(MEMBER if slot % 2 else 0)
    vault, number, chance = Vault(folder), 0, Random(session)
    while True:
        token = f"{session}.{number + 1}"
        try:
            if chance.random() < 0.05:
                vault.backup()
            outcome = ground.commit(vault, kills.Count(slot=f"p{4 + slot}", token=token), ground.who(slot))
        except Busy:
            continue
        number += 1
        ground.append(acknowledged, f"{outcome.snapshot.revision} {token}")


def _verify(folder: str, until: float, counts: str) -> None:
    _become(MEMBER)
    vault = Vault(folder)
    looks = alarms = 0
    while time.monotonic() < until:
        looks += 1
        try:
            found = vault.verify()
        except Busy:
            continue
        alarms += bool(found)
        if found:
            print(found[:3], file=sys.stderr, flush=True)
    ground.append(counts, json.dumps({"verifications": looks, "false alarms": alarms}))


def _tell(folder: str, until: float, counts: str) -> None:
    """Adds that are stored and can't be told, each of which must say so."""
    told = silent = gone = 0
    while time.monotonic() < until:
        with open("/dev/full", "w") as full:
            line = f"党课 2026-11-20 第{told}次"
            command = [sys.executable, "-m", "tui", "add", line, "--yes", "--data", folder, "--lang", "en"]
            done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
        if done.returncode == 4:  # the others did not let it in
            continue
        told += 1
        silent += done.returncode != 6
        said = re.search(r"stored \((\S+)\)", done.stderr)  # behind a line about whom it waited for
        gone += said is None or said[1] not in Vault(folder).read().meetings
        time.sleep(0.2)
    ground.append(counts, json.dumps({"told into a full disk": told, "not told": silent, "told and not there": gone}))


def run(seconds: float = 60, every: float = 0.1, seed: int = 1) -> dict[str, int]:
    for module in pkgutil.walk_packages(store.__path__, "store."):
        importlib.import_module(module.name)  # another user may have no way to the sources
    place = ground.a_folder()
    os.chmod(place, 0o711)
    folder, acknowledged, counts = (f"{place}/{name}" for name in ("branch", "acknowledged", "counts"))
    try:
        os.mkdir(folder)
        root = os.geteuid() == 0
        if root:
            os.chown(folder, MEMBER, GROUP)
        os.chmod(folder, 0o2770)
        for path in (acknowledged, counts):
            open(path, "w").close()
            os.chmod(path, 0o666)
        ground.found(folder)
        chance = Random(seed)
        until = time.monotonic() + seconds
        watchers = [
            *(ground.fork(lambda: kills.read(folder, until, counts)) for _ in range(READERS)),
            ground.fork(lambda: _verify(folder, until, counts)),
            *([ground.fork(lambda: _tell(folder, until, counts))] if os.path.exists("/dev/full") else []),
        ]
        result = _killed(lambda slot, session: _write(folder, slot, session, acknowledged), until, every, chance)
        failed = sum(ground.code_of(process) != 0 for process in watchers)
        result["watchers that failed"] = failed
        return result | kills.check(folder, acknowledged) | _sum(counts) | {"of the wrong mode": _wrong(folder, root)}
    finally:
        shutil.rmtree(place)


def _killed(write: Callable[[int, int], None], until: float, every: float, chance: Random) -> dict[str, int]:
    """Writers that are killed at random and begun again until the time is up."""
    sessions = kills_ = by_itself = 0
    writers: dict[int, int] = {}

    def begin(slot: int) -> None:
        nonlocal sessions
        sessions += 1
        session = sessions
        writers[slot] = ground.fork(lambda: write(slot, session))

    for slot in range(WRITERS):
        begin(slot)
    while time.monotonic() < until:
        time.sleep(every * chance.uniform(0.5, 1.5))
        slot = chance.randrange(WRITERS)
        os.kill(writers[slot], signal.SIGKILL)
        ended = ground.code_of(writers[slot])
        kills_ += ended == -signal.SIGKILL
        by_itself += ended != -signal.SIGKILL
        begin(slot)
    for process in writers.values():
        os.kill(process, signal.SIGKILL)
        by_itself += ground.code_of(process) != -signal.SIGKILL
    return {"kills": kills_, "writers that failed": by_itself}


def _wrong(folder: str, root: bool) -> int:
    """Files and folders that someone of the group could not use as the folder promises."""
    wrong = 0
    for above, folders, names in os.walk(folder):
        for name in [*folders, *names]:
            status = os.lstat(os.path.join(above, name))
            wrong += stat.S_IMODE(status.st_mode) != MODES.get(name, 0o660)
            wrong += root and (status.st_gid, status.st_uid) != (GROUP, MEMBER)
    return wrong


def _sum(path: str) -> dict[str, int]:
    total: dict[str, int] = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            for name, count in json.loads(line).items():
                total[name] = total.get(name, 0) + count
    return total


MUST_BE_NONE = (
    *(what for what in kills.MUST_BE_NONE if what != "readers that failed"),  # here they are the watchers
    *("watchers that failed", "false alarms", "not told", "told and not there", "of the wrong mode"),
)
