"""The monthly list of tasks as entries of registers: columns by their aliases, owners, dates as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from store.exchange.imports.entries import plan_entries
from store.exchange.tables.sheet import SheetRows
from store.packs.national import NATIONAL
from store.records import Entry
from tests.branches import branch, member, snapshot
from widgets.papers import import_preview
from widgets.words.lexicon import with_papers, words_of

TODAY = date(2026, 11, 22)
HEAD = ("序号", "工作任务", "文号", "类别", "责任人", "完成时限", "备注")
PEOPLE = (member("p1", "张建国", "secretary"), member("p2", "李秀英", "org_officer"), member("p3", "王伟"))


def planned(*rows: tuple, head: tuple = HEAD, more: tuple = ()):
    sheet = SheetRows(name="11月", rows=(("2026年11月重点工作清单",), head, *rows))
    return plan_entries([sheet], snapshot(branch(), *PEOPLE, *more), TODAY, NATIONAL.settings)


def made(*row: object) -> Entry:
    (new,) = planned(row).new
    return new.record  # type: ignore[return-value]


def test_a_row_is_an_entry() -> None:
    entry = made(1, "优化营商环境", "云办发〔2026〕31号", "部署", "李秀英", date(2026, 12, 20), "要紧")
    assert (entry.kind, entry.title, entry.doc) == ("directive", "优化营商环境", "云办发〔2026〕31号")
    assert (entry.owner, entry.due, entry.day, entry.note) == ("p2", date(2026, 12, 20), TODAY, "要紧")


DUE = {
    "2026.12.5": date(2026, 12, 5),
    "12月5日": date(2026, 12, 5),
    "12月5日前": date(2026, 12, 5),
    "12月": date(2026, 12, 31),
    "12月底前": date(2026, 12, 31),
    "2026年12月": date(2026, 12, 31),
    "2026-12-31前": date(2026, 12, 31),
    "长期": None,
    "每季度": None,
    "年底前": date(2026, 12, 31),
    "本月底之前": date(2026, 11, 30),
    "季末": date(2026, 12, 31),
    "": None,
}


@pytest.mark.parametrize("text", DUE)
def test_a_day_as_people_write_it(text: str) -> None:
    assert made(1, "值班", "", "通知", "", text, "").due == DUE[text]


def test_what_is_no_day_is_refused_with_its_column() -> None:
    plan = planned((1, "值班", "", "通知", "", "尽快", ""), (2, "", "", "通知", "王伟", "", ""))
    assert [(one.row, one.column, one.heading, one.code) for one in plan.refused] == [
        (3, 5, "完成时限", "bad_date"),
        (4, 1, "工作任务", "no_matter"),
    ]
    assert plan.edit is None


OWNERS = {"王伟": "p3", "组织委员": "org_officer", "组织委员 李秀英": "org_officer", "办公室": "办公室", "": ""}


@pytest.mark.parametrize("text", OWNERS)
def test_who_answers(text: str) -> None:
    assert made(1, "值班", "", "通知", text, "", "").owner == OWNERS[text]


def test_what_has_no_place_is_kept_in_the_note() -> None:
    entry = made(1, "值班", "某1号", "综合", "王伟、张建国", "常态化", "照旧")
    assert (entry.kind, entry.owner) == ("directive", "p3")
    assert entry.note.splitlines() == ["照旧", "类别：综合", "责任人：王伟、张建国", "完成时限：常态化"]
    assert made(1, "人手", "某1号", "难点", "", "", "").note == "某1号"


def test_the_same_list_again_changes_nothing() -> None:
    old = Entry(id="e1", kind="pledge", title="首接负责", day=date(2026, 3, 1), owner="p3")
    row = (1, "首接 负责", "", "承诺", "王伟", date(2026, 12, 31), "")  # the day that the register has itself
    plan = planned(row, more=(old,))
    assert (plan.unchanged, plan.edit) == (1, None)
    changed = planned((*row[:4], "李秀英", *row[5:]), more=(old,))
    assert [one.changes for one in changed.changed] == [(("owner", "p3", "p2"),)]
    twice = planned(row, row, more=(old,))
    assert [one.code for one in twice.refused] == ["entry_twice"]


def test_totals_headings_and_agreed_matters_stay_out() -> None:
    plan = planned(HEAD, ("合计", 3, "", "", "", "", ""), (1, "请示换届", "", "议定", "", "", ""), (2,))
    assert [(one.row, one.code) for one in plan.skipped] == [(3, "heading"), (4, "total"), (5, "decision"), (6, "free")]
    assert (plan.new, plan.refused) == ((), ())


def test_no_list_is_told() -> None:
    sheet = SheetRows(name="x", rows=(("一", "二"),))
    plan = plan_entries([sheet], snapshot(branch()), TODAY, NATIONAL.settings)
    assert [one.code for one in plan.refused] == ["no_matter_heading"]


@pytest.mark.parametrize(
    ("owner", "post"),
    [
        ("组织委员 李秀英", "org_officer"),
        ("organisation member 李秀英", "org_officer"),
        ("Deputy secretary (vacant)", "deputy"),
        ("副书记（空缺）", "deputy"),
    ],
)
def test_a_post_with_whoever_holds_it_is_that_post(owner: str, post: str) -> None:
    assert made(1, "值班", "", "计划", owner, "", "").owner == post


@pytest.mark.parametrize(
    ("text", "due", "note"),
    [
        ("二〇二六年十二月底前", "2026-12-31", ""),
        ("2026年第四季度", "2026-12-31", ""),
        ("2026年12月5日之前", "2026-12-05", ""),
        ("12.5", "2026-12-05", ""),
        ("2026-12-01至2026-12-10", "2026-12-10", ""),
        ("待定", "None", "期限：待定"),
        ("立即", "None", "期限：立即"),
        ("无", "None", ""),
    ],
)
def test_by_when_is_read_as_lists_of_tasks_say_it(text, due, note) -> None:
    (new,) = planned(("报送", text), head=("事项", "期限")).new
    assert (str(new.record.due), new.record.note) == (due, note)


@pytest.mark.parametrize("text", ["无", "—", "/"])
def test_what_says_nothing_is_no_document_and_nobody(text) -> None:
    (new,) = planned(("报送", text, text), head=("事项", "文号", "责任人")).new
    assert (new.record.doc, new.record.owner) == ("", "")


def test_nobody_answers_yet() -> None:
    (new,) = planned(("报送", "待定"), head=("事项", "责任人")).new
    assert new.record.owner == ""


def test_a_sum_in_the_column_of_matters_is_no_matter() -> None:
    plan = planned((1, "报送", "汪维"), (None, "合计", 3), head=("序号", "工作内容", "责任人"))
    assert ([one.record.title for one in plan.new], [one.code for one in plan.skipped]) == (["报送"], ["total"])


def test_a_day_without_its_year_is_of_the_list_s_year() -> None:
    rows = (("事项", "日期"), ("报送", "十月一日"))
    of_year, of_none = (
        plan_entries([SheetRows(name=name, rows=rows)], snapshot(branch()), TODAY, NATIONAL.settings)
        for name in ("2025年清单", "清单")
    )
    assert [str(one.record.day) for one in of_year.new] == ["2025-10-01"]
    assert [(one.code, one.heading) for one in of_none.refused] == [("day_without_year", "日期")]


@pytest.mark.parametrize(("lang", "post"), [("zh", "组织委员"), ("en", "Organisation member")])
def test_a_post_is_called_in_the_reader_s_language(lang, post) -> None:
    plan = planned(("报送", "组织委员"), head=("事项", "责任人"))
    lines = import_preview.lines(plan, snapshot(branch(), *PEOPLE), with_papers(words_of(lang)))
    assert any(str(line).endswith(post) for line in lines)


def test_a_title_that_is_called_like_a_heading_is_none_and_parts_are_no_tasks() -> None:
    head, parts = ("序号", "事项", "完成时限"), (("一", "思想建设"), ("二、", "组织建设"))
    rows = (("重点工作",), head, parts[0], (1, "学习教育", "26/12/05"), parts[1], (2, "换届", "28.3.5"))
    plan = plan_entries([SheetRows(name="表", rows=rows)], snapshot(branch(), *PEOPLE), TODAY, NATIONAL.settings)
    assert [(one.record.title, one.record.due) for one in plan.new] == [
        ("学习教育", date(2026, 12, 5)),
        ("换届", date(2028, 3, 5)),
    ]
    assert [(one.row, one.code) for one in plan.skipped] == [(3, "divider"), (5, "divider")]
