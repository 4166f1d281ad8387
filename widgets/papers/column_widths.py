"""Room on paper: columns of a table as wide as their texts need, the rest to those that have most to say.

Widths are in cells, of which a Han character takes two; `edge` is what a column takes beside its text.
"""

from __future__ import annotations

import re

from widgets.display import width
from widgets.papers.text_formats import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.papers.paper import Paper, PaperTable, Value

WHOLE = 14
"""A text up to so wide stays on one line: a date, a state, a name."""
SOME, PAIR = 8, 4
"""Prose is not broken into lines narrower than this, nor a heading into single characters."""
READABLE = 12
"""Where prose would have less, letters are smaller or a table is divided: else a row of it is half a page."""
LONGEST = 24
"""Of a word that is longer, as much need not be broken."""
PROSE = 240
"""A text wider than this asks for no more room than one of this width."""
NARROW = 16
"""A column whose texts are all up to so wide has them in its middle."""
_DATE = (
    r"(?:\d{4}\u5e74)?\d{1,2}\u6708\d{1,2}\u65e5|\d{4}\u5e74\d{1,2}\u6708"
    r"|\d{1,2} [A-Z][a-z]{2,8}(?: \d{4})?|[A-Z][a-z]{2,8} \d{4}"
)
_DOC = r"[^\W\d_]{0,6}\u3014\d{4}\u3015\d+\u53f7"
_WORD = r"\d+[^\x00-\xff]|[!-~·]+[^\w\s]?|."
_HEAD = r"\d+[^\x00-\xff]|[!-.0-~·]+/?[^\w\s]?|."
_PIECE, _WORDS = re.compile(rf"(?:{_DATE}|{_DOC})[^\w\s]?|{_WORD}"), re.compile(_HEAD)
"""What is broken over no two lines: dates, numbers of documents and those with a unit, words; of a heading no date."""
LATIN = {
    **dict.fromkeys("fijlrtI .,;:!'()-/|", 0.8),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZ&", 1.5),
    **dict.fromkeys("mwMW@%", 2.0),
}
USUAL_LATIN = 1.28
"""Cells of the characters of the widest font that stands in for Times (DejaVu Serif)."""
_MEETS = re.compile(r"(?<=[!-~])(?=[^!-~\s])|(?<=[^!-~\s])(?=[!-~])")
"""Where Han and Latin characters meet, a printer leaves a quarter of a character free."""


def title(paper: Paper, room: float) -> tuple[str, ...]:
    """A document's title in one line, or in two where it has no room: behind whose it is."""
    before, whose, rest = paper.title.partition(paper.branch) if paper.branch else (paper.title, "", "")
    if _printed(paper.title) <= room:
        return (paper.title,)
    if rest[:1].isalnum():
        return before + whose, rest
    if whose and before and _printed(whose + rest) <= room:
        return before.rstrip(), whose + rest
    # Else behind the comma nearest to the middle, so that no single character is left for the second line.
    commas = [at + 1 for at, sign in enumerate(paper.title) if sign in "、,:："]
    if whose or not commas:
        return (paper.title,)
    at = min(commas, key=lambda at: abs(2 * at - len(paper.title)))
    return paper.title[:at], paper.title[at:].lstrip()


def least(grid: PaperTable, edge: float, some: int = SOME) -> list[float]:
    """For each column the width below which dates, names and numbers would break, or prose have less than `some`."""
    return [edge + max(_least(column, some), _unbroken(head, PAIR, PAIR, _WORDS)) for head, column in _columns(grid)]


def shares(grid: PaperTable, room: float, edge: float) -> list[float]:
    """The widths of all columns, `room` together; less than the least where the room is less."""
    need = least(grid, edge)
    full = [edge + min(PROSE, max([_printed(head), *map(_widest, column)])) for head, column in _columns(grid)]
    want = [max(low, wide) for low, wide in zip(need, full, strict=True)]
    left = room - sum(need)
    if left <= 0 or sum(want) <= room:
        whole = need if left <= 0 else want
        return [room * one / sum(whole) for one in whole]
    more = [wide - low for low, wide in zip(need, want, strict=True)]
    return [low + left * one / sum(more) for low, one in zip(need, more, strict=True)]


def parts(grid: PaperTable, room: float, edge: float) -> list[PaperTable]:
    """A table too wide for a page as several, each with the first column again and about as many of the others."""
    need = least(grid, edge, READABLE)
    if sum(need) <= room or len(need) < 3:
        return [grid]
    first, others = need[0], need[1:]
    count = max(2, int(sum(others) / max(1, room - first)))
    while True:
        each = -(-len(others) // count)
        cuts = [others[at : at + each] for at in range(0, len(others), each)]
        if each == 1 or max(map(sum, cuts)) + first <= room:
            break
        count += 1
    return [
        grid.but(
            head=(*grid.head[:1], *grid.head[at : at + each]),
            rows=tuple((*row[:1], *row[at : at + each]) for row in grid.rows),
            widths=(),
        )
        for at in range(1, len(need), each)
    ]


def _columns(grid: PaperTable) -> list[tuple[str, list[str]]]:
    count = max([len(grid.head), *map(len, grid.rows), 1])
    head: Sequence[str] = grid.head or ("",) * count
    cells: Sequence[Sequence[Value]] = grid.rows
    return [(head[at], [text_of(row[at]) for row in cells if at < len(row)]) for at in range(count)]


def narrow(grid: PaperTable) -> list[bool]:
    """For each column whether its texts are short enough to stand in the middle."""
    return [max(map(_widest, column), default=0) <= NARROW for _, column in _columns(grid)]


def _widest(text: str) -> float:
    return max(map(_printed, text.split("\n")))


def _printed(line: str) -> float:
    """The cells that a text takes on paper. Where Times is not installed what stands in for it is wider: no date
    may break there either.
    """
    latin = sum(LATIN.get(sign, USUAL_LATIN) for sign in line if " " <= sign <= "~")
    others = width("".join(sign for sign in line if not " " <= sign <= "~"))
    return latin + others + len(_MEETS.findall(line)) / 2


def _least(column: list[str], some: int) -> float:
    return max((_unbroken(text, WHOLE, some) for text in set(column)), default=2)


def _unbroken(text: str, whole: int, some: int, pieces: re.Pattern[str] = _PIECE) -> float:
    """The width that a text needs: its own up to `whole`, else that of its longest word and at least `some`."""
    return max(
        _printed(line)
        if width(line) <= whole
        else max(some, min(LONGEST, max(map(_printed, pieces.findall(line)), default=2)))
        for line in text.split("\n")
    )
