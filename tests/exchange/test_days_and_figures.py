"""Days, spans and figures in the cells of registers that come in: read as on paper, or refused with the reason."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from store.exchange.imports.attendance import plan_attendance
from store.exchange.imports.entries import plan_entries
from store.exchange.imports.roster import plan_roster
from store.exchange.imports.training import plan_training
from store.records import MOST_HOURS
from tests.branches import branch, member, snapshot
from tests.exchange.books import TODAY, book, put
from tui.files.reading import sheets
from widgets.papers import import_preview
from widgets.words.lexicon import with_papers, words_of

BRANCH = snapshot(branch(), member("p1", "甲一"), member("p2", "乙二"))
FIRST, UNTIL = "姓名,培训时间,学时\n甲一,", "姓名,开始日期,结束日期,学时\n甲一,"
TRAINING = [
    (f"{FIRST}2026.3.5-3.7,24\n", ("2026-03-05", "2026-03-07")),
    (f"{FIRST}2026年3月5日至7日,24\n", ("2026-03-05", "2026-03-07")),
    (f"{FIRST}2026年第一季度,8\n", ("2026-01-01", "2026-03-31")),
    (f"{FIRST}2026年第四季度,8\n", ("2026-10-01", "2026-11-22")),
    (f"{FIRST}二〇二六年三月五日,8\n", ("2026-03-05", "None")),
    (f"{FIRST}2026年元月,8\n", ("2026-01-01", "2026-01-31")),
    (f"{UNTIL}二〇二五年十二月,2026-03-05,8\n", ("2025-12-01", "2026-03-05")),
    (f"{FIRST}2026.3.7-3.5,24\n", "bad_date"),
    (f"{FIRST}2026.1-6,24\n", "bad_date"),
    (f"{FIRST}2026年3-5日,24\n", "bad_date"),
    (f"{FIRST}2026.1-6月,24\n", ("2026-01-01", "2026-06-30")),
    (f"{FIRST}05/03/26,24\n", "bad_date"),
    (f"2026年\n{FIRST}05/03/26,24\n", "bad_date"),
    (f"{FIRST}26.12.5,24\n", "future"),
    (f"{FIRST}2026-03-05 周四,24\n", ("2026-03-05", "None")),
    (f"{FIRST}2026-03-05 周五,24\n", "wrong_weekday"),
    (f"{FIRST}26/03/05,24\n", ("2026-03-05", "None")),
    (f"{FIRST}3月5日-7日,24\n", "day_without_year"),
    (f"{FIRST}3月5日,24\n", "day_without_year"),
    (f"2026年\n{FIRST}3月5日,24\n", ("2026-03-05", "None")),
    (f"2026年\n{FIRST}三月五日至七日,24\n", ("2026-03-05", "2026-03-07")),
    (f"2026年\n{FIRST}4月,24\n", ("2026-04-01", "2026-04-30")),
    (f"2026年\n{FIRST}3.2,24\n", "bad_date"),
    (f"2026年\n{FIRST}2月30日,24\n", "bad_date"),
    (f"2025年、2026年\n{FIRST}3月5日,24\n", "day_without_year"),
    (f"{UNTIL}2026-03-05,2026-03-07,8\n", ("2026-03-05", "2026-03-07")),
    (f"{UNTIL}2026-03,2026-04,8\n", ("2026-03-01", "2026-04-30")),
    (f"{UNTIL}2026-03-05,2026-03-01,8\n", "until_before_day"),
    (f"{UNTIL}2026-03-05,2027-03-01,8\n", "future"),
    (f"{UNTIL}2026-03-05,2026,8\n", "bad_date"),
    (f"{FIRST}2026-03-05,1e3\n", "bad_hours"),
    (f"{FIRST}2026-03-05,1_0\n", "bad_hours"),
    (f"{FIRST}2026-03-05,{MOST_HOURS}\n", ("2026-03-05", "None")),
    (f"{FIRST}2026-03-05,{MOST_HOURS + 0.5}\n", "bad_hours"),
]


@pytest.mark.parametrize(("text", "expected"), TRAINING)
def test_when_a_training_was_is_read_as_on_paper_or_refused(tmp_path, text, expected):
    plan = plan_training(sheets(put(tmp_path, "a.csv", text)), BRANCH, TODAY)
    if isinstance(expected, str):
        assert [one.code for one in plan.refused] == [expected]
    else:
        assert [(str(one.record.day), str(one.record.until)) for one in plan.new] == [expected]


def test_two_kinds_in_one_name_are_both_held(tmp_path):
    text = "姓名,日期,会议类型,签到\n甲一,2026-03-05,支部党员大会暨党课,到\n"
    plan = plan_attendance(sheets(put(tmp_path, "a.csv", text)), BRANCH, TODAY, str)
    assert [one.record.kinds for one in plan.new] == [("general_meeting", "lecture")]


def test_a_day_to_come_is_named_where_it_is_refused(tmp_path):
    plan = plan_entries(sheets(put(tmp_path, "a.csv", "事项,日期\n甲,2027-01-01\n")), BRANCH, TODAY, {})
    said = [str(line) for line in import_preview.lines(plan, BRANCH, with_papers(words_of("zh")))]
    assert "2027-01-01" in said[1]


def test_a_last_row_that_is_only_formatted_is_no_row(tmp_path):
    made = Workbook()
    made.active.append(["姓名"])
    made.active.append(["甲一"])
    made.active["A1048576"].number_format = "@"
    made.save(tmp_path / "a.xlsx")
    (sheet,) = sheets(str(tmp_path / "a.xlsx"))
    assert sheet.rows == (("姓名",), ("甲一",))


def test_two_formulas_without_results_are_no_sign_of_a_shifted_row(tmp_path):
    data = book(("名册", [["姓名", "出生日期", "入党日期"], ["甲一", "=DATE(1980,1,2)", "=B2"]]))
    plan = plan_roster(sheets(put(tmp_path, "a.xlsx", data)), BRANCH, TODAY)
    assert [(one.code, one.column) for one in plan.refused] == [("formula", 1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-05 14:30-16:00", ("14:30", "16:00")),
        ("2026年3月5日下午2:30", ("14:30", None)),
        ("2026.3.5（周四）下午2点半", ("14:30", None)),
        ("2026-03-05 星期四", (None, None)),
        ("2026-03-05（补）", "bad_date"),
    ],
)
def test_the_time_behind_a_day_is_the_sessions(tmp_path, text, expected):
    rows = f"姓名,会议时间,会议名称,签到情况\n甲一,{text},党员大会,已签到\n"
    plan = plan_attendance(sheets(put(tmp_path, "a.csv", rows)), BRANCH, TODAY, str)
    if isinstance(expected, str):
        assert [one.code for one in plan.refused] == [expected]
    else:
        assert [(one.record.time, one.record.end) for one in plan.new] == [expected]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_form_that_there_is_not_is_refused_with_those_that_there_are(tmp_path, lang):
    rows = "姓名,培训日期,培训课时,培训方式\n甲一,2026-03-05,8,线下\n"
    plan = plan_training(sheets(put(tmp_path, "a.csv", rows)), BRANCH, TODAY)
    said = [str(line) for line in import_preview.lines(plan, BRANCH, with_papers(words_of(lang)))]
    assert {"zh": "自学", "en": "self-study"}[lang] in said[1]


def test_a_line_broken_by_hand_is_one_line(tmp_path):
    rows = '姓名,工作单位,党内职务\n"丙\r\n三","综合科\n（办公室）","书记\n组织委员"\n"丁四\n戊五",,\n'
    plan = plan_roster(sheets(put(tmp_path, "a.csv", rows)), BRANCH, TODAY)
    (new,) = plan.new
    assert (new.record.name, new.record.unit, len(new.record.posts)) == ("丙三", "综合科 （办公室）", 2)
    assert [one.code for one in plan.refused] == ["two_names"]
    tasks = plan_entries(sheets(put(tmp_path, "b.csv", '事项,期限\n"报送\n材料",2026-12-05\n')), BRANCH, TODAY, {})
    assert [one.record.title for one in tasks.new] == ["报送 材料"]


@pytest.mark.parametrize("born", ["12.5.18", "1905-06-02"])
def test_a_birth_that_nobody_can_have_is_refused(tmp_path, born):
    plan = plan_roster(sheets(put(tmp_path, "a.csv", f"姓名,出生日期\n甲一,{born}\n")), BRANCH, TODAY)
    assert [(one.code, one.column) for one in plan.refused] == [("bad_date", 1)]
