"""The one line: how much is overdue and due soon, and what needs a hand."""

from __future__ import annotations

from store.packs.rule import Strength
from store.rules.figures import Attention, FindingState, State
from store.rules.lazy_figures import pulled
from store.rules.matters import overdue
from store.rules.tasks import tasks
from store.snapshot import members_on

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from store.packs.rule import Pack
    from store.rules.figures import Duty, Matter, Rectification
    from store.snapshot import Snapshot


def attention(
    snapshot: Snapshot,
    today: date,
    pack: Pack,
    duties: Sequence[Duty],
    findings: Sequence[Rectification],
    matters: Sequence[Matter],
) -> Attention:
    """Counted over the execution list, the findings and the agreed matters; `overdue` counts every strength
    (product.md). What a meeting agreed binds by nothing but its word.
    """
    late = [one for one in duties if one.state is State.OVERDUE]
    overdue_findings = [one for one in findings if one.state is FindingState.OVERDUE]
    return Attention(
        overdue=len(late) + len(overdue_findings) + len(overdue(matters)),
        must=sum(one.rule.strength is Strength.MUST for one in late)
        + sum(_must(snapshot, one, pack) for one in overdue_findings),
        due_soon=sum(one.state is State.DUE_SOON for one in duties),
        tasks=pulled(tasks(snapshot, today, pack, duties, findings, matters)),
        empty=not members_on(snapshot, today),
    )


def _must(snapshot: Snapshot, row: Rectification, pack: Pack) -> bool:
    """Whether a finding is one of a MUST rule, by the version in force on the day of inspection."""
    finding = snapshot.findings[row.finding]
    rule = pack.rule(finding.rule, finding.day)
    return rule is not None and rule.strength is Strength.MUST
