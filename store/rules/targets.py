"""The sheet of targets (目标): how each line stands over its period, from figures that exist, and what it is worth.

Counts are exact fractions; points are rounded to one decimal only where they leave (half up). What is not known counts
for nothing, neither as done nor as missed. It is about the branch: people have no part in it.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor

from store import periods
from store.packs.target import Measure, Points, TargetLine
from store.record import Record
from store.rules.target_counts import COUNTS
from store.rules.target_value import ONE, ZERO
from store.text_enum import TextEnum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from store.packs.rule import Pack
    from store.periods import Period
    from store.rules.target_value import TargetCount
    from store.snapshot import Snapshot

GRACE = 3
"""Months of a new year in which last year's sheet is still handed in: its gaps stand above the running year's."""


class Standing(TextEnum):
    """How a target stands, in the order in which a sheet is looked through."""

    GAP = "gap"
    UNKNOWN = "unknown"
    KEPT = "kept"
    OPEN = "open"
    NONE = "none"


class TargetRow(Record):
    """`actual` of `of` as `target_counts` has them. `points` are None where nobody can tell yet, or none are given;
    `lost` is what is certain to be lost, None where the target does not apply. `external` is the higher level's own
    figure, which stands beside ours. `missing` are keys of duties or ids of records and members.
    """

    target: TargetLine
    period: Period
    standing: Standing
    actual: Fraction | None
    of: Fraction | None
    points: Fraction | None
    lost: Fraction | None
    external: Fraction | None = None
    evidence: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class Sums(Record):
    """Three weights that are never one percentage: `points` got of the `known` weight, the `unknown` and the `open`
    one; `unpointed` is the weight of lines that give no points.
    """

    points: Fraction
    known: Fraction
    unknown: Fraction
    open: Fraction
    unpointed: Fraction

    @property
    def weight(self) -> Fraction:
        return self.known + self.unknown + self.open + self.unpointed


def sheet(snapshot: Snapshot, today: date, pack: Pack, year: int) -> list[TargetRow]:
    """Every target of the sheet over its own period, or else the year; while last year's sheet is handed in, what was
    not reached there stands first.
    """
    rows = [_row(snapshot, today, pack, one, year) for one in targets(pack).values()]
    if year != today.year or today.month > GRACE:
        return rows
    yearly = [one for one in targets(pack).values() if not one.period]
    before = [_row(snapshot, today, pack, one, year - 1) for one in yearly]
    return [*(row for row in before if row.standing is Standing.GAP), *rows]


def targets(pack: Pack) -> Mapping[str, TargetLine]:
    """The targets of a pack by id, `[weights]` among them: each is a target that gives no points."""
    lines: dict[str, TargetLine] = dict(pack.settings.get("targets", {}))
    names = {rule.id: rule.name.zh for rule in pack.rules}
    for id, weight in pack.settings.get("weights", {}).items():
        made = TargetLine(
            id=id, name=names[id], weight=Fraction(str(weight)), measure=Measure.DUTIES, params={"rules": (id,)},
            points=Points.NONE,
        )  # fmt: skip
        lines.setdefault(id, made)
    return lines


def _row(snapshot: Snapshot, today: date, pack: Pack, target: TargetLine, year: int) -> TargetRow:
    period = periods.parse(target.period or str(year))
    assert period is not None
    count = COUNTS[target.measure](snapshot, today, pack, target, period)
    standing = _standing(target, count, over=period.end < today)
    best = _points(target, count, best=True)
    points = lost = None
    if standing in (Standing.GAP, Standing.KEPT) and target.points is not Points.NONE:
        points = target.weight if standing is Standing.KEPT and target.cap is None else _points(target, count)
        lost = max(ZERO, target.weight - points)
    elif standing is not Standing.NONE:
        lost = max(ZERO, target.weight - best) if target.points is not Points.NONE else ZERO
    return TargetRow(
        target=target,
        period=period,
        standing=standing,
        actual=count.actual,
        of=count.of,
        points=points,
        lost=lost,
        external=count.external,
        evidence=count.evidence,
        missing=count.missing,
        unknown=count.unknown,
    )


def _standing(target: TargetLine, count: TargetCount, *, over: bool) -> Standing:
    if not count.applies:
        return Standing.NONE
    if count.unknown and target.points is Points.NONE and count.missed:
        return Standing.GAP  # a sheet without points looks for the gaps first, as it has always done
    if count.unknown or count.unsure:
        return Standing.UNKNOWN
    if count.missed:
        return Standing.GAP
    if count.reached:
        return Standing.KEPT
    return Standing.GAP if (over and not count.awaited) or count.final else Standing.OPEN


def _points(target: TargetLine, count: TargetCount, *, best: bool = False) -> Fraction:
    """What a count is worth; at `best`, if all that is unknown or still to come turns out well."""
    value, missed = count.value, count.missed
    if best:
        value = count.best
        missed = 0 if target.goal is not None and value >= count.goal else missed
    if target.cap is not None:
        return min(target.cap if count.actual is None else count.actual, target.cap)
    if target.points is Points.RATIO:
        return target.weight * min(ONE, max(ZERO, value / (count.goal or ONE)))
    if target.points is Points.DEDUCT:
        return max(ZERO, target.weight - target.each * missed)
    if target.points is Points.STEPS:
        return next((gives for least, gives in target.steps if value >= least), ZERO)
    return ZERO if missed or value < count.goal else target.weight


def sums(rows: Iterable[TargetRow]) -> Sums:
    """The weights of a sheet by how its lines stand; what does not apply is in none of them."""
    total = dict.fromkeys(Sums.fields, ZERO)
    for row in rows:
        weight = row.target.weight
        if row.standing in (Standing.UNKNOWN, Standing.OPEN):
            total[row.standing.value] += weight
        elif row.points is not None:
            total["known"] += weight
            total["points"] += row.points
        elif row.standing is not Standing.NONE:
            total["unpointed"] += weight
    return Sums(**total)


def rounded(number: Fraction) -> Fraction:
    """To one decimal, half up."""
    return Fraction(floor(number * 10 + Fraction(1, 2)), 10)
