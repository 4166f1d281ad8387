"""Attendance that comes in: a column a session or month (wide), or a row a mark (long), read mark by mark."""

from __future__ import annotations

import re
from datetime import date

from store.exchange.imports.attendance_plan import SheetSession, plan
from store.exchange.imports.ledger import ImportLedger
from store.exchange.imports.walker import SheetWalker
from store.exchange.tables import column_date, matching, session_column
from store.exchange.tables.cells import InvalidCell, partial_of, says_nothing, text_of, time_of
from store.exchange.tables.columns import NAMED_LEAVES, STATUSES
from store.exchange.tables.names import PersonName, person_name
from store.folding import fold
from store.records import LEAVE, Kind, Status

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


def mark_of(cell: Cell) -> tuple[Status, str] | None:
    """A mark and the reason beside it, `事假（看病）`; None where the person was not expected. Raises InvalidCell."""
    line = text_of(cell)
    if says_nothing(line):
        return None
    head, _, rest = line.replace("（", "(").replace("：", ":").replace(":", "(", 1).partition("(")
    key = fold(head)
    reason = rest.strip(" )）")
    if key in NAMED_LEAVES:
        return NAMED_LEAVES[key], "：".join(filter(None, (head.strip(), reason)))
    status = STATUSES.get(key)
    if status is None:
        raise InvalidCell("bad_mark", line)
    within = STATUSES.get(fold(reason)) if status is Status.LEAVE else None
    if within in LEAVE:
        return within, ""
    return NAMED_LEAVES.get(fold(reason), status) if status is Status.LEAVE else status, reason


class _AttendanceReading:
    def __init__(self, snapshot: Snapshot, today: date) -> None:
        self.ledger = ImportLedger("attendance", snapshot, today)
        self.snapshot = snapshot
        self.known = matching.by_name(snapshot)
        self.sessions: dict[Key, SheetSession] = {}
        self._strangers: set[tuple[str, int, str]] = set()

    def put(
        self, session: SheetSession, where: dict[str, Any], cell: Cell, at: dict[str, Any], reason: str = ""
    ) -> None:
        """One person's mark at one session; `where` it stands."""
        try:
            found = mark_of(cell)
        except InvalidCell as unread:
            session.broken = True
            self.ledger.refuse_cell(session.sheet, unread, **where)
            return
        if found is None:
            return
        try:
            member = self._member(session, at)
        except matching.InvalidPerson as which:
            session.broken = True
            self._refuse_person(session, where, which, at["cell"])
            return
        status, beside = found
        if session.marks.setdefault(member, status) is not status:
            session.broken = True
            self.ledger.refuse(session.sheet, **where, code="mark_twice")
        elif reason or beside:
            session.reasons[member] = reason or beside

    def _refuse_person(
        self, session: SheetSession, where: dict[str, Any], which: matching.InvalidPerson, cell: int
    ) -> None:
        """Whose mark it is can't be told: said once of a row in which that is the same for every session."""
        if which.code == "not_then":
            self.ledger.refuse(session.sheet, **where, code=which.code)
            return
        once = (session.sheet, where["row"], which.code)
        if once not in self._strangers:
            self._strangers.add(once)
            row, name = where["row"], where["name"]
            self.ledger.refuse(session.sheet, row=row, name=name, code=which.code, facts=which.facts, cell=cell)

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
    for sheet, found in walker.tables():
        long = "mark" in found.columns and "day" in found.columns
        columns = {} if long else _columns(reading, sheet, found)
        if long:
            reading.ledger.drop(sheet, found.others)
        elif not columns and not any(one.sheet == sheet.name for one in reading.ledger.refused):
            reading.ledger.refuse(sheet.name, code="no_session_column")
        for row in walker.rows(sheet, found):
            if not long and not columns:
                continue
            try:
                said = _said(row.cells, found, sheet, today)
            except InvalidCell as unread:
                reading.ledger.refuse_cell(sheet.name, unread, row=row.row, cell=found.columns["name"])
                continue
            if long:
                _long(reading, sheet, found, row, said)
                continue
            for column, session in columns.items():
                cell = row.cells[column] if column < len(row.cells) else None
                where = {"row": row.row, "column": column, "heading": session.heading, "name": said["name"]}
                reading.put(session, where, cell, said)
    return plan(reading.ledger, reading.sessions.values(), note)


