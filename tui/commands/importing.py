"""The commands of an import."""

from __future__ import annotations

from tui.commands.anywhere import MOVING
from tui.commands.command import Command
from tui.commands.lists import HELP

COMMANDS = (
    *MOVING,
    HELP,
    Command(id="back", run=lambda place: place.go_back()),
    Command(id="import.store", run=lambda place: place.store(), why_not=lambda place: place.why_not_store),
    Command(id="import.wait", run=lambda place: place.say_which_key()),
    Command(id="import.file", run=lambda place: place.choose_file()),
    Command(id="import.cell", run=lambda place: place.put_cell_right()),
    Command(id="import.previous", run=lambda place: place.turn(-1)),
    Command(id="import.next", run=lambda place: place.turn(1)),
)
