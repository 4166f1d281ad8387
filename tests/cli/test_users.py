"""Two who write and one who reads, on one folder with the setgid bit: what each can do. Only root can become others."""

from __future__ import annotations

import json
import os
import shutil
import struct
import subprocess
import sys
import sysconfig
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

ROOT = Path(__file__).resolve().parents[2]
WRITERS, READERS = 61_001, 61_002
ONE, OTHER, READER, STRANGER = 61_011, 61_012, 61_013, 61_014
GROUPS = {ONE: WRITERS, OTHER: WRITERS, READER: READERS, STRANGER: STRANGER}


ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": "/nowhere", "LANG": "en_US.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}


class Program:
    """A zhibu that anyone can run: this Python may lie in a home folder that others have no way into."""

    def __init__(self, folder: Path) -> None:
        """Copies Python, this checkout and what it needs into a folder."""
        self.folder = folder
        stdlib = Path(sysconfig.get_path("stdlib"))
        self.python = folder / "bin" / Path(sys.executable).resolve().name
        self.python.parent.mkdir(parents=True)
        shutil.copy(Path(sys.executable).resolve(), self.python)
        beside = folder / sys.platlibdir
        needless = (
            "site-packages",
            "dist-packages",
            "test",
            "tests",
            "config-*",
            "*.opt-*.pyc",
            "ensurepip",
            "idlelib",
        )
        needless += ("distutils", "lib2to3", "pydoc_data", "tkinter", "turtledemo", "unittest")
        shutil.copytree(stdlib, beside / stdlib.name, ignore=shutil.ignore_patterns(*needless))
        shared = sysconfig.get_config_var("LDLIBRARY") or ""
        if ".so" in shared:
            for library in Path(sysconfig.get_config_var("LIBDIR")).glob(f"{shared}*"):
                shutil.copy(library, beside)
        self.packages = folder / "packages"
        for package in ("store", "widgets", "tui"):
            shutil.copytree(ROOT / package, self.packages / package)
        tinydb = find_spec("tinydb")
        assert tinydb is not None
        assert tinydb.origin is not None
        shutil.copytree(Path(tinydb.origin).parent, self.packages / "tinydb")
        os.chmod(self.python, 0o755)
        for path in folder.rglob("*"):
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))

    def __call__(self, user: int, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.python, "-m", "tui", *words],
            cwd=self.packages, user=user, group=GROUPS[user], extra_groups=[], umask=0o022, capture_output=True,
            text=True, env=ENVIRONMENT | {"PYTHONHOME": str(self.folder), "PYTHONPATH": str(self.packages)}
            | {"LD_LIBRARY_PATH": str(self.folder / sys.platlibdir)},
        )  # fmt: skip


@pytest.fixture(scope="module")
def ground():
    """A folder that everyone has a way to; what pytest makes is closed to others whenever another pytest starts."""
    if os.geteuid() != 0:
        pytest.skip("only root can become others")
    with TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        yield Path(folder)


@pytest.fixture(scope="module")
def zhibu(ground):
    program = Program(ground / "python")
    try:
        said = program(STRANGER, "--help")
    except PermissionError:
        pytest.skip("others have no way to the folder for temporary files, or nothing is run from there")
    assert said.returncode == 0, said.stderr
    return program


@pytest.fixture
def shared(ground, request):
    """A folder as the administrator makes it."""
    made = ground / request.node.name
    made.mkdir()
    os.chown(made, 0, WRITERS)
    made.chmod(0o2770)
    return made


def test_what_each_of_them_can_do(zhibu, shared):
    data = ("--data", str(shared))
    made = zhibu(ONE, "init", "--name", "第一党支部", *data)
    assert made.returncode == 0, made.stderr
    for day, (user, topic) in enumerate(((ONE, "甲"), (OTHER, "乙"), (ONE, "丙")), 1):
        added = zhibu(user, "add", f"党课 2026-12-0{day} 学习{topic}", "--today", "2026-11-22", *data)
        assert added.returncode == 0, added.stderr
    for file in (shared / "branch.json", shared / "journal.jsonl"):
        status = file.stat()
        assert (status.st_gid, status.st_mode & 0o777) == (WRITERS, 0o660), file.name
    records = json.loads((shared / "branch.json").read_text(encoding="utf-8"))
    assert {str(one["topic"])[-1] for one in records["meetings"].values()} == {"甲", "乙", "丙"}
    who = {json.loads(line)["uid"] for line in (shared / "journal.jsonl").read_text(encoding="utf-8").splitlines()}
    assert who == {ONE, OTHER}
    assert zhibu(OTHER, "undo", *data).returncode == 0  # my own last change, not the other's
    records = json.loads((shared / "branch.json").read_text(encoding="utf-8"))
    assert {str(one["topic"])[-1] for one in records["meetings"].values()} == {"甲", "丙"}

    nobody = zhibu(STRANGER, "status", "--plain", *data)
    assert (nobody.returncode, nobody.stdout) == (1, "")
    assert (
        f"no permission to read {shared}/branch.json. Ask the administrator to add you to the group {WRITERS}"
        in nobody.stderr
    )
    assert zhibu(STRANGER, "status", "--short", *data).returncode == 0  # a login message fails no login


