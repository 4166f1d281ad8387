"""A store that falls silent under an open board: what was sent is stored once, what it loses is offered again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from time import sleep
from typing import TYPE_CHECKING, Any

import pytest

from store.edits import Add
from store.errors import Busy, GoneBack, Unconfirmed, Unreachable
from store.journal_entry import JournalEntry
from store.vault import Vault
from tests.board.test_inout import does, named, sheet
from tests.branches import member
from tests.desk import WHO, Desk, branch_folder, desk
from tui import app as app_module
from tui import session as session_module
from tui.acknowledged import MOST, Acknowledged
from tui.doubts import ChangeRequest
from tui.drafts import Drafts

if TYPE_CHECKING:
    from pathlib import Path


LONG = "postgresql://db1.yunchuan.gov.cn,db2.yunchuan.gov.cn:5432/zhibu/yunchuan-01"


class Server:
    """What a server does, in the place of a folder: it may store and not say so, fall silent, answer again."""

    def __init__(self, vault: Vault) -> None:
        self.silent = False
        self.stores = True
        """Whether what is sent while it falls silent is stored."""
        self.landed: dict[str, int | None] = {}
        self.asked = 0
        self._of = {name: getattr(vault, name) for name in ("commit", "undo", "stamp", "read")}
        vault.engine.near = False
        vault.commit = lambda *how: self._write("commit", how)  # type: ignore[method-assign]
        vault.undo = lambda *how: self._write("undo", how)  # type: ignore[method-assign]
        vault.stamp = lambda: self._read("stamp")  # type: ignore[method-assign]
        vault.read = lambda: self._read("read")  # type: ignore[method-assign]
        vault.landed = self._landed  # type: ignore[method-assign]

    def fall_silent_at_the_next(self, *, stores: bool) -> None:
        self.stores, self.falls = stores, True

    falls = False

    def _write(self, name: str, how: Any) -> Any:
        if self.silent:
            raise Unreachable(path=LONG, host="db1.yunchuan.gov.cn:5432", os=111)
        if not self.falls:
            return self._of[name](*how)
        self.silent, self.falls = True, False
        id = f"c{len(self.landed)}"
        self.landed[id] = self._of[name](*how).snapshot.revision if self.stores else None
        raise Unconfirmed("unanswered", path="x", commit=id)

    def _read(self, name: str) -> Any:
        self.asked += 1
        if self.silent:
            raise Unreachable(path=LONG, host="db1.yunchuan.gov.cn:5432", os=111)
        return self._of[name]()

    def _landed(self, id: str) -> int | None:
        if self.silent:
            raise Unreachable(path=LONG, host="db1.yunchuan.gov.cn:5432", os=111)
        return self.landed[id]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return branch_folder(tmp_path / "branch")


def drafts_in(folder: Path) -> Drafts:
    return Drafts(str(folder.parent / "state"), "b1", str(folder))


def names(folder: Path) -> list[str]:
    return [one.name for one in Vault(str(folder)).read().members.values()]


NEW = "新来的"


async def typed(d: Desk) -> None:
    """A new member's form, filled in as far as it must be, and sent."""
    d.form("members")
    await d.settled()
    await d.types(NEW)
    await d.press("ctrl+s")


@pytest.mark.parametrize("stores", [True, False])
async def test_a_form_that_was_not_answered_is_stored_once(folder: Path, stores: bool) -> None:
    async with desk(folder, size=(100, 24), drafts=drafts_in(folder)) as d:
        server = Server(d.vault)
        server.fall_silent_at_the_next(stores=stores)
        await typed(d)
        assert "还不知道" in d.text
        assert d.app.screen.PLACE == "form"
        await d.press("ctrl+s")  # nothing is sent while nobody knows
        assert names(folder).count(NEW) == (1 if stores else 0)
        server.silent = False
        await d.polled()
        assert ("已经存上" in d.text) == stores
        assert ("没有存上" in d.text) == (not stores)
        assert (d.app.screen.PLACE == "form") == (not stores)
        if not stores:
            assert NEW in d.text
            await d.press("ctrl+s")
        assert names(folder).count(NEW) == 1
        assert not d.app.drafts.any


