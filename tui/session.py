"""What one open board has in its hands: the vault, the clock, and the one queue through which its edits are stored."""

from __future__ import annotations

import asyncio

from store.errors import GoneBack, StoreError
from store.records import COMMITTEE
from store.rejected import Rejected
from tui.drafts import Drafts
from tui.lock_holder import with_user_name
from tui.unsent import Unsent
from widgets.sections.view import View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from store.edits import Edit
    from store.engine import PastChanges, Waiting
    from store.generation import Stamp
    from store.packs.rule import Pack
    from store.snapshot import Snapshot
    from store.vault import Outcome, Vault, Who
    from tui.acknowledged import Acknowledged, AcknowledgedChange
    from tui.branch_box import BoxTrouble, BranchBox
    from tui.doubts import ChangeRequest, Doubt, Doubts
    from tui.local_rules import LocalRules, RulesFault
    from tui.unit_boxes import UnitBoxes
    from tui.unit_reading import UnitReading
    from tui.unit_sending import Trouble

HISTORY = 200
"""Commits that the board looks back on; `zhibu log --all` has them all."""
SLOW = 1.0


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
        units: UnitBoxes | None = None,
        box: BranchBox | None = None,
        box_of: Callable[[Pack], BranchBox | None] | None = None,
    ) -> None:
        """`stamp` is what the file had before it was read for the first time; `rules` reads the branch's own anew, and
        `box_of` gives the `box` that they name; `units` are the boxes of a committee's.
        """
        self.vault = vault
        self.pack = pack
        self.who = who
        self.today = today
        self.now = now
        self.readonly = readonly
        self.waiting: Waiting | None = None
        """Told, in another thread, who holds the lock when that takes long."""
        self.slow: Callable[[], None] = lambda: None
        """Told when something to be stored has taken `SLOW` seconds."""
        self.unsent: Callable[[Sequence[Trouble]], None] = lambda troubles: None
        """Told which boxes could not be written, each time that this has changed."""
        self.drafts = Drafts()
        self.doubts: Doubts | None = None
        """Made where there are any, or may be."""
        self.cleared: Callable[[Doubt, int | None], None] = lambda doubt, revision: None
        """Told what came of a change that was sent and not answered: its revision, None where it is not stored."""
        self.acknowledged: Acknowledged | None = None
        """Of a server, once anything was stored there."""
        self.lost: list[AcknowledgedChange] = []
        """What of our own a server has lost after it had acknowledged it, to be asked for again."""
        self._turn = asyncio.Lock()
        self._gone_back = False
        self._stamp = stamp
        self._rules = rules
        self.reading: UnitReading | None = None
        if units is not None:
            from tui.unit_reading import UnitReading

            self.reading = UnitReading(units)
        self.box = box
        self._box_of = box_of
        self.box_trouble: Callable[[BoxTrouble, str], None] = lambda trouble, half: None
        """Told why what is stored could not go up (`half` "up"), or what came down can't be read ("down")."""
        self._sending: asyncio.Task[None] | None = None
        self._unsent = Unsent()

    def view(self, snapshot: Snapshot) -> View:
        """A snapshot as it is to be shown today, with what was read last of the units' boxes and of its own."""
        today, down = self.today(), self.box.down if self.box is not None else None
        if self.reading is not None:
            return self.reading.view(snapshot, today, self.pack, down)
        return View(snapshot, today, self.pack, down=down)

    async def reread_rules(self) -> Sequence[RulesFault]:
        """Judge by the branch's own rules as they now stand; the mistakes in them. Raises a `StoreError`."""
        if self._rules is None:
            return ()
        rules = await asyncio.to_thread(self._rules)
        self.pack = rules.pack
        if self.reading is not None:
            from store.committee.units import Committee

            self.reading.units.committee = rules.pack.settings.get(COMMITTEE) or Committee()
        if self._box_of is not None:
            self.box = self._box_of(rules.pack)
        await self.news()
        self.send()
        return rules.complaints

    async def read(self) -> Snapshot:
        """The snapshot as the file stands now; raises a `StoreError`."""
        async with self._turn:
            return await asyncio.to_thread(self._read)

    def _read(self) -> Snapshot:
        self._stamp = self.vault.stamp()
        try:
            return self.vault.read()
        except GoneBack:
            self._gone_back = True
            raise

    async def read_anew(self) -> Snapshot:
        """As `read`, for whoever asks with a key: also what a store has gone back to, once that has been told. What of
        our own is `lost` with it is known then.
        """
        if not self._gone_back:
            return await self.read()
        self.vault.forget()
        self._gone_back = False
        snapshot = await self.read()
        mine = self.acknowledged
        if mine is not None:
            self.lost += await asyncio.to_thread(lambda: mine.lost(self.vault.history()))
        return snapshot

    async def moved(self) -> Snapshot | None:
        """A new snapshot where someone else has stored since the last one, else None; one `stat` where not, or, where
        that may take long, one question asked beside the screen.
        """
        if self._turn.locked():
            return None
        near = self.vault.engine.near
        stamp = self.vault.stamp() if near else await asyncio.to_thread(self.vault.stamp)
        return None if stamp == self._stamp else await self.read()

    async def store(self, edit: Edit, of: str = "", after: str = "") -> Outcome | Rejected | StoreError:
        """What came of an edit, after those asked for before it. A disk's refusal is a value here: the edit is kept.

        `of` is the name of the draft that it is made of, `after` what of that is left to do.
        """
        return await self._in_turn(
            lambda: self.vault.commit(edit, self.who, self.now(), self.waiting), edit.why, of, after, edit
        )

    async def undo(self) -> Outcome | Rejected | StoreError:
        """My last change taken back, also one from before this board was opened."""
        return await self._in_turn(lambda: self.vault.undo(self.who, self.now(), self.waiting), "undo", "undo")

    async def redo(self) -> Outcome | Rejected | StoreError:
        return await self._in_turn(lambda: self.vault.redo(self.who, self.now(), self.waiting), "redo", "redo")

    async def _in_turn(
        self, write: Callable[[], Outcome | Rejected], why: str, of: str, after: str = "", edit: Edit | None = None
    ) -> Outcome | Rejected | StoreError:
        from tui.doubts import ChangeRequest, Doubts, tell_after

        request = ChangeRequest(why=why, of=of, after=after, edit=edit)
        doubts = self.doubts = self.doubts or Doubts(self.drafts)
        async with self._turn:
            if self.readonly:
                return Rejected(code="readonly")
            try:
                with tell_after(SLOW, self.slow):
                    before = await self._sent_before(request, doubts)
                    outcome = await asyncio.to_thread(write) if before is None else before
            except StoreError as error:
                self._gone_back = self._gone_back or isinstance(error, GoneBack)
                doubts.keep(request, error)
                return with_user_name(error)
            if not isinstance(outcome, Rejected):
                self._stamp = outcome.stamp
                if not self.vault.engine.near:
                    from tui.acknowledged import remember

                    self.acknowledged = remember(self.acknowledged, outcome.file, request)
                self.send()
            return outcome

    async def _sent_before(self, request: ChangeRequest, doubts: Doubts) -> Outcome | Rejected | None:
        """What came of this very change, where it has been sent before without an answer. Another that was is told
        first, and this one left to be asked for again by whoever has read that.
        """
        from tui.doubts import outcome_of

        refused, known = None, None
        for doubt, revision in await doubts.resolve(self.vault):
            if not doubts.is_again(doubt, request):
                await _clear(self, doubt, revision)
                refused = Rejected(code="sent_before" if revision is None else "stored_before")
            elif revision is not None:
                known = await asyncio.to_thread(outcome_of, self.vault, revision)
        return known or refused

    async def find_out(self) -> bool:
        """Ask what came of whatever was not answered; whether something was told. What can't be had yet is asked for
        the next time, and keeps nobody from seeing what is there.
        """
        if (self.doubts is None and not self.drafts.doubts) or self._turn.locked():
            return False
        from tui.doubts import Doubts

        doubts = self.doubts = self.doubts or Doubts(self.drafts)
        async with self._turn:
            try:
                cleared = await doubts.resolve(self.vault)
            except StoreError:
                return False
            for doubt, revision in cleared:
                await _clear(self, doubt, revision)
        return bool(cleared)

    async def news(self) -> bool:
        """Whether any unit's box, or the own one, said something new, which the next view has; a look at the clock too,
        where something could not be written.
        """
        if self._unsent.is_due():
            self.send(opening=True)
        came_down = False
        if self.box is not None:
            came_down = self.box.look() if self.box.near else await asyncio.to_thread(self.box.look)
        if came_down and self.box is not None and self.box.trouble is not None:
            self.box_trouble(self.box.trouble, "down")
        if self.reading is None or not await self.reading.news():
            return came_down
        if self.box is not None:
            self.send()  # the sums are others
        return True

    def send(self, *, opening: bool = False) -> None:
        """Bring down to each unit what is new for it, and up what there is to say of this one, once what was asked for
        before is done. Nobody waits for it: what is stored is stored. When `opening`, what goes up is written only
        where it is of another day, or of an earlier revision.
        """
        if (self.reading is not None or self.box is not None) and not self.readonly:
            self._sending = asyncio.get_running_loop().create_task(self._send(self._sending, opening))

    async def _send(self, before: asyncio.Task[None] | None, opening: bool) -> None:
        if before is not None:
            await asyncio.wait([before])  # whatever came of it
        if self._sending is not asyncio.current_task():
            return  # of several changes in a row, what the last one made is sent
        if self.reading is not None:
            troubles = await self.reading.write(self.vault.read_sound, self.today(), opening=opening)
            if self._unsent.down(troubles):
                self.unsent(troubles)
        async with self._turn:
            trouble = await asyncio.to_thread(self._go_up, opening)
        if self._unsent.up(trouble, retry=opening) and trouble is not None:
            self.box_trouble(trouble, "up")

    def _go_up(self, opening: bool) -> BoxTrouble | None:
        if self.box is None or (opening and self.box.is_current(self.vault, self.today())):
            return None
        return self.box.publish(self.vault, lambda _: self.today(), self.pack)

    async def past(self, id: str | None = None) -> PastChanges:
        """The last commits, or the last that touched one record; raises a `StoreError`."""
        return await asyncio.to_thread(self.vault.past, id, HISTORY)

    async def settled(self) -> None:
        """Returns when every edit asked for so far has been stored or refused, and told to whom it concerns."""
        async with self._turn:
            pass
        while self._sending is not None and not self._sending.done():
            await asyncio.wait([self._sending])


async def _clear(session: Session, doubt: Doubt, revision: int | None) -> None:
    """Tell what came of a change that was not answered. One that is stored is as good as acknowledged."""
    if revision is not None:
        from tui.acknowledged import remember_revision

        before = session.acknowledged, session.vault
        session.acknowledged = await asyncio.to_thread(remember_revision, *before, revision, doubt.request)
        session.send()
    session.cleared(doubt, revision)
