"""Where a sheet's headings stand, what each column means, and which rows below are people."""

from __future__ import annotations

import re
from itertools import islice

from store.exchange.tables.cells import InvalidCell, says_nothing, text_of
from store.exchange.tables.column_date import date_in
from store.exchange.tables.columns import SIGNED, SUMMED, field_of, is_numbering, is_sensitive, is_total, key_of
from store.exchange.tables.names import is_example, may_be_unit, person_name
from store.exchange.tables.sheet import DroppedColumn, SheetRows
from store.exchange.tables.unnamed_columns import unnamed
from store.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.exchange.tables.sheet import Cell

SEARCHED = 6
"""Headings stand in one of the first so many rows that are not blank (row 1–3, and a little patience)."""


class Headings(Record):
    """`columns` is field to column; `others` are (column, text) of headings that mean no field, `numbering` columns
    that only count the rows; data begin in row `below`, an index from 0. `title` is what stands above. `lines` are the
    rows, counted from 1, in which the headings of columns may be typed anew. `beside` is the column of names of a
    second table beside this one.
    """

    columns: dict[str, int]
    texts: dict[int, str]
    lines: dict[int, int]
    others: tuple[tuple[int, str], ...]
    numbering: tuple[int, ...]
    dropped: tuple[DroppedColumn, ...]
    below: int
    title: str
    beside: int | None = None


def plain(cell: Cell) -> str:
    """A heading's text, harmless whatever the cell holds."""
    try:
        return text_of(cell.replace("\n", "").replace("\r", "") if isinstance(cell, str) else cell)
    except InvalidCell:
        return ""


def find(sheet: SheetRows, kind: str) -> Headings | None:
    """The headings of a sheet: of the rows that have one for names the first with the most fields, as a title may be
    called like one (重点工作); with the row above or below where it is two.
    """
    filled = (at for at in range(len(sheet.rows)) if any(_texts(sheet, at)))
    fields = {at: {field_of(text, kind) for text in _texts(sheet, at) if text} for at in islice(filled, SEARCHED)}
    rows = [at for at, found in fields.items() if "name" in found]
    return _headings(sheet, kind, max(rows, key=lambda at: len(fields[at]))) if rows else None


def _texts(sheet: SheetRows, index: int) -> list[str]:
    """The texts of a row of headings; one that is merged over several columns stands in each of them."""
    if not 0 <= index < len(sheet.rows):
        return []
    texts = [plain(cell) for cell in sheet.rows[index]]
    for row, left, right in sheet.across:
        if row == index and left < len(texts) and texts[left]:
            texts += [""] * (right + 1 - len(texts))
            texts[left : right + 1] = [text or texts[left] for text in texts[left : right + 1]]
    return texts


def _headings(sheet: SheetRows, kind: str, index: int) -> Headings:
    upper, lower, below = _two_rows(sheet, kind, index)
    title = " ".join(dict.fromkeys(text for above in sheet.rows[:index] for cell in above if (text := plain(cell))))
    columns: dict[str, int] = {}
    texts: dict[int, str] = {}
    lines: dict[int, int] = {}
    others: list[tuple[int, str]] = []
    numbering: list[int] = []
    dropped: list[DroppedColumn] = []
    beside = None
    for column in range(max(len(upper), len(lower))):
        over = upper[column] if column < len(upper) else ""
        text = lower[column] if column < len(lower) else ""
        if not (over or text):
            continue
        lines[column] = below if text else below - 1
        texts[column] = whole = over if not text else text if not over or over == text else f"{over} {text}"
        if is_sensitive(whole):
            dropped.append(DroppedColumn(sheet=sheet.name, column=column, heading=whole, why="sensitive"))
            continue
        field, texts[column] = _field(over, text, whole, kind)
        if field is None:
            if is_numbering(text or over):
                numbering.append(column)
            else:
                others.append((column, whole))
        elif field in columns:
            if field == "name" and whole == texts[columns[field]] and _is_filled(sheet, column, below):
                beside = column
            dropped.append(DroppedColumn(sheet=sheet.name, column=column, heading=whole, why="twice"))
        else:
            columns[field] = column
    dropped += unnamed(sheet, texts, columns["name"], below)
    return Headings(
        columns=columns,
        texts=texts,
        lines=lines,
        others=tuple(others),
        numbering=tuple(numbering),
        dropped=tuple(dropped),
        below=below,
        title=title,
        beside=beside,
    )


