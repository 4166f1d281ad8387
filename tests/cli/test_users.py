"""Two who write and one who reads, on one folder with the setgid bit: what each can do. Only root can become others."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WRITERS, READERS = 61_001, 61_002
ONE, OTHER, READER, STRANGER = 61_011, 61_012, 61_013, 61_014
GROUPS = {ONE: WRITERS, OTHER: WRITERS, READER: READERS, STRANGER: STRANGER}


def zhibu(user: int, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tui", *words],
        cwd=ROOT, user=user, group=GROUPS[user], extra_groups=[], umask=0o022, capture_output=True, text=True,
        env={"PATH": os.environ["PATH"], "HOME": "/nowhere", "LANG": "en_US.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
        | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )  # fmt: skip


@pytest.fixture
def shared(tmp_path):
    """A folder as the administrator makes it, that everyone may reach."""
    if os.geteuid() != 0:
        pytest.skip("only root can become others")
    try:
        subprocess.run([sys.executable, "-c", ""], user=ONE, group=WRITERS, extra_groups=[], cwd=ROOT, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("others can't run this Python")
    for folder in (tmp_path, *tmp_path.parents):
        if folder == Path("/tmp") or folder.stat().st_uid != 0:
            break
        folder.chmod(folder.stat().st_mode | 0o011)
    made = tmp_path / "branch"
    made.mkdir()
    os.chown(made, 0, WRITERS)
    made.chmod(0o2770)
    return made


def test_what_each_of_them_can_do(shared):
    data = ("--data", str(shared))
    made = zhibu(ONE, "init", "--name", "第一党支部", *data)
    assert made.returncode == 0, made.stderr
    for user, topic in ((ONE, "甲"), (OTHER, "乙"), (ONE, "丙")):
        added = zhibu(user, "add", f"党课 2026-12-0{len(topic)} 学习{topic}", "--today", "2026-11-22", *data)
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
    assert str(shared) in nobody.stderr
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


def test_one_who_may_only_read(shared):
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
