"""Turns what Textual writes into the shortest output that leaves the terminal the same.

A shadow of the terminal's cells is kept, as what stock Textual would have left there; what changed in it goes out at
the end of each `feed`. Nothing is guessed: a cell the shadow does not know is always written, a run of text whose width
terminals dispute goes out as it came, and after a sequence that is not understood, or half a wide character
overwritten, the cells that may have changed are unknown until they are written again.
"""

from __future__ import annotations

import re

from tui.terminal.cells import DOUBT, JOINS, STUB, UNKNOWN, Cells
from tui.terminal.cursor_path import CursorPath
from tui.terminal.pens import Pens

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

ALL_PENS = 20_000  # after so many different styles their table is begun anew
MOUSE_MODES = {"1000", "1002", "1003", "1005", "1006", "1007", "1015", "1016"}
LEAVES_CELLS = MOUSE_MODES | {"1", "12", "25", "1004", "2004", "2026", "2031", "2048"}
TOKEN = (  # compiled by `re`, which remembers, at the first line that is read: the first picture is not read
    r"\x1b\[([\d;]*)m([^\x00-\x1f\x7f-\x9f]+)\x1b\[0?m"  # 2: styled text, as Rich writes it
    r"|([^\x00-\x1f\x7f-\x9f]+)"  # 3: text
    r"|\x1b\[(\d+);(\d+)H"  # 5: move
    r"|\x1b\[([\d;]*)m"  # 6: style
    r"|\x1b\]8;([^;\x07\x1b]*;[^\x07\x1b]*)(?:\x1b\\|\x07)"  # 7: hyperlink
    r"|(\x07|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # 8: what touches no cells
    r"|\x1b\[[?>=<][\d;]*(?:\$p|[cnqu])|\x1b\[\d*(?: q|[cn]))"
    r"|\x1b\[\?([\d;]+)([hl])"  # 10: modes
    r"|(\x1b\[H)"  # 11: home
    r"|(\x1b\[2J)"  # 12: clear
    r"|(\x1b\[[0-?]*[ -/]*[@-~]|\x1b[P_^X][^\x1b]*\x1b\\|\x1b[ -/]*[0-~]|.)"  # 13: anything else
)
MOVE = r"\x1b\[(\d+);\d+H"


