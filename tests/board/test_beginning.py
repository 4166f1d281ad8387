"""The board of a new branch opens on what it has to enter first; Enter does a line, and each ticks itself off."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from store.codec import encode
from store.records import BeginStep, Branch, MemberKind
from store.rules.first_steps import first_steps
from tests.branches import TABLE_OF, meeting, member
from tests.desk import desk

if TYPE_CHECKING:
    from pathlib import Path

DEC = date(2026, 12, 1)


def folder_of(path: Path, *records) -> Path:
    """A branch's folder with the records of a few tables."""
    tables: dict[str, dict[str, object]] = {"_meta": {"1": {"schema": 1, "revision": 1}}}
    for at, record in enumerate((Branch(id="b1", name="新支部", records_since="2026-12"), *records), 1):
        tables.setdefault(TABLE_OF[type(record)], {})[str(at)] = encode(record)
    path.mkdir(mode=0o700)
    (path / "branch.json").write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")
    return path


def steps(d) -> dict[str, bool]:
    return {step.id: step.open for step in first_steps(d.app.view.snapshot, d.app.view.today)}


async def to(d, step: str) -> None:
    await d.press("home")
    while d.app.screen.subject.id != step:
        await d.press("j")


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_it_opens_on_it_at_the_first_open_line_and_no_line_is_cut(tmp_path, lang):
    async with desk(folder_of(tmp_path / "b"), lang=lang, today=DEC) as d:
        assert d.focused == "beginning"
        assert (d.app.screen.subject.kind, d.app.screen.subject.id) == ("step", "roster")
        rows = [line.split("││")[1] for line in d.lines[13:22]]
        for row, id in zip(rows, steps(d), strict=True):
            assert d.app.words(f"begin.{id}") in row
            assert d.app.words(f"begin.{id}.key") in row or d.app.words(f"begin.{id}.how") in row
            assert "…" not in row
        assert d.app.words("beginning.left", n=9) in d.lines[12]
        assert not any("?" in re.split(r"[ │]+", line) for line in d.lines[:-1])


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_without_members_it_says_how_to_add_some_and_so_does_a_line_that_names_one(tmp_path, lang):
    async with desk(folder_of(tmp_path / "b"), lang=lang, today=DEC) as d:
        words = d.app.words
        assert words("participation.empty") in d.text
        await d.press("2", "enter")
        assert words("why_not.no_row") in d.lines[-1]
        await d.press("a")
        await d.types("张三 李四")
        assert words("quick.bad.nobody_yet", name="张三") in d.text
        await d.press("escape", "6")
        told = "".join(line.strip("│").strip() for line in d.lines[2:5])
        assert words("targets.empty").replace(" ", "") == told.replace(" ", "")


OPENS = {
    "roster": ("import", ""),
    "founded": ("form", "founded"),
    "term": ("form", "term_began"),
    "groups": ("form", "groups"),
    "cases": ("page", ""),
}


@pytest.mark.parametrize("step", OPENS)
async def test_enter_opens_what_enters_it(tmp_path, step):
    async with desk(folder_of(tmp_path / "b"), today=DEC) as d:
        await to(d, step)
        await d.press("enter")
        place, field = OPENS[step]
        assert place == d.app.screen.PLACE
        assert not field or d.app.screen.sheet.entering.path.startswith(field)


@pytest.mark.parametrize(("step", "typed", "table"), [("plan", "支委会 12-20 14:00 部署", "meetings"),
                                                      ("dues", "党费 张三 12月", "dues")])  # fmt: skip
async def test_a_line_that_is_typed_ticks_it_off(tmp_path, step, typed, table):
    async with desk(folder_of(tmp_path / "b", member("m1", "张三")), today=DEC) as d:
        await to(d, step)
        await d.press("enter")
        await d.types(typed)
        await d.press("enter")
        assert len(d.app.view.snapshot.tables[table]) == 1
        assert not steps(d)[step]


@pytest.mark.parametrize("step", ["posts", "exemptions"])
async def test_of_a_member_who_is_chosen_first(tmp_path, step):
    async with desk(folder_of(tmp_path / "b"), today=DEC) as d:
        await to(d, step)
        await d.press("enter")
        assert d.app.words("why_not.begin.roster") in d.lines[-1]
    async with desk(folder_of(tmp_path / "c", member("m1", "张三"), member("m2", "李四")), today=DEC) as d:
        await to(d, step)
        await d.press("enter")
        await d.types("ls")
        await d.press("enter")
        assert d.app.screen.PLACE == "form"
        assert d.app.screen.sheet.entering.path.startswith(step)
        assert d.app.screen.sheet.entering.form.base.id == "m2"


async def test_that_there_are_none_is_an_answer_and_can_be_taken_back(tmp_path):
    async with desk(folder_of(tmp_path / "b"), today=DEC) as d:
        await to(d, "groups")
        await d.press("space", "space", "w")
        assert (steps(d)["groups"], steps(d)["exemptions"]) == (False, False)
        assert d.app.view.snapshot.branch.answered == (BeginStep.GROUPS, BeginStep.EXEMPTIONS)
        assert "记下没有要录的 党小组、免到情形 · 新支部" in d.lines[-1]
        await to(d, "groups")
        await d.press("w")
        assert d.app.words("why_not.step") in d.lines[-1]
        await d.press("u")
        assert (steps(d)["groups"], steps(d)["exemptions"]) == (True, True)


async def test_it_can_be_put_away_and_taken_back(tmp_path):
    async with desk(folder_of(tmp_path / "b"), today=DEC) as d:
        await d.press("colon", *"sqqd", "enter")
        assert d.panel("execution").section.ID == "execution"
        assert not steps(d)
        await d.press("u")
        assert d.focused == "beginning"


async def test_it_goes_by_itself(tmp_path):
    """With the last line that is ticked off or answered; and with a roll call, whatever is open."""
    folder = folder_of(tmp_path / "b", member("m1", "张三", "secretary"), meeting("s1", "2026-12-01"))
    async with desk(folder, today=DEC) as d:
        for step in [id for id, open in steps(d).items() if open]:
            await to(d, step)
            await d.press("w")
        assert d.focused == "execution"
    folder = folder_of(tmp_path / "c", member("m1", "张三", kind=MemberKind.PROBATIONARY), meeting("s1", "2026-12-01"))
    async with desk(folder, today=DEC) as d:
        assert d.focused == "beginning"
        await d.press("1", "r", "enter")
        assert d.panel("execution").section.ID == "execution"


async def test_an_open_step_of_the_page_of_today_is_done_there_too(tmp_path):
    async with desk(folder_of(tmp_path / "b"), today=DEC) as d:
        await d.press("n", "n", "enter")
        assert d.app.screen.PLACE == "import"


async def test_a_program_for_reading_alone_says_so(tmp_path):
    async with desk(folder_of(tmp_path / "b"), today=DEC) as d:
        d.app.session.readonly = True
        for keys in (("enter",), ("w",), ("colon", *"sqqd", "enter")):
            await d.press(*keys)
            assert d.app.words("refused.readonly") in d.text
            await d.press("escape")
        assert len(steps(d)) == 9
