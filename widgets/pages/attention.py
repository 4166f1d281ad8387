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


def page(sheet: PageWriter, target: Target) -> Document | None:
    view, words = sheet.view, sheet.words
    counts = view.figures.attention
    facts = {"overdue": counts.overdue, "must": counts.must, "due_soon": counts.due_soon}
    sheet.text(words("attention.counts", **facts), role="strong")
    _beginning(sheet)
    for heading, tasks in groupby(counts.tasks, key=_heading):
        sheet.listed(heading, [_line(sheet, task) for task in tasks], "page.items_n")
    _inbox(sheet)
    if counts.empty:
        sheet.text(words("attention.empty"), role="warn")
    elif not (counts.tasks or counts.inbox):
        sheet.text(words("attention.none"), role="good")
    sheet.faults()
    return sheet.document(shown(words("page.attention")), target)


def _inbox(sheet: PageWriter) -> None:
    """What came down and is not due yet: the rest stands above."""
    told = {task.incoming.origin for task in sheet.view.figures.attention.tasks if task.incoming is not None}
    rest = [_came_down(sheet, one) for one in sheet.view.incoming if one.origin not in told]
    sheet.listed("page.tasks.inbox", rest, "page.items_n")


def _came_down(sheet: PageWriter, incoming: Incoming) -> TableLine:
    view, words = sheet.view, sheet.words
    cells = (
        Cell(text=shown(incoming.due.isoformat()) if incoming.due else words("entry.no_date")),
        Cell(text=inbox.kind(incoming, view, words)),
        Cell(text=inbox.about(incoming, view, words)),
    )
    return TableLine(cells=cells, target=Target(kind="incoming", id=incoming.origin))


def _beginning(sheet: PageWriter) -> None:
    """What a new branch has still to enter, with how it is done."""
    words = sheet.words
    steps = first_steps(sheet.view.snapshot)
    if not steps:
        return
    sheet.heading("page.beginning", note=words("beginning.left", n=sum(step.open for step in steps)))
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
    sheet.table(entries, wrapped=True)


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


def _line(sheet: PageWriter, task: Task) -> TableLine:
    view, words = sheet.view, sheet.words
    if task.duty is not None:
        return links.duty_entry(view, task.duty, words)
    if task.finding is not None:
        return links.finding_entry(view, task.finding.finding, words)
    if task.matter is not None:
        return links.matter_entry(view, task.matter, words)
    if task.incoming is not None:
        return _came_down(sheet, task.incoming)
    if task.entry is not None:
        return links.record_entry(view, task.entry.id, words)
    return links.record_entry(view, task.meeting or "", words)
