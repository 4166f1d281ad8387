"""Panel 1 of a committee: every unit in the order of `committee.toml`, a column an institution, in each cell the worst
state and how many stand in it. No total, no rate, and never in the order of figures.
"""

from __future__ import annotations

from store import periods
from store.box.messages import BACK
from store.committee.cells import cells_of, sums_of
from store.committee.figures import UnitCell
from store.committee.units import NO_BOX, Unit
from store.packs.matrix import MatrixColumn
from store.packs.rule import Text
from store.periods import Cadence
from store.rules.evaluation import months_after
from store.rules.figures import State
from store.rules.lazy_figures import lazily
from widgets.display import shown, width
from widgets.sections.committee import units
from widgets.sections.institutions import URGENCY
from widgets.sections.section import ACROSS, WHOLE, Cell, Column, Row, Target, at_the_top
from widgets.theme import STATE_ROLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from store.committee.figures import UnitRow
    from store.periods import Period
    from widgets.display import Shown
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

ID = "matrix"
CADENCE = Cadence.QUARTER
begins_at = at_the_top
NAME, AS_OF = "name", "as_of"
COUNTED = frozenset({State.OVERDUE, State.DUE_SOON})
"""The states of which a cell says how many."""
CELL = 4
"""Cells of a column at least: a sign and three digits."""
BEGIN = ("where", "heading", "unit", "name", "box", "then")
"""The lines that say how to begin."""


def columns(view: View, words: Words, slots: int) -> Sequence[Column]:
    return (
        Column(id=NAME, least=10, most=_widest_name(view)),
        *(Column(id=one.id, least=_least(one, words), most=10) for one in view.committee_figures.columns),
        Column(id=AS_OF, least=_as_of_cells(words), most=8, whole=True),
    )


def _widest_name(view: View) -> int:
    def work_out() -> int:
        return min(24, max((width(shown(one.name)) for one in view.units), default=10))

    return max(10, units.once_a_list(view, "widest name", work_out))


def _least(column: MatrixColumn, words: Words) -> int:
    return max(CELL, min(6, width(words.of(column.short))))


def _as_of_cells(words: Words) -> int:
    return max(7, *(width(words(f"unit.{one}")) for one in (*units.EXPECTED, "unreadable", "as_of")))


def headings(view: View, words: Words) -> dict[str, Cell]:
    """What stands above each column: the rule's own short name where there is room for it."""

    def work_out() -> dict[str, Cell]:
        return {one.id: _heading(one, view, words) for one in view.committee_figures.columns}

    named = {NAME: Cell(text=words("unit"), role="dim"), AS_OF: Cell(text=words("unit.as_of"), role="dim")}
    return named | view.once((ID, "headings", words.lang), work_out)


def _heading(column: MatrixColumn, view: View, words: Words) -> Cell:
    rule = view.pack.rule(column.id, view.today)
    short = words.of(column.short)
    return Cell(text=words.of(rule.short) if rule is not None else short, short=short, role="dim")


# Which period


def _periods(today: date) -> list[Period]:
    """The running year and its quarters, and the quarters before as far as counts go back."""
    year, quarter = periods.containing(today, Cadence.YEAR), periods.containing(today, Cadence.QUARTER)
    first = periods.containing(months_after(today, -BACK), Cadence.QUARTER)
    shown_periods = [year]
    while quarter.start >= first.start:
        shown_periods.append(quarter)
        quarter = periods.shifted(quarter, -1)
    return shown_periods


def earliest(today: date) -> int:
    """How many steps back there is something to show."""
    return len(_periods(today))


def shown_period(today: date, shift: int) -> Period:
    """What is exported from here: the period in sight, of all that went up the running quarter."""
    found = _period(today, shift)
    return found if found is not None else periods.containing(today, CADENCE)


def _period(today: date, shift: int) -> Period | None:
    """0 is all that went up, -1 this year, -2 its running quarter, and so on back."""
    found = _periods(today)
    return found[min(-shift, len(found)) - 1] if shift else None


def period(view: View, words: Words, shift: int) -> Shown:
    found = _period(view.today, shift)
    return shown(found.label) if found is not None else words("matrix.now")


