"""Sessions as sheets tell them against those that are stored: taken whole or not at all."""

from __future__ import annotations

from collections import Counter

from store.exchange.tables import column_date, matching
from store.folding import fold
from store.records import LEAVE, Item, Kind, Meeting, Status
from store.snapshot import votes_on

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date
    from typing import Any

    from store.exchange.imports.ledger import ImportLedger
    from store.exchange.imports.plan import ImportPlan


class SheetSession:
    """One session as a sheet tells it, while it is read. `broken` says that some mark of it could not be:
    without it, those expected would be too few. `old` is the stored one that its heading names.
    """

    def __init__(
        self, sheet: str, spot: column_date.ColumnDate, kinds: tuple[Kind, ...], group: str, topic: str
    ) -> None:
        self.sheet, self.spot, self.kinds, self.group, self.topic = sheet, spot, kinds, group, topic
        self.place = ""
        self.row: int | None = None
        self.line: int | None = None
        self.column: int | None = None
        self.heading = ""
        self.marks: dict[str, Status] = {}
        self.reasons: dict[str, str] = {}
        self.broken = False
        self.old: Meeting | None = None


def plan(ledger: ImportLedger, sessions: Iterable[SheetSession], note: Callable[[str], str]) -> ImportPlan:
    """Sessions against the branch; `note(month)` is what one says of which the day is unknown."""
    sessions = [session for session in sessions if session.broken or session.marks]
    counts = Counter(_itself(session, ledger) for session in sessions)
    for session in sessions:
        if session.broken:
            _refuse(ledger, session, "whole_session")
        elif counts[_itself(session, ledger)] > 1:
            _refuse(ledger, session, "session_twice")
        else:
            try:
                old, day, group = _stored_session(ledger, session)
            except matching.InvalidPerson as which:
                _refuse(ledger, session, which.code)
                continue
            if old is None:
                _add(ledger, session, day, group, note)
            else:
                _change(ledger, session, old)
    return ledger.plan()


def _itself(session: SheetSession, ledger: ImportLedger) -> tuple[Any, ...]:
    """By what two columns, or sheets, tell of the same session."""
    spot, of = session.spot, ledger.snapshot
    named = session.old.id if session.old else ""
    group: Any = None
    if Kind.GROUP_MEETING in session.kinds:
        named_group = matching.group_in_column(of.branch, session.group) or fold(session.group)
        group = named_group or frozenset(of.members[id].group for id in session.marks)
    return spot.day or spot.month, spot.time, session.kinds, group, fold(session.topic), named


def _add(ledger: ImportLedger, session: SheetSession, day: date, group: str | None, note: Callable[[str], str]) -> None:
    spot = session.spot
    record = Meeting(
        id="",
        day=day,
        time=spot.time or None,
        end=spot.end or None,
        items=tuple(Item(kind=kind, topic=session.topic) for kind in session.kinds),
        topic=session.topic,
        group=group,
        place=session.place,
        made=ledger.today,
        note=note(spot.month) if spot.day is None else "",
        **_first_roll(ledger, _roll(ledger, session), session.reasons, day),
    )
    ledger.add(session.sheet, session.row, "meetings", record)
    if spot.day is None:
        name = session.heading or spot.month
        ledger.remark(session.sheet, session.row or session.line, name, "day_unknown", text=day.isoformat())


def _change(ledger: ImportLedger, session: SheetSession, old: Meeting) -> None:
    roll = {id: _as_known(old, id, status) for id, status in _roll(ledger, session).items()}
    if old.roll is None:
        reasons = {id: why for id, why in old.reasons.items() if roll.get(id) in LEAVE}
        fields = _first_roll(ledger, roll, reasons | session.reasons, old.day)
    else:
        fields = {"roll": old.roll | roll, "reasons": old.reasons | session.reasons}
    fields = {name: value for name, value in fields.items() if getattr(old, name) != value}
    rows: list[tuple[str, Any, Any]] = [(f"roll.{id}", (old.roll or {}).get(id), status) for id, status in roll.items()]
    rows += [("reason", old.reasons.get(id, ""), reason) for id, reason in session.reasons.items()]
    ledger.change(session.sheet, session.row, "meetings", old, fields, [row for row in rows if row[1] != row[2]])


def _roll(ledger: ImportLedger, session: SheetSession) -> dict[str, Status]:
    """The marks in the order of the roster."""
    return {id: session.marks[id] for id in ledger.snapshot.members if id in session.marks}


def _first_roll(ledger: ImportLedger, roll: dict[str, Status], reasons: dict[str, str], day: date) -> dict[str, Any]:
    """What the first roll of a session stores of it."""
    nonvoters = tuple(id for id in roll if not votes_on(ledger.snapshot.members[id], day))
    return {"roll": roll, "reasons": reasons, "leave": {}, "roll_day": ledger.today, "nonvoters": nonvoters}


def _as_known(old: Meeting, member: str, status: Status) -> Status:
    """A mark of a sheet; where it says no more than that there was leave, what kind stands already if that is known."""
    known = old.mark(member)
    return known if status is Status.LEAVE and known in LEAVE else status


def _refuse(ledger: ImportLedger, session: SheetSession, code: str) -> None:
    day = str(session.spot.day or session.spot.month)
    where: dict[str, Any] = {"row": session.row, "column": session.column, "heading": session.heading}
    if code != "whole_session":
        where["line"] = session.line
    ledger.refuse(session.sheet, **where, code=code, facts={"day": day})


def _stored_session(ledger: ImportLedger, session: SheetSession) -> tuple[Meeting | None, date, str | None]:
    """The stored session that this one is, or None; its day and its group. Raises InvalidPerson with a code."""
    snapshot = ledger.snapshot
    if session.old is not None:
        return session.old, session.old.day, session.old.group
    group = matching.group_in_column(snapshot.branch, session.group) if session.group else None
    if Kind.GROUP_MEETING in session.kinds and group is None:
        groups = {snapshot.members[id].group for id in session.marks}
        if session.group or len(groups) != 1 or None in groups:
            raise matching.InvalidPerson("which_group")
        group = groups.pop()
    elif Kind.GROUP_MEETING not in session.kinds:
        group = None
    spot = session.spot
    meetings = [
        meeting
        for meeting in snapshot.meetings.values()
        if set(meeting.kinds) & set(session.kinds)
        and meeting.group == group
        and (meeting.day == spot.day if spot.day else meeting.day.isoformat()[:7] == spot.month)
    ]
    if len(meetings) > 1:
        raise matching.InvalidPerson("several_that_day")
    day = meetings[0].day if meetings else spot.day or column_date.last_day(spot.month)
    if day > ledger.today:
        raise matching.InvalidPerson("future" if spot.day or meetings else "month_running")
    return (meetings[0] if meetings else None), day, group
