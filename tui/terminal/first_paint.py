"""The first picture, written before Textual is there: through the shadow of the terminal that the driver goes on with.

Textual's own first frame then finds every cell as it wants it, and sends none.
"""

from __future__ import annotations

import os
import signal

from tui.terminal.cursor_path import erases
from tui.terminal.guard import RESTORE
from tui.terminal.screen_diff import ScreenDiff

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import FrameType

    from widgets.picture import Line, Part

_ATTRIBUTES = {"bold": "1", "dim": "2", "italic": "3", "underline": "4", "blink": "5", "reverse": "7"}
_COLOURS = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")


def sgr(style: str) -> str:
    """The SGR parameters of a style in Rich's words, of those that the themes use: `bold bright_red on color(16)`."""
    parameters, back = [], False
    for word in style.split():
        if word == "on":
            back = True
        elif word in _ATTRIBUTES:
            parameters.append(_ATTRIBUTES[word])
        elif word.startswith("color("):
            parameters.append(f"{'48' if back else '38'};5;{word[6:-1]}")
        else:
            bright = word.startswith("bright_")
            first = (90 if bright else 30) + (10 if back else 0)
            parameters.append(str(first + _COLOURS.index(word.removeprefix("bright_"))))
    return ";".join(parameters)


class FirstPaint:
    """A picture on the terminal behind `output`, for as long as nobody else has charge of it.

    `shadow` is what it shows; `taken_over` and `finished` say that the driver has charge now, and that it has given the
    screen back. An error leaves the terminal as it was; of signals that end the program `TerminalGuard` takes care.
    """

    def __init__(self, output: int, size: tuple[int, int], environ: Mapping[str, str]) -> None:
        self.shadow = ScreenDiff(*size, erase=erases(environ))
        self.taken_over = self.finished = False
        self._output = output
        self._picture: list[list[Part]] = []

    def __enter__(self) -> FirstPaint:
        signal.signal(signal.SIGTSTP, self._stop)
        return self

    def __exit__(self, *_: object) -> None:
        self.undo()
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)

    def draw(self, lines: Sequence[Line], styles: Mapping[str, str]) -> None:
        """Lines that fill the screen; `styles` are those of their roles in Rich's words."""
        pens = {role: sgr(style) for role, style in styles.items()}
        self._picture = [[(text, pens[role]) for text, role in line] for line in lines]
        self._paint()

    def undo(self) -> None:
        """Give the terminal's first screen back, where the driver has not done so."""
        if self._picture and not self.finished:
            self._write(RESTORE)
            self._picture = []

    def _paint(self) -> None:
        self._write(self.shadow.enter() + self.shadow.paint(self._picture))

    def _stop(self, number: int, frame: FrameType | None) -> None:
        """Stop as any program does, with the first screen in sight; draw anew when it goes on."""
        picture = self._picture
        self.undo()
        os.kill(os.getpid(), signal.SIGSTOP)
        if picture and not self.taken_over:
            self.shadow.forget()
            self._picture = picture
            self._paint()

    def _write(self, text: str) -> None:
        data = text.encode("utf-8", "backslashreplace")
        try:
            while data:
                data = data[os.write(self._output, data) :]
        except OSError:
            pass  # a terminal that has gone is noticed where it is read
