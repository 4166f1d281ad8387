"""The quick line in a real terminal: a killed program, a paste that knows no brackets, bytes of another encoding."""

from __future__ import annotations

import json

import pytest

from tests.desk import branch_folder
from tests.pty_run import Run


class Board(Run):
    PROGRAM = ("-m", "tui")

    def __init__(self, home) -> None:
        folder = home / "branch"
        environment = {"HOME": str(home), "XDG_STATE_HOME": "", "XDG_CONFIG_HOME": ""}
        super().__init__("--data", str(folder), "--today", "2026-11-22", "--lang", "zh", **environment)
        self.wait_for("近期会议")


@pytest.fixture
def home(tmp_path):
    branch_folder(tmp_path / "branch")
    return tmp_path


def drafts(home) -> str:
    """What is written of them by now."""
    return "".join(path.read_text(encoding="utf-8") for path in (home / ".local/state/zhibu/drafts").glob("*.json"))


def revision(home) -> int:
    return json.loads((home / "branch" / "branch.json").read_text(encoding="utf-8"))["_meta"]["1"]["revision"]


def test_a_killed_program_offers_the_line_on_its_next_start(home):
    before = revision(home)
    with Board(home) as board:
        board.type(b"a")
        board.wait_for("录入")
        board.type("支委会 12-10 学习党章".encode())
        board.wait_for("将存")
        board.wait_until(lambda: "学习党章" in drafts(home))  # a hand rests before a draft is written
    assert revision(home) == before
    with Board(home) as board:
        board.wait_for("上次没存完：“支委会12-10学习党章”")
        board.type(b"a")
        board.wait_for("将存")
        board.type(b"\r")
        board.wait_for("已存好")
    assert revision(home) == before + 1


@pytest.mark.slow
def test_two_lines_in_one_read_are_a_paste_and_gbk_is_understood(home):
    before = revision(home)
    with Board(home) as board:
        board.type(b"a")
        board.wait_for("Ctrl+U")
        board.type("支委会 12-10 学习一\r党课 12-11 学习二\r".encode())
        board.wait_for("后面还有1行")
        assert revision(home) == before
        board.type(b"\x15")
        board.type("支委会 12-10 学习".encode("gbk"))
        board.wait_for("支部委员会会议")
        assert revision(home) == before
