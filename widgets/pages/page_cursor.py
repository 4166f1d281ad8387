"""Moving on a page: from one line that opens something to the next, and line by line where none is in sight.

So every line is passed in reading order, and what Enter would open is always on the screen.
"""

from __future__ import annotations

from store.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.pages.document import PageLine
    from widgets.sections.section import Target


class PageCursor(Record):
    """The first line in sight, and the line under the cursor: one that opens something, or None where none is there."""

    top: int = 0
    cursor: int | None = None


def begin(lines: Sequence[PageLine], height: int) -> PageCursor:
    """At the top, on the first line in sight that opens something."""
    return _at(lines, 0, height)


def after_move(lines: Sequence[PageLine], walk: PageCursor, height: int, command: str) -> PageCursor:
    """After one of the `move.*` commands."""
    page = max(1, height - 1)
    if command == "move.first":
        return _at(lines, 0, height)
    if command == "move.last":
        return _at(lines, len(lines), height, last=True)
    if command == "move.page_down":
        return _at(lines, walk.top + page, height, last=walk.top + page >= len(lines) - height)
    if command == "move.page_up":
        return _at(lines, walk.top - page, height)
    if command in ("move.down", "move.up"):
        return _step(lines, walk, height, 1 if command == "move.down" else -1)
    return walk


def same_place(lines: Sequence[PageLine], walk: PageCursor, target: Target | None, height: int) -> PageCursor:
    """The same place on a page that was written again: on the line that opens what the cursor's line opened."""
    if target is not None and walk.cursor is not None:
        alike = [index for index, line in enumerate(lines) if line.target == target]
        if alike:
            cursor = min(alike, key=lambda index: abs(index - walk.cursor))  # type: ignore[operator]
            top = _bounded(lines, walk.top + cursor - walk.cursor, height)
            return PageCursor(top=top, cursor=cursor)
    return _at(lines, walk.top, height)


def _bounded(lines: Sequence[PageLine], top: int, height: int) -> int:
    return max(0, min(top, len(lines) - height))


def _at(lines: Sequence[PageLine], top: int, height: int, *, last: bool = False) -> PageCursor:
    """With a line on top, on the first (or last) line in sight that opens something."""
    top = _bounded(lines, top, height)
    seen = _opening(lines, top, height)
    return PageCursor(top=top, cursor=(seen[-1] if last else seen[0]) if seen else None)


def _opening(lines: Sequence[PageLine], top: int, height: int) -> list[int]:
    return [index for index in range(top, min(top + height, len(lines))) if lines[index].target is not None]


def _step(lines: Sequence[PageLine], walk: PageCursor, height: int, way: int) -> PageCursor:
    """To the next line in sight that opens something, else one line further."""
    before = walk.cursor
    seen = _beyond(_opening(lines, walk.top, height), before, way)
    if seen:
        return walk.but(cursor=seen[0])
    top = _bounded(lines, walk.top + way, height)
    in_sight = _opening(lines, top, height)
    if before in in_sight:
        further = _beyond(in_sight, before, way)
        return PageCursor(top=top, cursor=further[0] if further else before)
    return PageCursor(top=top, cursor=in_sight[0 if way > 0 else -1] if in_sight else None)


def _beyond(indexes: list[int], cursor: int | None, way: int) -> list[int]:
    """Those after (or before) the cursor, the nearest first."""
    if cursor is None:
        return indexes[::way]
    return [index for index in indexes[::way] if (index - cursor) * way > 0]
