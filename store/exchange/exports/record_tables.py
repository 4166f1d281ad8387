"""Tables, member × month: who came of those expected, hours of training, dues; and the lists behind them."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from store.dues import is_free
from store.exchange.exports.table import Absence, Ratio, Table
from store.exchange.tables import matching
from store.exchange.tables.columns import SUMS
from store.periods import Cadence, between
from store.records import CAME, LEAVE, Status
from store.rules import index as indexes
from store.rules.figures import TrainingState
from store.rules.training import hours_by_month
from store.snapshot import lasts
from store.text_enum import TextEnum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from typing import Any

    from store.packs.rule import Pack
    from store.records import DuesMonth, Meeting, Member
    from store.rules.figures import Figures
    from store.rules.trend import MonthTrend
    from store.snapshot import Snapshot


class DuesMark(TextEnum):
    """What stands in the table of dues beside amounts: paid, of an amount not known; the row of everyone together."""

    PAID = "paid"
    TOTAL = "total"


def members_between(snapshot: Snapshot, first: date, last: date) -> list[Member]:
    """Whoever was a member on a day of `first … last`, in roster order."""
    return [
        member
        for member in snapshot.members.values()
        if (member.since is None or member.since <= last) and (member.until is None or member.until >= first)
    ]


def sessions_held(snapshot: Snapshot, first: date, last: date) -> list[Meeting]:
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
        leave = sum(counts[status] for status in LEAVE)
        rows.append(
            (
                *(meeting.day, meeting.kinds, meeting.group, meeting.main_topic, meeting.place, all, came),
                *(counts[Status.LATE], leave, counts[Status.ABSENT], absences(meeting), meeting.id),
            )
        )
    columns = ("day", "kinds", "group", "topic", "place", "expected", "present", "late", "leave", "absent")
    return Table(code="sessions", columns=(*columns, "absences", "id"), rows=tuple(rows))


def attendance(snapshot: Snapshot, first: date, last: date, today: date) -> Table:
    """Member × month: present of expected up to today, None in a month that expected the member at nothing."""
    months = between(first, last, Cadence.MONTH)
    counted: dict[tuple[str, str], list[int]] = {}
    for meeting in sessions_held(snapshot, first, min(last, today)):
        label = meeting.day.isoformat()[:7]
        for id, status in (meeting.roll or {}).items():
            pair = counted.setdefault((id, label), [0, 0])
            pair[0] += status in CAME
            pair[1] += 1
    rows = []
    for member in members_between(snapshot, first, last):
        pairs = [counted.get((member.id, month.label)) for month in months]
        ratios = tuple(Ratio(part=pair[0], whole=pair[1]) if pair else None for pair in pairs)
        present, all = (sum(pair[i] for pair in pairs if pair) for i in (0, 1))
        rows.append((member.id, member.group, *ratios, all, present, rate(present, all)))
    columns = ("person", "group", *(f"month/{month.label}" for month in months), "expected", "present", "rate")
    return Table(code="attendance", columns=columns, rows=tuple(rows))


def rate(present: int, expected: int) -> float | None:
    """A share of one; None where nothing was expected."""
    return present / expected if expected else None


def attendance_months(months: Iterable[MonthTrend]) -> Table:
    """A row a month: sessions, and who came of those expected."""
    rows = [
        (month.month, month.sessions, month.expected, month.present, rate(month.present, month.expected))
        if month.sessions
        else (month.month, None, None, None, None)
        for month in months
    ]
    return Table(code="attendance_months", columns=(*SUMS["attendance_months"],), rows=tuple(rows))


def training_months(months: Iterable[MonthTrend]) -> Table:
    """A row a month: class hours, what everyone has on average since January, and what the year asks."""
    rows = [(month.month, month.hours, month.mean, month.required) for month in months]
    return Table(code="training_months", columns=(*SUMS["training_months"],), rows=tuple(rows))


def roll_sheet(snapshot: Snapshot, first: date, last: date) -> Table:
    """Member × session, the marks themselves, and the member's id: what an import of attendance reads."""
    meetings = sessions_held(snapshot, first, last)
    rows = []
    for member in members_between(snapshot, first, last):
        row = [(meeting.roll or {}).get(member.id) for meeting in meetings]
        if any(row):
            rows.append((member.name, *row, member.id))
    columns = ("name", *(f"session/{meeting.id}" for meeting in meetings), "id")
    return Table(code="rolls", columns=columns, rows=tuple(rows))


