"""Is the store sound? Looks at everything, changes nothing, takes no lock."""

from __future__ import annotations

from stat import S_IMODE, S_ISDIR, S_ISLNK, S_ISREG

from store import file_codec, journal
from store.disk import backups, journal_file
from store.disk.files import FOLDER, READ
from store.disk.lock import holder
from store.disk.reading import BEFORE_MOVE, load, moved_to, refusal, refuse_unsafe
from store.disk.writing import LEFT_OVER
from store.engine import Problem
from store.errors import Elsewhere, Missing, StoreError, Unsafe, refuse_newer
from store.generation import BACKUPS, FILE, JOURNAL, LOCK
from store.strict_json import InvalidFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from os import stat_result
    from typing import Any

    from store.disk.files import Files
    from store.disk.folder import Folder
    from store.file_codec import FileText


LOOKS = 3
"""How often a state that moves meanwhile is looked at without the lock."""


def verify(disk: Folder) -> list[Problem]:
    """See `Disk.verify`. What seems wrong while others store is looked at again, in the end with the lock."""
    refuse_unsafe(disk.files, disk.folder)
    try:
        at = disk.files.open(disk.folder, FOLDER)
        try:
            for _ in range(LOOKS):
                before = _state(disk.files, at)
                problems = _look(disk, at)
                if not problems or _state(disk.files, at) == before:
                    return problems
        finally:
            disk.files.close(at)
        try:
            with disk.lock as lock:
                return _look(disk, lock.handle)
        except StoreError:  # who may only look: what was seen last
            return problems
    except OSError as error:
        raise refusal(error, disk.folder) from None


def _state(files: Files, at: int) -> list[tuple[int, int, int]]:
    """What changes whenever something is stored."""
    states = []
    for name in (FILE, JOURNAL):
        try:
            status = files.stat(name, at)
        except FileNotFoundError:
            continue
        states.append((status.st_ino, status.st_size, status.st_mtime_ns))
    return states


def _look(disk: Folder, at: int) -> list[Problem]:
    """The file first: its line stands in the journal before it, and still does when the journal is read."""
    problems: list[Problem] = []
    file = _file(disk, at, problems)
    chain = _chain(disk, at, file.meta["revision"] if file else -1, problems)
    if file is None and chain is None and [problem.code for problem in problems] == ["lost"]:
        raise Missing(path=disk.folder)
    if chain is not None:
        problems += [Problem(code=code, place=f"{JOURNAL}:{place}") for code, place in chain.problems]
        if not chain.problems and _begins_late(disk.files, at, chain):
            problems.append(Problem(code="beginning", place=f"{JOURNAL}:1"))
        if file is not None and chain.explains is None:
            problems.append(Problem(code="unexplained", place=f"{FILE}:_meta/revision"))
        elif file is not None and chain.explains is not None and chain.explains.file != file.digest:
            problems.append(Problem(code="outside", place=FILE))
    elif file is not None and not problems and _generations(disk.files, at):
        problems.append(Problem(code="lost", place=JOURNAL))
    last = chain.last.revision if chain is not None and chain.last is not None else 0
    reached = max(file.meta["revision"] if file else 0, last)
    return problems + _bad_generations(disk.files, at, reached) + _odd_lock(disk, at)


def _odd_lock(disk: Folder, at: int) -> list[Problem]:
    """What stands in the place of the lock, so that nothing can be stored."""
    try:
        return [Problem(code=code, place=LOCK) for code in _odd(disk.files, at, disk.folder, {LOCK}).values()]
    except FileNotFoundError:
        return []


def _begins_late(files: Files, at: int, chain: journal.Chain) -> bool:
    """Whether there are generations from before the one that the first line replaced: a journal was emptied, for a file
    that was without one has nothing that is older.
    """
    if chain.first is None:
        return False
    revisions = [backups.revision_of(name) for name in _generations(files, at)]
    return any(revision is not None and revision < chain.first.revision - 1 for revision in revisions)


def _chain(disk: Folder, at: int, revision: int, problems: list[Problem]) -> journal.Chain | None:
    try:
        handle = journal_file.opened(disk.files, JOURNAL, READ, at)
    except FileNotFoundError:
        return None
    except Unsafe as odd:
        problems.append(Problem(code=odd.code, place=JOURNAL))
        return None
    chain = journal.Chain(revision)
    try:
        size = disk.files.status(handle).st_size
        for number, line in enumerate(journal_file.forwards(disk.files, handle, size), start=1):
            chain.follow(number, line)
    finally:
        disk.files.close(handle)
    chain.end()
    return chain


