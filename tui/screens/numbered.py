"""A page that a digit opens: one list on the whole screen, worked out when it is opened."""

from __future__ import annotations

from tui.screens.rows import RowsScreen
from widgets.bar import Bar
from widgets.keymap import NUMBERED
from widgets.panel import Panel
from widgets.panel_state import PanelState
from widgets.sections.numbered import heading_of, section_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from textual.app import ComposeResult

    from store.snapshot import Snapshot
    from widgets.display import Shown
    from widgets.sections.numbered import NumberedSection


class NumberedScreen(RowsScreen):
    PLACE = "list"

    def __init__(self, number: str) -> None:
        super().__init__()
        self.number = number
        self.section: NumberedSection = section_of(NUMBERED[number])

    def compose(self) -> ComposeResult:
        yield Bar(id="header")
        yield Panel(PanelState(self.section, int(self.number), self.view, self.words))
        yield Bar(id="footer")

    @property
    def panel(self) -> Panel:
        return self.query_one(Panel)

    @property
    def called(self) -> Shown:
        return self.words(f"panel.{self.section.ID}")

    def begin(self) -> None:
        self.set_focus(self.panel, scroll_visible=False)

    def show_stored(self, ids: tuple[str, ...], snapshot: Snapshot) -> None:
        any(self.panel.select(id) for id in ids)

    def renew(self) -> None:
        words = self.words
        parts = [(f" {words('key.home')} {words.glyph('opens')} ", "dim"), (self.called, "dim")]
        self.query_one("#header", Bar).say(parts, heading_of(self.section, self.view, words))
        self.panel.state.ascii = self.zhibu.ascii
        self.panel.renew(self.view, words)
        super().renew()

    def move(self, command: str) -> None:
        self.panel.move(command)

    def leave(self) -> None:
        self.dismiss()
