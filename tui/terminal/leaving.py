"""How the program ends, asked or not: the line has dropped, the server goes down, somebody sent a signal."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress

from tui.terminal.guard import ENDING
from tui.terminal.textual_private import restore

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import App

    from tui.terminal.key_queue import KeyQueue

PATIENCE = 2.0
"""Seconds that the screens have to go in, once the line has dropped and everything is stored."""


class Leaving:
    """`settled` returns when every edit asked for so far has been stored or refused."""

    def __init__(self, app: App[int], keys: KeyQueue, settled: Callable[[], Awaitable[None]]) -> None:
        self._app = app
        self._keys = keys
        self._settled = settled
        self._task: asyncio.Task[None] | None = None

    def listen(self) -> None:
        """Take the signals that end a program, from the guard of the start."""
        for number in ENDING:
            asyncio.get_running_loop().add_signal_handler(number, self.leave, 128 + number)

    async def settle_and_exit(self) -> None:
        """As its user asks: when everything is stored."""
        await self._settled()
        self._app.exit(0, return_code=0)

    def leave(self, code: int) -> None:
        """Without being asked."""
        self._task = asyncio.create_task(self._leave(code))

    async def _leave(self, code: int) -> None:
        """Leave when what was typed is in its field and all is stored; where a screen that waits for itself would hold
        us up, leave all the same.
        """
        with suppress(TimeoutError):
            await asyncio.wait_for(self._keys.done(), PATIENCE)
        await self._settled()
        self._app.exit(code, return_code=code)
        await asyncio.sleep(PATIENCE)
        restore(self._app)
        os._exit(code)
