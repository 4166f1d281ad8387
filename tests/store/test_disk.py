"""The folder of a branch: what is stored stays, what is refused leaves no trace, and what is odd is not trusted."""

from __future__ import annotations

import errno
import json
import os
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tinydb

from store import file_codec
from store.disk.disk import Disk
from store.errors import Busy, Damaged, Missing, Newer, NotPermitted, NotStored, StoreError, Unconfirmed, Unsafe
from store.schema import VERSION
from store.vault import Vault, Who
from tests.faults import Counted, Failing

if TYPE_CHECKING:
    from collections.abc import Callable

AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LI = Who(uid=1000, user="li")
WANG = Who(uid=1001, user="wang", claimed="王伟")

Documents = dict[str, dict[str, Any]]


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    made = Disk(tmp_path / "branch")
    made.create({"branch": {"1": {"id": "b1", "name": "支部"}}, "members": {}}, LI, AT)
    return made


def store(disk: Disk, id: str, by: Who = LI, **fields: Any) -> int:
    """Add a member or give it other fields; the revision."""
    with disk.transaction(by, AT, "test") as transaction:
        before = transaction.before.tables
        members = dict(before["members"])
        number = next((n for n, member in members.items() if member["id"] == id), str(len(members) + 1))
        members[number] = members.get(number, {"id": id}) | fields
        transaction.lay(dict(before) | {"members": members})
    return transaction.after.revision


def members(disk: Disk) -> Documents:
    return {member["id"]: member for member in disk.read().tables["members"].values()}


def files_of(disk: Disk) -> dict[str, tuple[int, bytes]]:
    """Everything in the folder, with inodes."""
    found = sorted(path for path in Path(disk.folder).rglob("*") if path.is_file())
    return {str(path.relative_to(disk.folder)): (path.stat().st_ino, path.read_bytes()) for path in found}


def test_a_stored_document_is_read_by_another_and_by_stock_tinydb(disk: Disk) -> None:
    assert store(disk, "p1", name="李明", hours=2.5, posts=[{"kind": "secretary"}]) == 2
    wanted = {"id": "p1", "name": "李明", "hours": 2.5, "posts": [{"kind": "secretary"}]}
    assert members(Disk(disk.folder)) == {"p1": wanted}
    with tinydb.TinyDB(disk.path, access_mode="r", encoding="utf-8") as stock:
        assert stock.table("members").all() == [wanted]
        assert stock.table("_meta").all() == [{"schema": VERSION, "revision": 2}]


def test_a_commit_costs_three_syncs_and_one_rename(disk: Disk) -> None:
    store(disk, "p1")
    disk.files = disk.lock.files = Counted()
    store(disk, "p2")
    assert disk.files.calls.count("fsync") == 3
    assert disk.files.calls.count("rename") == 1
    assert disk.files.calls.count("link") == 1
    poll = disk.files = Counted()
    disk.stamp()
    assert poll.calls == ["stat"]


def test_the_database_of_a_transaction_is_stored_too(disk: Disk) -> None:
    store(disk, "p1", name="李明", tags=["a"])
    with disk.transaction(LI, AT, "test") as transaction:
        table = transaction.db.table("members")
        table.update({"name": "王伟"}, tinydb.where("id") == "p1")
        table.update(lambda doc: doc["tags"].append("b"))
        table.insert({"id": "p2"})
    assert members(disk) == {"p1": {"id": "p1", "name": "王伟", "tags": ["a", "b"]}, "p2": {"id": "p2"}}
    entry = next(disk.history())
    assert [(change.id, change.before) for change in entry.changes] == [
        ("p1", {"id": "p1", "name": "李明", "tags": ["a"]}),
        ("p2", None),
    ]


def test_the_database_does_not_outlive_its_transaction(disk: Disk) -> None:
    with disk.transaction(LI, AT, "test") as transaction:
        table = transaction.db.table("members")
    with pytest.raises(NotStored):
        table.insert({"id": "p9"})
    assert members(disk) == {}


