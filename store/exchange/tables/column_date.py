"""The date in the heading of a column: a day, a span of days, a month, or why it can't be told which."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from store.exchange.tables.cells import InvalidCell
from store.exchange.tables.columns import field_of, key_of
from store.exchange.tables.date_words import plain_dates
from store.exchange.tables.time_of_day import clock, is_of_weekday, without_weekday
from store.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.exchange.tables.sheet import Cell

_BEHIND_YEAR = r"(?:\s*(?:[-./]|年度?)\s*|\s+(?=\d{1,2}\s*(?:\D{0,2}\d{1,2}\s*)?月))"


def _year(name: str) -> str:
    return rf"(?:(?P<{name}>(?:19|20)\d\d){_BEHIND_YEAR})"


_MONTH, _DAY = r"(?P<month>1[0-2]|0?[1-9])", r"(?P<day>3[01]|[12]\d|0?[1-9])"
_COUNTER = (
    r"(?:期(?!间)|[届次]|场(?![地所])|批(?![评示])|天(?!气)|人(?![事大才民])|名(?!师)|学时|课时|小时"
    r"|个(?!人)|班(?!子)|组(?!织)|周(?![一二三四五六日天末]))"
)
"""What says that the number before it counts something: 3月2期 is the second of March's, not its second day."""
_DATES = (
    re.compile(rf"(?<!\d){_year('year')}{_MONTH}\s*(?:[-./]|月(?!\s*\d+{_COUNTER}))\s*{_DAY}(?!\d)\s*[日号]?"),
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?!\d)"),
    re.compile(rf"(?<!\d){_year('year')}{_MONTH}(?!\d)\s*(?:月份?)?"),
    re.compile(rf"(?<![\d.]){_MONTH}\s*(?:[-./]|月(?!\s*\d+{_COUNTER}))\s*{_DAY}(?![\d.]|\s*月)\s*[日号]?"),
    re.compile(rf"(?<!\d){_MONTH}\s*月份?"),
    re.compile(r"^(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])$"),
)
_TO = r"\s*(?:-+|~+|\.{3,}|至|到|to|/|、|,|和|及|与|&)\s*"
_FROM = r"(?:[自从由]\s*)?"
_NEXT = r"(?:(?P<next>次年|翌年|转年|第二年)\s*)?"
_SPANS = (
    # Days: 3月5-7日, 3.5-3.7, 3月30日至4月2日, 2026-03-05~2026-03-07.
    re.compile(
        rf"(?<![\d.]){_FROM}{_year('year')}?{_MONTH}\s*[-./月]\s*{_DAY}\s*[日号]?{_TO}"
        rf"(?:{_year('year2')}?{_NEXT}(?P<month2>1[0-2]|0?[1-9])\s*[-./月]\s*)?"
        r"(?P<day2>3[01]|[12]\d|0?[1-9])(?![\d.月])\s*[日号]?"
    ),
    # Months: 1-6月, 1月至6月, 2026.1-2026.6.
    re.compile(
        rf"(?<![\d.]){_FROM}{_year('year')}?{_MONTH}\s*(?:月份?)?{_TO}{_year('year2')}?{_NEXT}"
        r"(?P<month2>1[0-2]|0?[1-9])\s*月份?"
    ),
    re.compile(
        r"(?<!\d)(?P<year>(?:19|20)\d\d)[-./年](?P<month>1[0-2]|0?[1-9])(?:月份?)?\s*(?:-+|~|至|到)\s*"
        r"(?P<year2>(?:19|20)\d\d)[-./年](?P<month2>1[0-2]|0?[1-9])(?![\d./])(?:月份?)?"
    ),
)
_NAMED_SPANS = {
    **dict.fromkeys(("上半年", "前半年", "firsthalf"), (1, 6)),
    **dict.fromkeys(("下半年", "后半年", "secondhalf"), (7, 12)),
    **{
        f"{before}{name}季度": (3 * at + 1, 3 * at + 3)
        for at, names in enumerate(("一1", "二2", "三3", "四4"))
        for name in names
        for before in ("", "第")
    },
    **{f"q{at + 1}": (3 * at + 1, 3 * at + 3) for at in range(4)},
    **dict.fromkeys(("全年", "年度", "全年度", "wholeyear"), (1, 12)),
}
"""Spans of a year that have a name, as the whole heading or with what was counted behind them."""
_NAMED_SPAN = re.compile(
    rf"(?:(?P<year>(?:19|20)\d\d)\s*[-./年]?\s*)?(?P<name>{'|'.join(sorted(_NAMED_SPANS, key=len, reverse=True))})",
    re.IGNORECASE,
)
_OPEN_BEFORE = re.compile(r"(?:截至|截止|自|从|止|至|到|(?:^|\s)[-~]+)\s*$")
_OPEN_BEHIND = re.compile(
    r"(?:(?:以来|以前|之前|以后|之后|底前|底|末|起|前|后|至今|止)(?=$|[\s):,。])|底?前(?=完成|学完|达|上?报|须|需|应|要|必)|(?:-+|~|至|到)\s*(?:$|\d|今|年底)|[日号月底初]?(?:[-~、,/.·_>|和及与至到]+|to)\s*\d)"
)
_TOKEN_OF_DATE = re.compile(
    r"(?:^|[\s、,;+/&和及与()])(?:(?:20|19)\d\d\s*[-./年]\s*)?(?:1[0-2]|0?[1-9])\s*(?:月|[./]\s*\d)"
)
_TOKEN_OF_WHOLE_DATE = re.compile(r"(?:^|[\s、,;+/&和及与()])20\d\d\s*[-./年]\s*(?:1[0-2]|0?[1-9])\s*[-./月]\s*\d")
_THREE_NUMBERS = re.compile(r"\D*\d{1,2}([./-])\d{1,2}\1(?:\d\d)?\d{1,2}(?![\d日号月./-])")
"""05/03/26 begins with a day, a month or a year."""
_MAYBE_ROUNDED = re.compile(r"(?:\d{1,2}\.[123]|\d{4}\.1)")
"""10.1 was perhaps 10.10, 3.2 perhaps 3.20, before a spreadsheet took the zero of a number."""
_MAYBE_MONTHS = re.compile(r"(1[0-2]|[1-9])\s*[-~]\s*(1[0-2]|[1-9])(?!\s*[\d日号月./~-])")
_MAYBE_MONTHS_OF_YEAR = re.compile(r"(?:\d{4}\s*(?:[./]|年度?)\s*0?)?(1[0-2]|[1-9])\s*-\s*0?(1[0-2]|[1-9])\s*[日号]?")
_ONLY_DAYS = re.compile(rf"(?<![\d月./-])(?:3[01]|[12]\d|0?[1-9])\s*[日号]?{_TO}(?:3[01]|[12]\d|0?[1-9])\s*[日号]")
_THIRDS = {
    **dict.fromkeys(("上半月", "前半月"), (1, 15)),
    **dict.fromkeys(("下半月", "后半月"), (16, 31)),
    "上旬": (1, 10),
    "中旬": (11, 20),
    "下旬": (21, 31),
    "上中旬": (1, 20),
    "中下旬": (11, 31),
}
_NO_DAY = re.compile(r"\d|[廿卅]|初[一二三四五六七八九十]")
"""What behind a month is a day that it does not have, or one of another calendar."""
_WEEK = re.compile(r"第?[\d一二三四五六]+个?周")
_OTHER_YEAR = re.compile(r"(?:去|前|明|后|来|次|翌|转|上一?|下一?|第二)年度?\s*$")
_COUNTED_BEHIND = re.compile(rf"\d+{_COUNTER}")
_NUMBER_BEFORE = re.compile(r"\d\s*[、,/&]?\s*$")
_SPAN_BEHIND = re.compile(rf"\W*(?:[-~至到和及与、,/+]|to)\W*(?:{_NAMED_SPAN.pattern})", re.IGNORECASE)
_DATE_BEHIND = re.compile(rf"\W*(?:\d|{'|'.join(sorted(_NAMED_SPANS, key=len, reverse=True))})", re.IGNORECASE)
LONGEST = 60
"""Characters behind a named span in which a date may stand; of more than these it is a topic."""
_EDGES = " -~:：()（）_，,。;；"


