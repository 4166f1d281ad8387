"""The branch's own `local.toml` at the board: told where it is wrong, read again with the records."""

from __future__ import annotations

import pytest

from store.vault import Vault
from tests.desk import branch_folder, desk
from tui.local_rules import rules_of


@pytest.fixture
def folder(tmp_path):
    return branch_folder(tmp_path / "branch")


async def test_a_mistake_is_told_and_a_mended_file_judges_from_the_next_reading_on(folder):
    local = folder / "local.toml"
    local.write_text("party_day = 40\n", encoding="utf-8")
    wrong = rules_of(Vault(str(folder)))
    async with desk(folder, mistakes=wrong.complaints, rules=lambda: rules_of(Vault(str(folder)))) as d:
        assert "local.toml 第 1 行：“party_day”的值不对" in d.lines[-1]
        local.write_text('[tags]\nadd = ["防汛值守"]\n[rules.OL-06]\ncount = 2\n', encoding="utf-8")
        before = d.app.view.attention.overdue
        await d.press("R")
        assert d.app.view.attention.overdue > before
        await d.press("a")
        await d.types("支委会 12-10 #fxzs 学习")
        assert "#防汛值守" in d.text
        await d.press("escape")
        local.write_text("colour = 3\n", encoding="utf-8")
        await d.press("ctrl+l")
        assert "local.toml 第 1 行：不认识“colour”" in d.lines[-1]
        assert d.app.view.attention.overdue == before


async def test_weights_lie_on_what_was_done_and_what_is_missing(folder):
    local = folder / "local.toml"
    async with desk(folder, size=(100, 24), rules=lambda: rules_of(Vault(str(folder)))) as d:
        await d.press("6")
        assert "local.toml" in d.text
        await d.press("escape")
        local.write_text("[weights]\nOL-02 = 10\nOL-06 = 20\nTR-02 = 5.5\n", encoding="utf-8")
        await d.press("R", "6")
        assert "权重35.5" in d.text
        assert "不计分 35.5" in d.text
        assert any("OL-06" in line and "欠 2026-08" in line for line in d.lines)
        await d.press("end", "up", "enter")
        assert "OL-06" in d.lines[1]
