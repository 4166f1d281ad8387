"""Attendance that comes in: a column a session or month (wide), or a row a mark (long), read mark by mark."""

from __future__ import annotations

import re
from datetime import date

from store.exchange.imports import our_exports
from store.exchange.imports.attendance_plan import SheetSession, made
from store.exchange.imports.plan import RejectedRow
from store.exchange.tables import headings as heads
from store.exchange.tables import matching, session_column
from store.exchange.tables.cells import InvalidCell, partial_of, says_nothing, text_of
from store.exchange.tables.columns import LEAVES, STATUSES, is_total
from store.exchange.tables.sheet import DroppedColumn
from store.pinyin import fold
from store.records import Kind, Status

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from store.exchange.imports.plan import ImportPlan
    from store.exchange.tables.headings import Headings
    from store.exchange.tables.sheet import Cell, SheetRows
    from store.records import Meeting
    from store.snapshot import Snapshot

    Progress = Callable[[int, int], None]
    Key = tuple[Any, ...]

STEP = 200


def mark_of(cell: Cell) -> tuple[Status, str] | None:
    """A mark and the reason beside it, `事假（看病）`; None where the person was not expected. Raises Unread."""
    line = text_of(cell)
    if says_nothing(line):
        return None
    head, _, rest = line.replace("（", "(").replace("：", ":").replace(":", "(", 1).partition("(")
    key = fold(head)
    reason = rest.strip(" )）")
    if key in STATUSES:
        return STATUSES[key], reason
    if key in LEAVES and fold(reason) in STATUSES:
        return STATUSES[fold(reason)], ""
    raise InvalidCell("which_leave" if key in LEAVES else "bad_mark", line)


class AttendanceReading:
    def __init__(self, snapshot: Snapshot, today: date, note: Callable[[str], str]) -> None:
        self.snapshot, self.today, self.note = snapshot, today, note
        self.known = matching.by_name(snapshot)
        self.sessions: dict[Key, SheetSession] = {}
        self.refused: list[RejectedRow] = []
        self.dropped: list[DroppedColumn] = []
        self.sums: list[str] = []
        self.skipped = 0

    def refuse(self, sheet: str, **said: Any) -> None:
        self.refused.append(RejectedRow(sheet=sheet, **said))

    def put(
        self, session: SheetSession, where: dict[str, Any], cell: Cell, at: dict[str, Any], reason: str = ""
    ) -> None:
        """One person's mark at one session; `where` it stands."""
        try:
            found = mark_of(cell)
        except InvalidCell as unread:
            session.broken = True
            self.refuse(session.sheet, **where, code=unread.code, facts={"text": unread.text} if unread.text else {})
            return
        if found is None:
            return
        try:
            member = self._member(session, at)
        except matching.InvalidPerson as which:
            session.broken = True
            self.refuse(session.sheet, **where, code=which.code)
            return
        status, beside = found
        if session.marks.setdefault(member, status) is not status:
            session.broken = True
            self.refuse(session.sheet, **where, code="mark_twice")
        elif reason or beside:
            session.reasons[member] = reason or beside

    def _member(self, session: SheetSession, at: dict[str, Any]) -> str:
        """Whose mark it is: whom the stored roll of just this session has, else who was in the branch on its day."""
        id, name = at.get("id") or "", at["name"]
        there = self.snapshot.members.get(id) if session.old and id in (session.old.roll or {}) else None
        if there is not None and fold(there.name) == fold(name):
            return id
        day = session.spot.day or session_column.last_day(session.spot.month)
        return matching.person(self.known, name, day, at.get("unit") or "", at.get("birth"), id).id


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
    reading = AttendanceReading(snapshot, today, note)
    sheets = our_exports.tables(sheets, "attendance")
    total = max(1, sum(len(sheet.rows) for sheet in sheets))
    done = 0
    for sheet in sheets:
        if sheet.hidden:
            reading.refuse(sheet.name, code="hidden_sheet")
            continue
        found = heads.find(sheet, "attendance")
        if our_exports.is_sum(sheet, found, "attendance"):
            reading.sums.append(our_exports.title(sheet))
            continue
        if found is None:
            if any(cell is not None for row in sheet.rows for cell in row):
                reading.refuse(sheet.name, code="no_headings")
            continue
        reading.dropped += found.dropped
        long = "mark" in found.columns and "day" in found.columns
        columns = {} if long else _columns(reading, sheet, found)
        if long:
            reading.dropped += [
                DroppedColumn(sheet=sheet.name, column=at, heading=text, why="unknown") for at, text in found.others
            ]
        for row, cells in heads.data_rows(sheet, found, "attendance"):
            done += 1
            if progress is not None and done % STEP == 0:
                progress(done, total)
            if cells is None:
                reading.skipped += 1
                continue
            try:
                said = _said(cells, found, sheet, today)
            except InvalidCell as unread:
                reading.refuse(
                    sheet.name, row=row, code=unread.code, facts={"text": unread.text} if unread.text else {}
                )
                continue
            if long:
                _long(reading, sheet, found, row, said)
            else:
                for column, session in columns.items():
                    cell = cells[column] if column < len(cells) else None
                    where = {"row": row, "column": column, "heading": session.heading, "name": said["name"]}
                    reading.put(session, where, cell, said)
    if progress is not None:
        progress(total, total)
    return made(reading)


