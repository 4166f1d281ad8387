"""The board itself on a pseudo-terminal, as `tests.pty_run` runs things there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.pty_run import Run

if TYPE_CHECKING:
    from pathlib import Path

READY = {"zh": "制度执行", "en": "execution"}
GOOD = (5, 3)
"""What a terminal answers that draws Chinese in two cells and lines in one."""


class Board(Run):
    PROGRAM = ("-m", "tui")


def board(folder: Path, *options: str, lang: str = "zh", columns=GOOD, **more) -> Run:
    """`zhibu --data folder`; the home folder is `home` beside it."""
    home = folder.parent / "home"
    home.mkdir(exist_ok=True)
    return Board("--data", str(folder), "--lang", lang, *options, columns=columns, HOME=str(home), **more)
