"""Eight processes write, are killed without warning and come again, while five read.

Every change counts one up in two records at once and leaves its writer's number in a third: a lost change, a change
applied to old data, and a torn read each show in the numbers.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from random import Random

from store.edits import Change, EditGroup
from store.errors import Busy
from store.record import Record
from store.vault import Vault
from tests.soak import ground

WRITERS = 8
READERS = 5
LEFT, RIGHT = "p2", "p3"
TWICE = "0.0"
"""The token of a change that was applied a second time: it changes no number any more but the counters."""


class Count(Record):
    """One up in both counters, whatever they say now; and `session.number` in the writer's own record."""

    slot: str
    token: str
    why: str = "count"

    def apply(self, snapshot):
        edits = []
        for id, note in (
            (LEFT, str(int(snapshot.members[LEFT].note or 0) + 1)),
            (RIGHT, str(int(snapshot.members[RIGHT].note or 0) + 1)),
            (self.slot, self.token),
        ):
            edits.append(
                Change(table="members", id=id, base={"note": snapshot.members[id].note}, fields_={"note": note})
            )
        return EditGroup(edits=tuple(edits)).apply(snapshot)


def write(folder: str, slot: int, session: int, acknowledged: str) -> None:
    vault = Vault(folder)
    number = 0
    while True:
        token = f"{session}.{number + 1}"
        try:
            outcome = ground.commit(vault, Count(slot=f"p{4 + slot}", token=token), ground.who(slot))
        except Busy:  # a machine with too much to do: nothing is stored, and it is tried again
            continue
        number += 1
        ground.append(acknowledged, f"{outcome.snapshot.revision} {token}")


def read(folder: str, until: float, counts: str) -> None:
    vault = Vault(folder)
    reads = torn = backwards = damaged = 0
    revision, counter = 0, 0
    while time.monotonic() < until:
        snapshot = vault.read()
        reads += 1
        time.sleep(0.002)  # a reader that never rests would leave no processor to the writers
        left, right = (int(snapshot.members[id].note or 0) for id in (LEFT, RIGHT))
        torn += left != right
        backwards += snapshot.revision < revision or left < counter
        damaged += snapshot.damage is not None
        revision, counter = snapshot.revision, left
    ground.append(counts, json.dumps({"reads": reads, "torn": torn, "backwards": backwards, "damaged": damaged}))


def run(seconds: float = 60, every: float = 0.1, seed: int = 1) -> dict[str, int]:
    place = ground.a_folder()
    folder, acknowledged, counts = (f"{place}/{name}" for name in ("branch", "acknowledged", "counts"))
    try:
        ground.found(folder)
        chance = Random(seed)
        until = time.monotonic() + seconds
        readers = [ground.fork(lambda: read(folder, until, counts)) for _ in range(READERS)]
        sessions = 0
        writers: dict[int, int] = {}
        kills = by_itself = 0

        def begin(slot: int) -> None:
            nonlocal sessions
            sessions += 1
            session = sessions
            writers[slot] = ground.fork(lambda: write(folder, slot, session, acknowledged))

        for slot in range(WRITERS):
            begin(slot)
        while time.monotonic() < until:
            time.sleep(every * chance.uniform(0.5, 1.5))
            slot = chance.randrange(WRITERS)
            os.kill(writers[slot], signal.SIGKILL)
            ended = ground.code_of(writers[slot])
            kills += ended == -signal.SIGKILL
            by_itself += ended != -signal.SIGKILL
            begin(slot)
        for process in writers.values():
            os.kill(process, signal.SIGKILL)
            by_itself += ground.code_of(process) != -signal.SIGKILL
        failed = sum(ground.code_of(process) != 0 for process in readers)
        result = {"kills": kills, "writers that failed": by_itself, "readers that failed": failed}
        return result | check(folder, acknowledged) | _sum(counts)
    finally:
        shutil.rmtree(place)


def check(folder: str, acknowledged: str) -> dict[str, int]:
    """Everything that was acknowledged is in the journal as done, in its order, and the file is what it adds up to."""
    with open(acknowledged, encoding="utf-8") as file:
        told = [line.split() for line in file]
    vault = Vault(folder)
    done, void = {}, 0
    for entry in vault.history():
        if entry.why == "count" and entry.done:
            notes = {change.id: change.after["note"] for change in entry.changes}
            tokens = [note for id, note in notes.items() if id not in (LEFT, RIGHT)]
            done[entry.revision] = (notes[LEFT], tokens[0] if tokens else TWICE)
        void += not entry.done
    lost = sum(done.get(int(revision), ("", ""))[1] != token for revision, token in told)
    latest: dict[str, int] = {}
    disorder = 0
    for place, revision in enumerate(sorted(done), start=1):
        counter, token = done[revision]
        session, _, number = token.partition(".")
        disorder += int(number) != latest.get(session, 0) + 1 or int(counter) != place
        latest[session] = int(number)
    before = len(done)
    after = ground.commit(Vault(folder), Count(slot="p4", token="0.1"))
    return {
        "acknowledged": len(told),
        "lost": lost,
        "out of order or applied to old data": disorder,
        "done": before,
        "not done": void,
        "wrong in the file": int(after.snapshot.members[LEFT].note != str(before + 1)),
        "problems": len(Vault(folder).verify()),
    }


def _sum(path: str) -> dict[str, int]:
    total = {"reads": 0, "torn": 0, "backwards": 0, "damaged": 0}
    with open(path, encoding="utf-8") as file:
        for line in file:
            for name, count in json.loads(line).items():
                total[name] += count
    return total


MUST_BE_NONE = (
    *("writers that failed", "readers that failed", "lost", "out of order or applied to old data"),
    *("wrong in the file", "problems", "torn", "backwards", "damaged"),
)
