"""Lines and what they mean: a table a grammar, good lines and red ones."""

from __future__ import annotations

import pytest

from store.records import MOST_HOURS, Kind, Result, TalkKind, TrainingForm, TrainingKind
from tests.quick.desk_of_lines import day, view
from widgets.quick_line.preview import preview, problem_text
from widgets.quick_line.read_line import LONGEST, read_line
from widgets.quick_line.reading import InvalidToken, LineContext, LineKind, LinePiece
from widgets.quick_line.record_lines import spelled_out
from widgets.words.lexicon import words_of

VIEW = view()
C, G, L, D, S = (
    Kind.COMMITTEE_MEETING, Kind.GENERAL_MEETING, Kind.LECTURE, Kind.PARTY_DAY, Kind.STUDY,
)  # fmt: skip


def codes(reading) -> list[tuple[str, str]]:
    return [(one.why.code, one.text) for one in reading.problems]


NOTHING = LineContext()


def said(line: str, context: LineContext = NOTHING):
    reading = read_line(line, VIEW, context)
    assert codes(reading) == []
    assert reading.edit is not None
    return reading.records[0]


MEETINGS = [
    # line, kinds, then fields that differ from a meeting without anything
    ("支委会 12-05", (C,), {"day": "2026-12-05"}),
    ("支委会 12-05 14:00 @三楼会议室 研究发展对象", (C,),
     {"day": "2026-12-05", "time": "14:00", "place": "三楼会议室", "topic": "研究发展对象"}),
    ("党员大会+党课 明天下午3点 @报告厅 +张建国 学习党章", (G, L),
     {"day": "2026-11-23", "time": "15:00", "place": "报告厅", "guests": ("张建国",), "topic": "学习党章"}),
    ("zwh 1205 1400 @slhys", (C,), {"day": "2026-12-05", "time": "14:00", "place": "三楼会议室"}),
    ("党小组会 第一党小组 下周三 9点半 补10月", (Kind.GROUP_MEETING,),
     {"day": "2026-11-25", "time": "09:30", "group": "g1", "period": "2026-10"}),
    ("dxzh 一组 1205", (Kind.GROUP_MEETING,), {"day": "2026-12-05", "group": "g1"}),
    ("dxzh 2组 1205", (Kind.GROUP_MEETING,), {"day": "2026-12-05", "group": "g2"}),
    ("dxzh 3 1205 1430", (Kind.GROUP_MEETING,), {"day": "2026-12-05", "group": "g3", "time": "14:30"}),
    ("dxzh ３ １２０５ １４３０", (Kind.GROUP_MEETING,), {"day": "2026-12-05", "group": "g3", "time": "14:30"}),
    ("小组会 第二小组 12月5日", (Kind.GROUP_MEETING,), {"day": "2026-12-05", "group": "g2"}),
    ("主题党日 二组 12-05", (D,), {"day": "2026-12-05", "group": "g2"}),
    ("dydh 1205", (G,), {"day": "2026-12-05"}),
    ("dk 1205", (L,), {"day": "2026-12-05"}),
    ("ztdr 1205", (D,), {"day": "2026-12-05"}),
    ("dydh+dk+ztdr 1205", (G, L, D), {"day": "2026-12-05"}),
    ("党员大会＋党课 1205", (G, L), {"day": "2026-12-05"}),
    ("支部党员大会 1205", (G,), {"day": "2026-12-05"}),
    ("组织生活会 补2025年 12-20", (Kind.LIFE_MEETING,), {"day": "2026-12-20", "period": "2025"}),
    ("民主评议党员 1205", (Kind.APPRAISAL,), {"day": "2026-12-05"}),
    ("committee 2026-12-05 14:00 Study", (C,), {"day": "2026-12-05", "time": "14:00", "topic": "Study"}),
    ("general+lecture 2026-12-05", (G, L), {"day": "2026-12-05"}),
    ("committee_meeting 2026-12-05", (C,), {"day": "2026-12-05"}),
    ("集中学习 大后天 晚上7点", (S,), {"day": "2026-11-25", "time": "19:00"}),
    ("支委会 +3 下午2点到4点", (C,), {"day": "2026-11-25", "time": "14:00", "end": "16:00"}),
    ("支委会 周三 1205", (C,), {"day": "2026-11-25", "time": "12:05"}),  # four digits are a time once there is a day
    ("支委会 0930 周三", (C,), {"day": "2026-11-25", "time": "09:30"}),
    ("支委会 1205 1206", (C,), {"day": "2026-12-05", "time": "12:06"}),
    ("支委会 12月5日下午3点 学习", (C,), {"day": "2026-12-05", "time": "15:00", "topic": "学习"}),
    ("支委会 2026-12-05T14:00", (C,), {"day": "2026-12-05", "time": "14:00"}),
    ("支委会 10-14 @三楼会议室 补记", (C,), {"day": "2026-10-14", "place": "三楼会议室", "topic": "补记"}),
    ("支委会 12-05 2026年工作计划", (C,), {"day": "2026-12-05", "topic": "2026年工作计划"}),
    ("支委会 12-05 学习 党章  党规", (C,), {"day": "2026-12-05", "topic": "学习 党章  党规"}),
    ("支委会 学习，讨论 12-05", (C,), {"day": "2026-12-05", "topic": "学习，讨论"}),
    ("支委会 学习 12-05 讨论", (C,), {"day": "2026-12-05", "topic": "学习 讨论"}),
    ("支委会，12-05，14:00，学习", (C,), {"day": "2026-12-05", "time": "14:00", "topic": "学习"}),
    ("支委会　12-05　14:00　学习", (C,), {"day": "2026-12-05", "time": "14:00", "topic": "学习"}),
    ("  支委会 12-05  ", (C,), {"day": "2026-12-05"}),
    ("支委会 12-05 ： 10月 工作 +3 @某处", (C,), {"day": "2026-12-05", "topic": "10月 工作 +3 @某处"}),
    ("支委会 12-05 : 支委会", (C,), {"day": "2026-12-05", "topic": "支委会"}),
    ("支委会 12-05 “两学一做”学习", (C,), {"day": "2026-12-05", "topic": "“两学一做”学习"}),
    ("支委会 12-05 #学习型 #三会一课", (C,), {"day": "2026-12-05", "tags": ("学习型", "三会一课")}),
    ("支委会 12-05 ＃误区1", (C,), {"day": "2026-12-05", "tags": ("误区1→走前头",)}),
    ("支委会 12-05 #zsyz", (C,), {"day": "2026-12-05", "tags": ("招商引资",)}),
    ("支委会 12-05 +zly", (C,), {"day": "2026-12-05", "guests": ("p9",)}),
    ("支委会 12-05 +李文静(法规科)", (C,), {"day": "2026-12-05", "guests": ("p7",)}),
    ("支委会 12-05 +李文静（p6）", (C,), {"day": "2026-12-05", "guests": ("p6",)}),
    ("支委会 12-05 +p6", (C,), {"day": "2026-12-05", "guests": ("p6",)}),
    ("支委会 12-05 +aygl", (C,), {"day": "2026-12-05", "guests": ("p8",)}),
    ("支委会 12-05 +机关党委方谨言", (C,), {"day": "2026-12-05", "guests": ("机关党委 方谨言",)}),
    ("支委会 12-05 +王伟,曾令仪、张三", (C,), {"day": "2026-12-05", "guests": ("p12", "p9", "张三")}),
    ("支委会 12-05 ＋王伟 ＠报告厅", (C,), {"day": "2026-12-05", "guests": ("p12",), "place": "报告厅"}),
    ("支委会 12-05 @bgt", (C,), {"day": "2026-12-05", "place": "报告厅"}),
    ("支委会 12-05 @A301", (C,), {"day": "2026-12-05", "place": "A301"}),
    ("支委会 12-05 @新礼堂", (C,), {"day": "2026-12-05", "place": "新礼堂"}),
]  # fmt: skip


