"""What is loaded before the board's first frame: everything else is imported when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.desk import branch_folder
from tests.pty_run import Run

if TYPE_CHECKING:
    from pathlib import Path

NOTING = """
import os, sys
from textual.app import App

drawn = App._display

def display(self, *what):
    drawn(self, *what)
    if self._running and not os.path.exists(os.environ["LOADED"]):
        with open(os.environ["LOADED"], "w") as file:
            file.write(chr(10).join(sys.modules))

App._display = display
from tui.__main__ import main
sys.exit(main(["--data", os.environ["BRANCH"], "--lang", "zh"]))
"""
# The same at the first picture, which is drawn before Textual is there.
PICTURE = """
import os, sys
from tui.terminal.first_paint import FirstPaint

drawn = FirstPaint.draw

def draw(self, *what):
    drawn(self, *what)
    with open(os.environ["LOADED"], "w") as file:
        file.write(chr(10).join(sys.modules))

FirstPaint.draw = draw
from tui.__main__ import main
sys.exit(main(["--data", os.environ["BRANCH"], "--lang", "zh"]))
"""
# Modules of our own, counted as this test does with Python 3.11 and Textual 8.2. Each costs half a million instructions
# at least; nine are of the registers that the sample keeps, four of what a new branch begins with.
MOST = 164
MOST_IN_PICTURE = 135
LATER_THAN_PICTURE = (
    "textual",
    "rich",
    "asyncio",
    "typing",
    "contextlib",
    "dataclasses",
    "inspect",
    "importlib.metadata",
)
LATER = (
    *("tui.screens.page", "tui.screens.roll", "tui.screens.form", "tui.screens.choice", "tui.screens.export"),
    "tui.screens.entry",
    *("tui.files", "widgets.pages", "widgets.forms", "widgets.papers", "widgets.when", "widgets.quick_entry"),
    *("widgets.quick_line.read_line", "widgets.quick_line.line", "widgets.history", "store.pinyin_data"),
    *("store.edits", "store.undo", "store.pinyin", "tui.cli.parser", "argparse", "gettext", "hashlib"),
    *("store.transaction", "store.journal", "store.redo", "store.disk.transaction", "store.disk.backups"),
    *("store.disk.journal_file", "store.exchange.imports.plan"),
    *("arrow", "tinydb", "openpyxl", "tomllib"),
    *("textual.widgets._footer", "textual.widgets._header", "textual.widgets._data_table"),
)


def loaded(program: str, folder: Path) -> list[str]:
    """What a program notes to be loaded by the time that the board is seen."""
    noted = folder / "loaded"

    class Board(Run):
        PROGRAM = ("-c", program)

    with Board(width=120, height=40, LOADED=str(noted), BRANCH=str(branch_folder(folder / "branch"))) as board:
        board.wait_for("近期会议")
        board.type(b"q")
        assert board.wait() == 0
    return noted.read_text().splitlines()


def those_of(loaded: list[str], names: tuple[str, ...]) -> list[str]:
    return [name for name in loaded if any(name == one or name.startswith(f"{one}.") for one in names)]


def ours(loaded: list[str]) -> int:
    return len([name for name in loaded if name.partition(".")[0] in ("store", "widgets", "tui")])


def test_the_first_frame_loads_no_more_than_it_shows(tmp_path: Path) -> None:
    found = loaded(NOTING, tmp_path)
    assert "widgets.panel" in found
    assert not those_of(found, LATER)
    assert ours(found) <= MOST


def test_the_first_picture_loads_no_more_than_it_shows(tmp_path: Path) -> None:
    found = loaded(PICTURE, tmp_path)
    assert "widgets.picture" in found
    assert not those_of(found, (*LATER, *LATER_THAN_PICTURE))
    assert ours(found) <= MOST_IN_PICTURE
