"""Days: `12.5 1205 12月5日 5号 下个月5号 月底 大后天 周三 下周三 三天后 +3 2026-12-05` and their kin."""

from __future__ import annotations

from datetime import date, timedelta

from store.record import Record
from widgets.when.numerals import InvalidDate, bad, full_match, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from re import Match
    from typing import Literal

    Habit = Literal["meeting", "record"]
    """What a day without a year or week is likely to be: of a meeting to come, or of something that has been."""

PAST_DAYS = 45
"""A bare month-day of a meeting is the past one up to here, and the next one beyond."""
YEARS = range(1949, 2200)
YEAR_DAYS = 366

NEAR = {
    "今天": 0, "今日": 0, "今儿": 0, "明天": 1, "明日": 1, "明儿": 1, "后天": 2, "后日": 2, "大后天": 3, "大大后天": 4,
    "昨天": -1, "昨日": -1, "昨儿": -1, "前天": -2, "前日": -2, "大前天": -3, "大大前天": -4,
    "today": 0, "tomorrow": 1, "yesterday": -1,
}  # fmt: skip
ENGLISH_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHIFT = {
    "上上": -2, "前": -2, "上": -1, "去": -1, "": 0, "本": 0, "这": 0, "今": 0, "下": 1, "明": 1, "下下": 2, "后": 2,
}  # fmt: skip
_WEEK = r"(?:周|星期|礼拜)"
_SPAN = r"(\d{1,3}(?=[天日周个星礼年])|半(?=个月|年))(天|日|周|个?星期|个?礼拜|个月|年)"
_WHICH = r"(上上|下下|上|下|本|这)"


class Day(Record):
    """A day; `past` where the year was taken so that it lies behind us, which the preview has to say."""

    day: date
    past: bool = False


def read_plain_date(text: str, today: date, habit: Habit, token: str) -> Day | InvalidDate | None:
    """The day that a normal token says, without a time."""
    plain_text = plain(text)
    if plain_text is None:
        return None
    if match := full_match(
        rf"(.*[^上下本这个(])\(?{_WEEK}([1-7日天])\)?", plain_text
    ):  # 12月5日(周六), as notices have it
        day = _matched(match[1], today, habit, token)
        if isinstance(day, Day) and day.day.weekday() != _weekday(match[2]):
            return bad("wrong_weekday", token, day=day.day)
        if day is not None:
            return day
    return _matched(plain_text, today, habit, token)


def _matched(text: str, today: date, habit: Habit, token: str) -> Day | InvalidDate | None:
    if text in NEAR:
        return Day(day=today + timedelta(days=NEAR[text]))
    if text in ENGLISH_WEEK:
        return _nearest(today, habit, lambda day: day.weekday() == ENGLISH_WEEK.index(text))
    for pattern, reading in READINGS:
        if match := full_match(pattern, text):
            try:
                result = reading(match, today, habit)
            except (ValueError, OverflowError):  # no such date
                result = None
            if isinstance(result, date):
                result = Day(day=result)
            return bad("no_such_day", token) if result is None or result.day.year not in YEARS else result
    return None


def _weekday(sign: str) -> int:
    return 6 if sign in "日天" else int(sign) - 1


def _nearest(today: date, habit: Habit, wanted: Callable[[date], bool]) -> Day | None:
    """The next day that is wanted, or of a record the last one, today included, within a year."""
    step = timedelta(days=1 if habit == "meeting" else -1)
    return next((Day(day=today + n * step) for n in range(YEAR_DAYS) if wanted(today + n * step)), None)


