"""Full membership: when probation ends, of cases of admission and of probationary members without one (domain 2.9)."""

from __future__ import annotations

from store import periods
from store.partial_dates import day_of, last_day_of
from store.records import MemberKind
from store.rules.evaluation import MET, months_after, settle
from store.rules.figures import State
from store.rules.predicates_admission import cases, settled
from store.snapshot import kind_on

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from store.packs.rule import Rule
    from store.records import Admission, Member
    from store.rules.evaluation import Evaluation
    from store.rules.figures import Duty


def probation(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """The vote on full membership when probation (`months`) or its one `extension` (fewest and most months) ends: not
    before that, and within `grace` months of it, or `delay` for who came from another branch meanwhile. A probationary
    member of the roster needs no case for it: the day of joining says when.
    """
    members = case.snapshot.members
    duties: list[Duty] = []
    with_case: set[str | None] = set()
    for admission in cases(case):
        member = members.get(admission.member or "")
        admitted = admission.admitted
        if admitted is None and member is not None and _on_probation(case, member):
            admitted = day_of(member.joined)
        if admitted is None:
            continue
        with_case.add(admission.member if admission.member is not None else admission.name)
        if admitted <= last and rule.in_force(admitted):
            duties.append(_of_case(case, rule, admission, member, admitted))
    for member in case.probationary(case.today):
        if member.id not in with_case and member.name not in with_case:
            duties += _of_roster(case, rule, member, last)
    return [duty for duty in duties if duty.due >= first or duty.state not in MET]


def _on_probation(case: Evaluation, member: Member) -> bool:
    return kind_on(member, case.today) is MemberKind.PROBATIONARY


def _of_case(case: Evaluation, rule: Rule, admission: Admission, member: Member | None, admitted: date) -> Duty:
    """An extension that is too short or too long, and a vote before probation has ended, stay wrong."""
    full = months_after(admitted, rule.params["months"])
    end = admission.extended_until or full
    done, dated = admission.confirmed, True
    if done is None and member is not None and not _on_probation(case, member):
        dated = member.full_since is not None and len(member.full_since) > 4
        done = min(last_day_of(member.full_since) or case.today, case.today) if dated else None
    known = done if done is not None and done <= case.today else None
    due = months_after(end, _grace(rule, member, admitted, end))
    facts: dict[str, Any] = {"ends": end, "done": done}
    code, ended = "", due
    least, most = rule.params["extension"]
    shortest, longest = months_after(full, least), months_after(full, most)
    if admission.extended_until is not None and not shortest <= end <= longest:
        state, code, ended = case.pending(admitted, full, rule.params["soon"]), "extension", full
        facts |= {"shortest": shortest, "longest": longest}
        due = full
    elif not dated:
        state, code = State.UNKNOWN, "no_full_since"
    elif known is not None and known < end:
        state, code, ended = case.pending(known, known, 1), "too_early", known
        facts["earliest"] = end
    else:
        state = case.answered(known, admitted, due, rule.params["soon"])
    return settled(case, rule, admission, state, admitted, due, ended=ended, seen=end, code=code, **facts)


def _of_roster(case: Evaluation, rule: Rule, member: Member, last: date) -> list[Duty]:
    """The same told by the roster: where no more than the month of joining is known, its last day counts, and without
    the month nothing is known.
    """
    began = last_day_of(member.joined) if member.joined is not None and len(member.joined) > 4 else None
    if began is None:
        if not rule.in_force(case.today):
            return []
        year = periods.containing(case.today, periods.Cadence.YEAR)
        return [
            settle(
                case, rule, year.label, State.UNKNOWN,
                start=max(year.start, rule.valid_from or year.start), due=year.end, ended=year.end,
                subject=member.id, evidence=(member.id,), code="no_joined", facts={"name": member.name},
            )
        ]  # fmt: skip
    if not rule.in_force(began) or began > last:
        return []
    end = months_after(began, rule.params["months"])
    due = months_after(end, _grace(rule, member, began, end))
    return [
        settle(
            case, rule, began.isoformat(), case.pending(began, due, rule.params["soon"]),
            start=began, due=due, ended=due, subject=member.id, evidence=(member.id,),
            code="roster", facts={"name": member.name, "ends": end},
        )
    ]  # fmt: skip


def _grace(rule: Rule, member: Member | None, began: date, end: date) -> int:
    """Months from the end of probation to the vote: more where the member came from another branch during it."""
    grace: int = rule.params["grace"]
    if member is not None and member.since is not None and began < member.since <= end:
        grace = max(grace, rule.params["delay"])
    return grace


EVENTS = {"probation": probation}
