"""Inspection of institutions (督查): duties of a span of days, findings and their rectification, the statistics."""

from __future__ import annotations

from store.exchange.exports.table import Table
from store.records import TAKEN_BACK, Result
from store.rules.figures import FindingState, State
from store.rules.findings import state_of
from store.rules.teams import BANDS, age
from store.snapshot import kind_on, members_on, posts_on

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from store.packs.rule import Pack
    from store.records import Finding
    from store.rules.figures import Duty, Figures
    from store.snapshot import Snapshot

DUTY_COLUMNS = ("rule", "institution", "strength", "source", "period", "subject", "state", "due", "evidence")
FINDING_COLUMNS = (
    *("id", "day", "institution", "period", "subject", "result", "text", "inspector", "owner", "due", "finding_state"),
    *("closed", "closing"),
)

UNDONE = frozenset({State.OVERDUE, State.DUE_SOON, State.UPCOMING, State.UNKNOWN})


def duties_of(duties: Sequence[Duty], first: date, last: date) -> list[Duty]:
    """What of duties concerns `first … last`, in their order: every one whose window lies within, and of the longer
    windows that touch it those that are still to be done. What does not apply is left out.
    """
    return [
        duty
        for duty in duties
        if duty.state is not State.NA
        and duty.start <= last
        and duty.due >= first
        and (duty.state in UNDONE or (first <= duty.start and duty.due <= last))
    ]


def checks(duties: list[Duty]) -> Table:
    """The sheet of an inspection: what each institution asked, and how it stands."""
    rows = [
        (
            *(duty.rule.id, duty.rule.name, duty.rule.strength, duty.rule.source),
            *(duty.period, duty.subject, duty.state, duty.due, duty.evidence),
        )
        for duty in duties
    ]
    return Table(code="checks", columns=DUTY_COLUMNS, rows=tuple(rows))


def findings_between(snapshot: Snapshot, first: date, last: date) -> list[Finding]:
    """Findings made or closed in `first … last`, or open through it, by day. Where all was executed nothing is open."""

    def lasts(finding: Finding) -> bool:
        return finding.result is not Result.EXECUTED and (finding.closed is None or finding.closed >= first)

    findings = [one for one in snapshot.findings.values() if one.day <= last and (one.day >= first or lasts(one))]
    return sorted(findings, key=lambda one: (one.day, one.id))


PAPERS = frozenset({"document", "on_record", "term_notice", "each_ticked"})
"""Rules whose proof is a paper: that it is there is put on record like an inspection, and is none."""


def is_paper(finding: Finding, pack: Pack) -> bool:
    """Whether a record says that a report, plan, summary or letter was done, and not what an inspection found."""
    if finding.result is not Result.EXECUTED:
        return False
    return any(rule.id == finding.rule and rule.predicate in PAPERS for rule in pack.rules)


def papers_done(snapshot: Snapshot, pack: Pack, first: date, last: date) -> list[Finding]:
    """Reports, plans, summaries and letters of which it was put on record in `first … last` that they are done."""
    return [one for one in findings_between(snapshot, first, last) if one.day >= first and is_paper(one, pack)]


def inspections(snapshot: Snapshot, pack: Pack, first: date, last: date) -> list[Finding]:
    """What inspections found: made or closed in `first … last`, or open through it."""
    return [one for one in findings_between(snapshot, first, last) if not is_paper(one, pack)]


def standing(findings: list[Finding]) -> list[Finding]:
    """Those that count: what the level above has taken back is on the ledger, and nothing that was found."""
    return [one for one in findings if one.came != TAKEN_BACK]


def reports(findings: list[Finding]) -> Table:
    """Reports, plans, summaries and letters as they were put on record."""
    rows = [(one.day, one.rule, one.period, one.text or None, one.inspector or None) for one in findings]
    return Table(code="reports", columns=("day", "institution", "period", "content", "recorded_by"), rows=tuple(rows))


def ledger(findings: list[Finding], today: date) -> Table:
    """The rectification ledger (整改台账)."""
    rows = [
        (
            *(
                finding.id,
                finding.day,
                finding.rule,
                finding.period,
                finding.subject,
                finding.result,
                finding.text,
                finding.inspector,
            ),
            *(finding.owner or None, finding.due, state_of(finding, today), finding.closed, finding.closing),
        )
        for finding in findings
    ]
    return Table(code="ledger", columns=FINDING_COLUMNS, rows=tuple(rows))


def open_findings(snapshot: Snapshot, today: date) -> list[Finding]:
    """What is still to be rectified, the earliest date first and undated ones last."""
    findings = [
        one
        for one in snapshot.findings.values()
        if one.result is not Result.EXECUTED and state_of(one, today) is not FindingState.CLOSED
    ]
    return sorted(findings, key=lambda one: (one.due is None, one.due or one.day, one.id))


def statistics(snapshot: Snapshot, figures: Figures, day: date) -> tuple[Table, ...]:
    """How many members of a day: by kind, sex, group, age, education, post; and whose hours of training are met."""
    members = members_on(snapshot, day)

    def counted(column: str, values: list[object], order: tuple[object, ...] = ()) -> Table:
        counts: dict[object, int] = dict.fromkeys(order, 0)
        for value in values:
            counts[value] = counts.get(value, 0) + 1
        return Table(code="statistics", columns=(column, "people"), rows=tuple(counts.items()))

    bands: list[object] = [_band(member.birth, day) for member in members]
    order = tuple(f"{low}-{high}" for low, high in BANDS) if any(bands) else ()  # of nobody known no band has nobody
    states: list[object] = [row.state for row in figures.training]
    return (
        counted("kind", [kind_on(member, day) for member in members]),
        counted("sex", [member.sex or None for member in members]),
        counted("ethnic", [member.ethnic or None for member in members]),
        counted("group", [member.group for member in members]),
        counted("age", bands, order),
        counted("education", [member.education or None for member in members]),
        counted("posts", [post for member in members for post in posts_on(member, day)]),
        counted("training", states),
    )


def _band(birth: str | None, day: date) -> str | None:
    """The band of an age."""
    years = age(birth, day)
    if years is None:
        return None
    return next((f"{low}-{high}" for low, high in BANDS if low <= years <= high), None)
