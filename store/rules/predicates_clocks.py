"""Clocks of the branch and of admissions: terms, and what must follow what within so long (domain 2.3, 2.9)."""

from __future__ import annotations

from datetime import date, timedelta

from store import periods
from store.records import Stage
from store.rules.evaluation import MET, duty, months_after, settle
from store.rules.figures import State
from store.rules.predicates_documents import tick

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.packs.rule import Rule
    from store.records import Admission
    from store.rules.evaluation import Evaluation
    from store.rules.figures import Duty

TERM_SOON = 180
"""The superior reminds about six months before a term ends (ZB 21)."""
SOON = 7
"""Clocks of a month or so are due soon in their last week, `soon` days for longer ones."""


def term(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """The committee's (or secretary's) term of `years`: re-election by its end. Warnings stand in the facts as days."""
    branch = case.snapshot.branch
    began = branch.term_began if branch is not None else None
    if began is None:
        return [duty(case, rule, periods.containing(case.today, periods.Cadence.YEAR), State.UNKNOWN, code="no_term")]
    due = months_after(began, 12 * rule.params["years"])
    left = (due - case.today).days
    passed = [days for days in rule.params["warn"] if left <= days]
    facts = {"days": left, "warning": passed[-1] if passed else None}
    state = case.pending(began, due, TERM_SOON + 1)
    return [settle(case, rule, due.isoformat(), state, start=began, due=due, ended=due, facts=facts)]


def term_notice(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """The reminder `months` before a term of `years` ends: known by a finding on the day that it is due."""
    branch = case.snapshot.branch
    if branch is None or branch.term_began is None:
        return []
    due = months_after(branch.term_began, 12 * rule.params["years"] - rule.params["months"])
    start = months_after(due, -1)
    label = due.isoformat()
    finding = tick(case, rule.id, label)
    state = case.answered(due if finding is not None else None, start, due, 31)
    if state is State.OVERDUE:
        state = State.UNKNOWN
    evidence = (finding.id,) if finding is not None else ()
    code = "" if finding is not None else "no_evidence"
    return [settle(case, rule, label, state, start=start, due=due, ended=due, evidence=evidence, code=code)]


def _cases(case: Evaluation) -> list[Admission]:
    """Admissions whose dates are looked at: all but those closed without admission."""
    return [
        one
        for one in case.snapshot.admissions.values()
        if one.closed is None or one.closed > case.today or one.confirmed is not None
    ]


def _field(one: Admission, name: str) -> date | None:
    """A date of an admission; `a|b` names the first of several that is set."""
    for part in name.split("|"):
        found: date | None = getattr(one, part)
        if found is not None:
            return found
    return None


def _clock(
    case: Evaluation, rule: Rule, one: Admission, start: date, due: date, done: date | None, last: date, **facts: object
) -> list[Duty]:
    if not rule.in_force(start) or start > last:
        return []
    known = done if done is not None and done <= case.today else None
    state = case.answered(known, start, due, rule.params.get("soon", SOON))
    return [
        settle(
            case, rule, start.isoformat(), state,
            start=start, due=due, ended=due, subject=one.id, evidence=(one.id,),
            facts={"name": one.name, "done": done, **facts},
        )
    ]  # fmt: skip


def within(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """`to` follows `after` within `months`, by the version in force when the clock started."""
    found = []
    for one in _cases(case):
        start = _field(one, rule.params["after"])
        if start is not None:
            due = months_after(start, rule.params["months"])
            found += _clock(case, rule, one, start, due, _field(one, rule.params["to"]), last)
    return [duty for duty in found if duty.due >= first or duty.state not in MET]


def probation(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """The vote on full membership when probation (`months`, or its extension) ends, within `grace` months of that."""
    found = []
    for one in _cases(case):
        if one.admitted is None:
            continue
        end = one.extended_until or months_after(one.admitted, rule.params["months"])
        due = months_after(end, rule.params["grace"])
        found += _clock(case, rule, one, one.admitted, due, one.confirmed, last, ends=end)
    return [duty for duty in found if duty.due >= first or duty.state not in MET]


def not_before(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """`to` comes no earlier than `months` after `after`. What came too early stays wrong. What has not may wait."""
    found = []
    for one in _cases(case):
        start, done = _field(one, rule.params["after"]), _field(one, rule.params["to"])
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
        found.append(
            settle(
                case, rule, start.isoformat(), state,
                start=start, due=day, ended=day, subject=one.id, evidence=(one.id,),
                code="too_early" if state in (State.OVERDUE, State.DUE_SOON) else "",
                facts={"name": one.name, "earliest": earliest, "done": done},
            )
        )  # fmt: skip
    return found


def recurring(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """One of the dates in `field` in every stretch of `months` from `after` on, or in the month behind it (late), until
    `until` is reached. Each date counts once.
    """
    found = []
    for one in _cases(case):
        began = _field(one, rule.params["after"])
        stop = _field(one, rule.params["until"])
        if began is None:
            continue
        days = sorted(day for day in getattr(one, rule.params["field"]) if began < day <= case.today)
        step = 0
        while (start := months_after(began, step)) <= last and (stop is None or start < stop):
            step += rule.params["months"]
            due = months_after(began, step)
            done = days.pop(0) if days and days[0] <= months_after(due, 1) else None
            if due >= first and (stop is None or due <= stop):
                found += _clock(case, rule, one, start, due, done, last)
    return found


def notice(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """A public notice of `days` working days before `before`: `provisional` where a year's holidays are not known."""
    found = []
    for one in _cases(case):
        day = _field(one, rule.params["before"]) or one.notice_from
        if day is None or not first <= day <= last or not rule.in_force(day):
            continue
        facts: dict[str, object] = {"name": one.name, "of": rule.params["days"]}
        if one.notice_from is None:
            state, code = case.pending(day, day, 1), "no_notice"
        else:
            end = one.notice_until or case.today
            worked, provisional = case.calendar.working_days(one.notice_from - timedelta(days=1), end)
            facts |= {"days": worked, "provisional": provisional}
            if one.notice_until is None or one.notice_until > case.today:
                state, code = State.UPCOMING, "running"
            elif worked >= rule.params["days"]:
                state, code = State.MET, ""
            else:
                state, code = case.pending(end, end, 1), "too_short"
        found.append(
            settle(
                case, rule, day.isoformat(), state,
                start=day, due=day, ended=day, subject=one.id, evidence=(one.id,), code=code, facts=facts,
            )
        )  # fmt: skip
    return found


def people(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """`least` to `most` people in `field` once `after` is reached, for as long as the case runs."""
    found = []
    for one in _cases(case):
        day = _field(one, rule.params["after"])
        if day is None or day > last or not rule.in_force(day):
            continue
        count = len(getattr(one, rule.params["field"]))
        if rule.params["least"] <= count <= rule.params["most"]:
            state = State.MET
        else:
            state = case.pending(day, months_after(day, 1), 32)
        if state is State.MET and day < first:
            continue
        due = months_after(day, 1)
        facts = {"name": one.name, "count": count, "least": rule.params["least"], "most": rule.params["most"]}
        found.append(
            settle(
                case, rule, day.isoformat(), state,
                start=day, due=due, ended=due, subject=one.id, evidence=(one.id,), facts=facts,
            )
        )  # fmt: skip
    return found


def candidate_training(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """A candidate has `days` or `hours` of training before the case goes to the general meeting."""
    found = []
    for one in _cases(case):
        start = one.candidate
        if start is None or start > last or one.stage in (Stage.APPLICANT, Stage.ACTIVIST):
            continue
        due = one.prereview or one.admitted or months_after(start, rule.params["months"])
        enough = (one.trained_days or 0) >= rule.params["days"] or (one.trained_hours or 0) >= rule.params["hours"]
        known = one.trained_days is not None or one.trained_hours is not None
        state = State.MET if enough else case.pending(start, due, 45)
        if state is State.MET and due < first:
            continue
        found.append(
            settle(
                case, rule, start.isoformat(), state,
                start=start, due=due, ended=due, subject=one.id, evidence=(one.id,),
                code="" if enough else "too_little" if known else "no_training",
                facts={"name": one.name, "days": one.trained_days, "hours": one.trained_hours},
            )
        )  # fmt: skip
    return found


EVENTS = {
    "term": term,
    "term_notice": term_notice,
    "within": within,
    "probation": probation,
    "not_before": not_before,
    "recurring": recurring,
    "notice": notice,
    "people": people,
    "candidate_training": candidate_training,
}
