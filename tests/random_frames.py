"""Random output of the kinds Textual writes, and worse; two terminals that get it straight and as a diff, compared."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pyte
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from tests.terminal_model import Habits, Terminal
from tui.terminal.screen_diff import ScreenDiff

if TYPE_CHECKING:
    from collections.abc import Iterator

CONSOLE = Console(color_system="truecolor", force_terminal=True)
COLORS = [None, "default", "red", "bright_blue", "color(200)", "#1e90ff", "#102030", "white"]
NARROW, WIDE = "ab c│─…·“✓é", "党支部会议，　：ア한𠮷"
JOINED = ["e\u0301", "中\u0301", "a\u0300\u0301"]  # pyte knows combining marks
DISPUTED = ["✅", "👩\u200d👧", "☎\ufe0f", "\u200b", "\u0301x", "😀", "🇨🇳", "\U0001f44d\U0001f3fd", "์"]
UNKNOWN = ["\x1b[2L", "\x1b[3P", "\x1b[2K", "\x1b[5X", "\t", "\n", "\r", "\x1b[B", "\x1b[4C"]
HARMLESS = ["\x1b[?25l", "\x1b[?1000h", "\x1b[?2004l", "\x07", "\x1b]52;c;YQ==\x07", "\x1b]22;text\x1b\\", "\x1b[6n"]
HABITS = [
    Habits(),
    Habits(orphan="pen", emoji=1, vs16=False, cluster=False, last=False),
    Habits(orphan="default", emoji=1, last=False, bce=False),
    Habits(orphan="text", cluster=False, bce=False),
]


class Frames:
    """One terminal's worth of random steps: ("write", data), ("foreign", data) or ("resize", width, height)."""

    def __init__(self, seed: int, *, for_pyte: bool) -> None:
        self.random = random.Random(seed)
        self.for_pyte = for_pyte
        self.width, self.height = self.random.randint(3, 50), self.random.randint(2, 12)
        self.rows: list[list[Segment]] = []
        self._style_pool = [self._style() for _ in range(5)]

    def _style(self) -> Style:
        choose = self.random.choice
        names = ("bold", "reverse", "underline", "italic", "strike", "dim")
        flags = {name: True for name in names if choose((0, 0, 0, 1))}
        if choose((0, 0, 0, 0, 0, 0, 1)):
            flags["underline2"] = True
        link = "https://example.org/" if not self.for_pyte and choose((0,) * 9 + (1,)) else None
        return Style(color=choose(COLORS), bgcolor=choose(COLORS), link=link, **flags)

    def _text(self, width: int) -> str:
        kind = self.random.random()
        if kind < 0.3:
            return " " * width
        pool = NARROW if kind < 0.5 else NARROW + WIDE * 2
        text = ""
        while (left := width - cell_len(text)) > 0:
            text += self.random.choice(pool if left > 1 else NARROW)
            if cell_len(text) > width:
                text = text[:-1] + " "
            if kind > 0.9 and self.random.random() < 0.1:
                text += self.random.choice(JOINED if self.for_pyte else DISPUTED + JOINED)
        return text

    def _row(self, width: int) -> list[Segment]:
        segments, left = [], width
        while left:
            part = self.random.randint(1, left) if self.random.random() < 0.7 else left
            style = None if self.random.random() < 0.2 else self.random.choice(self._style_pool)
            segments.append(Segment(self._text(part), style))
            left -= part
        return segments

    def layout(self) -> str:
        """A whole screen as the compositor writes it, most of it as it was."""
        if len(self.rows) != self.height or self.random.random() < 0.1:
            self.rows = [self._row(self.width) for _ in range(self.height)]
        for _ in range(self.random.randint(0, 3)):
            self.rows[self.random.randrange(self.height)] = self._row(self.width)
        strips = [[Strip(row)] for row in self.rows]
        return LayoutUpdate(strips, Region(0, 0, self.width, self.height)).render_segments(CONSOLE) + self._cursor()

    def chops(self) -> str:
        """Some spans of some rows, as the compositor writes them, at any offset."""
        chops: list[dict[int, Strip | None]] = [{} for _ in range(self.height)]
        ends: list[list[int]] = [[] for _ in range(self.height)]
        spans = []
        for y in sorted(self.random.sample(range(self.height), self.random.randint(1, self.height))):
            cuts = sorted({0, self.width, *(self.random.randint(0, self.width) for _ in range(3))})
            for start, end in pairwise(cuts):
                chops[y][start] = Strip(self._row(end - start)) if self.random.random() < 0.6 else None
                ends[y].append(end)
            first = self.random.randrange(self.width)
            spans.append((y, first, self.random.randint(first + 1, self.width)))
        return ChopsUpdate(chops, spans, ends).render_segments(CONSOLE) + self._cursor()

    def overlaps(self) -> str:
        """Texts anywhere, over each other and over the edges, with halves of wide characters overwritten."""
        out = ""
        for _ in range(self.random.randint(1, 6)):
            out += self._move(self.random.randrange(self.height), self.random.randrange(self.width))
            row = self._row(self.random.randint(1, min(8, self.width)))
            if not self.for_pyte and self.random.random() < 0.05:
                row.append(Segment(self.random.choice(DISPUTED)))
            out += Strip(row).render(CONSOLE)
        return out + (self._cursor() if self.random.random() < 0.8 else "")

    def again(self) -> str:
        """A row of the last layout by itself."""
        if len(self.rows) != self.height:
            return self.layout()
        y = self.random.randrange(self.height)
        return self._move(y, 0) + Strip(self.rows[y]).render(CONSOLE) + self._cursor()

    def noise(self) -> str:
        """Something between two pieces of output that touches no cells, or is not understood."""
        odd = UNKNOWN if self.random.random() < 0.3 else HARMLESS
        parts = [self.overlaps(), self.random.choice(odd), self.random.choice((self.overlaps, self.layout))()]
        return "".join(parts)

    def clear(self) -> str:
        pen, then = self.random.choice(("", "\x1b[44m")), self.random.choice((self.chops, self.layout))
        return f"{pen}\x1b[2J\x1b[H\x1b[0m{then()}"

    def suspended(self) -> Iterator[tuple[Any, ...]]:
        yield "write", "\x1b[?7h\x1b[?1049l\x1b[?25h"
        yield "foreign", "$ ls\r\n\x1b[1;31mfoo\x1b[0m\r\n"
        yield "write", "\x1b[?1049h\x1b[?25l\x1b[?7l"
        yield "write", self.layout()

    def _move(self, y: int, x: int) -> str:
        return f"\x1b[{y + 1};{x + 1}H"

    def _cursor(self) -> str:
        return self._move(self.random.randrange(self.height), self.random.randrange(self.width))

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        yield "write", "\x1b[?1049h\x1b[?25l\x1b[?7l"
        if self.random.random() < 0.8:
            yield "write", self.layout()
        kinds = [self.layout, self.chops, self.chops, self.overlaps, self.again, self.noise]
        while True:
            chance = self.random.random()
            if chance < 0.9:
                yield "write", self.random.choice(kinds)()
            elif chance < 0.92:
                yield "write", self.clear()
            elif chance < 0.94:
                yield "foreign", self._cursor() + "wall: 会议 at 9\r\n\x1b[0m" + self._cursor()
                if self.random.random() < 0.5:
                    yield "write", self.layout()
            elif chance < 0.97:
                self.width, self.height = self.random.randint(3, 50), self.random.randint(2, 12)
                yield "resize", self.width, self.height
            else:
                yield from self.suspended()


