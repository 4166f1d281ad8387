"""The commands of a page that a digit opens, and those that open one."""

from __future__ import annotations

from functools import partial

from tui import navigation
from tui.commands import rows
from tui.commands.command import Command
from tui.commands.entry import ADD_ON_ROWS
from tui.commands.page import NEXT
from widgets.keymap import NUMBERED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.screens.base import BaseScreen
    from tui.screens.numbered import NumberedScreen


def open_numbered(screen: BaseScreen, number: str) -> None:
    navigation.open_numbered(screen.zhibu, number)


def back(screen: NumberedScreen) -> None:
    if not rows.unpick(screen):
        screen.leave()


def export_list(screen: NumberedScreen) -> None:
    """The list as a paper, of the year that is shown."""
    from tui.screens.export import ExportScreen
    from widgets.papers.export_request import ExportRequest

    screen.zhibu.push_screen(ExportScreen(ExportRequest(export=screen.section.EXPORT, period=screen.period)))


OPENING = tuple(Command(id=f"page.{id}", run=partial(open_numbered, number=number)) for number, id in NUMBERED.items())
HOME = Command(id="home", run=lambda screen: navigation.go_home(screen.zhibu))
"""From a page or a list, however far one has gone."""
COMMANDS = (
    *rows.COMMANDS,
    ADD_ON_ROWS,
    NEXT,
    Command(id="back", run=back),
    Command(id="export", run=export_list),
)
