"""What offices write in sheets, kind by kind: understood, or refused with the place and the reason; never half."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from store.exchange.imports.attendance import plan_attendance
from store.exchange.imports.import_edit import ImportEdit
from store.exchange.imports.roster import plan_roster
from store.exchange.imports.training import plan_training
from store.exchange.tables.column_count import is_count
from store.exchange.tables.column_date import date_in
from store.exchange.tables.columns import field_of
from store.exchange.tables.headings import data_rows, find
from store.exchange.tables.matching import by_name, person
from store.exchange.tables.private_use import private, standard
from store.exchange.tables.sheet import ErrorCell, MonthCell, SheetRows, with_corrections
from store.rejected import Rejected
from tests.branches import branch, day, member, snapshot
from tests.exchange.books import TODAY, book, put
from tui.files.reading import sheets


def of(*rows, name="表", across=()) -> SheetRows:
    return SheetRows(name=name, rows=tuple(map(tuple, rows)), across=tuple(across))


def three():
    return snapshot(branch(), member("p1", "甲一"), member("p2", "乙二"), member("p3", "丙三"))


@pytest.mark.parametrize(
    ("heading", "first", "last"),
    [
        ("1-6月", "2026-01-01", "2026-06-30"),
        ("1月至6月", "2026-01-01", "2026-06-30"),
        ("1～6月", "2026-01-01", "2026-06-30"),
        ("1—3月份", "2026-01-01", "2026-03-31"),
        ("1月-6月学时", "2026-01-01", "2026-06-30"),
        ("2025年11月—2026年2月", "2025-11-01", "2026-02-28"),
        ("2026.1-2026.6", "2026-01-01", "2026-06-30"),
        ("1、2月", "2026-01-01", "2026-02-28"),
        ("1月/2月", "2026-01-01", "2026-02-28"),
        ("上半年", "2026-01-01", "2026-06-30"),
        ("第三季度", "2026-07-01", "2026-09-30"),
        ("3.5-3.7", "2026-03-05", "2026-03-07"),
        ("3月5-7日", "2026-03-05", "2026-03-07"),
        ("3月5日至7日 培训班", "2026-03-05", "2026-03-07"),
        ("3月30日～4月2日", "2026-03-30", "2026-04-02"),
        ("3/5-3/7", "2026-03-05", "2026-03-07"),
        ("2026-03-05~2026-03-07", "2026-03-05", "2026-03-07"),
        ("一月至六月", "2026-01-01", "2026-06-30"),
        ("一至六月学时", "2026-01-01", "2026-06-30"),
        ("一、二月份", "2026-01-01", "2026-02-28"),
        ("元月至三月", "2026-01-01", "2026-03-31"),
        ("三月五日至七日", "2026-03-05", "2026-03-07"),
        ("二〇二五年十一月至二〇二六年二月", "2025-11-01", "2026-02-28"),
        ("25年11月至26年2月", "2025-11-01", "2026-02-28"),
        ("11月-次年2月", "2026-11-01", "2027-02-28"),
        ("3月上旬", "2026-03-01", "2026-03-10"),
        ("三月中旬学习", "2026-03-11", "2026-03-20"),
        ("2月下旬", "2026-02-21", "2026-02-28"),
        ("3月上半月", "2026-03-01", "2026-03-15"),
        ("3月下半月", "2026-03-16", "2026-03-31"),
        ("2026年度", "2026-01-01", "2026-12-31"),
        ("1─6月", "2026-01-01", "2026-06-30"),
        ("1月→6月", "2026-01-01", "2026-06-30"),
        ("1月……6月", "2026-01-01", "2026-06-30"),
        ("1一6月", "2026-01-01", "2026-06-30"),
        ("1月to6月", "2026-01-01", "2026-06-30"),
        ("从3月至6月", "2026-03-01", "2026-06-30"),
        ("3月中下旬", "2026-03-11", "2026-03-31"),
        ("2025 1月-6月", "2025-01-01", "2025-06-30"),
    ],
)
def test_a_span_in_a_heading_is_from_its_first_to_its_last_day(heading, first, last):
    found = date_in(heading, 2026)
    assert (found.code, str(found.day), str(found.until)) == ("", first, last)


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("截至6月", "open_span"),
        ("截止6月30日", "open_span"),
        ("至6月", "open_span"),
        ("6月底", "open_span"),
        ("3月以前", "open_span"),
        ("3月5日起", "open_span"),
        ("1月~", "open_span"),
        ("~6月", "open_span"),
        ("1、3月", "several_dates"),
        ("3月5日、12日", "several_dates"),
        ("3月5日和12日", "several_dates"),
        ("1月2月", "several_dates"),
        ("3月5日党课 3月12日支委会", "several_dates"),
        ("3-5", "ambiguous_span"),
        ("3-5 支委会", "ambiguous_span"),
        ("1-2期", "ambiguous_span"),
        ("10.1", "ambiguous_heading"),
        ("3.2", "ambiguous_heading"),
        ("2026.1", "ambiguous_heading"),
        ("3-5日", "no_month"),
        ("2月30日", "bad_session"),
        ("12月-1月", "bad_session"),
        ("3月32日", "bad_session"),
        ("3月0日", "bad_session"),
        ("二月廿九", "bad_session"),
        ("五月初五", "bad_session"),
        ("3月第1周", "open_span"),
        ("3月第二周 学习", "open_span"),
        ("3月15日前完成", "open_span"),
        ("6月底前上报", "open_span"),
        ("去年12月", "other_year"),
        ("上年12月5日", "other_year"),
        ("明年1月", "other_year"),
        ("次年1-3月", "other_year"),
        ("三月五日、十二日", "several_dates"),
        ("2026.1-6", "ambiguous_span"),
        ("2026年1-6", "ambiguous_span"),
        ("2026.03-05", "ambiguous_span"),
        ("1、2、3月", "several_dates"),
        ("1 2 3月", "several_dates"),
        ("1月·6月", "open_span"),
        ("1月_6月", "open_span"),
        ("3/5/2025", "open_span"),
        ("05/03/26", "open_span"),
        ("3月5日（周五）", "wrong_weekday"),
        ("3-5-7", "open_span"),
        ("3月上旬至4月上旬", "open_span"),
        ("Q1-Q2", "several_dates"),
        ("一季度至二季度", "several_dates"),
        ("上半年、下半年", "several_dates"),
        ("一季度 8月", "several_dates"),
    ],
)
def test_a_heading_that_may_mean_another_time_is_refused(heading, code):
    assert date_in(heading, 2026).code == code


@pytest.mark.parametrize(
    ("heading", "label"),
    [
        ("3月", "2026-03"),
        ("三月", "2026-03"),
        ("十二月份", "2026-12"),
        ("2026.10", "2026-10"),
        ("202603", "2026-03"),
        ("03-05", "2026-03-05"),
        ("3-20", "2026-03-20"),
        ("10.5", "2026-10-05"),
        ("三月五日 党课", "2026-03-05"),
        ("二〇二六年三月二十三日", "2026-03-23"),
        ("3月5日 学习10月1日讲话", "2026-03-05"),
        ("3月5日 学习1.2.3节", "2026-03-05"),
        ("3月5日前往红色基地", "2026-03-05"),
        ("3月5日到村开展活动", "2026-03-05"),
        ("2026-03-04 10月学习", "2026-03-04"),
        ("2026-03-05 14:30", "2026-03-05"),
        ("元月", "2026-01"),
        ("25年3月", "2025-03"),
        ("26.3.5 党课", "2026-03-05"),
        ("26/3/5", "2026-03-05"),
        ("今年3月", "2026-03"),
        ("3月5日前期准备会", "2026-03-05"),
        ("三月五日三组学习", "2026-03-05"),
        ("3月第二次", "2026-03"),
        ("3月①", "2026-03"),
        ("3月2期培训班", "2026-03"),
        ("3月5人大会议精神", "2026-03-05"),
        ("3月5周四", "2026-03-05"),
        ("一季度 1月", "2026-01"),
        ("上半年 2026-03-05", "2026-03-05"),
        ("2025年度 3月", "2025-03"),
        ("2025 3月", "2025-03"),
        ("2025 3月5日", "2025-03-05"),
    ],
)
def test_a_heading_of_one_day_or_month_is_read(heading, label):
    found = date_in(heading, 2026)
    assert (found.code, str(found.day or found.month), found.until) == ("", label, None)


@pytest.mark.parametrize(
    ("heading", "time", "end", "rest"),
    [
        ("2026-03-05T14:30", "14:30", "", ""),
        ("3月5日 14:30-16:00 支委会", "14:30", "16:00", "支委会"),
        ("3月5日 9:00—11:00", "09:00", "11:00", ""),
        ("3月5日下午2:30支委会", "14:30", "", "支委会"),
        ("3月5日下午2点半 支委会", "14:30", "", "支委会"),
        ("3月5日14时30分支委会", "14:30", "", "支委会"),
        ("3月5日晚7点 党课", "19:00", "", "党课"),
        ("3月5日上午9点", "09:00", "", ""),
        ("3月5日（周四）14：30 支委会", "14:30", "", "支委会"),
        ("3月5日(星期四) 支委会", "", "", "支委会"),
        ("3月5日周四支委会", "", "", "支委会"),
        ("14:30 3月5日 支委会", "14:30", "", "支委会"),
        ("3月5日 学习20点要求", "", "", "学习20点要求"),
        ("3月5日 2时代", "", "", "2时代"),
    ],
)
def test_the_time_of_day_beside_a_date_is_no_topic(heading, time, end, rest):
    found = date_in(heading, 2026)
    assert (found.code, str(found.day), found.time, found.end, found.rest) == ("", "2026-03-05", time, end, rest)


def test_a_session_of_which_only_the_month_is_known_is_told_with_the_row_of_its_heading():
    plan = plan_attendance([of(["2026年"], ["姓名", "3月支委会"], ["甲一", "√"])], three(), TODAY, str)
    assert [(one.row, one.code) for one in plan.remarks] == [(2, "day_unknown")]


def test_a_meeting_has_the_time_of_its_heading():
    plan = plan_attendance([of(["2026年"], ["姓名", "3月5日下午2:30-4:00 支委会"], ["甲一", "√"])], three(), TODAY, str)
    assert [(one.record.time, one.record.end, one.record.items[0].topic) for one in plan.new] == [
        ("14:30", "16:00", "")
    ]


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "3月合计",
            "3月小计",
            "3月应到次数",
            "3月应完成",
            "3月累计",
            "2026年3月合计",
            "合计",
            "一季度合计",
            "1-6月小计",
            "3月份学时合计",
        ),
        *("3月计", "3月人均", "3月汇总", "3月规定学时", "3月未完成", "3月欠", "3月学分", "3月5日请假原因", "3月参与率"),
        *("3月平均出勤", "3月出勤率", "全年累计学时", "3月迟到", "总计", "3月实到人数", "3月（合计）", "合计（3月）"),
    ],
)
def test_a_column_that_adds_up_is_known_wherever_the_word_stands(heading):
    assert is_count(heading)
    plan = plan_training([of(["2026年学时"], ["姓名", "4月5日 党课", heading], ["甲一", 2, 10])], three(), TODAY)
    assert [one.record.hours for one in plan.new] == [2]
    assert [one.heading for one in plan.dropped] == [heading]


@pytest.mark.parametrize(
    "heading",
    [
        "3月5日 总结大会",
        "3月学时数",
        "3月5日 计划讨论",
        "3月5日 集中学习",
        "3月18日 两会精神",
        "3月学时",
        "5月6日主题党日",
    ],
)
def test_a_column_of_a_day_is_no_total(heading):
    assert not is_count(heading)


def test_a_span_in_which_other_columns_lie_may_be_their_sum():
    plan = plan_training(
        [of(["2026年"], ["姓名", "1月", "2月", "1-3月", "4-6月"], ["甲一", 1, 2, 6, 3])], three(), TODAY
    )
    assert [(str(one.record.day), one.record.hours) for one in plan.new] == [
        ("2026-01-01", 1),
        ("2026-02-01", 2),
        ("2026-04-01", 3),
    ]
    assert [(one.column, one.code) for one in plan.refused] == [(3, "span_doubled")]


def test_a_month_over_hours_and_counts_is_a_month():
    rows = (
        ["2026年"],
        ["姓名", "3月", None, "4月", None],
        [None, "学时", "次数", "学时", "次数"],
        ["甲一", 4, 1, 6, 2],
    )
    plan = plan_training([of(*rows)], three(), TODAY)
    assert [(str(one.record.day), one.record.hours, one.record.topic) for one in plan.new] == [
        ("2026-03-01", 4, ""),
        ("2026-04-01", 6, ""),
    ]


@pytest.mark.parametrize("heading", ["1-3月", "3月5-7日", "截至6月", "上半年", "3.5-3.7"])
def test_a_span_is_no_meeting(heading):
    plan = plan_attendance([of(["2026年支委会考勤"], ["姓名", heading], ["甲一", "√"])], three(), TODAY, str)
    assert (plan.new, plan.edit) == ((), None)
    assert [one.heading for one in plan.refused] == [heading]


def skipped(what, *rows, across=()):
    """(row, why) of what is left out, and the names of what is taken."""
    sheet = of(*rows, across=across)
    found = find(sheet, what)
    out = list(data_rows(sheet, found, what))
    name = found.columns["name"]
    return [(one.row, one.skip) for one in out if one.skip], [one.cells[name] for one in out if not one.skip]


PEOPLE = (["序号", "姓名", "部门"], [1, "甲一", "综合科"])


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["第一党小组", None, None], "divider"),
        (["退休党员", None, None], "divider"),
        (["一、在职党员", None, None], "divider"),
        ([None, "第二党小组", None], "divider"),
        ([None, "离退休党员", None], "divider"),
        (["示例", "张三", "综合科"], "example"),
        (["填写示例", "李四", "综合科"], "example"),
        (["例", "李四", "综合科"], "example"),
        (["例：", "李四", "综合科"], "example"),
        ([1, "张三（示例）", "综合科"], "example"),
        (["合计", 3, None], "total"),
        (["合计", "3人", None], "total"),
        (["填表人：", "甲一", None], "total"),
        (["审核：乙二", None, None], "total"),
        (["说明：退休人员未列入", None, None], "total"),
        (["注：空白为未交", None, None], "total"),
        (["共3人", None, None], "total"),
        (["序号", "姓名", "部门"], "heading"),
        ([9, None, None], "free"),
        (["审核", "乙二", None], "person_or_label"),
        (["合计", "乙二", None], "person_or_label"),
        (["本页小计", 3, None], "total"),
        (["人数合计", "3人", None], "total"),
        ([None, "到课人数", 3], "total"),
        ([None, "人均", 3], "total"),
        ([None, "缺席名单", "无"], "total"),
        ([None, "主讲人", "甲一"], "total"),
        (["单位负责人：", "乙二", "填表人：丙三"], "total"),
        (["联系人", "乙二", "13800000000"], "person_or_label"),
        (["书记", "乙二", None], "person_or_label"),
        ([None, "综合科", None], "person_or_label"),
        ([None, "领导班子", None], "divider"),
        ([None, "一、在职", None], "divider"),
        ([None, "以下空白", None], "divider"),
        (["例1", "王五", "综合科"], "example"),
        (["（填写样例）", "王五", "综合科"], "example"),
        (["模板", "王五", "综合科"], "example"),
        (["如：", "王五", "综合科"], "example"),
        ([None, "入党积极分子", None], "divider"),
        ([None, "支部委员", None], "divider"),
        ([None, "在职", None], "divider"),
        ([None, "※ 退休", None], "divider"),
        ([None, "A组", None], "divider"),
        ([None, "机关干部", None], "divider"),
        ([None, "以上共3名", None], "divider"),
        ([None, "单位（盖章）", None], "divider"),
        ([None, "第1页 共2页", None], "divider"),
        ([None, "机关工勤编外", None], "person_or_label"),
    ],
)
def test_a_row_that_is_nobodys_is_left_out_with_its_reason(row, why):
    assert skipped("roster", *PEOPLE, row) == ([(3, why)], ["甲一"])


def test_what_is_wrong_with_a_name_is_told_with_its_heading_in_every_sheet():
    for plan_sheet in (plan_roster, plan_training):
        plan = plan_sheet([of(["2026年"], ["党员姓名", "3月"], ["甲一、乙二", 3])], three(), TODAY)
        assert [(one.code, one.heading) for one in plan.refused] == [("two_names", "党员姓名")]


def test_a_unit_alone_in_a_row_is_nobody_also_where_rows_have_no_numbers():
    head = ["姓名", "部门", "职务"]
    assert skipped("roster", head, ["综合科", None, None], ["甲一", "综合科", None]) == (
        [(2, "person_or_label")],
        ["甲一"],
    )
    assert skipped("roster", head, ["张登科", "综合科", None]) == ([], ["张登科"])
    english = ["Name", "Department", "Position"]
    parts = ["Group 1", None, None], ["Retired members", None, None], ["Page 1 of 2", None, None]
    assert skipped("roster", english, *parts, ["Audit office", None, None], ["Ding Si", "Office", None]) == (
        [(2, "divider"), (3, "divider"), (4, "divider"), (5, "person_or_label")],
        ["Ding Si"],
    )
    assert skipped("roster", ["姓名"], ["张登科"]) == ([], ["张登科"])


@pytest.mark.parametrize(
    ("part", "code"),
    [("转出党员", "left"), ("已去世党员", "left"), ("二、已转出人员（2人）", "left"), ("入党积极分子", "not_member")],
)
def test_who_stands_in_a_part_of_those_gone_or_not_yet_there_is_no_new_member(part, code):
    plan = plan_roster([of(["序号", "姓名"], [part, None], [1, "丁四"])], three(), TODAY)
    assert (plan.new, [(one.name, one.code) for one in plan.refused]) == ((), [("丁四", code)])


def test_a_column_without_a_heading_is_told_by_its_letter():
    plan = plan_roster([of([None, "姓名", "部门"], [1, "丁四", "综合科", "办公室"], [2, "戊五", None])], three(), TODAY)
    assert [(one.column, one.heading, one.why) for one in plan.dropped] == [(3, "D", "unknown")]
    rows = ["2026年"], ["姓名", "3月", ErrorCell(code="formula")], ["甲一", 2, 3]
    assert [one.heading for one in plan_training([of(*rows)], three(), TODAY).dropped] == ["C"]


def test_a_row_that_is_merged_across_divides_the_table_wherever_it_stands():
    rows = [["姓名", "部门", "职务"], ["第一支部在职", None, None], ["甲一", "综合科", "科长"]]
    assert skipped("roster", *rows, across=[(1, 0, 2)]) == ([(2, "divider")], ["甲一"])
    assert skipped("roster", *rows, ["老同志", None, None], across=[(1, 0, 2), (3, 0, 2)])[0][1] == (4, "divider")
    for what in ("attendance", "training"):
        head = ["姓名", "2026年3月5日 党课"]
        assert skipped(what, head, ["一组", None], ["甲一", 1], across=[(1, 0, 1)]) == ([(2, "divider")], ["甲一"])


@pytest.mark.parametrize(
    "unit", ["审核科", "审核中心", "说明科", "备注科", "填报中心", "制表室", "平均科", "合计科", "注册科"]
)
def test_a_unit_called_like_a_line_below_the_table_has_its_people(unit):
    head = ["部门", "姓名", "性别"]
    assert skipped("roster", head, [unit, "甲一", "男"], [unit, "乙二", None]) == ([], ["甲一", "乙二"])
    assert skipped("attendance", ["岗位", "姓名", "3月5日党课"], [unit, "甲一", "√"]) == ([], ["甲一"])
    assert skipped("training", ["科室", "姓名", "3月"], [unit, "甲一", 4]) == ([], ["甲一"])


def test_rows_that_are_left_out_are_told_by_number_and_reason():
    plan = plan_roster([of(*PEOPLE, ["第一党小组", None, None], [2, None, None], ["合计", 1, None])], three(), TODAY)
    assert [(one.row, one.code) for one in plan.skipped] == [(3, "divider"), (4, "free"), (5, "total")]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("张三（女）", {"name": "张三", "sex": "女"}),
        ("李四(回族)", {"name": "李四", "ethnic": "回族"}),
        ("王五（挂职）", {"name": "王五", "note": "挂职"}),
        ("李四（大）", {"name": "李四（大）", "note": ""}),
        ("张三【已借调】", {"name": "张三", "note": "已借调"}),
        ("张三（女，回族，挂职）", {"sex": "女", "ethnic": "回族", "note": "挂职"}),
        ("张三（预备党员）", {"kind": "probationary"}),
        ("张三（1985.3）", {"birth": "1985-03"}),
        ("张　伟", {"name": "张伟"}),
        ("张三*", {"name": "张三", "note": "*"}),
        ("★张三", {"name": "张三", "note": "★"}),
        ("张三①", {"name": "张三", "note": "①"}),
        ("1、张三", {"name": "张三", "note": ""}),
        ("(2) 张三", {"name": "张三", "note": ""}),
        ("③张三", {"name": "张三", "note": ""}),
        ("张三、", {"name": "张三"}),
        ("张三；", {"name": "张三"}),
        ("张三<女>", {"name": "张三", "sex": "女"}),
        ("张三「女」", {"name": "张三", "sex": "女"}),
        ("张三-女", {"name": "张三", "sex": "女"}),
        ("欧阳和平", {"name": "欧阳和平"}),
    ],
)
def test_what_stands_beside_a_name_goes_where_it_belongs(cell, said):
    plan = plan_roster([of(["姓名"], [cell])], three(), TODAY)
    (new,) = plan.new
    assert {field: getattr(new.record, field) for field in said} == said


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("张三和李四", "two_names"),
        ("张三与李四", "two_names"),
        ("张三、李四", "two_names"),
        ("张三等3人", "bad_name"),
        ("张三等", "bad_name"),
        ("空缺", "bad_name"),
        ("待定", "bad_name"),
        ("同上", "bad_name"),
        ("姓名：张三", "bad_name"),
    ],
)
def test_what_is_not_one_persons_name_is_refused(cell, code):
    plan = plan_roster([of(["姓名", "部门"], [cell, "综合科"])], three(), TODAY)
    assert ([one.code for one in plan.refused], plan.new) == ([code], ())


def test_a_remark_that_differs_from_its_column_is_refused():
    plan = plan_roster([of(["姓名", "性别"], ["张三（女）", "男"])], three(), TODAY)
    assert [one.code for one in plan.refused] == ["remark_differs"]


def test_a_remark_column_goes_to_the_note_and_comes_once():
    sheet = of(["姓名", "备注", "现任职务", "月缴党费（元）"], ["甲一", "借调", "科长", 20])
    before = three()
    after = plan_roster([sheet], before, TODAY).edit.apply(before)
    one = after.members["p1"]
    assert (one.note, one.admin_post, one.monthly_due) == ("借调", "科长", "20.00")
    assert plan_roster([sheet], after, TODAY).edit is None


@pytest.mark.parametrize(
    ("mark", "status", "reason"),
    [
        ("出勤", "present", ""),
        ("已参加", "present", ""),
        ("是", "present", ""),
        ("缺勤", "absent", ""),
        ("未参加", "absent", ""),
        ("否", "absent", ""),
        ("休假", "personal", "休假"),
        ("参会", "present", ""),
        ("V", "present", ""),
        ("未参会", "absent", ""),
        ("╳", "absent", ""),
        ("病休", "sick", ""),
        ("因事", "personal", ""),
        ("年休假", "personal", "年休假"),
    ],
)
def test_marks_as_offices_write_them(mark, status, reason):
    plan = plan_attendance([of(["姓名", "2026年3月5日支委会"], ["甲一", mark])], three(), TODAY, str)
    (new,) = plan.new
    assert (dict(new.record.roll), dict(new.record.reasons)) == ({"p1": status}, {"p1": reason} if reason else {})


def homonyms():
    return snapshot(
        branch(),
        member("p1", "甲一"),
        member("p2", "张伟", unit="审批科", sex="男"),
        member("p3", "张伟", unit="财务科", birth="1985-03", sex="女"),
        member("p4", "李四（大）"),
        member("p5", "李四（小）"),
    )


@pytest.mark.parametrize(
    ("remark", "id"), [("审批科", "p2"), ("财务科", "p3"), ("p3", "p3"), ("1985-03", "p3"), ("男", "p2"), ("女", "p3")]
)
def test_people_of_one_name_are_told_apart_by_what_stands_beside_it(remark, id):
    assert person(by_name(homonyms()), "张伟", TODAY, remarks=(remark,)).id == id


def test_a_sheet_with_people_of_one_name_asks_once_for_their_row():
    rows = (
        ["姓名", "2026年3月5日支委会", "2026年3月6日支委会"],
        ["甲一", "√", "√"],
        ["张伟", "√", "×"],
        ["李四（大）", "√", "√"],
    )
    plan = plan_attendance([of(*rows)], homonyms(), TODAY, str)
    asked = [one for one in plan.refused if one.row == 3]
    assert [(one.code, one.facts["candidates"], one.cell) for one in asked] == [("ambiguous_name", ("p2", "p3"), 0)]
    put = with_corrections([of(*rows)], {("表", 3, 0): "张伟（p3）"})
    plan = plan_attendance(put, homonyms(), TODAY, str)
    assert [dict(one.record.roll) for one in plan.new] == [
        {"p1": "present", "p3": "present", "p4": "present"},
        {"p1": "present", "p3": "absent", "p4": "present"},
    ]


def test_characters_of_the_private_area_are_those_of_the_standard():
    assert standard("\ue863\ue81e\ue816\ue5e5") == "䶮\u9fb4\U00020087\u3000"
    assert [private(text) for text in ("䶮", "\ue863", "\ue000")] == [False, True, True]
    plan = plan_roster([of(["姓名"], ["张\ue863"], ["李\ue000"])], three(), TODAY)
    assert [one.record.name for one in plan.new] == ["张䶮", "李\ue000"]
    assert [(one.row, one.code) for one in plan.remarks if one.code == "private_character"] == [
        (3, "private_character")
    ]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('="甲一"', "甲一"),
        ('= "甲一"', "甲一"),
        ('"=""甲一"""', "甲一"),
        ("'甲一", "甲一"),
        ("''甲一", "'甲一"),
        ("'=甲一", "=甲一"),
        ("'0123", "0123"),
        ("=A1&B1", ErrorCell(code="csv_formula")),
        ('="', ErrorCell(code="csv_formula")),
    ],
)
def test_a_cell_of_a_text_file_is_what_a_spreadsheet_shows(cell, shown, tmp_path):
    (sheet,) = sheets(put(tmp_path, "x.csv", f"姓名,{cell}\n"))
    assert sheet.rows == (("姓名", shown),)