def training(snapshot: Snapshot, pack: Pack, figures: Figures, first: date, last: date, today: date) -> Table:
    """Member × month: class hours where they happened, of what is over by today; behind them the year's sum, what is
    required and how it stands, as `status` has it; no sum where nothing is known. Self-study is not summed (TR-08).
    """
    months = between(first, last, Cadence.MONTH)
    hours = hours_by_month(snapshot, pack, today, months)
    progress = {row.member: row for row in figures.training}
    rows = []
    for member in members_between(snapshot, first, last):
        cells = [hours.get((member.id, month.label)) for month in months]
        row = progress.get(member.id)
        known = row is not None and (row.hours or row.state is not TrainingState.UNKNOWN)
        year = (row.hours if known else None, row.required, row.course_done, row.state) if row else (None,) * 4
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


def amount(member: Member) -> Decimal | None:
    """What a member pays a month, as the roster has it; None where that is no amount."""
    try:
        due = Decimal(member.monthly_due)
    except InvalidOperation:
        return None
    return due if due.is_finite() else None


def dues(snapshot: Snapshot, first: date, last: date, today: date) -> Table:
    """Member × month: the amount paid, by what the roster says that a month is; then what was due in the months that
    have begun, and what was paid; below, the same of everyone. A payment of an unknown amount is `DuesMark.PAID`;
    where no month is recorded nothing is known to be paid, and not that nothing was.
    """
    months = between(first, last, Cadence.MONTH)
    paid = {one.month: one.paid for one in snapshot.dues.values()}
    recorded = any(month.label in paid for month in months)
    rows: list[tuple[Any, ...]] = []
    for member in members_between(snapshot, first, last):
        each = amount(member)
        known = [each if each is not None else DuesMark.PAID for _ in months]
        cells = [
            one if member.id in paid.get(month.label, {}) else None for one, month in zip(known, months, strict=True)
        ]
        owing = sum(month.start <= today and lasts(member, month.end) for month in months)
        times = sum(cell is not None for cell in cells) if recorded else None
        owed = None if each is None else each * owing
        rows.append((member.id, each, *cells, times, owed, None if each is None or times is None else each * times))
    columns = ("person", "monthly_due", *(f"month/{month.label}" for month in months), "months_paid", "owed", "paid")
    if rows:
        below = [_sum(row[at] for row in rows) for at in range(1, len(columns))]
        rows.append((DuesMark.TOTAL, *below))
    return Table(code="dues", columns=columns, rows=tuple(rows))


def _sum(values: Iterable[Any]) -> Any:
    """Of the amounts or numbers among them; None where there is none."""
    known = [value for value in values if isinstance(value, Decimal | int)]
    return sum(known) if known else None


def dues_days(snapshot: Snapshot, first: date, last: date) -> Table:
    """Member × month: the day of payment."""
    months = between(first, last, Cadence.MONTH)
    paid = {one.month: one.paid for one in snapshot.dues.values()}
    rows = [
        (member.id, *(paid.get(month.label, {}).get(member.id) for month in months))
        for member in members_between(snapshot, first, last)
    ]
    return Table(code="dues", columns=("person", *(f"month/{month.label}" for month in months)), rows=tuple(rows))


def unpaid(snapshot: Snapshot, dues: DuesMonth, last: date) -> list[Member]:
    """Members of a month's last day without a payment for it, those aside who need not pay."""
    here = [member for member in snapshot.members.values() if lasts(member, last) and not is_free(member)]
    return [member for member in here if member.id not in dues.paid]
