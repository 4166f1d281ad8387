"""Days and periods in words, in the language of `words`."""

from __future__ import annotations

from store.periods import Cadence, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from widgets.display import Shown
    from widgets.when.numerals import InvalidDate
    from widgets.words.lexicon import Words

COUNTED_DAYS = 30
"""Beyond these a distance is told in weeks, months or years."""


def day_text(day: date, today: date, words: Words) -> Shown:
    """`12月5日`, with its year where that is not today's."""
    facts = {"year": day.year, "month": day.month, "day": day.day, "month_name": words(f"when.month.{day.month}")}
    return words("when.day" if day.year == today.year else "when.day_of_year", **facts)


def weekday_text(day: date, words: Words) -> Shown:
    return words(f"weekday.{day.weekday()}")


def day_in_words(day: date, today: date, words: Words) -> Shown:
    """The day with its weekday, as the preview of a quick entry says it: `12月5日 周六`."""
    return words("when.weekday", day=day_text(day, today, words), weekday=weekday_text(day, words))


def distance(day: date, today: date, words: Words) -> Shown:
    """How far away a day is: 今天, 明天, 3天后, 2个月前."""
    days = (day - today).days
    if words.has(f"when.{days}"):
        return words(f"when.{days}")
    if abs(days) <= COUNTED_DAYS:
        return words("when.in_days" if days > 0 else "when.days_ago", n=abs(days))
    from arrow import get

    from widgets.display import shown

    return shown(get(day).humanize(get(today), locale=words("when.locale")))


def period_text(label: str, words: Words) -> Shown:
    """The label of a period in words: `2026年10月`, `2026年第四季度`; a label that is none is shown as it is."""
    from widgets.display import shown

    period = parse(label)
    if period is None:
        return shown(label)
    month = period.start.month
    key, number = {
        Cadence.MONTH: ("when.month", month),
        Cadence.QUARTER: ("when.quarter", month // 3 + 1),
        Cadence.HALF: (f"when.half.{month // 6 + 1}", month // 6 + 1),
        Cadence.YEAR: ("when.year", 1),
    }[period.cadence]
    return words(key, year=period.start.year, n=number, month_name=words(f"when.month.{month}"))


def bad_date_text(bad: InvalidDate, today: date, words: Words) -> Shown:
    """Why a token could not be read, as a sentence."""
    facts = {"text": bad.text}
    if bad.day is not None:
        facts |= {"day": day_text(bad.day, today, words), "weekday": weekday_text(bad.day, words)}
    return words(f"when.bad.{bad.code}", **facts)
