"""Is the store sound? Looks at everything, changes nothing, takes no lock."""

from __future__ import annotations

from stat import S_IMODE

from store.disk import backups, file_codec, journal
from store.disk.files import FOLDER, READ
from store.disk.reading import BACKUPS, FILE, JOURNAL, load, refusal, refuse_unsafe
from store.disk.strict_json import InvalidFile
from store.disk.writing import LEFT_OVER
from store.engine import Problem
from store.errors import Missing, Newer, Unsafe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from os import stat_result
    from typing import Any

    from store.disk.disk import Disk
    from store.disk.file_codec import FileText


def verify(disk: Disk) -> list[Problem]:
    """See `Disk.verify`."""
    refuse_unsafe(disk.files, disk.folder)
    problems: list[Problem] = []
    try:
        at = disk.files.open(disk.folder, FOLDER)
        try:
            chain = _chain(disk, at)
            sheet = _sheet(disk, at, chain is not None, problems)
            if chain is not None:
                explains = chain.end(sheet.meta["revision"] if sheet else 1 << 62)
                problems += [Problem(code=code, place=f"{JOURNAL}:{place}") for code, place in chain.problems]
                if sheet is not None and (explains is None or explains.revision != sheet.meta["revision"]):
                    problems.append(Problem(code="unexplained", place=f"{FILE}:_meta/revision"))
                elif sheet is not None and explains is not None and explains.file != sheet.digest:
                    problems.append(Problem(code="outside", place=FILE))
            problems += [Problem(code="generation", place=f"{BACKUPS}/{name}") for name in _bad_generations(disk, at)]
        finally:
            disk.files.close(at)
    except OSError as error:
        raise refusal(error, disk.folder) from None
    return problems


def _chain(disk: Disk, at: int) -> journal.Chain | None:
    try:
        handle = disk.files.open(JOURNAL, READ, at=at)
    except FileNotFoundError:
        return None
    chain = journal.Chain()
    try:
        size = disk.files.status(handle).st_size
        for number, line in enumerate(journal.forwards(disk.files, handle, size), start=1):
            chain.follow(number, line)
    finally:
        disk.files.close(handle)
    return chain


def _sheet(disk: Disk, at: int, expected: bool, problems: list[Problem]) -> FileText | None:
    try:
        sheet = file_codec.read(load(disk.files, FILE, at)[0])
    except FileNotFoundError:
        if not expected:
            raise Missing(path=disk.folder) from None
        problems.append(Problem(code="lost", place=FILE))
    except InvalidFile as bad:
        problems.append(Problem(code=bad.code, place=f"{FILE}:{bad.place}" if bad.place else FILE))
    else:
        if sheet.meta["schema"] > disk.version:
            raise Newer(path=disk.folder, schema=sheet.meta["schema"])
        return sheet
    return None


def _bad_generations(disk: Disk, at: int) -> list[str]:
    """Names of generations that can't be read, or that are not of the revision they are named after."""
    bad = []
    for name in backups.names(disk.files, at):
        if name.startswith("replaced-"):
            continue
        try:
            sheet = file_codec.read(load(disk.files, f"{BACKUPS}/{name}", at)[0])
        except FileNotFoundError:
            continue
        except (OSError, Unsafe, InvalidFile):
            bad.append(name)
        else:
            revision = backups.revision_of(name)
            if revision is not None and revision != sheet.meta["revision"]:
                bad.append(name)
    return bad


def facts(disk: Disk) -> dict[str, Any]:
    """`mode` (an int), `owner` and `group` of the folder, its `file_system`, `free` bytes, the `holder` of the lock
    (process, user, or None), the number of `generations` and of files `left_over` by dead writers; and (mode, group) of
    the `files` that everyone who may read needs, by name.
    """
    files = disk.files
    status = refuse_unsafe(files, disk.folder)
    try:
        at = files.open(disk.folder, FOLDER)
        try:
            names = files.names(at)
            return {
                "mode": S_IMODE(status.st_mode),
                "owner": status.st_uid,
                "group": status.st_gid,
                "file_system": files.file_system(status.st_dev),
                "free": files.free(at),
                "holder": files.holder(status.st_ino),
                "generations": len(backups.names(files, at)),
                "left_over": sum(name.startswith(LEFT_OVER) for name in names),
                "files": {name: _mode(files.stat(name, at)) for name in (FILE, JOURNAL) if name in names},
            }
        finally:
            files.close(at)
    except OSError as error:
        raise refusal(error, disk.folder) from None


def _mode(status: stat_result) -> tuple[int, int]:
    return S_IMODE(status.st_mode), status.st_gid
