"""Participation, training progress, findings, the attention line, quorum, hints and the days to come, each alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from store.packs.national import NATIONAL
from store.periods import ONE_DAY
from store.records import (
    CAME,
    Decision,
    Exemption,
    ExemptionKind,
    Finding,
    Item,
    Kind,
    Member,
    Post,
    PostKind,
    Result,
    Status,
    Training,
    TrainingForm,
    Vote,
    VoteKind,
)
from store.rules import all_figures, quorum
from store.rules.ahead import ahead
from store.rules.figures import FindingState, State, TaskKind, TrainingState
from store.rules.findings import rectifications
from store.rules.hints import hints, of_meeting
from store.rules.institutions import duties
from store.rules.meetings import gatherings
from store.rules.participation import by_kind, history, participation
from store.rules.quorum import QuorumRule
from store.rules.training import finished_training, hours_in, training
from tests.rules.build import BRANCH, d, met, people, snap
from tests.rules.test_golden import exempt, f, judged
from widgets.sections import meetings as meetings_panel
from widgets.sections.view import View

TODAY = d("2026-11-22")


def row_of(id: str, *records, **more):
    return {row.member: row for row in participation(snap(*records, **more), TODAY)}[id]


def test_leave_neither_counts_nor_breaks_a_row_of_absences_and_presence_resets_it():
    marks = "16616466"
    records = [met(f"m{n}", f"2026-01-{n + 1:02}", "day", roll=f"1111111{mark}") for n, mark in enumerate(marks)]
    row = row_of("p8", *records)
    assert (row.expected, row.present, row.leave, row.absent, row.in_a_row) == (8, 2, 1, 5, 3)
    assert "".join("1" if status in CAME else "4" if status is Status.SICK else "6" for _, status in row.strip) == marks
    assert row_of("p8", *records, met("m9", "2026-02-01", "gm", roll="11111112")).in_a_row == 0


def test_a_strip_holds_the_last_twelve_and_reaches_back_over_new_year():
    records = [met(f"m{n:02}", f"2025-{n:02}-10", "day") for n in range(1, 13)] + [met("new", "2026-01-10", "day")]
    row = row_of("p5", *records)
    assert row.expected == 1
    assert [id for id, _ in row.strip] == [f"m{n:02}" for n in range(2, 13)] + ["new"]


def test_a_run_of_absences_is_counted_to_its_end_however_long_it_is():
    """Here thirteen, one more than the strip shows, all of the year before; not the one before the last presence."""
    absent = ["2024-10-10", "2024-12-10", *(f"2025-{n:02}-10" for n in range(1, 13))]
    records = [met(f"m{day}", day, "day", roll="11111161") for day in absent]
    assert row_of("p7", met("came", "2024-11-10", "day"), *records).in_a_row == 13


def test_trainings_stand_by_their_day_and_those_of_one_day_by_their_ids():
    records = [
        Training(id=id, member="p1", day=d(day), hours=2)
        for id, day in (("t3", "2026-03-02"), ("t2", "2026-03-02"), ("t1", "2026-03-03"))
    ]
    assert [one.id for one in finished_training(snap(*records), "p1", TODAY)] == ["t2", "t3", "t1"]


def test_another_year_shows_who_was_there_at_its_end():
    members = [*people(8), people(9)[8].but(since=d("2026-05-01"))]
    snapshot = snap(met("m1", "2025-03-01", "gm"), met("m2", "2026-03-01", "gm"), members=members)
    rows = participation(snapshot, TODAY, 2025)
    assert [row.member for row in rows] == [f"p{n}" for n in range(1, 9)]
    assert all(row.expected == 1 for row in rows)


def test_only_an_open_duty_brings_a_member_to_the_top():
    absent = [met(f"m{n}", f"2026-09-{n:02}", "day", roll="11111161") for n in (1, 2, 3)]
    figures = all_figures.figures(snap(*absent), TODAY, NATIONAL)
    assert [row.member for row in figures.participation][:3] == ["p7", "p1", "p2"]
    assert figures.participation[0].duty.rule.id == "MB-02"


def test_presence_by_kind():
    members = [member.but(group="g1" if n < 4 else None) for n, member in enumerate(people())]
    snapshot = snap(
        met("m1", "2026-03-01", "gm", "lec", roll="11166111"), met("m2", "2026-04-01", "day"), members=members, groups=1
    )
    first, last = d("2026-01-01"), d("2026-12-31")
    assert by_kind(snapshot, first, last) == {"general_meeting": (6, 8), "lecture": (6, 8), "party_day": (8, 8)}
    assert [meeting.id for meeting, _ in history(snapshot, "p4", TODAY)] == ["m1", "m2"]


@pytest.mark.parametrize(
    ("year", "first", "last", "hours", "share"),
    [
        (2026, "2026-03-01", None, 8, 8),
        (2025, "2026-03-01", None, 8, 0),
        (2025, "2025-12-30", "2026-01-02", 40, 20),
        (2026, "2025-12-30", "2026-01-02", 40, 20),
        (2025, "2025-12-31", "2026-01-02", 8, 2.5),
        (2026, "2025-12-31", "2026-01-02", 8, 5.5),
        (2025, "2024-12-31", "2026-01-01", 36.5, 36),
    ],
)
def test_hours_of_a_course_over_new_year(year, first, last, hours, share):
    record = Training(id="t", member="p1", day=d(first), until=last and d(last), hours=hours)
    assert hours_in(record, year) == share


def test_progress_is_unknown_without_a_record_and_on_pace_by_the_day_of_the_year():
    half = Training(id="t1", member="p5", day=d("2026-03-01"), hours=29)
    rows = {row.member: row for row in training(snap(half), TODAY, NATIONAL)}
    assert rows["p5"].state is TrainingState.ON_PACE
    assert rows["p6"].state is TrainingState.UNKNOWN
    assert {row.state for row in training(snap(half.but(hours=28)), TODAY, NATIONAL) if row.member == "p5"} == {
        TrainingState.BEHIND
    }
    assert {row.state for row in training(snap(half), d("2027-01-01"), NATIONAL, 2026) if row.member == "p5"} == {
        TrainingState.BEHIND
    }


def test_of_whom_nothing_is_required_nothing_is_unknown_and_who_lacks_hours_comes_first():
    away = [member.but(exemptions=exempt("mobile")) if member.id == "p1" else member for member in people()]
    some = Training(id="t1", member="p1", day=d("2026-03-01"), hours=18)
    rows = training(snap(some, members=away), TODAY, NATIONAL)
    assert [row.member for row in rows if row.state is TrainingState.EXEMPT] == ["p1"]
    assert (rows[-1].member, rows[-1].hours, rows[-1].required) == ("p1", 18, 0)


def test_a_members_progress_tells_course_kinds_and_the_part_of_the_year():
    course = Training(id="t1", member="p1", day=d("2026-03-01"), hours=60, form=TrainingForm.COURSE)
    alone = Training(id="t2", member="p1", day=d("2026-03-01"), hours=6, form=TrainingForm.SELF)
    members = [member.but(since=d("2026-07-02")) if member.id == "p8" else member for member in people()]
    rows = {row.member: row for row in training(snap(course, alone, members=members), TODAY, NATIONAL)}
    assert (rows["p1"].state, rows["p1"].course_done, rows["p1"].self_study) == (TrainingState.MET, True, 6)
    assert rows["p1"].by_kind == {"in_service": 60}
    assert (rows["p2"].course_done, rows["p2"].required) == (False, 56)
    assert (rows["p8"].required, rows["p8"].prorated, rows["p8"].course_done) == (32, 16, None)


def finding(id: str, day: str, result: str = "partly", due=None, closed=None, rule: str = "OL-03", subject=None):
    return Finding(
        id=id,
        rule=rule,
        period="2026-10",
        subject=subject,
        result=Result(result),
        day=d(day),
        due=due and d(due),
        closed=closed and d(closed),
    )


def test_findings_open_overdue_closed_and_their_repeats():
    snapshot = snap(
        finding("f1", "2026-01-05", due="2026-02-01", closed="2026-01-20"),
        finding("f2", "2026-03-05", due="2026-11-22"),
        finding("f3", "2026-04-05", due="2026-11-21"),
        finding("f4", "2026-05-05"),
        finding("f5", "2026-06-05", "executed"),
        finding("f6", "2026-07-05", subject="g1"),
    )
    rows = rectifications(snapshot, TODAY)
    assert [(row.finding, row.state) for row in rows] == [
        ("f3", FindingState.OVERDUE),
        ("f2", FindingState.OPEN),
        ("f4", FindingState.OPEN),
        ("f6", FindingState.OPEN),
        ("f5", FindingState.CLOSED),
        ("f1", FindingState.CLOSED),
    ]
    back = snapshot.findings["f1"].but(origin="box:f3@b1", came="-")  # taken back above: no more repeated
    again = rectifications(snapshot.with_records({"findings": {"f1": back}}), TODAY)
    assert {row.finding: row.repeats for row in again}["f3"] == ("f2",)
    repeats = {row.finding: row.repeats for row in rows}
    assert repeats == {"f1": (), "f2": ("f1",), "f3": ("f1", "f2"), "f4": ("f1", "f2", "f3"), "f5": (), "f6": ()}


def test_the_attention_line_counts_findings_with_duties_and_names_what_closes_most():
    branch = BRANCH.but(records_since="2026-11")
    quiet = [met("m1", "2026-11-03", "gm", "lec", "day", "study", by="p1"), met("m2", "2026-11-04", "cm", roll="111")]
    snapshot = snap(*quiet, finding("f1", "2026-01-05", due="2026-02-01", rule="OL-06"), branch=branch)
    figures = all_figures.figures(snapshot, TODAY, NATIONAL)
    assert (figures.attention.overdue, figures.attention.must) == (1, 1)
    first = next(one for one in figures.attention.tasks if one.kind is TaskKind.OVERDUE)
    assert (first.finding.finding, first.action) == ("f1", "open")


def test_what_needs_a_hand_comes_in_one_order():
    """Today's meeting, the missing rolls, minutes, what is overdue by strength, what is due next by date."""
    snapshot = snap(
        met("m1", "2026-11-22", "study", roll=None),
        met("m2", "2026-11-18", "day", roll=None),
        met("m3", "2026-10-20", "study", roll=None),
        met("m4", "2026-11-10", "study"),
        met("m5", "2026-08-10", "study"),
        met("m6", "2026-11-30", "cm", roll=None),
        finding("f1", "2026-01-05", due="2026-02-01", rule="OL-03"),
        finding("f2", "2026-11-05", due="2026-11-25", rule="OL-03"),
        branch=BRANCH.but(records_since="2026-06"),
    )
    tasks = all_figures.figures(snapshot, TODAY, NATIONAL).attention.tasks
    assert [(one.kind, one.meeting) for one in tasks[:4]] == [
        (TaskKind.TODAY, "m1"),
        (TaskKind.ROLL, "m3"),
        (TaskKind.ROLL, "m2"),
        (TaskKind.MINUTES, "m4"),
    ]
    kinds = [one.kind for one in tasks]
    assert kinds == sorted(kinds, key=list(TaskKind).index)
    overdue = [one for one in tasks if (one.kind is TaskKind.OVERDUE and one.finding) or one.duty]
    layers = [1 if one.duty is None else 0 if one.duty.rule.strength == "MUST" else 2 for one in overdue]
    closable = [layer for one, layer in zip(overdue, layers, strict=True) if one.kind is TaskKind.OVERDUE]
    assert {0, 1, 2} <= set(closable)
    due = [one for one in tasks if one.kind is TaskKind.DUE]
    assert "f2" in [one.finding.finding for one in due if one.finding]
    assert [one.day for one in due] == sorted(one.day for one in due)
    tasks = all_figures.figures(snapshot, d("2026-11-26"), NATIONAL).attention.tasks
    planned = next(one for one in tasks if one.duty and one.duty.key == "OL-02/2026-11")
    assert (planned.meeting, planned.action) == ("m6", "open")


