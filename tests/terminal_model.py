"""A tiny terminal to compare outputs with, where what real terminals disagree about is a choice.

What all agree on is fixed: CUP, CUU/CUD/CUF/CUB, CHA, BS, CR, LF (after the line discipline: CR LF), SGR, OSC 8, EL,
ECH, ED, DECAWM, the alternate screen. The choices of `Habits`, each of which some terminal has:
    orphan    what is left of a wide character when its other half is overwritten or erased: a blank in the character's
              own style, a blank in the style of what was written, the text itself (pyte), a default blank
    emoji, vs16, cluster   how wide an emoji is, whether U+FE0F widens, whether ZWJ joins what follows
    last      does a combining mark join the character written last (xterm) or the one left of the cursor
    bce       does erasing use the background of the pen
Two outputs that leave two of these the same whatever their habits leave any terminal the same.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple
from unicodedata import category

from rich.cells import get_character_cell_size

SEQUENCE = re.compile(
    r"\x1b\[([?<>=]?)([\d;]*)([ $]?[@-~])|\x1b\]([^\x07\x1b]*)(?:\x07|\x1b\\)|\x1b(.)"
    r"|([\x00-\x1f])|([^\x00-\x1f\x1b]+)",
    re.DOTALL,
)
OFF = {22: {1, 2}, 23: {3}, 24: {4}, 25: {5}, 27: {7}, 28: {8}, 29: {9}}


class Habits(NamedTuple):
    orphan: Literal["own", "pen", "text", "default"] = "own"
    emoji: int = 2
    vs16: bool = True
    cluster: bool = True
    last: bool = True
    bce: bool = True


class Look(NamedTuple):
    attributes: frozenset[int] = frozenset()
    fore: str = ""
    back: str = ""
    link: str = ""


class Cell(NamedTuple):
    text: str = " "  # "" is the right half of the cell before it
    look: Look = Look()


class Terminal:
    """Feed it; then look at `rows`, `cursor` (row, column), `look` and `modes`."""

    def __init__(self, width: int, height: int, habits: Habits) -> None:
        self.width, self.height, self.habits = width, height, habits
        self.rows = [[Cell()] * width for _ in range(height)]
        self.y = self.x = 0
        self.look = Look()
        self.modes: dict[str, bool] = {"7": True}
        self.pending = False  # a character in the last column is written, the next one wraps
        self.written: tuple[int, int] | None = None
        self.joining = False
        self.unknown: list[str] = []

    @property
    def cursor(self) -> tuple[int, int]:
        return self.y, self.x

    def resize(self, width: int, height: int) -> None:
        self.rows = [(row + [Cell()] * width)[:width] for row in self.rows][:height]
        self.rows += [[Cell()] * width for _ in range(height - len(self.rows))]
        self.width, self.height = width, height
        self.y, self.x, self.pending = min(self.y, height - 1), min(self.x, width - 1), False

    def feed(self, data: str) -> None:
        for private, parameters, final, osc, _escape, control, text in SEQUENCE.findall(data):
            if text:
                for char in text:
                    self._char(char)
            elif control:
                self._control(control)
            elif osc:
                if osc.startswith("8;"):
                    self.look = self.look._replace(link=osc[2:] if osc.partition(";")[2].partition(";")[2] else "")
            elif private == "?" and final in "hl":
                for mode in parameters.split(";"):
                    self.modes[mode] = final == "h"
                    if mode == "1049":
                        self.rows = [[Cell()] * self.width for _ in range(self.height)]
            elif not private and final:
                self._csi(parameters, final)

    def _control(self, char: str) -> None:
        self.joining = False
        if char == "\r":
            self.x = 0
        elif char == "\b":
            self.x = max(0, self.x - 1)
        elif char == "\n":
            self.x = 0
            self._line_feed()
        elif char == "\t":
            self.x = min(self.width - 1, self.x // 8 * 8 + 8)
        if char in "\r\b\n\t":
            self.pending = False

    def _line_feed(self) -> None:
        if self.y == self.height - 1:
            self.rows = [*self.rows[1:], [Cell()] * self.width]
        else:
            self.y += 1

    def _csi(self, parameters: str, final: str) -> None:
        numbers = [int(part or 0) for part in parameters.split(";")]
        count = max(1, numbers[0])
        if final == "m":
            self._sgr(parameters)
            return
        self.joining = False
        if final == "H":
            self.y = min(count, self.height) - 1
            self.x = min(max(1, numbers[1]) if len(numbers) > 1 else 1, self.width) - 1
        elif final in "ABCDG":
            self.y += {"A": -count, "B": count}.get(final, 0)
            self.x = count - 1 if final == "G" else self.x + {"C": count, "D": -count}.get(final, 0)
            self.y, self.x = max(0, min(self.y, self.height - 1)), max(0, min(self.x, self.width - 1))
        elif final == "K":
            self._erase(self.y, self.x, self.width)
        elif final == "X":
            self._erase(self.y, self.x, min(self.width, self.x + count))
        elif final == "J":
            for y in range(self.height):
                self._erase(y, 0, self.width)
        elif final == "L":
            blank = [[Cell()] * self.width for _ in range(count)]
            self.rows = (self.rows[: self.y] + blank + self.rows[self.y :])[: self.height]
        elif final == "P":
            self.rows[self.y] = self.rows[self.y][: self.x] + self.rows[self.y][self.x + count :]
            self.rows[self.y] += [Cell()] * (self.width - len(self.rows[self.y]))
        if final in "HABCDGKX":
            self.pending = False

    def _sgr(self, parameters: str) -> None:
        codes = [int(code or 0) for code in parameters.split(";")]
        while codes:
            code = codes.pop(0)
            attributes, fore, back, link = self.look
            if code == 0:
                attributes, fore, back = frozenset(), "", ""
            elif code in (38, 48):
                length = 2 if codes[0] == 5 else 4
                color, codes = ";".join(map(str, codes[:length])), codes[length:]
                fore, back = (color, back) if code == 38 else (fore, color)
            elif code in OFF:
                attributes -= OFF[code]
            elif code in (39, 49):
                fore, back = ("", back) if code == 39 else (fore, "")
            elif 30 <= code < 38 or 90 <= code < 98:
                fore = str(code)
            elif 40 <= code < 48 or 100 <= code < 108:
                back = str(code)
            else:
                attributes |= {code}
            self.look = Look(frozenset(attributes), fore, back, link)

    def _erase(self, y: int, start: int, end: int) -> None:
        look = Look(fore=self.look.fore, back=self.look.back if self.habits.bce else "")
        self._put(y, start, [Cell(" ", look)] * (end - start))

    def _put(self, y: int, x: int, cells: list[Cell]) -> None:
        row = self.rows[y]
        for half, other in ((x, x - 1), (x + len(cells), x + len(cells) - 1)):
            if 0 < half < self.width and row[half].text == "" and cells:  # the pair (half - 1, half) is cut in two
                left = other if half == x else half
                style = {"own": row[left].look, "pen": self.look, "default": Look(), "text": row[left].look}
                text = row[left].text if self.habits.orphan == "text" else " "
                row[left] = Cell(text, style[self.habits.orphan])
        row[x : x + len(cells)] = cells

    def _width(self, char: str) -> int:
        if category(char)[0] == "M" or category(char) == "Cf":
            return 0
        if 0x1F000 <= ord(char) < 0x20000 or char in "⌚✅":
            return self.habits.emoji
        return get_character_cell_size(char)

    def _char(self, char: str) -> None:
        width = self._width(char)
        if width == 0 or (self.joining and self.habits.cluster):
            self._join(char)
            return
        if self.pending and self.modes["7"]:
            self.x = 0
            self._line_feed()
        self.pending = False
        if self.x + width > self.width:
            if not self.modes["7"]:
                return  # no room for a wide one
            self.x = 0
            self._line_feed()
        self._put(self.y, self.x, [Cell(char, self.look), Cell("", self.look)][:width])
        self.written = self.y, self.x
        self.x += width
        if self.x == self.width:
            self.x, self.pending = self.width - 1, True

    def _join(self, char: str) -> None:
        self.joining = char == "\u200d"
        y, x = self.written if self.habits.last and self.written else (self.y, max(0, self.x - (not self.pending)))
        if y >= self.height or x >= self.width:
            return
        while x and self.rows[y][x].text == "":
            x -= 1
        self.rows[y][x] = self.rows[y][x]._replace(text=self.rows[y][x].text + char)
        if char == "\ufe0f" and self.habits.vs16 and (y, x + 1) == self.cursor and x + 2 < self.width:
            self._put(y, x, [self.rows[y][x], Cell("", self.rows[y][x].look)])
            self.x += 1
