"""The figures of the pages 6 to 9 as the JSON objects that `list … --json` prints."""

from __future__ import annotations

from store.rules.coverage import CoverageState
from store.rules.figures import State
from store.rules.targets import rounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fractions import Fraction

    from store.rules.charges import Charge
    from store.rules.coverage import Coverage
    from store.rules.lead import Lead
    from store.rules.targets import TargetRow
    from store.rules.teams import TeamRow
    from widgets.json_objects import Object


def charge(charge: Charge) -> Object:
    return {
        "post": charge.who.post,
        "holder": charge.who.holder,
        "layer": charge.layer,
        "rules": list(charge.rules),
        "overdue": charge.count(State.OVERDUE),
        "due_soon": charge.count(State.DUE_SOON),
        "unknown": charge.count(State.UNKNOWN),
        "settled": charge.settled,
        "signed": charge.signed,
        "vacant": charge.who.vacant,
        "lead": lead(charge.lead) if charge.lead is not None else None,
    }


def target(row: TargetRow) -> Object:
    of = row.target
    return {
        "id": of.id,
        "chapter": of.chapter,
        "name": of.name,
        "weight": number(of.weight),
        "standard": of.standard,
        "period": row.period.label,
        "measure": of.measure.value,
        "actual": number(row.actual),
        "of": number(row.of),
        "goal": number(of.goal),
        "points": number(rounded(row.points)) if row.points is not None else None,
        "lost": number(rounded(row.lost)) if row.lost is not None else None,
        "standing": row.standing.value,
        "external": number(row.external),
        "evidence": list(row.evidence),
        "missing": [*row.missing, *row.unknown],
    }


def team(row: TeamRow) -> Object:
    return {
        "team": row.team.value,
        "count": row.size,
        "mean_age": float(rounded(row.mean_age)) if row.mean_age is not None else None,
        "young": _size(row.young),
        "unknown_birth": _size(row.unknown_birth),
        "bands": dict(row.bands) if row.bands is not None else None,
        "education": dict(row.education) if row.education is not None else None,
        "hours_met": _size(row.hours_met),
        "planned": _size(row.planned),
        "done": _size(row.done),
        "pledged": _size(row.pledged),
        "reviewed": _size(row.reviewed),
    }


def _size(of: tuple[str, ...] | int | None) -> int | None:
    """How many; None where it is not known."""
    return len(of) if isinstance(of, tuple) else of


def coverage(row: Coverage) -> Object:
    known = row.state is not CoverageState.UNKNOWN
    return {
        "set": row.set,
        "tag": row.tag,
        "window": row.window.value,
        "sessions": len(row.sessions) if known else None,
        "trainings": len(row.trainings) if known else None,
        "entries": len(row.entries) if known else None,
        "members": len(row.members) if known else None,
        "of": len(row.of),
        "state": row.state.value,
        "evidence": list(row.evidence),
    }


def number(of: Fraction | None) -> int | float | None:
    """A number as JSON has it: a whole one without a fraction."""
    if of is None or of.denominator == 1:
        return None if of is None else of.numerator
    return float(of)


def lead(of: Lead) -> Object:
    return {
        "chaired": len(of.chaired),
        "of": len(of.of),
        "lectures": len(of.lectures),
        "talks": len(of.talks),
        "report": of.report.value if of.report is not None else None,
        "difficulties": len(of.difficulties),
    }
