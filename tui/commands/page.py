"""The commands of a page alone."""

from __future__ import annotations

from tui import navigation
from tui.commands import beginning
from tui.commands.anywhere import EXPORT
from tui.commands.command import Command, needs
from tui.commands.entry import ADD_ON_PAGE
from widgets.sections.section import Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.screens.base import BaseScreen
    from tui.screens.page import PageScreen


def open_today(screen: BaseScreen) -> None:
    """Everything that needs a hand: behind the first thing, which the board's key opens."""
    navigation.open_page(screen.zhibu, Target(kind="attention", id=""))


def go_on(screen: PageScreen) -> None:
    """To what the line under the cursor opens: another page, or what enters a step of the beginning."""
    target = screen.page.target
    if target is not None and target.kind == "step":
        beginning.do(screen, target.id)
    else:
        screen.go_on()


NEXT = Command(
    id="next",
    run=open_today,
    why_not=needs("why_not.today", lambda screen: screen.subject is None or screen.subject.kind != "attention"),
)
OPEN = Command(id="open", run=go_on, why_not=needs("why_not.open", lambda screen: screen.page.target is not None))
COMMANDS = (
    ADD_ON_PAGE,
    EXPORT,
    NEXT,
    OPEN,
    Command(id="back", run=lambda screen: screen.go_back()),
)
