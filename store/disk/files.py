"""Every call to the kernel that the disk makes, in one small layer that a test can put faults, crashes or another
file system under. Names are relative to the open folder `at`, so that nothing can be swapped beneath a writer.
"""

from __future__ import annotations

import os

NEVER_THROUGH_A_LINK = os.O_NOFOLLOW | os.O_CLOEXEC
READ = os.O_RDONLY | os.O_NONBLOCK | NEVER_THROUGH_A_LINK
"""Not blocking, so that a pipe in the file's place can't hang a reader."""
CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | NEVER_THROUGH_A_LINK
APPEND = os.O_RDWR | os.O_APPEND | NEVER_THROUGH_A_LINK
MARK = os.O_WRONLY | os.O_NONBLOCK | NEVER_THROUGH_A_LINK
"""Of a file that is only ever locked: whoever may not write it can't open it so."""
FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
INNER = FOLDER | os.O_NOFOLLOW
"""A folder inside of the branch's own, which is never a link to another."""


class Files:
    """The calls, one a method, each raising the kernel's `OSError`."""

    def open(self, name: str, flags: int, mode: int = 0o600, at: int | None = None) -> int:
        return os.open(name, flags, mode, dir_fd=at)

    def close(self, handle: int) -> None:
        os.close(handle)

    def read(self, handle: int, size: int) -> bytes:
        return os.read(handle, size)

    def read_from(self, handle: int, size: int, offset: int) -> bytes:
        return os.pread(handle, size, offset)

    def write(self, handle: int, data: bytes | memoryview) -> int:
        return os.write(handle, data)

    def truncate(self, handle: int, size: int) -> None:
        os.ftruncate(handle, size)

    def fsync(self, handle: int) -> None:
        os.fsync(handle)

    def status(self, handle: int) -> os.stat_result:
        return os.fstat(handle)

    def stat(self, name: str, at: int | None = None, *, follow: bool = False) -> os.stat_result:
        return os.stat(name, dir_fd=at, follow_symlinks=follow)

    def names(self, handle: int) -> list[str]:
        return os.listdir(handle)

    def make_folder(self, name: str, mode: int, at: int | None = None) -> None:
        os.mkdir(name, mode, dir_fd=at)

    def link(self, name: str, new: str, at: int, to: int) -> None:
        os.link(name, new, src_dir_fd=at, dst_dir_fd=to, follow_symlinks=False)

    def rename(self, name: str, new: str, at: int, to: int | None = None) -> None:
        os.rename(name, new, src_dir_fd=at, dst_dir_fd=at if to is None else to)

    def remove(self, name: str, at: int | None) -> None:
        os.unlink(name, dir_fd=at)

    def remove_folder(self, name: str, at: int) -> None:
        os.rmdir(name, dir_fd=at)

    def set_mode(self, handle: int, mode: int) -> None:
        os.fchmod(handle, mode)

    def set_owner(self, handle: int, owner: int, group: int) -> None:
        """User and group of an open file; -1 leaves the one or the other."""
        os.fchown(handle, owner, group)

    def lock(self, handle: int) -> bool:
        """Take the exclusive lock of an open file or folder; False while another holds it."""
        import fcntl

        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def now(self) -> float:
        """Seconds of a clock that never jumps, for waiting only."""
        from time import monotonic

        return monotonic()

    def sleep(self, seconds: float) -> None:
        from time import sleep

        sleep(seconds)

    def chance(self) -> int:
        """A random byte: jitter, so that waiting writers don't march in step."""
        return os.urandom(1)[0]

    def free(self, handle: int) -> int:
        """Bytes that this user may still write to the file system of an open folder."""
        found = os.fstatvfs(handle)
        return found.f_bavail * found.f_frsize

    def is_read_only(self, handle: int) -> bool:
        """Whether nobody may write to the file system of an open folder."""
        return bool(os.fstatvfs(handle).f_flag & os.ST_RDONLY)

    def may_write(self, name: str) -> bool:
        return os.access(name, os.W_OK)

    def process(self) -> int:
        return os.getpid()

    def users(self) -> tuple[int, int]:
        """The real and the effective user of this process."""
        return os.getuid(), os.geteuid()

    def file_system(self, device: int) -> str:
        """The kind of the file system that a device number belongs to, as the kernel names it; empty if unknown."""
        number = f"{os.major(device)}:{os.minor(device)}"
        kind = ""
        for line in _lines("/proc/self/mountinfo"):
            left, _, right = line.partition(" - ")
            if left.split()[2:3] == [number]:
                kind = right.split(" ")[0]
        return kind

    def holder(self, inode: int) -> tuple[int, int] | None:
        """Process and user that hold the lock of a file or folder, or None where the kernel does not tell."""
        for line in _lines("/proc/locks"):
            part = line.split()
            if len(part) > 5 and part[1] == "FLOCK" and part[5].rpartition(":")[2] == str(inode):
                try:
                    return int(part[4]), os.stat(f"/proc/{part[4]}").st_uid
                except (OSError, ValueError):
                    return None
        return None


def _lines(path: str) -> list[str]:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read().splitlines()
    except OSError:
        return []
