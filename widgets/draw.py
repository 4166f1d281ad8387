"""From cells to what Textual draws: the one place that turns roles into styles and texts into strips of exact width."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from widgets.display import pad, width
from widgets.theme import styles

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from widgets.sections.section import Cell, Column

_styles: dict[str, Style] = {}


def use(theme: str, colours: int) -> None:
    """Draw from now on in a theme, on a terminal of so many colours; there is one terminal a process."""
    _styles.update({role: Style.parse(said) for role, said in styles(theme, colours).items()})


use("dark", 256)


def style(role: str, *, cursor: bool = False) -> Style:
    """The style of a role, on the cursor's background or not."""
    return _styles["cursor" if cursor else role]


def strip(parts: Iterable[tuple[str, str]], cells: int, *, cursor: bool = False) -> Strip:
    """(text, role) parts one behind the other, cut or filled to exactly `cells`; texts are shown ones already."""
    segments = []
    left = cells
    for text, role in parts:
        wide = width(text)
        if wide > left:
            text, wide = pad(text, left), left
        if wide:
            segments.append(Segment(text, style(role, cursor=cursor)))
            left -= wide
        if not left:
            break
    if left:
        segments.append(Segment(" " * left, style("", cursor=cursor)))
    return Strip(segments, cells)


def row(cells: dict[str, Cell], layout: Iterable[tuple[Column, int]], gap: int) -> list[tuple[str, str]]:
    """The parts of one row: each cell padded to its column's width, with a gap between."""
    parts: list[tuple[str, str]] = []
    for column, wide in layout:
        if parts:
            parts.append((" " * gap, ""))
        cell = cells[column.id]
        parts.append((pad(cell.text, wide, column.align), cell.role))
    return parts


def edge(frame: str, text: str, role: str, cells: int, *, lower: bool = False) -> Strip:
    """The upper or lower line of a frame (`┌─┐│└┘`), with a shown text in it."""
    left, right = (frame[4], frame[5]) if lower else (frame[0], frame[2])
    across = frame[1]
    text = pad(text, cells - 4) if width(text) > cells - 4 else text
    fill = across * max(0, cells - 3 - width(text))
    return strip([(left + across, "frame"), (text, role), (fill, "frame"), (right, "frame")], cells)
