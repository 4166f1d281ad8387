"""What a roster says of its people where no column of its own does: parts of the table, notes, titles, other columns."""

from __future__ import annotations

import pytest

from store.exchange.imports.roster import plan_roster
from store.records import Member
from tests.branches import branch, member, snapshot
from tests.exchange.books import TODAY, put
from tui.files.reading import sheets


def planned(folder, text, name="名册.csv", before=None):
    return plan_roster(sheets(put(folder, name, text)), before or snapshot(branch()), TODAY)


def taken(plan):
    """Name to kind of who is new, and name to code of whom the plan refuses."""
    return {one.record.name: one.record.kind.value for one in plan.new}, {one.name: one.code for one in plan.refused}


FULL, NEW, NOT = "full", "probationary", "not_member"
PARTS = "{0}\n序号,姓名,性别\n一,预备党员,\n1,甲一,男\n二、正式党员（1人）,,\n2,乙二,女\n三、积极分子：,,\n3,丙三,男\n"
SAID = [
    ("parts of the table", PARTS.format(""), {"甲一": NEW, "乙二": FULL}, {"丙三": NOT}),
    ("a title of one kind", "甲支部预备党员花名册,\n姓名,性别\n甲一,男\n", {"甲一": NEW}, {}),
    ("a title of both kinds", "党员（含预备党员）花名册,\n姓名,性别\n甲一,男\n", {"甲一": FULL}, {}),
    ("a title of no members", "入党积极分子、发展对象登记表,\n姓名,性别\n甲一,男\n", {}, {"甲一": NOT}),
    ("a note", "姓名,备注\n甲一,退休；预备党员\n乙二,发展对象\n丙三,群众路线活动先进\n", {"甲一": NEW, "丙三": FULL}, {"乙二": NOT}),
    ("a column that is not known", "姓名,身份\n甲一,预备党员\n乙二,干部\n", {"甲一": NEW, "乙二": FULL}, {}),
    ("a question", "姓名,是否预备党员\n甲一,是\n乙二,否\n丙三,\n", {"甲一": NEW, "乙二": FULL, "丙三": FULL}, {}),
    ("its own column first", "姓名,人员类别,备注\n甲一,正式党员,预备党员\n", {"甲一": FULL}, {}),
    ("a day to come", "姓名,入党日期,转正日期\n甲一,2026-01-05,2027-01-05\n乙二,2024-01-05,2025-01-05\n", {"甲一": NEW, "乙二": FULL}, {}),
    ("who has left", "姓名,党籍状态,备注\n甲一,已转出,\n乙二,,2025年3月去世\n丙三,正常,父亲去世\n", {"丙三": FULL}, {"甲一": "left", "乙二": "left"}),
    ("who has left, with a day beside it", "姓名,党籍状态\n甲一,已转出（2026-01）\n乙二,调出\n", {}, {"甲一": "left", "乙二": "left"}),
    ("who has left in a month", "姓名,党籍状态,转出日期\n甲一,转出,2026-03\n乙二,迁出,\n", {}, {"甲一": "left", "乙二": "left"}),
    ("who has left, beside the name", "姓名,性别\n甲一【已转出】,男\n", {}, {"甲一": "left"}),
    ("who left on a day", "姓名,党籍状态,转出日期\n甲一,已转出,2026-03-01\n", {"甲一": FULL}, {}),
    ("a table on its side", "姓名,甲一,乙二\n性别,男,女\n备注,,\n", {}, {"性别": "bad_name"}),
    ("headings in two languages", "姓名 Name,Sex 性别,人员类别\n甲一,女,预备\n", {"甲一": NEW}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "new", "refused"), [one[1:] for one in SAID], ids=[one[0] for one in SAID])
def test_what_a_sheet_says_elsewhere_makes_nobody_a_full_member(tmp_path, text, new, refused):
    made, left_out = taken(planned(tmp_path, text))
    assert made == new
    assert refused.items() <= left_out.items()


TRADITIONAL = """職工黨員名冊
序號,姓名,性別,民族,人員類別,入黨日期,黨小組,黨內職務,身份證號,備註
一、預備黨員,,,,,,,,,
1,張偉,男,漢族,預備黨員,2026-03-05,第一黨小組,,110101199003070000,
二、正式黨員（1人）：,,,,,,,,,
2,陳國華,女,漢族,正式黨員,2001-03-05,第一黨小組,支部委員,110101199003070000,現職
合計,2人,,,,,,,,
小計,2,,,,,,,,
總計,2,,,,,,,,
,合計,,,,,,,,
,總計,,,,,,,,
,黨小組,,,,,,,,
,支部委員,,,,,,,,
備註,轉正日期以檔案為準,,,,,,,,
說明：,見附件,,,,,,,,
註：空白表示未登記,,,,,,,,,
填報人,李四,,,,,,,,
製表：,李四,,審核：,王五,,,,,
"""


