"""Taking what was said of a deleted record out of the past: of the journal and of the generations.

The change is recorded like any other, by its id; what was said is gone for good, and nothing behind it can be undone.
Whoever calls has made sure that the record is no longer in the branch.
"""

from __future__ import annotations

from contextlib import suppress

from store import file_codec, journal
from store.disk import backups, journal_file
from store.disk.files import CREATE, READ
from store.disk.reading import load
from store.disk.writing import for_the_same_people, temporary, write_all, write_new
from store.engine import Purged
from store.errors import Unsafe
from store.generation import JOURNAL
from store.strict_json import InvalidFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.disk.files import Files
    from store.disk.lock import Lock
    from store.schema import Document


def traces(files: Files, lock: Lock, id: str) -> Purged:
    """How many lines of the journal and which generations still say something of a record."""
    return _worked(files, lock, id, change=False)


def purge(files: Files, lock: Lock, id: str) -> Purged:
    """Take it out; the generations first, so that what was begun and not ended can be begun again."""
    return _worked(files, lock, id, change=True)


def _worked(files: Files, lock: Lock, id: str, *, change: bool) -> Purged:
    names = []
    with backups.opened(files, lock.handle) as folder:
        for name in backups.names(files, folder):
            if folder is not None and _in_generation(files, lock, folder, name, id, change):
                names.append(name)
        if folder is not None and names and change:
            files.fsync(folder)
    return Purged(lines=_in_journal(files, lock, id, change), generations=tuple(names))


def _in_generation(files: Files, lock: Lock, folder: int, name: str, id: str, change: bool) -> bool:
    """Whether a generation has the record; it is written anew without it, or, where it can't be read, removed."""
    try:
        data = load(files, name, folder)[0]
    except (OSError, Unsafe, InvalidFile):
        return False
    if id.encode() not in data:
        return False
    try:
        file = file_codec.read(data)
    except InvalidFile:
        if change:
            files.remove(name, folder)
        return True
    tables = {table: _without(documents, id) for table, documents in file.tables.items()}
    if tables == file.tables:
        return False
    if change:
        beside = temporary(files, name)
        like = files.stat(name, folder)
        write_new(files, beside, file_codec.write(file, tables)[0].data, lock.handle, lock.status, like)
        files.rename(beside, name, lock.handle, folder)
    return True


def _without(documents: dict[str, Document], id: str) -> dict[str, Document]:
    return {number: document for number, document in documents.items() if document.get("id") != id}


def _in_journal(files: Files, lock: Lock, id: str, change: bool) -> int:
    """How many lines said something of it; they are written anew, each summed up with the one before it."""
    try:
        handle = journal_file.opened(files, JOURNAL, READ, lock.handle)
    except FileNotFoundError:
        return 0
    beside = temporary(files, JOURNAL)
    out = files.open(beside, CREATE, 0o600, lock.handle) if change else -1
    changed, sum = 0, ""
    try:
        if change:
            for_the_same_people(files, out, lock.status, files.status(handle))
        for line in journal_file.forwards(files, handle, files.status(handle).st_size):
            entry = journal.read(line.removesuffix(b"\n"))
            if entry is None:  # half a line, which may hold anything
                changed += id.encode() in line
                line = b"" if change else line
            else:
                bare = journal.without(entry, id)
                changed += bare is not entry
                line = journal.spell(bare.but(previous=sum, sealed=0))
                sum = journal.sum_of(line)
            if change:
                write_all(files, out, line)
        if change and changed:
            files.fsync(out)
            files.rename(beside, JOURNAL, lock.handle)
            files.fsync(lock.handle)
    finally:
        files.close(handle)
        if change:
            files.close(out)
            with suppress(OSError):
                files.remove(beside, lock.handle)
    return changed
