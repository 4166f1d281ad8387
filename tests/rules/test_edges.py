"""Edges of single judgements that the golden tables leave between their lines."""

from __future__ import annotations

import pytest

from store.packs.national import NATIONAL
from store.packs.overlay import overlay
from store.periods import Cadence
from store.records import Decision, DuesMonth, Exemption, ExemptionKind, Post, PostKind, Talk, TalkKind
from store.rules import institutions
from store.rules.figures import Duty, State
from store.rules.hints import hints
from store.rules.matters import due_soon, matters
from store.rules.participation import participation
from tests.rules.build import BRANCH, KINDS, d, met, people, snap
from tests.rules.test_golden import a, changed, f, judged, t

NOV = "2026-11-22"


@pytest.mark.parametrize(
    ("today", "state"),
    [("2026-11-29", "upcoming"), ("2026-11-30", "due_soon"), ("2026-12-06", "due_soon"), ("2026-12-07", "overdue")],
)
def test_what_has_a_day_of_its_own_is_due_soon_in_its_last_week(today, state):
    """A finding of what the superior decides; `test_entries` and `test_inbox` ask it of entries and of what comes down."""
    snapshot = snap(f("EL-03", "2026", "partly", day="2026-11-01", due="2026-12-06"))
    assert judged("EL-03/2026", today, snapshot).state == state


@pytest.mark.parametrize("today", ["2027-12-06", "2029-01-01"])
def test_what_an_inspection_found_of_an_event_stays_until_it_is_closed_out(today):
    snapshot = snap(f("EL-03", "2026", "partly", day="2026-11-01", due="2026-12-06"))
    rows = [
        (one.key, one.state) for one in institutions.execution(snapshot, d(today), NATIONAL) if one.rule.id == "EL-03"
    ]
    assert rows == [("EL-03/2026", "overdue")]
    closed = snap(f("EL-03", "2026", "partly", day="2026-11-01", due="2026-12-06", closed="2026-12-05"))
    rows = [
        (one.period, one.state) for one in institutions.execution(closed, d(today), NATIONAL) if one.rule.id == "EL-03"
    ]
    assert rows == [(today[:4], "na")]


@pytest.mark.parametrize(("today", "state"), [("2026-11-13", "upcoming"), ("2026-11-14", "due_soon")])
def test_a_step_of_a_case_within_a_month_is_due_soon_in_its_last_week(today, state):
    """Those with months more have longer."""
    case = a(confirmed="2026-10-01", confirmation_approved="2026-10-20")
    assert judged("AD-13/2026-10-20/a1", today, snap(case)).state == state


@pytest.mark.parametrize(
    ("today", "soon"), [("2026-11-28", 0), ("2026-11-29", 1), ("2026-12-05", 1), ("2026-12-06", 0)]
)
def test_a_matter_of_a_meeting_is_due_soon_in_its_last_week(today, soon):
    held = met("m1", "2026-11-01", "cm", decisions=(Decision(text="整改", due=d("2026-12-05")),))
    assert len(due_soon(matters(snap(held), d(today)), d(today))) == soon


@pytest.mark.parametrize(("kinds", "state"), [(("day", "lec"), "met"), (("day",), None)])
def test_another_item_is_what_a_party_day_was_about(kinds, state):
    one = judged("OL-06a/2026-10-08/m1", NOV, snap(met("m1", "2026-10-08", *kinds)))
    assert (one.state == "met") is (state == "met")


def test_two_secretaries_are_told_apart_from_no_deputies():
    members = changed(people(), "p2", posts=(Post(kind=PostKind.SECRETARY),))
    one = judged("ORG-04/2026-Q4", NOV, snap(members=members))
    assert one.code == "secretaries"
    assert (one.facts["secretaries"], one.facts["deputies"]) == (2, 0)
    assert one.facts["members"] == ("p1", "p2")


def listed(*records):
    found = institutions.execution(snap(*records), d(NOV), NATIONAL)
    return [one.state for one in found if (one.rule.id, one.period) == ("OL-06", "2025-12")]


