"""Working days, legal holidays and make-up days: the shipped notices, and a branch's own `holidays.toml` over them.

`years = [2027]` names the years of which that file says everything. Each `[[holiday]]` in it has a `name` (any, or a
code of the shipped notices), `from = 2027-02-05` and `to` (left out: one day), and `worked = [2027-02-14]`, the weekend
days worked for it; `worked` alone takes shipped holidays back.
"""

from __future__ import annotations

from datetime import date, timedelta

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    Complaint = tuple[str, dict[str, Any]]
    """A code and facts: holiday_shape, holiday_day, holiday_order, holiday_year, holiday_key."""

WORKDAY, WEEKEND, HOLIDAY, MAKEUP, UNKNOWN = "workday", "weekend", "holiday", "makeup", "unknown"

ONE_DAY = timedelta(days=1)
LONGEST = 31
"""No holiday has more days: a `to` in the wrong year is a slip, not a year off."""


class Calendar:
    """Which days are worked, for the years that somebody has told us about.

    `days` are the exceptions beyond the shipped ones: day -> (is it worked, whose holiday it is or makes up for).
    `years` are those in which every other day is an ordinary weekday or weekend.
    """

    __slots__ = ("_days", "_years")

    def __init__(self, days: Mapping[date, tuple[bool, str]], years: frozenset[int]) -> None:
        self._days = days
        self._years = years

    def _exception(self, day: date) -> tuple[bool, str] | None:
        return self._days.get(day) or _shipped(day.year).get(day)

    def covered(self, year: int) -> bool:
        """Whether the holidays of a year are known."""
        return year in self._years

    def kind(self, day: date) -> tuple[str, str]:
        """WORKDAY, WEEKEND, HOLIDAY, MAKEUP, or UNKNOWN in a year not covered; and the code or name of the holiday."""
        weekend = day.weekday() >= 5
        exception = self._exception(day)
        if exception is not None:
            worked, name = exception
            if worked:
                return (MAKEUP, name) if weekend else (WORKDAY, "")
            return HOLIDAY, name
        if day.year not in self._years:
            return UNKNOWN, ""
        return (WEEKEND if weekend else WORKDAY), ""

    def working_days(self, after: date, until: date) -> tuple[int, bool]:
        """How many working days lie after one day up to and with another.

        True beside it: provisional, because a day on the way lies in a year not covered, or so late in one that the
        next year's notice may still move it; there Monday to Friday are taken as worked.
        """
        count = 0
        provisional = False
        while after < until:
            after += ONE_DAY
            worked, sure = self._worked(after)
            count += worked
            provisional = provisional or not sure
        return count, provisional

    def _worked(self, day: date) -> tuple[bool, bool]:
        """Whether a day is worked, and whether that is sure."""
        exception = self._exception(day)
        if exception is not None:
            return exception[0], True
        new_year = day.month == 12 and day.day > 24  # the 2019 notice took 29 December 2018
        sure = day.year in self._years and (not new_year or day.year + 1 in self._years)
        return day.weekday() < 5, sure


def calendar(overlay: Mapping[str, Any] | None = None) -> tuple[Calendar, list[Complaint]]:
    """The shipped notices under a branch's own file, given as parsed; with what of the file was not understood.

    A complaint leaves out the entry that it is about and nothing else.
    """
    from store.packs.holidays_data import NOTICES

    days: dict[date, tuple[bool, str]] = {}
    years = set(NOTICES)
    complaints = _overlay(overlay or {}, days, years)
    return Calendar(days, frozenset(years)), complaints


_laid: dict[int, dict[date, tuple[bool, str]]] = {}


def _shipped(year: int) -> Mapping[date, tuple[bool, str]]:
    """The exceptions that the notice of a year tells, all of them days of it; laid out when it is first asked for."""
    if year not in _laid:
        from store.packs.holidays_data import NOTICES

        days: dict[date, tuple[bool, str]] = {}
        for code, span, worked in NOTICES.get(year, ("", ()))[1]:
            first, _, last = span.partition("..")
            _lay(days, code, _day(f"{year}-{first}"), _day(f"{year}-{last or first}"))
            for day in worked.split():
                days[_day(f"{year}-{day}")] = True, code
        _laid[year] = days
    return _laid[year]


def _lay(days: dict[date, tuple[bool, str]], name: str, first: date, last: date) -> None:
    while first <= last:
        days[first] = False, name
        first += ONE_DAY


def _overlay(data: Mapping[str, Any], days: dict[date, tuple[bool, str]], years: set[int]) -> list[Complaint]:
    complaints: list[Complaint] = [("holiday_key", {"key": key}) for key in data if key not in ("years", "holiday")]
    told = data.get("years", [])
    for year in told if isinstance(told, list) else [told]:
        if type(year) is int and 1949 <= year <= 2199:
            years.add(year)
        else:
            complaints.append(("holiday_year", {"value": year}))
    entries = data.get("holiday", [])
    if not isinstance(entries, list):
        return [*complaints, ("holiday_shape", {"number": 1})]
    for number, entry in enumerate(entries, 1):
        complaint = _enter(entry, number, days)
        if complaint:
            complaints.append(complaint)
    return complaints


def _enter(entry: Any, number: int, days: dict[date, tuple[bool, str]]) -> Complaint | None:
    if not isinstance(entry, dict) or not isinstance(entry.get("name", ""), str):
        return "holiday_shape", {"number": number}
    for key in entry:
        if key not in ("name", "from", "to", "worked"):
            return "holiday_key", {"number": number, "key": key}
    worked = entry.get("worked", [])
    if not isinstance(worked, list) or not ("from" in entry or ("to" not in entry and worked)):
        return "holiday_shape", {"number": number}
    span: list[date] = []
    try:
        made_up = [_day(value) for value in worked]
        if "from" in entry:
            span = [_day(entry["from"]), _day(entry.get("to", entry["from"]))]
    except ValueError as bad:
        return "holiday_day", {"number": number, "value": str(bad)}
    if span and not 0 <= (span[1] - span[0]).days < LONGEST:
        return "holiday_order", {"number": number, "from": span[0].isoformat(), "to": span[1].isoformat()}
    name = entry.get("name", "")
    if span:
        _lay(days, name, *span)
    for day in made_up:
        days[day] = True, name
    return None


def _day(value: object) -> date:
    """A day as TOML has it: a date, or the text of one. ValueError(value) for anything else."""
    if type(value) is date:
        return value
    if isinstance(value, str) and len(value) == 10:
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError(str(value))
