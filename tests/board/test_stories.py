"""After each kind of write, its undo and its redo, the board agrees with `status --json` made afresh from the folder.

One desk a family of writes; a write builds on those before it. Everything is done with the board's own keys.
"""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout

import pytest
from textual import events

from store.edits import Change
from store.rules.evaluation import OPEN
from store.vault import Who
from tests import agreement
from tests.agreement import key
from tests.desk import branch_folder, desk
from tui.__main__ import main
from widgets.form import FormSheet
from widgets.sections.section import Target

DRAWN = 3
"""So many pages of duties that a write has changed are opened on the screen; all are in the panels."""


@pytest.fixture
def folder(tmp_path):
    return branch_folder(tmp_path / "branch")


@pytest.fixture
def status(folder):
    """`zhibu status --json` on the folder as it stands."""

    def run():
        printed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
        with redirect_stdout(printed):  # the board has the other one
            code = main(["status", "--json", "--data", str(folder), "--today", "2026-11-22", "--lang", "zh"])
            printed.flush()
        assert code == 0
        return json.loads(printed.buffer.getvalue())

    return run


# What a hand does


async def paste(d, text):
    d.app.post_message(events.Paste(text))
    await d.settled()


async def line(d, panel, text):
    await d.press(panel, "a", "ctrl+u")
    await paste(d, text)
    await d.press("enter")
    await d.settled()


async def runs(d, command):
    await d.app.screen.run(command)
    await d.settled()


async def fills(d, **texts):
    """Type into fields of the form in front, by name (`__` for a dot), and store it."""
    sheet = d.app.screen.query_one(FormSheet)
    for name, text in texts.items():
        sheet.show(sheet.entering.go(name.replace("__", "."), sheet.scope), sheet.scope)
        if name.endswith("__+"):
            await d.press("enter")
        elif text.isdigit() and len(text) == 1:
            await d.press(text)
        else:
            await d.press("ctrl+u")
            await paste(d, text)
    await d.press("ctrl+s")


async def changes(d, table, id, **texts):
    d.form(table, id)
    await d.settled()
    await fills(d, **texts)


def made(d, table, **values):
    """The last record of a table with these values."""
    found = d.vault.read().tables[table].values()
    return [one for one in found if all(getattr(one, name) == value for name, value in values.items())][-1]


async def on(d, section, key):
    await d.press({"meetings": "1", "participation": "2", "training": "3", "execution": "4"}[section])
    assert d.panel(section).select(key), key


# Stories: each is one write


async def a_meeting(d):
    await line(d, "1", "支委会 12-10 14:00 @三楼会议室 研究发展对象")


async def leave_of_two(d):
    await on(d, "meetings", made(d, "meetings", topic="研究发展对象").id)
    await d.press("p")
    await paste(d, "翟明远,孟书雅 公假 出差")
    await d.press("enter")
    assert len(made(d, "meetings", topic="研究发展对象").leave) == 2


async def leave_that_ended(d):
    await line(d, "1", "请假 孟书雅 12-10 销假")
    assert len(made(d, "meetings", topic="研究发展对象").leave) == 1


async def a_meeting_of_two_kinds_that_makes_up(d):
    await line(d, "1", "主题党日+党课 11-20 补8月 学习党章")


async def a_roll(d):
    await on(d, "meetings", made(d, "meetings", topic="学习党章").id)
    await d.press("r", "h", "j", "4", "enter", "escape")
    assert made(d, "meetings", topic="学习党章").held


async def a_roll_corrected(d):
    d.roll(made(d, "meetings", topic="学习党章").id)
    await d.settled()
    await d.press("down", "6", "enter", "escape")


async def minutes(d):
    texts = {"agenda": "学习党章\n讨论", "minutes": "逐条学习。"}
    await changes(d, "meetings", made(d, "meetings", topic="学习党章").id, **texts)


async def a_vote(d):
    id = made(d, "meetings", topic="学习党章").id
    texts = {"votes__0__matter": "年度计划", "votes__0__due": "22", "votes__0__present": "21", "votes__0__yes": "21"}
    await changes(d, "meetings", id, **{"votes__+": ""}, **texts)
    assert made(d, "meetings", topic="学习党章").votes[0].yes == 21


async def a_decision(d):
    texts = {"decisions__0__text": "公示", "decisions__0__owner": "汪维", "decisions__0__due": "2026-11-30"}
    await changes(d, "meetings", made(d, "meetings", topic="学习党章").id, **{"decisions__+": ""}, **texts)


