"""Lines about entries of registers: each kind's, what moves one on and closes it, `%` links from either side."""

from __future__ import annotations

import tomllib

import pytest

from store.packs.national import NATIONAL
from store.packs.overlay import overlay
from store.records import Decision, Entry
from store.rules.links import links
from store.snapshot import Snapshot
from tests.branches import meeting
from tests.quick.desk_of_lines import TODAY, day, view
from widgets.forms.field_text import TextScope
from widgets.forms.from_quick_line import form_of_line
from widgets.quick_line.completion import complete
from widgets.quick_line.links import find_entry
from widgets.quick_line.preview import problem_text
from widgets.quick_line.read_line import read_line
from widgets.quick_line.reading import InvalidToken, LineContext
from widgets.quick_line.record_lines import line_of
from widgets.sections.view import View
from widgets.words.lexicon import words_of

LOCAL = """
[[target]]
id = "T-07"
name = "群众满意率"
measure = "typed"
unit = "满意率"
[[register]]
id = "visit"
name = "走访"
words = "走访 zf"
fields = ["owner", "due"]
stages = ["计划", "完成"]
"""
E1 = Entry(id="e1", kind="directive", title="优化营商环境专项行动", day=day("2026-11-18"), doc="云办发〔2026〕31号")
E2 = Entry(id="e2", kind="model", title="审批一科“一窗通办”", day=day("2026-06-15"))
E3 = Entry(id="e3", kind="difficulty", title="窗口人手不足", day=day("2026-06-15"), done=day("2026-10-01"))
E4 = Entry(id="e4", kind="directive", title="政务公开", day=day("2026-11-18"), doc="云办发〔2026〕1号")


def desk(*more):
    plain = view(TODAY, E1, E2, E3, E4, *more)
    return View(plain.snapshot, TODAY, overlay(NATIONAL, tomllib.loads(LOCAL), "local.toml"))


DESK = desk()
ZH = words_of("zh")


def stored(line: str, of: View = DESK) -> Snapshot:
    reading = read_line(line, of)
    assert reading.edit is not None, reading.problems
    after = reading.edit.apply(of.snapshot)
    assert isinstance(after, Snapshot), after
    return after


def made(line: str, of: View = DESK) -> Entry:
    """The entry that a line makes or changes."""
    after = stored(line, of)
    (changed,) = (one for id, one in after.entries.items() if of.snapshot.entries.get(id) is not one)
    return changed


def why(line: str, of: View = DESK) -> list[tuple[str, str]]:
    """What is wrong with a line: tokens and codes."""
    return [(one.text, one.why.code) for one in read_line(line, of).problems]


LINES = {
    "部署 11-18 云办发〔2026〕32号 !12-20 +查一鸣 #贯彻部署 优化营商": {
        "kind": "directive", "doc": "云办发〔2026〕32号", "day": day("2026-11-18"), "due": day("2026-12-20"),
        "owner": "p5", "tags": ("贯彻部署",), "title": "优化营商",
    },
    "难点 +汪维 !12-31 #职能工作 窗口延时服务人手不足": {
        "kind": "difficulty", "owner": "p3", "day": TODAY, "tags": ("职能工作",),
    },
    "计划 在职 2026-Q4 学时=8 档案业务集中培训": {
        "kind": "plan", "sub": "在职", "period": "2026-Q4", "numbers": {"学时": 8}, "owner": "", "due": None,
    },
    "计划 工作 2026-Q4 +组织委员 #创新型 一窗通办复盘": {"sub": "工作", "owner": "org_officer", "title": "一窗通办复盘"},
    "计划 在职 2026 学时=7.5 汪维,第二党小组,书记 公文": {"who": ("p3", "g2", "secretary"), "numbers": {"学时": 7.5}},
    "典型 做法 审批一科“一窗通办”": {"kind": "model", "sub": "做法", "title": "审批一科“一窗通办”"},
    "承诺 +王伟 热线首接负责": {"kind": "pledge", "owner": "p12"},
    "分工 OL-06,OL-04 宣传委员": {"rule": "OL-06,OL-04", "owner": "publicity_officer", "title": "分工 OL-06,OL-04"},
    "分工 全部 %m1": {"kind": "division", "rule": "*", "owner": ""},
    "数据 T-07 2026 满意率=96": {"kind": "figure", "rule": "T-07", "numbers": {"满意率": 96}, "title": "群众满意率"},
    "数据 T-07 2026 满意率＝96.5% 上级评分=4.5": {"numbers": {"满意率": 96.5, "上级评分": 4.5}},
    "数据 机关人员 2026 35以下=12 36-45=20 46-55=9 56以上=3": {
        "rule": "", "title": "机关人员", "period": "2026",
        "numbers": {"35以下": 12, "36-45": 20, "46-55": 9, "56以上": 3},
    },
    "通知 !11-21 报送情况": {"kind": "notice", "due": day("2026-11-21"), "day": TODAY},
    "tz 通报 ！12-05 ＋办公室 情况": {"kind": "notice", "sub": "通报", "owner": "办公室"},
    "zf +汪维 !12-01 慰问老党员": {"kind": "visit", "owner": "p3", "due": day("2026-12-01")},
    "directive +zzwy 新部署": {"kind": "directive", "owner": "org_officer"},
    "推进 e2 盆景 11-20 现场观摩": {"steps": {"盆景": day("2026-11-20")}, "note": "盆景 2026-11-20 现场观摩"},
    "推进 %一窗 盆景": {"id": "e2", "steps": {"盆景": TODAY}, "note": ""},
    "办结 e1 11-20 办件时限压缩三成": {"done": day("2026-11-20"), "result": "办件时限压缩三成"},
    "bj %zwgk": {"id": "e4", "done": TODAY},
    "推进 e1 落实 到位": {"id": "e1", "done": TODAY, "result": "到位"},
}  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_what_a_line_makes(line: str) -> None:
    entry = made(line)
    assert {name: getattr(entry, name) for name in LINES[line]} == LINES[line]