@pytest.mark.parametrize("name", ['＝"甲一"', "‘甲一", "`甲一", "''甲一", "'甲一'", "@甲一", "＋甲一", "“甲一”"])
def test_a_name_with_the_marks_of_a_program_around_it_is_none(name, tmp_path):
    plan = plan_roster(sheets(put(tmp_path, "x.csv", f"姓名,工作单位\n{name},综合科\n")), three(), TODAY)
    assert (plan.new, plan.edit, [one.code for one in plan.refused]) == ((), None, ["bad_name"])


@pytest.mark.parametrize(
    ("value", "format", "read"),
    [
        (datetime(2026, 3, 5, 14, 30), "yyyy-mm-dd hh:mm", datetime(2026, 3, 5, 14, 30)),
        (datetime(2026, 3, 5, 14, 30), "yyyy-mm-dd", date(2026, 3, 5)),
        (datetime(2026, 3, 5), "yyyy/m/d h:mm", date(2026, 3, 5)),
        (46086, 'yyyy"年"m"月"', MonthCell(label="2026-03")),
        (46086, '[$-804]yyyy"年"m"月"d"日"', date(2026, 3, 5)),
        (46086, '0"天"', 46086),
        (46086, "General", 46086),
        (0.5, "h:mm", "12:00"),
        (1.25, "[h]:mm", "30:00"),
        (12.5, "0.0_);[Red](0.0)", 12.5),
        (46086, '"day" 0', 46086),
    ],
)
def test_a_number_is_the_date_that_its_format_shows(value, format, read, tmp_path):
    (sheet,) = sheets(put(tmp_path, "x.xlsx", book(("表", [[value]]), formats={"A1": format})))
    assert sheet.rows[0] == (read,)
    assert type(sheet.rows[0][0]) is type(read)


