"""What a branch sends up: its figures as counts, by rule and period, by month, by register."""

from __future__ import annotations

import re

from store.box.messages import BACK, BOX, DutyCount, EntryCount, FindingReport, Receipt, TargetReport, Up
from store.box.objects import readable
from store.box.room import MOST_RECEIPTS, MOST_REPORTS, RECEIPTS, REPORTS, shortened
from store.box.values import LONGEST
from store.periods import Cadence, between, containing
from store.records import CAME, CLOSED_ABOVE, TAKEN_BACK, PostKind
from store.rules import index as indexes
from store.rules.charges import Posts, vacant
from store.rules.entries import RUNNING, find, rows
from store.rules.entry_rows import EntryState
from store.rules.evaluation import months_after
from store.rules.figures import TrainingState
from store.rules.findings import state_of
from store.rules.institutions import duties, execution
from store.rules.training import training
from store.snapshot import branch_name, members_on

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from store.packs.rule import Pack
    from store.snapshot import Snapshot

REVIEWED = frozenset({EntryState.DONE, EntryState.DONE_LATE})
CODE = re.compile(r"[A-Za-z0-9._-]+")


def up_of_branch(
    snapshot: Snapshot,
    today: date,
    pack: Pack,
    *,
    unit: str,
    liaison: Collection[str] = (),
    publish: Collection[str] = (),
) -> Up:
    """The counts of a branch on a day. `liaison` are those from above whose presence as guests is a visit; `publish`
    may hold "targets".
    """
    first = containing(months_after(today, -BACK), Cadence.QUARTER).start
    return Up(
        unit=unit,
        name=branch_name(snapshot, unit),
        as_of=today,
        revision=snapshot.revision,
        members=len(members_on(snapshot, today)),
        vacant=_vacant(snapshot, today, pack),
        duties=_duties(snapshot, today, pack, first),
        hours={str(today.year): _hours(snapshot, today, pack)},
        attendance=_attendance(snapshot, first, today),
        entries=_entries(snapshot, today, pack),
        visits=_visits(snapshot, first, today, liaison),
        received=received_of(snapshot, today, pack),
        findings=findings_of(snapshot, today),
        targets=_targets(snapshot, today, pack) if "targets" in publish else None,
    )


def _vacant(snapshot: Snapshot, today: date, pack: Pack) -> tuple[str, ...]:
    """The posts that answer for something, by the branch's own division too, and that nobody holds; a branch of nobody
    has none to be vacant.
    """
    if not members_on(snapshot, today):
        return ()
    found = {str(who.post) for who in vacant(Posts(snapshot, today, pack))} - {PostKind.GROUP_LEADER}
    return tuple(sorted(found))


def _goes_up(id: str, pack: Pack) -> bool:
    """Whether a rule or register is called by a code, or by those above: what a branch calls its own in words may be
    anybody's name.
    """
    return CODE.fullmatch(id) is not None or id not in pack.settings.get("own_ids", ())


def _duties(snapshot: Snapshot, today: date, pack: Pack, first: date) -> tuple[DutyCount, ...]:
    """Every duty of a period since `first`, and whatever is open from before, summed over all whom it binds."""
    judged = duties(snapshot, today, pack, first, today)
    keys = {duty.key for duty in judged}
    judged += [duty for duty in execution(snapshot, today, pack) if duty.key not in keys]
    found: dict[tuple[str, str, date], dict[str, int]] = {}
    for duty in (one for one in judged if _goes_up(one.rule.id, pack)):
        states = found.setdefault((duty.rule.id, duty.period, duty.due), {})
        states[duty.state.value] = states.get(duty.state.value, 0) + 1
    return tuple(
        [DutyCount(rule=rule, period=period, due=due, n=states) for (rule, period, due), states in found.items()]
    )


def _hours(snapshot: Snapshot, today: date, pack: Pack) -> dict[str, int]:
    """How many members stand in each state of training this year; those of whom nothing is required are left out."""
    found: dict[str, int] = {}
    for one in training(snapshot, today, pack):
        if one.state is not TrainingState.EXEMPT:
            found[one.state.value] = found.get(one.state.value, 0) + 1
    return found


