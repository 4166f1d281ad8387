"""When a rule applies to a branch at all (domain 2.1): named conditions of the last day of a period.

Each returns "" where it holds, else a code that says why the rule is not applicable.
"""

from __future__ import annotations

from store.snapshot import groups_on

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from store.packs.rule import Rule
    from store.rules.evaluation import Evaluation

COMMITTEE_FROM = 7
"""Full members from which a branch has a committee (ZB 20)."""
BRANCH_FROM = 3
"""Full members from which there is a branch at all (ZB 4)."""


def committee(case: Evaluation, day: date) -> str:
    return "" if case.full_members(day) >= COMMITTEE_FROM else "no_committee"


def small(case: Evaluation, day: date) -> str:
    return "has_committee" if case.full_members(day) >= COMMITTEE_FROM else ""


def few(case: Evaluation, day: date) -> str:
    return "" if case.full_members(day) < BRANCH_FROM else "enough_members"


def groups(case: Evaluation, day: date) -> str:
    return "" if groups_on(case.snapshot, day) else "no_groups"


def leaders(case: Evaluation, day: date) -> str:
    return "" if any(member.leader for member in case.members(day)) else "no_leaders"


def leading_body(case: Evaluation, day: date) -> str:
    return "" if case.snapshot.branch is not None and case.snapshot.branch.leading_body else "no_leading_body"


def members(case: Evaluation, day: date) -> str:
    return "" if case.members(day) else "no_members"


def probationary(case: Evaluation, day: date) -> str:
    return "" if case.probationary(day) else "no_probationary"


CONDITIONS: dict[str, Callable[[Evaluation, date], str]] = {
    "committee": committee,
    "small": small,
    "few": few,
    "groups": groups,
    "leaders": leaders,
    "leading_body": leading_body,
    "members": members,
    "probationary": probationary,
}


def hindrance(case: Evaluation, rule: Rule, day: date) -> str:
    """Why a rule does not apply on a day, "" where it does. What a unit has not adopted applies nowhere."""
    if not rule.adopted:
        return "not_adopted"
    for name in rule.applies:
        key = (name, day)
        code = case.settled.get(key)
        if code is None:
            code = case.settled[key] = CONDITIONS[name](case, day)
        if code:
            return code
    return ""