def test_a_time_in_the_cell_of_a_day_is_the_time_of_the_meeting(tmp_path):
    rows = [["姓名", "日期", "会议类型", "考勤"], ["甲一", datetime(2026, 3, 5, 14, 30), "支委会", "√"]]
    plan = plan_attendance([of(*rows)], three(), TODAY, str)
    assert (plan.new[0].record.day, plan.new[0].record.time) == (date(2026, 3, 5), "14:30")


def test_an_import_is_judged_again_where_it_is_stored():
    sheet = of(["姓名", "部门"], ["丁四", "一科"], ["戊五", "一科"])

    def judge(of):
        return plan_roster([sheet], of, TODAY)

    before = three()
    edit = ImportEdit(edit=judge(before).edit, revision=before.revision, judge=judge)
    stored = edit.apply(before)
    assert len(stored.members) == 5
    later = type(before)(before.revision + 1, stored.tables, (), None)
    assert edit.apply(later) == Rejected(code="import_moved")
    other = type(before)(before.revision + 1, before.tables, (), None)
    assert len(edit.apply(other).members) == 5


@pytest.mark.parametrize(
    ("what", "heading", "field"),
    [
        ("roster", "现任职务", "admin_post"),
        ("roster", "月缴党费（元）", "monthly_due"),
        ("roster", "备注", "note"),
        ("training", "备注", "note"),
    ],
)
def test_headings_as_offices_write_them(what, heading, field):
    assert field_of(heading, what) == field


