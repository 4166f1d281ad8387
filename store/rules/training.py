"""Hours of training by member and year (domain 2.6): what is entered, and what derives from sessions attended.

Course (集中培训) and collective study count; self-study is kept apart (TR-08). Hours count in the calendar year in
which they happen; a course over New Year is split by its days (TR-07). A session attended counts with its items'
hours, unless an entered record names that session.
"""

from __future__ import annotations

from datetime import date

from store.periods import ONE_DAY
from store.records import CAME, TrainingForm, TrainingKind
from store.rules import index as indexes
from store.rules.figures import State, TrainingProgress, TrainingState
from store.rules.hours_need import HoursRules, hours_rules, need_of
from store.rules.lazy_figures import lazily
from store.snapshot import lasts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from store.packs.rule import Pack
    from store.periods import Period
    from store.records import Meeting, Member, Training
    from store.rules.figures import Duty
    from store.snapshot import Snapshot


class HoursLedger:
    """Entered training, sorted once a snapshot: by year (both, of one over New Year) and by member; and who has an
    entered record of which session.
    """

    __slots__ = ("entered", "members", "years")

    def __init__(self, snapshot: Snapshot) -> None:
        self.years: dict[int, list[Training]] = {}
        self.members: dict[str, list[Training]] = {}
        self.entered: set[tuple[str, str]] = set()
        years, members = self.years, self.members
        for record in snapshot.training.values():
            member, first, last = record.member, record.day.year, record.until
            if member in members:
                members[member].append(record)
            else:
                members[member] = [record]
            if first in years:
                years[first].append(record)
            else:
                years[first] = [record]
            if last is not None:
                for year in range(first + 1, last.year + 1):
                    years.setdefault(year, []).append(record)
            if record.session is not None:
                self.entered.add((member, record.session))


def ledger(snapshot: Snapshot) -> HoursLedger:
    """The ledger of a snapshot."""
    return snapshot.once(HoursLedger)


def finished_training(snapshot: Snapshot, member: str, today: date) -> list[Training]:
    """A member's entered training that is over by today, by day."""
    records = [record for record in ledger(snapshot).members.get(member, ()) if (record.until or record.day) <= today]
    records.sort(key=lambda record: (record.day, record.id))
    return records


class HoursSum:
    """What one member has in one year."""

    __slots__ = ("course", "hours", "kinds", "records", "selfstudy")

    def __init__(self) -> None:
        self.hours = 0.0
        self.selfstudy = 0.0
        self.course = False
        self.kinds: dict[str, float] = {}
        self.records: list[str] = []


def hours_in(record: Training, year: int) -> float:
    """The part of a record's hours that falls in a year."""
    if record.until is None or record.until.year == record.day.year:
        return record.hours if record.day.year == year else 0.0
    return hours_between(record, date(year, 1, 1), date(year, 12, 31))