@pytest.mark.parametrize("how", ["raise", "abandon", "same"])
def test_what_is_not_acknowledged_leaves_no_trace(disk: Disk, how: str) -> None:
    store(disk, "p1", name="李明")
    before = files_of(disk)

    def change() -> None:
        with disk.transaction(LI, AT, "test") as transaction:
            tables = transaction.before.tables
            if how == "same":
                transaction.lay(json.loads(json.dumps(tables)))
                return
            transaction.lay({"members": {}})
            if how == "raise":
                raise ZeroDivisionError
            transaction.abandon()

    if how == "raise":
        with pytest.raises(ZeroDivisionError):
            change()
    else:
        change()
    assert files_of(disk) == before


def test_untouched_documents_keep_their_object_and_their_spelling(disk: Disk) -> None:
    store(disk, "p1", name="李明", unknown={"b": 1.50, "a": [True, None]})
    text = Path(disk.path).read_text(encoding="utf-8").replace("[true, null]", "[true,  null]").replace("1.5", "1.50")
    Path(disk.path).write_text(text, encoding="utf-8")
    other = Disk(disk.folder)
    first = other.read().tables
    store(disk, "p2")
    second = other.read().tables
    assert second["members"]["1"] == first["members"]["1"]
    assert second["branch"] == first["branch"]
    store(disk, "p3")
    third = other.read().tables
    assert third["members"]["1"] is second["members"]["1"]
    assert third["branch"] is second["branch"]
    assert third["members"]["3"] == {"id": "p3"}


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800", {1: 2}, (1, 2), object()])
def test_what_is_no_json_is_refused_before_the_disk_is_touched(disk: Disk, value: Any) -> None:
    before = files_of(disk)
    with pytest.raises(NotStored) as caught:
        store(disk, "p1", value=value)
    assert (caught.value.code, caught.value.facts["place"]) == ("value", "members/1")
    assert files_of(disk) == before


