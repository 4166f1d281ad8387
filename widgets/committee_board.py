"""The board of a committee: the matrix over the whole width, the other panels beside one another below it, or, where
there is no room, one panel open and the others a line each.
"""

from __future__ import annotations

from itertools import pairwise

from widgets.board import Board
from widgets.display import shown, width
from widgets.heading import LEAST, around_the_first, kind_of_board, name_and_day
from widgets.keymap import COMMITTEE as PLACE
from widgets.matrix_state import MatrixState
from widgets.panel_state import PanelState
from widgets.sections.committee import matrix
from widgets.sections.committee.registry import SECTIONS
from widgets.sections.committee.tasks import text_of
from widgets.sections.section import Cell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.display import Shown
    from widgets.picture import Part, Spot
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

BELOW = 9
"""Lines of the panels below the matrix, at least."""
ROWS = 8
"""Rows of the matrix above other panels that are open, at least, where it has so many."""
FEW_ROWS = 4
"""Lines from which a panel that is not in front is open."""
WIDE = 100
"""Cells from which three panels stand beside one another."""
ALONE = (60, 13)
"""Cells and lines below which the panel in front is all that is seen."""
NOWHERE = (0, 0, 0, 0)


def states(view: View, words: Words) -> list[PanelState]:
    """All panels as the board opens; the matrix has the focus."""
    made = [
        (MatrixState if section is matrix else PanelState)(section, number, view, words)
        for number, section in enumerate(SECTIONS, 1)
    ]
    for state in made:
        state.refilter()
    made[0].focused = True
    return made


# Where each panel stands


def spots(columns: int, lines: int, panels: Sequence[PanelState], front: int) -> list[Spot]:
    if columns < ALONE[0] or lines < ALONE[1]:
        return [(0, 0, columns, lines) if at == front else NOWHERE for at in range(len(panels))]
    rows = len(panels[0].all_rows())
    if columns < WIDE or lines - BELOW < min(ROWS, rows) + 3:
        return _stacked(columns, lines, len(panels), front, rows + 3)
    high = min(rows + 3, lines - BELOW)
    below = len(panels) - 1
    edges = [columns * at // below for at in range(below + 1)]
    beside = [(edges[at], high, edges[at + 1] - edges[at], lines - high) for at in range(below)]
    return [(0, 0, columns, high), *beside]


def _stacked(columns: int, lines: int, count: int, front: int, wanted: int) -> list[Spot]:
    """One below the other: the one in front as high as the others leave room, each of those a line; but where the
    matrix is in front and wants less, they share what it leaves.
    """
    shared = lines - wanted
    if front == 0 and shared >= FEW_ROWS * (count - 1):
        edges = [wanted + shared * at // (count - 1) for at in range(count)]
        below = [(0, top, columns, bottom - top) for top, bottom in pairwise(edges)]
        return [(0, 0, columns, wanted), *below]
    high = lines - count + 1
    return [(0, at if at <= front else at + high - 1, columns, high if at == front else 1) for at in range(count)]


# The two lines above them


def header_parts(view: View, words: Words, user: str, cells: int, *, readonly: bool) -> tuple[list[Part], list[Part]]:
    """Whose board it is, on which day, of how many units; on the right what kind of board, and for whom."""
    right = kind_of_board(view, words, user, readonly=readonly)
    left = name_and_day(view, words, words("committee.units", n=len(view.units)), cells - width(right) - 1)
    return [(f" {left}", "strong")], [(right, "dim")]


def attention_cell(view: View, words: Words) -> Cell:
    """What needs a hand, counted; where nothing does, the best that can be said. While boxes are being read, how far
    that is: till then there may be more.
    """
    if not view.units:
        return Cell(text=words("committee.no_units"), role="warn")
    figures = view.committee_figures.attention
    if figures.unread:
        of = len(view.units)
        reading = words("committee.reading", n=f"{of - figures.unread:,}", of=f"{of:,}")
        return Cell(text=shown(" · ".join([reading, *_counted(view, words)])), role="info")
    counted = _counted(view, words)
    if not counted:
        known = any(one.up is not None for one in view.ups.values())
        return Cell(text=words("committee.none" if known else "committee.no_counts"), role="good" if known else "warn")
    late = figures.units_overdue or figures.findings_overdue
    return Cell(text=shown(" · ".join(counted)), role="bad" if late else "warn")


def _counted(view: View, words: Words) -> list[Shown]:
    """How much of what needs a hand, where anything does."""
    figures = view.committee_figures.attention
    counted = {"units": figures.units_overdue, "items": figures.not_received, "findings": figures.findings_overdue,
               "answered": figures.answered, "inbox": len(view.incoming)}  # fmt: skip
    return [words(f"committee.attention.{name}", n=n) for name, n in counted.items() if n]


def attention_parts(view: View, words: Words, key: str, cells: int) -> list[Part]:
    """That the committee's own file is damaged where it is, the counts, what comes first with the key that opens it,
    how much can't be read; what comes first gives way.
    """
    first, last = around_the_first(view, words, attention_cell(view, words))
    next = view.committee_figures.attention.next
    if next is None:
        return [*first, *last]
    taken = sum(width(text) for text, _ in (*first, *last)) + 2
    room = cells - taken - width(words("attention.next", what="", key=key))
    what = text_of(next, view, words, room) if room >= LEAST else ""
    text = words("attention.next", what=what, key=key) if what else words("committee.next_key", key=key)
    return [*first, (f"  {text}", "strong"), *last] if taken + width(text) <= cells else [*first, *last]


COMMITTEE = Board(place=PLACE, states=states, header=header_parts, attention=attention_parts, spots=spots)
