"""The panels of the board, in order: a new one is a module and a line here."""

from __future__ import annotations

from widgets.sections import beginning, execution, meetings, participation, training
from widgets.words.lexicon import next_to

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Protocol

    from store.periods import Cadence, Period
    from widgets.display import Shown
    from widgets.sections.section import Cell, Column, Row
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

    class Section(Protocol):
        """`shift` moves the shown period: 0 is now, -1 the one before, in the unit of this panel. A section may have a
        `LINE`, the grammar that a line entered on it is of where that says no kind; and look `AHEAD` so many periods.
        """

        ID: str
        CADENCE: Cadence

        def columns(self, view: View, words: Words, slots: int) -> Sequence[Column]: ...
        def shown_period(self, today: date, shift: int) -> Period: ...
        def begins_at(self, rows: Sequence[Row], view: View) -> int: ...
        def rows(self, view: View, shift: int) -> Sequence[Row]: ...
        def cells(self, row: Row, view: View, words: Words, shift: int, slots: int) -> dict[str, Cell]: ...
        def period(self, view: View, words: Words, shift: int) -> Shown: ...


SECTIONS: tuple[Section, ...] = (meetings, participation, training, execution)


def in_place_of(section: Section, view: View) -> Section:
    """What stands in the place of a section: of the institutions what a new branch has to enter first."""
    return beginning if section is execution and beginning.steps(view) else section


STEPS = ("next", "previous")
"""Going to a panel that has no name in the command."""


def command_name(id: str, words: Words) -> Shown:
    """What a command is called: going to a panel by the panel's title, a new record by its table, the
    next language by what it calls itself.
    """
    place, _, of = id.partition(".")
    if place == "panel" and of.isdigit():
        return words(f"panel.{SECTIONS[int(of) - 1].ID}")
    if place == "page" or (place == "panel" and of not in STEPS):
        return words(f"panel.{of}")
    if id == "language":
        return words("key.language", name=next_to(words.lang)("language.name"))
    return words("key.new", what=words(f"table.{of}")) if place == "new" and of else words(f"key.{id}")


def command_help(id: str, words: Words) -> Shown:
    """What a command does, in a sentence."""
    place, _, of = id.partition(".")
    if place == "panel" and of not in STEPS:
        return words("help.panel", name=command_name(id, words))
    if place == "page":
        return words("help.page", name=command_name(id, words))
    if id == "language":
        return words("help.language", name=next_to(words.lang)("language.name"))
    return words("help.new", what=words(f"table.{of}")) if place == "new" and of else words(f"help.{id}")
