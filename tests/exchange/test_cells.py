"""What one cell says, and what no cell may say."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.edits import Rejected
from store.exchange.imports.attendance import plan_attendance
from store.exchange.imports.roster import plan_roster
from store.exchange.imports.roster_fields import posts_of
from store.exchange.imports.training import plan_training
from store.exchange.tables.cells import InvalidCell, amount_of, hours_of, partial_of, text_of
from store.exchange.tables.columns import ALIASES, ROSTER, SHEETS, field_of, is_sensitive, is_total
from store.exchange.tables.matching import group_number, same_branch
from store.exchange.tables.names import person_name
from store.exchange.tables.sensitive import sensitive_code
from store.exchange.tables.sheet import ErrorCell, MonthCell, SheetRows, letters
from tests.branches import branch
from tests.exchange.books import CARD, HEAD, MASKED, TODAY, office
from widgets.papers import import_preview
from widgets.words.lexicon import with_papers, words_of

DATES = {
    "1998.07": "1998-07",
    "1998年7月": "1998-07",
    "1998-7": "1998-07",
    "1998/07/01": "1998-07-01",
    "1998年7月1日": "1998-07-01",
    "1998.7.1": "1998-07-01",
    "19980701": "1998-07-01",
    "199807": "1998-07",
    "1998": "1998",
    "1998年": "1998",
    "一九九八年": "1998",
    "98-7-1": "1998-07-01",
    "98年7月": "1998-07",
    "05.3.1": "2005-03-01",
    "27-3-1": "1927-03-01",
    "１９９８．０７": "1998-07",
    " 1998-07-01 00:00:00 ": "1998-07-01",
    "1998 年 7 月 1 日": "1998-07-01",
    35977: "1998-07-01",
    35977.5: "1998-07-01",
    "35977": "1998-07-01",
    199807: "1998-07",
    19980701: "1998-07-01",
    1998.07: "1998-07",
    1998.12: "1998-12",
    1998.7: "1998-07",
    1998: "1998",
    date(1998, 7, 1): "1998-07-01",
    datetime(1998, 7, 1, 8, 30): "1998-07-01",
    MonthCell(label="1998-07"): "1998-07",
    "": None,
    "—": None,
    "无": None,
    None: None,
}
NO_DATES = {
    "1998.1": "ambiguous_date",
    1998.1: "ambiguous_date",
    "1998-13": "bad_date",
    "1998-02-30": "bad_date",
    "七月": "bad_date",
    "98.7": "bad_date",
    1998.123: "bad_date",
    -5: "bad_date",
    123: "bad_date",
    "1898-07-01": "bad_date",
    True: "bad_date",
    ErrorCell(code="formula"): "formula",
    1e17: "damaged_number",
}


@pytest.mark.parametrize("cell", DATES, ids=repr)
def test_a_date_is_as_exact_as_it_was_written(cell):
    assert partial_of(cell, TODAY) == DATES[cell]


@pytest.mark.parametrize("cell", NO_DATES, ids=repr)
def test_what_is_no_date_is_not_guessed(cell):
    with pytest.raises(InvalidCell) as caught:
        partial_of(cell, TODAY)
    assert caught.value.code == NO_DATES[cell]


@pytest.mark.parametrize(
    "cell",
    [
        MASKED,
        "53010119980301001X",
        "53010119980301001x",
        "530101980301001",
        CARD,
        "6222 0212 3456 7890",
        "6222-0212-3456-7890-12",
        "张三530101199803010011号",
        "530101 19980301 0011",
        "530101-19980301-001X",
        "５３０１０１１９９８０３０１００１１",
        "1.10101E+17",
        "5.3e17",
        1.10101e17,
        530101199803010011,
        "5301\u200b01199803010011",
    ],
)
def test_an_identity_number_or_a_card_is_known_however_it_is_written(cell):
    assert sensitive_code(cell) is not None
    with pytest.raises(InvalidCell) as caught:
        text_of(cell)
    assert caught.value.text == ""


@pytest.mark.parametrize(
    "cell",
    [
        "13800000001",
        "0871-63166666",
        "13800000001、13900000002",
        "8611 8612",
        "2026-10-14—2026-10-20",
        "20261014-20261020",
        "编号2026-0017",
        13800000001,
        43282,
        "1E3",
        "E座",
        "",
        None,
        True,
        186.5,
        "第3期第12班",
        "2026年10月14日14:30",
    ],
)
def test_what_a_roster_may_hold_is_not_taken_for_one(cell):
    assert sensitive_code(cell) is None


def test_amounts_and_hours_are_exact():
    assert [amount_of(one) for one in (186, 186.5, "186.50元", "１８６", "1,200")] == [
        *("186.00", "186.50", "186.50", "186.00", "1200.00"),
    ]
    assert [hours_of(one) for one in (8, 2.5, "8学时", "2.0")] == [8, 2.5, 8, 2]
    for wrong in (2.3, -1, "许多", 5000):
        with pytest.raises(InvalidCell):
            hours_of(wrong)
    for wrong in (-1, "免交", 186.123, 1e9):
        with pytest.raises(InvalidCell):
            amount_of(wrong)


def test_posts_are_read_one_by_one():
    assert posts_of("党支部书记") == (("secretary",), ())
    assert posts_of("副书记兼组织委员、第二党小组长") == (("deputy", "org_officer", "group_leader"), ())
    assert posts_of("支部委员") == (("committee_member",), ())
    assert posts_of("Deputy secretary, Group leader") == (("deputy", "group_leader"), ())
    assert posts_of("机关党委书记") == ((), ("机关党委书记",))
    with pytest.raises(InvalidCell):
        posts_of("联络员")


def test_headings_are_known_by_their_letters():
    for heading, field in {
        "*入党时间（年月）：": "joined",
        "姓 名": "name",
        "手机\n号码": "phone",
        "Party post": "posts",
        "是否党员领导干部": "leader",
        "爱好": None,
    }.items():
        assert field_of(heading, "roster") == field
    for heading in ("身份证号码", "公民身份号码", "现家庭住址", "工资卡号", "月工资收入", "Home address", "开户行"):
        assert is_sensitive(heading)
    assert not any(
        is_sensitive(one) for heading, others in ROSTER.values() for one in (heading.zh, heading.en, *others)
    )
    for what, columns in SHEETS.items():
        assert set(ALIASES[what].values()) == set(columns)
    assert is_total("合　计：")
    assert not is_total("Sumner")
    assert not is_total("共青")


def test_groups_and_branches_are_compared_by_what_they_mean():
    assert [group_number(one) for one in ("第二党小组", "2组", "第12小组", "第十党小组", "二十一组", "机关党小组")] == [
        *(2, 2, 12, 10, 21, None),
    ]
    ours = branch(name="云川市政务服务局机关第一党支部")
    assert same_branch(ours, "机关第一党支部")
    assert same_branch(ours, "中共云川市政务服务局机关第一党支部委员会")
    assert not same_branch(ours, "机关第十一党支部")


def test_columns_are_named_as_a_spreadsheet_does():
    assert [letters(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


any_cell = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.datetimes(),
    st.builds(MonthCell, label=st.just("1998-07")),
    st.builds(ErrorCell, code=st.sampled_from(["formula", "error"])),
    st.text(max_size=8),
    st.sampled_from(
        [
            *HEAD,
            "李文静",
            "翟明远",
            "男",
            "汉族",
            "正式党员",
            "书记",
            "第一党小组",
            MASKED,
            "2026-10-14 党课",
            "√",
            "合计",
        ]
    ),
    st.sampled_from(["日期", "考勤", "会议类型", "学时", "党课", "10月", "2026年", "1998.07", "事假", "8"]),
)


@given(st.lists(st.lists(any_cell, max_size=8).map(tuple), max_size=8).map(tuple), st.booleans())
def test_whatever_a_sheet_holds_there_is_a_plan_and_it_can_be_stored(rows, headed):
    if headed:
        rows = (tuple(HEAD[:8]), *rows)
    before = office()
    words = with_papers(words_of("zh"))
    for plan in (
        plan_roster([SheetRows(name="表", rows=rows)], before, TODAY),
        plan_attendance([SheetRows(name="表", rows=rows)], before, TODAY, str),
        plan_training([SheetRows(name="表", rows=rows)], before, TODAY),
    ):
        lines = [str(line) for line in import_preview.lines(plan, before, words)]
        assert not any(line.startswith(("import.", "remark.")) for line in lines)
        assert MASKED not in repr(plan) + "".join(lines)
        assert (plan.edit is None) == (not plan.new and not plan.changed)
        if plan.edit is not None:
            assert not isinstance(plan.edit.apply(before), Rejected)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("空白表示未见缴纳记录。", "bad_name"),
        ("说明：见附件", "bad_name"),
        ("人数?", "bad_name"),
        ("【合计】", "bad_name"),
        ("第一党小组", "bad_name"),
        ("退休党员", "bad_name"),
        ("张三同志", "bad_name"),
        ("共12人", "bad_name"),
        ("示例", "bad_name"),
        ("回族", "bad_name"),
        ("张三、李四", "two_names"),
        ("张三/李四", "two_names"),
        ("张三，李四", "two_names"),
        ("张三 李四", "two_names"),
        ("张三\n李四", "two_names"),
        ("张三；李四（女）", "two_names"),
        ("张三（女）、李四", "two_names"),
        ("\u3000", "no_name"),
    ],
)
def test_what_is_no_name_or_more_than_one_is_refused(cell, code):
    with pytest.raises(InvalidCell) as caught:
        person_name(cell)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("cell", "name", "remarks"),
    [
        ("张三（女）", "张三", ("女",)),
        ("李四(回族)", "李四", ("回族",)),
        ("王五（挂职）", "王五", ("挂职",)),
        ("李四（大）", "李四（大）", ()),
        ("李四（小）（女）", "李四（小）", ("女",)),
        ("张三【已转出】", "张三", ("已转出",)),
        ("（女）张三", "张三", ("女",)),
        ("张三（女，回族）", "张三", ("女，回族",)),
        ("张三 (女)", "张三", ("女",)),
        ("张　三", "张三", ()),
        ("张 三 丰", "张三丰", ()),
        ("欧阳 娜娜", "欧阳娜娜", ()),
        ("阿依古丽·玉素甫", "阿依古丽·玉素甫", ()),
        ("阿依古丽  玉素甫", "阿依古丽 玉素甫", ()),
        ("达吾提・赛买提", "达吾提・赛买提", ()),
        ("O'Neil", "O'Neil", ()),
        ("Anna Maria", "Anna Maria", ()),
        ("𠮷田", "𠮷田", ()),
        ("\ue863三", "䶮三", ()),
        ("\ue81e三", "\u9fb4三", ()),
    ],
)
def test_a_name_keeps_what_belongs_to_it_and_gives_the_rest(cell, name, remarks):
    found = person_name(cell)
    assert (found.name, found.remarks) == (name, remarks)
