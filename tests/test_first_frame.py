"""What is loaded before the board's first frame: everything else is imported when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.committee.hall import twelve
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
MOST_IN_COMMITTEE_S = 175
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
    *("widgets.quick_line.read_line", "widgets.quick_line.record_lines", "widgets.history", "store.pinyin_data"),
    *("store.edits", "store.undo", "store.pinyin", "tui.cli.parser", "argparse", "gettext", "hashlib"),
    *("store.transaction", "store.journal", "store.redo", "store.disk.transaction", "store.disk.backups"),
    *("store.disk.journal_file", "store.exchange.imports.plan"),
    *("arrow", "tinydb", "openpyxl", "tomllib"),
    *("textual.widgets._footer", "textual.widgets._header", "textual.widgets._data_table"),
)


def loaded(program: str, folder: Path, data: Path | None = None, seen: str = "近期会议") -> list[str]:
    """What a program notes to be loaded by the time that the board is seen: of the sample, or of other records."""
    noted = folder / "loaded"
    home = data or branch_folder(folder / "branch")

    class Board(Run):
        PROGRAM = ("-c", program)

    own = {"HOME": str(folder), "XDG_CONFIG_HOME": "", "LOADED": str(noted), "BRANCH": str(home)}
    with Board(width=120, height=40, **own) as board:
        board.wait_for(seen)
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


def test_that_of_a_committee_loads_no_more_than_it_shows(tmp_path: Path) -> None:
    """Its list of units is TOML, which brings typing; whether a box is as it was written is told by a digest."""
    found = loaded(PICTURE, tmp_path, twelve(tmp_path), "来往")
    needed = {"tomllib", "hashlib", "typing", "contextlib"}
    assert "store.committee.board" in found
    assert not those_of(found, tuple({*LATER, *LATER_THAN_PICTURE} - needed))
    assert "store.packs.overlay_lines" not in found
    assert ours(found) <= MOST_IN_COMMITTEE_S