def test_what_was_made_up_for_in_the_year_after_is_on_the_list_no_longer():
    assert listed() == ["overdue"]
    assert listed(met("m1", "2025-12-10", "day")) == []
    assert listed(met("m1", "2026-01-10", "day:2025-12")) == []


@pytest.mark.parametrize(("today", "there"), [("2026-10-31", True), ("2026-11-01", False)])
def test_what_was_missed_is_on_the_list_for_twelve_months(today, there):
    found = institutions.execution(snap(), d(today), NATIONAL)
    assert (("OL-06", "2025-10") in [(one.rule.id, one.period) for one in found]) is there


@pytest.mark.parametrize(("confirmed", "there"), [("2025-09-30", False), ("2025-10-01", True)])
def test_what_is_done_of_a_case_is_on_the_list_of_the_year_in_which_it_was_due(confirmed, there):
    """The superior decides within three months: by New Year's Eve, or by New Year's Day."""
    case = a(confirmed=confirmed, confirmation_approved="2025-12-01")
    found = [one for one in institutions.execution(snap(case), d(NOV), NATIONAL) if one.rule.id == "AD-12"]
    assert ("met" in [one.state for one in found]) is there


@pytest.mark.parametrize(("day", "evidence"), [("2026-02-28", ()), ("2026-03-01", ("t1",))])
def test_a_course_on_the_very_day_of_admission_counts(day, evidence):
    members = changed(people(), "p4", joined="2026-03-01", kind="probationary", full_since=None)
    one = judged("TR-05/2026-03-01/p4", NOV, snap(t("t1", "p4", day, 24, form="course"), members=members))
    assert one.evidence == evidence


def test_a_course_on_the_very_day_of_full_membership_is_of_the_years_after_it():
    members = changed(people(), "p4", joined="2025-03-01", full_since="2026-03-01")
    snapshot = snap(t("t1", "p4", "2026-03-01", 24, form="course"), members=members)
    first, second = (judged(f"TR-05/{year}-03-01/p4", NOV, snapshot) for year in (2025, 2026))
    assert (first.evidence, second.evidence) == ((), ("t1",))


@pytest.mark.parametrize(
    ("days", "stored", "told"),
    [
        (("2026-05-19", "2026-06-10"), "2026-06-20", True),
        (("2026-05-20", "2026-06-10"), "2026-06-20", False),
        (("2026-05-05", "2026-05-06"), "2026-06-20", False),
        (("2026-06-10", "2026-06-11"), "2026-06-20", False),
    ],
    ids=["32 days", "31 days", "of one month", "soon"],
)
def test_rolls_of_several_months_that_were_stored_on_one_day(days, stored, told):
    held = [met(f"m{n}", day, "day", topic="x", roll_day=d(stored)) for n, day in enumerate(days)]
    found = [
        one for one in hints(snap(*held), d(NOV), NATIONAL, d("2026-01-01"), d("2026-12-31")) if one.code == "batch"
    ]
    assert [(one.records, one.facts) for one in found] == (
        [(("m0", "m1"), {"months": 2, "day": d(stored)})] if told else []
    )


@pytest.mark.parametrize(
    ("more", "loose"), [({"owner": "p1"}, 0), ({"due": d("2026-12-01")}, 0), ({}, 1)], ids=["owner", "day", "neither"]
)
def test_a_decision_is_followed_up_by_somebody_or_by_a_day(more, loose):
    rule = next(rule for rule in NATIONAL.rules if rule.predicate == "each_followed_up")
    kind = {kind.value: short for short, kind in KINDS.items()}[rule.params["of"][0]]
    held = met("m1", "2026-03-08", kind, decisions=(Decision(text="整改", **more),))
    one = judged(f"{rule.id}/2026-03-08/m1", NOV, snap(held))
    assert one.facts == {"decisions": 1, "loose": loose}
    assert (one.state == "met") is (loose == 0)


