"""Training that comes in: a column a month or a course (wide), or a row a record (long)."""

from __future__ import annotations

from datetime import date

from store.exchange.imports.ledger import ImportLedger
from store.exchange.imports.roster_fields import note_of
from store.exchange.imports.walker import SheetWalker
from store.exchange.tables import column_count, column_date, matching, session_column
from store.exchange.tables.cells import ENDS, InvalidCell, hours_of, partial_of, text_of, time_of
from store.exchange.tables.columns import TRAINING_FORMS, TRAINING_KINDS, key_of
from store.exchange.tables.names import person_name
from store.folding import fold
from store.records import Training

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from store.exchange.imports.plan import ImportPlan
    from store.exchange.imports.walker import Progress
    from store.exchange.tables.headings import DataRow, Headings
    from store.exchange.tables.sheet import Cell, SheetRows
    from store.snapshot import Snapshot

TEXTS = ("topic", "organiser", "level", "place", "certificate")


class _TrainingReading:
    def __init__(self, snapshot: Snapshot, today: date) -> None:
        self.ledger = ImportLedger("training", snapshot, today)
        self.snapshot, self.today = snapshot, today
        self.known = matching.by_name(snapshot)
        self.stored: dict[tuple[str, date, str], Training] = {
            (one.member, one.day, fold(one.topic)): one for one in snapshot.training.values()
        }
        self.seen: set[tuple[str, date, str] | str] = set()

    def put(self, sheet: str, where: dict[str, Any], values: dict[str, Any]) -> None:
        """One person's hours at one event."""
        old = self._record_of(values)
        if values["day"] > self.today and (old is None or old.day != values["day"]):
            self.ledger.refuse(sheet, **where, code="future", facts={"day": values["day"].isoformat()})
            return
        given = ("day", "until", "kind", "form", "note", *TEXTS)
        fields = {"hours": values["hours"]} | {name: values[name] for name in given if values.get(name)}
        until = values.get("until")
        if until and until > self.today and (old is None or old.until != until):
            self.ledger.refuse(sheet, **where, code="future", facts={"day": until.isoformat()})
            return
        if old is None:
            try:
                # Of a month, whoever was in the branch at its end or at its beginning.
                member = self._person(values)
            except matching.InvalidPerson as which:
                self.ledger.refuse(sheet, **where, code=which.code, facts=which.facts, cell=values["cell"])
                return
            old = self.stored.get((member, values["day"], fold(values.get("topic") or "")))
        else:
            member = old.member
        record = Training(id="", member=member, **fields)
        itself = old.id if old else (member, record.day, fold(record.topic))
        if itself in self.seen:
            self.ledger.refuse(sheet, **where, code="record_twice")
            return
        self.seen.add(itself)
        if old is None:
            self.ledger.add(sheet, where["row"], "training", record)
            return
        wanted = {name: value for name, value in fields.items() if not _reads_as(name, getattr(old, name), value)}
        self.ledger.change(sheet, where["row"], "training", old, wanted)

    def _record_of(self, values: dict[str, Any]) -> Training | None:
        """The record whose id a row gives, as long as it is still that person's."""
        record = self.snapshot.training.get(values.get("id") or "")
        mine = record is not None and fold(matching.name_of(self.snapshot, record.member)) == fold(values["name"])
        return record if mine else None

    def _person(self, texts: dict[str, Any]) -> str:
        def then(day: date) -> str:
            return matching.person(
                self.known,
                texts["name"],
                day,
                texts.get("unit") or "",
                texts.get("birth"),
                texts.get("id") or "",
                texts["remarks"],
            ).id

        try:
            return then(texts.get("until") or texts["day"])
        except matching.InvalidPerson as which:
            if which.code != "not_then" or not texts.get("until"):
                raise
        return then(texts["day"])


def _reads_as(name: str, stored: Any, read: Any) -> bool:
    """Whether what is stored reads as just this, so that what went out and comes back changes nothing."""
    if name == "topic":
        return fold(stored) == fold(read)
    return stored == read or (isinstance(stored, str) and stored.strip(ENDS) == read)


