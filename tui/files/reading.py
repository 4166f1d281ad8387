"""A sheet from outside, whatever it is saved as: its rows, or the one thing that is wrong with it."""

from __future__ import annotations

import codecs
import csv
import errno
import io
import os
import re
import stat
from unicodedata import category

from store.exchange.tables.formula_guard import unguarded
from store.exchange.tables.sheet import ErrorCell, SheetRows
from tui.files import limits
from tui.files.errors import FileError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from store.exchange.tables.sheet import Cell

    Progress = Callable[[int, int], None]

PACKED = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ASIDE = (b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
MARKED = {
    b"\xff\xfe\0\0": "utf-32", b"\0\0\xfe\xff": "utf-32", b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}  # fmt: skip
UNMARKED = ("utf-16-le", "utf-16-be")
LOOKED_AT = 20_000
"""Bytes or characters at the beginning of a text by which it is told how it is written and divided."""
DELIMITERS = ",\t;"
SELDOM = "|，；｜"
"""What divides the cells of some files, and stands within the cells of others."""
_RULED = re.compile(r"\s*:?-{2,}:?\s*")
"""A cell of the line that stands below the headings of a table in Markdown."""
_QUOTED = re.compile(r'"[^"]*"')


def whole(path: str, most: int) -> bytes:
    """What a file says, where it is of `most` bytes at most; raises FileError."""
    with _opened(path) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise FileError("more_bytes", path=path, most=most // 1024)
    return data


def sheets(path: str, progress: Progress | None = None) -> tuple[SheetRows, ...]:
    """The sheets of an .xlsx, .xlsm or text file; raises FileError. Looks at what a file is, not at its name."""
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
            if size > limits.TEXT_BYTES:
                raise FileError("too_big", most=limits.TEXT_BYTES // 1_000_000)
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
        raise FileError("unreadable", path=path, os=getattr(error, "errno", errno.EINVAL)) from None
    mode = os.fstat(handle).st_mode
    if not stat.S_ISREG(mode):
        os.close(handle)
        raise FileError("is_folder" if stat.S_ISDIR(mode) else "not_file", path=path)
    return os.fdopen(handle, "rb")


def _is_markup(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")


def encoding_of(raw: bytes) -> str:
    """How a text file is written: by its mark, else strictly UTF-8, else strictly GB18030; one with zero bytes in it by
    which of the two orders of UTF-16 makes lines of text of it. Raises FileError.
    """
    marked = next((encoding for mark, encoding in MARKED.items() if raw.startswith(mark)), None)
    unmarked = [one for one in UNMARKED if _reads_as(raw, one)] if b"\0" in raw else ["utf-8", "gb18030"]
    for encoding in (marked,) if marked else unmarked:
        try:
            for _ in _lines(raw, encoding):
                pass
        except UnicodeError:
            continue
        return encoding
    raise FileError("not_text")


def _reads_as(raw: bytes, encoding: str) -> bool:
    """Whether the beginning of a text in this order of bytes has line ends, and characters that exist."""
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(raw[:LOOKED_AT])
    except UnicodeError:
        return False
    # In the wrong order a line end is no character at all. One beyond U+FFFF may be newer than this Python.
    odd = any(category(one) in ("Cc", "Cn", "Cs") and one < "\U00010000" and one not in "\t\r\n" for one in text)
    return not odd and any(end in text for end in "\r\n")


def _lines(raw: bytes, encoding: str) -> io.TextIOWrapper:
    """A text's lines, decoded as they are read: a file of one odd sign need not be held at four bytes a sign."""
    return io.TextIOWrapper(io.BytesIO(raw), encoding, newline="")


def _text(raw: bytes, name: str, progress: Progress | None) -> SheetRows:
    encoding = encoding_of(raw)
    lines = _lines(raw, encoding)
    delimiter = _delimiter(lines.read(LOOKED_AT))
    lines.seek(0)
    rows: list[tuple[Cell, ...]] = []
    left = limits.CELLS
    known: dict[str, Cell] = {"": None}
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    total = raw.count(b"\n")
    try:
        for cells in reader:
            while cells and not cells[-1]:
                cells.pop()
            if delimiter == "|" and cells and all(not cell or _RULED.fullmatch(cell) for cell in cells):
                cells.clear()
            left -= len(cells)
            if len(cells) > limits.COLUMNS:
                raise FileError("too_many_columns", most=limits.COLUMNS, sheet=name)
            if len(rows) >= limits.ROWS:
                raise FileError("too_many_rows", most=limits.ROWS)
            if left < 0:
                raise FileError("too_much_inside", what="cells", most=limits.CELLS)
            # A quoted cell may hold lines: rows are counted as a spreadsheet does, not as lines of the file.
            rows.append(
                tuple([known[cell] if cell in known else known.setdefault(cell, _cell(cell)) for cell in cells])
            )
            if progress is not None and len(rows) % 1000 == 0:
                progress(reader.line_num, max(total, reader.line_num))
    except csv.Error as error:
        if "field limit" in str(error):
            raise FileError("too_much_inside", what="text", most=limits.CELL_CHARACTERS) from None
        raise FileError("bad_csv", line=reader.line_num) from None
    return SheetRows(name=name, rows=tuple(rows))


_FORMULA_OF_TEXT = re.compile(r'=\s*"((?:[^"]|"")*)"\s*')


def _cell(text: str) -> Cell:
    """What a spreadsheet shows of a cell: `="甲"` is how systems export a text that must stay one. Another formula has
    no result in a text file.
    """
    if found := _FORMULA_OF_TEXT.fullmatch(text):
        return found[1].replace('""', '"') or None
    if text.startswith("=") and len(text) > 1:
        return ErrorCell(code="csv_formula")
    if len(text) > limits.CELL_CHARACTERS:
        return ErrorCell(code="too_long")
    return unguarded(text) or None


def _delimiter(text: str) -> str:
    """The sign that divides most of the first lines into the same number of cells, more than one; else a comma.

    One that is seldom a divider has to stand in more of the lines than any of the others.
    """
    lines = [line for line in re.split(r"[\r\n]+", _QUOTED.sub("", text)) if line.strip()][:12]

    def even(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines if sign in line]
        return (max(map(counts.count, counts)), max(counts)) if counts else (0, 0)

    usual = max(sum(sign in line for line in lines) for sign in DELIMITERS)
    seldom = [sign for sign in SELDOM if even(sign)[0] > usual]
    return max(seldom or DELIMITERS, key=even)
