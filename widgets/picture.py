"""What is drawn, before anything draws it: lines of (text, role) of an exact width.

The Textual widgets, the board's first frame and `status` draw these lines; none has a line of drawing of its own. The
role `cursor` is the cursor's row, on which everything has one style.
"""

from __future__ import annotations

from widgets.display import pad, shown, width, wrap
from widgets.sections.legend import legend_line
from widgets.sections.section import ACROSS, GAP, WHOLE
from widgets.theme import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from widgets.panel_state import PanelState
    from widgets.sections.section import Cell, Column
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

    Part = tuple[str, str]
    Line = list[Part]
    Spot = tuple[int, int, int, int]
    """Where a panel stands under the lines above all of them: column, line, cells, lines."""

FRAMES = {False: "┌─┐│└┘", True: "+-+|++"}
CURSOR = "cursor"


def fitted_line(parts: Iterable[Part], cells: int, *, cursor: bool = False, ascii: bool = False) -> Line:
    """Parts one behind the other, cut or filled to exactly `cells`; texts are shown ones already."""
    line: Line = []
    left = cells
    for text, role in parts:
        if ascii:
            text = text.replace("· ", "| ")
        wide = width(text)
        if wide > left:
            text, wide = pad(text, left), left
        if wide:
            text = text.translate(PLAIN) if ascii else text  # after the cut, which may have added one
            line.append((text, CURSOR if cursor else role))
            left -= wide
        if not left:
            break
    if left:
        line.append((" " * left, CURSOR if cursor else ""))
    return line


def row(cells: dict[str, Cell], layout: Iterable[tuple[Column, int]]) -> Line:
    """The parts of one row: each cell padded to its column's width, with a gap between; or the one text of the row."""
    if WHOLE in cells:
        return [(cells[WHOLE].text, cells[WHOLE].role)]
    if ACROSS in cells:
        layout = _joined([*layout])
    parts: Line = []
    for column, wide in layout:
        if parts:
            parts.append((" " * GAP, ""))
        cell = cells[column.id]
        text = cell.short if cell.short and width(cell.text) > wide else cell.text
        parts.append((pad(text, wide, column.align), cell.role))
    return parts


def _joined(layout: Sequence[tuple[Column, int]]) -> list[tuple[Column, int]]:
    """All columns but the first and the last as one."""
    first, *inner, last = layout
    wide = sum(cells for _, cells in inner) + GAP * (len(inner) - 1)
    return [first, (inner[0][0].but(id=ACROSS, align="left"), wide), last]


def bar(left: Sequence[Part], right: Sequence[Part], cells: int, *, ascii: bool = False) -> Line:
    """Parts on the left and parts on the right; where there is no room for both, the left ones alone."""
    wide = sum(width(text) for text, _ in right)
    if wide + 20 > cells:
        return fitted_line(left, cells, ascii=ascii)
    return fitted_line(left, cells - wide, ascii=ascii) + fitted_line(right, wide, ascii=ascii)


def panel_line(panel: PanelState, y: int) -> Line:
    """Line `y` of a panel: its frame with key and title, the headings of its columns where it has them, its rows from
    the first in sight on, what is left below.
    """
    if y == 0:
        return _top(panel)
    if y == panel.height - 1:
        return _bottom(panel)
    edge = (FRAMES[panel.ascii][3], _frame_role(panel))
    inner = panel.width - 2
    if y <= panel.heads:
        return [edge, *fitted_line(_headings(panel), inner, ascii=panel.ascii), edge]
    index = panel.top + y - 1 - panel.heads
    if index < len(panel.rows):
        cells = panel.section.cells(panel.rows[index], panel.view, panel.words, panel.shift, panel.slots)
        cursor = panel.focused and index == panel.index
        parts = row(cells, panel.layout)
        if cursor and panel.column:
            cursor, parts = False, _at_column(parts, panel)
        body = fitted_line(parts, inner, cursor=cursor, ascii=panel.ascii)
    else:
        said = wrap(_nothing(panel), inner)[y - 1 - panel.heads : y - panel.heads]
        body = fitted_line([(line, "dim") for line in said], inner, ascii=panel.ascii)
    marked = index < len(panel.rows) and panel.rows[index].key in panel.marks
    return [("*", "strong") if marked else edge, *body, edge]


def _at_column(parts: Line, panel: PanelState) -> Line:
    """A row with the cursor on one of its cells, told by signs in the gaps around it; what is one text has it whole."""
    if len(parts) == 1:
        return [(parts[0][0], CURSOR)]
    if len(parts) < 2 * len(panel.layout) - 1:
        at = 2
    else:
        at = 2 * next((place for place, (column, _) in enumerate(panel.layout) if column.id == panel.column), 0)
    text = parts[at][0].rstrip()
    left = " " * (width(parts[at][0]) - width(text))
    first = [(parts[0][0], "strong"), *parts[1 : at - 1]] if at else []
    return [*first, ("[", CURSOR), (text, CURSOR), ("]", CURSOR), (left, ""), *parts[at + 2 :]]


