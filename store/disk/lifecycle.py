"""The rarer changes of a folder: its first generation, a copy, and going back to one."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from os.path import abspath, basename, dirname
from stat import S_ISDIR, S_ISLNK

from store import file_codec
from store.disk import backups, commit
from store.disk import purge as purging
from store.disk.files import FOLDER, INNER
from store.disk.reading import load, read_file_at
from store.disk.writing import LEFT_OVER, copy_refusal, put_copy, put_new, sweep, write_refusal
from store.errors import Damaged, Elsewhere, Missing, NotStored, StoreError, Unsafe, refuse_newer
from store.generation import BACKUPS, FILE, JOURNAL, LOCK, OVERLAYS
from store.journal import Tail
from store.schema import revision_after
from store.strict_json import InvalidFile
from store.transaction import all_written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from store.disk.files import Files
    from store.disk.folder import Folder
    from store.engine import By, Purged
    from store.file_codec import FileText
    from store.generation import Generation
    from store.schema import Tables

MAY_BE_THERE = frozenset({*OVERLAYS, LOCK})
"""What people put into a folder before there is a store, and the lock that one takes to make it."""


@contextmanager
def _refusals(disk: Folder) -> Iterator[None]:
    """What can't be written, and what the system refuses, as errors of a store."""
    try:
        yield
    except InvalidFile as bad:
        raise NotStored(bad.code, path=disk.folder, place=bad.place) from None
    except OSError as error:
        raise write_refusal(error, disk.folder) from None


def create(disk: Folder, tables: Tables, by: By, at: datetime) -> None:
    """See `Disk.create`."""
    lock = disk.lock
    try:
        with _refusals(disk):
            make_folders(disk)
            _refuse_before_the_lock(disk)
            lock.founding = True
            with lock:
                sweep(disk.files, lock.handle)
                _refuse_used(disk, lock.handle)
                meta = {file_codec.META: {"1": {"schema": disk.version, "revision": 1}}}
                file, entry = all_written(None, meta | tables, by, at, Tail(), why="init")
                commit.place_first(disk.files, lock, file, entry)
    finally:
        lock.founding = False


def _refuse_before_the_lock(disk: Folder) -> None:
    """What is somebody else's folder gets no lock of ours; another founder's work in one of ours is seen under it."""
    at = disk.files.open(disk.folder, FOLDER)
    try:
        if LOCK not in disk.files.names(at):
            _refuse_used(disk, at)
    finally:
        disk.files.close(at)


def _refuse_used(disk: Folder, at: int) -> None:
    names = {name for name in disk.files.names(at) if not name.startswith(LEFT_OVER)} - MAY_BE_THERE
    if names:
        exists = names & {FILE, JOURNAL, BACKUPS}
        raise StoreError("exists" if exists else "not_empty", path=disk.folder)


def make_folders(disk: Folder) -> None:
    """The missing folders down to this one, each synced, for whoever the last that is there belongs to alone."""
    missing = []
    path = abspath(disk.folder)
    while True:
        try:
            above = disk.files.stat(path, follow=True)
            break
        except FileNotFoundError:
            if _is_link(disk.files, path):
                raise Unsafe("dangling", path=path) from None
            missing.append(path)
        except NotADirectoryError:
            missing.append(path)
        path = dirname(path)
    if not S_ISDIR(above.st_mode):
        raise Unsafe("not_folder", path=path)
    for path in reversed(missing):
        _make_folder(disk.files, path)


def _is_link(files: Files, path: str) -> bool:
    try:
        return S_ISLNK(files.stat(path).st_mode)
    except OSError:
        return False


def _make_folder(files: Files, path: str) -> None:
    above = files.open(dirname(path), FOLDER)
    try:
        with suppress(FileExistsError):
            files.make_folder(basename(path), 0o700, above)
        owner = files.status(above)
        if files.users()[1] == 0 and owner.st_uid:  # root works for the owner
            made = files.open(basename(path), INNER, at=above)
            try:
                files.set_owner(made, owner.st_uid, owner.st_gid)
            finally:
                files.close(made)
        files.fsync(above)
    finally:
        files.close(above)


