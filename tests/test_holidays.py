"""Working days are counted by the notices, and never guessed beyond them."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.holidays import HOLIDAY, MAKEUP, UNKNOWN, WEEKEND, WORKDAY, calendar
from store.packs.holidays_data import NOTICES

SHIPPED, NO_COMPLAINTS = calendar()
days = st.dates(date(2020, 6, 1), date(2028, 6, 1))


@pytest.mark.parametrize(
    ("day", "kind", "name"),
    [
        ("2026-01-01", HOLIDAY, "new_year"),
        ("2026-01-04", MAKEUP, "new_year"),
        ("2026-02-14", MAKEUP, "spring"),
        ("2026-02-15", HOLIDAY, "spring"),
        ("2026-02-23", HOLIDAY, "spring"),
        ("2026-02-24", WORKDAY, ""),
        ("2026-02-28", MAKEUP, "spring"),
        ("2026-09-20", MAKEUP, "national"),
        ("2026-10-10", MAKEUP, "national"),
        ("2026-11-22", WEEKEND, ""),
        ("2026-11-23", WORKDAY, ""),
        ("2025-10-06", HOLIDAY, "mid_autumn"),
        ("2025-10-08", HOLIDAY, "national"),
        ("2024-02-09", WORKDAY, ""),  # New Year's Eve was encouraged, not decreed
        ("2024-05-11", MAKEUP, "labour"),
        ("2023-09-29", HOLIDAY, "mid_autumn"),
        ("2022-12-31", HOLIDAY, "new_year"),
        ("2027-01-01", UNKNOWN, ""),
        ("2020-12-31", UNKNOWN, ""),
    ],
)
def test_shipped(day: str, kind: str, name: str) -> None:
    assert SHIPPED.kind(date.fromisoformat(day)) == (kind, name)


def test_the_notices_make_sense() -> None:
    assert NO_COMPLAINTS == []
    statutory = {year: 11 if year < 2025 else 13 for year in NOTICES}
    for year, (source, holidays) in NOTICES.items():
        assert source.startswith("https://www.gov.cn/")
        assert {code for code, _, _ in holidays} == {
            "new_year", "spring", "qingming", "labour", "dragon_boat", "mid_autumn", "national",
        }  # fmt: skip
        all_days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
        kinds = [SHIPPED.kind(day)[0] for day in all_days if day.year == year]
        freed = sum(1 for d in all_days if SHIPPED.kind(d)[0] == HOLIDAY and d.weekday() < 5 and d.year == year)
        # What is free on weekdays is the statutory days plus what was worked on weekends, less those that the
        # calendar itself put on a weekend and that the notices do not shift (at most two a year).
        made_up = kinds.count(MAKEUP)
        assert freed - made_up <= statutory[year]
        assert freed - made_up >= statutory[year] - 2, (year, freed, made_up)
        assert SHIPPED.covered(year)
    assert not SHIPPED.covered(max(NOTICES) + 1)


@pytest.mark.parametrize(
    ("after", "count", "until", "provisional"),
    [
        ("2026-11-20", 1, "2026-11-23", False),
        ("2026-11-20", 3, "2026-11-25", False),
        ("2026-02-13", 1, "2026-02-14", False),
        ("2026-02-14", 1, "2026-02-24", False),
        ("2026-02-13", 7, "2026-03-02", False),
        ("2026-09-30", 3, "2026-10-10", False),
        ("2026-11-22", 0, "2026-11-22", False),
        ("2026-12-23", 1, "2026-12-24", False),
        ("2026-12-24", 1, "2026-12-25", True),
        ("2026-12-30", 2, "2027-01-01", True),
        ("2020-12-31", 1, "2021-01-04", False),
        ("2025-12-30", 2, "2026-01-04", False),
    ],
)
def test_working_days_are_counted(after: str, count: int, until: str, provisional: bool) -> None:
    assert SHIPPED.working_days(date.fromisoformat(after), date.fromisoformat(until)) == (count, provisional)


@given(days, st.integers(0, 40), st.integers(0, 40))
def test_working_days_add_up(day: date, first: int, then: int) -> None:
    between, until = day + timedelta(days=first), day + timedelta(days=first + then)
    parts = SHIPPED.working_days(day, between), SHIPPED.working_days(between, until)
    whole = SHIPPED.working_days(day, until)
    assert whole == (parts[0][0] + parts[1][0], parts[0][1] or parts[1][1])


@given(days)
def test_nothing_is_claimed_of_an_unknown_year(day: date) -> None:
    assert (SHIPPED.kind(day)[0] == UNKNOWN) == (day.year not in NOTICES)


def test_overlay() -> None:
    told = tomllib.loads("""
        years = [2027]
        [[holiday]]
        name = "spring"
        from = 2027-02-05
        to = "2027-02-11"
        worked = [2027-02-14]
        [[holiday]]
        name = "三月三"
        from = 2026-04-20
        [[holiday]]
        worked = [2026-10-07, 2026-11-22]
    """)
    own, complaints = calendar(told)
    assert complaints == []
    assert own.covered(2027)
    assert own.kind(date(2027, 2, 5)) == (HOLIDAY, "spring")
    assert own.kind(date(2027, 2, 14)) == (MAKEUP, "spring")
    assert own.kind(date(2027, 3, 1)) == (WORKDAY, "")
    assert own.kind(date(2026, 4, 20)) == (HOLIDAY, "三月三")
    assert own.kind(date(2026, 10, 7)) == (WORKDAY, "")
    assert own.kind(date(2026, 11, 22)) == (MAKEUP, "")
    assert own.working_days(date(2026, 12, 30), date(2027, 1, 1)) == (2, False)
    assert SHIPPED.kind(date(2026, 4, 20)) == (WORKDAY, "")


@pytest.mark.parametrize(
    ("told", "complaint"),
    [
        ({"holidays": []}, ("holiday_key", {"key": "holidays"})),
        ({"years": ["2027"]}, ("holiday_year", {"value": "2027"})),
        ({"years": [True]}, ("holiday_year", {"value": True})),
        ({"holiday": {}}, ("holiday_shape", {"number": 1})),
        ({"holiday": [3]}, ("holiday_shape", {"number": 1})),
        ({"holiday": [{}]}, ("holiday_shape", {"number": 1})),
        ({"holiday": [{"name": 3, "from": "2027-01-01"}]}, ("holiday_shape", {"number": 1})),
        ({"holiday": [{"to": "2027-01-01", "worked": ["2027-01-02"]}]}, ("holiday_shape", {"number": 1})),
        ({"holiday": [{"form": "2027-01-01"}]}, ("holiday_key", {"number": 1, "key": "form"})),
        ({"holiday": [{"from": "2027-02-30"}]}, ("holiday_day", {"number": 1, "value": "2027-02-30"})),
        ({"holiday": [{"from": 20270101}]}, ("holiday_day", {"number": 1, "value": "20270101"})),
        (
            {"holiday": [{"from": "2027-01-03", "to": "2027-01-01"}]},
            ("holiday_order", {"number": 1, "from": "2027-01-03", "to": "2027-01-01"}),
        ),
        (
            {"holiday": [{"from": "2027-01-03", "to": "2028-01-01"}]},
            ("holiday_order", {"number": 1, "from": "2027-01-03", "to": "2028-01-01"}),
        ),
    ],
)
def test_overlay_complains_and_goes_on(told: dict[str, object], complaint: tuple[str, object]) -> None:
    good = {"from": "2027-05-01"}
    if isinstance(told.get("holiday"), list):
        told = {**told, "holiday": [*told["holiday"], good]}  # type: ignore[misc]
    own, complaints = calendar(told)
    assert complaints == [complaint]
    assert not isinstance(told.get("holiday"), list) or own.kind(date(2027, 5, 1)) == (HOLIDAY, "")