def test_a_branch_without_people_is_never_all_well():
    attention = all_figures.counts(
        snap(branch=BRANCH.but(founded=d("2026-11-20"), records_since="2026-11"), members=[]), TODAY, NATIONAL
    )
    assert (attention.overdue, attention.empty) == (0, True)


def test_gatherings_before_during_and_after_the_day():
    meeting = met("m1", "2026-11-22", "day", roll=None)
    asked = duties(snap(meeting), TODAY, NATIONAL, d("2026-11-01"), d("2026-11-30"))
    assert [(row.meeting, row.lacks) for row in gatherings(snap(meeting), TODAY, ())] == [("m1", ())]
    later = gatherings(snap(meeting), d("2026-11-23"), ())
    assert [(row.meeting, row.lacks) for row in later] == [("m1", ("roll", "minutes"))]
    held = met("m1", "2026-11-22", "day", minutes="…")
    assert gatherings(snap(held), TODAY, ()) == ()
    unscheduled = {row.duty.rule.id for row in gatherings(snap(meeting), TODAY, asked) if row.duty}
    assert "OL-06" not in unscheduled
    assert {"OL-01", "OL-02"} <= unscheduled


def test_a_meeting_has_minutes_where_one_of_its_items_has_a_content():
    said = met("m1", "2026-11-12", "day").but(items=(Item(kind=Kind.PARTY_DAY, content="x"),))
    bare = met("m2", "2026-11-13", "day")
    taken = met("m3", "2026-11-22", "day")
    rows = meetings_panel.rows(View(snap(said, bare, taken), TODAY, NATIONAL), -1)
    assert [(row.key, row.value.lacks) for row in rows] == [("m1", ()), ("m2", ("minutes",)), ("m3", ("minutes",))]