def _is_filled(sheet: SheetRows, column: int, below: int) -> bool:
    return any(column < len(row) and not says_nothing(row[column]) for row in sheet.rows[below:])


def _two_rows(sheet: SheetRows, kind: str, index: int) -> tuple[list[str], list[str], int]:
    """The upper and the lower row of the headings, and where the rows below them begin; `index` is the row of names."""
    row, under, above = (_texts(sheet, at) for at in (index, index + 1, index - 1))
    if _continues(row, under, kind):
        return _spread(row, under), under, index + 2
    return (_spread(above, row) if len({text for text in above if text}) > 1 else []), row, index + 1


def _field(over: str, text: str, whole: str, kind: str) -> tuple[str | None, str]:
    """The field that a column is of, and what its heading says; `over` stands over `text`."""
    readings = [one for one in dict.fromkeys((text, text + over, over + text, over)) if one]
    field = next((named for one in readings if (named := field_of(one, kind))), None)
    if field != "name" and kind != "roster" and over and text and over != text and date_in(whole, 2000) is not None:
        return None, whole  # 学时 under 3月: a column of a month, not the hours of a row
    return field, text if field is not None and field_of(text, kind) is not None else whole


def _continues(row: list[str], under: list[str], kind: str) -> bool:
    """Whether the row below goes on with the headings: it has some, and nothing (or the same) under the name."""
    name = next(column for column, text in enumerate(row) if text and field_of(text, kind) == "name")
    if name < len(under) and under[name] and field_of(under[name], kind) != "name":
        return False
    if kind == "roster":
        return any(field_of(text, kind) is not None or is_sensitive(text) for text in under if text)
    # Below the kind of a session stands its day; a number below 序号, or something below the unit alone, is a row.
    new = [column for column, text in enumerate(under) if text and (column >= len(row) or text != row[column])]
    if any(column < len(row) and is_numbering(row[column]) for column in new):
        return False
    return any(column >= len(row) or not row[column] or field_of(row[column], kind) is None for column in new)


def _spread(upper: list[str], lower: list[str]) -> list[str]:
    """A heading over several columns, written in the first of them, stands over those without one of their own."""
    spread: list[str] = []
    for column in range(max(len(upper), len(lower))):
        text = upper[column] if column < len(upper) else ""
        under = lower[column] if column < len(lower) else ""
        spread.append(text or (spread[-1] if spread and under else ""))
    return spread


_COUNT = re.compile(r"共计?\d+(人|名)?|\d+(人|名)")
_NUMBER = re.compile(r"[\d一二三四五六七八九十零〇①-⑳]|^[A-Za-z]$|^[-—/*★√]+$")
_LABEL = re.compile(r"[:：]")


PERSON_OR_LABEL = "person_or_label"


class DataRow(Record):
    """A row below the headings. `skip` says why it is nobody's: `total` (or signature), `divider`, `free`, `heading`,
    `example`, `no_person`; or that it can't be told whether it is, `PERSON_OR_LABEL`. `text` is what it begins with,
    `part` what the last row that divides the table says.
    """

    row: int
    cells: tuple[Cell, ...]
    skip: str = ""
    text: str = ""
    part: str = ""


def data_rows(sheet: SheetRows, headings: Headings, kind: str) -> Iterator[DataRow]:
    """The rows below the headings that have something in them, numbered as the spreadsheet does."""
    name = headings.columns["name"]
    merged = {row for row, left, right in sheet.across if left <= name <= right and row >= headings.below}
    part = ""
    for index in range(headings.below, len(sheet.rows)):
        row = sheet.rows[index]
        begun = next(((at, text) for at, cell in enumerate(row) if cell is not None and (text := plain(cell))), None)
        if begun is None:
            if any(at < len(row) and not says_nothing(row[at]) for at in headings.columns.values()):
                yield DataRow(row=index + 1, cells=row)
            continue
        skip = _why_nobodys(row, headings, kind, begun, index in merged)
        text = begun[1]
        if skip == "divider":
            part = text = _part(row, text)
        yield DataRow(row=index + 1, cells=row, skip=skip, text=text, part=part)


