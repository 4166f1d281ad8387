"""Former states of a branch on a server: its journal run backwards from what is there, or forwards from nothing."""

from __future__ import annotations

from itertools import pairwise

from store import file_codec
from store.redo import beginning, brought_forward, undone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.file_codec import FileText
    from store.journal_entry import JournalEntry
    from store.server.branch import ServerBranch


def last_good(server: ServerBranch) -> FileText | None:
    """The branch as the journal alone tells it; None where that does not begin with the founding."""
    history = _done(server)[::-1]
    if not history or history[0].why != "init":
        return None
    found = brought_forward(beginning(history[0]), history, server.version)
    return found if found.meta["revision"] else None


def at_revision(server: ServerBranch, file: FileText, revision: int) -> FileText | None:
    """The branch, which is `file` now, as it was at a revision; None where there was none, or is no way back to it."""
    history = _done(server)
    tables = file.tables
    for entry, before in pairwise(history):
        if entry.revision <= revision:
            break
        earlier = undone(tables, entry, before)
        if earlier is None:
            return None
        tables = earlier
    found = file_codec.write(None, tables)[0]
    return found if found.meta["revision"] == revision else None


def _done(server: ServerBranch) -> list[JournalEntry]:
    return [entry for entry in server.history() if entry.done]