@pytest.mark.parametrize(("line", "kinds", "fields"), MEETINGS, ids=[row[0] for row in MEETINGS])
def test_meetings(line, kinds, fields):
    meeting = said(line)
    period = fields.pop("period", None) if "period" in fields else None
    wanted = {"time": None, "end": None, "place": "", "topic": "", "group": None, "guests": (), "tags": ()} | fields
    wanted["day"] = day(wanted["day"])
    assert meeting.kinds == kinds
    assert {item.period for item in meeting.items} == {period}
    assert {name: getattr(meeting, name) for name in wanted} == wanted
    assert meeting.roll is None


TRAININGS = [
    ("培训 翟明远,孟书雅 8 岗前 11.20 档案管理", ("p1", "p2"),
     {"hours": 8.0, "kind": TrainingKind.PRE_POST, "day": "2026-11-20", "topic": "档案管理"}),
    ("px zmy 8", ("p1",), {"hours": 8.0}),
    ("培训 zmy,msy，zly 8", ("p1", "p2", "p9"), {"hours": 8.0}),
    ("培训 zmy, msy 8", ("p1", "p2"), {"hours": 8.0}),
    ("培训 翟明远、孟书雅 8", ("p1", "p2"), {"hours": 8.0}),
    ("培训 8 翟明远 学习", ("p1",), {"hours": 8.0, "topic": "学习"}),
    ("培训 翟明远 8学时 集中", ("p1",), {"hours": 8.0, "form": TrainingForm.COURSE}),
    ("培训 翟明远 16 集中培训 岗前培训 11-02", ("p1",),
     {"hours": 16.0, "form": TrainingForm.COURSE, "kind": TrainingKind.PRE_POST, "day": "2026-11-02"}),
    ("培训 翟明远 4 考察学习 昨天", ("p1",), {"hours": 4.0, "kind": TrainingKind.STUDY_TOUR, "day": "2026-11-21"}),
    ("培训 翟明远 4 自学", ("p1",), {"hours": 4.0, "form": TrainingForm.SELF}),
    ("培训 翟明远 1.5学时 11.5", ("p1",), {"hours": 1.5, "day": "2026-11-05"}),
    ("培训 翟明远 8 11.5 写作", ("p1",), {"hours": 8.0, "day": "2026-11-05", "topic": "写作"}),
    ("培训 翟明远 0.5", ("p1",), {"hours": 0.5}),
    ("培训 翟明远 13.5", ("p1",), {"hours": 13.5}),
    ("培训 翟明远 8 1120", ("p1",), {"hours": 8.0, "day": "2026-11-20"}),
    ("培训 翟明远 8 12-05", ("p1",), {"hours": 8.0, "day": "2025-12-05"}),  # always the last one
    ("培训 翟明远 8 #学习型 @党校 写作", ("p1",),
     {"hours": 8.0, "tags": ("学习型",), "place": "党校", "topic": "写作"}),
    ("培训 一组 8", ("p1", "p4", "p5", "p12"), {"hours": 8.0}),
    ("培训 翟明远,李文静(p7) 8", ("p1", "p7"), {"hours": 8.0}),
    ("培训 全体 2 11-20", ("p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9", "p11", "p12", "p13"),
     {"hours": 2.0, "day": "2026-11-20"}),
    ("培训 覃少峰 8 2026-05-05", ("p10",), {"hours": 8.0, "day": "2026-05-05"}),
    ("培训 翟明远 8 2026年工作 计划", ("p1",), {"hours": 8.0, "topic": "2026年工作 计划"}),
    ("培训 翟明远 8 ： 11.20 3学时", ("p1",), {"hours": 8.0, "topic": "11.20 3学时"}),
    ("training 翟明远 8h", ("p1",), {"hours": 8.0}),
]  # fmt: skip