def _part(row: tuple[Cell, ...], first: str) -> str:
    """What a row says that divides the table: its text, where that is not the number before it."""
    texts = (text for cell in row if not says_nothing(cell) and (text := plain(cell)))
    return next((text for text in texts if not _NUMBER.fullmatch(text)), first)


def _why_nobodys(row: tuple[Cell, ...], headings: Headings, kind: str, begun: tuple[int, str], merged: bool) -> str:
    """The `skip` of a row, empty for a person's. `begun` is its first cell that says something, as (column, text);
    `merged` one whose name is a cell over several columns.
    """
    at, first = begun
    place = headings.columns["name"]
    name = plain(row[place]) if place < len(row) else ""
    if is_example(first) or is_example(name) or "示例" in name or "样例" in name:
        return "example"
    if not name or says_nothing(name):
        return _why_nameless(row, headings, at, first)
    if field_of(name, kind) == "name":
        return "heading"
    if is_total(name):
        return "total"
    if at == place:
        alone = _is_last(row, at)
        if merged or (alone and _is_section(name)):
            return "divider"
        doubtful = alone and len(headings.texts) > 1 and (may_be_unit(name) or _is_long(name))
        return PERSON_OR_LABEL if doubtful else ""
    if is_total(first):
        return _why_totalled(row, headings, at, first)
    if at in headings.numbering:
        if _NUMBER.fullmatch(first) and _is_section(name) and _is_last(row, place):
            return "divider"
        if not _NUMBER.search(first):
            # 负责人 where the rows are numbered: who signed, not a row of the table.
            return "total" if _LABEL.search(first) else PERSON_OR_LABEL
    return ""


def _why_totalled(row: tuple[Cell, ...], headings: Headings, at: int, first: str) -> str:
    """The `skip` of a row with a name that begins as totals and signatures do."""
    place = headings.columns["name"]
    if _LABEL.search(first) or not _is_name(row[place]):
        return "total"
    # 审核科 before a name is a unit; 审核 before a name and nothing else may be who signed.
    others = [one for field, one in headings.columns.items() if field != "name" and one != at]
    others += [one for one, _ in headings.others]
    filled = any(one < len(row) and not says_nothing(row[one]) for one in others)
    key = key_of(first)
    headed = at in headings.texts and at not in headings.numbering
    return "" if headed and (key not in SIGNED or (filled and key not in SUMMED)) else PERSON_OR_LABEL


def _why_nameless(row: tuple[Cell, ...], headings: Headings, at: int, first: str) -> str:
    """The `skip` of a row without a name; empty where it says something of somebody whose name is missing."""
    filled = [one for one in headings.columns.values() if one < len(row) and not says_nothing(row[one])]
    if is_total(first) or _COUNT.fullmatch(key_of(first)):
        mine = at in headings.columns.values() and key_of(first) not in SIGNED and not _LABEL.search(first)
        return "" if mine and filled != [at] else "total"
    alone = _is_last(row, at)
    if at in headings.numbering and alone:
        # A running number and nothing else is a line left free; a text in its place divides the table.
        return "free" if first.rstrip(".、").isdigit() else "divider"
    if alone and (not filled or filled == [at]) and not first.isdigit() and at <= headings.columns["name"]:
        return "divider"
    return "" if filled else "no_person"


def _is_last(row: tuple[Cell, ...], column: int) -> bool:
    """Whether nothing stands behind a column."""
    return all(map(says_nothing, row[column + 1 :]))


def _is_name(cell: Cell) -> bool:
    try:
        person_name(cell)
    except InvalidCell:
        return False
    return True


def _is_long(name: str) -> bool:
    """Whether a text is longer than names of Han characters are, those of other peoples, with a dot in them, apart."""
    return len(name) > 4 and all("\u3400" <= character <= "\u9fff" for character in name)


def _is_section(text: str) -> bool:
    """Whether a text that stands alone in the column of names is a part of the table, not a person."""
    try:
        person_name(text)
    except InvalidCell as invalid:
        return invalid.code == "bad_name" and not re.search(r"\d{4}", text)
    return False
