"""However the board is left, it is gone soon, the terminal is as it was, the code is honest and the draft is kept."""

from __future__ import annotations

import os
import re
import signal
import termios
import time

import pytest

from tests.desk import branch_folder, desk
from tests.pty_run import LIMIT, Run
from tests.terminal.on_a_pty import READY, board
from tests.tiers import quick
from tui.terminal.keyboard import InputClosed

MODES = ("1049", "2004", "1004", "25")
SOON = LIMIT
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
    quick(
        [(b"q", 0), (signal.SIGHUP, 129)],
        [(b"q", 0), (b"\x03", 0), (signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)],
    ),
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


OTHERS = [signal.SIGUSR1, signal.SIGUSR2, signal.SIGALRM]


@pytest.mark.parametrize("number", quick([signal.SIGQUIT], [signal.SIGQUIT, *OTHERS]), ids=str)
def test_every_signal_that_ends_a_program_gives_the_terminal_back(folder, number):
    with board(folder) as run:
        run.wait_for(READY["zh"])
        run.process.send_signal(number)
        assert run.wait() == 128 + number
        run.drain(0.05)
        restored(run)


EARLY = [0.05, 0.1, 0.15, 0.2, 0.3, 0.4]


@pytest.mark.parametrize(
    "number", quick([signal.SIGTERM], [signal.SIGTERM, signal.SIGUSR1]), ids=lambda number: number.name
)
@pytest.mark.parametrize("seconds", [EARLY[3], *(pytest.param(one, marks=pytest.mark.slow) for one in EARLY)])
def test_a_signal_in_the_middle_of_the_start(folder, seconds, number):
    """Whatever it had done by then: before anything, a signal ends it as it ends any program."""
    with board(folder) as run:
        signal.sigtimedwait([], seconds)
        run.process.send_signal(number)
        assert run.wait() in (128 + number, -number)
        run.drain(0.05)
        assert termios.tcgetattr(run.slave) == run.attributes
        for mode in MODES:
            if last := re.findall(rf"\x1b\[\?{mode}([hl])".encode(), run.sent):
                assert last[-1] == (b"h" if mode == "25" else b"l"), mode


@pytest.mark.slow
def test_two_goes_at_once_leave_one_board_that_hears(folder):
    with board(folder) as run:
        run.wait_for(READY["zh"])
        for _ in range(3):
            run.process.send_signal(signal.SIGSTOP)
            for _ in range(3):
                run.process.send_signal(signal.SIGCONT)
                signal.sigtimedwait([], 0.002)
        run.drain(0.3)
        run.type(b"?")
        run.wait_for("Esc")
        run.type(b"\x11")
        assert run.wait() == 0
        run.drain(0.05)
        restored(run)


WIDE = b"\x1b[1;5R\x1b[1;5R"
"""What a terminal answers that draws lines two cells wide."""


def typed_into_the_shell(run: Run) -> bytes:
    """What is left in the terminal's input for whoever reads there next."""
    raw = termios.tcgetattr(run.slave)
    raw[3] &= ~(termios.ICANON | termios.ECHO)
    raw[6][termios.VMIN] = raw[6][termios.VTIME] = 0
    termios.tcsetattr(run.slave, termios.TCSANOW, raw)
    return os.read(run.slave, 4096)


@pytest.mark.parametrize("seconds", quick([0.1], [0.0, 0.1, 0.3]))
def test_answers_that_come_late_are_not_typed_into_the_shell(folder, seconds):
    with board(folder, columns=()) as run:
        limit = time.monotonic() + LIMIT
        while b"\x1b[?2048$p" not in run.sent and time.monotonic() < limit:
            run.read(0.01)
        run.type(b"q")
        run.read(seconds)
        run.type(WIDE + b"\x1b[?2026;2$y\x1b[?2048;0$y")
        assert run.wait() == 0
        run.drain(0.05)
        restored(run)
        assert typed_into_the_shell(run) == b""


