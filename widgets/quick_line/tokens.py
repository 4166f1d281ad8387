"""A line cut into tokens: by spaces of any width and by `，`, each with its place in the line."""

from __future__ import annotations

from store.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

COMMAS = frozenset(",、")
"""What divides the names of a list within one token."""
COLONS = frozenset(":：")
"""Alone, either says that all behind it is text: `支委会 12-05 ： 10月 工作`."""
_FULL = {"＠": "@", "﹫": "@", "＃": "#", "﹟": "#", "＋": "+", "！": "!", "﹗": "!", "％": "%", "﹪": "%"}


class Token(Record):
    """`line[start:end]` is `text`."""

    start: int
    end: int
    text: str

    @property
    def mark(self) -> str:
        """`@`, `#`, `+`, `!` or `%` where the token begins with one, full-width ones with them; else nothing."""
        first = self.text[:1]
        first = _FULL.get(first, first)
        return first if first and first in "@#+!%" else ""

    @property
    def rest(self) -> Token:
        """The token without its mark."""
        return Token(start=self.start + 1, end=self.end, text=self.text[1:])


def separates(character: str) -> bool:
    return character.isspace() or character in "，\ufeff"


def split(line: str) -> list[Token]:
    """The tokens of a line in order."""
    tokens = []
    start = None
    for at, character in enumerate(line):
        if separates(character):
            if start is not None:
                tokens.append(Token(start=start, end=at, text=line[start:at]))
                start = None
        elif start is None:
            start = at
    if start is not None:
        tokens.append(Token(start=start, end=len(line), text=line[start:]))
    return tokens


def list_names(token: Token) -> Iterator[Token]:
    """The names in a token that is a list, `张建国,李秀英`; a comma at its end divides nothing."""
    start = 0
    for at, character in enumerate(token.text + ","):
        if character in COMMAS:
            if at > start:
                yield Token(start=token.start + start, end=token.start + at, text=token.text[start:at])
            start = at + 1


def list_continues(line: str, before: Token, after: Token) -> bool:
    """Whether a list goes on from one token to the next: a comma ends the one, begins the other, or stands between."""
    between = line[before.end : after.start]
    return before.text[-1] in COMMAS or after.text[0] in COMMAS or "，" in between
