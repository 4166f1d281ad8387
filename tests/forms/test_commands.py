"""Stories of the commands that open forms, of marked rows, and of the quick line that becomes a form."""

from __future__ import annotations

import pytest

from store.records import TABLES
from tests.desk import branch_folder, desk
from widgets.form import FormSheet
from widgets.forms.checks import reading_of
from widgets.keymap import NEW


@pytest.fixture
def folder(tmp_path):
    return branch_folder(tmp_path / "branch")


def form(d):
    return d.app.screen.query_one(FormSheet).entering.form


@pytest.mark.parametrize("table", NEW)
async def test_a_form_of_something_new_opens_by_its_command(folder, table):
    async with desk(folder) as d:
        await d.app.screen.run(f"new.{table}")
        await d.settled()
        assert d.app.screen.PLACE == "form"
        assert form(d).kind is TABLES[table]
        assert form(d).base is None


async def test_a_new_member_is_admitted_with_the_day(folder):
    async with desk(folder) as d:
        await d.app.screen.run("new.members")
        await d.settled()
        await d.types("测试新人")
        await d.press("enter", "2", "enter")
        await d.types("一组")
        await d.press("ctrl+s")
        made = list(d.vault.read().members.values())[-1]
        group = d.app.view.snapshot.branch.groups[0].id
        assert (made.name, made.kind, made.group, str(made.since)) == ("测试新人", "probationary", group, "2026-11-22")


async def on_member(d):
    await d.press("2")
    return d.panel("participation").row.target.id


async def test_a_member_gets_a_post_and_leaves(folder):
    async with desk(folder) as d:
        id = await on_member(d)
        posts = d.app.view.snapshot.members[id].posts
        await d.app.screen.run("member.post")
        await d.settled()
        await d.press("7", "enter")
        await d.types("2026-11-01")
        await d.press("ctrl+s")
        after = d.vault.read().members[id].posts
        assert after[: len(posts)] == posts
        assert (after[-1].kind, str(after[-1].since)) == ("group_leader", "2026-11-01")
        await d.app.screen.run("member.leave")
        await d.settled()
        await d.types("2026-12-31")
        await d.press("ctrl+s")
        assert str(d.vault.read().members[id].until) == "2026-12-31"


async def test_one_side_of_a_member_needs_a_member(folder):
    async with desk(folder) as d:
        await d.app.screen.run("member.group")
        assert d.app.screen.PLACE == "board"
        assert "先把光标移到一名党员上" in d.text


async def test_a_duty_is_waived_with_a_reason_and_so_says_its_page(folder):
    async with desk(folder, size=(120, 40)) as d:
        await d.press("4", "down", "down")
        key = d.panel("execution").row.target.id
        await d.press("w")
        assert d.app.screen.PLACE == "form"
        await d.types("防汛值守，经支委会研究")
        await d.press("ctrl+s")
        waiver = list(d.vault.read().waivers.values())[-1]
        assert key.startswith(f"{waiver.rule}/{waiver.period}")
        assert (waiver.reason, waiver.name) == ("防汛值守，经支委会研究", "wangwei")
        duty = next(one for one in d.app.view.figures.execution if one.key == key)
        assert duty.state == "waived"
        await d.app.screen.run("waive")
        assert d.app.screen.PLACE == "board"


async def test_marked_rows_are_waived_together_and_undone_together(folder):
    async with desk(folder, size=(120, 40)) as d:
        before = len(d.vault.read().waivers)
        await d.press("4", "down", "down", "space", "space")
        assert "已标记 2 行" in d.text
        keys = [row.target.id for row in d.panel("execution").marked]
        await d.press("w")
        await d.types("机构改革")
        await d.press("enter")
        assert len(d.vault.read().waivers) == before + 2
        assert {one.key for one in d.app.view.figures.execution if one.key in keys and one.state != "waived"} == set()
        assert not d.panel("execution").marked
        await d.press("u")
        assert len(d.vault.read().waivers) == before


async def test_marked_rows_are_tagged_together_and_told_before(folder):
    async with desk(folder) as d:
        d.panel("meetings").select("m474")
        await d.press("space", "space")
        ids = [row.target.id for row in d.panel("meetings").marked]
        before = {id: d.app.view.snapshot.meetings[id].tags for id in ids}

        def now():
            return {id: d.vault.read().meetings[id].tags for id in ids}

        await d.press("t")
        await d.types("#没有这种标签")
        assert "没有“没有这种标签”这个标签" in d.lines[-1]
        await d.press("enter")
        assert "#没有这种标签" in d.text  # what was typed stays
        assert len(d.panel("meetings").marked) == 2
        await d.press("ctrl+u")
        await d.types("三会一课")
        lacking = sum("三会一课" not in tags for tags in before.values())
        assert f"加 #三会一课：{lacking} 条" in d.lines[-1]
        await d.press("enter")
        assert not d.panel("meetings").marked
        assert all(set(now()[id]) == {*before[id], "三会一课"} for id in ids)
        await d.press("u")
        assert now() == before


