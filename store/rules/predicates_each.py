"""Rules on each session: what must be true of every held one of a kind (domain 2.4, 2.5)."""

from __future__ import annotations

from store.periods import ONE_DAY
from store.records import COMMITTEE_POSTS, Kind, PostKind, VoteKind
from store.rules import quorum
from store.rules.evaluation import settle
from store.rules.figures import State
from store.rules.predicates_documents import by_finding, tick
from store.rules.quorum import QuorumRule
from store.snapshot import exempt_on, in_post

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from typing import Any

    from store.packs.rule import Rule
    from store.records import Meeting, Member
    from store.rules.evaluation import Evaluation
    from store.rules.figures import Duty

    Found = tuple[bool | None, str, dict[str, Any], tuple[str, ...]]
    """Whether a session does what the rule asks (None: nothing recorded says so), a code, facts, further evidence."""
    Check = Callable[[Evaluation, Rule, Meeting], "Found | None"]


def _each(check: Check) -> Callable[[Evaluation, Rule, date, date], list[Duty]]:
    """Every held session with an item of one of the kinds in `of` (left out: all) that the check concerns."""

    def judge(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
        duties: list[Duty] = []
        for meeting in _of(case, rule, first, min(last, case.today)):
            key = rule.id, rule.valid_from, meeting.id
            judged = case.judged.get(key)
            if judged is None:
                answer = check(case, rule, meeting)
                judged = [_judged(case, rule, meeting, *answer)] if answer is not None else []
                case.judged[key] = judged
            duties += judged
        return duties

    return judge


def _of(case: Evaluation, rule: Rule, first: date, last: date) -> list[Meeting]:
    if "of" not in rule.params:
        return case.index.between(first, last)
    held: dict[str, Meeting] = {}
    for kind in rule.params["of"]:
        held |= {meeting.id: meeting for meeting in _of_kind(case, Kind(kind), first, last)}
    return sorted(held.values(), key=_when)


def _of_kind(case: Evaluation, kind: Kind, first: date, last: date) -> list[Meeting]:
    """Held sessions with an item of a kind, in order of time: whatever period they make up for."""
    shelf = case.index.shelf(kind)
    held = {meeting.id: meeting for meeting, _ in shelf.within(first, last)}
    if shelf.named:
        held |= {meeting.id: meeting for _, meeting, _ in shelf.named if first <= meeting.day <= last}
    return sorted(held.values(), key=_when)


def _when(meeting: Meeting) -> tuple[date, str, str]:
    return meeting.day, meeting.time or "", meeting.id


def _judged(
    case: Evaluation,
    rule: Rule,
    meeting: Meeting,
    well: bool | None,
    code: str,
    facts: dict[str, Any],
    more: tuple[str, ...],
) -> Duty:
    day = meeting.day
    label = day.isoformat()
    evidence = (meeting.id, *more)
    finding = tick(case, rule.id, label, meeting.id)
    if well:
        state, code = State.MET, ""
    elif finding is not None:
        state, code, evidence = by_finding(case, finding, day, day, 1), "finding", (*evidence, finding.id)
    else:
        state = State.UNKNOWN if well is None else case.pending(day, day, 1)
    return settle(
        case, rule, label, state,
        start=day, due=day, ended=day, subject=meeting.id, evidence=evidence, code=code, facts=facts,
    )  # fmt: skip


def ticked(case: Evaluation, rule: Rule, meeting: Meeting) -> Found | None:
    """No record kind holds it: known by an inspection alone."""
    return None, "no_evidence", {}, ()


def has_content(case: Evaluation, rule: Rule, meeting: Meeting) -> Found | None:
    """What was done is written down: a topic, a content or minutes, or another item held with it."""
    told = meeting.topic or meeting.minutes or len(meeting.items) > 1
    written = bool(told) or any(item.topic or item.content for item in meeting.items)
    return written or None, "no_content", {}, ()


def followed_up(case: Evaluation, rule: Rule, meeting: Meeting) -> Found | None:
    """Something was decided, with somebody or a day for each matter (整改清单)."""
    loose = sum(not decision.owner and decision.due is None for decision in meeting.decisions)
    facts = {"decisions": len(meeting.decisions), "loose": loose}
    return (True if meeting.decisions and not loose else None), "no_list", facts, ()


def chaired(case: Evaluation, rule: Rule, meeting: Meeting) -> Found | None:
    """Convened by the secretary or one of the committee, a group's by the leader of that very group; unknown who is
    unknown, and so is a group without a leader on record.
    """
    if not meeting.chair:
        return None, "no_chair", {}, ()
    of_group = Kind.GROUP_MEETING in meeting.kinds and COMMITTEES.isdisjoint(meeting.kinds)
    if any(_may_chair(member, meeting, of_group) for member in case.index.called(meeting.chair)):
        return True, "", {}, ()
    if not of_group:
        return False, "chair", {"chair": meeting.chair}, ()
    led = any(_may_chair(member, meeting, of_group) for member in case.index.group_leaders)
    return (False if led else None), "group_chair" if led else "no_group_leader", {"chair": meeting.chair}, ()


def _may_chair(member: Member, meeting: Meeting, of_group: bool) -> bool:
    if of_group and meeting.group is not None and member.group != meeting.group:
        return False
    posts = LEADS_A_GROUP if of_group else COMMITTEE_POSTS
    return in_post(member, posts, meeting.day)


COMMITTEES = frozenset({Kind.GENERAL_MEETING, Kind.COMMITTEE_MEETING})
LEADS_A_GROUP = frozenset({PostKind.GROUP_LEADER})


def discussed_first(case: Evaluation, rule: Rule, meeting: Meeting) -> Found | None:
    """What the general meeting votes on was before the committee, with its quorum, within `days` before it; on the same
    day the hour tells, and without one nobody knows.
    """
    if not meeting.votes:
        return None
    facts = {"days": rule.params["days"]}
    doubtful: list[str] = []
    for earlier in reversed(
        _of_kind(case, Kind.COMMITTEE_MEETING, meeting.day - rule.params["days"] * ONE_DAY, meeting.day)
    ):
        if earlier.id == meeting.id or not quorum.counts_as_held(case.snapshot, earlier, Kind.COMMITTEE_MEETING):
            continue
        if earlier.day < meeting.day or (earlier.time and meeting.time and earlier.time < meeting.time):
            return True, "", facts, (earlier.id,)
        if not (earlier.time and meeting.time):
            doubtful.append(earlier.id)
    if doubtful:
        return None, "no_hour", facts, tuple(doubtful[:1])
    return False, "not_discussed", facts, ()


def probationary_there(case: Evaluation, rule: Rule, meeting: Meeting) -> Found | None:
    """Probationary members, exempt ones aside, were among those expected."""
    day = meeting.day
    there = [member.id for member in case.probationary(day) if exempt_on(member, day) is None]
    if not there:
        return None
    missing = tuple(id for id in there if id not in (meeting.roll or {}))
    return not missing, "left_out", {"members": missing}, ()


def recorded_apart(case: Evaluation, rule: Rule, meeting: Meeting) -> Found | None:
    """A lecture held together with a meeting has a record of its own: its item has a topic or content."""
    if len(meeting.items) < 2:
        return None
    bare = sum(not item.topic and not item.content for item in meeting.items if item.kind is Kind.LECTURE)
    return (None if bare else True), "no_content", {}, ()


def in_time(case: Evaluation, rule: Rule, meeting: Meeting) -> Found | None:
    """The roll was stored within `days` working days after the session."""
    if meeting.roll_day is None:
        return None, "no_day", {}, ()
    passed, provisional = case.calendar.working_days(meeting.day, meeting.roll_day)
    facts = {"days": passed, "of": rule.params["days"], "provisional": provisional}
    return passed <= rule.params["days"], "late", facts, ()


VOTES = {
    QuorumRule.RESOLUTION: VoteKind.RESOLUTION,
    QuorumRule.ADMISSION: VoteKind.ADMISSION,
    QuorumRule.ELECTION: VoteKind.ELECTION,
}


def quorate(case: Evaluation, rule: Rule, meeting: Meeting) -> Found | None:
    """`measure` is reached: by every vote of its kind, or (committee, democratic meeting) by the meeting itself."""
    measure = QuorumRule(rule.params["measure"])
    if measure in VOTES:
        votes = [vote for vote in meeting.votes if vote.kind is VOTES[measure]]
        standings = [quorum.ballot(case.snapshot, meeting, vote) for vote in votes]
    else:
        standings = [quorum.standing_by(case.snapshot, meeting, measure)]
    if not standings:
        return None
    worst = min(standings, key=lambda standing: standing.present - standing.needed)
    facts = {"present": worst.present, "due": worst.due, "needed": worst.needed, "missing": worst.missing}
    return worst.reached, "quorum", facts, ()


EVENTS = {
    name: _each(check)
    for name, check in {
        "each_ticked": ticked,
        "each_has_content": has_content,
        "each_followed_up": followed_up,
        "each_chaired": chaired,
        "each_discussed_first": discussed_first,
        "each_probationary_there": probationary_there,
        "each_recorded_apart": recorded_apart,
        "each_in_time": in_time,
        "each_quorate": quorate,
    }.items()
}
