"""New files: complete and synced, for the same people as their folder, or not there at all.

What a crash may leave has a temporary name; whoever holds the lock next removes it.
"""

from __future__ import annotations

from contextlib import suppress
from stat import S_ISGID

from store.disk.files import CREATE, FOLDER
from store.disk.reading import FILE, stamp_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os

    from store.disk.files import Files
    from store.engine import Stamp


LEFT_OVER = f".{FILE}."
"""What the names of temporary files begin with."""


def temporary(files: Files, name: str) -> str:
    """The name under which a file is made that will be called `name`."""
    return f"{LEFT_OVER}{files.process()}.{name.replace('/', '.')}.tmp"


def sweep(files: Files, at: int) -> None:
    """Remove temporary files: whoever holds the lock knows that their writers are dead."""
    for name in files.names(at):
        if name.startswith(LEFT_OVER) and name.endswith(".tmp"):
            with suppress(OSError):
                try:
                    files.remove(name, at)
                except IsADirectoryError:
                    files.remove_folder(name, at)


def put_new(files: Files, name: str, data: bytes, at: int, folder: os.stat_result) -> None:
    """A file that appears under its name when it is whole; one that is there already raises `FileExistsError`."""
    beside = temporary(files, name)
    write_new(files, beside, data, at, folder)
    try:
        try:
            files.stat(name, at)
        except FileNotFoundError:
            files.rename(beside, name, at)
        else:
            raise FileExistsError(name)
    except BaseException:
        with suppress(OSError):
            files.remove(beside, at)
        raise


def put_new_folder(files: Files, name: str, at: int, folder: os.stat_result) -> None:
    """A folder that appears under its name when those who may use the one above may use it."""
    beside = temporary(files, name)
    files.make_folder(beside, 0o700, at)
    handle = files.open(beside, FOLDER, at=at)
    try:
        if folder.st_mode & S_ISGID:
            files.set_mode(handle, 0o2770)
    finally:
        files.close(handle)
    files.rename(beside, name, at)


def write_new(files: Files, name: str, data: bytes, at: int | None, folder: os.stat_result | None) -> Stamp:
    """Write and sync a file that must not exist yet; `folder`, where given, decides its mode, else it is 0600."""
    handle = files.open(name, CREATE, 0o600, at)
    try:
        if folder is not None:
            for_the_same_people(files, handle, folder)
        write_all(files, handle, data)
        files.fsync(handle)
        return stamp_of(files.status(handle))
    except BaseException:
        with suppress(OSError):
            files.remove(name, at)
        raise
    finally:
        files.close(handle)


def for_the_same_people(files: Files, handle: int, folder: os.stat_result) -> None:
    """The folder decides the modes: in a setgid folder its group may write, elsewhere nobody else."""
    if folder.st_mode & S_ISGID:
        if files.status(handle).st_gid != folder.st_gid:
            files.set_group(handle, folder.st_gid)
        files.set_mode(handle, 0o660)


def write_all(files: Files, handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[files.write(handle, rest) :]
