"""What every test is run under, and what the slow tier does more often than the quick one."""

from __future__ import annotations

import os
import sys

# Modules are compiled once, whatever the environment says, and not again by every worker and by every program that a
# test starts: half of the time would go there. What is imported below is among them.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

import pytest  # noqa: E402
from hypothesis import HealthCheck, settings  # noqa: E402

# A crowded machine is no fault: no property fails for the time that it took.
settings.register_profile("quick", deadline=None, max_examples=10, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("slow", settings.get_profile("quick"), max_examples=150)


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("slow" if config.option.markexpr == "slow" else "quick")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Properties are tried with few examples in the quick tier, and with many in the slow one."""
    if config.option.markexpr == "slow":
        for item in items:
            if item.get_closest_marker("hypothesis"):
                item.add_marker("slow")