def _file(disk: Folder, at: int, problems: list[Problem]) -> FileText | None:
    try:
        file = file_codec.read(load(disk.files, FILE, at)[0])
    except FileNotFoundError:
        went = moved_to(disk.files, disk.folder)
        if went:
            problems.append(Problem(code=Elsewhere.code, place=went))
            return _moved_file(disk, at)
        problems.append(Problem(code="lost", place=FILE))
    except InvalidFile as bad:
        problems.append(Problem(code=bad.code, place=f"{FILE}:{bad.place}" if bad.place else FILE))
    else:
        refuse_newer(file.meta["schema"], disk.version, disk.folder)
        return file
    return None


def _moved_file(disk: Folder, at: int) -> FileText | None:
    """The file as it was when it was moved."""
    try:
        return file_codec.read(load(disk.files, BEFORE_MOVE, at)[0])
    except (OSError, Unsafe, InvalidFile):
        return None


def _bad_generations(files: Files, at: int, reached: int) -> list[Problem]:
    """Generations that can't be read, or are not of the revision they are named after. What bears the number of a
    revision that there never was (a date) is a copy that somebody put there.
    """
    bad = []
    try:
        with backups.opened(files, at) as folder:
            for name in backups.names(files, folder):
                revision = backups.revision_of(name)
                ours = revision is not None and revision <= max(reached, 1)
                if ours or name.startswith(("kept-", "schema-")):
                    code = _trouble(files, name, folder, revision)
                    bad += [Problem(code=code, place=f"{BACKUPS}/{name}")] if code else []
    except Unsafe as odd:
        return [Problem(code=odd.code, place=BACKUPS)]
    return bad


def _trouble(files: Files, name: str, folder: int | None, revision: int | None) -> str:
    try:
        file = file_codec.read(load(files, name, folder)[0])
    except FileNotFoundError:
        return ""
    except PermissionError:
        return "no_read"
    except (OSError, Unsafe, InvalidFile):
        return "generation"
    return "generation" if revision is not None and revision != file.meta["revision"] else ""


def facts(disk: Folder) -> dict[str, Any]:
    """`mode` (an int), `owner` and `group` of the folder, its `file_system`, `free` bytes, the `holder` of the lock
    (process, user, or None), whether it is `writable` and its file system `read_only`, the number of `generations` and
    of files `left_over` by dead writers; (mode, owner, group) of the `files` that everyone who may read needs, by name,
    the folder of generations among them; and the code of what is `odd` in the place of one of them, or of the lock, by
    path.
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
                "holder": holder(files, disk.folder),
                "writable": files.may_write(disk.folder),
                "read_only": files.is_read_only(at),
                "generations": len(_generations(files, at)),
                "left_over": sum(name.startswith(LEFT_OVER) for name in names),
                "files": {name: _rights_of(files.stat(name, at)) for name in (FILE, JOURNAL, BACKUPS) if name in names},
                "odd": _odd(files, at, disk.folder, {FILE, JOURNAL, BACKUPS, LOCK} & set(names)),
            }
        finally:
            files.close(at)
    except OSError as error:
        raise refusal(error, disk.folder) from None


def _generations(files: Files, at: int) -> list[str]:
    try:
        with backups.opened(files, at) as folder:
            return backups.names(files, folder)
    except Unsafe:
        return []


def _odd(files: Files, at: int, folder: str, names: set[str]) -> dict[str, str]:
    """What stands in the place of a file, whose mode is then not the point: to change it might change another's."""
    odd = {}
    for name in names:
        mode = files.stat(name, at).st_mode
        right = S_ISDIR(mode) if name == BACKUPS else S_ISREG(mode)
        if not right:
            code = "inner_link" if S_ISLNK(mode) else "odd_folder" if name == BACKUPS else "odd_file"
            odd[f"{folder}/{name}"] = code
    return odd


def _rights_of(status: stat_result) -> tuple[int, int, int]:
    return S_IMODE(status.st_mode), status.st_uid, status.st_gid