class Pyte:
    """A pyte screen with the face of `Terminal`; as in xterm, the second screen is entered cleared."""

    def __init__(self, width: int, height: int) -> None:
        self.screen = pyte.Screen(width, height)
        self.stream = pyte.Stream(self.screen)

    def feed(self, data: str) -> None:
        for y in range(self.screen.lines):  # pyte erases only the cells that it was given before
            for x in range(self.screen.columns):
                self.screen.buffer[y][x] = self.screen.buffer[y][x]
        self.stream.feed(data.replace("\x1b[?1049h", "\x1b[0m\x1b[2J").replace("\n", "\r\n"))

    def resize(self, width: int, height: int) -> None:
        self.screen.resize(height, width)

    @property
    def rows(self) -> list[list[Any]]:
        return [[self.screen.buffer[y][x] for x in range(self.screen.columns)] for y in range(self.screen.lines)]

    @property
    def cursor(self) -> tuple[int, int]:
        return self.screen.cursor.y, min(self.screen.cursor.x, self.screen.columns - 1)

    @property
    def look(self) -> Any:
        return self.screen.cursor.attrs


class Difference(AssertionError):
    """The two terminals are not the same after a step."""


def compare(seed: int, count: int, habits: Habits | None, *, erase: bool) -> tuple[int, int]:
    """Run random steps into two terminals (pyte's if habits is None); returns the bytes of stock and of the diff."""
    frames = Frames(seed, for_pyte=habits is None)
    make = (
        (lambda: Pyte(frames.width, frames.height))
        if habits is None
        else (lambda: Terminal(frames.width, frames.height, habits))
    )
    stock, lean = make(), make()
    diff = ScreenDiff(frames.width, frames.height, erase=erase)
    sizes = [0, 0]
    for number, step in zip(range(count), frames, strict=False):
        sent = ""
        if step[0] == "resize":
            stock.resize(*step[1:])
            lean.resize(*step[1:])
            diff.resize(*step[1:])
            continue
        if step[0] == "foreign":
            stock.feed(step[1])
            lean.feed(step[1])
            diff.forget()
            continue
        sent = diff.feed(step[1])
        stock.feed(step[1])
        lean.feed(sent)
        sizes[0] += len(step[1].encode())
        sizes[1] += len(sent.encode())
        if (stock.rows, stock.cursor, stock.look) != (lean.rows, lean.cursor, lean.look):
            cells = [
                (y, x, a, b)
                for y, (ours, theirs) in enumerate(zip(lean.rows, stock.rows, strict=True))
                for x, (a, b) in enumerate(zip(ours, theirs, strict=True))
                if a != b
            ]
            raise Difference(
                f"seed {seed}, step {number}, {habits}, erase={erase}:\n{step[1]!r}\nwas sent as\n{sent!r}\n"
                f"cursor {lean.cursor} not {stock.cursor}, {lean.look} not {stock.look}, {cells[:3]}"
            )
    return sizes[0], sizes[1]
