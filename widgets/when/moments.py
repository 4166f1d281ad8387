"""A token that says a day, a time, or both at once: `12月5日下午3点`, `今晚7点`, `2026-12-05T14:00`."""

from __future__ import annotations

from store.record import Record
from widgets.when.dates import Day, read_plain_date
from widgets.when.numerals import InvalidDate, bad, normal, only_marks
from widgets.when.times import TimeSpan, read_time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from widgets.when.dates import Habit

LONGEST = 40
"""No day with its time is written longer."""
_JOINTS = ("t", ",", "的")
_SHORT = {short + part: long + part for short, long in
          (("今", "今天"), ("明", "明天"), ("后", "后天"), ("昨", "昨天")) for part in ("早", "晚")}  # fmt: skip


class Moment(Record):
    """What a token says: a day, a time `HH:MM`, the time it ends, or some of them.

    `past`: the day was written without a year and lies behind us.
    """

    day: date | None = None
    past: bool = False
    time: str | None = None
    end: str | None = None


def read_when(token: str, today: date, habit: Habit) -> Moment | InvalidDate | None:
    """The day, time or both that a token says; four digits are a day if there is one (else ask `read_time`).

    None: it belongs to a topic. InvalidDate: only a day or time could look like this, and it is none, or two.
    """
    text = normal(token)
    day = read_plain_date(text, today, habit, token)
    if isinstance(day, Day):
        return Moment(day=day.day, past=day.past)
    time = read_time(token)
    moments = [*([_moment(None, time)] if isinstance(time, TimeSpan) else []), *_together(text, today, habit, token)]
    sure = [moment for moment in moments if isinstance(moment, Moment)]
    if len({tuple(moment) for moment in sure}) > 1:
        return bad("ambiguous", token)
    if sure:
        return sure[0]
    for read in (day, time, *moments):
        if isinstance(read, InvalidDate) and read.code != "unread":
            return read
    return bad("unread", token) if only_marks(text) else None


def _together(text: str, today: date, habit: Habit, token: str) -> list[Moment | InvalidDate]:
    """Every reading of a text as a day and the time that follows it."""
    if len(text) > LONGEST:
        return []
    for short, long in _SHORT.items():
        if text.startswith(short):
            text = long + text[len(short) :]
    moments: list[Moment | InvalidDate] = []
    for cut in range(1, len(text)):
        left, right = text[:cut], text[cut:]
        if left[-1].isdigit() and right[0].isdigit():
            continue
        for joint in _JOINTS:
            right = right.removeprefix(joint)
        if left[-1].isdigit():
            right = right.removeprefix("-")
        day = read_plain_date(left, today, habit, token)
        time = read_time(right) if day is not None else None
        if isinstance(day, Day) and isinstance(time, TimeSpan):
            moments.append(_moment(day, time))
        elif isinstance(day, Day) and isinstance(time, InvalidDate) and time.code != "unread":
            moments.append(bad(time.code, token))
        elif isinstance(day, InvalidDate) and isinstance(time, TimeSpan):
            moments.append(day)
    return moments


def _moment(day: Day | None, time: TimeSpan) -> Moment:
    if day is None:
        return Moment(time=time.start, end=time.end)
    return Moment(day=day.day, past=day.past, time=time.start, end=time.end)
