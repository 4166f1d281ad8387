"""Attendance that comes in: a column a session or month (wide), or a row a mark (long), read mark by mark."""

from __future__ import annotations

import re
from datetime import date

from store.exchange.imports.attendance_plan import SheetSession, plan
from store.exchange.imports.ledger import ImportLedger
from store.exchange.imports.walker import SheetWalker
from store.exchange.tables import column_count, column_date, matching, session_column
from store.exchange.tables.cells import InvalidCell, end_of, partial_of, says_nothing, text_of, time_of
from store.exchange.tables.marks import legend_of, mark_of
from store.exchange.tables.names import PersonName, person_name
from store.folding import fold
from store.records import Kind, Status

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from store.exchange.imports.plan import ImportPlan
    from store.exchange.imports.walker import Progress
    from store.exchange.tables.headings import DataRow, Headings
    from store.exchange.tables.sheet import Cell, SheetRows
    from store.records import Meeting
    from store.snapshot import Snapshot

    Key = tuple[Any, ...]


class _AttendanceReading:
    def __init__(self, snapshot: Snapshot, today: date) -> None:
        self.ledger = ImportLedger("attendance", snapshot, today)
        self.snapshot = snapshot
        self.known = matching.by_name(snapshot)
        self.sessions: dict[Key, SheetSession] = {}
        self.legends: dict[str, dict[str, Status]] = {}
        self._strangers: set[tuple[str, int, str]] = set()

    def put(
        self, session: SheetSession, where: dict[str, Any], cell: Cell, at: dict[str, Any], reason: str = ""
    ) -> None:
        """One person's mark at one session; `where` it stands."""
        try:
            mark = mark_of(cell, self.legends[session.sheet])
        except InvalidCell as unread:
            session.broken = True
            self.ledger.refuse_cell(session.sheet, unread, **where)
            return
        if mark is None:
            return
        try:
            member = self._member(session, at)
        except matching.InvalidPerson as which:
            session.broken = True
            self._refuse_person(session, where, which, at["cell"])
            return
        status, beside = mark
        if session.marks.setdefault(member, status) is not status:
            session.broken = True
            self.ledger.refuse(session.sheet, **where, code="mark_twice")
        elif reason or beside:
            session.reasons[member] = reason or beside

    def _refuse_person(
        self, session: SheetSession, where: dict[str, Any], invalid: matching.InvalidPerson, cell: int
    ) -> None:
        """Whose mark it is can't be told: said once of a row in which that is the same for every session."""
        if invalid.code == "not_then":
            self.ledger.refuse(session.sheet, **where, code=invalid.code)
            return
        once = (session.sheet, where["row"], invalid.code)
        if once not in self._strangers:
            self._strangers.add(once)
            row, name = where["row"], where["name"]
            self.ledger.refuse(session.sheet, row=row, name=name, code=invalid.code, facts=invalid.facts, cell=cell)

    def _member(self, session: SheetSession, at: dict[str, Any]) -> str:
        """Whose mark it is: whom the stored roll of just this session has, else who was in the branch on its day."""
        id, name = at.get("id") or "", at["name"]
        there = self.snapshot.members.get(id) if session.old and id in (session.old.roll or {}) else None
        if there is not None and fold(there.name) == fold(name):
            return id
        day = session.spot.day or column_date.last_day(session.spot.month)
        return matching.person(
            self.known, name, day, at.get("unit") or "", at.get("birth"), id, at.get("remarks") or ()
        ).id


