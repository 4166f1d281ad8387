"""The commands of a roll call."""

from __future__ import annotations

from tui.commands.anywhere import MOVING
from tui.commands.command import Command, needs
from tui.commands.lists import HELP
from widgets.keymap import STATUSES


def _status(status: str) -> Command:
    return Command(id=f"status.{status}", run=lambda place: place.mark(status))


COMMANDS = (
    *MOVING,
    HELP,
    Command(id="back", run=lambda place: place.go_back()),
    Command(id="roll.next", run=lambda place: place.call.next_named()),
    Command(
        id="roll.reason",
        run=lambda place: place.ask_reason(),
        why_not=needs("why_not.roll.reason", lambda place: place.absent is not None),
    ),
    Command(id="roll.store", run=lambda place: place.store()),
    *map(_status, STATUSES),
)
