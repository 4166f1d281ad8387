"""What one open board has in its hands: the vault, the clock, and the one queue through which its edits are stored."""

from __future__ import annotations

import asyncio
from itertools import islice

from store.errors import StoreError
from store.rejected import Rejected
from tui.holder import named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from store.edits import Edit
    from store.engine import Stamp, Waiting
    from store.journal_entry import JournalEntry
    from store.packs.rule import Pack
    from store.snapshot import Snapshot
    from store.vault import Outcome, Vault, Who
    from tui.local_rules import LocalRules, RulesFault

HISTORY = 200
"""Commits that the board looks back on; `zhibu log --all` has them all."""


class Session:
    """Edits are stored in the order in which `store` was called, each in a thread so that the screen stays alive."""

    def __init__(
        self,
        vault: Vault,
        pack: Pack,
        who: Who,
        *,
        today: Callable[[], date],
        now: Callable[[], datetime],
        readonly: bool = False,
        stamp: Stamp | None = None,
        rules: Callable[[], LocalRules] | None = None,
    ) -> None:
        """`stamp` is what the file had before it was read for the first time; `rules` reads the branch's own anew."""
        self.vault = vault
        self.pack = pack
        self.who = who
        self.today = today
        self.now = now
        self.readonly = readonly
        self.waiting: Waiting | None = None
        """Told, in another thread, who holds the lock when that takes long."""
        self._turn = asyncio.Lock()
        self._stamp = stamp
        self._rules = rules

    async def reread_rules(self) -> Sequence[RulesFault]:
        """Judge by the branch's own rules as they now stand; the mistakes in them. Raises a `StoreError`."""
        if self._rules is None:
            return ()
        rules = await asyncio.to_thread(self._rules)
        self.pack = rules.pack
        return rules.complaints

    async def read(self) -> Snapshot:
        """The snapshot as the file stands now; raises a `StoreError`."""
        async with self._turn:
            self._stamp = self.vault.stamp()
            return await asyncio.to_thread(self.vault.read)

    async def moved(self) -> Snapshot | None:
        """A new snapshot where someone else has stored since the last one, else None; one `stat` where not."""
        if self._turn.locked() or self.vault.stamp() == self._stamp:
            return None
        return await self.read()

    async def store(self, edit: Edit) -> Outcome | Rejected | StoreError:
        """What came of an edit, after those asked for before it. A disk's refusal is a value here: the edit is kept."""
        return await self._in_turn(lambda: self.vault.commit(edit, self.who, self.now(), self.waiting))

    async def undo(self) -> Outcome | Rejected | StoreError:
        """My last change taken back, also one from before this board was opened."""
        return await self._in_turn(lambda: self.vault.undo(self.who, self.now(), self.waiting))

    async def redo(self) -> Outcome | Rejected | StoreError:
        return await self._in_turn(lambda: self.vault.redo(self.who, self.now(), self.waiting))

    async def _in_turn(self, write: Callable[[], Outcome | Rejected]) -> Outcome | Rejected | StoreError:
        async with self._turn:
            if self.readonly:
                return Rejected(code="readonly")
            try:
                outcome = await asyncio.to_thread(write)
            except StoreError as error:
                return named(error)
            if not isinstance(outcome, Rejected):
                self._stamp = outcome.stamp
            return outcome

    async def history(self, id: str | None = None) -> list[JournalEntry]:
        """The last commits, or the last that touched one record, newest first; raises a `StoreError`."""
        return await asyncio.to_thread(lambda: list(islice(self.vault.history(id), HISTORY)))

    async def settled(self) -> None:
        """Returns when every edit asked for so far has been stored or refused."""
        async with self._turn:
            return
