"""What each measure of a target counts over a period: so much of so much, and what is missing of it."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from store import periods
from store.packs.registers import EXTERNAL
from store.packs.target import Measure
from store.records import CAME, Result
from store.rules import index as indexes
from store.rules import institutions
from store.rules.charges import year_of
from store.rules.entries import row_of, stage_days
from store.rules.figures import State
from store.rules.links import effective_tags
from store.rules.target_people import share
from store.rules.target_value import ONE, TargetCount, branch_existed, held_meetings, judged_count, part_of, unseen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from store.packs.rule import Pack
    from store.packs.target import TargetLine
    from store.periods import Period
    from store.records import Entry, Meeting
    from store.snapshot import Snapshot

    Counting = Callable[[Snapshot, date, Pack, TargetLine, Period], "TargetCount"]

DONE = (State.MET, State.MET_LATE, State.WAIVED)


def duties(snapshot: Snapshot, today: date, pack: Pack, target: TargetLine, period: Period) -> TargetCount:
    wanted = target.params["rules"]
    judged = [
        duty
        for duty in institutions.duties(snapshot, today, pack, period.start, period.end)
        if duty.rule.id in wanted and year_of(duty) == period.start.year and duty.state is not State.NA
    ]
    if not judged:
        return TargetCount(applies=False)
    evidence = tuple(id for duty in judged if duty.state in DONE for id in duty.evidence)
    missed = tuple(duty.key for duty in judged if duty.state is State.OVERDUE)
    unknown = tuple(duty.key for duty in judged if duty.state is State.UNKNOWN)
    done = sum(duty.state in DONE for duty in judged)
    return judged_count(target, done, missed, unknown=unknown, evidence=evidence, base=len(judged))


def sessions(snapshot: Snapshot, today: date, pack: Pack, target: TargetLine, period: Period) -> TargetCount:
    goal = target.goal if target.goal is not None else ONE
    ids = [one.id for one in held_meetings(snapshot, today, period) if _is_asked(snapshot, one, target.params)]
    reached = len(ids) >= goal
    return TargetCount(
        actual=Fraction(len(ids)),
        of=goal,
        value=Fraction(len(ids)),
        best=max(goal, Fraction(len(ids))),
        goal=goal,
        reached=reached,
        unsure=not reached and unseen(snapshot, period),
        applies=branch_existed(snapshot, period),
        evidence=tuple(ids),
    )


def _is_asked(snapshot: Snapshot, meeting: Meeting, params: Mapping[str, str]) -> bool:
    """Whether a session has the kind, the tag and the form that are asked for, the kind and form in one item."""
    kind, form = params.get("kind"), params.get("form")
    items = [item for item in meeting.items if kind in (None, item.kind.value) and form in (None, item.form)]
    return bool(items) and ("tag" not in params or params["tag"] in effective_tags(snapshot, meeting))


def entries(snapshot: Snapshot, today: date, pack: Pack, target: TargetLine, period: Period) -> TargetCount:
    kind = target.params["kind"]
    recorded = [
        one
        for one in snapshot.entries.values()
        if one.kind == kind and not one.dropped and one.day in period and one.day <= today
    ]
    done: list[str] = []
    missed: list[str] = []
    for entry in recorded:
        reached, by = _reached(snapshot, today, pack, target, entry)
        if reached is not None and (by is None or reached <= by):
            done.append(entry.id)
        elif reached is not None or (by or period.end) < today:
            missed.append(entry.id)
    evidence = [id for one in done for id in (one, *row_of(snapshot, snapshot.entries[one], today, pack).evidence)]
    count = judged_count(target, len(done), tuple(missed), evidence=tuple(evidence), base=len(recorded))
    if target.goal is not None and target.goal > 1:
        return _so_many(target, count, len(done))
    return count


def _so_many(target: TargetLine, count: TargetCount, done: int) -> TargetCount:
    """Where the goal is a number of entries and no part of them."""
    assert target.goal is not None
    value = Fraction(done)
    best = max(value, target.goal)
    return count.but(of=target.goal, value=value, best=best, goal=target.goal, missed=0, reached=value >= target.goal)


def _reached(
    snapshot: Snapshot, today: date, pack: Pack, target: TargetLine, entry: Entry
) -> tuple[date | None, date | None]:
    """The day on which an entry came so far, and that by which it should have."""
    row = row_of(snapshot, entry, today, pack)
    stage = target.params.get("stage")
    day = stage_days(snapshot, entry, today, pack).get(stage) if stage else row.done
    within = target.params.get("within")
    return day, entry.day + timedelta(days=within) if within is not None else row.due


def findings(snapshot: Snapshot, today: date, pack: Pack, target: TargetLine, period: Period) -> TargetCount:
    """Findings that came up in the period, the earlier first, closed out by their day."""
    recorded = [
        one
        for one in indexes.of(snapshot).inspections
        if one.result is not Result.EXECUTED and one.day in period and one.day <= today
    ]
    done: list[str] = []
    missed: list[str] = []
    for finding in recorded:
        closed = finding.closed if finding.closed is not None and finding.closed <= today else None
        if closed is not None and (finding.due is None or closed <= finding.due):
            done.append(finding.id)
        elif closed is not None or (finding.due or period.end) < today:
            missed.append(finding.id)
    return judged_count(target, len(done), tuple(missed), evidence=tuple(done), base=len(recorded))


def attendance(snapshot: Snapshot, today: date, pack: Pack, target: TargetLine, period: Period) -> TargetCount:
    meetings = held_meetings(snapshot, today, period)
    expected = sum(len(one.roll or {}) for one in meetings)
    came = sum(status in CAME for one in meetings for status in (one.roll or {}).values())
    return part_of(snapshot, target, period, came, expected, evidence=tuple(one.id for one in meetings))


def typed(snapshot: Snapshot, today: date, pack: Pack, target: TargetLine, period: Period) -> TargetCount:
    """The newest figure that somebody reported; what the higher level gave stands beside it."""
    of = [one for one in snapshot.entries.values() if _reports(one, target.id, period) and one.day <= today]
    newest, external = _newest(of, target.params["unit"]), _newest(of, EXTERNAL)
    given = external[1] if external is not None else None
    if newest is None:
        return TargetCount(goal=target.goal or ONE, best=target.goal or ONE, unsure=True, external=given)
    id, value = newest
    goal = target.goal if target.goal is not None else value
    return TargetCount(
        actual=value,
        value=value,
        goal=goal,
        reached=value >= goal,
        final=True,
        evidence=(id,),
        external=given,
    )


def _reports(entry: Entry, target: str, period: Period) -> bool:
    if entry.kind != "figure" or entry.dropped or entry.rule != target:
        return False
    of = periods.parse(entry.period) if entry.period else None
    return (of.start if of is not None else entry.day) in period


def _newest(entries: list[Entry], name: str) -> tuple[str, Fraction] | None:
    """The figure of a name that was reported last; of one day that which stands behind the others."""
    newest = None
    for entry in entries:
        if name in entry.numbers and (newest is None or entry.day >= newest.day):
            newest = entry
    return (newest.id, Fraction(str(newest.numbers[name]))) if newest is not None else None


COUNTS: Mapping[Measure, Counting] = {
    Measure.DUTIES: duties,
    Measure.SESSIONS: sessions,
    Measure.SHARE: share,
    Measure.ENTRIES: entries,
    Measure.FINDINGS: findings,
    Measure.ATTENDANCE: attendance,
    Measure.TYPED: typed,
}
