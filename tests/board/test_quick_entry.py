"""Stories at the quick line: what is typed, seen, stored, kept."""

from __future__ import annotations

import pytest
from textual import events

from store.records import Kind, Result
from tests import tiers
from tests.desk import TODAY, branch_folder, desk
from tui.drafts import Drafts
from widgets.display import width
from widgets.quick_entry import QuickEntry


@pytest.fixture
def folder(tmp_path):
    return branch_folder(tmp_path / "branch")


def quick(d) -> QuickEntry | None:
    return next(iter(d.app.screen.query(QuickEntry)), None)


async def paste(d, text: str) -> None:
    d.app.post_message(events.Paste(text))
    await d.settled()


async def stored(d, *keys: str) -> None:
    """Keys after which the line is stored or put aside, and gone from the screen."""
    await d.press(*keys)
    await d.settled()
    await d.settled()


@pytest.mark.parametrize("key", tiers.quick(["a"], ["a", "plus", "insert"]))
async def test_a_line_is_read_as_one_types_and_stored_with_enter(folder, key):
    async with desk(folder) as d:
        await d.press(key)
        await d.types("支委会 12-10 14:00 @三楼会议室 研究发展对象")
        assert "将存：支部委员会会议 · 12月10日 周四" in d.text
        assert [width(line) for line in d.lines] == [80] * 24
        before = len(d.app.view.snapshot.meetings)
        await stored(d, "enter")
        assert quick(d) is None
        made = [m for m in d.app.view.snapshot.meetings.values() if m.day.isoformat() == "2026-12-10"]
        assert [(m.topic, m.place, m.time) for m in made] == [("研究发展对象", "三楼会议室", "14:00")]
        assert len(d.app.view.snapshot.meetings) == before + 1
        assert d.focused == "meetings"
        assert d.panel("meetings").row.key == made[0].id
        assert "已存好：录入会议" in d.lines[-1]


async def test_a_full_width_sign_in_the_text_stays_what_it_is(folder):
    async with desk(folder) as d:
        await d.types("＋")
        await d.types("支委会，12-10，学习：讨论！")
        await stored(d, "enter")
        (made,) = [m for m in d.app.view.snapshot.meetings.values() if m.day.isoformat() == "2026-12-10"]
        assert made.topic == "学习：讨论！"


async def test_what_is_not_understood_is_red_and_enter_stores_nothing(folder):
    async with desk(folder) as d:
        revision = d.app.view.snapshot.revision
        await d.press("a")
        await d.types("支委会 13.45 #没有的")
        await stored(d, "enter")
        assert "没有“13.45”这一天" in d.text
        assert "没有“#没有的”这个标签" in d.text
        assert quick(d) is not None
        assert d.app.view.snapshot.revision == revision


async def test_enter_twice_stores_once(folder):
    async with desk(folder) as d:
        before = len(d.app.view.snapshot.meetings)
        await d.press("a")
        await d.types("支委会 12-10 学习")
        await stored(d, "enter", "enter")
        assert len(d.app.view.snapshot.meetings) == before + 1


async def test_the_cursor_moves_and_keys_take_away(folder):
    async with desk(folder) as d:
        await d.press("a")
        await d.types("委会")
        await d.press("home")
        await d.types("支")
        await d.press("end", "left", "delete", "backspace")
        assert quick(d).text == "支"
        await d.press("ctrl+u")
        assert quick(d).text == ""


LINES = "支委会 12-05 一\n支委会 12-06 二\n支委会 12-07 三"
CLEARED = {
    "pasted lines": ("a",),
    "the cursor at a line's start": ("a", "home"),
    "the cursor at the start of all": ("a", "home", *["left"] * 40),
    "the cursor in the middle": ("a", *["left"] * 14),
    "what was left after one was stored": ("a", "enter"),
    "on a page": ("enter", "a"),
}


