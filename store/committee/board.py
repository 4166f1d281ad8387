"""All figures of a committee on a day, in one pass."""

from __future__ import annotations

from store.box.sent import concerns, origin_of
from store.committee.cells import cells_of, overdue_of, unknown_cells
from store.committee.figures import (
    CLOSED_BELOW,
    CommitteeAttention,
    CommitteeFigures,
    CommitteeTask,
    CommitteeTaskKind,
    ReminderKind,
    SentState,
    UnitRow,
)
from store.committee.head import HEAD
from store.committee.reminders import reminders, visits
from store.committee.sent_rows import answer, inspections, items, states_of, traffic
from store.committee.units import NO_BOX, NOTHING, READING, UnitCounts
from store.packs.matrix import COLUMNS, column_of
from store.rules.lazy_figures import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from store.box.messages import DutyCount, Up
    from store.committee.figures import Answer, InspectionRow, Reminder, TrafficRow
    from store.committee.units import Committee, Unit
    from store.packs.matrix import MatrixColumn
    from store.packs.rule import Pack
    from store.periods import Period
    from store.snapshot import Snapshot

ORDER = {kind: place for place, kind in enumerate(CommitteeTaskKind)}


def committee_figures(
    snapshot: Snapshot,
    committee: Committee,
    ups: Mapping[str, UnitCounts],
    today: date,
    pack: Pack,
    period: Period | None = None,
) -> CommitteeFigures:
    """What the board and `status` show. `snapshot` is the committee's own, `ups` the counts by unit; the cells are of
    a period, or of all that went up. What needs a hand does so whatever the period.
    """
    columns = columns_of(committee, today, pack)
    sent, found = traffic(snapshot, committee, ups, today), inspections(snapshot, committee, ups, today)
    recalled = reminders(committee, ups, today)
    made = CommitteeFigures(
        columns=columns,
        rows=(),
        traffic=tuple(sent),
        inspections=tuple(found),
        reminders=tuple(recalled),
        attention=_attention(snapshot, committee, ups, sent, found, recalled, today),
    )
    return in_period(made, snapshot, committee, ups.get, today, period)


def in_period(
    figures: CommitteeFigures,
    snapshot: Snapshot,
    committee: Committee,
    counts_of: Callable[[str], UnitCounts | None],
    today: date,
    period: Period | None,
) -> CommitteeFigures:
    """The same with the cells of another period, of which `counts_of` a unit by its short name speak."""
    findings = states_of(figures.inspections)
    named = [(origin_of(snapshot, one.id), one) for one in items(snapshot)]

    def row(unit: Unit) -> UnitRow:
        counts = counts_of(unit.unit) or UnitCounts(code=NOTHING if unit.box else NO_BOX)
        answers = [answer(name, unit.unit, counts) for name, one in named if concerns(one, unit.unit)]
        made = _row(unit, counts, figures.columns, answers, findings.get(unit.unit, {}))
        if counts.up is None:
            return made
        made = _with_counts(made, counts.up, today)
        if counts.up.shows == HEAD:
            return made.but(code=READING)
        return made.but(cells=cells_of(counts.up, figures.columns, today, period))

    return figures.but(rows=lazily(committee.units, row))


def columns_of(committee: Committee, today: date, pack: Pack) -> tuple[MatrixColumn, ...]:
    """Those that the committee chose, or the usual ones; what nobody declares is left out."""
    if not committee.columns:
        return COLUMNS
    chosen = (column_of(id, pack, today) for id in dict.fromkeys(committee.columns))
    return tuple([one for one in chosen if one is not None])


def _row(
    unit: Unit,
    counts: UnitCounts,
    columns: tuple[MatrixColumn, ...],
    answers: Sequence[Answer],
    findings: dict[SentState, int],
) -> UnitRow:
    return UnitRow(
        unit=unit.unit,
        name=unit.name,
        code=counts.code,
        place=counts.place,
        cells=unknown_cells(columns, counts.code),
        of=len(answers),
        received=sum(one.day is not None for one in answers),
        closed=sum(one.state in CLOSED_BELOW for one in answers),
        findings=findings,
    )


def _with_counts(row: UnitRow, up: Up, today: date) -> UnitRow:
    return row.but(
        as_of=up.as_of,
        members=up.members,
        branches=up.branches,
        visits=visits(up, today),
        vacant=up.vacant,
        overdue=bool(overdue_of(up, today)),
    )


# What needs a hand


def _attention(
    snapshot: Snapshot,
    committee: Committee,
    ups: Mapping[str, UnitCounts],
    sent: Sequence[TrafficRow],
    findings: Sequence[InspectionRow],
    recalled: Iterable[Reminder],
    today: date,
) -> CommitteeAttention:
    duties = list(_of_duties(committee, ups, today))
    running = [row for row in sent if row.state is not SentState.CLOSED]
    tasks = [
        *_of_findings(snapshot, findings),
        *duties,
        *_of_items(snapshot, running),
        *_of_terms(recalled, today),
    ]
    return CommitteeAttention(
        units_overdue=len(duties),
        not_received=sum(row.waiting for row in running),
        findings_overdue=sum(row.state is SentState.OVERDUE for row in findings),
        answered=sum(row.state is SentState.ANSWERED for row in findings),
        unread=sum(one.code == READING for one in ups.values()),
        tasks=tuple(sorted(tasks, key=lambda one: (ORDER[one.kind] > 1, one.day, ORDER[one.kind]))),
    )


def _of_findings(snapshot: Snapshot, findings: Iterable[InspectionRow]) -> Iterator[CommitteeTask]:
    for row in findings:
        finding = snapshot.findings[row.finding]
        said = {"unit": row.unit, "id": row.finding, "rule": finding.rule, "period": finding.period}
        if row.state is SentState.OVERDUE and finding.due is not None:
            yield CommitteeTask(kind=CommitteeTaskKind.FINDING, day=finding.due, **said)
        elif row.state is SentState.ANSWERED and row.closed is not None:
            yield CommitteeTask(kind=CommitteeTaskKind.ANSWERED, day=row.closed, **said)


def _of_duties(committee: Committee, ups: Mapping[str, UnitCounts], today: date) -> Iterator[CommitteeTask]:
    """Of each unit in which something is overdue the rule and period that fell due first."""
    kind = CommitteeTaskKind.DUTY
    for unit in committee.units:
        counts = ups.get(unit.unit)
        late = overdue_of(counts.up, today) if counts is not None and counts.up is not None else ()
        if late:
            one = late[0] if len(late) == 1 else min(late, key=_due)
            # Of 20,000 units in 5 ms, by keywords in 22, and anew whenever one of them has reported.
            yield tuple.__new__(CommitteeTask, (kind, one.due, unit.unit, "", one.rule, one.period))


def _due(count: DutyCount) -> date:
    return count.due


def _of_items(snapshot: Snapshot, sent: Iterable[TrafficRow]) -> Iterator[CommitteeTask]:
    for row in sent:
        due = snapshot.entries[row.item].due
        if row.state is SentState.OVERDUE and due is not None:
            yield CommitteeTask(kind=CommitteeTaskKind.ITEM, day=due, id=row.item)


def _of_terms(recalled: Iterable[Reminder], today: date) -> Iterator[CommitteeTask]:
    for one in recalled:
        if one.kind is ReminderKind.TERM and one.day is not None and one.day < today:
            yield CommitteeTask(kind=CommitteeTaskKind.TERM, day=one.day, unit=one.unit)
