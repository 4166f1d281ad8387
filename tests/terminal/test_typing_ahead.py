"""Many keys in one read, as fast typing over a slow line arrives: each goes where it would have gone by itself."""

from __future__ import annotations

import json

import pytest

from tests.desk import branch_folder
from tests.quick.test_terminal import Board

pytestmark = pytest.mark.slow


def tables(folder):
    return json.loads((folder / "branch.json").read_text(encoding="utf-8"))


@pytest.fixture
def home(tmp_path):
    branch_folder(tmp_path / "branch")
    return tmp_path


SAME = [
    ("2/dwt", "筛选“dwt”", 0),
    ("/dd\r", "筛选“dd”", 0),
    (":", "命令", 0),
    ("azwh +3 tongbao\r", "已存好", 1),
    ("azwh +3 tongbao\r2/dwt", "筛选“dwt”", 1),
    ("2/dwt\r:zjzy", "找：zjzy", 0),
    ("＋支委会　＋３　通报工作\r", "已存好", 1),
    ("e\x13jj/dd", "筛选“dd”", 0),
    ("+zwh +3 ddduuu\x1b", "草稿", 0),
    ("[jc\r", "已存好", 1),
    ("[jeduuq", "duuq", 0),
    ("[j\rr", "应到", 0),
    ("2 V\x1b.9", "9", 0),
    ("d\x1a", "已撤回", 2),
]


TIERS = [one if n % 3 == 0 else pytest.param(*one, marks=pytest.mark.slow) for n, one in enumerate(SAME)]


@pytest.mark.parametrize(("keys", "seen", "more"), TIERS)
def test_keys_in_one_read_go_where_they_would_one_by_one(home, keys, seen, more):
    before = tables(home / "branch")["_meta"]["1"]["revision"]
    with Board(home) as board:
        board.type(keys.encode())
        board.wait_for(seen)
        board.drain(0.5)
        after = tables(home / "branch")
        assert after["_meta"]["1"]["revision"] == before + more