def _attendance(snapshot: Snapshot, first: date, today: date) -> dict[str, tuple[int, int]]:
    """Present and expected at the sessions held in each month."""
    found: dict[str, tuple[int, int]] = {}
    for meeting in indexes.of(snapshot).between(first, today):
        roll = meeting.roll or {}
        month = f"{meeting.day:%Y-%m}"
        present, expected = found.get(month, (0, 0))
        found[month] = present + sum(status in CAME for status in roll.values()), expected + len(roll)
    return found


def _entries(snapshot: Snapshot, today: date, pack: Pack) -> dict[str, EntryCount]:
    """By register that is kept, the entries that run and how many of them are overdue; agreed matters with them."""
    found: dict[str, EntryCount] = {}
    for row in (one for one in rows(snapshot, today, pack) if _goes_up(one.kind, pack)):
        known = found.get(row.kind, EntryCount(open=0, overdue=0))
        late = row.state is EntryState.OVERDUE
        found[row.kind] = EntryCount(open=known.open + (row.state in RUNNING), overdue=known.overdue + late)
    return found


def _visits(snapshot: Snapshot, first: date, today: date, liaison: Collection[str]) -> dict[str, int]:
    """Sessions with a guest from above, by half-year since the records began that lies whole in the time counted, 0
    where there was none. Nothing where it is not known who comes from above.
    """
    if not liaison:
        return {}
    names = set(liaison)
    since = (snapshot.branch and snapshot.branch.records_since) or ""
    halves = between(first, today, Cadence.HALF)
    found = {half.label: 0 for half in halves if half.start >= first and half.end.isoformat() >= since}
    for meeting in indexes.of(snapshot).between(first, today):
        half = containing(meeting.day, Cadence.HALF).label
        if half in found and not names.isdisjoint(meeting.guests):
            found[half] += 1
    return found


def received_of(snapshot: Snapshot, today: date, pack: Pack) -> tuple[Receipt, ...]:
    """What was received, its day, and where it stands; the reply is the result as typed, or why it was not done."""
    found: list[Receipt] = []
    for entry in snapshot.entries.values():
        if not entry.origin.startswith(BOX) or entry.came == TAKEN_BACK:
            continue
        row = find(snapshot, entry.id, today, pack)
        state = row.state if row is not None else EntryState.OPEN  # its register is declared no more
        reply = (entry.dropped or (entry.result if state in REVIEWED else ""))[:LONGEST]
        origin = entry.origin.removeprefix(BOX)
        found.append(Receipt(origin=origin, day=entry.day, state=state.value, reply=reply))
    return shortened(readable(found), "reply", RECEIPTS, MOST_RECEIPTS)


def findings_of(snapshot: Snapshot, today: date) -> tuple[FindingReport, ...]:
    """How the committee's findings stand; one that it closed itself as it stood here, for nobody here has closed it."""
    findings = [
        finding.but(closed=None) if finding.came == CLOSED_ABOVE else finding
        for finding in snapshot.findings.values()
        if finding.origin.startswith(BOX) and finding.came != TAKEN_BACK
    ]
    found = [
        FindingReport(
            origin=finding.origin.removeprefix(BOX),
            state=state_of(finding, today).value,
            closed=finding.closed,
            closing=finding.closing[:LONGEST] if finding.closed is not None else "",
            reopened=finding.reopened,
            due=finding.due if finding.reopened is not None else None,
        )
        for finding in findings
    ]
    return shortened(readable(found), "closing", REPORTS, MOST_REPORTS)


def _targets(snapshot: Snapshot, today: date, pack: Pack) -> tuple[TargetReport, ...]:
    """The branch's own reading of the sheet; no sum of it."""
    from store.rules.targets import sheet

    return tuple(
        TargetReport(
            id=row.target.id,
            standing=row.standing.value,
            weight=float(row.target.weight or 0),
            points=None if row.points is None else round(float(row.points), 1),
        )
        for row in sheet(snapshot, today, pack, today.year)
    )
