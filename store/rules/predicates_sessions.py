"""Rules that a held session meets: so many of a kind in each period, for the branch or for each of its groups."""

from __future__ import annotations

from store.records import COMMITTEE_POSTS, Kind, PostKind
from store.rules.evaluation import SOON, duty, end_of_months_after
from store.rules.figures import State
from store.rules.quorum import counts_as_held, missed_quorum
from store.snapshot import exempt_on, groups_on, in_post

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from typing import Any

    from store.packs.rule import Rule
    from store.periods import Period
    from store.records import Item, Meeting
    from store.rules.evaluation import Evaluation
    from store.rules.figures import Duty

    Counts = Callable[[Evaluation, Rule, Meeting, Item], bool]


def window_end(rule: Rule, period: Period) -> date:
    """The last day on which a session still meets a period in time: its own, or `grace` months later."""
    grace = rule.params.get("grace", 0)
    return end_of_months_after(period.end, grace) if grace else period.end


def sessions(case: Evaluation, rule: Rule, period: Period) -> list[Duty]:
    """`kind`: what is held; `tag`, `form`: what has them, of any kind where none is asked for. `count`: how many.
    `each` "group": by every group that lasts. `grace`: months after the year in which a session that names it is still
    in time (for_year, domain 2.1). `quorum`: a session without the one that it needed, to be held at all or to vote,
    does not count.
    """
    counts = _has_tag_and_form if "tag" in rule.params or "form" in rule.params else _any
    if rule.params.get("each") != "group":
        return [_judge(case, rule, period, None, counts)]
    duties = []
    for group in groups_on(case.snapshot, period.end):
        staffed = any(m.group == group.id and exempt_on(m, period.end) is None for m in case.members(period.end))
        if not staffed:
            duties.append(duty(case, rule, period, State.NA, subject=group.id, code="no_members"))
        else:
            judged = _judge(case, rule, period, group.id, counts)
            if group.since is not None and period.start < group.since and judged.state not in (State.MET, State.NA):
                judged = duty(case, rule, period, State.NA, subject=group.id, code="founded")
            duties.append(judged)
    return duties


def lectures_by(case: Evaluation, rule: Rule, period: Period) -> list[Duty]:
    """Like `sessions`, of lectures given by whoever held one of `posts` on the day."""
    return [_judge(case, rule, period, None, _by_post)]


def _any(case: Evaluation, rule: Rule, meeting: Meeting, item: Item) -> bool:
    return not rule.params.get("quorum") or counts_as_held(case.snapshot, meeting, item.kind)


def _has_tag_and_form(case: Evaluation, rule: Rule, meeting: Meeting, item: Item) -> bool:
    """Whether a session has the tag, its own or that of an entry that it is about, and the item the form."""
    from store.rules.links import effective_tags

    tag, form = rule.params.get("tag"), rule.params.get("form")
    if (form and item.form != form) or (tag and tag not in effective_tags(case.snapshot, meeting)):
        return False
    return _any(case, rule, meeting, item)


def _by_post(case: Evaluation, rule: Rule, meeting: Meeting, item: Item) -> bool:
    posts = {PostKind(post) for post in rule.params["posts"]} or COMMITTEE_POSTS
    return any(in_post(member, posts, meeting.day) for member in case.index.called(item.lecturer))


def _judge(case: Evaluation, rule: Rule, period: Period, subject: str | None, counts: Counts) -> Duty:
    """One period's duty: sessions inside the window meet it, ones that make up for it after that meet it late."""
    params = rule.params
    shelf = case.index.shelf(Kind(params["kind"]), subject) if "kind" in params else case.index.every(subject)
    due = window_end(rule, period)
    until = min(case.today, period.end)
    inside: dict[str, None] = {}
    late: dict[str, None] = {}
    void: list[Meeting] = []
    for meeting, item in shelf.within(period.start, until):
        if counts(case, rule, meeting, item):
            inside[meeting.id] = None
        else:
            void.append(meeting)
    if shelf.named:
        for meeting, item in shelf.naming(period):
            if meeting.day > case.today:
                continue
            if counts(case, rule, meeting, item):
                (inside if meeting.day <= due else late)[meeting.id] = None
            else:
                void.append(meeting)
    count = params["count"]
    facts: dict[str, Any] = {"count": len(inside) + len(late.keys() - inside.keys()), "needed": count}
    if len(inside) >= count:
        return duty(case, rule, period, State.MET, subject=subject, due=due, evidence=tuple(inside), facts=facts)
    evidence = (*inside, *(id for id in late if id not in inside))
    if len(evidence) >= count:
        state = State.MET_LATE
    else:
        assert rule.cadence is not None
        state = case.pending(period.start, due, SOON[rule.cadence])
    code = ""
    if void and state is not State.MET_LATE and params.get("quorum") and "kind" in params:
        code, facts = "no_quorum", facts | _void(case, rule, void[-1])
    return duty(case, rule, period, state, subject=subject, due=due, evidence=evidence, code=code, facts=facts)


def _void(case: Evaluation, rule: Rule, meeting: Meeting) -> dict[str, Any]:
    """By how many a session that does not count missed its quorum."""
    standing = missed_quorum(case.snapshot, meeting, Kind(rule.params["kind"]))
    if standing is None:
        return {"day": meeting.day}
    present, due, needed = standing.present, standing.due, standing.needed
    return {"day": meeting.day, "present": present, "voters": due, "quorum": needed, "missing": standing.missing}


PERIODIC = {"sessions": sessions, "lectures_by": lectures_by}
