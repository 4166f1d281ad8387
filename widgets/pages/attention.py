"""Today: everything that needs a hand, in the order in which it does, a line each."""

from __future__ import annotations

from itertools import groupby

from store.packs.rule import Strength
from store.rules.figures import State, Task, TaskKind
from store.rules.first_steps import first_steps
from widgets import inbox
from widgets.display import shown
from widgets.pages import links
from widgets.pages.page_writer import TableLine
from widgets.sections.section import Cell, Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.box.inbox import Incoming
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter


def page(writer: PageWriter, target: Target) -> Document | None:
    view, words = writer.view, writer.words
    counts = view.figures.attention
    facts = {"overdue": counts.overdue, "must": counts.must, "due_soon": counts.due_soon}
    writer.text(words("attention.counts", **facts), role="strong")
    _beginning(writer)
    for heading, tasks in groupby(counts.tasks, key=_heading):
        writer.listed(heading, [_line(writer, task) for task in tasks], "page.items_n")
    _inbox(writer)
    if counts.empty:
        writer.text(words("attention.empty"), role="warn")
    elif not (counts.tasks or counts.inbox):
        writer.text(words("attention.none"), role="good")
    writer.faults()
    return writer.document(shown(words("page.attention")), target)


def _inbox(writer: PageWriter) -> None:
    """What came down and is not due yet: the rest stands above."""
    told = {task.incoming.origin for task in writer.view.figures.attention.tasks if task.incoming is not None}
    rest = [_came_down(writer, one) for one in writer.view.incoming if one.origin not in told]
    writer.listed("page.tasks.inbox", rest, "page.items_n")


def _came_down(writer: PageWriter, incoming: Incoming) -> TableLine:
    view, words = writer.view, writer.words
    cells = (
        Cell(text=shown(incoming.due.isoformat()) if incoming.due else words("entry.no_date")),
        Cell(text=inbox.kind(incoming, view, words)),
        Cell(text=inbox.about(incoming, view, words)),
    )
    return TableLine(cells=cells, target=Target(kind="incoming", id=incoming.origin))


def _beginning(writer: PageWriter) -> None:
    """What a new branch has still to enter, with how it is done."""
    words = writer.words
    steps = first_steps(writer.view.snapshot, writer.view.today)
    if not steps:
        return
    writer.heading("page.beginning", note=words("beginning.left", n=sum(step.open for step in steps)))
    entries = []
    for step in steps:
        sign = State.MET if step.done else State.WAIVED if step.answered else State.UPCOMING
        role = "" if step.open else "dim"
        cells = (
            Cell(text=words.glyph(sign), role=role),
            Cell(text=words(f"begin.{step.id}"), role=role),
            Cell(text=words(f"begin.{step.id}.how"), role="dim"),
        )
        entries.append(TableLine(cells=cells, target=Target(kind="step", id=step.id)))
    writer.table(entries, wrapped=True)


def _heading(task: Task) -> str:
    """The word above a task."""
    if task.kind is not TaskKind.OVERDUE:
        return f"page.tasks.{task.kind}"
    if task.incoming is not None:
        return "page.tasks.overdue_inbox"
    if task.entry is not None:
        return "page.tasks.overdue_entries"
    if task.finding is not None or task.matter is not None:
        return "page.tasks.overdue_promises"
    must = task.duty is not None and task.duty.rule.strength is Strength.MUST
    return "page.tasks.overdue_must" if must else "page.tasks.overdue_others"


def _line(writer: PageWriter, task: Task) -> TableLine:
    view, words = writer.view, writer.words
    if task.duty is not None:
        return links.duty_entry(view, task.duty, words)
    if task.finding is not None:
        return links.finding_entry(view, task.finding.finding, words)
    if task.matter is not None:
        return links.matter_entry(view, task.matter, words)
    if task.incoming is not None:
        return _came_down(writer, task.incoming)
    if task.entry is not None:
        return links.record_entry(view, task.entry.id, words)
    return links.record_entry(view, task.meeting or "", words)
