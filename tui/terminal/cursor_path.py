"""The terminal's side of the shadow: writes rows of cells with the fewest bytes."""

from __future__ import annotations

import re
from itertools import repeat
from operator import eq, gt, ne, or_

from tui.terminal.cells import STUB, UNKNOWN
from tui.terminal.pens import NO_LINK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui.terminal.pens import Pens

ERASE_FROM = 10  # blanks in a row that are cheaper to erase than to write: ECH and a move take 8 or 10 bytes
LONG_BLANK = " " * ERASE_FROM
BLANKS = LONG_BLANK + "+"
# Terminals that terminfo says erase with the pen's background (bce) and know ECH (ech). GNU screen is none.
ERASES = "alacritty contour foot ghostty iterm konsole linux mintty putty rxvt tmux vte wezterm xterm"
LEAP = 4  # bytes of unchanged text in a row that are written again rather than leapt over
LEAPT = " " * (LEAP + 1)


def erases(environ: Mapping[str, str]) -> bool:
    """Whether the terminal of this environment erases cells when it is asked to, with the pen's background."""
    return environ.get("TERM", "").startswith(tuple(ERASES.split())) and "STY" not in environ


class CursorPath:
    """Knows the terminal's pen and cursor, None where they are not known; gathers in `out` what to send.

    `erase` says that the terminal fills what it erases with the pen's background and knows ECH (terminfo: bce, ech);
    without it only EL on the default background is used.
    """

    def __init__(self, pens: Pens, *, erase: bool) -> None:
        self.pens, self.erase, self.width = pens, erase, 0
        self.out: list[str] = []
        self.pen: str | None = None
        self.at: tuple[int, int | None] | None = None  # column `width` is behind the last one, where writing leads

    def take(self) -> str:
        """What has gathered."""
        output = "".join(self.out)
        self.out.clear()
        return output

    def change_pen(self, pen: str) -> None:
        """Write in this pen from now on."""
        if self.pen != pen:
            self.out.append(self.pens.change(self.pen, pen))
            self.pen = pen

    def move(self, y: int, x: int) -> None:
        """Bring the cursor to a cell."""
        at = self.at
        if at == (y, x):
            return
        if at is not None and at[0] == y and at[1] is not None and at[1] < x and at[1] < self.width:
            step = x - at[1]  # nothing is shorter
            self.out.append(f"\x1b[{step}C" if step > 1 else "\x1b[C")
            self.at = y, x
            return
        best = f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H" if y else "\x1b[H"
        if at is not None:
            from_y, from_x = at
            if y == from_y and x == 0:
                best = "\r"
            elif y == from_y and from_x is not None and from_x < self.width:
                step = x - from_x
                best = min(best, "\b" * -step if step > -5 else f"\x1b[{-step}D", key=len)
            elif x == from_x:
                near = f"\x1b[{abs(y - from_y)}{'B' if y > from_y else 'A'}"
                best = min(best, near.replace("[1B", "[B").replace("[1A", "[A"), key=len)
        self.out.append(best)
        self.at = y, x

    def row(self, y: int, old: tuple[str, str], now: tuple[str, str]) -> None:
        """Write the cells of a row, as characters and pens, that differ from the old ones, which the terminal shows."""
        new, styles = now
        width = len(new)
        dirty = bytes(map(or_, map(ne, old[0], new), map(ne, old[1], styles)))
        whole = UNKNOWN not in new  # else there may be half a character, which erasing treats as it likes
        if not whole:
            dirty = bytes(map(gt, dirty, map(eq, new, repeat(UNKNOWN))))
        blank_from = self._blank_tail(new, styles, dirty) if whole else width
        x = dirty.find(1)
        while 0 <= x < blank_from:
            x -= new[x] == STUB
            style = styles[x]
            last = min(blank_from, width - len(styles[x:].lstrip(style)))
            end = self._end_of_run(x + 1, last, new, dirty)
            self._write(y, x, new[x:end], style, whole)
            x = dirty.find(1, end)
        if x >= 0:
            self.move(y, x)
            self.change_pen(styles[x])
            self.out.append("\x1b[K")

    def fresh(self, y: int, runs: Sequence[tuple[str, str]]) -> None:
        """Write runs of cells, each in another pen than the one before, over a row of blanks in the default pen: what
        `row` would write of them, which looks at every cell.
        """
        x = 0
        for cells, pen in runs:
            if pen != self.pens.default:
                self._write(y, x, cells, pen, True)
            elif not cells.isspace():
                self._write_over_blanks(y, x, cells)
            x += len(cells)

    def _write_over_blanks(self, y: int, x: int, cells: str) -> None:
        while text := cells.lstrip(" "):
            x += len(cells) - len(text)
            text, gap, cells = text.partition(LEAPT)
            self._write(y, x, text if gap else text.rstrip(" "), self.pens.default, True)
            x += len(text) + len(gap)

    def _end_of_run(self, end: int, last: int, new: str, dirty: bytes) -> int:
        """The end of the cells to write in one style, which lasts until `last`: over gaps cheaper to write than to
        leap.
        """
        while (clean := dirty.find(0, end, last)) >= 0:
            end = max(end, clean)
            end += new[end : end + 1] == STUB
            next_x = dirty.find(1, end, last)
            if next_x < 0 or len(new[end:next_x].encode()) > LEAP or UNKNOWN in new[end:next_x]:
                return end
            end = next_x + 1
        end = max(end, last)
        return end + (new[end : end + 1] == STUB)

    def _write(self, y: int, x: int, chars: str, style: str, whole: bool) -> None:
        """Write cells of one style; where the terminal can, long blanks are erased and leapt over."""
        if self.at != (y, x):
            self.move(y, x)
        if self.pen != style:
            self.change_pen(style)
        done = 0
        long = LONG_BLANK in chars and whole and self.erase and self._erasable(style)
        for blanks in re.finditer(BLANKS, chars) if long else ():
            self.put(y, x + done, chars[done : blanks.start()])
            self.move(y, x + blanks.start())
            self.out.append(f"\x1b[{blanks.end() - blanks.start()}X")
            done = blanks.end()
        self.put(y, x + done, chars[done:])

    def put(self, y: int, x: int, chars: str) -> None:
        """Write cells in the pen of the moment."""
        if chars:
            if self.at != (y, x):
                self.move(y, x)
            self.out.append(chars.replace(STUB, ""))
            self.at = y, x + len(chars)

    def _blank_tail(self, chars: str, styles: str, dirty: bytes) -> int:
        """The column from which EL makes the rest of the row as it should be, if that is shorter than blanks."""
        style = styles[-1]
        if chars[-1] != " " or not self._erasable(style):
            return self.width
        start = max(len(chars.rstrip(" ")), len(styles.rstrip(style)))
        return start if dirty.count(1, start) > 3 else self.width

    def _erasable(self, style: str) -> bool:
        """Does the terminal erase to what a blank in this style looks like?"""
        pen = self.pens[style]
        return not (pen.attributes or pen.odd or pen.link != NO_LINK) and (self.erase or not pen.back)