def backup(disk: Folder, to: str | None) -> str:
    """See `Disk.backup`. A copy elsewhere takes no lock: who may only look may make one."""
    try:
        if to is not None:
            put_copy(disk.files, to, disk.whole())
            return to
        with disk.lock as lock:
            file, _ = disk.fresh()
            refuse_newer(file.meta["schema"], disk.version, disk.folder)
            sweep(disk.files, lock.handle)
            folder = backups.open_folder(disk.files, lock.handle, lock.status)
            try:
                name = f"kept-{file.meta['revision']}.json"
                with suppress(FileExistsError):  # of one revision there is one copy
                    put_new(disk.files, name, file.data, lock.handle, lock.status, folder)
                disk.files.fsync(folder)
            finally:
                disk.files.close(folder)
            return f"{disk.folder}/{BACKUPS}/{name}"
    except FileExistsError:
        raise StoreError("exists", path=to) from None
    except OSError as error:
        raise (copy_refusal(error, to) if to is not None else write_refusal(error, disk.folder)) from None


def restore(disk: Folder, source: str | None, by: By, at: datetime) -> Generation:
    """See `Disk.restore`."""
    with _refusals(disk), disk.lock as lock:
        seen, base, there = _seen(disk)
        wanted, name = _source(disk, source)
        reached = seen.meta["revision"] if seen else 0
        tail = commit.tail_of(disk.files, lock, reached)
        numbers = [reached, tail.revision, wanted.meta["revision"], _highest(disk.files, lock.handle)]
        revision = revision_after(numbers)
        tables = file_codec.dated(disk.migrated(wanted.tables), revision=revision)
        replaced = f"replaced-{revision}.json" if there else ""
        more = {"why": "restore", "source": name, "replaced": replaced, "base": base}
        file, entry = all_written(seen, tables, by, at, tail, **more)
        return disk.put(file, entry, tail, (replaced,) if there else ())


def _seen(disk: Folder) -> tuple[FileText | None, str, bool]:
    """What readers see now, the digest of the file that is to be replaced, and whether there is one."""
    files, at = disk.files, disk.lock.handle
    try:
        file, _ = disk.fresh()
        if file.meta["schema"] <= disk.version:
            return file, file.digest, True
        return None, file.digest, True
    except Elsewhere:
        raise
    except Damaged as damaged:
        good = backups.last_good(files, at, disk.version)
        return good[0] if good else None, "", damaged.code != "lost"
    except Missing:
        with backups.opened(files, at) as folder:
            if not backups.names(files, folder):
                raise
        return None, "", False


def _highest(files: Files, at: int) -> int:
    """The highest revision of which there is a generation, as its name and its bytes say alike."""
    with backups.opened(files, at) as folder:
        for name in backups.names(files, folder):
            with suppress(OSError, Unsafe, InvalidFile):
                number = file_codec.read(load(files, name, folder)[0]).meta["revision"]
                if number == backups.revision_of(name):
                    return int(number)
    return 0


def _source(disk: Folder, source: str | None) -> tuple[FileText, str]:
    """The file to go back to, and what the journal calls it."""
    if source is None:
        good = backups.last_good(disk.files, disk.lock.handle, disk.version)
        if good is None:
            raise Damaged("nothing_good", path=disk.folder, place=BACKUPS)
        return good
    return read_file_at(disk.files, source, disk.version), basename(source)


def traces(disk: Folder, id: str) -> Purged:
    """See `Disk.traces`."""
    with _refusals(disk), disk.lock as lock:
        return purging.traces(disk.files, lock, id)


def purge(disk: Folder, id: str, by: By, at: datetime) -> Purged:
    """See `Disk.purge`."""
    with _refusals(disk), disk.lock as lock:
        seen, _ = disk.fresh()
        refuse_newer(seen.meta["schema"], disk.version, disk.folder)
        if any(document.get("id") == id for table in seen.tables.values() for document in table.values()):
            raise StoreError("still_there", path=disk.folder, id=id)
        sweep(disk.files, lock.handle)
        purged = purging.purge(disk.files, lock, id)
        tail = commit.tail_of(disk.files, lock, seen.meta["revision"])
        revision = 1 + max(seen.meta["revision"], tail.revision)
        tables = file_codec.dated(seen.tables, revision=revision)
        file, entry = all_written(seen, tables, by, at, tail, why="purge", source=id, base=seen.digest)
        disk.put(file, entry, tail, (f"{seen.meta['revision']}.json",))
        return purged
