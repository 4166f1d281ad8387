"""The commands of a roll call."""

from __future__ import annotations

from functools import partial

from tui.commands.anywhere import MOVING
from tui.commands.command import ABLE, Command
from tui.commands.lists import HELP
from widgets.keymap import STATUSES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.screens.roll import RollScreen
    from widgets.display import Shown


def _why_no_reason(place: RollScreen) -> Shown:
    return ABLE if place.absent is not None else place.words("why_not.roll.reason")


def mark(place: RollScreen, status: str) -> None:
    place.mark(status)


COMMANDS = (
    *MOVING,
    HELP,
    Command(id="back", run=lambda place: place.go_back()),
    Command(id="roll.next", run=lambda place: place.call.next_named()),
    Command(id="roll.reason", run=lambda place: place.ask_reason(), why_not=_why_no_reason),
    Command(id="roll.store", run=lambda place: place.store()),
    *(Command(id=f"status.{status}", run=partial(mark, status=status)) for status in STATUSES),
)
