"""Every duty judged: the rules of the pack, period by period, each by the version in force on the period's last day."""

from __future__ import annotations

from store import periods
from store.packs.rule import Strength
from store.rules.conditions import hindrance
from store.rules.evaluation import Evaluation, duty, months_after
from store.rules.figures import State
from store.rules.predicates import EVENTS, PERIODIC
from store.snapshot import is_committee

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from store.packs.rule import Pack, Rule
    from store.rules.figures import Duty
    from store.snapshot import Snapshot

CLOSED = (State.MET, State.MET_LATE, State.WAIVED)
SPAN = 12
"""How many months an unmet duty stays on the execution list after its window has closed."""


def duties(snapshot: Snapshot, today: date, pack: Pack, first: date, last: date) -> list[Duty]:
    """The duties of all periods that have a day in `first … last`, rule by rule in the pack's order, then by time."""
    case = Evaluation(snapshot, today, pack)
    judged: list[Duty] = []
    for rule in _binding(snapshot, pack):
        judged += of_rule(case, rule, first, last)
    return judged


def _binding(snapshot: Snapshot, pack: Pack) -> Sequence[Rule]:
    """The rules that bind whoever keeps these records: the pack's are a branch's duties, of a committee none is."""
    return () if is_committee(snapshot) else pack.rules


def of_rule(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """The duties of one version of a rule in `first … last`; those it was not in force for are another version's."""
    if rule.cadence is None:
        return _of_events(case, rule, first, last)
    duties: list[Duty] = []
    judge = PERIODIC[rule.predicate]
    for period in periods.between(first, last, rule.cadence):
        if rule.in_force(period.end):
            key = rule.id, rule.valid_from, period.label
            judged = case.judged.get(key)
            if judged is None:
                code = hindrance(case, rule, period.end)
                judged = [duty(case, rule, period, State.NA, code=code)] if code else judge(case, rule, period)
                if not case.members(period.end):
                    judged = [_of_nobody(case, one) for one in judged]
                case.judged[key] = judged
            duties += judged
    return duties


def _of_nobody(case: Evaluation, duty: Duty) -> Duty:
    """Where a period ends with nobody in the roster, nothing is done by there being nobody whom it was not done to."""
    if duty.state is not State.MET or duty.evidence:
        return duty
    before = case.since is not None and duty.start < case.since
    return duty.but(state=State.UNKNOWN, code="records_since" if before else "no_roster")


def _of_events(case: Evaluation, rule: Rule, first: date, last: date) -> list[Duty]:
    """Duties of a rule on each event, by the version in force when it began; where there was none, the version in
    force on the last day says so for its year.
    """
    day = min(last, case.today)
    code = hindrance(case, rule, day)
    if not code:
        since, until = max(first, rule.valid_from or first), min(last, rule.valid_to or last)
        judged = [
            one
            for one in EVENTS[rule.predicate](case, rule, since, until)
            if rule.in_force(one.start) and (one.due >= first or one.state is State.OVERDUE)
        ]
        if judged:
            return judged
    if not rule.in_force(day):
        return []
    return [_nothing(case, rule, day, code or "no_event")]


def _nothing(case: Evaluation, rule: Rule, day: date, code: str) -> Duty:
    """The row of a rule on each event where there was none: of the year of a day."""
    return duty(case, rule, periods.containing(day, periods.Cadence.YEAR), State.NA, code=code)


def execution(snapshot: Snapshot, today: date, pack: Pack) -> list[Duty]:
    """Every rule in force: its periods of this year so far, the running one, and every earlier period whose window
    closed in the last 12 months, or is still open, that is neither met nor waived (product.md). A clock that has run
    out stays until it is answered.
    """
    case = Evaluation(snapshot, today, pack)
    back = months_after(today, -SPAN)
    new_year = today.replace(month=1, day=1)
    shown: list[Duty] = []
    for rule in _binding(snapshot, pack):
        grace = rule.params.get("grace", 0)
        before = len(shown)
        for judged in of_rule(case, rule, months_after(back, -grace) if grace else back, today):
            running = rule.cadence is None and (judged.due >= new_year or judged.state is State.OVERDUE)
            closed = judged.state in CLOSED
            if judged.start >= new_year or running or (judged.due >= back and not closed):
                shown.append(judged)
        if len(shown) == before and rule.cadence is None and rule.in_force(today):
            shown.append(_nothing(case, rule, today, "no_event"))
    return shown


def touching(snapshot: Snapshot, today: date, pack: Pack, first: date, last: date) -> list[Duty]:
    """Every duty begun by today whose time has a day in `first … last`, done ones too, the most urgent first: what a
    paper on a time that is over counts, for the execution list has left out by then what was done. Time may end after
    the period: by the grace of a rule, or since who left within it has a whole one from that day.
    """
    case = Evaluation(snapshot, today, pack)
    found: list[Duty] = []
    for rule in _binding(snapshot, pack):
        back = months_after(first, -SPAN - rule.params.get("grace", 0))
        found += of_rule(case, rule, back, min(last, today))
    return sorted((one for one in found if one.start <= last and one.due >= first), key=urgency)


RANK = {
    state: place
    for place, state in enumerate(
        (
            *(State.OVERDUE, State.DUE_SOON, State.UPCOMING, State.UNKNOWN),
            *(State.MET_LATE, State.MET, State.WAIVED, State.NA),
        )
    )
}
"""How urgent a state is, the most urgent first."""
STRENGTH = {strength: place for place, strength in enumerate(Strength)}


def urgency(duty: Duty) -> tuple[int, int, date]:
    """What comes first: overdue before due soon, MUST before GEN before LOCAL, the earlier date first."""
    return RANK[duty.state], STRENGTH[duty.rule.strength], duty.due
