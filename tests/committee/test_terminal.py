"""A committee's board on a pseudo-terminal: nothing is drawn twice, early keys act, a change below is seen in time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.committee.hall import put, twelve, up
from tests.terminal.on_a_pty import board
from tests.terminal.test_first_picture import BEGUN, CONTROL
from tests.tiers import quick

if TYPE_CHECKING:
    from pathlib import Path

LAST = "提醒"


@pytest.mark.parametrize("columns", quick([80], [80, 120]))
def test_textual_has_nothing_to_add(tmp_path: Path, columns: int) -> None:
    with board(twelve(tmp_path), "--today", "2026-11-22", width=columns, height=max(24, columns // 3)) as run:
        run.wait_for(LAST)
        run.wait_until(lambda: BEGUN in run.sent)
        run.drain()
        picture, _, rest = run.sent.partition(BEGUN)
        assert len(CONTROL.sub(b"", picture).decode()) > 1_000
        assert CONTROL.sub(b"", rest) == b""


def test_a_change_below_is_seen_within_two_seconds(tmp_path: Path) -> None:
    with board(twelve(tmp_path), "--today", "2026-11-22", width=80, height=24) as run:
        run.wait_for(LAST)
        run.wait_until(lambda: BEGUN in run.sent)
        run.drain()
        assert "无件" in "".join(run.display)
        since = time.monotonic()
        put(tmp_path, 3, up(3))
        run.wait_until(lambda: "无件" not in "".join(run.display))
        assert time.monotonic() - since < 2
        run.type(b"q")
        assert run.wait() == 0
