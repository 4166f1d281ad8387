"""A document as a value: headings, paragraphs, tables, page breaks. Every writer of a format reads this and no more."""

from __future__ import annotations

from store.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from typing import TypeAlias

    Value: TypeAlias = "str | int | float | date | None"
    """What a table's cell holds: None stays empty."""
    Block: TypeAlias = "Heading | Paragraph | PaperTable | Chart | NewPage"


class Percent(float):
    """A share of one, told in hundredths with one decimal."""


SMALL, FORM = 10.5, 12.0
"""Sizes in points of a table among the text of a report, and of the fields of a form."""


class Heading(Record):
    text: str
    level: int = 1


class Paragraph(Record):
    """`centred` and `right` stand so; others begin two characters in, as documents do."""

    text: str
    bold: bool = False
    centred: bool = False
    right: bool = False


class PaperTable(Record):
    """A table under its own headings. `widths` are shares of the page; `tall` leaves room to sign by hand; `size` is
    that of its letters in points, where it is not left to the writer. A `joined` one ends on the page of what follows.
    `codes` are columns by which only this program knows its records again, `plain_head` the headings without them.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    widths: tuple[int, ...] = ()
    tall: bool = False
    size: float | None = None
    joined: bool = False
    codes: tuple[int, ...] = ()
    plain_head: tuple[str, ...] = ()

    @property
    def printed(self) -> PaperTable:
        """As it is handed in: nobody who reads it on paper has a use for what only this program knows."""

        def shown(row: tuple[Value, ...]) -> tuple[Value, ...]:
            return tuple(value for at, value in enumerate(row) if at not in self.codes)

        head = tuple(text for at, text in enumerate(self.plain_head or self.head) if at not in self.codes)
        return self.but(head=head, rows=tuple(map(shown, self.rows)), codes=(), plain_head=())


class Money(float):
    """An amount of yuan, told with its cents."""


class Chart(Record):
    """A picture of the table before it, for formats that can draw one from their own cells: `labels` is the column of
    what stands along it, `bars` and `lines` are columns of numbers.
    """

    title: str
    labels: int
    bars: tuple[int, ...] = ()
    lines: tuple[int, ...] = ()


class NewPage(Record):
    pass


class Paper(Record):
    """One document, or one sheet of a workbook, which is called `name`. `landscape` for tables that are wide. `branch`
    it is stands in the title, which is broken behind that where it is too long for one line.
    """

    name: str
    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False
    branch: str = ""
