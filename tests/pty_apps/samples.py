"""Small Textual applications to run in a terminal: python samples.py NAME [stock]; they say what they got in a log."""

from __future__ import annotations

import os
import sys
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import DataTable, Footer, Header, Input, Static

from tui.terminal.driver import LeanDriver, driver_class
from tui.terminal.keyboard import ForeignEncoding, InputClosed  # noqa: TC001 (Textual reads the annotations)

NAMES = ["欧阳建国", "李明", "阿卜杜拉·买买提", "Zoë 王", "𠮷田", "e\u0301mile", "张✅三", "赵六"]


class Tee(LeanDriver):
    """Also keeps what stock would have sent, in the file named by RAW."""

    def write(self, data: str) -> None:
        with open(os.environ["RAW"], "a", encoding="utf-8", newline="") as file:
            file.write(data)
        super().write(data)


class Log(App[None]):
    """Notes keys, pastes and messages in the file named by LOG."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = [Binding("q", "quit", "Quit"), Binding("ctrl+z", "suspend_process", "Stop")]
    TAKES_PASTE = "TAKES_PASTE" in os.environ

    def key_exclamation_mark(self) -> None:
        raise RuntimeError("crash")

    def note(self, text: str) -> None:
        if "LOG" in os.environ:
            with open(os.environ["LOG"], "a", encoding="utf-8") as file:
                file.write(f"{text}\n")

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and not event.is_forwarded:
            self.note(f"key {event.key} {event.character!r}")
        elif isinstance(event, events.Paste) and not event.is_forwarded:
            self.note(f"paste {event.text!r}")
        await super().on_event(event)

    def on_foreign_encoding(self, _: ForeignEncoding) -> None:
        self.note("foreign")

    def on_input_closed(self, _: InputClosed) -> None:
        self.note("closed")
        self.exit()


class Table(Log):
    def compose(self) -> ComposeResult:
        yield Header()
        yield DataTable(cursor_type="row")
        yield Footer()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns("姓名", "Status", "备注")
        for number in range(60):
            table.add_row(NAMES[number % 8], f"{number}…", "已缴" if number % 3 else "—")


class Field(Log):
    BINDINGS: ClassVar = [Binding("f10", "quit", "Quit", priority=True)]

    def compose(self) -> ComposeResult:
        yield Static("姓名 ─ name")
        for placeholder in ("三会一课", ""):
            field = Input(placeholder=placeholder)
            field.cursor_blink = False
            yield field
        yield Footer()


class Question(ModalScreen[None]):
    CSS = "Question { align: center middle; } Static { width: 31; height: 5; border: round red; }"
    BINDINGS: ClassVar = [Binding("escape", "dismiss", "Back")]

    def compose(self) -> ComposeResult:
        yield Static("确定删除吗？此处覆盖半个字 ok")


class Modal(Log):
    BINDINGS: ClassVar = [Binding("m", "ask", "Ask"), Binding("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        yield Static("党支部会议记录，" * 200)
        yield Footer()

    def action_ask(self) -> None:
        self.push_screen(Question())


class Lines(ScrollView, can_focus=True):
    """A list drawn a line at a time."""

    BINDINGS: ClassVar = [Binding("j", "move(1)"), Binding("k", "move(-1)"), Binding("pagedown", "move(10)")]

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count, self.line = count, 0
        self.virtual_size = Size(40, count)

    def action_move(self, by: int) -> None:
        old, self.line = self.line, max(0, min(self.count - 1, self.line + by))
        self.scroll_to(y=max(0, self.line - self.size.height + 2), animate=False)
        self.refresh_line(old - self.scroll_offset.y)
        self.refresh_line(self.line - self.scroll_offset.y)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        number = y + self.scroll_offset.y
        if number >= self.count:
            return Strip.blank(self.size.width)
        style = Style(reverse=True) if number == self.line else Style(color="green" if number % 5 == 0 else None)
        text = f"{number:4} {NAMES[number % 8]} 应到 {number % 30} 实到 {number % 27}"
        return Strip([Segment(text, style)]).adjust_cell_length(self.size.width, style)


class List(Log):
    def compose(self) -> ComposeResult:
        yield Lines(3000)
        yield Footer()


class Four(Log):
    """Four panels, as the board has."""

    CSS = """
    Screen { layout: grid; grid-size: 2 2; }
    Lines { border: round $primary; }
    Lines:focus { border: round red; }
    """

    def compose(self) -> ComposeResult:
        for number in range(4):
            panel = Lines(50)
            panel.border_title = f"近期会议 {number}"
            yield panel


APPS = {"table": Table, "field": Field, "modal": Modal, "list": List, "four": Four}

if __name__ == "__main__":
    driver = Tee if "RAW" in os.environ else driver_class(stock="stock" in sys.argv)
    app = APPS[sys.argv[1]](driver_class=driver, ansi_color="ansi" in sys.argv)
    app.run(mouse="mouse" in sys.argv)
    sys.exit(app.return_code)