class ColumnDate(Record):
    """When: a day, a span of days (`day` to `until`), or only a `month` (`2026-10`). `rest` is the heading without it,
    `time` a time of day in it, `end` until when. `code` says why it is none of these.
    """

    day: date | None = None
    until: date | None = None
    month: str = ""
    time: str = ""
    end: str = ""
    rest: str = ""
    code: str = ""

    @property
    def bounds(self) -> tuple[date, date]:
        """The first and the last day of it, where it is something."""
        if self.day is not None:
            return self.day, self.until or self.day
        return date.fromisoformat(f"{self.month}-01"), last_day(self.month)


def date_in(text: str, year: int | None) -> ColumnDate | None:
    """The date or span in a heading, None where there is none; one without a year is of `year`, which sheet or title
    say. What might as well be another date, or is only a part of what the heading says, has a `code`.
    """
    plain = plain_dates(text)
    if _THREE_NUMBERS.match(plain):
        return ColumnDate(code="open_span")
    if _MAYBE_ROUNDED.fullmatch(plain):
        return ColumnDate(code="ambiguous_heading")
    if _rises(_MAYBE_MONTHS.match(plain)):
        return ColumnDate(code="ambiguous_span")
    return _span(plain, year) or _date(plain, year)


def _rises(both: re.Match[str] | None) -> bool:
    return both is not None and int(both[1]) < int(both[2])


