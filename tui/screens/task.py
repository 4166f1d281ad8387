"""The base of screens of a file: its name in a line, a page to look at, and long work in a thread, with a bar after a
second, given up with Esc.
"""

from __future__ import annotations

import asyncio
import os
from threading import Event

from tui.files.errors import FileError
from tui.screens.base import BaseScreen
from widgets.bar import Bar
from widgets.display import shown
from widgets.line_editor import LineEditor
from widgets.page import Page
from widgets.papers import import_preview
from widgets.words.lexicon import with_papers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any, TypeVar

    from textual.app import ComposeResult
    from textual.worker import Worker

    from widgets.words.lexicon import Words

    T = TypeVar("T")
    Progress = Callable[[int, int], None]

PATIENCE = 1.0
"""Seconds of work of which nothing is shown."""
BETWEEN = 0.25
"""Seconds from one drawing of the bar to the next: a slow line has other things to carry."""
BAR = 20


class TaskCancelled(Exception):
    """Raised inside the work when nobody waits for it any more."""


class TaskScreen(BaseScreen):
    """`paper_words` are the board's with those of imports and exports."""

    _stop: Event | None = None
    _worker: Worker[None] | None = None
    _known: tuple[Words, Words] | None = None

    def compose(self) -> ComposeResult:
        yield Bar(id="header")
        yield Page(self.words)
        yield LineEditor(self.words("work.file"))
        yield Bar(id="footer")

    @property
    def page(self) -> Page:
        return self.query_one(Page)

    @property
    def editor(self) -> LineEditor:
        return self.query_one(LineEditor)

    def move(self, command: str) -> None:
        self.page.move(command)

    @property
    def paper_words(self) -> Words:
        if self._known is None or self._known[0] is not self.words:
            self._known = (self.words, with_papers(self.words))
        return self._known[1]

    @property
    def working(self) -> bool:
        return self._worker is not None and not self._worker.is_finished

    def begin_work(self, work: Coroutine[Any, Any, None]) -> None:
        """Do this now, in the place of what was being done; keys are answered meanwhile."""
        self._worker = self.run_worker(work, exclusive=True)

    async def worked(self, key: str, job: Callable[[Progress], T]) -> T | None:
        """What a job gives, done in a thread; None where it was given up or a file is in trouble, which is said. `key`
        is the word for how far it is.
        """
        stop = self._stop = Event()
        far = [0, 0]

        def progress(done: int, total: int) -> None:
            if stop.is_set():
                raise TaskCancelled
            far[:] = done, total

        task = asyncio.ensure_future(asyncio.to_thread(job, progress))
        task.add_done_callback(lambda done: done.cancelled() or done.exception())
        try:
            await asyncio.wait({task}, timeout=PATIENCE)
            while not task.done():
                self._tell_far(key, *far)
                await asyncio.wait({task}, timeout=BETWEEN)
            self.tell_keys()
            return task.result()
        except TaskCancelled:
            self.say(self.paper_words("work.given_up"), "warn")
            return None
        except FileError as trouble:
            # One line has no room for a path and for what is wrong with it: its name is enough.
            facts = trouble.facts | {"path": os.path.basename(trouble.facts.get("path", ""))}
            self.say(import_preview.file_error(self.paper_words, trouble.code, facts), "bad")
            return None
        finally:
            stop.set()

    def _tell_far(self, key: str, done: int, total: int) -> None:
        words = self.paper_words
        full = BAR * min(done, total) // total if total else 0
        bar = words.glyph("full") * full + words.glyph("empty") * (BAR - full)
        self.say(shown(f"{bar} {words(key, done=done, total=total)}  {words('work.keys')}"), "info")

    def give_up(self) -> None:
        """Let the work end where it next says how far it is; nothing of it stays."""
        if self._stop is not None:
            self._stop.set()