def test_what_the_journal_vouches_for_is_read_as_what_is_judged(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.file_codec.LARGE", 0)
    believed: list[bytes] = []
    believe = file_codec.believe

    def watched(data: bytes) -> file_codec.FileText:
        believed.append(data)
        return believe(data)

    monkeypatch.setattr("store.file_codec.believe", watched)
    store(disk, "p1", name='李": {', tags=["a", {}], n=1)
    store(disk, "p2")
    believed.clear()
    data = Path(disk.path).read_bytes()
    sheet = believe(data)
    assert Disk(disk.folder).read().tables == file_codec.decode(data) == sheet.tables
    assert believed == [data]
    again, changes = file_codec.write(sheet, sheet.tables)
    assert (again.data, changes) == (data, [])
    store(Disk(disk.folder), "p1", n=2)
    assert believed == [data, data]
    assert disk.verify() == []
    text = Path(disk.path).read_text(encoding="utf-8").replace('"n": 2', '"n": 2, "n": 3')
    Path(disk.path).write_text(text, encoding="utf-8")
    assert Disk(disk.folder).read().damage is not None
    assert len(believed) == 2


def test_true_is_not_one(disk: Disk) -> None:
    store(disk, "p1", leader=1)
    store(disk, "p1", leader=True)
    assert members(disk)["p1"]["leader"] is True
    assert members(Disk(disk.folder))["p1"]["leader"] is True


def test_the_journal_says_who_when_and_what_was_before(disk: Disk) -> None:
    store(disk, "p1", name="李明")
    store(disk, "p1", WANG, name="王伟")
    latest, earlier, first = disk.history()
    assert (latest.revision, latest.at, latest.uid, latest.user, latest.claimed) == (
        3,
        "2026-11-22T12:00:00.000+00:00",
        1001,
        "wang",
        "王伟",
    )
    assert latest.changes[0].before == {"id": "p1", "name": "李明"}
    assert latest.changes[0].after == {"id": "p1", "name": "王伟"}
    assert earlier.changes[0].before is None
    assert first.why == "init"
    assert [entry.revision for entry in disk.history("b1")] == [1]
    assert latest.previous == earlier.sum
    assert disk.verify() == []


def test_former_generations_are_links_and_are_thinned_out(disk: Disk) -> None:
    for number in range(70):
        store(disk, "p1", n=number)
    names = os.listdir(f"{disk.folder}/backups")
    assert 24 <= len(names) <= 42
    assert "70.json" in names
    assert "71.json" not in names
    assert os.stat(disk.path).st_nlink == 1
    assert disk.verify() == []


def test_what_was_asked_for_is_never_thinned_out(disk: Disk) -> None:
    kept = disk.backup()
    for number in range(70):
        store(disk, "p1", n=number)
    assert Path(kept).exists()
    assert disk.restore(kept, LI, AT).revision == 72
    assert members(disk) == {}
    assert next(disk.history()).replaced == "replaced-72.json"
    assert disk.restore(f"{disk.folder}/backups/replaced-72.json", LI, AT).revision == 73
    assert members(disk) == {"p1": {"id": "p1", "n": 69}}
    assert disk.verify() == []


def test_a_backup_elsewhere_replaces_nothing(disk: Disk, tmp_path: Path) -> None:
    to = tmp_path / "copy.json"
    assert disk.backup(str(to)) == str(to)
    assert to.read_bytes() == Path(disk.path).read_bytes()
    assert stat.S_IMODE(to.stat().st_mode) == 0o600
    with pytest.raises(StoreError) as caught:
        disk.backup(str(to))
    assert caught.value.code == "exists"


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (lambda text: text[: len(text) // 2], "not_json"),
        (lambda text: "", "not_json"),
        (lambda text: text.replace('"id": "p1"', '"id": "p1", "id": "p2"'), "twice"),
        (lambda text: text.replace('"n": 1', '"n": NaN'), "number"),
        (lambda text: text.replace('"n": 1', '"n": 1e999'), "number"),
        (lambda text: text.replace('"n": 1', '"n": ' + "9" * 5000), "number"),
        (lambda text: text.replace('"n": 1', '"n": ' + "[" * 70 + "]" * 70), "deep"),
        (lambda text: text.replace('"n": 1', '"n": ' + "[" * 90_000 + "]" * 90_000), "deep"),
        (lambda text: text.replace('"n": 1', '"n": "\\ud800"'), "surrogate"),
        (lambda text: "[]", "shape"),
        (lambda text: text.replace('"1": {"id": "p1"', '"01": {"id": "p1"'), "shape"),
        (lambda text: text.replace('"1": {"id": "p1", "n": 1}', '"1": 1'), "shape"),
        (lambda text: text.replace('"revision": 2', '"revision": true'), "meta"),
        (lambda text: text.replace('"_meta"', '"_mata"'), "meta"),
    ],
)
def test_damage_is_read_around_never_written_over_and_healed(disk: Disk, harm: Any, code: str) -> None:
    store(disk, "p1", n=1)
    text = Path(disk.path).read_text(encoding="utf-8")
    Path(disk.path).write_text(harm(text), encoding="utf-8")
    before = files_of(disk)
    generation = disk.read()
    assert generation.damage is not None
    assert generation.damage.code == code
    assert generation.revision == 2
    assert generation.tables["members"] == {"1": {"id": "p1", "n": 1}}
    with pytest.raises(Damaged):
        store(disk, "p2")
    assert files_of(disk) == before
    assert next(problem.code for problem in disk.verify()) == code
    assert disk.restore(None, LI, AT).revision == 3
    assert members(disk) == {"p1": {"id": "p1", "n": 1}}
    assert disk.verify() == []
    assert store(disk, "p2") == 4


def test_bytes_that_are_not_utf8_are_named_by_line(disk: Disk) -> None:
    Path(disk.path).write_bytes(Path(disk.path).read_bytes().replace("支部".encode(), "支部".encode("gbk")))
    assert [(p.code, p.place) for p in disk.verify()] == [("not_utf8", "branch.json:6:30")]


def test_a_lost_file_is_damage_and_comes_back_from_the_journal_alone(disk: Disk) -> None:
    store(disk, "p1", n=1)
    store(disk, "p1", n=2)
    for path in Path(disk.folder, "backups").iterdir():
        path.unlink()
    os.unlink(disk.path)
    generation = disk.read()
    assert generation.damage is not None
    assert (generation.damage.code, generation.revision, generation.source) == ("lost", 3, "journal.jsonl")
    with pytest.raises(Damaged):
        store(disk, "p2")
    disk.restore(None, LI, AT)
    assert members(disk) == {"p1": {"id": "p1", "n": 2}}
    assert disk.verify() == []


def test_a_missing_folder_stays_missing(tmp_path: Path) -> None:
    disk = Disk(tmp_path / "no" / "where")
    for ask in (disk.read, disk.verify, lambda: store(disk, "p1"), lambda: disk.restore(None, LI, AT), disk.backup):
        with pytest.raises(Missing):
            ask()
    assert disk.stamp() is None
    assert list(disk.history()) == []
    (tmp_path / "empty").mkdir(0o700)
    with pytest.raises(Missing):
        store(Disk(tmp_path / "empty"), "p1")
    assert os.listdir(tmp_path) == ["empty"]
    assert os.listdir(tmp_path / "empty") == []


def test_a_store_is_not_founded_twice(disk: Disk, tmp_path: Path) -> None:
    before = files_of(disk)
    with pytest.raises(StoreError) as caught:
        disk.create({}, LI, AT)
    assert caught.value.code == "exists"
    assert files_of(disk) == before
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.docx").touch()
    with pytest.raises(StoreError) as caught:
        Disk(tmp_path / "full").create({}, LI, AT)
    assert caught.value.code == "not_empty"
    assert os.listdir(tmp_path / "full") == ["thesis.docx"]


def test_a_newer_schema_is_not_read_and_not_written(disk: Disk) -> None:
    text = Path(disk.path).read_text(encoding="utf-8")
    Path(disk.path).write_text(text.replace(f'"schema": {VERSION}', f'"schema": {VERSION + 1}'), encoding="utf-8")
    before = files_of(disk)
    for ask in (disk.read, lambda: store(disk, "p1"), disk.verify):
        with pytest.raises(Newer):
            ask()
    assert files_of(disk) == before


def test_an_upgrade_is_a_generation_of_its_own_and_keeps_the_old_one_for_good(disk: Disk) -> None:
    store(disk, "p1", name="李明")

    def rename(tables: Any) -> Any:
        moved = {
            n: {("full_name" if k == "name" else k): v for k, v in d.items()} for n, d in tables["members"].items()
        }
        return tables | {"members": moved}

    newer = Disk(disk.folder, version=VERSION + 1, steps={VERSION: rename})
    before = files_of(disk)
    assert newer.read().tables["members"] == {"1": {"id": "p1", "full_name": "李明"}}
    with newer.transaction(LI, AT, "nothing"):
        pass
    assert files_of(disk) == before
    for number in range(40):
        store(newer, "p2", n=number)
    assert [entry.why for entry in newer.history()][-3:] == ["migrate", "test", "init"]
    schemas = [(e.revision, e.schema - VERSION) for e in newer.history() if e.revision in (2, 3, 4)]
    assert schemas == [(4, 1), (3, 1), (2, 0)]
    assert newer.verify() == []
    assert json.loads(Path(disk.folder, f"backups/schema-{VERSION}.json").read_bytes())["members"] == {
        "1": {"id": "p1", "name": "李明"}
    }
    before = files_of(disk)
    with pytest.raises(Newer):
        disk.read()
    with pytest.raises(Newer):
        store(disk, "p3")
    assert files_of(disk) == before
    assert disk.restore(f"{disk.folder}/backups/schema-{VERSION}.json", LI, AT).revision == 44
    assert members(disk) == {"p1": {"id": "p1", "name": "李明"}}
    assert store(newer, "p2") == 46


def test_links_pipes_and_open_folders_are_not_trusted(disk: Disk, tmp_path: Path) -> None:
    target = tmp_path / "passwd"
    target.write_text("root")
    os.rename(disk.path, tmp_path / "was.json")
    os.symlink(target, disk.path)
    for ask in (disk.read, lambda: store(disk, "p1")):
        with pytest.raises(Unsafe) as caught:
            ask()
        assert caught.value.code == "link"
    os.unlink(disk.path)
    os.mkfifo(disk.path)
    with pytest.raises(Unsafe):
        disk.read()
    os.unlink(disk.path)
    os.rename(tmp_path / "was.json", disk.path)
    os.rename(f"{disk.folder}/journal.jsonl", tmp_path / "was.jsonl")
    os.symlink(target, f"{disk.folder}/journal.jsonl")
    with pytest.raises(StoreError):
        store(disk, "p1")
    assert target.read_text() == "root"
    os.chmod(disk.folder, 0o777)
    with pytest.raises(Unsafe) as caught:
        disk.read()
    assert caught.value.code == "open_folder"


def test_a_borrowed_identity_and_a_far_file_system_are_not_trusted(disk: Disk) -> None:
    class Borrowed(Counted):
        def users(self) -> tuple[int, int]:
            return 1000, 0

    with pytest.raises(Unsafe) as caught:
        Disk(disk.folder, Borrowed()).read()
    assert caught.value.code == "other_user"

    class Far(Counted):
        def file_system(self, device: int) -> str:
            return "nfs4"

    with pytest.raises(Unsafe) as caught:
        store(Disk(disk.folder, Far()), "p1")
    assert (caught.value.code, caught.value.facts["kind"]) == ("network", "nfs4")
    assert store(Disk(disk.folder, Far(), anywhere=True), "p1") == 2


def test_the_folder_decides_the_modes_whatever_the_umask(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    os.chmod(shared, 0o2770)
    old = os.umask(0o077)
    try:
        disk = Disk(shared)
        disk.create({"members": {}}, LI, AT)
        store(disk, "p1")
        disk.backup()
    finally:
        os.umask(old)
    modes = {str(p.relative_to(shared)): stat.S_IMODE(p.stat().st_mode) for p in shared.rglob("*")}
    assert modes == {
        ".lock": 0o220,
        "branch.json": 0o660,
        "journal.jsonl": 0o660,
        "backups": 0o2770,
        "backups/1.json": 0o660,
        "backups/kept-2.json": 0o660,
    }
    assert {p.stat().st_gid for p in shared.rglob("*")} == {shared.stat().st_gid}
    own = Disk(tmp_path / "own")
    old = os.umask(0)
    try:
        own.create({"members": {}}, LI, AT)
        store(own, "p1")
    finally:
        os.umask(old)
    assert stat.S_IMODE(os.stat(own.folder).st_mode) == 0o700
    assert {stat.S_IMODE(p.stat().st_mode) for p in Path(own.folder).rglob("*.*") if p.is_file()} == {0o600, 0o200}


def test_one_who_waits_is_told_by_whom_and_gives_up(disk: Disk) -> None:
    class Clock(Counted):
        seconds = 0.0

        def now(self) -> float:
            return self.seconds

        def sleep(self, seconds: float) -> None:
            self.seconds += seconds

    waiting = Disk(disk.folder, Clock())
    told: list[Any] = []
    with (
        disk.lock,
        pytest.raises(Busy) as caught,
        waiting.transaction(LI, AT, "test", waiting=lambda process, user: told.append((process, user))),
    ):
        pass
    assert told == [(os.getpid(), os.getuid())]
    assert caught.value.facts["process"] == os.getpid()
    assert store(waiting, "p1") == 2


ERRORS = [
    (errno.ENOSPC, NotStored, "full"),
    (errno.EDQUOT, NotStored, "quota"),
    (errno.EFBIG, NotStored, "too_big"),
    (errno.EIO, NotStored, "failing"),
    (errno.EROFS, NotPermitted, "read_only"),
    (errno.EPERM, NotPermitted, "no_write"),
]


def refusal_of(ask: Callable[[], Any]) -> StoreError | None:
    try:
        ask()
    except StoreError as refused:
        return refused
    return None


@pytest.mark.parametrize(("error", "kind", "code"), ERRORS)
def test_an_error_at_any_step_leaves_the_old_file_or_says_what_it_left(
    tmp_path: Path, error: int, kind: type[StoreError], code: str
) -> None:
    nth = 0
    while True:
        nth += 1
        disk = Disk(tmp_path / f"{nth}")
        disk.create({"members": {}}, LI, AT)
        store(disk, "p1", n=1)
        before = Path(disk.path).read_bytes()
        failing = Disk(disk.folder, Failing(error, nth))
        refused = refusal_of(lambda disk=failing: store(disk, "p1", n=2))
        if refused is None or type(refused) is Unconfirmed:
            assert members(disk) == {"p1": {"id": "p1", "n": 2}}
        else:
            assert (type(refused), refused.code) == (kind, code)
            assert Path(disk.path).read_bytes() == before
            assert not [name for name in os.listdir(disk.folder) if name.endswith(".tmp")]
        assert disk.verify() == []
        store(disk, "p1", n=3)
        assert members(disk) == {"p1": {"id": "p1", "n": 3}}
        assert next(e.changes[0].after for e in disk.history("p1") if e.done) == {"id": "p1", "n": 3}
        assert disk.verify() == []
        if not failing.files.failed:
            break
    assert nth > 8


def test_a_line_without_its_file_was_not_done(disk: Disk) -> None:
    store(disk, "p1", n=1)
    store(disk, "p1", n=2)
    os.replace(f"{disk.folder}/backups/2.json", disk.path)
    assert [(e.revision, e.done) for e in disk.history()] == [(3, False), (2, True), (1, True)]
    assert disk.verify() == []
    assert store(disk, "p1", n=3) == 4
    assert [(e.revision, e.done) for e in disk.history()] == [(4, True), (3, False), (2, True), (1, True)]
    assert disk.verify() == []


@pytest.mark.parametrize(
    "left", [lambda line: line[:-1], lambda line: line[:99], lambda line: bytes(99), lambda line: b"{"]
)
def test_half_a_line_is_sealed_off(disk: Disk, left: Any) -> None:
    journal = Path(disk.folder, "journal.jsonl")
    for number in range(3):
        revision = store(disk, "p1", n=number)
        whole = journal.read_bytes()
        store(disk, "p1", n=99)
        journal.write_bytes(whole + left(journal.read_bytes()[len(whole) :]))
        os.replace(f"{disk.folder}/backups/{revision}.json", disk.path)
        assert disk.verify() == []
        assert next(e.revision for e in disk.history() if e.done) == revision
    revision = store(disk, "p1", n=100)
    assert next(e.revision for e in disk.history() if e.done) == revision
    assert unread_of(disk) == []
    assert disk.verify() == []


@pytest.mark.parametrize(
    ("at", "garbage", "unread"),
    [
        ([0], b"?\n", [1]),
        ([1], b"?\n{}\n", [2]),
        ([3], b"?\n", [1]),
        ([3], b"?\n?", [1]),
        ([3], b"?", []),
        ([0, 2], b"?\n", [1, 1]),
        ([0, 3], b"\n\n\n", [3, 3]),
    ],
)
def test_lines_that_can_not_be_read_are_told_where_they_are_passed(
    disk: Disk, at: list[int], garbage: bytes, unread: list[int]
) -> None:
    store(disk, "p1", n=1)
    store(disk, "p2", n=2)
    path = Path(disk.folder, "journal.jsonl")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(garbage * (place in at) + line for place, line in enumerate([*lines, b""])))
    assert unread_of(disk) == unread
    assert unread_of(disk, "p1") == unread
    assert len([problem for problem in disk.verify() if problem.code == "line"]) == len(unread)
    assert Vault(disk.folder).past().unread == sum(unread)
    assert [entry.revision for entry in Vault(disk.folder).past(None, 2).entries] == [3, 2]


def unread_of(disk: Disk, id: str | None = None) -> list[int]:
    told: list[int] = []
    list(disk.history(id, told.append))
    return told


@pytest.mark.parametrize(
    ("harm", "problems"),
    [
        (lambda lines: [lines[0], *lines[2:]], [("chain", "journal.jsonl:2"), ("outside", "journal.jsonl:2")]),
        (
            lambda lines: [lines[0], lines[1].replace(b'"n":0', b'"n":7'), *lines[2:]],
            [("line", "journal.jsonl:2"), ("chain", "journal.jsonl:3"), ("outside", "journal.jsonl:3")],
        ),
        (lambda lines: lines[:-1], [("unexplained", "branch.json:_meta/revision")]),
    ],
)
def test_a_changed_journal_shows(disk: Disk, harm: Any, problems: list[tuple[str, str]]) -> None:
    for number in range(4):
        store(disk, "p1", n=number)
    journal = Path(disk.folder, "journal.jsonl")
    journal.write_bytes(b"".join(harm(journal.read_bytes().splitlines(keepends=True))))
    assert [(problem.code, problem.place) for problem in disk.verify()] == problems


@pytest.mark.parametrize("empty", [lambda path: path.write_bytes(b""), Path.unlink])
def test_an_emptied_journal_shows_when_something_was_added_after_it(disk: Disk, empty: Any) -> None:
    for number in range(4):
        store(disk, "p1", n=number)
    empty(Path(disk.folder, "journal.jsonl"))
    for number in range(2):
        store(disk, "p1", n=10 + number)
        assert [(p.code, p.place) for p in disk.verify()] == [("beginning", "journal.jsonl:1")]


def test_a_file_that_came_without_a_journal_has_one_from_then_on(disk: Disk, tmp_path: Path) -> None:
    for number in range(4):
        store(disk, "p1", n=number)
    alone = tmp_path / "alone"
    alone.mkdir(0o700)
    (alone / "branch.json").write_bytes(Path(disk.path).read_bytes())
    copy = Disk(str(alone))
    for number in range(2):
        store(copy, "p1", n=10 + number)
        assert copy.verify() == []


def test_a_change_by_another_program_shows(disk: Disk) -> None:
    store(disk, "p1", n=1)
    with tinydb.TinyDB(disk.path, encoding="utf-8") as stock:
        stock.table("members").update({"n": 2})
    assert [(p.code, p.place) for p in disk.verify()] == [("outside", "branch.json")]
    assert members(disk)["p1"]["n"] == 2
    store(disk, "p1", n=3)
    assert [(p.code, p.place) for p in disk.verify()] == [("outside", "journal.jsonl:3")]


@pytest.mark.parametrize(("before", "problems"), [(1, []), (2, ["older"]), (12, ["older"])])
def test_an_earlier_file_in_the_place_of_the_last_shows(disk: Disk, before: int, problems: list[str]) -> None:
    """Of one line that the file has not reached nobody can say: so a crash leaves it."""
    store(disk, "p1", n=0)
    earlier = Path(disk.path).read_bytes()
    for number in range(before):
        store(disk, "p1", n=number + 1)
    Path(disk.path).write_bytes(earlier)
    assert [problem.code for problem in disk.verify()] == problems
    store(disk, "p1", n=99)
    assert [problem.code for problem in disk.verify()] == problems
    store(disk, "p1", n=100)
    assert [problem.code for problem in disk.verify()] == problems


def test_long_lines_are_read_from_both_ends(disk: Disk) -> None:
    for size in (1, 70_000, 200_000, 65_536):
        store(disk, "p1", text="长" * size)
    assert [len(e.changes[0].after["text"]) for e in disk.history("p1")] == [65_536, 200_000, 70_000, 1]
    assert disk.verify() == []


def test_what_a_dead_writer_left_is_swept_away(disk: Disk) -> None:
    Path(disk.folder, ".branch.json.99999.tmp").write_text("half")
    assert disk.facts()["left_over"] == 1
    store(disk, "p1")
    assert disk.facts()["left_over"] == 0
