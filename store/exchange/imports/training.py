"""Training that comes in: a column a month or a course (wide), or a row a record (long)."""

from __future__ import annotations

from datetime import date

from store.edits import Add, Change, EditGroup
from store.exchange.imports import our_exports
from store.exchange.imports.plan import ChangedRecord, ImportPlan, NewRecord, RejectedRow
from store.exchange.tables import headings as heads
from store.exchange.tables import matching, session_column
from store.exchange.tables.cells import ENDS, InvalidCell, hours_of, partial_of, text_of
from store.exchange.tables.columns import TRAINING_FORMS, TRAINING_KINDS, is_total, key_of
from store.exchange.tables.sheet import DroppedColumn
from store.pinyin import fold
from store.records import Training

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from store.edits import Edit
    from store.exchange.tables.headings import Headings
    from store.exchange.tables.sheet import Cell, SheetRows
    from store.snapshot import Snapshot

    Progress = Callable[[int, int], None]

STEP = 200
TEXTS = ("topic", "organiser", "level", "place", "certificate")


class _TrainingReading:
    def __init__(self, snapshot: Snapshot, today: date) -> None:
        self.snapshot, self.today = snapshot, today
        self.known = matching.by_name(snapshot)
        self.stored: dict[tuple[str, date, str], Training] = {
            (one.member, one.day, fold(one.topic)): one for one in snapshot.training.values()
        }
        self.seen: set[tuple[str, date, str] | str] = set()
        self.sums: list[str] = []
        self.new: list[NewRecord] = []
        self.changed: list[ChangedRecord] = []
        self.refused: list[RejectedRow] = []
        self.dropped: list[DroppedColumn] = []
        self.edits: list[Edit] = []
        self.unchanged = self.skipped = 0

    def refuse(self, sheet: str, **said: Any) -> None:
        self.refused.append(RejectedRow(sheet=sheet, **said))

    def put(self, sheet: str, where: dict[str, Any], said: dict[str, Any]) -> None:
        """One person's hours at one event."""
        old = self._named(said)
        if said["day"] > self.today and (old is None or old.day != said["day"]):
            self.refuse(sheet, **where, code="future", facts={"day": said["day"].isoformat()})
            return
        fields = {name: said[name] for name in ("day", "until", "hours", "kind", "form", *TEXTS) if said.get(name)}
        if old is None:
            try:
                # Of a month, whoever was in the branch at its end or at its beginning.
                member = self._person(said)
            except matching.InvalidPerson as which:
                self.refuse(sheet, **where, code=which.code)
                return
            old = self.stored.get((member, said["day"], fold(said.get("topic") or "")))
        else:
            member = old.member
        record = Training(id="", member=member, **fields)
        itself = old.id if old else (member, record.day, fold(record.topic))
        if itself in self.seen:
            self.refuse(sheet, **where, code="record_twice")
            return
        self.seen.add(itself)
        if old is None:
            self.new.append(NewRecord(sheet=sheet, row=where["row"], table="training", record=record))
            self.edits.append(Add(table="training", record=record))
            return
        wanted = {name: value for name, value in fields.items() if not _says(name, getattr(old, name), value)}
        if not wanted:
            self.unchanged += 1
            return
        base = {name: getattr(old, name) for name in wanted}
        self.edits.append(Change(table="training", id=old.id, base=base, fields_=wanted))
        told = tuple((name, base[name], value) for name, value in wanted.items())
        self.changed.append(ChangedRecord(sheet=sheet, row=where["row"], table="training", id=old.id, changes=told))

    def _named(self, said: dict[str, Any]) -> Training | None:
        """The record whose id a row gives, as long as it is still that person's."""
        record = self.snapshot.training.get(said.get("id") or "")
        mine = record is not None and fold(matching.name_of(self.snapshot, record.member)) == fold(said["name"])
        return record if mine else None

    def _person(self, said: dict[str, Any]) -> str:
        unit, birth, id = said.get("unit") or "", said.get("birth"), said.get("id") or ""
        try:
            return matching.person(self.known, said["name"], said.get("until") or said["day"], unit, birth, id).id
        except matching.InvalidPerson as which:
            if which.code != "not_then" or not said.get("until"):
                raise
        return matching.person(self.known, said["name"], said["day"], unit, birth, id).id


def _says(name: str, stored: Any, read: Any) -> bool:
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
    sheets = our_exports.tables(sheets, "training")
    total = max(1, sum(len(sheet.rows) for sheet in sheets))
    done = 0
    for sheet in sheets:
        if sheet.hidden:
            reading.refuse(sheet.name, code="hidden_sheet")
            continue
        found = heads.find(sheet, "training")
        if our_exports.is_sum(sheet, found, "training"):
            reading.sums.append(our_exports.title(sheet))
            continue
        if found is None:
            if any(cell is not None for row in sheet.rows for cell in row):
                reading.refuse(sheet.name, code="no_headings")
            continue
        reading.dropped += found.dropped
        long = "hours" in found.columns and "day" in found.columns
        columns = {} if long else _columns(reading, sheet, found)
        if long:
            reading.dropped += [
                DroppedColumn(sheet=sheet.name, column=at, heading=text, why="unknown") for at, text in found.others
            ]
        for row, cells in heads.data_rows(sheet, found, "training"):
            done += 1
            if progress is not None and done % STEP == 0:
                progress(done, total)
            if cells is None:
                reading.skipped += 1
            elif long:
                _long(reading, sheet, found, row, cells)
            else:
                _wide(reading, sheet, found, columns, row, cells)
    if progress is not None:
        progress(total, total)
    return ImportPlan(
        what="training",
        new=tuple(reading.new),
        changed=tuple(reading.changed),
        unchanged=reading.unchanged,
        refused=tuple(reading.refused),
        dropped=tuple(reading.dropped),
        skipped=reading.skipped,
        sums=tuple(reading.sums),
        edit=EditGroup(edits=tuple(reading.edits), why="import_training") if reading.edits else None,
    )