def test_a_line_written_from_an_entry_makes_it_again() -> None:
    from widgets.quick_line.record_lines import line_of

    for line in LINES:
        reading = read_line(line, DESK)
        assert (
            read_line(line_of(reading.records, DESK, lang="zh"), DESK).records or reading.line_kind.grammar != "entry"
        )
        if reading.line_kind.grammar == "entry":
            assert read_line(line_of(reading.records, DESK, lang="zh"), DESK).records == reading.records


WRONG = {
    "数据 T-07 2026 满意=96": [("满意=96", "no_number")],
    "数据 T-07 满意率=很高": [("满意率=很高", "bad_number")],
    "数据 T-07 满意率=1 满意率=2": [("满意率=2", "number_twice")],
    "部署 a=1 学习": [("a=1", "no_numbers")],
    "承诺": [("", "needs_title")],
    "承诺 +没有这人x9": [],
    "承诺 @三楼 首接": [("@三楼", "mark_not_here")],
    "zf #学习型 慰问": [("#学习型", "mark_not_here")],
    "分工 OL-06": [("", "needs_post")],
    "分工 OL-99 宣传委员": [("OL-99", "no_rule")],
    "难点 +汪维 +王伟 缺人": [("+王伟", "two_owners")],
    "推进 e1 传达": [("传达", "stage_follows")],
    "推进 e2": [("", "needs_stage")],
    "推进 e9 盆景": [("e9", "no_entry")],
    "办结 e3": [("e3", "closed_already")],
    "办结": [("", "needs_entry")],
    "学习 11-20 %e9 传达": [("%e9", "no_entry")],
    "学习 11-20 %云办发 传达": [("%云办发", "several_entries")],
    "难点 %p1 缺人": [("%p1", "not_linked")],
    "难点 %m99 缺人": [("%m99", "no_record")],
    "党费 汪维 %e1": [("%e1", "mark_not_here")],
}


@pytest.mark.parametrize("line", [line for line, wrong in WRONG.items() if wrong])
def test_what_is_wrong_with_a_line(line: str) -> None:
    assert why(line) == WRONG[line]


LINKS = {
    "学习 11-20 9:00 %e1 传达": ("meetings", ("e1",)),
    "学习 11-20 %31号 传达": ("meetings", ("e1",)),
    "学习 11-20 ％1号 传达": ("meetings", ("e4",)),
    "学习 11-20 %云办发[2026]31号 传达": ("meetings", ("e1",)),
    "学习 11-20 %（2026）31 传达": ("meetings", ("e1",)),
    "学习 11-20 %yshj %一窗 传达": ("meetings", ("e1", "e2")),
    "培训 汪维 8 11-20 %e1 公文": ("training", ("e1",)),
    "谈话 翟明远 汪维 11-20 %人手 谈心": ("talks", ("e3",)),
    "督查 党课 执行 %e1": ("findings", ("e1",)),
}


@pytest.mark.parametrize("line", LINKS)
def test_a_record_is_about_the_entry_that_it_names(line: str) -> None:
    table, about = LINKS[line]
    after = stored(line)
    (record,) = (one for id, one in after.tables[table].items() if id not in DESK.snapshot.tables[table])
    assert record.about == about


