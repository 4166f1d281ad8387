"""What this session has stored on a server, kept in case that loses it: a standby that takes over may lack it."""

from __future__ import annotations

from store.record import Record
from widgets.display import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.edits import Edit
    from store.engine import Stamp
    from store.journal_entry import JournalEntry
    from tui.doubts import Asked
    from widgets.display import Shown

MOST = 200
"""Changes that are kept: a server that loses more than a few seconds has lost more than this."""


class AcknowledgedChange(Record):
    """A change that was acknowledged with a stamp, and what was said of it; `edit` is None of an undo or redo."""

    stamp: Stamp
    why: str
    edit: Edit | None = None
    text: Shown = shown("")


class Acknowledged:
    """The last changes of a session, in their order."""

    def __init__(self) -> None:
        self._kept: dict[Stamp, AcknowledgedChange] = {}

    def add(self, stamp: Stamp, asked: Asked) -> None:
        self._kept[stamp] = AcknowledgedChange(stamp=stamp, why=asked.why, edit=asked.edit)
        for old in list(self._kept)[:-MOST]:
            del self._kept[old]

    def say(self, stamp: Stamp | None, text: Shown) -> None:
        """Keep what was said of a change, for whoever has to decide whether to make it again."""
        if stamp is not None and stamp in self._kept:
            self._kept[stamp] = self._kept[stamp].but(text=text)

    def lost(self, journal: Iterable[JournalEntry]) -> list[AcknowledgedChange]:
        """Those that a journal, from its last line back, does not have; they are not kept any longer."""
        first = min([stamp[0] for stamp in self._kept], default=0)
        there = set()
        for entry in journal:
            if entry.revision < first:
                break
            there.add((entry.revision, entry.sum))
        gone = [stamp for stamp in self._kept if stamp not in there]
        return [self._kept.pop(stamp) for stamp in gone]


def remember(kept: Acknowledged | None, stamp: Stamp | None, asked: Asked) -> Acknowledged:
    """What is kept with one change more."""
    kept = kept or Acknowledged()
    if stamp is not None:
        kept.add(stamp, asked)
    return kept
