"""Changes that were sent to a server which gave no answer: nobody knows whether they are stored until it is asked.

Each is kept beside the draft that it was made of, under the id by which the server knows it, so that it outlives the
program; what is sent again meanwhile is answered by what came of it, and never stored a second time.
"""

from __future__ import annotations

import asyncio
from contextlib import contextmanager

from store.record import Record
from store.vault import Outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from store.edits import Edit
    from store.errors import StoreError
    from store.vault import Vault
    from tui.drafts import Drafts

PREFIX = "doubt/"


class ChangeRequest(Record):
    """A change as it is asked for: what it is called in the journal, the name of the draft that it is made of (nothing
    where it is made of none), and what of that draft is left to do once it is stored.
    """

    why: str
    of: str = ""
    after: str = ""
    edit: Edit | None = None


class Doubt(Record):
    """A change that was sent: `commit` is its id, `draft` what its draft said then."""

    commit: str
    request: ChangeRequest
    draft: Any = None


class Doubts:
    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self._open = {slot: found for slot in drafts.doubts if (found := _read(slot, drafts.get(slot))) is not None}

    @property
    def open(self) -> tuple[Doubt, ...]:
        """In the order in which they were sent."""
        return tuple(self._open.values())

    def keep(self, request: ChangeRequest, error: StoreError) -> None:
        """Where an error leaves open what came of a change: keep that it was asked for."""
        commit = error.facts.get("commit")
        if isinstance(commit, str):
            draft = self._drafts.get(request.of)
            self._open[PREFIX + commit] = Doubt(commit=commit, request=request, draft=draft)
            sent = {"why": request.why, "of": request.of, "after": request.after}
            self._drafts.keep(PREFIX + commit, sent | ({"draft": draft} if isinstance(draft, str | dict) else {}))

    async def resolve(self, vault: Vault) -> list[tuple[Doubt, int | None]]:
        """What came of each, which is none any more: its revision, None where it is not stored. Raises a `StoreError`
        where one can't be found out yet; then all of them stay.
        """
        asked = self.open
        cleared = [(doubt, await asyncio.to_thread(vault.landed, doubt.commit)) for doubt in asked]
        for doubt in asked:
            del self._open[PREFIX + doubt.commit]
            self._drafts.drop(PREFIX + doubt.commit)
        return cleared

    def is_again(self, doubt: Doubt, request: ChangeRequest) -> bool:
        """Whether what is asked for now is what was sent then: the same edit, or made of a draft that is as it was, or
        an undo, which is made of nothing.
        """
        if request.edit is not None and (request.edit == doubt.request.edit or doubt.draft is None):
            return request.edit == doubt.request.edit
        return bool(request.of) and request.of == doubt.request.of and self.is_untouched(doubt)

    def is_untouched(self, doubt: Doubt) -> bool:
        """Whether its draft says what it said when it was sent."""
        return bool(self._drafts.get(doubt.request.of) == doubt.draft)

    def drop_draft(self, doubt: Doubt) -> bool:
        """Take away what is stored of its draft, once it is; whether it was as it was sent, and nothing of it stays."""
        slot = doubt.request.of
        untouched = self.is_untouched(doubt)
        if slot and untouched and doubt.draft is not None:
            self._drafts.keep(slot, doubt.request.after)  # an empty text is none
        return untouched


def _read(slot: str, draft: Any) -> Doubt | None:
    """A doubt of another run of the program; None for what is none."""
    if not isinstance(draft, dict) or not all(isinstance(draft.get(name), str) for name in ("why", "of", "after")):
        return None
    request = ChangeRequest(why=draft["why"], of=draft["of"], after=draft["after"])
    return Doubt(commit=slot.removeprefix(PREFIX), request=request, draft=draft.get("draft"))


def outcome_of(vault: Vault, revision: int) -> Outcome:
    """What a change came to that has made this revision, told by the journal."""
    stamp = vault.stamp()
    snapshot = vault.read()
    lines = vault.history()
    entry = next(one for one in lines if one.revision <= revision)
    ids = tuple([change.id for change in entry.changes if change.after is not None])
    why = next((one.why for one in lines if one.revision == entry.of), "") if entry.of is not None else ""
    return Outcome(snapshot=snapshot, ids=ids, stamp=stamp, file=entry.file, of=entry.of, why=why)


@contextmanager
def tell_after(seconds: float, warn: Callable[[], None]) -> Iterator[None]:
    """`warn` is called once what is done inside has taken so long."""
    telling = asyncio.get_running_loop().call_later(seconds, warn)
    try:
        yield
    finally:
        telling.cancel()