@pytest.mark.parametrize("stores", [True, False])
async def test_the_same_key_again_asks_first(folder: Path, stores: bool) -> None:
    async with desk(folder, size=(100, 24), drafts=drafts_in(folder)) as d:
        server = Server(d.vault)
        server.fall_silent_at_the_next(stores=stores)
        await typed(d)
        server.silent = False
        await d.press("ctrl+s")
        assert d.app.screen.PLACE != "form"
        assert "已存好" in d.text
        assert names(folder).count(NEW) == 1
        assert not d.app.drafts.any


async def test_what_was_changed_since_is_not_closed_over(folder: Path) -> None:
    async with desk(folder, size=(100, 24), drafts=drafts_in(folder)) as d:
        server = Server(d.vault)
        server.fall_silent_at_the_next(stores=True)
        await typed(d)
        await d.types("二")
        server.silent = False
        await d.press("ctrl+s")
        assert d.app.screen.PLACE == "form"
        assert "这一项还没有存" in d.text
        assert names(folder).count(NEW) == 1
        assert d.app.drafts.forms == [("members", "new")]


@pytest.mark.parametrize("stores", [True, False])
async def test_the_next_opening_asks(folder: Path, stores: bool) -> None:
    async with desk(folder, size=(100, 24), drafts=drafts_in(folder)) as d:
        server = Server(d.vault)
        server.fall_silent_at_the_next(stores=stores)
        await typed(d)
    async with desk(folder, size=(100, 24), drafts=drafts_in(folder)) as d:
        again = Server(d.vault)
        again.landed = server.landed
        await d.polled()
        assert ("已经存上" in d.text) == stores
        assert (d.app.drafts.forms == []) == stores
        assert not d.app.drafts.doubts


@pytest.mark.parametrize("stores", [True, False])
async def test_an_undo_that_was_not_answered_is_done_once(folder: Path, stores: bool) -> None:
    vault = Vault(str(folder))
    for name in ("甲一", "乙二"):
        vault.commit(Add(table="members", record=member("", name)), WHO, datetime(2026, 11, 22, tzinfo=UTC))
    async with desk(folder, size=(100, 24)) as d:
        server = Server(d.vault)
        server.fall_silent_at_the_next(stores=stores)
        await d.press("u")
        server.silent = False
        await d.press("u")
        assert "已撤回" in d.text
    assert "甲一" in names(folder)
    assert "乙二" not in names(folder)


