"""Signs of going through the motions (流于形式, domain 2.10): about records, never about people, never a state.

A hint is a code, the records that it is about, and the facts of a sentence. Nothing counts or adds them up.
"""

from __future__ import annotations

from datetime import date, timedelta

from store import periods
from store.record import Record
from store.records import CAME, LEAVE, Kind
from store.rules import index as indexes
from store.rules.quorum import measures, standing_by

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from store.holidays import Calendar
    from store.packs.rule import Pack
    from store.records import Meeting
    from store.rules.index import SnapshotIndex
    from store.snapshot import Snapshot

LATE = 3
"""Working days after a session within which its record should be there."""
BATCH = 2
"""Records of so many different months stored on one day are back-filled (补录)."""
ALIKE = 0.9
"""How much of a text equals an earlier one before that is worth a word."""
SHORT = 40
"""Texts of fewer characters are alike by nature."""
BACK = 24
"""How many earlier texts of the same kind one is compared with."""
FULL_MONTHS = 12
SAME_FORM = 3
LEADER_ABSENT = 2
HOURS = 8
DELIBERATIVE = frozenset({Kind.GENERAL_MEETING, Kind.COMMITTEE_MEETING, Kind.LIFE_MEETING, Kind.DEMOCRATIC_MEETING})


class Hint(Record):
    """`late` (days) · `batch` (months) · `alike` (share) · `always_all` (months) · `no_outcome` · `same_form` (form) ·
    `no_topic` · `leader_absent` · `own_recorder` · `off_day` (day, fixed) · `no_reason` (count) · `no_quorum` (present,
    needed) · `clock` (end before start, or longer than 8 hours) · `votes` (the sum is not the ballots) · `outsider` (a
    mark of someone who was no member that day) · `bad_period` (text).
    """

    code: str
    records: tuple[str, ...]
    facts: dict[str, Any] = {}  # noqa: RUF012


def hints(snapshot: Snapshot, today: date, pack: Pack, first: date, last: date) -> list[Hint]:
    """Hints about the sessions held in `first … last`, by time; those about one record before those of many."""
    index = indexes.of(snapshot)
    held = index.between(first, min(last, today))
    calendar = pack.settings.get("calendar")
    if calendar is None:
        from store.holidays import calendar as shipped

        calendar = shipped()[0]
    given: list[Hint] = []
    for meeting in held:
        given += _of_meeting(snapshot, meeting, calendar, pack.settings.get("party_day"))
    given += _batches(held)
    given += _alike(index, held)
    given += _same_form(held)
    given += _always_all(index, min(last, today))
    given += _leaders(snapshot, held)
    return given


def of_meeting(snapshot: Snapshot, today: date, pack: Pack, meeting: Meeting) -> list[Hint]:
    """The hints that name one meeting, for its page: looked for in the year before it."""
    first = meeting.day - timedelta(days=366)
    return [hint for hint in hints(snapshot, today, pack, first, meeting.day) if meeting.id in hint.records]


def _of_meeting(snapshot: Snapshot, meeting: Meeting, calendar: Calendar, fixed: int | None) -> Iterator[Hint]:
    """What one record says of itself: hard checks first."""
    here = (meeting.id,)
    if meeting.time and meeting.end:
        minutes = _minutes(meeting.end) - _minutes(meeting.time)
        if not 0 < minutes <= HOURS * 60:
            yield Hint(code="clock", records=here, facts={"time": meeting.time, "end": meeting.end})
    yield from _of_people(snapshot, meeting)
    yield from _of_votes(meeting)
    if meeting.roll_day is not None:
        passed, provisional = calendar.working_days(meeting.day, meeting.roll_day)
        if passed > LATE:
            yield Hint(code="late", records=here, facts={"days": passed, "provisional": provisional})
    if not meeting.topic and not any(item.topic or item.content for item in meeting.items):
        yield Hint(code="no_topic", records=here)
    if meeting.recorder and meeting.recorder == meeting.chair:
        yield Hint(code="own_recorder", records=here)
    if not DELIBERATIVE.isdisjoint(meeting.kinds) and not meeting.decisions and not meeting.votes:
        yield Hint(code="no_outcome", records=here)
    if fixed is not None and Kind.PARTY_DAY in meeting.kinds and not meeting.note:
        wanted = min(fixed, periods.containing(meeting.day, periods.Cadence.MONTH).end.day)
        if meeting.day.day != wanted:
            yield Hint(code="off_day", records=here, facts={"day": meeting.day.day, "fixed": wanted})
    for item in meeting.items:
        if item.period is not None and periods.parse(item.period) is None:
            yield Hint(code="bad_period", records=here, facts={"text": item.period})


