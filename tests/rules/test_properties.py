from __future__ import annotations

import json
import random
import re
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from store import codec
from store.edits import Add
from store.packs.national import NATIONAL
from store.records import (
    CAME,
    DuesMonth,
    Exemption,
    ExemptionKind,
    Finding,
    Result,
    Talk,
    TalkKind,
    Training,
    TrainingForm,
    Waiver,
)
from store.rules import all_figures
from store.rules.figures import State
from store.rules.institutions import duties
from store.snapshot import Snapshot
from store.vault import Vault, Who
from tests.rules.build import BRANCH, KINDS, met, people, snap
from tests.strategies import costly

FIRST, DAYS = date(2025, 6, 1), 560
WHO = Who(uid=1000, user="wangwei")
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


@costly
@given(branches(), days, st.integers())
def test_the_order_of_records_never_matters(snapshot, today, seed):
    tables = {}
    for name, table in snapshot.tables.items():
        rows = list(table.items())
        if name != "members":  # the roster's order is what people are listed in
            random.Random(seed).shuffle(rows)
        tables[name] = dict(rows)
    one, two = (all_figures.figures(s, today, NATIONAL) for s in (snapshot, Snapshot(1, tables)))
    assert {duty.key: duty for duty in one.execution} == {duty.key: duty for duty in two.execution}
    assert (one.participation, one.training) == (two.participation, two.training)
    assert (one.meetings, one.findings) == (two.meetings, two.findings)
    assert one.attention[:3] == two.attention[:3]


@costly
@given(branches(), meetings("new", held=True), days)
def test_a_held_session_never_worsens_a_cadence_rule_of_its_own_kind(snapshot, new, today):
    before, after = states(snapshot, today), states(snapshot.with_records({"meetings": {new.id: new}}), today)
    own = {kind.value for kind in new.kinds}
    for key, one in before.items():
        if one.rule.cadence is not None and one.rule.params.get("kind") in own:
            assert BETTER[after[key].state] <= BETTER[one.state], key


@costly
@given(branches(), days, days)
def test_moving_today_forward_never_turns_met_into_overdue_or_unholds_a_meeting(snapshot, one, two):
    before, after = states(snapshot, min(one, two)), states(snapshot, max(one, two))
    for key, duty in before.items():
        if duty.state in (State.MET, State.MET_LATE) and key in after:
            assert after[key].state in (State.MET, State.MET_LATE), key
            if "kind" in duty.rule.params:
                assert set(duty.evidence) <= set(after[key].evidence), key


@costly
@given(branches(), days)
def test_counts_are_consistent(snapshot, today):
    figures = all_figures.figures(snapshot, today, NATIONAL)
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
    assert all_figures.counts(snapshot, today, NATIONAL) == figures.attention
    assert {rule.id for rule in NATIONAL.in_force(today)} <= {duty.rule.id for duty in figures.execution}


@st.composite
def evidence(draw):
    """Something more on record of what was done, and its table: it never says that something was left undone."""
    day, who = draw(days), draw(st.sampled_from([f"p{n}" for n in range(1, 10)]))
    kind = draw(st.sampled_from(["meeting", "training", "talk", "finding", "waiver"]))
    if kind == "meeting":
        return "meetings", met("new", day.isoformat(), draw(kinds), roll="111111111", chair="p1", topic="学习")
    if kind == "training":
        form = draw(st.sampled_from(list(TrainingForm)))
        return "training", Training(id="new", member=who, day=day, hours=draw(st.integers(1, 80)) / 2, form=form)
    if kind == "talk":
        return "talks", Talk(id="new", talker="p1", partner=who, day=day, kind=draw(st.sampled_from(list(TalkKind))))
    rule, period = draw(
        st.sampled_from([("OL-06", "2026-09"), ("RS-01", "2025"), ("RS-07", "2026"), ("OL-01", "2026-Q3")])
    )
    if kind == "finding":
        done = Finding(id="new", rule=rule, period=period, result=Result.EXECUTED, day=day, inspector="机关党委")
        return "findings", done
    return "waivers", Waiver(id="new", rule=rule, period=period, reason="x", day=day)