def in_short(view: View, words: Words) -> Shown:
    return words("matrix.in_short", n=view.committee_figures.attention.units_overdue)


# Rows and cells


def cell_of(view: View, unit: str, id: str, label: str) -> UnitCell:
    """The cell of any institution of a unit, in a column of the matrix or not, of a period by its label ("": all)."""
    counts = view.whole(unit)
    if counts is None or counts.up is None:
        return UnitCell(state=State.UNKNOWN, code=counts.code if counts is not None else NO_BOX)
    column = MatrixColumn(id=id, short=Text(zh=id, en=id))
    return cells_of(counts.up, (column,), view.today, periods.parse(label) if label else None)[id]


def rows(view: View, shift: int) -> Sequence[Row]:
    """A row a unit, which is looked up when it is drawn: they stay the same while boxes are read."""
    if not view.units:
        return [_begin(one) for one in BEGIN]
    return units.once_a_list(view, "rows", lambda: lazily(view.units, _row))


def _row(unit: Unit) -> Row:
    return Row(key=unit.unit, target=_opens(unit.unit, "", ""), search=(unit.unit, unit.name), value=unit)


def _begin(line: str) -> Row:
    return Row(key=f"/{line}", target=Target(kind="begin_units", id=""), search=(), value=line)


def _opens(unit: str, column: str, period: str) -> Target:
    return Target(kind="cell", id=f"{unit}/{column}/{period}")


def at(row: Row, column: str, view: View, shift: int) -> Row:
    """The row as its cell of a column has it: what that opens."""
    if row.target.kind != "cell":
        return row
    found = _period(view.today, shift)
    return row.but(target=_opens(row.key, column, found.label if found is not None else ""))


def _standing(row: Row, view: View, shift: int) -> UnitRow:
    unit_row = units.row(row.key, view, _period(view.today, shift))
    assert unit_row is not None
    return unit_row


def cells(row: Row, view: View, words: Words, shift: int, slots: int) -> dict[str, Cell]:
    if not isinstance(row.value, Unit):
        return {WHOLE: Cell(text=words(f"matrix.begin.{row.value}"), role="dim" if row.value != "where" else "")}
    unit = _standing(row, view, shift)
    made = {NAME: units.name_cell(unit.unit, view), AS_OF: units.as_of(unit, view, words)}
    if unit.code and unit.code not in units.EXPECTED:
        return made | {ACROSS: Cell(text=units.why(unit, words), role="warn")}
    return made | {id: cell(one, words) for id, one in unit.cells.items()}


def cell(cell: UnitCell, words: Words) -> Cell:
    """The sign of the worst state, and how many stand in it where that matters."""
    n = str(cell.n) if cell.state in COUNTED else ""
    return Cell(text=shown(words.glyph(cell.state) + n), role=STATE_ROLES[cell.state])


def cell_text(row: Row, column: str, view: View, words: Words, shift: int) -> Shown:
    """The cell under the cursor in words: whose, of what, and how many stand in each state."""
    if not isinstance(row.value, Unit):
        return shown("")
    unit = _standing(row, view, shift)
    name = column_name(column, view, words)
    what = units.why(unit, words) if unit.code else counts_text(unit.cells.get(column), words)
    return words("matrix.said", unit=unit.name, what=name, how=what)


def column_name(id: str, view: View, words: Words) -> Shown:
    """The institution of a column by its whole name."""
    rule = view.pack.rule(id, view.today)
    if rule is not None:
        return words.of(rule.name)
    return next((words.of(one.short) for one in view.committee_figures.columns if one.id == id), shown(id))


def counts_text(cell: UnitCell | None, words: Words) -> Shown:
    """How many duties stand in each state, the worst first."""
    if cell is None:
        return words("state.unknown")
    sums = sums_of(cell.counts) or {cell.state: cell.n}
    ordered = sorted(sums, key=URGENCY.__getitem__)
    parts = [words("matrix.count", state=words(f"state.{state}"), n=sums[state]) for state in ordered if sums[state]]
    return shown(words("page.comma").join(parts) or words(f"state.{cell.state}"))
