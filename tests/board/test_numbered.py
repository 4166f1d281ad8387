"""The pages that a digit opens: from anywhere, by full-width digits too, and back to the row that one came from."""

from __future__ import annotations

from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from store.vault import Vault
from tests.desk import branch_folder, desk, golden
from tests.tiers import crossed, quick
from tui.demo import rules
from tui.local_rules import rules_of
from widgets.keymap import NUMBERED
from widgets.sections.numbered import section_of
from widgets.sections.section import Target
from widgets.sections.teams import _rank

SIZES = [(80, 24), (120, 40)]
ENDS = (*list(NUMBERED)[:1], *list(NUMBERED)[-1:])


SHEET = Path(rules()).read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path):
    made = branch_folder(tmp_path / "branch")
    (made / "local.toml").write_text(SHEET, encoding="utf-8")
    return made


@asynccontextmanager
async def opened(folder, **how):
    """The board on the sample with a sheet of targets, its own rules read."""
    async with desk(folder, rules=lambda: rules_of(Vault(str(folder))), **how) as d:
        await d.press("R")
        yield d


@pytest.mark.parametrize(("number", "size", "lang"), crossed(list(NUMBERED), SIZES, ["zh", "en"]), ids=str)
async def test_each_page_as_a_picture(folder, number, size, lang):
    async with opened(folder, size=size, lang=lang) as d:
        await d.press(number)
        golden(f"numbered-{NUMBERED[number]}-{lang}-{size[0]}x{size[1]}", d.lines)


@pytest.mark.parametrize("number", quick(ENDS, NUMBERED))
async def test_a_page_with_ascii_alone(folder, number):
    async with opened(folder, lang="en", ascii=True) as d:
        await d.press(number)
        golden(f"numbered-{NUMBERED[number]}-ascii", d.lines)


@pytest.mark.parametrize("number", quick(ENDS, NUMBERED))
async def test_a_full_width_digit_is_the_digit(folder, number):
    async with opened(folder) as d:
        await d.types(chr(ord(number) + 0xFEE0))
        assert d.app.screen.section is section_of(NUMBERED[number])


@pytest.mark.parametrize("number", quick(ENDS, NUMBERED))
async def test_back_from_a_record_one_is_on_the_row_that_it_was_opened_from(folder, number):
    async with opened(folder) as d:
        await d.press(number, "j", "j")
        before = d.app.screen, d.app.screen.panel.row
        await d.press("enter")
        assert d.app.screen is not before[0]
        assert before[0].called in d.lines[0]
        await d.press("escape")
        assert (d.app.screen, d.app.screen.panel.row) == before
        await d.press("escape")
        assert d.app.screen.PLACE == "board"


async def test_a_digit_on_a_page_of_rows_takes_its_place(folder):
    async with opened(folder) as d:
        for number in NUMBERED:
            await d.press(number, number)
        await d.press("escape")
        assert d.app.screen.PLACE == "board"


async def test_the_figure_that_a_target_waits_for_is_typed_where_it_is_missing(folder):
    async with opened(folder, size=(100, 24)) as d:
        await d.press("6", "j", "j", "j", "a")
        assert "数据 T-03 2026 满意率=" in d.text
        await d.types("96")
        await d.press("enter")
        assert any("T-03" in line and "10.0" in line for line in d.lines)


async def test_home_leads_to_the_board_from_the_page_of_a_row(folder):
    async with opened(folder) as d:
        await d.press("7", "enter", "0")
        assert d.app.screen.PLACE == "board"


async def test_rows_are_filtered_and_escape_takes_the_filter_away_first(folder):
    async with opened(folder) as d:
        await d.press("7", "slash", *"wangwei")
        await d.press("escape", "slash", *"ww", "enter")
        assert [row.search[0] for row in d.app.screen.panel.state.rows] == ["汪维"]
        await d.press("escape")
        assert len(d.app.screen.panel.state.rows) > 1
        await d.press("escape")
        assert d.app.screen.PLACE == "board"


async def test_a_page_shows_an_earlier_year_and_never_one_to_come(folder):
    async with opened(folder) as d:
        await d.press("7", "right_square_bracket")
        assert d.app.screen.period.label == "2026"
        await d.press("left_square_bracket")
        assert d.app.screen.period.label == "2025"


@pytest.mark.parametrize("number", quick(ENDS, NUMBERED))
async def test_the_export_of_a_page_is_of_the_year_that_it_shows(folder, number):
    async with opened(folder) as d:
        await d.press(number, "left_square_bracket", "x")
        outgoing = d.app.screen._request
        assert (outgoing.export, outgoing.period.label) == (section_of(NUMBERED[number]).EXPORT, "2025")


async def test_nothing_of_a_page_is_worked_out_before_it_is_opened(folder):
    async with opened(folder) as d:
        d.app.show(d.app.view.snapshot)  # a view of its own: that of the sample is shared by all tests
        await d.settled()
        known = {part for key in d.app.view._known if isinstance(key, tuple) for part in map(str, key)}
        assert known & {*NUMBERED.values()} == set()
        await d.press("7")
        assert ("charges", 2026) in d.app.view._known


async def test_a_filter_by_a_name_finds_what_one_answers_for(folder):
    async with opened(folder, size=(120, 40)) as d:
        await d.press("4", "slash")
        await d.types("jxl")
        await d.press("enter")
        found = {row.value.rule.id for row in d.panel("execution").state.rows}
        assert {"OL-04", "ST-01"} <= found
        assert "OL-02" not in found
        d.open(Target(kind="duty", id="OL-04/2026-Q4"))
        await d.settled()
        assert any("责任人" in line and "解晓岚" in line for line in d.lines)


def test_educations_stand_from_the_highest_down_whatever_they_are_called():
    asked = ["中专", "大学专科", "大学", "小学", "硕士研究生", "大学本科"]
    assert sorted(asked, key=_rank) == ["硕士研究生", "大学", "大学本科", "大学专科", "中专", "小学"]


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_at_eighty_columns_no_post_and_no_figure_of_the_pages_is_cut(folder, lang):
    async with desk(folder, lang=lang) as d:
        await d.press("7")
        assert not any("…" in line for line in d.lines[2:10])
        await d.press("9", "G")
        facts = [line for line in d.lines if " · " in line and line.startswith("│")]
        assert facts
        assert all("…" not in line.split(" · ")[1] for line in facts)
