"""An open board on a server: what others store appears, and what the server lost is told before it is believed."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from store.edits import Delete
from store.server import link as link_module
from store.server import sending
from tests.board.test_unanswered import NEW, typed
from tests.desk import desk
from tests.server.test_engine import LI, NOW, add, alone, branch_of, copy, go_back, names  # noqa: F401
from tui.config import resolve
from tui.start import BoardStart

if TYPE_CHECKING:
    from tests.server.postgres import Postgres

pytestmark = pytest.mark.slow


async def test_what_another_stores_is_seen_and_is_not_mine_to_take_back(postgres: Postgres, database: str) -> None:
    place, other = branch_of(postgres, database)
    async with desk(place.url("branch", "wangwei"), size=(100, 24)) as d:
        add(other, "李明")
        await d.polled()
        assert d.app.view.snapshot.members
        await d.press("u")
        assert "没有可撤销" in d.text
        assert len(other.read().members) == 1


def test_a_board_says_as_whom_the_server_knows_one(postgres: Postgres, database: str) -> None:
    url = branch_of(postgres, database)[0].url("branch", "wangwei")
    flags = dict.fromkeys(("lang", "today", "demo", "ascii", "no_color", "readonly"))
    start = BoardStart(resolve(SimpleNamespace(data=url, **flags), {"HOME": "/nonexistent", "TERM": "xterm"}))
    assert " wangwei" in "".join(text for text, _ in start.first_lines((100, 24))[0])
    assert start.session().who.user == "wangwei"


async def test_a_server_that_went_back_is_told_until_somebody_reads_anew(postgres: Postgres, database: str) -> None:
    place, other = branch_of(postgres, database)
    url = place.url("branch", "wangwei")
    add(other, "甲")
    copy(place, other)
    add(other, "lost")
    async with desk(url, size=(100, 24)) as d:
        go_back(place, other, d.vault)
        await d.polled()
        assert "退回" in d.text
        assert len(d.app.view.snapshot.members) == 2  # the last that was seen stays on the screen
        await d.press("R")
        assert [person.name for person in d.app.view.snapshot.members.values()] == ["甲"]


async def test_what_is_there_is_not_lost_though_somebody_purged_since(postgres: Postgres, database: str) -> None:
    """Purging spells the lines anew; what a server then goes back to has mine all the same."""
    place, other = branch_of(postgres, database)
    secret = add(other, "秘密").ids[0]
    async with desk(place.url("branch", "wangwei"), size=(100, 24)) as d:
        await typed(d)
        other.commit(Delete(table="members", id=secret, rev=2), LI, NOW)
        other.purge(secret, LI, NOW)
        await d.polled()
        copy(place, other, d.vault)
        await typed(d)
        go_back(place, other, d.vault)
        await d.polled()
        await d.press("R")
        assert names(other).count(NEW) == 1
        assert "丢了您的 1 项" in d.text


async def test_a_form_that_no_standby_has_acknowledged_is_stored_once(
    alone: Postgres,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(link_module, "SOCKET", 1.0)
    monkeypatch.setattr(sending, "PATIENCE", 1.5)
    place, other = branch_of(alone, "zhibu")
    async with desk(place.url("branch", "wangwei"), size=(100, 24)) as d:
        alone.sql("alter system set synchronous_standby_names = 'nowhere'", "select pg_reload_conf()")
        await typed(d)
        assert "还不知道" in d.text
        assert NEW in d.text
        alone.sql("alter system reset synchronous_standby_names", "select pg_reload_conf()")
        await d.press("ctrl+s")
        assert "已存好" in d.text
        assert names(other).count(NEW) == 1
