"""The five qualities (五性) as facts without a verdict: n of m from the records of the last twelve months."""

from __future__ import annotations

from datetime import date
from statistics import median

from store import periods
from store.packs.registers import SPREAD
from store.packs.tags_data import OF_ITS_OWN, OPEN_FORMS, SETS
from store.periods import ONE_DAY, Cadence
from store.record import Record
from store.records import Kind
from store.rules import index as indexes
from store.rules.entries import CLOSED, rows
from store.rules.evaluation import months_after
from store.rules.links import effective_tags

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from store.packs.rule import Pack
    from store.records import Meeting
    from store.rules.entry_rows import EntryRow
    from store.snapshot import Snapshot

ORIGIN, GROUPS = (frozenset(zh for zh, _ in dict(SETS)[name]) for name in ("origin", "target_group"))
ORDINARY = frozenset({Kind.STUDY})


class Fact(Record):
    """One fact of a quality: the ids of `those` among `all_of`, None where there is no whole to be a part of. `unknown`
    where there is nothing at all to look at; `number` is what is no count of records.
    """

    quality: str
    code: str
    those: tuple[str, ...] = ()
    all_of: tuple[str, ...] | None = None
    number: float | None = None
    unknown: bool = False


def facts(snapshot: Snapshot, today: date, pack: Pack) -> list[Fact]:
    """Of the twelve months up to today, quality by quality."""
    begins = months_after(today, -12) + ONE_DAY
    held = indexes.of(snapshot).between(begins, today)
    entries = rows(snapshot, today, pack) if snapshot.entries else []
    tags = {one.id: set(effective_tags(snapshot, one)) for one in held}

    def part(quality: str, code: str, of: Iterable[Meeting], counts: Callable[[Meeting], bool]) -> Fact:
        every = list(of)
        those = tuple(one.id for one in every if counts(one))
        ids = tuple(one.id for one in every)
        return Fact(quality=quality, code=code, those=those, all_of=ids, unknown=not every)

    known = [one for one in held if tags[one.id] & ORIGIN]
    return [
        part("initiative", "own", known, lambda one: bool(tags[one.id] & OF_ITS_OWN)),
        _lead_time(held),
        part("targeting", "aimed", held, lambda one: bool(tags[one.id] & GROUPS) or _on_difficulty(snapshot, one)),
        _dated(snapshot, entries, today),
        *_forms(indexes.of(snapshot).between(date.min, today), begins, today.year),
        part("scientific", "other_kinds", held, lambda one: not set(one.kinds) <= ORDINARY),
        part("scientific", "open", held, lambda one: bool(one.guests) or _has_form(one)),
        _with_result("scientific", "result", [one for one in entries if _closed(one, begins)]),
        *_models(entries),
    ]


def _lead_time(held: Iterable[Meeting]) -> Fact:
    """The median of the days from when a session was first stored to when it was held, where that is known."""
    days = [(one.day - one.made).days for one in held if one.made is not None and one.made <= one.day]
    return Fact(quality="initiative", code="days", number=median(days) if days else None, unknown=not days)


def _on_difficulty(snapshot: Snapshot, meeting: Meeting) -> bool:
    return any(snapshot.entries[id].kind == "difficulty" for id in meeting.about if id in snapshot.entries)


def _has_form(meeting: Meeting) -> bool:
    return any(item.form in OPEN_FORMS for item in meeting.items)


def _dated(snapshot: Snapshot, entries: Iterable[EntryRow], today: date) -> Fact:
    """Sessions and entries that have a day in the quarter to come."""
    coming = periods.shifted(periods.containing(today, Cadence.QUARTER), 1)
    meetings = [one.id for one in snapshot.meetings.values() if one.day in coming]
    due = [one.id for one in entries if one.due is not None and one.due in coming]
    return Fact(quality="foresight", code="dated", those=(*meetings, *due))


def _forms(held: Iterable[Meeting], begins: date, year: int) -> list[Fact]:
    """How many forms there were since a day, and which of them are new in a year; unknown where there was none."""
    first: dict[str, date] = {}
    latest: dict[str, date] = {}
    for meeting in held:
        for item in meeting.items:
            if item.form:
                first.setdefault(item.form, meeting.day)
                latest[item.form] = meeting.day
    forms = tuple(form for form, day in latest.items() if day >= begins)
    new = tuple(form for form in forms if first[form].year == year)
    return [
        Fact(quality="scientific", code="forms", those=forms, unknown=not forms),
        Fact(quality="scientific", code="new_forms", those=new, all_of=forms, unknown=not forms),
    ]


def _closed(entry: EntryRow, begins: date) -> bool:
    return entry.state in CLOSED and entry.done is not None and entry.done >= begins


def _with_result(quality: str, code: str, entries: list[EntryRow]) -> Fact:
    those = tuple(one.id for one in entries if one.result)
    return Fact(quality=quality, code=code, those=those, all_of=tuple(one.id for one in entries), unknown=not entries)


def _models(entries: Iterable[EntryRow]) -> list[Fact]:
    """Model cases that were not given up: how many at each stage, and of those spread how many with a result."""
    models = [one for one in entries if one.kind == "model" and one.state != "dropped"]
    every = tuple(one.id for one in models)
    stages: dict[str, list[str]] = {}
    for model in models:
        stages.setdefault(model.stage, []).append(model.id)
    made = [
        Fact(quality="models", code=f"stage/{stage}", those=tuple(ids), all_of=every) for stage, ids in stages.items()
    ]
    spread = [one for one in models if one.stage == SPREAD]
    return [*made, _with_result("models", "spread", spread)]
