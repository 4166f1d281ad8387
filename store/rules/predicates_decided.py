"""Rules on what somebody else decides (domain 2.3, 2.7, 2.9): approvals that an event needs, clocks that only a record
that was typed in can start, and posts that stay vacant.

What no record tells is unknown until it is ticked, never missed.
"""

from __future__ import annotations

from datetime import date

from store.periods import ONE_DAY
from store.records import PostKind
from store.rules.conditions import committee
from store.rules.evaluation import months_after, settle
from store.rules.figures import State
from store.rules.findings import state_of
from store.rules.predicates_documents import by_finding, tick
from store.rules.predicates_people import CLOCK_SOON, until_decided
from store.rules.tenure import run_on, within
from store.snapshot import posts_on

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.packs.rule import Rule
    from store.records import Finding, Member
    from store.rules.evaluation import Evaluation
    from store.rules.figures import Duty

    Event = tuple[date, str | None]
    """The day of an event and whom it is about: a member, a case of admission, or the branch itself."""


def decided(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """`events`: what asks for an approval: a `term` that began, one of `posts` that `began` or `ended`, a date of an
    admission. A finding on the event's day is the tick.
    """
    duties = []
    for event in rule.params["events"]:
        for day, subject in _events(case, rule, event):
            if day > last or not rule.in_force(day):
                continue
            finding = tick(case, rule.id, day.isoformat(), subject)
            if finding is None and day < first:
                continue
            due = finding.due or day if finding is not None else day
            state = by_finding(case, finding, day, due, 1) if finding is not None else State.UNKNOWN
            evidence = (finding.id,) if finding is not None else ()
            duties.append(
                settle(
                    case, rule, day.isoformat(), state,
                    start=day, due=due, ended=day, subject=subject, evidence=evidence,
                    code="finding" if finding is not None else "no_evidence", facts={"event": event},
                )
            )  # fmt: skip
    return duties


def _events(case: Evaluation, rule: Rule, event: str) -> Iterator[Event]:
    if event == "term":
        branch = case.snapshot.branch
        if branch is not None and branch.term_began is not None:
            yield branch.term_began, None
    elif event in ("began", "ended"):
        kinds = [PostKind(post) for post in rule.params["posts"]]
        for member in case.snapshot.members.values():
            for kind in kinds if member.posts else ():
                for day in _changes(member, kind, event):
                    if event == "began" or not _by_election(case, day):
                        yield day, member.id
    else:
        for admission in case.snapshot.admissions.values():
            day = getattr(admission, event)
            if day is not None:
                yield day, admission.id


def _changes(member: Member, kind: PostKind, event: str) -> Iterator[date]:
    """The days on which a member took or left a post, it or the branch; who goes on in it without a gap did neither."""
    held = [within(member, post) for post in member.posts if post.kind is kind]
    for day in dict.fromkeys([post.since if event == "began" else post.until for post in held]):
        if day is not None and kind in posts_on(member, day):
            beyond = day - ONE_DAY if event == "began" else day + ONE_DAY
            if kind not in posts_on(member, beyond):
                yield day


def _by_election(case: Evaluation, day: date) -> bool:
    """Whether a post that was held until a day ended with its term: the new one began on that day or the next."""
    branch = case.snapshot.branch
    return branch is not None and branch.term_began in (day, day + ONE_DAY)


def after_decision(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """What follows `months` after the decision that closed the clock of another rule, while the exemption lasts."""
    duties = []
    for member in case.exempted(case.today):
        away = run_on([one for one in member.exemptions if one.kind in rule.params["exemptions"]], case.today)
        if away is None or away.since is None:
            continue
        finding = tick(case, rule.params["decision"], away.since.isoformat(), member.id)
        day = _closed(case, finding) if finding is not None else None
        if day is not None:
            due = months_after(day, rule.params["months"])
            duties.append(until_decided(case, rule, member.id, day, due))
    return duties


def _closed(case: Evaluation, finding: Finding) -> date | None:
    """The day on which a finding was settled, None while it is not."""
    return (finding.closed or finding.day) if state_of(finding, case.today) == "closed" else None


def typed_clock(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """A clock of `months` that a finding on a member starts, on the day that it names as its period; it ends when the
    finding is closed out, or says that it was dealt with. `warn`: months at which a warning is given.
    """
    duties = []
    there = {member.id for member in case.members(case.today)}
    months, warn = rule.params["months"], rule.params["warn"]
    for (id, label), findings in case.index.findings.items():
        if id != rule.id:
            continue
        for finding in {one.subject: one for one in findings if one.day <= case.today}.values():
            start = _day(label) or finding.day
            if finding.subject not in there or start > case.today:
                continue
            due = months_after(start, months)
            passed = (case.today.year - start.year) * 12 + case.today.month - start.month
            passed -= months_after(start, passed) > case.today
            reached = [month for month in warn if month <= passed]
            done = _closed(case, finding)
            state = State.DUE_SOON if len(reached) > 1 else State.UPCOMING
            if done is not None:
                state = State.MET if done <= due else State.MET_LATE
            elif passed >= months:
                state = State.OVERDUE
            duties.append(
                settle(
                    case, rule, label, state,
                    start=start, due=due, ended=due, subject=finding.subject, evidence=(finding.id,),
                    facts={"months": passed, "warning": reached[-1] if reached else None, "of": months},
                )
            )  # fmt: skip
    return duties


def _day(label: str) -> date | None:
    try:
        return date.fromisoformat(label)
    except ValueError:
        return None


def vacancies(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """A post of `posts` that somebody left within the term, it or the branch, and nobody took at once is filled within
    `months`: by whoever holds it next, or by the election of a new term.
    """
    branch = case.snapshot.branch
    term = branch.term_began if branch is not None else None
    left: dict[tuple[date, str], list[PostKind]] = {}
    for member in case.snapshot.members.values():
        for post in member.posts:
            until = within(member, post).until
            if until is None or until >= case.today or post.kind not in rule.params["posts"]:
                continue
            if post.kind in posts_on(member, until) and not _by_election(case, until):
                left.setdefault((until + ONE_DAY, member.id), []).append(post.kind)
    duties = []
    for (day, id), kinds in sorted(left.items()):
        if committee(case, day):
            kinds = [kind for kind in kinds if kind is PostKind.SECRETARY]
        vacant = {kind: _first_holder_day(case, kind, day) for kind in kinds}
        vacant = {kind: taken for kind, taken in vacant.items() if taken != day}
        if not vacant or day > last:
            continue
        taken = None if None in vacant.values() else max(day for day in vacant.values() if day is not None)
        if taken is None and term is not None and day < term <= case.today:
            taken = term
        due = months_after(day, rule.params["months"])
        state = case.answered(taken, day, due, CLOCK_SOON)
        if due < first and state is not State.OVERDUE:
            continue
        duties.append(
            settle(
                case, rule, day.isoformat(), state,
                start=day, due=due, ended=due, subject=id, facts={"vacant": tuple(vacant), "done": taken},
            )
        )  # fmt: skip
    return duties


def _first_holder_day(case: Evaluation, kind: PostKind, day: date) -> date | None:
    """The first day from `day` on, up to today, on which somebody holds a post."""
    held = [(member, post) for member in case.snapshot.members.values() for post in member.posts if post.kind is kind]
    begun = {max(post.since or day, member.since or day, day) for member, post in held}
    days = sorted(one for one in begun if one <= case.today)
    return next((one for one in days if any(kind in posts_on(member, one) for member, _ in held)), None)


EVENTS = {
    "decided": decided,
    "after_decision": after_decision,
    "typed_clock": typed_clock,
    "vacancies": vacancies,
}
