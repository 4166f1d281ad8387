"""Reading a generation without a lock: a renamed file is always complete. Nothing here ever writes."""

from __future__ import annotations

import errno
from stat import S_ISDIR, S_ISREG, S_IWOTH

from store import file_codec
from store.disk.files import READ
from store.errors import Damaged, Missing, NotPermitted, StoreError, Unsafe, refuse_newer
from store.record import Record
from store.strict_json import InvalidFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os

    from store.disk.files import Files

MOVED, BEFORE_MOVE = "moved.txt", "moved.json"
"""Where the branch went, and its file as it was then, in a folder that it has left."""
CHUNK = 1 << 20
PATIENCE_WITH_STALE = 5

NO_PATH = frozenset({errno.ELOOP, errno.ENAMETOOLONG, errno.EINVAL})
"""What the kernel says of a path that can't lead anywhere."""
_NO_ROOM = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN, errno.EINTR, errno.ESTALE, errno.EBUSY})
"""Errors that say nothing about what is in a file."""


class FileStamp(Record):
    """What one `stat` tells of the file. A hint only: clocks are coarse and inodes come back."""

    inode: int
    mtime_ns: int
    size: int


def stamp_of(status: os.stat_result) -> FileStamp:
    return FileStamp(inode=status.st_ino, mtime_ns=status.st_mtime_ns, size=status.st_size)


def load(files: Files, name: str, at: int | None = None, *, most: int = file_codec.LARGEST) -> tuple[bytes, FileStamp]:
    """All bytes of a regular file and its stamp; raises `OSError`, `Unsafe` or `InvalidFile("too_big")`."""
    for attempt in range(PATIENCE_WITH_STALE):
        try:
            return _load(files, name, at, most)
        except OSError as error:
            if error.errno != errno.ESTALE or attempt == PATIENCE_WITH_STALE - 1:
                raise
    raise AssertionError


def _load(files: Files, name: str, at: int | None, most: int) -> tuple[bytes, FileStamp]:
    try:
        handle = files.open(name, READ, at=at)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO):
            raise Unsafe("link" if error.errno == errno.ELOOP else "odd_file", path=name) from None
        raise
    try:
        status = files.status(handle)
        if not S_ISREG(status.st_mode):
            raise Unsafe("odd_file", path=name)
        parts: list[bytes] = []
        left = most + 1
        while left > 0:
            part = files.read(handle, min(left, max(CHUNK, status.st_size + 1)))
            if not part:
                return b"".join(parts), stamp_of(status)
            parts.append(part)
            left -= len(part)
    finally:
        files.close(handle)
    raise InvalidFile("too_big")


def moved_to(files: Files, folder: str) -> str:
    """Where the branch of a folder without its file was moved, as its note says; empty where there is none."""
    try:
        lines = load(files, f"{folder}/{MOVED}", most=1 << 16)[0].decode("utf-8", "replace").splitlines()
    except (OSError, Unsafe, InvalidFile):
        return ""
    return lines[0].strip() if lines else ""


def refuse_unsafe(files: Files, folder: str) -> os.stat_result:
    """The status of the folder; raises where it, or who runs this, must not be trusted."""
    real, effective = files.users()
    if real != effective:
        raise Unsafe("other_user", path=folder, real=real, effective=effective)
    try:
        status = files.stat(folder, follow=True)
    except OSError as error:
        raise refusal(error, folder) from None
    if not S_ISDIR(status.st_mode):
        raise Unsafe("not_folder", path=folder)
    if status.st_mode & S_IWOTH:
        raise Unsafe("open_folder", path=folder)
    return status


def read_file_at(files: Files, path: str, newest: int) -> file_codec.FileText:
    """A whole file anywhere, of a schema up to `newest`; raises a `StoreError` that names it."""
    try:
        file = file_codec.read(load(files, path)[0])
    except InvalidFile as bad:
        raise Damaged(bad.code, path=path, place=bad.place) from None
    except Unsafe as odd:  # a path that was typed, and may be another
        raise Unsafe("not_file" if odd.code == "odd_file" else odd.code, path=path) from None
    except OSError as error:
        raise refusal(error, path) from None
    refuse_newer(file.meta["schema"], newest, path)
    return file


def refusal(error: OSError, path: str) -> StoreError:
    """What an error of the kernel while looking for something means."""
    if error.errno == errno.ENOENT:
        return Missing(path=path)
    if error.errno in (errno.ENOTDIR, errno.EISDIR):
        return Unsafe("not_folder" if error.errno == errno.ENOTDIR else "not_file", path=path)
    if error.errno in (errno.EACCES, errno.EPERM):
        return NotPermitted("no_read", path=path)
    if error.errno in NO_PATH:
        return StoreError("bad_path", path=path, os=error.errno)
    if error.errno in _NO_ROOM:
        return StoreError("unreadable", path=path, os=error.errno)
    return Damaged("unreadable", path=path, place="", os=error.errno)
