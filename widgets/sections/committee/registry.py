"""The panels of a committee's board, in order."""

from __future__ import annotations

from widgets.sections.committee import inspections, matrix, reminders, traffic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Protocol

    from widgets.display import Shown
    from widgets.sections.registry import Section
    from widgets.sections.section import Cell, Row
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

    class CommitteeSection(Section, Protocol):
        """`in_short` is what is said of a panel that is nothing but its title."""

        def in_short(self, view: View, words: Words) -> Shown: ...

    class MatrixSection(CommitteeSection, Protocol):
        """A section whose rows are opened cell by cell. `earliest` is how many periods there are to go back to."""

        def headings(self, view: View, words: Words) -> dict[str, Cell]: ...
        def earliest(self, today: date) -> int: ...
        def at(self, row: Row, column: str, view: View, shift: int) -> Row: ...
        def cell_text(self, row: Row, column: str, view: View, words: Words, shift: int) -> Shown: ...


SECTIONS: Sequence[CommitteeSection] = (matrix, traffic, inspections, reminders)
