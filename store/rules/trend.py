"""Twelve months side by side: sessions and who came, hours of training against what the year asks.

What nothing is recorded of is None, never zero: a month before the records, or in which nothing was held.
"""

from __future__ import annotations

from datetime import date

from store.periods import Cadence, between, containing, shifted
from store.record import Record
from store.records import CAME
from store.rules import index as indexes
from store.rules.training import hours_by_month, training

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.packs.rule import Pack
    from store.periods import Period
    from store.snapshot import Snapshot

MONTHS = 12


class MonthTrend(Record):
    """A month: how many sessions were held, how many of so many expected came, class hours of all members together.

    `mean` is what each of those of whom hours are asked has on average since January, `asked` what the year asks of
    each of them on average.
    """

    month: str
    sessions: int = 0
    expected: int = 0
    present: int = 0
    hours: float | None = None
    mean: float | None = None
    required: float | None = None


def trend(snapshot: Snapshot, pack: Pack, today: date, last: date) -> tuple[MonthTrend, ...]:
    """The twelve months that end with that of `last`, or with today's where that is earlier."""
    end = containing(min(today, last), Cadence.MONTH)
    months = between(shifted(end, 1 - MONTHS).start, end.end, Cadence.MONTH)
    years = {year: _year(snapshot, pack, today, year) for year in sorted({month.start.year for month in months})}
    return tuple(_month(snapshot, today, month, *years[month.start.year]) for month in months)


def _year(
    snapshot: Snapshot, pack: Pack, today: date, year: int
) -> tuple[dict[tuple[str, str], float], dict[str, float]]:
    """Hours of a year by member and month, and what is asked of whom."""
    months = between(date(year, 1, 1), date(year, 12, 31), Cadence.MONTH)
    asked = {row.member: row.required for row in training(snapshot, today, pack, year) if row.required}
    return hours_by_month(snapshot, pack, today, months), asked


def _month(
    snapshot: Snapshot, today: date, month: Period, hours: dict[tuple[str, str], float], required: dict[str, float]
) -> MonthTrend:
    rolls = [meeting.roll or {} for meeting in indexes.of(snapshot).between(month.start, min(month.end, today))]
    given = [sum_of for (_, label), sum_of in hours.items() if label == month.label]
    since = [sum_of for (member, label), sum_of in hours.items() if label <= month.label and member in required]
    return MonthTrend(
        month=month.label,
        sessions=len(rolls),
        expected=sum(map(len, rolls)),
        present=sum(status in CAME for roll in rolls for status in roll.values()),
        hours=sum(given) if given else None,
        mean=sum(since) / len(required) if since else None,
        required=sum(required.values()) / len(required) if required else None,
    )