def grant(folder: Path) -> None:
    """What `setfacl -m g:READERS:rX,d:g:READERS:rX` does."""
    nobody = 0xFFFFFFFF
    for name in ("system.posix_acl_access", "system.posix_acl_default"):
        entries = [(1, 7, nobody), (4, 7, nobody), (8, 5, READERS), (16, 7, nobody), (32, 0, nobody)]
        try:
            os.setxattr(folder, name, struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *one) for one in entries))
        except OSError:
            pytest.skip("this file system knows no lists of who may read")


@pytest.mark.slow
def test_one_who_may_only_read(zhibu, shared):
    data = ("--data", str(shared))
    grant(shared)
    assert zhibu(ONE, "init", "--name", "第一党支部", *data).returncode == 0
    assert zhibu(OTHER, "add", "党课 2026-12-01 学习", "--today", "2026-11-22", *data).returncode == 0
    seen = zhibu(READER, "list", "meetings", *data)
    assert (seen.returncode, "学习" in seen.stdout) == (0, True), seen.stderr
    before = (shared / "branch.json").read_bytes()
    for words in (["add", "党课 2026-12-02 再学习", "--today", "2026-11-22"], ["undo"], ["backup"]):
        refused = zhibu(READER, *words, *data)
        assert refused.returncode == 1, (words, refused.stdout)
        assert "Traceback" not in refused.stderr
    assert (shared / "branch.json").read_bytes() == before
    assert zhibu(STRANGER, "list", "meetings", *data).returncode == 1
    assert zhibu(ONE, "add", "党课 2026-12-03 三学习", "--today", "2026-11-22", *data).returncode == 0
    assert "三学习" in zhibu(READER, "list", "meetings", *data).stdout  # also after the file was replaced


@pytest.fixture
def private(zhibu, ground, request):
    """A folder of one person's alone."""
    made = ground / request.node.name
    made.mkdir(mode=0o700)
    os.chown(made, ONE, WRITERS)
    assert zhibu(ONE, "init", "--name", "第一党支部", "--data", str(made)).returncode == 0
    return made


def test_who_may_not_is_told_whom_to_ask_by_what_the_modes_really_say(zhibu, private):
    def said(user: int, *words: str) -> str:
        return zhibu(user, *words, "--data", str(private), "--today", "2026-11-22").stderr

    alone = "Ask {0} or the administrator to share it with a group: {1} is {0}'s alone ({2})"
    assert alone.format(ONE, private, "0700") in said(OTHER, "status")  # of the folder's group, which has no right
    assert alone.format(ONE, private, "0700") in zhibu(STRANGER, "doctor", "--data", str(private)).stdout
    private.chmod(0o755)
    assert alone.format(ONE, private / "branch.json", "0600") in said(STRANGER, "status")
    (private / "branch.json").chmod(0o644)
    assert f"{alone.format(ONE, private, '0755')}\n" in said(STRANGER, "add", "党课 2026-12-01 学习")
    private.chmod(0o770)
    assert f"Ask the administrator to add you to the group {WRITERS}\n" in said(STRANGER, "status")
    private.chmod(0o700)
    (private / "branch.json").chmod(0o200)
    assert f"It is yours: chmod u+r {private}/branch.json\n" in said(ONE, "status")


def test_who_may_not_put_a_copy_or_a_branch_somewhere_is_told_of_that_place(zhibu, private, ground):
    data = ("--data", str(private))
    private.chmod(0o755)
    (private / "branch.json").chmod(0o644)
    copied = zhibu(STRANGER, "backup", f"{ground}/copy.json", *data)
    assert (copied.returncode, copied.stdout) == (1, "")
    assert copied.stderr == f"zhibu: you may not write in {ground}: choose another folder\n"
    made = zhibu(STRANGER, "init", "--name", "第二党支部", "--data", f"{ground}/two")
    assert (made.returncode, made.stdout) == (1, "")
    assert f"{ground} is root's alone (0755)" in made.stderr


def test_what_one_may_not_look_at_is_not_called_damaged(zhibu, private):
    data = ("--data", str(private))
    for day in (1, 2):
        assert zhibu(ONE, "add", f"党课 2026-12-0{day} 学习{day}", "--today", "2026-11-22", *data).returncode == 0
    private.chmod(0o755)
    for path in private.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o600 if path.parent.name == "backups" else 0o644)
    told = zhibu(STRANGER, "verify", *data)
    lines = told.stdout.splitlines()
    assert told.returncode == 1
    assert lines[0].startswith("backups/")
    assert lines[0].endswith(".json: no permission to look at it")
    assert lines[-1].startswith("→ ask whoever owns it for the right to read it")
    assert zhibu(ONE, "verify", *data).returncode == 0
