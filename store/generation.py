"""One complete state of a branch as an engine reads it, and the texts that stand beside it. Every command makes one;
what else goes between a vault and its engine stands in `engine`.
"""

from __future__ import annotations

from store.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from store.schema import Document, Tables

    Stamp = tuple[Any, ...]
    """What an engine can tell of a branch without reading it, to be compared: of a folder what one `stat` says of the
    file, of a server the revision and the sum of the last line.
    """


class Damage(Record):
    """Why the file can't be believed: a code of `InvalidFile`, `lost` (a journal without its file), and the place."""

    code: str
    place: str


class Generation(Record):
    """One complete state of the branch, as plain documents that nobody changes.

    With `damage` this is not the branch but the last good state, read-only: `source` names what it was read from,
    and the stamp is still that of the file, None where it is lost.
    """

    tables: Tables
    meta: Document
    stamp: Stamp | None
    damage: Damage | None = None
    source: str = ""

    @property
    def revision(self) -> int:
        return self.meta["revision"]  # type: ignore[no-any-return]


FILE, JOURNAL, BACKUPS, LOCK = "branch.json", "journal.jsonl", "backups", ".lock"
"""What a branch's folder holds, by name."""
LOCAL, HOLIDAYS, UNITS = "local.toml", "holidays.toml", "committee.toml"
OVERLAYS = (LOCAL, HOLIDAYS, UNITS)
"""The texts that people lay over the rules of one branch, by name."""
