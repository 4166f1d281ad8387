"""What this session has stored on a server, kept in case that loses it: a standby that takes over may lack it."""

from __future__ import annotations

from store.errors import StoreError
from store.record import Record
from widgets.display import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.edits import Edit
    from store.journal_entry import JournalEntry
    from store.vault import Vault
    from tui.doubts import ChangeRequest
    from widgets.display import Shown

BY_KEY = ("undo", "redo")
"""What is made of no edit, and made again by its key."""
MOST = 200
"""Changes that are kept: a server that loses more than a few seconds has lost more than this."""


class AcknowledgedChange(Record):
    """A change that was acknowledged, and what was said of it; `edit` is None of an undo or redo. `file` is the digest
    of what it made of the branch: its line keeps that when a purge spells the lines anew, and has another sum then.
    """

    file: str
    why: str
    edit: Edit | None = None
    text: Shown = shown("")


class Acknowledged:
    """The last changes of a session, in their order."""

    def __init__(self) -> None:
        self._changes: dict[str, AcknowledgedChange] = {}

    def add(self, file: str, request: ChangeRequest) -> None:
        self._changes[file] = AcknowledgedChange(file=file, why=request.why, edit=request.edit)
        for old in list(self._changes)[:-MOST]:
            del self._changes[old]

    def say(self, file: str, text: Shown) -> None:
        """Keep what was said of a change, for whoever has to decide whether to make it again."""
        if file in self._changes:
            self._changes[file] = self._changes[file].but(text=text)

    def lost(self, journal: Iterable[JournalEntry]) -> list[AcknowledgedChange]:
        """Those that a journal, from its last line back, does not have; they are not kept any longer."""
        missing = dict.fromkeys(self._changes)
        for entry in journal:
            missing.pop(entry.file, None)
            if not missing:
                break
        return [self._changes.pop(file) for file in missing]


def remember(acknowledged: Acknowledged | None, file: str, request: ChangeRequest) -> Acknowledged:
    """The changes that were acknowledged, with one more. One that altered nothing is left out, and one of another run
    of the program, whose edit is not known.
    """
    acknowledged = acknowledged or Acknowledged()
    if file and (request.edit is not None or request.why in BY_KEY):
        acknowledged.add(file, request)
    return acknowledged


def remember_revision(
    acknowledged: Acknowledged | None, vault: Vault, revision: int, request: ChangeRequest
) -> Acknowledged | None:
    """The same of a change that has made a revision; without it where the journal can't be read."""
    try:
        file = next((entry.file for entry in vault.history() if entry.revision == revision), "")
    except StoreError:
        return acknowledged
    return remember(acknowledged, file, request)