def plan_attendance(
    sheets: Sequence[SheetRows],
    snapshot: Snapshot,
    today: date,
    note: Callable[[str], str],
    progress: Progress | None = None,
) -> ImportPlan:
    """What importing these sheets on a day would do. `note(month)` is what a session says of whom only the month is
    known: it is put on the month's last day.
    """
    reading = _AttendanceReading(snapshot, today)
    walker = SheetWalker(sheets, reading.ledger, progress)
    for sheet, header in walker.tables():
        reading.legends[sheet.name] = legend_of(sheet)
        long = "mark" in header.columns and "day" in header.columns
        columns = {} if long else _columns(reading, sheet, header)
        if long:
            reading.ledger.drop(sheet, header.others)
        elif not columns and not any(one.sheet == sheet.name for one in reading.ledger.refused):
            _refuse_sheet(reading, sheet, header)
        for row in walker.rows(sheet, header):
            if not long and not columns:
                continue
            values, unread = _row_values(row.cells, header, sheet, today)
            if unread is not None:
                field, invalid = unread
                at = {"column": header.columns[field], "heading": header.texts[header.columns[field]]}
                reading.ledger.refuse_cell(sheet.name, invalid, row=row.row, name=values.get("name", ""), **at)
                _break(reading, sheet, row, values, columns)
            elif long:
                _long(reading, sheet, header, row, values)
            else:
                for column, session in columns.items():
                    cell = row.cells[column] if column < len(row.cells) else None
                    where = {"row": row.row, "column": column, "heading": session.heading, "name": values["name"]}
                    reading.put(session, where, cell, values)
    return plan(reading.ledger, reading.sessions.values(), note)


def _refuse_sheet(reading: _AttendanceReading, sheet: SheetRows, header: Headings) -> None:
    """A sheet no column of which is a session; one of marks alone is of a single session, which its heading can say."""
    column = header.columns.get("mark")
    if column is None:
        reading.ledger.refuse(sheet.name, code="no_session_column")
        return
    reading.ledger.dropped = [one for one in reading.ledger.dropped if (one.sheet, one.column) != (sheet.name, column)]
    at = {"line": header.lines[column], "column": column, "heading": header.texts[column]}
    reading.ledger.refuse(sheet.name, code="mark_without_day", **at)


def _row_values(
    cells: tuple[Cell, ...], header: Headings, sheet: SheetRows, today: date
) -> tuple[dict[str, Any], tuple[str, InvalidCell] | None]:
    """What a row says beside its marks, and of its cells that can't be read the first, by its field."""
    values: dict[str, Any] = {"cell": header.columns["name"]}
    wrong: list[tuple[str, InvalidCell]] = []
    for field, column in header.columns.items():
        try:
            values |= _cell_values(field, cells[column] if column < len(cells) else None, header, sheet, today)
        except InvalidCell as unread:
            wrong.append((field, unread))
    return values, wrong[0] if wrong else None


def _cell_values(field: str, cell: Cell, header: Headings, sheet: SheetRows, today: date) -> dict[str, Any]:
    """What one cell beside the marks says; raises InvalidCell."""
    if field == "day":
        try:
            return {"day": partial_of(cell, today, sheet.epoch), "time": time_of(cell), "end": end_of(cell)}
        except InvalidCell as unread:
            spot = column_date.date_without_year(cell, unread, session_column.year_of(sheet, header))
            if spot.until is not None:
                raise
            return {"day": str(spot.day or spot.month), "time": spot.time, "end": spot.end}
    if field == "birth":
        return {"birth": partial_of(cell, today, sheet.epoch)}
    if field == "mark":
        return {"mark": cell}
    if field == "name":
        person: PersonName = person_name(cell)
        return {"name": person.name, "remarks": person.remarks}
    return {field: text_of(cell)}


def _break(
    reading: _AttendanceReading,
    sheet: SheetRows,
    row: DataRow,
    values: dict[str, Any],
    columns: dict[int, SheetSession],
) -> None:
    """The sessions of whose marks one is lost with a row that can't be read are too few without it."""
    for column, session in columns.items():
        if column < len(row.cells) and not says_nothing(row.cells[column]):
            session.broken = True
    if not columns and len(values.get("day") or "") > 6:
        told = _session_of(reading, sheet, row, values)
        if told is not None:
            told.broken = True


UNUSED = ("day", "kind", "topic", "place", "mark", "reason")
"""What a row says of one mark; where each column is a session it says nothing."""