def _month_end(year: int, month: int) -> date:
    """The last day of a month; months are counted on across the year."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _in_month(today: date, months: int, day: int | None) -> date:
    end = _month_end(today.year, today.month + months)
    return end if day is None else end.replace(day=day)


def _month_day(match: Match[str], today: date, habit: Habit) -> Day | None:
    month, day = int(match[1]), int(match[2])
    date(2024, month, day)  # 30 February is a slip in any year
    return _once_a_year(today, habit, lambda other: (other.month, other.day) == (month, day))


def _end_of_month(match: Match[str], today: date, habit: Habit) -> Day | None:
    month = int(match[1])
    return _once_a_year(today, habit, lambda other: other.month == month and other == _in_month(other, 0, None))


def _once_a_year(today: date, habit: Habit, wanted: Callable[[date], bool]) -> Day | None:
    last = _nearest(today, "record", wanted)
    if habit == "record" or (last and last.day == today):
        return last
    if last and (today - last.day).days <= PAST_DAYS:
        return Day(day=last.day, past=True)
    return _nearest(today, "meeting", wanted)


def _year_month_day(match: Match[str], today: date, habit: Habit) -> date:
    said = match[1]
    year = today.year + SHIFT[said] if said in SHIFT else int(said) + (2000 if len(said) == 2 else 0)
    return date(year, int(match[2]), int(match[3]))


def _day_of_month(match: Match[str], today: date, habit: Habit) -> Day | None:
    return _nearest(today, habit, lambda day: day.day == int(match[1]))


def _day_of_week(match: Match[str], today: date, habit: Habit) -> Day | date | None:
    weekday = _weekday(match[2])
    if not match[1]:
        return _nearest(today, habit, lambda day: day.weekday() == weekday)
    return today + timedelta(days=weekday - today.weekday() + 7 * SHIFT[match[1]])


def _last_of(match: Match[str], today: date, habit: Habit) -> Day | date | None:
    """The end of a month, quarter or year; a bare one is the next, or of a record the last."""
    which, what = match[1], match[2]
    months = {"月": 1, "季": 3, "年": 12}[what[0]]
    running = today.month + -today.month % months
    if which is None and habit == "record" and _month_end(today.year, running) != today:
        running -= months
    return _month_end(today.year, running + months * SHIFT[which or ""])


def _later(match: Match[str], today: date, habit: Habit) -> date:
    count, unit, sign = match[1], match[2], -1 if "前" in match[3] else 1
    if count == "半":
        return today + timedelta(days=15 * sign) if "月" in unit else _months(today, 6 * sign)
    number = int(count) * sign
    if "月" in unit or "年" in unit:
        return _months(today, number * (12 if "年" in unit else 1))
    return today + timedelta(days=number * (1 if unit in "天日" else 7))


def _months(day: date, months: int) -> date:
    """The same day so many months later, or the last of a month that is too short."""
    end = _month_end(day.year, day.month + months)
    return end.replace(day=min(day.day, end.day))


def _signed(match: Match[str], today: date, habit: Habit) -> date:
    return today + timedelta(days=int(match[1]))


READINGS: tuple[tuple[str, Callable[[Match[str], date, Habit], Day | date | None]], ...] = (
    (r"(\d{1,2})月(\d{1,2})[日号]?", _month_day),
    (r"(\d{1,2})[-/.](\d{1,2})", _month_day),
    (r"(\d\d)(\d\d)", _month_day),
    (r"(\d{4})(\d\d)(\d\d)", _year_month_day),
    (r"(\d{4})-(\d{1,2})-(\d{1,2})", _year_month_day),
    (r"(\d{4})/(\d{1,2})/(\d{1,2})", _year_month_day),
    (r"(\d{4})\.(\d{1,2})\.(\d{1,2})", _year_month_day),
    (r"(\d{4}|\d\d|今|去|明|前|后)年(\d{1,2})月(\d{1,2})[日号]?", _year_month_day),
    (r"(\d{1,2})[日号]", _day_of_month),
    (rf"{_WHICH}?个?{_WEEK}([1-7日天])", _day_of_week),
    (rf"{_WHICH}个?月(\d{{1,2}})[日号]?", lambda m, today, habit: _in_month(today, SHIFT[m[1]], int(m[2]))),
    (rf"{_WHICH}?个?(月|季度?)[底末]", _last_of),
    (r"(\d{1,2})月份?[底末]", _end_of_month),
    (r"(今|去|明|前|后)?(年)年?[底末]", _last_of),
    (rf"{_SPAN}(以后|之后|后|以前|之前|前)", _later),
    (rf"再?过{_SPAN}()", _later),
    (r"([-+]\d{1,3})天?", _signed),
)
