"""Shares in hundredths are rounded one way, and what is not all is not said to be."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.share import percent, percent_in_tenths


@pytest.mark.parametrize(
    ("part", "of", "told"),
    [
        *((8, 9, "89%"), (1, 8, "13%"), (7, 8, "88%"), (2, 3, "67%"), (0, 5, "0%"), (5, 5, "100%")),
        *((999, 1000, "99%"), (1, 1000, "1%")),
    ],
)
def test_a_share_is_rounded_half_up_and_only_all_is_all(part, of, told):
    assert percent(part, of) == told


@pytest.mark.parametrize(("share", "told"), [(0.0625, "6.3%"), (0.875, "87.5%"), (0.888889, "88.9%"), (1.0, "100.0%")])
def test_on_paper_it_has_a_decimal_of_the_same_rounding(share, told):
    assert percent_in_tenths(share) == told


@given(st.integers(1, 400), st.data())
def test_it_is_the_nearest(of, data):
    part = data.draw(st.integers(0, of))
    told = int(percent(part, of).removesuffix("%"))
    exact = Fraction(100 * part, of)
    assert abs(told - exact) <= Fraction(1, 2) or told in (1, 99)
    cents = Decimal(round(part / of, 6)).quantize(Decimal("0.000001")) * 100
    assert percent_in_tenths(round(part / of, 6)) == f"{cents.quantize(Decimal('0.1'), ROUND_HALF_UP)}%"
