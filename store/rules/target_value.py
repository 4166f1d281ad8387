"""What a target counts, before it is worth anything: so much of so much, and what is missing of it."""

from __future__ import annotations

from fractions import Fraction

from store.record import Record
from store.rules import index as indexes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from store.packs.target import TargetLine
    from store.periods import Period
    from store.records import Meeting
    from store.snapshot import Snapshot

ZERO, ONE = Fraction(0), Fraction(1)


class TargetCount(Record):
    """`actual` of `of`; `value` is what is held against the `goal`, `best` what it is if all that is not known or still
    to come turns out well. `missed` are so many that nothing can mend. `unsure` where there is nothing to count at all,
    or it may lie before the records; `final` where nothing more is waited for, `awaited` where something still is whose
    own day lies behind the period.
    """

    actual: Fraction | None = None
    of: Fraction | None = None
    value: Fraction = ZERO
    best: Fraction = ZERO
    goal: Fraction = ONE
    missed: int = 0
    reached: bool = False
    unsure: bool = False
    final: bool = False
    awaited: bool = False
    applies: bool = True
    evidence: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    external: Fraction | None = None


def judged_count(
    target: TargetLine,
    done: int,
    missed: tuple[str, ...],
    *,
    unknown: tuple[str, ...] = (),
    evidence: tuple[str, ...] = (),
    base: int,
) -> TargetCount:
    """Of things that are judged one by one: where a goal is set, so great a part of them is enough."""
    of = done + len(missed) + len(unknown)
    value = Fraction(done, of) if of else ONE
    goal = share_of(target)
    enough = target.goal is not None and value >= goal
    return TargetCount(
        actual=Fraction(done),
        of=Fraction(of),
        value=value,
        best=Fraction(base - len(missed), base) if base else ONE,
        goal=goal,
        missed=0 if enough else len(missed),
        reached=bool(done) and (enough or not missed),
        unsure=not base,
        awaited=base > of,
        evidence=tuple(dict.fromkeys(evidence)),
        missing=missed,
        unknown=unknown,
    )


def part_of(
    snapshot: Snapshot,
    target: TargetLine,
    period: Period,
    counted: int,
    of: int,
    *,
    evidence: tuple[str, ...],
    missing: tuple[str, ...] = (),
) -> TargetCount:
    """Of people or presences: so many of so many, and nobody knows where there are none at all."""
    value, goal = Fraction(counted, max(of, 1)), share_of(target)
    reached = value >= goal
    return TargetCount(
        actual=Fraction(counted),
        of=Fraction(of),
        value=value,
        best=ONE,
        goal=goal,
        reached=reached,
        unsure=not of or (not reached and unseen(snapshot, period)),
        evidence=evidence,
        missing=missing,
    )


def share_of(target: TargetLine) -> Fraction:
    """A goal that is a part of a whole, which may be written in hundredths."""
    goal = target.goal if target.goal is not None else ONE
    return goal / 100 if goal > 1 else goal


def unseen(snapshot: Snapshot, period: Period) -> bool:
    """Whether a period began before the records did, so that what is missing may have been there."""
    since = snapshot.branch.records_since if snapshot.branch else None
    return since is not None and period.start.isoformat() < since


def branch_existed(snapshot: Snapshot, period: Period) -> bool:
    founded = snapshot.branch.founded if snapshot.branch else None
    return founded is None or founded <= period.end


def held_meetings(snapshot: Snapshot, today: date, period: Period) -> list[Meeting]:
    """The sessions held in a period, up to today."""
    return indexes.of(snapshot).between(period.start, min(today, period.end))
