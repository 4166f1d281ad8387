"""How far a plan of work or training is: from the hours and sessions that there are, never typed."""

from __future__ import annotations

from store import periods
from store.packs.register import Reached
from store.packs.registers import HOURS, TIMES, TRAINING_SUBS
from store.record import Record
from store.records import TrainingForm
from store.rules.links import links
from store.rules.training import hours_between
from store.snapshot import members_on, posts_on

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from store.packs.register import Register
    from store.periods import Period
    from store.records import Entry, Training
    from store.rules.links import Link
    from store.snapshot import Snapshot


class PlanProgress(Record):
    """How many of how many have what the plan asks of each, and the day on which the last of them did."""

    done: int
    of: int
    reached: date | None = None


def progress(
    snapshot: Snapshot, entry: Entry, register: Register, held: Sequence[Link], today: date
) -> PlanProgress | None:
    """How far a plan is that asks for hours of each, or for a number of sessions; None of any other entry."""
    if not any(stage.by is Reached.FIGURES for stage in register.stages):
        return None
    parts = []
    if entry.numbers.get(HOURS) and entry.sub in TRAINING_SUBS:
        parts.append(_of_hours(snapshot, entry, today))
    if entry.numbers.get(TIMES):
        parts.append(_of_times(entry, held))
    if not parts:
        return None
    days = [one.reached for one in parts if one.reached is not None]
    return parts[0].but(reached=max(days) if len(days) == len(parts) else None)


def _of_hours(snapshot: Snapshot, entry: Entry, today: date) -> PlanProgress:
    reached = reached_hours(snapshot, entry, today)
    days = [day for day in reached.values() if day is not None]
    whole = bool(reached) and len(days) == len(reached)
    return PlanProgress(done=len(days), of=len(reached), reached=max(days) if whole else None)


def _of_times(entry: Entry, held: Sequence[Link]) -> PlanProgress:
    days = [link.day for link in held if link.table in ("meetings", "training")]
    wanted = int(entry.numbers[TIMES])
    done = min(len(days), wanted)
    return PlanProgress(done=done, of=wanted, reached=days[wanted - 1] if 0 < wanted <= len(days) else None)


def reached_hours(snapshot: Snapshot, entry: Entry, today: date) -> dict[str, date | None]:
    """Of each member whom a plan of training is for the day on which the hours were complete, or None.

    Hours count within the plan's period, of its kind of training; only those of records about it where there are any.
    """
    period = period_of(entry)
    linked = {link.id for link in links(snapshot).get(entry.id, ()) if link.table == "training"}
    hours: dict[str, float] = {}
    reached: dict[str, date | None] = dict.fromkeys(planned(snapshot, entry, today))
    for record in sorted(snapshot.training.values(), key=_over):
        over = _over(record)
        if record.member not in reached or over > today or (linked and record.id not in linked):
            continue
        if record.kind != TRAINING_SUBS[entry.sub] or record.form is TrainingForm.SELF:
            continue
        hours[record.member] = hours.get(record.member, 0.0) + hours_between(record, period.start, period.end)
        if reached[record.member] is None and hours[record.member] >= entry.numbers[HOURS]:
            reached[record.member] = over
    return reached


def period_of(entry: Entry) -> Period:
    """The period that an entry names, or else the year in which it was made."""
    return periods.parse(entry.period or "") or periods.containing(entry.day, periods.Cadence.YEAR)


def planned(snapshot: Snapshot, entry: Entry, today: date) -> list[str]:
    """The members whom a plan is for: those of the last day of its period that has come."""
    return concerned(snapshot, entry, min(today, period_of(entry).end))


def _over(record: Training) -> date:
    return record.until or record.day


def concerned(snapshot: Snapshot, entry: Entry, day: date) -> list[str]:
    """The members whom an entry is about on a day, in roster order: of its members, groups and posts, or all."""
    here = members_on(snapshot, day)
    if not entry.who:
        return [member.id for member in here]
    named = set(entry.who)
    return [
        member.id
        for member in here
        if member.id in named or member.group in named or not named.isdisjoint(posts_on(member, day))
    ]