def test_somebody_who_had_left_is_not_there_then():
    before = snapshot(branch(), member("p1", "甲一", until=day("2026-01-31")))
    plan = plan_attendance([of(["姓名", "2026年3月5日支委会"], ["甲一", "√"])], before, TODAY, str)
    assert [one.code for one in plan.refused] == ["not_then", "whole_session"]


def test_a_preview_tells_people_of_one_name_apart():
    from widgets.papers import import_preview
    from widgets.words.lexicon import with_papers, words_of

    before = homonyms()
    rows = (["姓名", "部门", "2026年3月5日支委会"], ["张伟", "审批科", "√"], ["张伟", "财务科", "×"])
    plan = plan_attendance([of(*rows)], before, TODAY, str)
    told = "".join(import_preview.lines(plan, before, with_papers(words_of("zh"))))
    assert "张伟(财务科)（无故缺席）" in told


@pytest.mark.parametrize("plan", [plan_roster, plan_training], ids=["roster", "training"])
def test_a_text_that_nothing_divides_is_told_how_to_save_it(plan):
    told = plan([of(["姓名  部门  学时"], ["甲一  综合科  8"])], three(), TODAY)
    assert [(one.sheet, one.code) for one in told.refused] == [("表", "one_column")]


def attended(*rows, name="2026年"):
    return plan_attendance([of(*rows, name=name)], three(), TODAY, str)