def test_on_one_day_a_meeting_comes_before_what_nobody_has_scheduled():
    meeting = met("m1", "2026-11-30", "study", roll=None, time="14:00")
    asked = duties(snap(meeting), TODAY, NATIONAL, d("2026-11-01"), d("2026-11-30"))
    rows = [row for row in gatherings(snap(meeting), TODAY, asked) if row.day == d("2026-11-30")]
    assert [row.meeting for row in rows][:2] == ["m1", None]


@pytest.mark.parametrize(
    ("measure", "due", "needed"),
    [
        *((QuorumRule.RESOLUTION, due, need) for due, need in ((1, 1), (2, 1), (7, 4), (8, 4), (9, 5))),
        *((QuorumRule.COMMITTEE, due, need) for due, need in ((3, 2), (4, 2), (5, 3))),
        *((QuorumRule.ADMISSION, due, need) for due, need in ((1, 1), (2, 2), (7, 4), (8, 5), (9, 5))),
        *((QuorumRule.ELECTION, due, need) for due, need in ((1, 1), (4, 4), (5, 4), (9, 8), (10, 8), (11, 9))),
        *((QuorumRule.DEMOCRATIC, due, need) for due, need in ((1, 1), (3, 2), (4, 3), (6, 4), (7, 5))),
    ],
)
def test_how_many_must_be_present(measure, due, needed):
    assert quorum.needed(measure, due) == needed
    for present in (needed - 1, needed):
        standing = quorum.QuorumStanding(present=present, due=due, needed=needed, code=measure)
        assert standing.reached is (present == needed)


