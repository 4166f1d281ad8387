"""What a committee's rows open: it is there, it fits, and nothing in it does harm, whatever stands in the boxes."""

from __future__ import annotations

from collections import deque
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.committee.hall import made, up, view_of
from tests.committee.strategies import views
from tests.desk import TODAY
from tests.pages.test_pages import check_lines
from tests.strategies import costly
from widgets.pages.registry import document
from widgets.sections.committee import units
from widgets.sections.committee.registry import SECTIONS
from widgets.sections.section import Target
from widgets.words.lexicon import LANGUAGES, words_of

if TYPE_CHECKING:
    from pathlib import Path

    from widgets.sections.view import View

AT_MOST = 150


@costly
@given(view=views(), cells=st.sampled_from([20, 41, 76, 196]), lang=st.sampled_from([*LANGUAGES]))
def test_whatever_a_line_opens_is_there_and_fits(view: View, cells: int, lang: str) -> None:
    words = words_of(lang)
    rows = [row for section in SECTIONS for shift in (0, -1, -3) for row in section.rows(view, shift)]
    columns = [one.id for one in view.committee_figures.columns]
    cells_of = [Target(kind="cell", id=f"{unit}/{id}/2026-Q3") for unit in view.ups for id in columns]
    waiting = deque(
        [Target(kind="attention", id=""), *(row.target for row in rows if row.target.kind != "cell"), *cells_of]
    )
    seen = set(waiting)
    while waiting and len(seen) < AT_MOST:
        for target in check_lines(waiting.popleft(), view, words, cells):
            if target not in seen:
                seen.add(target)
                waiting.append(target)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_a_clock_that_is_ahead_its_pages_say_so(tmp_path: Path, lang: str) -> None:
    view, words = view_of(made(tmp_path, [up(0, as_of=TODAY + timedelta(9)), up(1, as_of=TODAY)])), words_of(lang)
    for at, said in enumerate((True, False)):
        row = view.committee_figures.rows[at]
        assert units.as_of(row, view, words).role == ("warn" if said else "dim")
        for target in (Target(kind="unit", id=row.unit), Target(kind="cell", id=f"{row.unit}/OL-03/")):
            page = document(target, view, words, 200)
            assert page is not None
            text = "\n".join("".join(cell.text for cell in line.cells) for line in page.lines)
            assert (str(units.remark(row, view, words)) in text) == said or not said
            assert (TODAY.isoformat() in text and "2026-12-01" in text) == said


def test_a_cell_of_a_past_period_has_the_rule_as_it_stood_then(tmp_path: Path) -> None:
    """The rules on admission of 2014 were in force until May 2026."""
    view, words = view_of(made(tmp_path, [up(0, as_of=TODAY)])), words_of("zh")
    unit = view.committee_figures.rows[0].unit
    for label, old in (("2025-Q4", True), ("2026-Q3", False), ("", False)):
        page = document(Target(kind="cell", id=f"{unit}/AD-01/{label}"), view, words, 200)
        assert page is not None
        text = "\n".join("".join(cell.text for cell in line.cells) for line in page.lines)
        assert ("2014年" in text) == old, text
