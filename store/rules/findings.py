"""Inspection, rectification, close-out (督查 → 整改 → 销号): where each finding stands, and whether it repeats."""

from __future__ import annotations

from store.records import TAKEN_BACK, Result
from store.rules.figures import FindingState, Rectification

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from store.records import Finding
    from store.snapshot import Snapshot

ORDER = {state: n for n, state in enumerate((FindingState.OVERDUE, FindingState.OPEN, FindingState.CLOSED))}


def state_of(finding: Finding, today: date) -> FindingState:
    """Closed when closed out, or when it found the rule executed and there is nothing to rectify."""
    if finding.result is Result.EXECUTED or (finding.closed is not None and finding.closed <= today):
        return FindingState.CLOSED
    return FindingState.OVERDUE if finding.due is not None and finding.due < today else FindingState.OPEN


def rectifications(snapshot: Snapshot, today: date) -> tuple[Rectification, ...]:
    """Every finding: overdue ones by date, then open ones by date (undated last), then closed ones, latest first."""
    ordered = sorted(snapshot.findings.values(), key=lambda finding: (finding.day, finding.id))
    before: dict[tuple[str, str | None, str], list[str]] = {}
    rows: list[tuple[tuple[int, bool, int], Rectification]] = []
    for finding in ordered:
        repeats: tuple[str, ...] = ()
        if finding.result is not Result.EXECUTED and finding.came != TAKEN_BACK:
            earlier = before.setdefault((finding.rule, finding.subject, finding.unit), [])
            repeats = tuple(earlier)
            earlier.append(finding.id)
        state = state_of(finding, today)
        if state is FindingState.CLOSED:
            key = ORDER[state], False, -(finding.closed or finding.day).toordinal()
        else:
            key = ORDER[state], finding.due is None, (finding.due or finding.day).toordinal()
        rows.append((key, Rectification(finding=finding.id, state=state, repeats=repeats)))
    rows.sort(key=lambda row: row[0])
    return tuple([row for _, row in rows])
