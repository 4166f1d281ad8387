"""A page as a value: lines of cells, some of which open something else. Drawn by the board, printed by `show`."""

from __future__ import annotations

from store.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from widgets.display import Shown
    from widgets.sections.section import Cell, Target


class PageLine(Record):
    """Cells side by side; with a `target`, Enter on the line opens it. `heading` lines stand out and open nothing."""

    cells: tuple[Cell, ...] = ()
    target: Target | None = None
    heading: bool = False


class Document(Record):
    """`title` stands in the page's frame; `subject` is what the page is of, for the commands that work on it."""

    title: Shown
    subject: Target
    lines: tuple[PageLine, ...]
