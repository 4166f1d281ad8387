"""The time of day that stands behind a date in a heading, and the day of the week, which says nothing new."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

_HOUR = r"(?P<half{0}>上午|早上|下午|晚上|晚|中午|傍晚)?\s*T?(?<!\d)(?P<hour{0}>2[0-3]|[01]?\d)\s*"
_COLON = r":(?P<minute{0}>[0-5]\d)(?::[0-5]\d)?(?!\d)"
_CLOCK = re.compile(rf"{_HOUR.format('')}{_COLON.format('')}(?:\s*[-~至到]\s*{_HOUR.format('2')}{_COLON.format('2')})?")
_CLOCK_IN_WORDS = re.compile(
    rf"\s*{_HOUR.format('')}[点时](?:(?P<minute>[0-5]?\d)分?|(?P<thirty>半))?(?!代|期|间|事|政|\d)"
)
"""14:30 anywhere behind a date, 14时30分 or 下午2点半 only right behind it: else a topic may begin so."""
_WEEKDAY = re.compile(r"\s*(?:\(\s*)?(?:周|星期|礼拜)(?P<which>[一二三四五六日天])(?:\s*\))?")
_WEEK = {sign: at for at, signs in enumerate(("一", "二", "三", "四", "五", "六", "日天")) for sign in signs}


def without_weekday(behind: str) -> str:
    """What follows a date, without 周四 or （星期四） right behind it."""
    return _WEEKDAY.sub("", behind, count=1) if _WEEKDAY.match(behind) else behind


def is_of_weekday(day: date, behind: str) -> bool:
    """Whether a date falls on the day of the week that stands right behind it, if one does."""
    match = _WEEKDAY.match(behind)
    return match is None or _WEEK[match["which"]] == day.weekday()


def clock(behind: str) -> tuple[str, str, str]:
    """The time of day behind a date, until when, and what is left."""
    match = _CLOCK_IN_WORDS.match(behind) or _CLOCK.search(behind)
    if match is None:
        return "", "", behind
    parts = match.groupdict()
    half = parts["half"]
    time = _time(half, parts["hour"], "30" if parts.get("thirty") else parts["minute"])
    end = _time(parts["half2"] or half, parts["hour2"], parts["minute2"]) if parts.get("hour2") else ""
    return (
        time,
        end if end > time else "",
        f"{behind[: match.start()].rstrip()} {behind[match.end() :].lstrip(' -~:()_，,。;；')}",
    )


def _time(half: str | None, hour: str, minute: str | None) -> str:
    later = 12 if half in ("下午", "晚上", "晚", "傍晚") and int(hour) < 12 else 0
    return f"{int(hour) + later:02d}:{int(minute or 0):02d}"
