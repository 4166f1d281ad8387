"""Who answers for what: posts by rule, who stands in for a vacant one, the branch's own division, who was there."""

from __future__ import annotations

from datetime import date

import pytest

from store.packs.charges import charge
from store.packs.national import NATIONAL
from store.packs.overlay import overlay
from store.records import Entry, Post
from store.rules.charges import Posts, charges, day_of
from tests.branches import branch, meeting, member, snapshot

TODAY = date(2026, 11, 22)
PEOPLE = (
    member("p1", "张建国", "secretary"),
    member("p2", "李秀英", "org_officer"),
    member("p3", "王伟", "discipline_officer"),
    member("p4", "赵六", group="g1"),
)


def rows(*records, pack=NATIONAL, people=PEOPLE):
    found = charges(snapshot(branch(), *people, *records), TODAY, pack, 2026)
    return {(row.who.post, row.who.group): row for row in found}


@pytest.mark.parametrize(
    ("rule", "post"),
    [
        ("OL-02", "secretary"),
        ("RS-01", "secretary"),
        ("RS-04", "discipline_officer"),
        ("OL-15", "discipline_officer"),
        ("OL-04", "publicity_officer"),
        ("ST-01", "publicity_officer"),
        ("TR-05", "publicity_officer"),
        ("TR-06", "org_officer"),
        ("OL-03", "group_leader"),
        ("MB-01", "org_officer"),
    ],
)
def test_a_rule_has_the_post_of_the_pack(rule, post):
    assert charge(rule, {}) == post


def test_every_rule_is_answered_for_once_by_somebody():
    found = rows()
    named = [rule for row in found.values() if row.who.group is None for rule in row.rules]
    assert len(named) == len(set(named))
    assert {rule.id for rule in NATIONAL.in_force(TODAY)} == {rule for row in found.values() for rule in row.rules}


def test_the_secretary_answers_for_every_duty():
    found = rows()
    others = {duty.key for key, row in found.items() if key[0] != "secretary" for duty in row.duties}
    assert others < {duty.key for duty in found["secretary", None].duties}


def test_a_vacant_post_is_answered_for_by_the_deputy_and_then_by_the_secretary():
    assert rows()["publicity_officer", None].who.but(post="") == rows()["group_leader", "g1"].who.but(
        post="", group=None
    )
    assert rows()["publicity_officer", None].who.holder == "p1"
    assert rows()["publicity_officer", None].who.vacant
    with_deputy = rows(people=(*PEOPLE, member("p5", "孙七", "deputy")))
    assert with_deputy["publicity_officer", None].who.holder == "p5"
    assert {row.who.holder for row in rows(people=()).values()} == {None}


def test_an_overlay_gives_a_rule_to_another_post_and_names_what_it_does_not_know():
    assert charge("directive", {}) == "org_officer"
    kept = overlay(NATIONAL, {"charge": {"directive": "deputy"}}, "x")
    assert (kept.faults, charge("directive", kept.settings)) == ((), "deputy")
    pack = overlay(NATIONAL, {"charge": {"OL-06": "publicity_officer", "OL-99": "deputy", "OL-07": "boss"}}, "x")
    assert "OL-06" in rows(pack=pack)["publicity_officer", None].rules
    assert [fault[2:] for fault in pack.faults] == [("charge.OL-99", "unknown_rule"), ("charge.OL-07", "value")]


def division(rule: str, owner: str = "", day: str = "2026-03-01", id: str = "e9", **fields) -> Entry:
    return Entry(id=id, kind="division", title="分工", day=date.fromisoformat(day), rule=rule, owner=owner, **fields)


def test_a_division_in_force_on_the_day_comes_before_the_post():
    found = rows(division("OL-06,OL-09", "p4"))
    assert found["", None].rules == ("OL-06", "OL-09")
    assert found["", None].layer == 4
    before = [duty.period for duty in found["org_officer", None].duties if duty.rule.id == "OL-06"]
    assert max(before) < "2026-03"
    assert all(duty.due >= date(2026, 3, 1) for duty in found["", None].duties)
    assert ("", None) not in rows(division("OL-06", "p4", dropped="不再分工"))
    newer = rows(division("OL-06", "p4"), division("OL-06", "org_officer", day="2026-04-01", id="e10"))
    assert newer["", None].rules == ()
    assert {duty.period for duty in newer["", None].duties} == {"2026-03"}


