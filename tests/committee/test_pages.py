"""What a committee's rows open: it is there, it fits, and nothing in it does harm, whatever stands in the boxes."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tests.committee.strategies import views
from tests.pages.test_pages import check_lines
from tests.strategies import costly
from widgets.sections.committee.registry import SECTIONS
from widgets.sections.section import Target
from widgets.words.lexicon import LANGUAGES, words_of

if TYPE_CHECKING:
    from widgets.sections.view import View

AT_MOST = 150


@costly
@given(view=views(), cells=st.sampled_from([20, 41, 76, 196]), lang=st.sampled_from(LANGUAGES))
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
