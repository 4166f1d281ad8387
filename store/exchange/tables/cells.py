"""What one cell says: text with trimmed ends, a date as exact as it was written, an amount, yes or no."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from unicodedata import category, normalize

from store.exchange.tables.date_words import plain_dates
from store.exchange.tables.private_use import standard
from store.exchange.tables.sensitive import sensitive_code
from store.exchange.tables.sheet import EPOCH, ErrorCell, MonthCell
from store.exchange.tables.time_of_day import clock, is_of_weekday, without_weekday
from store.exchange.tables.traditional import word_key
from store.records import MOST_HOURS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.exchange.tables.sheet import Cell

EMPTY = frozenset({"", "-", "--", "—", "——", "－", "/", "／", "\\", "无", "暂无", "n/a"})
"""Texts that say nothing, as an empty cell does. What says nothing takes nothing away."""
PENDING = frozenset(
    {
        "待定",
        "待补",
        "待补充",
        "待填",
        "待核",
        "待核实",
        "待查",
        "未定",
        "不详",
        "不明",
        "未知",
        "?",
        "??",
        "tba",
        "tbd",
        "unknown",
    }
)
"""Texts that say that something is not known yet."""
ENDS = " \t\r\n\u00a0\u3000\ufeff\u200b\u2003\u2002"
LOST = "\ufffd"
"""What stands for a character that some program could not keep; the one that was there is not known."""
EARLIEST, LATEST = 1900, 2199


_TIME = re.compile(r"(?:^|[\sT日号])([01]?\d|2[0-3])[:：时点]([0-5]\d)?(?::[0-5]\d(?:\.0+)?)?分?\s*$")


def time_of(cell: Cell) -> str:
    """The time of day, `14:30`, that a cell says behind its day; empty where it says none."""
    if isinstance(cell, datetime):
        return cell.strftime("%H:%M") if cell.hour or cell.minute else ""
    if not isinstance(cell, str):
        return ""
    behind = _behind_day(plain_dates(cell).strip(ENDS))
    found = _TIME.search(cell)
    time = behind[0] if behind else f"{int(found[1]):02d}:{found[2] or '00'}" if found else ""
    return time if time != "00:00" else ""


def end_of(cell: Cell) -> str:
    """Until when, `16:00`, where a cell says it behind its day: 2026-03-05 14:30-16:00."""
    behind = _behind_day(plain_dates(cell).strip(ENDS)) if isinstance(cell, str) else None
    return behind[1] if behind else ""


def _behind_day(plain: str) -> tuple[str, str] | None:
    """From and until when, where a text is a day with nothing but its weekday and the time behind it."""
    match = _DAY.match(plain)
    if match is None:
        return None
    time, end, left = clock(without_weekday(plain[match.end() :]))
    return None if left.strip() else (time, end)


_BREAK = re.compile(r"\s*[\r\n]\s*")
"""Where a line of a cell was broken by hand, so that it fits its column."""


class InvalidCell(Exception):
    """A cell that can't be read as what its column holds: a code, and its text where that may be shown."""

    def __init__(self, code: str, text: str = "") -> None:
        self.code = code
        self.text = text
        super().__init__(code)


def text_of(cell: Cell) -> str:
    """A cell as text, ends trimmed and otherwise as written; raises InvalidCell where it must not be stored."""
    if isinstance(cell, ErrorCell):
        raise InvalidCell(cell.code)
    why = sensitive_code(cell)
    if why is not None:
        raise InvalidCell(why)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, MonthCell):
        return cell.label
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time().isoformat() == "00:00:00" else cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    line = _BREAK.sub(" ", standard(str(cell)).strip(ENDS))
    if not line.isprintable() and any(category(character) in ("Cc", "Cs", "Zl", "Zp") for character in line):
        raise InvalidCell("control")
    if LOST in line:
        raise InvalidCell("control")
    return line


def says_nothing(cell: Cell) -> bool:
    """Whether a cell is empty, or has a sign or a word for that (`EMPTY`)."""
    return cell is None or (isinstance(cell, str) and normalize("NFKC", cell).strip(ENDS).casefold() in EMPTY)


