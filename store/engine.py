"""What a vault asks of a store, as a protocol, and the values that go between them. No files, no server: the folder
with its TinyDB file (`store.disk`) is one engine, and whoever passes its tests is another.
"""

from __future__ import annotations

from store.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from typing import Any, Protocol, Self

    from store.generation import Generation, Stamp
    from store.journal_entry import DocumentChange, JournalEntry
    from store.schema import Tables

    Waiting = Callable[[int | None, int | None], None]
    """Told once, when it takes long, the process and the user that hold the lock, as far as they are known."""
    Unread = Callable[[int], None]
    """Told how many lines of the journal can't be read where they are passed."""

    class By(Protocol):
        """Who stores: the real uid, the system's name for it, and a name claimed beside it."""

        @property
        def uid(self) -> int: ...
        @property
        def user(self) -> str: ...
        @property
        def claimed(self) -> str: ...

    class Transaction(Protocol):
        """One change, as a context manager; leaving it without an exception is the acknowledgement.

        `before` is the generation read under the lock, `after` what was stored, `file` its digest, `revision` what the
        change will make.
        """

        before: Generation
        after: Generation
        changes: tuple[DocumentChange, ...]
        file: str
        revision: int
        of: int | None

        @property
        def by(self) -> By: ...
        def __enter__(self) -> Self: ...
        def __exit__(self, kind: Any, error: Any, trace: Any) -> None: ...
        def lay(self, tables: Tables) -> None: ...

    class Departure(Protocol):
        """A branch that is held to be moved, as a context manager. `gone_to`: where it has gone already, else empty."""

        parcel: Parcel
        gone_to: str

        def __enter__(self) -> Self: ...
        def __exit__(self, kind: Any, error: Any, trace: Any) -> None: ...
        def leave(self, to: str, note: str) -> None:
            """Let nobody write here any more, and say to everyone where it went."""

        def come_back(self) -> None:
            """Take that back: nothing has arrived."""

    class Arrival(Protocol):
        """A parcel that lies ready where nobody sees it yet, read back and compared, as a context manager."""

        def __enter__(self) -> Self: ...
        def __exit__(self, kind: Any, error: Any, trace: Any) -> None: ...
        def settle(self) -> None:
            """Make it the branch; after `Unconfirmed` nobody knows yet whether it is."""

    class Side(Protocol):
        """An engine as one of the two between which a branch is moved."""

        place: str
        """What it is called from elsewhere."""

        @property
        def engine(self) -> Engine: ...
        def is_at(self, place: str) -> bool: ...
        def has(self, parcel: Parcel) -> bool:
            """Whether this is the branch of a parcel, whatever was stored since."""

        def departure(self, by: By, at: datetime, waiting: Waiting | None) -> Departure: ...
        def arrival(self, parcel: Parcel, ours: Callable[[str], bool], *, retry: bool) -> Arrival:
            """Lay a parcel ready where there is no branch, or one that went to where `ours` says; `retry` where a first
            attempt may have left something. Raises StoreError("exists").
            """

    class Engine(Protocol):
        """A store of one branch. Every method raises a `StoreError`, and nothing else."""

        data: str
        """What was given: a folder, or a URL."""
        path: str
        """What is read, as it is named where something is wrong with it."""

        near: bool
        """Whether a stamp is had at once; else it may take as long as a network does."""

        def stamp(self) -> Stamp | None: ...
        def read(self) -> Generation: ...
        def whole(self) -> bytes: ...
        def transaction(
            self, by: By, at: datetime, why: str, *, of: int | None = None, waiting: Waiting | None = None
        ) -> Transaction: ...
        def landed(self, commit: str) -> int | None: ...
        def forget(self) -> None: ...
        def mine(self, entry: JournalEntry, by: By) -> bool: ...
        def called(self, by: By) -> str: ...
        def history(self, id: str | None = None, unread: Unread | None = None) -> Iterator[JournalEntry]: ...
        def moved_history(self) -> list[MovedHistory]: ...
        def overlay(self, name: str, below: str = "") -> tuple[str, bytes] | None: ...
        def verify(self) -> list[Problem]: ...
        def backup(self, to: str | None = None, waiting: Waiting | None = None) -> str: ...
        def restore(self, source: str | None, by: By, at: datetime, waiting: Waiting | None = None) -> Generation: ...
        def create(self, tables: Tables, by: By, at: datetime, waiting: Waiting | None = None) -> None: ...
        def traces(self, id: str) -> Purged: ...
        def purge(self, id: str, by: By, at: datetime, waiting: Waiting | None = None) -> Purged: ...
        def facts(self) -> dict[str, Any]: ...
        def close(self) -> None: ...


class MovedHistory(Record):
    """Lines of the journal, from one revision to another, that were not written where they stand: under a login they
    were all put there at once (`at`, an instant of UTC), with what they say of who wrote them and when.
    """

    first: int
    last: int
    login: str
    at: str


class PastChanges(Record):
    """What was done, the last first; how many lines among them can't be read; what was not written where it stands."""

    entries: tuple[JournalEntry, ...] = ()
    unread: int = 0
    moved: tuple[MovedHistory, ...] = ()

    def moved_with(self, entry: JournalEntry) -> MovedHistory | None:
        """What a line was put here with where it was not written here."""
        return next((part for part in self.moved if part.first <= entry.revision <= part.last), None)


class Parcel(Record):
    """All that makes a branch: the bytes of `branch.json`, the lines of the journal without their breaks, of which the
    last made these bytes, and its own texts of rules by name.
    """

    data: bytes
    revision: int
    lines: tuple[bytes, ...]
    overlays: dict[str, bytes]


class Purged(Record):
    """Where something was said of a record: in so many lines of the journal, and in these generations."""

    lines: int
    generations: tuple[str, ...]


class Problem(Record):
    """Something that is not as it was written. `place` names the file, and within it the line or path.

    Codes: those of `InvalidFile`, `lost` and `unreadable`, of the file; `line`, `chain`, `order`, `outside` (changed by
    something that is not this program), `unexplained` (a revision without a line) and `beginning` (the lines before
    this one are gone) of the journal; `generation`; of single records `record` (can't be read) and `reference` (names
    a record that is not there).
    """

    code: str
    place: str
