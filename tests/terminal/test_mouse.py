"""The mouse on a pseudo-terminal: clicks where they are asked for, nothing for a mouse that moves, all given back."""

from __future__ import annotations

import re
import signal

import pytest

from tests.desk import branch_folder
from tests.terminal.on_a_pty import READY, board

pytestmark = pytest.mark.slow

MOTION = [b"1002", b"1003", b"1015", b"1016"]
CLICKS = [b"1000", b"1006"]


@pytest.fixture
def folder(tmp_path):
    return branch_folder(tmp_path / "branch")


def asked_for(folder) -> None:
    config = folder.parent / "home" / ".config" / "zhibu"
    config.mkdir(parents=True)
    (config / "config.toml").write_text("mouse = true\n", encoding="utf-8")


def started(folder, **options):
    return board(folder, "--today", "2026-11-22", width=80, height=24, **options)


def ready(run) -> None:
    run.wait_for(READY["zh"])
    run.wait_until(lambda: b"\x1b[?1004h" in run.sent)
    run.drain()


def last(run, mode: bytes) -> bytes:
    found = re.findall(rb"\x1b\[\?%s([hl])" % mode, run.sent)
    return found[-1] if found else b""


def click(run, x: int, y: int) -> None:
    run.type(f"\x1b[<0;{x + 1};{y + 1}M\x1b[<0;{x + 1};{y + 1}m".encode())


def test_nothing_is_asked_of_the_mouse_by_default(folder):
    with started(folder) as run:
        ready(run)
        assert not any(b"\x1b[?%sh" % mode in run.sent for mode in (*CLICKS, *MOTION))
        run.type(b"q")
        assert run.wait() == 0


def test_clicks_and_the_wheel_come_as_reports_of_buttons_alone(folder):
    asked_for(folder)
    with started(folder) as run:
        ready(run)
        assert [last(run, mode) for mode in CLICKS] == [b"h", b"h"]
        assert not any(b"\x1b[?%s" % mode in run.sent for mode in MOTION)
        last_line = [cell.data for cell in run.cells()[23]]
        click(run, last_line.index("?"), 23)
        run.wait_for("这里能用的按键")


def test_a_mouse_that_moves_costs_nothing(folder):
    """Should a terminal tell of it all the same."""
    asked_for(folder)
    with started(folder) as run:
        ready(run)
        before = len(run.sent)
        for x in range(1, 60):
            run.type(f"\x1b[<35;{x};{x % 20 + 1}M".encode())
        run.drain(0.5)
        assert len(run.sent) == before
        click(run, 45, 6)
        run.drain(0.5)
        assert len(run.sent) > before


@pytest.mark.parametrize(
    "how", [b"q", signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGUSR1], ids=str
)
def test_it_is_given_back_however_the_program_ends(folder, how):
    asked_for(folder)
    with started(folder) as run:
        ready(run)
        if isinstance(how, bytes):
            run.type(how)
        else:
            run.process.send_signal(how)
        assert run.wait() == (0 if isinstance(how, bytes) else 128 + how)
        run.drain(0.05)
        assert [last(run, mode) for mode in CLICKS] == [b"l", b"l"]
        assert not any(b"\x1b[?%sh" % mode in run.sent for mode in MOTION)


def test_the_palette_turns_it_on_and_off_and_it_is_remembered(folder):
    with started(folder) as run:
        ready(run)
        for said, state in (("鼠标开了", b"h"), ("鼠标关了", b"l")):
            run.type(":鼠标\r".encode())
            run.wait_for(said)
            assert [last(run, mode) for mode in CLICKS] == [state, state]
            config = folder.parent / "home" / ".config" / "zhibu" / "config.toml"
            assert config.read_text(encoding="utf-8") == f"mouse = {'true' if state == b'h' else 'false'}\n"
