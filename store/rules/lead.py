"""How the secretary leads (「主要负责人应带头抓党建工作」): what the records of a year show, count by count."""

from __future__ import annotations

from store.record import Record
from store.records import Kind
from store.rules import index as indexes
from store.rules.owners import holder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from store.records import Meeting
    from store.rules.figures import Duty, State
    from store.snapshot import Snapshot

CHAIRED = frozenset({Kind.GENERAL_MEETING, Kind.COMMITTEE_MEETING})
REPORT = "RS-01"
"""The rule by which a secretary reports on the work."""


class Lead(Record):
    """Ids of records, so that every number opens: general and committee meetings chaired `of` those whose chair is on
    record (`unchaired` are the others), lectures given, talks held, difficulties owned. `report` is how the duty to
    report stands, None where there is none.
    """

    chaired: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    unchaired: tuple[str, ...] = ()
    lectures: tuple[str, ...] = ()
    talks: tuple[str, ...] = ()
    report: State | None = None
    difficulties: tuple[str, ...] = ()


def lead(snapshot: Snapshot, member: str, first: date, last: date, duties: Iterable[Duty]) -> Lead:
    """What a member has done of it on the days `first … last`; `duties` are those of the year."""
    called = {member, snapshot.members[member].name}
    known = indexes.of(snapshot)
    held = known.between(first, last)
    chairable = [meeting for meeting in held if CHAIRED & set(meeting.kinds)]
    return Lead(
        chaired=tuple(meeting.id for meeting in chairable if meeting.chair in called),
        of=tuple(meeting.id for meeting in chairable if meeting.chair),
        unchaired=tuple(meeting.id for meeting in chairable if not meeting.chair),
        lectures=tuple(meeting.id for meeting in held if _lectured(meeting, called)),
        talks=tuple(talk.id for talk in known.talks if talk.talker in called and first <= talk.day <= last),
        difficulties=tuple(_taken_on(snapshot, member, first, last)),
        report=next((duty.state for duty in duties if _is_report(duty, first.year)), None),
    )


def _taken_on(snapshot: Snapshot, member: str, first: date, last: date) -> Iterator[str]:
    """The difficulties that a member owned in those days, those from before that were not closed by then with them."""
    for entry in snapshot.entries.values():
        mine = entry.kind == "difficulty" and not entry.dropped and holder(snapshot, entry.owner, last) == member
        if mine and entry.day <= last and (entry.done is None or entry.done >= first):
            yield entry.id


def _is_report(duty: Duty, year: int) -> bool:
    """Whether a duty is to report on a year: one of the year before may be overdue still."""
    return duty.rule.id == REPORT and duty.period.startswith(str(year))


def _lectured(meeting: Meeting, called: set[str]) -> bool:
    return any(item.kind is Kind.LECTURE and item.lecturer in called for item in meeting.items)
