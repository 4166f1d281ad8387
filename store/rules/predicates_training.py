"""Rules of training that bind members one by one (domain 2.6): hours of a year, courses, training for a new post."""

from __future__ import annotations

from store import periods
from store.packs.levels import level_of
from store.partial_dates import day_of, first_day_of, last_day_of
from store.periods import ONE_DAY
from store.records import PostKind, TrainingForm, TrainingKind
from store.rules.evaluation import MET, SOON, duty, months_after, settle
from store.rules.figures import Duty, State
from store.rules.hours_need import HOURS, binding, hours_rules
from store.rules.tenure import run_on, within
from store.rules.training import finished_training, sums
from store.snapshot import exempt_on, in_post, lasts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from store.packs.rule import Rule
    from store.periods import Period
    from store.records import Member
    from store.rules.evaluation import Evaluation
    from store.rules.training import HoursSum


def hours(case: Evaluation, rule: Rule, period: Period) -> list[Duty]:
    """`hours` in the year, and with `course` one 集中培训 among them: of each member whom this very rule binds (the
    committee's rule takes the place of every member's).
    """
    got = sums(case.snapshot, case.today, case.pack, period.start.year)
    rules = hours_rules(case.pack, period.end)
    needed = float(rule.params["hours"])
    alike = _hours_of(case, rule, period, None, needed, None)  # of everyone of whom nothing is recorded
    waived = {waiver.subject for waiver in case.index.waivers.get((rule.id, period.label), ())}
    duties = []
    of_committee = rule.id in HOURS and rule is not rules[0]
    for member in case.posted(period.end) if of_committee else case.members(period.end):
        if member.posts and rule.id in HOURS and binding(rules, member, period.end) is not rule:
            continue
        if member.exemptions and exempt_on(member, period.end) is not None:
            duties.append(duty(case, rule, period, State.NA, subject=member.id, code="exempt"))
            continue
        need, since = needed, member.since
        if since is not None and since > period.start and case.pack.settings.get("prorate"):
            need = _share(needed, since, period)
            if not need:
                continue  # nothing is asked, which nobody has done
        if need == needed and member.id not in got and member.id not in waived:
            duties.append(tuple.__new__(Duty, (*alike[:2], member.id, *alike[3:])))
        else:
            duties.append(_hours_of(case, rule, period, member.id, need, got.get(member.id)))
    return duties


def _hours_of(
    case: Evaluation, rule: Rule, period: Period, member: str | None, need: float, trained: HoursSum | None
) -> Duty:
    assert rule.cadence is not None
    have = trained.hours if trained is not None else 0.0
    facts: dict[str, object] = {"hours": have, "required": need}
    done = True
    if rule.params.get("course"):
        facts["course"] = done = trained is not None and trained.course
    met = have >= need and done
    state = State.MET if met else case.pending(period.start, period.end, SOON[rule.cadence])
    evidence = tuple(trained.records) if trained is not None else ()
    code = "" if met else "course" if have >= need else "hours"
    return duty(case, rule, period, state, subject=member, evidence=evidence, code=code, facts=facts)


