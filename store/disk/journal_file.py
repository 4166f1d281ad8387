"""The file in which the journal of a folder stands: opened, read from either end."""

from __future__ import annotations

from errno import EISDIR, ELOOP
from hashlib import sha256
from stat import S_ISREG

from store import journal
from store.disk.files import READ
from store.errors import Unsafe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.disk.files import Files
    from store.engine import Unread
    from store.journal import Tail
    from store.journal_entry import JournalEntry

BLOCK = 1 << 16


def opened(files: Files, name: str, flags: int, at: int | None = None) -> int:
    """The handle of a journal; raises `OSError`, or `Unsafe` where it is a link or no file."""
    try:
        handle = files.open(name, flags, at=at)
    except OSError as error:
        if error.errno in (ELOOP, EISDIR):
            raise Unsafe("inner_link" if error.errno == ELOOP else "odd_file", path=name) from None
        raise
    if not S_ISREG(files.status(handle).st_mode):
        files.close(handle)
        raise Unsafe("odd_file", path=name)
    return handle


def forwards(files: Files, handle: int, size: int) -> Iterator[bytes]:
    """The lines up to `size`, each with its break if it has one."""
    begun: list[bytes] = []
    offset = 0
    while offset < size:
        block = files.read_from(handle, min(BLOCK, size - offset), offset)
        if not block:
            break
        offset += len(block)
        first, *lines = block.split(b"\n")
        begun.append(first)
        for line in lines:
            yield b"".join([*begun, b"\n"])
            begun = [line]
    if last := b"".join(begun):
        yield last


def backwards(files: Files, handle: int, size: int) -> Iterator[bytes]:
    """The lines up to `size` from the last to the first, each with its break if it has one."""
    rest = b""
    step = BLOCK
    while size > 0:
        step = min(step, size)
        size -= step
        *whole, last = (files.read_from(handle, step, size) + rest).split(b"\n")
        lines = [line + b"\n" for line in whole] + ([last] if last else [])
        rest = lines[0]
        yield from reversed(lines[1:])
        step = BLOCK if len(lines) > 1 else step * 2
    if rest:
        yield rest


def entries(files: Files, handle: int, size: int, reached: int, unread: Unread | None = None) -> Iterator[JournalEntry]:
    """See `journal.entries`."""
    return journal.entries(backwards(files, handle, size), reached, unread)


def tail(files: Files, handle: int, reached: int) -> Tail:
    """See `journal.tail`."""
    size = files.status(handle).st_size
    return journal.tail(lambda: backwards(files, handle, size), size, reached)


def explains(files: Files, name: str, data: bytes) -> bool:
    """Whether the last line says that these very bytes are the file that it made."""
    try:
        handle = files.open(name, READ)
    except OSError:
        return False
    try:
        size = files.status(handle).st_size
        end = files.read_from(handle, min(size, BLOCK), max(size - BLOCK, 0))
    except OSError:
        return False
    finally:
        files.close(handle)
    entry = journal.read(end.removesuffix(b"\n").rpartition(b"\n")[2])
    return entry is not None and entry.file == sha256(data).hexdigest()
