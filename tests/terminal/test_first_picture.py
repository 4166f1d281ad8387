"""The first picture on a pseudo-terminal: nothing is drawn twice, no key is lost, and whatever ends it restores all."""

from __future__ import annotations

import random
import re
import signal
import termios
import time
from itertools import product

import pytest

from tests.desk import branch_folder
from tests.terminal.on_a_pty import READY, board
from tests.terminal.test_leaving import restored
from tests.tiers import quick

CONTROL = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\\\)|[\r\n\x08]")
BEGUN = b"\x1b[?1004h"
"""What Textual writes first of what the picture has not needed."""


def seen(run) -> str:
    return "".join(run.display).replace(" ", "")


@pytest.fixture
def folder(tmp_path):
    return branch_folder(tmp_path / "branch")


@pytest.mark.parametrize(
    ("columns", "options"), quick([(80, ())], product([80, 120], [(), ("--ascii",), ("--lang", "en")])), ids=str
)
def test_textual_has_nothing_to_add(folder, columns, options):
    with board(folder, "--today", "2026-11-22", *options, width=columns, height=columns // 3) as run:
        run.wait_for(READY["en" if "en" in options else "zh"])
        run.wait_until(lambda: BEGUN in run.sent)
        run.drain()
        picture, _, rest = run.sent.partition(BEGUN)
        assert len(CONTROL.sub(b"", picture).decode()) > 1_000
        assert CONTROL.sub(b"", rest) == b""


@pytest.mark.parametrize(
    "keys",
    quick([b"2G\x1b[A\x1b[A\r"], [b"2jjjjj\r", b"?", b"/", b"2G\x1b[A\x1b[A\r"]),
    ids=repr,
)
def test_keys_typed_at_the_start_do_what_they_do_later(folder, keys):
    screens = []
    for early in (True, False):
        with board(folder, "--today", "2026-11-22", width=100, height=30) as run:
            if early:
                run.type(keys)
            run.wait_for(READY["zh"])
            if not early:
                run.wait_until(lambda run=run: BEGUN in run.sent)
                run.drain()
                run.type(keys)
            run.wait_until(lambda run=run: BEGUN in run.sent)
            run.drain()
            screens.append(run.display)
    assert screens[0] == screens[1]


def test_a_terminal_with_wide_lines_that_answers_late_is_drawn_anew_in_ascii(folder):
    with board(folder, "--today", "2026-11-22", columns=(5, 5)) as run:
        run.wait_for("+-")
        run.drain()
        assert "─" not in "".join(run.display)


def test_a_terminal_that_says_late_that_it_reads_no_utf8_is_served_in_ascii_and_told(folder):
    with board(folder, "--today", "2026-11-22", columns=()) as run:
        run.wait_for(READY["zh"])
        run.wait_until(lambda: BEGUN in run.sent)
        run.type(b"\x1b[1;7R\x1b[1;7R")
        run.wait_for("notsettoUTF-8")
        run.drain()
        assert "─" not in "".join(run.display)
        run.type(b"q")
        assert run.wait() == 0
        restored(run)


def test_in_a_locale_without_utf8_nothing_is_drawn_before_the_terminal_has_answered(folder):
    with board(folder, columns=(), PYTHONIOENCODING="gbk") as run:
        run.wait_until(lambda: run.sent.count(b"\x1b[6n") == 2)
        time.sleep(0.06)
        run.type(b"\x1b[1;7R\x1b[1;7R")
        assert run.wait() == 1
        run.drain(0.05)
        assert b"UTF-8" in run.sent
        assert "近期会议".encode() not in run.sent
        assert termios.tcgetattr(run.slave) == run.attributes


SIGNALS = [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT]
EVERY = [(number, seed) for seed in (1, 2, 3) for number in SIGNALS]


@pytest.mark.parametrize(("number", "seed"), quick(EVERY[:1], EVERY))
def test_a_signal_between_the_picture_and_the_first_key(folder, number, seed):
    with board(folder) as run:
        run.wait_until(lambda: "近期会议" in seen(run))
        time.sleep(random.Random(seed * 100 + number).random() * 0.3)
        run.process.send_signal(number)
        assert run.wait() == 128 + number
        run.drain(0.05)
        restored(run)
        assert "Traceback" not in run.sent.decode()


@pytest.mark.slow
def test_stopped_between_the_picture_and_the_first_key_and_going_on(folder):
    with board(folder, "--today", "2026-11-22") as run:
        run.wait_until(lambda: "近期会议" in seen(run))
        run.process.send_signal(signal.SIGTSTP)
        time.sleep(0.3)
        run.process.send_signal(signal.SIGCONT)
        run.wait_until(lambda: BEGUN in run.sent)
        run.drain()
        run.wait_for(READY["zh"])
        run.type(b"q")
        assert run.wait() == 0
        restored(run)
