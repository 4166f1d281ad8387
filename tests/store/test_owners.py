"""Whose the files of a branch are: whoever made them, and whoever stored last, its owner stays its owner."""

from __future__ import annotations

import os
import shutil
import stat
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from store.disk.disk import Disk
from store.errors import NotPermitted, StoreError, Unsafe
from store.vault import Who
from tests.store.test_disk import store
from tui.files.saving import save

AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ROOT = Who(uid=0, user="root")
NOBODY, WRITERS, ONE, OTHER = 65534, 61_001, 61_011, 61_012

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can store in somebody else's folder")


def of(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Owner, group and mode of every file and folder of a branch."""
    found = {}
    for path in [folder, *sorted(folder.rglob("*"))]:
        status = path.lstat()
        found[str(path.relative_to(folder))] = (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode))
    return found


def as_user(user: int, group: int, work) -> None:
    """Do something in a process of its own, as somebody else."""
    process = os.fork()
    if not process:
        try:
            os.setgroups([])
            os.setgid(group)
            os.setuid(user)
            work()
            os._exit(0)
        except BaseException as error:
            print(repr(error))
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0


def everything(folder: Path, by: Who = ROOT) -> None:
    """Every command that stores."""
    disk = Disk(folder)
    store(disk, "p1", by, n=1)
    disk.backup()
    store(disk, "p1", by, n=2)
    disk.restore(f"{folder}/backups/1.json", by, AT)
    store(disk, "p1", by, n=3)
    assert disk.verify() == []


@pytest.fixture
def home():
    """A folder of nobody's own. What pytest makes is closed to others whenever another pytest starts."""
    with TemporaryDirectory() as ground:
        os.chmod(ground, 0o711)
        made = Path(ground, "home")
        made.mkdir(mode=0o700)
        os.chown(made, NOBODY, NOBODY)
        yield made


def test_root_in_a_persons_own_folder(home) -> None:
    folder = home / "branch"
    as_user(NOBODY, NOBODY, lambda: Disk(folder).create({"members": {}}, ROOT, AT))
    everything(folder)
    assert {owner for owner, _, _ in of(folder).values()} == {NOBODY}
    assert {group for _, group, _ in of(folder).values()} == {NOBODY}
    assert {mode for _, _, mode in of(folder).values()} == {0o700, 0o600, 0o200}
    as_user(NOBODY, NOBODY, lambda: everything(folder))


def test_a_mode_that_the_owner_gave_stays_when_root_stores(home) -> None:
    folder = home / "branch"
    as_user(NOBODY, NOBODY, lambda: Disk(folder).create({"members": {}}, ROOT, AT))
    (folder / "branch.json").chmod(0o640)
    store(Disk(folder), "p1", ROOT)
    assert of(folder)["branch.json"] == (NOBODY, NOBODY, 0o640)


def test_what_root_founds_in_somebodys_home_is_theirs(home) -> None:
    folder = home / "a" / "b" / "branch"
    Disk(folder).create({"members": {}}, ROOT, AT)
    everything(folder)
    for path in (home / "a", home / "a" / "b", folder):
        assert (path.stat().st_uid, stat.S_IMODE(path.stat().st_mode)) == (NOBODY, 0o700)
    as_user(NOBODY, NOBODY, lambda: everything(folder))


def test_what_root_once_took_is_given_back(home) -> None:
    folder = home / "branch"
    as_user(NOBODY, NOBODY, lambda: Disk(folder).create({"members": {}}, ROOT, AT))
    os.chown(folder / "branch.json", 0, 0)
    store(Disk(folder), "p1", ROOT)
    assert of(folder)["branch.json"] == (NOBODY, NOBODY, 0o600)


def test_a_journal_and_generations_that_root_makes_first(home) -> None:
    folder = home / "branch"
    as_user(NOBODY, NOBODY, lambda: Disk(folder).create({"members": {}}, ROOT, AT))
    for name in ("journal.jsonl", ".lock"):
        (folder / name).unlink()
    everything(folder)
    assert {owner for owner, _, _ in of(folder).values()} == {NOBODY}
    shutil.rmtree(folder / "backups")
    Disk(folder).backup()
    assert {owner for owner, _, _ in of(folder).values()} == {NOBODY}


def test_copies_and_exports_that_root_makes_in_somebodys_folder(home) -> None:
    folder = home / "branch"
    Disk(folder).create({"members": {}}, ROOT, AT)
    Disk(folder).backup(f"{home}/copy.json")
    save(f"{home}/roster.csv", b"a")
    assert of(home)["copy.json"] == of(home)["roster.csv"] == (NOBODY, NOBODY, 0o600)
    as_user(NOBODY, NOBODY, lambda: save(f"{home}/roster.csv", b"b", over=True))
    (home.parent / "of-root").mkdir()
    for path in (home / "roster.csv", home.parent / "of-root" / "roster.csv"):
        save(str(path), b"c", over=True)
    assert of(home)["roster.csv"] == (NOBODY, NOBODY, 0o600)
    assert of(home.parent / "of-root")["roster.csv"] == (0, 0, 0o600)
    os.chown(home.parent / "of-root" / "roster.csv", OTHER, OTHER)
    save(f"{home.parent}/of-root/roster.csv", b"d", over=True)
    assert of(home.parent / "of-root")["roster.csv"] == (OTHER, OTHER, 0o600)


@pytest.fixture
def shared(home):
    made = home.parent / "shared"
    made.mkdir()
    os.chown(made, 0, WRITERS)
    made.chmod(0o2770)
    return made


def test_members_of_a_group_and_root_take_turns(shared) -> None:
    as_user(ONE, WRITERS, lambda: Disk(shared).create({"members": {}}, ROOT, AT))
    as_user(OTHER, WRITERS, lambda: everything(shared))
    before = of(shared)["branch.json"]
    everything(shared)
    assert of(shared)["branch.json"] == before
    assert {group for _, group, _ in of(shared).values()} == {WRITERS}
    assert {mode for _, _, mode in of(shared).values()} == {0o2770, 0o660, 0o220}
    as_user(ONE, WRITERS, lambda: everything(shared))
    as_user(OTHER, WRITERS, lambda: everything(shared))


def test_in_a_folder_that_a_group_may_look_into_nobody_of_it_may_write(shared) -> None:
    os.chown(shared, ONE, WRITERS)
    shared.chmod(0o2750)
    as_user(ONE, WRITERS, lambda: Disk(shared).create({"members": {}}, ROOT, AT))
    as_user(ONE, WRITERS, lambda: everything(shared))
    everything(shared)
    assert {mode for _, _, mode in of(shared).values()} == {0o2750, 0o640, 0o200}

    def look() -> None:
        disk = Disk(shared)
        assert disk.read().revision
        assert disk.verify() == []
        with pytest.raises(NotPermitted):
            store(disk, "p2")
        with pytest.raises(PermissionError):
            os.truncate(shared / "branch.json", 0)
        with pytest.raises(PermissionError):  # nor hold the lock
            os.open(shared / ".lock", os.O_WRONLY)

    as_user(OTHER, WRITERS, look)


def test_who_may_only_look_holds_nobody_up(shared, monkeypatch) -> None:
    import fcntl

    from store.disk import lock

    monkeypatch.setattr(lock, "FOLDERS_TURN", 0.2)
    disk = Disk(shared)
    disk.create({"members": {}}, ROOT, AT)
    handle = os.open(shared, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    assert store(disk, "p1", ROOT) == 2
    os.close(handle)


@pytest.mark.parametrize("inner", [True, False])
def test_generations_behind_a_link_are_neither_read_nor_written_nor_thinned_out(tmp_path, inner) -> None:
    disk = Disk(tmp_path / "branch")
    disk.create({"members": {}}, ROOT, AT)
    private = (tmp_path / "branch" if inner else tmp_path) / "private"
    private.mkdir()
    for number in range(40):
        (private / f"{number}.json").write_text("mine")
    (tmp_path / "branch" / "backups").symlink_to("private" if inner else private)
    before = sorted(private.iterdir())
    for ask in (lambda: store(disk, "p1"), disk.backup, lambda: disk.restore(None, ROOT, AT)):
        with pytest.raises(Unsafe) as caught:
            ask()
        assert caught.value.code == "inner_link"
    assert [(problem.code, problem.place) for problem in disk.verify()] == [("inner_link", "backups")]
    assert disk.facts()["generations"] == 0
    assert disk.read().damage is None
    assert sorted(private.iterdir()) == before


@pytest.mark.parametrize("name", [".lock", "journal.jsonl", "backups"])
@pytest.mark.parametrize("what", ["link", "folder", "file", "pipe"])
def test_something_else_in_the_place_of_a_file(tmp_path, name, what) -> None:
    disk = Disk(tmp_path / "branch")
    disk.create({"members": {}}, ROOT, AT)
    store(disk, "p1")
    path = tmp_path / "branch" / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    (tmp_path / "elsewhere").write_text("mine")
    if what == "link":
        path.symlink_to(tmp_path / "elsewhere")
    elif what == "folder":
        path.mkdir()
    elif what == "pipe":
        os.mkfifo(path)
    else:
        path.write_text("")
    codes = set()
    for ask in (lambda: store(disk, "p1", n=2), disk.verify, disk.facts, lambda: list(disk.history()), disk.read):
        try:
            ask()
        except StoreError as error:
            codes.add(error.code)
    assert codes <= {"inner_link", "link", "odd_file", "odd_folder", "damaged", "lost"}
    assert (tmp_path / "elsewhere").read_text() == "mine"
