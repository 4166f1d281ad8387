"""The sheet of an assessment (目标管理, domain S5.2): what a unit's `[weights]` lie on, and how the year stands there.

Weights are added up by how their rules stand; no points are taken off or given, for no two units do that alike. What
is not known counts for nothing, neither as done nor as missed. It is about the branch: people have no part in it.
"""

from __future__ import annotations

from store.record import Record
from store.rules.figures import State
from store.text_enum import TextEnum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from store.packs.rule import Rule
    from store.rules.figures import Duty


class AssessmentStanding(TextEnum):
    """How a rule stands over a year, the worst of it first."""

    GAP = "gap"
    UNKNOWN = "unknown"
    KEPT = "kept"
    OPEN = "open"
    NONE = "none"


class Indicator(Record):
    """One line of the sheet: `done` of `judged` duties are met, late ones and waived ones among them; `gaps` are those
    that are overdue, `unknown` those of which nobody can tell. `rule` is the version in force last, `first` the duty to
    look at first.
    """

    rule: Rule
    weight: float
    standing: AssessmentStanding
    done: int
    judged: int
    gaps: tuple[Duty, ...] = ()
    unknown: tuple[Duty, ...] = ()
    first: Duty


DONE = (State.MET, State.MET_LATE, State.WAIVED)


def indicators(weights: Mapping[str, float], duties: Iterable[Duty]) -> list[Indicator]:
    """The lines of the rules that have a weight, in the order of the overlay; `duties` are those of the year."""
    by_rule: dict[str, list[Duty]] = {}
    for duty in duties:
        by_rule.setdefault(duty.rule.id, []).append(duty)
    return [_indicator(weight, by_rule[id]) for id, weight in weights.items() if id in by_rule]


def _indicator(weight: float, duties: list[Duty]) -> Indicator:
    done = sum(duty.state in DONE for duty in duties)
    gaps = tuple(duty for duty in duties if duty.state is State.OVERDUE)
    unknown = tuple(duty for duty in duties if duty.state is State.UNKNOWN)
    if gaps:
        standing = AssessmentStanding.GAP
    elif unknown:
        standing = AssessmentStanding.UNKNOWN
    elif done:
        standing = AssessmentStanding.KEPT
    elif all(duty.state is State.NA for duty in duties):
        standing = AssessmentStanding.NONE
    else:
        standing = AssessmentStanding.OPEN
    return Indicator(
        rule=duties[-1].rule,
        weight=weight,
        standing=standing,
        done=done,
        judged=done + len(gaps) + len(unknown),
        gaps=gaps,
        unknown=unknown,
        first=next(iter((*gaps, *unknown)), duties[-1]),
    )


def sums(found: Iterable[Indicator]) -> dict[AssessmentStanding, float]:
    """How much weight lies on the rules that stand so."""
    total = dict.fromkeys(AssessmentStanding, 0.0)
    for one in found:
        total[one.standing] += one.weight
    return total
