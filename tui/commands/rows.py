"""The commands of a place of rows: of the board and of the pages that a digit opens."""

from __future__ import annotations

from tui import navigation
from tui.commands import beginning
from tui.commands.command import ABLE, Command
from tui.commands.selection import TAG

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.screens.rows import RowsScreen
    from widgets.display import Shown


def why_no_row(place: RowsScreen) -> Shown:
    if place.subject is not None:
        return ABLE
    return place.words("why_not.open" if place.panel.row is not None else "why_not.no_row")


def open_row(place: RowsScreen) -> None:
    subject = place.subject
    assert subject is not None
    if subject.kind == "step":
        beginning.do(place, subject.id)
    else:
        navigation.open_page(place.zhibu, subject)


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


OPEN = Command(id="open", run=open_row, why_not=why_no_row)
MARK = Command(id="mark", run=lambda place: place.panel.mark(), why_not=why_no_row)
SHIFTING = (
    Command(id="period.previous", run=lambda place: place.panel.shift(-1)),
    Command(id="period.next", run=lambda place: place.panel.shift(1)),
)
COMMANDS = (
    TAG,
    OPEN,
    Command(id="search", run=lambda place: place.search()),
    MARK,
    Command(id="mark.all", run=lambda place: place.panel.mark_all(), why_not=why_no_row),
    *SHIFTING,
)
