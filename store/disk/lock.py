"""The lock of a branch: `flock` on its folder, which can't be deleted under its holder and which the kernel drops
with the process. Held only while something is stored, never while someone thinks.
"""

from __future__ import annotations

from errno import EINTR

from store.disk.files import FOLDER
from store.disk.reading import refusal, refuse_unsafe
from store.errors import Busy, Missing, Unsafe

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

ELSEWHERE = ("nfs", "cifs", "smb", "fuse", "9p", "afs")
"""File systems on which `flock` may not reach the other machines, or not hold at all."""


class Lock:
    """A context manager: the handle of the locked folder."""

    __slots__ = ("files", "folder", "free_again", "handle", "local", "status", "waiting")

    def __init__(self, files: Files, folder: str, *, anywhere: bool = False) -> None:
        self.files = files
        self.folder = folder
        self.local: int | None = None
        """The device last found to be a local one; any will do where its owner said so (-1)."""
        if anywhere:
            self.local = -1
        self.waiting: Waiting | None = None
        self.handle = -1
        self.status: os.stat_result
        self.free_again = 0.0

    def __enter__(self) -> Lock:
        refuse_unsafe(self.files, self.folder)
        begun = self.files.now()
        if self.free_again - begun > 0:
            self.files.sleep(self.free_again - begun)
        told = False
        while True:
            if self._try():
                return self
            waited = self.files.now() - begun
            if waited > SAY_SO and not told:
                told = True
                if self.waiting:
                    self.waiting(*self._holder())
            if waited > PATIENCE:
                process, user = self._holder()
                raise Busy(path=self.folder, process=process, user=user)
            self.files.sleep(POLL * (0.5 + self.files.chance() / 255))

    def _try(self) -> bool:
        """One attempt; the folder of the lock must still be the one that its path names."""
        try:
            handle = self.files.open(self.folder, FOLDER)
        except OSError as error:
            raise refusal(error, self.folder) from None
        try:
            if self.files.lock(handle):
                self.status = self.files.status(handle)
                named = self.files.stat(self.folder, follow=True)
                if (self.status.st_dev, self.status.st_ino) == (named.st_dev, named.st_ino):
                    self._refuse_elsewhere()
                    self.handle, handle = handle, -1
                    return True
        except FileNotFoundError:
            raise Missing(path=self.folder) from None
        except OSError as error:
            if error.errno != EINTR:
                raise Unsafe("no_lock", path=self.folder, os=error.errno) from None
        finally:
            if handle >= 0:
                self.files.close(handle)
        return False

    def _refuse_elsewhere(self) -> None:
        if self.local not in (-1, self.status.st_dev):
            kind = self.files.file_system(self.status.st_dev)
            if kind.startswith(ELSEWHERE):
                raise Unsafe("network", path=self.folder, kind=kind)
            self.local = self.status.st_dev

    def _holder(self) -> tuple[int | None, int | None]:
        try:
            inode = self.files.stat(self.folder, follow=True).st_ino
        except OSError:
            return None, None
        return self.files.holder(inode) or (None, None)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        handle, self.handle = self.handle, -1
        self.files.close(handle)
        self.free_again = self.files.now() + PAUSE
