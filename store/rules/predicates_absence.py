"""Rules about absence and dues: clocks that run, and the talk that is due before they do (domain 2.7, 2.8)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta

from store import periods
from store.periods import ONE_DAY, Cadence
from store.records import CAME, ExemptionKind, Status, TalkKind
from store.rules.attendance_history import expected_ids, held_until, newest
from store.rules.evaluation import SOON, duty, months_after, settle
from store.rules.figures import State
from store.snapshot import exempt_on

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.packs.rule import Rule
    from store.periods import Period
    from store.records import Meeting, Member, Talk
    from store.rules.attendance_history import Mark
    from store.rules.evaluation import Evaluation
    from store.rules.figures import Duty


def six_months(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """Clocks of members who, for `months`, took no part without a proper reason (EDU 31(6)).

    A clock starts at the first absence without leave since the last presence, leave or exemption, and is one only from
    the second such absence. It runs through the months, counted from its start, in which the member missed something:
    where nothing was held there was nothing to take part in. `warn`: months at which a warning is given; the last
    stands in the facts.
    """
    if case.unseen(last):
        return []
    sessions, since = held_until(case.snapshot, case.today), case.today.replace(month=1, day=1)
    there = expected_ids(sessions, case.members(case.today))
    duties = []
    for member in case.members(case.today):
        run = _missed(case, newest(sessions, member, since), member) if member.id in there else []
        if len(run) > 1:
            run.reverse()
            ids = tuple(meeting.id for meeting in run)
            counted, elapsed = _months_run([meeting.day for meeting in run], case.today)
            duties += _clock(case, rule, member.id, run[0].day, counted, elapsed, ids)
    return duties


def six_months_dues(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """The same of members who paid no dues: recorded months that ended unpaid, one after the other, up to the last
    recorded one. A month without record stops no clock and moves none; one with an exemption at its end stops it.
    """
    if case.unseen(last):
        return []
    duties = []
    for member, owed in _unpaid(case).items():
        start = owed[0][0]
        counted = [_months_between(start, day) for day, _ in owed]
        elapsed = _months_between(start, case.today)
        duties += _clock(case, rule, member, start, counted, elapsed, tuple(id for _, id in owed))
    return duties


def _clock(
    case: Evaluation, rule: Rule, member: str, start: date, counted: list[int], elapsed: int, evidence: tuple[str, ...]
) -> list[Duty]:
    """The duty of a clock that has reached its first warning: it is missed when all its months are over. `counted` are
    the months since its start, from 0, through which it ran, of the `elapsed` ones that are over.
    """
    months, warn, passed = rule.params["months"], rule.params["warn"], len(counted)
    reached = [month for month in warn if month <= passed]
    if not reached:
        return []
    state = State.DUE_SOON if len(reached) > 1 else State.UPCOMING
    if passed >= months:
        state = State.OVERDUE
    facts = {"months": passed, "warning": reached[-1], "of": months}
    due = months_after(start, counted[months - 1] + 1 if passed >= months else elapsed + months - passed)
    label = start.isoformat()
    return [
        settle(
            case, rule, label, state, start=start, due=due, ended=due, subject=member, evidence=evidence, facts=facts
        )
    ]


def _missed(case: Evaluation, marks: Iterable[Mark], member: Member) -> list[Meeting]:
    """What a member missed without leave since the last presence, leave or exemption, newest first."""
    run: list[Meeting] = []
    after = case.today
    for meeting, status in marks:
        if status is not Status.ABSENT or (member.exemptions and _excused(case, member, meeting.day, after)):
            break
        run.append(meeting)
        after = meeting.day
    return run


def _excused(case: Evaluation, member: Member, first: date, last: date) -> bool:
    """Whether an exemption holds on `first`, today, or a day in between on which something was held."""
    held = case.index.days
    for exemption in member.exemptions:
        begins, ends = max(first, exemption.since or first), min(last, exemption.until or last)
        if exemption.kind is ExemptionKind.NO_VOTE or begins > ends:
            continue
        if begins == first or ends == case.today or bisect_right(held, ends) > bisect_left(held, begins):
            return True
    return False


def _months_run(missed: list[date], today: date) -> tuple[list[int], int]:
    """The months since the first of some absences, from 0, that are over and in which something was missed; and how
    many are over at all.
    """
    counted, month, at = [], 0, 0
    while (end := months_after(missed[0], month + 1)) <= today:
        was = at
        while at < len(missed) and missed[at] < end:
            at += 1
        if at > was:
            counted.append(month)
        month += 1
    return counted, month


def _months_between(start: date, today: date) -> int:
    months = (today.year - start.year) * 12 + today.month - start.month
    return months if months_after(start, months) <= today else months - 1


def _unpaid(case: Evaluation) -> dict[str, list[tuple[date, str]]]:
    """By member, the months without dues up to the last recorded month that has ended: its first day and record."""
    today = case.today
    running = today.isoformat()[:7]
    recorded = sorted(
        (dues for dues in case.snapshot.dues.values() if dues.month < running),
        key=lambda dues: dues.month,
        reverse=True,
    )
    owed: dict[str, list[tuple[date, str]]] = {}
    owing = {member.id: member for member in case.members(today) if owes(member)}
    for dues in recorded:
        if not owing:
            break
        day = _first(dues.month)
        for id, member in list(owing.items()):
            paid = dues.paid.get(id)
            came_later = member.since is not None and member.since > day
            if (paid is not None and paid <= today) or came_later or exempt_on(member, months_after(day, 1) - ONE_DAY):
                del owing[id]
            else:
                owed.setdefault(id, []).insert(0, (day, dues.id))
    return owed


def owes(member: Member) -> bool:
    """Whether dues are asked of a member: an amount is on record, and is more than nothing."""
    return bool(member.monthly_due.strip("0."))


def _first(month: str) -> date:
    return date(int(month[:4]), int(month[5:]), 1)


def dues(case: Evaluation, rule: Rule, period: Period) -> list[Duty]:
    """Everybody's dues of a month (or of the months of a longer period) are paid; who has no amount on record is not
    asked for any, and who came in the course of a longer period for none of the months that were over.
    """
    assert rule.cadence is not None
    owing = {member.id: member.since for member in case.members(period.end) if owes(member)}
    if not owing:
        return [duty(case, rule, period, State.UNKNOWN, code="no_amounts")]
    months = [month.label for month in periods.between(period.start, period.end, Cadence.MONTH)]
    records = [case.index.dues[month] for month in months if month in case.index.dues]
    pending = case.pending(period.start, period.end, SOON[rule.cadence])
    if len(records) < len(months):
        known = State.UNKNOWN if pending is State.OVERDUE else pending
        return [duty(case, rule, period, known, code="no_record", facts={"of": len(owing)})]
    paid = {
        id: [
            one.paid.get(id, date.max) for one in records if since is None or since < months_after(_first(one.month), 1)
        ]
        for id, since in owing.items()
    }
    missing = tuple(id for id, days in paid.items() if max(days) > case.today)
    last = None if missing else max(max(days) for days in paid.values())
    state = case.answered(last, period.start, period.end, SOON[rule.cadence])
    code = "unpaid" if missing else ""
    facts = {"paid": len(owing) - len(missing), "of": len(owing), "members": missing}
    return [duty(case, rule, period, state, evidence=tuple(one.id for one in records), code=code, facts=facts)]


def reminders(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """A talk with whoever was absent without leave `absences` times in a row (leave aside), within `days` of that. It
    answers only what was before it: after a talk the absences are counted anew.
    """
    count = rule.params["absences"]
    kinds = {TalkKind(kind) for kind in rule.params["talks"]}
    talks = _talks_with(case)
    sessions, since = held_until(case.snapshot, case.today), case.today.replace(month=1, day=1)
    there = expected_ids(sessions, case.members(case.today))
    duties = []
    for member in case.members(case.today):
        if member.id not in there:
            continue
        run = []
        for mark in newest(sessions, member, since):
            if mark[1] in CAME:
                break
            if mark[1] is Status.ABSENT and exempt_on(member, mark[0].day) is None:
                run.append(mark[0])
        run.reverse()
        fit = [talk for talk in talks.get(member.id, ()) if talk.kind in kinds]
        while len(run) >= count:
            answer = next((talk for talk in fit if talk.day >= run[count - 1].day), None)
            done = [meeting for meeting in run if answer is None or meeting.day <= answer.day]
            duties.append(_reminder(case, rule, member.id, done, run[count - 1].day, answer))
            run = run[len(done) :]
    return duties


def _reminder(case: Evaluation, rule: Rule, member: str, run: list[Meeting], start: date, answer: Talk | None) -> Duty:
    days = rule.params["days"]
    due = start.fromordinal(start.toordinal() + days + _stopped(case, member, start, days))
    state = case.answered(answer.day if answer is not None else None, start, due, days + 1)
    evidence = (*(meeting.id for meeting in run), *((answer.id,) if answer is not None else ()))
    return settle(
        case, rule, start.isoformat(), state,
        start=start, due=due, ended=due, subject=member, evidence=evidence, facts={"absences": len(run)},
    )  # fmt: skip


def _stopped(case: Evaluation, id: str, start: date, days: int) -> int:
    """For how many of the `days` from a day on a member's clock stood still up to today: those of an exemption."""
    member = case.snapshot.members[id]
    stopped, day = 0, start
    while member.exemptions and day < case.today and (day - start).days < days + stopped:
        day += ONE_DAY
        stopped += exempt_on(member, day) is not None
    return stopped


