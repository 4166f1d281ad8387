"""What a durable change costs, against the bare protocol, sqlite3 and stock TinyDB, on one disk in one run.

    python -m tests.bench.store [--runs 15] [--years 1 10 100]

A branch-year is 60 sessions of 50 marks and 500 training records. Each line is a median; contestants take turns, so
that what the machine does besides falls on all. Ratios are what counts: milliseconds are this machine's.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sqlite3
import time
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING, Any

from tinydb import TinyDB, where

from store import codec
from store.edits import TakeRoll
from store.records import Item, Kind, Meeting, Member, Status, Training
from store.vault import Outcome, Vault, Who
from tests.branches import branch
from tests.faults import Watched
from tests.soak.ground import a_folder

if TYPE_CHECKING:
    from collections.abc import Callable

ME = Who(uid=1000, user="wangwei")
NOW = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
TODAY = date(2026, 11, 22)
PEOPLE = [f"p{number}" for number in range(1, 51)]
MARKS = (Status.PRESENT, Status.LATE, Status.SICK, Status.OFFICIAL)


def branch_of(years: int) -> dict[str, dict[str, Any]]:
    """The documents of so many branch-years."""
    roll = {person: MARKS[place % 4] for place, person in enumerate(PEOPLE)}
    records: dict[str, list[Any]] = {"branch": [branch()], "members": [], "meetings": [], "training": []}
    records["members"] = [Member(id=person, name="欧阳建国", unit="办公室", joined="1998-07") for person in PEOPLE]
    for number in range(60 * years):
        records["meetings"].append(
            Meeting(
                id=f"m{number}",
                day=TODAY - timedelta(days=6 * (60 * years - number)),
                items=(Item(kind=Kind.GENERAL_MEETING, topic="学习党章，研究发展对象"),),
                place="三楼会议室",
                roll=roll if number != 7 else dict.fromkeys(PEOPLE, MARKS[0]),
                roll_day=TODAY,
            )
        )
    for number in range(500 * years):
        day = TODAY - timedelta(days=number // 2)
        training = Training(id=f"t{number}", member=PEOPLE[number % 50], day=day, hours=2.5, topic="档案管理")
        records["training"].append(training)
    return {name: {str(n): codec.encode(one) for n, one in enumerate(table, 1)} for name, table in records.items()}


def timed(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    begun = clock()
    work()
    return clock() - begun


class Ours:
    """The vault: a session that stays open, or (`cold`) one that is opened for the change."""

    def __init__(self, folder: str, tables: Any, cold: bool = False) -> None:
        self.vault = Vault(folder)
        self.vault.engine.create(tables, ME, NOW)
        self.cold = cold
        self.vault.read()
        self.edits = Edits()

    def one_mark(self) -> None:
        self._commit(self.edits.one_mark())

    def fifty_marks(self) -> None:
        self._commit(self.edits.fifty_marks())

    def _commit(self, edit: Any) -> None:
        vault = Vault(self.vault.engine.folder) if self.cold else self.vault
        outcome = vault.commit(edit, ME, NOW)
        assert isinstance(outcome, Outcome)
        assert outcome.ids


class Edits:
    """Marks of one session that differ from those before; all fifty begin as the same."""

    def __init__(self) -> None:
        self.now = {"m0": 0, "m7": 0}

    def _roll(self, meeting: str, people: list[str]) -> TakeRoll:
        before = MARKS[self.now[meeting]]
        self.now[meeting] = (self.now[meeting] + 1) % 4
        after = MARKS[self.now[meeting]]
        marks, seen = dict.fromkeys(people, after), dict.fromkeys(people, before)
        return TakeRoll(meeting=meeting, marks=marks, on=TODAY, seen=seen)

    def one_mark(self) -> TakeRoll:
        return self._roll("m0", PEOPLE[:1])

    def fifty_marks(self) -> TakeRoll:
        return self._roll("m7", PEOPLE)


class Bare:
    """No more than what durable means here: encode, three syncs, one rename."""

    def __init__(self, folder: str, tables: Any) -> None:
        os.mkdir(folder)
        self.folder = folder
        self.tables = tables
        self.line = json.dumps({"before": tables["meetings"]["1"], "after": tables["meetings"]["1"]}).encode() + b"\n"

    def one_mark(self) -> None:
        data = json.dumps(self.tables, ensure_ascii=False).encode()
        folder = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
        for name, flags, part in (
            ("temporary", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, data),
            ("journal", os.O_WRONLY | os.O_CREAT | os.O_APPEND, self.line),
        ):
            handle = os.open(f"{self.folder}/{name}", flags, 0o600)
            os.write(handle, part)
            os.fsync(handle)
            os.close(handle)
        os.rename(f"{self.folder}/temporary", f"{self.folder}/file")
        os.fsync(folder)
        os.close(folder)

    fifty_marks = one_mark


class Sqlite:
    """The same facts as rows, each change a transaction with synchronous=FULL."""

    def __init__(self, folder: str, tables: Any) -> None:
        os.mkdir(folder)
        self.db = sqlite3.connect(f"{folder}/branch.db", isolation_level=None)
        self.db.execute("pragma synchronous=FULL")
        self.db.executescript(
            "create table marks(meeting text, member text, mark text, primary key(meeting, member));"
            "create table documents(name text, id text, body text, primary key(name, id));"
            "begin;"
        )
        for name, table in tables.items():
            for document in table.values():
                marks = [(document["id"], member, mark) for member, mark in (document.get("roll") or {}).items()]
                self.db.executemany("insert into marks values(?,?,?)", marks)
                body = json.dumps({k: v for k, v in document.items() if k != "roll"}, ensure_ascii=False)
                self.db.execute("insert into documents values(?,?,?)", (name, document["id"], body))
        self.db.execute("commit")
        self.turn = 0

    def one_mark(self) -> None:
        self._mark("m0", PEOPLE[:1])

    def fifty_marks(self) -> None:
        self._mark("m7", PEOPLE)

    def _mark(self, meeting: str, people: list[str]) -> None:
        self.turn += 1
        mark = MARKS[self.turn % 4].value
        self.db.execute("begin immediate")
        rows = [(mark, meeting, person) for person in people]
        self.db.executemany("update marks set mark=? where meeting=? and member=?", rows)
        self.db.execute("commit")


class Stock:
    """TinyDB as it comes: no lock, no sync, rewritten in place."""

    def __init__(self, folder: str, tables: Any) -> None:
        os.mkdir(folder)
        with open(f"{folder}/db.json", "w", encoding="utf-8") as file:
            json.dump(tables, file, ensure_ascii=False)
        self.table = TinyDB(f"{folder}/db.json", encoding="utf-8", ensure_ascii=False).table("meetings")
        self.turn = 0

    def one_mark(self) -> None:
        self._mark("m0", PEOPLE[:1])

    def fifty_marks(self) -> None:
        self._mark("m7", PEOPLE)

    def _mark(self, meeting: str, people: list[str]) -> None:
        self.turn += 1
        mark = MARKS[self.turn % 4].value

        def change(document: Any) -> None:
            document["roll"].update(dict.fromkeys(people, mark))

        self.table.update(change, where("id") == meeting)


class Timed(Watched):
    """Seconds spent in each kind of call."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    def around(self, name: str, args: tuple[Any, ...], call: Callable[[], Any]) -> Any:
        begun = time.perf_counter()
        try:
            return call()
        finally:
            self.spent[name] = self.spent.get(name, 0.0) + time.perf_counter() - begun


