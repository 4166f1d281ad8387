"""A branch's writer, an officer of the committee above and a stranger: who can read and write which file, tried.

The folders are made by the commands that `zhibu doctor` prints. Only root can become others.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_users import ONE, READER, READERS, STRANGER, WRITERS, ground, zhibu

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.cli.test_users import Program

__all__ = ["ground", "zhibu"]
pytestmark = pytest.mark.skipif(shutil.which("setfacl") is None, reason="there is no setfacl here (package acl)")
GROUP = {ONE: WRITERS, READER: READERS, STRANGER: STRANGER}
WRITER, OFFICER = ONE, READER
TODAY = ("--today", "2026-11-22")


class Server:
    """The folders of `committee.md`: a branch's, a committee's, and the box between them."""

    def __init__(self, root: Path, zhibu: Program) -> None:
        self.branch, self.committee, self.box = root / "one", root / "committee", root / "交换 箱" / "one"
        self.zhibu = zhibu
        for folder, group in ((self.branch, WRITERS), (self.committee, READERS)):
            folder.mkdir()
            os.chown(folder, 0, group)
            folder.chmod(0o2770)
        self.box.mkdir(parents=True)
        self.run(WRITER, self.branch, "init", "--name", "第一党支部")
        self.run(OFFICER, self.committee, "init", "--committee", "--name", "机关党委")
        (self.branch / "local.toml").write_text(f'box = "{self.box}"\n', encoding="utf-8")
        units = f'[[branch]]\nunit = "one"\nname = "第一党支部"\nbox = "{self.box}"\n'
        (self.committee / "committee.toml").write_text(units, encoding="utf-8")

    def run(self, user: int, data: Path, *words: str) -> subprocess.CompletedProcess[str]:
        done = self.zhibu(user, *words, *TODAY, "--data", str(data))
        assert done.returncode == 0, (words, done.stderr)
        return done

    def as_doctor_says(self) -> list[str]:
        """Run what the branch's doctor prints, as the administrator; the committee's group is his to know."""
        told = self.run(WRITER, self.branch, "doctor").stdout
        found = re.findall(r"install -d .*", told)
        for line in found:
            subprocess.run(line.replace("COMMITTEE", str(READERS)), shell=True, check=True)
        return found


@pytest.fixture
def server(tmp_path_factory, ground, zhibu, request) -> Server:
    root = ground / request.node.name
    root.mkdir(mode=0o755)
    made = Server(root, zhibu)
    made.as_doctor_says()
    return made


TRYING = r"""
while [ $# -gt 0 ]; do
  case $1 in
    folder) { (set -C; : >"$2/made-by-$$" && rm "$2/made-by-$$") 2>/dev/null && echo m; } || echo - ;;
    file) reads=- writes=-
      (: <"$2") 2>/dev/null && reads=r
      (: >>"$2") 2>/dev/null && writes=w
      echo "$reads$writes" ;;
  esac
  shift 2
done
"""


def tried(user: int, places: Iterable[Path]) -> list[str]:
    """What the kernel lets a user do with each place: read and write a file, make one in a folder."""
    pairs = [word for place in places for word in ("folder" if place.is_dir() else "file", str(place))]
    done = subprocess.run(
        ["/bin/sh", "-c", TRYING, "sh", *pairs],
        user=user, group=GROUP[user], extra_groups=[], check=True, capture_output=True, text=True, cwd="/",
    )  # fmt: skip
    return done.stdout.split()


TABLE = """
                    writer  officer stranger