@pytest.mark.parametrize("heading", ["签到", "考勤", "是否到会", "Attendance"])
def test_a_sheet_of_one_session_is_told_how_to_say_which(heading):
    plan = attended(["支委会签到表 2026年3月5日"], ["姓名", heading], ["甲一", "√"])
    (refused,) = plan.refused
    assert (refused.code, refused.heading, refused.place, plan.dropped) == (
        "mark_without_day",
        heading,
        ("2026年", 2, 1),
        (),
    )
    typed = with_corrections([of(["姓名", heading], ["甲一", "√"])], {("表", 1, 1): "2026-03-05 支委会"})
    (new,) = plan_attendance(typed, three(), TODAY, str).new
    assert (new.record.day, new.record.roll) == (date(2026, 3, 5), {"p1": "present"})


def test_what_a_column_of_marks_is_called_is_no_topic():
    (new,) = attended(["会议时间", "2026-03-05 支委会"], ["姓名", "是否到会"], ["甲一", "是"]).new
    assert (new.record.topic, new.record.kinds) == ("", ("committee_meeting",))


LONG = ["姓名", "日期", "会议类型", "考勤"]


def test_a_day_without_its_year_is_of_the_year_of_the_sheet():
    (new,) = attended(LONG, ["甲一", "3月5日 14:30", "支委会", "√"], ["乙二", "三月五日", "支委会", "√"]).new
    assert (new.record.day, new.record.time, len(new.record.roll)) == (date(2026, 3, 5), "14:30", 2)
    plan = attended(LONG, ["甲一", "3月5日", "支委会", "√"], name="表")
    assert [(one.code, one.column, one.name) for one in plan.refused] == [("day_without_year", 1, "甲一")]


