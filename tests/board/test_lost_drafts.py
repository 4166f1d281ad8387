"""What can't be kept is not said to be kept: of lines, forms and rolls alike, and leaving asks first."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from store.edits import Delete
from tests.desk import WHO, branch_folder, desk
from tests.tiers import quick
from tui.config import resolve
from tui.drafts import Drafts
from tui.navigation import open_form
from tui.resume import forms
from tui.screens.choice import LeavingScreen
from tui.start import BoardStart


@pytest.fixture
def folder(tmp_path):
    return branch_folder(tmp_path / "branch")


@pytest.fixture
def drafts(tmp_path, folder):
    """Where a file stands in the place of a folder, which holds for root too."""
    (tmp_path / "file").write_text("")
    return Drafts(str(tmp_path / "file" / "drafts"), "b1", str(folder))


async def begin_line(d):
    await d.press("a")
    await d.types("支委会 12-05 半句")


async def begin_form(d):
    await d.press("2", "e")
    await d.types("改")


async def begin_roll(d):
    await d.press("left_square_bracket", "home", "r", "6")


async def begin_form_of_a_line(d):
    await begin_line(d)
    await d.press("tab")
    await d.types("改")


BEGUN = {"a line": begin_line, "a form": begin_form, "a roll": begin_roll, "a form of a line": begin_form_of_a_line}


@pytest.mark.parametrize("what", quick(["a line", "a form"], BEGUN))
async def test_what_is_not_kept_is_not_said_to_be(folder, drafts, what):
    async with desk(folder, drafts=drafts, size=(160, 30)) as d:
        assert "草稿写不进" in d.text
        await BEGUN[what](d)
        assert "草稿留着" not in d.lines[-1]
        await d.press("escape")
        assert "没能写下" in d.lines[-1]
        assert "留着" not in d.lines[-1]
        await d.press("q")
        assert isinstance(d.app.screen, LeavingScreen)
        await d.press("1")
        assert d.app.return_code is None
        await d.press("q", "2")
        assert d.app.return_code == 0


@pytest.mark.parametrize("what", quick(["a roll", "a form of a line"], BEGUN))
async def test_leaving_from_the_middle_asks_too(folder, drafts, what):
    async with desk(folder, drafts=drafts) as d:
        await BEGUN[what](d)
        await d.press("ctrl+q")
        assert isinstance(d.app.screen, LeavingScreen)
        await d.press("escape")
        assert d.app.return_code is None
        await d.press("ctrl+q", "ctrl+q")
        assert d.app.return_code == 0


async def test_a_folder_that_can_be_written_again_takes_it_after_all(folder, drafts, tmp_path):
    async with desk(folder, drafts=drafts) as d:
        await begin_line(d)
        await d.press("escape")
        assert "没能写下" in d.lines[-1]
        (tmp_path / "file").unlink()
        await d.press("q")
        assert d.app.return_code == 0
    assert Drafts(drafts.folder, "b1", str(folder)).get("quick/meeting") == "支委会 12-05 半句"


@pytest.mark.parametrize("what", ["a line", "a form", "a roll"])
async def test_what_is_kept_is_said_so_and_nothing_is_asked(folder, tmp_path, what):
    async with desk(folder, drafts=Drafts(str(tmp_path / "drafts"), "b1", str(folder))) as d:
        await BEGUN[what](d)
        await d.press("escape")
        assert "留着" in d.lines[-1]
        await d.press("q")
        assert d.app.return_code == 0
    assert os.listdir(tmp_path / "drafts")


async def test_what_must_not_be_kept_is_said_not_to_be(folder, tmp_path):
    async with desk(folder, drafts=Drafts(str(tmp_path / "drafts"), "b1", str(folder))) as d:
        await d.press("a")
        await d.types("支委会 11010519491231002X")
        await d.press("escape")
        assert "草稿也没留" in d.lines[-1]


def test_half_a_draft_is_taken_away_where_the_disk_is_full(tmp_path, monkeypatch):
    drafts = Drafts(str(tmp_path / "drafts"), "b1", "x")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    drafts.keep("quick/meeting", "支委会")
    assert drafts.at_risk
    assert os.listdir(tmp_path / "drafts") == []
    monkeypatch.undo()
    assert drafts.try_again()
    assert len(os.listdir(tmp_path / "drafts")) == 1


async def test_a_line_that_is_kept_outlasts_every_other_that_is_stored_or_kept(folder, tmp_path):
    """A copy, a closing, a proposal begin with a text of their own: what `a` had kept is none of theirs to drop."""
    drafts = Drafts(str(tmp_path / "drafts"), "b1", str(folder))
    async with desk(folder, drafts=drafts) as d:
        await begin_line(d)
        await d.press("escape", "home", "down", "c", "enter")
        assert "已存好" in d.lines[-1]
        assert list(drafts.texts.values()) == ["支委会 12-05 半句"]
        for _ in range(2):
            await d.press("c")
            await d.types("另一件")
            await d.press("escape")
        assert len(drafts.texts) == 3
        await d.press("a")
        assert "另一件" in d.text
        await d.press("ctrl+u", "escape", "a", "ctrl+u", "escape", "a")
        assert "支委会 12-05 半句" in d.text
        await d.press("enter")
        assert "已存好" in d.lines[-1]
        assert not drafts.any


async def test_a_form_that_is_kept_outlasts_one_that_began_as_a_line(folder, tmp_path):
    drafts = Drafts(str(tmp_path / "drafts"), "b1", str(folder))
    async with desk(folder, drafts=drafts) as d:
        open_form(d.app, "meetings")
        await d.settled()
        await d.types("2026-12-09")
        await d.press("escape")
        for leave in ("escape", "ctrl+s"):
            await d.press("a")
            await d.types("支委会 12-10 学习")
            await d.press("tab", leave)
            await d.press("a", "ctrl+u", "escape")
            assert drafts.forms == [("meetings", "new")]
        await d.press("a")
        await d.types("支委会 12-11 另一次")
        await d.press("tab")
        await d.types("6")
        await d.press("escape")
        assert sorted(drafts.forms) == [("meetings", "new"), ("meetings", "new/2")]
        for one in forms(d.app):
            one.open()
            await d.settled()
            assert "接着上次没存完的填" in d.lines[-1]
            await d.press("ctrl+g", "escape")
        assert drafts.forms == []


async def test_a_roll_whose_meeting_another_deletes_waits_until_it_is_back(folder, tmp_path):
    async with desk(folder, size=(100, 24), drafts=Drafts(str(tmp_path / "drafts"), "b1", str(folder))) as d:
        await begin_roll(d)
        (id,) = d.app.drafts.rolls
        d.vault.commit(Delete(table="meetings", id=id, rev=d.vault.read().meetings[id].rev), WHO, datetime.now(UTC))
        await d.polled()
        for key in ("6", "enter", "escape"):
            await d.press(key)
            assert "已被别人删除" in d.lines[-1]
            assert "标记都留着" in d.lines[-1]
        d.vault.undo(WHO, datetime.now(UTC))
        await d.polled()
        d.roll(id)
        await d.settled()
        assert "接着上次" in d.lines[-1]
        await d.press("enter")
        assert "absent" in d.vault.read().meetings[id].roll.values()


def test_of_two_who_share_an_account_each_has_a_draft(folder, tmp_path):
    flags = dict.fromkeys(("lang", "today", "demo", "ascii", "no_color", "readonly"))

    def drafts(name: str) -> Drafts:
        home = {"HOME": str(tmp_path), "TERM": "xterm"} | ({"ZHIBU_USER": name} if name else {})
        return BoardStart(resolve(SimpleNamespace(data=str(folder), **flags), home)).drafts

    names = ("王伟", "李明", "li", "")
    for name in names:
        drafts(name).keep("quick/meeting", f"支委会 {name}")
    drafts("li").drop("quick/meeting")
    assert [drafts(name).get("quick/meeting") for name in names] == ["支委会 王伟", "支委会 李明", None, "支委会 "]