class ScreenDiff:
    """The shadow of one terminal screen of `width` x `height` cells; `erase` as in `CursorPath`."""

    def __init__(self, width: int, height: int, *, erase: bool = False) -> None:
        self.cells = Cells()
        self._pens = Pens()
        self._pen = self._pens.default  # as the stream sets it
        self._plot = CursorPath(self._pens, erase=erase)
        self._wraps = True
        self.resize(width, height)

    def resize(self, width: int, height: int) -> None:
        """The terminal has this size now; what it shows is unknown."""
        self.width, self.height = width, height
        self._plot.width = width
        self.forget()

    def forget(self) -> None:
        """What the terminal shows is unknown, for another program wrote to it."""
        self._forget_cells()
        self._y: int | None = None  # the cursor as the stream moves it
        self._x: int | None = None
        self._pen_set = False  # has the stream set a pen since
        self._plot.pen = self._plot.at = None

    def _forget_cells(self) -> None:
        self._chars = [UNKNOWN * self.width] * self.height
        self._styles = [self._pens.default * self.width] * self.height
        self._before: dict[int, tuple[str, str]] = {}  # rows written to, as the terminal still shows them
        self._last: dict[int, tuple[str, int, int | None, int]] = {}  # what last wrote to a row, and what was after
        self._end: tuple[int, int] | None = None  # the row and column behind the character that the stream wrote last

    def set_ambiguous_wide(self, wide: bool) -> None:
        """Are characters of ambiguous width drawn in two cells? Then texts with them go out as they come."""
        self.cells = Cells(ambiguous_wide=wide)
        self._forget_cells()

    def feed(self, data: str) -> str:
        """Take what Textual writes; returns what to write to the terminal instead, "" if nothing."""
        if len(self._pens) > ALL_PENS and self._pen == self._pens.default:
            self._new_pens()
        first, *others = data.split("\n")
        self._line(first)
        feeds = 0
        for number, line in enumerate(others, 1):
            feeds += 1
            if line or number == len(others):
                if self._y is None or self._y + feeds >= self.height or not re.match(MOVE, line):
                    line = "\n" * feeds + line  # they may scroll; else the move behind them makes them moot
                self._line(line)
                feeds = 0
        self._settle(self._pen)
        return self._plot.take()

    def enter(self) -> str:
        """Into the terminal's second screen, without a cursor and without lines that wrap; returns what to write."""
        for mode, on in (("1049", True), ("25", False), ("7", False)):
            self._plot.out.append(f"\x1b[?{mode}{'h' if on else 'l'}")
            self._mode([mode], on=on)
        return self._plot.take()

    def paint(self, rows: Sequence[Sequence[tuple[str, str]]]) -> str:
        """Rows of (text, SGR parameters) from the first cell of the screen on; returns what to write, as `feed` would
        of the same rows, each behind a move.
        """
        styles = dict.fromkeys([parameters for row in rows for _, parameters in row])
        pens = {parameters: self._pens.after(self._pens.default, parameters) for parameters in styles}
        blank = " " * self.width, self._pens.default * self.width
        for y, row in enumerate(rows):
            runs = self.cells.runs(row, pens)
            chars = "".join([run for run, _ in runs])
            if DOUBT in chars or JOINS in chars:
                texts = (f"\x1b[{parameters}m{text}\x1b[0m" if parameters else text for text, parameters in row)
                self._line(f"\x1b[{y + 1};1H{''.join(texts)}")
                continue
            pens_of = "".join([pen * len(run) for run, pen in runs])
            self._y, self._x, self._pen_set = y, 0, True
            erased = chars[-1:] == " " and pens_of[-1] != self._pens.default  # perhaps
            whole = len(chars) == self.width and not self._wraps
            if whole and not erased and (self._chars[y], self._styles[y]) == blank:
                self._flush_rows()
                self._chars[y], self._styles[y] = chars, pens_of
                self._x, self._end = self.width, (y, self.width)
                self._plot.fresh(y, runs)
            else:
                self._write(chars, pens_of, "", self._pen)
        self._settle(self._pen)
        return self._plot.take()

    def _new_pens(self) -> None:
        self._settle(self._pens.default)
        self._pens = self._plot.pens = Pens()
        self._pen = self._pens.default
        self._plot.pen = None if self._plot.pen is None else self._pen
        self._forget_cells()

    def _line(self, line: str) -> None:
        """One line of the stream: most often a move, a row of styled texts, and perhaps the cursor's last move."""
        pens, pen, default, cells_of = self._pens, self._pen, self._pens.default, self.cells.of
        move = re.match(MOVE, line)
        row = int(move[1]) - 1 if move and pen == default else -1
        if row in self._last and self._last[row][0] == line:
            _, self._y, self._x, end = self._last[row]
            self._end = row, end
            return
        start, start_pen, chars, styles, simple = 0, pen, "", "", True
        for token in re.finditer(TOKEN, line, re.DOTALL):
            kind = token.lastindex
            if kind == 2:
                cells = cells_of(token[2])
                chars += cells
                styles += pens.after(pen, token[1]) * len(cells)
                if pen != default:
                    pen = pens.after(pen, "0")
                self._pen_set = True
            elif kind == 3:
                cells = cells_of(token[3])
                chars += cells
                styles += pen * len(cells)
            elif kind == 6:
                pen = pens.after(pen, token[6])
                self._pen_set = True
            elif kind == 7:
                pen = pens.linked(pen, token[7])
            else:
                simple &= not chars or self._y == row
                self._pen = pen
                simple &= self._write(chars, styles, line[start : token.start()], start_pen)
                start, start_pen, chars, styles = token.end(), pen, "", ""
                if kind == 5:
                    self._y, self._x = int(token[4]) - 1, int(token[5]) - 1
                elif kind == 11:
                    self._y = self._x = 0
                else:
                    simple = False
                    self._pass(token)
        simple &= not chars or self._y == row
        self._pen = pen
        simple &= self._write(chars, styles, line[start:], start_pen)
        if simple and row >= 0 and pen == default and self._y is not None:
            self._last[row] = line, self._y, self._x, self._end[1] if self._end else 0

    def _write(self, chars: str, styles: str, raw: str, raw_pen: str) -> bool:
        """A run of text from the cursor on: its cells, their styles, and how it came; False if that may be anything."""
        if not chars:
            return True
        y, x = self._y, self._x
        if y is None or x is None or y >= self.height or x + len(chars) > self.width - self._wraps:
            return self._write_raw(chars, raw, raw_pen)
        if DOUBT in chars or JOINS in chars:
            return self._write_raw(chars, raw, raw_pen)
        end = x + len(chars)
        row, row_styles = self._chars[y], self._styles[y]
        self._x, self._end = end, (y, end)
        if row[x:end] == chars and row_styles[x:end] == styles:
            return True
        head, tail = row[:x], row[end:]
        halved = UNKNOWN * 2 in (row[max(0, x - 1) : x + 1], row[end - 1 : end + 1])  # perhaps
        if row[x] == STUB or tail[:1] == STUB:
            halved = True  # what is left of a wide character is for the terminal to say, which must have seen it whole
            self._flush_rows()
            head = head[:-1] + UNKNOWN if row[x] == STUB else head
            tail = UNKNOWN + tail[1:] if tail[:1] == STUB else tail
        self._before.setdefault(y, (row, row_styles))
        self._last.pop(y, None)
        self._chars[y] = head + chars + tail
        self._styles[y] = row_styles[:x] + styles + row_styles[end:]
        if halved:
            self._flush_rows()  # with this pen
        return True

    def _write_raw(self, chars: str, raw: str, raw_pen: str) -> bool:
        """Let a run through as it came, with the cursor and pen it expects, and forget what it may have changed.

        True if that is in its row, so that a line that says it once more changes nothing.
        """
        self._flush_rows()
        y, x = self._y, self._x
        if self._end and JOINS in chars:
            self._repeat(*self._end)  # it may join what was written last
        self._settle(raw_pen)
        self._plot.out.append(raw)
        self._end = None
        if self._plot.pen is not None:
            self._plot.pen = self._pen
        joins = chars[0] == JOINS or (JOINS in chars and x == self.width - 1)  # where a wide one finds no room
        if y is None or x is None or y >= self.height or x >= self.width or self._wraps or joins:
            self._forget_cells()  # it may wrap, scroll, or join a character somewhere else
            self._y = self._x = self._plot.at = None
            return False
        x = max(0, min(x, self.width - 2))  # a wide one without room may move to the left
        x -= self._chars[y][x] == STUB
        self._chars[y] = self._chars[y][:x] + UNKNOWN * (self.width - x)
        self._last.pop(y, None)
        self._x, self._plot.at = None, (y, None)
        return True

    def _pass(self, token: re.Match[str]) -> None:
        """Let a control sequence through in its place, and forget what it may have changed."""
        kind = token.lastindex
        self._settle(self._pen)
        self._plot.out.append(token[0])
        if kind == 10:
            self._mode(token[9].split(";"), on=token[10] == "h")
        elif kind == 12:
            if self._plot.pen == self._pens.default:
                self._blank()
            else:
                self._forget_cells()
        elif kind != 8:
            self.forget()

    def _mode(self, modes: list[str], *, on: bool) -> None:
        """Know what a change of modes, which has been let through, did to the screen."""
        if LEAVES_CELLS.issuperset(modes):
            return
        if modes == ["7"]:
            self._wraps = on
        elif modes == ["1049"] and on:
            # xterm enters its second screen cleared, others do not: clear it, and blanks need not be written.
            self._plot.out.append(f"{self._pens.change(None, self._pens.default)}\x1b[2J")
            self.forget()
            self._blank()
        else:
            self.forget()

    def _blank(self) -> None:
        self._forget_cells()
        self._chars = [" " * self.width] * self.height
        self._plot.pen = self._pens.default

    def _settle(self, pen: str) -> None:
        """Bring the terminal to where the stream is: its cells, its cursor and, where known, its pen."""
        self._flush_rows()
        if self._y is not None and self._x is not None:
            y, x = min(self._y, self.height - 1), self._x
            if x < self.width or x > self.width or self._chars[y][-1] == UNKNOWN:
                self._plot.move(y, min(x, self.width - 1))
            elif self._plot.at != (y, x):  # behind the last column, where only writing leads
                self._repeat(y, x)
        if self._plot.pen is not None or self._pen_set:
            self._plot.change_pen(pen)

    def _repeat(self, y: int, end: int) -> None:
        """Write the character before a column once more."""
        start = end - 1 - (self._chars[y][end - 1] == STUB)
        if start >= 0 and self._chars[y][start] != UNKNOWN:
            self._plot.move(y, start)
            self._plot.change_pen(self._styles[y][start])
            self._plot.put(y, start, self._chars[y][start:end])

    def _flush_rows(self) -> None:
        for y in sorted(self._before):
            self._plot.row(y, self._before[y], (self._chars[y], self._styles[y]))
        self._before.clear()
