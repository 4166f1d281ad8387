"""A panel whose cursor stands on one cell: which of its columns are in sight, and which has the cursor."""

from __future__ import annotations

from widgets.panel_state import PanelState
from widgets.sections.section import GAP, fitted_columns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.sections.committee.registry import MatrixSection
    from widgets.sections.section import Column, Row


class MatrixState(PanelState):
    """The first and the last column stay, of those between as many as have room: `first` is the place of the first in
    sight. Like the row, the column under the cursor is kept by its id.
    """

    section: MatrixSection
    heads = 1
    first = 0

    @property
    def row(self) -> Row | None:
        """The row under the cursor, which opens what its cell does."""
        row = super().row
        return self.section.at(row, self.column, self.view, self.shift) if row is not None else None

    @property
    def caption(self) -> str:
        row = super().row
        if row is None or not self.focused:
            return ""
        return self.section.cell_text(row, self.column, self.view, self.words, self.shift)

    def sideways(self, steps: int) -> None:
        """Put the cursor on a column further on, or back."""
        ids = [column.id for column in self._between()]
        if ids:
            self.column = ids[max(0, min(len(ids) - 1, ids.index(self.column) + steps))]
            self._fit()

    def shift_by(self, steps: int) -> None:
        """Move the shown period, between the first and the last that there are counts of."""
        self.shift = max(-self.section.earliest(self.view.today), min(0, self.shift + steps))
        self.refilter()

    def column_at(self, x: int) -> str:
        """The column that a cell of the panel belongs to; nothing for the frame and what stays."""
        left = 1
        for column, wide in self.layout[:-1]:
            if left <= x < left + wide + GAP:
                return column.id if column.id != self.layout[0][0].id else ""
            left += wide + GAP
        return ""

    def _between(self) -> Sequence[Column]:
        return self.section.columns(self.view, self.words, self.slots)[1:-1]

    def _fit(self) -> None:
        """As many columns as have room, that of the cursor among them."""
        head, *between, tail = self.section.columns(self.view, self.words, self.slots)
        ids = [column.id for column in between]
        if self.column not in ids:
            self.column = ids[0] if ids else ""
        inner = max(1, self.width - 2)
        at = ids.index(self.column) if ids else 0
        self.first = max(0, min(self.first, at, len(between) - 1))
        room = inner - head.least - tail.least - GAP
        while self.first and sum(one.least + GAP for one in between[self.first - 1 :]) <= room:
            self.first -= 1
        seen = _seen(between[self.first :], room)
        while at >= self.first + seen and self.first < at:
            self.first += 1
            seen = _seen(between[self.first :], room)
        self.layout = fitted_columns([head, *between[self.first : self.first + seen], tail], inner)
        self.headings = self.section.headings(self.view, self.words)
        all, last = len(between), self.first + len(self.layout) - 2
        cut = last - self.first < all
        self.in_sight = self.words("matrix.columns", first=self.first + 1, last=last, all=all) if cut else ""


def _seen(columns: Sequence[Column], room: int) -> int:
    """How many columns have room; one in any case."""
    for number, column in enumerate(columns):
        room -= column.least + GAP
        if room < 0:
            return max(1, number)
    return len(columns)
