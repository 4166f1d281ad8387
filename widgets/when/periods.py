"""Months, quarters, half-years, years: `10月 2026-10 上月 三季度 2026-Q3 下半年 2025年`; `补10月` or `for=2026-10`."""

from __future__ import annotations

from store.periods import MONTHS, Cadence, containing, parse, shifted
from widgets.when.numerals import InvalidDate, bad, full_match, normal, only_marks, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from store.periods import Period

_MAKES_UP = r"(?:补|for=)(.+)"
_SHIFT = {
    "上上个": -2, "上上": -2, "前": -2, "上个": -1, "上": -1, "去": -1, "本": 0, "这个": 0, "这": 0, "今": 0,
    "下个": 1, "下": 1, "明": 1,
}  # fmt: skip
_WHICH = "(上上个?|上个?|本|这个?|下个?)"
_YEAR = r"(?:(\d{4}|\d\d(?=年|[-/.]?[qh]\d)|今|去|前|明)年?度?[-/.]?)?"
"""Two figures are a year only where they say so: 10-11月 are two months."""


def read_period(token: str, today: date) -> str | InvalidDate | None:
    """The label (`store.periods`) of the period that a token names; without its year the last that has begun.

    None: no period; InvalidDate: digits that name none.
    """
    text = normal(token)
    period = _read(text, today, token)
    if period is None:
        return bad("unread", token) if only_marks(text) else None
    return period.label if not isinstance(period, InvalidDate) else period


def read_makeup(token: str, today: date) -> str | InvalidDate | None:
    """What `补10月`, `补2025年`, `for=2026-Q3` says that a session makes up for; None for any other word."""
    named = makeup_of(token)
    if named is None:
        return None
    period = read_period(named, today)
    return bad(period.code, token) if isinstance(period, InvalidDate) else period


def makeup_of(token: str) -> str | None:
    """The period in a word that says what a session makes up for, as it was typed; None in any other word."""
    match = full_match(_MAKES_UP, normal(token))
    return match[1] if match else None


def read_month(token: str, today: date) -> str | InvalidDate | None:
    """The month that a token names, as `2026-10`; other periods are none."""
    label = read_period(token, today)
    if isinstance(label, str):
        period = parse(label)
        return label if period and period.cadence is Cadence.MONTH else None
    return label


def _read(text: str, today: date, token: str) -> Period | InvalidDate | None:
    plain_text = plain(text)
    if plain_text is None:
        return None
    if match := full_match(rf"{_WHICH}(月|季度|半年)", plain_text):
        if match[2] == "半年" and match[1] in ("上", "下"):
            return _nth(None, Cadence.HALF, 1 if match[1] == "上" else 2, today, token)
        cadence = {"月": Cadence.MONTH, "季度": Cadence.QUARTER, "半年": Cadence.HALF}[match[2]]
        return shifted(containing(today, cadence), _SHIFT[match[1]])
    if match := full_match(r"(本|今|去|前|明|上|下|\d{4})年度?", plain_text):
        return _nth(match[1], Cadence.YEAR, 1, today, token)
    if match := full_match(r"(\d{4})", plain_text):
        return _nth(match[1], Cadence.YEAR, 1, today, token)
    if match := full_match(rf"{_YEAR}([上下])半年", plain_text):
        return _nth(match[1], Cadence.HALF, 1 if match[2] == "上" else 2, today, token)
    if match := full_match(rf"{_YEAR}(?:第?(\d{{1,2}})季度?|q(\d))", plain_text):
        return _nth(match[1], Cadence.QUARTER, int(match[2] or match[3]), today, token)
    if match := full_match(rf"{_YEAR}h(\d)", plain_text):
        return _nth(match[1], Cadence.HALF, int(match[2]), today, token)
    if match := full_match(rf"{_YEAR}(\d{{1,2}})月份?", plain_text):
        return _nth(match[1], Cadence.MONTH, int(match[2]), today, token)
    if match := full_match(r"(\d{4})[-/.](\d{1,2})", plain_text) or full_match(r"((?:19|20)\d\d)(\d\d)", plain_text):
        return _nth(match[1], Cadence.MONTH, int(match[2]), today, token)
    return None


def _nth(year: str | None, cadence: Cadence, number: int, today: date, token: str) -> Period | InvalidDate:
    """The period of that number in the year said; without a year the last one that has begun."""
    if year is None:
        chosen = today.year
    elif year.isdigit():
        chosen = int(year) + (2000 if len(year) == 2 else 0)
    else:
        chosen = today.year + _SHIFT[year]
    months = MONTHS[cadence]
    if not (1 <= number <= 12 // months and 1949 <= chosen < 2200):
        return bad("no_such_period", token)
    period = shifted(containing(today.replace(year=chosen, month=1, day=1), cadence), number - 1)
    if year is None and period.start > today:
        return shifted(period, -12 // months)
    return period