def plan_training(
    sheets: Sequence[SheetRows], snapshot: Snapshot, today: date, progress: Progress | None = None
) -> ImportPlan:
    """What importing these sheets on a day would do. Hours of a month, of which no day is known, stand from its first
    to its last day.
    """
    reading = _TrainingReading(snapshot, today)
    ledger = reading.ledger
    walker = SheetWalker(sheets, ledger, progress)
    for sheet, header in walker.tables():
        long = "hours" in header.columns and "day" in header.columns
        columns = {} if long else _columns(reading, sheet, header)
        if long:
            ledger.drop(sheet, header.others)
        elif not columns and not any(one.sheet == sheet.name for one in ledger.refused):
            ledger.refuse(sheet.name, code="no_hours_column")
        for row in walker.rows(sheet, header):
            if long:
                _long(reading, sheet, header, row)
            elif columns:
                _wide(reading, sheet, header, columns, row)
    return ledger.plan()


UNUSED = ("day", "until", "hours", "kind", "form", *TEXTS)
"""What a row says of one record; where each column is a record it says nothing."""


def _columns(reading: _TrainingReading, sheet: SheetRows, header: Headings) -> dict[int, column_date.ColumnDate]:
    """The columns of a wide sheet that are months or courses, whatever adds others up left out."""
    spots: dict[int, column_date.ColumnDate] = {}
    year = session_column.year_of(sheet, header)
    unused = [
        (header.columns[field], header.texts[header.columns[field]]) for field in UNUSED if field in header.columns
    ]
    reading.ledger.drop(sheet, unused)
    numbered = column_count.numbered_columns(header.others)
    for column, text in header.others:
        spot = None if column_count.is_count(text) else column_date.date_in(text, year)
        if spot is None:
            reading.ledger.drop(sheet, [(column, text)])
        elif spot.code or column in numbered:
            _refuse_column(reading, sheet, header, column, text, spot.code or "numbered_heading")
        else:
            spots[column] = spot.but(rest=column_date.topic_of(spot.rest))
    for column in column_count.doubled_columns(spots):
        text = header.texts[column]
        _refuse_column(reading, sheet, header, column, text, "span_doubled")
        del spots[column]
    return spots


def _refuse_column(
    reading: _TrainingReading, sheet: SheetRows, header: Headings, column: int, text: str, code: str
) -> None:
    at = {"line": header.lines[column], "column": column, "heading": text}
    reading.ledger.refuse(sheet.name, **at, code=code, facts={"text": text})


def _read(cells: tuple[Cell, ...], header: Headings, field: str, read: Callable[[Cell], Any]) -> Any:
    """The value of a column; what can't be read names its column."""
    column = header.columns.get(field)
    if column is None:
        return None
    try:
        return read(cells[column] if column < len(cells) else None)
    except InvalidCell as unread:
        raise _InvalidColumn(field, unread) from None


class _InvalidColumn(Exception):
    def __init__(self, field: str, unread: InvalidCell) -> None:
        self.field, self.unread = field, unread
        super().__init__(field)


def _person(cells: tuple[Cell, ...], header: Headings, sheet: SheetRows, today: date) -> dict[str, Any]:
    person = _read(cells, header, "name", person_name)
    birth = _read(cells, header, "birth", lambda cell: partial_of(cell, today, sheet.epoch))
    texts = {field: _read(cells, header, field, text_of) for field in ("unit", "id")}
    cell = header.columns["name"]
    return {"name": person.name, "remarks": person.remarks, "birth": birth, "cell": cell} | texts