def _span(plain: str, year: int | None) -> ColumnDate | None:
    for pattern in _SPANS:
        if match := pattern.search(plain):
            break
    else:
        match = _NAMED_SPAN.match(plain)
        if match is None:
            return ColumnDate(code="no_month") if _ONLY_DAYS.match(plain) else None
    rest, open_ = _rest(plain, match.start(), match.end())
    if open_:
        return ColumnDate(rest=rest, code=_why_open(plain, match.start()))
    parts = match.groupdict()
    first_year = int(parts["year"]) if parts.get("year") else year
    if first_year is None:
        return ColumnDate(rest=rest, code="no_year")
    if parts.get("name"):
        months = _NAMED_SPANS[parts["name"].lower()]
        first, last = date(first_year, months[0], 1), last_day(f"{first_year}-{months[1]:02d}")
        return _within(first, last, plain[match.end() :]) or _between(first, last, rest)
    if _NUMBER_BEFORE.search(plain[: match.start()]) and not parts.get("day"):
        return ColumnDate(rest=rest, code="several_dates")
    last_year = int(parts["year2"]) if parts.get("year2") else first_year + bool(parts.get("next"))
    month = int(parts["month"])
    month2 = int(parts["month2"] or month)
    apart = re.search(r"[、,和及与&]", match[0]) is not None
    try:
        if not parts.get("day"):
            if apart and month2 != month + 1:
                return ColumnDate(rest=rest, code="several_dates")
            return _between(date(first_year, month, 1), last_day(f"{last_year}-{month2:02d}"), rest)
        first, last = date(first_year, month, int(parts["day"])), date(last_year, month2, int(parts["day2"]))
    except ValueError:
        return ColumnDate(rest=rest, code="bad_session")
    if apart and (last - first).days != 1:
        return ColumnDate(rest=rest, code="several_dates")
    return _between(first, last, rest)


def _within(first: date, last: date, behind: str) -> ColumnDate | None:
    """The month or day that stands right behind a named span, which holds it: 一季度 1月; None where none does."""
    if _SPAN_BEHIND.match(behind):
        return ColumnDate(code="several_dates")
    begun = len(behind) <= LONGEST and _DATE_BEHIND.match(behind)
    inner = date_in(behind.lstrip(_EDGES), first.year) if begun else None
    if inner is None or inner.code:
        return inner
    begin, end = inner.bounds
    return inner if first <= begin and end <= last else inner.but(code="several_dates")


def _between(first: date, last: date, rest: str) -> ColumnDate:
    return ColumnDate(day=first, until=last, rest=rest) if first < last else ColumnDate(rest=rest, code="bad_session")