def _said(cells: tuple[Cell, ...], found: Headings, sheet: SheetRows, today: date) -> dict[str, Any]:
    """What a row says beside its marks; raises Unread."""
    said: dict[str, Any] = {}
    for field, column in found.columns.items():
        cell = cells[column] if column < len(cells) else None
        if field == "day":
            said["day"] = partial_of(cell, today, sheet.epoch)
        elif field == "birth":
            said["birth"] = partial_of(cell, today, sheet.epoch)
        elif field == "mark":
            said["mark"] = cell
        else:
            said[field] = text_of(cell)
    if not said["name"]:
        raise InvalidCell("no_name")
    return said


def _columns(reading: AttendanceReading, sheet: SheetRows, found: Headings) -> dict[int, SheetSession]:
    """The columns of a wide sheet that are sessions."""
    sessions = {}
    year = session_column.year_of(sheet, found)
    branch = reading.snapshot.branch
    above, whose = (
        session_column.kinds_within(f"{sheet.name} {found.title}"),
        session_column.what(sheet.name, branch)[1],
    )
    for column, text in found.others:
        text, old = _named(reading.snapshot, text)
        spot = None if is_total(text) else session_column.spot(text, year)
        if spot is None:
            reading.dropped.append(DroppedColumn(sheet=sheet.name, column=column, heading=text, why="unknown"))
            continue
        kinds, group, topic = session_column.what(spot.rest, branch)
        if old is not None and old.day == spot.day:
            kinds, group, topic = old.kinds, "", ""
        else:
            old = None
        code = spot.code or ("" if kinds or above else "which_kind")
        if code:
            reading.refuse(sheet.name, column=column, heading=text, code=code, facts={"text": text})
            continue
        session = SheetSession(sheet.name, spot, kinds or above, group or whose, topic)
        session.column, session.heading, session.old = column, text, old
        reading.sessions[sheet.name, column] = session
        sessions[column] = session
    return sessions


_ID = re.compile(r"\s*#(\S+)$")


def _named(snapshot: Snapshot, heading: str) -> tuple[str, Meeting | None]:
    """A heading without the id at its end by which our own register names a session, and that session."""
    found = _ID.search(heading)
    return (heading[: found.start()], snapshot.meetings.get(found[1])) if found else (heading, None)


def _long(reading: AttendanceReading, sheet: SheetRows, found: Headings, row: int, said: dict[str, Any]) -> None:
    column = found.columns["day"]
    where = {"row": row, "column": column, "heading": found.texts.get(column, ""), "name": said["name"]}
    if not said["day"] or len(said["day"]) < 7:
        reading.refuse(sheet.name, **where, code="no_day")
        return
    kinds, group, topic = session_column.what(said.get("kind") or sheet.name, reading.snapshot.branch)
    if not kinds:
        reading.refuse(sheet.name, **where, code="which_kind", facts={"text": said.get("kind", "")})
        return
    group = group or (said.get("group", "") if Kind.GROUP_MEETING in kinds else "")
    day = date.fromisoformat(said["day"]) if len(said["day"]) == 10 else None
    key = (sheet.name, said["day"], kinds, fold(group))
    session = reading.sessions.get(key)
    if session is None:
        spot = session_column.ColumnDate(day=day, month=said["day"][:7])
        session = reading.sessions[key] = SheetSession(sheet.name, spot, kinds, group, said.get("topic") or topic)
        session.row, session.place = row, said.get("place", "")
    column = found.columns["mark"]
    where |= {"column": column, "heading": found.texts.get(column, "")}
    reading.put(session, where, said["mark"], said, said.get("reason", ""))
