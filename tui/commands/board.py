"""The commands of the board alone."""

from __future__ import annotations

from functools import partial

from tui import navigation
from tui.commands import beginning, rows
from tui.commands.anywhere import EXPORT
from tui.commands.command import ABLE, Command
from tui.commands.entry import ADD_ON_ROWS
from widgets.keymap import LISTS
from widgets.sections.registry import SECTIONS
from widgets.sections.section import Target
from widgets.tasks import target_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.screens.board import BoardScreen
    from widgets.display import Shown


def open_list(place: BoardScreen, kind: str) -> None:
    navigation.open_page(place.zhibu, Target(kind=kind, id=""))


def _why_no_next(place: BoardScreen) -> Shown:
    return ABLE if place.view.figures.attention.next is not None else place.words("why_not.next")


def open_next(place: BoardScreen) -> None:
    """What the attention line says comes first."""
    what = place.view.figures.attention.next
    assert what is not None
    navigation.open_page(place.zhibu, target_of(what))


def go_to_panel(place: BoardScreen, number: int) -> None:
    place.go_to(number - 1)


def step(place: BoardScreen, by: int) -> None:
    """To the next panel or the one before, round and round."""
    place.go_to((place.panels.index(place.panel) + by) % len(place.panels))


def zoom(place: BoardScreen) -> None:
    place.toggle_class("zoomed")


def unzoom(place: BoardScreen) -> None:
    place.remove_class("zoomed")


def back(place: BoardScreen) -> None:
    """First what is marked, then what is looked for, then the one panel that fills the screen, then the board itself
    where something lies behind it.
    """
    if rows.unpick(place):
        return
    if place.has_class("zoomed"):
        unzoom(place)
    else:
        place.leave()


GOING = (
    Command(id="back", run=back),
    Command(id="home", run=unzoom),
    Command(id="zoom", run=zoom),
    Command(id="panel.next", run=partial(step, by=1)),
    Command(id="panel.previous", run=partial(step, by=-1)),
)
"""From panel to panel of any board."""
COMMANDS = (
    *rows.COMMANDS,
    *beginning.COMMANDS,
    *GOING,
    ADD_ON_ROWS,
    EXPORT,
    Command(id="next", run=open_next, why_not=_why_no_next),
    *(Command(id=f"panel.{number}", run=partial(go_to_panel, number=number)) for number in range(1, len(SECTIONS) + 1)),
    *(Command(id=kind, run=partial(open_list, kind=kind)) for kind in LISTS),
)