@pytest.mark.parametrize(("line", "members", "fields"), TRAININGS, ids=[row[0] for row in TRAININGS])
def test_trainings(line, members, fields):
    reading = read_line(line, VIEW)
    assert codes(reading) == []
    wanted = {"kind": TrainingKind.IN_SERVICE, "form": TrainingForm.COLLECTIVE, "topic": "", "place": "", "tags": ()}
    wanted |= {"day": "2026-11-22"} | fields
    wanted["day"] = day(wanted["day"])
    assert tuple(record.member for record in reading.records) == members
    for record in reading.records:
        assert {name: getattr(record, name) for name in wanted} == wanted
    after = reading.edit.apply(VIEW.snapshot)
    assert len(after.training) == len(VIEW.snapshot.training) + len(members)


INSPECTIONS = [
    ("督查 党小组会 10月 未执行 缺第三组记录 !12-10 +王伟",
     {"rule": "OL-03", "period": "2026-10", "result": "not_executed", "text": "缺第三组记录", "due": "2026-12-10",
      "owner": "p12"}),
    ("督查 OL-03 10月 执行", {"rule": "OL-03", "period": "2026-10"}),
    ("dc ol03 10月 zx", {"rule": "OL-03", "period": "2026-10"}),
    ("督查 dxzh 10月 执行", {"rule": "OL-03", "period": "2026-10"}),
    ("督查 支委会 执行", {"rule": "OL-02", "period": "2026-11"}),
    ("督查 支部委员会会议 上月 执行", {"rule": "OL-02", "period": "2026-10"}),
    ("督查 党员大会 三季度 部分执行 记录不全",
     {"rule": "OL-01", "period": "2026-Q3", "result": "partly", "text": "记录不全"}),
    ("督查 组织生活会 2025年 执行", {"rule": "OL-07", "period": "2025"}),
    ("督查 组织生活会 2025 执行", {"rule": "OL-07", "period": "2025"}),
    ("督查 OL-03/2026-10/g3 执行", {"rule": "OL-03", "period": "2026-10", "subject": "g3"}),
    ("督查 OL-02/2026-09 执行", {"rule": "OL-02", "period": "2026-09"}),
    ("督查 党小组会 10月 第三党小组 未执行 没有记录 11-20",
     {"rule": "OL-03", "period": "2026-10", "subject": "g3", "result": "not_executed", "text": "没有记录",
      "day": "2026-11-20"}),
    ("督查 主题党日 2026-10 未执行 没开 ！下周五 +办公室",
     {"rule": "OL-06", "period": "2026-10", "result": "not_executed", "text": "没开", "due": "2026-11-27",
      "owner": "办公室"}),
    ("督查 主题党日 202610 执行 昨天", {"rule": "OL-06", "period": "2026-10", "day": "2026-11-21"}),
    ("督查 主题党日 9月 未执行 #学习型 没开", {"rule": "OL-06", "period": "2026-09", "result": "not_executed",
     "text": "没开", "tags": ("学习型",)}),
    ("督查 党课 执行 内容 详实", {"rule": "OL-04", "period": "2026-Q4", "text": "内容 详实"}),
]  # fmt: skip