def _date(plain: str, year: int | None) -> ColumnDate | None:
    for pattern in _DATES:
        match = pattern.search(plain)
        if match is None:
            continue
        parts = match.groupdict()
        year_named = int(parts["year"]) if parts.get("year") else year
        before, behind = plain[: match.start()], plain[match.end() :]
        rest, open_ = _rest(plain, match.start(), match.end())
        if open_:
            return ColumnDate(rest=rest, code=_why_open(plain, match.start()))
        whole = bool(parts.get("year") and parts.get("day"))
        others = _TOKEN_OF_WHOLE_DATE if whole else _TOKEN_OF_DATE
        listed = not parts.get("day") and _NUMBER_BEFORE.search(before)
        if listed or others.search(before) or others.search(" " + behind):
            return ColumnDate(rest=rest, code="several_dates")
        if _rises(_MAYBE_MONTHS_OF_YEAR.fullmatch(match[0])):
            return ColumnDate(rest=rest, code="ambiguous_span")
        if year_named is None:
            return ColumnDate(rest=rest, code="no_year")
        month = f"{year_named:04d}-{int(parts['month']):02d}"
        if not parts.get("day"):
            return _part_of_month(month, before, behind) or ColumnDate(month=month, rest=rest)
        try:
            day = date(year_named, int(parts["month"]), int(parts["day"]))
        except ValueError:
            return ColumnDate(rest=rest, code="bad_session")
        if not is_of_weekday(day, behind):
            return ColumnDate(rest=rest, code="wrong_weekday")
        time, end, behind = clock(without_weekday(behind))
        if not time:
            time, end, before = clock(before)
        return ColumnDate(day=day, month=month, time=time, end=end, rest=_joined(before, behind))
    return None


def _part_of_month(month: str, before: str, behind: str) -> ColumnDate | None:
    """A third or half of a month as the span that it is; a week, which is counted in several ways, as none."""
    text = behind.lstrip()
    if _NO_DAY.match(text) and not _COUNTED_BEHIND.match(text):
        return ColumnDate(rest=text, code="bad_session")
    if _WEEK.match(text):
        return ColumnDate(rest=text, code="open_span")
    name = next((name for name in _THIRDS if text.startswith(name)), None)
    if name is None:
        return None
    first, last = _THIRDS[name]
    if _OPEN_BEHIND.match(text[len(name) :]):
        return ColumnDate(rest=text, code="open_span")
    begin, end = date.fromisoformat(f"{month}-{first:02d}"), last_day(month)
    return _between(begin, min(end, begin.replace(day=min(last, end.day))), _joined(before, text[len(name) :]))


def _why_open(plain: str, start: int) -> str:
    return "other_year" if _OTHER_YEAR.search(plain[:start]) else "open_span"


def _rest(plain: str, start: int, end: int) -> tuple[str, bool]:
    """A heading without its date, and whether what stood around it makes a date of it that is open at one end."""
    before, behind = plain[:start], plain[end:]
    open_ = any((_OPEN_BEFORE.search(before), _OTHER_YEAR.search(before), _OPEN_BEHIND.match(behind)))
    return _joined(before, behind), open_


def _joined(before: str, behind: str) -> str:
    return f"{before.rstrip(_EDGES)} {behind.lstrip(_EDGES)}".strip(_EDGES)


def topic_of(rest: str) -> str:
    """What is left of a heading as a topic: nothing where it only says what stands below."""
    told = key_of(rest) == "学习学时" or field_of(rest, "training") == "hours" or field_of(rest, "attendance") == "mark"
    return "" if told else rest


def date_without_year(cell: Cell, unread: InvalidCell, year: int | None) -> ColumnDate:
    """The date or span that a cell writes without its year, which is the sheet's; raises `unread` where it is none, and
    InvalidCell (`day_without_year`) where the sheet has no year either.
    """
    spot = date_in(cell, year) if isinstance(cell, str) and unread.code == "bad_date" else None
    if spot is not None and spot.code == "no_year":
        raise InvalidCell("day_without_year", unread.text) from None
    if spot is None or spot.code or spot.rest:
        raise unread
    return spot


def last_day(month: str) -> date:
    """Of a month, `2026-11`."""
    year, number = int(month[:4]), int(month[5:])
    return date(year, number, monthrange(year, number)[1])
