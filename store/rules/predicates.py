"""The predicates that a rule may name: how a period is judged, or (`EVENTS`) which events of a span and how."""

from __future__ import annotations

from store.rules import predicates_sessions, predicates_training

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from store.packs.rule import Rule
    from store.periods import Period
    from store.rules.case import Case
    from store.rules.figures import Duty

PERIODIC: dict[str, Callable[[Case, Rule, Period], list[Duty]]] = {
    "sessions": predicates_sessions.sessions,
    "lectures_by": predicates_sessions.lectures_by,
    "hours": predicates_training.hours,
}
EVENTS: dict[str, Callable[[Case, Rule, date, date], list[Duty]]] = {}
