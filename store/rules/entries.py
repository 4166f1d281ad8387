"""The registers (台账): where each entry stands, what brought it there, and what of it needs a hand.

Nothing of this is stored. A stage follows from the held records `about` an entry wherever its register says so; only
what nobody can tell from a record is typed. What meetings agreed (议定) stands among them, id `m436#1`.
"""

from __future__ import annotations

from datetime import date, timedelta

from store import periods
from store.packs.register import DECISION, Reached
from store.packs.registers import DECISIONS, register_of, registers
from store.records import Kind
from store.rules.entry_rows import EntryRow, EntryState
from store.rules.figures import decision_id
from store.rules.links import held_links
from store.rules.owners import holder
from store.rules.plans import progress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from store.packs.register import Register
    from store.packs.rule import Pack
    from store.periods import Period
    from store.records import Decision, Entry, Meeting
    from store.rules.links import Link
    from store.snapshot import Snapshot

RUNNING = frozenset({EntryState.OVERDUE, EntryState.DUE_SOON, EntryState.OPEN})
CLOSED = frozenset({EntryState.DONE, EntryState.DONE_LATE})
ORDER = (EntryState.OVERDUE, EntryState.DUE_SOON, EntryState.OPEN, EntryState.STANDING)
"""What comes first on a page; what is closed or given up stands last."""


# Where it stands


def rows(snapshot: Snapshot, today: date, pack: Pack) -> list[EntryRow]:
    """Every entry that somebody declares, and every agreed matter, by day and id."""
    listed = [row_of(snapshot, one, today, pack) for one in snapshot.entries.values() if _known(one, pack)]
    listed += _decisions(snapshot, today)
    listed.sort(key=lambda row: (row.day, row.id))
    return listed


def _known(entry: Entry, pack: Pack) -> bool:
    return entry.kind in registers(pack.settings)


def row_of(snapshot: Snapshot, entry: Entry, today: date, pack: Pack) -> EntryRow:
    """What follows from one entry on a day. Its kind is declared."""
    register = register_of(pack.settings, entry.kind)
    assert register is not None
    held = held_links(snapshot, entry.id, today)
    figures = progress(snapshot, entry, register, held, today)
    done = _past(entry.done, today) or (figures.reached if figures else None)
    due = due_of(entry, register)
    days = _stage_days(snapshot, entry, register, held, done, today)
    reached = max((at for at, day in enumerate(days) if day is not None), default=-1)
    state = _state(entry.dropped, register.standing, done, due, today)
    row = EntryRow(
        id=entry.id,
        kind=entry.kind,
        sub=entry.sub,
        title=entry.title,
        doc=entry.doc,
        day=entry.day,
        period=entry.period,
        due=due,
        owner=entry.owner,
        holder=holder(snapshot, entry.owner, today),
        who=entry.who,
        rule=entry.rule,
        numbers=entry.numbers,
        stage=register.stages[reached].name.zh if reached >= 0 else "",
        state=state,
        done=done,
        result=entry.result,
        dropped=entry.dropped,
        tags=entry.tags,
        origin=entry.origin,
        evidence=tuple(dict.fromkeys(link.id for link in held)),
        silent_days=_silent(entry.day, [*filter(None, days), *(link.day for link in held)], state, today),
        progress=(figures.done, figures.of) if figures else None,
    )
    return row.but(hints=tuple(_hints(row, register, held, reached, today)))


def due_of(entry: Entry, register: Register) -> date | None:
    """The day typed, else what the register says."""
    if entry.due is not None or register.due == "":
        return entry.due
    if register.due == "year":
        return date(entry.day.year, 12, 31)
    if register.due == "period":
        period = periods.parse(entry.period) if entry.period else None
        return period.end if period is not None else None
    return entry.day + timedelta(days=int(register.due))


def _past(day: date | None, today: date) -> date | None:
    return day if day is not None and day <= today else None


def _state(dropped: str, standing: bool, done: date | None, due: date | None, today: date) -> EntryState:
    if dropped:
        return EntryState.DROPPED
    if standing:
        return EntryState.STANDING
    if done is not None:
        return EntryState.DONE if due is None or done <= due else EntryState.DONE_LATE
    if due is None:
        return EntryState.OPEN
    if due < today:
        return EntryState.OVERDUE
    return EntryState.DUE_SOON if (due - today).days < periods.SOON_DAYS else EntryState.OPEN


def _stage_days(
    snapshot: Snapshot, entry: Entry, register: Register, held: list[Link], done: date | None, today: date
) -> list[date | None]:
    """The day on which each stage was reached, or None."""
    first: dict[Reached, Callable[[], date | None]] = {
        Reached.DAY: lambda: _past(entry.day, today),
        Reached.SESSION: lambda: _first(held, lambda link: link.table in ("meetings", "training")),
        Reached.LINKED: lambda: _first(held, lambda link: True),
        Reached.COMMITTEE: lambda: _first(held, lambda link: _is_committee(snapshot, link)),
        Reached.FIGURES: lambda: done,
        Reached.DONE: lambda: done,
    }
    return [
        _past(entry.steps.get(stage.name.zh), today) if stage.by is Reached.TYPED else first[stage.by]()
        for stage in register.stages
    ]