@pytest.mark.parametrize(("line", "fields"), INSPECTIONS, ids=[row[0] for row in INSPECTIONS])
def test_inspections(line, fields):
    wanted = {"subject": None, "result": "executed", "text": "", "owner": "", "due": None, "tags": (), "closed": None}
    wanted |= {"day": "2026-11-22"} | fields
    wanted["result"] = Result(wanted["result"])
    wanted["day"] = day(wanted["day"])
    wanted["due"] = day(wanted["due"]) if wanted["due"] else None
    finding = said(line)
    assert {name: getattr(finding, name) for name in wanted} == wanted


TALKS = [
    ("谈话 曾令仪 王伟 昨天 提醒谈话", ("p9", "p12"), {"day": "2026-11-21", "kind": TalkKind.REMINDER}),
    ("谈话 曾令仪,王伟", ("p9", "p12"), {}),
    ("谈话 曾令仪 王伟 谈 工作", ("p9", "p12"), {"note": "谈 工作"}),
    (
        "谈话 zly zmy 11-18 批评教育 迟到",
        ("p9", "p1"),
        {"day": "2026-11-18", "kind": TalkKind.CRITICISM, "note": "迟到"},
    ),
    ("谈话 翟明远 骆嘉禾 @谈话室", ("p1", "骆嘉禾"), {"place": "谈话室"}),
    ("谈话 翟明远 李文静(财务科)", ("p1", "p6"), {}),
    ("谈心谈话 翟明远 汪维 走访", ("p1", "p3"), {"kind": TalkKind.VISIT}),
    ("谈话 翟明远 覃少峰 2026-03-03", ("p1", "p10"), {"day": "2026-03-03"}),
]


@pytest.mark.parametrize(("line", "pair", "fields"), [row for row in TALKS if row[1]], ids=lambda x: str(x)[:40])
def test_talks(line, pair, fields):
    wanted = {"kind": TalkKind.HEART, "note": "", "place": "", "day": "2026-11-22"} | fields
    wanted["day"] = day(wanted["day"])
    talk = said(line)
    assert (talk.talker, talk.partner) == pair
    assert {name: getattr(talk, name) for name in wanted} == wanted


DUES = [
    ("党费 翟明远", "2026-11", ("p1",)),
    ("df zmy,msy 10月", "2026-10", ("p1", "p2")),
    ("党费 一组 2026-09", "2026-09", ("p1", "p4", "p5", "p12")),
    ("党费 10月 翟明远、孟书雅", "2026-10", ("p1", "p2")),
    ("党费 翟明远 上月", "2026-10", ("p1",)),
    ("党费 覃少峰 5月", "2026-05", ("p10",)),
    ("dues 翟明远", "2026-11", ("p1",)),
]