def _long(reading: _TrainingReading, sheet: SheetRows, header: Headings, row: DataRow) -> None:
    where: dict[str, Any] = {"row": row.row}
    cells = row.cells
    try:
        values = _person(cells, header, sheet, reading.today)
        where["name"] = values["name"]
        values |= {name: _read(cells, header, name, text_of) for name in TEXTS}
        values["note"] = _read(cells, header, "note", note_of)
        day, end = _read(cells, header, "day", lambda cell: _days(cell, sheet, header, reading.today)) or ("", None)
        until = _read(cells, header, "until", lambda cell: partial_of(cell, reading.today, sheet.epoch))
        values["hours"] = _read(cells, header, "hours", hours_of)
        values["kind"] = _read(cells, header, "kind", lambda cell: _one_of(cell, TRAINING_KINDS, "bad_training_kind"))
        values["form"] = _read(cells, header, "form", lambda cell: _one_of(cell, TRAINING_FORMS, "bad_training_form"))
        if not day or len(day) < 7:
            raise _InvalidColumn("day", InvalidCell("no_day"))
        if values["hours"] is None:
            raise _InvalidColumn("hours", InvalidCell("no_hours"))
        values["day"], values["until"] = _span(day, reading.today)
        values["until"] = _end(until, values["day"], reading.today) or end or values["until"]
    except _InvalidColumn as at:
        column = header.columns.get(at.field)
        where |= {"column": column, "heading": header.texts.get(column, "") if column is not None else ""}
        reading.ledger.refuse_cell(sheet.name, at.unread, **where)
        return
    at_day = cells[header.columns["day"]]
    if time_of(at_day):
        reading.ledger.remark(sheet.name, row.row, values["name"], "time_left", text=time_of(at_day))
    reading.put(sheet.name, where, values)


def _days(cell: Cell, sheet: SheetRows, header: Headings, today: date) -> tuple[str, date | None] | None:
    """The day or month that a cell says, or of several days the first and the last; raises InvalidCell."""
    try:
        day = partial_of(cell, today, sheet.epoch)
        return (day, None) if day else None
    except InvalidCell as unread:
        spot = column_date.date_without_year(cell, unread, session_column.year_of(sheet, header))
        until = min(spot.until, max(spot.day, today)) if spot.day and spot.until else None
        return str(spot.day or spot.month), until


def _end(until: str | None, day: date, today: date) -> date | None:
    """The last day, where a column says one other than the first; raises _InvalidColumn."""
    if not until:
        return None
    if len(until) < 7:
        raise _InvalidColumn("until", InvalidCell("bad_date", until))
    first, last = _span(until, today)
    end = last or first
    if end < day:
        raise _InvalidColumn("until", InvalidCell("until_before_day", until))
    return end if end != day else None


def _span(day: str, today: date) -> tuple[date, date | None]:
    """A day; or the first and the last day of a month, as far as it has come."""
    if len(day) == 10:
        return date.fromisoformat(day), None
    first = date.fromisoformat(f"{day}-01")
    return first, max(first, min(column_date.last_day(day), today))


def _one_of(cell: Cell, choices: dict[str, Any], code: str) -> Any:
    line = text_of(cell)
    key = key_of(line)
    if not key:
        return None
    if key not in choices:
        raise InvalidCell(code, line)
    return choices[key]


def _wide(
    reading: _TrainingReading,
    sheet: SheetRows,
    header: Headings,
    columns: dict[int, column_date.ColumnDate],
    row: DataRow,
) -> None:
    cells = row.cells
    try:
        values = _person(cells, header, sheet, reading.today)
    except _InvalidColumn as at:
        column = header.columns[at.field]
        where: dict[str, Any] = {"row": row.row, "column": column, "heading": header.texts[column]}
        reading.ledger.refuse_cell(sheet.name, at.unread, **where)
        return
    for column, spot in columns.items():
        where = {"row": row.row, "column": column, "heading": header.texts[column], "name": values["name"]}
        try:
            hours = hours_of(cells[column] if column < len(cells) else None)
        except InvalidCell as unread:
            reading.ledger.refuse_cell(sheet.name, unread, **where)
            continue
        if hours:
            day, until = _when(spot, reading.today)
            reading.put(sheet.name, where, values | {"day": day, "until": until, "hours": hours, "topic": spot.rest})


def _when(spot: column_date.ColumnDate, today: date) -> tuple[date, date | None]:
    if spot.day is None:
        return _span(spot.month, today)
    if spot.until is None:
        return spot.day, None
    return spot.day, max(spot.day, min(spot.until, today))
