"""Rules of a branch's own for sessions with a tag or of a form, of one kind or of any."""

from __future__ import annotations

from datetime import date

from store.packs.national import NATIONAL
from store.packs.overlay import overlay
from store.records import Entry, Item, Kind
from store.rules.institutions import duties
from store.rules.meetings import answers
from tests.branches import branch, meeting, member, snapshot

TODAY = date(2026, 11, 22)
RULE = {"id": "LOC-01", "name": "廉洁教育", "predicate": "sessions", "cadence": "quarter"}
HELD = meeting("m1", "2026-10-10", "general_meeting", roll={"p1": "present"}, tags=("廉洁型",))


def states(*records, **asked):
    pack = overlay(NATIONAL, {"rule": [RULE | asked]}, "local.toml")
    assert pack.faults == ()
    found = duties(snapshot(branch(), member("p1"), *records), TODAY, pack, date(2026, 7, 1), TODAY)
    return [one.state.value for one in found if one.rule.id == "LOC-01"]


def test_a_session_of_any_kind_counts_that_has_the_tag():
    assert states(HELD, tag="廉洁型") == ["overdue", "met"]
    assert states(HELD.but(tags=()), tag="廉洁型") == ["overdue", "upcoming"]
    assert states(HELD.but(roll=None), tag="廉洁型") == ["overdue", "upcoming"]


def test_the_kind_is_asked_for_too_where_one_is_said():
    assert states(HELD, tag="廉洁型", kind="study") == ["overdue", "upcoming"]
    assert states(HELD, tag="廉洁型", kind="general_meeting") == ["overdue", "met"]


def test_a_tag_of_what_the_session_is_about_counts():
    entry = Entry(id="e1", kind="directive", title="文", day=date(2026, 9, 1), tags=("廉洁型",))
    assert states(entry, HELD.but(tags=(), about=("e1",)), tag="廉洁型") == ["overdue", "met"]


def test_a_form_is_that_of_the_item_that_counts():
    items = (Item(kind=Kind.STUDY, form="研讨"), Item(kind=Kind.LECTURE, form="宣讲"))
    held = HELD.but(items=items)
    assert states(held, kind="study", form="研讨") == ["overdue", "met"]
    assert states(held, kind="lecture", form="研讨") == ["overdue", "upcoming"]
    assert states(held, form="宣讲") == ["overdue", "met"]


def test_what_makes_up_for_a_period_counts_for_that_one():
    late = HELD.but(items=(Item(kind=Kind.STUDY, period="2026-Q3"),))
    assert states(late, tag="廉洁型") == ["met_late", "upcoming"]


def test_a_tag_that_nobody_knows_leaves_the_rule_out_unless_the_branch_has_added_it():
    asked = RULE | {"tag": "防汛值守"}
    assert overlay(NATIONAL, {"rule": [asked]}, "x").faults == (("x", "LOC-01", "tag", "value"),)
    assert overlay(NATIONAL, {"rule": [asked], "tags": {"add": ["防汛值守"]}}, "x").faults == ()
    assert overlay(NATIONAL, {"rule": [RULE]}, "x").faults == (("x", "LOC-01", "kind", "missing"),)
    lectures = RULE | {"predicate": "lectures_by", "kind": "lecture", "posts": ["secretary"], "tag": "廉洁型"}
    assert overlay(NATIONAL, {"rule": [lectures]}, "x").faults == (("x", "LOC-01", "tag", "unknown_field"),)


def test_a_planned_session_answers_where_it_has_what_is_asked_for():
    pack = overlay(NATIONAL, {"rule": [RULE | {"tag": "廉洁型", "kind": "general_meeting"}]}, "local.toml")
    planned = HELD.but(day=date(2026, 12, 1), roll=None)
    for found, answered in ((planned, True), (planned.but(tags=()), False)):
        there = snapshot(branch(), member("p1"), found)
        open_ones = duties(there, TODAY, pack, date(2026, 10, 1), TODAY)
        (one,) = [duty for duty in open_ones if duty.rule.id == "LOC-01"]
        assert answers(found, one) is answered


def test_a_session_of_any_kind_may_have_to_be_quorate():
    alone = meeting("m2", "2026-10-11", "committee_meeting", roll={"p1": "absent"}, tags=("廉洁型",))
    assert states(alone, tag="廉洁型", quorum=True) == ["overdue", "upcoming"]
    assert states(HELD, tag="廉洁型", quorum=True) == ["overdue", "met"]