def test_where_nobody_is_due_no_quorum_is_reached():
    assert not quorum.QuorumStanding(present=0, due=0, needed=0, code=QuorumRule.RESOLUTION).reached


def test_a_matter_is_carried_by_more_than_half_of_those_due():
    assert not quorum.carried(4, 8)
    assert quorum.carried(5, 8)
    assert quorum.carried(4, 7)


def test_the_quorum_is_live_while_the_roll_is_taken():
    frail = Exemption(kind=ExemptionKind.NO_VOTE)
    members = [member.but(exemptions=(frail,)) if member.id == "p8" else member for member in people()]
    open_ = met("m1", "2026-11-22", "gm", roll=None, votes=(Vote(matter="x", kind=VoteKind.ADMISSION),))
    snapshot = snap(open_, members=members)
    assert quorum.standing(snapshot, open_).as_dict() == {
        "present": 0,
        "due": 7,
        "needed": 4,
        "code": QuorumRule.ADMISSION,
        "known": False,
    }
    roll = {f"p{n}": Status.PRESENT if n in (1, 2, 3, 8) else Status.ABSENT for n in range(1, 9)}
    live = quorum.standing(snapshot, open_, roll)
    assert (live.present, live.due, live.reached) == (3, 7, False)
    assert quorum.standing(snapshot, open_, roll | {"p4": Status.LATE}).reached
    assert quorum.standing(snapshot, met("m2", "2026-11-22", "day", roll=None)) is None


