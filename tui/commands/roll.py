"""The commands of a roll call."""

from __future__ import annotations

from tui.commands.anywhere import MOVING
from tui.commands.command import Command, needs
from tui.commands.lists import HELP
from widgets.keymap import STATUSES


def _status(status: str) -> Command:
    return Command(id=f"status.{status}", run=lambda screen: screen.mark(status))


COMMANDS = (
    *MOVING,
    HELP,
    Command(id="back", run=lambda screen: screen.go_back()),
    Command(id="roll.next", run=lambda screen: screen.call.next_named()),
    Command(
        id="roll.reason",
        run=lambda screen: screen.ask_reason(),
        why_not=needs("why_not.roll.reason", lambda screen: screen.absent is not None),
    ),
    Command(id="roll.store", run=lambda screen: screen.store()),
    *map(_status, STATUSES),
)