async def test_another_sheet_of_the_same_name_is_not_what_was_sent(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    name = sheet(folder, "r.xlsx", ["姓名"], [NEW])
    async with desk(folder, size=(100, 24)) as d:
        server = Server(d.vault)
        server.fall_silent_at_the_next(stores=True)
        await named(d, "1", name)
        await does(d, "ctrl+s")
        assert "还不知道" in d.text
        sheet(folder, name, ["姓名"], [NEW], ["后来人"])
        await does(d, "tab", "enter")
        assert "新增 2 人" in d.text
        server.silent = False
        for _ in range(4):  # told what came of the first, then asked to look again
            if d.app.screen.PLACE == "import":
                await does(d, "ctrl+s")
                await d.polled()
        assert d.app.screen.PLACE == "board"
        assert (names(folder).count(NEW), names(folder).count("后来人")) == (1, 1)


# -- the picture that stays


async def test_silence_is_said_and_goes_by_itself(folder: Path) -> None:
    async with desk(folder, size=(80, 24)) as d:
        server = Server(d.vault)
        picture = d.lines[2:-1]
        server.silent = True
        await d.polled()
        assert "没有服务器应答，没有存入（对方没有开启服务" in d.lines[-1]
        await d.press("j", "k")
        assert "服务器无应答" in d.lines[-1]  # beside the keys
        assert d.lines[2:-1] == picture
        d.form("members")
        await d.settled()
        await d.types(NEW)
        assert "服务器无应答" in d.lines[-1]
        server.silent = False
        await d.polled()
        assert "又有应答" in d.lines[-1]
        assert NEW in d.text
        await d.press("escape")
        assert "无应答" not in d.text


async def test_why_nothing_can_be_stored_is_not_talked_over_by_what_can_be_read(folder: Path) -> None:
    async with desk(folder, size=(100, 24)) as d:
        server = Server(d.vault)

        def refused(*how: Any) -> None:
            raise Busy("only_reading", path="x", says="read-only transaction", state="25006")

        server._of["commit"] = refused
        await typed(d)
        await d.polled()
        assert "只让读" in d.lines[-1]
        assert NEW in d.text


async def test_a_screen_that_was_covered_says_it_no_longer(folder: Path) -> None:
    async with desk(folder, size=(100, 24)) as d:
        server = Server(d.vault)
        server.silent = True
        await d.polled()
        await d.press("j")
        d.form("members")
        await d.settled()
        server.silent = False
        await d.polled()
        await d.press("ctrl+c")
        await d.press("j")
        assert "无应答" not in d.text


async def test_a_server_that_takes_its_time_is_said_to(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_module, "SLOW", 0.0)
    said = []
    async with desk(folder, size=(100, 24)) as d:
        server = Server(d.vault)
        monkeypatch.setattr(d.app, "say", lambda text, *how: said.append(text))
        commit = server._of["commit"]
        server._of["commit"] = lambda *how: sleep(0.2) or commit(*how)
        await typed(d)
    assert any("正在等服务器" in text for text in said)
    assert names(folder).count(NEW) == 1


# -- what was lost


@pytest.mark.parametrize("is_answered", [True, False])
async def test_what_is_lost_of_mine_is_offered_again(folder: Path, is_answered: bool) -> None:
    """Also what was not answered and found stored by the look that is taken once a second."""
    kept = (folder / "branch.json").read_bytes()
    async with desk(folder, size=(100, 24)) as d:
        server = Server(d.vault)
        if not is_answered:
            server.fall_silent_at_the_next(stores=True)
        await typed(d)
        server.silent = False
        await d.polled()
        assert names(folder).count(NEW) == 1
        for name in ("journal.jsonl", "branch.json"):
            (folder / name).unlink()
        (folder / "branch.json").write_bytes(kept)
        (folder / "branch.json").chmod(0o600)
        d.app.session._gone_back = True
        d.vault.forget()
        await d.press("R")
        assert "丢了您的 1 项" in d.text
        assert (NEW in d.text) == is_answered  # else it is called by its kind alone
        await d.press("1")
        assert names(folder).count(NEW) == 1
        assert d.app.session.lost == []


async def test_a_server_that_went_back_stays_said(folder: Path) -> None:
    async with desk(folder, size=(100, 24)) as d:
        server = Server(d.vault)

        def back() -> None:
            raise GoneBack(path="x", revision=3, known=5)

        server._of["stamp"] = back
        await d.polled()
        await d.press("j")
        assert "R 重新读取" in d.lines[-1]


def test_only_the_last_changes_are_kept_and_only_missing_ones_are_lost() -> None:
    mine = Acknowledged()
    for revision in range(1, MOST + 4):
        mine.add(f"f{revision}", ChangeRequest(why="x"))
    journal = [JournalEntry(revision=one, at="", uid=1, user="", file=f"f{one}") for one in range(MOST + 1, 0, -1)]
    assert [change.file for change in mine.lost(journal)] == [f"f{MOST + 2}", f"f{MOST + 3}"]
    assert [change.file for change in mine.lost(journal[1:])] == [f"f{MOST + 1}"]


# -- how often it is asked


async def test_a_server_is_asked_seldom_where_nobody_sits_and_at_once_after_a_key(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = timedelta(seconds=1000)

    def monotonic() -> float:
        return clock.total_seconds()

    async with desk(folder, size=(100, 24)) as d:
        server = Server(d.vault)
        monkeypatch.setattr(app_module, "monotonic", monotonic)
        monkeypatch.setattr("tui.terminal.terminal_app.monotonic", monotonic)
        await d.press("j")

        async def asked_in(seconds: int) -> int:
            nonlocal clock
            before = server.asked
            for _ in range(seconds):
                clock += timedelta(seconds=1)
                await d.app.poll()
            return server.asked - before

        assert await asked_in(30) == 30
        clock += timedelta(minutes=5)
        assert await asked_in(60) == 6
        await d.press("j")
        assert await asked_in(5) == 5