def hours_between(record: Training, start: date, end: date) -> float:
    """The part of a record's hours that falls in `start … end`: by days, all but the last part rounded down to a half,
    so that the parts of a record add up to it.
    """
    first, last = record.day, record.until or record.day
    if last <= first or (start <= first and last <= end):
        return record.hours if start <= first <= end else 0.0
    days = (last - first).days + 1

    def through(day: date) -> float:
        if day < first:
            return 0.0
        if day >= last:
            return record.hours
        return int(record.hours * 2 * ((day - first).days + 1) // days) / 2

    return through(end) - through(start - ONE_DAY)


def hours_by_month(
    snapshot: Snapshot, pack: Pack, today: date, months: Sequence[Period]
) -> dict[tuple[str, str], float]:
    """Hours by member and label of one of `months`, where they happened, of what is over by today; without self-study,
    which is not summed (TR-08). Where nothing is recorded there is no entry.
    """
    hours_of: dict[tuple[str, str], float] = {}
    if not months:
        return hours_of
    start, end = months[0].start, min(months[-1].end, today)
    for record in snapshot.training.values():
        last = record.until or record.day
        if record.form is TrainingForm.SELF or last > today or last < start or record.day > end:
            continue
        for month in months:
            if month.start <= last and record.day <= month.end:
                key = record.member, month.label
                hours_of[key] = hours_of.get(key, 0.0) + hours_between(record, month.start, month.end)
    entered = ledger(snapshot).entered
    labels = {(month.start.year, month.start.month): month.label for month in months}
    for meeting in indexes.of(snapshot).between(start, end):
        hours = session_hours(meeting, pack)
        for member, status in (meeting.roll or {}).items() if hours else ():
            if status in CAME and (member, meeting.id) not in entered:
                key = member, labels[meeting.day.year, meeting.day.month]
                hours_of[key] = hours_of.get(key, 0.0) + hours
    return hours_of


def session_hours(meeting: Meeting, pack: Pack) -> float:
    """Class hours of a held session: those of its items, else what the local overlay gives for their kind."""
    by_kind = pack.settings.get("hours", {})
    return sum(item.hours if item.hours is not None else by_kind.get(item.kind.value, 0.0) for item in meeting.items)


def sums(snapshot: Snapshot, today: date, pack: Pack, year: int) -> dict[str, HoursSum]:
    """Hours of a year up to today by member; a member without any record has no entry."""
    key = f"training/{year}/{today}"
    memo = snapshot.memo.get(key)
    if memo is not None and memo[0] is pack:
        return memo[1]  # type: ignore[no-any-return]
    by_member: dict[str, HoursSum] = {}
    entered = ledger(snapshot).entered
    for record in sorted(ledger(snapshot).years.get(year, ()), key=lambda record: (record.day, record.id)):
        if (record.until or record.day) <= today:
            _add(by_member, record.member, record.id, hours_in(record, year), record.kind, record.form)
    end = min(today, date(year, 12, 31))
    for meeting in indexes.of(snapshot).between(date(year, 1, 1), end):
        hours = session_hours(meeting, pack)
        if hours:
            for member, status in (meeting.roll or {}).items():
                if status in CAME and (member, meeting.id) not in entered:
                    _add(by_member, member, meeting.id, hours, TrainingKind.IN_SERVICE, TrainingForm.COLLECTIVE)
    snapshot.memo[key] = (pack, by_member)
    return by_member


def _add(
    by_member: dict[str, HoursSum], member: str, id: str, hours: float, kind: TrainingKind, form: TrainingForm
) -> None:
    sum = by_member.get(member)
    if sum is None:
        sum = by_member[member] = HoursSum()
    sum.records.append(id)
    if form is TrainingForm.SELF:
        sum.selfstudy += hours
        return
    sum.hours += hours
    sum.kinds[kind.value] = sum.kinds.get(kind.value, 0.0) + hours
    sum.course = sum.course or form is TrainingForm.COURSE


def training(
    snapshot: Snapshot, today: date, pack: Pack, year: int | None = None, duties: Iterable[Duty] = ()
) -> Sequence[TrainingProgress]:
    """Every member's progress in a year (today's): those with an open duty of training first, those of whom nothing
    more is asked last, each in roster order.
    """
    year = today.year if year is None else year
    last = date(year, 12, 31)
    day = min(today, last)
    found = sums(snapshot, today, pack, year)
    urgent = _open(duties, year)
    rules = hours_rules(pack, last)
    members = [member for member in snapshot.members.values() if lasts(member, day)]

    def met(member: Member) -> bool:
        got = found.get(member.id)
        need = need_of(member, pack, rules, day, last)
        return need.exempt or (got is not None and need.met(got.hours, got.course))

    members.sort(key=lambda member: (member.id not in urgent, met(member)))
    since = snapshot.branch.records_since if snapshot.branch else None
    unseen = since is not None and f"{year}-01" < since
    return lazily(
        members,
        lambda member: _progress(member, found.get(member.id), pack, rules, today, last, urgent.get(member.id), unseen),
    )


def _progress(
    member: Member,
    got: HoursSum | None,
    pack: Pack,
    rules: HoursRules,
    today: date,
    last: date,
    duty: Duty | None,
    unseen: bool,
) -> TrainingProgress:
    """`unseen`: the year began before the records did, so that what is missing may have been there."""
    need = need_of(member, pack, rules, min(today, last), last)
    hours, course = (got.hours, got.course) if got is not None else (0.0, False)
    if need.exempt:
        state = TrainingState.EXEMPT
    elif got is None or not need.hours:
        state = TrainingState.UNKNOWN
    elif need.met(hours, course):
        state = TrainingState.MET
    elif hours >= need.pace and today <= last:
        state = TrainingState.ON_PACE
    else:
        state = TrainingState.UNKNOWN if unseen else TrainingState.BEHIND
    return TrainingProgress(
        member=member.id,
        hours=hours,
        required=need.hours,
        prorated=need.prorated,
        pace=need.pace,
        by_kind=got.kinds if got is not None else {},
        self_study=got.selfstudy if got is not None else 0.0,
        course_done=course if need.course and (course or not unseen) else None,
        state=state,
        records=tuple(got.records) if got is not None else (),
        duty=duty,
    )


def _open(duties: Iterable[Duty], year: int) -> dict[str, Duty]:
    """Each member's first open duty of training, of those that a year shows."""
    open_duties: dict[str, Duty] = {}
    urgent, shown = (State.OVERDUE, State.DUE_SOON), str(year)
    for duty in duties:
        if duty.state in urgent and duty.subject and duty.rule.id.startswith("TR-") and duty.period.startswith(shown):
            open_duties.setdefault(duty.subject, duty)
    return open_duties