async def an_edit_of_the_day(d):
    await changes(d, "meetings", made(d, "meetings", topic="研究发展对象").id, day="2026-11-30", time="09:00")


async def a_copy(d):
    await on(d, "meetings", made(d, "meetings", topic="研究发展对象").id)
    await d.press("c", "enter")


async def tags_of_several(d):
    await d.press("1", "home", "space", "space", "t")
    await paste(d, "#学习型 #主动性")
    await d.press("enter")


async def tags_taken_off(d):
    await d.press("1", "home", "space", "space", "t")
    await paste(d, "-#学习型")
    await d.press("enter")


async def a_deletion(d):
    await on(d, "meetings", made(d, "meetings", topic="研究发展对象").id)
    await d.press("d")


async def several_deletions(d):
    await d.press("1", "home", "space", "space", "delete", "1")  # a roll goes with one: asked about


async def training_by_name(d):
    await line(d, "3", "孟书雅,仇雨桐 24 集中 11.20 档案管理")


async def training_from_a_roll(d):
    held = [one for one in d.vault.read().meetings.values() if one.held][-1]
    d.open(Target(kind="meeting", id=held.id))
    await d.settled()
    await runs(d, "train")
    await d.press("4", "enter")
    await d.settled()
    await d.press("escape")


async def an_edit_of_hours(d):
    await changes(d, "training", made(d, "training", topic="档案管理").id, hours="40")


async def a_talk(d):
    await line(d, "2", "谈话 翟明远 仇雨桐 昨天 提醒谈话 提醒按时参加")


async def dues(d):
    await line(d, "2", "党费 翟明远,孟书雅,汪维 11月")


async def dues_of_another(d):
    await line(d, "2", "党费 朴成浩 11月")


async def a_finding(d):
    await line(d, "4", "督查 党小组会 9月 部分执行 缺记录 !12-10 +汪维")


async def a_finding_that_is_late(d):
    await line(d, "4", "督查 支委会 9月 未执行 没有记录 11-02 !2026-11-10 +汪维")


async def a_tick(d):
    await on(d, "execution", "OL-01/")
    await d.press("a", "enter")
    await d.settled()


async def a_rectification(d):
    await changes(d, "findings", made(d, "findings", text="没有记录").id, closed="今天", closing="已补")


async def a_waiver(d):
    await on(d, "execution", "OL-03/g3")
    await d.press("w")
    await fills(d, reason="防汛值守，支委会同意")


async def several_waivers(d):
    await d.press("4")
    panel = d.panel("execution")
    open_ones = [row for row in panel.state.rows if row.target.kind == "duty" and row.value.duty.state in OPEN]
    for row in open_ones[:2]:
        panel.select(row.key)
        await d.press("space")
    await d.press("w")
    await paste(d, "机构改革")
    await d.press("enter")


async def a_waiver_changed(d):
    await changes(d, "waivers", made(d, "waivers", reason="防汛值守，支委会同意").id, period="2026-09")


async def a_new_member(d):
    await runs(d, "new.members")
    await fills(d, name="测试新人", kind="2", group="一组", joined="2026-11-20")


async def a_case(d):
    await runs(d, "new.admissions")
    await fills(d, name="测试对象", stage="2", applied="2025-01-05", activist="2025-09-01")


async def a_case_that_became_a_member(d):
    d.open(Target(kind="admission", id=made(d, "admissions", name="方屿").id))
    await d.settled()
    await runs(d, "admit")
    await d.press("ctrl+s", "escape")
    assert made(d, "admissions", name="方屿").member


async def a_transfer(d):
    await on(d, "participation", made(d, "members", name="仇雨桐").id)
    await runs(d, "member.leave")
    await fills(d, until="2026-11-10", letter="2026-11-10")


async def another_group(d):
    await on(d, "participation", made(d, "members", name="解晓岚").id)
    await runs(d, "member.group")
    await fills(d, group="三组")


async def a_post(d):
    await on(d, "participation", made(d, "members", name="曾令仪").id)
    await runs(d, "member.post")
    await fills(d, posts__0__kind="4", posts__0__since="2026-01-01")


async def an_exemption(d):
    await on(d, "participation", made(d, "members", name="何嘉树").id)
    await runs(d, "member.exempt")
    number = len(made(d, "members", name="何嘉树").exemptions)
    await fills(d, **{f"exemptions__{number}__kind": "1", f"exemptions__{number}__since": "2026-01-01"})


