"""The commands of a place of rows: of the board and of the pages that a digit opens."""

from __future__ import annotations

from functools import partial

from tui import navigation
from tui.commands import beginning
from tui.commands.command import ABLE, Command
from tui.commands.selection import TAG

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.screens.rows import RowsScreen
    from widgets.display import Shown


def _why_no_row(place: RowsScreen) -> Shown:
    return ABLE if place.subject is not None else place.words("why_not.open")


def open_row(place: RowsScreen) -> None:
    subject = place.subject
    assert subject is not None
    if subject.kind == "step":
        beginning.do(place, subject.id)
    else:
        navigation.open_page(place.zhibu, subject)


def shift(place: RowsScreen, by: int) -> None:
    place.panel.shift(by)


def unpick(place: RowsScreen) -> bool:
    """First what is marked, then what is looked for; whether there was either."""
    panel = place.panel
    if panel.marked:
        panel.unmark()
    elif panel.filtered:
        panel.filter("")
    else:
        return False
    return True


OPEN = Command(id="open", run=open_row, why_not=_why_no_row)
MARK = Command(id="mark", run=lambda place: place.panel.mark(), why_not=_why_no_row)
COMMANDS = (
    TAG,
    OPEN,
    Command(id="search", run=lambda place: place.search()),
    MARK,
    Command(id="mark.all", run=lambda place: place.panel.mark_all(), why_not=_why_no_row),
    Command(id="period.previous", run=partial(shift, by=-1)),
    Command(id="period.next", run=partial(shift, by=1)),
)
