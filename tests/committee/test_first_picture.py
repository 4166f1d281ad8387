"""The picture of a committee's board that is drawn before Textual is there is the very one that Textual draws first."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.committee.hall import hall, made, twelve, view_of, written
from tests.committee.strategies import views
from tests.desk import WHO
from tests.strategies import costly
from tests.tiers import quick
from tui.drafts import Drafts
from tui.first_frame import FirstBoard, FirstSession, board_of
from widgets import committee_board, draw
from widgets.display import width
from widgets.keymap import Keymap
from widgets.theme import styles
from widgets.words.lexicon import LANGUAGES, words_of

if TYPE_CHECKING:
    from pathlib import Path

    from widgets.sections.view import View

SIZES = [(80, 24), (60, 16), (61, 17), (99, 60), (100, 30), (120, 40), (121, 41), (200, 50)]


async def check(home: Path, size: tuple[int, int], lang: str = "zh", **options) -> None:
    async with hall(home, size=size, lang=lang, drafts=Drafts(), **options) as h:
        app = h.app
        words = words_of(lang, ascii=app.ascii)
        first = FirstBoard(
            FirstSession(WHO, readonly=False), app.view, words, app.keymap, app.drafts, board_of(app.view)
        )
        drawn = app.screen._compositor.render_strips()
        lines = first.lines(size, "", ())
        assert len(lines) == len(drawn) == size[1]
        for y, (line, strip) in enumerate(zip(lines, drawn, strict=True)):
            assert "".join(text for text, _ in line) == strip.text, y
            ours = [draw._styles[role] for text, role in line for _ in text]
            theirs = [segment.style for segment in strip for _ in segment.text]
            assert [str(style) for style in ours] == [str(style) for style in theirs], y


@pytest.mark.parametrize(
    ("size", "lang"),
    quick([((80, 24), "zh"), ((60, 16), "en"), ((99, 60), "en"), ((121, 41), "zh")], product(SIZES, LANGUAGES)),
)
async def test_at_every_size_in_both_languages(tmp_path: Path, size, lang) -> None:
    await check(twelve(tmp_path), size, lang)


@pytest.mark.parametrize("how", [{"ascii": True}, {"colours": 0}, {"theme": "light"}], ids=str)
async def test_however_it_is_drawn(tmp_path: Path, how) -> None:
    await check(twelve(tmp_path), (100, 30), **how)


async def test_of_a_few_units(tmp_path: Path) -> None:
    await check(made(tmp_path, [written(at) for at in range(5)]), (80, 24))


async def test_of_a_committee_that_lists_nobody(tmp_path: Path) -> None:
    await check(made(tmp_path, [], records=()), (80, 24))


@pytest.mark.parametrize(("columns", "lines"), [(59, 13), (60, 12)])
def test_where_there_is_little_room_one_panel_has_all_of_it(tmp_path: Path, columns: int, lines: int) -> None:
    panels = committee_board.states(view_of(twelve(tmp_path)), words_of("zh"))
    spots = committee_board.spots(columns, lines, panels, 1)
    assert spots == [(0, 0, columns, lines) if at == 1 else (0, 0, 0, 0) for at in range(len(panels))]
    assert all(high for *_, high in committee_board.spots(60, 13, panels, 1))


@costly
@given(view=views(), size=st.tuples(st.integers(60, 210), st.integers(16, 60)), lang=st.sampled_from([*LANGUAGES]))
def test_every_line_is_as_wide_as_the_terminal(view: View, size: tuple[int, int], lang: str) -> None:
    """Whatever stands in the boxes, wherever the cursor is."""
    first = FirstBoard(FirstSession(WHO, readonly=True), view, words_of(lang), Keymap(), Drafts(), board_of(view))
    matrix = first.panels[0]
    for steps in (0, 5, 20):
        matrix.sideways(steps)
        matrix.go(min(steps, max(0, len(matrix.rows) - 1)))
        made_of = first.lines(size, "", ())
        assert [sum(width(text) for text, _ in line) for line in made_of] == [size[0]] * size[1]
        assert {role for line in made_of for _, role in line} <= styles("dark", 256).keys()
        assert matrix.column in [column.id for column, _ in matrix.layout] or not matrix.column
    assert [row.key for row in matrix.rows] in ([f"u{at}" for at in range(len(view.committee.units))], [*BEGIN])


BEGIN = ("/where", "/heading", "/unit", "/name", "/box", "/then")
