"""Periods against plain arithmetic of days."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.periods import MONTHS, Cadence, Period, between, containing, parse, shifted
from tests.strategies import days

cadences = st.sampled_from(list(Cadence))
ONE = timedelta(days=1)


@pytest.mark.parametrize(
    ("on", "cadence", "label", "start", "end"),
    [
        ("2026-11-22", "month", "2026-11", "2026-11-01", "2026-11-30"),
        ("2026-11-22", "quarter", "2026-Q4", "2026-10-01", "2026-12-31"),
        ("2026-11-22", "half", "2026-H2", "2026-07-01", "2026-12-31"),
        ("2026-11-22", "year", "2026", "2026-01-01", "2026-12-31"),
        ("2024-02-29", "month", "2024-02", "2024-02-01", "2024-02-29"),
        ("2026-03-31", "quarter", "2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026-06-30", "half", "2026-H1", "2026-01-01", "2026-06-30"),
        ("2025-12-31", "month", "2025-12", "2025-12-01", "2025-12-31"),
    ],
)
def test_a_day_lies_in(on: str, cadence: str, label: str, start: str, end: str) -> None:
    period = containing(date.fromisoformat(on), Cadence(cadence))
    assert (period.label, period.start.isoformat(), period.end.isoformat()) == (label, start, end)


@given(days, cadences)
def test_a_period_holds_its_days_and_no_others(on: date, cadence: Cadence) -> None:
    period = containing(on, cadence)
    assert on in period
    assert period.start in period
    assert period.end in period
    assert period.start - ONE not in period
    assert period.end + ONE not in period
    assert "2026" not in period
    months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    assert months == MONTHS[cadence]
    assert period.start.day == 1
    assert (period.end + ONE).day == 1


@given(days, cadences)
def test_a_label_names_its_period(on: date, cadence: Cadence) -> None:
    period = containing(on, cadence)
    assert parse(period.label) == period


@given(days, cadences, st.integers(-60, 60))
def test_steps_add_up_and_go_back(on: date, cadence: Cadence, steps: int) -> None:
    period = containing(on, cadence)
    there = shifted(period, steps)
    assert shifted(there, -steps) == period
    assert there == shifted(shifted(period, steps - 1), 1)
    assert shifted(period, 1).start == period.end + ONE


@given(days, st.integers(0, 1500), cadences)
def test_between_covers_a_span_once_in_order(first: date, length: int, cadence: Cadence) -> None:
    last = first + timedelta(days=length)
    periods = between(first, last, cadence)
    assert first in periods[0]
    assert last in periods[-1]
    assert all(later.start == earlier.end + ONE for earlier, later in pairwise(periods))


def test_between_of_a_span_that_ends_before_it_begins_is_empty() -> None:
    assert between(date(2026, 2, 1), date(2026, 1, 31), Cadence.MONTH) == ()


@pytest.mark.parametrize(
    "label",
    [
        *["", "26", "2026-", "2026-0", "2026-00", "2026-13", "2026-1", "2026-011", "2026-Q0", "2026-Q5", "2026-H3"],
        *["2026-q1", "2026-W1", "2026Q1", "202611", "1899", "2200", "２０２６", "2026-１１", "2026-Q１", "2026-Q"],
        *[" 2026", "2026 ", "2026-²"],
    ],
)
def test_what_names_no_period(label: str) -> None:
    assert parse(label) is None


@given(st.text(alphabet="0123456789-QHW ", max_size=8))
def test_parse_reads_only_what_it_would_write(label: str) -> None:
    period = parse(label)
    assert period is None or (isinstance(period, Period) and period.label == label)
