"""Run as a process of its own: reads one workbook from stdin's file and writes its rows to stdout, a JSON line a row.

Whatever a hostile file does, it does here, where memory and time are bounded, and the reader sees a code. Lines are
`["at", rows so far, rows that the sheet claims]`,
`["sheet", name, hidden, days of the epoch before 1904, hidden columns, hidden rows, areas]`, `["row", number, cells]`,
`["bad", code, facts]`, `["end"]`; a cell is a JSON scalar, or `["d", day]`, `["t", day and time]`, `["m", month]` for a
date that shows only its month, `["bad", code]`. `areas` are the merged ones that are wider than a column: `[row, left,
right]`, one for each row of them; a value that is merged over rows stands in each of them.

The parts are read as they unpack, element by element, and counted before anything is kept: no library for workbooks
says how much it will have read before it has. Elements and attributes are known by their local names, so that
"Strict Open XML" with its other namespaces reads like any other. Imports nothing of the program.
"""

from __future__ import annotations

import json
import os
import posixpath
import re
import resource
import sys
import zipfile
from datetime import date, datetime, timedelta
from math import isfinite
from string import ascii_lowercase
from xml.parsers import expat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, BinaryIO

    Limits = dict[str, int]
    Attributes = dict[str, str]
    Emit = Callable[[list[Any]], object]

STEP = 500
"""Rows after which is said how many have been read."""
CHUNK = 65_536
TOKEN = 1_000_000
"""Bytes that may pass without anything having been understood: a tag or attribute of that length is none of ours."""
EPOCH = date(1899, 12, 30)
DAYS_TO_1904 = 1462
MONTHS_ALONE = frozenset({17, 27, 36, 50, 52, 57})
"""Built-in number formats that show a year and a month: 17 everywhere, the others in Chinese spreadsheets."""
DAYS = frozenset({14, 15, 16, 28, 29, 30, 31, 51, 53, 54, 58})
CLOCKS = frozenset({18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56})
DAYS_AND_CLOCKS, ELAPSED = 22, 46
_ASIDE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PLACE = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")
TRUE = frozenset({"1", "true", "on"})
ODS = b"application/vnd.oasis.opendocument"


class InvalidWorkbook(Exception):
    def __init__(self, code: str, **facts: Any) -> None:
        self.code, self.facts = code, facts


def main(limits: Limits) -> None:
    room = limits["memory"] + _address_space()
    resource.setrlimit(resource.RLIMIT_AS, (room, room))
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
    except Exception:  # whatever zipfile and expat make of a file that is not what it says
        last = ["bad", "damaged", {}]
    out.write(json.dumps(last) + "\n")
    out.flush()
    os._exit(0)


def _address_space() -> int:
    """Bytes that the process has mapped before it reads anything; none where the system does not say."""
    try:
        with open("/proc/self/statm", "rb") as statm:
            return int(statm.read().split()[0]) * resource.getpagesize()
    except (OSError, ValueError):
        return 0


def read(file: BinaryIO, limits: Limits, emit: Emit) -> None:
    book = Package(file, limits)
    sheets, shift = book.sheets()
    if len(sheets) > limits["sheets"]:
        raise InvalidWorkbook("too_many_sheets", most=limits["sheets"])
    if not sheets:
        raise InvalidWorkbook("no_sheet")
    formats = book.formats()
    strings = book.strings()
    for name, part, hidden in sheets:
        sheet = Sheet(book, formats, strings, shift, emit)
        book.parse(part, sheet.start, sheet.end, sheet.text)
        sheet.merge()
        book.last_rows += max(sheet.rows, default=0)
        columns, rows = sorted(sheet.hidden_columns), sorted(sheet.hidden_rows & sheet.rows.keys())
        emit(["sheet", name, hidden, shift, columns, rows, sheet.across()])
        for number, cells in sorted(sheet.rows.items()):
            emit(["row", number, cells])


