"""A screen of rows: what its commands are about, and the filter that is typed under them."""

from __future__ import annotations

from tui.screens.base import BaseScreen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.periods import Period
    from widgets.panel import Panel
    from widgets.sections.section import Target


class RowsScreen(BaseScreen):
    @property
    def panel(self) -> Panel:
        """The panel whose rows the commands are about."""
        raise NotImplementedError

    @property
    def subject(self) -> Target | None:
        row = self.panel.row
        return row.target if row is not None else None

    @property
    def targets(self) -> Sequence[Target]:
        marked = self.panel.marked
        return [row.target for row in marked] if marked else super().targets

    @property
    def period(self) -> Period:
        return self.panel.period

    def unmark(self) -> None:
        self.panel.unmark()

    def search(self) -> None:
        """The filter: seen at work in the panel while one types."""
        from tui.screens.asked_line import WHILE_TYPING, AskedLine

        panel = self.panel

        async def accept(text: str) -> None:
            self.close_line()

        def dropped() -> None:
            panel.filter("")
            self.close_line()

        line = AskedLine(self.words("filter.ask"), panel.filtered, accept=accept, changed=panel.filter, dropped=dropped)
        self.open_line(line, "line.keys", WHILE_TYPING)
