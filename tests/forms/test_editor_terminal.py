"""The user's own editor in a real terminal: the terminal is the editor's meanwhile, and the board's again after it."""

from __future__ import annotations

import json
import os
import signal
import sys
import termios

import pytest

from tests.desk import branch_folder
from tests.terminal.on_a_pty import READY, board
from tests.terminal.test_leaving import restored

pytestmark = pytest.mark.slow

EDITOR = """
import os, signal, sys, termios, time
path, log = sys.argv[-1], sys.argv[1]
flags = termios.tcgetattr(0)[3]
cooked = bool(flags & termios.ICANON and flags & termios.ECHO and flags & termios.ISIG)
with open(path, encoding="utf-8") as file:
    text = file.read()
with open(log, "w", encoding="utf-8") as file:
    file.write(f"{cooked} {os.stat(path).st_mode & 0o777:o} {text!r}")
if END == "writes":
    with open(path, "w", encoding="utf-8") as file:
        file.write("第一段\\n第二段：" + text)
elif END == "not text":
    with open(path, "wb") as file:
        file.write(b"\\xff\\xfe\\xff")
elif END == "fails":
    with open(path, "w", encoding="utf-8") as file:
        file.write("half")
    sys.exit(1)
elif END == "killed":
    os.kill(os.getpid(), signal.SIGKILL)
elif END == "stays":
    time.sleep(60)
"""


@pytest.fixture
def folder(tmp_path):
    return branch_folder(tmp_path / "branch")


def editor(tmp_path, end: str) -> str:
    script = tmp_path / "my editor.py"
    script.write_text(f"END = {end!r}\n{EDITOR}", encoding="utf-8")
    return f"{sys.executable} '{script}' {tmp_path / 'log'}"


def to_the_minutes(run) -> None:
    for _ in range(60):
        run.type(b"\t")
        run.drain(0.05)
        if "用编辑器写" in "".join(run.display).replace(" ", ""):  # the agenda; the minutes are next
            run.type(b"\t")
            run.drain()
            return
    raise AssertionError(run.display)


def at_the_minutes(run) -> None:
    """The form of the first meeting on the board, something typed into its minutes."""
    run.wait_for(READY["zh"])
    run.type(b"e")
    run.wait_for("Ctrl+S")
    to_the_minutes(run)
    run.type("原来的".encode())
    run.wait_for("原来的")


ENDS = [
    ("writes", "第一段\n第二段：原来的"),
    ("fails", "原来的"),
    *(pytest.param(end, "原来的", marks=pytest.mark.slow) for end in ("killed", "not text")),
]


@pytest.mark.parametrize(("end", "kept"), ENDS)
def test_what_comes_back_from_an_editor(folder, tmp_path, end, kept):
    with board(folder, "--today", "2026-11-22", EDITOR=editor(tmp_path, end), VISUAL="") as run:
        at_the_minutes(run)
        before = termios.tcgetattr(run.slave)
        run.type(b"\x05")
        run.wait_for("第一段" if end == "writes" else "编辑器没有正常结束")
        assert (tmp_path / "log").read_text(encoding="utf-8") == "True 600 '原来的\\n'"
        assert termios.tcgetattr(run.slave) == before
        run.type(b"\x13")
        run.wait_for("已存好")
        found = json.loads((folder / "branch.json").read_text(encoding="utf-8"))["meetings"].values()
        assert [one["minutes"] for one in found if one.get("minutes", "").endswith("原来的")] == [kept]
        run.type(b"q")
        assert run.wait() == 0
        run.drain(0.05)
        restored(run)
    assert not [name for name in os.listdir(tmp_path) if name.startswith("zhibu-")]


def test_an_editor_that_is_not_there_keeps_the_text(folder, tmp_path):
    with board(folder, "--today", "2026-11-22", EDITOR="/nowhere/vi", VISUAL="") as run:
        at_the_minutes(run)
        run.type(b"\x05")
        run.wait_for("没有可用的编辑器")
        run.wait_for("原来的")
        run.type(b"\x13")
        run.wait_for("已存好")


def test_a_line_that_drops_while_the_editor_is_open_keeps_the_draft(folder, tmp_path):
    with board(folder, "--today", "2026-11-22", EDITOR=editor(tmp_path, "stays"), VISUAL="") as run:
        at_the_minutes(run)
        run.type(b"\x05")
        run.wait_until((tmp_path / "log").exists)
        os.killpg(run.process.pid, signal.SIGHUP)
        assert run.wait() == 129
    with board(folder, "--today", "2026-11-22") as run:
        run.wait_for("表单没存完")
        run.type(b"e")
        run.wait_for("修改会议")
        to_the_minutes(run)
        run.wait_for("原来的")
