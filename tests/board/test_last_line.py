"""The last line: what is said there stays until the next key; what is said at the start is said once each."""

from __future__ import annotations

import pytest

from store.edits import Change
from store.vault import Vault
from tests.desk import WHO, branch_folder, desk
from tui.drafts import Drafts
from tui.local_rules import rules_of
from widgets import error_text


@pytest.fixture
def folder(tmp_path):
    return branch_folder(tmp_path / "branch")


async def test_a_message_outlasts_what_another_user_stores(folder):
    async with desk(folder) as d:
        await d.press("2")
        keys = d.lines[-1]
        await d.press("r")
        said = d.lines[-1]
        assert said != keys
        branch = d.app.view.snapshot.branch
        theirs = Change(table="branch", id=branch.id, base={"name": branch.name}, fields_={"name": "另一个支部"})
        d.vault.commit(theirs, WHO, d.app.session.now())
        await d.polled()
        assert "另一个支部" in d.lines[0]
        assert d.lines[-1] == said
        await d.press("down")
        assert d.lines[-1] == keys


async def test_what_is_said_at_the_start_is_said_once_each_until_the_next_key(folder, tmp_path):
    (folder / "local.toml").write_text("party_day = 40\ncolour = 3\n", encoding="utf-8")
    drafts = Drafts(str(tmp_path / "drafts"), "b", str(folder))
    drafts.keep("quick/meeting", "支委会 12-10 学习党章")
    own = {"zoom": ["a"], "help": ["ctrl+w"], "coffee": ["c"]}
    mistakes = rules_of(Vault(str(folder))).complaints
    async with desk(folder, notice="hint.wide", mistakes=mistakes, own_keys=own, drafts=drafts) as d:
        said = []
        for _ in range(8):
            said.append(d.lines[-1].strip())
            await d.press("down")
        assert d.app.words("hint.wide")[:20] in said[0]
        assert "上次没存完" in said[1]
        assert "local.toml" in said[2]
        assert "local.toml" in said[3]
        clashes = [error_text.clash(d.app.words, *clash) for clash in d.app.keymap.clashes]
        assert len(clashes) == 3
        assert [line.strip() for line in said[4:7]] == clashes
        assert "帮助" in said[7]


async def test_what_a_key_says_goes_first_and_nothing_is_lost_over_it(folder):
    async with desk(folder, own_keys={"coffee": ["c"], "tea": ["t"]}) as d:
        assert "coffee" in d.lines[-1]
        d.panel("meetings").select("m470")  # a coming one, of which no roll can be taken
        await d.press("r")
        assert "tea" not in d.text
        assert "帮助" not in d.lines[-1]
        await d.press("down")
        assert "tea" in d.lines[-1]
        await d.press("down")
        assert "帮助" in d.lines[-1]


async def test_what_is_said_once_may_be_said_on_the_page_that_a_key_opened(folder):
    async with desk(folder, own_keys={"coffee": ["c"], "tea": ["t"]}) as d:
        await d.press("enter")
        assert "tea" in d.lines[-1]
        await d.press("escape")
        assert "帮助" in d.lines[-1]
