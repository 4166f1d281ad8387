"""Leave in a line: whose, from which meeting, of what kind and why; what can't be told is asked, nothing is guessed."""

from __future__ import annotations

import pytest

from store.edits import EditGroup
from store.records import Status
from tests.branches import meeting
from tests.quick.desk_of_lines import TODAY, view
from widgets.quick_line.completion import complete
from widgets.quick_line.preview import preview, problem_text, sentence
from widgets.quick_line.read_line import read_line
from widgets.quick_line.reading import LineContext, LineKind
from widgets.words.lexicon import words_of

ZH, EN = words_of("zh"), words_of("en")
BUSY = (
    meeting("m8", "2026-12-05", "committee_meeting", time="09:00"),
    meeting("m9", "2026-12-05", "general_meeting", time="14:00"),
)
VIEW = view(TODAY, *BUSY)


def of(line, context=LineContext(), at=VIEW):  # noqa: B008
    reading = read_line(line, at, context)
    assert reading.edit is not None, [problem_text(one, at, ZH) for one in reading.problems]
    edits = reading.edit.edits if isinstance(reading.edit, EditGroup) else (reading.edit,)
    return [(one.meeting, one.members, one.status, one.reason) for one in edits]


def why_not(line, words=ZH, at=VIEW):
    (problem,) = read_line(line, at).problems
    return problem.why.code, problem_text(problem, at, words)


@pytest.mark.parametrize(
    ("line", "members", "status", "reason"),
    [
        ("请假 曾令仪 11-25 公假 出差", ("p9",), "official", "出差"),
        ("qj zly 1125 bj 感冒 发烧", ("p9",), "sick", "感冒 发烧"),
        ("请假 zly,汪维 周三 事假", ("p9", "p3"), "personal", ""),
        ("请假 曾令仪 汪维 11-25 有事", ("p9", "p3"), "leave", "有事"),
        ("请假 公假 曾令仪 11-25 外出 学习", ("p9",), "official", "外出 学习"),
        ("请假 曾令仪 11-25 出差", ("p9",), "official", "出差"),
        ("请假 曾令仪 11-25 cc 外省", ("p9",), "official", "出差 外省"),
        ("请假 曾令仪 11-25 年假", ("p9",), "personal", "年假"),
        ("请假 曾令仪 11-25 党员大会 14:00 病假 ： 12-05 复诊", ("p9",), "sick", "12-05 复诊"),
        ("leave zly 11-25 official business trip", ("p9",), "official", "business trip"),
    ],
)
def test_who_from_what_and_why(line, members, status, reason):
    assert of(line) == [("m3", members, status, reason)]


def test_of_several_meetings_the_one_that_is_named_or_all_or_the_one_that_expects_them():
    assert of("请假 翟明远 12-05 支委会 公假") == [("m8", ("p1",), "official", "")]
    assert of("请假 翟明远 12-05 zwh 公假") == [("m8", ("p1",), "official", "")]
    assert of("请假 翟明远 12-05 14:00 公假") == [("m9", ("p1",), "official", "")]
    assert [one[0] for one in of("请假 翟明远 12-05 全天 公假")] == ["m8", "m9"]
    assert [one[0] for one in of("请假 翟明远 12-05 支委会+党员大会 公假")] == ["m8", "m9"]
    assert of("请假 曾令仪 12-05 公假") == [("m9", ("p9",), "official", "")]  # not of the committee
    assert of("请假 翟明远 公假", LineContext(session=VIEW.snapshot.meetings["m8"])) == [
        ("m8", ("p1",), "official", "")
    ]


@pytest.mark.parametrize(
    ("line", "code", "named"),
    [
        ("请假 翟明远 12-05 公假", "which_meeting", "09:00 支委会"),
        ("请假 曾令仪 12-05 支委会 公假", "not_expected_then", "曾令仪"),
        ("请假 翟明远 10-14 公假", "called_then", "支委会"),
        ("请假 翟明远 11-26 公假", "no_meeting_then", "11月26日"),
        ("请假 翟明远 11-25 支委会 公假", "no_such_meeting", "11月25日"),
        ("请假 翟明远 公假", "needs_day", ""),
        ("请假 11-25", "needs_people", ""),
        ("请假 李文静 11-25", "two_alike", "财务科"),
        ("请假 ww 11-25", "several_people", "王伟"),
        ("请假 某某 11-25", "nobody", "某某"),
        ("请假 翟明远 11-25 gc", "several_leaves", "公差"),
        ("请假 翟明远 11-25 销假", "no_leave", "翟明远"),
        ("请假 翟明远 11-25 @报告厅", "mark_not_here", "@"),
    ],
)
def test_what_can_not_be_told_is_said(line, code, named):
    found, said = why_not(line)
    assert (found, named in said) == (code, True), said
    assert why_not(line, EN)[1] != said


def test_which_meeting_is_offered_to_choose():
    line = "请假 翟明远 12-05 "
    assert [one.text for one in complete(line, len(line), VIEW, ZH)] == ["支委会 ", "党员大会 "]
    line = "请假 翟明远 11-25 "
    assert [one.text for one in complete(line, len(line), VIEW, ZH)] == ["公假 ", "病假 ", "事假 ", "请假 "]
    line = "leave 翟明远 12-05 "
    assert [one.text for one in complete(line, len(line), VIEW, EN)] == ["committee ", "general "]


def test_leave_that_stands_is_replaced_and_ended_and_not_recorded_twice():
    known = view(TODAY, VIEW.snapshot.meetings["m3"].but(leave={"p9": Status.SICK}, reasons={"p9": "感冒"}))
    assert of("请假 曾令仪 11-25 销假", at=known) == [("m3", ("p9",), None, "")]
    assert why_not("请假 曾令仪 11-25 病假 感冒", at=known)[0] == "leave_stands"
    reading = read_line("请假 曾令仪 11-25 公假 出差", known)
    assert [one.code for one in reading.notices] == ["leave_replaced"]
    assert reading.edit.apply(known.snapshot).meetings["m3"].leave == {"p9": "official"}


def test_a_quorum_that_can_not_be_reached_is_said():
    reading = read_line("请假 翟明远,孟书雅,汪维 12-05 支委会 公假 外出", VIEW)
    assert [(one.code, one.facts) for one in reading.notices] == [("leave_quorum", {"present": 2, "needed": 3})]


def test_all_that_will_be_stored_is_said_in_both_languages():
    line = "请假 曾令仪,汪维 11-25 公假 出差"
    said = sentence(read_line(line, VIEW), VIEW, ZH)
    assert said == "请假 · 曾令仪、汪维 · 支部党员大会+党课 11月25日 周三 14:00 · 公假 · 事由：出差"
    assert "official leave · reason: 出差" in sentence(read_line(line, VIEW), VIEW, EN)
    assert "党费" not in str(preview(read_line("", VIEW, LineContext(line_kind=LineKind(grammar="leave"))), VIEW, ZH))