def _columns(reading: _TrainingReading, sheet: SheetRows, found: Headings) -> dict[int, session_column.ColumnDate]:
    spots = {}
    year = session_column.year_of(sheet, found)
    for column, text in found.others:
        spot = None if is_total(text) else session_column.spot(text, year)
        if spot is None:
            reading.dropped.append(DroppedColumn(sheet=sheet.name, column=column, heading=text, why="unknown"))
        elif spot.code:
            reading.refuse(sheet.name, column=column, heading=text, code=spot.code, facts={"text": text})
        else:
            spots[column] = spot
    return spots


def _read(cells: tuple[Cell, ...], found: Headings, field: str, read: Callable[[Cell], Any]) -> Any:
    """The value of a column; what can't be read names its column."""
    column = found.columns.get(field)
    if column is None:
        return None
    try:
        return read(cells[column] if column < len(cells) else None)
    except InvalidCell as unread:
        raise _InvalidField(field, unread) from None


class _InvalidField(Exception):
    def __init__(self, field: str, unread: InvalidCell) -> None:
        self.field, self.unread = field, unread
        super().__init__(field)


def _person(cells: tuple[Cell, ...], found: Headings, sheet: SheetRows, today: date) -> dict[str, Any]:
    name = _read(cells, found, "name", text_of)
    if not name:
        raise _InvalidField("name", InvalidCell("no_name"))
    birth = _read(cells, found, "birth", lambda cell: partial_of(cell, today, sheet.epoch))
    said = {field: _read(cells, found, field, text_of) for field in ("unit", "id")}
    return {"name": name, "birth": birth} | said


def _long(reading: _TrainingReading, sheet: SheetRows, found: Headings, row: int, cells: tuple[Cell, ...]) -> None:
    where: dict[str, Any] = {"row": row}
    try:
        said = _person(cells, found, sheet, reading.today)
        where["name"] = said["name"]
        said |= {name: _read(cells, found, name, text_of) for name in TEXTS}
        day = _read(cells, found, "day", lambda cell: partial_of(cell, reading.today, sheet.epoch))
        until = _read(cells, found, "until", lambda cell: partial_of(cell, reading.today, sheet.epoch))
        said["hours"] = _read(cells, found, "hours", hours_of)
        said["kind"] = _read(cells, found, "kind", lambda cell: _one_of(cell, TRAINING_KINDS))
        said["form"] = _read(cells, found, "form", lambda cell: _one_of(cell, TRAINING_FORMS))
        if not day or len(day) < 7:
            raise _InvalidField("day", InvalidCell("no_day"))
        if said["hours"] is None:
            raise _InvalidField("hours", InvalidCell("no_hours"))
    except _InvalidField as at:
        column = found.columns.get(at.field)
        where |= {"column": column, "heading": found.texts.get(column, "") if column is not None else ""}
        reading.refuse(
            sheet.name, **where, code=at.unread.code, facts={"text": at.unread.text} if at.unread.text else {}
        )
        return
    said["day"], said["until"] = _span(day, reading.today)
    if until and len(until) == 10 and until != day:
        said["until"] = date.fromisoformat(until)
    reading.put(sheet.name, where, said)


def _span(day: str, today: date) -> tuple[date, date | None]:
    """A day; or the first and the last day of a month, as far as it has come."""
    if len(day) == 10:
        return date.fromisoformat(day), None
    first = date.fromisoformat(f"{day}-01")
    return first, max(first, min(session_column.last_day(day), today))


def _one_of(cell: Cell, choices: dict[str, Any]) -> Any:
    line = text_of(cell)
    key = key_of(line)
    if not key:
        return None
    if key not in choices:
        raise InvalidCell("bad_value", line)
    return choices[key]


def _wide(
    reading: _TrainingReading,
    sheet: SheetRows,
    found: Headings,
    columns: dict[int, session_column.ColumnDate],
    row: int,
    cells: tuple[Cell, ...],
) -> None:
    try:
        said = _person(cells, found, sheet, reading.today)
    except _InvalidField as at:
        facts = {"text": at.unread.text} if at.unread.text else {}
        reading.refuse(sheet.name, row=row, column=found.columns[at.field], code=at.unread.code, facts=facts)
        return
    for column, spot in columns.items():
        where = {"row": row, "column": column, "heading": found.texts[column], "name": said["name"]}
        try:
            hours = hours_of(cells[column] if column < len(cells) else None)
        except InvalidCell as unread:
            reading.refuse(sheet.name, **where, code=unread.code, facts={"text": unread.text} if unread.text else {})
            continue
        if hours:
            day, until = _span(spot.day.isoformat() if spot.day else spot.month, reading.today)
            reading.put(sheet.name, where, said | {"day": day, "until": until, "hours": hours, "topic": spot.rest})
