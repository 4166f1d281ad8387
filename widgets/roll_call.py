"""Names in columns, each with its mark: the sheet on which the roll is called."""

from __future__ import annotations

from itertools import zip_longest

from textual.geometry import Region
from textual.widget import Widget

from store.records import Status
from widgets.display import pad, shown, width
from widgets.draw import edge, frame, strip
from widgets.roll_beside import beside
from widgets.roll_marks import ids_by_name, sheet, step_index
from widgets.theme import STATE_ROLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.strip import Strip

    from store.rules.quorum import QuorumStanding
    from widgets.display import Shown
    from widgets.picture import Line
    from widgets.roll_marks import NameGrid, RollPerson
    from widgets.words.lexicon import Words

NAME_AT_MOST = 20
EDGE = 2
GAP = 2


class RollCall(Widget, can_focus=True, inherit_bindings=False):
    """Keeps the id of the person under the cursor, and what has been typed of a name."""

    DEFAULT_CSS = "RollCall { height: 1fr; }"

    def __init__(self, words: Words) -> None:
        super().__init__(id="roll-call")
        self._words = words
        self._title = shown("")
        self._people: Sequence[RollPerson] = ()
        self._standing: QuorumStanding | None = None
        self._index = 0
        self._typed = ""

    # What it is told

    def show(self, title: Shown, people: Sequence[RollPerson], standing: QuorumStanding | None, words: Words) -> None:
        """People as they now are; the cursor stays on the same one. Only the lines that changed are drawn again."""
        old, here, beside = self._people, self.person, self._beside
        same = self._words is words and self._title == title and [p.name for p in old] == [p.name for p in people]
        self._title, self._people, self._words, self._standing = title, people, words, standing
        ids = [person.id for person in people]
        self._index = ids.index(here.id) if here and here.id in ids else max(0, min(self._index, len(ids) - 1))
        if not same:
            self.refresh()
            return
        for index, (before, now) in enumerate(zip(old, people, strict=True)):
            if before != now:
                self._refresh_person(index)
        for y, (old_line, line) in enumerate(zip_longest(beside, self._beside)):
            if old_line != line:
                self.refresh(Region(0, y + 1, self.size.width, 1))

    # What it is asked

    @property
    def person(self) -> RollPerson | None:
        """Who is under the cursor."""
        return self._people[self._index] if self._people else None

    @property
    def typed(self) -> str:
        """What has been typed of a name."""
        return self._typed

    # Moving

    def move(self, command: str) -> None:
        """One of the `move.*` commands; ends the looking for a name."""
        self.type("")
        self._go(step_index(self._index, len(self._people), self._grid, command))

    def go_to(self, id: str) -> None:
        self._go(next((index for index, person in enumerate(self._people) if person.id == id), self._index))

    def type(self, text: str) -> None:
        """Look for a name: the cursor goes to the best one; text that finds nobody is shown and changes nothing."""
        if text == self._typed:
            return
        self._typed = text
        ids = ids_by_name(self._people, text) if text else []
        if ids:
            self.go_to(ids[0])
        self.refresh(Region(0, self.size.height - 1, self.size.width, 1))

    def next_named(self) -> None:
        """To the next one whom what was typed finds."""
        ids = ids_by_name(self._people, self._typed) if self._typed else []
        here = self.person
        if ids and here:
            at = ids.index(here.id) if here.id in ids else -1
            self.go_to(ids[(at + 1) % len(ids)])

    def _go(self, index: int) -> None:
        before, self._index = self._index, max(0, index)
        if before // self._grid.page != self._index // self._grid.page:
            self.refresh()
        elif before != self._index:
            self._refresh_person(before)
            self._refresh_person(self._index)

    # Drawing

    @property
    def _names(self) -> int:
        return min(NAME_AT_MOST, max((width(shown(person.name)) for person in self._people), default=8))

    @property
    def _wide(self) -> int:
        """Cells of one person: glyph, name, mark, and the gap to the next."""
        marks = max(width(self._words(f"roll.short.{status}")) for status in Status)
        return 2 + self._names + 1 + marks + GAP

    @property
    def _sheet(self) -> tuple[NameGrid, int]:
        return sheet(len(self._people), self._wide, self.size.width - 2 * EDGE + GAP, self.size.height - 2)

    @property
    def _grid(self) -> NameGrid:
        return self._sheet[0]

    @property
    def _beside(self) -> Sequence[Line]:
        """Rate, quorum and who is not there, where there is room for them."""
        cells = self._sheet[1] - GAP
        return beside(self._people, self._standing, self._words, cells - 2, self.size.height - 2) if cells > 0 else ()

    def _refresh_person(self, index: int) -> None:
        shape = self._grid
        if index // shape.page == self._index // shape.page:
            self.refresh(Region(0, index % shape.page % shape.rows + 1, self.size.width, 1))

    def on_resize(self, event: events.Resize) -> None:
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        shape = self._grid
        column, row = (event.x - EDGE) // self._wide, event.y - 1
        index = self._index // shape.page * shape.page + column * shape.rows + row
        if 0 <= column < shape.columns and 0 <= row < shape.rows and index < len(self._people):
            self._go(index)

    def render_line(self, y: int) -> Strip:
        size = self.size
        if y == 0:
            return edge(frame(), f" {self._title} ", "title", size.width)
        if y == size.height - 1:
            role = "strong" if self._typed else "dim"
            return edge(frame(), self._note(), role, size.width, lower=True)
        side = frame()[3]
        shape = self._grid
        start = self._index // shape.page * shape.page
        body: list[Strip] = [strip([(f"{side} ", "frame")], EDGE)]
        left = size.width - 2 * EDGE
        for column in range(shape.columns):
            index = start + column * shape.rows + y - 1
            there = y - 1 < shape.rows and index < len(self._people)
            cells, gap = min(self._wide - GAP, left), max(0, min(GAP, left - self._wide + GAP))
            person = self._person(self._people[index]) if there else []
            body += [strip(person, cells, cursor=there and index == self._index), strip([], gap)]
            left -= cells + gap
        lines = self._beside
        beside = [(f"{side} ", "frame"), *(lines[y - 1] if y <= len(lines) else ())] if lines else ()
        body += [strip(beside, left), strip([(f" {side}", "frame")], EDGE)]
        return type(body[0]).join(body)

    def _person(self, person: RollPerson) -> list[tuple[str, str]]:
        words = self._words
        role = STATE_ROLES[person.status]
        mark = words(f"roll.short.{person.status}")
        if person.theirs is not None:
            role, mark = "bad", words("roll.differs")
        name = pad(person.name, self._names)
        glyph = words.glyph(person.status)
        plain = person.status is Status.PRESENT and person.theirs is None
        return [(f"{glyph} ", role), (f"{name} ", "strong" if person.marked else ""), (mark, "dim" if plain else role)]

    def _note(self) -> str:
        if self._typed:
            found = len(ids_by_name(self._people, self._typed))
            return f" {self._words('roll.looking', text=self._typed, n=found)} "
        shape = self._grid
        pages = -(-len(self._people) // shape.page)
        if pages < 2:
            return ""
        return f" {self._words('roll.page', n=self._index // shape.page + 1, all=pages)} "
