"""Registers, member × month: who came of those expected, hours of training, dues; and the lists behind them."""

from __future__ import annotations

from store.exchange.exports.table import Absence, Ratio, Table
from store.exchange.tables import matching
from store.periods import Cadence, between
from store.records import CAME, Status
from store.rules import index as indexes
from store.rules.training import session_hours
from store.snapshot import lasts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from store.packs.rule import Pack
    from store.records import Meeting, Member
    from store.rules.figures import Figures
    from store.snapshot import Snapshot


def members_between(snapshot: Snapshot, first: date, last: date) -> list[Member]:
    """Whoever was a member on a day of `first … last`, in roster order."""
    return [
        member
        for member in snapshot.members.values()
        if (member.since is None or member.since <= last) and (member.until is None or member.until >= first)
    ]


def held(snapshot: Snapshot, first: date, last: date) -> list[Meeting]:
    """Sessions with a roll on a day of `first … last`, in order."""
    return indexes.of(snapshot).between(first, last)


def marks(meeting: Meeting) -> dict[Status, int]:
    """How many of a roll have each mark."""
    counts = dict.fromkeys(Status, 0)
    for status in (meeting.roll or {}).values():
        counts[status] += 1
    return counts


def absences(meeting: Meeting) -> tuple[Absence, ...]:
    """Who was expected and did not come, in roster order."""
    return tuple(
        Absence(member=id, status=status, reason=meeting.reasons.get(id, ""))
        for id, status in (meeting.roll or {}).items()
        if status not in CAME
    )


def sessions(meetings: Iterable[Meeting]) -> Table:
    """A row a session: what the month report and the statistics of activity list."""
    rows = []
    for meeting in meetings:
        counts = marks(meeting)
        came, all = sum(counts[status] for status in CAME), sum(counts.values())
        leave = sum(counts[status] for status in (Status.OFFICIAL, Status.SICK, Status.PERSONAL))
        rows.append(
            (
                *(meeting.day, meeting.kinds, meeting.group, topic(meeting), meeting.place, all, came),
                *(counts[Status.LATE], leave, counts[Status.ABSENT], absences(meeting), meeting.id),
            )
        )
    columns = ("day", "kinds", "group", "topic", "place", "expected", "present", "late", "leave", "absent")
    return Table(code="sessions", columns=(*columns, "absences", "id"), rows=tuple(rows))


def topic(meeting: Meeting) -> str:
    return meeting.topic or next((item.topic for item in meeting.items if item.topic), "")


def attendance(snapshot: Snapshot, first: date, last: date) -> Table:
    """Member × month: present of expected, None in a month that expected the member at nothing."""
    months = between(first, last, Cadence.MONTH)
    counted: dict[tuple[str, str], list[int]] = {}
    for meeting in held(snapshot, first, last):
        label = meeting.day.isoformat()[:7]
        for id, status in (meeting.roll or {}).items():
            pair = counted.setdefault((id, label), [0, 0])
            pair[0] += status in CAME
            pair[1] += 1
    rows = []
    for member in members_between(snapshot, first, last):
        found = [counted.get((member.id, month.label)) for month in months]
        ratios = tuple(Ratio(part=pair[0], whole=pair[1]) if pair else None for pair in found)
        present, all = (sum(pair[i] for pair in found if pair) for i in (0, 1))
        rows.append((member.id, member.group, *ratios, all, present))
    columns = ("person", "group", *(f"month/{month.label}" for month in months), "expected", "present")
    return Table(code="attendance", columns=columns, rows=tuple(rows))


def roll_sheet(snapshot: Snapshot, first: date, last: date) -> Table:
    """Member × session, the marks themselves, and the member's id: what an import of attendance reads."""
    found = held(snapshot, first, last)
    rows = []
    for member in members_between(snapshot, first, last):
        row = [(meeting.roll or {}).get(member.id) for meeting in found]
        if any(row):
            rows.append((member.name, *row, member.id))
    columns = ("name", *(f"session/{meeting.id}" for meeting in found), "id")
    return Table(code="rolls", columns=columns, rows=tuple(rows))


def training(snapshot: Snapshot, pack: Pack, figures: Figures, first: date, last: date) -> Table:
    """Member × month: class hours; behind them the year's sum, what is required and how it stands, as `status` has it.

    Hours of a record that spans months stand in the month in which it ended; self-study is not summed (TR-08).
    """
    months = between(first, last, Cadence.MONTH)
    hours: dict[tuple[str, str], float] = {}
    entered = {(one.member, one.session) for one in snapshot.training.values() if one.session}
    for record in snapshot.training.values():
        day = record.until or record.day
        if first <= day <= last and record.form != "self":
            key = record.member, day.isoformat()[:7]
            hours[key] = hours.get(key, 0) + record.hours
    for meeting in held(snapshot, first, last):
        given = session_hours(meeting, pack)
        for id, status in (meeting.roll or {}).items():
            if given and status in CAME and (id, meeting.id) not in entered:
                key = id, meeting.day.isoformat()[:7]
                hours[key] = hours.get(key, 0) + given
    progress = {row.member: row for row in figures.training}
    rows = []
    for member in members_between(snapshot, first, last):
        cells = [hours.get((member.id, month.label)) for month in months]
        row = progress.get(member.id)
        year = (row.hours, row.required, row.course_done, row.state) if row else (None, None, None, None)
        rows.append((member.id, member.group, *cells, *year))
    columns = ("person", "group", *(f"month/{month.label}" for month in months), "hours", "required", "course", "state")
    return Table(code="training", columns=columns, rows=tuple(rows))


def training_records(snapshot: Snapshot, first: date, last: date) -> Table:
    """A row a record, as an import of training reads it."""
    columns = ("name", "day", "until", "hours", "kind", "form", "topic", "organiser", "level", "place", "certificate")
    rows = [
        (matching.name_of(snapshot, one.member), *(getattr(one, field) for field in columns[1:]), one.id)
        for one in sorted(snapshot.training.values(), key=lambda one: (one.day, one.id))
        if first <= (one.until or one.day) and one.day <= last
    ]
    return Table(code="training_records", columns=(*columns, "id"), rows=tuple(rows))


def dues(snapshot: Snapshot, first: date, last: date) -> Table:
    """Member × month: the day of payment; what is due a month stands with the member."""
    months = between(first, last, Cadence.MONTH)
    paid = {one.month: one.paid for one in snapshot.dues.values()}
    rows = []
    for member in members_between(snapshot, first, last):
        cells = [paid.get(month.label, {}).get(member.id) for month in months]
        rows.append((member.id, member.monthly_due or None, *cells))
    columns = ("person", "monthly_due", *(f"month/{month.label}" for month in months))
    return Table(code="dues", columns=columns, rows=tuple(rows))


def unpaid(snapshot: Snapshot, month: str, last: date) -> list[Member] | None:
    """Members of a month's last day without a payment for it; None where nothing at all is recorded of that month."""
    found = [one for one in snapshot.dues.values() if one.month == month]
    if not found:
        return None
    paid = {member for one in found for member in one.paid}
    return [member for member in snapshot.members.values() if lasts(member, last) and member.id not in paid]
