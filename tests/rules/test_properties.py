from __future__ import annotations

import random
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from store.packs.national import NATIONAL
from store.records import CAME, DuesMonth, Exemption, ExemptionKind, Finding, Result, Talk, TalkKind, Training, Waiver
from store.rules import engine
from store.rules.figures import State
from store.rules.institutions import duties
from store.snapshot import Snapshot
from tests.rules.build import KINDS, met, people, snap

FIRST, DAYS = date(2025, 6, 1), 560
BETTER = {
    State.MET: 0,
    State.MET_LATE: 1,
    State.WAIVED: 2,
    State.NA: 2,
    State.UPCOMING: 3,
    State.DUE_SOON: 3,
    State.UNKNOWN: 4,
    State.OVERDUE: 5,
}

days = st.integers(0, DAYS).map(lambda n: FIRST + timedelta(n))
kinds = st.sampled_from(sorted(KINDS))
named = st.sampled_from(["", "", "", ":2026-09", ":2026-Q3", ":2025", ":2026", ":nonsense"])
rolls = st.text("123456", min_size=9, max_size=9)


@st.composite
def meetings(draw, id: str, held: bool | None = None):
    items = draw(st.lists(st.builds(str.__add__, kinds, named), min_size=1, max_size=3))
    open_ = (not held and held is not None) or (held is None and draw(st.integers(0, 5)) == 0)
    group = draw(st.sampled_from([None, None, "g1", "g2", "g3"]))
    hours = draw(st.sampled_from([None, 2, 4.5]))
    return met(id, draw(days).isoformat(), *items, roll=None if open_ else draw(rolls), group=group, hours=hours)


@st.composite
def branches(draw):
    roster = [
        member.but(
            group=f"g{n % 3 + 1}",
            since=draw(st.one_of(st.none(), days)) if n > 6 else None,
            until=draw(st.one_of(st.none(), days)) if n > 6 else None,
            leader=n == 0,
            monthly_due="50",
            exemptions=(Exemption(kind=draw(st.sampled_from(list(ExemptionKind))), since=draw(days)),)
            if n == 5
            else (),
        )
        for n, member in enumerate(people(9))
    ]
    ids = [member.id for member in roster]
    records: list = [draw(meetings(f"m{n}")) for n in range(draw(st.integers(0, 14)))]
    for n in range(draw(st.integers(0, 8))):
        records.append(
            Training(id=f"t{n}", member=draw(st.sampled_from(ids)), day=draw(days), hours=draw(st.integers(1, 80)) / 2)
        )
    for n in range(draw(st.integers(0, 4))):
        rule, period = draw(
            st.sampled_from([("OL-03", "2026-09"), ("RS-01", "2025"), ("RS-07", "2026"), ("OL-06", "2026-09")])
        )
        closed = draw(st.one_of(st.none(), days))
        records.append(
            Finding(
                id=f"f{n}",
                rule=rule,
                period=period,
                result=draw(st.sampled_from(list(Result))),
                day=draw(days),
                closed=closed,
            )
        )
    for n in range(draw(st.integers(0, 4))):
        who, whom = draw(st.sampled_from(ids)), draw(st.sampled_from(ids))
        records.append(
            Talk(id=f"k{n}", talker=who, partner=whom, day=draw(days), kind=draw(st.sampled_from(list(TalkKind))))
        )
    for month in draw(st.sets(st.integers(1, 12), max_size=4)):
        paid = {id: draw(days) for id in draw(st.sets(st.sampled_from(ids)))}
        records.append(DuesMonth(id=f"d{month}", month=f"2026-{month:02}", paid=paid))
    if draw(st.booleans()):
        records.append(Waiver(id="w1", rule="OL-06", period="2026-09", reason="x", day=draw(days)))
    return snap(*records, members=roster, groups=3)


def states(snapshot: Snapshot, today: date) -> dict:
    return {one.key: one for one in duties(snapshot, today, NATIONAL, FIRST, FIRST + timedelta(DAYS))}


@given(branches(), days, st.integers())
def test_the_order_of_records_never_matters(snapshot, today, seed):
    tables = {}
    for name, table in snapshot.tables.items():
        rows = list(table.items())
        if name != "members":  # the roster's order is what people are listed in
            random.Random(seed).shuffle(rows)
        tables[name] = dict(rows)
    one, two = (engine.figures(s, today, NATIONAL) for s in (snapshot, Snapshot(1, tables)))
    assert {duty.key: duty for duty in one.execution} == {duty.key: duty for duty in two.execution}
    assert (one.participation, one.training) == (two.participation, two.training)
    assert (one.meetings, one.findings) == (two.meetings, two.findings)
    assert one.attention[:3] == two.attention[:3]


@given(branches(), meetings("new", held=True), days)
def test_a_held_session_never_worsens_a_cadence_rule_of_its_own_kind(snapshot, new, today):
    before, after = states(snapshot, today), states(snapshot.with_records({"meetings": {new.id: new}}), today)
    own = {kind.value for kind in new.kinds}
    for key, one in before.items():
        if one.rule.cadence is not None and one.rule.params.get("kind") in own:
            assert BETTER[after[key].state] <= BETTER[one.state], key


@given(branches(), days, days)
def test_moving_today_forward_never_turns_met_into_overdue_or_unholds_a_meeting(snapshot, one, two):
    before, after = states(snapshot, min(one, two)), states(snapshot, max(one, two))
    for key, duty in before.items():
        if duty.state in (State.MET, State.MET_LATE) and key in after:
            assert after[key].state in (State.MET, State.MET_LATE), key
            if "kind" in duty.rule.params:
                assert set(duty.evidence) <= set(after[key].evidence), key


@given(branches(), days)
def test_counts_are_consistent(snapshot, today):
    figures = engine.figures(snapshot, today, NATIONAL)
    for row in figures.participation:
        assert 0 <= row.late <= row.present <= row.expected
        assert row.present + row.leave + row.absent == row.expected
        assert row.in_a_row >= 0
        assert len(row.strip) <= 12
        if row.in_a_row:
            assert row.strip[-1][1] not in CAME
    for row in figures.training:
        assert row.hours == sum(row.by_kind.values())
        assert row.hours >= 0
        assert len(set(row.records)) == len(row.records)
    keys = [duty.key for duty in figures.execution]
    assert len(keys) == len(set(keys))
    late = sum(duty.state is State.OVERDUE for duty in figures.execution)
    stuck = sum(row.state == "overdue" for row in figures.findings)
    assert figures.attention.overdue == late + stuck
    assert 0 <= figures.attention.must <= figures.attention.overdue
    assert engine.counts(snapshot, today, NATIONAL) == figures.attention
    assert {rule.id for rule in NATIONAL.in_force(today)} <= {duty.rule.id for duty in figures.execution}