def test_traditional_characters_are_read_as_simplified_ones_and_stored_as_written(tmp_path):
    plan = planned(tmp_path, TRADITIONAL)
    assert taken(plan)[0] == {"張偉": NEW, "陳國華": FULL}
    assert [one.record.group for one in plan.new] == ["g1", "g1"]
    assert [(post.kind.value) for post in plan.new[1].record.posts] == ["committee_member"]
    assert [(one.heading, one.why) for one in plan.dropped] == [("身份證號", "sensitive")]
    assert "110101199003070000" not in repr(plan)
    assert {one.code for one in plan.refused} <= {"person_or_label"}


def test_a_sheet_named_for_those_who_are_no_members_makes_none(tmp_path):
    assert taken(planned(tmp_path, "姓名,性别\n甲一,男\n", "入党积极分子.csv")) == ({}, {"甲一": NOT})


def test_whoever_is_in_the_branch_already_stays_what_they_are(tmp_path):
    before = snapshot(branch(), member("p1", "甲一", note="预备党员"), member("p2", "乙二", status="已转出"))
    plan = planned(tmp_path, "姓名,党籍状态,备注\n甲一,,预备党员\n乙二,已转出,\n", before=before)
    assert (plan.new, plan.changed, plan.refused, plan.unchanged) == ((), (), (), 2)


def test_a_number_in_the_column_of_groups_is_the_group_of_that_number(tmp_path):
    plan = planned(tmp_path, "姓名,党小组\n甲一,1\n乙二,２\n丙三,二\n丁四,3\n")
    assert plan.groups == ("第3党小组",)
    assert [one.record.group for one in plan.new] == ["g1", "g2", "g2", "g3"]


def test_cells_left_empty_behind_a_row_are_no_columns(tmp_path):
    assert len(planned(tmp_path, "姓名,性别" + "," * 9_998 + "\n甲一,男\n").new) == 1


@pytest.mark.parametrize("text", ["待定", "（待补）", "不详", "？", "tbd"])
def test_what_is_not_known_yet_is_left_empty_and_said(tmp_path, text):
    head = (
        "性别",
        "民族",
        "出生日期",
        "党小组",
        "党内职务",
        "工作单位",
        "流动党员",
        "转出日期",
        "月交党费",
        "党籍状态",
    )
    plan = planned(tmp_path, f"姓名,{','.join(head)}\n甲一{f',{text}' * len(head)}\n")
    (new,) = plan.new
    assert new.record == Member(id="", name="甲一")
    assert plan.groups == ()
    assert [one.facts["text"] for one in plan.remarks if one.code == "pending"] == [text] * len(head)


def test_a_kind_of_member_that_is_not_known_is_nobody_s_full_membership(tmp_path):
    assert taken(planned(tmp_path, "姓名,人员类别\n甲一,待定\n")) == ({}, {"甲一": "bad_kind"})


@pytest.mark.parametrize(
    ("text", "stored"),
    [("是", "是"), ("√", "是"), ("1", "是"), ("外出广州", "外出广州"), ("是（上海）", "是（上海）"), ("无锡", "无锡")]
    + [(text, "") for text in ("否", "×", "0", "N", "false", "未外出", "非流动党员", "否（本地）", "无", "—", "no")],
)
def test_who_has_not_gone_away_is_no_mobile_member(tmp_path, text, stored):
    (new,) = planned(tmp_path, f"姓名,是否流动党员\n甲一,{text}\n").new
    assert new.record.mobile == stored


@pytest.mark.parametrize(
    ("text", "due"),
    [("12.5", "12.50"), ("1,250", "1250.00"), ("¥1,250.50元", "1250.50"), ("１２", "12.00")]
    + [(text, "bad_amount") for text in ("12,5", "12,50", "1,2,3", "1,2500", "12，50", "1,25.0")],
)
def test_a_comma_divides_thousands_alone(tmp_path, text, due):
    plan = planned(tmp_path, f'姓名,月交党费\n甲一,"{text}"\n')
    assert [one.record.monthly_due for one in plan.new] + [one.code for one in plan.refused] == [due]


def test_a_second_table_beside_the_first_is_not_left_out_in_silence(tmp_path):
    plan = planned(tmp_path, "序号,姓名,部门,序号,姓名,部门\n1,甲一,综合科,2,乙二,法规科\n")
    assert ([one.code for one in plan.refused], plan.new) == (["side_by_side"], ())


def test_a_name_under_another_heading_is_no_second_table(tmp_path):
    plan = planned(tmp_path, "姓名,部门,入党介绍人\n,,姓名\n甲一,综合科,丙三\n")
    assert [one.record.name for one in plan.new] == ["甲一"]