def changes(place: str, years: int, runs: int) -> Ours:
    tables = branch_of(years)
    contestants = {
        "bare protocol": Bare(f"{place}/bare{years}", tables),
        "ours, open session": Ours(f"{place}/warm{years}", tables),
        "ours, one command": Ours(f"{place}/cold{years}", tables, cold=True),
        "sqlite3 FULL": Sqlite(f"{place}/sqlite{years}", tables),
        "stock TinyDB": Stock(f"{place}/stock{years}", tables),
    }
    ours: Any = contestants["ours, open session"]
    size = os.path.getsize(f"{place}/warm{years}/branch.json")
    print(f"\n{years} branch-year(s), {size / 1e6:.2f} MB")
    for what in ("one_mark", "fifty_marks"):
        spent: dict[str, list[float]] = {name: [] for name in contestants}
        for run in range(runs + 1):
            for name, contestant in contestants.items():
                seconds = timed(getattr(contestant, what))
                if run:
                    spent[name].append(seconds)
                time.sleep(0.005)  # beyond the pause that a writer makes before it takes the lock again
        base = median(spent["bare protocol"])
        for name, all_seconds in spent.items():
            middle = median(all_seconds)
            print(f"  {what:<12} {name:<20} {middle * 1e3:8.2f} ms  {middle / base:5.2f} x bare")
    return ours


def where_time_goes(ours: Ours, runs: int) -> None:
    timed_files = Timed()
    ours.vault.engine.files = ours.vault.engine.lock.files = timed_files
    total = 0.0
    for _ in range(runs):
        time.sleep(0.005)
        total += timed(ours.one_mark)
    spent = sorted(timed_files.spent.items(), key=lambda item: -item[1])
    rest = total - sum(timed_files.spent.values())
    parts = [f"{name} {seconds / total:.0%}" for name, seconds in spent if seconds > total / 100]
    print(f"  one mark, open session: {', '.join(parts)}; Python's own {rest / total:.0%}")


def opening(ours: Ours, runs: int) -> None:
    """By the processor's time, which what else runs on the machine changes least: nothing here waits for a disk."""
    clock = time.process_time
    folder = ours.vault.engine.folder
    path = f"{folder}/branch.json"
    with open(path, "rb") as file:
        data = file.read()
    spent: dict[str, list[float]] = {"json.loads": [], "open": [], "another's change": []}
    reader = Vault(folder)
    reader.read()
    ours.fifty_marks()
    reader.read()
    for _ in range(runs):
        spent["json.loads"].append(timed(lambda: json.loads(data), clock))
        spent["open"].append(timed(lambda: Vault(folder).read(), clock))
        ours.fifty_marks()
        spent["another's change"].append(timed(reader.read, clock))
    base = median(spent["json.loads"])
    for name, all_seconds in spent.items():
        middle = median(all_seconds)
        print(f"  {name:<33} {middle * 1e3:8.2f} ms  {middle / base:5.2f} x json.loads")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--years", type=int, nargs="*", default=[1, 10, 100])
    given = parser.parse_args()
    place = a_folder()
    try:
        for years in given.years:
            runs = max(3, given.runs // (1 if years < 50 else 3))
            ours = changes(place, years, runs)
            where_time_goes(ours, runs)
            opening(ours, runs)
    finally:
        shutil.rmtree(place)


if __name__ == "__main__":
    main()
