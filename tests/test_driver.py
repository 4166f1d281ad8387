"""Real applications in a pseudo-terminal: the screen is what stock Textual would have left, and nothing is lost."""

from __future__ import annotations

import os
import select
import signal
import termios
from pathlib import Path

import pyte
import pytest

from tests.pty_run import LIMIT, Run
from tests.tiers import quick

KEYS = {
    "table": [b"\x1b[B", b"\x1b[B", b"\x1b[6~", b"\x1b[F", b"\x1b[A"],
    "field": ["党a".encode(), b"\x1b[D", b"x", b"\x7f", b"\t", b"\x1b[200~one\r\ntwo\x1b[201~"],
    "modal": [b"m", b"\x1b", b"m"],
    "list": [b"j", b"j", b"\x1b[6~", b"\x1b[6~", b"\x1b[6~", b"k"],
    "four": [b"j", b"\t", b"j", b"\x1b[6~", b"\x1b[Z"],
}
READY = {"table": "Status", "field": "name", "modal": "会议", "list": "应到", "four": "应到"}
MODES = [b"1000", b"1003", b"1004", b"1006", b"1015", b"1049", b"2004"]


class Stock:
    """The screen as stock would have left it, from the output that the driver was given."""

    def __init__(self, raw: Path, run: Run) -> None:
        self.raw, self.at, self.run = raw, 0, run
        self.screen = pyte.Screen(run.screen.columns, run.screen.lines)
        self.stream = pyte.ByteStream(self.screen)

    def check(self) -> None:
        data = self.raw.read_bytes()
        self.run.feed_pyte(self.stream, data[self.at :].replace(b"\n", b"\r\n"))
        self.at = len(data)
        cells = [[self.screen.buffer[y][x] for x in range(self.screen.columns)] for y in range(self.screen.lines)]
        assert self.run.cells() == cells
        assert (self.run.screen.cursor.y, self.run.screen.cursor.x) == (self.screen.cursor.y, self.screen.cursor.x)


EVERY = [(name, colors) for name in KEYS for colors in ("truecolor", "ansi")]


@pytest.mark.parametrize(("name", "colors"), quick(EVERY[7:8], EVERY))
def test_the_screen_is_what_stock_leaves(name, colors, tmp_path):
    with Run(name, colors, RAW=str(tmp_path / "raw")) as run:
        stock = Stock(tmp_path / "raw", run)
        run.wait_for(READY[name])
        stock.check()
        for keys in KEYS[name]:
            run.type(keys)
            run.drain()
            stock.check()
        run.resize(71, 20)
        stock.screen.resize(20, 71)
        run.drain()
        stock.check()
        assert len(run.sent) < stock.at / 2


@pytest.fixture
def log(tmp_path):
    return tmp_path / "log"


def noted(log: Path) -> list[str]:
    return log.read_text(encoding="utf-8").splitlines() if log.exists() else []


@pytest.mark.slow
def test_gbk_is_understood_and_told_once(log):
    with Run("modal", LOG=str(log)) as run:
        run.wait_for("会议")
        run.type("李明".encode("gbk"))
        run.drain()
        run.type("王".encode("gbk") + b"\xff\xfe\x80")
        run.drain()
        run.type(b"q")
        assert run.wait() == 0
    assert [line for line in noted(log) if line.startswith("foreign")] == ["foreign"]
    assert [line.split()[1] for line in noted(log) if line.startswith("key")][:3] == ["李", "明", "王"]


@pytest.mark.slow
def test_garbage_and_floods_do_not_stop_it(log):
    with Run("field", LOG=str(log), TAKES_PASTE="1") as run:
        run.wait_for("name")
        flood = b"".join(b"line %d\r" % number for number in range(9000))  # 100 KB without brackets
        os.set_blocking(run.master, False)
        garbage = os.urandom(1500).replace(b"\x1b", b"\x1b[9999999999u")
        garbage = garbage.replace(b"\x11", b"").replace(b"\x1a", b"")  # Ctrl+Q quits, Ctrl+Z stops
        for data in (garbage, b"\x1b[201~\x1b[201~\x1b", flood):
            while data:
                readable, writable, _ = select.select([run.master], [run.master], [], 30)
                assert readable or writable, "it reads no more"
                if writable:
                    data = data[os.write(run.master, data[:2000]) :]
                run.drain(0)
            run.drain(0.5)
        run.type(b"\x1b[21~")
        assert run.wait() == 0
    pasted = "".join(eval(line[6:]) for line in noted(log) if line.startswith("paste"))
    assert pasted.endswith("line 8998\rline 8999\r")


def test_an_idle_program_is_not_woken():
    with Run("modal") as run:
        run.wait_for("会议")

        def switches() -> int:
            texts = [task.read_text() for task in Path(f"/proc/{run.process.pid}/task").glob("*/status")]
            return sum(int(text.partition("\nvoluntary_ctxt_switches:")[2].split()[0]) for text in texts)

        def rests_for_a_second() -> bool:
            before = switches()
            run.read(1)
            return switches() == before

        run.wait_until(rests_for_a_second)  # the end of its start may come late on a crowded machine


LEFT = [(how, mouse) for how in ("key", "suspend", "crash") for mouse in ("none", "mouse")]


@pytest.mark.parametrize(("how", "mouse"), quick([("suspend", "mouse")], LEFT))
def test_the_terminal_is_left_as_it_was(how, mouse):
    with Run("modal", mouse) as run:
        run.wait_for("会议")
        if how == "suspend":
            run.type(b"\x1a")
            while (status := os.waitpid(run.process.pid, os.WNOHANG | os.WUNTRACED)[1]) == 0:
                run.drain(0.02)
            assert os.WIFSTOPPED(status)
            run.drain()
            assert termios.tcgetattr(run.slave) == run.attributes
            run.show(b"\x1b[?1049h\x1b[2Jother program")
            run.process.send_signal(signal.SIGCONT)
            run.wait_for("会议")
            assert termios.tcgetattr(run.slave) != run.attributes
        run.type(b"!" if how == "crash" else b"q")
        assert run.wait() == (1 if how == "crash" else 0)
        run.drain()
        assert termios.tcgetattr(run.slave) == run.attributes
        last = {mode: max(run.sent.rfind(b"\x1b[?%sh" % mode), 0) for mode in MODES}
        assert all(run.sent.rfind(b"\x1b[?%sl" % mode) >= last[mode] for mode in MODES if last[mode])
        assert run.sent.rfind(b"\x1b[?25h") > run.sent.rfind(b"\x1b[?25l")


@pytest.mark.slow
def test_a_program_that_was_stopped_from_outside_goes_on():
    with Run("list") as run:
        run.wait_for("应到")
        run.process.send_signal(signal.SIGSTOP)
        run.process.send_signal(signal.SIGCONT)
        run.drain()
        run.type(b"q")
        assert run.wait() == 0


def test_a_terminal_that_has_gone_ends_it(log):
    with Run("list", LOG=str(log)) as run:
        run.wait_for("应到")
        os.close(run.slave)
        os.close(run.master)
        assert run.process.wait(LIMIT) is not None
