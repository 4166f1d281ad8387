"""How a page is written: headings, fields and tables as lines of one width, aligned by cells.

Every line begins with two cells that say whether it opens something; a heading stands at the edge. What is written is
made harmless here, so that a page can say what a record says.
"""

from __future__ import annotations

from store.record import Record
from widgets.display import pad, shown, width, wrap
from widgets.pages.document import Document, PageLine
from widgets.sections.section import Cell, Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from widgets.display import Shown
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

EDGE = 2
GAP = 2
TWO_COLUMNS = 64
"""Cells from which two short fields stand side by side."""
LAST = 10
"""Cells that the last column of a table gets before others get more than one."""
LEAST = 20
"""A narrower page than this is written as if it were so wide, and cut where it is drawn."""


class PageField(Record):
    """A label and what it names; `target` is what the line opens. One that is `alone` shares its line with no other."""

    label: str
    value: str
    role: str = ""
    target: Target | None = None
    alone: bool = False


class TableLine(Record):
    """A line of a table."""

    cells: tuple[Cell, ...]
    target: Target | None = None


class PageWriter:
    """Lines as they are written. `view` and `words` are those of the page, for whoever writes on it."""

    def __init__(self, view: View, words: Words, cells: int) -> None:
        self.view = view
        self.words = words
        self.width = max(LEAST, cells)
        self.lines: list[PageLine] = []

    def document(self, title: Shown, subject: Target) -> Document:
        return Document(title=title, subject=subject, lines=tuple(self.lines))

    def heading(self, key: str, note: str = "", **facts: object) -> None:
        """A heading by its word, with an empty line before it, and a note of figures behind it in the same line."""
        self.titled(self.words(key, **facts), note)

    def titled(self, text: str, note: str = "") -> None:
        """A heading that is a text of the records, such as a name."""
        self.gap()
        text = shown(text, self.width)
        room = self.width - width(text) - GAP
        if note and width(shown(note)) <= room:
            self.lines.append(PageLine(cells=(_title(text), _blank(GAP), Cell(text=shown(note))), heading=True))
            return
        self.lines.append(PageLine(cells=(_title(text),), heading=True))
        if note:
            self.text(note)

    def part(self, key: str, text: str) -> None:
        """A text under its heading, where there is one."""
        if text:
            self.heading(key)
            self.text(text)

    def listed(self, key: str, entries: Sequence[TableLine], counted: str = "") -> None:
        """Entries under their heading, where there are any, with how many they are in the word `counted`."""
        if entries:
            self.heading(key, note=self.words(counted, n=len(entries)) if counted else "")
            self.table(entries)

    def faults(self) -> None:
        """That records can't be read, where that is so, in a line that opens them."""
        n = len(self.view.snapshot.faults)
        if n:
            self.gap()
            self.text(self.words("attention.faults", n=n), role="warn", target=Target(kind="faults", id=""))

    def gap(self) -> None:
        """An empty line, but not at the top."""
        if self.lines:
            self.lines.append(PageLine())

    def text(self, text: str, role: str = "", target: Target | None = None) -> None:
        """A paragraph; its line breaks stay."""
        self._write(wrap(text, self.width - EDGE), role, target)

    def _write(self, lines: Iterable[Shown], role: str, target: Target | None) -> None:
        for index, line in enumerate(lines):
            opens = target if index == 0 else None
            self.lines.append(PageLine(cells=(self._edge(opens), Cell(text=line, role=role)), target=opens))

    def _edge(self, target: Target | None) -> Cell:
        return Cell(text=shown(f"{self.words.glyph('opens')} "), role="info") if target else _blank(EDGE)

    def field(
        self, key: str, value: str, role: str = "", target: Target | None = None, *, alone: bool = False
    ) -> PageField:
        """A field by the word of its label."""
        return PageField(label=self.words(key), value=value, role=role, target=target, alone=alone)

    def fields(self, fields: Sequence[PageField]) -> None:
        """Labels in one column, values in another; two short fields share a line where there is room."""
        labels = min(max((width(field.label) for field in fields), default=0), self.width // 3) + GAP
        half = (self.width - EDGE) // 2
        row: list[PageField] = []
        for field in fields:
            short = not (
                field.alone or field.target or "\n" in field.value or width(shown(field.value)) > half - labels - GAP
            )
            if row and short:
                self._pair(row.pop(), field, labels, half)
                continue
            self._flush(row, labels)
            if short and self.width >= TWO_COLUMNS:
                row.append(field)
            else:
                self._field(field, labels)
        self._flush(row, labels)

    def _flush(self, row: list[PageField], labels: int) -> None:
        while row:
            self._field(row.pop(), labels)

    def _pair(self, left: PageField, right: PageField, labels: int, half: int) -> None:
        self.lines.append(
            PageLine(
                cells=(
                    _blank(EDGE),
                    _label(left.label, labels),
                    Cell(text=pad(left.value, half - labels), role=left.role),
                    _label(right.label, labels),
                    Cell(text=shown(right.value), role=right.role),
                )
            )
        )

    def _field(self, field: PageField, labels: int) -> None:
        first = _label(field.label, labels)
        for index, line in enumerate(wrap(field.value, self.width - EDGE - labels) or [shown("")]):
            opens = field.target if index == 0 else None
            label = first if index == 0 else _blank(labels)
            self.lines.append(
                PageLine(cells=(self._edge(opens), label, Cell(text=line, role=field.role)), target=opens)
            )

    def table(self, entries: Sequence[TableLine], *, wrapped: bool = False) -> None:
        """Columns as wide as what stands in them; the last takes the rest, and is cut there or else `wrapped`."""
        if not entries:
            return
        columns = max(len(entry.cells) for entry in entries)
        room = self.width - EDGE - GAP * (columns - 1)
        least = min(LAST, room // 3)
        wide = [
            max((width(entry.cells[at].text) for entry in entries if at < len(entry.cells)), default=0)
            for at in range(columns - 1)
        ]
        while sum(wide) + least > room and max(wide) > 1:
            wide[wide.index(max(wide))] -= 1
        last = max(1, room - sum(wide))
        for entry in entries:
            self._entry(entry, wide, last, wrapped)

    def _entry(self, entry: TableLine, wide: Sequence[int], last: int, wrapped: bool) -> None:
        cells = [self._edge(entry.target)]
        for at, room in enumerate(wide):
            cell = entry.cells[at] if at < len(entry.cells) else _blank(0)
            cells += [Cell(text=pad(cell.text, room), role=cell.role), _blank(GAP)]
        rest: list[Shown] = []
        role = ""
        if len(entry.cells) > len(wide):
            tail = entry.cells[-1]
            role = tail.role
            lines = wrap(tail.text, last) if wrapped else [shown(tail.text, last)]
            cells.append(Cell(text=lines[0] if lines else shown(""), role=role))
            rest = lines[1:]
        self.lines.append(PageLine(cells=tuple(cells), target=entry.target))
        indent = self.width - last
        self.lines += [PageLine(cells=(_blank(indent), Cell(text=line, role=role))) for line in rest]


def _title(text: Shown) -> Cell:
    return Cell(text=text, role="title")


def _blank(cells: int) -> Cell:
    return Cell(text=shown(" " * cells))


def _label(text: str, cells: int) -> Cell:
    return Cell(text=pad(shown(text, cells - 1), cells), role="dim")
