"""Words of a small set, of which a line has one: what each means, and the one that is taken."""

from __future__ import annotations

from store.folding import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeVar

    from widgets.quick_line.reading import TokenPool

    T = TypeVar("T")


def by_word(words: Mapping[T, str]) -> dict[str, T]:
    """What each word means; those of one meaning stand with spaces between."""
    return {fold(word): meaning for meaning, text in words.items() for word in text.split()}


def take_word(pool: TokenPool, meanings: Mapping[str, T], part: str) -> T | None:
    """The one word of a set that is taken where it stands alone; a second one is text."""
    for token in list(pool.left):
        meaning = meanings.get(fold(token.text))
        if meaning is not None:
            pool.take(token, part)
            return meaning
    return None