def _said(cells: tuple[Cell, ...], found: Headings, sheet: SheetRows, today: date) -> dict[str, Any]:
    """What a row says beside its marks; raises InvalidCell."""
    said: dict[str, Any] = {"cell": found.columns["name"]}
    for field, column in found.columns.items():
        cell = cells[column] if column < len(cells) else None
        if field == "day":
            said["day"], said["time"] = partial_of(cell, today, sheet.epoch), time_of(cell)
        elif field == "birth":
            said["birth"] = partial_of(cell, today, sheet.epoch)
        elif field == "mark":
            said["mark"] = cell
        elif field == "name":
            person: PersonName = person_name(cell)
            said["name"], said["remarks"] = person.name, person.remarks
        else:
            said[field] = text_of(cell)
    return said


UNUSED = ("day", "kind", "topic", "place", "mark", "reason")
"""What a row says of one mark; where each column is a session it says nothing."""


def _columns(reading: _AttendanceReading, sheet: SheetRows, found: Headings) -> dict[int, SheetSession]:
    """The columns of a wide sheet that are sessions."""
    sessions = {}
    year = session_column.year_of(sheet, found)
    branch = reading.snapshot.branch
    above, whose = (
        session_column.kinds_within(f"{sheet.name} {found.title}"),
        session_column.split_session(sheet.name, branch)[1],
    )
    reading.ledger.drop(sheet, [(at, found.texts[at]) for at in (found.columns.get(one) for one in UNUSED) if at])
    for column, text in found.others:
        text, old = _named(reading.snapshot, text)
        if old is not None and text.startswith(old.day.isoformat()):
            # Ours: whatever else its topic says, it is that session.
            spot: column_date.ColumnDate | None = column_date.ColumnDate(
                day=old.day, month=old.day.isoformat()[:7], rest=text[10:].strip()
            )
        else:
            spot = None if column_date.is_count(text) else column_date.date_in(text, year)
        if spot is None:
            reading.ledger.drop(sheet, [(column, text)])
            continue
        kinds, group, topic = session_column.split_session(column_date.topic_of(spot.rest), branch)
        if old is not None and old.day == spot.day:
            kinds, group, topic = old.kinds, "", ""
        else:
            old = None
        code = spot.code or ("one_day" if spot.until else "" if kinds or above else "which_kind")
        if code:
            at = {"line": found.lines[column], "column": column, "heading": text}
            reading.ledger.refuse(sheet.name, **at, code=code, facts={"text": text})
            continue
        session = SheetSession(sheet.name, spot, kinds or above, group or whose, topic)
        session.line, session.column, session.heading, session.old = found.lines[column], column, text, old
        reading.sessions[sheet.name, column] = session
        sessions[column] = session
    return sessions


_ID = re.compile(r"\s*#(\S+)$")


def _named(snapshot: Snapshot, heading: str) -> tuple[str, Meeting | None]:
    """A heading without the id at its end by which our own register names a session, and that session."""
    found = _ID.search(heading)
    return (heading[: found.start()], snapshot.meetings.get(found[1])) if found else (heading, None)


def _long(reading: _AttendanceReading, sheet: SheetRows, found: Headings, row: DataRow, said: dict[str, Any]) -> None:
    column = found.columns["day"]
    where = {"row": row.row, "column": column, "heading": found.texts.get(column, ""), "name": said["name"]}
    if not said["day"] or len(said["day"]) < 7:
        reading.ledger.refuse(sheet.name, **where, code="no_day")
        return
    kinds, group, topic = session_column.split_session(said.get("kind") or sheet.name, reading.snapshot.branch)
    if not kinds:
        reading.ledger.refuse(sheet.name, **where, code="which_kind", facts={"text": said.get("kind", "")})
        return
    group = group or (said.get("group", "") if Kind.GROUP_MEETING in kinds else "")
    day = date.fromisoformat(said["day"]) if len(said["day"]) == 10 else None
    key = (sheet.name, said["day"], kinds, fold(group))
    session = reading.sessions.get(key)
    if session is None:
        spot = column_date.ColumnDate(day=day, month=said["day"][:7], time=said["time"])
        session = reading.sessions[key] = SheetSession(sheet.name, spot, kinds, group, said.get("topic") or topic)
        session.row, session.place = row.row, said.get("place", "")
    column = found.columns["mark"]
    where |= {"column": column, "heading": found.texts.get(column, "")}
    reading.put(session, where, said["mark"], said, said.get("reason", ""))
