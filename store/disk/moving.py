"""A folder as the place that a branch leaves, or to which it comes.

Whether the folder can be written is whether `branch.json` is there, and that one rename decides: leaving calls it
`moved.json`, beside `moved.txt`, which says where to; arriving puts it there last, when all else lies beside it.
"""

from __future__ import annotations

from contextlib import suppress
from os.path import realpath

from store import file_codec, journal
from store.disk import commit, journal_file
from store.disk.files import READ
from store.disk.lifecycle import MAY_BE_THERE, make_folders
from store.disk.reading import BEFORE_MOVE, MOVED, load, moved_to
from store.disk.writing import LEFT_OVER, sweep, temporary, write_new, write_refusal
from store.engine import Parcel
from store.errors import Damaged, Elsewhere, NotStored, StoreError, Unconfirmed, refuse_newer
from store.generation import BACKUPS, FILE, JOURNAL, OVERLAYS
from store.schema import rising
from store.strict_json import InvalidFile
from store.transaction import all_written
from store.undo import RENUMBERED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import Any, Self

    from store.disk.disk import Disk
    from store.disk.folder import Folder
    from store.engine import By, Waiting
    from store.file_codec import FileText


class FolderSide:
    """See `Side`; `host` is what this machine is called."""

    def __init__(self, disk: Disk, host: str) -> None:
        self.engine = disk
        self.place = f"{host}:{realpath(disk.folder)}"

    def is_at(self, place: str) -> bool:
        return place == self.place

    def has(self, parcel: Parcel) -> bool:
        return _has(self.engine, parcel)

    def departure(self, by: By, at: datetime, waiting: Waiting | None) -> FolderDeparture:
        self.engine.lock.waiting = waiting
        return FolderDeparture(self.engine, by, at)

    def arrival(self, parcel: Parcel, ours: Callable[[str], bool], *, retry: bool) -> FolderArrival:
        return FolderArrival(self.engine, parcel, ours, retry)


def _has(disk: Folder, parcel: Parcel) -> bool:
    try:
        disk.files.stat(disk.path)
        handle = journal_file.opened(disk.files, f"{disk.folder}/{JOURNAL}", READ)
    except OSError:
        return False
    try:
        return any(line == parcel.lines[-1] for line in _lines(disk, handle))
    finally:
        disk.files.close(handle)


def _lines(disk: Folder, handle: int) -> list[bytes]:
    """The lines of a journal that are as they were written."""
    found = journal_file.forwards(disk.files, handle, disk.files.status(handle).st_size)
    bare = [line.removesuffix(b"\n") for line in found]
    return [line for line in bare if journal.read(line) is not None]


class FolderDeparture:
    """See `Departure`: under the lock, until the `with` block is left."""

    def __init__(self, disk: Folder, by: By, at: datetime) -> None:
        self.disk = disk
        self.by = by
        self.at = at
        self.gone_to = ""
        self.parcel: Parcel

    def __enter__(self) -> Self:
        self.disk.lock.__enter__()
        try:
            self.parcel = self._parcel(self._file())
        except BaseException as error:
            self.disk.lock.__exit__(None, None, None)
            if isinstance(error, InvalidFile):
                raise Damaged(error.code, path=self.disk.path, place=error.place) from None
            if isinstance(error, OSError):
                raise write_refusal(error, self.disk.folder) from None
            raise
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        self.disk.lock.__exit__(None, None, None)

    def _file(self) -> FileText:
        disk = self.disk
        try:
            file, _ = disk.fresh()
        except Elsewhere as gone:
            self.gone_to = gone.facts["place"]
            file = file_codec.read(load(disk.files, BEFORE_MOVE, disk.lock.handle)[0])
        refuse_newer(file.meta["schema"], disk.version, disk.folder)
        return file if self.gone_to or self._is_as_written(file) else self._rewritten(file)

    def _is_as_written(self, file: FileText) -> bool:
        """Whether a server would give back these very bytes, and the journal ends with the line that made them."""
        lines = self._journal()
        last = journal.read(lines[-1]) if lines else None
        explained = last is not None and (last.revision, last.file) == (file.meta["revision"], file.digest)
        return explained and file_codec.write(None, rising(file.tables))[0].data == file.data

    def _rewritten(self, file: FileText) -> FileText:
        """The file in our own layout, with numbers that rise, as one more line of the journal."""
        disk, reached = self.disk, file.meta["revision"]
        tail = commit.tail_of(disk.files, disk.lock, reached)
        revision = 1 + max(reached, tail.revision)
        tables = file_codec.dated(rising(file.tables), revision=revision)
        made, entry = all_written(file, tables, self.by, self.at, tail, why=RENUMBERED, base=file.digest)
        disk.put(made, entry, tail, (f"{reached}.json",))
        return made

    def _journal(self) -> list[bytes]:
        disk = self.disk
        try:
            handle = journal_file.opened(disk.files, JOURNAL, READ, disk.lock.handle)
        except FileNotFoundError:
            return []
        try:
            return _lines(disk, handle)
        finally:
            disk.files.close(handle)

    def _parcel(self, file: FileText) -> Parcel:
        lines = self._journal()
        revisions = [entry.revision for line in lines if (entry := journal.read(line)) is not None]
        if revisions != sorted(set(revisions)):
            raise Damaged("order", path=self.disk.folder, place=JOURNAL)
        overlays = {}
        for name in OVERLAYS:
            with suppress(FileNotFoundError):
                overlays[name] = load(self.disk.files, name, self.disk.lock.handle)[0]
        return Parcel(data=file.data, revision=file.meta["revision"], lines=tuple(lines), overlays=overlays)

    def leave(self, to: str, note: str) -> None:
        disk, at = self.disk, self.disk.lock.handle
        beside = temporary(disk.files, MOVED)
        try:
            sweep(disk.files, at)
            write_new(disk.files, beside, f"{to}\n{note}\n".encode(), at, disk.lock.status)
            disk.files.rename(beside, MOVED, at)
            disk.files.rename(FILE, BEFORE_MOVE, at)
            disk.files.fsync(at)
        except OSError as error:
            with suppress(OSError):
                disk.files.remove(beside, at)
            with suppress(StoreError):
                self.come_back()
            raise write_refusal(error, disk.folder) from None

    def come_back(self) -> None:
        disk, at = self.disk, self.disk.lock.handle
        try:
            if FILE not in disk.files.names(at):
                disk.files.rename(BEFORE_MOVE, FILE, at)
            with suppress(FileNotFoundError):
                disk.files.remove(MOVED, at)
            disk.files.fsync(at)
        except OSError as error:
            raise write_refusal(error, disk.folder) from None


