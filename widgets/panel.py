"""One panel of the board: a frame with its key and title, and a section's rows drawn line by line.

A row is drawn when it is seen, so 30,000 rows cost what 50 do. The panel keeps the key of the row under the cursor,
never a row: what it shows is a function of the view it was last given.
"""

from __future__ import annotations

from textual.geometry import Region, Size
from textual.scroll_view import ScrollView

from store import periods
from widgets.display import pad, width
from widgets.draw import row as draw_row
from widgets.draw import strip
from widgets.sections.section import GAP, fitted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events
    from textual.strip import Strip

    from store.periods import Period
    from widgets.sections.registry import Section
    from widgets.sections.section import Column, Row
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

FRAMES = {False: "┌─┐│└┘", True: "+-+|++"}
WIDE = 56
"""Inner cells from which a panel shows twelve periods instead of six."""


class Panel(ScrollView, can_focus=True, inherit_bindings=False):
    DEFAULT_CSS = "Panel { scrollbar-size: 0 0; overflow: hidden hidden; }"

    def __init__(self, section: Section, number: int, view: View, words: Words, *, ascii: bool) -> None:
        super().__init__(id=f"panel-{section.ID}")
        self.section = section
        self.number = number
        self._view = view
        self._words = words
        self._frame = FRAMES[ascii]
        self._shift = 0
        self._filter = ""
        self._key: str | None = None
        self._index = 0
        self._top = 0
        self._rows: Sequence[Row] = ()
        self._marks: frozenset[str] = frozenset()
        self._layout: list[tuple[Column, int]] = []
        self._refilter()

    # What it is told

    @property
    def period(self) -> Period:
        """The last month or year that is shown."""
        return periods.shifted(periods.containing(self._view.today, self.section.CADENCE), self._shift)

    def renew(self, view: View, words: Words) -> None:
        """Show another snapshot, day or language; the cursor stays on the row with the same key."""
        self._view, self._words = view, words
        self._refilter()

    def filter(self, text: str) -> None:
        """Show the rows in which a text is found; what a longer one finds, its beginning has found already."""
        within = self._rows if self._filter and text.isascii() and text.startswith(self._filter) else None
        self._filter = text
        self._refilter(within)

    def select(self, key: str) -> bool:
        """Put the cursor on the row with a key; whether there is one."""
        found = next((index for index, row in enumerate(self._rows) if row.key == key), None)
        if found is not None:
            self._go(found)
        return found is not None

    def shift(self, steps: int) -> None:
        """Move the shown period; never past the running one into periods that have no records yet."""
        self._shift = min(self._shift + steps, 0 if self.section.ID != "meetings" else 12)
        self._refilter()

    # What it is asked

    @property
    def filtered(self) -> str:
        return self._filter

    @property
    def row(self) -> Row | None:
        return self._rows[self._index] if self._rows else None

    @property
    def marked(self) -> Sequence[Row]:
        """The rows that are marked, in order; those that are filtered out are not."""
        return [row for row in self._rows if row.key in self._marks] if self._marks else []

    # Marking

    def mark(self) -> None:
        """Mark the row under the cursor, or take its mark away, and go on to the next."""
        if self._key is not None:
            self._marks ^= {self._key}
            self.refresh()
            self.move("move.down")

    def mark_all(self) -> None:
        """Mark every row that there is to see; none where all are."""
        keys = frozenset(row.key for row in self._rows)
        self._marks = frozenset() if keys <= self._marks else self._marks | keys
        self.refresh()

    def unmark(self) -> None:
        self._marks = frozenset()
        self.refresh()

    # Moving

    def move(self, command: str) -> None:
        """One of the `move.*` commands."""
        page = max(1, self._height() - 1)
        last = len(self._rows) - 1
        steps = {"move.up": -1, "move.down": 1, "move.page_up": -page, "move.page_down": page}
        target = {"move.first": 0, "move.last": last}.get(command, self._index + steps.get(command, 0))
        self._go(max(0, min(last, target)))

    def _go(self, index: int) -> None:
        before, top = self._index, self._top
        self._index = max(0, index)
        self._key = self._rows[self._index].key if self._rows else None
        self._keep_in_sight()
        if top != self._top:
            self.refresh()
        elif before != self._index:
            self._refresh_line(before)
            self._refresh_line(self._index)
        self._refresh_frame()

    def _keep_in_sight(self) -> None:
        height = self._height()
        self._top = max(0, min(self._top, len(self._rows) - height))
        if self._index < self._top:
            self._top = self._index
        elif self._index >= self._top + height:
            self._top = self._index - height + 1

    def _height(self) -> int:
        return max(1, self.size.height - 2)

    # Drawing

    def _refilter(self, within: Sequence[Row] | None = None) -> None:
        rows = self._all() if within is None else within
        if self._filter:
            rows = self._found(rows)
        self._rows = rows
        self._index = self._place_of(self._key)
        self._key = rows[self._index].key if rows else None
        self._keep_in_sight()
        self._fit()
        self.refresh()

    def _all(self) -> Sequence[Row]:
        key = "rows", self.section.ID, self._shift
        return self._view.once(key, lambda: self.section.rows(self._view, self._shift))

    def _found(self, rows: Iterable[Row]) -> list[Row]:
        """Rows with the filter in one of their texts; many have the same unit and group, which are looked at once."""
        from store.pinyin import holds

        wanted = self._filter
        known = {"": False}

        def found(text: str) -> bool:
            if text not in known:
                known[text] = holds(wanted, text)
            return known[text]

        return [row for row in rows if any(map(found, row.search))]

    def _place_of(self, key: str | None) -> int:
        """Where the row with a key is; where there is none, the place that is nearest to the cursor's."""
        at = max(0, min(self._index, len(self._rows) - 1))
        if key is None or not self._rows or self._rows[at].key == key:
            return at
        return next((index for index, row in enumerate(self._rows) if row.key == key), at)

    def _fit(self) -> None:
        inner = max(1, self.size.width - 2)
        self._layout = fitted(self.section.columns(self._words, self._slots()), inner)

    def _slots(self) -> int:
        return 12 if self.size.width - 2 >= WIDE else 6

    def on_resize(self, event: events.Resize) -> None:
        self.virtual_size = Size(event.size.width, event.size.height)
        self._keep_in_sight()
        self._fit()
        self.refresh()

    def on_focus(self) -> None:
        self._refresh_frame()
        self._refresh_line(self._index)

    def on_blur(self) -> None:
        self._refresh_frame()
        self._refresh_line(self._index)

    def on_click(self, event: events.Click) -> None:
        at = event.y - 1 + self._top
        if 0 <= at < len(self._rows):
            self._go(at)

    def _refresh_line(self, index: int) -> None:
        self.refresh(Region(0, index - self._top + 1, self.size.width, 1))

    def _refresh_frame(self) -> None:
        size = self.size
        self.refresh(Region(0, 0, size.width, 1), Region(0, size.height - 1, size.width, 1))

    def render_line(self, y: int) -> Strip:
        size = self.size
        if y == 0:
            return self._top_line(size.width)
        if y == size.height - 1:
            return self._bottom_line(size.width)
        side = self._frame[3]
        frame = "frame.focus" if self.has_focus else "frame"
        inner = size.width - 2
        index = self._top + y - 1
        if index < len(self._rows):
            row = self._rows[index]
            cells = self.section.cells(row, self._view, self._words, self._shift, self._slots())
            body = strip(draw_row(cells, self._layout, GAP), inner, cursor=self.has_focus and index == self._index)
        elif y == 1:
            nothing = self.section.empty(self._words)
            if self._filter:
                nothing = self._words("panel.nothing_found", text=self._filter)
            body = strip([(nothing, "dim")], inner)
        else:
            body = strip([], inner)
        edge = strip([(side, frame)], 1)
        marked = index < len(self._rows) and self._rows[index].key in self._marks
        return type(body).join([strip([("*", "strong")], 1) if marked else edge, body, edge])

    def _top_line(self, cells: int) -> Strip:
        words = self._words
        note = self.section.period(self._view, words, self._shift)
        if self._filter:
            note = words("panel.filtered", text=self._filter, n=len(self._rows), all=len(self._all()))
        if self._marks:
            note = words("panel.marked", n=len(self.marked))
        title = words(f"panel.{self.section.ID}")
        return self._edge(cells, self._frame[:3], [(f"{self.number} ", "title"), (title, "title")], note)

    def _bottom_line(self, cells: int) -> Strip:
        below = len(self._rows) - self._top - self._height()
        note = self._words("panel.more", n=below) if below > 0 else ""
        return self._edge(cells, self._frame[4] + self._frame[1] + self._frame[5], [], note)

    def _edge(self, cells: int, corners: str, title: list[tuple[str, str]], note: str) -> Strip:
        """A line of the frame: the title at its left end, a note at its right one as far as there is room."""
        frame = "frame.focus" if self.has_focus else "frame"
        left, across, right = tuple(corners)
        room = cells - 4 - sum(width(text) for text, _ in title)
        if width(note) > room - 2:
            note = pad(note, max(0, room - 2)) if room > 6 else ""
        tail = f" {note} " if note else ""
        head = [(left + across, frame), *((text, role or frame) for text, role in title)]
        fill = room - width(tail)
        gap = " " if title and fill > 0 else ""
        return strip([*head, (gap + across * (fill - len(gap)), frame), (tail, "dim"), (across + right, frame)], cells)
