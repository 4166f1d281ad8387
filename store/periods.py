"""Calendar periods and their labels: `2026-10`, `2026-Q4`, `2026-H2`, `2026`. The year is the calendar year."""

from __future__ import annotations

from datetime import date, timedelta

from store.record import Record
from store.text_enum import TextEnum

ONE_DAY = timedelta(days=1)
SOON_DAYS = 7
"""What has a day of its own (an entry, a matter, a finding, an item of the box) is due soon in the last so many days,
that day with them.
"""


class Cadence(TextEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


MONTHS = {Cadence.MONTH: 1, Cadence.QUARTER: 3, Cadence.HALF: 6, Cadence.YEAR: 12}
MARKS = {Cadence.QUARTER: "Q", Cadence.HALF: "H"}


class Period(Record):
    """One month, quarter, half-year or year, with its first and last day."""

    cadence: Cadence
    label: str
    start: date
    end: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day <= self.end


_made: dict[tuple[Cadence, int, int], Period] = {}


def _nth(cadence: Cadence, year: int, index: int) -> Period:
    """The period number `index` (from 0, may lie outside 0…) of a year, made once."""
    period = _made.get((cadence, year, index))
    if period is None:
        period = _made[cadence, year, index] = _make(cadence, year, index)
    return period


def _make(cadence: Cadence, year: int, index: int) -> Period:
    months = MONTHS[cadence]
    carried, first = divmod(index * months, 12)
    year += carried
    start = date(year, first + 1, 1)
    last = first + months
    end = date(year + last // 12, last % 12 + 1, 1) - ONE_DAY
    if cadence is Cadence.YEAR:
        label = f"{year:04d}"
    elif cadence is Cadence.MONTH:
        label = f"{year:04d}-{first + 1:02d}"
    else:
        label = f"{year:04d}-{MARKS[cadence]}{first // months + 1}"
    return Period(cadence=cadence, label=label, start=start, end=end)


def containing(day: date, cadence: Cadence) -> Period:
    return _nth(cadence, day.year, (day.month - 1) // MONTHS[cadence])


def shifted(period: Period, steps: int) -> Period:
    """The period that many steps later (or, negative, earlier), of the same cadence."""
    months = MONTHS[period.cadence]
    return _nth(period.cadence, period.start.year, (period.start.month - 1) // months + steps)


_between: dict[tuple[date, date, Cadence], tuple[Period, ...]] = {}


def between(first: date, last: date, cadence: Cadence) -> tuple[Period, ...]:
    """Every period that has a day in `first … last`, in order; found once, for rule after rule asks for the same."""
    known = _between.get((first, last, cadence))
    if known is None:
        periods = []
        period = containing(first, cadence)
        while period.start <= last:
            periods.append(period)
            period = shifted(period, 1)
        known = _between[first, last, cadence] = tuple(periods)
    return known


_parsed: dict[str, Period | None] = {}


def parse(label: str) -> Period | None:
    """The period that a label names, or None where it names none."""
    try:
        return _parsed[label]
    except KeyError:
        period = _parsed[label] = _parse(label)
        return period


def _parse(label: str) -> Period | None:
    head, dash, tail = label.partition("-")
    if not (len(head) == 4 and head.isascii() and head.isdigit() and "1900" <= head < "2200"):
        return None
    year = int(head)
    if not dash:
        return _nth(Cadence.YEAR, year, 0)
    if len(tail) != 2 or not tail.isascii():
        return None
    if tail.isdigit():
        return _nth(Cadence.MONTH, year, int(tail) - 1) if 1 <= int(tail) <= 12 else None
    for cadence, mark in MARKS.items():
        if tail[0] == mark and tail[1].isdigit() and 1 <= int(tail[1]) <= 12 // MONTHS[cadence]:
            return _nth(cadence, year, int(tail[1]) - 1)
    return None
