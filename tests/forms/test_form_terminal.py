"""A form in a real terminal: the program killed, the line dropped."""

from __future__ import annotations

import json
import os
import signal

import pytest

from tests.pty_run import LIMIT
from tests.quick.test_terminal import Board, drafts, home, revision  # noqa: F401
from tests.tiers import quick

pytestmark = pytest.mark.slow


def begin(board, at) -> None:
    """A form with something typed into it, its draft written."""
    board.type(b"e")
    board.wait_for("Ctrl+S")
    board.type(b"\t\t\t\x15" + "五楼大厅".encode())
    board.wait_for("五楼大厅")
    board.wait_until(lambda: "五楼大厅" in drafts(at))  # a hand rests before a draft is written


@pytest.mark.parametrize("end", quick([signal.SIGHUP], [signal.SIGKILL, signal.SIGHUP]))
def test_a_form_that_was_cut_off_is_offered_again_and_nothing_is_half_stored(home, end):  # noqa: F811
    before = revision(home)
    with Board(home) as board:
        begin(board, home)
        board.process.send_signal(end)
        board.process.wait(LIMIT)
    assert revision(home) == before
    (kept,) = (home / ".local/state/zhibu/drafts").iterdir()
    assert os.stat(kept).st_mode & 0o777 == 0o600
    assert any(of.startswith("form/") for of in json.loads(kept.read_text(encoding="utf-8")))
    with Board(home) as board:
        board.wait_for("表单没存完")
        board.type(b"e")
        board.wait_for("五楼大厅")
        board.type(b"\x13")
        board.wait_for("已存好")
    assert revision(home) == before + 1
    assert not kept.exists()