async def the_branch(d):
    await runs(d, "branch")
    await fills(d, records_since="2026-06", term_began="2024-01-10")


FAMILIES = {
    "meetings": (
        a_meeting, leave_of_two, leave_that_ended, a_meeting_of_two_kinds_that_makes_up, a_roll, a_roll_corrected,
        minutes, a_vote, a_decision, an_edit_of_the_day, a_copy, tags_of_several, tags_taken_off, a_deletion,
        several_deletions,
    ),
    "records": (
        training_by_name, training_from_a_roll, an_edit_of_hours, a_talk, dues, dues_of_another, a_finding,
        a_finding_that_is_late, a_tick, a_rectification, a_waiver, several_waivers, a_waiver_changed,
    ),
    "people": (a_new_member, a_case, a_case_that_became_a_member, a_transfer),
    "places": (another_group, a_post, an_exemption, the_branch),
}  # fmt: skip


# What has to agree


def apart_from_revision(said):
    return {name: value for name, value in said.items() if name != "revision"}


def differing(before, after):
    """The duties that a write has changed, as they are after it."""
    was = {key(one): one for one in before["execution"]}
    return [one for one in after["execution"] if was.get(key(one)) != one]


def agrees(d, said):
    """The attention line, the four panels and what is drawn of them."""
    words, app = d.app.words, d.app
    assert app.screen.PLACE == "board"
    assert app.view.snapshot.revision == said["revision"]
    assert all(panel.state.view is app.view for panel in app.screen.panels)
    attention = {name: said["attention"][name] for name in ("overdue", "must", "due_soon")}
    assert words("attention.counts", **attention) in d.lines[1]
    assert said["attention"]["next"]["text"] in d.lines[1]
    agreement.in_meetings(app.view, words, said)
    agreement.in_participation(app.view, words, said)
    agreement.in_training(app.view, words, said)
    agreement.in_execution(app.view, words, said)
    agreement.in_attention(said)
    for section, numbers in (
        ("participation", [f"{one['present']}/{one['expected']}" for one in said["participation"]]),
        ("training", [agreement.hours_of(one, words) if one["required"] else "" for one in said["training"]]),
    ):
        drawn = [d.panel(section).render_line(y).text for y in range(1, d.panel(section).size.height - 1)]
        assert len(drawn) >= len(numbers)
        for text, number in zip(drawn, numbers, strict=False):
            assert number in text


async def duty_page_agrees(d, duty):
    """The page of a duty says how it stands, why so much counted, and names what counted."""
    words = d.app.words
    d.open(Target(kind="duty", id=key(duty)))
    await d.settled()
    assert f"{words.glyph(duty['state'])} {words('state.' + duty['state'])}" in d.text
    assert f"{duty['from']}" in d.text
    assert f"{duty['due']}" in d.text
    counted = [id for id in duty["evidence"] if id not in d.app.view.snapshot.waivers]
    assert not counted or words("page.records", n=len(counted)) in d.text
    await d.press("escape")


QUICK = "people"
TIERS = [family if family == QUICK else pytest.param(family, marks=pytest.mark.slow) for family in FAMILIES]


@pytest.mark.parametrize("family", TIERS)
async def test_after_every_kind_of_write_the_board_says_what_status_says(folder, status, family):
    async with desk(folder, size=(130, 64)) as d:
        before = status()
        agrees(d, before)
        for story in FAMILIES[family]:
            await story(d)
            after = status()
            assert after["revision"] == before["revision"] + 1, story.__name__
            agrees(d, after)
            for duty in differing(before, after)[:DRAWN]:
                await duty_page_agrees(d, duty)
            await d.press("u")
            undone = status()
            assert apart_from_revision(undone) == apart_from_revision(before), story.__name__
            agrees(d, undone)
            await d.press("ctrl+y")
            before = status()
            assert apart_from_revision(before) == apart_from_revision(after), story.__name__
            agrees(d, before)


async def test_what_another_stores_is_said_at_the_next_look(folder, status):
    async with desk(folder, size=(130, 64)) as d:
        one = next(m for m in d.vault.read().meetings.values() if not m.held)
        edit = Change(table="meetings", id=one.id, base={"topic": one.topic}, fields_={"topic": "另一个人改的"})
        d.vault.commit(edit, Who(uid=1001, user="lisi"), d.app.session.now())
        await d.polled()
        agrees(d, status())
        assert "另一个人改的" in d.text