async def test_tags_are_taken_off_as_they_were_put_on(folder):
    async with desk(folder) as d:
        await d.press("space", "space")
        ids = [row.target.id for row in d.panel("meetings").marked]
        await d.press("t")
        await d.types("#学习型 #三会一课")
        await d.press("enter")
        both = {id: d.vault.read().meetings[id].tags for id in ids}
        await d.press("home", "space", "space", "t")
        await d.types("－＃学习型 -三会一课 主动性")
        assert "加 #主动性：2 条" in d.lines[-1]
        assert "去 #学习型：2 条" in d.lines[-1]
        await d.press("enter")
        after = {id: d.vault.read().meetings[id].tags for id in ids}
        assert all(set(after[id]) == set(both[id]) - {"学习型", "三会一课"} | {"主动性"} for id in ids)
        await d.press("u")
        assert {id: d.vault.read().meetings[id].tags for id in ids} == both
        revision = d.vault.read().revision
        await d.press("t")
        await d.types("-#廉洁型")
        assert "都没有 #廉洁型" in d.lines[-1]
        await d.press("enter", "ctrl+u")
        await d.types("#学习型 -#学习型")
        assert "不能又加又去" in d.lines[-1]
        await d.press("enter", "escape")
        assert d.vault.read().revision == revision


async def test_marked_rows_are_deleted_together_and_come_back_together(folder):
    async with desk(folder) as d:
        count = len(d.vault.read().meetings)
        await d.press("space", "space")
        ids = [row.target.id for row in d.panel("meetings").marked]
        await d.press("d", "1")  # a roll goes with one: asked about
        left = d.vault.read().meetings
        assert not set(ids) & set(left)
        assert len(left) == count - 2
        await d.press("u")
        assert len(d.vault.read().meetings) == count


async def test_all_rows_are_marked_and_unmarked(folder):
    async with desk(folder) as d:
        panel = d.panel("meetings")
        await d.press("V")
        assert len(panel.marked) == len(panel.state.all_rows())
        await d.press("V")
        assert not panel.marked
        await d.press("space", "escape")
        assert not panel.marked


async def test_the_filter_still_works_beside_what_is_asked_on_a_line(folder):
    async with desk(folder) as d:
        await d.press("t", "escape", "slash")
        await d.types("zzz")
        assert d.panel("meetings").filtered == "zzz"
        await d.press("escape")
        assert d.panel("meetings").filtered == ""


async def test_the_branch_has_a_form_and_its_groups_keep_their_ids(folder):
    async with desk(folder) as d:
        before = d.vault.read().branch
        await d.app.screen.run("branch")
        await d.settled()
        sheet = d.app.screen.query_one(FormSheet)
        sheet.show(sheet.entering.go("groups.0.name", sheet.scope), sheet.scope)
        await d.types("改")
        await d.press("ctrl+s")
        after = d.vault.read().branch
        assert [group.id for group in after.groups] == [group.id for group in before.groups]
        assert after.groups[0].name == before.groups[0].name + "改"


WHOLE = {"day": "2026-12-05", "time": "14:00", "place": "三楼会议室", "topic": "研究发展对象"}
FOUND = {"rule": "OL-03", "period": "2026-10", "result": "not_executed", "text": "缺第三组记录"}
LINES = [
    ("1", "支委会 12-05 14:00 @三楼会议室 研究发展对象", WHOLE),
    ("1", "支委会 14:00 @三楼会议室 研究发展对象", {"time": "14:00", "place": "三楼会议室", "topic": "研究发展对象"}),
    ("1", "支委会 12-05 13.45 学习", {"day": "12-05", "topic": "学习 13.45"}),
    ("4", "督查 党小组会 10月 未执行 缺第三组记录", FOUND),
    ("2", "谈话 李文静(p2.9) 昨天 谈心", {"day": "昨天"}),
]


@pytest.mark.parametrize(("panel", "line", "texts"), LINES)
async def test_tab_makes_a_form_of_the_line(folder, panel, line, texts):
    async with desk(folder) as d:
        await d.press(panel, "a")
        await d.types(line)
        await d.press("tab")
        assert d.app.screen.PLACE == "form"
        made = form(d)
        assert {name: made.typed.get(name) for name in texts} == texts
        await d.press("escape")
        assert d.app.screen.PLACE == "board"


async def test_the_form_of_a_line_is_stored_and_the_lines_draft_is_gone(folder):
    async with desk(folder) as d:
        count = len(d.vault.read().meetings)
        await d.press("1", "a")
        await d.types("支委会 12-05 研究发展对象")
        await d.press("tab")
        scope = d.app.screen.scope
        assert not reading_of(form(d), scope).complaints
        await d.press("ctrl+s")
        assert d.app.screen.PLACE == "board"
        assert len(d.vault.read().meetings) == count + 1
        assert d.app.drafts.texts == {}


async def test_a_line_of_several_records_is_no_form(folder):
    async with desk(folder) as d:
        await d.press("3", "a")
        two = [member.name for member in d.app.view.snapshot.members.values()][:2]
        await d.types(f"{','.join(two)} 8 11-20 档案管理")
        await d.press("tab")
        assert d.app.screen.PLACE == "board"
        assert "不能用一张表单填" in d.text


async def test_a_form_left_unstored_is_gone_on_with_by_a_command(folder):
    async with desk(folder) as d:
        await d.app.screen.run("form.resume")
        assert "没有没存完的表单" in d.text
        await d.app.screen.run("new.talks")
        await d.settled()
        await d.types("王五")
        await d.press("escape")
        await d.app.screen.run("form.resume")
        await d.settled()
        assert form(d).typed["talker"] == "王五"
        await d.press("ctrl+g", "escape")
        await d.press("4", "down", "down")
        duty = d.panel("execution").row.target.id
        await d.press("w")
        await d.types("有事")
        await d.press("escape")
        assert d.app.drafts.forms == [("waivers", f"new:{duty}")]
        await d.app.screen.run("form.resume")
        await d.settled()
        assert form(d).typed["reason"] == "有事"
