"""The commands of an import."""

from __future__ import annotations

from tui.commands.anywhere import MOVING
from tui.commands.command import Command
from tui.commands.lists import HELP

COMMANDS = (
    *MOVING,
    HELP,
    Command(id="back", run=lambda screen: screen.go_back()),
    Command(id="import.store", run=lambda screen: screen.store(), why_not=lambda screen: screen.why_not_store),
    Command(id="import.wait", run=lambda screen: screen.say_which_key()),
    Command(id="import.file", run=lambda screen: screen.choose_file()),
    Command(id="import.cell", run=lambda screen: screen.put_cell_right()),
    Command(id="import.previous", run=lambda screen: screen.turn(-1)),
    Command(id="import.next", run=lambda screen: screen.turn(1)),
)