@pytest.mark.parametrize(("line", "month", "members"), DUES)
def test_dues(line, month, members):
    dues = said(line)
    assert (dues.month, tuple(dues.paid)) == (month, members)
    assert set(dues.paid.values()) == {day("2026-11-22")}


RED = [
    # line, then each problem's code and the token it names
    ("", ("needs_kind", "")),
    ("   ", ("needs_kind", "")),
    ("学习党章", ("no_kind", "学习党章")),
    ("12-05 学习", ("no_kind", "12-05")),
    ("党课+党可 12-05", ("no_kind", "党课+党可")),
    ("党课+培训 12-05", ("not_together", "党课+培训")),
    ("党课+党课 12-05", ("kind_twice", "党课+党课")),
    ("支委会", ("needs_day", "")),
    ("支委会 学习", ("needs_day", "")),
    ("支委会 14:00", ("needs_day", "")),
    ("支委会 13.45", ("no_such_day", "13.45")),
    ("支委会 2-30", ("no_such_day", "2-30")),
    ("支委会 12-05 25:00", ("no_such_time", "25:00")),
    ("支委会 12-05 0", ("unread", "0")),
    ("支委会 12-05 10月", ("unread", "10月")),
    ("支委会 12-05 12-06", ("two_days", "12-06")),
    ("支委会 12-05 14:00 15:00", ("two_times", "15:00")),
    ("支委会 12-05 2:30", ("ambiguous", "2:30")),
    ("支委会 12-05 下午", ("part_of_day", "下午")),
    ("支委会 12-05 @", ("empty_mark", "@")),
    ("支委会 12-05 #", ("empty_mark", "#")),
    ("支委会 12-05 +", ("empty_mark", "+")),
    ("支委会 12-05 @一楼 @二楼", ("two_places", "@二楼")),
    ("支委会 12-05 @xyz", ("no_place", "@xyz")),
    ("支委会 12-05 #没有的", ("no_tag", "#没有的")),
    ("支委会 12-05 #误区", ("several_tags", "#误区")),
    ("支委会 12-05 +李文静", ("two_alike", "+李文静")),
    ("支委会 12-05 +ww", ("several_people", "+ww")),
    ("支委会 12-05 +wangwei", ("several_people", "+wangwei")),
    ("支委会 12-05 +qqq", ("nobody", "+qqq")),
    ("支委会 12-05 +a", ("nobody", "+a")),  # one letter is nobody's initials, however few there are
    ("支委会 12-05 +99999", ("unread", "+99999")),
    ("支委会 12-05 !12-10", ("mark_not_here", "!12-10")),
    ("支委会 12-05 一组", ("group_not_here", "一组")),
    ("支委会 12-05 补13月", ("no_such_period", "补13月")),
    ("支委会 12-05 补2027年", ("period_not_yet", "补2027年")),
    ("支委会 12-05 补10月 补9月", ("two_periods", "补9月")),
    ("支委会 12-05 学\x07习", ("control", "学\x07习")),
    ("支委会 12-05 身份证11010519491231002X", ("secret", "")),
    ("党小组会 12-05", ("needs_group", "")),
    ("党小组会 一组 二组 12-05", ("two_groups", "二组")),
    ("党小组会 9 12-05", ("unread", "9")),
    ("培训", ("needs_people", "")),
    ("培训 翟明远", ("needs_hours", "")),
    ("培训 王二 8", ("nobody", "王二")),
    ("培训 李文静 8", ("two_alike", "李文静")),
    ("培训 ww 8", ("several_people", "ww")),
    ("培训 翟明远,翟明远 8", ("person_twice", "翟明远,翟明远")),
    ("培训 翟明远 8 9", ("two_hours", "9")),
    ("培训 翟明远 8 上半年 业务", ("no_day", "上半年")),
    ("培训 翟明远 8 在职 一季度 业务", ("no_day", "一季度")),
    ("培训 翟明远 8 2026-Q1 业务", ("no_day", "2026-Q1")),
    ("谈话 翟明远 汪维 本季度 思想", ("no_day", "本季度")),
    ("培训 翟明远 0", ("no_such_hours", "0")),
    ("培训 翟明远 999", ("no_such_hours", "999")),
    (f"培训 翟明远 {MOST_HOURS + 0.5}", ("no_such_hours", f"{MOST_HOURS + 0.5}")),
    ("培训 翟明远 -8 2026-11-20", ("no_such_hours", "-8")),
    ("培训 翟明远 8.25 11-20", ("no_such_hours", "8.25")),
    ("培训 翟明远 +8 昨天 写作", ("no_such_hours", "+8")),
    ("培训 翟明远 -8 写作", ("needs_hours", "")),
    ("培训 翟明远 11.5 11-20", ("hours_or_day", "11.5")),
    ("培训 翟明远 8.3学时", ("no_such_hours", "8.3学时")),
    ("培训 翟明远 11.5 写作", ("hours_or_day", "11.5")),
    ("培训 翟明远 8 13.45", ("no_such_day", "13.45")),
    ("培训 翟明远 8 明天", ("not_yet", "明天")),
    ("培训 翟明远 8 14:00", ("no_time_here", "14:00")),
    ("培训 翟明远 8 +王伟", ("mark_not_here", "+王伟")),
    ("培训 覃少峰 8", ("not_member_then", "覃少峰")),
    ("培训 唐维桢 8 2026-03-03", ("not_member_then", "唐维桢")),
    ("督查", ("needs_rule", "")),
    ("督查 党小组会 10月", ("needs_result", "")),
    ("督查 没有的制度 执行", ("no_rule", "没有的制度")),
    ("督查 党员大会 10月 执行", ("period_cadence", "10月")),
    ("督查 党小组会 12月 2025-11 执行", ("two_periods", "2025-11")),
    ("督查 党小组会 2027-01 执行", ("period_not_yet", "2027-01")),
    ("督查 党小组会 13月 执行", ("no_such_period", "13月")),
    ("督查 党小组会 10月 未执行 缺 !", ("due_no_day", "!")),
    ("督查 党小组会 10月 未执行 缺 !11-10", ("due_past", "!11-10")),
    ("督查 党小组会 10月 未执行 缺 !2026-11-10", ("due_before", "!2026-11-10")),
    ("督查 党小组会 10月 未执行 缺 !2-30", ("no_such_day", "!2-30")),
    ("督查 党小组会 10月 未执行 缺 @三楼", ("mark_not_here", "@三楼")),
    ("督查 党小组会 10月 执行 明天", ("not_yet", "明天")),
    ("督查 党小组会 10月 执行 14:00", ("no_time_here", "14:00")),
    ("督查 OL-03/2026-10/g9 执行", ("no_group", "OL-03/2026-10/g9")),
    ("督查 OL-03/乱写 执行", ("no_period", "OL-03/乱写")),
    ("谈话", ("needs_two", "")),
    ("谈话 翟明远", ("needs_two", "")),
    ("谈话 翟明远 某人", ("nobody", "某人")),
    ("谈话 翟明远 李文静", ("two_alike", "李文静")),
    ("谈话 翟明远 翟明远", ("same_person", "翟明远")),
    ("谈话 翟明远,汪维,王伟", ("two_people", "翟明远,汪维,王伟")),
    ("谈话 翟明远 汪维 后天", ("not_yet", "后天")),
    ("党费", ("needs_people", "")),
    ("党费 某人", ("nobody", "某人")),
    ("党费 翟明远 13月", ("no_such_period", "13月")),
    ("党费 翟明远 三季度", ("unread", "三季度")),
    ("党费 翟明远 9月 10月", ("two_periods", "10月")),
    ("党费 翟明远 缴清", ("unread", "缴清")),
    ("党费 翟明远 #学习型", ("mark_not_here", "#学习型")),
]