@pytest.mark.parametrize("named", ["m1", "2026-10-14", "发展对象"])
def test_an_entry_of_its_own_line_is_linked_from_the_record(named: str) -> None:
    after = stored(f"难点 %{named} 缺人手")
    (new,) = after.entries.keys() - DESK.snapshot.entries.keys()
    assert after.meetings["m1"].about == (new,)
    assert [link.id for link in links(after)[new]] == ["m1"]


def test_an_agreed_matter_is_closed_by_its_number() -> None:
    agreed = (Decision(text="请示换届", owner="p1", due=day("2026-10-30")), Decision(text="补材料"))
    of = desk(meeting("m9", "2026-10-15", "committee_meeting", roll={"p1": "present"}, decisions=agreed))
    after = stored("办结 m9#1 11-20 已批复", of).meetings["m9"].decisions
    assert (after[0].done, after[0].result, after[1]) == (day("2026-11-20"), "已批复", agreed[1])
    assert why("办结 m9#3", of) == [("m9#3", "no_entry")]


def test_a_line_that_moves_an_entry_on_opens_its_form() -> None:
    reading = read_line("办结 e1 11-20 减半", DESK)
    form = form_of_line("办结 e1 11-20 减半", reading, LineContext(), TextScope(DESK, ZH))
    assert form is not None
    assert form.base is E1
    assert form.typed == {"done": "2026-11-20", "result": "减半"}


def test_open_entries_are_offered_for_a_link() -> None:
    found = complete("学习 11-20 %yc", len("学习 11-20 %yc"), DESK, ZH)
    assert [one.text for one in found] == ["e2 "]
    assert {one.text for one in complete("学习 %", 4, DESK, ZH)} == {"e1 ", "e2 ", "e4 "}


def test_a_kind_of_the_branchs_own_is_offered() -> None:
    assert [one.text for one in complete("zf", 2, DESK, ZH)] == ["走访 "]
    assert read_line("zf +汪维 慰问", view()).edit is None


def test_a_line_says_the_programs_words_in_either_language() -> None:
    (record,) = read_line("分工 OL-03 +组织委员", DESK).records
    for lang, begins in (
        ("zh", "分工 OL-03 2026-11-22 +组织委员 ："),
        ("en", "division OL-03 2026-11-22 +organisation-member ："),
    ):
        line = line_of([record], DESK, lang=lang)
        assert line.startswith(begins)
        assert read_line(line, DESK).records == (record,)


@pytest.mark.parametrize(
    ("line", "zh", "en"),
    [
        ("推进 e2", "还缺进到哪一阶段：盆景、推广", "which stage it has reached is missing: Showpiece, Spread"),
        ("部署", "“部署”还缺事项", "“Directive” still needs its matter"),
        (
            "难点 %2026-10-14 窗口",
            "不止一条：m1 2026-10-14 支委会 发展对象讨论、m9 2026-10-14 学习 学习新修订的条例和办法及；请写编号",
            "more than one: m1 2026-10-14 Committee 发展对象讨论, m9 2026-10-14 Study 学习新修订的条例和办法及; give the id",
        ),
    ],
)
def test_what_there_is_to_choose_from_is_told_in_either_language(line, zh, en) -> None:
    at = desk(meeting("m9", "2026-10-14", "study", topic="学习新修订的条例和办法及其他", roll={}))
    (problem,) = read_line(line, at).problems
    assert [problem_text(problem, at, words) for words in (ZH, words_of("en"))] == [zh, en]


def test_a_due_day_that_is_over_is_told() -> None:
    assert [one.code for one in read_line("通知 !11-21 报送", DESK).notices] == ["due_over"]
    assert read_line("通知 !11-23 报送", DESK).notices == ()


def test_of_several_entries_the_beginning_of_each_title_is_told() -> None:
    """Twelve characters, which is enough to tell one from the other."""
    titles = ("一二三四五六七八九十甲乙丙", "一二三四五六七八九十子丑寅")
    several = (
        Entry(id=id, kind="model", title=title, day=day("2026-06-15"))
        for id, title in zip(("e8", "e9"), titles, strict=True)
    )
    found = find_entry("一二三", desk(*several))
    assert isinstance(found, InvalidToken)
    assert sorted(found.facts["choices"].zh.split("、")) == [
        f"{id} {title[:12]}" for id, title in zip(("e8", "e9"), titles, strict=True)
    ]
