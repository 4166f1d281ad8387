"""The date in the heading of a column: a day, a span of days, a month, or why it can't be told which."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from unicodedata import normalize

from store.exchange.tables.columns import key_of
from store.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_YEAR = r"(?P<year>(?:19|20)\d\d)\s*[-./年]\s*"
_MONTH, _DAY = r"(?P<month>1[0-2]|0?[1-9])", r"(?P<day>3[01]|[12]\d|0?[1-9])"
_DATES = (
    re.compile(rf"(?<!\d){_YEAR}{_MONTH}\s*[-./月]\s*{_DAY}(?!\d)\s*[日号]?"),
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?!\d)"),
    re.compile(rf"(?<!\d){_YEAR}{_MONTH}(?!\d)\s*(?:月份?)?"),
    re.compile(rf"(?<![\d.]){_MONTH}\s*[-./月]\s*{_DAY}(?![\d.]|\s*月)\s*[日号]?"),
    re.compile(rf"(?<!\d){_MONTH}\s*月份?"),
    re.compile(r"^(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])$"),
)
_TO = r"\s*(?:-+|~|至|到|/|、|,|和|及|与|&)\s*"
_YEARS = r"(?:(?P<{0}>(?:19|20)\d\d)\s*[-./年]\s*)?"
_SPANS = (
    # Days: 3月5-7日, 3.5-3.7, 3月30日至4月2日, 2026-03-05~2026-03-07.
    re.compile(
        rf"(?<![\d.]){_YEARS.format('year')}{_MONTH}\s*[-./月]\s*{_DAY}\s*[日号]?{_TO}"
        rf"(?:{_YEARS.format('year2')}(?P<month2>1[0-2]|0?[1-9])\s*[-./月]\s*)?"
        r"(?P<day2>3[01]|[12]\d|0?[1-9])(?![\d.月])\s*[日号]?"
    ),
    # Months: 1-6月, 1月至6月, 2026.1-2026.6.
    re.compile(
        rf"(?<![\d.]){_YEARS.format('year')}{_MONTH}\s*(?:月份?)?{_TO}{_YEARS.format('year2')}"
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
    rf"(?:{_YEARS.format('year')})(?P<name>{'|'.join(sorted(_NAMED_SPANS, key=len, reverse=True))})", re.IGNORECASE
)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－", "-") | dict.fromkeys("～〜∼˜", "~") | {"…": "-"})
_OPEN_BEFORE = re.compile(r"(?:截至|截止|自|从|止|至|到|(?:^|\s)[-~]+)\s*$")
_OPEN_BEHIND = re.compile(
    r"(?:(?:以来|以前|之前|以后|之后|底前|底|末|起|前|后|至今|止)(?=$|[\s):,。])|(?:-+|~|至|到)\s*(?:$|\d|今|年底)|[日号月底初]?[-~、,和及与至到]\s*\d)"
)
_TOKEN_OF_DATE = re.compile(
    r"(?:^|[\s、,;+/&和及与()])(?:(?:20|19)\d\d\s*[-./年]\s*)?(?:1[0-2]|0?[1-9])\s*(?:月|[./]\s*\d)"
)
_TOKEN_OF_WHOLE_DATE = re.compile(r"(?:^|[\s、,;+/&和及与()])20\d\d\s*[-./年]\s*(?:1[0-2]|0?[1-9])\s*[-./月]\s*\d")
_MAYBE_ROUNDED = re.compile(r"(?:\d{1,2}\.[123]|\d{4}\.1)")
"""10.1 was perhaps 10.10, 3.2 perhaps 3.20, before a spreadsheet took the zero of a number."""
_MAYBE_MONTHS = re.compile(r"(1[0-2]|[1-9])\s*[-~]\s*(1[0-2]|[1-9])(?!\s*[\d日号月./~-])")
_ONLY_DAYS = re.compile(rf"(?<![\d月./-])(?:3[01]|[12]\d|0?[1-9])\s*[日号]?{_TO}(?:3[01]|[12]\d|0?[1-9])\s*[日号]")
_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?(?!\d)")
_EDGES = " -~:：()（）_，,。;；"


class ColumnDate(Record):
    """When: a day, a span of days (`day` to `until`), or only a `month` (`2026-10`). `rest` is the heading without it,
    `time` a time of day in it. `code` says why it is none of these.
    """

    day: date | None = None
    until: date | None = None
    month: str = ""
    time: str = ""
    rest: str = ""
    code: str = ""

    @property
    def bounds(self) -> tuple[date, date]:
        """The first and the last day of it, where it is something."""
        if self.day is not None:
            return self.day, self.until or self.day
        return date.fromisoformat(f"{self.month}-01"), last_day(self.month)


def spot(text: str, year: int | None) -> ColumnDate | None:
    """The date or span in a heading, None where there is none; one without a year is of `year`, which sheet or title
    say. What might as well be another date, or is only a part of what the heading says, has a `code`.
    """
    plain = _plain(text)
    if _MAYBE_ROUNDED.fullmatch(plain):
        return ColumnDate(code="ambiguous_heading")
    if (both := _MAYBE_MONTHS.match(plain)) and int(both[1]) < int(both[2]):
        return ColumnDate(code="ambiguous_span")
    return _span(plain, year) or _date(plain, year)


_NUMERALS = "一二三四五六七八九十"
_IN_WORDS = re.compile(
    r"(?:([二〇零○一三四五六七八九]{4})\s*年\s*|(\d{4})\s*年\s*)?(十[一二]|[一二三四五六七八九十])\s*月(?!会)"
    r"(?:\s*((?:[二三]?十)?[一二三四五六七八九]|[二三]?十)\s*[日号])?"
)


def _plain(text: str) -> str:
    """A heading with one kind of dash; a date that it begins with is in figures, also where it was in words."""
    plain = normalize("NFKC", text).translate(_DASHES).strip()
    found = _IN_WORDS.match(plain)
    if found is None:
        return plain
    year = found[2] or (found[1] or "").translate(str.maketrans("零○一二三四五六七八九〇", "00123456789" + "0"))
    day = f"{_figure(found[4])}日" if found[4] else ""
    return f"{year}{'年' if year else ''}{_figure(found[3])}月{day}{plain[found.end() :]}"


def _figure(words: str) -> int:
    """23 of 二十三."""
    tens, ten, ones = words.rpartition("十")
    return ((_NUMERALS.index(tens) + 1 if tens else 1) * 10 if ten else 0) + (_NUMERALS.index(ones) + 1 if ones else 0)


def _span(plain: str, year: int | None) -> ColumnDate | None:
    for pattern in _SPANS:
        if found := pattern.search(plain):
            break
    else:
        found = _NAMED_SPAN.match(plain)
        if found is None:
            return ColumnDate(code="no_month") if _ONLY_DAYS.match(plain) else None
    rest, open_ = _rest(plain, found.start(), found.end())
    if open_:
        return ColumnDate(rest=rest, code="open_span")
    parts = found.groupdict()
    first_year = int(parts["year"]) if parts.get("year") else year
    if first_year is None:
        return ColumnDate(rest=rest, code="no_year")
    if parts.get("name"):
        months = _NAMED_SPANS[parts["name"].lower()]
        return _between(date(first_year, months[0], 1), last_day(f"{first_year}-{months[1]:02d}"), rest)
    last_year = int(parts["year2"]) if parts.get("year2") else first_year
    month = int(parts["month"])
    month2 = int(parts["month2"] or month)
    apart = re.search(r"[、,和及与&]", found[0]) is not None
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


def _between(first: date, last: date, rest: str) -> ColumnDate:
    return ColumnDate(day=first, until=last, rest=rest) if first < last else ColumnDate(rest=rest, code="bad_session")


def _date(plain: str, year: int | None) -> ColumnDate | None:
    for pattern in _DATES:
        found = pattern.search(plain)
        if found is None:
            continue
        parts = found.groupdict()
        said = int(parts["year"]) if parts.get("year") else year
        rest, open_ = _rest(plain, found.start(), found.end())
        clock = _CLOCK.search(rest)
        time = f"{int(clock[1]):02d}:{clock[2]}" if clock else ""
        if clock:
            rest = (rest[: clock.start()] + " " + rest[clock.end() :]).strip(_EDGES)
        if open_:
            return ColumnDate(rest=rest, code="open_span")
        whole = bool(parts.get("year") and parts.get("day"))
        others = _TOKEN_OF_WHOLE_DATE if whole else _TOKEN_OF_DATE
        if others.search(plain[: found.start()]) or others.search(" " + plain[found.end() :]):
            return ColumnDate(rest=rest, code="several_dates")
        if said is None:
            return ColumnDate(rest=rest, code="no_year")
        month = f"{said:04d}-{int(parts['month']):02d}"
        if not parts.get("day"):
            return ColumnDate(month=month, rest=rest)
        try:
            return ColumnDate(day=date(said, int(parts["month"]), int(parts["day"])), month=month, time=time, rest=rest)
        except ValueError:
            return ColumnDate(rest=rest, code="bad_session")
    return None


def _rest(plain: str, start: int, end: int) -> tuple[str, bool]:
    """A heading without its date, and whether what stood around it makes a date of it that is open at one end."""
    before, behind = plain[:start], plain[end:]
    open_ = _OPEN_BEFORE.search(before) is not None or _OPEN_BEHIND.match(behind) is not None
    return f"{before.rstrip(_EDGES)} {behind.lstrip(_EDGES)}".strip(_EDGES), open_


_COUNTS = (
    *("合计", "总计", "小计", "共计", "累计", "总数", "总和", "平均", "应到", "实到", "应完成", "已完成", "应参加", "实参加", "应学", "应修", "应达"),
    *("次数", "人数", "人次", "总学时", "总课时", "出勤率", "到会率", "参会率", "参学率", "参训率", "出席率", "完成率", "达标率", "到课率"),
    *("得分", "评分", "积分", "排名", "名次", "total", "subtotal", "average"),
)  # fmt: skip
"""Words that say, first or last in what stands beside a date, that a column counts others up."""
_COUNTED = frozenset(
    {
        "未到",
        "达标",
        "是否达标",
        "缺席",
        "缺勤",
        "请假",
        "迟到",
        "早退",
        "病假",
        "事假",
        "公假",
        "旷会",
        "扣分",
        "考核",
        "备注",
    }
)
_HOURS_ONLY = frozenset(
    {
        "学时",
        "课时",
        "培训学时",
        "培训课时",
        "学习学时",
        "学时数",
        "hours",
        "出勤",
        "考勤",
        "签到",
        "到会情况",
        "出勤情况",
        "参会情况",
    }
)


def is_count(heading: str) -> bool:
    """Whether a column only adds others up, wherever its heading says so: 合计, 3月合计, 3月应到次数, 2026年累计."""
    plain = _plain(heading)
    found = spot(plain, 2000)
    rest = key_of(found.rest if found is not None else plain)
    whole = key_of(heading)
    if whole.startswith(_COUNTS) or whole.endswith(_COUNTS):
        return True
    return rest.startswith(_COUNTS) or rest.endswith(_COUNTS) or rest in _COUNTED


def doubled(columns: Mapping[int, ColumnDate]) -> list[int]:
    """Columns of months or spans, of no topic of their own, in which other columns of the sheet lie: what stands there
    may be counted already.
    """
    found = []
    for at, one in columns.items():
        if one.rest or (one.day is not None and one.until is None):
            continue
        first, last = one.bounds
        for other, another in columns.items():
            begins, ends = another.bounds
            overlap = begins <= last and first <= ends and (begins, ends) != (first, last)
            if other != at and overlap and not (begins <= first and last <= ends):
                found.append(at)
                break
    return found


def topic_of(rest: str) -> str:
    """What is left of a heading as a topic: nothing where it only says what stands below."""
    return "" if key_of(rest) in _HOURS_ONLY else rest


def last_day(month: str) -> date:
    year, number = int(month[:4]), int(month[5:])
    return date(year, number, monthrange(year, number)[1])