def _of_people(snapshot: Snapshot, meeting: Meeting) -> Iterator[Hint]:
    """Leave without a reason, people who were no members, and too few of them."""
    here, roll = (meeting.id,), meeting.roll or {}
    unexplained = sum(1 for id, status in roll.items() if status in LEAVE and not meeting.reasons.get(id))
    if unexplained:
        yield Hint(code="no_reason", records=here, facts={"count": unexplained})
    outside = tuple(id for id in roll if not _member_on(snapshot, id, meeting.day))
    if outside:
        yield Hint(code="outsider", records=(meeting.id, *outside))
    for measure in measures(meeting):
        standing = standing_by(snapshot, meeting, measure)
        if not standing.reached:
            facts = {"present": standing.present, "needed": standing.needed, "measure": measure.value}
            yield Hint(code="no_quorum", records=here, facts=facts)


def _of_votes(meeting: Meeting) -> Iterator[Hint]:
    """Votes of which ballots and voters are not as many."""
    for vote in meeting.votes:
        counts = (vote.yes, vote.no, vote.abstain)
        if vote.present is not None and None not in counts:
            ballots, present = sum(count or 0 for count in counts), vote.present + vote.written
            if ballots != present:
                yield Hint(code="votes", records=(meeting.id,), facts={"ballots": ballots, "present": present})


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


def _member_on(snapshot: Snapshot, id: str, day: date) -> bool:
    member = snapshot.members.get(id)
    return (
        member is not None
        and (member.since is None or member.since <= day)
        and (member.until is None or day <= member.until)
    )


def _batches(held: list[Meeting]) -> Iterator[Hint]:
    """Sessions of several months whose rolls were stored on one day."""
    stored: dict[date, list[Meeting]] = {}
    for meeting in held:
        if meeting.roll_day is not None:
            stored.setdefault(meeting.roll_day, []).append(meeting)
    for day, several in stored.items():
        months = {(meeting.day.year, meeting.day.month) for meeting in several}
        if len(months) >= BATCH and (day - several[0].day).days > 31:
            facts = {"months": len(months), "day": day}
            yield Hint(code="batch", records=tuple(meeting.id for meeting in several), facts=facts)


def _alike(index: SnapshotIndex, held: list[Meeting]) -> Iterator[Hint]:
    """Texts that are nearly an earlier one of the same kind: the share of their pairs of characters in common."""
    texts: dict[str, list[tuple[str, frozenset[str]]]] = {}
    wanted = {meeting.id for meeting in held}
    for meeting in index.between(date.min, held[-1].day) if held else ():
        body = meeting.minutes + "".join(item.content for item in meeting.items)
        if len(body) < SHORT:
            continue
        pairs = frozenset(body[at : at + 2] for at in range(len(body) - 1))
        earlier = texts.setdefault(meeting.kinds[0].value, [])
        if meeting.id in wanted:
            for id, other in reversed(earlier[-BACK:]):
                share = len(pairs & other) / max(len(pairs), len(other))
                if share >= ALIKE:
                    yield Hint(code="alike", records=(meeting.id, id), facts={"share": int(share * 100)})
                    break
        earlier.append((meeting.id, pairs))


def _same_form(held: list[Meeting]) -> Iterator[Hint]:
    """One form so many times running, by kind and group: one hint a run."""
    runs: dict[tuple[str, str | None], list[tuple[str, str]]] = {}
    for meeting in held:
        for item in meeting.items:
            if item.form:
                run = runs.setdefault((item.kind.value, meeting.group), [])
                if run and run[-1][1] != item.form:
                    yield from _run(run)
                    run.clear()
                run.append((meeting.id, item.form))
    for run in runs.values():
        yield from _run(run)


def _run(run: list[tuple[str, str]]) -> Iterator[Hint]:
    if len(run) >= SAME_FORM:
        facts = {"form": run[0][1], "times": len(run)}
        yield Hint(code="same_form", records=tuple(id for id, _ in run), facts=facts)


def _always_all(index: SnapshotIndex, last: date) -> Iterator[Hint]:
    """Nobody was ever missing for a year: worth a look, not a praise."""
    first = last - timedelta(days=365)
    held = index.between(first, last)
    months = {(meeting.day.year, meeting.day.month) for meeting in held}
    if len(months) >= FULL_MONTHS and all(
        status in CAME for meeting in held for status in (meeting.roll or {}).values()
    ):
        yield Hint(code="always_all", records=tuple(m.id for m in held), facts={"months": FULL_MONTHS})


def _leaders(snapshot: Snapshot, held: list[Meeting]) -> Iterator[Hint]:
    """Sessions running at which a leading cadre did not appear, whatever the reason: for the dual-life report."""
    leaders = [member.id for member in snapshot.members.values() if member.leader]
    for id in leaders:
        run: list[str] = []
        for meeting in held:
            status = (meeting.roll or {}).get(id)
            if status is None:
                continue
            if status in CAME:
                run = []
                continue
            run.append(meeting.id)
            if len(run) == LEADER_ABSENT:
                yield Hint(code="leader_absent", records=tuple(run))
