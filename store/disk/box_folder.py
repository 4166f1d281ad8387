"""A box (交换箱) in two folders: `up/up.json`, which the branch writes, and `down/down.json`, which its committee does.

Who may write which is the folders' doing, not ours. A file is only ever replaced whole; who reads takes no lock.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from errno import ELOOP, ENOTDIR

from store import strict_json
from store.box.messages import LARGEST, InvalidBox
from store.box_text import DOWN, TextBox, as_file
from store.disk.files import FOLDER, INNER, Files
from store.disk.reading import load, refusal, refuse_unsafe, stamp_of
from store.errors import StoreError, Unsafe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator
    from os import PathLike, stat_result

    from store.box.messages import Down, Up


class BoxError(StoreError):
    """A box that can't be read or written. Codes are those of other `StoreError`s, `box_` before them; `path` is what
    is meant, `half` the half that it belongs to, `os` the kernel's number where it has said why.
    """


class BoxFolder(TextBox):
    """A `Box`. Every method but the stamps raises a `BoxError`, and `InvalidBox` for what is no message of ours.

    `anywhere` allows file systems whose locks may not hold.
    """

    def __init__(self, place: str | PathLike[str], files: Files | None = None, *, anywhere: bool = False) -> None:
        self.place = str(place)
        self.files = files or Files()
        self._anywhere = anywhere

    def carry_down(self, down: Down) -> None:
        """Write what was carried here by hand, into a folder that is made for it where there is none."""
        with self._as_box_errors(DOWN):
            self._make(DOWN)
        self.write_down(lambda: down)

    def _make(self, half: str) -> None:
        """The folder of a half, for those who may use the one that it is in."""
        from store.disk.writing import put_new_folder

        at = self.files.open(self.place, FOLDER)
        try:
            if half not in self.files.names(at):
                put_new_folder(self.files, half, at, self.files.status(at))
        finally:
            self.files.close(at)

    def stamp(self, half: str) -> Hashable:
        try:
            return stamp_of(self.files.stat(self._path(half)))
        except OSError:
            return None

    def _path(self, half: str) -> str:
        return f"{self.place}/{half}/{half}.json"

    def text(self, half: str) -> bytes | None:
        with self._as_box_errors(half), self._opened(half) as (at, _):
            try:
                return load(self.files, f"{half}.json", at, most=LARGEST)[0]
            except FileNotFoundError:
                return None

    @contextmanager
    def _opened(self, half: str) -> Iterator[tuple[int, stat_result]]:
        """The folder of a half, which is no link to another, and its status."""
        folder = f"{self.place}/{half}"
        refuse_unsafe(self.files, folder)
        try:
            at = self.files.open(folder, INNER)
        except OSError as error:
            if error.errno in (ELOOP, ENOTDIR):
                raise Unsafe("inner_link" if _is_link(self.files, folder) else "not_folder", path=folder) from None
            raise
        try:
            yield at, self.files.status(at)
        finally:
            self.files.close(at)

    def put(self, half: str, message: Callable[[], Up | Down]) -> None:
        from store.disk.lock import Lock

        lock = Lock(self.files, f"{self.place}/{half}", anywhere=self._anywhere)
        lock.founding = True  # there is no store beside it
        with self._as_box_errors(half), self._opened(half) as (at, status), lock:
            self._replace(half, as_file(message()), at, status)

    def _replace(self, half: str, data: bytes, at: int, status: stat_result) -> None:
        """Whoever calls holds the lock."""
        from store.disk.writing import sweep, temporary, write_new, write_refusal
        from store.errors import Unconfirmed

        name = f"{half}.json"
        beside = temporary(self.files, name)
        try:
            sweep(self.files, at)
            write_new(self.files, beside, data, at, status, _replaced(self.files, name, at))
            try:
                self.files.rename(beside, name, at)
            except BaseException:
                with suppress(OSError):
                    self.files.remove(beside, at)
                raise
        except OSError as error:
            raise write_refusal(error, self._path(half)) from None
        try:
            self.files.fsync(at)
        except OSError as error:
            raise Unconfirmed(path=self._path(half), os=error.errno) from None

    @contextmanager
    def _as_box_errors(self, half: str) -> Iterator[None]:
        """Every trouble as a box's own: its sentences say who is to mend what, which is not the branch's store."""
        path = self._path(half)
        try:
            yield
        except strict_json.InvalidFile as bad:
            raise InvalidBox(bad.code, bad.place) from None
        except StoreError as error:
            raise _of_box(error, path, half) from None
        except OSError as error:
            raise _of_box(refusal(error, path), path, half) from None


def _replaced(files: Files, name: str, at: int) -> stat_result | None:
    """The file that is to be replaced; what stands there and is none is in the way of nobody but its owner."""
    from stat import S_ISREG

    try:
        found = files.stat(name, at)
    except FileNotFoundError:
        return None
    if not S_ISREG(found.st_mode):
        raise Unsafe("inner_link" if found.st_mode & 0o170000 == 0o120000 else "not_file", path=name)
    return found


def _is_link(files: Files, path: str) -> bool:
    from stat import S_ISLNK

    return S_ISLNK(files.stat(path).st_mode)


_OF_A_BOX = {"odd_file": "not_file", "odd_folder": "not_folder"}
"""Codes that a box has no words of its own for: nobody types a path in it."""


def _of_box(error: StoreError, path: str, half: str) -> BoxError:
    facts = {"path": path} | error.facts
    if "/" not in facts["path"]:
        facts["path"] = path
    return BoxError(f"box_{_OF_A_BOX.get(error.code, error.code)}", **facts | {"half": half})
