"""What the diff sends leaves a terminal as what Textual wrote does, whatever the terminal's habits."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_frames import HABITS, compare


@pytest.mark.parametrize("erase", [True, False])
@pytest.mark.parametrize("habits", [None, *HABITS])
@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_random_frames(habits, erase, seed):
    if erase and habits is not None and not habits.bce:
        erase = False  # such a terminal is not told to erase in colour
    compare(seed, 30, habits, erase=erase)
