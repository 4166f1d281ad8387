"""What the signs of the panels mean: a line each for the help and the READMEs, all in one under a wide panel."""

from __future__ import annotations

from store.rules.figures import State
from widgets.display import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from widgets.display import Shown
    from widgets.words.lexicon import Words

SIGNS = (State.MET, State.MET_LATE, State.OVERDUE, State.DUE_SOON, State.UPCOMING, State.WAIVED, State.NA,
         State.UNKNOWN)  # fmt: skip
WITH_SIGNS = ("participation", "execution")
"""The panels that have signs of their own."""
SPAN = 2
"""Cells of the line of a quarter or year where it is explained."""


def signs(words: Words) -> list[tuple[Shown, Shown, Shown]]:
    """Each sign with its name and what it says."""
    said = [(words.glyph(sign), words(f"state.{sign}"), words(f"legend.{sign}")) for sign in SIGNS]
    return [*said, (span(words), words("legend.span"), words("legend.span.says"))]


def legend_line(section: str, words: Words) -> Shown:
    """The signs of a panel in one line; nothing where a panel has none of its own."""
    facts = {sign: words.glyph(sign) for sign in SIGNS}
    return words(f"legend.of.{section}", **facts, span=span(words)) if section in WITH_SIGNS else shown("")


def span(words: Words) -> Shown:
    """How the months of one quarter or year are drawn, with the sign at their end."""
    return shown(words.glyph("span") * SPAN + words.glyph(State.MET))
