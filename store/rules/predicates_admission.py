"""Cases of admission: what must follow what, within so long and in this order (domain 2.9)."""

from __future__ import annotations

from datetime import date, timedelta

from store.periods import SOON_DAYS, Cadence
from store.records import MemberKind
from store.rules.evaluation import MET, OPEN, SOON, months_after, settle
from store.rules.figures import State
from store.snapshot import kind_on

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from store.packs.rule import Rule
    from store.records import Admission
    from store.rules.evaluation import Evaluation
    from store.rules.figures import Duty


def cases(case: Evaluation) -> list[Admission]:
    """Admissions whose dates are looked at: all but those closed without admission."""
    return [
        one
        for one in case.snapshot.admissions.values()
        if one.closed is None or one.closed > case.today or one.confirmed is not None
    ]


def _field(admission: Admission, name: str) -> date | None:
    """A date of an admission; `a|b` names the first of several that is set."""
    for part in name.split("|"):
        day: date | None = getattr(admission, part)
        if day is not None:
            return day
    return None


def settled(
    case: Evaluation,
    rule: Rule,
    admission: Admission,
    state: State,
    start: date,
    due: date,
    *,
    ended: date | None = None,
    seen: date | None = None,
    code: str = "",
    **facts: Any,
) -> Duty:
    """The duty of a step of a case, named by the day on which its clock started. Once overdue it is unknown where it
    may have been answered (from `seen` on, left out: from its start) before the records began; its reminders stand.
    What was not due yet when its member left is for whoever received them.
    """
    member = case.snapshot.members.get(admission.member or "")
    left = member.until if member is not None else None
    if left is not None and left < case.today and (state is State.UPCOMING or (state in OPEN and left < due)):
        state, code, facts = State.NA, "left", facts | {"until": left}
    return settle(
        case, rule, start.isoformat(), state,
        start=start, due=due, ended=due if ended is None else ended,
        unseen=state is State.OVERDUE and case.unseen(seen or start),
        subject=admission.id, evidence=(admission.id,), code=code, facts={"name": admission.name, **facts},
    )  # fmt: skip


def clock(
    case: Evaluation, rule: Rule, admission: Admission, start: date, due: date, done: date | None, last: date
) -> list[Duty]:
    """A step that follows another: on the day of that or after it, and by `due`. An earlier date is no answer. It is
    due soon in its last week, or in its last `soon` days.
    """
    if not rule.in_force(start) or start > last:
        return []
    known = done if done is not None and done <= case.today else None
    early = known is not None and known < start
    state = case.answered(None if early else known, start, due, rule.params.get("soon", SOON_DAYS))
    return [settled(case, rule, admission, state, start, due, code="before_start" if early else "", done=done)]


