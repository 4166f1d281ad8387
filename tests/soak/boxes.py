"""A committee sends and a branch receives through one box, both killed without warning, while others read both halves.

Each side stores first and writes its half then, so what a killed process has not written the next one does.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from datetime import date
from pathlib import Path
from random import Random

from store.box.inbox import incoming, receive
from store.box.messages import InvalidBox
from store.committee.units import Committee, Unit
from store.disk.box_folder import BoxFolder
from store.edits import Add
from store.errors import StoreError
from store.packs.national import NATIONAL
from store.records import Entry
from store.rejected import Rejected
from store.vault import Vault
from tests.soak import ground
from tui.branch_box import BranchBox
from tui.unit_boxes import UnitBoxes

SENDERS, RECEIVERS, READERS = 2, 3, 2
TODAY = date(2026, 11, 22)
PAUSE = 0.1
"""Seconds between two notices of one sender: a box holds a thousand."""


def send(place: str, acknowledged: str, session: int) -> None:
    """Notices, each stored and then brought to the box."""
    vault, number = Vault(f"{place}/committee"), 0
    boxes = _units(place)
    while True:
        number += 1
        entry = Entry(id="", kind="notice", title=f"通知 {session}.{number}", day=TODAY, reply="number")
        outcome = ground.commit(vault, Add(table="entries", record=entry))
        ground.append(acknowledged, f"sent {outcome.ids[0]}")
        _refuse(boxes.write(vault.read, TODAY))
        time.sleep(PAUSE)


def _units(place: str) -> UnitBoxes:
    unit = Unit(unit="one", name="第一党支部", box=f"{place}/box")
    return UnitBoxes(Committee(units=(unit,)), BoxFolder)


def _refuse(troubles: object) -> None:
    assert not troubles, troubles


def take(place: str, acknowledged: str) -> None:
    """What came down, received and answered; then what goes up."""
    vault = Vault(f"{place}/branch")
    box = BranchBox(f"{place}/branch", {"box": f"{place}/box"})
    while True:
        if not receive_all(vault, box, acknowledged):
            time.sleep(0.01)


def receive_all(vault: Vault, box: BranchBox, acknowledged: str) -> int:
    box.look()
    _refuse(box.trouble)
    snapshot = vault.read()
    found = incoming(snapshot, box.down, TODAY)
    for one in found:
        outcome = vault.commit(receive(one, snapshot, TODAY, NATIONAL, "24"), ground.who(1), ground.AT)
        if not isinstance(outcome, Rejected):  # another was first
            ground.append(acknowledged, f"received {one.origin}")
    if found:
        _refuse(box.publish(vault, lambda _: TODAY, NATIONAL))
    return len(found)


def read(place: str, until: float, counts: str) -> None:
    box = BoxFolder(f"{place}/box")
    reads = torn = backwards = 0
    revision = items = 0
    while time.monotonic() < until:
        try:
            up, brief, down = box.read_up(), box.read_brief(), box.read_down()
        except (StoreError, InvalidBox):
            torn += 1
            continue
        reads += 1
        torn += brief is not None and brief.shows is None
        backwards += up is not None and (brief is None or brief.revision < up.revision)
        now = up.revision if up is not None else 0, len(down.items) if down is not None else 0
        backwards += now[0] < revision or now[1] < items
        revision, items = now
        time.sleep(0.002)
    ground.append(counts, json.dumps({"reads": reads, "torn": torn, "backwards": backwards}))


def run(seconds: float = 60, every: float = 0.1, seed: int = 1) -> dict[str, int]:
    place = ground.a_folder()
    acknowledged, counts = f"{place}/acknowledged", f"{place}/counts"
    try:
        for name in ("committee", "branch"):
            ground.found(f"{place}/{name}", people=2, meetings=0)
        for half in ("up", "down"):
            os.makedirs(f"{place}/box/{half}", mode=0o700)
        until = time.monotonic() + seconds
        readers = [ground.fork(lambda: read(place, until, counts)) for _ in range(READERS)]
        result = _killed(place, acknowledged, until, every, Random(seed))
        result["readers that failed"] = sum(ground.code_of(process) != 0 for process in readers)
        return result | check(place, acknowledged) | _sum(counts)
    finally:
        shutil.rmtree(place)


def _killed(place: str, acknowledged: str, until: float, every: float, chance: Random) -> dict[str, int]:
    """Writers of both sides until the time is over, one of them killed and begun again every now and then."""
    sessions = kills = by_itself = 0
    writers: list[int] = []

    def begin(slot: int) -> int:
        nonlocal sessions
        sessions += 1
        session = sessions
        if slot < SENDERS:
            return ground.fork(lambda: send(place, acknowledged, session))
        return ground.fork(lambda: take(place, acknowledged))

    writers = [begin(slot) for slot in range(SENDERS + RECEIVERS)]
    while time.monotonic() < until:
        time.sleep(every * chance.uniform(0.5, 1.5))
        slot = chance.randrange(len(writers))
        os.kill(writers[slot], signal.SIGKILL)
        killed = ground.code_of(writers[slot]) == -signal.SIGKILL
        kills += killed
        by_itself += not killed
        writers[slot] = begin(slot)
    for process in writers:
        os.kill(process, signal.SIGKILL)
        by_itself += ground.code_of(process) != -signal.SIGKILL
    return {"kills": kills, "writers that failed": by_itself}


def check(place: str, acknowledged: str) -> dict[str, int]:
    """Once both sides have had one more turn, everything acknowledged is there, once, and above as it is here."""
    told = [line.split() for line in Path(acknowledged).read_text(encoding="utf-8").splitlines()]
    committee, branch = Vault(f"{place}/committee"), Vault(f"{place}/branch")
    _refuse(_units(place).write(committee.read, TODAY))
    box = BranchBox(f"{place}/branch", {"box": f"{place}/box"})
    receive_all(branch, box, acknowledged)
    _refuse(box.publish(branch, lambda _: TODAY, NATIONAL))
    sent = set(committee.read().entries)
    names = [name for half in ("up", "down") for name in os.listdir(f"{place}/box/{half}")]
    here = [one.origin.removeprefix("box:") for one in branch.read().entries.values()]
    up, down = box.box.read_up(), box.box.read_down()
    assert up is not None
    assert down is not None
    above = [one.origin for one in up.received]
    return {
        "sent": len(sent),
        "received": len(here),
        "lost": sum(id not in sent if what == "sent" else id.removeprefix("box:") not in here for what, id in told),
        "not brought down": len(sent - {one.origin for one in down.items}),
        "twice": len(here) - len(set(here)),
        "never received": len(sent - set(here)),
        "not told above": len(set(here) ^ set(above)),
        "left over": sum(name.endswith(".tmp") for name in names),
        "problems": len(committee.verify()) + len(branch.verify()),
    }


def _sum(path: str) -> dict[str, int]:
    total = {"reads": 0, "torn": 0, "backwards": 0}
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        for name, count in json.loads(line).items():
            total[name] += count
    return total


MUST_BE_NONE = (
    *("writers that failed", "readers that failed", "lost", "not brought down", "twice", "never received"),
    *("not told above", "left over", "problems", "torn", "backwards"),
)
