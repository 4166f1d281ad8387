"""Writing a file for outside: whole or not at all, for its owner alone, never through a link, never over another."""

from __future__ import annotations

import contextlib
import errno
import os
import stat

from tui.config import hand_over
from tui.files.errors import FileError

CLOSED = (errno.EACCES, errno.EPERM)


def exists(path: str) -> bool:
    return os.path.lexists(path)


def save(path: str, data: bytes, *, over: bool = False) -> None:
    """Put bytes at a path, mode 0600, and when root does it, for the owner of what was there or of the folder; raises
    FileError: `exists` (unless `over`), `link`, `is_folder`, `not_file`, `not_place`, `not_written`; of the folder that
    it goes into, which is then its path, `no_folder`, `not_folder`, `closed_folder`.

    The folder is opened once and everything is done inside it, so that a link put in its way meanwhile leads nowhere.
    """
    folder, name = os.path.split(os.path.abspath(path))
    if not name or "\0" in path:
        raise FileError("not_place", path=path)
    if path.endswith(os.sep):
        raise FileError("is_folder" if os.path.isdir(path) else "no_folder", path=path)
    try:
        at = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise _of_folder(error, folder) from None
    fresh = f".{name[:40]}.{os.urandom(6).hex()}"
    try:
        there = _may_take(at, name, path, over)
        _write(at, fresh, data, there or os.fstat(at))
        if over:
            os.replace(fresh, name, src_dir_fd=at, dst_dir_fd=at)
        else:
            _link(at, fresh, name)
        os.fsync(at)
    except FileExistsError:
        raise FileError("exists", path=path) from None
    except OSError as error:
        closed = error.errno in CLOSED
        raise _of_folder(error, folder) if closed else FileError("not_written", path=path, os=error.errno) from None
    finally:
        with contextlib.suppress(OSError):
            os.unlink(fresh, dir_fd=at)
        os.close(at)


def _of_folder(error: OSError, folder: str) -> FileError:
    code = {errno.ENOENT: "no_folder", errno.ENOTDIR: "not_folder", **dict.fromkeys(CLOSED, "closed_folder")}
    return FileError(code.get(error.errno or 0, "not_written"), path=folder, os=error.errno)


def _may_take(at: int, name: str, path: str, over: bool) -> os.stat_result | None:
    try:
        there = os.stat(name, dir_fd=at, follow_symlinks=False)
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(there.st_mode):
        raise FileError("link", path=path)
    if not stat.S_ISREG(there.st_mode):
        raise FileError("is_folder" if stat.S_ISDIR(there.st_mode) else "not_file", path=path)
    if not over:
        raise FileError("exists", path=path)
    return there


def _write(at: int, name: str, data: bytes, owner: os.stat_result) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(name, flags, 0o600, dir_fd=at), "wb") as file:
        os.fchmod(file.fileno(), 0o600)  # whatever the umask or the folder says
        hand_over(file.fileno(), owner)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _link(at: int, fresh: str, name: str) -> None:
    """Give a file its name only where nothing has it; where a file system knows no links, look once more and rename."""
    try:
        os.link(fresh, name, src_dir_fd=at, dst_dir_fd=at, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:
        try:
            os.stat(name, dir_fd=at, follow_symlinks=False)
        except FileNotFoundError:
            os.rename(fresh, name, src_dir_fd=at, dst_dir_fd=at)
        else:
            raise FileExistsError(name) from None
