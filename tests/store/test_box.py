"""What goes up and comes down: the counts of the sample, the values and their strict reading."""

import json
from datetime import date, timedelta

import pytest

from store.box.counts import up_of_branch
from store.box.messages import EntryCount, FindingReport, InvalidBox, Receipt
from store.box.objects import down_of, object_of, up_of
from store.box.sent import down_for
from store.packs.national import NATIONAL
from store.records import Entry, Finding, Result
from store.rules.charges import Posts
from store.rules.charges import vacant as vacant_posts
from store.rules.institutions import duties
from store.snapshot import members_on
from tests.branches import branch, meeting, member, snapshot
from tests.desk import sample_view

DAY = date(2026, 11, 22)
UNIT = "one"
DUTY = {"rule": "OL-01", "period": "2026", "due": "2026-12-31"}


def spelled(message):
    return json.loads(json.dumps(object_of(message), ensure_ascii=False))


@pytest.fixture(scope="module")
def up():
    return up_of_branch(sample_view(DAY).snapshot, DAY, NATIONAL, unit=UNIT, liaison=("某某",))


def test_every_duty_of_the_year_is_counted_once(up):
    snap = sample_view(DAY).snapshot
    expected = {}
    for duty in duties(snap, DAY, NATIONAL, date(2026, 1, 1), DAY):
        expected[duty.rule.id, duty.period] = expected.get((duty.rule.id, duty.period), 0) + 1
    counted = {}
    for one in up.duties:
        counted[one.rule, one.period] = counted.get((one.rule, one.period), 0) + sum(one.n.values())
    assert {key: counted.get(key) for key in expected} == expected


def test_the_other_counts_are_those_of_the_records(up):
    snap = sample_view(DAY).snapshot
    held = [one for one in snap.meetings.values() if one.roll is not None and f"{one.day:%Y-%m}" == "2026-10"]
    assert up.members == len(members_on(snap, DAY))
    assert up.attendance["2026-10"][1] == sum(len(one.roll) for one in held)
    assert up.entries["decision"] == EntryCount(open=1, overdue=1)
    assert up.visits["2026-H2"] == 0


def test_without_liaison_nobody_knows_of_visits():
    snap = snapshot(branch(), member("p1"), meeting("m1", "2026-03-01", roll={"p1": "present"}, guests=("甲",)))
    assert up_of_branch(snap, DAY, NATIONAL, unit=UNIT).visits == {}
    assert up_of_branch(snap, DAY, NATIONAL, unit=UNIT, liaison=("甲",)).visits == {"2026-H1": 1, "2026-H2": 0}
    later = snapshot(branch(records_since="2026-08"), *snap.members.values(), *snap.meetings.values())
    assert up_of_branch(later, DAY, NATIONAL, unit=UNIT, liaison=("乙",)).visits == {"2026-H2": 0}


def test_a_vacant_post_is_told_by_its_code():
    snap = snapshot(branch(), member("p1", "甲", "secretary"))
    vacant = up_of_branch(snap, DAY, NATIONAL, unit=UNIT).vacant
    assert "org_officer" in vacant
    assert "secretary" not in vacant
    assert up_of_branch(snapshot(branch()), DAY, NATIONAL, unit=UNIT).vacant == ()
    divided = Entry(id="e1", kind="division", title="分工", day=DAY, rule="*", owner="deputy")
    own = snapshot(branch(), *snap.members.values(), divided)
    told = vacant_posts(Posts(own, DAY, NATIONAL))
    assert [(who.post, who.holder) for who in told] == [("deputy", "p1")]
    assert up_of_branch(own, DAY, NATIONAL, unit=UNIT).vacant == ("deputy",)


def test_what_came_down_goes_up_as_it_stands():
    item = {"kind": "notice", "title": "甲", "day": date(2026, 11, 3)}
    finding = {"rule": "OL-03", "period": "2026-10", "result": Result.NOT_EXECUTED, "day": date(2026, 11, 3)}
    snap = snapshot(
        branch(),
        Entry(id="e1", origin="box:e7", done=date(2026, 11, 5), result="96", **item),
        Entry(id="e2", origin="box:e8", dropped="没有", **item),
        Entry(id="e3", result="自己的", **item),
        Finding(id="f1", origin="box:f2", closed=date(2026, 11, 6), closing="补开", **finding),
        Finding(id="f2", closing="自己的", **finding),
    )
    up = up_of_branch(snap, DAY, NATIONAL, unit=UNIT)
    assert up.received == (
        Receipt(origin="e7", day=date(2026, 11, 3), state="done", reply="96"),
        Receipt(origin="e8", day=date(2026, 11, 3), state="dropped", reply="没有"),
    )
    assert up.findings == (FindingReport(origin="f2", state="closed", closed=date(2026, 11, 6), closing="补开"),)
    assert "自己的" not in json.dumps(spelled(up), ensure_ascii=False)


def test_a_unit_is_sent_what_concerns_it_and_nothing_else():
    item = {"kind": "notice", "title": "甲", "day": DAY}
    finding = {"rule": "OL-03", "period": "2026-10", "result": Result.NOT_EXECUTED, "day": DAY}
    above = snapshot(
        branch(name="机关党委"),
        Entry(id="e1", **item),
        Entry(id="e2", to=("one", "two"), reply="number", due=DAY + timedelta(days=9), **item),
        Entry(id="e3", to=("two",), **item),
        Entry(id="e4", dropped="收回", **item),
        Entry(id="e5", origin="box:e1", **item),
        Entry(id="e6", **(item | {"kind": "plan"})),
        Finding(id="f1", unit="one", **finding),
        Finding(id="f2", unit="two", **finding),
        Finding(id="f3", **finding),
    )
    down = down_for(above, "one", DAY, ("甲",))
    assert [one.origin for one in down.items] == ["e1", "e2"]
    assert [one.reply for one in down.items] == ["none", "number"]
    assert [one.origin for one in down.findings] == ["f1"]
    assert spelled(down)["from"] == "机关党委"
    assert down_of(spelled(down)) == down


def test_what_is_written_is_read_again(up):
    assert up_of(spelled(up)) == up


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        ({"schema": 2}, "schema", "schema"),
        ({"schema": None}, "type", "schema"),
        ({"unit": " "}, "value", "unit"),
        ({"members": -1}, "value", "members"),
        ({"members": True}, "type", "members"),
        ({"as_of": "2026-02-30"}, "value", "as_of"),
        ({"as_of": "20260228"}, "value", "as_of"),
        (
            {"duties": [{"rule": "OL-01", "period": "2026", "due": "2026-12-31", "n": {"met": 1.5}}]},
            "type",
            "duties/0/n/met",
        ),
        ({"duties": [DUTY]}, "missing", "duties/0/n"),
        ({"attendance": {"2026-10": [1]}}, "value", "attendance/2026-10"),
        ({"name": "x" * 20_001}, "value", "name"),
        ({"findings": {}}, "type", "findings"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(up, change, code, place):
    with pytest.raises(InvalidBox) as bad:
        up_of(spelled(up) | change)
    assert (bad.value.code, bad.value.place) == (code, place)


def test_a_field_of_a_newer_program_is_passed_over(up):
    assert up_of(spelled(up) | {"more": [1]}) == up
