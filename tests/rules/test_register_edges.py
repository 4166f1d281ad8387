"""Plans, pledges, posts, tags and agreed matters at their edges: the day that still counts, the one that does not yet."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from store import periods
from store.packs.national import NATIONAL
from store.packs.registers import registers
from store.packs.rule import Strength
from store.records import Decision, Entry, Finding, Post, PostKind, Result, Talk, Training, TrainingForm, TrainingKind
from store.rules import entries
from store.rules.ahead import ahead
from store.rules.charges import Posts, charges, duties_of_year, vacant
from store.rules.coverage import coverage
from store.rules.division import divisions
from store.rules.figures import Duty, State, TaskKind
from store.rules.findings import rectifications
from store.rules.matters import due_soon, matters, overdue
from store.rules.plans import concerned, progress, reached_hours
from store.rules.qualities import facts
from store.rules.tasks import tasks
from store.rules.teams import teams
from tests.branches import branch, meeting, member, snapshot

TODAY = date(2026, 11, 22)
NEXT = TODAY + timedelta(1)
day = date.fromisoformat
PEOPLE = (
    member("p1", "张建国", "secretary", group="g1"),
    member("p2", "李秀英", "org_officer", group="g2"),
    member("p3", "王伟"),
)


def snap(*records, people=PEOPLE, **of):
    return snapshot(branch(**of), *people, *records)


def entry(kind: str, on: date = TODAY, id: str = "e1", **fields) -> Entry:
    return Entry(id=id, kind=kind, title=fields.pop("title", "事项"), day=on, **fields)


# -- plans of training and of work


def plan(**fields) -> Entry:
    return entry(
        "plan", **({"on": date(2026, 2, 1), "sub": "在职", "period": "2026", "numbers": {"学时": 8.0}} | fields)
    )


def course(id: str = "t1", on: str = "2026-05-05", hours: float = 8.0, until: str = "", who: str = "p1", **fields):
    return Training(id=id, member=who, day=day(on), until=day(until) if until else None, hours=hours, **fields)


def reached(one: Entry, *records, today: date = TODAY) -> date | None:
    return reached_hours(snap(one, *records), one, today)["p1"]


@pytest.mark.parametrize(
    ("records", "on"),
    [
        ((course(),), "2026-05-05"),
        ((course(hours=7.5),), None),
        ((course(hours=4), course("t2", "2026-06-01", 4)), "2026-06-01"),
        ((course("t2", "2026-06-01", 4), course("t1", hours=4)), "2026-06-01"),
        ((course(), course("t2", "2026-06-01")), "2026-05-05"),
        ((course(on="2026-11-20", until="2026-11-22"),), "2026-11-22"),
        ((course("t1", on="2026-11-02", until="2026-11-20"), course("t2", on="2026-11-10")), "2026-11-10"),
        ((course(on="2026-11-20", until="2026-11-23"),), None),
        ((course(on="2025-12-31"),), None),
        ((course(kind=TrainingKind.PRE_POST),), None),
        ((course(form=TrainingForm.SELF),), None),
        ((course(who="p2"),), None),
        ((course(), course("t2", "2026-06-01", about=("e1",))), "2026-06-01"),
        ((course(), course("t2", "2026-06-01", 7, about=("e1",))), None),
    ],
)
def test_the_day_on_which_the_hours_of_a_plan_were_complete(records: tuple[Training, ...], on: str | None) -> None:
    assert reached(plan(), *records) == (day(on) if on else None)


def test_a_plan_without_a_period_is_of_the_year_in_which_it_was_made() -> None:
    assert reached(plan(period=""), course()) == date(2026, 5, 5)
    assert reached(plan(period="", on=date(2025, 2, 1)), course()) is None
    for one, planned in (
        (plan(period=""), True),
        (plan(period="", on=date(2025, 2, 1)), False),
        (plan(period="2025"), False),
        (plan(on=NEXT), False),
    ):
        assert teams(snap(one), TODAY, NATIONAL, 2026)[1].planned == (("p1", "p2", "p3") if planned else ())


@pytest.mark.parametrize(
    ("who", "ids"),
    [
        ((), "p1 p2 p3"),
        (("p3",), "p3"),
        (("g1",), "p1"),
        (("org_officer",), "p2"),
        (("g1", "p3"), "p1 p3"),
        (("x",), ""),
    ],
)
def test_whom_an_entry_is_about(who: tuple[str, ...], ids: str) -> None:
    assert concerned(snap(), plan(who=who), TODAY) == ids.split()
    former = member("p4", posts=(Post(kind=PostKind.ORG_OFFICER, until=date(2026, 1, 1)),))
    assert concerned(snap(people=(former,)), plan(who=("org_officer",)), TODAY) == []


def sessions(*days: str):
    return [meeting(f"m{n}", on, "study", roll={"p1": "present"}, about=("e1",)) for n, on in enumerate(days, 1)]


def figures(one: Entry, *records) -> tuple[int, int, date | None] | None:
    found = entries.find(snap(one, *records), "e1", TODAY, NATIONAL)
    assert found is not None
    return (*found.progress, found.done) if found.progress else None


def test_a_plan_of_so_many_times_is_reached_with_the_last_of_them() -> None:
    twice = plan(sub="工作", numbers={"次数": 2.0})
    assert figures(twice) == (0, 2, None)
    assert figures(twice, *sessions("2026-03-01")) == (1, 2, None)
    assert figures(twice, *sessions("2026-03-01", "2026-04-01", "2026-05-01")) == (2, 2, date(2026, 4, 1))
    assert figures(twice, course(about=("e1",)), *sessions("2026-03-01")) == (2, 2, date(2026, 5, 5))
    assert figures(plan(sub="工作", numbers={"次数": 1.0}), *sessions("2026-03-01")) == (1, 1, date(2026, 3, 1))
    both = plan(numbers={"学时": 8.0, "次数": 1.0}, who=("p1",))
    assert figures(both, course()) == (1, 1, None)
    assert figures(both, course(), *sessions("2026-06-01")) == (1, 1, date(2026, 6, 1))
    assert figures(both, course(), *sessions("2026-03-01")) == (1, 1, date(2026, 5, 5))
    assert figures(plan(sub="工作")) is None  # hours are those of a training
    assert figures(plan(numbers={})) is None


def test_what_is_no_plan_has_no_progress() -> None:
    assert progress(snap(), plan(), registers({})["directive"], [], TODAY) is None


# -- teams


@pytest.mark.parametrize(
    ("one", "made", "reviewed"),
    [
        (entry("pledge", owner="p1"), True, False),
        (entry("pledge", NEXT, owner="p1"), False, False),
        (entry("pledge", owner="p1", done=TODAY), True, True),
        (entry("pledge", owner="p1", done=NEXT), True, False),
        (entry("pledge", date(2025, 12, 31), owner="p1", done=TODAY), False, False),
        (entry("pledge", owner="p1", dropped="不再"), False, False),
        (entry("difficulty", owner="p1"), False, False),
    ],
)
def test_who_pledged_and_whose_pledge_was_reviewed(one: Entry, made: bool, reviewed: bool) -> None:
    row = teams(snap(one), TODAY, NATIONAL, 2026)[1]
    assert (row.pledged, row.reviewed) == (("p1",) * made, ("p1",) * reviewed)


@pytest.mark.parametrize(("done", "ids"), [(None, ()), (TODAY, ("p1",)), (NEXT, ())])
def test_a_plan_that_asks_for_no_hours_is_done_when_it_is_closed(done: date | None, ids: tuple[str, ...]) -> None:
    row = teams(snap(plan(numbers={}, who=("p1",), done=done)), TODAY, NATIONAL, 2026)[1]
    assert (row.planned, row.done) == (("p1",), ids)


def test_a_plan_is_for_those_of_the_end_of_its_period_and_done_by_them_alone() -> None:
    came, left = member("p4", since=date(2026, 4, 1)), member("p5", until=date(2026, 2, 1))
    row = teams(snap(plan(period="2026-Q1"), people=(*PEOPLE, came)), TODAY, NATIONAL, 2026)[1]
    assert (row.planned, row.done) == (("p1", "p2", "p3"), ())
    row = teams(snap(plan(period="2025", numbers={}), people=(*PEOPLE, left)), TODAY, NATIONAL, 2025)[1]
    assert (row.planned, row.done) == (("p1", "p2", "p3", "p5"), ())


def test_who_pledged_in_a_year_had_the_post_in_it_or_was_there() -> None:
    def led(id: str, **span: date):
        return member(id).but(posts=(Post(kind=PostKind.SECRETARY, **span),))

    people = (
        led("p1", until=date(2026, 3, 1)),
        led("p2", since=date(2026, 3, 2)),
        member("p3", until=date(2026, 2, 1)),
    )
    made = [entry("pledge", date(2025, 3, 1), f"e{n}", owner=who) for n, who in enumerate(("secretary", "p3"))]
    row = teams(snap(*made, people=people), TODAY, NATIONAL, 2025)[1]
    assert (row.pledged, row.reviewed) == (("p1", "p3"), ())


def staff(id: str = "e1", on: date = TODAY, **fields) -> Entry:
    return entry("figure", on, id, **({"title": "机关人员", "period": "2026", "numbers": {"人数": 44.0}} | fields))


@pytest.mark.parametrize(
    ("one", "source"),
    [
        (staff(), "e1"),
        (staff(on=NEXT), None),
        (staff(rule="T-1"), None),
        (staff(title="其他"), None),
        (staff(dropped="误"), None),
        (staff(period="2025"), None),
        (staff(period=""), "e1"),
        (staff(period="", on=date(2025, 12, 31)), None),
    ],
)
def test_which_figure_tells_of_the_organs_staff(one: Entry, source: str | None) -> None:
    assert teams(snap(one), TODAY, NATIONAL, 2026)[2].source == source


def test_a_figure_of_the_staff_of_last_year_is_known_once_it_was_told() -> None:
    late = staff(on=date(2026, 1, 10), period="2025")
    assert teams(snap(late), TODAY, NATIONAL, 2025)[2].source == "e1"
    assert teams(snap(late), date(2026, 1, 9), NATIONAL, 2025)[2].source is None


def test_what_is_told_of_the_organs_staff() -> None:
    numbers = {"人数": 44.0, "平均年龄": 41.5, "35以下": 12.0, "本科": 30.0}
    row = teams(snap(staff("e1"), staff("e2", numbers=numbers)), TODAY, NATIONAL, 2026)[2]
    assert (row.source, row.size, row.mean_age, row.young) == ("e2", 44, 41.5, 12)
    assert (row.team.value, row.bands, row.education) == ("organ_staff", {"0-35": 12}, {"本科": 30})
    bare = teams(snap(staff()), TODAY, NATIONAL, 2026)[2]
    assert (bare.bands, bare.education) == (None, None)


def test_the_teams_of_a_year_are_those_of_its_last_day() -> None:
    people = (*PEOPLE, member("p4", since=date(2025, 12, 31)), member("p5", since=date(2026, 1, 1)))
    assert teams(snap(people=people), TODAY, NATIONAL, 2025)[1].people == ("p1", "p2", "p3", "p4")
    assert teams(snap(plan(period="2025"), people=people), TODAY, NATIONAL, 2025)[1].planned[-1] == "p4"


# -- coverage

TAG, OTHER = "招商引资", "职能工作"


def covered(*records, tag: str = TAG):
    return {one.tag: one for one in coverage(snap(*records), TODAY, NATIONAL, TODAY)}[tag]


def tagged(id: str = "m1", on: str = "2026-05-05", *tags: str, **fields):
    return meeting(id, on, "study", roll={"p1": "present", "p2": "late", "p3": "absent"}, tags=tags or (TAG,), **fields)


def test_what_a_tag_covers_is_told_with_all_that_shows_it() -> None:
    closed = entry("directive", date(2026, 4, 1), tags=(TAG,), done=date(2026, 6, 1))
    row = covered(tagged(), course(tags=(TAG,), who="p3"), closed)
    assert (row.sessions, row.trainings, row.entries) == (("m1",), ("t1",), ("e1",))
    assert row.evidence == ("m1", "t1", "e1")
    assert (row.members, row.of, row.implied) == (("p1", "p2", "p3"), ("p1", "p2", "p3"), ())
    none = covered(tagged(), tag=OTHER)
    assert (none.state, none.of, none.evidence) == ("none", ("p1", "p2", "p3"), ())


@pytest.mark.parametrize(
    ("record", "state"),
    [
        (course(on="2026-11-20", until="2026-11-22", tags=(TAG,)), "covered"),
        (course(on="2026-11-20", until="2026-11-23", tags=(TAG,)), "unknown"),
        (course(on="2025-12-31", tags=(TAG,)), "unknown"),
        (entry("directive", date(2025, 4, 1), tags=(TAG,), done=date(2025, 12, 31)), "unknown"),
        (entry("directive", tags=(TAG,), done=TODAY, dropped="重复"), "unknown"),
        (entry("directive", date(2026, 4, 1), tags=(TAG,)), "unknown"),
    ],
)
def test_what_is_over_within_the_window_covers(record, state: str) -> None:
    assert covered(record).state == state


# -- who answers


def division(rule: str = "OL-06", owner: str = "p3", on: date = date(2026, 3, 1), id: str = "e9", **fields) -> Entry:
    return entry("division", on, id, rule=rule, owner=owner, **fields)


def test_a_division_counts_from_its_day_on_and_the_newest_first() -> None:
    found = divisions(snap(division(on=TODAY), division(id="e8", on=TODAY), division(id="e7", on=NEXT)), TODAY)
    assert [one.entry for one in found] == ["e8", "e9"]
    held = [
        meeting(f"m{n}", f"2026-03-0{n}", "committee_meeting", roll={"p1": "present"}, about=("e9",)) for n in (3, 4)
    ]
    assert divisions(snap(division(), *held), TODAY)[0].settled == "m4"
    assert Posts(snap(division()), TODAY, NATIONAL).for_rule("OL-06", date(2026, 3, 1), None).holder == "p3"
    assert Posts(snap(division()), TODAY, NATIONAL).for_rule("OL-06", date(2026, 2, 28), None).holder == "p2"


def test_a_division_names_a_member_by_the_post_that_the_member_holds() -> None:
    posts = (Post(kind=PostKind.DEPUTY, until=date(2026, 1, 1)), Post(kind=PostKind.PUBLICITY_OFFICER))
    found = Posts(snap(people=(*PEOPLE, member("p4", posts=posts))), TODAY, NATIONAL)
    assert [found._owner(owner, None).post for owner in ("p4", "p3", "外人", "deputy")] == [
        "publicity_officer",
        "",
        "",
        "deputy",
    ]
    assert [found._owner(owner, None).holder for owner in ("p4", "p3", "外人")] == ["p4", "p3", "外人"]
    leader = member("p5", "", "group_leader", group="g2")
    assert Posts(snap(people=(*PEOPLE, leader)), TODAY, NATIONAL)._owner("p5", None).group == "g2"


def test_a_post_that_nobody_holds_is_vacant_and_the_deputy_stands_in_first() -> None:
    posts = Posts(snap(people=()), TODAY, NATIONAL)
    assert posts.of(PostKind.GROUP_LEADER, "g1").as_dict() == {
        "post": "group_leader",
        "group": "g1",
        "holder": None,
        "vacant": True,
    }
    there = Posts(snap(people=(*PEOPLE, member("p4", "", "deputy"))), TODAY, NATIONAL)
    first = there.of(PostKind.PUBLICITY_OFFICER)
    assert (first.holder, first.vacant) == ("p4", True)
    assert not there.of(PostKind.SECRETARY).vacant
    assert [(who.post, who.group) for who in vacant(there)] == [
        *(("discipline_officer", None), ("group_leader", "g1"), ("group_leader", "g2"), ("publicity_officer", None)),
    ]


def test_rows_of_a_layer_stand_in_roster_order_and_count_their_duties() -> None:
    rows = charges(snap(people=(PEOPLE[1], member("p9", "", "discipline_officer"), PEOPLE[0])), TODAY, NATIONAL, 2026)
    assert [(row.layer, row.who.holder) for row in rows][:4] == [(1, "p1"), (2, "p2"), (2, "p9"), (2, "p1")]
    secretary = rows[0]
    states = [duty.state for duty in secretary.duties]
    assert secretary.count(State.OVERDUE) == states.count(State.OVERDUE) > 0


def test_the_secretary_signs_for_whatever_was_settled() -> None:
    held = meeting("m5", "2026-03-05", "committee_meeting", roll={"p1": "present", "p2": "absent"}, about=("e9",))
    rows = {row.who.post: row for row in charges(snap(division("OL-09", "p2"), held), TODAY, NATIONAL, 2026)}
    assert (rows["secretary"].settled, rows["secretary"].signed) == ("m5", True)
    assert (rows["org_officer"].settled, rows["org_officer"].signed) == ("m5", False)
    assert {row.settled for post, row in rows.items() if post not in ("secretary", "org_officer")} == {None}
    guest = held.but(roll={"p1": "present"}, guests=("李秀英",))
    rows = {row.who.post: row for row in charges(snap(division("OL-09", "p2"), guest), TODAY, NATIONAL, 2026)}
    assert rows["org_officer"].signed is True


def test_what_is_overdue_from_the_year_before_is_of_this_years_duties() -> None:
    found = duties_of_year(snap(records_since="2025-06"), TODAY, NATIONAL, 2026)
    before = [duty for duty in found if duty.period < "2026"]
    assert before
    assert {duty.state for duty in before} == {State.OVERDUE}
    last = {duty.period for duty in duties_of_year(snap(records_since="2025-01"), TODAY, NATIONAL, 2025)}
    assert {"2025-01", "2025-12", "2025-Q4"} <= last
    assert all(period.startswith("2025") for period in last)


@pytest.mark.parametrize(
    ("one", "owned"),
    [
        (entry("difficulty", owner="secretary"), True),
        (entry("difficulty", NEXT, owner="secretary"), False),
        (entry("difficulty", date(2025, 5, 1), owner="p1"), True),
        (entry("difficulty", date(2025, 5, 1), owner="p1", done=date(2026, 1, 1)), True),
        (entry("difficulty", date(2025, 5, 1), owner="p1", done=date(2025, 12, 31)), False),
        (entry("difficulty", owner="p2"), False),
        (entry("difficulty", owner="p1", dropped="不再"), False),
    ],
)
def test_which_difficulties_the_secretary_took_on_this_year(one: Entry, owned: bool) -> None:
    row = next(row for row in charges(snap(one), TODAY, NATIONAL, 2026) if row.who.post == "secretary")
    assert row.lead is not None
    assert row.lead.difficulties == ("e1",) * owned


def test_how_the_report_stands_is_that_of_the_year() -> None:
    found = [
        Finding(id=f"f{year}", rule="RS-01", period=str(year), result=result, day=TODAY)
        for year, result in ((2025, Result.PARTLY), (2026, Result.EXECUTED))
    ]
    for year, report in ((2025, "overdue"), (2026, "met")):
        row = next(row for row in charges(snap(*found), TODAY, NATIONAL, year) if row.who.post == "secretary")
        assert row.lead is not None
        assert row.lead.report == report


# -- agreed matters


@pytest.mark.parametrize(
    ("decision", "how"),
    [
        (Decision(text="x", due=TODAY - timedelta(1)), "overdue"),
        (Decision(text="x", due=TODAY), "soon"),
        (Decision(text="x", due=TODAY + timedelta(6)), "soon"),
        (Decision(text="x", due=TODAY + timedelta(7)), "open"),
        (Decision(text="x"), "open"),
        (Decision(text="x", due=TODAY, done=TODAY), "done"),
        (Decision(text="x", due=TODAY, done=NEXT), "soon"),
    ],
)
def test_until_when_an_agreed_matter_is_open(decision: Decision, how: str) -> None:
    found = matters(snap(tagged().but(decisions=(decision,))), TODAY)
    counts = (len(found), len(due_soon(found, TODAY)), len(overdue(found)))
    assert counts == {"overdue": (1, 0, 1), "soon": (1, 1, 0), "open": (1, 0, 0), "done": (0, 0, 0)}[how]


# -- the five qualities


def fact(code: str, *records, **of):
    return next(one for one in facts(snap(*records, **of), TODAY, NATIONAL) if one.code == code)


def test_what_has_a_day_in_the_quarter_to_come() -> None:
    planned = [meeting(f"m{n}", on) for n, on in enumerate(("2026-12-31", "2027-01-01", "2027-03-31", "2027-04-01"), 1)]
    due = [entry("directive", id=f"e{n}", due=day(on)) for n, on in enumerate(("2026-12-31", "2027-02-01"), 1)]
    assert fact("dated", *planned, *due, entry("directive", id="e9")).those == ("m2", "m3", "e2")


def test_the_days_from_writing_down_to_holding() -> None:
    made = [tagged("m1", "2026-05-05", made=day("2026-05-05")), tagged("m2", "2026-05-05", made=day("2026-05-01"))]
    assert fact("days", *made).number == 2
    assert fact("days", tagged(made=day("2026-05-06"))).unknown


# -- entries


def row(one: Entry, *records, today: date = TODAY) -> entries.EntryRow:
    found = entries.find(snap(one, *records), one.id, today, NATIONAL)
    assert found is not None
    return found


def test_a_row_has_all_that_its_entry_says() -> None:
    one = entry(
        "plan", date(2026, 2, 1), sub="在职", doc="1号", period="2026", due=date(2026, 12, 1), owner="p1", who=("p1", "p2"),
        rule="OL-06", numbers={"学时": 8.0}, result="好", tags=(TAG,), origin="群众提议",
    )  # fmt: skip
    found = row(one)
    same = (
        "kind",
        "sub",
        "title",
        "doc",
        "day",
        "period",
        "due",
        "owner",
        "who",
        "rule",
        "numbers",
        "result",
        "tags",
        "origin",
    )
    assert {name: getattr(found, name) for name in same} == {name: getattr(one, name) for name in same}
    assert row(one.but(dropped="不再")).dropped == "不再"


@pytest.mark.parametrize(
    ("one", "spring"),
    [
        (entry("directive", date(2026, 3, 31)), True),
        (entry("directive", date(2026, 4, 1)), False),
        (entry("directive", date(2026, 1, 1), done=date(2026, 6, 1)), True),
        (entry("directive", date(2025, 12, 31), done=date(2026, 6, 1)), True),
        (entry("directive", date(2025, 12, 31), done=date(2026, 1, 1)), True),
        (entry("directive", date(2025, 12, 1), done=date(2025, 12, 31)), False),
        (entry("directive", date(2025, 12, 31)), True),
        (entry("directive", date(2025, 12, 31), due=date(2026, 1, 31)), True),
        (entry("division", date(2025, 12, 31), rule="*"), True),
        (entry("directive", date(2025, 12, 31), dropped="重复"), False),
    ],
)
def test_an_entry_is_of_the_period_that_it_came_in_was_closed_in_or_runs_in(one: Entry, spring: bool) -> None:
    """One that ran through a period is of it when it has been closed since, as it was before that."""
    period = periods.parse("2026-Q1")
    assert period is not None
    assert entries.of_period(row(one), period) is spring


@pytest.mark.parametrize(
    ("id", "place"),
    [
        *(("m1#1", 0), ("m1#2", 1), ("m1#3", None), ("m1#0", None), ("m1", None), ("m1#", None), ("m9#1", None)),
        *(
            ("m1#０１", None),
            ("m1#x", None),
            ("m1#-1", None),
            ("m1#00001", None),
            ("m1#0001", 0),
            ("m1#" + "9" * 5000, None),
        ),
    ],
)
def test_an_agreed_matter_is_found_by_its_meeting_and_place(id: str, place: int | None) -> None:
    decided = tagged().but(decisions=(Decision(text="甲", result="好"), Decision(text="乙")))
    found = entries.find(snap(decided), id, TODAY, NATIONAL)
    assert (found and (found.meeting, found.place)) == (None if place is None else ("m1", place))
    if found is not None and place == 0:
        assert (found.title, found.result, found.evidence, found.silent_days) == ("甲", "好", ("m1",), 201)


def test_rows_stand_by_their_day_and_then_their_id() -> None:
    made = [
        entry("directive", on, id) for on, id in ((TODAY, "e1"), (date(2026, 1, 1), "e3"), (date(2026, 1, 1), "e2"))
    ]
    found = entries.rows(snap(*made, tagged("m1", "2026-01-01").but(decisions=(Decision(text="甲"),))), TODAY, NATIONAL)
    assert [one.id for one in found] == ["e2", "e3", "m1#1", "e1"]


def test_what_is_urgent_comes_first() -> None:
    due = {"e1": None, "e2": TODAY + timedelta(1), "e3": TODAY - timedelta(1), "e4": TODAY + timedelta(30), "e5": TODAY}
    made = [entry("directive", date(2026, 1, 1), id, due=on) for id, on in due.items()]
    settled = [
        entry("division", date(2026, 1, 1), "e6", rule="*"),
        entry("directive", date(2026, 1, 1), "e7", done=TODAY),
    ]
    found = entries.rows(snap(*made, *settled), TODAY, NATIONAL)
    assert [one.id for one in sorted(found, key=entries.urgency)] == ["e3", "e5", "e2", "e4", "e1", "e6", "e7"]
    assert [one.id for one in entries.running(snap(*made, *settled), TODAY, NATIONAL)] == ["e3", "e5", "e2", "e4", "e1"]


@pytest.mark.parametrize(
    ("one", "records", "days"),
    [
        (entry("directive", TODAY - timedelta(9)), (), 9),
        (entry("directive", NEXT), (), 0),
        (entry("directive", TODAY), (), 0),
        (entry("directive", date(2026, 1, 1)), (meeting("m1", "2026-11-20", "study", roll={}, about=("e1",)),), 2),
        (entry("model", date(2026, 1, 1), steps={"盆景": date(2026, 11, 12)}), (), 10),
        (entry("directive", date(2026, 1, 1), done=TODAY), (), None),
    ],
)
def test_how_long_nothing_was_heard_of_an_entry(one: Entry, records, days: int | None) -> None:
    assert row(one, *records).silent_days == days


def spoken(on: date):
    return Talk(id="k1", talker="p1", partner="p2", day=on, about=("e1",))


@pytest.mark.parametrize(
    ("one", "records", "hints"),
    [
        (entry("directive", TODAY - timedelta(30)), (), ()),
        (entry("directive", TODAY - timedelta(31)), (), ("not_conveyed",)),
        (entry("directive", TODAY - timedelta(31)), tuple(sessions("2026-11-01")), ()),
        (entry("directive", TODAY - timedelta(31), done=TODAY), (), ()),
        (entry("difficulty", TODAY - timedelta(60)), (), ()),
        (entry("difficulty", TODAY - timedelta(61)), (), ("nothing_linked",)),
        (entry("difficulty", TODAY - timedelta(61)), (spoken(TODAY),), ()),
        (entry("model", TODAY - timedelta(180)), (), ()),
        (entry("model", TODAY - timedelta(181)), (), ("no_visit",)),
        (entry("model", TODAY - timedelta(400)), (spoken(TODAY - timedelta(180)),), ()),
        (entry("model", TODAY - timedelta(400)), (spoken(TODAY - timedelta(181)),), ("no_visit",)),
        (entry("model", TODAY - timedelta(181)), tuple(sessions("2026-11-01")), ("no_visit",)),
        (plan(done=TODAY), (), ("no_result",)),
        (plan(done=TODAY, result="好"), (), ()),
    ],
)
def test_what_of_an_entry_is_worth_a_look(one: Entry, records, hints: tuple[str, ...]) -> None:
    assert row(one, *records).hints == hints


# -- what comes


@pytest.mark.parametrize(("days", "there"), [(90, True), (91, False), (-1, True)])
def test_an_entry_is_among_the_days_to_come_until_the_last(days: int, there: bool) -> None:
    one = entry("directive", date(2026, 1, 1), due=TODAY + timedelta(days), owner="secretary")
    found = [coming for coming in ahead(snap(one), TODAY, NATIONAL) if coming.code == "entry"]
    assert [(coming.record, coming.facts) for coming in found] == [("e1", {"text": "事项", "owner": "p1"})] * there


def test_last_years_duties_that_have_a_grace_are_among_the_days_to_come() -> None:
    found = ahead(snap(records_since="2026-01"), date(2027, 2, 1), NATIONAL)
    keys = [coming.duty.key for coming in found if coming.duty]
    assert [key for key in keys if key.startswith("OL-07/")] == ["OL-07/2026"]
    order = {rule.id: place for place, rule in enumerate(NATIONAL.rules)}
    days: dict[date, list[int]] = {}
    for coming in found:
        days.setdefault(coming.day, []).append(order[coming.duty.rule.id] if coming.duty else len(order))
    assert max(map(len, days.values())) > 1
    assert all(places == sorted(places) for places in days.values())


def test_on_one_day_a_must_comes_before_findings_and_those_before_the_rest() -> None:
    day_over = TODAY - timedelta(1)
    found = Finding(id="f1", rule="OL-01", period="2026-Q1", result=Result.PARTLY, day=date(2026, 4, 1), due=day_over)
    span = {"period": "2026-11", "start": date(2026, 11, 1), "due": day_over, "state": State.OVERDUE}
    duties = [
        Duty(rule=NATIONAL.rules[0].but(predicate="sessions", strength=strength), **span)
        for strength in (Strength.LOCAL, Strength.GEN, Strength.MUST)
    ]
    there = snap(found, tagged().but(decisions=(Decision(text="x", due=day_over),)))
    said = tasks(there, TODAY, NATIONAL, duties, rectifications(there, TODAY), matters(there, TODAY))
    names = [
        one.duty.rule.strength.value if one.duty else one.finding.finding if one.finding else one.meeting
        for one in said
    ]
    assert [name for name in names if name] == ["MUST", "f1", "m1", "GEN", "LOCAL"]


@pytest.mark.parametrize(
    ("days", "kinds"), [(45, [TaskKind.DUE]), (46, []), (0, [TaskKind.DUE]), (-1, [TaskKind.OVERDUE])]
)
def test_a_finding_and_an_agreed_matter_are_due_within_forty_five_days(days: int, kinds: list[TaskKind]) -> None:
    due = TODAY + timedelta(days)
    found = Finding(id="f1", rule="OL-01", period="2026-Q1", result=Result.PARTLY, day=date(2026, 4, 1), due=due)
    for there in (snap(found), snap(tagged().but(decisions=(Decision(text="x", due=due),), minutes="x"))):
        said = list(tasks(there, TODAY, NATIONAL, [], rectifications(there, TODAY), matters(there, TODAY)))
        assert [(one.kind, one.day, one.action) for one in said] == [(kind, due, "open") for kind in kinds]


def test_a_finding_and_a_matter_without_a_day_ask_for_nothing() -> None:
    found = Finding(id="f1", rule="OL-01", period="2026-Q1", result=Result.PARTLY, day=date(2026, 4, 1))
    there = snap(found, tagged().but(decisions=(Decision(text="x"),), minutes="x"))
    assert list(tasks(there, TODAY, NATIONAL, [], rectifications(there, TODAY), matters(there, TODAY))) == []


def test_what_each_task_offers_to_do() -> None:
    planned = [meeting("m1", "2026-11-22", "study"), meeting("m2", "2026-11-21", "study"), meeting("m3", "2026-11-23")]
    late = entry("directive", date(2026, 1, 1), due=TODAY - timedelta(1))
    there = snap(*planned, tagged("m4", "2026-11-20"), late)
    said = tasks(there, TODAY, NATIONAL, [], [], [])
    assert [(one.kind, one.meeting or one.entry.id, one.action) for one in said] == [
        *((TaskKind.TODAY, "m1", "roll"), (TaskKind.ROLL, "m2", "roll"), (TaskKind.MINUTES, "m4", "open")),
        (TaskKind.OVERDUE, "e1", "open"),
    ]


def test_where_a_session_came_from_and_whom_it_was_for_are_told_by_tags_of_their_own() -> None:
    own, young = tagged("m1", "2026-05-05", "支部自主"), tagged("m2", "2026-05-06", "青年党员")
    assert (fact("own", own, young).those, fact("own", own, young).all_of) == (("m1",), ("m1",))
    assert (fact("aimed", own, young).those, fact("aimed", own, young).all_of) == (("m2",), ("m1", "m2"))
