"""What needs a hand, in the one order that attention line, list and first panel have (product.md, the board)."""

from __future__ import annotations

from datetime import timedelta

from store.packs.rule import Strength
from store.rules import index as indexes
from store.rules.figures import FindingState, State, Task, TaskKind
from store.rules.institutions import urgency
from store.rules.meetings import answers, has_minutes, recent, unscheduled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from store.packs.rule import Pack
    from store.rules.figures import Duty, Matter, Rectification
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
SOON = 45
"""Days ahead in which the date of a finding or an agreed matter is due next."""


def tasks(
    snapshot: Snapshot,
    today: date,
    pack: Pack,
    duties: Sequence[Duty],
    findings: Iterable[Rectification],
    matters: Iterable[Matter],
) -> Iterator[Task]:
    """Today's meetings; past ones without roll, then without minutes; what is overdue: MUST, then findings and agreed
    matters, then the rest, oldest first, what no record can close behind it; overdue entries of registers; what is due
    next, by date; required
    meetings that nobody has scheduled.
    """
    yield from _meetings(snapshot, today)
    promises = [*_of_findings(snapshot, today, findings), *_of_matters(today, matters)]
    overdue = [_of_duty(snapshot, today, one) for one in sorted(duties, key=urgency) if one.state is State.OVERDUE]
    overdue += [one for one in promises if one.kind is TaskKind.OVERDUE]
    yield from sorted(overdue, key=lambda one: (_past_help(one), _layer(one), one.day, _name(one)))
    entries = list(_of_entries(snapshot, today, pack)) if snapshot.entries else []
    yield from (one for one in entries if one.kind is TaskKind.OVERDUE)
    due = [_of_duty(snapshot, today, one) for one in duties if one.state is State.DUE_SOON]
    due += [one for one in entries if one.kind is TaskKind.DUE]
    due += [one for one in promises if one.kind is TaskKind.DUE]
    yield from sorted(due, key=lambda one: (one.day, _name(one)))
    later = [one for one in unscheduled(snapshot, today, duties) if one.state is not State.DUE_SOON]
    for one in sorted(later, key=lambda one: (one.due, one.key)):
        yield Task(kind=TaskKind.UNSCHEDULED, day=one.due, duty=one, action="add")


def _meetings(snapshot: Snapshot, today: date) -> Iterator[Task]:
    index = indexes.of(snapshot)
    for meeting in index.open:
        if meeting.day == today:
            yield Task(kind=TaskKind.TODAY, day=today, meeting=meeting.id, action="roll")
    for meeting in index.open:
        if meeting.day < today:
            yield Task(kind=TaskKind.ROLL, day=meeting.day, meeting=meeting.id, action="roll")
    for meeting in recent(index.held, today):
        if not has_minutes(meeting):
            yield Task(kind=TaskKind.MINUTES, day=meeting.day, meeting=meeting.id, action="open")


def _of_duty(snapshot: Snapshot, today: date, duty: Duty) -> Task:
    """A duty, and the planned meeting that would close it, where there is one."""
    kind = TaskKind.OVERDUE if duty.state is State.OVERDUE else TaskKind.DUE
    if "kind" in duty.rule.params:
        for meeting in indexes.of(snapshot).open:
            if meeting.day > today and answers(meeting, duty):
                return Task(kind=kind, day=duty.due, duty=duty, meeting=meeting.id, action="open")
    return Task(kind=kind, day=duty.due, duty=duty, action="add")


def _of_findings(snapshot: Snapshot, today: date, findings: Iterable[Rectification]) -> Iterator[Task]:
    for row in findings:
        due = snapshot.findings[row.finding].due
        kind = _kind(row.state, due, today)
        if kind is not None and due is not None:
            yield Task(kind=kind, day=due, finding=row, action="open")


def _of_matters(today: date, matters: Iterable[Matter]) -> Iterator[Task]:
    """Matters come by date, those without one last: of thousands only the first are looked at."""
    for matter in matters:
        due = matter.decision.due
        kind = _kind(matter.state, due, today)
        if kind is None or due is None:
            return
        yield Task(kind=kind, day=due, matter=matter, meeting=matter.meeting, action="open")


def _of_entries(snapshot: Snapshot, today: date, pack: Pack) -> Iterator[Task]:
    """Entries that are overdue or due soon, by their day."""
    from store.rules.entries import running
    from store.rules.entry_rows import EntryState

    kinds = {EntryState.OVERDUE: TaskKind.OVERDUE, EntryState.DUE_SOON: TaskKind.DUE}
    for row in running(snapshot, today, pack):
        if row.state in kinds and row.due is not None:
            yield Task(kind=kinds[row.state], day=row.due, entry=row, action="open")


def _kind(state: FindingState, due: date | None, today: date) -> TaskKind | None:
    if state is FindingState.OVERDUE:
        return TaskKind.OVERDUE
    soon = state is FindingState.OPEN and due is not None and due <= today + timedelta(days=SOON)
    return TaskKind.DUE if soon else None


def _past_help(task: Task) -> bool:
    return task.duty is not None and task.duty.rule.predicate not in CLOSABLE


def _name(task: Task) -> str:
    """What tells tasks of one day apart, whatever order they were found in."""
    if task.duty is not None:
        return task.duty.key
    if task.entry is not None:
        return task.entry.id
    return task.finding.finding if task.finding is not None else task.meeting or ""


def _layer(task: Task) -> int:
    """MUST before findings and agreed matters, those before all else."""
    if task.duty is None:
        return 1
    return 0 if task.duty.rule.strength is Strength.MUST else 2
