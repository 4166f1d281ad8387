"""Where a sheet's headings stand, what each column means, and which rows below are people."""

from __future__ import annotations

import re

from store.exchange.tables.cells import InvalidCell, says_nothing, text_of
from store.exchange.tables.columns import field_of, is_numbering, is_sensitive, is_total, key_of
from store.exchange.tables.sheet import DroppedColumn, SheetRows
from store.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.exchange.tables.sheet import Cell

SEARCHED = 6
"""Headings stand in one of the first so many rows that are not blank (row 1–3, and a little patience)."""


class Headings(Record):
    """`columns` is field to column; `others` are (column, text) of headings that mean no field; data begin in row
    `below`, an index from 0. `title` is what stands above.
    """

    columns: dict[str, int]
    texts: dict[int, str]
    others: tuple[tuple[int, str], ...]
    dropped: tuple[DroppedColumn, ...]
    below: int
    title: str


def plain(cell: Cell) -> str:
    """A heading's text, harmless whatever the cell holds."""
    try:
        return text_of(cell.replace("\n", "").replace("\r", "") if isinstance(cell, str) else cell)
    except InvalidCell:
        return ""


def find(sheet: SheetRows, what: str) -> Headings | None:
    """The headings of a sheet: the first row that has one for names, with the row above or below where it is two."""
    seen = 0
    for index, row in enumerate(sheet.rows):
        texts = [plain(cell) for cell in row]
        if not any(texts):
            continue
        seen += 1
        if seen > SEARCHED:
            return None
        if any(field_of(text, what) == "name" for text in texts if text):
            return _made(sheet, what, index)
    return None


def _made(sheet: SheetRows, what: str, index: int) -> Headings:
    row = [plain(cell) for cell in sheet.rows[index]]
    upper, lower, below = [], row, index + 1
    under = [plain(cell) for cell in sheet.rows[below]] if below < len(sheet.rows) else []
    if _continues(row, under, what):
        upper, lower, below = _spread(row, under), under, below + 1
    elif index and len({text for text in map(plain, sheet.rows[index - 1]) if text}) > 1:
        upper = _spread([plain(cell) for cell in sheet.rows[index - 1]], row)
    title = " ".join(dict.fromkeys(text for above in sheet.rows[:index] for cell in above if (text := plain(cell))))
    columns: dict[str, int] = {}
    texts: dict[int, str] = {}
    others: list[tuple[int, str]] = []
    dropped: list[DroppedColumn] = []
    for column in range(max(len(upper), len(lower))):
        over = upper[column] if column < len(upper) else ""
        text = lower[column] if column < len(lower) else ""
        readings = [one for one in dict.fromkeys((text, text + over, over + text, over)) if one]
        if not readings:
            continue
        texts[column] = whole = over if not text else text if not over or over == text else f"{over} {text}"
        if is_sensitive(whole):
            dropped.append(DroppedColumn(sheet=sheet.name, column=column, heading=whole, why="sensitive"))
            continue
        field = next((found for one in readings if (found := field_of(one, what))), None)
        if field is not None and field_of(text, what) is not None:
            texts[column] = text
        if field is None:
            if not is_numbering(text or over):
                others.append((column, whole))
        elif field in columns:
            dropped.append(DroppedColumn(sheet=sheet.name, column=column, heading=whole, why="twice"))
        else:
            columns[field] = column
    return Headings(
        columns=columns, texts=texts, others=tuple(others), dropped=tuple(dropped), below=below, title=title
    )


def _continues(row: list[str], under: list[str], what: str) -> bool:
    """Whether the row below goes on with the headings: it has some, and nothing (or the same) under the name."""
    name = next(column for column, text in enumerate(row) if text and field_of(text, what) == "name")
    if name < len(under) and under[name] and field_of(under[name], what) != "name":
        return False
    if what == "roster":
        return any(field_of(text, what) is not None or is_sensitive(text) for text in under if text)
    # Below the kind of a session stands its day.
    return any(under)


def _spread(upper: list[str], lower: list[str]) -> list[str]:
    """A heading over several columns, written in the first of them, stands over those without one of their own."""
    spread: list[str] = []
    for column in range(max(len(upper), len(lower))):
        text = upper[column] if column < len(upper) else ""
        under = lower[column] if column < len(lower) else ""
        spread.append(text or (spread[-1] if spread and under else ""))
    return spread


_COUNT = re.compile(r"共计?\d+(人|名)?|\d+(人|名)")


def is_data(row: tuple[Cell, ...], headings: Headings, what: str) -> bool:
    """Whether a row below the headings is about somebody: not blank, not a total or signature, no repeated heading."""
    known = [column for column in headings.columns.values() if column < len(row)]
    first = next((text for cell in row if cell is not None and (text := plain(cell))), "")
    if not first:
        return any(row[column] is not None and not says_nothing(row[column]) for column in known)
    place = headings.columns["name"]
    said = plain(row[place]) if place < len(row) else ""
    if is_total(first) or (said and (is_total(said) or field_of(said, what) == "name")):
        return False
    if not said:
        # A running number and nothing else is a line left free.
        return not _COUNT.fullmatch(key_of(first)) and any(not says_nothing(row[column]) for column in known)
    return True


def data_rows(sheet: SheetRows, headings: Headings, what: str) -> Iterator[tuple[int, tuple[Cell, ...] | None]]:
    """(row number as the spreadsheet counts, cells), None for the cells of a row that is no data."""
    for index in range(headings.below, len(sheet.rows)):
        row = sheet.rows[index]
        yield index + 1, row if is_data(row, headings, what) else None
