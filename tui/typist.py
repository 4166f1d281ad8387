"""Keys one after the other: each goes to whatever is in front once the one before has done its work.

Fast typing over SSH arrives many keys at a time. Handed on as they come, they would all go to what had the focus before
the first of them: the name behind a `/` would be commands, and a `d` in it would delete.
"""

from __future__ import annotations

import asyncio
from collections import deque

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import App
    from textual.events import Event

PATIENCE = 10.0
"""Seconds that a key waits for the one before it, whatever that is about."""
CALM = 2
"""Times that nobody may have had a message waiting before all have settled: one may just be at work on its last."""


class Typist:
    """Hands events on, in order, through `forward`; after those of which `stays` is true nothing need be waited for."""

    def __init__(
        self, app: App[int], forward: Callable[[Event], Awaitable[None]], stays: Callable[[Event], bool]
    ) -> None:
        self._app = app
        self._forward = forward
        self._stays = stays
        self._waiting: deque[Event] = deque()
        self._task: asyncio.Task[None] | None = None

    def take(self, event: Event) -> None:
        self._waiting.append(event)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._hand_on())

    async def rest(self) -> None:
        """Returns when everything taken so far has been handed on."""
        if self._task is not None:
            await asyncio.wait({self._task})

    async def _hand_on(self) -> None:
        while self._waiting:
            event = self._waiting.popleft()
            stays = self._stays(event)
            try:
                await self._forward(event)
                if not stays:
                    await asyncio.wait_for(self._settled(), PATIENCE)
            except TimeoutError:
                continue
            except Exception as error:
                self._app._handle_exception(error)
                return

    async def _settled(self) -> None:
        """Returns when nobody has a message left to look at, those that came of others included."""
        calm = 0
        while calm < CALM:
            app = self._app
            pumps = [app, *(app.screen.walk_children(with_self=True) if app.screen_stack else ())]
            calm = calm + 1 if all(pump._message_queue.empty() for pump in pumps) else 0
            reached = [asyncio.Event() for _ in pumps]
            for pump, event in zip(pumps, reached, strict=True):
                if not pump.call_later(event.set):
                    event.set()  # it is going away and reads no more
            for event in reached:
                await event.wait()
