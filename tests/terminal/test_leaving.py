"""However the board is left, it is gone soon, the terminal is as it was, the code is honest and the draft is kept."""

from __future__ import annotations

import os
import re
import signal
import termios

import pytest

from tests.desk import branch_folder, desk
from tests.pty_run import Run
from tests.terminal.on_a_pty import READY, board
from tui.terminal.keyboard import InputClosed

MODES = ("1049", "2004", "1004", "25")
SOON = 15.0
"""Seconds in which a program must be gone that takes a tenth of one: a crowded machine is no fault."""


@pytest.fixture
def folder(tmp_path):
    return branch_folder(tmp_path / "branch")


def restored(run: Run) -> None:
    assert termios.tcgetattr(run.slave) == run.attributes
    for mode in MODES:
        last = re.findall(rf"\x1b\[\?{mode}([hl])".encode(), run.sent)[-1]
        assert last == (b"h" if mode == "25" else b"l"), mode


@pytest.mark.parametrize(
    ("how", "code"),
    [(b"q", 0), (b"\x03", 0), (signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)],
    ids=str,
)
def test_left_by_a_key_or_a_signal(folder, how, code):
    with board(folder) as run:
        run.wait_for(READY["zh"])
        if isinstance(how, bytes):
            run.type(how)
        else:
            run.process.send_signal(how)
        assert run.wait() == code
        run.drain(0.05)
        restored(run)
        assert "Traceback" not in run.sent.decode()


@pytest.mark.parametrize("hears", [True, False], ids=["hung up", "unheard"])
def test_a_line_that_drops_in_the_middle_of_a_line_of_text(folder, hears):
    typed = "支委会 12-10 学习党章"
    with board(folder, "--today", "2026-11-22") as run:
        run.wait_for(READY["zh"])
        run.type(b"a")
        run.drain()
        run.type(typed.encode())
        run.wait_for("将存")
        os.close(run.slave)
        os.close(run.master)
        if not hears:
            run.process.send_signal(signal.SIGCONT)  # some hosts swallow the SIGHUP: the end of the input is enough
        assert run.process.wait(SOON) in (129, -signal.SIGHUP)
    with board(folder, "--today", "2026-11-22") as run:
        run.wait_for("上次没存完")
        run.type(b"a")
        run.wait_for(typed.replace(" ", ""))


async def test_the_end_of_the_input_is_the_end(folder):
    async with desk(folder) as d:
        d.app.post_message(InputClosed())
        await d.settled()
    assert d.app.return_code == 129


CRASHES = {
    "a key": "Commands.do_help = boom",
    "a thread": "Vault.undo = boom",
    "drawing": "from widgets.panel import Panel; Panel.render_line = boom",
}


@pytest.mark.parametrize("where", CRASHES)
def test_the_page_of_a_crash_has_no_names_on_it(folder, where, tmp_path):
    script = tmp_path / "crashing.py"
    script.write_text(
        "import sys\n"
        "from store.vault import Vault\n"
        "from tui.__main__ import main\n"
        "from tui.commands import Commands\n"
        "def boom(*_):\n"
        "    name = '欧阳建国 is in the local variables'\n"
        "    raise RuntimeError(name)\n"
        f"{CRASHES[where]}\n"
        "sys.exit(main(sys.argv[1:]))\n",
        encoding="utf-8",
    )

    class Crashing(Run):
        PROGRAM = (str(script),)

    with Crashing("--data", str(folder), "--lang", "zh", columns=(5, 3), HOME=str(tmp_path)) as run:
        if where != "drawing":
            run.wait_for(READY["zh"])
            run.type({"a key": b"?", "a thread": b"u"}[where])
        assert run.wait() == 1
        run.drain(0.05)
        restored(run)
        said = run.sent.decode().rpartition("\x1b[?1049l")[2]
    assert "RuntimeError" in said
    assert "程序出错" in said
    assert "the program failed" in said
    assert re.search(r"(tui|store|widgets)[\w.]*:\d+", said)
    assert "欧阳" not in said
    assert "Traceback" not in said
    assert len(re.sub(r"\x1b\[[?\d;<>=]*[a-zA-Z]", "", said).strip().splitlines()) == 1


def test_a_terminal_that_reads_nothing_any_more_does_not_keep_it(folder):
    with board(folder) as run:
        run.wait_for(READY["zh"])
        for _ in range(60):  # far more than a terminal's buffer holds, and nothing is read
            run.resize(100, 30, tell=True)
            run.process.send_signal(signal.SIGWINCH)
            run.type(b"\x0c")
            signal.sigtimedwait([], 0.01)
        run.process.send_signal(signal.SIGTERM)
        assert run.process.wait(SOON) == 143
