"""What the work of a year has covered (覆盖): for each tag of each set the held sessions and trainings, the closed
entries and the members that they reached. A set that nobody uses is unknown as a whole; in one that is used a tag may
be 0.
"""

from __future__ import annotations

from store import periods
from store.packs.tags import implied, sets
from store.periods import Cadence
from store.record import Record
from store.records import CAME
from store.rules import index as indexes
from store.rules.entries import CLOSED, rows
from store.rules.links import effective_tags
from store.snapshot import members_on
from store.text_enum import TextEnum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from typing import Any

    from store.packs.rule import Pack
    from store.periods import Period
    from store.records import Meeting
    from store.snapshot import Snapshot

HALF = frozenset({"organ_types"})
"""Sets that are looked at over half a year; the others over a year."""


class CoverageState(TextEnum):
    COVERED = "covered"
    NONE = "none"
    UNKNOWN = "unknown"


class Coverage(Record):
    """One tag of a set over its window: ids of records and members, so that every number opens. `implied` are the
    records among them that say so by their kind or form and not by a tag; `of` are the members whom it could reach.
    """

    set: str
    tag: str
    window: Cadence
    sessions: tuple[str, ...] = ()
    trainings: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    implied: tuple[str, ...] = ()
    state: CoverageState

    @property
    def evidence(self) -> tuple[str, ...]:
        return (*self.sessions, *self.trainings, *self.entries)


class _Carriers:
    """What carries a tag in a window."""

    def __init__(self) -> None:
        self.sessions: dict[str, bool] = {}
        self.trainings: dict[str, bool] = {}
        self.entries: dict[str, bool] = {}
        self.members: set[str] = set()

    @property
    def tagged(self) -> bool:
        return any((*self.sessions.values(), *self.trainings.values(), *self.entries.values()))


def coverage(snapshot: Snapshot, today: date, pack: Pack, day: date) -> list[Coverage]:
    """Every tag in force, set by set, over the windows in which a day lies."""
    year = _reached(snapshot, today, pack, periods.containing(day, Cadence.YEAR))
    half = _reached(snapshot, today, pack, periods.containing(day, Cadence.HALF))
    members = tuple(one.id for one in members_on(snapshot, min(day, today)))
    rows: list[Coverage] = []
    for name, tags in sets(pack.settings).items():
        window = Cadence.HALF if name in HALF else Cadence.YEAR
        by_tag = half if name in HALF else year
        used = any(tag in by_tag and by_tag[tag].tagged for tag in tags)
        rows += [_row(name, tag, window, by_tag.get(tag), members, used=used) for tag in tags]
    return rows


def _row(
    name: str, tag: str, window: Cadence, got: _Carriers | None, members: tuple[str, ...], *, used: bool
) -> Coverage:
    if not used:
        return Coverage(set=name, tag=tag, window=window, of=members, state=CoverageState.UNKNOWN)
    if got is None:
        return Coverage(set=name, tag=tag, window=window, of=members, state=CoverageState.NONE)
    every = got.sessions | got.trainings | got.entries
    return Coverage(
        set=name,
        tag=tag,
        window=window,
        sessions=tuple(got.sessions),
        trainings=tuple(got.trainings),
        entries=tuple(got.entries),
        members=tuple(id for id in members if id in got.members),
        of=members,
        implied=tuple(id for id, tagged in every.items() if not tagged),
        state=CoverageState.COVERED,
    )


def _reached(snapshot: Snapshot, today: date, pack: Pack, window: Period) -> dict[str, _Carriers]:
    carriers: dict[str, _Carriers] = {}
    rules = implied(pack.settings)
    for meeting in indexes.of(snapshot).between(window.start, min(window.end, today)):
        came = {id for id, status in (meeting.roll or {}).items() if status in CAME}
        own = set(effective_tags(snapshot, meeting))
        for tag in (*own, *(tag for tag in _implied(meeting, rules) if tag not in own)):
            carrier = carriers.setdefault(tag, _Carriers())
            carrier.sessions[meeting.id] = tag in own
            carrier.members |= came
    for record in snapshot.training.values():
        if record.day in window and (record.until or record.day) <= today:
            for tag in effective_tags(snapshot, record):
                carrier = carriers.setdefault(tag, _Carriers())
                carrier.trainings[record.id] = True
                carrier.members.add(record.member)
    for row in rows(snapshot, today, pack) if snapshot.entries else ():
        if row.state in CLOSED and row.done is not None and row.done in window:
            for tag in row.tags:
                carriers.setdefault(tag, _Carriers()).entries[row.id] = True
    return carriers


def _implied(meeting: Meeting, rules: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """The tags that a session has by what it is."""
    for tag, asked in rules.items():
        kinds = {item.kind.value for item in meeting.items}
        forms = {item.form for item in meeting.items}
        if asked.get("kind", "") in kinds or (asked.get("form") and asked["form"] in forms):
            yield tag