def _share(needed: float, since: date, period: Period) -> float:
    """The part of a year's hours that falls on a member who came in it, rounded down to a half."""
    return int(needed * 2 * ((period.end - since).days + 1) // ((period.end - period.start).days + 1)) / 2


def courses(case: Evaluation, rule: Rule, period: Period) -> list[Duty]:
    """`count` courses (集中培训) in the year of each holder of one of `posts`; with `levels`, of one of these (a level
    left open, or one that is none of the list, does not count, and says so).
    """
    assert rule.cadence is not None
    posts = {PostKind(post) for post in rule.params["posts"]}
    levels = {level_of(text) or text for text in rule.params.get("levels", ())}
    count = rule.params["count"]
    pending = case.pending(period.start, period.end, SOON[rule.cadence])
    duties = []
    for member in case.posted(period.end):
        if not in_post(member, posts, period.end):
            continue
        if exempt_on(member, period.end) is not None:
            duties.append(duty(case, rule, period, State.NA, subject=member.id, code="exempt"))
            continue
        had = [
            r
            for r in finished_training(case.snapshot, member.id, case.today)
            if r.form is TrainingForm.COURSE and r.day in period
        ]
        fit = tuple(r.id for r in had if not levels or (level_of(r.level) or r.level.strip()) in levels)
        met = len(fit) >= count
        code = "" if met else "level" if len(had) >= count else "no_course"
        facts = {"count": len(fit), "needed": count}
        state = State.MET if met else pending
        duties.append(duty(case, rule, period, state, subject=member.id, evidence=fit, code=code, facts=facts))
    return duties


def yearly_courses(case: Evaluation, rule: Rule, period: Period) -> list[Duty]:
    """A course (集中培训) in the year for every member who is not exempt; where no course at all is on record, what was
    held is not known.
    """
    assert rule.cadence is not None
    got = sums(case.snapshot, case.today, case.pack, period.start.year)
    asked_of = [m.id for m in case.members(period.end) if not m.exemptions or exempt_on(m, period.end) is None]
    missing = tuple(id for id in asked_of if id not in got or not got[id].course)
    state = case.pending(period.start, period.end, SOON[rule.cadence]) if missing else State.MET
    code = "courses_missing" if missing else ""
    if len(missing) == len(asked_of):
        state, code = (State.UNKNOWN, "no_courses") if state in (State.OVERDUE, State.MET) else (state, "no_courses")
    facts = {"count": len(asked_of) - len(missing), "of": len(asked_of), "members": missing}
    return [duty(case, rule, period, state, code=code, facts=facts)]


def new_posts(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """Training for a post (岗前, 任职) within `months` after it began, or up to `before` months ahead of it. Who is
    elected again to the same post without a gap holds it since the first time.
    """
    kinds = [PostKind(post) for post in rule.params["posts"]]
    duties = []
    for member in case.posted(case.today):
        held = {kind: [within(member, post) for post in member.posts if post.kind is kind] for kind in kinds}
        now = {kind: run_on(posts, case.today) for kind, posts in held.items() if posts}
        for since, kind in {run.since: kind for kind, run in now.items() if run is not None}.items():
            if since is not None and since <= last:
                due = months_after(since, rule.params["months"])
                duties += _new_post(case, rule, member.id, kind, since, due, first)
    return duties


def _new_post(
    case: Evaluation, rule: Rule, member: str, kind: PostKind, since: date, due: date, first: date
) -> list[Duty]:
    earliest = months_after(since, -rule.params["before"])
    fit = [
        record
        for record in finished_training(case.snapshot, member, case.today)
        if record.kind is TrainingKind.PRE_POST and record.day >= earliest
    ]
    state = case.answered(fit[0].day if fit else None, since, due, 45)
    if due < first and state in MET:
        return []
    evidence = (fit[0].id,) if fit else ()
    return [
        settle(
            case, rule, since.isoformat(), state,
            start=since, due=due, ended=due, unseen=state is State.OVERDUE and case.unseen(earliest),
            subject=member, evidence=evidence, facts={"post": kind},
        )
    ]  # fmt: skip


def new_members(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """One course in each stage of `months`: as a probationary member, and in the year after becoming a full one. Of a
    stage that began in another branch, or of which no month is known, what is not on record here is unknown. Where the
    month alone is known its last day counts, and a course in it for either stage.
    """
    duties = []
    for member in case.index.dated_since(_first_year(rule, first)):
        if lasts(member, case.today):
            stages = (member.joined, member.full_since), (member.full_since, None)
            duties += [one for began, ended in stages for one in _stage(case, rule, member, began, ended, first, last)]
    for member in case.probationary(case.today):
        if member.joined is None:
            year = periods.containing(case.today, periods.Cadence.YEAR)
            duties.append(duty(case, rule, year, State.UNKNOWN, subject=member.id, code="no_joined"))
    return duties


def _first_year(rule: Rule, first: date) -> int:
    """The first year of which a stage can have begun or ended whose course is looked for from a day on."""
    return first.year - 1 - int(rule.params["months"]) // 12


def _stage(
    case: Evaluation, rule: Rule, member: Member, began: str | None, ended: str | None, first: date, last: date
) -> list[Duty]:
    """The course of the stage that begins and (None: it goes on) ends with these dates."""
    if began is None or int(max(began, ended or "")[:4]) < _first_year(rule, first):
        return []  # long over, which is what most of a roster is
    start, opened, stop = last_day_of(began), first_day_of(began), last_day_of(ended)
    if start is None or opened is None or start > last:
        return []
    due = months_after(start, rule.params["months"])
    due = max(due, stop) if stop is not None else due
    until = stop - ONE_DAY if stop is not None and stop == day_of(ended) else stop
    if due < first:
        return []
    fit = [
        record
        for record in finished_training(case.snapshot, member.id, case.today)
        if record.form is TrainingForm.COURSE and record.day >= opened and (until is None or record.day <= until)
    ]
    state, code = case.answered(fit[0].day if fit else None, start, due, 45), ""
    if state not in MET and len(began) == YEAR_ALONE:
        state, code = State.UNKNOWN, "no_month"
    elif state is State.OVERDUE and member.since is not None and opened < member.since:
        state, code = State.UNKNOWN, "came_later"
    return [
        settle(
            case, rule, start.isoformat(), state,
            start=start, due=due, ended=due, unseen=state is State.OVERDUE and case.unseen(start),
            subject=member.id, evidence=(fit[0].id,) if fit else (), code=code,
            facts={"since": member.since} if code == "came_later" else {},
        )
    ]  # fmt: skip


YEAR_ALONE = len("1998")
"""As long is a date of which no more than the year is known."""


PERIODIC = {"hours": hours, "courses": courses, "yearly_courses": yearly_courses}
EVENTS = {"new_posts": new_posts, "new_members": new_members}
