"""Numbers near their end, names and lines that nobody of ours wrote, states that move: what is acknowledged can always
be read back, and a sound folder is called sound.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import stat
import threading
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from store import journal
from store.disk.disk import Disk
from store.errors import NotStored, StoreError, Unconfirmed, Unsafe
from store.vault import Vault, Who
from tests.faults import Failing, Watched
from tests.soak import ground
from tests.store.test_disk import LI, members, store
from tests.tiers import crossed

AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
END = 1 << 53


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    made = Disk(tmp_path / "branch")
    made.create({"branch": {"1": {"id": "b1", "name": "支部"}}, "members": {}}, LI, AT)
    store(made, "p1", n=1)
    return made


def spell(fields: dict[str, object]) -> bytes:
    """A line of the journal with a right sum, whatever it says."""
    start = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()[:-1]
    return start + b',"sum":"' + sha256(start).hexdigest().encode() + b'"}\n'


def last_line(disk: Disk) -> dict[str, object]:
    line = Path(disk.folder, "journal.jsonl").read_bytes().splitlines()[-1]
    fields: dict[str, object] = json.loads(line)
    fields["previous"] = fields.pop("sum")
    return fields


# Numbers


@pytest.mark.parametrize("revision", [END - 1, END - 2, END - 3, END - (1 << 31)])
def test_a_revision_near_the_end(disk: Disk, revision: int) -> None:
    path = Path(disk.path)
    path.write_text(path.read_text(encoding="utf-8").replace('"revision": 2', f'"revision": {revision}'), "utf-8")
    before = path.read_bytes()
    try:
        made = store(disk, "p2")
    except NotStored:
        assert path.read_bytes() == before
    else:
        assert Disk(disk.folder).read().revision == made
        assert Disk(disk.folder).read().damage is None
    other = Disk(disk.folder)
    other.restore(None if other.read().damage else f"{disk.folder}/backups/1.json", LI, AT)
    assert Disk(disk.folder).read().damage is None
    assert store(disk, "p3") < END - (1 << 32)


def test_a_restored_file_near_the_end_leaves_room(disk: Disk, tmp_path: Path) -> None:
    copy = tmp_path / "copy.json"
    text = Path(disk.path).read_text(encoding="utf-8")
    copy.write_text(text.replace('"revision": 2', f'"revision": {END - 2}'), encoding="utf-8")
    assert disk.restore(str(copy), LI, AT).revision == 3
    assert store(disk, "p2") == 4
    assert disk.verify() == []


@pytest.mark.parametrize("number", [10**18 - 1, END - 1, END, END + 1, 10**15])
def test_a_document_number_near_the_end(disk: Disk, number: int) -> None:
    from store.edits import Add
    from tests.branches import member

    vault = ground.found(Path(disk.folder).parent / "other", people=2, meetings=0)
    path = Path(vault.engine.folder, "branch.json")
    path.write_text(path.read_text(encoding="utf-8").replace('"2": {"id"', f'"{number}": {{"id"'), encoding="utf-8")
    for _ in range(3):
        ground.commit(vault, Add(table="members", record=member("", "又一人")))
    again = Vault(vault.engine.folder).read()
    assert again.damage is None
    assert len(again.members) == 5
    outside = {"outside"}
    assert {problem.code for problem in vault.engine.verify()} <= outside


def test_names_in_backups_that_nobody_of_ours_gave(disk: Disk) -> None:
    store(disk, "p1", n=2)
    folder = Path(disk.folder, "backups")
    for name in ("20261122.json", "20261122153000123456.json", "12345678901234567.json", "copy.json"):
        shutil.copy(disk.path, folder / name)
    (folder / "20261123.json").write_text("not even JSON")
    (folder / "a folder.json").mkdir()
    (folder / "7.json").mkdir()
    assert disk.verify() == []
    for number in range(40):
        store(disk, "p1", n=number)
    assert {problem.place for problem in disk.verify()} == {"backups/7.json"}
    (folder / "7.json").rmdir()
    assert disk.verify() == []
    assert (folder / "20261122.json").exists()
    assert disk.restore(None, LI, AT).revision < 100
    Path(disk.path).write_text("{")
    assert Disk(disk.folder).read().tables["members"]["1"]["n"] == 39
    assert disk.verify()[0].code == "not_json"
    assert disk.restore(None, LI, AT).revision < 100
    assert disk.verify() == []


def test_a_copy_of_another_name_serves_where_nothing_else_is_left(disk: Disk) -> None:
    folder = Path(disk.folder, "backups")
    shutil.copy(disk.path, folder / "20261122.json")
    (folder / "1.json").unlink()
    Path(disk.folder, "journal.jsonl").unlink()
    Path(disk.path).write_text("{")
    assert Disk(disk.folder).read().source == "backups/20261122.json"


# Lines of the journal


ODD = {
    "revision": ["3", 3.0, None, True, -1, END, 1e300, [], {}],
    "at": [3, None, "", "yesterday", "2026-11-22T12:00:00", []],
    "uid": ["0", None, 1.5, -1, END],
    "user": [None, 7, [], {}],
    "claimed": [None, 7],
    "why": [None, 7, [], {}],
    "of": ["1", 1.5, [], END, True],
    "schema": ["1", None, -1, END],
    "changes": [7, None, {}, "x", [7], [[]], [{"table": 1}], [{}], [{"table": "members"}]],
    "base": [None, 7],
    "file": [None, 7],
    "void": [7, ["1"], [None], [END], {"a": 1}],
    "sealed": ["1", None, -1],
    "previous": [None, 7],
}


@pytest.mark.parametrize(("field", "value"), [(field, value) for field, values in ODD.items() for value in values])
def test_a_right_sum_over_odd_types_stops_nothing(disk: Disk, field: str, value: object) -> None:
    line = last_line(disk) | {"revision": 3, field: value}
    if (field, value) == ("changes", {}):
        return  # nothing in it: as good as none
    with open(f"{disk.folder}/journal.jsonl", "ab") as file:
        file.write(spell(line))
    vault = Vault(disk.folder)
    assert [problem.code for problem in disk.verify()] == ["line"]
    list(disk.history())
    vault.undo(Who(uid=5, user="x"), AT)
    assert store(disk, "p2") >= 3
    assert set(members(disk)) == {"p1", "p2"}
    disk.restore(f"{disk.folder}/backups/1.json", LI, AT)


def test_a_change_of_odd_types_too(disk: Disk) -> None:
    good = {"table": "members", "number": "9", "id": "p9", "before": None, "after": {"id": "p9"}}
    for field, values in {
        "table": [None, 7, []],
        "number": [9, None, "x", "01", "9" * 30],
        "id": [None, 7],
        "before": [7, "x", [1]],
        "after": [7, "x", [1]],
    }.items():
        for value in values:
            assert journal.read(spell(last_line(disk) | {"changes": [good | {field: value}]})[:-1]) is None
    assert journal.read(spell(last_line(disk) | {"changes": [good], "invented": 1})[:-1]) is not None


@pytest.mark.parametrize("name", ["revision", "at", "uid", "user"])
def test_nobody_signs_twice(disk: Disk, name: str) -> None:
    """JSON takes the last of two; whoever looks at how a line begins, as a server does, saw the first."""
    line = spell(last_line(disk) | {"revision": 3})
    other = {"revision": 9, "at": "2020-01-01T00:00:00+00:00", "uid": 0, "user": "somebody else"}[name]
    start = line[: line.rindex(b',"sum":')] + f',"{name}":{json.dumps(other)}'.encode()
    twice = start + b',"sum":"' + sha256(start).hexdigest().encode() + b'"}'
    assert journal.read(line.rstrip(b"\n")) is not None
    assert journal.read(twice) is None


def test_a_journal_of_garbage_is_one_problem(disk: Disk) -> None:
    with open(f"{disk.folder}/journal.jsonl", "ab") as file:
        file.write(b"garbage\n" * 50_000)
    assert [(problem.code, problem.place) for problem in disk.verify()] == [("line", "journal.jsonl:3-50002")]
    with open(f"{disk.folder}/journal.jsonl", "ab") as file:
        file.write(b"x" * 5_000_000)
    assert [problem.place for problem in disk.verify()] == ["journal.jsonl:3-50002"]  # the open line is being written
    assert store(disk, "p2") == 3
    assert disk.verify() == []  # the writer sealed it off


def test_a_journal_saved_anew_in_another_encoding_stays_told(disk: Disk) -> None:
    """None of its lines can be read, and the last has no break: no crash leaves more than half a line."""
    journal_file = Path(disk.folder, "journal.jsonl")
    journal_file.write_bytes(journal_file.read_bytes().decode().encode("utf-16"))
    assert store(disk, "p2") == 3
    assert [(problem.code, problem.place) for problem in disk.verify()] == [("line", "journal.jsonl:1-3")]


# Looking while others store


class Meanwhile(Watched):
    """Others store whenever a chosen call is made, as often as told."""

    def __init__(self, name: str, nth: int, work, times: int = 1) -> None:
        self.name, self.left, self.work, self.times = name, nth, work, times

    def around(self, name, args, call):
        result = call()
        if name == self.name and self.times:
            self.left -= 1
            if self.left <= 0:
                self.times -= 1
                self.work()
        return result


@pytest.mark.parametrize(
    ("nth", "call"), crossed(range(1, 14), ["open", "read", "read_from", "status", "stat", "names"])
)
def test_verify_while_others_store(disk: Disk, call: str, nth: int) -> None:
    def others() -> None:
        for number in range(12):
            store(Disk(disk.folder), "p1", n=number)

    assert Disk(disk.folder, Meanwhile(call, nth, others, times=2)).verify() == []


def test_verify_beside_writers(disk: Disk) -> None:
    done = threading.Event()

    def write() -> None:
        mine, number = Disk(disk.folder), 0
        while not done.is_set():
            number += 1
            store(mine, "p1", n=number)

    writers = [threading.Thread(target=write) for _ in range(3)]
    for writer in writers:
        writer.start()
    found = [disk.verify() for _ in range(60)]
    done.set()
    for writer in writers:
        writer.join()
    assert found == [[]] * 60


@pytest.mark.slow
def test_what_is_wrong_is_told_also_while_others_store(disk: Disk) -> None:
    store(disk, "p1", n=3)
    path = Path(disk.folder, "journal.jsonl")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[0], lines[1].replace(b"li", b"xx"), *lines[2:]]))

    def others() -> None:
        store(Disk(disk.folder), "p1", n=object.__hash__(object()))

    found = Disk(disk.folder, Meanwhile("read_from", 1, others, times=99)).verify()
    assert {problem.code for problem in found} >= {"line", "chain"}


# Copies elsewhere, and founding


def test_a_copy_elsewhere_is_whole_or_not_there(disk: Disk, tmp_path: Path) -> None:
    nth = 0
    while True:
        nth += 1
        to = tmp_path / f"copy{nth}.json"
        failing = Failing(errno.ENOSPC, nth)
        try:
            Disk(disk.folder, failing).backup(str(to))
        except Unconfirmed:
            assert to.read_bytes() == Path(disk.path).read_bytes()
        except NotStored:
            assert not to.exists()
        assert not list(tmp_path.glob(f".copy{nth}*")) or failing.failed == "remove"
        if not failing.failed:
            break
    assert nth > 3
    assert stat.S_IMODE(to.stat().st_mode) == 0o600
    with pytest.raises(StoreError) as caught:
        disk.backup(str(to))
    assert caught.value.code == "exists"


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
def test_what_a_disk_refuses_to_found_is_not_there(tmp_path: Path, error: int) -> None:
    nth = 0
    while True:
        nth += 1
        folder = tmp_path / str(nth)
        failing = Failing(error, nth)
        try:
            Disk(folder, failing).create({"members": {}}, LI, AT)
        except Unconfirmed:
            assert Disk(folder).read().revision == 1
        except StoreError:
            assert not (folder / "branch.json").exists()
            assert not (folder / "journal.jsonl").exists()
            Disk(folder).create({"members": {}}, LI, AT)
        if not failing.failed:
            break
    assert nth > 8


def test_founding_over_what_is_there_says_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    (tmp_path / "file").write_text("mine")
    (tmp_path / "loop").symlink_to("loop")
    for path, code in (
        ("dangling", "dangling"),
        ("dangling/below", "dangling"),
        ("file", "not_folder"),
        ("file/below/further", "not_folder"),
    ):
        with pytest.raises(Unsafe) as caught:
            Disk(tmp_path / path).create({}, LI, AT)
        assert (caught.value.code, Path(caught.value.facts["path"]).name) == (code, path.partition("/")[0])
    for path in ("loop", "x" * 300, "x/" * 3000):
        with pytest.raises(StoreError) as told:
            Disk(tmp_path / path).create({}, LI, AT)
        assert type(told.value).__name__ not in ("Damaged", "NotStored")
        with pytest.raises(StoreError) as told:
            Disk(tmp_path / path).read()
        assert type(told.value).__name__ != "Damaged"
    assert sorted(os.listdir(tmp_path)) == ["dangling", "file", "loop"]
    assert (tmp_path / "file").read_text() == "mine"
