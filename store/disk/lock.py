"""The lock of a branch, held only while something is stored, never while someone thinks.

It is two. `.lock`, which nobody but who may write can open, decides: someone who may only look can't hold it. The
folder, which can't be deleted under its holder as that file can, is held beside it where it can be had. Both are
`flock`, which the kernel drops with the process.
"""

from __future__ import annotations

from contextlib import suppress
from errno import EBADF, EINTR, EISDIR, ELOOP, ENOLCK, ENOSYS, ENXIO, EOPNOTSUPP, EPERM
from stat import S_ISREG

from store.disk.files import FOLDER, MARK
from store.disk.reading import refusal, refuse_unsafe
from store.disk.writing import temporary, write_new, write_refusal
from store.errors import Busy, Missing, Unsafe
from store.generation import BACKUPS, FILE, JOURNAL, LOCK

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from types import TracebackType

    from store.disk.files import Files
    from store.engine import Waiting

POLL = 0.002
PAUSE = 0.004
"""Seconds that a writer leaves the lock alone after it had it; without it, eight writers in a loop starve."""
SAY_SO = 0.5
PATIENCE = 10.0
FOLDERS_TURN = 2.0
"""Seconds after which who has the file goes on without the folder: no writer holds that one alone for so long."""

ELSEWHERE = ("nfs", "cifs", "smb", "fuse", "9p", "afs")
"""File systems on which `flock` may not reach the other machines, or not hold at all."""


class Lock:
    """A context manager: the handle of the locked folder. `founding` is for a folder that has no store yet."""

    __slots__ = ("files", "folder", "founding", "free_again", "handle", "local", "mark", "status", "waiting")

    def __init__(self, files: Files, folder: str, *, anywhere: bool = False) -> None:
        self.files = files
        self.folder = folder
        self.founding = False
        self.local: int | None = None
        """The device last found to be a local one; any will do where its owner said so (-1)."""
        if anywhere:
            self.local = -1
        self.waiting: Waiting | None = None
        self.handle = self.mark = -1
        self.status: os.stat_result
        self.free_again = 0.0

    def __enter__(self) -> Lock:
        refuse_unsafe(self.files, self.folder)
        begun = self.files.now()
        if self.free_again - begun > 0:
            self.files.sleep(self.free_again - begun)
        said_so = False
        while True:
            waited = self.files.now() - begun
            if self._try(waited > FOLDERS_TURN):
                return self
            if waited > SAY_SO and not said_so:
                said_so = True
                if self.waiting:
                    self.waiting(*self._holder())
            if waited > PATIENCE:
                process, user = self._holder()
                raise Busy(path=self.folder, process=process, user=user)
            self.files.sleep(POLL * (0.5 + self.files.chance() / 255))

    def _try(self, without_folder: bool) -> bool:
        """One attempt; folder and file must still be those that their paths name."""
        try:
            handle = self.files.open(self.folder, FOLDER)
        except OSError as error:
            raise refusal(error, self.folder) from None
        mark = -1
        try:
            self.status = self.files.status(handle)
            mark = self._open_mark(handle)
            if (
                mark >= 0
                and self.files.lock(mark)
                and (self.files.lock(handle) or without_folder)
                and _same(self.files.status(mark), self.files.stat(LOCK, handle))
                and _same(self.status, self.files.stat(self.folder, follow=True))
            ):
                self._refuse_elsewhere()
                self.handle, self.mark, handle, mark = handle, mark, -1, -1
                return True
        except FileNotFoundError:
            raise Missing(path=self.folder) from None
        except OSError as error:
            if error.errno in (ENOLCK, ENOSYS, EOPNOTSUPP, EBADF):
                raise Unsafe("no_lock", path=self.folder, os=error.errno) from None
            if error.errno != EINTR:
                raise write_refusal(error, self.folder) from None
        finally:
            for opened in (mark, handle):
                if opened >= 0:
                    self.files.close(opened)
        return False

    def _open_mark(self, at: int) -> int:
        """The file that is locked, made where there is a store without it, or is to be one; -1 to try once more."""
        try:
            return self._opened(at)
        except FileNotFoundError:
            if not self.founding and not {FILE, JOURNAL, BACKUPS} & set(self.files.names(at)):
                raise
        beside = temporary(self.files, LOCK)
        try:
            write_new(self.files, beside, b"", at, self.status, mode=0o222)
            try:
                self.files.link(beside, LOCK, at, at)
            except OSError as error:
                if error.errno not in (EPERM, EOPNOTSUPP, ENOSYS):
                    raise
                self.files.rename(beside, LOCK, at)
        except (FileExistsError, FileNotFoundError):  # another was first, or swept it away
            return -1
        finally:
            with suppress(OSError):
                self.files.remove(beside, at)
        return self._opened(at)

    def _opened(self, at: int) -> int:
        try:
            handle = self.files.open(LOCK, MARK, at=at)
        except OSError as error:
            if error.errno in (ELOOP, EISDIR, ENXIO):
                code = "inner_link" if error.errno == ELOOP else "odd_file"
                raise Unsafe(code, path=f"{self.folder}/{LOCK}") from None
            raise
        if not S_ISREG(self.files.status(handle).st_mode):
            self.files.close(handle)
            raise Unsafe("odd_file", path=f"{self.folder}/{LOCK}")
        return handle

    def _refuse_elsewhere(self) -> None:
        if self.local not in (-1, self.status.st_dev):
            kind = self.files.file_system(self.status.st_dev)
            if kind.startswith(ELSEWHERE):
                raise Unsafe("network", path=self.folder, kind=kind)
            self.local = self.status.st_dev

    def _holder(self) -> tuple[int | None, int | None]:
        return holder(self.files, self.folder) or (None, None)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for opened in (self.handle, self.mark):
            self.files.close(opened)
        self.handle = self.mark = -1
        self.free_again = self.files.now() + PAUSE


def holder(files: Files, folder: str) -> tuple[int, int] | None:
    """Process and user that hold the lock of a branch, None where nobody does or the kernel does not tell."""
    for path in (f"{folder}/{LOCK}", folder):
        with suppress(OSError):
            process = files.holder(files.stat(path, follow=True).st_ino)
            if process:
                return process
    return None


def _same(first: os.stat_result, second: os.stat_result) -> bool:
    return (first.st_dev, first.st_ino) == (second.st_dev, second.st_ino)
