"""What a line offers to complete: by characters, pinyin or initials, best first."""

from __future__ import annotations

import pytest

from store.packs.national import NATIONAL
from store.records import Kind
from tests.branches import branch, day, meeting, snapshot
from tests.quick.desk_of_lines import view
from widgets.quick_line import completion
from widgets.quick_line.completion import complete
from widgets.quick_line.read_line import read_line
from widgets.quick_line.reading import LineContext, LineKind
from widgets.sections.view import View
from widgets.words.lexicon import words_of

VIEW = view()
ZH, EN = words_of("zh"), words_of("en")
TALK = LineContext(line_kind=LineKind(grammar="talk"))
MEETING = LineContext(line_kind=LineKind(grammar="meeting", kinds=(Kind.COMMITTEE_MEETING,)))

OFFERED = [
    ("z", "支委会"),
    ("zhiw", "支委会"),
    ("党", "党员大会"),
    ("mz", "民主评议"),
    ("党员大会+d", "党课"),
    ("px", "培训"),
    ("支委会 @s", "三楼会议室"),
    ("支委会 @楼", "三楼会议室"),
    ("支委会 @", "报告厅"),
    ("支委会 #x", "学习型"),
    ("支委会 #三", "三会一课"),
    ("支委会 #", "三会一课"),
    ("支委会 #learn", "学习型"),
    ("支委会 +wa", "汪维"),
    ("支委会 +aygl", "阿依古丽·玉素甫"),
    ("支委会 +fq", None),
    ("支委会 +jg", "机关党委 方谨言"),
    ("支委会 +王伟,zh", "翟明远"),
    ("党小组会 d", "第一党小组"),
    ("党小组会 ", "第一党小组"),
    ("党小组会 2", "第二党小组"),
    ("培训 zm", "翟明远"),
    ("培训 翟明远,m", "孟书雅"),
    ("培训 翟明远 8 m", None),
    ("培训 di", "第一党小组"),
    ("督查 dx", "党小组会 OL-03"),
    ("督查 OL-0", "党员大会 OL-01"),
    ("督查 党小组会 10月 w", "未执行"),
    ("督查 党小组会 10月 执行 w", None),
    ("谈话 z", "翟明远"),
    ("谈话 翟明远 lj", "骆嘉禾"),
    ("谈话 翟明远 汪维 l", None),
    ("党费 zm", "翟明远"),
    ("支委会 12-05 学", None),
    ("支委会 !1", None),
    ("翟明远", None),
    ("", None),
]


@pytest.mark.parametrize(("line", "label"), OFFERED)
def test_candidates(line, label):
    labels = [one.label for one in complete(line, len(line), VIEW, ZH)]
    if label is None:
        assert labels == []
    else:
        assert label in labels[:3]


IN_ENGLISH = [
    ("c", "committee"),
    ("支委", "committee"),
    ("dire", "directive"),
    ("general+l", "lecture"),
    ("committee #learn", "学习型 Learning organ"),
    ("inspection OL-0", "General OL-01"),
    ("inspection OL-03 2026-10 n", "not-executed"),
    ("inspection OL-03 2026-10 未", "not-executed"),
    ("leave 翟明远 ", "official"),
    ("close ", "f1 Group Oct 2026"),
]
"""What is offered on an English screen: no word of the program's own is Chinese there."""


@pytest.mark.parametrize(("line", "label"), IN_ENGLISH)
def test_candidates_in_english(line, label):
    labels = [one.label for one in complete(line, len(line), VIEW, EN)]
    assert label in labels


@pytest.mark.parametrize(("line", "label"), IN_ENGLISH)
def test_a_candidate_taken_in_english_is_understood(line, label):
    for one in complete(line, len(line), VIEW, EN):
        made = line[: one.start] + one.text + line[one.end :]
        before = {problem.text for problem in read_line(line, VIEW).problems}
        bad = {problem.text for problem in read_line(made, VIEW).problems if problem.text} - before
        assert bad == set(), made


def test_the_last_sixty_sessions_are_offered_by_what_they_were_about():
    held = [meeting(f"x{n:02}", f"2026-{n // 28 + 1:02}-{n % 28 + 1:02}", "other", roll={}) for n in range(61)]
    of = View(snapshot(branch(), *held), day("2026-11-22"), NATIONAL)
    offered = [one.text.strip() for one in completion._sessions(of, ZH)]
    assert offered == [f"x{n:02}" for n in range(60, 0, -1)]


def test_a_name_of_two_is_completed_to_one_of_them():
    found = complete("培训 lwj", 6, VIEW, ZH)
    assert [one.label for one in found] == ["李文静(财务科)", "李文静(法规科)"]
    for one, id in zip(found, ("p6", "p7"), strict=True):
        line = "培训 lwj"[: one.start] + one.text + "培训 lwj"[one.end :]
        assert [record.member for record in read_line(line + " 8", VIEW).records] == [id]


@pytest.mark.parametrize(("line", "label"), OFFERED)
def test_a_candidate_taken_is_understood(line, label):
    for one in complete(line, len(line), VIEW, ZH):
        made = line[: one.start] + one.text + line[one.end :]
        before = {problem.text for problem in read_line(line, VIEW).problems}
        bad = {problem.text for problem in read_line(made, VIEW).problems if problem.text} - before
        assert bad == set(), made


def test_the_middle_of_a_line_is_completed_too():
    line = "支委会 @s 12-05"
    (one, *_) = complete(line, 6, VIEW, ZH)
    assert line[: one.start] + one.text.rstrip() + line[one.end :] == "支委会 @三楼会议室 12-05"


def test_without_a_kind_the_one_of_the_place_is_completed():
    assert complete("zm", 2, VIEW, ZH, TALK)[0].label == "翟明远"
    assert [one.label for one in complete("jzx", 3, VIEW, ZH, MEETING)] == ["集中学习"]


def test_what_is_right_already_is_not_offered():
    assert [one.text for one in complete("支委会 @报告厅", 8, VIEW, ZH)] == []
    assert complete("培训 翟明远", 6, VIEW, ZH) == ()