@pytest.mark.parametrize("what", tiers.quick(["pasted lines", "the cursor in the middle", "on a page"], CLEARED))
async def test_ctrl_u_clears_all_that_is_in_the_line(folder, what):
    async with desk(folder) as d:
        before, after = CLEARED[what][: CLEARED[what].index("a") + 1], CLEARED[what][CLEARED[what].index("a") + 1 :]
        await d.press(*before)
        d.app.post_message(events.Paste(LINES))
        await d.settled()
        await d.press(*after)
        assert quick(d).text in (LINES, LINES.partition("\n")[2])
        await d.press("ctrl+u")
        assert quick(d).text == ""
        await d.press("escape", "a")
        assert quick(d).text == ""


async def test_ctrl_u_clears_a_draft_of_several_lines(folder):
    async with desk(folder) as d:
        await d.press("a")
        d.app.post_message(events.Paste(LINES))
        await d.settled()
        await d.press("escape", "a")
        assert quick(d).text == LINES
        assert "Ctrl+U 清空重写" in d.text
        await d.press("ctrl+u", "escape", "a")
        assert quick(d).text == ""


async def test_ctrl_u_clears_what_is_typed_faster_than_it_is_read(folder):
    async with desk(folder) as d:
        for key in ("a", *"zwh", "ctrl+u", *"ab", "left"):
            d.app.post_message(events.Key(key, key if len(key) == 1 else None))
        d.app.post_message(events.Paste("一\n二"))
        d.app.post_message(events.Key("ctrl+u", None))
        await d.settled()
        assert quick(d).text == ""


async def test_a_candidate_is_taken_with_right_or_chosen_with_down_and_enter(folder):
    async with desk(folder) as d:
        await d.press("a")
        await d.types("zw")
        assert "支委会" in d.lines[-6]
        await d.press("right")
        assert quick(d).text == "支委会 "
        await d.types("@")
        await d.press("down", "down", "up", "enter")
        assert quick(d).text.startswith("支委会 @")
        assert quick(d).text.endswith(" ")
        await d.press("ctrl+u")
        await d.types("培训 lwj")
        await d.press("down", "down")
        await d.press("enter")
        assert quick(d).text == "培训 李文静(p2.9)"
        await d.types(" 8 写作")
        await stored(d, "enter")
        assert d.focused == "training"
        assert d.panel("training").row.key == "p2.9"


async def test_esc_leaves_the_choice_first_and_then_the_line_with_its_draft(folder):
    async with desk(folder) as d:
        await d.polled()
        await d.press("a")
        await d.types("支委会 @s")
        await d.press("down", "escape")
        assert quick(d) is not None
        await stored(d, "escape")
        assert quick(d) is None
        assert "草稿" in d.lines[-1]
        await d.press("a")
        assert quick(d).text == "支委会 @s"
        assert "草稿" in d.text
        await stored(d, "ctrl+u", "escape")
        await d.press("a")
        assert quick(d).text == ""


async def test_a_paste_of_several_lines_loses_nothing_and_submits_nothing(folder):
    async with desk(folder) as d:
        revision = d.app.view.snapshot.revision
        await d.press("a")
        await paste(d, "支委会 12-10 学习一\r\n党课 12-11 学习二\n\n主题党日 12-14 学习三\n")
        assert d.app.view.snapshot.revision == revision
        assert quick(d).text == "支委会 12-10 学习一\n党课 12-11 学习二\n主题党日 12-14 学习三"
        assert "后面还有 2 行" in d.text
        assert "⏎" in d.text
        await stored(d, "enter")
        assert quick(d).text == "党课 12-11 学习二\n主题党日 12-14 学习三"
        await stored(d, "enter")
        await stored(d, "enter")
        assert quick(d) is None
        topics = {m.topic for m in d.app.view.snapshot.meetings.values()}
        assert {"学习一", "学习二", "学习三"} <= topics
        assert d.app.view.snapshot.revision == revision + 3


async def test_each_panel_has_its_own_kind_and_then_the_last_one_counts(folder):
    async with desk(folder) as d:
        await d.press("2", "a")
        await d.types("zly ww 昨天")
        assert "曾令仪 找 汪维 谈话" in d.text
        await stored(d, "enter")
        assert d.panel("participation").row.key == "p2.3"
        await d.press("3", "a")
        await d.types("zmy 8 写作")
        await stored(d, "enter")
        assert d.panel("training").row.key == "p2"
        await d.press("1", "home", "a")
        await d.types("党课 12-11")
        await stored(d, "enter")
        await d.press("home", "a")
        await d.types("12-14 又一次")
        await stored(d, "enter")
        made = [m for m in d.app.view.snapshot.meetings.values() if m.topic == "又一次"]
        assert [m.kinds for m in made] == [(Kind.LECTURE,)]


