"""What was covered by tags, and the teams in their structure: unknown is never none, and none is never unknown."""

from __future__ import annotations

from datetime import date

import pytest

from store.packs.national import NATIONAL
from store.packs.overlay import overlay
from store.packs.tags import sets
from store.records import Entry, Item, Kind, Training
from store.rules.coverage import coverage
from store.rules.qualities import facts
from store.rules.teams import age, teams
from tests.branches import branch, meeting, member, snapshot

TODAY = date(2026, 11, 22)
MISTAKES = ("误区1→走前头", "误区2→服务大局", "误区3→高标准", "误区4→尽职")
MEMBERS = (member("p1", birth="1980-05"), member("p2", "某某", "secretary", birth="1995-12"), member("p3"))
HELD = meeting("m1", "2026-05-20", "study", roll={"p1": "present", "p2": "absent"})


def rows(*records, pack=NATIONAL, today=TODAY):
    found = coverage(snapshot(branch(), *MEMBERS, *records), today, pack, today)
    return {one.tag: one for one in found}


def test_every_tag_in_force_stands_in_one_set():
    every = [tag for tags in sets({}).values() for tag in tags]
    assert len(every) == len(set(every))
    assert sets({"tags": {"add": ["防汛值守"]}})["own"] == ("防汛值守",)


def test_a_set_that_nobody_uses_is_unknown_and_in_one_that_is_used_a_tag_may_be_none():
    assert {one.state.value for one in rows(HELD).values()} == {"unknown"}
    found = rows(HELD.but(tags=(MISTAKES[1],)))
    assert [found[tag].state.value for tag in MISTAKES] == ["none", "covered", "none", "none"]
    assert (found[MISTAKES[1]].evidence, found[MISTAKES[1]].members) == (("m1",), ("p1",))
    assert {one.state.value for tag, one in found.items() if tag not in MISTAKES} == {"unknown"}
    planned = HELD.but(tags=(MISTAKES[1],), roll=None)
    assert rows(planned)[MISTAKES[1]].state == "unknown"


def test_a_tagged_entry_covers_by_the_session_about_it_and_by_being_closed():
    entry = Entry(id="e1", kind="directive", title="文", day=date(2026, 5, 1), tags=(MISTAKES[1],))
    held = HELD.but(about=("e1",))
    one = rows(entry, held)[MISTAKES[1]]
    assert (one.state.value, one.sessions, one.entries) == ("covered", ("m1",), ())
    assert held.tags == ()
    assert rows(entry.but(done=date(2026, 6, 1)))[MISTAKES[1]].entries == ("e1",)
    assert rows(entry)[MISTAKES[1]].state == "unknown"


def test_what_is_implied_counts_where_the_set_is_used_and_is_told_apart():
    learning = HELD.but(day=date(2026, 9, 1))
    assert rows(learning)["学习型"].state == "unknown"
    tagged = meeting("m2", "2026-09-02", "general_meeting", roll={"p2": "present"}, tags=("廉洁型",))
    one = rows(learning, tagged)["学习型"]
    assert (one.state.value, one.implied, one.members) == ("covered", ("m1",), ("p1",))
    volunteer = tagged.but(id="m3", items=(Item(kind=Kind.OTHER, form="志愿服务"),))
    assert rows(tagged, volunteer)["服务型"].implied == ("m3",)
    own = overlay(NATIONAL, {"tags": {"implies": {"创新型": {"kind": "study"}, "效能型": {"kind": "x"}}}}, "x")
    assert [fault[2:] for fault in own.faults] == [("tags.implies.效能型", "value")]
    assert rows(learning, tagged, pack=own)["创新型"].implied == ("m1",)


def test_the_five_types_are_looked_at_over_half_a_year():
    spring = HELD.but(tags=("廉洁型", "招商引资"))
    found = rows(spring)
    assert (found["廉洁型"].state, found["招商引资"].state) == ("unknown", "covered")
    assert (found["廉洁型"].window, found["招商引资"].window) == ("half", "year")


def test_trainings_reach_whom_they_trained():
    record = Training(id="t1", member="p3", day=date(2026, 4, 1), hours=4.0, tags=("招商引资",))
    assert rows(record)["招商引资"].members == ("p3",)


