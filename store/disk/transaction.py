"""The hooks of a change of a folder: the lock, the journal's end, the rename of the file."""

from __future__ import annotations

from contextlib import contextmanager

from store.disk import commit
from store.disk.writing import write_refusal
from store.transaction import DocumentTransaction

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from store.disk.folder import Folder
    from store.engine import By
    from store.file_codec import FileText
    from store.generation import Generation, Stamp
    from store.journal import Tail
    from store.journal_entry import JournalEntry


class DiskTransaction(DocumentTransaction):
    """One change of the file, under the lock of its folder."""

    def __init__(self, disk: Folder, by: By, at: datetime, why: str, of: int | None = None) -> None:
        super().__init__(disk.folder, by, at, why, of, disk.version, disk.steps)
        self.disk = disk

    def begin(self) -> tuple[FileText, Stamp]:
        with _refusals(self.path):
            self.disk.lock.__enter__()
            try:
                return self.disk.fresh()
            except BaseException:
                self.disk.lock.__exit__(None, None, None)
                raise

    def tail(self, reached: int) -> Tail:
        with _refusals(self.path):
            return commit.tail_of(self.disk.files, self.disk.lock, reached)

    def put(self, base: FileText, file: FileText, entry: JournalEntry, tail: Tail, schema: int | None) -> Generation:
        also = () if schema is None else (f"schema-{schema}.json",)
        with _refusals(self.path):
            return self.disk.put(file, entry, tail, (f"{base.meta['revision']}.json", *also))

    def end(self, error: BaseException | None) -> None:
        self.disk.lock.__exit__(None, None, None)


@contextmanager
def _refusals(path: str) -> Iterator[None]:
    """What the kernel refuses, told as what it means."""
    try:
        yield
    except OSError as error:
        raise write_refusal(error, path) from None