class FolderArrival:
    """See `Arrival`: under the lock, until the `with` block is left."""

    def __init__(self, disk: Folder, parcel: Parcel, ours: Callable[[str], bool], retry: bool) -> None:
        self.disk = disk
        self.parcel = parcel
        self.ours = ours
        self.retry = retry
        self.back = False
        """Whether the branch was here before, and comes back."""

    def __enter__(self) -> Self:
        lock = self.disk.lock
        try:
            make_folders(self.disk)
            lock.founding = True
            lock.__enter__()
        except OSError as error:
            raise write_refusal(error, self.disk.folder) from None
        finally:
            lock.founding = False
        try:
            self._lay_ready()
        except BaseException as error:
            self.__exit__(None, None, None)
            if isinstance(error, OSError):
                raise write_refusal(error, self.disk.folder) from None
            raise
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        """What lies ready and was not put in place is of no use any more."""
        try:
            for name in self._contents():
                with suppress(OSError):
                    self.disk.files.remove(temporary(self.disk.files, name), self.disk.lock.handle)
        finally:
            self.disk.lock.__exit__(None, None, None)

    def _contents(self) -> dict[str, bytes]:
        """What makes up the folder, in the order in which it is put in place."""
        lines = b"".join([line + b"\n" for line in self.parcel.lines])
        return {JOURNAL: lines, **self.parcel.overlays, FILE: self.parcel.data}

    def _lay_ready(self) -> None:
        disk, lock = self.disk, self.disk.lock
        sweep(disk.files, lock.handle)
        self._refuse_used()
        for name, data in self._contents().items():
            beside = temporary(disk.files, name)
            write_new(disk.files, beside, data, lock.handle, lock.status)
            if load(disk.files, beside, lock.handle)[0] != data:
                raise NotStored("failing", path=disk.folder, os=0)

    def _refuse_used(self) -> None:
        disk, lock = self.disk, self.disk.lock
        names = {name for name in disk.files.names(lock.handle) if not name.startswith(LEFT_OVER)}
        went = "" if FILE in names else moved_to(disk.files, disk.folder)
        self.back = bool(went) and self.ours(went)
        if went and not self.back:
            raise Elsewhere(path=disk.folder, place=went)
        if FILE in names or (names & {JOURNAL, BACKUPS} and not self.retry and not self.back):
            raise StoreError("exists", path=disk.folder)
        if names - MAY_BE_THERE and not self.retry and not self.back:
            raise StoreError("not_empty", path=disk.folder)
        for name in set() if self.retry or self.back else names & set(OVERLAYS):
            if load(disk.files, name, lock.handle)[0] != self.parcel.overlays.get(name):
                raise StoreError("exists_rules", path=f"{disk.folder}/{name}")

    def settle(self) -> None:
        disk, at = self.disk, self.disk.lock.handle
        try:
            for name in self._contents():
                disk.files.rename(temporary(disk.files, name), name, at)
        except OSError as error:
            if _has(disk, self.parcel):
                raise Unconfirmed(path=disk.folder, os=error.errno) from None
            self._take_away()
            raise write_refusal(error, disk.folder) from None
        try:
            disk.files.fsync(at)
        except OSError as error:
            raise Unconfirmed(path=disk.folder, os=error.errno) from None
        self._forget_where_it_was()

    def _take_away(self) -> None:
        """Of a branch that could not come: a journal without its file would be damage."""
        if not self.back:
            with suppress(OSError):
                self.disk.files.remove(JOURNAL, self.disk.lock.handle)

    def _forget_where_it_was(self) -> None:
        """What told of the time elsewhere, and rules that were given up there."""
        gone = [name for name in OVERLAYS if name not in self.parcel.overlays] if self.back else []
        for name in (MOVED, BEFORE_MOVE, *gone):
            with suppress(OSError):
                self.disk.files.remove(name, self.disk.lock.handle)
