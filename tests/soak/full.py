"""Full, over quota, read-only, failing, too big, immutable, gone: what was stored stays, and the edit goes through.

Errors are injected at every call that changes the disk, once and for good; then the real things, where this user and
this system can make them (what they can't is counted as left out).
"""

from __future__ import annotations

import errno
import os
import resource
import shutil
import subprocess
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from store.disk.disk import Disk
from store.errors import StoreError
from tests.faults import Failing
from tests.soak import ground
from tests.soak.crashes import changed, note_of, set_note

if TYPE_CHECKING:
    from collections.abc import Iterator

ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EFBIG, errno.EACCES)


def run(rounds: int = 1) -> dict[str, int]:
    counts = {"errors": 0, "refused": 0, "unconfirmed": 0, "stored": 0, "old data gone": 0, "left behind": 0}
    counts |= {"unnamed": 0, "not stored afterwards": 0, "problems": 0, "real": 0, "left out": 0}
    place = ground.a_folder()
    try:
        for _ in range(rounds):
            _injected(place, counts)
        for kind in (
            _too_big,
            _vanished_file,
            _vanished_folder,
            _immutable,
            _small_file_system,
            _read_only_file_system,
        ):
            kind(f"{place}/{kind.__name__}", counts)
    finally:
        shutil.rmtree(place)
    return counts


def _injected(place: str, counts: dict[str, int]) -> None:
    for error in ERRORS:
        for lasting in (False, True):
            nth = 0
            while True:
                nth += 1
                folder = f"{place}/{error}-{lasting}-{nth}"
                changed(folder)
                failing = Failing(error, nth, lasting=lasting)
                code = _try(folder, counts, Disk(folder, failing))
                if not failing.failed:
                    break
                counts["errors"] += 1
                _again(folder, counts, code)
                shutil.rmtree(folder)
            shutil.rmtree(folder)


def _try(folder: str, counts: dict[str, int], disk: Disk | None = None, note: str = "new") -> str:
    """Store a note where `old` is, and hold against each other what was said and what is there; the code, if any."""
    before = _bytes(folder)
    try:
        set_note(disk or Disk(folder), note)
    except StoreError as refused:
        counts["unnamed"] += refused.code not in KNOWN
        if refused.code == "unconfirmed":
            counts["unconfirmed"] += 1
            counts["old data gone"] += note_of(folder) != note
        else:
            counts["refused"] += 1
            counts["old data gone"] += _bytes(folder) != before
        return refused.code
    counts["stored"] += 1
    counts["old data gone"] += note_of(folder) != note
    return ""


KNOWN = frozenset(
    {"full", "quota", "failing", "too_big", "vanished", "no_write", "read_only", "unconfirmed", "missing", "lost"}
)


def _bytes(folder: str) -> bytes | None:
    try:
        with open(f"{folder}/branch.json", "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def _again(folder: str, counts: dict[str, int], code: str) -> None:
    """The same edit, tried again once all is well."""
    try:
        set_note(Disk(folder), "new" if code not in ("", "unconfirmed") else "newer")
    except StoreError:
        counts["not stored afterwards"] += 1
        return
    counts["not stored afterwards"] += note_of(folder) not in ("new", "newer")
    counts["left behind"] += any(name.endswith(".tmp") for name in os.listdir(folder))
    counts["problems"] += len(Disk(folder).verify())


def _too_big(folder: str, counts: dict[str, int]) -> None:
    changed(folder)
    for limit in range(0, 2048, 64):

        def work(limit: int = limit) -> None:
            hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
            mine = dict.fromkeys(counts, 0)
            code = _try(folder, mine)
            os._exit(0 if code == "too_big" and not mine["old data gone"] else 2 if code == "" else 3)

        ended = ground.code_of(ground.fork(work))
        counts["real"] += ended == 0
        counts["old data gone"] += ended not in (0, 2)
        if ended == 2:
            break
    _again(folder, counts, "")


def _vanished_file(folder: str, counts: dict[str, int]) -> None:
    changed(folder)
    os.unlink(f"{folder}/branch.json")
    counts["real"] += 1
    counts["unnamed"] += _try(folder, counts) != "lost"
    counts["old data gone"] += Disk(folder).read().tables["members"]["1"]["note"] != "old"
    Disk(folder).restore(None, ground.who(0), ground.AT)
    _again(folder, counts, "lost")


def _vanished_folder(folder: str, counts: dict[str, int]) -> None:
    changed(folder)
    os.rename(folder, f"{folder}.away")
    counts["real"] += 1
    counts["unnamed"] += _try(folder, counts) != "missing"
    counts["left behind"] += os.path.exists(folder)
    os.rename(f"{folder}.away", folder)
    _again(folder, counts, "missing")


def _immutable(folder: str, counts: dict[str, int]) -> None:
    changed(folder)
    for name in ("branch.json", "journal.jsonl"):
        if not _runs("chattr", "+i", f"{folder}/{name}"):
            counts["left out"] += 1
            continue
        try:
            counts["real"] += 1
            counts["unnamed"] += _try(folder, counts) != "no_write"
        finally:
            _runs("chattr", "-i", f"{folder}/{name}")
        _again(folder, counts, "no_write")
        set_note(Disk(folder), "old")


def _small_file_system(folder: str, counts: dict[str, int]) -> None:
    """A file system of a few pages, filled page by page until nothing fits."""
    with _mounted(folder, "size=96k", counts) as there:
        if not there:
            return
        changed(f"{folder}/branch")
        code = ""
        with open(f"{folder}/ballast", "wb", buffering=0) as ballast:
            for number in range(200):
                code = _try(f"{folder}/branch", counts, note=str(number))
                if code:
                    break
                if number % 2:
                    with suppress(OSError):
                        ballast.write(bytes(4096))
        counts["real"] += code == "full"
        counts["unnamed"] += code != "full"
        os.unlink(f"{folder}/ballast")
        _again(f"{folder}/branch", counts, code)


def _read_only_file_system(folder: str, counts: dict[str, int]) -> None:
    with _mounted(folder, "size=1m", counts) as there:
        if not there:
            return
        changed(f"{folder}/branch")
        if not _runs("mount", "-o", "remount,ro", folder):
            counts["left out"] += 1
            return
        counts["real"] += 1
        counts["unnamed"] += _try(f"{folder}/branch", counts) != "read_only"
        _runs("mount", "-o", "remount,rw", folder)
        _again(f"{folder}/branch", counts, "read_only")


@contextmanager
def _mounted(folder: str, options: str, counts: dict[str, int]) -> Iterator[bool]:
    os.mkdir(folder)
    if not _runs("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder):
        counts["left out"] += 1
        yield False
        return
    try:
        yield True
    finally:
        _runs("umount", folder)


def _runs(*command: Any) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


MUST_BE_NONE = ("old data gone", "left behind", "unnamed", "not stored afterwards", "problems")