def test_what_was_given_to_somebody_who_has_left_is_the_posts_again():
    last, left = PEOPLE[-1].but(until=TODAY), PEOPLE[-1].but(until=date(2026, 11, 21))
    assert rows(division("OL-06", "p4"), people=(*PEOPLE[:-1], last))["", None].rules == ("OL-06",)
    found = rows(division("OL-06", "p4"), people=(*PEOPLE[:-1], left))
    assert ("", None) not in found
    assert "OL-06" in found["org_officer", None].rules


def test_to_have_been_at_the_meeting_that_settled_it_is_to_have_signed():
    roll = {"p1": "present", "p2": "late", "p3": "sick"}
    held = meeting("m5", "2026-03-05", "committee_meeting", roll=roll, about=("e9",))
    found = rows(division("*"), held)
    assert [(row.who.holder, row.settled, row.signed) for row in found.values() if not row.who.vacant] == [
        ("p1", "m5", True),
        ("p2", "m5", True),
        ("p3", "m5", False),
    ]
    planned = meeting("m5", "2026-03-05", "committee_meeting", about=("e9",))
    assert {row.settled for row in rows(division("*"), planned).values()} == {None}
    general = meeting("m5", "2026-03-05", "general_meeting", roll=roll, about=("e9",))
    assert {row.signed for row in rows(division("*"), general).values()} == {None}


def test_who_was_not_expected_has_neither_signed_nor_not():
    held = meeting("m5", "2026-03-05", "committee_meeting", roll={"p1": "present"}, guests=("p3",), about=("e9",))
    found = rows(division("*"), held)
    assert found["discipline_officer", None].signed is True
    assert found["org_officer", None].signed is None


def test_each_group_leader_answers_for_the_duties_of_the_group():
    leader = member("p6", "钱八", "group_leader", group="g2")
    found = rows(people=(*PEOPLE, leader, member("p7", group="g2")))
    assert found["group_leader", "g2"].who.holder == "p6"
    assert {duty.subject for duty in found["group_leader", "g2"].duties} == {"g2"}


def test_of_the_lead_only_what_is_on_record_is_counted():
    held = [
        meeting("m5", "2026-03-05", "committee_meeting", roll={"p1": "present"}, chair="p1"),
        meeting("m6", "2026-03-06", "general_meeting", roll={"p1": "present"}, chair="p2"),
        meeting("m7", "2026-03-07", "general_meeting", roll={"p1": "present"}),
        meeting("m8", "2025-03-07", "general_meeting", roll={"p1": "present"}, chair="p1"),
    ]
    hard = Entry(id="e3", kind="difficulty", title="难", day=date(2026, 5, 1), owner="secretary")
    led = rows(*held, hard)["secretary", None].lead
    assert (led.chaired, led.of, led.unchaired, led.difficulties) == (("m5",), ("m5", "m6"), ("m7",), ("e3",))


def test_a_duty_of_a_member_is_that_of_the_members_group():
    posts = Posts(snapshot(branch(), *PEOPLE), TODAY, NATIONAL)
    assert posts._group("p4") == "g1"


def test_a_year_that_is_over_is_answered_for_by_those_and_by_the_rules_of_its_end():
    """Not by who came into the post since, by rules that came since, or by a division that was settled since."""
    people = (
        member("p1", "张建国", posts=(Post(kind="secretary", until=date(2026, 2, 28)),)),
        member("p2", "李秀英", posts=(Post(kind="secretary", since=date(2026, 3, 1)),)),
    )
    roll = {"p1": "present", "p2": "present"}
    held = meeting("m5", "2025-03-05", "committee_meeting", roll=roll, chair="p1")
    settled = meeting("m6", "2026-03-05", "committee_meeting", roll=roll, about=("e9",))
    new = NATIONAL.rules[0].but(id="XX-01", valid_from=date(2026, 1, 1))
    pack = NATIONAL.but(rules=(*NATIONAL.rules, new))
    of = snapshot(branch(records_since="2025-01"), *people, held, settled, division("*", "p2"))
    last, this, coming = (charges(of, TODAY, pack, year)[0] for year in (2025, 2026, 2027))
    assert [row.who.holder for row in (last, this, coming)] == ["p1", "p2", "p2"]
    assert (last.settled, this.settled) == (None, "m6")
    assert last.lead.chaired == ("m5",)
    rules = [{rule for row in charges(of, TODAY, pack, year) for rule in row.rules} for year in (2025, 2026)]
    assert rules[1] - rules[0] >= {"XX-01"}
    assert [str(day_of(TODAY, year)) for year in (2025, 2026, 2027)] == ["2025-12-31", "2026-11-22", "2027-01-01"]
