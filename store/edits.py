"""Every change as a frozen value with `apply(snapshot) -> Snapshot | Rejected`.

An edit is applied to the freshest snapshot, inside the lock, never to what its author was looking at; so it carries
what its author saw of the fields it changes (`base`), and merges field by field: what someone else changed meanwhile
stays, and where both changed the same field it is refused with both values. `why` is a code for the journal.
"""

from __future__ import annotations

from store.record import Record
from store.records import IDENTITY, PREFIXES, Status
from store.references import names_gone, still_named
from store.rejected import Rejected
from store.snapshot import Snapshot, roll_at, votes_on

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from typing import Any, Protocol

    from store.records import Stored

    class Edit(Protocol):
        @property
        def why(self) -> str: ...

        def apply(self, snapshot: Snapshot, /) -> Snapshot | Rejected: ...


def fresh_id(snapshot: Snapshot, table: str) -> str:
    """An id for a record that the next revision creates: the revision makes it one that was never used."""
    base = f"{PREFIXES[table]}{snapshot.revision + 1}"
    if base not in snapshot.tables[table]:
        return base
    n = 2
    while f"{base}.{n}" in snapshot.tables[table]:
        n += 1
    return f"{base}.{n}"


class Add(Record):
    """A new record. Its id is given when it is applied; the one it carries is ignored.

    Refused with `there` (id, by, at) where the freshest data has the one that there can be already.
    """

    table: str
    record: Stored

    @property
    def why(self) -> str:
        return f"add_{self.table}"

    def apply(self, snapshot: Snapshot) -> Snapshot | Rejected:
        id = fresh_id(snapshot, self.table)
        record = self.record.but(id=id)
        refused = _is_there(snapshot, self.table, record) or names_gone(snapshot, self.table, None, record)
        return refused or snapshot.with_records({self.table: {id: record}})


def _is_there(snapshot: Snapshot, table: str, record: Stored) -> Rejected | None:
    """The refusal of a record of which there can be only one, where there is another."""
    if table in IDENTITY:
        wanted = [getattr(record, field) for field in IDENTITY[table]]
        for one in snapshot.tables[table].values():
            if one.id != record.id and [getattr(one, field) for field in IDENTITY[table]] == wanted:
                return Rejected(code="there", facts={"id": one.id, "by": one.by, "at": one.at})
    return None


class Change(Record):
    """Some fields of a record, with the values that their author saw before changing them."""

    table: str
    id: str
    base: dict[str, Any]
    fields_: dict[str, Any]
    why: str = "change"

    def apply(self, snapshot: Snapshot) -> Snapshot | Rejected:
        record = snapshot.tables[self.table].get(self.id)
        if record is None:
            return Rejected(code="gone", facts={"id": self.id})
        merged = merge(record, self.base, self.fields_)
        if isinstance(merged, Rejected):
            return merged
        refused = _is_there(snapshot, self.table, merged)
        if refused is not None:
            return refused
        after = snapshot.with_records({self.table: {self.id: merged}})
        return names_gone(after, self.table, record, merged) or still_named(snapshot, after) or after


def change(table: str, record: Stored, fields: dict[str, Any], why: str = "change") -> Change:
    """Some fields of a record as it is now."""
    base = {name: getattr(record, name) for name in fields}
    return Change(table=table, id=record.id, base=base, fields_=fields, why=why)


def merge(record: Stored, base: Mapping[str, Any], wanted: Mapping[str, Any]) -> Stored | Rejected:
    """Three ways, field by field: theirs is `record`, the common past `base`, mine `wanted`."""
    for name, mine in wanted.items():
        theirs = getattr(record, name)
        if theirs != base[name] and theirs != mine:
            return Rejected(code="conflict", facts={"id": record.id, "field": name, "mine": mine, "theirs": theirs})
    return record.but(**wanted)


