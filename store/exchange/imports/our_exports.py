"""Sheets that this program hands out itself: which of them only sum records up, and tables that stand in one file.

A sum read as data would be hours or marks that nobody ever recorded, so it is known by its headings and left out.
"""

from __future__ import annotations

import re
from itertools import pairwise

from store.exchange.tables import column_date
from store.exchange.tables import headings as heads
from store.exchange.tables.cells import says_nothing
from store.exchange.tables.columns import SUMS, field_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.exchange.tables.headings import Headings
    from store.exchange.tables.sheet import Cell, SheetRows

_RATIO = re.compile(r"\d+/\d+")
MEETINGS = frozenset({"day", "topic", "id"})
"""What a list of sessions has in its headings; names it has none."""


def tables(sheets: Sequence[SheetRows], kind: str) -> list[SheetRows]:
    """The sheets to read, a text file in which our tables follow each other divided into them.

    Each keeps the row numbers of its file. A file without a table of sums in it is left whole, however it looks.
    """
    parted = []
    for sheet in sheets:
        parts = _parts(sheet)
        ours = len(parts) > 1 and any(is_sum(part, heads.find(part, kind), kind) for part in parts)
        parted += parts if ours else [sheet]
    return parted


def is_sum(sheet: SheetRows, header: Headings | None, kind: str) -> bool:
    """Whether a sheet under such headings holds sums, or a list of sessions: nothing that an import stores."""
    filled = [texts for row in sheet.rows if (texts := _texts(row))][: heads.SEARCHED]
    if header is None:
        if any(texts == [*head] for texts in filled for head in _heads(f"{kind}_months")):
            return True
        return kind == "attendance" and any({field_of(text, kind) for text in texts} >= MEETINGS for texts in filled)
    ends = _heads(kind)
    # In the row itself: headings of two rows would have the first person's cells in them where a name can't be read.
    ours = any(texts[at : at + len(end)] == [*end] for texts in filled for end in ends for at in range(len(texts)))
    if not ours or kind == "training":
        return ours
    # 应到 and 实到 may end anybody's register: ours has so many of so many in its months, where others have marks.
    months = [
        at for at, text in header.others if (spot := column_date.date_in(text, None)) is not None and spot.day is None
    ]
    cells = [row[at] for row in sheet.rows[header.below :] for at in months if at < len(row)]
    return all(says_nothing(cell) or (isinstance(cell, str) and _RATIO.fullmatch(cell.strip())) for cell in cells)


def _heads(code: str) -> list[tuple[str, ...]]:
    """The headings of our sums, in Chinese and in English."""
    return list(zip(*((text.zh, text.en) for text in SUMS.get(code, {}).values()), strict=True))


def title(sheet: SheetRows) -> str:
    """What a table is called: the title above it, else its sheet."""
    first = next((texts for row in sheet.rows if (texts := _texts(row))), [])
    return first[0] if len(first) == 1 else sheet.name


def _texts(row: tuple[Cell, ...]) -> list[str]:
    return [text for cell in row if cell is not None and (text := heads.plain(cell))]


def _parts(sheet: SheetRows) -> list[SheetRows]:
    """Where a line left free, a title alone in its row and a row of headings follow each other, a table begins."""
    filled = [len(_texts(row)) for row in sheet.rows]
    starts = [at for at in range(1, len(filled) - 1) if (filled[at - 1], filled[at]) == (0, 1) and filled[at + 1] > 1]
    cuts = [0, *starts, len(sheet.rows)]
    return [sheet.but(rows=((),) * first + sheet.rows[first:last]) for first, last in pairwise(cuts)]