async def test_an_unscheduled_duty_says_the_kind_and_the_group(folder):
    async with desk(folder) as d:
        panel = d.panel("meetings")
        row = next(row for row in panel.state.rows if row.target.kind == "duty" and row.value.duty.rule.id == "OL-03")
        panel.select(row.key)
        await d.press("a")
        await d.types("11-26 16:00")
        await stored(d, "enter")
        (made,) = [m for m in d.app.view.snapshot.meetings.values() if m.day.isoformat() == "2026-11-26"]
        assert (made.kinds, made.group) == ((Kind.GROUP_MEETING,), row.value.duty.subject)


async def test_a_copy_of_the_last_one_has_the_next_usual_day(folder):
    async with desk(folder) as d:
        panel = d.panel("meetings")
        row = next(row for row in panel.state.rows if row.target.kind == "duty" and row.value.duty.rule.id == "OL-02")
        panel.select(row.key)
        await d.press("c")
        assert quick(d).text.startswith("支委会 2026-11-25 09:00-10:30 @三楼会议室")
        await stored(d, "enter")
        (made,) = [m for m in d.app.view.snapshot.meetings.values()
                   if m.day.isoformat() == "2026-11-25" and m.kinds == (Kind.COMMITTEE_MEETING,)]  # fmt: skip
        assert made.chair == "p2"
        assert panel.row.key == made.id


async def test_a_duty_is_ticked_with_two_keys(folder):
    async with desk(folder) as d:
        await d.press("4")
        panel = d.panel("execution")
        row = next(row for row in panel.state.rows if row.target.kind == "duty" and row.value.rule.id == "OL-02")
        panel.select(row.key)
        before = set(d.app.view.snapshot.findings)
        await stored(d, "a", "enter")
        (id,) = set(d.app.view.snapshot.findings) - before
        found = d.app.view.snapshot.findings[id]
        assert row.target.id == "OL-02/2026-11"  # still open: the last month that is judged is inspected
        assert (found.rule, found.period, found.result, found.day) == ("OL-02", "2026-10", Result.EXECUTED, TODAY)
        assert panel.row.key == row.key


async def test_what_is_typed_takes_the_place_of_the_proposal(folder):
    async with desk(folder) as d:
        await d.press("4")
        panel = d.panel("execution")
        panel.select(next(row.key for row in panel.state.rows if row.target.kind == "duty"))
        await d.press("a")
        await d.types("dc ztdr 10月 wzx 没开")
        await stored(d, "enter")
        found = list(d.app.view.snapshot.findings.values())[-1]
        assert (found.rule, found.period, found.result) == ("OL-06", "2026-10", Result.NOT_EXECUTED)
        assert panel.row.key == found.id


async def test_hours_for_everyone_who_came(folder):
    async with desk(folder) as d:
        await d.press("left_square_bracket")
        panel = d.panel("meetings")
        row = next(row for row in panel.state.rows if d.app.view.snapshot.meetings[row.key].kinds == (Kind.PARTY_DAY,))
        meeting = d.app.view.snapshot.meetings[row.key]
        panel.select(row.key)
        await d.app.screen.run("train")
        await d.settled()
        await d.types("4")
        before = set(d.app.view.snapshot.training)
        await stored(d, "enter")
        made = [one for id, one in d.app.view.snapshot.training.items() if id not in before]
        came = [id for id, status in meeting.roll.items() if status in ("present", "late")]
        assert [one.member for one in made] == came
        assert {(one.hours, one.day, one.session) for one in made} == {(4, meeting.day, meeting.id)}