def test_a_cell_that_can_t_be_read_is_the_one_that_is_named():
    plan = attended(LONG, ["甲一", "2026-13-05", "支委会", "√"], ["2026", "2026-03-05", "支委会", "√"])
    assert [(one.column, one.heading, one.code) for one in plan.refused[:2]] == [
        (1, "日期", "bad_date"),
        (0, "姓名", "bad_name"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        (["姓名", "3月5日支委会"], ["甲一", "√"], ["乙二、丙三", "√"]),
        (LONG, ["甲一", "3月5日", "支委会", "√"], ["乙二、丙三", "3月5日", "支委会", "√"]),
    ],
)
def test_a_row_that_can_t_be_read_takes_its_session_with_it(rows):
    plan = attended(*rows)
    assert ([one.code for one in plan.refused], plan.new) == (["two_names", "whole_session"], ())


@pytest.mark.parametrize(
    ("heads", "new"), [(("3月5日支委会",) * 2, 0), (("3月5日 9:00 支委会", "3月5日 14:00 支委会"), 2)]
)
def test_two_columns_of_one_session_are_not_two_sessions(heads, new):
    plan = attended(["姓名", *heads], ["甲一", "√", "√"])
    assert len(plan.new) == new
    assert [one.code for one in plan.refused] == ["session_twice"] * (2 - new)


