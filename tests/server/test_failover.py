"""The script that shows a failover does so, and what it shows is that nothing is lost."""

from __future__ import annotations

import pytest

from tests.server.failover import Story, failover
from tests.server.postgres import MISSING, binaries

pytestmark = pytest.mark.slow


def test_whoever_was_storing_goes_on_and_nothing_is_lost_or_stored_twice() -> None:
    pytest.importorskip("pg8000")
    if binaries() is None:
        pytest.skip(MISSING)
    told: list[str] = []
    result = failover(2, 6.0, Story(told.append))
    assert result["acknowledged"] > 20
    assert (result["lost"], result["twice"]) == (0, 0)
    assert result["seconds the longest took"] < 20
    assert ["leader is gone" in line for line in told].count(True) == 1