@pytest.mark.parametrize(
    ("birth", "years"),
    [("1980-11-22", 46), ("1980-11-23", 45), ("1980-11", 46), ("1980-12", 45), ("1980", 46), (None, None)],
)
def test_an_age_is_in_whole_years_as_exactly_as_the_birth_is_known(birth, years):
    assert age(birth, TODAY) == years


def test_a_birth_that_is_not_on_record_is_in_no_mean_and_counted_apart():
    workers, members, staff = teams(snapshot(branch(), *MEMBERS), TODAY, NATIONAL, 2026)
    assert (workers.people, float(workers.mean_age), workers.young) == (("p2",), 30.0, ("p2",))
    assert (members.size, float(members.mean_age), members.unknown_birth) == (3, 38.0, ("p3",))
    assert (staff.size, staff.mean_age, staff.bands, staff.hours_met) == (None, None, None, None)


def test_where_no_birth_and_no_hours_are_on_record_nobody_is_counted_as_none():
    bare = [one.but(birth=None) for one in MEMBERS]
    members = teams(snapshot(branch(records_since="2026-11"), *bare), TODAY, NATIONAL, 2026)[1]
    assert (members.young, members.bands, members.hours_met, len(members.unknown_birth)) == (None, None, None, 3)


def test_of_the_organs_staff_only_what_was_reported_is_known():
    numbers = {"35以下": 12.0, "36-45": 20.0, "46-55": 9.0, "56以上": 3.0}
    told = Entry(id="e1", kind="figure", title="机关人员", day=TODAY, period="2026", numbers=numbers)
    staff = teams(snapshot(branch(), *MEMBERS, told), TODAY, NATIONAL, 2026)[2]
    assert (staff.size, staff.young, staff.mean_age, staff.source) == (44, 12, None, "e1")
    part = told.but(numbers={"35以下": 12.0})
    assert teams(snapshot(branch(), *MEMBERS, part), TODAY, NATIONAL, 2026)[2].size is None


def test_plans_and_pledges_are_counted_by_team():
    plan = Entry(
        id="e1", kind="plan", sub="在职", title="训", day=date(2026, 10, 1), period="2026-Q4", numbers={"学时": 8.0},
        who=("p1", "p2"),
    )  # fmt: skip
    hours = Training(id="t1", member="p2", day=date(2026, 10, 5), hours=8.0)
    pledge = Entry(id="e2", kind="pledge", title="诺", day=date(2026, 3, 1), owner="secretary", done=date(2026, 6, 1))
    workers, members, _ = teams(snapshot(branch(), *MEMBERS, plan, hours, pledge), TODAY, NATIONAL, 2026)
    assert (members.planned, members.done) == (("p1", "p2"), ("p2",))
    assert (workers.pledged, workers.reviewed) == (("p2",), ("p2",))


def test_facts_of_which_there_is_nothing_to_see_are_unknown_and_not_zero():
    bare = {(one.quality, one.code): one for one in facts(snapshot(branch(), *MEMBERS), TODAY, NATIONAL)}
    assert {key for key, one in bare.items() if not one.unknown} == {("foresight", "dated")}
    made = HELD.but(tags=("支部自主", "青年党员"), made=date(2026, 5, 10), guests=("客人",))
    seen = {(one.quality, one.code): one for one in facts(snapshot(branch(), *MEMBERS, made), TODAY, NATIONAL)}
    assert seen["initiative", "days"].number == 10
    for fact in (("initiative", "own"), ("targeting", "aimed"), ("scientific", "open")):
        assert seen[fact].those == seen[fact].all_of == ("m1",)
    assert seen["scientific", "other_kinds"].those == ()


def test_a_form_that_was_used_years_ago_is_not_new_this_year():
    held = [
        meeting(f"m{n}", on, "study", roll={"p1": "present"}).but(items=(Item(kind=Kind.STUDY, form=form),))
        for n, (on, form) in enumerate(
            (
                ("2024-05-05", "研讨"),
                ("2026-03-05", "研讨"),
                ("2025-12-05", "参观"),
                ("2026-11-22", "案例"),
                ("2025-11-05", "视频"),
            )
        )
    ]
    seen = {one.code: one for one in facts(snapshot(branch(), *MEMBERS, *held), TODAY, NATIONAL)}
    assert (seen["forms"].those, seen["new_forms"].those) == (("研讨", "参观", "案例"), ("案例",))
