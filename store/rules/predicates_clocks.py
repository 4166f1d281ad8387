"""Clocks of the branch: its term and the reminder before it ends (domain 2.3)."""

from __future__ import annotations

from store import periods
from store.rules.evaluation import MET, duty, months_after, settle
from store.rules.figures import State
from store.rules.predicates_documents import by_finding, tick

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from store.packs.rule import Rule
    from store.rules.evaluation import Evaluation
    from store.rules.figures import Duty

TERM_SOON = 180
"""The superior reminds about six months before a term ends (ZB 21)."""
NOTICE_SOON = 31
"""Days before that in which the reminder is looked for."""


def term(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """The committee's (or secretary's) term of `years`: re-election by its end. Warnings stand in the facts as days."""
    branch = case.snapshot.branch
    began = branch.term_began if branch is not None else None
    if began is None:
        return [duty(case, rule, periods.containing(case.today, periods.Cadence.YEAR), State.UNKNOWN, code="no_term")]
    due = months_after(began, 12 * rule.params["years"])
    left = (due - case.today).days
    passed = [days for days in rule.params["warn"] if left <= days]
    facts = {"days": left, "warning": passed[-1] if passed else None}
    state = case.pending(began, due, TERM_SOON + 1)
    return [settle(case, rule, due.isoformat(), state, start=began, due=due, ended=due, facts=facts)]


def term_notice(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """The reminder `months` before a term of `years` ends: known by a finding on the day that it is due."""
    branch = case.snapshot.branch
    if branch is None or branch.term_began is None:
        return []
    due = months_after(branch.term_began, 12 * rule.params["years"] - rule.params["months"])
    start = months_after(due, -1)
    label = due.isoformat()
    finding = tick(case, rule.id, label)
    if finding is not None:
        state = by_finding(case, finding, start, due, NOTICE_SOON)
        code = "" if state in MET else "finding"
    else:
        state, code = case.pending(start, due, NOTICE_SOON), "no_evidence"
        state = State.UNKNOWN if state is State.OVERDUE else state
    evidence = (finding.id,) if finding is not None else ()
    return [settle(case, rule, label, state, start=start, due=due, ended=due, evidence=evidence, code=code)]


EVENTS = {"term": term, "term_notice": term_notice}
