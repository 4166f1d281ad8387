"""The process ends at every call to the kernel: before it, after it, and in the midst of a write.

Afterwards the branch must be the old or the new generation, the new one if that was acknowledged, and the next change
must go through without help.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

from store.disk.disk import Disk
from store.errors import Missing
from tests.faults import Counted, Dying
from tests.soak import ground

if TYPE_CHECKING:
    from collections.abc import Callable

ACKNOWLEDGED = 42


def set_note(disk: Disk, note: str) -> None:
    with disk.transaction(ground.who(0), ground.AT, "test") as transaction:
        before = transaction.before.tables
        transaction.lay(dict(before) | {"members": {"1": {"id": "p1", "note": note}}})


def found(disk: Disk) -> None:
    disk.create({"members": {"1": {"id": "p1", "note": "new"}}}, ground.who(0), ground.AT)


def note_of(folder: str) -> str | None:
    try:
        generation = Disk(folder).read()
    except Missing:
        return None
    return "damaged" if generation.damage else generation.tables["members"]["1"]["note"]


def changed(folder: str) -> None:
    found(Disk(folder))
    set_note(Disk(folder), "old")


def without_history(folder: str) -> None:
    changed(folder)
    os.unlink(f"{folder}/journal.jsonl")
    shutil.rmtree(f"{folder}/backups")


def after_a_crash(folder: str) -> None:
    """Half a line, a line that was not done, and a temporary file are left."""
    changed(folder)
    set_note(Disk(folder), "lost")
    os.replace(f"{folder}/backups/2.json", f"{folder}/branch.json")
    with open(f"{folder}/journal.jsonl", "ab") as journal, open(f"{folder}/.branch.json.1.tmp", "wb") as left:
        journal.write(b'{"revision":4,"changes":[')
        left.write(b"{")


def old_enough(folder: str) -> None:
    """The next revision is one that thins out the generations, of which there are too many."""
    changed(folder)
    for number in range(45):
        set_note(Disk(folder), str(number))
    set_note(Disk(folder), "old")
    assert Disk(folder).read().revision == 48 - 1 + 1 or Disk(folder).read().revision % 16 == 15


def upgraded(files: Any, folder: str) -> Disk:
    return Disk(folder, files, version=2, steps={1: lambda tables: dict(tables) | {"new": {}}})


SCENES: dict[str, tuple[Callable[[str], None], Callable[[Any, str], None], str | None]] = {
    "a change": (changed, lambda files, folder: set_note(Disk(folder, files), "new"), "old"),
    "a first change": (without_history, lambda files, folder: set_note(Disk(folder, files), "new"), "old"),
    "a change after a crash": (after_a_crash, lambda files, folder: set_note(Disk(folder, files), "new"), "old"),
    "a founding": (lambda folder: None, lambda files, folder: found(Disk(folder, files)), None),
    "a restore": (
        changed,
        lambda files, folder: Disk(folder, files).restore(f"{folder}/backups/1.json", ground.who(0), ground.AT),
        "old",
    ),
    "a copy": (changed, lambda files, folder: Disk(folder, files).backup(), "old"),
}
"""What stands before, what is then done, and the note before; `new` is the note after (but of a copy)."""


def run(scenes: tuple[str, ...] = tuple(SCENES)) -> dict[str, int]:
    counts = {"points": 0, "acknowledged": 0, "old": 0, "new": 0, "neither": 0, "lost": 0, "stuck": 0, "problems": 0}
    for scene in scenes:
        prepare, act, old = SCENES[scene]
        new = old if scene == "a copy" else "new"
        place = ground.a_folder()
        try:
            prepare(f"{place}/0")
            counted = Counted()
            act(counted, f"{place}/0")
            kinds = [(nth, when) for nth, name in enumerate(counted.calls, 1) for when in _when(name)]
            for nth, when in kinds:
                _crash(f"{place}/{nth}{when}", prepare, act, (old, new), Dying(nth, when), counts)
        finally:
            shutil.rmtree(place)
    return counts


def _when(name: str) -> tuple[str, ...]:
    if name in ("now", "sleep", "chance", "process", "users"):
        return ()
    return ("before", "amid", "after") if name == "write" else ("before", "after")


def _crash(folder: str, prepare: Any, act: Any, notes: tuple[Any, Any], files: Dying, counts: dict[str, int]) -> None:
    prepare(folder)

    def work() -> None:
        act(files, folder)
        os._exit(ACKNOWLEDGED)

    acknowledged = ground.code_of(ground.fork(work)) == ACKNOWLEDGED
    old, new = notes
    note = note_of(folder)
    counts["points"] += 1
    counts["acknowledged"] += acknowledged
    counts["old" if note == old else "new" if note == new else "neither"] += 1
    counts["lost"] += acknowledged and note != new
    if note is None:
        found(Disk(folder))
    set_note(Disk(folder), "next")
    disk = Disk(folder)
    counts["stuck"] += note_of(folder) != "next" or any(name.endswith(".tmp") for name in os.listdir(folder))
    counts["problems"] += len(disk.verify())


MUST_BE_NONE = ("neither", "lost", "stuck", "problems")
