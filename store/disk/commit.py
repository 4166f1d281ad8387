"""The steps by which a generation takes the place of the one before it. Whoever calls holds the lock.

Written beside, synced · the old one linked into `backups/` · the journal's line synced · renamed · the folder synced.
Until the rename the branch is as it was, whatever fails; after it the change is there, whatever fails.
"""

from __future__ import annotations

from contextlib import suppress

from store import journal
from store.disk import backups, journal_file
from store.disk.files import APPEND
from store.disk.writing import put_new, sweep, temporary, write_all, write_new
from store.errors import StoreError, Unconfirmed
from store.generation import FILE, JOURNAL

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os

    from store.disk.files import Files
    from store.disk.lock import Lock
    from store.disk.reading import FileStamp
    from store.file_codec import FileText
    from store.journal import Tail
    from store.journal_entry import JournalEntry

EVERY = 16
"""Every so many revisions the generations are thinned out."""


def tail_of(files: Files, lock: Lock, reached: int) -> Tail:
    """How the journal ends, for a writer who found the file at revision `reached`; raises `OSError` or `Unsafe`."""
    try:
        handle = _open_journal(files, lock)
    except FileNotFoundError:
        return journal.Tail()
    try:
        return journal_file.tail(files, handle, reached)
    finally:
        files.close(handle)


def _open_journal(files: Files, lock: Lock) -> int:
    return journal_file.opened(files, JOURNAL, APPEND, lock.handle)


def replace(
    files: Files, lock: Lock, file: FileText, entry: JournalEntry, tail: Tail, old: tuple[str, ...]
) -> FileStamp:
    """Make `file` what stands on disk and say so in the journal; `old` are the names to keep the old one under.

    Raises `Unconfirmed` when it is stored but the disk would not confirm it, else a `StoreError` or `OSError` with
    all as it was.
    """
    at = lock.handle
    sweep(files, at)
    beside = temporary(files, FILE)
    written = 0
    inode = -1
    try:
        stamp = write_new(files, beside, file.data, at, lock.status, _replaced_file(files, at))
        inode = stamp.inode
        if old:
            _keep(files, lock, old)
        written = append(files, lock, entry, tail)
        files.rename(beside, FILE, at)
    except BaseException as error:
        if not _landed(files, at, inode):
            _undo(files, lock, beside, tail.size if written else None)
            raise
        if not isinstance(error, OSError):
            raise
        raise Unconfirmed(path=lock.folder, os=error.errno, revision=entry.revision) from None
    try:
        files.fsync(at)
    except OSError as error:
        raise Unconfirmed(path=lock.folder, os=error.errno, revision=entry.revision) from None
    return stamp


def place_first(files: Files, lock: Lock, file: FileText, entry: JournalEntry) -> None:
    """The first file of a branch, before its journal: a file is a store of its own, a journal without one is damage.

    Where the disk refuses one of the two, neither is left.
    """
    beside = temporary(files, FILE)
    try:
        try:
            write_new(files, beside, file.data, lock.handle, lock.status)
            files.link(beside, FILE, lock.handle, lock.handle)
        finally:
            with suppress(OSError):
                files.remove(beside, lock.handle)
        files.fsync(lock.handle)
        append(files, lock, entry, journal.Tail())
        files.fsync(lock.handle)
    except OSError as error:
        try:
            for name in (JOURNAL, FILE):
                with suppress(FileNotFoundError):
                    files.remove(name, lock.handle)
        except OSError:
            raise Unconfirmed(path=lock.folder, os=error.errno, revision=entry.revision) from None
        raise


def _replaced_file(files: Files, at: int) -> os.stat_result | None:
    """The file that is replaced, None where it is lost."""
    try:
        return files.stat(FILE, at)
    except FileNotFoundError:
        return None


def _keep(files: Files, lock: Lock, old: tuple[str, ...]) -> None:
    folder = backups.open_folder(files, lock.handle, lock.status)
    try:
        for name in old:
            backups.keep(files, lock.handle, folder, name, lock.status)
    finally:
        files.close(folder)


def append(files: Files, lock: Lock, entry: JournalEntry, tail: Tail) -> int:
    """Add a line, synced; the bytes written. What does not fit is truncated away before the error is raised."""
    try:
        handle = _open_journal(files, lock)
    except FileNotFoundError:
        put_new(files, JOURNAL, b"", lock.handle, lock.status)
        handle = _open_journal(files, lock)
    data = (b"\n" if tail.open else b"") + journal.spell(entry)
    try:
        write_all(files, handle, data)
        files.fsync(handle)
    except BaseException:
        with suppress(OSError):
            files.truncate(handle, tail.size)
        raise
    finally:
        files.close(handle)
    return len(data)


def _landed(files: Files, at: int, inode: int) -> bool:
    """Whether the rename took place, whatever it reported."""
    try:
        return files.stat(FILE, at).st_ino == inode
    except OSError:
        return False


def _undo(files: Files, lock: Lock, beside: str, journal_size: int | None) -> None:
    with suppress(OSError):
        files.remove(beside, lock.handle)
    if journal_size is not None:
        with suppress(OSError):
            handle = _open_journal(files, lock)
            try:
                files.truncate(handle, journal_size)
            finally:
                files.close(handle)


def thin_out(files: Files, lock: Lock, reached: int, now: float) -> None:
    """Keep the generations few; a failure here is no failure of the commit, which is acknowledged already."""
    with suppress(OSError, StoreError):
        folder = backups.open_folder(files, lock.handle, lock.status)
        try:
            backups.thin_out(files, folder, reached, now)
        finally:
            files.close(folder)
