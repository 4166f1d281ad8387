"""The commands of a place of rows: of the board and of the pages that a digit opens."""

from __future__ import annotations

from tui import navigation
from tui.commands import beginning
from tui.commands.command import ABLE, Command, needs
from tui.commands.selection import TAG
from widgets.panel_state import latest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.screens.rows import RowsScreen
    from widgets.display import Shown
    from widgets.sections.section import Target


def why_no_row(screen: RowsScreen) -> Shown:
    if screen.subject is not None:
        return ABLE
    return screen.words("why_not.open" if screen.panel.row is not None else "why_not.no_row")


def open_row(screen: RowsScreen) -> None:
    subject = screen.subject
    assert subject is not None
    if subject.kind == "step":
        beginning.do(screen, subject.id)
    else:
        navigation.open_page(screen.zhibu, _of_year(screen, subject))


def _of_year(screen: RowsScreen, subject: Target) -> Target:
    """Of a person in another year than the running one the page of that year, whose records the row counts."""
    year = screen.period.start.year
    if subject.kind != "member" or year == screen.view.today.year:
        return subject
    return subject.but(id=f"{subject.id}/{year}")


def unpick(screen: RowsScreen) -> bool:
    """First what is marked, then what is looked for; whether there was either."""
    panel = screen.panel
    if panel.marked:
        panel.unmark()
    elif panel.filtered:
        panel.filter("")
    else:
        return False
    return True


OPEN = Command(id="open", run=open_row, why_not=why_no_row)
MARK = Command(id="mark", run=lambda screen: screen.panel.mark(), why_not=why_no_row)
SHIFTING = (
    Command(id="period.previous", run=lambda screen: screen.panel.shift(-1)),
    Command(
        id="period.next",
        run=lambda screen: screen.panel.shift(1),
        why_not=needs("why_not.period.next", lambda screen: screen.panel.state.shift < latest(screen.panel.section)),
    ),
)
COMMANDS = (
    TAG,
    OPEN,
    Command(id="search", run=lambda screen: screen.search()),
    MARK,
    Command(id="mark.all", run=lambda screen: screen.panel.mark_all(), why_not=why_no_row),
    *SHIFTING,
)