def within(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """`to` follows `after` within `months`, by the version in force when the clock started, and (`before`) no later
    than the step that it must come before.
    """
    duties = []
    for admission in cases(case):
        start = _field(admission, rule.params["after"])
        if start is None:
            continue
        due, done = months_after(start, rule.params["months"]), _field(admission, rule.params["to"])
        stop = _field(admission, rule.params["before"]) if "before" in rule.params else None
        if stop is None or stop > case.today or (done is not None and done <= stop):
            duties += clock(case, rule, admission, start, due, done, last)
        elif rule.in_force(start) and start <= last:
            due = min(due, stop)
            state = case.pending(due, due, 1)
            code = "not_before_step" if done is None or done > case.today else "after_step"
            duties.append(settled(case, rule, admission, state, start, due, code=code, done=done, stop=stop))
    return [duty for duty in duties if duty.due >= first or duty.state not in MET]


def not_before(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """`to` comes no earlier than `months` after `after`. What came too early stays wrong. What has not may wait."""
    duties = []
    for admission in cases(case):
        start, done = _field(admission, rule.params["after"]), _field(admission, rule.params["to"])
        if start is None or start > last or not rule.in_force(start):
            continue
        earliest = months_after(start, rule.params["months"])
        day = done or earliest
        if done is not None and done <= case.today:
            state = State.MET if done >= earliest else case.pending(done, done, 1)
        else:
            state = State.UPCOMING
        if day < first and state is not State.UPCOMING:
            continue
        code = "too_early" if state in (State.OVERDUE, State.DUE_SOON) else ""
        duties.append(
            settled(case, rule, admission, state, start, day, seen=day, code=code, earliest=earliest, done=done)
        )
    return duties


def recurring(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """One of the dates in `field` of its own in every stretch of `months` from `after` on, or else in the month behind
    it (late), until `until` is reached. A date answers one stretch alone.
    """
    duties = []
    for admission in cases(case):
        began = _field(admission, rule.params["after"])
        stop = _field(admission, rule.params["until"])
        if began is None:
            continue
        days = sorted(day for day in getattr(admission, rule.params["field"]) if began < day <= case.today)
        step = 0
        while (start := months_after(began, step)) <= last and (stop is None or start < stop):
            step += rule.params["months"]
            due = months_after(began, step)
            days = [day for day in days if day > start]
            done = days.pop(0) if days and days[0] <= months_after(due, 1) else None
            if due >= first and (stop is None or due <= stop):
                duties += clock(case, rule, admission, start, due, done, last)
    return duties


def notice(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """A public notice of `days` working days that are over by the day of `before`: those after the decision are no
    notice of it. `provisional` where a year's holidays are not known.
    """
    duties = []
    for admission in cases(case):
        decided = _field(admission, rule.params["before"])
        day = decided or admission.notice_from
        if day is None or not first <= day <= last or not rule.in_force(day):
            continue
        facts: dict[str, Any] = {"of": rule.params["days"]}
        stop = decided if decided is not None and decided <= case.today else None
        if admission.notice_from is None:
            state, code = case.pending(day, day, 1), "no_notice"
        elif stop is not None and admission.notice_from > stop:
            state, code = case.pending(stop, stop, 1), "notice_after"
            facts |= {"from": admission.notice_from, "decided": stop}
        else:
            until = admission.notice_until
            end = min(until or case.today, stop or case.today)
            worked, provisional = case.calendar.working_days(admission.notice_from - timedelta(days=1), end)
            facts |= {"days": worked, "provisional": provisional}
            if until is not None and worked >= rule.params["days"] and (stop is not None or until <= case.today):
                state, code = State.MET, ""
            elif stop is None and (until is None or until > case.today):
                state, code = State.UPCOMING, "running"
            elif until is None and worked >= rule.params["days"]:
                state, code = State.UNKNOWN, "notice_open"
            else:
                state, code = case.pending(end, end, 1), "too_short"
        duties.append(settled(case, rule, admission, state, day, day, code=code, **facts))
    return duties


def people(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """`least` to `most` full members in `field` once `after` is reached, for as long as the case runs: each of them
    looked up on that day. Of somebody who is not in the roster nobody here can tell.
    """
    duties = []
    for admission in cases(case):
        day = _field(admission, rule.params["after"])
        if day is None or day > last or not rule.in_force(day):
            continue
        named = tuple(dict.fromkeys(getattr(admission, rule.params["field"])))
        known = {name: _full_on(case, name, day) for name in named}
        full = [name for name in named if known[name]]
        doubtful = tuple(name for name in named if known[name] is None)
        wrong = tuple(name for name in named if known[name] is False)
        least, most, due = rule.params["least"], rule.params["most"], months_after(day, 1)
        if least <= len(full) and len(named) <= most and not wrong:
            state, code = State.MET, ""
        elif not wrong and least <= len(named) <= most:
            state, code = State.UNKNOWN, "not_in_roster"
        else:
            state = case.pending(day, due, 32)
            code = "not_full" if wrong else ""
        if state is State.MET and day < first:
            continue
        facts = {"count": len(named), "least": least, "most": most, "members": wrong or doubtful}
        duties.append(settled(case, rule, admission, state, day, due, code=code, **facts))
    return duties


def _full_on(case: Evaluation, name: str, day: date) -> bool | None:
    """Whether whom an id or a name stands for was a full member on a day; None where the roster does not tell."""
    several = {kind_on(member, day) for member in case.index.called(name)}
    return several == {MemberKind.FULL} if len(several) == 1 else None


def candidate_training(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """A candidate has `days` or `hours` of training before the case goes to the general meeting."""
    duties = []
    for admission in cases(case):
        start = admission.candidate
        if start is None or start > last or not rule.in_force(start):
            continue
        steps = [day for day in (admission.prereview, admission.admitted) if day is not None]
        due = min(steps) if steps else months_after(start, rule.params["months"])
        had = {"days": admission.trained_days, "hours": admission.trained_hours}
        enough = any(value is not None and value >= rule.params[unit] for unit, value in had.items())
        known = any(value is not None for value in had.values())
        state = State.MET if enough else case.pending(start, due, SOON[Cadence.YEAR])
        if state is State.MET and due < first:
            continue
        code = "" if enough else "too_little" if known else "no_training"
        duties.append(
            settled(
                case,
                rule,
                admission,
                state,
                start,
                due,
                code=code,
                days=admission.trained_days,
                hours=admission.trained_hours,
            )
        )
    return duties


EVENTS = {
    "within": within,
    "not_before": not_before,
    "recurring": recurring,
    "notice": notice,
    "people": people,
    "candidate_training": candidate_training,
}
