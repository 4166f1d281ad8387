"""The server goes away under an open board with a half-filled form, and comes back: real keys, on a pseudo-terminal.

`ZHIBU_AWAY=60` makes it stay away for a minute.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store.edits import Add
from store.server.address import parse
from store.server.install import install
from store.vault import Vault
from tests.branches import branch, member
from tests.server.postgres import MISSING, QUICK, Postgres, binaries
from tests.server.proxy import Break, Proxy
from tests.server.test_engine import LI, NOW
from tests.terminal.on_a_pty import Board

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.pty_run import Run

pytestmark = pytest.mark.slow
AWAY = float(os.environ.get("ZHIBU_AWAY", "20"))
"""Seconds: longer than a silent server is waited for."""
TICK = os.sysconf("SC_CLK_TCK")


@pytest.fixture
def server() -> Iterator[Postgres]:
    """One of its own, which can be stopped."""
    pytest.importorskip("pg8000", reason="pg8000 is not here: pip install '.[server]'")
    if binaries() is None:
        pytest.skip(MISSING)
    made = Postgres(**QUICK)
    try:
        made.make().start().sql("create database store", "create role by_password", "create role li login")
        install(parse(made.url("store"), branch=False))
        made.sql("insert into zhibu.access values ('*', 'li', 'write')", database="store")
        yield made
    finally:
        made.remove()


def founded(server: Postgres) -> Vault:
    vault = Vault(server.url("store", "one", user="li"))
    vault.create(branch(), LI, NOW)
    vault.commit(Add(table="members", record=member("", "甲")), LI, NOW)
    return vault


def names(vault: Vault) -> list[str]:
    return [one.name for one in vault.read().members.values()]


def text(board: Run) -> str:
    return "\n".join(board.display).replace(" ", "")


def seconds_of_processor(board: Run) -> float:
    fields = Path(f"/proc/{board.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def passed(board: Run, seconds: float) -> tuple[float, int]:
    """Let time pass; the seconds of processor and the bytes to the terminal that the board took for it."""
    before, sent = seconds_of_processor(board), len(board.sent)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        board.read(0.2)
        time.sleep(0.1)
    return seconds_of_processor(board) - before, len(board.sent) - sent


@pytest.mark.parametrize("how", ["stopped", "swallowed"])
def test_what_is_typed_outlives_a_server_that_is_away(server: Postgres, tmp_path: Path, how: str) -> None:
    vault = founded(server)
    gone = False
    plan = lambda number: Break(1, how="swallow") if gone else None  # noqa: E731
    with Proxy(f"{server.folder}/.s.PGSQL.{server.port}", plan) as proxy:
        url = f"postgresql://li@127.0.0.1:{proxy.port}/store/one"
        with Board("--data", url, "--lang", "zh", columns=(5, 3), width=120, height=40, HOME=str(tmp_path)) as board:
            board.wait_for("甲")
            rest, _ = passed(board, 5)
            board.type(b"2")
            board.drain()
            board.type(b"e")
            board.wait_for("姓名")
            board.type("乙丙".encode())
            board.wait_for("乙丙")
            gone = True
            if how == "stopped":
                server.stop("immediate")
            for pair in proxy.seen:
                pair.swallowing = how == "swallowed"
            spent, sent = passed(board, AWAY)
            shown = text(board)
            print(
                f"\n{how} for {AWAY:.0f} s: {spent:.2f} s of processor ({rest / 5:.3f} a second at rest), {sent} bytes"
            )
            assert "乙丙" in shown, board.display
            assert "没有服务器应答" in shown, board.display
            assert spent < max(0.06 * AWAY, 2 * rest / 5 * AWAY)
            assert how == "stopped" or "迟迟没有应答" in shown, board.display
            board.type(b"\x13")
            passed(board, 2)
            assert "乙丙" in text(board)
            if how == "stopped":
                server.start()
            gone = False
            back = time.monotonic()
            other = Vault(server.url("store", "one", user="li"))
            other.commit(Add(table="members", record=member("", "丁")), LI, NOW)
            board.wait_until(lambda: board.read(0.2) or "又有应答" in text(board))
            print(f"back by itself after {time.monotonic() - back:.1f} s")
            assert "乙丙" in text(board), board.display
            board.type(b"\x13")
            board.wait_until(
                lambda: board.read(0.2) or any("乙丙" in one.name for one in vault.read().members.values())
            )
            board.type(b"\x1b")
            board.wait_for("丁")
            print(f"stored {time.monotonic() - back:.1f} s after it was back")
            assert sorted(names(vault)) == ["丁", "甲乙丙"]
