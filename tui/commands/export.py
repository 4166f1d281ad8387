"""The commands of an export."""

from __future__ import annotations

from tui.commands.anywhere import MOVING
from tui.commands.command import Command, needs
from tui.commands.lists import HELP
from widgets.keymap import FORMATS


def _shift(way: str, by: int) -> Command:
    able = needs("why_not.period", lambda screen: screen.shifted(by) is not None)
    return Command(id=f"period.{way}", run=lambda screen: screen.shift(by), why_not=able)


def _format(suffix: str) -> Command:
    return Command(
        id=f"format.{suffix}",
        run=lambda screen: screen.take_format(suffix),
        why_not=lambda screen: screen.why_not_format(suffix),
    )


COMMANDS = (
    *MOVING,
    HELP,
    Command(id="back", run=lambda screen: screen.go_back()),
    Command(id="export.write", run=lambda screen: screen.write()),
    Command(id="export.name", run=lambda screen: screen.name_file()),
    _shift("previous", -1),
    _shift("next", 1),
    *map(_format, FORMATS),
)