@pytest.mark.parametrize(("line", "problem"), RED, ids=[row[0][:40] for row in RED])
def test_red(line, problem):
    reading = read_line(line, VIEW)
    assert reading.edit is None
    assert reading.records == ()
    assert problem in codes(reading)
    assert len({one.start for one in reading.problems}) == len(reading.problems), "one problem a token"
    for one in reading.problems:
        assert line[one.start : one.end] == one.text


def test_every_problem_is_told_and_not_the_first_alone():
    reading = read_line("支委会 13.45 25:00 @xyz #没有的 +ww", VIEW)
    assert {code for code, _ in codes(reading)} == {
        "no_such_day", "no_such_time", "no_place", "no_tag", "several_people",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "first", "read_as"),
    [
        ("支委会 12-05 12-06", "12-05", "12月5日"),
        ("支委会 12-05 14:00 15:00", "14:00", "14:00"),
        ("培训 翟明远 8 -3 11-20", "-3", "11月19日"),
        ("督查 党小组会 10月 未执行 昨天 11-20 缺记录", "昨天", "11月21日"),
        ("部署 !12-05 !12-06 事项", "!12-05", "12月5日"),
    ],
)
def test_what_is_a_second_one_is_told_with_the_first_and_what_that_was_read_as(line, first, read_as):
    (problem,) = read_line(line, VIEW).problems
    told = problem_text(problem, VIEW, words_of("zh"))
    assert f"“{first}”已读作{read_as}" in told


