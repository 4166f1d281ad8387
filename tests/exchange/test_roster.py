"""Messy rosters, each with the exact preview that a secretary sees, and what storing one leaves behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.edits import Rejected
from store.exchange.imports.roster import plan_roster
from tests.exchange.books import TODAY, office, put, rosters
from tui.files.reading import sheets
from widgets.papers import import_preview
from widgets.words.lexicon import with_papers, words_of

GOLDEN = Path(__file__).parent.parent / "golden" / "import-roster.txt"
CASES = rosters()


def previews(text: str) -> dict[str, list[str]]:
    """The golden file: a line `== case`, then its preview."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith("== "):
            lines = found[line.removeprefix("== ")] = []
        elif line:
            lines.append(line)
    return found


def planned(folder, case):
    name, data = CASES[case]
    return plan_roster(sheets(put(folder, name, data)), office(), TODAY)


def seen(plan) -> list[str]:
    return [str(line) for line in import_preview.lines(plan, office(), with_papers(words_of("zh")))]


EXPECTED = previews(GOLDEN.read_text(encoding="utf-8")) if GOLDEN.exists() else {}


def test_every_case_has_its_preview():
    assert list(EXPECTED) == list(CASES)
    assert len(CASES) >= 12


@pytest.mark.parametrize("case", CASES)
def test_a_messy_roster_has_exactly_this_preview(case, tmp_path):
    assert seen(planned(tmp_path, case)) == EXPECTED[case]


@pytest.mark.parametrize("case", CASES)
def test_what_was_previewed_can_be_stored_and_then_changes_nothing(case, tmp_path):
    plan = planned(tmp_path, case)
    if plan.edit is None:
        assert plan.refused
        return
    before = office()
    after = plan.edit.apply(before)
    assert not isinstance(after, Rejected)
    assert len(after.members) == len(before.members) + len(plan.new)
    name, data = CASES[case]
    again = plan_roster(sheets(put(tmp_path, name, data)), after, TODAY)
    assert (again.new, again.changed, again.edit) == ((), (), None)
    assert again.unchanged == len(plan.new) + len(plan.changed) + plan.unchanged
    assert [(one.sheet, one.row, one.code) for one in again.refused] == [
        (one.sheet, one.row, one.code) for one in plan.refused
    ]
