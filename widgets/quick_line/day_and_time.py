"""The day and time that a line says, wherever in it they stand."""

from __future__ import annotations

from store.record import Record
from widgets.quick_line.reading import InvalidToken
from widgets.when.moments import Moment, read_when
from widgets.when.numerals import InvalidDate, full_match, normal
from widgets.when.periods import read_period
from widgets.when.times import TimeSpan, read_time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from widgets.quick_line.reading import TokenPool
    from widgets.quick_line.tokens import Token
    from widgets.when.dates import Habit


class When(Record):
    """`past`: the day was written without its year and lies behind us. `day_by` and `time_by`: who says so."""

    day: date | None = None
    past: bool = False
    time: str | None = None
    end: str | None = None
    day_by: Token | None = None
    time_by: Token | None = None


def may_be_day(token: Token) -> bool:
    """`@`, `#` and `!` never mark a day; `+3` is one, `+张建国` is not, and only reading tells."""
    return token.mark in ("", "+")


def take_when(pool: TokenPool, habit: Habit) -> When:
    """Take every day and time. Four digits are a time once a day is said otherwise, or by an earlier four."""
    when = When()
    fours = [token for token in pool.left if full_match(r"\d{4}", normal(token.text)) and token.mark == ""]
    for token in [one for one in pool.left if one not in fours and may_be_day(one)]:
        when = _merged(pool, token, when, read_when(token.text, pool.today, habit))
    for token in fours:
        if when.day is None:
            read = read_when(token.text, pool.today, habit)
        else:
            time = read_time(token.text)
            read = Moment(time=time.start, end=time.end) if isinstance(time, TimeSpan) else time
        when = _merged(pool, token, when, read)
    return when


def _merged(pool: TokenPool, token: Token, when: When, read: Moment | InvalidDate | None) -> When:
    """What is known of day and time with what one more token says."""
    if read is None:
        return when
    if isinstance(read, InvalidDate):
        pool.bad(token, read)
    elif read.day is not None and when.day is not None:
        first = when.day_by.text if when.day_by is not None else ""
        pool.bad(token, InvalidToken(code="two_days", facts={"first": first, "on": when.day}))
    elif read.time is not None and when.time is not None:
        first = when.time_by.text if when.time_by is not None else ""
        pool.bad(token, InvalidToken(code="two_times", facts={"first": first, "at": when.time}))
    else:
        pool.take(token, "time" if read.day is None else "day")
        if read.day is not None:
            when = when.but(day=read.day, past=read.past, day_by=token)
        if read.time is not None:
            when = when.but(time=read.time, end=read.end, time_by=token)
    return when


def take_past_day(pool: TokenPool, *, of_period: bool = True) -> date:
    """The day of a record of what has been: the last one that is meant, today where none is said; never a later one.
    Without `of_period` a word that is a period, 上半年, says no day either, and is no topic of today.
    """
    when = take_when(pool, "record")
    if when.time_by is not None:
        pool.bad(when.time_by, InvalidToken(code="no_time_here"))
    if when.day is None or when.day_by is None:
        for token in pool.left if not of_period else ():
            if not token.mark and isinstance(read_period(token.text, pool.today), str):
                pool.bad(token, InvalidToken(code="no_day"))
        return pool.today
    if when.day > pool.today:
        pool.bad(when.day_by, InvalidToken(code="not_yet", facts={"on": when.day}))
    return when.day


def take_due(
    pool: TokenPool, is_past: Callable[[Moment], bool] = lambda read: False
) -> tuple[date | None, Token | None]:
    """The day by which, behind a `!`, and who says so; refused where a kind of line takes it to be past."""
    due, by = None, None
    for token in pool.marked("!"):
        read = read_when(token.rest.text, pool.today, "meeting") if token.rest.text else None
        if isinstance(read, InvalidDate):
            pool.bad(token, read)
        elif read is None or read.day is None or read.time is not None:
            pool.bad(token, InvalidToken(code="due_no_day"))
        elif is_past(read):
            pool.bad(token, InvalidToken(code="due_past", facts={"on": read.day}))
        elif due is not None and by is not None:
            pool.bad(token, InvalidToken(code="two_days", facts={"first": by.text, "on": due}))
        else:
            pool.take(token, "due")
            due, by = read.day, token
    return due, by
