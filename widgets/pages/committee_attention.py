"""Today, of a committee: everything that needs a hand, in the order in which it does, a line each; and how a committee
begins.
"""

from __future__ import annotations

from itertools import groupby

from store.committee.figures import CommitteeTask, CommitteeTaskKind
from widgets.display import shown
from widgets.pages.page_writer import TableLine
from widgets.sections.committee import matrix, units
from widgets.sections.committee.tasks import target_of
from widgets.sections.section import Cell, Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter


def page(writer: PageWriter, target: Target) -> Document | None:
    view, words = writer.view, writer.words
    tasks = view.committee_figures.attention.tasks
    for kind, found in groupby(sorted(tasks, key=lambda task: KINDS.index(task.kind)), key=lambda task: task.kind):
        same = list(found)
        writer.heading(f"committee.tasks.{kind}", note=words("page.items_n", n=len(same)))
        writer.table([_line(writer, one) for one in same[:MOST]])
        if len(same) > MOST:
            writer.text(words("panel.more", n=len(same) - MOST), role="dim")
    if not tasks:
        writer.text(words("committee.none"), role="good")
    writer.faults()
    return writer.document(shown(words("page.attention")), target)


MOST = 500
"""Lines of a kind: the matrix shows all units, a page what comes first."""
KINDS = tuple(CommitteeTaskKind)


def _line(writer: PageWriter, task: CommitteeTask) -> TableLine:
    view, words = writer.view, writer.words
    day = Cell(text=shown(task.day.isoformat()), role="dim")
    if task.kind is CommitteeTaskKind.ITEM:
        what = Cell(text=shown(view.snapshot.entries[task.id].title))
        return TableLine(cells=(day, what), target=target_of(task))
    unit = Cell(text=shown(units.name(task.unit, view)))
    if task.kind is CommitteeTaskKind.TERM:
        return TableLine(cells=(day, unit), target=target_of(task))
    what = Cell(text=shown(f"{matrix.column_name(task.rule, view, words)} {task.period}"))
    return TableLine(cells=(day, unit, what), target=target_of(task))


def beginning(writer: PageWriter, target: Target) -> Document | None:
    """What to write where, so that a first branch shows."""
    if writer.view.committee is None:
        return None
    words = writer.words
    for line in matrix.BEGIN:
        writer.text(words(f"matrix.begin.{line}"))
    writer.gap()
    for line in ("folders", "doctor", "branch", "first"):
        writer.text(words(f"committee.begin.{line}"))
    return writer.document(words("committee.begin.title"), target)
