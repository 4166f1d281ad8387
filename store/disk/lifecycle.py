"""The rarer changes of a folder: its first generation, a copy, and going back to one."""

from __future__ import annotations

from contextlib import suppress
from os.path import abspath, basename, dirname

from store.disk import backups, commit, file_codec
from store.disk.files import FOLDER
from store.disk.reading import BACKUPS, FILE, JOURNAL, load, refusal
from store.disk.strict_json import InvalidFile
from store.disk.transaction import following, signed
from store.disk.writing import put_new, sweep, write_new
from store.errors import Damaged, Missing, Newer, NotStored, StoreError
from store.journal_entry import JournalEntry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

    from store.disk.disk import Disk
    from store.disk.file_codec import FileText
    from store.engine import By, Generation
    from store.schema import Tables

MAY_BE_THERE = frozenset({"local.toml", "holidays.toml"})
"""What people put into a folder before there is a store."""


def create(disk: Disk, tables: Tables, by: By, at: datetime) -> None:
    """See `Disk.create`."""
    try:
        _make_folders(disk)
        with disk.lock as lock:
            sweep(disk.files, lock.handle)
            found = set(disk.files.names(lock.handle)) - MAY_BE_THERE
            if found:
                exists = found & {FILE, JOURNAL, BACKUPS}
                raise StoreError("exists" if exists else "not_empty", path=disk.folder)
            meta = {file_codec.META: {"1": {"schema": disk.version, "revision": 1}}}
            sheet, changes = file_codec.write(None, meta | tables)
            entry = JournalEntry(
                **signed(by, at),
                revision=1,
                why="init",
                schema=disk.version,
                changes=tuple(changes),
                file=sheet.digest,
            )
            commit.place_first(disk.files, lock, sheet, entry)
    except InvalidFile as bad:
        raise NotStored(bad.code, path=disk.folder, place=bad.place) from None
    except OSError as error:
        raise commit.refusal(error, disk.folder) from None


def _make_folders(disk: Disk) -> None:
    """The folder and those above it that are missing, for nobody else; each is synced into the one above."""
    missing = []
    path = abspath(disk.folder)
    while True:
        try:
            disk.files.stat(path, follow=True)
            break
        except FileNotFoundError:
            missing.append(path)
            path = dirname(path)
    for path in reversed(missing):
        with suppress(FileExistsError):
            disk.files.make_folder(path, 0o700)
        above = disk.files.open(dirname(path), FOLDER)
        try:
            disk.files.fsync(above)
        finally:
            disk.files.close(above)


def backup(disk: Disk, to: str | None) -> str:
    """See `Disk.backup`."""
    try:
        with disk.lock as lock:
            sheet, _ = disk.fresh()
            if sheet.meta["schema"] > disk.version:
                raise Newer(path=disk.folder, schema=sheet.meta["schema"])
            if to is not None:
                write_new(disk.files, to, sheet.data, None, None)
                return to
            sweep(disk.files, lock.handle)
            folder = backups.open_folder(disk.files, lock.handle, lock.status)
            try:
                name = f"{BACKUPS}/kept-{sheet.meta['revision']}.json"
                with suppress(FileExistsError):  # of one revision there is one copy
                    put_new(disk.files, name, sheet.data, lock.handle, lock.status)
                disk.files.fsync(folder)
            finally:
                disk.files.close(folder)
            return f"{disk.folder}/{name}"
    except FileExistsError:
        raise StoreError("exists", path=to) from None
    except OSError as error:
        raise commit.refusal(error, to or disk.folder) from None


def restore(disk: Disk, source: str | None, by: By, at: datetime) -> Generation:
    """See `Disk.restore`."""
    try:
        with disk.lock as lock:
            seen, base, there = _seen(disk)
            wanted, name = _source(disk, source)
            reached = seen.meta["revision"] if seen else 0
            tail = commit.tail_of(disk.files, lock, reached)
            numbers = [backups.revision_of(name) or 0 for name in backups.names(disk.files, lock.handle)]
            revision = 1 + max(reached, tail.revision, wanted.meta["revision"], *numbers, 0)
            tables = disk.migrated(wanted.tables)
            number, meta = next(iter(tables[file_codec.META].items()))
            sheet, changes = file_codec.write(seen, tables | {file_codec.META: {number: meta | {"revision": revision}}})
            replaced = f"replaced-{revision}.json" if there else ""
            entry = JournalEntry(
                **signed(by, at),
                **following(tail),
                revision=revision,
                why="restore",
                schema=disk.version,
                source=name,
                replaced=replaced,
                changes=tuple(changes),
                base=base,
                file=sheet.digest,
            )
            return disk.put(sheet, entry, tail, (replaced,) if there else ())
    except OSError as error:
        raise commit.refusal(error, disk.folder) from None


def _seen(disk: Disk) -> tuple[FileText | None, str, bool]:
    """What readers see now, the digest of the file that is to be replaced, and whether there is one."""
    files, at = disk.files, disk.lock.handle
    try:
        sheet, _ = disk.fresh()
        if sheet.meta["schema"] <= disk.version:
            return sheet, sheet.digest, True
        return None, sheet.digest, True
    except Damaged as damaged:
        good = backups.last_good(files, at, disk.version)
        return good[0] if good else None, "", damaged.code != "lost"
    except Missing:
        if not backups.names(files, at):
            raise
        return None, "", False


def _source(disk: Disk, source: str | None) -> tuple[FileText, str]:
    """The sheet to go back to, and what the journal calls it."""
    if source is None:
        good = backups.last_good(disk.files, disk.lock.handle, disk.version)
        if good is None:
            raise Damaged("nothing_good", path=disk.folder, place=BACKUPS)
        return good
    try:
        sheet = file_codec.read(load(disk.files, source)[0])
    except InvalidFile as bad:
        raise Damaged(bad.code, path=source, place=bad.place) from None
    except OSError as error:
        raise refusal(error, source) from None
    if sheet.meta["schema"] > disk.version:
        raise Newer(path=source, schema=sheet.meta["schema"])
    return sheet, basename(source)
