"""An app between the driver and the screens: keys in order, an end without a page of variables."""

from __future__ import annotations

import signal
from time import monotonic

from textual import events
from textual.app import App

from tui.terminal.key_queue import KeyQueue
from tui.terminal.leaving import Leaving

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.driver import Driver

    from tui.terminal.keyboard import InputClosed


class TerminalApp(App[int], inherit_bindings=False):
    """What is typed into, a widget with the focus or a screen, says so by an attribute: `KEEPS_TEXT` that text stays in
    it, which a key behind the text need not wait for, `TAKES_PASTE` that an Enter with more text behind it would be a
    pasted line and not a key.
    """

    ALLOW_SELECT = False  # what is marked with the mouse is the terminal's own

    def __init__(self, settled: Callable[[], Awaitable[None]], driver_class: type[Driver] | None) -> None:
        """`settled` as in `Leaving`."""
        super().__init__(driver_class=driver_class, ansi_color=True)
        self.key_queue = KeyQueue(self, super().on_event)
        self.leaving = Leaving(self, self.key_queue, settled)
        self.last_input = monotonic()
        """When somebody last did something, by the clock that is never set."""

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, (events.Key, events.Paste, events.MouseEvent)) and not event.is_forwarded:
            self.last_input = monotonic()
            self.key_queue.take(event)
        else:
            await super().on_event(event)

    def on_input_closed(self, event: InputClosed) -> None:
        self.leaving.leave(128 + signal.SIGHUP)

    def _handle_exception(self, error: Exception) -> None:
        """End, in the place of Textual's page, which shows what was in every variable: names among it."""
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()
