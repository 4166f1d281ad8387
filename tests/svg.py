"""A screen as an SVG in which every cell has its place: Chinese is exactly two cells wide, in whatever font.

Each run of letters of one width says where it begins and how long it is; lines and bars are drawn, not written, so that
a frame closes in any font. Colours are those of a Windows console, whose owner chose nothing.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

from rich.color import Color
from rich.terminal_theme import TerminalTheme

from widgets.display import width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.style import Style
    from textual.strip import Strip

WIDE, HIGH, EDGE = 8, 19, 10
"""Of a cell, and around them all, in pixels."""
FONTS = "'Sarasa Mono SC','Noto Sans Mono CJK SC','Source Han Mono SC','Cascadia Mono',Consolas,monospace"
SIGNS = "'DejaVu Sans Mono','Cascadia Mono',Consolas,Menlo,monospace"
"""Fonts with the signs that a Chinese one draws two cells wide and a terminal in one."""
LINES = {
    "─": "M0 9.5H8",
    "│": "M4 0V19",
    "┌": "M8 9.5H4V19",
    "┐": "M0 9.5H4V19",
    "└": "M8 9.5H4V0",
    "┘": "M0 9.5H4V0",
    "├": "M4 0V19M4 9.5H8",
    "┤": "M4 0V19M4 9.5H0",
    "┬": "M0 9.5H8M4 9.5V19",
    "┴": "M0 9.5H8M4 9.5V0",
    "┼": "M0 9.5H8M4 0V19",
}
BARS = {"█": 1.0, "▓": 0.75, "▒": 0.5, "░": 0.25}
_CONSOLE = [
    *((12, 12, 12), (197, 15, 31), (19, 161, 14), (193, 156, 0), (0, 55, 218), (136, 23, 152), (58, 150, 221)),
    *((204, 204, 204), (118, 118, 118), (231, 72, 86), (22, 198, 12), (249, 241, 165), (59, 120, 255), (180, 0, 158)),
    *((97, 214, 214), (242, 242, 242)),
]
ON_BLACK = TerminalTheme((12, 12, 12), (204, 204, 204), _CONSOLE[:8], _CONSOLE[8:])
ON_WHITE = TerminalTheme((255, 255, 255), (12, 12, 12), _CONSOLE[:8], _CONSOLE[8:])


class Look(NamedTuple):
    fore: str
    back: str
    bold: bool
    underline: bool


class Run(NamedTuple):
    """Characters of one look and one kind, one behind the other on one row; `cells` is of them all."""

    x: int
    y: int
    text: str
    cells: int
    kind: str
    look: Look


def look(style: Style | None, theme: TerminalTheme) -> Look:
    """What a style looks like on a terminal with these colours."""

    def said(colour: Color | None, fore: bool) -> str:
        return (colour or Color.default()).get_truecolor(theme, foreground=fore).hex

    if style is None:
        return Look(said(None, True), said(None, False), False, False)
    fore, back = said(style.color, True), said(style.bgcolor, False)
    if style.reverse:
        fore, back = back, fore
    return Look(fore, back, bool(style.bold), bool(style.underline))


def kind(char: str) -> str:
    """How a character is drawn: as a line, a bar, a letter of two cells or of one, a sign, or not at all."""
    if char == " ":
        return "blank"
    if char in LINES:
        return "line"
    if char in BARS:
        return "bar"
    if width(char) == 2:
        return "wide"
    return "narrow" if char.isascii() else "sign"


def runs(strips: Iterable[Strip], theme: TerminalTheme) -> Iterator[Run]:
    for y, strip in enumerate(strips):
        x = 0
        cells = [(char, kind(char), look(segment.style, theme)) for segment in strip for char in segment.text]
        for number, (before, (_, of, looks), after) in enumerate(zip(cells, cells[1:], cells[2:], strict=False), 1):
            if of == "blank" and before[1:] == after[1:] == ("narrow", looks):
                cells[number] = " ", "narrow", looks  # the words of one sentence are one run
        for (of, looks), group in groupby(cells, key=lambda cell: cell[1:]):
            text = "".join(char for char, *_ in group)
            yield Run(x, y, text, width(text), of, looks)
            x += width(text)


def picture(strips: list[Strip], theme: TerminalTheme) -> str:
    ground = look(None, theme)
    found = list(runs(strips, theme))
    across, down = sum(run.cells for run in found if run.y == 0) * WIDE, len(strips) * HIGH
    colours = {colour: f"c{number}" for number, colour in enumerate(sorted({run.look.fore for run in found}))}
    made = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-EDGE} {-EDGE} {across + 2 * EDGE} {down + 2 * EDGE}" '
        f'width="{across + 2 * EDGE}">',
        f"<style>text{{font:15px {FONTS};white-space:pre}}.s{{font-family:{SIGNS}}}.b{{font-weight:700}}"
        f".u{{text-decoration:underline}}path{{fill:none;stroke-width:1.2}}"
        + "".join(f".{name}{{fill:{colour};stroke:none}}path.{name}{{fill:none;stroke:{colour}}}"
                  for colour, name in colours.items())
        + "</style>",
        f'<rect x="{-EDGE}" y="{-EDGE}" width="100%" height="100%" rx="6" fill="{ground.back}"/>',
    ]  # fmt: skip
    made += backgrounds(found, ground.back)
    made += frames(found, colours)
    made += letters(found, colours)
    return "\n".join([*made, "</svg>", ""])


def backgrounds(found: list[Run], ground: str) -> Iterator[str]:
    for (y, back), group in groupby(found, key=lambda run: (run.y, run.look.back)):
        row = list(group)
        if back != ground:
            wide = sum(run.cells for run in row) * WIDE
            yield f'<rect x="{row[0].x * WIDE}" y="{y * HIGH}" width="{wide}" height="{HIGH}" fill="{back}"/>'


def frames(found: list[Run], colours: dict[str, str]) -> Iterator[str]:
    """All lines of one colour as one path, each straight one as one stroke."""
    strokes: dict[tuple[str, bool], set[tuple[float, float, float, float]]] = {}
    for run in found:
        if run.kind == "line":
            for number, char in enumerate(run.text):
                mine = strokes.setdefault((run.look.fore, run.look.bold), set())
                mine |= set(segments(LINES[char], (run.x + number) * WIDE, run.y * HIGH))
    for (fore, bold), those in sorted(strokes.items()):
        path = "".join(f"M{a:g} {b:g}L{c:g} {d:g}" for a, b, c, d in joined(those))
        heavy = ' stroke-width="2"' if bold else ""
        yield f'<path class="{colours[fore]}"{heavy} d="{path}"/>'
    for run in found:
        if run.kind == "bar":
            for char, group in groupby(enumerate(run.text), key=lambda one: one[1]):
                where = [number for number, _ in group]
                x, wide = (run.x + where[0]) * WIDE, len(where) * WIDE
                pale = f' opacity="{BARS[char]}"' if BARS[char] < 1 else ""
                yield (
                    f'<rect class="{colours[run.look.fore]}" x="{x}" y="{run.y * HIGH + 3}" width="{wide}" '
                    f'height="{HIGH - 6}"{pale}/>'
                )


def segments(path: str, x: int, y: int) -> Iterator[tuple[float, float, float, float]]:
    """The strokes of a sign in `LINES`, placed; each from left to right or from top to bottom."""
    at = 0.0, 0.0
    for command, numbers in re.findall(r"([MHV])([\d. ]+)", path):
        one = [float(number) for number in numbers.split()]
        to = (one[0], one[1]) if command == "M" else (one[0], at[1]) if command == "H" else (at[0], one[0])
        if command != "M":
            (a, b), (c, d) = sorted((at, to))
            yield a + x, b + y, c + x, d + y
        at = to


def joined(strokes: set[tuple[float, float, float, float]]) -> list[tuple[float, float, float, float]]:
    """Strokes that go on straight where another ends are one."""
    made: list[tuple[float, float, float, float]] = []
    across = sorted((s for s in strokes if s[1] == s[3]), key=lambda s: (s[1], s[0]))
    down = sorted((s for s in strokes if s[1] != s[3]), key=lambda s: (s[0], s[1]))
    for a, b, c, d in [*across, *down]:
        last = made[-1] if made else None
        if last and last[2:] == (a, b) and (last[0] == last[2] == c or last[1] == last[3] == d):
            made[-1] = (*last[:2], c, d)
        else:
            made.append((a, b, c, d))
    return made


def letters(found: list[Run], colours: dict[str, str]) -> Iterator[str]:
    for run in found:
        if run.kind in ("wide", "narrow", "sign"):
            names = [colours[run.look.fore], *(["s"] if run.kind == "sign" else [])]
            names += ["b"] * run.look.bold + ["u"] * run.look.underline
            yield (
                f'<text class="{" ".join(names)}" x="{run.x * WIDE}" y="{run.y * HIGH + 14}" '
                f'textLength="{run.cells * WIDE}" lengthAdjust="spacingAndGlyphs">{escape(run.text)}</text>'
            )
