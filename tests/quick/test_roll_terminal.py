"""A roll call in a real terminal: the program killed, the line dropped; several things left unstored at once."""

from __future__ import annotations

import signal

import pytest

from tests.quick.test_terminal import Board, home, revision  # noqa: F401
from tests.tiers import quick

pytestmark = pytest.mark.slow


def begin(board) -> None:
    """A session of today whose roll is being called, one mark made."""
    board.type("+主题党日 今天 全体会\r".encode())
    board.wait_for("已存好")
    board.type(b"r")
    board.wait_for("应到")
    board.type(b"6")
    board.wait_for("缺席1")
    board.drain(0.7)


@pytest.mark.parametrize("end", quick([signal.SIGKILL], [signal.SIGKILL, signal.SIGHUP]))
def test_a_roll_call_that_was_cut_off_is_offered_again_and_nothing_is_half_stored(home, end):  # noqa: F811
    before = revision(home)
    with Board(home) as board:
        begin(board)
        board.process.send_signal(end)
        board.process.wait(20)
    assert revision(home) == before + 1
    with Board(home) as board:
        board.wait_for("上次有一次点名没存完（党日2026-11-22）")
        board.type(b"\x10" + "接着填".encode() + b"\r")
        board.wait_for("缺席1")
        board.wait_for("接着上次没存的点名（1处标记）")
        board.type(b"\r")
        board.wait_for("已存好：点名")
    assert revision(home) == before + 2


def test_of_several_things_left_one_chooses(home):  # noqa: F811
    with Board(home) as board:
        begin(board)
        board.type(b"\x1b")
        board.wait_for("近期会议")
        board.type("2+谈话 zmy qyt 近况".encode())
        board.wait_for("将存")
        board.drain(0.6)
        board.process.kill()
        board.process.wait(20)
    with Board(home) as board:
        board.wait_for("上次有2样没存完")
        board.type(b"\x10" + "接着填".encode() + b"\r")
        board.wait_for("没存完的")
        board.type(b"1")
        board.wait_for("翟明远找仇雨桐谈话")