def test_one_session_on_the_sheets_of_two_groups_is_not_two():
    parts = [
        of(["姓名", "3月5日党员大会"], [who, "√"], name=name)
        for who, name in (("甲一", "一组2026"), ("乙二", "二组2026"))
    ]
    plan = plan_attendance(parts, three(), TODAY, str)
    assert ([one.code for one in plan.refused], plan.new) == (["session_twice"] * 2, ())


@pytest.mark.parametrize("label", ["出席率", "到会率", "请假人数", "Expected", "Rate"])
def test_a_row_of_sums_breaks_no_session(label):
    plan = attended(["姓名", "3月5日支委会"], ["甲一", "√"], [label, "100%"])
    assert (len(plan.new), [one.code for one in plan.skipped]) == (1, ["total"])


@pytest.mark.parametrize("heading", ["单位", "所在单位", "工作单位", "部门"])
def test_the_column_that_tells_people_of_one_name_apart_may_be_called_as_the_complaint_calls_it(heading):
    known = snapshot(branch(), member("p1", "李伟", unit="综合科"), member("p2", "李伟", unit="法规科"))
    plan = plan_training([of(["2026年"], [heading, "姓名", "3月"], ["法规科", "李伟", 3])], known, TODAY)
    assert [(one.record.member, one.record.hours) for one in plan.new] == [("p2", 3)]


