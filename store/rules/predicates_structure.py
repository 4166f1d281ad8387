"""Rules of a branch's structure (domain 2.2), judged from the roster as it stands, or is known to stand, on the last
day of each period: what is wrong on it counts as missed when the period has ended, and as open before.
"""

from __future__ import annotations

from store.partial_dates import first_day_of, last_day_of
from store.records import COMMITTEE_POSTS, MemberKind, PostKind
from store.rules.evaluation import SOON, duty, months_after
from store.rules.figures import State
from store.snapshot import groups_on, in_post, kind_on, posts_on

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from typing import Any

    from store.packs.rule import Rule
    from store.periods import Period
    from store.records import Member
    from store.rules.evaluation import Evaluation
    from store.rules.figures import Duty

    Found = tuple[bool | None, str, dict[str, Any]]
    """Whether all is well (None: nobody knows), else a code of what is not, and the facts for a sentence about it."""
    Check = Callable[[Evaluation, Rule, date], Found]


def _checked(check: Check) -> Callable[[Evaluation, Rule, Period], list[Duty]]:
    def judge(case: Evaluation, rule: Rule, period: Period) -> list[Duty]:
        assert rule.cadence is not None
        well, code, facts = check(case, rule, period.end)
        if well is None:
            return [duty(case, rule, period, State.UNKNOWN, code=code, facts=facts)]
        state = State.MET if well else case.pending(period.start, period.end, SOON[rule.cadence])
        return [duty(case, rule, period, state, code="" if well else code, facts=facts)]

    return judge


def holders(case: Evaluation, day: date, *kinds: PostKind) -> list[Member]:
    """Members who hold one of some posts on a day, in roster order."""
    return [member for member in case.posted(day) if in_post(member, kinds, day)]


def _size(case: Evaluation, rule: Rule, day: date) -> Found:
    """`full`: fewest full members; `most`: most members at all; `below`: how many make it more than a branch."""
    full, everyone = case.full_members(day), len(case.members(day))
    facts = {"full": full, "members": everyone, "least": rule.params.get("full"), "most": rule.params.get("most")}
    if "below" in rule.params:
        return everyone < rule.params["below"], "general_branch", facts
    if full < rule.params.get("full", 0):
        return False, "too_few", facts
    return everyone <= rule.params.get("most", everyone), "too_many", facts


def _committee(case: Evaluation, rule: Rule, day: date) -> Found:
    """`least` and `most` members of the committee, all of them full ones; `secretaries` and `deputies`: how many there
    may be of each, and that there is a secretary. A branch without committee has nobody but these.
    """
    posted = holders(case, day, *COMMITTEE_POSTS)
    params, count = rule.params, len(posted)
    facts: dict[str, Any] = {"count": count, "least": params.get("least"), "most": params.get("most")}
    if "secretaries" in params:
        secretaries, deputies = holders(case, day, PostKind.SECRETARY), holders(case, day, PostKind.DEPUTY)
        facts |= {"secretaries": len(secretaries), "deputies": len(deputies)}
        probationary = tuple(m.id for m in posted if kind_on(m, day) is MemberKind.PROBATIONARY)
        if not secretaries:
            return False, "no_secretary", facts
        if len(secretaries) > params["secretaries"]:
            return False, "secretaries", facts | {"members": tuple(m.id for m in secretaries)}
        if len(deputies) > params["deputies"]:
            return False, "deputies", facts | {"members": tuple(m.id for m in deputies)}
        if probationary:
            return False, "probationary_post", facts | {"members": probationary}
    if count < params.get("least", 0):
        return False, "too_few", facts
    return count <= params.get("most", count), "too_many", facts


def _posts(case: Evaluation, rule: Rule, day: date) -> Found:
    """Every one of `posts` is held by somebody."""
    vacant = tuple(post for post in rule.params["posts"] if not holders(case, day, PostKind(post)))
    return not vacant, "vacant", {"vacant": vacant}


def _standing(case: Evaluation, rule: Rule, day: date) -> Found:
    """The secretary has been a full member for `months`, from which day standing counts (FZ14 34); without a date that
    says so nobody knows.
    """
    standing = {m.id: _long_full(m, day, rule.params["months"]) for m in holders(case, day, PostKind.SECRETARY)}
    short = tuple(id for id, long in standing.items() if long is False)
    if short:
        return False, "standing", {"members": short}
    if not standing:
        return None, "no_secretary", {}
    doubtful = tuple(id for id, long in standing.items() if long is None)
    return (None if doubtful else True), "no_dates", {"members": doubtful}


MEMBER_BY = 30
"""Months from joining to full membership at the longest: a year, its extension of another, half a year's delay."""


def _long_full(member: Member, day: date, months: int) -> bool | None:
    """Whether a member has been a full one for so many months on a day: None where the dates do not tell."""
    if kind_on(member, day) is MemberKind.PROBATIONARY:
        return False
    since = months_after(day, -months)
    earliest, latest = first_day_of(member.full_since), last_day_of(member.full_since)
    if latest is None and (joined := last_day_of(member.joined)) is not None:
        latest = months_after(joined, MEMBER_BY)
    if latest is not None and latest <= since:
        return True
    return False if earliest is not None and earliest > since else None


def _assigned(case: Evaluation, rule: Rule, day: date) -> Found:
    """Every member is in one of the groups that there are."""
    there = {group.id for group in groups_on(case.snapshot, day)}
    outside = tuple(member.id for member in case.members(day) if member.group not in there)
    return not outside, "outside", {"members": outside}


def _divided(case: Evaluation, rule: Rule, day: date) -> Found:
    """From `members` on, a branch has groups, each with a leader."""
    groups = groups_on(case.snapshot, day)
    if not groups:
        count = len(case.members(day))
        return count < rule.params["members"], "no_groups", {"members": count}
    led = {member.group for member in holders(case, day, PostKind.GROUP_LEADER)}
    without = tuple(group.id for group in groups if group.id not in led)
    return not without, "no_leader", {"groups": without}


def group_size(case: Evaluation, rule: Rule, period: Period) -> list[Duty]:
    """Of each group: `least` members, one of them full, and a leader who is not probationary."""
    assert rule.cadence is not None
    day = period.end
    duties = []
    for group in groups_on(case.snapshot, day):
        members = case.roster.on(day).group(group.id)
        full = len(members) - sum(member.group == group.id for member in case.probationary(day))
        leaders = [m for m in members if m.posts and PostKind.GROUP_LEADER in posts_on(m, day)]
        code = ""
        if len(members) < rule.params["least"]:
            code = "too_few"
        elif not full:
            code = "no_full"
        elif any(kind_on(leader, day) is MemberKind.PROBATIONARY for leader in leaders):
            code = "leader_probationary"
        state = case.pending(period.start, day, SOON[rule.cadence]) if code else State.MET
        facts = {"members": len(members), "full": full, "least": rule.params["least"]}
        duties.append(duty(case, rule, period, state, subject=group.id, code=code, facts=facts))
    return duties


PERIODIC = {
    "branch_size": _checked(_size),
    "committee_size": _checked(_committee),
    "posts_filled": _checked(_posts),
    "secretary_standing": _checked(_standing),
    "everyone_assigned": _checked(_assigned),
    "divided": _checked(_divided),
    "group_size": group_size,
}