one/branch.json     rw      --      --
one/journal.jsonl   rw      --      --
up/up.json          rw      r-      --
up                  m       -       -
down/down.json      r-      rw      --
down                -       m       -
committee           --      rw      --
"""
"""r: reads, w: writes, m: makes a file there, as a rename needs it."""


def test_who_can_do_what_with_which_file(server):
    server.run(OFFICER, server.committee, "add", "通知 !12-05 回复=数 报送党员教育培训情况")
    server.run(WRITER, server.branch, "receive", "box:e2", "24")
    places = {
        "one/branch.json": server.branch / "branch.json",
        "one/journal.jsonl": server.branch / "journal.jsonl",
        "up/up.json": server.box / "up" / "up.json",
        "up": server.box / "up",
        "down/down.json": server.box / "down" / "down.json",
        "down": server.box / "down",
        "committee": server.committee / "branch.json",
    }
    wanted = {name: may for name, *may in (line.split() for line in TABLE.strip().splitlines()[1:])}
    assert wanted.keys() == places.keys()
    assert all(place.exists() for place in places.values())
    for at, user in enumerate((WRITER, OFFICER, STRANGER)):
        found = dict(zip(places, tried(user, places.values()), strict=True))
        assert found == {name: may[at] for name, may in wanted.items()}, user


@pytest.mark.slow
def test_what_goes_to_and_fro_between_them(server):
    server.run(OFFICER, server.committee, "add", "通知 !12-05 回复=数 报送党员教育培训情况")
    server.run(OFFICER, server.committee, "add", "督查 一支部 党小组会 10月 未执行 缺记录 !12-10")
    inbox = json.loads(server.run(WRITER, server.branch, "list", "inbox", "--json").stdout)
    assert [one["origin"].partition("@")[0] for one in inbox] == ["box:e2", "box:f3"]
    server.run(WRITER, server.branch, "receive", "e2", "24")
    up = server.box / "up" / "up.json"
    assert json.loads(up.read_text(encoding="utf-8"))["received"][0]["reply"] == "24"
    assert (up.stat().st_mode & 0o777, up.stat().st_gid) == (0o660, WRITERS)
    server.run(OFFICER, server.committee, "status", "--json")
    assert server.zhibu(OFFICER, "status", "--data", str(server.branch)).returncode == 1
    assert server.zhibu(OFFICER, "export", "up", "--data", str(server.branch)).returncode == 1
    assert server.zhibu(STRANGER, "list", "inbox", "--data", str(server.branch)).returncode == 1


@pytest.mark.slow
def test_once_it_is_as_the_doctor_says_it_asks_for_nothing_more(server):
    server.run(OFFICER, server.committee, "add", "通知 !12-05 报送党员教育培训情况")
    server.run(WRITER, server.branch, "export", "up")
    assert server.as_doctor_says() == []


@pytest.mark.slow
def test_root_stores_for_whom_the_folder_is(server):
    server.run(WRITER, server.branch, "export", "up")
    done = server.zhibu.python
    assert done.exists()
    subprocess.run(
        [os.fspath(done), "-m", "tui", "export", "up", *TODAY, "--data", str(server.branch)],
        cwd=server.zhibu.packages, check=True, capture_output=True,
        env={"PATH": os.environ["PATH"], "PYTHONHOME": str(server.zhibu.folder), "HOME": "/nowhere",
             "PYTHONPATH": str(server.zhibu.packages), "LD_LIBRARY_PATH": str(server.zhibu.folder / "lib")},
    )  # fmt: skip
    up = (server.box / "up" / "up.json").stat()
    assert (up.st_uid, up.st_gid, up.st_mode & 0o777) == (ONE, WRITERS, 0o660)
    server.run(WRITER, server.branch, "export", "up")


@pytest.mark.slow
@pytest.mark.parametrize("half", ["up", "down"])
def test_a_half_that_is_closed_is_told_by_either_side(half, server):
    server.run(OFFICER, server.committee, "add", "通知 !12-05 报送党员教育培训情况")
    (server.box / half).chmod(0o2700)
    if half == "up":
        added = server.zhibu(WRITER, "add", "党课 2026-12-01 学习", *TODAY, "--data", str(server.branch))
        assert added.returncode == 0
        assert "zhibu doctor" in added.stderr
        assert "Traceback" not in added.stderr
    else:
        status = server.zhibu(WRITER, "status", "--json", *TODAY, "--data", str(server.branch))
        assert status.returncode == 0
        assert json.loads(status.stdout)["attention"]["inbox"] == 0
        assert "zhibu doctor" in status.stderr
    assert server.as_doctor_says() != []
    server.run(WRITER, server.branch, "export", "up")
    assert json.loads(server.run(WRITER, server.branch, "status", "--json").stdout)["attention"]["inbox"] == 1