@pytest.mark.parametrize(("plan_sheet", "mark"), [(plan_attendance, "√"), (plan_training, 2)])
def test_1_2_3_below_a_month_may_be_days_or_times(plan_sheet, mark):
    def plan(*numbers):
        rows = ["2026年支委会"], ["姓名", "3月", *[None] * (len(numbers) - 1)], ["", *numbers]
        more = (str,) if plan_sheet is plan_attendance else ()
        return plan_sheet([of(*rows, ["甲一", *[mark] * len(numbers)])], three(), TODAY, *more)

    assert [one.code for one in plan(1, 2, 3).refused] == ["numbered_heading"] * 3
    assert [str(one.record.day) for one in plan(5, 12).new] == ["2026-03-05", "2026-03-12"]
    assert [str(one.record.day) for one in plan("1日", "2日").new] == ["2026-03-01", "2026-03-02"]


def test_a_heading_of_nothing_but_spans_is_read_to_its_end():
    assert date_in("上半年" * 9000, 2026).rest.startswith("上半年")


@pytest.mark.parametrize(
    ("mark", "status"),
    [
        ("未到（病）", "sick"),
        ("缺席（出差）", "official"),
        ("缺（事假）", "personal"),
        ("无故缺席（病）", "absent"),
        ("缺席（睡过头）", "absent"),
    ],
)
def test_who_was_absent_for_a_reason_that_is_a_leave_had_leave(mark, status):
    plan = plan_attendance([of(["2026年支委会"], ["姓名", "3月5日"], ["甲一", mark])], three(), TODAY, str)
    assert [one.record.roll for one in plan.new] == [{"p1": status}]


@pytest.mark.parametrize(
    "legend", ["图例：√到会 ○请假 ×缺席", "到会打√，请假打○，缺席打×", "注：“√”为出席，“○”表示请假；×缺席"]
)
@pytest.mark.parametrize("below", [True, False])
def test_what_a_sheet_says_of_its_signs_holds(legend, below):
    rows = ["2026年支委会"], ["姓名", "3月5日"], ["甲一", "√"], ["乙二", "○"], ["丙三", "×"]
    plan = plan_attendance([of(*rows, [legend]) if below else of([legend], *rows)], three(), TODAY, str)
    assert [one.record.roll for one in plan.new] == [{"p1": "present", "p2": "leave", "p3": "absent"}]
    plain = plan_attendance([of(*rows)], three(), TODAY, str)
    assert [one.record.roll for one in plain.new] == [{"p1": "present", "p2": "present", "p3": "absent"}]
