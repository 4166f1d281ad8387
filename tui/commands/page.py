"""The commands of a page alone."""

from __future__ import annotations

from tui.commands.command import ABLE, Command
from tui.commands.entry import ADD_ON_PAGE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.screens.page import PageScreen
    from widgets.display import Shown


def _why_not_open(place: PageScreen) -> Shown:
    return ABLE if place.page.target is not None else place.words("why_not.open")


COMMANDS = (
    ADD_ON_PAGE,
    Command(id="open", run=lambda place: place.go_on(), why_not=_why_not_open),
    Command(id="back", run=lambda place: place.go_back()),
    Command(id="home", run=lambda place: place.leave()),
)
