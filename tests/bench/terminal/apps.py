"""Two Textual programs to compare with, on the stock driver: `python apps.py one|four`.

`one` is the least that four lists cost: a single widget that draws them line by line, and those again that changed.
`four` is how such a board is usually made.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import DataTable, Footer, Header

if TYPE_CHECKING:
    from textual.app import ComposeResult

ROWS = [
    (f"member {n:02}", f"{n * 7 % 40}/40", f"{n * 7 % 40 * 100 // 40} %", "on pace" if n % 3 else "behind")
    for n in range(20)
]
PLAIN = Style(color="#e0e0e0", bgcolor="#121212")
FRAME = Style(color="#808080", bgcolor="#121212")
FOCUSED = Style(color="#0178d4", bgcolor="#121212", bold=True)
LATE = Style(color="#ba3c5b", bgcolor="#121212")
CURSOR = Style(color="#e0e0e0", bgcolor="#0178d4")


class Lists(Widget, can_focus=True):
    """Four lists in frames, one of them with the cursor; `help` covers them."""

    BINDINGS: ClassVar = [
        ("j,down", "move(1)"),
        ("k,up", "move(-1)"),
        ("tab", "panel"),
        ("question_mark", "help(True)"),
        ("escape", "help(False)"),
    ]
    DEFAULT_CSS = "Lists { width: 100%; height: 100%; }"
    cursor, panel, help = 0, 0, False

    def render_line(self, y: int) -> Strip:
        width, height = self.size.width // 2, self.size.height // 2
        if self.help:
            return Strip([Segment(f" {y:02}  what key number {y} does".ljust(2 * width), PLAIN)], 2 * width)
        segments = []
        for panel in (0, 1) if y < height else (2, 3):
            frame = FOCUSED if panel == self.panel else FRAME
            row = y % height - 1
            if row in (-1, height - 2):
                title = f" {panel + 1} list " if row == -1 else ""
                segments.append(Segment(f"┌{title:─<{width - 2}}┐" if row == -1 else f"└{title:─<{width - 2}}┘", frame))
                continue
            name, count, rate, state = ROWS[row % len(ROWS)]
            here = panel == self.panel and row == self.cursor
            text, room = f"{name:<{width - 28}}{count:>8}{rate:>8}", width - 2
            segments += [Segment("│", frame), Segment(text, CURSOR if here else PLAIN)]
            segments += [
                Segment(f"  {state}".ljust(room - len(text)), CURSOR if here else LATE if row % 3 == 0 else PLAIN)
            ]
            segments.append(Segment("│", frame))
        return Strip(segments, 2 * width)

    def action_move(self, by: int) -> None:
        rows, before = self.size.height // 2 - 2, self.cursor
        self.cursor = (self.cursor + by) % rows
        self.refresh(*(self._row(one) for one in (before, self.cursor)))

    def _row(self, row: int) -> Region:
        width, height = self.size.width // 2, self.size.height // 2
        return Region(self.panel % 2 * width, self.panel // 2 * height + 1 + row, width, 1)

    def action_panel(self) -> None:
        self.panel = (self.panel + 1) % 4
        self.refresh()

    def action_help(self, help: bool) -> None:
        self.help = help
        self.refresh()


class One(App[None]):
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = [("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        yield Lists()


class Four(App[None]):
    BINDINGS: ClassVar = [
        ("q", "quit", "Quit"),
        ("question_mark", "show_help_panel", "Help"),
        ("escape", "hide_help_panel", "Back"),
    ]
    CSS = """
    #lists { layout: grid; grid-size: 2 2; }
    DataTable { border: solid grey; }
    DataTable:focus { border: solid blue; }
    """

    def compose(self) -> ComposeResult:
        yield Header()
        with Widget(id="lists"):
            for _ in range(4):
                yield DataTable(cursor_type="row")
        yield Footer()

    def on_mount(self) -> None:
        for one in self.query(DataTable):
            one.add_columns("name", "count", "rate", "state")
            one.add_rows(ROWS)


if __name__ == "__main__":
    {"one": One, "four": Four}[sys.argv[1]]().run(mouse=False)
