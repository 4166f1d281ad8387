"""Keys one after the other: each goes to whatever is in front once the one before has done its work.

Fast typing over SSH arrives many keys at a time. Handed on as they come, they would all go to what had the focus before
the first of them: the name behind a `/` would be commands, and a `d` in it would delete.
"""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress

from textual.events import Key, Paste

from tui.terminal.textual_private import fail, is_ending, task_of
from widgets.typed_text import character_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import App
    from textual.events import Event
    from textual.message_pump import MessagePump

PATIENCE = 10.0
"""Seconds that a key waits for the one before it, whatever that is about."""
AHEAD = 16
"""Keys of a text that are handed on together: its field reads once what came at a time, but a flood of them must not
keep the program from hearing anything else, that the line has dropped for one.
"""

LULL = 0.03
"""Seconds for which nobody asks whether the last key is answered, unless another comes: asking is work too, and would
be done before what the key shows.
"""


class KeyQueue:
    """Hands events on, in order, through `forward`; after a text that stays in its field little need be waited for."""

    def __init__(self, app: App[int], forward: Callable[[Event], Awaitable[None]]) -> None:
        self._app = app
        self._forward = forward
        self._waiting: deque[Event] = deque()
        self._task: asyncio.Task[None] | None = None
        self._hurry = asyncio.Event()

    def take(self, event: Event) -> None:
        self._waiting.append(event)
        self._hurry.set()
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._hand_on())

    async def rest(self) -> None:
        """Returns when everything taken so far has been handed on."""
        while self._task is not None and not self._task.done():
            self._hurry.set()
            await asyncio.wait({self._task}, timeout=LULL / 10)

    async def done(self) -> None:
        """Returns when everything taken so far has been answered."""
        await self.rest()
        await self._answered()

    async def _hand_on(self) -> None:
        ahead = 0
        while self._waiting and not is_ending(self._app):
            event = self._waiting.popleft()
            if not self._waiting:
                self._hurry.clear()
            stays = self._stays(event)
            try:
                if ahead and not stays:
                    await self._patiently()  # a command finds the text that was typed before it
                ahead = (ahead + 1) % AHEAD if stays else 0
                await self._forward(event)
                if not ahead:
                    with suppress(TimeoutError):
                        await asyncio.wait_for(self._hurry.wait(), LULL)
                    await self._patiently()
            except Exception as error:
                fail(self._app, error)
                return

    def _stays(self, event: Event) -> bool:
        """Whether an event is text for a field that has the focus, which keeps it."""
        text = isinstance(event, Paste) or (isinstance(event, Key) and character_of(event.character))
        app = self._app
        return bool(text) and any(getattr(one, "KEEPS_TEXT", False) for one in (app.focused, app.screen))

    async def _patiently(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._answered(), PATIENCE)

    async def _answered(self) -> None:
        """Returns when the last event has done its work. What it causes runs through the queue of whoever had it, and
        of all above up to the app's. Where the next one would go to somebody else by then, for a screen or a line was
        opened or left, that one has its say first: it is built before it answers.
        """
        app, last = self._app, None
        while app.screen_stack and (next := app.focused or app.screen) is not last:
            for pump in next.ancestors_with_self:
                await _reached(pump)
            last = next


async def _reached(pump: MessagePump) -> None:
    """Returns when somebody has looked at all messages that wait there now, or reads no more."""
    reached: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    if pump.call_later(_set, reached):
        task = task_of(pump)
        until = {reached} if task is None else {reached, task}
        await asyncio.wait(until, return_when=asyncio.FIRST_COMPLETED)


def _set(reached: asyncio.Future[None]) -> None:
    """Written in Python: Textual counts a callback's parameters, for which one in C is read as text each time."""
    reached.set_result(None)
