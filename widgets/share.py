"""A share in hundredths: one way of rounding, half up, on the screen and on paper."""

from __future__ import annotations


def percent(part: int, of: int) -> str:
    """`part` of `of` (more than 0) in whole hundredths, `89%`. Only all is 100 %, and only none is 0 %."""
    whole = (200 * part + of) // (2 * of)
    return f"{whole if part in (0, of) else min(max(whole, 1), 99)}%"


def percent_in_tenths(share: float) -> str:
    """A share of one, exact to six decimals, with one decimal: 0.0625 is `6.3%`, as spreadsheets show it."""
    tenths = (round(share * 1_000_000) + 500) // 1000
    return f"{tenths // 10}.{tenths % 10}%"
