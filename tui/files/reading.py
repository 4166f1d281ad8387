"""A sheet from outside, whatever it is saved as: its rows, or the one thing that is wrong with it."""

from __future__ import annotations

import csv
import io
import os
import re
import stat

from store.exchange.tables.formula_guard import unguarded
from store.exchange.tables.sheet import SheetRows
from tui.files import limits
from tui.files.errors import FileError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    Progress = Callable[[int, int], None]

PACKED = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ASIDE = (b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
MARKED = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
DELIMITERS = ",\t;"
_QUOTED = re.compile(r'"[^"]*"')


def sheets(path: str, progress: Progress | None = None) -> tuple[SheetRows, ...]:
    """The sheets of an .xlsx, .xlsm or text file; raises FileTrouble. Looks at what a file is, not at its name."""
    with _opened(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size == 0:
            raise FileError("empty", path=path)
        if size > limits.FILE_BYTES:
            raise FileError("too_big", path=path, most=limits.FILE_BYTES // 1_000_000)
        head = file.read(8)
        named = os.path.splitext(path)[1].lower()
        try:
            if head.startswith(PACKED):
                from tui.files import workbook

                return workbook.read(file, progress)
            if head.startswith(COMPOUND):
                raise FileError("password" if ENCRYPTED in head + file.read() else "old_format")
            if head.startswith(ASIDE) or (named == ".xls" and _is_markup(head)):
                raise FileError("wrong_kind")
            if named in (".xlsx", ".xlsm"):
                raise FileError("damaged" if head.startswith(b"PK") or b"\0" in head else "wrong_extension")
            name = os.path.splitext(os.path.basename(path))[0]
            return (_text(head + file.read(), name, progress),)
        except FileError as trouble:
            raise FileError(trouble.code, **({"path": path} | trouble.facts)) from None


def _opened(path: str) -> BinaryIO:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except FileNotFoundError:
        raise FileError("no_file", path=path) from None
    except (OSError, ValueError) as error:
        raise FileError("unreadable", path=path, os=getattr(error, "strerror", None) or "?") from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise FileError("not_file", path=path)
    return os.fdopen(handle, "rb")


def _is_markup(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")


def decoded(raw: bytes) -> str:
    """A text file's text: by its mark, else strictly UTF-8, else strictly GB18030; raises FileTrouble."""
    for mark, encoding in MARKED.items():
        if raw.startswith(mark):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                raise FileError("not_text") from None
    if b"\0" in raw:
        raise FileError("not_text")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileError("not_text")


def _text(raw: bytes, name: str, progress: Progress | None) -> SheetRows:
    text = decoded(raw)
    delimiter = _delimiter(text)
    rows: list[tuple[str | None, ...]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if len(cells) > limits.COLUMNS:
                raise FileError("too_many_columns", most=limits.COLUMNS, sheet=name)
            if len(rows) >= limits.ROWS:
                raise FileError("too_many_rows", most=limits.ROWS)
            # A quoted cell may hold lines: rows are counted as a spreadsheet does, not as lines of the file.
            rows.append(tuple([unguarded(cell) if cell else None for cell in cells]))
            if progress is not None and len(rows) % 1000 == 0:
                progress(reader.line_num, max(text.count("\n"), reader.line_num))
    except csv.Error:
        raise FileError("bad_csv", line=reader.line_num) from None
    return SheetRows(name=name, rows=tuple(rows))


def _delimiter(text: str) -> str:
    """The sign that divides most of the first lines into the same number of cells, more than one; else a comma."""
    lines = [line for line in _QUOTED.sub("", text[:20_000]).split("\n") if line.strip()][:12]

    def even(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines if sign in line]
        return (max(map(counts.count, counts)), max(counts)) if counts else (0, 0)

    return max(DELIMITERS, key=even)
