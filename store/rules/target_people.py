"""The targets that count people: of whom something holds, and which records show it."""

from __future__ import annotations

from store.packs.target import ATTENDED
from store.records import CAME
from store.rules.figures import TrainingState
from store.rules.links import effective_tags
from store.rules.owners import holder
from store.rules.target_value import TargetCount, held_meetings, part_of
from store.rules.training import training
from store.snapshot import exempt_on, leaders_on, members_on, posts_on

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from store.packs.rule import Pack
    from store.packs.target import TargetLine
    from store.periods import Period
    from store.records import Member
    from store.snapshot import Snapshot


def share(snapshot: Snapshot, today: date, pack: Pack, target: TargetLine, period: Period) -> TargetCount:
    day = min(today, period.end)
    base = [one for one in _people(snapshot, target.params["of"], day) if exempt_on(one, day) is None]
    met = _met(snapshot, today, pack, target.params["with"], period)
    base = [one for one in base if one.id in met]
    has = [one.id for one in base if met[one.id] is not None]
    evidence = tuple(dict.fromkeys(id for one in has for id in met[one] or ()))
    missing = tuple(one.id for one in base if met[one.id] is None)
    return part_of(snapshot, target, period, len(has), len(base), evidence=evidence, missing=missing)


def _people(snapshot: Snapshot, of: str, day: date) -> Sequence[Member]:
    if of == "leaders":
        return leaders_on(snapshot, day)
    here = members_on(snapshot, day)
    return here if of == "members" else [one for one in here if posts_on(one, day)]


def _met(
    snapshot: Snapshot, today: date, pack: Pack, condition: str, period: Period
) -> dict[str, tuple[str, ...] | None]:
    """Of whom a condition may hold (`with` of a target), each with the records that show it, None where none do."""
    if condition == "hours_met":
        rows = training(snapshot, today, pack, period.start.year)
        return {
            one.member: one.records if one.state is TrainingState.MET else None
            for one in rows
            if one.required and one.state is not TrainingState.EXEMPT
        }
    evidence: dict[str, tuple[str, ...] | None] = dict.fromkeys(snapshot.members)
    if condition == "pledged":
        shown = _pledges(snapshot, today, period)
    else:
        shown = _attended(snapshot, today, condition.removeprefix(ATTENDED), period)
    for member, id in shown:
        if member in evidence:
            evidence[member] = (*(evidence[member] or ()), id)
    return evidence


def _pledges(snapshot: Snapshot, today: date, period: Period) -> Iterator[tuple[str, str]]:
    for entry in snapshot.entries.values():
        if entry.kind == "pledge" and not entry.dropped and entry.day in period and entry.day <= today:
            yield holder(snapshot, entry.owner, min(today, period.end)) or "", entry.id


def _attended(snapshot: Snapshot, today: date, tag: str, period: Period) -> Iterator[tuple[str, str]]:
    for meeting in held_meetings(snapshot, today, period):
        if tag in effective_tags(snapshot, meeting):
            yield from ((id, meeting.id) for id, status in (meeting.roll or {}).items() if status in CAME)
    for record in snapshot.training.values():
        over = record.until or record.day
        if record.day in period and over <= today and tag in effective_tags(snapshot, record):
            yield record.member, record.id
