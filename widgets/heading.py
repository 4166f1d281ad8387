"""The two lines above the panels: whose branch on which day, and what needs a human first."""

from __future__ import annotations

from store import periods
from store.errors import Elsewhere
from store.periods import Cadence
from widgets.display import shown, width
from widgets.sections.section import Cell
from widgets.tasks import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.generation import Damage
    from widgets.display import Shown
    from widgets.picture import Part
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


LEAST = 8
"""Cells that what comes first, and a branch's name, have in any case."""
USER = 24
"""Cells of a user's name at most."""


def heading(view: View, words: Words, room: int | None = None) -> Shown:
    """The branch's name, the day with its weekday, the quarter and the days that are left of it."""
    today = view.today
    quarter = periods.containing(today, Cadence.QUARTER)
    left = words("header.quarter", year=today.year, quarter=quarter.label[-1], left=(quarter.end - today).days)
    return name_and_day(view, words, left, room)


def name_and_day(view: View, words: Words, last: str, room: int | None) -> Shown:
    """Whose board it is, on which day, and what stands behind that; in so many cells it is the name that gives way."""
    today = view.today
    day = words("header.day", day=today.isoformat(), weekday=words(f"weekday.short.{today.weekday()}"))
    name = view.snapshot.branch.name if view.snapshot.branch else words("app.name")
    behind = shown(f" · {day} · {last}")
    return shown(shown(name, None if room is None else max(LEAST, room - width(behind))) + behind)


def attention(view: View, words: Words) -> Cell:
    """How many duties are overdue or soon due, and how much came down; where nothing is and nothing needs a hand, the
    best that can be said.
    """
    figures = view.figures.attention
    inbox = words("attention.inbox", n=figures.inbox) if figures.inbox else shown("")
    if figures.empty:
        return Cell(text=shown(" · ".join(filter(None, (words("attention.empty"), inbox)))), role="warn")
    if not (figures.overdue or figures.due_soon or figures.tasks):
        return Cell(text=inbox or words("attention.none"), role="" if inbox else "good")
    counts = words("attention.counts", overdue=figures.overdue, must=figures.must, due_soon=figures.due_soon)
    counts = shown(f"{counts} · {inbox}") if inbox else counts
    return Cell(text=counts, role="bad" if figures.must else "warn" if figures.overdue else "")


def next_text(view: View, words: Words, room: int | None = None) -> Shown:
    """What to do next, in words, in so many cells; empty when there is nothing."""
    next = view.figures.attention.next
    return shown("") if next is None else text_of(next, view, words, room)


def header_parts(view: View, words: Words, user: str, cells: int, *, readonly: bool) -> tuple[list[Part], list[Part]]:
    """The first line: the heading on the left, on the right what kind of board this is and for whom."""
    right = kind_of_board(view, words, user, readonly=readonly)
    return [(f" {heading(view, words, cells - width(right) - 1)}", "strong")], [(right, "dim")]


def kind_of_board(view: View, words: Words, user: str, *, readonly: bool) -> str:
    notes = [words("header.sample")] if view.snapshot.as_of else []
    notes += [words("header.readonly")] if readonly else []
    return f" {' · '.join([*notes, shown(user, USER)])} "


def attention_parts(view: View, words: Words, key: str, cells: int) -> list[Part]:
    """The second line: that the file is damaged where it is, the counts, what comes first with the key that opens it,
    how much can't be read. Where there is little room, the name of what comes first gives way: no number, day or key.
    """
    first, last = around_the_first(view, words, attention(view, words))
    if view.figures.attention.next is None:
        return [*first, *last]
    around = width(words("attention.next", what="", key=key)) + 2
    room = cells - around - sum(width(text) for text, _ in (*first, *last))
    what = next_text(view, words, max(LEAST, room))
    return [*first, (f"  {words('attention.next', what=what, key=key)}", "strong"), *last]


def around_the_first(view: View, words: Words, counts: Cell) -> tuple[list[Part], list[Part]]:
    """What stands before and behind that which comes first: damage and counts, and what can't be read."""
    damage, faults = view.snapshot.damage, view.snapshot.faults
    first = [(f" {read_only(words, damage)} ", "bad")] if damage else []
    last = [(f"  {words('attention.faults', n=len(faults))}", "warn")] if faults else []
    return [*first, (f" {counts.text}", counts.role)], last


def read_only(words: Words, damage: Damage) -> Shown:
    """Why what an open board shows is for reading alone, in a few words."""
    return words("attention.moved" if damage.code == Elsewhere.code else "attention.damage")