def test_a_width_that_is_told_late_counts(folder):
    with board(folder, columns=()) as run:
        run.wait_for(READY["zh"])
        assert any("┌" in line for line in run.display)
        run.type(WIDE[:6])
        run.drain()
        assert any("┌" in line for line in run.display)
        run.type(WIDE[6:])
        run.wait_for("两格宽")
        assert not any(sign in line for line in run.display for sign in "┌─│●○✓✗…")
        run.type(b"2\r")
        run.wait_for("+-")
        assert not any("┌" in line for line in run.display)


LINE = "支委会 12-10 学习党章"
BEGUN = {
    "a quick line": ((b"a", "Ctrl+U"), (LINE.encode(), "将存"), "上次没存完", LINE.replace(" ", "")),
    "a form": ((b"2e", "姓名"), ("某某".encode(), "某某"), "的表单没存完", "某某"),
    "a roll call": ((b"[\rr", "应到"), (b"6", "缺席1"), "", "接着上次没存的点名"),
}
"""What opens something and what is then on the screen; what is typed there, and what then; what the next start says;
and what is there when the same thing is opened again.
"""
TODAY = ("--today", "2026-11-22")


DROPS = [("a form", False)]


@pytest.mark.parametrize(("what", "leads"), quick(DROPS, [(what, leads) for what in BEGUN for leads in (True, False)]))
def test_a_line_that_drops_in_the_middle(folder, what, leads):
    """It hangs up where the program leads the terminal's session, and else its input ends."""
    (opening, opened), (typed, seen), told, again = BEGUN[what]
    before = (folder / "branch.json").read_bytes()
    with board(folder, *TODAY, leads=leads) as run:
        run.wait_for(READY["zh"])
        run.type(opening)
        run.wait_for(opened)
        run.type(typed)
        run.wait_for(seen)
        run.drop()
        assert run.process.wait(SOON) == 129
    assert (folder / "branch.json").read_bytes() == before
    with board(folder, *TODAY) as run:
        run.wait_for(told or READY["zh"])
        run.type(opening)
        run.wait_for(again)


@pytest.mark.slow
@pytest.mark.parametrize("where", [b"i1", b"/", b":", b"?", b"2\r", b"z2/x"], ids=repr)
def test_a_line_that_drops_anywhere_else(folder, where):
    with board(folder, *TODAY, leads=False) as run:
        run.wait_for(READY["zh"])
        run.type(where)
        run.drain()
        run.drop()
        assert run.process.wait(SOON) == 129


@pytest.mark.parametrize("asked", quick([True], [False, True]))
def test_a_line_that_drops_before_the_board_is_there(folder, asked):
    with board(folder, leads=False) as run:
        while asked and b"\x1b[6n" not in run.sent:
            run.drain(0.01)
        run.drop()
        assert run.process.wait(SOON) in (1, 129)


async def test_the_end_of_the_input_is_the_end(folder):
    async with desk(folder) as d:
        d.app.post_message(InputClosed())
        await d.settled()
    assert d.app.return_code == 129


EVERYWHERE = {
    "a filter": "/",
    "a quick line": "a",
    "the palette": ":",
    "help": "?",
    "a menu": ".",
    "a form": "2 e",
    "a roll call": "left_square_bracket enter r",
    "a reason": "left_square_bracket enter r /",
    "a page": "enter",
    "history": "H",
    "what to import": "i",
    "a file to import": "i 1",
    "what to export": "x",
    "an export": "x 1",
}


@pytest.mark.parametrize("what", quick(["the palette", "a form", "a roll call", "an export"], EVERYWHERE))
async def test_left_from_everywhere_by_one_key(folder, what):
    async with desk(folder) as d:
        await d.press(*EVERYWHERE[what].split())
        await d.pilot.press("ctrl+q")
        await d.app.key_queue.rest()
        assert d.app.return_code == 0


CRASHES = {
    "a key": "from tui.screens.base import BaseScreen; BaseScreen.run = boom",
    "a thread": "Vault.undo = boom",
    "drawing": "from widgets.panel import Panel; Panel.render_line = boom",
}


@pytest.mark.parametrize("where", quick(["a thread"], CRASHES))
def test_the_page_of_a_crash_has_no_names_on_it(folder, where, tmp_path):
    script = tmp_path / "crashing.py"
    script.write_text(
        "import sys\n"
        "from store.vault import Vault\n"
        "from tui.__main__ import main\n"
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


@pytest.mark.slow
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
