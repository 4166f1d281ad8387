"""What was sent and what became of it: items (来往) and findings (督查), as the units' counts say."""

from __future__ import annotations

from store.box.sent import knows, origin_of, sends
from store.committee.figures import CLOSED_BELOW, Answer, InspectionRow, SentState, TrafficRow
from store.committee.remembered import remembered
from store.committee.units import READING
from store.records import Result
from store.rules.figures import FindingState
from store.rules.lazy_figures import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from store.box.messages import FindingReport, Receipt, Up
    from store.committee.units import Committee, Unit, UnitCounts
    from store.records import Entry, Finding
    from store.snapshot import Snapshot

    Counts = Mapping[str, UnitCounts]
    UnitReport = tuple[Unit, UnitCounts | None, Mapping[str, Receipt]]
    """A unit, its counts, and in these what became of each item, by origin."""

ORDER = {state: place for place, state in enumerate(SentState)}


def items(snapshot: Snapshot) -> list[Entry]:
    """The entries that are sent, by day and id."""
    return sorted(filter(sends, snapshot.entries.values()), key=lambda one: (one.day, one.id))


def sent_findings(snapshot: Snapshot) -> list[Finding]:
    """The findings that are about a unit, or came down about the committee itself (no `unit`), by day and id."""
    return sorted(
        (one for one in snapshot.findings.values() if one.unit or one.origin), key=lambda one: (one.day, one.id)
    )


def traffic(snapshot: Snapshot, committee: Committee, ups: Counts, today: date) -> list[TrafficRow]:
    """Every item, what needs a hand first, then the later ones first."""
    sent = items(snapshot)
    reports = {one.unit: _report_of(one, ups.get(one.unit)) for one in committee.units} if sent else {}
    found = [_traffic(one, origin_of(snapshot, one.id), reports, today) for one in reversed(sent)]
    return sorted(found, key=lambda row: ORDER[row.state])


def _report_of(unit: Unit, counts: UnitCounts | None) -> UnitReport:
    return unit, counts, _receipts(counts.up) if counts is not None and counts.up is not None else {}


def _traffic(item: Entry, origin: str, reports: Mapping[str, UnitReport], today: date) -> TrafficRow:
    to = [one for id, one in reports.items() if id in item.to] if item.to else [*reports.values()]
    receipts = [one[2].get(origin) for one in to]
    open = [one for one, receipt in zip(to, receipts, strict=True) if receipt is None or not closes(receipt)]
    silent = [one for one, receipt in zip(to, receipts, strict=True) if receipt is None]
    return TrafficRow(
        item=item.id,
        state=_item_state(item, bool(to), open, today),
        of=len(to),
        received=len(to) - len(silent),
        closed=len(to) - len(open),
        waiting=sum(bool(unit.box) and _is_read(counts) for unit, counts, _ in silent),
        answers=lazily(to, lambda one: answer(origin, one[0].unit, one[1])),
    )


def _is_read(counts: UnitCounts | None) -> bool:
    return counts is None or counts.code != READING


def answer(origin: str, unit: str, counts: UnitCounts | None) -> Answer:
    """What a unit made of an item that went to it under a name (`origin_of`)."""
    if counts is None or counts.up is None:
        return Answer(unit=unit, known=False)
    receipt = receipt_of(counts.up, origin)
    if receipt is None:
        return Answer(unit=unit, known=True)
    return Answer(unit=unit, known=True, day=receipt.day, state=receipt.state, reply=receipt.reply)


def receipt_of(up: Up | None, origin: str) -> Receipt | None:
    return _receipts(up).get(origin) if up is not None and up.received else None


@remembered
def _receipts(up: Up) -> dict[str, Receipt]:
    return {one.origin: one for one in reversed(up.received)}


def closes(receipt: Receipt) -> bool:
    return receipt.state in CLOSED_BELOW


def _item_state(item: Entry, sent: bool, open: Sequence[UnitReport], today: date) -> SentState:
    """`open` are those who have not closed it."""
    if item.done is not None and item.done <= today:
        return SentState.CLOSED
    if sent and not open:
        return SentState.ANSWERED
    if item.due is None or item.due >= today:
        return SentState.OPEN
    due = item.due
    return SentState.OVERDUE if any(_told_after(counts, due) for _, counts, _ in open) else SentState.UNKNOWN


def _told_after(counts: UnitCounts | None, due: date) -> bool:
    """Whether a unit's counts were made after a day, so that they can say what was not done by then."""
    return counts is not None and counts.up is not None and counts.up.as_of > due


def inspections(snapshot: Snapshot, committee: Committee, ups: Counts, today: date) -> list[InspectionRow]:
    """Every finding about a unit, what needs a hand first, then the later ones first."""
    found = [
        _inspection(one, origin_of(snapshot, one.id), committee, ups, today)
        for one in reversed(sent_findings(snapshot))
    ]
    return sorted(found, key=lambda row: ORDER[row.state])


def _inspection(finding: Finding, origin: str, committee: Committee, ups: Counts, today: date) -> InspectionRow:
    counts = ups.get(finding.unit)
    report = report_of(counts.up, origin) if counts is not None and counts.up is not None else None
    unit = committee.unit(finding.unit)
    closed = report.closed if report is not None and _is_closed(report, finding) else None
    state = _finding_state(finding, closed is not None, counts, unit is not None and bool(unit.box), today)
    return InspectionRow(
        finding=finding.id,
        unit=finding.unit,
        state=state,
        received=report is not None,
        closed=closed,
        closing=report.closing if report is not None and closed is not None else "",
    )


def _is_closed(report: FindingReport, finding: Finding) -> bool:
    """Whether a unit has closed a finding since it was last reopened."""
    return report.state == FindingState.CLOSED and knows(report.reopened, report.closed, report.due, finding)


def report_of(up: Up, origin: str) -> FindingReport | None:
    return next((one for one in up.findings if one.origin == origin), None)


def _finding_state(
    finding: Finding, closed_below: bool, counts: UnitCounts | None, box: bool, today: date
) -> SentState:
    """A unit without a box will never say anything: then the committee's own record alone speaks."""
    if finding.result is Result.EXECUTED or (finding.closed is not None and finding.closed <= today):
        return SentState.CLOSED
    if closed_below:
        return SentState.ANSWERED
    if finding.due is None or finding.due >= today:
        return SentState.OPEN
    return SentState.OVERDUE if not box or _told_after(counts, finding.due) else SentState.UNKNOWN


def states_of(rows: Iterable[InspectionRow]) -> dict[str, dict[SentState, int]]:
    """How many findings stand in each state, by the unit that they are about."""
    found: dict[str, dict[SentState, int]] = {}
    for row in rows:
        of_unit = found.setdefault(row.unit, {})
        of_unit[row.state] = of_unit.get(row.state, 0) + 1
    return found
