"""What a committee sends one unit: the notices and directives addressed to it, and the findings about it."""

from __future__ import annotations

from store.box.messages import BY, KINDS, NONE, Down, SentFinding, SentItem
from store.box.objects import readable
from store.box.room import ITEMS, SENT_FINDINGS, newest
from store.snapshot import branch_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from store.records import Entry, Finding
    from store.snapshot import Snapshot

NAMELESS = "?"
"""Who sends, where a committee's name is blank."""


def down_for(snapshot: Snapshot, unit: str, today: date, liaison: Collection[str] = ()) -> Down:
    """Everything in a committee's own store that concerns a unit, as far back as there is room, and nothing else."""
    items = [_item(entry, snapshot) for entry in snapshot.entries.values() if concerns(entry, unit)]
    findings = [_finding(one, snapshot) for one in snapshot.findings.values() if one.unit == unit]
    here = newest(readable(items), ITEMS)
    found = newest(readable(findings), SENT_FINDINGS, first=lambda one: one.closed is None)
    return Down(
        unit=unit,
        sender=branch_name(snapshot, NAMELESS),
        as_of=today,
        mark=_mark(snapshot) if (len(here), len(found)) == (len(items), len(findings)) else "",
        liaison=tuple(liaison),
        items=here,
        findings=found,
    )


UNMARKED = "b1"
"""What every committee was called in its own store before each had an id that no other has."""


def origin_of(snapshot: Snapshot, id: str) -> str:
    """What a record of a committee is called below. A unit may come to another committee, or its own may begin anew:
    then what that calls e12 is not what was received as e12 before.
    """
    mark = _mark(snapshot)
    return f"{id}{BY}{mark}" if mark else id


def _mark(snapshot: Snapshot) -> str:
    branch = snapshot.branch
    return branch.id if branch is not None and branch.id != UNMARKED else ""


def sends(entry: Entry) -> bool:
    """Whether an entry of a committee's store goes down: not one that came down itself."""
    return entry.kind in KINDS and not entry.origin and not entry.dropped


def concerns(entry: Entry, unit: str) -> bool:
    """Whether an entry goes down to a unit: it is addressed to it, or to all."""
    return sends(entry) and (not entry.to or unit in entry.to)


def knows(reopened: date | None, closed: date | None, due: date | None, finding: Finding | SentFinding) -> bool:
    """Whether a unit whose own record was `reopened` and `closed` on some days and is `due` on one knows that a finding
    was reopened. Of several reopenings on one day, before which it was closed, the date that each set tells.
    """
    if finding.reopened is None:
        return True
    if reopened is None or reopened != finding.reopened:
        return reopened is not None and reopened > finding.reopened
    return closed is None or closed > finding.reopened or due is None or due == finding.due


def _item(entry: Entry, snapshot: Snapshot) -> SentItem:
    return SentItem(
        origin=origin_of(snapshot, entry.id),
        kind=entry.kind,
        sub=entry.sub,
        title=entry.title,
        doc=entry.doc,
        day=entry.day,
        text=entry.note,
        due=entry.due,
        reply=entry.reply or NONE,
    )


def _finding(finding: Finding, snapshot: Snapshot) -> SentFinding:
    return SentFinding(
        origin=origin_of(snapshot, finding.id),
        rule=finding.rule,
        period=finding.period,
        result=finding.result.value,
        text=finding.text,
        day=finding.day,
        due=finding.due,
        closed=finding.closed,
        reopened=finding.reopened,
    )