def test_who_is_on_a_roll_and_no_longer_a_record_had_a_vote():
    held = met("m1", "2026-10-08", "gm", roll="111111111")
    snapshot = snap(held)
    assert set(held.roll) - snapshot.members.keys() == {"p9"}
    assert quorum.standing_by(snapshot, held, QuorumRule.RESOLUTION).as_dict() == {
        "present": 9,
        "due": 9,
        "needed": 5,
        "code": QuorumRule.RESOLUTION,
        "known": True,
    }


@pytest.mark.parametrize(
    ("today", "closed", "state", "warning"),
    [
        ("2026-05-30", None, "upcoming", None),
        ("2026-06-01", None, "upcoming", 2),
        ("2026-08-01", None, "due_soon", 4),
        ("2026-10-01", None, "overdue", 5),
        ("2026-10-01", "2026-09-01", "met", 5),
        ("2026-11-01", "2026-10-20", "met_late", 5),
    ],
)
def test_a_clock_that_a_finding_starts(today, closed, state, warning):
    started = f("MB-01b", "2026-04-01", "not_executed", "2026-04-01", "p4", **({"closed": closed} if closed else {}))
    one = judged("MB-01b/2026-04-01/p4", today, snap(started))
    assert (one.state, one.due, one.facts["warning"]) == (state, d("2026-10-01"), warning)


TEXT = "会议传达学习了上级有关文件精神，与会同志结合工作实际作了交流发言，支部书记作了小结，并就下一步工作作了安排。"


def codes(*records, first: str = "2026-01-01", **more) -> set[str]:
    return {hint.code for hint in hints(snap(*records, **more), TODAY, NATIONAL, d(first), d("2026-12-31"))}


def good(id: str = "m1", day: str = "2026-10-12", kind: str = "day", **more):
    return met(id, day, kind, roll="11111611", topic="志愿服务", **more)


def test_a_good_record_has_no_hint():
    assert codes(good(chair="p1", recorder="p2", roll_day=d("2026-10-15"), time="14:00", end="16:00")) == set()


EARN = {
    "late": good(roll_day=d("2026-10-16")),
    "no_topic": met("m1", "2026-10-12", "day", roll="11111611"),
    "own_recorder": good(chair="p1", recorder="p1"),
    "no_outcome": good(kind="gm"),
    "no_reason": good(roll_day=None).but(
        roll={f"p{n}": Status.SICK if n == 3 else Status.PRESENT for n in range(1, 9)}
    ),
    "outsider": good().but(roll={"p1": Status.PRESENT, "p2": Status.ABSENT, "x": Status.PRESENT}),
    "clock": good(time="16:00", end="14:00"),
    "votes": good(kind="gm", votes=(Vote(matter="x", present=7, yes=5, no=1, abstain=0),)),
    "no_quorum": good(kind="gm", decisions=(Decision(text="x"),)).but(
        roll={f"p{n}": Status.ABSENT if n > 3 else Status.PRESENT for n in range(1, 9)}
    ),
    "bad_period": good().but(items=(Item(kind=Kind.PARTY_DAY, period="soon"),)),
}


@pytest.mark.parametrize(("code", "record"), EARN.items())
def test_a_record_that_earns_one_hint(code, record):
    assert codes(record) == {code}


def test_the_make_up_working_day_counts_for_the_three_days():
    assert codes(good(day="2026-09-30", roll_day=d("2026-10-12"))) == {"late"}
    assert codes(good(day="2026-09-30", roll_day=d("2026-10-10"))) == set()


def test_hints_about_several_records():
    same = [good(f"m{n}", f"2026-0{n}-05", minutes=TEXT) for n in (1, 2)]
    assert codes(*same) == {"alike"}
    batch = [good(f"m{n}", f"2026-0{n}-05", roll_day=d("2026-06-20")) for n in (3, 5)]
    assert "batch" in codes(*batch)
    forms = [
        good(f"m{n}", f"2026-0{n}-05").but(items=(Item(kind=Kind.PARTY_DAY, topic=str(n), form="宣讲"),))
        for n in (1, 2, 3)
    ]
    assert codes(*forms) == {"same_form"}
    assert codes(*forms[:2]) == set()
    leader = [member.but(leader=member.id == "p6") for member in people()]
    assert codes(good("m1"), good("m2", "2026-10-19"), members=leader) == {"leader_absent"}
    full = [met(f"m{n:02}", f"2026-{n:02}-05", "day", topic="x") for n in range(1, 12)] + [
        met("m0", "2025-12-05", "day", topic="x")
    ]
    assert "always_all" in codes(*full)
    assert "always_all" not in codes(
        *full, met("mx", "2026-07-09", "gm", roll="11111116", topic="x", votes=(Vote(matter="x"),))
    )


