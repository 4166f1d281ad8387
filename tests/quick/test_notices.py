"""What the preview warns of, and how it says in full what will be stored."""

from __future__ import annotations

import pytest

from tests.branches import meeting
from tests.quick.desk_of_lines import TODAY, day, view
from widgets.quick_line.preview import notice_text, preview, sentence
from widgets.quick_line.read_line import read_line
from widgets.quick_line.reading import LineContext
from widgets.quick_line.record_lines import line_of_copy, next_usual
from widgets.sections.view import View
from widgets.words.lexicon import words_of

VIEW = view()
ZH, EN = words_of("zh"), words_of("en")


def noticed(line: str, of=VIEW) -> dict[str, str]:
    reading = read_line(line, of)
    assert reading.edit is not None, [one.why for one in reading.problems]
    return {notice.code: notice_text(notice, of, ZH) for notice in reading.notices}


NOTICES = [
    ("支委会 12-05", {"closes_held"}),
    ("支委会 11-20", {"past", "closes_held"}),
    ("党课 2026-10-01", {"past", "holiday", "closes_held"}),
    ("党课 2026-10-10", {"past", "makeup_day", "closes_held"}),
    ("民主生活会 2027-03-01", {"uncovered"}),
    ("党课 11-25 14:30 @报告厅", {"same_day", "same_place", "same_people", "closes_held"}),
    ("支委会 11-25 14:30 @三楼会议室", {"same_people", "closes_held"}),
    ("支委会 11-25 15:30", {"closes_held"}),
    ("党课 11-25 16:00", {"same_day", "closes_held"}),
    ("支委会 11-25", {"closes_held"}),
    ("党员大会 12-25 +王伟", {"guest_expected", "closes_held"}),
    ("支委会 12-05 +王伟", {"closes_held"}),
    ("支委会 12-05 三楼会议室 研究", {"place_in_topic", "closes_held"}),
    ("支委会 12-05 @报告厅 三楼会议室 研究", {"closes_held"}),
    ("支委会 12-05 +张三", {"outside", "closes_held"}),
    ("党小组会 一组 12-05 补10月", {"closes_held"}),
    ("培训 翟明远 4 11-11 公文写作", {"again"}),
    ("培训 翟明远 4 11-11 别的", set()),
    ("培训 王伟 40", {"closes"}),
    ("督查 党小组会 10月 未执行", {"no_finding_text"}),
    ("谈话 翟明远 汪维", set()),
]


@pytest.mark.parametrize(("line", "wanted"), NOTICES, ids=[row[0] for row in NOTICES])
def test_notices(line, wanted):
    assert set(noticed(line)) == wanted


@pytest.mark.parametrize(("time", "at_once"), [("13:00", False), ("13:01", True), ("14:59", True), ("15:00", False)])
def test_a_session_of_which_no_end_is_known_takes_an_hour(time, at_once):
    of = view(TODAY, meeting("x1", "2026-12-05", "study", time="14:00", place="报告厅"))
    assert ("same_place" in noticed(f"支委会 12-05 {time} @报告厅", of)) is at_once


def test_notices_name_what_they_are_about():
    told = noticed("党课 11-25 14:30 @报告厅")
    assert "14:00 党员大会+党课 报告厅" in told["same_place"]
    assert "12人" in told["same_people"]
    assert "翟明远" in told["same_people"]
    assert "国庆节" in noticed("党课 2026-10-01")["holiday"]
    assert noticed("支委会 12-05")["closes_held"] == "点名后完成：支委会 2026年12月"
    assert "党小组会 第一党小组 2026年10月" in noticed("党小组会 一组 12-05 补10月")["closes_held"]
    assert "王伟" in noticed("培训 王伟 40")["closes"]


SENTENCES = [
    ("支委会 12-05 14:00-15:30 @三楼会议室 #学习型 研究",
     "支部委员会会议 · 12月5日 周六 · 13天后 · 14:00–15:30 · 三楼会议室 · 应到5人 · #学习型 · 主题：研究",
     "Branch committee meeting · Saturday 5 Dec · in 13 days · 14:00–15:30 · 三楼会议室 · 5 expected · #学习型 · topic: 研究"),
    ("党小组会 一组 下周三 补10月",
     "党小组会 · 第一党小组 · 11月25日 周三 · 3天后 · 应到4人 · 补2026年10月 · （主题待补充）",
     "Party group meeting · 第一党小组 · Wednesday 25 Nov · in 3 days · 4 expected · makes up for Oct 2026 · (topic to be added)"),
    ("培训 翟明远,李文静(p6) 8 岗前 集中 昨天 档案",
     "培训 · 翟明远、李文静(财务科) · 共2人 · 每人8学时 · 岗前 · 集中培训 · 11月21日 周六 · 主题：档案", None),
    ("督查 党小组会 10月 三组 未执行 缺记录 !12-10 +王伟",
     "督查 · 党小组会 OL-03 · 2026年10月 · 第三党小组 · 未执行 · 11月22日 周日检查 · 12月10日 周四前整改 · 责任人 王伟 · 问题：缺记录",
     None),
    ("谈话 曾令仪 王伟 昨天 提醒谈话 迟到", "曾令仪 找 王伟 谈话 · 提醒谈话 · 11月21日 周六 · 内容：迟到", None),
    ("党费 翟明远,孟书雅 10月", "党费 2026年10月 · 翟明远、孟书雅 · 共2人 · 11月22日 周日缴", None),
]  # fmt: skip