async def test_a_draft_is_offered_when_the_program_starts_again(folder, tmp_path):
    def drafts():
        return Drafts(str(tmp_path / "drafts"), "b1", str(folder))

    async with desk(folder, drafts=drafts()) as d:
        await d.press("a")
        await d.types("支委会 12-10 学")
    async with desk(folder, drafts=drafts()) as d:
        assert "上次没存完：“支委会 12-10 学”" in d.lines[-1]
        await d.press("a")
        await d.types("习")
        await stored(d, "enter")
        assert drafts().texts == {}


@pytest.mark.parametrize("keys", [("5", "a"), ("a",), ("p",)], ids=" ".join)
async def test_a_line_is_gone_on_with_wherever_it_was_begun(folder, tmp_path, keys):
    def drafts():
        return Drafts(str(tmp_path / "drafts"), "b1", str(folder))

    async with desk(folder, drafts=drafts()) as d:
        d.panel("meetings").select(next(row.key for row in d.panel("meetings").state.rows if "11-25" in str(row)))
        await d.press(*keys)
        await d.types("汪维 半句")
    ((slot, text),) = drafts().texts.items()
    async with desk(folder, drafts=drafts()) as d:
        assert "上次没存完" in d.lines[-1]
        assert slot in ("quick/entry", "quick/meeting", "quick/leave")
        await d.app.screen.run("form.resume")
        await d.settled()
        assert d.app.screen.line.text == text


async def test_the_line_is_read_again_when_another_stores_and_when_the_language_changes(folder):
    async with desk(folder) as d:
        await d.press("a")
        await d.types("支委会 12-10 学习")
        await d.app.screen.run("language")
        await d.settled()
        assert "Will store: Branch committee meeting" in d.text


async def test_read_only_opens_no_line(folder):
    async with desk(folder) as d:
        d.app.session.readonly = True
        await d.press("a")
        assert quick(d) is None
        assert "只读" in d.lines[-1]


async def test_the_menu_offers_what_can_be_entered(folder):
    async with desk(folder, (80, 30)) as d:
        await d.press("full_stop")
        assert "录入" in d.text
        assert "复制" in d.text
        assert "记学时" in d.text


async def test_keys_of_the_board_do_nothing_in_a_line(folder):
    async with desk(folder) as d:
        revision = d.app.view.snapshot.revision
        await d.press("a")
        await d.types("支委会")
        await d.press("ctrl+z", "ctrl+y", "ctrl+f", "ctrl+p", "shift+tab", "insert", "pagedown")
        assert quick(d).text == "支委会"
        assert quick(d).editor.has_focus
        assert d.app.view.snapshot.revision == revision
        await d.press("f1")
        assert "这里能用的按键" in d.text


async def test_a_page_enters_too(folder):
    async with desk(folder) as d:
        d.panel("meetings").select("m474")
        await d.press("enter")
        meeting = d.app.view.snapshot.meetings[d.app.screen.subject.id]
        await d.press("c")
        assert " 2027-" in quick(d).text
        assert meeting.place in quick(d).text
        await stored(d, "enter")
        assert quick(d) is None
        made = list(d.app.view.snapshot.meetings.values())[-1]
        assert (made.kinds, made.place, made.chair) == (meeting.kinds, meeting.place, meeting.chair)
        assert "已存好" in d.lines[-1]
        await d.press("escape", "2", "enter", "plus")
        await d.types("zly ww 昨天")
        assert "曾令仪 找 汪维 谈话" in d.text
        assert [width(line) for line in d.lines] == [80] * 24
        await stored(d, "escape")
        await d.press("escape")
        assert d.focused == "participation"


BEGUN = {
    "zh": ("督查 OL-02/2026-10 执行", "党小组会 "),
    "en": ("inspection OL-02/2026-10 executed", "group "),
}


@pytest.mark.parametrize("lang", BEGUN)
async def test_a_line_is_begun_in_the_language_of_the_screen(folder, lang):
    inspected, again = BEGUN[lang]
    async with desk(folder) as d:
        if lang == "en":
            await d.press("L")
        await d.press("4")
        panel = d.panel("execution")
        panel.select(next(r.key for r in panel.state.rows if r.target.kind == "duty" and r.value.rule.id == "OL-02"))
        await d.press("a")
        assert inspected in d.text
        await d.press("escape", "1", "c")
        assert d.app.screen.line.text.startswith(again)
