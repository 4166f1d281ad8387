"""A committee's board without a screen: heading, attention line and the rows of its four panels."""

from __future__ import annotations

from tui.cli.panels import SLOTS, TITLE, table
from widgets.committee_board import attention_cell, header_parts
from widgets.display import shown, width
from widgets.sections.committee import matrix
from widgets.sections.committee.registry import SECTIONS
from widgets.sections.committee.tasks import text_of
from widgets.sections.section import ACROSS, WHOLE, Cell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.cli.panels import Line
    from widgets.display import Shown
    from widgets.sections.committee.registry import CommitteeSection
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


def lines(view: View, words: Words, cells: int | None) -> list[Line]:
    """Everything as lines at most `cells` wide, or as wide as it wants to be."""
    left, _ = header_parts(view, words, "", cells or 1000, readonly=False)
    counts = attention_cell(view, words)
    made: list[Line] = [[(shown("".join(text for text, _ in left).strip(), cells), "strong")]]
    made.append([(counts.text, counts.role), *_next(view, words, cells, width(counts.text))])
    for section in SECTIONS:
        title = shown(f"{words(f'panel.{section.ID}')} · {section.period(view, words, 0)}")
        made += [[], [(title, TITLE)], *_rows(section, view, words, cells)]
    return made


def _next(view: View, words: Words, cells: int | None, used: int) -> Line:
    next = view.committee_figures.attention.next
    if next is None:
        return []
    said = words("cli.committee_next", what=text_of(next, view, words))
    return [(shown(f"  {said}", None if cells is None else cells - used), "")]


def _rows(section: CommitteeSection, view: View, words: Words, cells: int | None) -> list[Line]:
    rows = [section.cells(row, view, words, 0, SLOTS) for row in section.rows(view, 0)]
    if not rows:
        return [[(words(f"{section.ID}.empty"), "dim")]]
    if any(WHOLE in row for row in rows):
        return [[(row[WHOLE].text, row[WHOLE].role)] for row in rows]
    columns = section.columns(view, words, SLOTS)
    if section is not matrix:
        return table(columns, rows, cells)
    nothing = dict.fromkeys((one.id for one in columns), Cell(text=shown("")))
    headed = [matrix.headings(view, words), *(nothing | row for row in rows)]
    made = table(columns, headed, cells)
    for line, row in zip(made[1:], rows, strict=True):
        if ACROSS in row:  # why there are no counts, in the place of the cells
            room = None if cells is None else cells - sum(width(text) for text, _ in line[:2])
            line[2:] = [(shown(row[ACROSS].text, room), row[ACROSS].role)]
    return made


def counts(view: View, words: Words) -> Shown:
    """What is overdue or not received, in one line without any name."""
    said = view.committee_figures.attention
    counted = {"units": said.units_overdue, "items": said.not_received, "findings": said.findings_overdue,
               "inbox": len(view.incoming)}  # fmt: skip
    parts = [words(f"committee.attention.{name}", n=n) for name, n in counted.items() if n]
    return shown(" · ".join(parts)) if parts else attention_cell(view, words).text