def is_pending(cell: Cell) -> bool:
    """Whether a cell says that its text is still to come (`PENDING`)."""
    return isinstance(cell, str) and len(cell) < 10 and word_key(cell).strip("()[]【】") in PENDING


_SEP = r"\s*[-./、年]\s*"
_CLOCK = r"(?:[ T]*\d{1,2}(?::\d\d(?::\d\d)?(?:\.0+)?|[时点](?:\d{1,2}分?)?))?"
_FULL = re.compile(rf"(\d{{4}}){_SEP}(\d{{1,2}})\s*[-./、月]\s*(\d{{1,2}})\s*[日号]?{_CLOCK}")
_DAY = re.compile(rf"(\d{{4}}){_SEP}(\d{{1,2}})\s*[-./、月]\s*(\d{{1,2}})(?!\d)\s*[日号]?")
_YEAR_MONTH = re.compile(r"(\d{4})\s*([-./、年])\s*(\d{1,2})\s*月?\s*[-./]?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)?")
_SHORT = re.compile(r"(\d{2})(?:[-./](\d{1,2})[-./](\d{1,2})|年\s*(\d{1,2})\s*月\s*(?:(\d{1,2})\s*[日号]?)?)")
_MIXED = re.compile(r"\d{4}\s*[./、年]\s*\d{1,2}\s*-\s*\d{1,2}(?!\d)")
"""2026.1-6 may be a day, or months from when to when."""
_DAY_FIRST = re.compile(r"(?:[0-2]\d|3[01])/\d{1,2}/\d\d")
"""05/03/26 may begin with its day, its month or its year."""
_SERIAL = range(10_000, 80_000)
"""Days since a sheet's epoch that are taken for one: 1927 to 2119. Smaller whole numbers are years."""


def partial_of(cell: Cell, latest: date, epoch: date = EPOCH) -> str | None:
    """A date as exact as it was written (`Partial`), None where the cell says nothing; raises InvalidCell.

    Two figures of a year mean the last such year up to `latest`. A number with one decimal, 1998.1, may have been
    1998.10 before a spreadsheet took its zero: it is refused as `ambiguous_date`.
    """
    if isinstance(cell, ErrorCell | bool):
        raise InvalidCell(cell.code) if isinstance(cell, ErrorCell) else InvalidCell("bad_date", text_of(cell))
    if says_nothing(cell):
        return None
    if isinstance(cell, MonthCell):
        return _partial_date(int(cell.label[:4]), int(cell.label[5:]), None, cell.label)
    if isinstance(cell, date):
        return _partial_date(cell.year, cell.month, cell.day, "")
    if isinstance(cell, int | float):
        return _of_number(cell, epoch)
    line = text_of(cell)
    as_written, in_figures = normalize("NFKC", line).strip(ENDS), plain_dates(line).strip(ENDS)
    for plain in (as_written, in_figures):
        made = _of_line(plain, line, latest, epoch)
        if made is not None:
            return made
    raise InvalidCell("bad_date", line)


def _of_line(plain: str, line: str, latest: date, epoch: date) -> str | None:
    """The date that a text in plain figures says, None where it is of no such shape; raises InvalidCell."""
    if _MIXED.match(plain) or (_DAY_FIRST.fullmatch(plain) and int(plain[:2]) != latest.year % 100):
        raise InvalidCell("bad_date", line)
    if match := _FULL.fullmatch(plain):
        return _partial_date(int(match[1]), int(match[2]), int(match[3]), line)
    if match := _YEAR_MONTH.fullmatch(plain):
        if match[2] == "." and match[3] == "1":
            raise InvalidCell("ambiguous_date", line)
        return _partial_date(int(match[1]), int(match[3]), None, line)
    if match := _COMPACT.fullmatch(plain):
        return _partial_date(int(match[1]), int(match[2]), int(match[3]) if match[3] else None, line)
    if match := _SHORT.fullmatch(plain):
        year, month = latest.year // 100 * 100 + int(match[1]), int(match[2] or match[4])
        day = int(match[3] or match[5] or 0) or None
        return _partial_date(year if year <= latest.year else year - 100, month, day, line)
    if re.fullmatch(r"\d{4}年?", plain):
        return _partial_date(int(plain[:4]), None, None, line)
    if (match := _DAY.match(plain)) and _behind_day(plain):
        made = _partial_date(int(match[1]), int(match[2]), int(match[3]), line)
        if not is_of_weekday(date.fromisoformat(made), plain[match.end() :]):
            raise InvalidCell("wrong_weekday", line)
        return made
    if re.fullmatch(r"\d{5}", plain):
        return _of_number(int(plain), epoch)
    return None


