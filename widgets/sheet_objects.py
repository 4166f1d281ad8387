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


def charge(one: Charge) -> Object:
    return {
        "post": one.who.post,
        "holder": one.who.holder,
        "layer": one.layer,
        "rules": list(one.rules),
        "overdue": one.count(State.OVERDUE),
        "due_soon": one.count(State.DUE_SOON),
        "unknown": one.count(State.UNKNOWN),
        "settled": one.settled,
        "signed": one.signed,
        "vacant": one.who.vacant,
        "lead": lead(one.lead) if one.lead is not None else None,
    }


def target(one: TargetRow) -> Object:
    of = one.target
    return {
        "id": of.id,
        "chapter": of.chapter,
        "name": of.name,
        "weight": number(of.weight),
        "standard": of.standard,
        "period": one.period.label,
        "measure": of.measure.value,
        "actual": number(one.actual),
        "of": number(one.of),
        "goal": number(of.goal),
        "points": number(rounded(one.points)) if one.points is not None else None,
        "lost": number(rounded(one.lost)) if one.lost is not None else None,
        "standing": one.standing.value,
        "external": number(one.external),
        "evidence": list(one.evidence),
        "missing": [*one.missing, *one.unknown],
    }


def team(one: TeamRow) -> Object:
    return {
        "team": one.team.value,
        "count": one.size,
        "mean_age": float(rounded(one.mean_age)) if one.mean_age is not None else None,
        "young": _size(one.young),
        "unknown_birth": _size(one.unknown_birth),
        "bands": dict(one.bands) if one.bands is not None else None,
        "education": dict(one.education) if one.education is not None else None,
        "hours_met": _size(one.hours_met),
        "planned": _size(one.planned),
        "done": _size(one.done),
        "pledged": _size(one.pledged),
        "reviewed": _size(one.reviewed),
    }


def _size(of: tuple[str, ...] | int | None) -> int | None:
    """How many; None where it is not known."""
    return len(of) if isinstance(of, tuple) else of


def coverage(one: Coverage) -> Object:
    known = one.state is not CoverageState.UNKNOWN
    return {
        "set": one.set,
        "tag": one.tag,
        "window": one.window.value,
        "sessions": len(one.sessions) if known else None,
        "trainings": len(one.trainings) if known else None,
        "entries": len(one.entries) if known else None,
        "members": len(one.members) if known else None,
        "of": len(one.of),
        "state": one.state.value,
        "evidence": list(one.evidence),
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