@pytest.mark.parametrize(("today", "state"), [("2026-03-20", "due_soon"), ("2026-05-20", "unknown")])
def test_whether_the_superior_gave_notice_of_the_term_is_never_missed(today, state):
    """Six months before three years from 10 October 2023."""
    one = judged("EL-02/2026-04-10", today, snap(branch=BRANCH.but(term_began=d("2023-10-10"))))
    assert (one.state, one.due) == (state, d("2026-04-10"))


def test_a_member_stands_for_the_most_urgent_of_what_is_open():
    rule = NATIONAL.rules[0].but(id="MB-02")
    states = {State.UPCOMING: "2026-11-25", State.DUE_SOON: "2026-11-30", State.OVERDUE: "2026-12-30"}
    open_ones = [
        Duty(rule=rule, period="2026", subject="p1", state=state, start=d("2026-01-01"), due=d(due))
        for state, due in states.items()
    ]
    for wanted, known in ((State.DUE_SOON, open_ones[:2]), (State.OVERDUE, open_ones)):
        rows = participation(snap(), d(NOV), duties=known)
        assert next(row.duty.state for row in rows if row.member == "p1") is wanted


def test_how_much_of_a_text_is_an_earlier_one():
    """Of fifty pairs of characters all but the last: 98 of a hundred."""
    text = "".join(chr(0x4E00 + n) for n in range(51))
    held = [met(f"m{n}", f"2026-0{n}-05", "day", minutes=text[:-1] + "甲乙"[n - 1]) for n in (1, 2)]
    found = hints(snap(*held), d(NOV), NATIONAL, d("2026-01-01"), d("2026-12-31"))
    assert [one.facts for one in found if one.code == "alike"] == [{"share": 98}]


NEW = {"kind": "probationary", "full_since": None, "posts": ()}


@pytest.mark.parametrize(
    ("key", "dates", "state", "code"),
    [
        ("TR-05/2025-03-10/p4", {"joined": "2025-03-10"}, "overdue", ""),
        ("TR-05/2025-03-10/p4", {"joined": "2025-03-10", "since": d("2025-03-10")}, "overdue", ""),
        ("TR-05/2025-03-10/p4", {"joined": "2025-03-10", "since": d("2025-03-11")}, "unknown", "came_later"),
        ("TR-05/2025-10-31/p4", {"joined": "2025-10"}, "overdue", ""),
        ("TR-05/2025-11-30/p4", {"joined": "2025-11"}, "due_soon", ""),
        ("TR-05/2025-12-31/p4", {"joined": "2025"}, "unknown", "no_month"),
        ("TR-05/2026/p4", {"joined": None}, "unknown", "no_joined"),
    ],
)
def test_a_stage_of_which_this_branch_knows_too_little_is_unknown(key, dates, state, code):
    one = judged(key, NOV, snap(members=changed(people(), "p4", **NEW | dates)))
    assert (one.state, one.code) == (state, code)


@pytest.mark.parametrize(("day", "met"), [("2025-09-30", False), ("2025-10-01", True), ("2025-10-31", True)])
def test_a_course_in_the_month_of_admission_counts_where_no_day_is_known(day, met):
    members = changed(people(), "p4", **NEW | {"joined": "2025-10"})
    one = judged("TR-05/2025-10-31/p4", NOV, snap(t("t1", "p4", day, 24, form="course"), members=members))
    assert (one.state == "met") is met


@pytest.mark.parametrize(
    ("full_since", "day", "states"),
    [
        ("2026-03", "2026-03-31", ("met", "met")),
        ("2026-03", "2026-04-01", ("overdue", "met")),
        ("2026-03-31", "2026-03-30", ("met", "upcoming")),
        ("2026-03-31", "2026-03-31", ("overdue", "met")),
    ],
)
def test_a_course_in_the_month_of_full_membership_counts_for_either_stage(full_since, day, states):
    members = changed(people(), "p4", joined="2025-03-10", full_since=full_since)
    known = snap(t("t1", "p4", day, 24, form="course"), members=members)
    keys = "TR-05/2025-03-10/p4", "TR-05/2026-03-31/p4"
    assert tuple(judged(key, NOV, known).state for key in keys) == states


