"""The committee's figures: units side by side in their own order, worst states, counts that are old, what was sent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.box.counts import up_of_branch
from store.box.messages import DutyCount, EntryCount, FindingReport, Receipt, Up
from store.committee.board import committee_figures
from store.committee.cells import counts_of, worst_of
from store.committee.figures import CommitteeTaskKind, ReminderKind, SentState
from store.committee.units import NO_BOX, Committee, Unit, UnitCounts
from store.packs.national import NATIONAL
from store.periods import parse
from store.records import Entry, Finding, Result
from store.rules.figures import State
from store.rules.institutions import RANK
from tests.branches import branch, snapshot
from tests.desk import sample_view

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)


def up(unit: str = "one", as_of: date = TODAY, **fields) -> Up:
    return Up(**({"unit": unit, "name": unit, "as_of": as_of, "revision": 1, "members": 20} | fields))


def count(rule: str, period: str, due: str, **n: int) -> DutyCount:
    return DutyCount(rule=rule, period=period, due=date.fromisoformat(due), n=n)


def committee(*units: str, **fields) -> Committee:
    return Committee(units=tuple(Unit(unit=one, name=f"{one}支部", box=f"/box/{one}") for one in units), **fields)


def figures(ups: dict[str, Up], *records, today: date = TODAY, over: Committee | None = None, **asked):
    over = over or committee(*ups)
    read = {unit: UnitCounts(up=one) for unit, one in ups.items()}
    return committee_figures(snapshot(branch(level="committee"), *records), over, read, today, NATIONAL, **asked)


def cell(one: Up, rule: str, today: date = TODAY, **asked):
    return figures({one.unit: one}, today=today, **asked).rows[0].cells[rule]


def test_a_cell_is_the_worst_state_and_its_count() -> None:
    counts = (
        count("OL-03", "2026-09", "2026-09-30", met=2, overdue=1),
        count("OL-03", "2026-10", "2026-10-31", overdue=2, unknown=1),
        count("OL-03", "2026-11", "2026-11-30", due_soon=3),
        count("OL-01", "2026-Q4", "2026-12-31", na=1),
    )
    one = up(duties=counts)
    assert cell(one, "OL-03")[:2] == (State.OVERDUE, 3)
    assert cell(one, "OL-03", period=parse("2026-11"))[:2] == (State.DUE_SOON, 3)
    assert cell(one, "OL-01")[:2] == (State.NA, 1)
    assert cell(one, "OL-02")[:2] == (State.NA, 0)


@pytest.mark.parametrize(
    ("entries", "state", "n"),
    [
        ({}, State.NA, 0),
        ({"directive": EntryCount(open=0, overdue=0)}, State.MET, 0),
        ({"directive": EntryCount(open=3, overdue=0)}, State.UPCOMING, 3),
        ({"directive": EntryCount(open=3, overdue=2)}, State.OVERDUE, 2),
    ],
)
def test_a_register_has_a_cell_too(entries, state: State, n: int) -> None:
    assert cell(up(entries=entries), "directive")[:2] == (state, n)


def test_what_was_open_and_has_fallen_due_since_is_unknown_never_overdue() -> None:
    one = up(as_of=date(2026, 11, 20), duties=(count("OL-03", "2026-11", "2026-11-30", due_soon=2, overdue=0, met=1),))
    assert cell(one, "OL-03", date(2026, 11, 30))[:2] == (State.DUE_SOON, 2)
    assert cell(one, "OL-03", date(2026, 12, 1))[:2] == (State.UNKNOWN, 2)
    assert not figures({"one": one}, today=date(2026, 12, 1)).attention.units_overdue


def test_what_is_not_due_yet_is_not_overdue_though_a_clock_was_ahead() -> None:
    late = count("OL-06", "2026-10", "2026-10-31", overdue=1)
    counts = (count("OL-03", "2026-11", "2026-11-30", overdue=2, met=1), late)
    one = up(as_of=date(2027, 3, 1), duties=counts)
    assert cell(one, "OL-03")[:2] == (State.UNKNOWN, 2)
    assert cell(one, "OL-06")[:2] == (State.OVERDUE, 1)
    assert [task.rule for task in figures({"one": one}).attention.tasks] == ["OL-06"]
    assert figures({"one": one.but(duties=counts[:1])}).attention.units_overdue == 0


def test_periods_that_ended_since_are_unknown_where_the_rule_applied() -> None:
    met = (count("OL-02", "2026-10", "2026-10-31", met=1), count("OL-03", "2026-10", "2026-10-31", na=1))
    one = up(as_of=date(2026, 10, 31), duties=met)
    assert cell(one, "OL-02", date(2026, 11, 30))[:2] == (State.MET, 1)
    assert cell(one, "OL-02", date(2027, 1, 1))[:2] == (State.UNKNOWN, 2)
    assert [one.period for one in cell(one, "OL-02", date(2027, 1, 1)).counts] == ["2026-10", "2026-11", "2026-12"]
    assert cell(one, "OL-03", date(2027, 1, 1))[0] is State.NA


def test_counts_of_any_age_cost_a_year_of_periods() -> None:
    one = up(as_of=date(1900, 1, 1), duties=(count("OL-02", "1900-01", "1900-01-31", met=1),))
    assert len(cell(one, "OL-02").counts) <= 14


def test_a_state_of_a_newer_program_is_unknown() -> None:
    assert cell(up(duties=(count("OL-02", "2026-10", "2026-10-31", postponed=1),)), "OL-02")[:2] == (State.UNKNOWN, 1)


def test_a_unit_without_counts_says_why_and_is_unknown_everywhere() -> None:
    over = committee("one", "two")
    over = over.but(units=(*over.units, Unit(unit="three", name="三支部")))
    read = {"one": UnitCounts(up=up()), "two": UnitCounts(code="damaged", place="duties/3/due")}
    rows = committee_figures(snapshot(branch()), over, read, TODAY, NATIONAL).rows
    assert [(row.unit, row.code, row.as_of) for row in rows] == [
        ("one", "", TODAY),
        ("two", "damaged", None),
        ("three", NO_BOX, None),
    ]
    assert {one.state for row in rows[1:] for one in row.cells.values()} == {State.UNKNOWN}


def test_rows_stand_in_the_order_of_the_file_whatever_the_figures() -> None:
    bad = count("OL-02", "2026-10", "2026-10-31", overdue=9)
    ups = {"b": up("b"), "a": up("a", duties=(bad,)), "c": up("c")}
    for order in (["b", "a", "c"], ["c", "b", "a"]):
        assert [row.unit for row in figures(ups, over=committee(*order)).rows] == order


def test_columns_may_be_chosen() -> None:
    chosen = committee("one", columns=("RS-04", "difficulty", "XX-99", "RS-04"))
    assert [one.id for one in figures({"one": up()}, over=chosen).columns] == ["RS-04", "difficulty"]


def notice(id: str = "e1", **fields) -> Entry:
    return Entry(**({"id": id, "kind": "notice", "title": "报送情况", "day": TODAY - 10 * DAY} | fields))


def test_traffic_tells_who_received_and_closed_with_the_replies() -> None:
    ups = {
        "one": up("one", received=(Receipt(origin="e1", day=TODAY, state="done", reply="38"),)),
        "two": up("two", received=(Receipt(origin="e1", day=TODAY, state="open"),)),
        "three": up("three"),
    }
    (row,) = figures(ups, notice()).traffic
    assert (row.received, row.closed, row.of, row.state) == (2, 1, 3, SentState.OPEN)
    assert [one.reply for one in row.answers] == ["38", "", ""]
    (row,) = figures(ups, notice(to=("one",))).traffic
    assert (row.received, row.closed, row.of, row.state) == (1, 1, 1, SentState.ANSWERED)


def test_what_came_down_or_was_given_up_is_not_traffic() -> None:
    assert not figures({"one": up()}, notice(origin="box:e9"), notice("e2", dropped="错发")).traffic


@pytest.mark.parametrize(
    ("as_of", "state"), [(10, SentState.UNKNOWN), (11, SentState.UNKNOWN), (12, SentState.OVERDUE)]
)
def test_an_item_is_overdue_only_by_counts_made_after_its_day(as_of: int, state: SentState) -> None:
    due = notice(due=date(2026, 11, 11))
    (row,) = figures({"one": up(as_of=date(2026, 11, as_of))}, due).traffic
    assert row.state is state


def finding(id: str = "f1", **fields) -> Finding:
    given = {"id": id, "rule": "OL-03", "period": "2026-10", "result": Result.NOT_EXECUTED, "unit": "one"}
    return Finding(**(given | {"day": date(2026, 11, 1), "due": date(2026, 11, 10)} | fields))


def reported(**fields) -> Up:
    return up(findings=(FindingReport(**({"origin": "f1", "state": "open"} | fields)),))


@pytest.mark.parametrize(
    ("one", "said", "state"),
    [
        (up(), {}, SentState.OVERDUE),
        (up(as_of=date(2026, 11, 10)), {}, SentState.UNKNOWN),
        (up(), {"due": None}, SentState.OPEN),
        (reported(state="closed", closed=date(2026, 11, 8), closing="已补"), {}, SentState.ANSWERED),
        (reported(state="closed", closed=date(2026, 11, 8)), {"closed": date(2026, 11, 9)}, SentState.CLOSED),
        (reported(), {"result": Result.EXECUTED}, SentState.CLOSED),
    ],
)
def test_a_finding_stands_as_its_unit_says_until_it_is_closed_out(one: Up, said: dict, state: SentState) -> None:
    (row,) = figures({"one": one}, finding(**said)).inspections
    assert row.state is state
    assert row.received == bool(one.findings)


def test_a_finding_about_a_unit_without_a_box_is_judged_by_our_own_record() -> None:
    over = Committee(units=(Unit(unit="one", name="一支部"),))
    (row,) = committee_figures(snapshot(branch(), finding()), over, {}, TODAY, NATIONAL).inspections
    assert row.state is SentState.OVERDUE


def test_reminders_are_terms_vacancies_and_who_was_not_visited() -> None:
    term = count("EL-01", "2027-03-01", "2027-03-01", due_soon=1)
    ups = {
        "one": up("one", duties=(term,), vacant=("discipline_officer",), visits={"2026-H2": 2}),
        "two": up("two", visits={"2026-H1": 1, "2026-H2": 0}),
        "three": up("three", visits={"2026-H1": 1}),
        "four": up("four", duties=(term.but(due=date(2027, 8, 1)),)),
    }
    over = committee(*ups, liaison=("方谨言",))
    assert [(one.kind, one.unit) for one in figures(ups, over=over).reminders] == [
        (ReminderKind.TERM, "one"),
        (ReminderKind.VACANCY, "one"),
        (ReminderKind.NOT_VISITED, "two"),
    ]


def test_attention_counts_and_says_what_is_oldest() -> None:
    late = count("OL-03", "2026-10", "2026-10-31", overdue=2)
    ups = {"one": up("one", duties=(late,)), "two": up("two", duties=(late.but(due=date(2026, 9, 30)),))}
    said = figures(ups, notice(), finding()).attention
    assert (said.units_overdue, said.not_received, said.findings_overdue, said.answered) == (2, 2, 1, 0)
    assert [(one.kind, one.unit) for one in said.tasks] == [
        (CommitteeTaskKind.DUTY, "two"),
        (CommitteeTaskKind.DUTY, "one"),
        (CommitteeTaskKind.FINDING, "one"),
    ]
    assert figures({"one": up()}).attention.next is None


def test_the_sample_branch_goes_up_and_is_read() -> None:
    one = up_of_branch(sample_view(TODAY).snapshot, TODAY, NATIONAL, unit="one", liaison=["方谨言"])
    row = figures({"one": one}).rows[0]
    assert (row.members, row.code, row.overdue) == (24, "", True)
    assert row.cells["OL-03"].state is State.OVERDUE
    assert row.cells["OL-03"].n == sum(c.n.get("overdue", 0) for c in one.duties if c.rule == "OL-03")


STATES = [state.value for state in State]
counts = st.builds(
    DutyCount,
    rule=st.sampled_from(["OL-01", "OL-02", "OL-03"]),
    period=st.sampled_from(["2026-09", "2026-10", "2026-Q4", "2026", "2026-11-03", "???"]),
    due=st.dates(date(2026, 1, 1), date(2027, 3, 1)),
    n=st.dictionaries(st.sampled_from([*STATES, "newer"]), st.integers(0, 50)),
)


@given(st.lists(counts, max_size=12), st.dates(date(2025, 6, 1), date(2027, 1, 1)), st.dates(TODAY, date(2027, 6, 1)))
def test_nothing_is_lost_and_the_worst_is_told(duties: list[DutyCount], as_of: date, today: date) -> None:
    one = up(as_of=as_of, duties=tuple(duties))
    known = counts_of(one, today)
    for rule, told in known.items():
        said = sum(sum(c.n.values()) for c in duties if c.rule == rule)
        since = sum(c.n["unknown"] for c in told[sum(c.rule == rule for c in duties) :])
        assert sum(sum(c.n.values()) for c in told) == said + since
        worst, n = worst_of(told)
        assert all(RANK[State(s)] >= RANK[worst] for c in told for s, k in c.n.items() if k)
        assert n == sum(k for c in told for s, k in c.n.items() if s == worst)
        due = [c for c in duties if c.rule == rule and (as_of <= today or c.due < today)]
        assert sum(c.n.get("overdue", 0) for c in told) == sum(c.n.get("overdue", 0) for c in due)
