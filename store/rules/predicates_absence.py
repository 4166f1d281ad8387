"""Rules about absence and dues: clocks that run, and the talk that is due before they do (domain 2.7, 2.8)."""

from __future__ import annotations

from datetime import date

from store.records import CAME, Status, TalkKind
from store.rules.attendance_history import expected, newest, until
from store.rules.evaluation import SOON, duty, months_after, settle
from store.rules.figures import State

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.packs.rule import Rule
    from store.periods import Period
    from store.records import Talk
    from store.rules.attendance_history import Mark
    from store.rules.evaluation import Evaluation
    from store.rules.figures import Duty


def six_months(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """Clocks of members who, for `months`, took no part without a proper reason (EDU 31(6)).

    A clock starts at the first absence without leave since the last presence or leave (leave is a proper reason), and
    is one only from the second such absence. `warn`: months at which a warning is given; the last stands in the facts.
    """
    sessions, since = until(case.snapshot, case.today), case.today.replace(month=1, day=1)
    there = expected(sessions)
    found = []
    for member in case.members(case.today):
        run = _missed(newest(sessions, member, since)) if member.id in there else []
        if len(run) > 1:
            start = run[-1][0].day
            ids = tuple(meeting.id for meeting, _ in reversed(run))
            found += _clock(case, rule, member.id, start, _months_between(start, case.today), ids)
    return found


def six_months_dues(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """The same of members who paid no dues: recorded months that ended unpaid, one after the other, up to the last
    recorded one. A month without record stops no clock and moves none.
    """
    found = []
    for member, owed in _unpaid(case).items():
        found += _clock(case, rule, member, owed[0][0], len(owed), tuple(id for _, id in owed))
    return found


def _clock(
    case: Evaluation, rule: Rule, member: str, start: date, passed: int, evidence: tuple[str, ...]
) -> list[Duty]:
    """The duty of a clock that has reached its first warning: it is missed when all its months are over."""
    months, warn = rule.params["months"], rule.params["warn"]
    reached = [month for month in warn if month <= passed]
    if not reached:
        return []
    state = State.DUE_SOON if len(reached) > 1 else State.UPCOMING
    if passed >= months:
        state = State.OVERDUE
    facts = {"months": passed, "warning": reached[-1], "of": months}
    due = months_after(start, months)
    label = start.isoformat()
    return [
        settle(
            case, rule, label, state, start=start, due=due, ended=due, subject=member, evidence=evidence, facts=facts
        )
    ]


def _missed(marks: Iterable[Mark]) -> list[Mark]:
    """The absences without leave since the last presence or leave, newest first."""
    run = []
    for mark in marks:
        if mark[1] is not Status.ABSENT:
            break
        run.append(mark)
    return run


def _months_between(start: date, today: date) -> int:
    months = (today.year - start.year) * 12 + today.month - start.month
    return months if months_after(start, months) <= today else months - 1


def _unpaid(case: Evaluation) -> dict[str, list[tuple[date, str]]]:
    """By member, the months without dues up to the last recorded month that has ended: its first day and record."""
    today = case.today
    recorded = sorted(
        (dues for dues in case.snapshot.dues.values() if months_after(_first(dues.month), 1) <= today),
        key=lambda dues: dues.month,
        reverse=True,
    )
    owed: dict[str, list[tuple[date, str]]] = {}
    owing = {member.id: member for member in case.members(today) if member.monthly_due}
    for dues in recorded:
        if not owing:
            break
        day = _first(dues.month)
        for id, member in list(owing.items()):
            paid = dues.paid.get(id)
            if (paid is not None and paid <= today) or (member.since is not None and member.since > day):
                del owing[id]
            else:
                owed.setdefault(id, []).insert(0, (day, dues.id))
    return owed


def _first(month: str) -> date:
    return date(int(month[:4]), int(month[5:]), 1)


def dues(case: Evaluation, rule: Rule, period: Period) -> list[Duty]:
    """Everybody's dues of a month are paid; who has no amount on record is not asked for any."""
    assert rule.cadence is not None
    owing = [member.id for member in case.members(period.end) if member.monthly_due]
    if not owing:
        return [duty(case, rule, period, State.UNKNOWN, code="no_amounts")]
    record = case.index.dues.get(period.label)
    pending = case.pending(period.start, period.end, SOON[rule.cadence])
    if record is None:
        known = State.UNKNOWN if pending is State.OVERDUE else pending
        return [duty(case, rule, period, known, code="no_record", facts={"of": len(owing)})]
    paid = {id: day for id, day in record.paid.items() if day <= case.today}
    missing = tuple(id for id in owing if id not in paid)
    last = None if missing else max(paid[id] for id in owing)
    state = case.answered(last, period.start, period.end, SOON[rule.cadence])
    code = "unpaid" if missing else ""
    facts = {"paid": len(owing) - len(missing), "of": len(owing), "members": missing}
    return [duty(case, rule, period, state, evidence=(record.id,), code=code, facts=facts)]


def reminders(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """A talk with whoever was absent without leave `absences` times in a row (leave aside), within `days` of that."""
    count = rule.params["absences"]
    kinds = {TalkKind(kind) for kind in rule.params["talks"]}
    talks = _talks_with(case)
    sessions, since = until(case.snapshot, case.today), case.today.replace(month=1, day=1)
    there = expected(sessions)
    found = []
    for member in case.members(case.today):
        if member.id not in there:
            continue
        run = []
        for mark in newest(sessions, member, since):
            if mark[1] in CAME:
                break
            if mark[1] is Status.ABSENT:
                run.append(mark[0])
        if len(run) < count:
            continue
        run.reverse()
        start = run[count - 1].day
        due = start.fromordinal(start.toordinal() + rule.params["days"])
        held = [talk for talk in talks.get(member.id, ()) if talk.day >= run[0].day and talk.kind in kinds]
        state = case.answered(held[0].day if held else None, start, due, rule.params["days"] + 1)
        evidence = (*(meeting.id for meeting in run), *(talk.id for talk in held[:1]))
        found.append(
            settle(
                case, rule, start.isoformat(), state,
                start=start, due=due, ended=due, subject=member.id, evidence=evidence, facts={"absences": len(run)},
            )
        )  # fmt: skip
    return found


def _talks_with(case: Evaluation) -> dict[str, list[Talk]]:
    """Talks up to today by who was talked with (for a talk among equals, both), by day."""
    found: dict[str, list[Talk]] = {}
    for talk in case.index.talks:
        if talk.day <= case.today:
            found.setdefault(talk.partner, []).append(talk)
    return found


PERIODIC = {"dues": dues}
EVENTS = {"six_months": six_months, "six_months_dues": six_months_dues, "reminders": reminders}
