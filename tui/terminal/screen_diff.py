"""Turns what Textual writes into the shortest output that leaves the terminal the same.

A shadow of the terminal's cells is kept, as what stock Textual would have left there; what changed in it goes out at
the end of each `feed`. Nothing is guessed: a cell the shadow does not know is always written, a run of text whose width
terminals dispute goes out as it came, and after a sequence that is not understood, or half a wide character
overwritten, the cells that may have changed are unknown until they are written again.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from tui.terminal.cells import DOUBT, JOINS, STUB, UNKNOWN, Cells
from tui.terminal.pens import NO_LINK, Pens

ALL_PENS = 20_000  # after so many different styles their table is begun anew
ERASE_FROM = 10  # blanks in a row that are cheaper to erase than to write: ECH and a move take 8 or 10 bytes
MOUSE_MODES = {"1000", "1002", "1003", "1005", "1006", "1007", "1015", "1016"}
LEAVES_CELLS = MOUSE_MODES | {"1", "12", "25", "1004", "2004", "2026", "2031", "2048"}
TOKEN = re.compile(
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
    r"|(\x1b\[[0-?]*[ -/]*[@-~]|\x1b[P_^X][^\x1b]*\x1b\\|\x1b[ -/]*[0-~]|.)",  # 13: anything else
    re.DOTALL,
)
MOVE = re.compile(r"\x1b\[(\d+);\d+H")
BLANKS = re.compile(rf" {{{ERASE_FROM},}}")


class ScreenDiff:
    """The shadow of one terminal screen of `width` x `height` cells.

    `erase` says that the terminal fills what it erases with the pen's background and knows ECH (terminfo: bce, ech);
    without it only EL on the default background is used.
    """

    def __init__(self, width: int, height: int, *, erase: bool = False) -> None:
        self.erase = erase
        self.cells = Cells()
        self._pens = Pens()
        self._pen = self._pens.default  # as the stream sets it
        self._wraps = True
        self._out: list[str] = []
        self.resize(width, height)

    def resize(self, width: int, height: int) -> None:
        """The terminal has this size now; what it shows is unknown."""
        self.width, self.height = width, height
        self.forget()

    def forget(self) -> None:
        """What the terminal shows is unknown, for another program wrote to it."""
        self._forget_cells()
        self._y: int | None = None  # the cursor as the stream moves it
        self._x: int | None = None
        self._terminal_pen: str | None = None  # the terminal's own
        self._pen_set = False  # has the stream set a pen since
        self._terminal_at: tuple[int, int | None] | None = None

    def _forget_cells(self) -> None:
        self._chars = [UNKNOWN * self.width] * self.height
        self._styles = [self._pens.default * self.width] * self.height
        self._before: dict[int, tuple[str, str]] = {}  # rows written to, as the terminal still shows them
        self._last: dict[int, tuple[str, int, int]] = {}  # what last wrote to a row, and the cursor after

    def set_ambiguous_wide(self, wide: bool) -> None:
        """Are characters of ambiguous width drawn in two cells? Then texts with them go out as they come."""
        self.cells = Cells(ambiguous_wide=wide)
        self._forget_cells()

    def feed(self, data: str) -> str:
        """Take what Textual writes; returns what to write to the terminal instead, "" if nothing."""
        if len(self._pens) > ALL_PENS:
            self._new_pens()
        first, *others = data.split("\n")
        self._line(first)
        feeds = 0
        for number, line in enumerate(others, 1):
            feeds += 1
            if line or number == len(others):
                if self._y is None or self._y + feeds >= self.height or not MOVE.match(line):
                    line = "\n" * feeds + line  # they may scroll; else the move behind them makes them moot
                self._line(line)
                feeds = 0
        self._settle(self._pen)
        output = "".join(self._out)
        self._out.clear()
        return output

    def _new_pens(self) -> None:
        reset = self._pens.change(None, self._pens.default)
        self._pens = Pens()
        self._pen = self._terminal_pen = self._pens.default
        self._forget_cells()
        self._out.append(reset)

    def _line(self, line: str) -> None:
        """One line of the stream: most often a move, a row of styled texts, and perhaps the cursor's last move."""
        pens, pen, cells_of = self._pens, self._pen, self.cells.of
        move = MOVE.match(line)
        row = int(move[1]) - 1 if move and pen == pens.default else -1
        if row in self._last and self._last[row][0] == line:
            _, self._y, self._x = self._last[row]
            return
        start, start_pen, chars, styles, simple = 0, pen, "", "", True
        for token in TOKEN.finditer(line):
            kind = token.lastindex
            if kind == 2:
                cells = cells_of(token[2])
                chars += cells
                styles += pens.after(pen, token[1]) * len(cells)
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
        if simple and row >= 0 and pen == pens.default and self._y is not None and self._x is not None:
            self._last[row] = line, self._y, self._x

    def _write(self, chars: str, styles: str, raw: str, raw_pen: str) -> bool:
        """A run of text from the cursor on: its cells, their styles, and how it came; False if it went out so."""
        if not chars:
            return True
        y, x = self._y, self._x
        if y is None or x is None or y >= self.height or x + len(chars) > self.width - self._wraps:
            self._write_raw(chars, raw, raw_pen)
            return False
        if DOUBT in chars or JOINS in chars:
            self._write_raw(chars, raw, raw_pen)
            return False
        end = x + len(chars)
        row, row_styles = self._chars[y], self._styles[y]
        if row[x:end] == chars and row_styles[x:end] == styles:
            self._x = end
            return True
        head, tail = row[:x], row[end:]
        halved = row[x] == STUB or tail[:1] == STUB
        if halved:  # what is left of a wide character is for the terminal to say, which must have seen it whole
            self._flush_rows()
            head = head[:-1] + UNKNOWN if row[x] == STUB else head
            tail = UNKNOWN + tail[1:] if tail[:1] == STUB else tail
        self._before.setdefault(y, (row, row_styles))
        self._last.pop(y, None)
        self._chars[y] = head + chars + tail
        self._styles[y] = row_styles[:x] + styles + row_styles[end:]
        self._x = end
        if halved:
            self._flush_rows()  # with this pen
        return True

    def _write_raw(self, chars: str, raw: str, raw_pen: str) -> None:
        """Let a run through as it came, with the cursor and pen it expects, and forget what it may have changed."""
        self._settle(raw_pen)
        self._out.append(raw)
        if self._terminal_pen is not None:
            self._terminal_pen = self._pen
        y, x = self._y, self._x
        if y is None or x is None or y >= self.height or x >= self.width or self._wraps or chars[0] == JOINS:
            self._forget_cells()  # it may wrap, scroll, or join a character somewhere else
            self._y = self._x = self._terminal_at = None
            return
        x = min(x, self.width - 2) if x + len(chars) > self.width else x  # a wide one may end in the last column
        x = max(0, x - (self._chars[y][x] == STUB))
        self._chars[y] = self._chars[y][:x] + UNKNOWN * (self.width - x)
        self._last.pop(y, None)
        self._x, self._terminal_at = None, (y, None)

    def _pass(self, token: re.Match[str]) -> None:
        """Let a control sequence through in its place, and forget what it may have changed."""
        kind, modes = token.lastindex, (token[9] or "").split(";")
        self._settle(self._pen)
        self._out.append(token[0])
        if kind == 8 or (kind == 10 and LEAVES_CELLS.issuperset(modes)):
            return
        if kind == 10 and modes == ["7"]:
            self._wraps = token[10] == "h"
        elif kind == 10 and modes == ["1049"] and token[10] == "h":
            # xterm enters its second screen cleared, others do not: clear it, and blanks need not be written.
            self._out.append(f"{self._pens.change(None, self._pens.default)}\x1b[2J")
            self.forget()
            self._blank()
        elif kind == 12:
            if self._terminal_pen == self._pens.default:
                self._blank()
            else:
                self._forget_cells()
        else:
            self.forget()

    def _blank(self) -> None:
        self._forget_cells()
        self._chars = [" " * self.width] * self.height
        self._terminal_pen = self._pens.default

    def _settle(self, pen: str) -> None:
        """Bring the terminal to where the stream is: its cells, its cursor and, where known, its pen."""
        self._flush_rows()
        if self._y is not None and self._x is not None:
            y, x = min(self._y, self.height - 1), self._x
            if x < self.width or x > self.width or self._chars[y][-1] == UNKNOWN:
                self._move(y, min(x, self.width - 1))
            elif self._terminal_at != (y, x):  # behind the last column, where only writing leads
                last = self.width - 1 - (self._chars[y][-1] == STUB)
                self._change_pen(self._styles[y][last])
                self._put(y, last, self._chars[y][last:])
        if self._terminal_pen is not None or self._pen_set:
            self._change_pen(pen)

    def _change_pen(self, pen: str) -> None:
        if self._terminal_pen != pen:
            self._out.append(self._pens.change(self._terminal_pen, pen))
            self._terminal_pen = pen

    def _move(self, y: int, x: int) -> None:
        at = self._terminal_at
        if at == (y, x):
            return
        best = f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H" if y else "\x1b[H"
        if at is not None:
            from_y, from_x = at
            if y == from_y and x == 0:
                best = "\r"
            elif y == from_y and from_x is not None and from_x < self.width:
                step = x - from_x
                near = "\b" * -step if -5 < step < 0 else f"\x1b[{abs(step)}{'C' if step > 0 else 'D'}"
                best = min(best, near.replace("[1C", "[C"), key=len)
            elif x == from_x:
                near = f"\x1b[{abs(y - from_y)}{'B' if y > from_y else 'A'}"
                best = min(best, near.replace("[1B", "[B").replace("[1A", "[A"), key=len)
        self._out.append(best)
        self._terminal_at = y, x

    def _flush_rows(self) -> None:
        for y in sorted(self._before):
            self._flush_row(y, *self._before[y])
        self._before.clear()

    def _flush_row(self, y: int, old: str, old_styles: str) -> None:
        """Write the cells of a row that differ from what the terminal shows."""
        new, styles, width = self._chars[y], self._styles[y], self.width
        dirty = [
            x
            for x, (a, b, c, d) in enumerate(zip(old, new, old_styles, styles, strict=True))
            if (a != b or c != d) and b != UNKNOWN
        ]
        if not dirty:
            return
        whole = UNKNOWN not in new  # else there may be half a character, which erasing treats as it likes
        blank_from = self._blank_tail(new, styles, dirty) if whole else width
        index, count = 0, len(dirty)
        while index < count:
            x = dirty[index]
            if x >= blank_from:
                self._move(y, x)
                self._change_pen(styles[x])
                self._out.append("\x1b[K")
                return
            x -= new[x] == STUB
            style, end = styles[x], x + 1
            while True:  # to the end of the cells to write in this style, over gaps cheaper to write than to leap
                while end < width and new[end] == STUB:
                    end += 1
                while index < count and dirty[index] < end:
                    index += 1
                if index == count or (next_x := dirty[index]) >= blank_from or styles[next_x] != style:
                    break
                gap = new[end:next_x]
                if len(gap.encode()) > 4 or UNKNOWN in gap or styles[end:next_x].strip(style):
                    break
                end = next_x + 1
            self._move(y, x)
            self._change_pen(style)
            self._text(y, x, new[x:end], whole and self.erase and self._erasable(style))

    def _text(self, y: int, x: int, chars: str, erase: bool) -> None:
        """Write cells of one style at the cursor; where the terminal can, long blanks are erased and leapt over."""
        done = 0
        for blanks in BLANKS.finditer(chars) if erase else ():
            self._put(y, x + done, chars[done : blanks.start()])
            self._move(y, x + blanks.start())
            self._out.append(f"\x1b[{blanks.end() - blanks.start()}X")
            done = blanks.end()
        self._put(y, x + done, chars[done:])

    def _put(self, y: int, x: int, chars: str) -> None:
        if chars:
            self._move(y, x)
            self._out.append(chars.replace(STUB, ""))
            self._terminal_at = y, x + len(chars)

    def _blank_tail(self, chars: str, styles: str, dirty: list[int]) -> int:
        """The column from which EL makes the rest of the row as it should be, if that is shorter than blanks."""
        style = styles[-1]
        if chars[-1] != " " or not self._erasable(style):
            return self.width
        start = max(len(chars.rstrip(" ")), len(styles.rstrip(style)))
        return start if len(dirty) - bisect_left(dirty, start) > 3 else self.width

    def _erasable(self, style: str) -> bool:
        """Does the terminal erase to what a blank in this style looks like?"""
        pen = self._pens[style]
        return not (pen.attributes or pen.odd or pen.link != NO_LINK) and (self.erase or not pen.back)
