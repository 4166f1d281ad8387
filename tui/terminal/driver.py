"""Textual's driver with a lean output and a quiet input, and the switch back to stock."""

from __future__ import annotations

import os
import re
import threading
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from textual import events
from textual.drivers.linux_driver import LinuxDriver

from tui.terminal.cursor_path import erases
from tui.terminal.keyboard import DrawsWide, Keyboard, Wake, read_keys
from tui.terminal.probe import LARGEST, ProbeResult, output, size
from tui.terminal.screen_diff import MOVE, ScreenDiff
from tui.terminal.textual_private import is_ending
from tui.terminal.writer import TerminalWriter

if TYPE_CHECKING:
    from textual.app import App
    from textual.driver import Driver
    from textual.message import Message

    from tui.terminal.first_paint import FirstPaint

SECOND_SCREEN = "\x1b[?1049h"
HOME = "\x1b[H"
CLICKS = ("\x1b[?1000h", "\x1b[?1006h")
"""Reports of buttons and the wheel, in numbers: nothing is sent for a mouse that only moves."""
NO_CLICKS = ("\x1b[?1006l", "\x1b[?1000l")
BEHIND = 4_096
"""Characters that wait for the line, beyond which no further frame is drawn until they are gone."""
SYNC_START, SYNC_END = "\x1b[?2026h", "\x1b[?2026l"


ANSWER_PATIENCE = 0.5
"""Seconds that leaving waits for answers of the terminal, which would be typed into the shell behind us."""
ANSWERS_LATEST = 2.0
"""Seconds after which a question will not be answered any more."""


def driver_class(
    *,
    stock: bool,
    probed: ProbeResult | None = None,
    paint: FirstPaint | None = None,
    attributes: list[Any] | None = None,
) -> type[Driver]:
    """The `driver_class` of the app: Textual's own, or the one that writes only what changed. What was typed while the
    terminal was `probed` comes before all other keys; `paint` is what stands on the terminal already, whose
    `attributes` were these before that.
    """
    if stock:
        return LinuxDriver
    fitted = {"probed": probed or ProbeResult(), "paint": paint, "attributes": attributes}
    return type("FittedDriver", (LeanDriver,), fitted)


