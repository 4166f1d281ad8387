"""Where entries of registers stand: stages from held records, states by their day, holders, figures of plans."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta

import pytest

from store.packs.national import NATIONAL
from store.packs.overlay import overlay
from store.packs.overlay_lines import line_of
from store.packs.register import Reached
from store.packs.registers import REGISTERS, registers
from store.records import Decision, Entry, Finding, Result, Talk, Training, TrainingForm, TrainingKind
from store.rules import entries
from store.rules.ahead import ahead
from store.rules.attention import attention
from store.rules.entry_rows import EntryState
from store.rules.figures import TaskKind
from store.rules.links import effective_tags
from store.undeclared import without_undeclared
from tests.branches import branch, meeting, member, snapshot
from widgets import json_objects
from widgets.sections.view import View
from widgets.words.lexicon import words_of

TODAY = date(2026, 11, 22)
day = date.fromisoformat
PEOPLE = (
    member("p1", "张建国", "secretary"),
    member("p2", "李秀英", "org_officer", group="g1"),
    member("p3", "王伟", "discipline_officer"),
    member("p4", "赵六", group="g1"),
)


def entry(kind: str = "directive", id: str = "e1", on: str = "2026-11-18", **fields) -> Entry:
    return Entry(id=id, kind=kind, title=fields.pop("title", "事项"), day=day(on), **fields)


def study(id: str, on: str, *about: str, held: bool = True, kind: str = "study", **fields):
    return meeting(id, on, kind, roll={"p1": "present"} if held else None, about=about, **fields)


def row(one: Entry, *records, today: date = TODAY, pack=NATIONAL) -> entries.EntryRow:
    found = entries.find(snapshot(branch(), *PEOPLE, one, *records), one.id, today, pack)
    assert found is not None
    return found


# -- stages


def test_a_directive_is_conveyed_by_a_held_session_alone() -> None:
    assert row(entry()).stage == "收到"
    assert row(entry(), study("m1", "2026-11-20", "e1", held=False)).stage == "收到"
    found = row(entry(), study("m1", "2026-11-20", "e1"), study("m2", "2026-11-21", "e1"), study("m3", "2026-11-19"))
    assert (found.stage, found.evidence, found.state) == ("传达", ("m1", "m2"), EntryState.OPEN)
    assert row(entry(), Talk(id="k1", talker="p1", partner="p2", day=TODAY, about=("e1",))).stage == "收到"
    trained = Training(id="t1", member="p1", day=TODAY, hours=2, about=("e1",))
    assert (row(entry(), trained).stage, row(entry(), trained).evidence) == ("传达", ("t1",))
    assert row(entry(done=TODAY)).stage == "落实"


ANY = (
    study("m1", "2026-11-20", "e1"),
    Training(id="t1", member="p1", day=TODAY, hours=2, about=("e1",)),
    Talk(id="k1", talker="p1", partner="p2", day=TODAY, about=("e1",)),
    Finding(id="f1", rule="OL-03", period="2026-10", result=Result.PARTLY, day=TODAY, about=("e1",)),
)


@pytest.mark.parametrize("record", ANY, ids=lambda one: one.id)
def test_a_difficulty_is_worked_on_by_whatever_is_held(record) -> None:
    assert (row(entry("difficulty")).stage, row(entry("difficulty"), record).stage) == ("提出", "攻坚")


def test_a_division_is_settled_by_a_committee_meeting() -> None:
    one = entry("division", rule="*")
    assert (row(one).stage, row(one).state) == ("拟定", EntryState.STANDING)
    assert row(one, study("m1", "2026-11-20", "e1")).stage == "拟定"
    assert row(one, study("m1", "2026-11-20", "e1", kind="committee_meeting")).stage == "研究"
    assert row(one, study("m1", "2026-11-20", "e1", kind="committee_meeting", held=False)).stage == "拟定"


def test_typed_stages_are_those_of_a_model() -> None:
    one = entry("model", on="2026-06-15", steps={"盆景": day("2026-09-18"), "推广": day("2026-12-01")})
    assert (row(one).stage, row(one).state) == ("盆景", EntryState.OPEN)  # what is to come is not reached
    assert row(one, today=day("2026-12-01")).stage == "推广"


# -- states

DUE = {"2026-11-21": "overdue", "2026-11-22": "due_soon", "2026-11-28": "due_soon", "2026-11-29": "open"}


@pytest.mark.parametrize("due", DUE)
def test_how_an_entry_stands_by_its_day(due: str) -> None:
    one = entry(due=day(due))
    assert row(one).state == DUE[due]
    assert row(one.but(done=day(due)), today=day("2026-12-31")).state == "done"
    assert row(one.but(done=day(due) + timedelta(1)), today=day("2026-12-31")).state == "done_late"
    assert row(one.but(done=day(due), dropped="重复")).state == "dropped"


def test_the_day_by_which_is_typed_or_the_registers_own() -> None:
    assert row(entry("pledge", on="2026-03-01")).due == day("2026-12-31")
    assert row(entry("plan", period="2026-Q4")).due == day("2026-12-31")
    assert row(entry("plan", period="2026-Q3", due=day("2026-10-15"))).due == day("2026-10-15")
    assert (row(entry("plan")).due, row(entry()).due, row(entry("notice")).due) == (None, None, None)
    soon = overlay(NATIONAL, tomllib.loads("[registers.directive]\ndue = 10"), "local.toml")
    assert row(entry(), pack=soon).due == day("2026-11-28")


def test_the_holder_of_a_post_is_todays() -> None:
    assert row(entry(owner="org_officer")).holder == "p2"
    assert (row(entry(owner="p3")).holder, row(entry(owner="机关党委")).holder) == ("p3", None)
    assert row(entry(owner="publicity_officer")).holder is None
    assert row(entry()).holder is None


def test_silence_counts_from_what_was_held_last_while_it_runs() -> None:
    old = entry("difficulty", on="2026-09-01")
    assert row(old).silent_days == 82
    assert row(old, study("m1", "2026-11-20", "e1")).silent_days == 2
    assert row(old, study("m1", "2026-11-20", "e1", held=False)).silent_days == 82
    assert row(old.but(done=TODAY)).silent_days is None
    assert row(entry("model", on="2026-06-15", steps={"盆景": day("2026-09-18")})).silent_days == 65


HINTS = [
    (entry(on="2026-10-23"), ()),
    (entry(on="2026-10-22"), ("not_conveyed",)),
    (entry("difficulty", on="2026-09-23"), ()),
    (entry("difficulty", on="2026-09-22"), ("nothing_linked",)),
    (entry("model", on="2026-05-26"), ()),
    (entry("model", on="2026-05-25"), ("no_visit",)),
    (entry("plan", sub="工作", done=TODAY), ("no_result",)),
    (entry("plan", sub="工作", done=TODAY, result="好"), ()),
    (entry(on="2026-01-01", dropped="不办"), ()),
]


@pytest.mark.parametrize(("one", "hints"), HINTS, ids=str)
def test_what_is_worth_a_look(one: Entry, hints: tuple[str, ...]) -> None:
    assert row(one).hints == hints


@pytest.mark.parametrize(("done", "hints"), [("2026-11-18", ()), ("2026-11-17", ("no_result",))])
def test_a_result_is_waited_for_as_many_days_as_the_branch_says(done: str, hints: tuple[str, ...]) -> None:
    pack = laid("[registers.plan]\nhints = { no_result = 5 }")
    assert row(entry("plan", sub="工作", on="2026-11-01", done=day(done)), pack=pack).hints == hints


def test_a_held_record_answers_a_hint() -> None:
    assert row(entry(on="2026-01-01"), study("m1", "2026-11-20", "e1")).hints == ()


# -- plans


def hours(id: str, who: str, n: float, on: str = "2026-11-02", **fields) -> Training:
    return Training(id=id, member=who, day=day(on), hours=n, **fields)


def test_a_plan_is_as_far_as_hours_are() -> None:
    plan = entry("plan", sub="在职", period="2026-Q4", numbers={"学时": 8})
    assert row(plan).progress == (0, 4)
    one = (hours("t1", "p1", 6), hours("t2", "p1", 2, "2026-11-10"))
    assert (row(plan, *one).progress, row(plan, *one).state) == ((1, 4), EntryState.OPEN)
    others = tuple(hours(f"t{n}", f"p{n}", 8, f"2026-11-1{n}") for n in (2, 3, 4))
    whole = row(plan, one[0], hours("t9", "p1", 2, "2026-11-10"), *others)
    assert (whole.progress, whole.stage, whole.done, whole.state) == ((4, 4), "完成", day("2026-11-14"), "done")
    assert whole.hints == ("no_result",)
    elsewhere = [
        hours("t1", "p1", 8, "2026-09-30"),
        hours("t1", "p1", 8, kind=TrainingKind.PRE_POST),
        hours("t1", "p1", 8, form=TrainingForm.SELF),
    ]
    assert [row(plan, one).progress for one in elsewhere] == [(0, 4)] * 3


def test_a_plan_counts_linked_hours_alone_where_there_are_any() -> None:
    plan = entry("plan", sub="在职", period="2026-Q4", numbers={"学时": 8})
    both = hours("t1", "p1", 8, about=("e1",)), hours("t2", "p2", 8)
    assert row(plan, *both).progress == (1, 4)


def test_a_plan_is_for_whom_it_names() -> None:
    plan = entry("plan", sub="在职", period="2026-Q4", numbers={"学时": 8}, who=("g1", "secretary"))
    assert row(plan, hours("t1", "p1", 8), hours("t2", "p3", 8)).progress == (1, 3)


def test_a_plan_of_work_counts_sessions() -> None:
    plan = entry("plan", sub="工作", period="2026-Q4", numbers={"次数": 2})
    assert row(plan, study("m1", "2026-11-02", "e1")).progress == (1, 2)
    found = row(plan, study("m1", "2026-11-02", "e1"), study("m2", "2026-11-09", "e1"))
    assert (found.progress, found.done) == ((2, 2), day("2026-11-09"))


# -- tags, decisions, counts


def test_a_document_is_tagged_once() -> None:
    tagged = entry(tags=("误区2→服务大局", "学习型"))
    session = study("m1", "2026-11-20", "e1", tags=("学习型",))
    there = snapshot(branch(), *PEOPLE, tagged, session)
    assert effective_tags(there, there.meetings["m1"]) == ("学习型", "误区2→服务大局")
    assert there.meetings["m1"].tags == ("学习型",)


AGREED = (
    Decision(text="一", owner="p1", due=day("2026-10-30")),
    Decision(text="二", due=day("2026-11-25")),
    Decision(text="三", due=day("2026-10-30"), done=day("2026-11-01"), result="好"),
    Decision(text="四"),
)


def test_what_a_meeting_agreed_is_a_row() -> None:
    there = snapshot(branch(), *PEOPLE, study("m1", "2026-10-14", kind="committee_meeting", decisions=AGREED))
    found = entries.rows(there, TODAY, NATIONAL)
    assert [(one.id, one.kind, one.stage, one.state.value) for one in found] == [
        ("m1#1", "decision", "议定", "overdue"),
        ("m1#2", "decision", "议定", "due_soon"),
        ("m1#3", "decision", "办结", "done_late"),
        ("m1#4", "decision", "议定", "open"),
    ]
    assert entries.find(there, "m1#3", TODAY, NATIONAL) == found[2]
    assert [entries.find(there, id, TODAY, NATIONAL) for id in ("m1#0", "m1#5", "m1", "m2#1", "m1#x")] == [None] * 5
    assert json_objects.status(View(there, TODAY, NATIONAL), words_of("zh"))["attention"]["entries"] == {
        "overdue": 1,
        "due_soon": 1,
    }


def test_overdue_entries_come_after_overdue_duties_and_are_not_counted_with_them() -> None:
    late, soon = entry(due=day("2026-11-21")), entry(id="e2", due=day("2026-11-28"))
    plain = snapshot(branch(), *PEOPLE)
    there = snapshot(branch(), *PEOPLE, late, soon)
    before, after = (attention(one, TODAY, NATIONAL, (), (), ()) for one in (plain, there))
    assert (before.overdue, before.must, before.due_soon) == (after.overdue, after.must, after.due_soon)
    assert [(one.kind, one.entry.id) for one in after.tasks if one.entry] == [
        (TaskKind.OVERDUE, "e1"),
        (TaskKind.DUE, "e2"),
    ]
    told = [(one.record, one.day) for one in ahead(there, TODAY, NATIONAL) if one.code == "entry"]
    assert told == [("e1", late.due), ("e2", soon.due)]
    assert json_objects.status(View(there, TODAY, NATIONAL), words_of("zh"))["attention"]["entries"] == {
        "overdue": 1,
        "due_soon": 1,
    }


# -- registers of a branch's own

VISIT = """
[[register]]
id = "visit"
name = "走访"
words = "走访 zf"
fields = ["owner", "due"]
stages = ["计划", "途中", "完成"]
[registers.directive]
hints = { not_conveyed = 3 }
"""


def laid(text: str):
    return overlay(NATIONAL, tomllib.loads(text), "local.toml")


def test_a_register_of_the_branchs_own() -> None:
    pack = laid(VISIT)
    assert pack.faults == ()
    visit = registers(pack.settings)["visit"]
    assert (visit.name.zh, visit.words, visit.fields_) == ("走访", ("走访", "zf"), ("owner", "due"))
    assert [stage.by for stage in visit.stages] == [Reached.DAY, Reached.TYPED, Reached.DONE]
    assert row(entry("visit", done=TODAY), pack=pack).stage == "完成"
    assert row(entry(on="2026-11-18"), pack=pack).hints == ("not_conveyed",)
    assert registers(NATIONAL.settings) == {one.id: one for one in REGISTERS}


def test_an_entry_that_nobody_declares_is_a_fault_and_stays() -> None:
    there = snapshot(branch(), *PEOPLE, entry("visit"), entry(id="e2"))
    seen = without_undeclared(there, NATIONAL)
    assert [(fault.table, fault.id, fault.field, fault.code) for fault in seen.faults] == [
        ("entries", "e1", "kind", "undeclared")
    ]
    assert (list(seen.entries), list(there.entries)) == (["e2"], ["e1", "e2"])
    assert without_undeclared(there, laid(VISIT)) is there
    assert entries.find(there, "e1", TODAY, NATIONAL) is None
    assert [one.id for one in entries.rows(there, TODAY, NATIONAL)] == ["e2"]


MISTAKES = {
    "no id": ('[[register]]\nname = "走访"\nwords = "zf"', "", "register.id", "missing"),
    "no words": ('[[register]]\nid = "v"\nname = "走访"', "v", "words", "missing"),
    "a word of another": ('[[register]]\nid = "v"\nname = "走访"\nwords = "部署"', "v", "words", "twice"),
    "a known id": ('[[register]]\nid = "plan"\nname = "走访"\nwords = "zf"', "plan", "id", "twice"),
    "an id of the program's": ('[[register]]\nid = "decision"\nname = "x"\nwords = "zf"', "decision", "id", "twice"),
    "an unknown field": ('[registers.plan]\nfields = ["colour"]', "plan", "fields", "no_entry_field"),
    "an unknown key": ("[registers.plan]\ncolour = 1", "plan", "colour", "unknown_field"),
    "an unknown register": ("[registers.colour]\ndue = 1", "colour", "", "unknown_register"),
    "an unknown hint": ("[registers.plan]\nhints = { colour = 1 }", "plan", "hints", "value"),
    "a negative day": ("[registers.plan]\nhints = { no_result = -1 }", "plan", "hints", "negative"),
    "an unknown day": ('[registers.plan]\ndue = "month"', "plan", "due", "value"),
    "a mark in a word": ('[registers.plan]\nwords = "计划 j#"', "plan", "words", "value"),
    "an unknown cause": ('[registers.plan]\nstages = [{ name = "一", by = "x" }]', "plan", "stages", "value"),
    "a stage twice": ('[registers.plan]\nstages = "一 一"', "plan", "stages", "twice"),
    "no list": ("register = 1", "", "register", "type"),
    "a target without id": ('[[target]]\nname = "x"', "", "target.id", "missing"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_takes_out_no_more_than_its_place(mistake: str) -> None:
    text, id, field, code = MISTAKES[mistake]
    pack = laid(text + "\n[registers.notice]\ndue = 7")
    assert pack.faults == (("local.toml", id, field, code),)
    assert registers(pack.settings)["notice"].due == 7
    assert 0 < line_of(text, id, field) <= len(text.split("\n"))
