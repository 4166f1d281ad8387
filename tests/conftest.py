"""What every test is run under, and what the slow tier does more often than the quick one.

How a new test stays cheap, for the quick tier has two minutes on two cores:

- Below the board first. A rule, a page, a form, a line typed is a value, and a test of it takes a millisecond or two; a
  board (`tests.desk`) takes 30 to open and 5 to 20 a key, a program of its own 100, one on a pseudo-terminal 400.
- One board for a story with its asserts. `press` and `types` wait for what they lead to: nothing sleeps.
- Sizes, themes, colours and languages are not crossed: one of each here, the others in the slow tier (`tests.tiers`).
- What is only read is made once (`tests.desk.sample_view`). A property whose examples take more than a hundredth of a
  second is `tests.strategies.costly`.
- `--durations=30` says what the tests take.
"""

from __future__ import annotations

import gc
import os
import sys
from functools import cache
from typing import ClassVar

# Modules are compiled once, whatever the environment says, and not again by every worker and by every program that a
# test starts: half of the time would go there. What is imported below is among them.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

import pytest  # noqa: E402
from hypothesis import HealthCheck, settings  # noqa: E402

from tests import folder_alone  # noqa: E402
from tests.engines import EVERYWHERE, ON_A_SERVER, on_a_server, place  # noqa: E402, F401
from tests.server.fixtures import _ready, branch_url, database, empty_database, postgres  # noqa: E402, F401
from widgets.words import lexicon  # noqa: E402

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# A crowded machine is no fault: no property fails for the time that it took. The quick tier tries the same examples
# every time, for what it says must not hang on chance; the slow one tries others each time.
settings.register_profile(
    "quick", deadline=None, max_examples=10, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("slow", settings.get_profile("quick"), max_examples=150, derandomize=False)


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("slow" if config.option.markexpr == "slow" else "quick")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Properties are tried with few examples in the quick tier, and with many in the slow one."""
    if config.option.markexpr == "slow":
        for item in items:
            if item.get_closest_marker("hypothesis"):
                item.add_marker("slow")
    if EVERYWHERE:
        for item in items:
            if said := folder_alone.why(item.nodeid):
                item.add_marker(pytest.mark.skip(reason=said))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if ON_A_SERVER:
        terminalreporter.write_line(f"{len(ON_A_SERVER)} tests kept a branch on a server")


def pytest_collection_finish() -> None:
    """The tests, their modules and Textual stay to the end: looking through them for garbage again and again took a
    fifth of all time.
    """
    gc.freeze()
    gc.set_threshold(200_000, 10, 100)


class _Told(dict[str, str]):
    """The texts of a language, which put down the keys that were asked for in vain."""

    forgotten: ClassVar[set[str]] = set()

    def get(self, key, default=None):  # type: ignore[no-untyped-def, override]
        if default == key and key not in self and not key.startswith("no.such."):
            self.forgotten.add(key)
        return super().get(key, default)


_texts = lexicon._texts
lexicon._texts = cache(lambda lang: _Told(_texts(lang)))


@pytest.fixture(autouse=True)
def no_word_is_forgotten() -> Iterator[None]:
    """Whatever a test shows, no key of a text stands there in the place of a text."""
    _Told.forgotten.clear()
    yield
    assert _Told.forgotten == set(), "no such words in widgets/words: say them in each of its languages"
