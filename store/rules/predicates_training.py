"""Rules of training that bind members one by one (domain 2.6)."""

from __future__ import annotations

from store.rules.case import SOON, duty
from store.rules.figures import State
from store.rules.training import required, sums
from store.snapshot import exempt_on

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from store.packs.rule import Rule
    from store.periods import Period
    from store.rules.case import Case
    from store.rules.figures import Duty


def hours(case: Case, rule: Rule, period: Period) -> list[Duty]:
    """`hours` in the year, and with `course` one 集中培训 among them: of each member whom this very rule binds (the
    committee's rule takes the place of every member's).
    """
    assert rule.cadence is not None
    got = sums(case.snapshot, case.today, case.pack, period.start.year)
    pending = case.pending(period.start, period.end, SOON[rule.cadence])
    needed = float(rule.params["hours"])
    course = bool(rule.params.get("course"))
    found = []
    for member in case.members(period.end):
        if required(case.pack, member, period.end)[2] != rule.id:
            continue
        if exempt_on(member, period.end) is not None:
            found.append(duty(case, rule, period, State.NA, subject=member.id, code="exempt"))
            continue
        one = got.get(member.id)
        need = needed
        since = member.since
        if case.pack.settings.get("prorate") and since is not None and since > period.start:
            need = _share(needed, since, period)
        have = one.hours if one is not None else 0.0
        done = one is not None and one.course
        met = have >= need and (done or not course)
        facts: dict[str, object] = {"hours": have, "required": need}
        if course:
            facts["course"] = done
        code = "" if met else "course" if have >= need else "hours"
        found.append(
            duty(
                case,
                rule,
                period,
                State.MET if met else pending,
                subject=member.id,
                evidence=tuple(one.records) if one is not None else (),
                code=code,
                facts=facts,
            )
        )
    return found


def _share(needed: float, since: date, period: Period) -> float:
    """The part of a year's hours that falls on a member who came in it, rounded down to a half."""
    return int(needed * 2 * ((period.end - since).days + 1) // ((period.end - period.start).days + 1)) / 2
