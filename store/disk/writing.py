"""A new file: complete and synced, for the same people as its folder, or not there at all."""

from __future__ import annotations

from contextlib import suppress
from stat import S_ISGID

from store.disk.files import CREATE
from store.disk.reading import stamp_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os

    from store.disk.files import Files
    from store.disk.reading import Stamp


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
