"""What the journal says of one commit, as a value: who, when, why, and each document before and after."""

from __future__ import annotations

from store.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.schema import Document


class DocumentChange(Record):
    """One document before and after a commit; None where it did not or does not exist.

    `number` is TinyDB's, `id` the document's own, or empty where it has none.
    """

    table: str
    number: str
    id: str
    before: Document | None
    after: Document | None


class JournalEntry(Record):
    """One line. `at` is an instant of UTC; order is by revision, never by time.

    `why` is the code of the edit; `of` the revision that an undo or a redo is about; `source` and `replaced` the
    generations that a restore put in place and put aside. `file` and `base` are the digests of the file it made and of
    the one it found. `done` is not in the line: whether the file ever reached this revision.
    """

    revision: int
    at: str
    uid: int
    user: str
    claimed: str = ""
    why: str = ""
    of: int | None = None
    schema: int = 1
    source: str = ""
    replaced: str = ""
    changes: tuple[DocumentChange, ...] = ()
    base: str = ""
    file: str = ""
    void: tuple[int, ...] = ()
    sealed: int = 0
    previous: str = ""
    sum: str = ""
    done: bool = True
