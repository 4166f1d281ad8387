"""What each measure of a target counts, at the edges: the first that counts, the last that does, and what it is worth."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from store.packs.national import NATIONAL
from store.packs.overlay import overlay
from store.records import Entry, Exemption, ExemptionKind, Finding, Item, Kind, Result, Training
from store.rules.targets import Standing, rounded, sheet, sums
from tests.branches import branch, meeting, member, snapshot

TODAY = date(2026, 11, 22)
NEW_YEAR = date(2027, 1, 5)
MEMBERS = (member("p1"), member("p2", "某某", "secretary"), member("p3"))
TAG = "招商引资"


def rows(*records, today=TODAY, people=MEMBERS, targets=(), founded="2010-01-01", since="2026-01", **fields):
    lines = [{"id": "T-1", "name": "一", "weight": 5} | one for one in targets or [fields]]
    pack = overlay(NATIONAL, {"target": lines}, "local.toml")
    assert pack.faults == ()
    of = branch(records_since=since, founded=founded and date.fromisoformat(founded))
    return sheet(snapshot(of, *people, *records), today, pack, today.year)


def row(*records, **fields):
    return rows(*records, **fields)[0]


def told(*records, **fields):
    """How it stands, so much of so much, its points, and what is certain to be lost."""
    one = row(*records, **fields)
    return one.standing.value, one.actual, one.of, one.points, one.lost


def held(id="m1", on="2026-05-05", *items, **fields):
    roll = {"p1": "present", "p2": "absent", "p3": "late"}
    made = meeting(id, on, "study", **({"roll": roll} | fields))
    return made.but(items=items) if items else made


# -- sessions

SESSIONS = {"measure": "sessions", "tag": TAG, "goal": 2, "points": "ratio"}


def test_nothing_is_lost_of_sessions_that_can_still_be_held() -> None:
    one = row(held(tags=(TAG,)), held("m2"), **SESSIONS)
    assert (one.standing, one.actual, one.of, one.points, one.lost) == ("open", 1, 2, None, 0)
    assert one.evidence == ("m1",)
    assert told(held(tags=(TAG,)), **SESSIONS | {"goal": 0.5}) == ("kept", 1, Fraction("0.5"), 5, 0)


@pytest.mark.parametrize("today", [date(2026, 12, 31), date(2027, 1, 1)])
def test_the_last_day_of_a_period_is_of_it(today: date) -> None:
    one = told(held(tags=(TAG,)), today=today, period="2026", **SESSIONS)
    assert one == (("open", 1, 2, None, 0) if today.year == 2026 else ("gap", 1, 2, Fraction(5, 2), Fraction(5, 2)))
    of_all = told(held(tags=(TAG,)), today=today, period="2026", **SESSIONS | {"points": "all"})
    assert of_all == (("open", 1, 2, None, 0) if today.year == 2026 else ("gap", 1, 2, 0, 5))


def test_a_kind_and_a_form_are_asked_of_one_item() -> None:
    study, other = (Item(kind=kind, form=form) for kind, form in ((Kind.STUDY, "研讨"), (Kind.LECTURE, "观摩")))
    asked = {"measure": "sessions", "kind": "study", "form": "研讨"}
    assert told(held("m1", "2026-05-05", study), **asked)[0] == "kept"
    crossed = (Item(kind=Kind.STUDY, form="观摩"), Item(kind=Kind.LECTURE, form="研讨"))
    assert told(held("m1", "2026-05-05", *crossed), **asked)[0] == "open"
    assert told(held("m1", "2026-05-05", other), measure="sessions", kind="study")[0] == "open"
    assert told(held("m1", "2026-05-05", other), measure="sessions", form="观摩")[0] == "kept"
    assert told(held("m1", "2026-05-05", study), **asked, tag=TAG)[0] == "open"
    assert told(held("m1", "2026-05-05", study, tags=(TAG,)), **asked, tag=TAG)[0] == "kept"


@pytest.mark.parametrize(
    ("founded", "standing"), [("2025-12-31", "gap"), ("2026-01-01", "none"), (None, "gap"), ("2010-01-01", "gap")]
)
def test_of_a_period_before_the_branch_nothing_is_asked(founded: str | None, standing: str) -> None:
    one = row(founded=founded, since=None, period="2025", **SESSIONS)
    assert one.standing.value == standing
    assert one.lost == (None if standing == "none" else 5)


@pytest.mark.parametrize(("since", "standing"), [("2026-01", "open"), ("2026-02", "unknown"), (None, "open")])
def test_what_may_lie_before_the_records_is_not_known(since: str | None, standing: str) -> None:
    assert told(held(tags=(TAG,)), since=since, **SESSIONS)[0] == standing
    assert told(held(tags=(TAG,)), since=since, **SESSIONS | {"goal": 1})[0] == "kept"


# -- duties

MONTHS = [held(f"m{n}", f"2026-{n:02}-05", Item(kind=Kind.PARTY_DAY)) for n in range(1, 10)]
DUTIES = {"measure": "duties", "rules": ["OL-06"], "points": "deduct"}


def test_where_so_great_a_part_is_enough_what_is_missed_costs_nothing() -> None:
    assert told(*MONTHS, **DUTIES) == ("gap", 9, 10, 4, 1)
    assert told(*MONTHS, **DUTIES, goal=0.9) == ("kept", 9, 10, 5, 0)
    assert told(*MONTHS, **DUTIES, goal=0.91)[:3] == ("gap", 9, 10)
    assert told(*MONTHS, **DUTIES | {"points": "all"}) == ("gap", 9, 10, 0, 5)
    assert told(*MONTHS, **DUTIES | {"points": "ratio"}, goal=0.95)[3] == Fraction(90, 19)
    assert told(*MONTHS, **DUTIES | {"points": "ratio"}) == ("gap", 9, 10, Fraction(9, 2), Fraction(1, 2))


def test_what_is_not_known_of_duties_is_named_and_not_lost() -> None:
    one = row(*MONTHS[3:], since="2026-04", **DUTIES)
    assert (one.standing, one.points, one.lost) == ("unknown", None, 1)
    assert one.unknown == ("OL-06/2026-01", "OL-06/2026-02", "OL-06/2026-03")
    ratio = row(*MONTHS[3:], since="2026-04", **DUTIES | {"points": "ratio"})
    assert ratio.lost == Fraction(5, 12)  # of the year's twelve, eleven can still turn out to be done
    for points in ("deduct", "all", "ratio"):  # and that may be part enough
        enough = row(*MONTHS[3:], since="2026-04", **DUTIES | {"points": points, "goal": 0.9})
        assert (enough.standing, enough.lost) == ("unknown", 0)


def test_duties_that_ask_nothing_of_the_branch_are_no_target() -> None:
    one = row(measure="duties", rules=["OL-16"])
    assert (one.standing, one.points, one.lost) == ("none", None, None)
    assert sums([one]).weight == 0


def test_a_sheet_without_points_looks_for_the_gaps_first() -> None:
    one = row(*MONTHS[3:], since="2026-04", **DUTIES | {"points": "none"})
    assert (one.standing, one.points, one.lost) == ("gap", None, 0)
    assert told(*MONTHS, **DUTIES | {"points": "none"}, goal=0.9)[3:] == (None, 0)


# -- entries


def directive(on, id="e1", **fields):
    return Entry(id=id, kind="directive", title="文", day=on, **fields)


CONVEYED = {"measure": "entries", "kind": "directive", "stage": "传达", "within": 30}
DONE = {"measure": "entries", "kind": "directive", "done": True}


@pytest.mark.parametrize(
    ("entry", "standing"),
    [
        (directive(TODAY), "open"),
        (directive(TODAY + timedelta(1)), "unknown"),
        (directive(date(2025, 12, 31)), "unknown"),
        (directive(TODAY, dropped="重复"), "unknown"),
        (directive(TODAY).but(kind="difficulty"), "unknown"),
        (directive(TODAY - timedelta(30)), "open"),
        (directive(TODAY - timedelta(31)), "gap"),
    ],
)
def test_which_entries_count_and_until_when_they_are_waited_for(entry: Entry, standing: str) -> None:
    one = row(entry, **CONVEYED)
    assert one.standing.value == standing
    assert one.missing == (("e1",) if standing == "gap" else ())


@pytest.mark.parametrize(("days", "standing"), [(30, "kept"), (31, "gap")])
def test_the_last_day_on_which_an_entry_is_in_time(days: int, standing: str) -> None:
    entry, day = directive(date(2026, 3, 1)), date(2026, 3, 1) + timedelta(days)
    one = row(entry, held("m1", day.isoformat(), about=("e1",)), **CONVEYED)
    assert one.standing.value == standing
    assert one.evidence == (("e1", "m1") if standing == "kept" else ())


def test_an_entry_that_nothing_is_asked_of_by_a_day_is_waited_for_while_the_year_lasts() -> None:
    done = directive(date(2026, 3, 1), "e1", done=date(2026, 4, 1))
    waiting = directive(date(2026, 3, 1), "e2")
    assert told(waiting, **DONE)[0] == "open"
    assert told(done, waiting, **DONE)[:3] == ("kept", 1, 1)
    assert told(done, waiting, today=date(2026, 12, 31), **DONE)[0] == "kept"
    assert told(done, waiting, today=NEW_YEAR, period="2026", **DONE) == ("gap", 1, 2, 0, 5)
    assert told(waiting, today=NEW_YEAR, period="2026", **DONE) == ("gap", 0, 1, 0, 5)
    assert told(done, today=NEW_YEAR, period="2026", **DONE)[0] == "kept"


def test_a_goal_of_entries_is_a_part_of_them_or_a_number() -> None:
    day = date(2026, 3, 1)
    done = [directive(day, f"e{n}", done=date(2026, 4, 1)) for n in (1, 2)]
    late = [directive(day, f"e{n}", due=date(2026, 4, 1)) for n in (3, 4)]
    assert told(*done, **DONE, goal=2)[:3] == ("kept", 2, 2)
    assert told(*done[:1], *late[:1], **DONE, goal=1)[:3] == ("gap", 1, 2)
    assert told(*done[:1], *late, **DONE, goal=0.5)[:3] == ("gap", 1, 3)
    assert told(*done[:1], *late[:1], **DONE, goal=0.5)[:3] == ("kept", 1, 2)
    assert told(*done[:1], *late, **DONE, goal=3)[:3] == ("open", 1, 3)


# -- findings


def finding(day=date(2026, 4, 1), due=date(2026, 5, 1), closed=None, **fields):
    return Finding(
        id="f1", rule="OL-01", period="2026-Q1", day=day, due=due, closed=closed,
        **({"result": Result.PARTLY} | fields),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("found", "standing"),
    [
        (finding(closed=date(2026, 5, 1)), "kept"),
        (finding(closed=date(2026, 5, 2)), "gap"),
        (finding(due=TODAY, closed=TODAY), "kept"),
        (finding(due=TODAY, closed=TODAY + timedelta(1)), "open"),
        (finding(due=TODAY), "open"),
        (finding(due=TODAY - timedelta(1)), "gap"),
        (finding(due=None), "open"),
        (finding(due=None, closed=date(2026, 9, 1)), "kept"),
        (finding(day=TODAY, due=TODAY), "open"),
        (finding(day=TODAY + timedelta(1), due=TODAY + timedelta(9)), "unknown"),
        (finding(day=date(2025, 12, 31)), "unknown"),
        (finding(result=Result.EXECUTED), "unknown"),
        (finding(closed=date(2026, 5, 2), origin="box:f3@b1", came="-"), "unknown"),
    ],
)
def test_which_findings_are_closed_out_in_time(found: Finding, standing: str) -> None:
    one = row(found, measure="findings")
    assert one.standing.value == standing
    assert (one.evidence, one.missing) == (("f1",) * (standing == "kept"), ("f1",) * (standing == "gap"))


def test_what_is_due_after_the_year_is_waited_for_and_what_has_no_day_is_not() -> None:
    last_year = {"today": NEW_YEAR, "period": "2026", "points": "ratio"}
    assert told(finding(due=None), measure="findings", **last_year) == ("gap", 0, 1, 0, 5)
    assert told(finding(due=NEW_YEAR), measure="findings", **last_year) == ("open", 0, 0, None, 0)
    assert told(directive(TODAY, due=NEW_YEAR), **DONE, **last_year) == ("open", 0, 0, None, 0)
    assert told(measure="duties", rules=["OL-07"], **last_year) == ("open", 0, 0, None, 0)
    after = last_year | {"today": date(2027, 4, 1)}
    assert told(measure="duties", rules=["OL-07"], **after) == ("gap", 0, 1, 0, 5)


# -- shares of people and of presences


def test_attendance_is_of_those_expected_and_being_late_is_being_there() -> None:
    asked = {"measure": "attendance", "points": "ratio"}
    two_thirds = {"today": NEW_YEAR, "period": "2026"} | asked
    assert told(held(), **asked) == ("open", 2, 3, None, 0)
    assert told(held(), **two_thirds) == ("gap", 2, 3, Fraction(10, 3), Fraction(5, 3))
    assert told(held(), **two_thirds, goal=100) == ("gap", 2, 3, Fraction(10, 3), Fraction(5, 3))
    assert told(held(), **two_thirds, goal=80) == ("gap", 2, 3, Fraction(25, 6), Fraction(5, 6))
    assert told(held(), **two_thirds, goal=2)[0] == "kept"  # two in a hundred
    assert row(held(), **asked).evidence == ("m1",)
    assert told(held(roll=dict.fromkeys(("p1", "p2"), "present")), **asked)[0] == "kept"


def test_where_nobody_was_expected_nobody_knows() -> None:
    for fields in ({"measure": "attendance"}, {"measure": "share", "of": "leaders", "with": "pledged"}):
        assert told(**fields) == ("unknown", 0, 0, None, 0)
        assert told(**fields, goal=0, points="ratio") == ("unknown", 0, 0, None, 0)
    assert told(held(), since="2026-02", measure="attendance")[0] == "unknown"
    assert told(held(), since="2026-02", measure="attendance", goal=0.5)[0] == "kept"


def trained(on="2026-05-05", until=None, **fields):
    until = until and date.fromisoformat(until)
    return Training(
        id="t1", member="p1", day=date.fromisoformat(on), until=until, **({"hours": 2, "tags": (TAG,)} | fields)
    )


@pytest.mark.parametrize(
    ("record", "reached"),
    [
        (trained(), True),
        (trained(tags=()), False),
        (trained("2026-11-22"), True),
        (trained("2026-11-20", "2026-11-22"), True),
        (trained("2026-11-20", "2026-11-23"), False),
        (trained("2025-12-31"), False),
    ],
)
def test_whom_a_training_reached(record: Training, reached: bool) -> None:
    one = row(record, measure="share", of="members", **{"with": f"attended:{TAG}"})
    assert (one.actual, one.of, one.evidence) == ((1, 3, ("t1",)) if reached else (0, 3, ()))
    assert one.missing == (("p2", "p3") if reached else ("p1", "p2", "p3"))


def test_who_has_the_hours_of_those_who_need_them() -> None:
    exempt = member("p4", exemptions=(Exemption(kind=ExemptionKind.FRAIL),))
    enough = trained(hours=80, tags=())
    one = row(enough, people=(*MEMBERS, exempt), measure="share", of="members", goal=0.3, **{"with": "hours_met"})
    assert (one.standing, one.actual, one.of, one.evidence) == ("kept", 1, 3, ("t1",))
    assert one.missing == ("p2", "p3")


def pledge(day=TODAY, **fields):
    return Entry(**({"id": "e1", "kind": "pledge", "title": "诺", "day": day, "owner": "p1"} | fields))


@pytest.mark.parametrize(
    ("entry", "count"),
    [
        (pledge(), 1),
        (pledge(owner="secretary"), 1),
        (pledge(owner="nobody"), 0),
        (pledge(TODAY + timedelta(1)), 0),
        (pledge(date(2025, 12, 31)), 0),
        (pledge(dropped="不再"), 0),
        (pledge(kind="difficulty"), 0),
    ],
)
def test_who_made_a_pledge(entry: Entry, count: int) -> None:
    assert row(entry, measure="share", of="members", **{"with": "pledged"}).actual == count


# -- figures that somebody reported


def figure(id="e1", day="2026-06-01", **fields):
    numbers = {name: fields.pop(name) for name in ("满意率", "上级评分", "加分") if name in fields}
    made = {"kind": "figure", "title": "数据", "rule": "T-1", "period": "2026", "numbers": numbers}
    return Entry(id=id, day=date.fromisoformat(day), **(made | fields))


RATE = {"measure": "typed", "unit": "满意率", "points": "ratio"}


@pytest.mark.parametrize(
    ("figures", "goal", "expected"),
    [
        ((figure(满意率=90),), 90, ("kept", 90, None, 5, 0)),
        ((figure(满意率=45),), 90, ("gap", 45, None, Fraction(5, 2), Fraction(5, 2))),
        ((figure(满意率=-9),), 90, ("gap", -9, None, 0, 5)),
        ((figure(满意率=12),), None, ("kept", 12, None, 5, 0)),
        ((figure("e1", "2026-11-22", 满意率=90),), 90, ("kept", 90, None, 5, 0)),
        ((figure("e1", "2026-11-23", 满意率=90),), 90, ("unknown", None, None, None, 0)),
        ((figure(满意率=90, dropped="误报"),), 90, ("unknown", None, None, None, 0)),
        ((figure(满意率=90, rule="T-2"),), 90, ("unknown", None, None, None, 0)),
        ((figure(满意率=90, period="2025"),), 90, ("unknown", None, None, None, 0)),
        ((figure("e1", "2025-06-01", 满意率=90, period=""),), 90, ("unknown", None, None, None, 0)),
        ((figure("e1", "2026-06-01", 满意率=90, period=""),), 90, ("kept", 90, None, 5, 0)),
        ((), 0.5, ("unknown", None, None, None, 0)),
        ((), None, ("unknown", None, None, None, 0)),
    ],
)
def test_which_figure_counts_and_what_it_is_worth(figures: tuple[Entry, ...], goal: float | None, expected) -> None:
    asked = RATE if goal is None else RATE | {"goal": goal}
    assert told(*figures, **asked) == expected


def test_the_figure_that_was_reported_last_and_the_higher_levels_beside_it() -> None:
    one = row(figure("e1", 满意率=80), figure("e2", 满意率=90), figure("e3", "2026-05-01", 满意率=70), goal=90, **RATE)
    assert (one.actual, one.evidence, one.external) == (90, ("e2",), None)
    alone = row(figure("e1", 上级评分=4.5), goal=90, **RATE)
    assert (alone.standing, alone.external) == ("unknown", Fraction("4.5"))


def test_an_award_gives_no_more_than_its_cap() -> None:
    award = {"measure": "typed", "unit": "加分", "cap": 3, "weight": 3}
    assert told(figure(加分=2), **award) == ("kept", 2, None, 2, 1)
    assert told(figure(加分=5), **award) == ("kept", 5, None, 3, 0)
    assert told(**award) == ("unknown", None, None, None, 0)


def test_points_by_steps_may_be_more_than_the_weight_and_none_below_the_last_step() -> None:
    steps = {"measure": "attendance", "points": {"steps": [[0.9, 6], [0.6, 6]]}, "today": NEW_YEAR, "period": "2026"}
    assert told(held(), **steps) == ("gap", 2, 3, 6, 0)
    assert told(held(roll={"p1": "absent", "p2": "absent"}), **steps) == ("gap", 0, 2, 0, 5)


# -- the sheet

MISSED = {"measure": "sessions", "kind": "party_day", "goal": 20}


@pytest.mark.parametrize(
    ("today", "year", "periods"),
    [
        (date(2027, 3, 31), 2027, ["2026", "2027"]),
        (date(2027, 4, 1), 2027, ["2027"]),
        (date(2027, 3, 31), 2026, ["2026"]),
        (date(2027, 11, 22), 2026, ["2026"]),
    ],
)
def test_last_years_gaps_stand_first_while_its_sheet_is_handed_in(today: date, year: int, periods: list[str]) -> None:
    pack = overlay(NATIONAL, {"target": [{"id": "T-1", "name": "一", "weight": 5} | MISSED]}, "local.toml")
    found = sheet(snapshot(branch(records_since="2026-01"), *MEMBERS), today, pack, year)
    assert [one.period.label for one in found] == periods


def test_a_target_of_one_period_is_not_of_last_years_sheet() -> None:
    both = [MISSED, MISSED | {"id": "T-2", "period": "2026-Q4"}]
    assert [(one.target.id, one.period.label) for one in rows(today=NEW_YEAR, targets=both)] == [
        *(("T-1", "2026"), ("T-1", "2027"), ("T-2", "2026-Q4")),
    ]


def test_the_sum_has_each_weight_in_one_place() -> None:
    lines = [
        {"id": "T-1", "weight": 1, "measure": "sessions", "tag": TAG},
        {"id": "T-2", "weight": 2, "measure": "attendance", "goal": 0.5},
        {"id": "T-3", "weight": 4, "measure": "findings"},
        {"id": "T-4", "weight": 8, "measure": "sessions", "kind": "study", "points": "none"},
        {"id": "T-5", "weight": 16, "measure": "duties", "rules": ["OL-16"]},
    ]
    found = rows(held(), targets=lines)
    standings = [Standing.OPEN, Standing.KEPT, Standing.UNKNOWN, Standing.KEPT, Standing.NONE]
    assert [one.standing for one in found] == standings
    total = sums(found)
    assert (total.open, total.known, total.unknown, total.unpointed, total.points) == (1, 2, 4, 8, 2)


@pytest.mark.parametrize(("exact", "shown"), [("0.05", "0.1"), ("0.04", "0"), ("0.24", "0.2"), ("4.95", "5")])
def test_points_are_rounded_half_up(exact: str, shown: str) -> None:
    assert rounded(Fraction(exact)) == Fraction(shown)
