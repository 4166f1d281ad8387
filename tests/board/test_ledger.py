"""Page 5, the registers: what its keys do, and what a page of an entry proposes."""

from __future__ import annotations

import json

import pytest

from tests.desk import SAMPLE, branch_folder, desk, golden
from widgets.sections.section import Target
from widgets.tasks import target_of


@pytest.fixture
def folder(tmp_path):
    return branch_folder(tmp_path / "branch")


def entries(d):
    return d.app.view.snapshot.entries


async def to(d, id):
    """The cursor on the row of an entry or agreed matter."""
    await d.press("5")
    assert d.app.screen.panel.select(id)


async def typed(d, text):
    await d.types(text)
    await d.press("enter")


LINE = "部署 11-18 云办发〔2026〕31号 !12-20 +解晓岚 #贯彻部署 优化营商环境专项行动"


async def test_a_directive_is_conveyed_by_a_line_then_a_and_a_date(folder):
    async with desk(folder) as d:
        await d.press("5", "a")
        await typed(d, LINE)
        (new,) = (one for one in entries(d).values() if one.doc == "云办发〔2026〕31号")
        assert d.app.screen.panel.row.key == new.id
        await d.press("enter", "a")
        await typed(d, "11-20")
        (made,) = (one for one in d.app.view.snapshot.meetings.values() if new.id in one.about)
        assert (made.day.isoformat(), made.topic, made.made) == ("2026-11-20", new.title, d.app.view.today)
        assert [kind.value for kind in made.kinds] == ["study"]


async def test_r_moves_a_model_on_and_closes_what_has_no_stage_to_enter(folder):
    async with desk(folder) as d:
        await to(d, "e480")
        await d.press("r")
        await typed(d, "11-20 全市现场会")
        assert list(entries(d)["e480"].steps) == ["盆景", "推广"]
        await to(d, "e484")
        await d.press("r")
        await typed(d, "11-20 已报送")
        assert (entries(d)["e484"].done.isoformat(), entries(d)["e484"].result) == ("2026-11-20", "已报送")
        await d.press("r")
        assert d.app.screen.line is None
        await d.press("u")
        assert entries(d)["e484"].done is None


async def test_r_closes_an_agreed_matter(folder):
    async with desk(folder) as d:
        await to(d, "m436#1")
        await d.press("r")
        await typed(d, "11-20 已批复")
        (decision,) = d.app.view.snapshot.meetings["m436"].decisions
        assert (decision.done.isoformat(), decision.result) == ("2026-11-20", "已批复")
        await d.press("enter")
        golden("ledger-decision", d.lines)


async def test_an_agreed_matter_is_the_same_wherever_it_stands(folder):
    async with desk(folder) as d:
        await d.press("4")
        assert d.app.screen.panel.select("m436#1")
        await d.press("r")
        await typed(d, "11-20 已批复")
        (decision,) = d.app.view.snapshot.meetings["m436"].decisions
        assert (decision.done.isoformat(), decision.result) == ("2026-11-20", "已批复")
        await d.press("u")
        tasks = [one for one in d.app.view.figures.attention.tasks if one.matter is not None]
        assert {target_of(one).kind for one in tasks} == {"decision"}


@pytest.mark.parametrize(("lang", "line"), [("zh", "办结 f450 "), ("en", "close f450 ")])
async def test_r_closes_a_finding_once(folder, lang, line):
    async with desk(folder, lang=lang) as d:
        d.open(Target(kind="finding", id="f450"))
        await d.settled()
        await d.press("r")
        assert d.app.screen.line.text.strip() == line.strip()
        await d.press("enter")
        assert d.app.view.snapshot.findings["f450"].closed == d.app.view.today
        await d.press("r")
        assert d.app.words("why_not.close") in d.lines[-1]


async def test_percent_links_from_either_side(folder):
    async with desk(folder) as d:
        await to(d, "e484")
        await d.types("％")
        await typed(d, "m464")
        assert d.app.view.snapshot.meetings["m464"].about == ("e484",)
        await d.press("enter")
        golden("ledger-entry", d.lines)
        await d.press("0", "1", "percent_sign")
        meeting = d.app.screen.subject.id
        await typed(d, "延时服务")
        assert d.app.view.snapshot.meetings[meeting].about == ("e477",)
        await d.press("u")
        assert d.app.view.snapshot.meetings[meeting].about == ()


async def test_percent_says_what_it_does_not_find_and_keeps_the_line(folder):
    async with desk(folder) as d:
        await to(d, "e484")
        await d.press("percent_sign")
        await typed(d, "没有这样的")
        assert d.app.screen.line is not None
        await d.press("escape")
        await to(d, "m436#1")
        await d.press("percent_sign")
        assert d.app.screen.line is None


async def test_w_gives_entries_up_with_their_reason(folder):
    async with desk(folder) as d:
        await to(d, "e484")
        await d.press("w")
        await typed(d, "53010119800701001X")
        assert (entries(d)["e484"].dropped, d.app.screen.line is None) == ("", False)
        await d.press("ctrl+u")
        await typed(d, "已由办公室报送")
        assert entries(d)["e484"].dropped == "已由办公室报送"
        await d.press("w")
        assert d.app.screen.line is None


async def test_an_entry_is_copied_tagged_and_deleted(folder):
    async with desk(folder) as d:
        await to(d, "e484")
        await d.press("c", "enter")
        (copy,) = (one for one in entries(d).values() if one.title == "报送党员教育培训情况" and one.id != "e484")
        assert (copy.sub, copy.due, copy.day) == ("通知", entries(d)["e484"].due, d.app.view.today)
        await d.press("d")
        assert copy.id not in entries(d)
        await to(d, "e477")
        await d.press("t")
        await typed(d, "#职能工作")
        assert entries(d)["e477"].tags == ("职能工作",)
        await d.press("d")  # two sessions are about it
        assert "e477" in entries(d)


async def test_the_line_of_the_page_needs_a_register(folder):
    async with desk(folder) as d:
        await d.press("5", "a")
        await d.types("窗口人手不足")
        assert "部署" in "\n".join(d.lines)
        await d.press("enter")
        assert len(entries(d)) == 11


async def test_a_form_of_an_entry(folder):
    async with desk(folder) as d:
        await to(d, "e478")
        await d.press("e")
        golden("ledger-form", d.lines)


async def test_a_year_without_entries_is_empty(folder):
    async with desk(folder) as d:
        await d.press("5", *["left_square_bracket"] * 3)
        assert d.app.screen.panel.row is None
        assert any("2023 没有" in line for line in d.lines)


async def test_a_branch_without_entries_is_told_how_to_begin(tmp_path):
    tables = json.loads(SAMPLE.read_text(encoding="utf-8"))
    bare = tmp_path / "bare.json"
    meetings = {n: one for n, one in tables["meetings"].items() if "decisions" not in one and "about" not in one}
    bare.write_text(json.dumps(tables | {"entries": {}, "meetings": meetings}), encoding="utf-8")
    async with desk(branch_folder(tmp_path / "branch", bare)) as d:
        assert "台账" not in "\n".join(d.lines)
        await d.press("5")
        assert "部署" in d.lines[2]