def test_two_of_one_name_are_told_apart():
    (problem,) = read_line("培训 李文静 8", VIEW).problems
    assert isinstance(problem.why, InvalidToken)
    assert problem.why.facts["choices"].zh == "李文静(财务科)、李文静(法规科)"


def test_a_line_without_a_kind_has_the_one_that_goes_without_saying():
    context = LineContext(line_kind=LineKind(grammar="meeting", kinds=(C,)))
    assert said("12-05 学习", context).kinds == (C,)
    assert said("党课 12-05", context).kinds == (L,)
    assert codes(read_line("12-05 学习", VIEW))[0][0] == "no_kind"
    group = LineContext(line_kind=LineKind(grammar="meeting", kinds=(Kind.GROUP_MEETING,)), group="g2")
    assert said("12-05", group).group == "g2"
    assert said("一组 12-05", group).group == "g1"


def test_a_copy_keeps_what_no_line_can_say():
    model = VIEW.snapshot.meetings["m1"]
    made = said("支委会 12-05 学习", LineContext(like=model))
    assert (made.chair, made.recorder) == ("p1", "p3")
    other = said("党课 12-05 学习", LineContext(like=model))
    assert (other.chair, other.recorder) == ("", "")


EMPTY = [
    None,
    LineKind(grammar="meeting", kinds=(C, L)),
    *(LineKind(grammar=one) for one in ("training", "inspection", "talk", "dues")),
]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("what", EMPTY, ids=lambda what: what.grammar if what else "any")
def test_the_example_of_an_empty_line_is_a_good_line(what, lang):
    """What an empty line shows is of its own grammar: with people who are there it is read without a complaint."""
    words, context = words_of(lang), LineContext(line_kind=what)
    [[(shown, _)]] = preview(read_line("", VIEW, context), VIEW, words)
    example = words(f"quick.example.{what.grammar if what else 'any'}")
    assert example in shown
    for kind in what.kinds if what else ():
        assert words(f"kind.{kind}") in shown
    for name, there in (("zhangsan", "翟明远"), ("lisi", "汪维"), ("张三", "翟明远"), ("李四", "汪维")):
        example = example.replace(name, there)
    assert said(example, context)


def test_a_document_is_no_line_and_is_not_read_as_one():
    for words in (LONGEST // 2 + 1, 50_000):
        line = "x " * words
        reading = read_line(line, VIEW, LineContext())
        assert codes(reading) == [("too_long", "")]
        assert reading.pieces == (LinePiece(start=0, end=len(line), part="bad"),)


@pytest.mark.parametrize("where", ["", "talk", "training", "dues"])
@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("party day 2026-12-05 14:00", D),
        ("Party Day 2026-12-05 14:00", D),
        ("themed party day 2026-12-05 14:00", D),
        ("general meeting 2026-12-05 14:00", G),
        ("branch committee meeting 2026-12-05 14:00", C),
        ("committee meeting 2026-12-05 14:00", C),
        ("life meeting 2026-12-05 14:00", Kind.LIFE_MEETING),
        ("democratic life meeting 2026-12-05 14:00", Kind.DEMOCRATIC_MEETING),
        ("party lecture 2026-12-05 14:00", L),
        ("collective study 2026-12-05 14:00", S),
    ],
)
def test_a_kind_of_several_words_is_one_on_any_rows_line(where, line, kind):
    context = LineContext(line_kind=LineKind(grammar=where)) if where else NOTHING
    one = said(line, context)
    assert (one.kinds, one.time, one.topic) == ((kind,), "14:00", "")
    assert spelled_out(line, context, VIEW, "en") == line


def test_a_draft_is_spelled_out_in_the_language_of_the_board():
    talk = LineContext(line_kind=LineKind(grammar="talk"))
    assert spelled_out("zmy qyt", talk, VIEW, "zh") == "谈话 zmy qyt"
    assert spelled_out("zmy qyt", talk, VIEW, "en") == "talk zmy qyt"
