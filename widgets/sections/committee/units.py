"""How a unit's counts are spoken of: how old they are, and why there are none."""

from __future__ import annotations

from store.committee.units import NO_BOX, NOTHING, READING
from widgets.display import shown, width
from widgets.sections import short_names
from widgets.sections.meetings import short_day
from widgets.sections.section import Cell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, TypeVar

    from store.committee.figures import UnitRow
    from store.committee.units import Unit
    from store.periods import Period
    from widgets.display import Shown
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

    T = TypeVar("T")

EXPECTED = (NO_BOX, NOTHING, READING)
"""Why there are no counts where nothing is wrong."""


_of_list: dict[str, tuple[Sequence[Unit], Any]] = {}


def once_a_list(view: View, key: str, work_out: Callable[[], T]) -> T:
    """What follows from the list of units alone, worked out once for as long as that stands: views come and go with
    every box that says something new.
    """
    listed = view.units
    known = _of_list.get(key)
    if known is None or known[0] is not listed:
        known = _of_list[key] = listed, work_out()
    return known[1]


def of(id: str, view: View) -> Unit | None:
    """The unit of an id, where it is listed."""
    return view.committee.unit(id) if view.committee is not None else None


def why_not_visit(id: str, view: View, words: Words) -> Shown:
    """Why a unit's own records can't be opened, as far as that is known before it is tried."""
    unit = of(id, view)
    if unit is None:
        return words("why_not.visit")
    return shown("") if unit.data else words("why_not.visit.data", unit=unit.name)


def name(id: str, view: View) -> str:
    """What a unit is called; its short name where nobody lists it any more, the committee's own where there is none."""
    if not id:
        return view.snapshot.branch.name if view.snapshot.branch else ""
    unit = of(id, view)
    return unit.name if unit is not None else id


def name_cell(id: str, view: View) -> Cell:
    """A unit's name, and in short where there is no room for it, so that no two look the same."""

    def work_out() -> dict[str, Shown]:
        named = {one.unit: shown(one.name) for one in view.units}
        return short_names.told_apart({unit: text for unit, text in named.items() if width(text) > short_names.LEAST})

    short = once_a_list(view, "short unit names", work_out)
    return Cell(text=shown(name(id, view)), short=short.get(id, ""))


def row(id: str, view: View, period: Period | None = None) -> UnitRow | None:
    """One unit as it stands, with the cells of a period; None where nobody lists it any more."""
    places: dict[str, int] = once_a_list(view, "places", lambda: {one.unit: at for at, one in enumerate(view.units)})
    return view.committee_figures_of(period).rows[places[id]] if id in places else None


def as_of(row: UnitRow, view: View, words: Words) -> Cell:
    """Of which day the counts are. That they are old is no alarm."""
    if row.as_of is not None:
        return Cell(text=short_day(row.as_of, view.today), role="warn" if row.as_of > view.today else "dim")
    if row.code in EXPECTED:
        return Cell(text=words(f"unit.{row.code}"), role="dim")
    return Cell(text=words("unit.unreadable"), role="warn")


def why(row: UnitRow, words: Words) -> Shown:
    """Why there are no counts of a unit, in a sentence; nothing where there are."""
    if not row.code:
        return shown("")
    return words(f"unit.why.{row.code}", place=row.place)


def remark(row: UnitRow, view: View, words: Words) -> Shown:
    """What is wrong with the counts of a unit, in a sentence: there are none, or they are of a day still to come."""
    if row.as_of is not None and row.as_of > view.today:
        return words("unit.ahead", day=row.as_of.isoformat(), today=view.today.isoformat())
    return why(row, words)
