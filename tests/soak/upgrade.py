"""A branch of this schema meets a program of an invented next one, and the old program meets what that has stored."""

from __future__ import annotations

import os
import shutil
from typing import Any

from store.disk.disk import Disk
from store.errors import Newer
from store.schema import VERSION
from tests.soak import ground
from tests.soak.mutants import _all_bytes

NEXT = VERSION + 1


def renamed(tables: Any) -> Any:
    """What the invented step does: a field gets another name, and a table is added."""
    members = {
        number: {("remark" if name == "note" else name): value for name, value in member.items()}
        for number, member in tables["members"].items()
    }
    return tables | {"members": members, "invented": {}}


def run() -> dict[str, int]:
    counts = {"refused by the old program": 0, "writes by the old program": 0, "read by the old program": 0}
    counts |= {"lost": 0, "generations kept": 0, "not gone back": 0, "problems": 0}
    place = ground.a_folder()
    folder = f"{place}/branch"
    try:
        ground.found(folder)
        old = Disk(folder)
        new = Disk(folder, version=NEXT, steps={VERSION: renamed})
        before = _documents(old)
        counts["lost"] += _documents(new) != renamed(before)
        counts["writes by the old program"] += old.read().meta["schema"] != VERSION  # reading upgrades nothing
        _remark(new, "note", "remark")
        changed = _documents(new)
        counts["lost"] += changed["members"]["1"].get("remark") != "changed" or len(changed["members"]) != ground.PEOPLE
        counts["generations kept"] += os.path.exists(f"{folder}/backups/schema-{VERSION}.json")
        bytes_now = _all_bytes(folder)
        for ask in (old.read, old.verify, old.backup, lambda: _remark(old, "remark", "note")):
            try:
                ask()
                counts["read by the old program"] += 1
            except Newer:
                counts["refused by the old program"] += 1
        counts["writes by the old program"] += _all_bytes(folder) != bytes_now
        counts["lost"] += _documents(Disk(folder, version=NEXT, steps={VERSION: renamed})) != changed
        old.restore(f"{folder}/backups/schema-{VERSION}.json", ground.who(0), ground.AT)
        counts["not gone back"] += _documents(old) != before
        counts["problems"] += len(old.verify())
        _remark(new, "note", "remark")
        counts["lost"] += _documents(new) != changed
        counts["problems"] += len(new.verify())
    finally:
        shutil.rmtree(place)
    return counts


def _documents(disk: Disk) -> Any:
    return {name: table for name, table in disk.read().tables.items() if name != "_meta"}


def _remark(disk: Disk, _: str, name: str) -> None:
    with disk.transaction(ground.who(0), ground.AT, "test") as transaction:
        tables = transaction.before.tables
        first = tables["members"]["1"] | {name: "changed"}
        transaction.lay(dict(tables) | {"members": dict(tables["members"]) | {"1": first}})


MUST_BE_NONE = ("writes by the old program", "read by the old program", "lost", "not gone back", "problems")
