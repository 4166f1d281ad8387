"""A text as lines of so many cells while it is being typed: every character in its place, none swallowed."""

from __future__ import annotations

from unicodedata import combining

from widgets.display import shown, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Span = tuple[int, int]

BREAK = "\n"


def clusters(text: str, start: int, end: int) -> Iterator[Span]:
    """Each character of a part with the marks that stand on it."""
    at = start
    while at < end:
        after = at + 1
        while after < end and combining(text[after]):
            after += 1
        yield at, after
        at = after


def spans(text: str, cells: int) -> list[Span]:
    """Where each line begins and ends in the text; a cell is left free behind each for the cursor."""
    room = max(2, cells - 1)
    spans: list[Span] = []
    start = 0
    for paragraph in text.split(BREAK):
        end = start + len(paragraph)
        first, used = start, 0
        for at, after in clusters(text, start, end):
            wide = width(shown(text[at:after]))
            if used + wide > room and at > first:
                spans.append((first, at))
                first, used = at, 0
            used += wide
        spans.append((first, end))
        start = end + 1
    return spans


def line_of(lines: Sequence[Span], cursor: int) -> int:
    """The line that a cursor stands in: of two that meet there the later one."""
    return max((number for number, (start, end) in enumerate(lines) if start <= cursor <= end), default=0)


def beside(text: str, cursor: int, cells: int, step: int) -> int | None:
    """Where the cursor comes to a line further up or down, as near as can be; None beyond the first or last."""
    lines = spans(text, cells)
    here = line_of(lines, cursor)
    if not 0 <= here + step < len(lines):
        return None
    column = width(shown(text[lines[here][0] : cursor]))
    start, end = lines[here + step]
    for at, after in clusters(text, start, end):
        wide = width(shown(text[at:after]))
        if column < wide:
            return at
        column -= wide
    return end