def stage_days(snapshot: Snapshot, entry: Entry, today: date, pack: Pack) -> dict[str, date | None]:
    """The day on which an entry reached each stage of its register, by the stage's Chinese name."""
    register = register_of(pack.settings, entry.kind)
    assert register is not None
    held = held_links(snapshot, entry.id, today)
    done = row_of(snapshot, entry, today, pack).done
    days = _stage_days(snapshot, entry, register, held, done, today)
    return {stage.name.zh: day for stage, day in zip(register.stages, days, strict=True)}


def _first(held: Iterable[Link], counts: Callable[[Link], bool]) -> date | None:
    return next((link.day for link in held if counts(link)), None)


def _is_committee(snapshot: Snapshot, link: Link) -> bool:
    return link.table == "meetings" and Kind.COMMITTEE_MEETING in snapshot.meetings[link.id].kinds


def _silent(begun: date, days: Sequence[date], state: EntryState, today: date) -> int | None:
    if state not in RUNNING:
        return None
    return max(0, (today - max((begun, *days))).days)


def _hints(row: EntryRow, register: Register, held: Sequence[Link], reached: int, today: date) -> list[str]:
    """What is worth a look, by the days that the register gives."""
    old = (today - row.day).days
    running = row.state in RUNNING
    seen = max((link.day for link in held if link.table == "talks"), default=row.day)
    done = row.done or today
    holds: dict[str, Callable[[int], bool]] = {
        "not_conveyed": lambda days: running and reached < 1 and old > days,
        "nothing_linked": lambda days: running and not held and old > days,
        "no_visit": lambda days: running and (today - seen).days > days,
        "no_result": lambda days: row.state in CLOSED and not row.result and (today - done).days >= days,
    }
    return [code for code, days in register.hints.items() if holds[code](days)]


# What meetings agreed


def _decisions(snapshot: Snapshot, today: date) -> list[EntryRow]:
    return [
        decision_row(snapshot, meeting, place, today)
        for meeting in snapshot.meetings.values()
        for place in range(len(meeting.decisions))
    ]


def decision_row(snapshot: Snapshot, meeting: Meeting, place: int, today: date) -> EntryRow:
    """An agreed matter of a meeting, the one at a place (from 0), as an entry."""
    decision: Decision = meeting.decisions[place]
    done = _past(decision.done, today)
    state = _state("", False, done, decision.due, today)
    return EntryRow(
        id=decision_id(meeting.id, place),
        kind=DECISION,
        title=decision.text,
        day=meeting.day,
        due=decision.due,
        owner=decision.owner,
        holder=holder(snapshot, decision.owner, today),
        stage=DECISIONS.stages[done is not None].name.zh,
        state=state,
        done=done,
        result=decision.result,
        evidence=(meeting.id,) if meeting.held else (),
        silent_days=_silent(meeting.day, (), state, today),
        meeting=meeting.id,
        place=place,
    )


def decision_of(snapshot: Snapshot, id: str) -> tuple[Meeting, int] | None:
    """The meeting and place of an agreed matter by its id, `m436#1`."""
    of, mark, number = id.partition("#")
    meeting = snapshot.meetings.get(of)
    if meeting is None or not mark or not (number.isascii() and number.isdecimal() and len(number) < 5):
        return None
    return (meeting, int(number) - 1) if 0 < int(number) <= len(meeting.decisions) else None


def find(snapshot: Snapshot, id: str, today: date, pack: Pack) -> EntryRow | None:
    """The row of an id: an entry's, or an agreed matter's."""
    entry = snapshot.entries.get(id)
    if entry is not None:
        return row_of(snapshot, entry, today, pack) if _known(entry, pack) else None
    decision = decision_of(snapshot, id)
    return decision_row(snapshot, *decision, today) if decision is not None else None


# What needs a hand


def running(snapshot: Snapshot, today: date, pack: Pack) -> list[EntryRow]:
    """The entries that run, without agreed matters: overdue ones first, each by its day."""
    found = [row_of(snapshot, one, today, pack) for one in snapshot.entries.values() if _known(one, pack)]
    return sorted((row for row in found if row.state in RUNNING), key=urgency)


def urgency(row: EntryRow) -> tuple[int, date, str]:
    """What comes first: overdue, due soon, open, standing, the rest; the earlier day first."""
    place = ORDER.index(row.state) if row.state in ORDER else len(ORDER)
    return place, row.due or date.max, row.id


def of_period(row: EntryRow, period: Period) -> bool:
    """Whether an entry is of a period: it came in it, or came before and was closed in it or later, or runs still."""
    if row.day > period.end:
        return False
    lasts = row.state in (*RUNNING, EntryState.STANDING)
    return row.day >= period.start or lasts or (row.done is not None and row.done >= period.start)
