"""Attendance and training that a branch brings along: wide and long, with the exact preview of each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import periods
from store.edits import Rejected
from store.exchange.imports.attendance import plan_attendance
from store.exchange.imports.training import plan_training
from store.exchange.tables.marks import mark_of
from store.packs.national import NATIONAL
from store.records import Item, Kind, Meeting, Member, Status, Training, TrainingForm, TrainingKind
from tests.branches import branch, day, meeting, member, snapshot
from tests.exchange.books import MASKED, TODAY, book, put
from tests.exchange.test_roster import previews
from tests.strategies import some, text
from tests.tiers import crossed
from tui.files import documents
from tui.files.reading import sheets
from widgets.papers import import_preview
from widgets.papers.catalogue import papers
from widgets.sections.view import View
from widgets.words.lexicon import with_papers, words_of

if TYPE_CHECKING:
    from store.exchange.imports.plan import ImportPlan

WORDS = with_papers(words_of("zh"))
GOLDEN = Path(__file__).parent.parent / "golden" / "import-registers.txt"
EXPECTED = previews(GOLDEN.read_text(encoding="utf-8")) if GOLDEN.exists() else {}


def office():
    return snapshot(
        branch(),
        member("p1", "翟明远", "secretary", group="g1"),
        member("p2", "李文静", unit="办公室", group="g1"),
        member("p3", "李文静", unit="审批科", group="g2"),
        member("p4", "吴桂芬", until=day("2026-03-31"), group="g2"),
        member("p5", "新人", since=day("2026-06-01"), group="g2"),
        meeting("m1", "2026-05-06", "party_day", roll={"p1": "present", "p2": "absent"}),
        meeting("m2", "2026-07-08", "party_day"),
    )


def note(month: str) -> str:
    return WORDS("import.day_unknown_note", month=month)


ATTENDANCE = {
    "a column a session": [
        ["2026年考勤表"],
        ["姓名", "部门", "5月6日主题党日", "2026-07-08 主题党日：看展览", "8.12 党员大会+党课", "9.9", "备注"],
        ["翟明远", None, "√", "出席", "到", "√", None],
        ["李文静", "办公室", "迟到", "事假（看病）", "病", "√", None],
        ["李文静", "审批科", None, "公假", "×", "√", None],
        ["新人", None, None, "√", "√", "√", None],
        ["实到人数", None, 2, 3, 2, 4, None],
    ],
    "headings of two rows, a mark that can't be read, people who are not there": [
        ["姓名", "部门", "支委会", None, "主题党日", None],
        [None, None, "2026-02-04", "2026-03-04", "2026-02-11", "2026-04-15"],
        ["翟明远", None, "√", "√", "√", "√"],
        ["李文静", "办公室", None, None, "在途", "√"],
        ["吴桂芬", None, None, None, "√", "√"],
        ["生人", None, None, "√", None, None],
        ["李文静", None, None, "√", None, None],
    ],
    "a column a month": [
        ["2026年主题党日参加情况"],
        ["姓名", "部门", "4月", "5月", "7月", "11月", "12月"],
        ["翟明远", None, "√", "√", "√", "√", "√"],
        ["李文静", "办公室", "√", "请假（返乡）", "病假", None, None],
    ],
    "a row a mark": [
        ["姓名", "部门", "日期", "会议类型", "议题", "地点", "考勤", "请假原因"],
        ["翟明远", None, "2026.10.14", "支委会", "研究发展对象", "三楼", "出席", None],
        ["翟明远", None, "2026-10-15", "第一党小组会", "读书", None, "出席", None],
        ["李文静", "办公室", "2026-10-15", "第一党小组会", "读书", None, "事假", "看病"],
        ["李文静", "审批科", "2026-10-16", "党小组会", "读书", None, "出席", None],
        ["新人", None, "2026-10-16", "党小组会", "读书", None, "未知", None],
        ["翟明远", None, "2026-12-16", "党课", None, None, "出席", None],
        ["翟明远", None, None, "党课", None, None, "出席", None],
        ["翟明远", None, "2026-10-20", "茶话", None, None, "出席", None],
        [MASKED, None, "2026-10-21", "党课", None, None, "出席", None],
    ],
}
TRAINING = {
    "a column a month or a course": [
        ["2026年党员学时统计"],
        ["姓名", "部门", "身份证号", "1月", "2月", "3月18日 两会精神", "12月", "合计"],
        ["翟明远", None, MASKED, 4, "2.5", 8, None, 14.5],
        ["李文静", "办公室", MASKED, 4, None, "8学时", 2, 14],
        ["李文静", None, MASKED, 4, None, None, None, 4],
        ["新人", None, MASKED, 4, None, 2.3, None, 4],
        ["合计", None, None, 16, 2.5, 16, 2, None],
    ],
    "a row a record": [
        ["姓名", "部门", "培训时间", "结束日期", "学时", "培训类别", "培训形式", "培训内容", "主办单位", "证书编号"],
        ["翟明远", None, "2026-03-02", "2026-03-06", 40, "岗前培训", "集中培训", "任职班", "市委党校", "2026-0017"],
        ["翟明远", None, "2026-03-02", "2026-03-06", 40, "岗前培训", "集中培训", "任职班", "市委党校", "2026-0017"],
        ["新人", None, 202607, None, 6, "在职", "自学", "网课", None, None],
        ["李文静", "办公室", "2026-03-09", None, None, "在职", "集体学习", "条例", None, None],
        ["李文静", "审批科", "2026", None, 2, "在职", "集体学习", "条例", None, None],
        ["李文静", "审批科", "2026-03-09", None, 2, "在岗", "集体学习", "条例", None, None],
        ["李文静", "审批科", "2026-03-09", None, 2, "在职", "集体学习", "条例", MASKED, None],
    ],
}


def planned(folder, what, case):
    cases = ATTENDANCE if what == "attendance" else TRAINING
    rows = sheets(put(folder, "表.xlsx", book(("表", cases[case]))))
    return again(what, rows, office())


def again(what, rows, of):
    return plan_attendance(rows, of, TODAY, note) if what == "attendance" else plan_training(rows, of, TODAY)


def seen(plan) -> list[str]:
    return [str(line) for line in import_preview.lines(plan, office(), WORDS)]


CASES = [("attendance", case) for case in ATTENDANCE] + [("training", case) for case in TRAINING]


def test_every_case_has_its_preview():
    assert list(EXPECTED) == [f"{what}: {case}" for what, case in CASES]


@pytest.mark.parametrize(("what", "case"), CASES)
def test_a_register_has_exactly_this_preview(what, case, tmp_path):
    assert seen(planned(tmp_path, what, case)) == EXPECTED[f"{what}: {case}"]


@pytest.mark.parametrize(("what", "case"), CASES)
def test_what_was_previewed_can_be_stored_and_then_changes_nothing(what, case, tmp_path):
    plan = planned(tmp_path, what, case)
    after = plan.edit.apply(office())
    assert not isinstance(after, Rejected)
    rows = sheets(str(tmp_path / "表.xlsx"))
    second = again(what, rows, after)
    assert (second.new, second.changed, second.edit) == ((), (), None)
    assert second.unchanged == len(plan.new) + len(plan.changed) + plan.unchanged
    assert MASKED not in repr(plan)


def test_a_session_is_stored_as_it_was(tmp_path):
    after = planned(tmp_path, "attendance", "a column a session").edit.apply(office())
    (one,) = [found for found in after.meetings.values() if found.day == day("2026-08-12")]
    assert one.kinds == (Kind.GENERAL_MEETING, Kind.LECTURE)
    assert list(one.roll.items()) == [
        ("p1", Status.PRESENT),
        ("p2", Status.SICK),
        ("p3", Status.ABSENT),
        ("p5", Status.PRESENT),
    ]
    assert after.meetings["m1"].roll == {"p1": Status.PRESENT, "p2": Status.LATE}
    assert after.meetings["m2"].reasons == {"p2": "看病"}
    assert after.meetings["m2"].held


def test_a_month_of_which_no_day_is_known_says_so_in_its_note(tmp_path):
    after = planned(tmp_path, "attendance", "a column a month").edit.apply(office())
    (one,) = [found for found in after.meetings.values() if found.day == day("2026-04-30")]
    assert "2026-04" in one.note
    after = planned(tmp_path, "training", "a column a month or a course").edit.apply(office())
    assert {(one.day, one.until) for one in after.training.values() if one.hours == 4} == {
        (day("2026-01-01"), day("2026-01-31"))
    }


def test_self_study_stays_self_study(tmp_path):
    after = planned(tmp_path, "training", "a row a record").edit.apply(office())
    assert [one.form for one in after.training.values() if one.member == "p5"] == [TrainingForm.SELF]


# -- what we hand out ourselves comes back


def twins():
    """Everything that makes a register hard to read back: one name twice, one who left, two alike on one day, odd texts."""
    kept = {"reasons": {"p2": "看病"}, "items": (Item(kind=Kind.STUDY, topic="9月学习"),)}
    return snapshot(
        branch(),
        member("p1", "李文静", group="g1"),
        member("p2", "李文静", group="g1"),
        member("p3", "吴桂芬", until=day("2026-05-07")),
        member("p4", "乙·甲"),
        meeting("m1", "2026-05-06", "party_day", "lecture", roll={"p1": "present", "p2": "late", "p4": "absent"}),
        meeting("m2", "2026-05-07", "group_meeting", group="g1", roll={"p1": "sick", "p2": "absent"}),
        meeting("m3", "2026-05-08", "study", roll={"p1": "official", "p2": "personal", "p3": "late"}).but(**kept),
        meeting("m4", "2026-05-08", "study", roll={"p4": "present"}),
        meeting("m5", "2026-09-09", "other", roll={"p1": "present", "p4": "present"}, topic="3月12日 植树"),
        meeting("m6", "2026-12-09", "study"),
        Training(id="t1", member="p1", day=day("2026-03-02"), until=day("2026-03-06"), hours=40, topic="任职班"),
        Training(id="t2", member="p2", day=day("2026-03-02"), hours=2.5, topic="任职班", form=TrainingForm.SELF),
        Training(id="t3", member="p1", day=day("2026-03-02"), hours=4, topic="任职班", kind=TrainingKind.PRE_POST),
        Training(id="t4", member="p4", day=day("2026-08-01"), hours=8, topic="=1+1", place="-", organiser="'x"),
        Training(id="t5", member="p4", day=day("2026-12-01"), hours=8, form=TrainingForm.COURSE, certificate="001"),
        Training(id="t6", member="gone", day=day("2026-04-01"), hours=1, kind=TrainingKind.STUDY_TOUR),
    )


def handed_out(of, what: str, lang: str, suffix: str, folder) -> ImportPlan:
    """What an import of our own export would do."""
    view = View(of, TODAY, NATIONAL)
    made = papers(what, view, with_papers(words_of(lang)), periods.parse("2026"))
    path = folder / f"{what}.{suffix}"
    path.write_bytes(documents.as_bytes(made, suffix))
    return again(what, sheets(str(path)), of)


@pytest.mark.parametrize(("what", "suffix", "lang"), crossed(["attendance", "training"], ["xlsx", "csv"], ["zh", "en"]))
def test_a_register_that_went_out_changes_nothing_when_it_comes_in(what, lang, suffix, tmp_path):
    of = twins()
    plan = handed_out(of, what, lang, suffix, tmp_path)
    assert (plan.new, plan.changed, plan.edit) == ((), (), None)
    assert plan.refused == ()
    assert plan.unchanged == (5 if what == "attendance" else 6)
    assert len(plan.sums) == (3 if what == "attendance" else 2)


def test_sums_are_known_also_where_the_first_name_can_not_be_read(tmp_path):
    hours = Training(id="t1", member="p2", day=day("2026-03-01"), hours=4)
    of = snapshot(branch(), member("p1", "李文静", unit="\x07"), member("p2", "李文静", unit="办公室"), hours)
    plan = handed_out(of, "training", "zh", "xlsx", tmp_path)
    assert (plan.new, plan.changed, len(plan.sums)) == ((), (), 2)


@pytest.mark.parametrize(("what", "suffix"), crossed(["attendance", "training"], ["csv", "xlsx"]))
def test_a_register_filled_in_outside_changes_just_that(what, suffix, tmp_path):
    of, view = twins(), View(twins(), TODAY, NATIONAL)
    made = papers(what, view, WORDS, periods.parse("2026"))
    table = made[1].blocks[0]
    rows = [list(row) for row in table.rows]
    column = table.head.index("2026-05-08 学习 #m4" if what == "attendance" else "学时")
    rows[1][column] = "病假" if what == "attendance" else 3.5
    put_in = made[1].but(blocks=(table.but(rows=tuple(map(tuple, rows))),))
    path = tmp_path / f"x.{suffix}"
    path.write_bytes(documents.as_bytes((made[0], put_in, *made[2:]), suffix))
    plan = again(what, sheets(str(path)), of)
    (one,) = plan.changed
    expected = ("m4", (("roll.p2", None, Status.SICK),)) if what == "attendance" else ("t2", (("hours", 2.5, 3.5),))
    assert (one.id, one.changes, plan.new, plan.refused) == (*expected, (), ())


def test_a_line_copied_for_another_person_is_another_record(tmp_path):
    head = ["姓名", "日期", "学时", "培训内容", "记录编号"]
    lines = [["李文静", "2026-03-02", 40, "任职班", "t1"], ["乙·甲", "2026-03-02", 40, "任职班", "t1"]]
    rows = sheets(put(tmp_path, "表.xlsx", book(("表", [head, *lines]))))
    plan = plan_training(rows, twins(), TODAY)
    assert [one.record.member for one in plan.new] == ["p4"]
    assert (plan.unchanged, plan.refused) == (1, ())
    twice = sheets(put(tmp_path, "表.xlsx", book(("表", [head, lines[0], [*lines[0][:3], "另一个班", "t1"]]))))
    assert [one.code for one in plan_training(twice, twins(), TODAY).refused] == ["record_twice"]


def test_a_heading_that_names_a_session_of_another_day_names_none(tmp_path):
    rows = [["姓名", "2026-05-09 学习 #m4", "2026-05-10 学习 #nobody"], ["乙·甲", "√", "√"]]
    plan = again("attendance", sheets(put(tmp_path, "表.xlsx", book(("表", rows)))), twins())
    assert [(one.record.day.day, one.record.topic) for one in plan.new] == [(9, ""), (10, "")]


def test_others_sums_are_no_sums_of_ours(tmp_path):
    months = ["姓名", "1月", "2月", "累计学时", "应达学时"]
    rows = sheets(put(tmp_path, "表.xlsx", book(("2026年", [months, ["李文静", 4, 4, 8, 32]]))))
    assert again("training", rows, snapshot(branch(), member("p1", "李文静"))).sums == ()
    marks = ["姓名", "1月", "2月", "应到", "实到"]
    rows = sheets(put(tmp_path, "表.xlsx", book(("2026年党课", [marks, ["李文静", "√", "√", 2, 2]]))))
    plan = again("attendance", rows, snapshot(branch(), member("p1", "李文静")))
    assert (plan.sums, len(plan.new)) == ((), 2)


def _id(one) -> str:
    return one.id


@st.composite
def branches(draw: st.DrawFn):
    """A branch whose sessions and hours are anything that records can hold."""
    names = st.sampled_from(["李文静", "乙·甲", "王 五", "Ann"]) | text
    people = [one.but(name=draw(names)) for one in draw(st.lists(some(Member), min_size=1, max_size=3, unique_by=_id))]
    who = st.sampled_from([one.id for one in people])
    rolls = st.none() | st.dictionaries(who, st.sampled_from(list(Status)))
    days = st.dates(day("2025-12-01"), day("2026-12-31"))
    meetings, hours = draw(st.lists(some(Meeting), max_size=3)), draw(st.lists(some(Training), max_size=3))
    held = [
        one.but(id=f"m{n}", day=draw(days), roll=draw(rolls), group=draw(st.sampled_from([None, "g1"])))
        for n, one in enumerate(meetings)
    ]
    done = [one.but(id=f"t{n}", member=draw(who), day=draw(days), until=None) for n, one in enumerate(hours)]
    return snapshot(branch(), *[one.but(group=one.group and "g1") for one in people], *held, *done)


@given(
    branches(),
    st.sampled_from(["attendance", "training"]),
    st.sampled_from(["zh", "en"]),
    st.sampled_from(["xlsx", "csv"]),
)
def test_whatever_is_recorded_nothing_changes_when_a_register_comes_back(tmp_path_factory, of, what, lang, suffix):
    plan = handed_out(of, what, lang, suffix, tmp_path_factory.mktemp("r"))
    assert [(one.table, one.record) for one in plan.new] == []
    assert [one.changes for one in plan.changed] == []


@pytest.mark.parametrize(
    ("cell", "status", "reason"),
    [
        ("请假", "leave", ""), ("假", "leave", ""), ("△", "leave", ""), ("请假（回乡）", "leave", "回乡"),
        ("请假（病假）", "sick", ""), ("请假（年假）", "personal", "年假"), ("请假：出差", "official", "出差"),
        ("出差", "official", "出差"), ("leave", "leave", ""), ("公假（开会）", "official", "开会"),
        ("请假（迟到）", "leave", "迟到"),
    ],
)  # fmt: skip
def test_leave_in_a_sheet_is_of_the_kind_that_it_says(cell, status, reason):
    assert mark_of(cell) == (status, reason)


def test_leave_of_no_kind_takes_nothing_from_what_is_known_of_it(tmp_path):
    asked = {"leave": {"p2": Status.SICK, "p3": Status.OFFICIAL}, "reasons": {"p2": "住院", "p3": "出差"}}
    of = snapshot(
        branch(), member("p1", "甲"), member("p2", "乙"), member("p3", "丙"), member("p4", "丁"),
        meeting("m1", "2026-05-06", "party_day").but(**asked),
        meeting("m2", "2026-06-03", "party_day", roll={"p1": "official", "p2": "absent"}),
    )  # fmt: skip
    rows = [["姓名", "主题党日 2026-05-06", "主题党日 2026-06-03"], ["甲", "√", "请假"], ["乙", "请假", "请假"],
            ["丙", "√", None], ["丁", "请假", None]]  # fmt: skip
    plan = again("attendance", sheets(put(tmp_path, "表.xlsx", book(("表", rows)))), of)
    after = plan.edit.apply(of).meetings
    assert after["m1"].roll == {"p1": "present", "p2": "sick", "p3": "present", "p4": "leave"}
    assert (after["m1"].reasons, after["m1"].leave) == ({"p2": "住院"}, {})
    assert after["m2"].roll == {"p1": "official", "p2": "leave"}
