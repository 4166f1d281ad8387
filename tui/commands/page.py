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


def open_today(place: BaseScreen) -> None:
    """Everything that needs a hand: behind the first thing, which the board's key opens."""
    navigation.open_page(place.zhibu, Target(kind="attention", id=""))


def go_on(place: PageScreen) -> None:
    """To what the line under the cursor opens: another page, or what enters a step of the beginning."""
    target = place.page.target
    if target is not None and target.kind == "step":
        beginning.do(place, target.id)
    else:
        place.go_on()


NEXT = Command(
    id="next",
    run=open_today,
    why_not=needs("why_not.today", lambda place: place.subject is None or place.subject.kind != "attention"),
)
OPEN = Command(id="open", run=go_on, why_not=needs("why_not.open", lambda place: place.page.target is not None))
COMMANDS = (
    ADD_ON_PAGE,
    EXPORT,
    NEXT,
    OPEN,
    Command(id="back", run=lambda place: place.go_back()),
)
