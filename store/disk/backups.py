"""Former generations: hard links, since a file is never changed in place, and what can be put together from them.

412.json            what the file was at revision 412; thinned out by count and age
schema-1.json       the last generation before the schema after 1; kept for good
kept-412.json       a copy that someone asked for; kept for good
replaced-420.json   what the restore that made revision 420 put aside, however damaged; kept for good
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from errno import ELOOP, EMLINK, ENOSYS, ENOTDIR, EOPNOTSUPP, EPERM
from stat import S_ISLNK, S_ISREG

from store import file_codec
from store.disk import journal_file
from store.disk.files import INNER, READ
from store.disk.reading import load
from store.disk.writing import put_new, put_new_folder
from store.errors import Unsafe
from store.generation import BACKUPS, FILE, JOURNAL
from store.redo import beginning, brought_forward
from store.strict_json import InvalidFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Sequence

    from store.disk.files import Files
    from store.file_codec import FileText
    from store.journal_entry import JournalEntry

NEWEST = 24
"""Generations that are kept whatever their age; older ones one a day, for this many days."""
DAYS = 60
DAY = 86_400


def revision_of(name: str) -> int | None:
    """The revision in the name of an ordinary generation, `412.json` or `412-2.json`; None for what stays for good, or
    was put there by somebody else.
    """
    number = name.removesuffix(".json").partition("-")[0]
    ours = name.endswith(".json") and number.isdecimal() and number.isascii() and len(number) < 16
    return int(number) if ours else None


@contextmanager
def opened(files: Files, at: int) -> Iterator[int | None]:
    """The folder of generations, None where there is none; raises `Unsafe` where it is a link or no folder."""
    try:
        handle = _open(files, at)
    except FileNotFoundError:
        yield None
        return
    try:
        yield handle
    finally:
        files.close(handle)


def _open(files: Files, at: int) -> int:
    try:
        return files.open(BACKUPS, INNER, at=at)
    except OSError as error:
        if error.errno not in (ENOTDIR, ELOOP):
            raise
    raise Unsafe("inner_link" if S_ISLNK(files.stat(BACKUPS, at).st_mode) else "odd_folder", path=BACKUPS)


def open_folder(files: Files, at: int, status: os.stat_result) -> int:
    """The folder of generations, made where it is missing, for the same people as the branch's own."""
    try:
        return _open(files, at)
    except FileNotFoundError:
        put_new_folder(files, BACKUPS, at, status)
        return _open(files, at)


def names(files: Files, folder: int | None) -> list[str]:
    """The names in the folder of generations, the newest revision first."""
    found = [] if folder is None else files.names(folder)
    return sorted(found, key=lambda name: (-(revision_of(name) or -1), name))


def keep(files: Files, at: int, backups: int, name: str, folder: os.stat_result) -> str:
    """Link the file of now as a generation; its name, which has a further number where another file had taken it.

    Where the file system knows no links, or forbids this one, it is copied.
    """
    file = files.stat(FILE, at)
    stem = name.removesuffix(".json")
    number = 1
    while True:
        try:
            files.link(FILE, name, at, backups)
            return name
        except FileExistsError:
            if files.stat(name, backups).st_ino == file.st_ino:
                return name
        except OSError as error:
            if error.errno not in (EPERM, EOPNOTSUPP, ENOSYS, EMLINK):
                raise
            with suppress(FileExistsError):
                put_new(files, name, load(files, FILE, at)[0], at, folder, backups)
                return name
        number += 1
        name = f"{stem}-{number}.json"


def thin_out(files: Files, backups: int, reached: int, now: float) -> None:
    """Remove generations that are neither new nor the last of their day; `now` is a file's time, in seconds.

    `reached` is the revision of the file: what bears a later one is no generation of ours.
    """
    generations = [(number, name) for name in files.names(backups) if (number := revision_of(name)) is not None]
    days: set[int] = set()
    ours = [(number, name) for number, name in generations if number <= reached]
    for place, (_, name) in enumerate(sorted(ours, reverse=True)):
        status = files.stat(name, backups)
        if not S_ISREG(status.st_mode):
            continue
        day = int(status.st_mtime // DAY)
        if place >= NEWEST and (day in days or now // DAY - day > DAYS):
            files.remove(name, backups)
        days.add(day)


def last_good(files: Files, at: int, newest_schema: int) -> tuple[FileText, str] | None:
    """The newest generation that can be read whole, brought forward by what the journal says was done since.

    A generation is of the revision that it is named after; a copy that somebody put beside them, whatever they called
    it, serves only where there is none.
    """
    history = _history(files, at)
    copies: list[tuple[int, str, FileText]] = []
    with opened(files, at) as folder:
        for name in names(files, folder):
            number = revision_of(name)
            file = None if number is None or folder is None else _read(files, name, folder, newest_schema)
            if file is not None and file.meta["revision"] == number:
                return _brought_forward(file, history, f"{BACKUPS}/{name}", newest_schema)
            if file is not None:
                copies.append((file.meta["revision"], name, file))
    if history and history[0].why == "init":
        whole = _brought_forward(beginning(history[0]), history, JOURNAL, newest_schema)
        if whole[0].meta["revision"]:
            return whole
    if copies:
        _, name, file = max(copies, key=lambda copy: copy[0])
        return _brought_forward(file, history, f"{BACKUPS}/{name}", newest_schema)
    return None


def _read(files: Files, name: str, folder: int, newest_schema: int) -> FileText | None:
    try:
        file = file_codec.read(load(files, name, folder)[0])
    except (OSError, InvalidFile, Unsafe):
        return None
    return file if file.meta["schema"] <= newest_schema else None


def _history(files: Files, at: int) -> list[JournalEntry]:
    """What was done, oldest first."""
    try:
        handle = journal_file.opened(files, JOURNAL, READ, at)
    except (OSError, Unsafe):
        return []
    try:
        found = journal_file.entries(files, handle, files.status(handle).st_size, 1 << 62)
        return [entry for entry in found if entry.done][::-1]
    finally:
        files.close(handle)


def _brought_forward(
    file: FileText, history: Sequence[JournalEntry], name: str, newest_schema: int
) -> tuple[FileText, str]:
    forward = brought_forward(file, history, newest_schema)
    return forward, name if forward is file or name == JOURNAL else f"{name} + {JOURNAL}"
