"""From cells to what Textual draws: the one place that turns roles into styles and texts into strips of exact width."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip

from widgets.display import pad, width
from widgets.theme import PLAIN, styles

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Literal

    from widgets.sections.section import Cell, Column

_styles: dict[str, Style] = {}
_plain = False


def use(theme: str, colours: int, *, ascii: bool = False) -> None:
    """Draw from now on in a theme, on a terminal of so many colours; there is one terminal a process."""
    global _plain
    _styles.update({role: Style.parse(said) for role, said in styles(theme, colours).items()})
    _plain = ascii


use("dark", 256)


def style(role: str, *, cursor: bool = False) -> Style:
    """The style of a role, on the cursor's background or not."""
    return _styles["cursor" if cursor else role]


def border(role: str) -> tuple[Literal["ascii", "solid"], Color]:
    """A frame that Textual is to draw."""
    return "ascii" if _plain else "solid", Color.from_rich_color(_styles[role].color)


def strip(parts: Iterable[tuple[str, str]], cells: int, *, cursor: bool = False) -> Strip:
    """(text, role) parts one behind the other, cut or filled to exactly `cells`; texts are shown ones already."""
    segments = []
    left = cells
    for text, role in parts:
        if _plain:
            text = text.replace("· ", "| ")
        wide = width(text)
        if wide > left:
            text, wide = pad(text, left), left
        if wide:
            text = text.translate(PLAIN) if _plain else text  # after the cut, which may have added one
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
    """The upper or lower line of a frame (`┌─┐│└┘`), with a shown text on its left or, below, on its right."""
    left, right = (frame[4], frame[5]) if lower else (frame[0], frame[2])
    across = frame[1]
    text = pad(text, cells - 4) if width(text) > cells - 4 else text
    fill = across * max(0, cells - 4 - width(text))
    inner = [(fill, "frame"), (text, role)] if lower else [(text, role), (fill, "frame")]
    return strip([(left + across, "frame"), *inner, (across + right, "frame")], cells)