class LeanDriver(LinuxDriver):
    """Sends the difference of what Textual writes and what the terminal shows; reads without polling.

    What other programs write to the terminal it learns of only by `forget`. What has
    `TAKES_PASTE`, the app, its screen or what has the focus, is pasted into (see `Keyboard`). The app gets the messages
    `ForeignEncoding`, `DrawsWide` and `InputClosed`.
    """

    probed = ProbeResult()
    paint: FirstPaint | None = None
    attributes: list[Any] | None = None

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        self._writer: TerminalWriter | None = None
        self._output = output()
        super().__init__(app, debug=debug, mouse=False, size=size)  # stock's would report every move
        self.mouse = mouse
        self.exit_event: Wake = Wake()
        self._screen = ScreenDiff(80, 24, erase=erases(os.environ)) if self.paint is None else self.paint.shadow
        if self.probed.wide:
            self._screen.set_ambiguous_wide(True)
        self._first_paint: FirstPaint | None = None
        self._keyboard: Keyboard | None = None
        self._questions, self._asked_at = self.probed.missing, monotonic()  # those without an answer, and since
        self._resized: tuple[int, int] | None = None  # the terminal's size, when what it shows is to be forgotten
        self._writing = threading.RLock()  # stock's input thread writes too
        self._frame: list[str] | None = None  # the output between the brackets of a synchronized update
        self._skipped = False  # a frame was left out, for the line had too much to carry
        self._busy = False
        self._suspend = False  # Ctrl+Z came while busy
        self._continues = False  # a SIGCONT waits to be answered

    @property
    def _writer_thread(self) -> Any:
        return self._writer

    @_writer_thread.setter
    def _writer_thread(self, thread: Any) -> None:
        """Stock starts a thread of its own making here; ours takes its place."""
        self._writer = None if thread is None else TerminalWriter(self._output, "utf-8", self._caught_up)

    def start_application_mode(self) -> None:
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self.attributes is not None:  # what Textual found was ours already
            self.attrs_before, self.attributes = self.attributes, None

    def use_mouse(self, on: bool) -> None:
        """Take clicks and the wheel from now on, or leave the mouse to the terminal."""
        if on != self.mouse:
            self._disable_mouse_support()
            self.mouse = on
            self._enable_mouse_support()

    def _enable_mouse_support(self) -> None:
        for mode in CLICKS if self.mouse else ():
            self.write(mode)

    def _disable_mouse_support(self) -> None:
        for mode in NO_CLICKS if self.mouse else ():
            self.write(mode)

    def forget(self) -> None:
        """Another program wrote to the terminal: what is drawn from now on is sent whole."""
        self._resized = self._screen.width, self._screen.height

    def set_ambiguous_wide(self, wide: bool) -> None:
        """The terminal draws characters of ambiguous width in two cells: texts with them are sent as they come."""
        with self._writing:
            self._screen.set_ambiguous_wide(wide)

    def write(self, data: str) -> None:
        main = threading.current_thread() is threading.main_thread()
        with self._writing:
            self._busy = self._busy or main
            try:
                self._write(data)
            finally:
                self._busy = self._frame is not None
        if main and self._suspend and not self._busy:
            self._suspend = False
            super()._sigtstp_application()

    def _write(self, data: str) -> None:
        if data.endswith("$p"):
            self._questions, self._asked_at = self._questions + 1, monotonic()
        assert self._writer is not None, "Driver must be in application mode"
        if data == SECOND_SCREEN and self.paint is not None:
            self.paint.taken_over = True  # we are there already, and so is the picture
            self._first_paint, self.paint = self.paint, None
        elif data == SYNC_START:
            self._frame = []
        elif data == SYNC_END:
            output = "".join(self._frame or ())
            self._frame = None
            if output:
                self._writer.write(f"{SYNC_START}{output}{SYNC_END}")
        elif self._late(data):
            self._skipped = True
        else:
            if self._resized:
                size, self._resized = self._resized, None
                self._screen.resize(*size)
            output = self._screen.feed(data)
            if self._frame is not None:
                self._frame.append(output)
            elif output:
                self._writer.write(output)

    def _late(self, data: str) -> bool:
        """Whether a frame comes while the line still carries those before it. It is not drawn: what the terminal will
        show by then is, and nobody waits for what is old.
        """
        assert self._writer is not None
        return self._writer.behind > BEHIND and (re.match(MOVE, data) is not None or data.startswith(HOME))

    def _caught_up(self) -> None:
        """The line is free again: frames that were left out meanwhile are made good by a whole one."""
        if self._skipped:
            self._loop.call_soon_threadsafe(self._draw_anew)

    def _draw_anew(self) -> None:
        self._skipped = False
        self._app.refresh(repaint=True, layout=True)

    def _get_terminal_size(self) -> tuple[int, int]:
        """Asked at the start and whenever the size may have changed, which leaves the cells in an unknown state."""
        now = size(self._output)
        if self.paint is None or now != (self._screen.width, self._screen.height):
            self._resized = now
        return now

    def process_message(self, message: Message) -> None:
        if isinstance(message, events.Resize):  # told by the terminal itself, in its input
            if not (0 < message.size.width <= LARGEST[0] and 0 < message.size.height <= LARGEST[1]):
                return
            self._resized = message.size.width, message.size.height
        elif isinstance(message, events.MouseMove):
            return  # some terminals tell of it all the same
        elif isinstance(message, DrawsWide):
            self.set_ambiguous_wide(True)
        super().process_message(message)

    def send_message(self, message: Message) -> None:
        self._loop.call_soon_threadsafe(self._app.post_message, message)

    def run_input_thread(self) -> None:
        probed, type(self).probed = self.probed, ProbeResult()
        late = probed.answers.decode("ascii")
        keyboard = Keyboard(self._takes_paste, late=late, missing=probed.missing, debug=self._debug)
        self._keyboard, typed = keyboard, probed.typed
        for message in keyboard.feed(typed):
            self.process_message(message)
        read_keys(self.fileno, self.exit_event, keyboard, self.process_message)

    def _takes_paste(self) -> bool:
        try:
            takers = (self._app, self._app.focused, self._app.screen)
            return any(getattr(one, "TAKES_PASTE", False) for one in takers)
        except Exception:  # asked from another thread, the app may be between two screens
            return False

    def stop_application_mode(self) -> None:
        """What is still to be drawn is let go: the terminal is given back at once, however slow the line."""
        if self._writer is not None:
            self._writer.abandon()
        super().stop_application_mode()
        if self._first_paint is not None:
            self._first_paint.finished = True

    def disable_input(self) -> None:
        """What the terminal was asked is waited for, and read: it would be typed into the shell behind us."""
        until = min(monotonic() + ANSWER_PATIENCE, self._asked_at + ANSWERS_LATEST)
        while self._keyboard is not None and self._keyboard.answers < self._questions and monotonic() < until:
            if self._key_thread is None or not self._key_thread.is_alive() or self._keyboard.closed:
                break
            sleep(0.005)
        self._keyboard, self._questions = None, 0
        super().disable_input()

    def _sigtstp_application(self, *_: Any) -> None:
        if self._busy:
            self._suspend = True  # a frame is half written: stop after it
        else:
            super()._sigtstp_application()

    def _sigcont_application(self, *_: Any) -> None:
        """Answered in its turn, and once where it comes twice: one answered in the middle of another would leave two
        threads that read.
        """
        if self._auto_restart and not self._continues:
            self._continues = True
            self._loop.call_soon_threadsafe(self._continue)

    def _continue(self) -> None:
        """Also sent to programs that were stopped without being asked: begin anew, or two threads would read.

        Stock leaves the screen blank until something changes.
        """
        self._continues = False
        if not self._auto_restart or is_ending(self._app):
            return
        if self._key_thread is not None and self._key_thread.is_alive():
            self.suspend_application_mode()
        super()._sigcont_application()
        self._app.refresh(layout=True)
