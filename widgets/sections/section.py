"""What a panel is made of: columns, rows, cells. A section knows words and figures, and no widget.

What a section makes is drawn by the board's panel and printed by `status` alike, so that the two can't differ.
"""

from __future__ import annotations

from store import periods
from store.record import Record
from widgets.display import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from typing import Any, Literal

    from store.periods import Cadence, Period
    from widgets.display import Shown
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


class Cell(Record):
    """Text made harmless, and the role (`theme`) that its colour is chosen by; never the colour alone says anything.
    `short` stands in its place where there is no room for it.
    """

    text: Shown
    role: str = ""
    short: str = ""

    def __new__(cls, text: Shown, role: str = "", short: str = "") -> Cell:  # `status` makes two thousand
        return tuple.__new__(cls, (text, role, short))


class Column(Record):
    """`least … most` cells; `rank` 0 stays always, higher ranks leave first when there is no room. A column of numbers,
    days or groups is `whole`: `least` holds what stands in it, so that none of it is ever cut.
    """

    id: str
    least: int
    most: int
    rank: int = 0
    align: Literal["left", "right"] = "left"
    whole: bool = False


class Target(Record):
    """What Enter on a row opens: a `meeting`, `member`, `finding` or `training` by id, a `duty` by its key."""

    kind: str
    id: str


class Row(Record):
    """One line of a panel. `key` stays with the same thing from one snapshot to the next; `search` is what a filter
    looks through; `value` is the figure it was made from.
    """

    key: str
    target: Target
    search: tuple[str, ...]
    value: Any


GAP = 1
WHOLE = "whole"
"""The cell of a row that is one text across all columns."""
ACROSS = "across"
"""The cell of a row that is one text across all columns but the first and the last."""


def counted_from_now(cadence: Cadence) -> Callable[[date, int], Period]:
    """The period of a day's that is shifted by so many steps."""
    return lambda today, shift: periods.shifted(periods.containing(today, cadence), shift)


def label_of(shown_period: Callable[[date, int], Period]) -> Callable[[View, Words, int], Shown]:
    """What the period that is shown is called, where that is all there is to say of it."""
    return lambda view, words, shift: shown(shown_period(view.today, shift).label)


def at_the_top(rows: Sequence[Row], view: View) -> int:
    """Where the cursor begins in a period that has just been gone to."""
    return 0


def fitted_columns(columns: Sequence[Column], width: int) -> list[tuple[Column, int]]:
    """The columns that have room in `width` cells, each with its own width, in order; what is left over is shared."""
    kept = list(columns)
    while len(kept) > 1 and sum(column.least for column in kept) + GAP * (len(kept) - 1) > width:
        worst = max(kept, key=lambda column: column.rank)
        if worst.rank == 0:
            break
        kept.remove(worst)
    widths = {column.id: column.least for column in kept}
    left = width - sum(widths.values()) - GAP * (len(kept) - 1)
    if left < 0:
        widest = max(kept, key=lambda column: (not column.whole, column.least))
        widths[widest.id] = max(1, widest.least + left)
    growing = [column for column in kept if column.most > column.least]
    while left > 0 and growing:
        for column in growing[:left]:
            widths[column.id] += 1
        left -= len(growing[:left])
        growing = [column for column in growing if widths[column.id] < column.most]
    return [(column, widths[column.id]) for column in kept]
