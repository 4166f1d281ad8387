"""What came down, among what needs a hand."""

from __future__ import annotations

from bisect import bisect_right

from store.box.inbox import Urgency
from store.rules.figures import Task, TaskKind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.box.inbox import Incoming
    from store.rules.figures import Attention

KINDS = {Urgency.OVERDUE: TaskKind.OVERDUE, Urgency.DUE_SOON: TaskKind.DUE}
"""What is neither is told by its number alone."""


def with_inbox(attention: Attention, incoming: Sequence[Incoming]) -> Attention:
    """The line with what is to be received: counted, what is overdue before the overdue entries of registers, what is
    due soon among what is due next.
    """
    tasks = list(attention.tasks)
    for one in reversed(incoming):  # each before the ones that come later
        if one.due is not None and one.urgency in KINDS:
            task = Task(kind=KINDS[one.urgency], day=one.due, incoming=one, action="open")
            tasks.insert(_place(tasks, task), task)
    return attention.but(tasks=tuple(tasks), inbox=len(incoming))


def _place(tasks: Sequence[Task], new: Task) -> int:
    """Where a task goes among those that are in order."""
    if new.kind is TaskKind.DUE:
        return bisect_right([_rank(one) for one in tasks], (_ORDER.index(TaskKind.DUE), 0, new.day.toordinal() - 1))
    return bisect_right([_rank(one)[:2] for one in tasks], (_ORDER.index(TaskKind.OVERDUE), 0))


_ORDER = tuple(TaskKind)


def _rank(task: Task) -> tuple[int, int, int]:
    """What is overdue stands in two parts: promises and duties, then what is in registers; what is due next by day."""
    later = task.kind is TaskKind.OVERDUE and (task.entry is not None or task.incoming is not None)
    return _ORDER.index(task.kind), int(later), task.day.toordinal() if task.kind is TaskKind.DUE else 0
