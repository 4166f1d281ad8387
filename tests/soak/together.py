"""Two open boards and three short-lived programs change the same meeting, members and finding at once.

Afterwards the journal is replayed: every acknowledged edit, applied to the state before it, must give the state after
it, and nothing may have been overwritten that its author had not seen.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import shutil
import time
from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any

from store import codec
from store.edits import Add, Change, EditGroup, Rejected, TakeRoll
from store.errors import StoreError
from store.records import Finding, Result, Status
from store.vault import Outcome, Vault
from tests.soak import ground
from tui.session import Session

if TYPE_CHECKING:
    from store.snapshot import Snapshot

BOARDS, PROGRAMS = 2, 3
TODAY = date(2026, 11, 22)


def invent(snapshot: Snapshot, chance: Random, told: str) -> Any:
    """An edit as a form or a roll call makes it: with what its author saw, which may be old by now."""
    kind = chance.random()
    if kind < 0.4:
        return _change(snapshot, "members", chance, ("note", "unit", "admin_post"), told)
    if kind < 0.55:
        return _change(snapshot, "findings", chance, ("text", "owner"), told)
    if kind < 0.65:
        edits = tuple(_change(snapshot, "members", chance, ("phone", "status"), told) for _ in range(2))
        return EditGroup(edits=edits) if edits[0].id != edits[1].id else edits[0]
    meeting = snapshot.meetings[chance.choice(list(snapshot.meetings)[:2])]
    people = chance.sample(list(snapshot.members), 2)
    marks = {person: chance.choice(list(Status)) for person in people}
    seen = {person: (meeting.roll or {}).get(person, Status.PRESENT) for person in people}
    return TakeRoll(meeting=meeting.id, marks=marks, on=TODAY, seen=seen)


def _change(snapshot: Snapshot, table: str, chance: Random, fields: tuple[str, ...], told: str) -> Change:
    id = chance.choice(list(snapshot.tables[table])[:4])
    field = chance.choice(fields)
    base = {field: getattr(snapshot.tables[table][id], field)}
    return Change(table=table, id=id, base=base, fields_={field: f"{told} {chance.randrange(100)}"})


class Log:
    def __init__(self, path: str) -> None:
        self.file = open(path, "wb")  # noqa: SIM115

    def note(self, edit: Any, result: Any) -> None:
        if isinstance(result, Outcome):  # what changed nothing has no revision of its own
            pickle.dump((edit, "done", result.snapshot.revision if result.ids else None), self.file)
        elif isinstance(result, Rejected):
            pickle.dump((edit, result.code, None), self.file)
        else:
            pickle.dump((edit, f"error {result!r}", None), self.file)
        self.file.flush()


def board(folder: str, number: int, until: float, path: str) -> None:
    """One session: edits are asked for faster than they are stored, the screen follows by the poll."""
    log, chance = Log(path), Random(number)

    async def live() -> None:
        session = Session(
            Vault(folder),
            None,
            ground.who(number),
            today=lambda: TODAY,
            now=lambda: ground.AT,  # type: ignore[arg-type]
        )
        snapshot = await session.read()
        count = 0
        while time.monotonic() < until:
            burst = []
            for _ in range(chance.randrange(1, 6)):
                count += 1
                edit = invent(snapshot, chance, f"b{number}.{count}")
                burst.append((edit, asyncio.create_task(session.store(edit))))
            for edit, task in burst:
                result = await task
                log.note(edit, result)
                if isinstance(result, Outcome):
                    snapshot = result.snapshot
            await session.settled()
            await asyncio.sleep(chance.random() * 0.1)
            snapshot = await session.moved() or snapshot

    asyncio.run(live())


def program(folder: str, number: int, until: float, path: str) -> None:
    """One command after another, each with a vault of its own; some take back their last change, or bring it again."""
    log, chance = Log(path), Random(number)
    count = 0
    while time.monotonic() < until:
        vault = Vault(folder)
        count += 1
        edit: Any = invent(vault.read(), chance, f"p{number}.{count}")
        time.sleep(chance.random() * 0.05)
        what = chance.random()
        try:
            if what < 0.1:
                edit, result = "undo", vault.undo(ground.who(number), ground.AT)
            elif what < 0.15:
                edit, result = "redo", vault.redo(ground.who(number), ground.AT)
            else:
                result = vault.commit(edit, ground.who(number), ground.AT)
        except StoreError as error:
            result = error
        log.note(edit, result)


def run(seconds: float = 120) -> dict[str, int]:
    place = ground.a_folder()
    folder = f"{place}/branch"
    try:
        vault = ground.found(folder)
        for number in range(2):
            record = Finding(id="", rule="OL-01", period="2026-Q3", result=Result.PARTLY, day=TODAY, text=str(number))
            ground.commit(vault, Add(table="findings", record=record))
        start = vault.engine.read()
        until = time.monotonic() + seconds
        paths = [f"{place}/{number}.log" for number in range(1, BOARDS + PROGRAMS + 1)]
        processes = []
        for number, path in enumerate(paths, 1):
            live = board if number <= BOARDS else program
            processes.append(ground.fork(lambda live=live, number=number, path=path: live(folder, number, until, path)))
        failed = sum(ground.code_of(process) != 0 for process in processes)
        return {"sessions that failed": failed} | check(folder, start, [_logged(path) for path in paths])
    finally:
        shutil.rmtree(place)


def _logged(path: str) -> list[tuple[Any, str, int | None]]:
    found = []
    with open(path, "rb") as file:
        size = os.fstat(file.fileno()).st_size
        while file.tell() < size:
            found.append(pickle.load(file))
    return found


def check(folder: str, start: Any, logs: list[list[tuple[Any, str, int | None]]]) -> dict[str, int]:
    counts = {"acknowledged": 0, "conflicts refused": 0, "refused otherwise": 0, "errors": 0}
    counts |= {"lost": 0, "out of order": 0, "not serial": 0, "overwritten": 0, "undone or redone": 0}
    by_revision: dict[int, Any] = {}
    for log in logs:
        latest = 0
        for edit, what, revision in log:
            counts["conflicts refused"] += what == "conflict"
            counts["refused otherwise"] += what not in ("done", "conflict") and not what.startswith("error")
            counts["errors"] += what.startswith("error")
            counts["acknowledged"] += what == "done"
            if revision is not None:
                counts["out of order"] += revision <= latest or revision in by_revision
                by_revision[revision] = edit
                latest = revision
    tables, known = dict(start.tables), None
    done = {entry.revision: entry for entry in Vault(folder).history() if entry.done}
    for revision in sorted(number for number in done if number > start.revision):
        entry = done[revision]
        snapshot = codec.snapshot_of(tables, revision - 1, earlier=known)
        known = (tables, snapshot)
        edit = by_revision.pop(revision, None)
        after = {name: dict(table) for name, table in tables.items()}
        for change in entry.changes:
            counts["not serial"] += after[change.table].get(change.number) != change.before
            after[change.table][change.number] = change.after
        after = {name: tables[name] if tables[name] == table else table for name, table in after.items()}
        if edit is None:
            counts["not serial"] += 1
        elif isinstance(edit, str):
            counts["undone or redone"] += 1
        else:
            counts["overwritten"] += _overwritten(edit, snapshot)
            counts["not serial"] += not _gives(edit, snapshot, tables, after, revision)
        tables = after
    now = Vault(folder).engine.read()
    counts["not serial"] += any(now.tables[name] != table for name, table in tables.items() if name != "_meta")
    counts["lost"] = len(by_revision)
    counts["problems"] = len(Vault(folder).verify())
    return counts


def _gives(edit: Any, snapshot: Snapshot, tables: Any, after: Any, revision: int) -> bool:
    new = edit.apply(snapshot)
    if isinstance(new, Rejected):
        return False
    laid = codec.lay_snapshot(tables, snapshot, new, {})
    return all(_bare(laid[name]) == _bare(after[name]) for name in after if name != "_meta")


def _bare(table: Any) -> Any:
    return {n: {k: v for k, v in document.items() if k not in ("rev", "by", "at")} for n, document in table.items()}


def _overwritten(edit: Any, snapshot: Snapshot) -> int:
    """How many values an acknowledged edit replaced that its author had not seen."""
    if isinstance(edit, EditGroup):
        return sum(_overwritten(one, snapshot) for one in edit.edits)
    if isinstance(edit, Change):
        record = snapshot.tables[edit.table][edit.id]
        values = [(getattr(record, name), edit.base[name], mine) for name, mine in edit.fields_.items()]
    else:
        roll = snapshot.meetings[edit.meeting].roll or {}
        values = [(roll.get(one, Status.PRESENT), edit.seen[one], mine) for one, mine in edit.marks.items()]
    return sum(now not in (seen, mine) for now, seen, mine in values)


MUST_BE_NONE = ("sessions that failed", "errors", "lost", "out of order", "not serial", "overwritten", "problems")
