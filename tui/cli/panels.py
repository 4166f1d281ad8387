"""The board without a screen: heading, attention line and the rows of every section, as lines of cells."""

from __future__ import annotations

from widgets.display import fill, pad, shown, width
from widgets.heading import attention, heading, next_text
from widgets.sections.registry import SECTIONS, in_place_of
from widgets.sections.section import GAP, Cell, fitted_columns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    from widgets.display import Shown
    from widgets.sections.registry import Section
    from widgets.sections.section import Column
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

    Line = list[tuple[Shown, str]]
    """Texts with the roles that their colours are chosen by: cells, as cheap as they can be."""

SLOTS = 12
"""Periods and sessions shown of each row."""
TITLE = "title"
"""The role of a panel's title, beside those of `theme`."""


def lines(view: View, words: Words, cells: int | None) -> list[Line]:
    """Everything as lines at most `cells` wide, or as wide as it wants to be."""
    counts = attention(view, words)
    if view.figures.attention.empty:
        counts = Cell(text=words("cli.empty.roster"), role=counts.role)
    room = None if cells is None else cells - width(counts.text)
    first = shown(f"  {next_text(view, words)}" if view.figures.attention.next else "", room)
    made: list[Line] = [[(shown(heading(view, words), cells), "strong")], [(counts.text, counts.role), (first, "")]]
    for section in (in_place_of(one, view) for one in SECTIONS):
        rows = [section.cells(row, view, words, 0, SLOTS) for row in section.rows(view, 0)]
        title = shown(f"{words(f'panel.{section.ID}')} · {section.period(view, words, 0)}")
        made += [[], [(title, TITLE)]]
        if not rows:
            made.append([(_empty(section, words), "dim")])
        made += table(section.columns(view, words, SLOTS), rows, cells)
    return made


def _empty(section: Section, words: Words) -> Shown:
    """How to begin, as a command: the board says the key."""
    key = f"cli.empty.{section.ID}"
    return words(key) if words.has(key) else words(f"{section.ID}.empty")


def table(columns: Sequence[Column], rows: Sequence[dict[str, Cell]], cells: int | None) -> list[Line]:
    """Rows as padded cells: as wide as the widest where there is room for it, else as the columns say."""
    shown_cells = {column.id: [row[column.id] for row in rows] for column in columns}
    widths = {id: [width(text) for text, _, _ in of] for id, of in shown_cells.items()}
    widest = {id: max(of, default=0) for id, of in widths.items()}
    chosen = [(column, widest[column.id]) for column in columns if widest[column.id]]
    if cells is not None and sum(wide + GAP for _, wide in chosen) - GAP > cells:
        chosen = fitted_columns([column.but(most=max(column.least, widest[column.id])) for column in columns], cells)
    filled = [_filled(shown_cells[one.id], widths[one.id], wide, one.align) for one, wide in chosen]
    gap = (shown(" " * GAP), "")
    return [[part for one in line for part in (one, gap)][:-1] for line in zip(*filled, strict=True)]


def _filled(of: Sequence[Cell], widths: Sequence[int], wide: int, align: Literal["left", "right"]) -> Line:
    """The cells of a column, whose texts are so wide, each in as many cells as the column has."""
    made: Line = []
    for (text, role, short), have in zip(of, widths, strict=True):
        room = wide - have
        if room < 0 and short:
            text, room = short, wide - width(short)
        made.append((fill(text, room, align) if room >= 0 else pad(text, wide, align), role))
    return made


def plain(made: Sequence[Line]) -> str:
    return "".join("".join([text for text, _ in line]).rstrip() + "\n" for line in made)
