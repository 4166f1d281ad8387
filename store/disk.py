"""The files of a branch's folder: read without a lock, replaced whole or not at all."""

from __future__ import annotations

import json
import os
import stat

from store.errors import Damaged, Missing, Newer, NotPermitted, NotStored, StoreError, Unsafe
from store.record import Record
from store.schema import VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from store.schema import Document, Tables

FILE = "branch.json"
META = "_meta"


class Stamp(Record):
    inode: int
    mtime_ns: int
    size: int


class Generation(Record):
    """One complete state of the file. `meta` is the document of `_meta`; the stamp is that of the file read."""

    tables: Tables
    meta: Document
    stamp: Stamp


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(name)


class Disk:
    """One branch's folder."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.path = os.path.join(folder, FILE)

    def stamp(self) -> Stamp | None:
        """What one `stat` says of the file; None where there is none."""
        try:
            found = os.stat(self.path, follow_symlinks=False)
        except OSError:
            return None
        return Stamp(inode=found.st_ino, mtime_ns=found.st_mtime_ns, size=found.st_size)

    def read(self) -> Generation:
        """The current generation; raises Missing, NotPermitted, Unsafe, Damaged or Newer."""
        try:
            handle = os.open(self.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
        except FileNotFoundError:
            raise Missing(path=self.folder) from None
        except NotADirectoryError:
            raise Unsafe("not_folder", path=self.folder) from None
        except PermissionError:
            raise NotPermitted("no_read", path=self.path) from None
        except OSError as error:
            code = "link" if os.path.islink(self.path) else "unreadable"
            raise Unsafe(code, path=self.path, os=error.errno) from None
        with os.fdopen(handle, "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise Unsafe("not_file", path=self.path)
            data = file.read()
        tables, meta = parse(data, self.path)
        return Generation(
            tables=tables,
            meta=meta,
            stamp=Stamp(inode=found.st_ino, mtime_ns=found.st_mtime_ns, size=found.st_size),
        )

    def replace(self, change: Callable[[Generation], Tables | None]) -> None:
        """Read fresh, change, and put the new file in the old one's place; None leaves all as it is."""
        import fcntl

        try:
            lock = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError:
            raise Missing(path=self.folder) from None
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            generation = self.read()
            tables = change(generation)
            if tables is not None:
                meta = generation.meta | {"revision": generation.meta["revision"] + 1}
                self._write({META: {"1": meta}} | {name: t for name, t in tables.items() if name != META}, lock)
        finally:
            os.close(lock)

    def create(self, tables: Tables) -> None:
        """A first file in a folder that is made, or empty; a store that is there already is refused."""
        os.makedirs(self.folder, mode=0o700, exist_ok=True)
        if os.listdir(self.folder):
            raise StoreError("not_empty", path=self.folder)
        lock = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            self._write({META: {"1": {"schema": VERSION, "revision": 1}}} | tables, lock)
        finally:
            os.close(lock)

    def _write(self, tables: Tables, folder: int) -> None:
        data = json.dumps(tables, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
        temporary = f"{self.path}.{os.getpid()}.tmp"
        try:
            handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                os.rename(temporary, self.path)
            except BaseException:
                os.unlink(temporary)
                raise
            os.fsync(folder)
        except PermissionError:
            raise NotPermitted("no_write", path=self.folder) from None
        except OSError as error:
            raise NotStored(path=self.folder, os=error.errno) from None


def parse(data: bytes, path: str) -> tuple[Tables, Document]:
    """The tables and the `_meta` document in the bytes of a file, strictly; raises Damaged or Newer."""
    try:
        tables = json.loads(data.decode(), object_pairs_hook=_unique, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise Damaged("not_json", path=path, place=str(line) if line else str(error)[:60]) from None
    if type(tables) is not dict or not all(
        type(table) is dict and all(type(value) is dict for value in table.values()) for table in tables.values()
    ):
        raise Damaged("not_tinydb", path=path, place="")
    meta = tables.get(META, {}).get("1")
    if meta is None or type(meta.get("schema")) is not int or type(meta.get("revision")) is not int:
        raise Damaged("not_ours", path=path, place=META)
    if meta["schema"] > VERSION:
        raise Newer(path=path, schema=meta["schema"])
    return tables, meta
