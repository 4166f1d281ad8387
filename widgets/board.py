"""What a board is, before there is a screen to show it on: its panels, the two lines above them, where each stands."""

from __future__ import annotations

from store.record import Record
from widgets.heading import attention_parts, header_parts
from widgets.keymap import BOARD
from widgets.panel_state import panel_states

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from widgets.panel_state import PanelState
    from widgets.picture import Part, Spot
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


class Board(Record):
    """`place` is its name in the keymap; `header` and `attention` are as `widgets.heading` has them. `spots` gives, for
    so many columns and lines, where each panel stands, and by which of them is in front.
    """

    place: str
    states: Callable[[View, Words], list[PanelState]]
    header: Callable[..., tuple[list[Part], list[Part]]]
    attention: Callable[[Any, Words, str, int], list[Part]]
    spots: Callable[[int, int, Sequence[PanelState], int], list[Spot]]


def two_by_two(columns: int, lines: int, panels: Sequence[PanelState], front: int) -> list[Spot]:
    """Two panels side by side, as high as there is room."""
    rows = (len(panels) + 1) // 2
    edges = [lines * at // rows for at in range(rows + 1)]
    left = columns // 2
    return [
        (
            left if at % 2 else 0,
            edges[at // 2],
            columns - left if at % 2 else left,
            edges[at // 2 + 1] - edges[at // 2],
        )
        for at in range(len(panels))
    ]


BRANCH = Board(place=BOARD, states=panel_states, header=header_parts, attention=attention_parts, spots=two_by_two)