def test_the_hints_of_one_meeting_name_it():
    same = [good(f"m{n}", f"2026-0{n}-05", minutes=TEXT) for n in (1, 2)]
    snapshot = snap(*same)
    assert [hint.records for hint in of_meeting(snapshot, TODAY, NATIONAL, same[1])] == [("m2", "m1")]
    assert of_meeting(snapshot, TODAY, NATIONAL, same[0]) == []


def test_the_days_to_come_are_in_order_and_not_overdue():
    planned = met("m1", "2026-11-25", "day", roll=None, decisions=(Decision(text="x", due=d("2026-12-01")),))
    away = [
        member.but(exemptions=(Exemption(kind=ExemptionKind.MOBILE, until=d("2026-12-05")),))
        if member.id == "p8"
        else member
        for member in people()
    ]
    snapshot = snap(
        planned,
        finding("f1", "2026-11-05", due="2026-12-03"),
        members=away,
        branch=BRANCH.but(term_began=d("2024-01-20")),
    )
    found = ahead(snapshot, TODAY, NATIONAL)
    assert [coming.day for coming in found] == sorted(coming.day for coming in found)
    assert all(TODAY <= coming.day <= d("2027-02-20") for coming in found)
    assert not any(coming.duty and coming.duty.state is State.OVERDUE for coming in found)
    told = {coming.duty.key if coming.duty else coming.code: coming for coming in found}
    assert told["OL-06/2026-11"].facts["planned"] == ("m1",)
    assert told["OL-01/2026-Q4"].facts["planned"] == ()
    assert told["EL-01/2027-01-20"].day == d("2027-01-20")
    assert {"decision", "rectification", "exemption"} <= set(told)


DUE, LAST = d("2026-12-01"), d("2027-02-20")
"""A day to come, and the last that is looked ahead to."""


def promised(day) -> list[tuple]:
    """What a decision, a finding, an exemption and a post of this day are among the days to come."""
    members = people()
    members[6] = members[6].but(exemptions=(Exemption(kind=ExemptionKind.MOBILE, until=day),))
    members[7] = members[7].but(posts=(Post(kind=PostKind.GROUP_LEADER, until=day), Post(kind=PostKind.DEPUTY)))
    decided = met("m1", "2026-11-05", "gm", decisions=(Decision(text="甲", owner="p1", due=day), Decision(text="乙")))
    found = finding("f1", "2026-11-05", due=day.isoformat()).but(text="丙", owner="p2")
    coming = ahead(snap(decided, found, members=members), TODAY, NATIONAL)
    return [(one.day, one.code, one.record, one.facts) for one in coming if one.duty is None]


POSTS_ENDING = (
    (PostKind.SECRETARY, None),
    (PostKind.DEPUTY, d("2026-11-30")),
    (PostKind.ORG_OFFICER, d("2026-12-20")),
)


def test_who_leaves_first_leaves_a_post_then_and_needs_no_exemption():
    kept = Exemption(kind=ExemptionKind.MOBILE, until=d("2026-12-20"))
    posts = tuple(Post(kind=kind, until=until) for kind, until in POSTS_ENDING)
    members = [people(1)[0].but(until=DUE, exemptions=(kept,), posts=posts)]
    coming = [one for one in ahead(snap(members=members), TODAY, NATIONAL) if one.duty is None]
    assert [(one.day, one.code, one.facts["kind"]) for one in coming] == [
        (d("2026-11-30"), "post", PostKind.DEPUTY),
        (DUE, "post", PostKind.SECRETARY),
        (DUE, "post", PostKind.ORG_OFFICER),
    ]
    gone = [members[0].but(until=TODAY - timedelta(days=1))]
    assert [one for one in ahead(snap(members=gone), TODAY, NATIONAL) if one.record] == []


