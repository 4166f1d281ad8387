"""The one line: how much is overdue and due soon, and the single best next action."""

from __future__ import annotations

from store.packs.rule import Strength
from store.rules import index as indexes
from store.rules.figures import Attention, Duty, FindingState, Matter, Rectification, State
from store.rules.institutions import urgency
from store.rules.matters import overdue
from store.rules.meetings import answers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from store.packs.rule import Pack
    from store.snapshot import Snapshot

CLOSABLE = frozenset(
    {
        *("sessions", "lectures_by", "document", "dues", "reminders", "six_months", "six_months_dues"),
        *("term", "within", "probation", "recurring", "people", "candidate_training", "new_posts", "new_members"),
        *("exemption_clock", "letters", "each_has_content", "each_followed_up", "each_chaired"),
        *("dues_reminders", "typed_clock", "after_decision", "vacancies"),
    }
)
"""Predicates whose missed duty a record can still close; of others only a waiver tells the reason."""


def attention(
    snapshot: Snapshot,
    today: date,
    pack: Pack,
    duties: Iterable[Duty],
    findings: Iterable[Rectification],
    matters: Iterable[Matter],
) -> Attention:
    """Counted over the execution list, the findings and the agreed matters; `overdue` counts every strength
    (product.md).
    """
    late = [one for one in duties if one.state is State.OVERDUE]
    soon = [one for one in duties if one.state is State.DUE_SOON]
    stuck: list[Rectification | Matter] = [one for one in findings if one.state is FindingState.OVERDUE]
    stuck += overdue(matters)
    must = sum(one.rule.strength is Strength.MUST for one in late)
    must += sum(_strength(snapshot, one, pack) == 0 for one in stuck)
    first, action, record = _next(snapshot, today, pack, late, soon, stuck)
    return Attention(
        overdue=len(late) + len(stuck), must=must, due_soon=len(soon), next=first, action=action, record=record
    )


def _past_help(one: Duty) -> bool:
    return one.state is State.OVERDUE and one.rule.predicate not in CLOSABLE


def _strength(snapshot: Snapshot, one: Rectification | Matter, pack: Pack) -> int:
    """0 where an overdue finding is one of a MUST rule (by the version in force on the day of inspection), else 1: what
    a meeting agreed binds by nothing but its word.
    """
    if isinstance(one, Matter):
        return 1
    finding = snapshot.findings[one.finding]
    rule = pack.rule(finding.rule, finding.day)
    return 0 if rule is not None and rule.strength is Strength.MUST else 1


def _next(
    snapshot: Snapshot, today: date, pack: Pack, late: list[Duty], soon: list[Duty], stuck: list[Rectification | Matter]
) -> tuple[Duty | Rectification | Matter | None, str, str | None]:
    """What to do first: a roll that only waits to be taken, since it closes a duty by itself; then what is overdue of
    MUST, then other overdue things, then what is due soon, each the earliest first; at last what nothing can close.
    """
    waiting = [meeting for meeting in indexes.of(snapshot).open if meeting.day <= today]
    urgent = sorted(late + soon, key=lambda one: (_past_help(one), urgency(one)))
    for one in urgent:
        if "kind" in one.rule.params:
            for meeting in waiting:
                if answers(meeting, one):
                    return one, "roll", meeting.id

    def due(one: Rectification | Matter) -> date:
        return (one.decision if isinstance(one, Matter) else snapshot.findings[one.finding]).due or today

    worst = min(stuck, key=lambda one: (_strength(snapshot, one, pack), due(one)), default=None)
    if urgent and urgent[0].state is State.OVERDUE:
        first = urgent[0]
        key = min(1, urgency(first)[1]), first.due
        if worst is None or key <= (_strength(snapshot, worst, pack), due(worst)):
            return first, "add", None
    if worst is not None:
        return worst, "open", worst.meeting if isinstance(worst, Matter) else worst.finding
    if not urgent:
        return None, "", None
    one = urgent[0]
    if "kind" in one.rule.params:
        for meeting in indexes.of(snapshot).open:
            if answers(meeting, one):
                return one, "open", meeting.id
    return one, "add", None