@pytest.mark.parametrize(("line", "zh", "en"), SENTENCES, ids=[row[0] for row in SENTENCES])
def test_the_preview_says_in_full_what_will_be_stored(line, zh, en):
    reading = read_line(line, VIEW)
    assert sentence(reading, VIEW, ZH) == zh
    if en:
        assert sentence(reading, VIEW, EN) == en


def test_an_empty_line_says_what_to_write_and_a_red_one_every_problem():
    assert len(preview(read_line("", VIEW), VIEW, ZH)) == 1
    lines = preview(read_line("支委会 13.45 25:00", VIEW), VIEW, ZH)
    assert [role for line in lines for _, role in line] == ["bad", "bad"]


def test_a_copy_has_the_next_usual_day():
    m1 = VIEW.snapshot.meetings["m1"]
    # September's and October's were on the second Wednesday; November's has gone, so a Wednesday that is left
    assert line_of_copy(m1, VIEW, "zh") == ("支委会 2026-11-25 09:00-10:30 @三楼会议室 ", "： 发展对象讨论")
    assert line_of_copy(m1, VIEW, "en") == ("committee 2026-11-25 09:00-10:30 @三楼会议室 ", "： 发展对象讨论")
    made = read_line("".join(line_of_copy(m1, VIEW, "zh")), VIEW, LineContext(like=m1)).records[0]
    assert (made.chair, made.recorder, made.topic) == ("p1", "p3", "发展对象讨论")


COPIES = [
    ("2026-11-02", "2026-11-11"),  # the second Wednesday
    ("2026-11-11", "2026-11-11"),
    ("2026-11-12", "2026-11-18"),
    ("2026-11-27", "2026-11-27"),  # no Wednesday left: a working day
    ("2026-12-30", "2026-12-30"),
]


@pytest.mark.parametrize(("today", "wanted"), COPIES)
def test_the_next_usual_day_is_in_the_first_period_that_has_none(today, wanted):
    of = view(day(today))
    assert line_of_copy(of.snapshot.meetings["m1"], of, "zh")[0].split()[1] == wanted


def test_a_period_that_has_one_is_passed_over_and_a_holiday_too():
    of = view(TODAY, meeting("m9", "2026-11-27", "committee_meeting"), meeting("m8", "2026-12-02", "committee_meeting"))
    assert line_of_copy(of.snapshot.meetings["m1"], of, "zh")[0].split()[1] == "2027-01-13"
    of = view(day("2026-09-28"), meeting("m7", "2026-04-01", "lecture"), meeting("m6", "2026-07-01", "lecture"))
    # both on the 1st Wednesday of a quarter, but 1 October is a holiday: the running quarter is met, the next begins so
    wished = next_usual(of.snapshot.meetings["m7"], of)
    assert wished.isoformat() == "2026-10-14"


@pytest.mark.parametrize(("planned", "wanted"), [(23, "2028-10"), (24, "2026-11")])
def test_the_next_usual_day_is_looked_for_in_two_years(planned, wanted):
    """This month and the next 23; where each has a session, it is today, which is as good as any."""
    months = [(2026 + (10 + at) // 12, (10 + at) % 12 + 1) for at in range(planned)]
    more = [meeting(f"x{at}", f"{year}-{month:02}-27", "committee_meeting") for at, (year, month) in enumerate(months)]
    of = view(TODAY, *more)
    assert next_usual(of.snapshot.meetings["m1"], of).isoformat()[:7] == wanted


def test_the_usual_day_is_learnt_from_the_last_six():
    """Three first Wednesdays and three second ones, the last of these; a fourth first one is too long ago."""
    days = ["2026-04-01", "2026-05-13", "2026-06-03", "2026-07-01", "2026-08-05", "2026-09-09", "2026-10-14"]
    of = view(day("2026-11-02"), *(meeting(f"x{at}", on, "other") for at, on in enumerate(days)))
    assert next_usual(of.snapshot.meetings["x6"], of).isoformat() == "2026-11-11"


def test_a_branch_has_working_days_of_its_own():
    from store import holidays

    own = holidays.calendar({"holiday": [{"name": "馆庆", "from": "2026-12-10"}]})[0]
    of = View(VIEW.snapshot, VIEW.today, VIEW.pack.but(settings={"calendar": own}))
    assert "馆庆" in noticed("支委会 12-10", of)["holiday"]