@pytest.mark.parametrize(("since", "asked"), [("2026-12-26", 0.5), ("2026-12-27", None)])
def test_a_share_of_the_hours_that_is_none_is_not_done(since, asked):
    pack = overlay(NATIONAL, {"prorate": True}, "local.toml")
    one = judged("TR-01/2026/p4", "2026-12-31", snap(members=changed(people(), "p4", since=d(since))), pack)
    assert (one and one.facts["required"]) == asked


def test_nothing_is_asked_of_who_became_a_member_long_ago():
    members = [member.but(joined="1998", full_since="1999-07") for member in people()]
    found = institutions.execution(snap(members=members), d(NOV), NATIONAL)
    assert [one.code for one in found if one.rule.id == "TR-05"] == ["no_event"]


@pytest.mark.parametrize(
    ("since", "missing"), [("2026-01-31", ("p4",)), ("2026-02-01", ()), ("2026-02-28", ()), ("2026-03-31", ())]
)
def test_who_came_within_a_quarter_owes_no_dues_of_the_months_before(since, missing):
    rules = [rule.but(cadence=Cadence.QUARTER) if rule.id == "DUE-01" else rule for rule in NATIONAL.rules]
    paid = {f"p{n}": d("2026-03-05") for n in range(1, 5)}
    months = [
        DuesMonth(id=f"u{n}", month=f"2026-0{n}", paid=paid if n > 1 else paid | {"p4": d("2026-12-01")})
        for n in (1, 2, 3)
    ]
    members = changed(people(4, monthly_due="50"), "p4", since=d(since))
    one = judged("DUE-01/2026-Q1", NOV, snap(*months, members=members), NATIONAL.but(rules=tuple(rules)))
    assert one.facts["members"] == missing
    assert one.state == ("overdue" if missing else "met")


@pytest.mark.parametrize(
    ("rule", "kind", "talk", "code"),
    [
        ("MB-04", "mobile", None, "no_since"),
        ("MB-04", "frail", None, None),
        ("MB-06a", "abroad", None, "no_since"),
        ("MB-02b", "mobile", None, "no_since"),
        ("MB-02b", "mobile", "2026-11-20", None),
    ],
)
def test_a_clock_of_which_nobody_knows_when_it_began_is_unknown(rule, kind, talk, code):
    """The roster says that a member is away, not since when: that something has come of it can't be ruled out."""
    members = changed(people(), "p4", exemptions=(Exemption(kind=ExemptionKind(kind)),))
    talks = [Talk(id="k1", day=d(talk), talker="p1", partner="p4", kind=TalkKind.CONTACT)] if talk else []
    one = judged(f"{rule}/2026/p4", NOV, snap(*talks, members=members))
    assert (one and (one.state, one.code)) == (code and ("unknown", code))


SECRETARY = (Post(kind=PostKind.SECRETARY),)


def test_a_post_ends_with_the_membership_of_who_had_it():
    """The secretary was transferred and nobody has ended the post: it is vacant, and the lectures are no secretary's."""
    members = changed(people(), "p1", until=d("2026-01-31"))
    vacant = judged("EL-08/2026-02-01/p1", "2026-03-01", snap(members=members))
    assert (vacant.state, vacant.facts["vacant"], vacant.due) == ("upcoming", (PostKind.SECRETARY,), d("2026-05-01"))
    later = changed(members, "p4", since=d("2026-02-20"), posts=SECRETARY)
    assert judged("EL-08/2026-02-01/p1", "2026-03-01", snap(members=later)).facts["done"] == d("2026-02-20")
    for day, state in (("2026-01-31", "met"), ("2026-02-01", "upcoming")):
        lecture = met("m1", day, "lec", by="p1")
        assert judged("OL-05/2026", "2026-03-01", snap(lecture, members=members)).state == state