class Delete(Record):
    """A record taken away, as its author saw it: refused when someone has changed it since, or another names it."""

    table: str
    id: str
    rev: int
    why: str = "delete"

    def apply(self, snapshot: Snapshot) -> Snapshot | Rejected:
        after = self.removed(snapshot)
        return after if isinstance(after, Rejected) else still_named(snapshot, after) or after

    def removed(self, snapshot: Snapshot) -> Snapshot | Rejected:
        """The record taken away, whoever names it."""
        record = snapshot.tables[self.table].get(self.id)
        if record is None:
            return Rejected(code="gone", facts={"id": self.id})
        if record.rev != self.rev:
            return Rejected(code="changed", facts={"id": self.id, "by": record.by, "at": record.at})
        return snapshot.with_records({self.table: {self.id: None}})


class EditGroup(Record):
    """Edits that are one change: all of them or none, and one step to undo."""

    edits: tuple[Edit, ...]
    why: str = "several"

    def apply(self, snapshot: Snapshot) -> Snapshot | Rejected:
        after = snapshot
        for edit in self.edits:
            done = edit.removed(after) if isinstance(edit, Delete) else edit.apply(after)
            if isinstance(done, Rejected):
                return done
            after = done
        return still_named(snapshot, after) or after  # two that name each other may go together


class TakeRoll(Record):
    """Roll call of one meeting, or a correction of it, on a day (refused before the meeting's own).

    `marks` are those that the author set: the first time everyone else who is expected is present, or on the leave
    asked for; later only those named change. `seen` are the marks that the author saw, all present where it is None;
    where another has meanwhile set a different mark for the same person, the edit is refused with both. So it is for
    reasons where `seen_reasons`, those that the author saw, are given; an empty reason takes one away.
    """

    meeting: str
    marks: dict[str, Status]
    on: date
    reasons: dict[str, str] = {}  # noqa: RUF012
    seen: dict[str, Status] | None = None
    seen_reasons: dict[str, str] | None = None
    guests: tuple[str, ...] | None = None
    why: str = "roll"

    def apply(self, snapshot: Snapshot) -> Snapshot | Rejected:
        meeting = snapshot.meetings.get(self.meeting)
        if meeting is None:
            return Rejected(code="gone", facts={"id": self.meeting})
        if meeting.day > self.on:
            return Rejected(code="future", facts={"id": self.meeting, "day": meeting.day})
        roll = roll_at(snapshot, meeting)
        for member, mark in self.marks.items():
            if member not in roll:
                return Rejected(code="not_expected", facts={"id": self.meeting, "member": member})
            theirs = roll[member]
            seen = (self.seen or {}).get(member, Status.PRESENT)
            if theirs not in (seen, mark):
                facts = {"id": self.meeting, "field": "roll", "member": member, "mine": mark, "theirs": theirs}
                return Rejected(code="conflict", facts=facts)
            roll[member] = mark
        if self.seen_reasons is not None:
            for member, reason in self.reasons.items():
                theirs_now = meeting.reasons.get(member, "")
                if theirs_now not in (self.seen_reasons.get(member, ""), reason):
                    said = {"member": member, "mine": reason, "theirs": theirs_now}
                    return Rejected(code="conflict", facts={"id": self.meeting, "field": "reasons"} | said)
        if not roll:
            return Rejected(code="nobody", facts={"id": self.meeting})
        reasons = {
            id: reason
            for id, reason in (meeting.reasons | self.reasons).items()
            if reason and roll.get(id) not in (None, Status.PRESENT)
        }
        changes: dict[str, Any] = {"roll": roll, "reasons": reasons, "leave": {}}
        if meeting.roll is None:
            no_vote = [id for id in roll if not votes_on(snapshot.members[id], meeting.day)]
            changes |= {"nonvoters": tuple(no_vote), "roll_day": self.on}
        if self.guests is not None:
            changes["guests"] = self.guests
        return snapshot.with_records({"meetings": {self.meeting: meeting.but(**changes)}})


def as_one(edits: Sequence[Edit], why: str) -> Edit:
    """One edit by itself, more as one change."""
    return edits[0] if len(edits) == 1 else EditGroup(edits=tuple(edits), why=why)
