"""Reading the boxes of a committee's units beside an open board: a part at a time, what is in sight first."""

from __future__ import annotations

import asyncio
import gc
from time import monotonic

from store.errors import StoreError
from tui.unit_boxes import UnitBoxes
from widgets.sections.view import View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from store.box.messages import Down
    from store.packs.rule import Pack
    from store.snapshot import Snapshot
    from tui.unit_sending import Trouble

    Shown = tuple[Snapshot, date, Pack, Down | None]
    """What a view is made of, but for the units' counts."""

LAST = 2.0
"""Seconds in which what was stored is still brought down to units while the board is left."""
ROUND = 0.5
"""Seconds that boxes are read for before the board shows what is known by then."""


class UnitReading:
    """Figures over many units take a while: they are worked out where the boxes are read, before the board is told."""

    def __init__(self, units: UnitBoxes) -> None:
        self.units = units
        self.seen: Callable[[], None] = lambda: None
        """Told that there is more to show."""
        self.silent: Callable[[StoreError], None] = lambda error: None
        """Told why a server does not say whether anything is new: what it said last stays."""
        self._shown: Shown | None = None
        self._last: View | None = None
        self._ready: View | None = None
        self._task: asyncio.Task[None] | None = None
        self._opening = False
        self._is_left = False
        units.on_request = self.go_on

    def view(self, *shown: *Shown) -> View:
        """A snapshot, a day, a pack and what came down, with what was read of the units by now."""
        ready, self._ready = self._ready, None
        if ready is None or shown != self._shown or ready.ups is not self.units.ups:
            ready = self._view_of(shown)
        self._shown, self._last = shown, ready
        return ready

    def _view_of(self, shown: Shown) -> View:
        snapshot, today, pack, down = shown
        return View(snapshot, today, pack, self.units.ups, down, self.units.whole, self.units.brief)

    def in_full(self, view: View) -> View:
        """The same for whoever waits until everything that a unit says is read."""
        units = UnitBoxes(self.units.committee, self.units.open_box)
        return View(view.snapshot, view.today, view.pack, units.read(), view.down, units.whole)

    def go_on(self) -> None:
        """Read what has not been read yet, and more of what is in sight, unless that is under way."""
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._read_on())

    async def _read_on(self) -> None:
        """Nothing is collected while all are read: what is read stays, and looking at all of it stops every key."""
        unread = self.units.is_unread
        if unread:
            gc.disable()
        try:
            while (self.units.is_wanted or self.units.is_unread) and not self._is_left:
                await asyncio.to_thread(self._read_part)
                self.seen()
        finally:
            if unread:
                gc.freeze()
                gc.enable()

    def _read_part(self) -> None:
        if not self.units.see():
            self.units.read(ROUND)
        self._prepare()

    def _prepare(self) -> None:
        if self._shown is None or self._last is None:
            return
        ready = self._last.refreshed() if self._last.ups is self.units.ups else self._view_of(self._shown)
        ready.committee_figures  # noqa: B018  # they stay in the view
        self._ready = ready

    async def write(self, latest: Callable[[], Snapshot], today: date, *, opening: bool = False) -> Sequence[Trouble]:
        """Bring down what is new for each unit, once all are read; those whose box could not be written. When
        `opening`, nothing has been stored since somebody else was to do that.
        """
        while self._task is not None and not self._task.done():
            await asyncio.wait([self._task])
        self._opening = opening
        self.units.sending.until = self._until() if self._is_left else None
        try:
            return await asyncio.to_thread(self.units.write, latest, today)
        except StoreError:
            return ()  # the store itself can't be read, which the poll tells

    def end(self) -> None:
        """The board is left. What is being written has a moment more where it was stored on this board; what was left
        to do when that was opened is left to the next one.
        """
        self._is_left = True
        self.units.sending.until = self._until()

    def _until(self) -> float:
        return monotonic() + (0 if self._opening else LAST)

    async def news(self) -> bool:
        """Whether any box said something new, which the next view has."""
        if self._task is not None and not self._task.done():
            return False
        before = self.units.silent
        moved = self.units.moved() if self.units.few else await asyncio.to_thread(self.units.moved)
        if self.units.silent is not None and before is None:
            self.silent(self.units.silent)
        if moved:
            await asyncio.to_thread(self._read_again)
        return moved

    def _read_again(self) -> None:
        self.units.read(ROUND)
        self._prepare()
