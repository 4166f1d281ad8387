"""The sheet of targets: measures, standings, points, sums; and what is wrong with a target that is written down."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from store.packs.national import NATIONAL
from store.packs.overlay import overlay
from store.packs.overlay_fields import MOST
from store.records import Entry, Finding
from store.rules.targets import rounded, sheet, sums
from tests.branches import branch, meeting, member, snapshot

TODAY = date(2026, 11, 22)
CAME = {"p1": "present", "p2": "absent"}
MEMBERS = (member("p1"), member("p2", "某某", "secretary"))


def target(**fields):
    return {"id": "T-1", "name": "一", "weight": 5} | fields


def row(*records, today=TODAY, since="2026-01", **fields):
    pack = overlay(NATIONAL, {"target": [target(**fields)]}, "local.toml")
    assert pack.faults == ()
    found = sheet(snapshot(branch(records_since=since), *MEMBERS, *records), today, pack, today.year)
    return found[0]


def said(one):
    points = float(rounded(one.points)) if one.points is not None else None
    return one.standing.value, one.actual, one.of, points


def figure(id, day="2026-06-01", **numbers):
    return Entry(
        id=id, kind="figure", title="数据", day=date.fromisoformat(day), rule="T-1", period="2026", numbers=numbers
    )


RATE = {"measure": "typed", "unit": "满意率", "goal": 90, "points": "ratio"}


@pytest.mark.parametrize(
    ("records", "standing", "points", "external"),
    [
        ((), "unknown", None, None),
        ((figure("e1", 满意率=96),), "kept", 5.0, None),
        ((figure("e1", 满意率=96), figure("e2", 满意率=88)), "gap", 4.9, None),
        ((figure("e1", 满意率=88), figure("e2", 上级评分=4.5)), "gap", 4.9, Fraction("4.5")),
        ((figure("e1", "2025-06-01", 满意率=96),), "kept", 5.0, None),
    ],
)
def test_a_typed_target_takes_the_newest_figure_and_sets_the_other_beside_it(records, standing, points, external):
    one = row(*records, **RATE)
    assert (one.standing.value, said(one)[3], one.external) == (standing, points, external)


SESSIONS = {"measure": "sessions", "tag": "招商引资", "goal": 2, "points": "ratio"}
INVITED = meeting("m1", "2026-05-05", "study", roll=CAME, tags=("招商引资",))


def test_sessions_are_open_while_the_period_runs_and_a_gap_after_it():
    assert said(row(INVITED, **SESSIONS)) == ("open", 1, 2, None)
    over = row(INVITED, today=date(2027, 1, 5), **SESSIONS)
    assert (over.period.label, said(over)) == ("2026", ("gap", 1, 2, 2.5))
    assert said(row(INVITED, today=date(2027, 1, 5), period="2026", **SESSIONS)) == ("gap", 1, 2, 2.5)
    assert said(row(INVITED, INVITED.but(id="m2"), **SESSIONS)) == ("kept", 2, 2, 5.0)
    assert said(row(since="2026-03", **SESSIONS))[0] == "unknown"
    planned = INVITED.but(id="m3", roll=None)
    assert said(row(planned, **SESSIONS))[1] == 0


def test_a_tag_of_an_entry_counts_for_the_session_that_is_about_it():
    entry = Entry(id="e1", kind="directive", title="文", day=date(2026, 5, 1), tags=("招商引资",))
    assert said(row(entry, INVITED.but(tags=(), about=("e1",)), **SESSIONS))[1] == 1


def test_duties_of_rules_take_off_so_much_for_each_that_is_missed():
    held = [meeting(f"m{month}", f"2026-{month:02}-05", "party_day", roll={"p2": "present"}) for month in range(1, 10)]
    one = row(*held, measure="duties", rules=["OL-06"], points="deduct", each=2)
    assert said(one) == ("gap", 9, 10, 3.0)
    assert one.missing == ("OL-06/2026-10",)
    assert one.lost == 2
    assert len(one.evidence) == 9


def test_where_something_is_unknown_there_are_no_points_and_what_is_certain_is_lost():
    held = [meeting("m4", "2026-04-05", "party_day", roll={"p2": "present"})]
    one = row(*held, since="2026-03", measure="duties", rules=["OL-06"], points="deduct")
    assert (one.standing.value, one.points) == ("unknown", None)
    assert one.lost == 5  # seven months are missed, each one point, and the weight is five


def test_shares_leave_out_whom_nothing_is_asked_of():
    one = row(INVITED, measure="share", of="members", **{"with": "attended:招商引资"}, goal=0.5)
    assert said(one) == ("kept", 1, 2, 5.0)
    assert one.missing == ("p2",)
    worker = row(INVITED, measure="share", of="party_staff", **{"with": "attended:招商引资"})
    assert said(worker) == ("open", 0, 1, None)
    assert row(INVITED, measure="share", of="leaders", **{"with": "pledged"}).standing == "unknown"
    pledge = Entry(id="e5", kind="pledge", title="诺", day=date(2026, 3, 1), owner="secretary")
    assert said(row(pledge, measure="share", of="party_staff", **{"with": "pledged"})) == ("kept", 1, 1, 5.0)


def directive(id, day, **fields):
    return Entry(id=id, kind="directive", title="文", day=date.fromisoformat(day), **fields)


def test_entries_are_judged_by_the_stage_that_they_came_to_in_time():
    conveyed = meeting("m1", "2026-05-20", "study", roll=CAME, about=("e1",))
    asked = {"measure": "entries", "kind": "directive", "stage": "传达", "within": 30}
    assert row(**asked).standing == "unknown"
    assert said(row(directive("e1", "2026-05-01"), conveyed, **asked)) == ("kept", 1, 1, 5.0)
    late = row(directive("e1", "2026-03-01"), conveyed, **asked)
    assert (said(late), late.missing) == (("gap", 0, 1, 0.0), ("e1",))
    assert said(row(directive("e2", "2026-11-20"), **asked)) == ("open", 0, 0, None)
    done = {"measure": "entries", "kind": "directive", "done": True, "goal": 2}
    closed = directive("e3", "2026-03-01", done=date(2026, 4, 1))
    assert said(row(closed, **done)) == ("open", 1, 2, None)


def test_findings_count_where_they_were_closed_out_in_time():
    def finding(id, due, closed):
        return Finding(
            id=id, rule="OL-01", period="2026-Q1", result="not_executed", day=date(2026, 4, 1),
            due=date.fromisoformat(due), closed=date.fromisoformat(closed) if closed else None,
        )  # fmt: skip

    found = (finding("f1", "2026-05-01", "2026-04-20"), finding("f2", "2026-05-01", "2026-06-01"))
    assert said(row(*found, measure="findings", points="ratio")) == ("gap", 1, 2, 2.5)
    assert row(measure="findings").standing == "unknown"


def test_attendance_is_that_of_the_branch():
    assert said(row(INVITED, measure="attendance", goal=0.5)) == ("kept", 1, 2, 5.0)
    assert said(row(INVITED, measure="attendance", goal=90)) == ("open", 1, 2, None)


def test_steps_and_caps():
    short = {"measure": "attendance", "points": {"steps": [[0.5, 6]]}, "goal": 0.9, "period": "2026"}
    assert said(row(INVITED, today=date(2027, 1, 5), **short)) == ("gap", 1, 2, 6.0)
    steps = {"measure": "attendance", "points": "steps", "steps": [[0.9, 10], [0.5, 6]], "goal": 0.9}
    assert said(row(INVITED, today=date(2027, 1, 5), period="2026", **steps)) == ("gap", 1, 2, 6.0)
    award = {"measure": "typed", "unit": "加分", "cap": 3, "weight": 0}
    assert said(row(figure("e1", 加分=5), **award))[3] == 3.0


def test_the_sum_is_three_numbers_and_the_weights_of_rules_are_targets_without_points():
    data = {
        "target": [target(**RATE), target(id="T-2", weight=10, **SESSIONS), target(id="T-3", weight=7, **RATE)],
        "weights": {"OL-01": 3},
    }
    pack = overlay(NATIONAL, data, "local.toml")
    found = sheet(snapshot(branch(records_since="2026-01"), *MEMBERS, figure("e1", 满意率=88)), TODAY, pack, 2026)
    total = sums(found)
    assert [row.target.id for row in found] == ["T-1", "T-2", "T-3", "OL-01"]
    assert float(rounded(total.points)) == 4.9
    assert (total.known, total.unknown, total.open, total.unpointed) == (5, 7, 10, 3)


@pytest.mark.parametrize(
    ("fields", "where", "code"),
    [
        ({"measure": "vibes"}, "measure", "value"),
        ({}, "measure", "missing"),
        ({"measure": "duties"}, "rules", "missing"),
        ({"measure": "duties", "rules": ["OL-99"]}, "rules", "unknown_rule"),
        ({"measure": "duties", "rules": ["OL-01"], "tag": "招商引资"}, "tag", "unknown_field"),
        ({"measure": "duties", "rules": ["OL-01"], "weight": -1}, "weight", "negative"),
        ({"measure": "duties", "rules": ["OL-01"], "weight": 10**400}, "weight", "value"),
        ({"measure": "entries", "kind": "directive", "stage": "传达", "within": MOST + 1}, "within", "value"),
        ({"measure": "duties", "rules": ["OL-01"], "weight": "5"}, "weight", "type"),
        ({"measure": "sessions"}, "kind", "missing"),
        ({"measure": "sessions", "tag": "没有的标签"}, "tag", "value"),
        ({"measure": "share", "of": "everyone", "with": "pledged"}, "of", "value"),
        ({"measure": "share", "of": "members", "with": "belief"}, "with", "value"),
        ({"measure": "entries", "kind": "directive", "stage": "做完"}, "stage", "value"),
        ({"measure": "entries", "kind": "nothing", "done": True}, "kind", "value"),
        ({"measure": "typed", "unit": "率", "points": "steps"}, "steps", "missing"),
        ({"measure": "typed", "unit": "率", "period": "2026-13"}, "period", "value"),
    ],
)
def test_a_mistake_leaves_the_target_out_and_names_the_field(fields, where, code):
    pack = overlay(NATIONAL, {"target": [target(**fields), target(id="T-2", measure="findings")]}, "local.toml")
    assert pack.faults == (("local.toml", "T-1", where, code),)
    assert list(pack.settings["targets"]) == ["T-2"]


def test_a_layer_below_may_not_be_looser_than_the_one_above_it():
    above = overlay(NATIONAL, {"rules": {"OL-04": {"count": 3}}, "target": [target(measure="findings")]}, "above.toml")
    local = overlay(
        above, {"rules": {"OL-04": {"count": 2}}, "target": [target(id="T-2", measure="attendance")]}, "local.toml"
    )
    assert local.faults == (("local.toml", "OL-04", "count", "looser"),)
    assert list(local.settings["targets"]) == ["T-1", "T-2"]
    assert overlay(above, {"rules": {"OL-04": {"count": 4}}}, "local.toml").faults == ()
    added = {
        "rule": [{"id": "LOC-1", "name": "读书会", "predicate": "sessions", "kind": "study", "cadence": "quarter"}]
    }
    theirs = overlay(NATIONAL, added, "above.toml")
    assert overlay(theirs, {"rules": {"LOC-1": {"cadence": "year"}}}, "local.toml").faults != ()
