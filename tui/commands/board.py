"""The commands of the board alone."""

from __future__ import annotations

from functools import partial

from tui import navigation
from tui.commands import beginning, rows
from tui.commands.anywhere import EXPORT
from tui.commands.command import ABLE, Command
from tui.commands.entry import ADD_ON_ROWS
from widgets.keymap import LISTS
from widgets.sections.registry import SECTIONS
from widgets.sections.section import Target
from widgets.tasks import target_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.screens.base import BaseScreen
    from tui.screens.board import BoardScreen
    from widgets.display import Shown
    from widgets.sections.view import View


def open_list(screen: BoardScreen, kind: str) -> None:
    navigation.open_page(screen.zhibu, Target(kind=kind, id=""))


def opens_first(first: Callable[[View], Target | None]) -> Command:
    """The command that opens what the attention line says comes first, where it says so."""

    def why_not(screen: BaseScreen) -> Shown:
        return ABLE if first(screen.view) is not None else screen.words("why_not.next")

    def run(screen: BaseScreen) -> None:
        target = first(screen.view)
        assert target is not None
        navigation.open_page(screen.zhibu, target)

    return Command(id="next", run=run, why_not=why_not)


def _first(view: View) -> Target | None:
    task = view.figures.attention.next
    return target_of(task) if task is not None else None


def go_to_panel(screen: BoardScreen, number: int) -> None:
    screen.go_to(number - 1)


def step(screen: BoardScreen, by: int) -> None:
    """To the next panel or the one before, round and round."""
    screen.go_to((screen.panels.index(screen.panel) + by) % len(screen.panels))


def zoom(screen: BoardScreen) -> None:
    screen.toggle_class("zoomed")


def unzoom(screen: BoardScreen) -> None:
    screen.remove_class("zoomed")


def back(screen: BoardScreen) -> None:
    """First what is marked, then what is looked for, then the one panel that fills the screen, then the board itself
    where something lies behind it.
    """
    if rows.unpick(screen):
        return
    if screen.has_class("zoomed"):
        unzoom(screen)
    else:
        screen.leave()


GOING = (
    Command(id="back", run=back),
    Command(id="home", run=unzoom),
    Command(id="zoom", run=zoom),
    Command(id="panel.next", run=partial(step, by=1)),
    Command(id="panel.previous", run=partial(step, by=-1)),
)
"""From panel to panel of any board."""
COMMANDS = (
    *rows.COMMANDS,
    *beginning.COMMANDS,
    *GOING,
    ADD_ON_ROWS,
    EXPORT,
    opens_first(_first),
    *(Command(id=f"panel.{number}", run=partial(go_to_panel, number=number)) for number in range(1, len(SECTIONS) + 1)),
    *(Command(id=kind, run=partial(open_list, kind=kind)) for kind in LISTS),
)