def _columns(reading: _AttendanceReading, sheet: SheetRows, header: Headings) -> dict[int, SheetSession]:
    """The columns of a wide sheet that are sessions."""
    sessions = {}
    year = session_column.year_of(sheet, header)
    branch = reading.snapshot.branch
    above, whose = (
        session_column.kinds_within(f"{sheet.name} {header.title}"),
        session_column.split_session(sheet.name, branch)[1],
    )
    unused = [header.columns[one] for one in UNUSED if one in header.columns]
    reading.ledger.drop(sheet, [(at, header.texts[at]) for at in unused])
    numbered = column_count.numbered_columns(header.others)
    for column, text in header.others:
        text, old = _named_session(reading.snapshot, text)
        if old is not None and text.startswith(old.day.isoformat()):
            # Ours: whatever else its topic says, it is that session.
            spot: column_date.ColumnDate | None = column_date.ColumnDate(
                day=old.day, month=old.day.isoformat()[:7], rest=text[10:].strip()
            )
        else:
            spot = None if column_count.is_count(text) else column_date.date_in(text, year)
        if spot is None:
            reading.ledger.drop(sheet, [(column, text)])
            continue
        kinds, group, topic = session_column.split_session(column_date.topic_of(spot.rest), branch)
        topic = column_date.topic_of(topic)
        if old is not None and old.day == spot.day:
            kinds, group, topic = old.kinds, "", ""
        else:
            old = None
        kindless = "" if kinds or above else "which_kind"
        code = spot.code or ("numbered_heading" if column in numbered else "one_day" if spot.until else kindless)
        if code:
            at = {"line": header.lines[column], "column": column, "heading": text}
            reading.ledger.refuse(sheet.name, **at, code=code, facts={"text": text})
            continue
        session = SheetSession(sheet.name, spot, kinds or above, group or whose, topic)
        session.line, session.column, session.heading, session.old = header.lines[column], column, text, old
        reading.sessions[sheet.name, column] = session
        sessions[column] = session
    return sessions


_ID = re.compile(r"\s*#(\S+)$")


def _named_session(snapshot: Snapshot, heading: str) -> tuple[str, Meeting | None]:
    """A heading without the id at its end by which our own register names a session, and that session."""
    found = _ID.search(heading)
    return (heading[: found.start()], snapshot.meetings.get(found[1])) if found else (heading, None)


def _long(
    reading: _AttendanceReading, sheet: SheetRows, header: Headings, row: DataRow, values: dict[str, Any]
) -> None:
    column = header.columns["day"]
    where = {"row": row.row, "column": column, "heading": header.texts.get(column, ""), "name": values["name"]}
    if not values["day"] or len(values["day"]) < 7:
        reading.ledger.refuse(sheet.name, **where, code="no_day")
        return
    session = _session_of(reading, sheet, row, values)
    if session is None:
        reading.ledger.refuse(sheet.name, **where, code="which_kind", facts={"text": values.get("kind", "")})
        return
    column = header.columns["mark"]
    where |= {"column": column, "heading": header.texts.get(column, "")}
    reading.put(session, where, values["mark"], values, values.get("reason", ""))


def _session_of(
    reading: _AttendanceReading, sheet: SheetRows, row: DataRow, values: dict[str, Any]
) -> SheetSession | None:
    """The session that a row with a day is of, None where it does not say what kind that is."""
    kinds, group, topic = session_column.split_session(values.get("kind") or sheet.name, reading.snapshot.branch)
    if not kinds:
        return None
    group = group or (values.get("group", "") if Kind.GROUP_MEETING in kinds else "")
    day = date.fromisoformat(values["day"]) if len(values["day"]) == 10 else None
    key = (sheet.name, values["day"], kinds, fold(group))
    session = reading.sessions.get(key)
    if session is None:
        spot = column_date.ColumnDate(day=day, month=values["day"][:7], time=values["time"], end=values["end"])
        session = reading.sessions[key] = SheetSession(sheet.name, spot, kinds, group, values.get("topic") or topic)
        session.row, session.place = row.row, values.get("place", "")
    return session