@costly
@given(branches(), evidence(), days)
def test_evidence_makes_no_verdict_worse_and_taking_it_away_none_better(snapshot, more, today):
    """Of the duties that there are with and without it: a session or a talk may also begin a new one. What is waived or
    does not apply stands between met and open, for neither is a matter of evidence. Where not one course of a year is
    on record nobody knows who took part; the first that is makes known who did not.
    """
    table, record = more
    before, after = states(snapshot, today), states(snapshot.with_records({table: {record.id: record}}), today)
    for key in before.keys() & after.keys():
        if before[key].code != "no_courses":
            assert BETTER[after[key].state] <= BETTER[before[key].state], key


@costly
@given(branches(), days, st.permutations(range(9)))
def test_other_names_change_nothing(snapshot, today, order):
    members = snapshot.members
    names = [member.name for member in members.values()]
    renamed = {one.id: one.but(name=f"{names[place]}·改") for one, place in zip(members.values(), order, strict=True)}
    before, after = states(snapshot, today), states(snapshot.with_records({"members": renamed}), today)
    assert {key: one[:-1] for key, one in before.items()} == {key: one[:-1] for key, one in after.items()}


YEAR = re.compile(r'"(20\d\d)((?:-[QH]?\d+){0,2})"')


def years_on(snapshot: Snapshot, years: int) -> Snapshot:
    """The same branch so many years later: every date, month and period of its records."""
    plain = {
        name: {str(n): codec.encode(record) for n, record in enumerate(table.values(), 1)}
        for name, table in snapshot.tables.items()
    }
    text = YEAR.sub(lambda found: f'"{int(found[1]) + years}{found[2]}"', json.dumps(plain))
    later = codec.snapshot_of(json.loads(text), 1)
    assert not later.faults
    return later


def judged_in(snapshot: Snapshot, today: date, years: int) -> dict:
    """Key, state, code and window of each duty of a branch that is so many years on, told as if it were not."""

    def back(day: date) -> date:
        return day.replace(year=day.year - years)

    first, last, now = (day.replace(year=day.year + years) for day in (FIRST, FIRST + timedelta(DAYS), today))
    told = duties(years_on(snapshot, years), now, NATIONAL, first, last)
    label = re.compile(r"20\d\d")
    return {
        label.sub(lambda found: str(int(found[0]) - years), one.key): (
            one.state,
            one.code,
            one.evidence,
            back(one.start),
            back(one.due),
        )
        for one in told
    }


@costly
@given(branches(), days)
def test_a_year_later_the_same_branch_is_judged_the_same(snapshot, today):
    """In years of one version of the law, none of them with a leap day in it."""
    assert judged_in(snapshot, today, 4) == judged_in(snapshot, today, 5)


def test_undo_brings_every_verdict_back(tmp_path):
    """Of one change after another, taken back in turn: what the rules say is what they said before each."""
    vault, at = Vault(str(tmp_path / "branch")), datetime(2026, 11, 22, 9, tzinfo=UTC)
    vault.create(BRANCH, WHO, at)
    made = [
        *(Add(table="members", record=member.but(id="")) for member in people()),
        Add(table="meetings", record=met("", "2026-10-08", "gm", roll=None)),
        Add(table="talks", record=Talk(id="", talker="p2", partner="p3", day=date(2026, 3, 1))),
        Add(table="waivers", record=Waiver(id="", rule="OL-06", period="2026-09", reason="x", day=date(2026, 10, 1))),
        Add(table="training", record=Training(id="", member="p2", day=date(2026, 5, 1), hours=32)),
    ]
    told = [states(vault.read(), at.date())]
    for edit in made:
        vault.commit(edit, WHO, at)
        told.append(states(vault.read(), at.date()))
    for before in reversed(told[:-1]):
        vault.undo(WHO, at)
        assert states(vault.read(), at.date()) == before
    vault.redo(WHO, at)
    assert states(vault.read(), at.date()) == told[1]