class Package:
    """The parts of a workbook, each read as a row of elements; what is read of all of them together is bounded."""

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        self.limits = limits
        self.unpacked = self.elements = self.cells = self.rows_read = self.characters = self.last_rows = 0
        if not 0 < _directory(file) <= limits["members"] * 1000:
            raise InvalidWorkbook("damaged")
        try:
            self._packed = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, NotImplementedError):
            raise InvalidWorkbook("damaged") from None
        members = self._packed.infolist()
        if len(members) > limits["members"]:
            raise self.too_much("parts", limits["members"])
        if any(member.flag_bits & 1 for member in members):
            raise InvalidWorkbook("password")
        self._members = {member.filename.replace("\\", "/").lstrip("/").lower(): member for member in members}
        if "mimetype" in self._members and self._packed.open(self._members["mimetype"]).read(80).startswith(ODS):
            raise InvalidWorkbook("open_document")
        if "[content_types].xml" not in self._members or not any(one.startswith("xl/") for one in self._members):
            raise InvalidWorkbook("not_workbook")
        self._book = self._workbook()
        self._related = self._relations(self._book)

    def too_much(self, counted: str, most: int) -> InvalidWorkbook:
        return InvalidWorkbook("too_much_inside", what=counted, most=most)

    def _workbook(self) -> str:
        """Where the workbook itself is: what the package names as its document, else where everybody puts it."""
        named = [target for kind, target, _ in self._relations("").values() if kind == "officedocument"]
        part = next((one for one in (*named, "xl/workbook.xml") if one.lower() in self._members), "")
        if "xl/workbook.bin" in (name.lower() for name in named) or (not part and "xl/workbook.bin" in self._members):
            raise InvalidWorkbook("binary_workbook")
        if not part:
            raise InvalidWorkbook("damaged")
        return part

    def _relations(self, part: str) -> dict[str, tuple[str, str, str]]:
        """Id to (kind, part, as written) of the parts that a part names."""
        folder, name = posixpath.split(part)
        relations: dict[str, tuple[str, str, str]] = {}

        def start(tag: str, attributes: Attributes) -> None:
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes.get("Target", "").replace("\\", "/")
                whole = posixpath.normpath(target.lstrip("/") if target.startswith("/") else f"{folder}/{target}")
                kind = attributes.get("Type", "").rpartition("/")[2].lower()
                relations[attributes.get("Id", "")] = (kind, whole.lstrip("/"), target)

        rels = f"{folder}/_rels/{name}.rels".lstrip("/")
        if rels.lower() in self._members:
            self.parse(rels, start)
        return relations

    def parse(
        self,
        part: str,
        start: Callable[[str, Attributes], object],
        end: Callable[[str], object] | None = None,
        text: Callable[[str], object] | None = None,
    ) -> None:
        """Reads a part through: names of elements and attributes come without their namespaces."""
        limits, member = self.limits, self._members.get(part.lower())
        if member is None:
            raise InvalidWorkbook("damaged")
        if self.unpacked + member.file_size > limits["unpacked"]:
            raise InvalidWorkbook("too_big_inside", most=limits["unpacked"] // 1_000_000)
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _defined
        left = limits["elements"] - self.elements
        names: dict[str, str] = {}

        def begun(tag: str, attributes: Attributes) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise self.too_much("elements", limits["elements"])
            bare = names.get(tag)
            if bare is None:
                bare = tag.rpartition(":")[2]
                if len(names) < 1000:
                    names[tag] = bare
            start(bare, attributes)

        parser.StartElementHandler = begun
        if end is not None:
            parser.EndElementHandler = lambda tag: end(names.get(tag) or tag.rpartition(":")[2])
        if text is not None:
            parser.CharacterDataHandler = text
        fed = 0
        try:
            with self._packed.open(member) as unpacked:
                while chunk := unpacked.read(CHUNK):
                    fed += len(chunk)
                    parser.Parse(chunk, False)
                    if fed - parser.CurrentByteIndex > TOKEN:
                        raise self.too_much("text", limits["cell"])
                parser.Parse(b"", True)
        finally:
            self.unpacked += fed
            self.elements = limits["elements"] - left

    def sheets(self) -> tuple[list[tuple[str, str, bool]], int]:
        """(name, part, hidden) of each sheet with cells, in order; days by which its dates count from 1904."""
        sheets: list[tuple[str, str, bool]] = []
        shift = 0

        def start(tag: str, attributes: Attributes) -> None:
            nonlocal shift
            if tag == "workbookPr" and attributes.get("date1904", "").lower() in TRUE:
                shift = DAYS_TO_1904
            elif tag == "sheet":
                id = next((value for name, value in attributes.items() if name.endswith(":id") or name == "id"), "")
                kind, part, _ = self._related.get(id, ("", "", ""))
                if kind == "worksheet":
                    sheets.append((attributes.get("name", ""), part, attributes.get("state", "visible") != "visible"))
                elif kind not in ("chartsheet", "dialogsheet", "macrosheet", "xlmacrosheet"):
                    raise InvalidWorkbook("damaged")

        self.parse(self._book, start)
        return sheets, shift

    def _of_kind(self, kind: str) -> str:
        return next((part for named, part, _ in self._related.values() if named == kind), "")

    def formats(self) -> list[str]:
        """How the numbers of each style of cells are to be read, as `shape` says it."""
        codes: dict[int, str] = {}
        styles: list[int] = []
        inside = ""

        def start(tag: str, attributes: Attributes) -> None:
            nonlocal inside
            if tag in ("cellXfs", "cellStyleXfs", "dxfs"):
                inside = tag
            elif tag == "numFmt" and inside != "dxfs":
                if len(codes) >= self.limits["styles"]:
                    raise self.too_much("styles", self.limits["styles"])
                codes[_whole(attributes.get("numFmtId", "")) or 0] = attributes.get("formatCode", "")[:255]
            elif tag == "xf" and inside == "cellXfs":
                if len(styles) >= self.limits["styles"]:
                    raise self.too_much("styles", self.limits["styles"])
                styles.append(_whole(attributes.get("numFmtId", "0")) or 0)

        part = self._of_kind("styles")
        if part:
            self.parse(part, start)
        known: dict[int, str] = {}
        for id in set(styles):
            known[id] = shape(id, codes.get(id, ""))
        return [known[id] for id in styles]

    def strings(self) -> list[str]:
        """The texts that cells name by their number; of a text with marks for its reading, the text alone."""
        texts = Texts(self.limits)
        part = self._of_kind("sharedstrings")
        if part:
            self.parse(part, texts.start, texts.end, texts.text)
        return texts.strings


def _directory(file: BinaryIO) -> int:
    """Bytes that a packed file's list of its parts takes, which is read as a whole; 0 where there is none."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 65_557))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0:
        return 0
    if tail[max(0, at - 20) : at - 16] == b"PK\x06\x07":
        file.seek(min(size, int.from_bytes(tail[at - 12 : at - 4], "little")))
        return int.from_bytes(file.read(56)[40:48], "little")
    return int.from_bytes(tail[at + 12 : at + 16], "little")


def _defined(*_: object) -> None:
    """No spreadsheet defines anything in its XML, and what would be defined is not looked at."""
    raise InvalidWorkbook("entities")


def _whole(text: str) -> int | None:
    return int(text) if len(text) <= 9 and text.isascii() and text.isdigit() else None


class Texts:
    """The shared strings, while they are read."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.strings: list[str] = []
        self._parts: list[str] = []
        self._length = self._all = 0
        self._taking = self._phonetic = False

    def start(self, tag: str, _: Attributes) -> None:
        if tag == "si":
            self._parts, self._length = [], 0
            if len(self.strings) >= self._limits["strings"]:
                raise InvalidWorkbook("too_much_inside", what="strings", most=self._limits["strings"])
        elif tag == "rPh":
            self._phonetic = True
        self._taking = tag == "t" and not self._phonetic

    def text(self, text: str) -> None:
        if self._taking:
            self._length += len(text)
            self._all += len(text)
            if self._length <= self._limits["cell"]:
                self._parts.append(text)
            if self._all > self._limits["characters"]:
                raise InvalidWorkbook("too_much_inside", what="characters", most=self._limits["characters"])

    def end(self, tag: str) -> None:
        self._taking = False
        if tag == "rPh":
            self._phonetic = False
        elif tag == "si":
            whole = self._length <= self._limits["cell"]
            self.strings.append(unescaped("".join(self._parts)) if whole else LONG)


FORMULA = ["bad", "formula"]
LONG = "\0long"
"""What stands in for a text that no cell can hold; a zero is no character of XML."""


class Sheet:
    """The rows of a sheet, while they are read: number to cells, those that have something in them."""

    def __init__(self, book: Package, formats: list[str], strings: list[str], shift: int, emit: Emit) -> None:
        self.book, self.limits, self._emit = book, book.limits, emit
        self.formats, self.strings, self.shift = formats, strings, shift
        self.rows: dict[int, list[Any]] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self._areas: list[tuple[int, int, int, int]] = []
        self._row: list[Any] = []
        self._number = self._column = 0
        self._kind = self._style = ""
        self._parts: list[str] = []
        self._length = 0
        self._taking = self._phonetic = self._formula = self._data = False
        self._claimed = 0
        self._spans = 0

    def start(self, tag: str, attributes: Attributes) -> None:
        if not self._data:
            self._start_aside(tag, attributes)
        elif tag == "v" or (tag == "t" and not self._phonetic):
            self._taking = True
        elif tag == "c":
            self._begin_cell(attributes)
        elif tag == "f":
            self._formula = True
        elif tag == "row":
            self._begin_row(attributes)
        elif tag == "rPh":
            self._phonetic = True

    def _start_aside(self, tag: str, attributes: Attributes) -> None:
        """What stands before and behind the rows, where their words mean something else."""
        if tag == "sheetData":
            self._data = True
        elif tag == "mergeCell":
            self._area(attributes.get("ref", ""))
        elif tag == "dimension":
            last = _PLACE.fullmatch(attributes.get("ref", "").rpartition(":")[2])
            self._claimed = int(last[2]) if last else 0
        elif tag == "col" and attributes.get("hidden") in TRUE and self._spans < self.limits["columns"]:
            self._spans += 1
            first, last_ = _whole(attributes.get("min", "")) or 1, _whole(attributes.get("max", "")) or 0
            self.hidden_columns.update(range(first - 1, min(last_, self.limits["columns"])))

    def _begin_row(self, attributes: Attributes) -> None:
        number = _number(attributes.get("r", ""))
        self._number = self._number + 1 if number is None else number
        if self._number < 1:
            raise InvalidWorkbook("too_many_rows", most=self.limits["rows"])
        if attributes.get("hidden") in TRUE and self._number <= self.limits["last_row"]:
            self.hidden_rows.add(self._number)
        self._row, self._column = [], 0

    def _begin_cell(self, attributes: Attributes) -> None:
        self.book.cells += 1
        if self.book.cells > self.limits["cells"]:
            raise self.book.too_much("cells", self.limits["cells"])
        place = attributes.get("r")
        if place is None:
            self._column += 1
        else:
            match = _PLACE.fullmatch(place)
            if match is None:
                raise InvalidWorkbook("damaged")
            self._column = column_of(match[1])
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._formula = False
        self._parts, self._length = [], 0

    def text(self, text: str) -> None:
        if self._taking:
            self._length += len(text)
            if self._length <= self.limits["cell"]:
                self._parts.append(text)

    def end(self, tag: str) -> None:
        if tag == "v" or tag == "t":
            self._taking = False
        elif tag == "c":
            self._end_cell()
        elif tag == "row":
            self._end_row()
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "sheetData":
            self._data = False

    def _end_cell(self) -> None:
        if self._length:
            value = self._value("".join(self._parts))
        elif self._formula and self._kind != "str":
            value = FORMULA
        else:
            return
        if value is None or value == "":
            return
        at = self._column - 1
        if at >= self.limits["columns"]:
            raise InvalidWorkbook("too_many_columns", most=self.limits["columns"])
        if at >= len(self._row):
            self._row += [None] * (at - len(self._row) + 1)
        self._row[at] = value
        if type(value) is str:
            self.book.characters += len(value)
            if self.book.characters > self.limits["characters"]:
                raise self.book.too_much("characters", self.limits["characters"])

    def _end_row(self) -> None:
        if not self._row:
            return  # formatted alone, as programs leave the last row that a sheet can have
        if self._number > self.limits["last_row"] - self.book.last_rows:
            raise InvalidWorkbook("too_many_rows", most=self.limits["rows"])
        if self._number in self.rows:
            raise InvalidWorkbook("damaged")
        self.book.rows_read += 1
        if self.book.rows_read > self.limits["rows"]:
            raise InvalidWorkbook("too_many_rows", most=self.limits["rows"])
        self.rows[self._number] = self._row
        if self.book.rows_read % STEP == 0:
            self._emit(["at", self.book.rows_read, min(self._claimed, self.limits["rows"])])

    def _value(self, text: str) -> Any:
        kind = self._kind
        if self._length > self.limits["cell"]:
            return ["bad", "too_long"]
        if kind == "s":
            number = _whole(text.strip())
            if number is None or number >= len(self.strings):
                raise InvalidWorkbook("damaged")
            found = self.strings[number]
            return ["bad", "too_long"] if found == LONG else found
        if kind in ("str", "inlineStr"):
            return unescaped(text)
        if kind == "b":
            return text.strip() in TRUE
        if kind == "e":
            return ["bad", "error"]
        style = _whole(self._style) if self._style else 0
        shown = self.formats[style] if style is not None and style < len(self.formats) else ""
        if kind == "d":
            return of_iso(text.strip(), shown)
        return of_number(text.strip(), shown, self.shift)

    def _area(self, ref: str) -> None:
        first, _, last = ref.replace("$", "").partition(":")
        corners = _PLACE.fullmatch(first), _PLACE.fullmatch(last)
        if corners[0] is None or corners[1] is None:
            return
        (left, top), (right, bottom) = ((column_of(one[1]), int(one[2])) for one in corners if one)
        if len(self._areas) >= self.limits["areas"]:
            raise self.book.too_much("areas", self.limits["areas"])
        self._areas.append((top, left, bottom, right))

    def merge(self) -> None:
        """A value that is merged over rows is that of each of them; the first column alone, the rest stays empty."""
        left = self.limits["cells"]
        for top, column, bottom, _ in self._areas:
            source = self.rows.get(top, ())
            value = source[column - 1] if column <= len(source) else None
            if value is None or bottom == top:
                continue
            for number in self._numbers(top + 1, bottom):
                left -= 1
                if left < 0:
                    raise self.book.too_much("areas", self.limits["areas"])
                row = self.rows[number]
                if column > len(row):
                    row += [None] * (column - len(row))
                if row[column - 1] is None:
                    row[column - 1] = value

    def across(self) -> list[list[int]]:
        """[row, first column, last column], from 1 and 0, of each row of each area that is wider than a column."""
        merged: list[list[int]] = []
        for top, left, bottom, right in self._areas:
            if right > left:
                merged += [[number, left - 1, right - 1] for number in self._numbers(top, bottom)]
                if len(merged) > self.limits["cells"]:
                    raise self.book.too_much("areas", self.limits["areas"])
        return merged

    def _numbers(self, first: int, last: int) -> list[int]:
        """The rows of a span that have something in them."""
        if last - first < len(self.rows):
            return [number for number in range(first, last + 1) if number in self.rows]
        return [number for number in self.rows if first <= number <= last]


def column_of(letters: str) -> int:
    """1 for A, 27 for AA."""
    value = 0
    for letter in letters.upper():
        value = value * 26 + ord(letter) - 64
    return value


def _number(text: str) -> int | None:
    """A row's number; None where it has none, 0 for what is no number."""
    if not text:
        return None
    number = _whole(text.strip())
    return 0 if number is None else number


def unescaped(text: str) -> str:
    """Signs that XML can't hold are written in a workbook as _x000D_."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def of_number(text: str, shown: str, shift: int) -> Any:
    """A number as it stands, or the date or time of day that it shows."""
    try:
        number: float = float(text)
        if isfinite(number) and len(text) < 300 and text.lstrip("-").isdigit():
            number = int(text)
    except ValueError:
        return ["bad", "error"]
    if not isfinite(number):
        return ["bad", "error"]
    if not shown or number < 0:
        return number
    if shown == "elapsed":
        minutes = round(number * 1440)
        return f"{minutes // 60}:{minutes % 60:02d}"
    days = int(number)
    seconds = round((number - days) * 86_400)
    if shown == "clock":
        # A day with a format that shows only its time is still a day, which somebody typed.
        return (
            f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}" if number < 1 else _day(days, seconds, shift) or number
        )
    day = _day(days, seconds if shown == "day and clock" else 0, shift)
    if day is None:
        return number
    return ["m", day[1][:7]] if shown == "month" else day


def _day(days: int, seconds: int, shift: int) -> list[str] | None:
    """The day so many days after the epoch, with its time where that is not midnight; None where there is none."""
    if not shift and days < 60:
        days += 1  # the 29 February 1900 that there never was
    try:
        moment = datetime.combine(EPOCH, datetime.min.time()) + timedelta(days=days + shift, seconds=seconds)
    except OverflowError:
        return None
    if moment.year < 1900:
        return None
    return ["t", moment.isoformat()[:16]] if seconds else ["d", moment.isoformat()[:10]]


def of_iso(text: str, shown: str) -> Any:
    """A date that is written as such, 2026-03-05 or 2026-03-05T14:30:00."""
    try:
        moment = datetime.fromisoformat(text.removesuffix("Z"))
    except ValueError:
        return text
    if shown == "month":
        return ["m", moment.isoformat()[:7]]
    timed = (moment.hour or moment.minute) and shown in ("day and clock", "clock")
    return ["t", moment.isoformat()[:16]] if timed else ["d", moment.isoformat()[:10]]


def shape(id: int, code: str) -> str:
    """What a number format shows of a number: `day`, `month`, `clock`, `day and clock`, hours `elapsed`, or nothing."""
    if code:
        if _ELAPSED.search(code):
            return "elapsed"
        bare = _ASIDE.sub("", code.partition(";")[0]).lower()
        letters = set(bare) & set(ascii_lowercase)
        if letters - set("ymdhsapgebr") or not letters & set("ymdhs"):
            return ""
        clock = "h" in bare or ("s" in bare and "m" in bare)
        day = "d" in bare or "y" in bare or ("m" in bare and not clock)
        if clock:
            return "day and clock" if day else "clock"
        if "m" in bare and "d" not in bare:
            return "month"
        return "day" if day else ""
    if id in MONTHS_ALONE:
        return "month"
    if id in DAYS:
        return "day"
    if id in CLOCKS:
        return "clock"
    return "day and clock" if id == DAYS_AND_CLOCKS else "elapsed" if id == ELAPSED else ""


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
