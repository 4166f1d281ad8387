"""Rules about single members: talks, dual organisational life, contact with who is away (domain 2.4, 2.7)."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from store import periods
from store.periods import MONTHS, ONE_DAY
from store.records import CAME, COMMITTEE_POSTS, ExemptionKind, TalkKind
from store.rules.evaluation import SOON, duty, months_after, settle
from store.rules.figures import State
from store.rules.predicates_documents import by_finding, tick
from store.rules.tenure import run_on, runs, within
from store.snapshot import exempt_on, in_post, lasts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from store.packs.rule import Rule
    from store.periods import Period
    from store.records import Member, Talk
    from store.rules.evaluation import Evaluation
    from store.rules.figures import Duty

CLOCK_SOON = 45
"""A running clock is due soon in its last days, as a year is; warnings by month stand in the facts."""


RELATIONS = ("committee_committee", "committee_member", "member_member")


def talks(case: Evaluation, rule: Rule, period: Period) -> list[Duty]:
    """`count` heart-to-heart talks: with every member, or (`per` "relation") in each relation, which are within the
    committee, of it with members, among members.
    """
    assert rule.cadence is not None
    if rule.params.get("per") == "member":
        return [_talks_with_each(case, rule, period)]
    counts = dict.fromkeys(RELATIONS, 0)
    members = case.snapshot.members
    evidence = []
    for talk in case.index.talks:
        if talk.kind is not TalkKind.HEART or not period.start <= talk.day <= min(period.end, case.today):
            continue
        two = [members[id] for id in (talk.talker, talk.partner) if id in members]
        if len(two) == 2:
            counts[RELATIONS[2 - sum(_leads(member, talk.day) for member in two)]] += 1
            evidence.append(talk.id)
    committee = sum(_leads(member, period.end) for member in case.posted(period.end))
    asked = [
        relation
        for relation, exists in zip(
            RELATIONS, (committee > 1, committee > 0, len(case.members(period.end)) - committee > 1), strict=True
        )
        if exists
    ]
    lacking = tuple(relation for relation in asked if counts[relation] < rule.params["count"])
    state = State.MET if not lacking else case.pending(period.start, period.end, SOON[rule.cadence])
    facts = {**counts, "needed": rule.params["count"], "lacking": lacking}
    code = "lacking" if lacking else ""
    return [duty(case, rule, period, state, evidence=tuple(evidence), code=code, facts=facts)]


def _talks_with_each(case: Evaluation, rule: Rule, period: Period) -> Duty:
    """One duty of the branch for all its members; of those who are excused, only who is out of contact is left out."""
    assert rule.cadence is not None
    members = [m.id for m in case.members(period.end) if not m.exemptions or not _lost(m, period.end)]
    counts = dict.fromkeys(members, 0)
    evidence = []
    for talk in case.index.talks:
        if talk.kind is TalkKind.HEART and period.start <= talk.day <= min(period.end, case.today):
            two = [id for id in (talk.talker, talk.partner) if id in counts]
            for id in two:
                counts[id] += 1
            if two:
                evidence.append(talk.id)
    needed = rule.params["count"]
    missing = tuple(id for id, count in counts.items() if count < needed)
    state = case.pending(period.start, period.end, SOON[rule.cadence]) if missing else State.MET
    facts = {"count": len(members) - len(missing), "of": len(members), "needed": needed, "members": missing}
    code = "talks_missing" if missing else "talks_each"
    return duty(case, rule, period, state, evidence=tuple(evidence), code=code, facts=facts)


def _lost(member: Member, day: date) -> bool:
    return any(one.kind is ExemptionKind.LOST and lasts(one, day) for one in member.exemptions)


def _leads(member: Member, day: date) -> bool:
    return in_post(member, COMMITTEE_POSTS, day)


def dual_life(case: Evaluation, rule: Rule, period: Period) -> list[Duty]:
    """Each leading cadre takes part in the branch's or group's life at least once in the period (JG 26, ZB 15)."""
    assert rule.cadence is not None
    sessions = case.index.between(period.start, min(period.end, case.today))
    duties = []
    for member in case.members(period.end):
        if not member.leader:
            continue
        if exempt_on(member, period.end) is not None:
            duties.append(duty(case, rule, period, State.NA, subject=member.id, code="exempt"))
            continue
        rolls = [(meeting.id, meeting.roll[member.id]) for meeting in sessions if member.id in (meeting.roll or {})]  # type: ignore[index]
        there = tuple(id for id, status in rolls if status in CAME)
        code = ""
        if there:
            state = State.MET
        else:
            code = "never" if rolls else "no_sessions"
            state = case.pending(period.start, period.end, SOON[rule.cadence])
            if state is State.OVERDUE and not rolls:
                state = State.UNKNOWN
        facts = {"present": len(there), "expected": len(rolls)}
        duties.append(duty(case, rule, period, state, subject=member.id, evidence=there, code=code, facts=facts))
    return duties


def contacts(case: Evaluation, rule: Rule, period: Period) -> list[Duty]:
    """`count` talks of some kinds in the period with each member who is exempt as one of `exemptions` says. Where that
    began within the period, a whole one is counted from its day: EDU 34 asks for a contact each half-year, and nobody
    has been out of reach for as long before (law, how steps in time are judged).
    """
    assert rule.cadence is not None
    exemptions = {ExemptionKind(kind) for kind in rule.params["exemptions"]}
    kinds = {TalkKind(kind) for kind in rule.params["talks"]}
    duties = []
    for member in case.exempted(period.end):
        away = run_on([within(member, one) for one in member.exemptions if one.kind in exemptions], period.end)
        if away is None:
            continue
        first, last = period.start, period.end
        if away.since is not None and away.since > first:
            first, last = away.since, months_after(away.since, MONTHS[rule.cadence]) - ONE_DAY
            if away.until is not None and away.until < last:
                continue
        evidence = tuple(
            talk.id
            for talk in case.index.talks
            if member.id in (talk.partner, talk.talker)
            and talk.kind in kinds
            and first <= talk.day <= min(last, case.today)
        )
        met = len(evidence) >= rule.params["count"]
        state = State.MET if met else case.pending(first, last, SOON[rule.cadence])
        facts = {"count": len(evidence), "needed": rule.params["count"]}
        duties.append(duty(case, rule, period, state, subject=member.id, due=last, evidence=evidence, facts=facts))
    return duties or [duty(case, rule, period, State.NA, code="nobody")]


def out_of_touch(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """A talk with a mobile member with whom no talk at all was recorded for `months`, within `days` of that. Whether
    there was contact all the same is not known: without the talk it is unknown, never missed.
    """
    exemptions = {ExemptionKind(kind) for kind in rule.params["exemptions"]}
    kinds = {TalkKind(kind) for kind in rule.params["talks"]}
    duties = []
    for member in case.exempted(case.today):
        for away in runs([within(member, one) for one in member.exemptions if one.kind in exemptions]):
            if away.since is None:
                if (away.until is None or away.until >= case.today) and not _heard_of(case, rule, member.id):
                    duties.append(_since_when(case, rule, member.id))
                continue
            end = min(away.until or case.today, case.today)
            talks = [
                talk
                for talk in case.index.talks
                if member.id in (talk.partner, talk.talker) and away.since <= talk.day <= end
            ]
            for start, held in _gaps(rule, away.since, end, talks, kinds):
                due = start + timedelta(days=rule.params["days"])
                state = case.answered(held.day if held is not None else None, start, due, rule.params["days"] + 1)
                duties.append(
                    settle(
                        case, rule, start.isoformat(), state if held is not None else State.UNKNOWN,
                        start=start, due=due, ended=due, subject=member.id,
                        evidence=(held.id,) if held is not None else (),
                        code="" if held is not None else "out_of_touch", facts={"months": rule.params["months"]},
                    )
                )  # fmt: skip
    return duties


def _heard_of(case: Evaluation, rule: Rule, member: str) -> bool:
    """Whether there was a talk with a member within the last `months`."""
    since = months_after(case.today, -rule.params["months"])
    return any(member in (one.partner, one.talker) and since < one.day <= case.today for one in case.index.talks)


def _gaps(
    rule: Rule, since: date, end: date, talks: list[Talk], kinds: set[TalkKind]
) -> list[tuple[date, Talk | None]]:
    """Each stretch of `months` without a talk: the day on which it was full, and the talk of a right kind after it."""
    gaps = []
    days = [since, *(talk.day for talk in talks), end]
    for before, after in pairwise(days):
        full = months_after(before, rule.params["months"])
        if full <= after and full <= end:
            gaps.append((full, next((talk for talk in talks if talk.day >= full and talk.kind in kinds), None)))
    return gaps


def exemption_clock(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """What must be decided `months` after a member's exemption of some kinds began, while it lasts. Of one whose first
    day nobody knows it is unknown whether that is over.
    """
    kinds = {ExemptionKind(kind) for kind in rule.params["exemptions"]}
    duties = []
    for member in case.exempted(case.today):
        away = run_on([one for one in member.exemptions if one.kind in kinds], case.today)
        if away is not None and away.since is None:
            duties.append(_since_when(case, rule, member.id))
        elif away is not None and away.since is not None:
            due = months_after(away.since, rule.params["months"])
            duties.append(until_decided(case, rule, member.id, away.since, due))
    return duties


def _since_when(case: Evaluation, rule: Rule, member: str) -> Duty:
    """The duty of a clock of which nobody knows when it began."""
    year = periods.containing(case.today, periods.Cadence.YEAR)
    return duty(case, rule, year, State.UNKNOWN, subject=member, code="no_since")


def letters(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """A member whose letter of transfer is out stays this branch's until received; asked after in `days`."""
    duties = []
    for member in case.members(case.today):
        if member.letter is not None and member.letter <= case.today:
            due = member.letter.fromordinal(member.letter.toordinal() + rule.params["days"])
            duties.append(until_decided(case, rule, member.id, member.letter, due))
    return duties


def until_decided(case: Evaluation, rule: Rule, member: str, start: date, due: date) -> Duty:
    """Pending until the roster changes; a finding on the rule and the clock's first day says what was decided."""
    finding = tick(case, rule.id, start.isoformat(), member)
    if finding is not None:
        state = by_finding(case, finding, start, due, CLOCK_SOON)
    else:
        state = case.pending(start, due, CLOCK_SOON)
    evidence = (finding.id,) if finding is not None else ()
    return settle(
        case, rule, start.isoformat(), state, start=start, due=due, ended=due, subject=member, evidence=evidence
    )


PERIODIC = {"talks": talks, "dual_life": dual_life, "contacts": contacts}
EVENTS = {
    "exemption_clock": exemption_clock,
    "letters": letters,
    "out_of_touch": out_of_touch,
}
