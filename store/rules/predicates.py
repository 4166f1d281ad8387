"""The predicates that a rule may name: how a period is judged, or (`EVENTS`) which events of a span and how."""

from __future__ import annotations

from store.rules import (
    predicates_absence,
    predicates_admission,
    predicates_clocks,
    predicates_decided,
    predicates_documents,
    predicates_each,
    predicates_people,
    predicates_probation,
    predicates_sessions,
    predicates_structure,
    predicates_training,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from store.packs.rule import Rule
    from store.periods import Period
    from store.rules.evaluation import Evaluation
    from store.rules.figures import Duty

PERIODIC: dict[str, Callable[[Evaluation, Rule, Period], list[Duty]]] = {
    **predicates_sessions.PERIODIC,
    **predicates_training.PERIODIC,
    **predicates_documents.PERIODIC,
    **predicates_structure.PERIODIC,
    **predicates_people.PERIODIC,
    **predicates_absence.PERIODIC,
}
"""For rules with a cadence: the duties of one period."""
EVENTS: dict[str, Callable[[Evaluation, Rule, date, date], list[Duty]]] = {
    **predicates_each.EVENTS,
    **predicates_clocks.EVENTS,
    **predicates_admission.EVENTS,
    **predicates_probation.EVENTS,
    **predicates_training.EVENTS,
    **predicates_documents.EVENTS,
    **predicates_people.EVENTS,
    **predicates_absence.EVENTS,
    **predicates_decided.EVENTS,
}
"""For rules on each event: the duties of the events of a span, and of clocks that still run in it."""