def _of_number(number: float, epoch: date) -> str:
    """A date that a spreadsheet holds as a number: 1998, 199807, 19980701, 1998.07, or days since its epoch."""
    if sensitive_code(number):
        raise InvalidCell("damaged_number")
    if EARLIEST <= number <= LATEST + 1:
        if number == int(number):
            return _partial_date(int(number), None, None, str(int(number)))
        digits = f"{number:.6f}".rstrip("0").partition(".")[2]
        if digits == "1":
            raise InvalidCell("ambiguous_date", str(number))
        if len(digits) > 2:
            raise InvalidCell("bad_date", str(number))
        return _partial_date(int(number), int(digits), None, str(number))
    if int(number) in _SERIAL:
        return (epoch + timedelta(days=int(number))).isoformat()
    if number == int(number) and (found := _COMPACT.fullmatch(str(int(number)))):
        return _partial_date(int(found[1]), int(found[2]), int(found[3]) if found[3] else None, str(int(number)))
    raise InvalidCell("bad_date", str(number))


def _partial_date(year: int, month: int | None, day: int | None, line: str) -> str:
    try:
        made = date(year, 1 if month is None else month, 1 if day is None else day).isoformat()
    except ValueError:
        raise InvalidCell("bad_date", line) from None
    if not EARLIEST <= year <= LATEST:
        raise InvalidCell("bad_date", line)
    return made[:4] if month is None else made[:7] if day is None else made


_YES = frozenset({"是", "y", "yes", "√", "✓", "✔", "1", "true", "有"})
_NO = frozenset({"否", "n", "no", "×", "✗", "x", "0", "false", "不是"})


def yes_or_no(cell: Cell) -> bool | None:
    """None where the cell says nothing; raises InvalidCell where it says neither."""
    line = text_of(cell)
    if says_nothing(line):
        return None
    key = normalize("NFKC", line).casefold()
    if key in _YES:
        return True
    if key in _NO:
        return False
    raise InvalidCell("bad_yes_no", line)


_FIGURES = re.compile(r"\d{1,9}(?:\.\d*)?|\.\d+", re.ASCII)
"""What is a number on paper; 1e3 and 1_0, which Python would take for one, are slips of the hand."""


_IN_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?", re.ASCII)
"""Where a comma divides figures; in 12,50 it may be the decimal sign."""


def amount_of(cell: Cell) -> str | None:
    """Yuan with two decimals, `186.00`; raises InvalidCell for what is no amount of money."""
    line = text_of(cell)
    if says_nothing(line):
        return None
    plain = normalize("NFKC", line).removeprefix("¥").removesuffix("元").strip()
    plain = plain.replace(",", "") if _IN_THOUSANDS.fullmatch(plain) else plain
    if not _FIGURES.fullmatch(plain):
        raise InvalidCell("bad_amount", line)
    value = float(plain)
    if not 0 <= value < 100_000 or abs(value - round(value, 2)) > 1e-9:
        raise InvalidCell("bad_amount", line)
    return f"{value:.2f}"


def hours_of(cell: Cell) -> float | None:
    """Class hours in halves; raises InvalidCell."""
    line = text_of(cell)
    if says_nothing(line):
        return None
    plain = normalize("NFKC", line).casefold().removesuffix("学时").removesuffix("课时").removesuffix("h").strip()
    if not _FIGURES.fullmatch(plain):
        raise InvalidCell("bad_hours", line)
    value = float(plain)
    if not 0 <= value <= MOST_HOURS or value * 2 != int(value * 2):
        raise InvalidCell("bad_hours", line)
    return int(value) if value == int(value) else value
