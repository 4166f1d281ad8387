"""The pace of the keys: each is handed over when all that came of the one before is done, however fast they are sent.

Else a screen that is being opened would get the keys meant for the one behind it, and a flood of them would keep the
program from hearing anything else, that the line has dropped for one.
"""

from __future__ import annotations

import select
from typing import TYPE_CHECKING, Any

from textual import events

from tui.terminal.keyboard import Wake

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Callable

    from textual.app import App
    from textual.message import Message
    from textual.message_pump import MessagePump

LIMIT = 2.0
"""Seconds that one key may hold up the next: a screen that waits for something does not stop the keyboard for ever."""


class Pace:
    """Used by the thread that reads the keys.

    What a key causes runs through queues: the app's, that of whoever has the focus, and of all above it up to the app
    again. A callback is sent the same way behind the key. Where the next key would go to somebody else by then, because
    a screen was opened or left, it is sent that way too: a screen is built before it answers.
    """

    def __init__(self, app: App[Any], loop: AbstractEventLoop, stop: Wake) -> None:
        self._app, self._loop, self._stop = app, loop, stop
        self._done = Wake()
        self._done.set()

    def hand_over(self, message: Message, deliver: Callable[[Message], None]) -> None:
        """Deliver a message once the one before is answered; not at all where nothing more is wanted."""
        select.select([self._done, self._stop], [], [], LIMIT)
        if self._stop.is_set():
            return
        deliver(message)
        if isinstance(message, events.Key | events.Paste):
            self._done.clear()
            self._loop.call_soon_threadsafe(self._app.call_later, self._go, None)

    def _go(self, last: MessagePump | None) -> None:
        """Send the callback to whoever would get the next key, unless that is who has just been asked."""
        if not self._app.screen_stack:
            return  # the program is being left
        next = self._app.focused or self._app.screen
        if next is last:
            self._done.set()
        else:
            self._pass(list(next.ancestors_with_self), next)

    def _pass(self, way: list[MessagePump], last: MessagePump) -> None:
        while way:
            if way.pop(0).call_later(self._pass, way, last):
                return  # who is closed by now has nothing left to do
        self._go(last)
