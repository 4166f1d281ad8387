"""The commands of a committee's board and of the pages behind its rows."""

from __future__ import annotations

from functools import partial

from tui.commands import anywhere, board, ledger, lists, numbered, records, rows, selection
from tui.commands.anywhere import readonly, stores_if
from tui.commands.command import Command, always
from tui.commands.entry import COPY, open_line
from tui.commands.page import NEXT, OPEN, open_today
from widgets.sections.committee import units
from widgets.sections.committee.registry import SECTIONS
from widgets.sections.committee.tasks import line_for, target_of, unit_and_rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tui.screens.base import BaseScreen
    from tui.screens.committee import CommitteeScreen
    from tui.screens.page import PageScreen
    from widgets.display import Shown
    from widgets.sections.section import Target
    from widgets.sections.view import View

# What comes first


def _first(view: View) -> Target | None:
    task = view.committee_figures.attention.next
    return target_of(task) if task is not None else None


# A unit's own board


def why_no_visit(screen: BaseScreen) -> Shown:
    cell = unit_and_rule(screen.subject, screen.view)
    return (
        units.why_not_visit(cell[0], screen.view, screen.words) if cell is not None else screen.words("why_not.visit")
    )


async def go_visit(screen: BaseScreen) -> None:
    from tui import visit

    cell = unit_and_rule(screen.subject, screen.view)
    assert cell is not None
    await visit.begin(screen.zhibu, *cell)


# Entering


def add(screen: BaseScreen, section: str, marked: tuple[str, ...] = ()) -> None:
    """A line of what the screen is of: of a cell an inspection of that unit's institution, else something to send."""
    from widgets.quick_line.reading import ENTRY, INSPECTION, LineContext, LineKind

    sent, text = line_for(section, screen.subject, marked, screen.view, screen.words)
    line_kind = LineKind(grammar=ENTRY, register="notice") if sent else LineKind(grammar=INSPECTION)
    open_line(screen, LineContext(line_kind=line_kind), text=text, keeps=True)


def add_on_board(screen: CommitteeScreen) -> None:
    marked = tuple(row.key for row in screen.panel.marked) if screen.panel.section.ID == "matrix" else ()
    add(screen, screen.panel.section.ID, marked)


def add_on_page(screen: PageScreen) -> None:
    add(screen, "matrix")


def why_not_advance(screen: BaseScreen) -> Shown:
    if ledger.finding_of(screen) is not None:
        return readonly(screen)
    row = ledger.row_of(screen)
    return ledger.why_not_advance(screen) if row is not None else screen.words("why_not.advance_above")


def drop(screen: BaseScreen) -> None:
    ledger.drop(screen, ledger.droppable(screen))


# The commands

AS_IN_A_BRANCH = frozenset(
    {"quit", "undo", "redo", "reload", "history", "language", "theme", "mouse"}
    | {"help", "commands", "menu", "edit", "branch", "form.resume", "delete", "page.ledger"}
    | {"search", "mark.all"}
)
"""Those that are the same as a branch's."""
_OF_A_BRANCH = (
    *anywhere.COMMANDS,
    *lists.COMMANDS,
    *records.COMMANDS,
    *selection.COMMANDS,
    *numbered.OPENING,
    *rows.COMMANDS,
)


def _of_committee(id: str, run: Callable[[Any], object], why_not: Callable[[Any], Shown] = always) -> Command:
    """A command whose words say what it does for a committee."""
    return Command(id=id, run=run, why_not=why_not, called=lambda screen: f"committee.{id}")


def _panel(number: int, section: str) -> Command:
    run = partial(board.go_to_panel, number=number)
    return Command(id=f"panel.{number}", run=run, called=lambda screen: f"panel.{section}")


SHARED = (
    *(command for command in _OF_A_BRANCH if command.id in AS_IN_A_BRANCH or command.id.startswith("move.")),
    COPY,
    _of_committee("export", run=anywhere.export),
    _of_committee("import", run=anywhere.bring_in, why_not=readonly),
    _of_committee("visit", run=go_visit, why_not=why_no_visit),
    _of_committee("roll", run=ledger.advance, why_not=why_not_advance),
    _of_committee("mark", run=rows.MARK.run, why_not=rows.MARK.why_not),
    Command(id="waive", run=drop, why_not=stores_if("why_not.drop", ledger.droppable), called=lambda screen: "drop"),
)
COMMANDS = (
    *SHARED,
    *board.GOING,
    _of_committee("add", run=add_on_board, why_not=readonly),
    _of_committee("open", run=rows.open_row, why_not=rows.OPEN.why_not),
    board.opens_first(_first),
    Command(id="attention", run=open_today),
    *(_of_committee(command.id, run=command.run) for command in rows.SHIFTING),
    Command(id="faults", run=partial(board.open_list, kind="faults")),
    *(_panel(number, section.ID) for number, section in enumerate(SECTIONS, 1)),
)
PAGE_COMMANDS = (
    *SHARED,
    numbered.HOME,
    _of_committee("add", run=add_on_page, why_not=readonly),
    OPEN,
    NEXT,
    Command(id="back", run=lambda screen: screen.go_back()),
    Command(id="receive", run=ledger.receive, why_not=ledger.why_not_receive),
    Command(id="meeting.decision", run=ledger.receive, why_not=ledger.why_not_receive, called=lambda screen: "receive"),
)
