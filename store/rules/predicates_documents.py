"""Rules whose proof is a paper that no record kind holds: an inspection's finding on the rule and period is the tick.

Without a finding such a duty is unknown (`no_evidence`), never done and never missed; with `deadline` it is asked for
while its window is open. A finding of not or partly executed keeps it open until it is closed out.
"""

from __future__ import annotations

from store.periods import SOON_DAYS
from store.records import Result
from store.rules.evaluation import SOON, duty, settle
from store.rules.figures import FindingState, State
from store.rules.findings import state_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from store.packs.rule import Rule
    from store.periods import Period
    from store.records import Finding
    from store.rules.evaluation import Evaluation
    from store.rules.figures import Duty


def tick(case: Evaluation, rule: str, label: str, subject: str | None = None) -> Finding | None:
    """The latest finding, of those up to today, on a rule's period that is about this subject or the whole of it."""
    last = None
    for finding in case.index.findings.get((rule, label), ()):
        if finding.day <= case.today and (finding.subject is None or finding.subject == subject):
            last = finding
    return last


def by_finding(case: Evaluation, finding: Finding, start: date, due: date, soon: int) -> State:
    """What a finding says of a duty: executed, rectified by the day it was closed out, or still open."""
    if finding.result is Result.EXECUTED:
        return State.MET
    if state_of(finding, case.today) is FindingState.CLOSED and finding.closed is not None:
        return State.MET if finding.closed <= due else State.MET_LATE
    return case.pending(start, due, soon)


def document(case: Evaluation, rule: Rule, period: Period) -> list[Duty]:
    """`deadline`: the paper is asked for while its window is open."""
    assert rule.cadence is not None
    soon = SOON[rule.cadence]
    finding = tick(case, rule.id, period.label)
    if finding is not None:
        state = by_finding(case, finding, period.start, period.end, soon)
        return [duty(case, rule, period, state, evidence=(finding.id,), code="finding")]
    if case.today < period.start or (rule.params.get("deadline") and case.today <= period.end):
        return [duty(case, rule, period, case.pending(period.start, period.end, soon), code="no_evidence")]
    return [duty(case, rule, period, State.UNKNOWN, code="no_evidence")]


def inspected(case: Evaluation, rule: Rule, period: Period) -> list[Duty]:
    """Met by any inspection of the superior's in the period; that none is recorded does not say that there was none."""
    last = min(period.end, case.today)
    evidence = [
        finding.id
        for finding in case.index.inspections
        if period.start <= finding.day <= last and not _is_own_tick(case, rule, finding)
    ]
    if evidence:
        return [duty(case, rule, period, State.MET, evidence=tuple(evidence), facts={"count": len(evidence)})]
    state = State.UPCOMING if case.today < period.start else State.UNKNOWN
    return [duty(case, rule, period, state, code="no_evidence")]


def _is_own_tick(case: Evaluation, rule: Rule, finding: Finding) -> bool:
    """Whether a finding is the branch's own tick of a duty of its own: one that it made itself, or one that says that
    all is done and names nobody who came to look.
    """
    who = finding.inspector
    if not who:
        return finding.result is Result.EXECUTED and finding.rule != rule.id
    return bool(case.index.called(who))


def definition(case: Evaluation, rule: Rule, period: Period) -> list[Duty]:
    """A rule that says how others are counted and asks for nothing itself."""
    return [duty(case, rule, period, State.NA, code="definition")]


def on_record(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """A rule on rare events that are decided elsewhere: a duty only where an inspection has looked at one."""
    duties = []
    for (id, label), findings in case.index.findings.items():
        if id != rule.id:
            continue
        for finding in {finding.subject: finding for finding in findings if finding.day <= last}.values():
            due = finding.due or finding.day
            state = by_finding(case, finding, finding.day, due, SOON_DAYS)
            duties.append(
                settle(
                    case, rule, label, state,
                    start=finding.day, due=due, ended=due, subject=finding.subject, evidence=(finding.id,),
                    code="finding",
                )
            )  # fmt: skip
    return duties


PERIODIC = {"document": document, "inspected": inspected, "definition": definition}
EVENTS = {"on_record": on_record}
