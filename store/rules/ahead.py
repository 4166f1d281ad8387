"""The next 90 days as a list: windows that close, terms and probation that end, clocks that run out, dated promises."""

from __future__ import annotations

from datetime import date, timedelta

from store.record import Record
from store.rules.evaluation import OPEN, months_after
from store.rules.figures import FindingState, State
from store.rules.findings import rectifications
from store.rules.institutions import duties
from store.rules.matters import matters
from store.rules.meetings import planned
from store.rules.tenure import runs, within
from store.snapshot import lasts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from store.packs.rule import Pack
    from store.rules.figures import Duty
    from store.snapshot import Snapshot

DAYS = 90


class Coming(Record):
    """Something that falls on a day: `window` (a duty's last day; facts: planned), `earliest` (a step is possible from
    then on), `probation` (it ends), `rectification` (of a finding), `decision` (of a meeting), `entry` (of a register),
    `exemption` (it ends), `post` (a post ends). `record` is what it is about, where it is no duty.
    """

    day: date
    code: str
    duty: Duty | None = None
    record: str | None = None
    facts: dict[str, Any] = {}  # noqa: RUF012


def ahead(snapshot: Snapshot, today: date, pack: Pack) -> list[Coming]:
    """What falls in the `DAYS` after today, by day, and before them what findings and meetings set a day for that is
    over; a duty that is overdue stands on the board.
    """
    last = today + timedelta(days=DAYS)
    grace = max((rule.params.get("grace", 0) for rule in pack.rules), default=0)
    expected = []
    for duty in duties(snapshot, today, pack, months_after(today, -grace), last):
        if duty.state not in OPEN or duty.state is State.OVERDUE:
            continue
        if "earliest" in duty.facts:
            if today <= duty.facts["earliest"] <= last:
                expected.append(Coming(day=duty.facts["earliest"], code="earliest", duty=duty, facts=duty.facts))
            continue
        if today <= duty.due <= last:
            facts = dict(duty.facts)
            if duty.rule.cadence is not None and "kind" in duty.rule.params:
                facts["planned"] = tuple(meeting.id for meeting in planned(snapshot, duty))
            expected.append(Coming(day=duty.due, code="window", duty=duty, facts=facts))
        if "ends" in duty.facts and today <= duty.facts["ends"] <= last:
            expected.append(Coming(day=duty.facts["ends"], code="probation", duty=duty, facts=duty.facts))
    expected += _promises(snapshot, today, last, pack)
    order = {rule.id: place for place, rule in enumerate(pack.rules)}
    expected.sort(
        key=lambda coming: (
            coming.day,
            order.get(coming.duty.rule.id, 0) if coming.duty is not None else len(order),
            coming.duty.key if coming.duty is not None else "",
        )
    )
    return expected


def _promises(snapshot: Snapshot, today: date, last: date, pack: Pack) -> list[Coming]:
    """Dates that records themselves name, those with them that are over and not kept."""
    coming = []
    for row in rectifications(snapshot, today):
        finding = snapshot.findings[row.finding]
        if row.state is not FindingState.CLOSED and finding.due is not None and finding.due <= last:
            facts = {"text": finding.text, "owner": finding.owner}
            coming.append(Coming(day=finding.due, code="rectification", record=finding.id, facts=facts))
    for matter in matters(snapshot, today):
        decision = matter.decision
        if decision.due is not None and decision.due <= last:
            facts = {"text": decision.text, "owner": decision.owner}
            coming.append(Coming(day=decision.due, code="decision", record=matter.meeting, facts=facts))
    coming += _entries(snapshot, today, last, pack) if snapshot.entries else []
    for member in snapshot.members.values():
        held = [within(member, post) for post in member.posts]
        for code, spans in (("exemption", member.exemptions), ("post", held)):
            for kind in dict.fromkeys([one.kind for one in spans]):
                for run in runs([one for one in spans if one.kind is kind]):
                    until = run.until
                    if until is not None and today <= until <= last and lasts(member, until):
                        coming.append(Coming(day=until, code=code, record=member.id, facts={"kind": kind}))
    return coming


def _entries(snapshot: Snapshot, today: date, last: date, pack: Pack) -> list[Coming]:
    """The entries of registers that run and have a day, those with them that are overdue."""
    from store.rules.entries import running

    return [
        Coming(day=row.due, code="entry", record=row.id, facts={"text": row.title, "owner": row.holder or row.owner})
        for row in running(snapshot, today, pack)
        if row.due is not None and row.due <= last
    ]
