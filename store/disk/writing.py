"""New files: complete and synced, for the same people as their folder, or not there at all.

What a crash may leave has a temporary name; whoever holds the lock next removes it.
"""

from __future__ import annotations

from contextlib import suppress
from errno import EACCES, EDQUOT, EFBIG, ENOENT, ENOSPC, ENOTDIR, EPERM, EROFS
from os.path import basename, dirname
from stat import S_IMODE, S_IRGRP, S_ISGID, S_IWGRP

from store.disk.files import CREATE, FOLDER, INNER
from store.disk.reading import NO_PATH, stamp_of
from store.errors import NotPermitted, NotStored, StoreError, Unconfirmed
from store.generation import FILE

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os

    from store.disk.files import Files
    from store.disk.reading import FileStamp


LEFT_OVER = f".{FILE}."
"""What the names of temporary files begin with."""
_CODES = {ENOSPC: "full", EDQUOT: "quota", EFBIG: "too_big", ENOENT: "vanished"}


def write_refusal(error: OSError, path: str) -> StoreError:
    """What an error of the kernel while storing means."""
    if error.errno in (EACCES, EPERM):
        return NotPermitted("no_write", path=path, os=error.errno)
    if error.errno == EROFS:
        return NotPermitted("read_only", path=path, os=error.errno)
    if error.errno in NO_PATH:
        return StoreError("bad_path", path=path, os=error.errno)
    return NotStored(_CODES.get(error.errno or 0, "failing"), path=path, os=error.errno)


def copy_refusal(error: OSError, to: str) -> StoreError:
    """The same of a copy anywhere, whose folder may be none."""
    if error.errno in (ENOENT, ENOTDIR):
        return StoreError("no_folder" if error.errno == ENOENT else "not_folder", path=dirname(to))
    if error.errno in (EACCES, EPERM):
        return NotPermitted("closed_folder", path=dirname(to))
    return write_refusal(error, to)


def temporary(files: Files, name: str) -> str:
    """The name under which a file is made that will be called `name`."""
    return f"{LEFT_OVER}{files.process()}.{name}.tmp"


def sweep(files: Files, at: int) -> None:
    """Remove temporary files: whoever holds the lock knows that their writers are dead."""
    for name in files.names(at):
        if name.startswith(LEFT_OVER) and name.endswith(".tmp"):
            with suppress(OSError):
                try:
                    files.remove(name, at)
                except IsADirectoryError:
                    files.remove_folder(name, at)


def put_new(files: Files, name: str, data: bytes, at: int, folder: os.stat_result, to: int | None = None) -> None:
    """A file that appears under its name, in `at` or the folder `to`, when it is whole; one that is there already
    raises `FileExistsError`.
    """
    beside = temporary(files, name)
    write_new(files, beside, data, at, folder)
    try:
        try:
            files.stat(name, at if to is None else to)
        except FileNotFoundError:
            files.rename(beside, name, at, to)
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
    handle = files.open(beside, INNER, at=at)
    try:
        for_the_same_people(files, handle, folder, mode=0o777)
    finally:
        files.close(handle)
    files.rename(beside, name, at)


def write_new(
    files: Files,
    name: str,
    data: bytes,
    at: int | None,
    folder: os.stat_result | None,
    like: os.stat_result | None = None,
    mode: int = 0o666,
) -> FileStamp:
    """Write and sync a file that must not exist yet; `folder`, where given, decides whose it is, else it is 0600 and,
    made by root, of the owner of the folder that it is in.

    `like` is the file that it is to replace, where there is one.
    """
    handle = files.open(name, CREATE, 0o600, at)
    try:
        if folder is not None:
            for_the_same_people(files, handle, folder, like, mode)
        elif at is not None:
            _for_the_owner(files, handle, files.status(at))
        write_all(files, handle, data)
        files.fsync(handle)
        return stamp_of(files.status(handle))
    except BaseException:
        with suppress(OSError):
            files.remove(name, at)
        raise
    finally:
        files.close(handle)


def put_copy(files: Files, to: str, data: bytes) -> None:
    """A file that is there whole and synced, or not at all; what has its name already stays."""
    at = files.open(dirname(to) or ".", FOLDER)
    try:
        name, beside = basename(to), f".{basename(to)[:40]}.{files.process()}.tmp"
        write_new(files, beside, data, at, None)
        try:
            try:
                files.link(beside, name, at, at)
            except FileExistsError:
                raise
            except OSError:  # no links here
                _refuse_there(files, name, at)
                files.rename(beside, name, at)
        finally:
            with suppress(OSError):
                files.remove(beside, at)
        try:
            files.fsync(at)
        except OSError as error:
            raise Unconfirmed(path=to, os=error.errno) from None
    finally:
        files.close(at)


def _refuse_there(files: Files, name: str, at: int) -> None:
    with suppress(FileNotFoundError):
        files.stat(name, at)
        raise FileExistsError(name)


def _for_the_owner(files: Files, handle: int, folder: os.stat_result) -> None:
    if files.users()[1] == 0 and folder.st_uid:
        files.set_owner(handle, folder.st_uid, folder.st_gid)


def for_the_same_people(
    files: Files, handle: int, folder: os.stat_result, like: os.stat_result | None = None, mode: int = 0o666
) -> None:
    """Who may use a new file or folder: in a setgid folder its group, as far as it may use that, elsewhere its owner.

    Root works for the owner: what it replaces (`like`) keeps owner, group and mode, what it makes belongs to whom the
    folder belongs to. `mode` has what these people may do: 0666, 0777 for a folder.
    """
    made = files.status(handle)
    shared = bool(folder.st_mode & S_ISGID)
    owner, group, wanted = made.st_uid, made.st_gid, mode & 0o700
    if shared:
        group = folder.st_gid
        may = (0o060 if folder.st_mode & S_IWGRP else 0o040 if folder.st_mode & S_IRGRP else 0) | 0o010
        wanted = (mode & (0o700 | may)) | (S_ISGID if mode & 0o100 else 0)
    if files.users()[1] == 0:
        model = like if like is not None and like.st_uid else folder
        owner = model.st_uid
        if not shared:
            group = model.st_gid
        if model is like and like is not None:
            wanted = S_IMODE(like.st_mode) & mode
    if (owner, group) != (made.st_uid, made.st_gid):
        files.set_owner(handle, owner, group)
    if S_IMODE(made.st_mode) != wanted or shared:
        files.set_mode(handle, wanted)


def write_all(files: Files, handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[files.write(handle, rest) :]
