"""Run as a process of its own: reads one workbook from stdin's file and writes its rows to stdout, a JSON line a row.

Whatever a hostile file does, it does here, where memory and time are bounded, and the reader sees a code. Lines are
`["sheet", name, hidden, days of the epoch before 1904]`, `["row", number, cells]`, `["bad", code, facts]`, `["end"]`;
a cell is a JSON scalar, or `["d", day]`, `["m", month]` for a date that shows only its month, `["bad", code]`.
Imports nothing of the program.
"""

from __future__ import annotations

import json
import os
import re
import resource
import sys
import zipfile
from datetime import date, datetime, time, timedelta

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, BinaryIO

    Place = tuple[int, int]
    """Row and column, from 1."""
    Limits = dict[str, int]

MONTHS_ALONE = frozenset({27, 36, 50, 52, 57})
"""Built-in number formats of Chinese spreadsheets that show a year and a month; openpyxl does not know them."""
_ASIDE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
TITLES = 6
"""Rows in which a heading may stand over several columns."""


class InvalidWorkbook(Exception):
    def __init__(self, code: str, **facts: Any) -> None:
        self.code, self.facts = code, facts


def main(limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (limits["cpu"], limits["cpu"] + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = sys.stdout
    try:
        read(sys.stdin.buffer, limits, lambda line: out.write(json.dumps(line, ensure_ascii=True) + "\n"))
        last: list[Any] = ["end"]
    except InvalidWorkbook as refused:
        last = ["bad", refused.code, refused.facts]
    except MemoryError:
        last = ["bad", "too_much_memory", {}]
    except ImportError:
        last = ["bad", "no_reader", {}]
    except Exception:  # whatever openpyxl makes of a file that is not what it says
        last = ["bad", "damaged", {}]
    out.write(json.dumps(last) + "\n")
    out.flush()
    os._exit(0)


def read(file: BinaryIO, limits: Limits, emit: Callable[[list[Any]], object]) -> None:
    examine(file, limits)
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    file.seek(0)
    try:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except InvalidFileException:
        raise InvalidWorkbook("damaged") from None
    sheets = book.worksheets
    if len(sheets) > limits["sheets"]:
        raise InvalidWorkbook("too_many_sheets", most=limits["sheets"])
    emit(["total", sum(sheet.max_row or 0 for sheet in sheets)])
    shift = 1462 if book.epoch.year == 1904 else 0
    left = limits["rows"]
    formulas = None
    for index, sheet in enumerate(sheets):
        emit(["sheet", sheet.title, sheet.sheet_state != "visible", shift])
        raw = part(book, sheet)
        fill = merges(raw, limits)
        unread: set[Place] = set()
        if (b"<f" in raw or b":f" in raw) and _FORMULA.search(raw):
            if formulas is None:
                file.seek(0)
                formulas = load_workbook(file, read_only=True, keep_links=False)
            unread = formula_cells(formulas.worksheets[index])
        del raw
        sheet.reset_dimensions()
        left -= rows(sheet, fill, unread, limits, left, emit)


def examine(file: BinaryIO, limits: Limits) -> None:
    """Refuses what must not be unpacked at all."""
    try:
        packed = zipfile.ZipFile(file)
    except zipfile.BadZipFile:
        raise InvalidWorkbook("damaged") from None
    members = packed.infolist()
    if len(members) > limits["members"]:
        raise InvalidWorkbook("too_big_inside", most=limits["unpacked"] // 1_000_000)
    if sum(member.file_size for member in members) > limits["unpacked"]:
        raise InvalidWorkbook("too_big_inside", most=limits["unpacked"] // 1_000_000)
    names = {member.filename for member in members}
    if any(member.flag_bits & 1 for member in members):
        raise InvalidWorkbook("password")
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise InvalidWorkbook("not_workbook")
    for member in members:
        if member.filename.endswith((".xml", ".rels", ".vml")):
            with packed.open(member) as opened:
                head = opened.read(65536)
            # Also in UTF-16, which has a zero byte beside each letter.
            if b"<!doctype" in (plain := head.replace(b"\0", b"").lower()) or b"<!entity" in plain:
                raise InvalidWorkbook("entities")


def part(book: Any, sheet: Any) -> bytes:
    """The bytes of a sheet's own part: openpyxl does not tell about merged cells while it streams."""
    return bytes(book._archive.read(sheet._worksheet_path))


def merges(raw: bytes, limits: Limits) -> dict[Place, Place]:
    """Where the value of a merged area's first cell also stands: (row, column) to the first (row, column)."""
    fill: dict[Place, Place] = {}
    # They stand behind the rows, which need not be searched for them.
    start = raw.rfind(b"mergeCells count")
    if start < 0 and b"mergeCell" not in raw:
        return fill
    for found in _MERGED.finditer(raw, max(0, start)):
        left, top, right, bottom = number(found[1]), int(found[2]), number(found[3]), int(found[4])
        if left == right and bottom - top <= limits["rows"]:
            for row in range(top + 1, bottom + 1):
                fill[row, left] = (top, left)
        elif top == bottom <= TITLES and right <= limits["columns"]:
            for column in range(left + 1, right + 1):
                fill[top, column] = (top, left)
        if len(fill) > 10 * limits["rows"]:
            raise InvalidWorkbook("too_many_rows", most=limits["rows"])
    return fill


def number(letters: bytes) -> int:
    value = 0
    for letter in letters:
        value = value * 26 + letter - 64
    return value


def formula_cells(sheet: Any) -> set[Place]:
    """Cells that hold a formula."""
    sheet.reset_dimensions()
    return {
        (cell.row, cell.column)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and cell.data_type == "f"
    }


def rows(
    sheet: Any,
    fill: dict[Place, Place],
    formulas: set[Place],
    limits: Limits,
    left: int,
    emit: Callable[[list[Any]], object],
) -> int:
    """Emits every row that has something in it; how many they were."""
    taken = 0
    sources = set(fill.values())
    kept: dict[Place, Any] = {}
    for index, row in enumerate(sheet.iter_rows(), 1):
        cells: list[Any] = [None if cell.value is None else value(cell) for cell in row]
        if formulas:
            for column in range(len(cells)):
                if cells[column] is None and (index, column + 1) in formulas:
                    cells[column] = ["bad", "formula"]
        if fill:
            for column in range(len(cells)):
                if (index, column + 1) in sources:
                    kept[index, column + 1] = cells[column]
                elif cells[column] is None and (index, column + 1) in fill:
                    cells[column] = kept.get(fill[index, column + 1])
        while cells and cells[-1] is None:
            cells.pop()
        if not cells:
            continue
        if len(cells) > limits["columns"]:
            raise InvalidWorkbook("too_many_columns", most=limits["columns"], sheet=sheet.title)
        taken += 1
        if taken > left:
            raise InvalidWorkbook("too_many_rows", most=limits["rows"])
        emit(["row", index, cells])
    return taken


def value(cell: Any) -> Any:
    found = cell.value
    if isinstance(found, str):
        return ["bad", "error"] if cell.data_type == "e" else found
    if isinstance(found, bool | int):
        return month(found) if type(found) is int and shows_month(cell, False) else found
    if isinstance(found, float):
        return found if found == found and abs(found) != float("inf") else ["bad", "error"]
    if isinstance(found, datetime | date):
        if shows_month(cell, True):
            return ["m", found.isoformat()[:7]]
        return ["d", found.isoformat()[:10]]
    if isinstance(found, time | timedelta):
        return str(found)
    return ["bad", "error"]


def month(serial: int) -> Any:
    return ["m", (date(1899, 12, 30) + timedelta(days=serial)).isoformat()[:7]] if 0 < serial < 100_000 else serial


def shows_month(cell: Any, is_date: bool) -> bool:
    """Whether a date's format shows a year and a month and no day, so that the day in it was never written."""
    if not is_date:
        return cell.style_array.numFmtId in MONTHS_ALONE
    if cell.style_array.numFmtId in MONTHS_ALONE:
        return True
    shape = _ASIDE.sub("", cell.number_format).lower()
    return "m" in shape and "d" not in shape and "h" not in shape


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
