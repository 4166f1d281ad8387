"""Dates as exact as they are known: `"1998"`, `"1998-07"` or `"1998-07-01"` (`records.Partial`)."""

from __future__ import annotations

from datetime import date

from store import periods


def day_of(partial: str | None) -> date | None:
    """The day of a date that is known to the day, else None."""
    return date.fromisoformat(partial) if partial is not None and len(partial) == 10 else None


def first_day_of(partial: str | None) -> date | None:
    """The earliest day that a date may stand for."""
    day = day_of(partial)
    period = periods.parse(partial) if partial is not None and day is None else None
    return period.start if period is not None else day


def last_day_of(partial: str | None) -> date | None:
    """The latest day that a date may stand for."""
    day = day_of(partial)
    period = periods.parse(partial) if partial is not None and day is None else None
    return period.end if period is not None else day
