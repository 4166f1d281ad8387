"""Times of day: `14:00 1430 下午3点 两点半 9点半 晚上7点 3pm`, and `下午2点到4点` with an end."""

from __future__ import annotations

from store.record import Record
from widgets.when.numerals import InvalidDate, bad, full_match, normal, only_marks, plain

MORNING = ("清晨", "早晨", "早上", "上午", "早")
NIGHT = ("晚上", "晚间", "夜晚", "夜里", "夜间", "晚")
PARTS: dict[str, tuple[range, range]] = {
    # what is said in a part of the day: hours that are meant as they are, and hours that twelve is added to
    "凌晨": (range(7), range(0)),
    "上午": (range(5, 13), range(0)),
    "中午": (range(11, 14), range(1, 2)),
    "下午": (range(12, 20), range(1, 8)),
    "傍晚": (range(16, 21), range(4, 9)),
    "晚上": (range(17, 24), range(5, 12)),
}
SAME = {part: part for part in PARTS} | dict.fromkeys(MORNING, "上午") | dict.fromkeys(NIGHT, "晚上")
SAME |= {"午后": "下午", "正午": "中午"}
_PART = "|".join(sorted(SAME, key=len, reverse=True))


class TimeSpan(Record):
    """When something begins, `HH:MM`, and when it ends if that was said."""

    start: str
    end: str | None = None


def read_time(token: str) -> TimeSpan | InvalidDate | None:
    """The time, or span of time, that a token says; a span ends on the day it begins.

    A bare 3点 is in the afternoon, as offices speak; what the clock shows twice a day and nobody says (`2:30`, 3时) is
    ambiguous. Of `晚上12点` nobody knows the day.
    """
    text = normal(token)
    span = _span(text, token)
    if span is None and only_marks(text):
        return bad("unread", token)
    return span


def _span(text: str, token: str) -> TimeSpan | InvalidDate | None:
    for sign in "~-":
        head, dash, tail = text.partition(sign)
        if not dash:
            continue
        unit = "点" if head.isdigit() and len(head) < 3 and tail.find("点") > 0 else ""
        start, end = _time(head + unit, token), _time(tail, token)
        if start is None or end is None:
            continue
        if isinstance(start, str) and (isinstance(end, InvalidDate) or end <= start) and (part := _part_of(head)):
            end = _time(part + tail, token) or end  # 晚上7点到9点: in the same part of the day
        if isinstance(start, str) and isinstance(end, str) and end <= start and "点" in tail and not _part_of(tail):
            end = _time("下午" + tail, token) or end  # 9点到5点
        for one in (start, end):
            if isinstance(one, InvalidDate):
                return one
        return TimeSpan(start=str(start), end=str(end)) if str(start) < str(end) else bad("no_such_time", token)
    only = _time(text, token)
    return TimeSpan(start=only) if isinstance(only, str) else only


def _part_of(text: str) -> str:
    match = full_match(f"({_PART}).*", text)
    return match[1] if match else ""


def _time(text: str, token: str) -> str | InvalidDate | None:
    """One time of day as `HH:MM`."""
    plain_text = plain(text)
    if plain_text is None:
        return None
    match = full_match(f"({_PART})?(.*)", plain_text)
    part, rest = (match[1] or "", match[2]) if match else ("", plain_text)
    part = SAME.get(part, "")
    if not rest:
        return "12:00" if part == "中午" else bad("part_of_day", token) if part else None
    if match := full_match(r"(\d{1,2})(?::(\d\d))?(am|pm)", rest):
        hour = int(match[1])
        if part or not 1 <= hour <= 12:
            return bad("no_such_time", token)
        return _clock(hour % 12 + (12 if match[3] == "pm" else 0), int(match[2] or 0), token)
    if match := full_match(r"(\d{1,2}):(\d\d)(?::\d\d)?", rest):
        return _clock_of(part, match[1], int(match[2]), False, token)
    if match := full_match(r"(\d\d)(\d\d)", rest):
        return _clock_of(part, match[1], int(match[2]), False, token)
    if match := full_match(r"(\d{1,2})([点时])(?:(半)|([13])刻|(\d\d?)分?|整|钟)?", rest):
        if match[5] and len(match[5]) == 1 and not rest.endswith("分"):
            return bad("ambiguous", token)  # 9点5: five past, or fifty?
        minute = 30 if match[3] else 15 * int(match[4]) if match[4] else int(match[5] or 0)
        return _clock_of(part, match[1], minute, match[2] == "点", token)
    if part and (match := full_match(r"(\d{1,2})", rest)):
        return _clock_of(part, match[1], 0, True, token)
    return None


def _clock_of(part: str, hours: str, minute: int, colloquial: bool, token: str) -> str | InvalidDate:
    hour = int(hours)
    if part:
        as_is, later = PARTS[part]
        hour = hour if hour in as_is else hour + 12 if hour in later else 99
    elif 1 <= hour <= 6 and len(hours) == 1:
        if not colloquial:
            return bad("ambiguous", token)
        hour += 12
    return _clock(hour, minute, token)


def _clock(hour: int, minute: int, token: str) -> str | InvalidDate:
    if hour > 23 or minute > 59:
        return bad("no_such_time", token)
    return f"{hour:02d}:{minute:02d}"