def test_what_goes_on_the_day_after_does_not_end():
    kept = (Exemption(kind=ExemptionKind.MOBILE, until=DUE), Exemption(kind=ExemptionKind.MOBILE, since=DUE + ONE_DAY))
    again = Post(kind=PostKind.DEPUTY, since=DUE + ONE_DAY, until=LAST)
    member = people(1)[0].but(exemptions=kept, posts=(again, Post(kind=PostKind.DEPUTY, until=DUE)))
    coming = [one for one in ahead(snap(members=[member]), TODAY, NATIONAL) if one.duty is None]
    assert [(one.day, one.code) for one in coming] == [(LAST, "post")]
    apart = member.but(exemptions=(kept[0], kept[1].but(since=DUE + 2 * ONE_DAY)))
    coming = [one for one in ahead(snap(members=[apart]), TODAY, NATIONAL) if one.duty is None]
    assert [(one.day, one.code) for one in coming] == [(DUE, "exemption"), (LAST, "post")]


@pytest.mark.parametrize("day", [TODAY, DUE, LAST])
def test_what_records_promise_is_among_the_days_to_come(day):
    assert sorted(promised(day), key=str) == sorted(
        [
            (day, "rectification", "f1", {"text": "丙", "owner": "p2"}),
            (day, "decision", "m1", {"text": "甲", "owner": "p1"}),
            (day, "exemption", "p7", {"kind": ExemptionKind.MOBILE}),
            (day, "post", "p8", {"kind": PostKind.GROUP_LEADER}),
        ],
        key=str,
    )


def test_a_promise_that_was_not_kept_stays_and_an_absence_that_ended_does_not():
    assert {code for _, code, _, _ in promised(TODAY - timedelta(1))} == {"rectification", "decision"}
    assert promised(LAST + timedelta(1)) == []


def test_with_nobody_in_the_roster_nothing_is_done() -> None:
    """谈心谈话 and 划分党小组 were done with everybody, for there was nobody."""
    figures = all_figures.figures(snap(branch=BRANCH, members=[]), TODAY, NATIONAL)
    done = {one.key for one in figures.execution if one.state in (State.MET, State.MET_LATE)}
    assert done == set()
    assert {"OL-13/2026", "ORG-07/2026-Q3"} <= {one.key for one in figures.execution if one.code == "no_roster"}
    new = all_figures.figures(snap(branch=BRANCH.but(records_since="2026-11"), members=[]), TODAY, NATIONAL)
    assert {one.code for one in new.execution if one.key == "ORG-07/2026-Q3"} == {"records_since"}


def test_before_the_first_member_came_nothing_is_done() -> None:
    """A new branch whose members are entered by hand had talked with everybody in the year before, for it had nobody."""
    came = Member(id="p1", name="甲", since=d("2026-11-02"), rev=1)
    new = BRANCH.but(records_since="2026-11")
    judged = duties(snap(branch=new, members=[came]), TODAY, NATIONAL, d("2025-01-01"), d("2026-12-31"))
    empty = [one for one in judged if one.key in ("OL-13/2025", "ORG-02/2026-Q3", "ORG-07/2026-Q3")]
    assert [(one.state, one.code) for one in empty] == [(State.UNKNOWN, "records_since")] * 3
    assert [one.state for one in judged if one.key == "ORG-07/2026-Q4"] == [State.MET]


@pytest.mark.parametrize(("cadence", "days"), [("month", 7), ("quarter", 20), ("half", 30), ("year", 45)])
def test_how_many_days_before_its_end_a_duty_is_due_soon(cadence, days):
    """Of at least one rule of each cadence; those with a clock of their own have their own days."""
    states = {}
    there = snap(branch=BRANCH.but(leading_body=True))
    for left in (days, days - 1):
        today = d("2026-12-31") - timedelta(days=left)
        for one in duties(there, today, NATIONAL, today, d("2026-12-31")):
            if one.rule.cadence == cadence and one.due == d("2026-12-31"):
                states.setdefault(one.rule.id, []).append(one.state)
    assert [State.UPCOMING, State.DUE_SOON] in states.values()
