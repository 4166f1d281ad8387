"""From cells to what Textual draws: the one place that turns roles into styles and texts into strips of exact width."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip

from widgets import picture
from widgets.display import pad, width
from widgets.theme import styles

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Literal

    from widgets.picture import Part

_styles: dict[str, Style] = {}
_plain = False


def use(theme: str, colours: int, *, ascii: bool = False) -> None:
    """Draw from now on in a theme, on a terminal of so many colours; there is one terminal a process."""
    global _plain
    _styles.update({role: Style.parse(said) for role, said in styles(theme, colours).items()})
    _plain = ascii


use("dark", 256)


def frame() -> str:
    """The characters of a frame."""
    return picture.FRAMES[_plain]


def border(role: str) -> tuple[Literal["ascii", "solid"], Color]:
    """A frame that Textual is to draw."""
    return "ascii" if _plain else "solid", Color.from_rich_color(_styles[role].color)


def strip(parts: Iterable[Part], cells: int, *, cursor: bool = False) -> Strip:
    """(text, role) parts one behind the other, cut or filled to exactly `cells`; texts are shown ones already."""
    return drawn(picture.fitted_line(parts, cells, cursor=cursor, ascii=_plain), cells)


def bar(left: Sequence[Part], right: Sequence[Part], cells: int) -> Strip:
    """Parts at both ends of a line of exactly `cells`."""
    return drawn(picture.bar(left, right, cells, ascii=_plain), cells)


def drawn(line: Iterable[Part], cells: int) -> Strip:
    """A line that is exactly so wide already."""
    return Strip([Segment(text, _styles[role]) for text, role in line], cells)


def edge(frame: str, text: str, role: str, cells: int, *, lower: bool = False) -> Strip:
    """The upper or lower line of a frame (`┌─┐│└┘`), with a shown text on its left or, below, on its right."""
    left, right = (frame[4], frame[5]) if lower else (frame[0], frame[2])
    across = frame[1]
    text = pad(text, cells - 4) if width(text) > cells - 4 else text
    fill = across * max(0, cells - 4 - width(text))
    inner = [(fill, "frame"), (text, role)] if lower else [(text, role), (fill, "frame")]
    return strip([(left + across, "frame"), *inner, (across + right, "frame")], cells)
