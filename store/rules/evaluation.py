"""What a duty is judged with, and how it is settled: the window, what came before the records, waivers (domain 2.1)."""

from __future__ import annotations

from datetime import date

from store.periods import ONE_DAY, Cadence
from store.rules import index as indexes
from store.rules.figures import Duty, State
from store.snapshot import roster

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from store.holidays import Calendar
    from store.packs.rule import Pack, Rule
    from store.periods import Period
    from store.records import Member, Waiver
    from store.snapshot import Snapshot

SOON = {Cadence.MONTH: 7, Cadence.QUARTER: 20, Cadence.HALF: 30, Cadence.YEAR: 45}
"""A duty is due soon in the last so many days of its window, the last one with them."""

NOTHING_TO_DO = frozenset({State.MET, State.MET_LATE, State.NA, State.WAIVED})
OPEN = frozenset({State.UPCOMING, State.DUE_SOON, State.OVERDUE})
MET = frozenset({State.MET, State.MET_LATE})


class Evaluation:
    """One snapshot on one day under one pack; conditions and rosters of a day are looked up once.

    What was judged of a period stays with the snapshot: the execution list and the strip ask for the same ones.
    """

    __slots__ = ("founded", "index", "judged", "pack", "roster", "settled", "since", "snapshot", "today")

    def __init__(self, snapshot: Snapshot, today: date, pack: Pack) -> None:
        self.snapshot = snapshot
        self.today = today
        self.pack = pack
        self.index = indexes.of(snapshot)
        self.roster = roster(snapshot)
        known = snapshot.memo.get("judged")
        if known is None or known[0] != today or known[1] is not pack:
            known = snapshot.memo["judged"] = (today, pack, {})
        self.judged: dict[tuple[str, date | None, str], list[Duty]] = known[2]
        self.settled: dict[tuple[str, date], str] = {}
        branch = snapshot.branch
        self.founded = branch.founded if branch else None
        month = branch.records_since if branch else None
        self.since = date(int(month[:4]), int(month[5:]), 1) if month else None

    def members(self, day: date) -> tuple[Member, ...]:
        """The branch's members of a day, in roster order."""
        return self.roster.on(day).everyone

    def probationary(self, day: date) -> tuple[Member, ...]:
        """Those of them who are probationary members on that day."""
        return self.roster.on(day).probationary

    def posted(self, day: date) -> tuple[Member, ...]:
        """Those of them who have a post, whenever it began and ended."""
        return self.roster.on(day).posted

    def exempted(self, day: date) -> tuple[Member, ...]:
        """Those of them who have an exemption, whenever it began and ended."""
        return self.roster.on(day).exempted

    def full_members(self, day: date) -> int:
        """How many full members the branch has on a day."""
        there = self.roster.on(day)
        return len(there.everyone) - len(there.probationary)

    @property
    def calendar(self) -> Calendar:
        """The calendar of working days: the pack's (a branch's own over the shipped one), else the shipped one."""
        known: Calendar | None = self.pack.settings.get("calendar") or self.snapshot.memo.get("calendar")
        if known is None:
            from store.holidays import calendar

            known = self.snapshot.memo["calendar"] = calendar()[0]
        return known

    def unseen(self, day: date) -> bool:
        """Whether a day lies before the records: what was done on it need not be in them."""
        return self.since is not None and day < self.since

    def pending(self, start: date, due: date, soon: int) -> State:
        """How a duty stands that nothing has met yet."""
        today = self.today
        if today > due:
            return State.OVERDUE
        return State.DUE_SOON if start <= today and (due - today).days < soon else State.UPCOMING

    def answered(self, done: date | None, start: date, due: date, soon: int) -> State:
        """How a duty stands that is met on a day, in time or late, or (None) not yet."""
        if done is None:
            return self.pending(start, due, soon)
        return State.MET if done <= due else State.MET_LATE


def duty(
    case: Evaluation,
    rule: Rule,
    period: Period,
    state: State,
    *,
    subject: str | None = None,
    due: date | None = None,
    evidence: tuple[str, ...] = (),
    code: str = "",
    facts: dict[str, Any] | None = None,
) -> Duty:
    """The duty of a rule in a calendar period, settled. A rule of the branch starts with the first whole period, and
    what began before the records did is unknown for its whole period.
    """
    whole = case.founded is not None and period.start < case.founded
    return settle(
        case,
        rule,
        period.label,
        state,
        start=period.start,
        due=period.end if due is None else due,
        ended=period.end,
        before=whole and rule.params.get("each") != "member",
        unseen=case.since is not None and period.start < case.since,
        subject=subject,
        evidence=evidence,
        code=code,
        facts=facts,
    )


def settle(
    case: Evaluation,
    rule: Rule,
    label: str,
    state: State,
    *,
    start: date,
    due: date,
    ended: date,
    before: bool = False,
    unseen: bool = False,
    subject: str | None = None,
    evidence: tuple[str, ...] = (),
    code: str = "",
    facts: dict[str, Any] | None = None,
) -> Duty:
    """A duty with what outweighs its window: a period that ended before the branch was founded (or, `before`, began
    before it and was not met) is not applicable, one that ended before the records (or, `unseen`, may have been
    answered before them) is unknown unless met, a waiver takes the place of what is not met.
    """
    if case.founded is not None and ended < case.founded:
        state, evidence, code = State.NA, (), "founded"
    elif state not in NOTHING_TO_DO:
        waiver = _waiver(case, rule.id, label, subject)
        if waiver is not None:
            state, code = State.WAIVED, "waived"
            facts = (facts or {}) | {"reason": waiver.reason, "name": waiver.name}
            evidence = (*evidence, waiver.id)
        elif before:
            state, code = State.NA, "founded"
        elif unseen or (case.since is not None and ended < case.since):
            state, code = State.UNKNOWN, "records_since"
    return tuple.__new__(Duty, (rule, label, subject, state, start, due, evidence, code, facts or {}))


def _waiver(case: Evaluation, rule: str, label: str, subject: str | None) -> Waiver | None:
    """The waiver of a duty, given by now: its own, or one of the whole rule in that period."""
    for waiver in case.index.waivers.get((rule, label), ()):
        if waiver.day <= case.today and waiver.subject in (None, subject):
            return waiver
    return None


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or that month's last day where it has no such day."""
    carried, month = divmod(day.month - 1 + months, 12)
    year = day.year + carried
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError


def end_of_months_after(end: date, months: int) -> date:
    """The last day of the month that lies so many months after the one that `end` closes."""
    return months_after(end + ONE_DAY, months) - ONE_DAY
