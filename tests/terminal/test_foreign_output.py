"""What another program writes to the terminal, a broadcast say, is drawn over when one asks for it."""

from __future__ import annotations

import pytest

from tests.desk import branch_folder
from tests.terminal.on_a_pty import READY, board


@pytest.fixture
def folder(tmp_path):
    return branch_folder(tmp_path / "branch")


def test_the_screen_is_drawn_whole_when_it_is_asked_for(folder):
    with board(folder) as run:
        run.wait_for(READY["zh"])
        run.drain()
        whole = list(run.display)
        run.show(b"\x1b[6;10HBroadcast message from root\r\n")
        assert list(run.display) != whole
        run.type(b"\x0c")
        run.wait_until(lambda: list(run.display) == whole)
