"""Rules about single members: talks, dual organisational life, contact with who is away (domain 2.4, 2.7)."""

from __future__ import annotations

from store.records import CAME, COMMITTEE_POSTS, ExemptionKind, TalkKind
from store.rules.evaluation import SOON, duty, months_after, settle
from store.rules.figures import State
from store.rules.predicates_documents import by_finding, tick
from store.snapshot import exempt_on, lasts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from store.packs.rule import Rule
    from store.periods import Period
    from store.records import Member
    from store.rules.evaluation import Evaluation
    from store.rules.figures import Duty

CLOCK_SOON = 45
"""A running clock is due soon in its last days, as a year is; warnings by month stand in the facts."""


RELATIONS = ("committee_committee", "committee_member", "member_member")


def talks(case: Evaluation, rule: Rule, period: Period) -> list[Duty]:
    """`count` heart-to-heart talks in each relation: within the committee, of it with members, among members."""
    assert rule.cadence is not None
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
    committee = sum(_leads(member, period.end) for member in case.members(period.end))
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


def _leads(member: Member, day: date) -> bool:
    return any(post.kind in COMMITTEE_POSTS and lasts(post, day) for post in member.posts)


def dual_life(case: Evaluation, rule: Rule, period: Period) -> list[Duty]:
    """Each leading cadre takes part in the branch's or group's life at least once in the period (JG 26, ZB 15)."""
    assert rule.cadence is not None
    sessions = case.index.between(period.start, min(period.end, case.today))
    found = []
    for member in case.members(period.end):
        if not member.leader:
            continue
        if exempt_on(member, period.end) is not None:
            found.append(duty(case, rule, period, State.NA, subject=member.id, code="exempt"))
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
        found.append(duty(case, rule, period, state, subject=member.id, evidence=there, code=code, facts=facts))
    return found


def contacts(case: Evaluation, rule: Rule, period: Period) -> list[Duty]:
    """`count` talks of some kinds in the period with each member who is exempt as one of `exemptions` says."""
    assert rule.cadence is not None
    exemptions = {ExemptionKind(kind) for kind in rule.params["exemptions"]}
    kinds = {TalkKind(kind) for kind in rule.params["talks"]}
    found = []
    for member in case.members(period.end):
        exempt = exempt_on(member, period.end)
        if exempt is None or exempt.kind not in exemptions:
            continue
        evidence = tuple(
            talk.id
            for talk in case.index.talks
            if member.id in (talk.partner, talk.talker)
            and talk.kind in kinds
            and period.start <= talk.day <= min(period.end, case.today)
        )
        met = len(evidence) >= rule.params["count"]
        state = State.MET if met else case.pending(period.start, period.end, SOON[rule.cadence])
        facts = {"count": len(evidence), "needed": rule.params["count"]}
        found.append(duty(case, rule, period, state, subject=member.id, evidence=evidence, facts=facts))
    return found or [duty(case, rule, period, State.NA, code="nobody")]


def exemption_clock(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """What must be decided `months` after a member's exemption of some kinds began, while it lasts."""
    kinds = {ExemptionKind(kind) for kind in rule.params["exemptions"]}
    found = []
    for member in case.members(case.today):
        for exemption in member.exemptions:
            start = exemption.since
            if exemption.kind not in kinds or start is None or not lasts(exemption, case.today):
                continue
            due = months_after(start, rule.params["months"])
            found.append(_decided(case, rule, member.id, start, due))
    return found


def letters(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """A member whose letter of transfer is out stays this branch's until received; asked after in `days`."""
    found = []
    for member in case.members(case.today):
        if member.letter is not None and member.letter <= case.today:
            due = member.letter.fromordinal(member.letter.toordinal() + rule.params["days"])
            found.append(_decided(case, rule, member.id, member.letter, due))
    return found


def _decided(case: Evaluation, rule: Rule, member: str, start: date, due: date) -> Duty:
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
}