def _talks_with(case: Evaluation) -> dict[str, list[Talk]]:
    """Talks up to today by who was talked with (for a talk among equals, both), by day."""
    talks: dict[str, list[Talk]] = {}
    for talk in case.index.talks:
        if talk.day <= case.today:
            talks.setdefault(talk.partner, []).append(talk)
    return talks


def dues_reminders(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """A talk with whoever paid no dues for `months` recorded months on end, within `days` of the last of them."""
    count, kinds = rule.params["months"], {TalkKind(kind) for kind in rule.params["talks"]}
    owing = {id: owed for id, owed in _unpaid(case).items() if len(owed) >= count}
    talks = _talks_with(case) if owing else {}
    duties = []
    for id, owed in owing.items():
        start = months_after(owed[count - 1][0], 1)
        due = start + timedelta(days=rule.params["days"])
        held = [talk for talk in talks.get(id, ()) if talk.day >= owed[0][0] and talk.kind in kinds]
        state = case.answered(held[0].day if held else None, start, due, rule.params["days"] + 1)
        evidence = (*(record for _, record in owed), *(talk.id for talk in held[:1]))
        duties.append(
            settle(
                case, rule, start.isoformat(), state,
                start=start, due=due, ended=due, subject=id, evidence=evidence, facts={"months": len(owed)},
            )
        )  # fmt: skip
    return duties


PERIODIC = {"dues": dues}
EVENTS = {
    "six_months": six_months,
    "six_months_dues": six_months_dues,
    "reminders": reminders,
    "dues_reminders": dues_reminders,
}
