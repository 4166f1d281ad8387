"""The benchmark runs, and its page has a line for each budget."""

from __future__ import annotations

import argparse

import pytest

from tests.bench.server import budgets
from tests.bench.server.__main__ import PARTS, measure, page
from tests.server.postgres import MISSING, binaries

pytestmark = pytest.mark.slow


def test_a_short_run_makes_a_whole_page() -> None:
    pytest.importorskip("pg8000")
    if binaries() is None:
        pytest.skip(MISSING)
    given = argparse.Namespace(runs=1, commits=1, branches=30, boards=5, seconds=0.5, folders=2, turns=1, only=[*PARTS])
    made = page(measure(given))
    assert all(f"| {name} | ≤" in made for name in budgets.BUDGETS)
    assert "30 branches with 1,800 documents" in made
    assert "## A committee of all of them" in made