def _headings(panel: PanelState) -> Line:
    """What the columns are called, that of the cursor's so that it is seen."""
    return [
        (text, "title" if panel.focused and place % 2 == 0 and panel.layout[place // 2][0].id == panel.column else role)
        for place, (text, role) in enumerate(row(panel.headings, panel.layout))
    ]


def _top(panel: PanelState) -> Line:
    title = [(f"{panel.number} ", "title"), (panel.words(f"panel.{panel.section.ID}"), "title")]
    frame = FRAMES[panel.ascii]
    return _edge(panel, frame[:3] if panel.height > 1 else frame[1] * 3, title, _note(panel))


def _note(panel: PanelState) -> str:
    """What stands beside the title: the period, else what has been picked of the rows; of a panel that is nothing but
    its title, what is in it.
    """
    in_short: Callable[[View, Words], str] | None = getattr(panel.section, "in_short", None)
    if panel.height == 1 and in_short is not None:
        return in_short(panel.view, panel.words)
    if panel.marks:
        return panel.words("panel.marked", n=len(panel.marked))
    if panel.filter:
        return panel.words("panel.filtered", text=panel.filter, n=len(panel.rows), all=len(panel.all_rows()))
    period = panel.section.period(panel.view, panel.words, panel.shift)
    return f"{panel.in_sight} · {period}" if panel.in_sight else period


def _nothing(panel: PanelState) -> str:
    """What stands in the place of rows where there are none."""
    if panel.rows:
        return ""
    if panel.filter:
        return panel.words("panel.nothing_found", text=panel.filter)
    if panel.shift:
        return panel.words("panel.none_then", period=panel.section.period(panel.view, panel.words, panel.shift))
    return panel.words(f"{panel.section.ID}.empty")


def _bottom(panel: PanelState) -> Line:
    """What the signs mean, where there is room to say it, and how many rows are below."""
    frame = FRAMES[panel.ascii]
    below = len(panel.rows) - panel.top - panel.room
    note = panel.words("panel.more", n=below) if below > 0 else ""
    if panel.caption:
        title: Line = [(f" {shown(panel.caption, panel.width - width(note) - 8)}", "")]
        return _edge(panel, frame[4] + frame[1] + frame[5], title, note)
    legend = legend_line(panel.section.ID, panel.words)
    title = [(f" {legend}", "dim")] if legend and width(legend) + width(note) + 8 <= panel.width else []
    return _edge(panel, frame[4] + frame[1] + frame[5], title, note)


def _edge(panel: PanelState, corners: str, title: Line, note: str) -> Line:
    """A line of the frame: the title at its left end, a note at its right one as far as there is room."""
    frame = _frame_role(panel)
    left, across, right = tuple(corners)
    room = panel.width - 4 - sum(width(text) for text, _ in title)
    if width(note) > room - 2:
        note = pad(note, max(0, room - 2)) if room > 6 else ""
    tail = f" {note} " if note else ""
    fill = room - width(tail)
    gap = " " if title and fill > 0 else ""
    parts = [(left + across, frame), *title, (gap + across * (fill - len(gap)), frame), (tail, "dim")]
    return fitted_line([*parts, (across + right, frame)], panel.width, ascii=panel.ascii)


def _frame_role(panel: PanelState) -> str:
    return "frame.focus" if panel.focused else "frame"


def board(
    size: tuple[int, int],
    header: tuple[Sequence[Part], Sequence[Part]],
    attention: Sequence[Part],
    panels: Sequence[PanelState],
    spots: Sequence[Spot],
    footer: Sequence[Part],
    *,
    ascii: bool = False,
) -> list[Line]:
    """Every line of a board at a size (columns, lines), each panel in its spot under the two lines above them."""
    columns, lines = size
    for panel, (_, _, across, high) in zip(panels, spots, strict=True):
        panel.resize(across, high)
    placed = sorted(zip(spots, panels, strict=True), key=lambda one: one[0][0])
    made = [bar(*header, columns, ascii=ascii), bar(attention, (), columns, ascii=ascii)]
    for y in range(lines - 3):
        beside = [(panel, top) for (_, top, _, high), panel in placed if top <= y < top + high]
        line = [part for panel, top in beside for part in panel_line(panel, y - top)]
        filled = sum(panel.width for panel, _ in beside) == columns
        made.append(line if filled else fitted_line(line, columns))
    return [*made, bar(footer, (), columns, ascii=ascii)]
