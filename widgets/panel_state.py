"""One panel without a widget: which rows of its section it shows, where its cursor stands, what is marked.

It keeps the key of the row under the cursor, never a row: what it shows is a function of the view it was last given.
"""

from __future__ import annotations

from widgets.sections import beginning
from widgets.sections.registry import SECTIONS, in_place_of
from widgets.sections.section import fitted_columns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from store.periods import Period
    from widgets.sections.registry import Section
    from widgets.sections.section import Cell, Column, Row
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

WIDE = 56
"""Inner cells from which a panel shows twelve periods instead of six."""


def panel_states(view: View, words: Words) -> list[PanelState]:
    """All panels of the board as it opens, each with its first row under the cursor; that of what a new branch has to
    enter has the focus, else the first.
    """
    states = [PanelState(section, number, view, words) for number, section in enumerate(SECTIONS, 1)]
    for state in states:
        state.refilter()
    at = opening(states)
    states[at].focused = True
    if states[at].section is beginning:
        states[at].go(beginning.begins_at(states[at].rows, view))
    return states


def opening(states: Sequence[PanelState]) -> int:
    """The place of the panel that has the focus as the board opens."""
    return next((at for at, state in enumerate(states) if state.section is beginning), 0)


def latest(section: Section) -> int:
    """The last period that is shown: the running one, but of what has records ahead."""
    ahead: int = getattr(section, "AHEAD", 0)
    return ahead


class PanelState:
    """`width` and `height` are those of the panel with its frame; `rows` those that the filter leaves. `base` is what
    it is of, `section` what stands there now. Above the rows are `heads` lines of headings; `column` is where the
    cursor stands among columns, empty where it is on a row as a whole; `in_sight` says which columns are, where not
    all of them.
    """

    heads = 0
    column = ""

    def __init__(self, section: Section, number: int, view: View, words: Words) -> None:
        self.base = section
        self.section = in_place_of(section, view)
        self.number = number
        self.view = view
        self.words = words
        self.ascii = words.ascii
        self.width = self.height = 0
        self.focused = False
        self.shift = 0
        self.filter = ""
        self.key: str | None = None
        self.index = 0
        self.top = self.scrolled = 0
        self.rows: Sequence[Row] = ()
        self.marks: frozenset[str] = frozenset()
        self.layout: list[tuple[Column, int]] = []
        self.headings: dict[str, Cell] = {}
        self.in_sight = ""

    @property
    def room(self) -> int:
        """Rows that are in sight at a time."""
        return max(1, self.height - 2 - self.heads)

    @property
    def slots(self) -> int:
        """Periods or sessions shown of each row."""
        return 12 if self.width - 2 >= WIDE else 6

    @property
    def period(self) -> Period:
        """The last month or year that is shown."""
        return self.section.shown_period(self.view.today, self.shift)

    @property
    def row(self) -> Row | None:
        return self.rows[self.index] if self.rows else None

    @property
    def marked(self) -> Sequence[Row]:
        """The rows that are marked, in order; those that are filtered out are not."""
        return [row for row in self.rows if row.key in self.marks] if self.marks else []

    @property
    def caption(self) -> str:
        """What the frame says of the cell under the cursor, where that is on one."""
        return ""

    # What changes it

    def resize(self, width: int, height: int) -> None:
        """Scrolled as it was, as far as there is room: a line that is typed below takes some for a while."""
        self.width, self.height = width, height
        self.top = self.scrolled
        self._keep_in_sight()
        self._fit()

    def renew(self, view: View, words: Words) -> None:
        """Show another snapshot, day or language; the cursor stays on the row with the same key."""
        self.view, self.words, self.ascii = view, words, words.ascii
        self.section = in_place_of(self.base, view)
        self.refilter()
        if self.section is beginning and self.row is not None and not self.row.value.open:
            self.go(beginning.begins_at(self.rows, view))  # what is ticked off leads on to the next

    def find(self, text: str) -> None:
        """Show the rows in which a text is found; what a longer one finds, its beginning has found already, unless
        that is nothing but signs.
        """
        longer = text.isascii() and text.startswith(self.filter) and any(map(str.isalnum, self.filter))
        within = self.rows if longer else None
        self.filter = text
        self.refilter(within)

    def shift_by(self, steps: int) -> None:
        """Move the shown period; never past the last one into those that have no records yet."""
        self.shift = min(self.shift + steps, latest(self.section))
        self.refilter()
        if self.shift:
            self.go(self.section.begins_at(self.rows, self.view))

    def place_of(self, key: str) -> int | None:
        """Where the row with a key is."""
        return next((index for index, row in enumerate(self.rows) if row.key == key), None)

    def target(self, command: str) -> int:
        """Where one of the `move.*` commands leads to."""
        page = max(1, self.room - 1)
        last = len(self.rows) - 1
        steps = {"move.up": -1, "move.down": 1, "move.page_up": -page, "move.page_down": page}
        to = {"move.first": 0, "move.last": last}.get(command, self.index + steps.get(command, 0))
        return max(0, min(last, to))

    def go(self, index: int) -> None:
        """Put the cursor on a row."""
        self.index = max(0, index)
        self.key = self.rows[self.index].key if self.rows else None
        self._keep_in_sight()
        self.scrolled = self.top

    def refilter(self, within: Sequence[Row] | None = None) -> None:
        """Look the rows up again, among some of them where only those can be found."""
        rows = self.all_rows() if within is None else within
        self.rows = self._matching(rows) if self.filter else rows
        self.index = self._nearest()
        self.key = self.rows[self.index].key if self.rows else None
        self._keep_in_sight()
        self._fit()

    def all_rows(self) -> Sequence[Row]:
        """The rows of the period, whatever is looked for."""
        key = "rows", self.section.ID, self.shift
        return self.view.once(key, lambda: self.section.rows(self.view, self.shift))

    def _matching(self, rows: Iterable[Row]) -> list[Row]:
        """Rows with the filter in one of their texts; many have the same unit and group, which are looked at once."""
        from store.pinyin import holds

        wanted = self.filter
        known = {"": False}

        def matches(text: str) -> bool:
            if text not in known:
                known[text] = holds(wanted, text)
            return known[text]

        if self.section.ID != "execution":
            return [row for row in rows if any(map(matches, row.search))]
        from widgets.sections.answering import also_sought

        return [row for row in rows if any(map(matches, row.search)) or any(map(matches, also_sought(row, self.view)))]

    def _nearest(self) -> int:
        """Where the row under the cursor is now; where it has gone, the place that is nearest to the cursor's."""
        at = max(0, min(self.index, len(self.rows) - 1))
        if self.key is None or not self.rows or self.rows[at].key == self.key:
            return at
        place = self.place_of(self.key)
        return at if place is None else place

    def _keep_in_sight(self) -> None:
        room = self.room
        self.top = max(0, min(self.top, len(self.rows) - room))
        if self.index < self.top:
            self.top = self.index
        elif self.index >= self.top + room:
            self.top = self.index - room + 1

    def _fit(self) -> None:
        """Nothing as long as nobody has said how much room there is."""
        if self.width:
            self.layout = fitted_columns(
                self.section.columns(self.view, self.words, self.slots), max(1, self.width - 2)
            )
