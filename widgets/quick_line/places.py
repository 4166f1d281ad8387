"""Where: a place used before by its name or initials, or a new one as it is written."""

from __future__ import annotations

from store.folding import fold
from store.pinyin import INITIALS, PINYIN, matches, rank
from widgets.mentions import mentioned
from widgets.quick_line.reading import InvalidToken, choices

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.sections.view import View


def places(view: View) -> Sequence[str]:
    """Every place that records mention, the latest first."""
    return mentioned(view, "Place")


def known(text: str, view: View) -> bool:
    """Whether a text is a place used before."""
    return any(fold(place) == fold(text) for place in places(view))


def find(text: str, view: View) -> str | InvalidToken:
    """The place that a text means. Small letters that begin no known place are a slip, anything else a new place."""
    if not text:
        return InvalidToken(code="empty_mark")
    used = places(view)
    for place in used:
        if fold(place) == fold(text):
            return place
    if not any(c.isascii() and c.isalpha() for c in text):
        return text
    near = [place for place in used if rank(text, place) in (INITIALS, PINYIN)]
    whole = [place for place in near if matches(text, place) == (0, len(place))]
    fitting = whole or near
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        return InvalidToken(code="several_places", facts={"choices": choices(fitting)})
    return InvalidToken(code="no_place") if text.isascii() and text.isalpha() and text.islower() else text
