"""The commands of an export."""

from __future__ import annotations

from functools import partial

from tui.commands.anywhere import MOVING
from tui.commands.command import ABLE, Command
from tui.commands.lists import HELP
from widgets.keymap import FORMATS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.screens.export import ExportScreen
    from widgets.display import Shown


def shift(place: ExportScreen, by: int) -> None:
    place.shift(by)


def _why_not_shift(place: ExportScreen, by: int) -> Shown:
    return ABLE if place.shifted(by) is not None else place.words("why_not.period")


def take_format(place: ExportScreen, suffix: str) -> None:
    place.take_format(suffix)


def _why_not_format(place: ExportScreen, suffix: str) -> Shown:
    return place.why_not_format(suffix)


COMMANDS = (
    *MOVING,
    HELP,
    Command(id="back", run=lambda place: place.go_back()),
    Command(id="export.write", run=lambda place: place.write()),
    Command(id="export.name", run=lambda place: place.name_file()),
    *(
        Command(id=f"period.{way}", run=partial(shift, by=by), why_not=partial(_why_not_shift, by=by))
        for way, by in (("previous", -1), ("next", 1))
    ),
    *(
        Command(
            id=f"format.{suffix}",
            run=partial(take_format, suffix=suffix),
            why_not=partial(_why_not_format, suffix=suffix),
        )
        for suffix in FORMATS
    ),
)
