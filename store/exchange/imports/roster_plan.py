"""Rows of a roster against the branch: who is new, who changes and in what, who can't be told apart."""

from __future__ import annotations

from datetime import date, timedelta

from store.edits import change
from store.exchange.imports.roster_fields import NOT_MOBILE, READERS, add_to_note
from store.exchange.imports.roster_kind import inferred_kind, may_be_new
from store.exchange.tables import matching
from store.exchange.tables.cells import InvalidCell
from store.folding import fold
from store.record import Record
from store.records import Branch, Group, Member, Post
from store.snapshot import lasts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from store.exchange.imports.ledger import ImportLedger
    from store.exchange.imports.plan import ImportPlan
    from store.records import Fault, PostKind
    from store.snapshot import Snapshot

PLAIN = ("sex", "ethnic", "education", "degree", "major", "unit", "admin_post", "phone", "status")
"""Fields that are the text of their cell."""
OTHERS = 3
"""Rows that are named as the same person's; of more there is only the number."""


class RosterRow(Record):
    """One row that could be read: where it stands and what it says, field by field, `cell` the column of its name."""

    sheet: str
    row: int
    name: str
    values: dict[str, Any]
    cell: int


def plan(ledger: ImportLedger, people: list[RosterRow]) -> ImportPlan:
    """Rows against the branch: who is new, who changes, who can't be told apart."""
    snapshot, today = ledger.snapshot, ledger.today
    known = matching.by_name(snapshot)
    rows: dict[str, int] = {}
    for row in people:
        rows[fold(row.name)] = rows.get(fold(row.name), 0) + 1
    unread = {fold(name) for name in map(_name_of, snapshot.faults) if name}
    matched: list[tuple[RosterRow, Member | None]] = []
    for row in people:
        if fold(row.name) in unread:
            _refuse(ledger, row, "faulty_record")
            continue
        try:
            member = _member_of(row, known, rows[fold(row.name)] > 1, snapshot, today)
            if member is None:
                may_be_new(row.values)
            matched.append((row, member))
        except matching.InvalidPerson as which:
            _refuse(ledger, row, which.code)
        except InvalidCell as nobody:
            _refuse(ledger, row, nobody.code, text=nobody.text)
    return _plan(ledger, _once(ledger, matched))


def _name_of(fault: Fault) -> str:
    """The name in a member's record that can't be read: making that member anew would make two."""
    name = fault.value.get("name") if fault.table == "members" and isinstance(fault.value, dict) else None
    return name if isinstance(name, str) else ""


def _refuse(ledger: ImportLedger, row: RosterRow, code: str, **facts: Any) -> None:
    ledger.refuse(row.sheet, row=row.row, name=row.name, code=code, facts=facts, cell=row.cell)


def _member_of(
    row: RosterRow, by_name: dict[str, list[Member]], several: bool, snapshot: Snapshot, today: date
) -> Member | None:
    """The member whom a row means, None for a new one; raises InvalidPerson."""
    key, row_values = fold(row.name), row.values
    by_id = snapshot.members.get(row_values.get("id") or "")
    if by_id is not None and fold(by_id.name) == key:
        return by_id
    named = by_name.get(key, [])
    unit, birth, left = row_values.get("unit", ""), row_values.get("birth"), row_values.get("until")
    here = [member for member in named if member.until is None or member.until >= today]
    here += [member for member in named if member not in here and left and left == str(member.until)]
    if not here and named and not left:
        raise matching.InvalidPerson("former_member")
    if several and not (unit or birth):
        raise matching.InvalidPerson("ambiguous_name")
    if not here:
        return None
    if several or len(here) > 1:
        return matching.match_namesake(here, unit, birth)
    if matching.same_date(here[0].birth, birth) is False:
        raise matching.InvalidPerson("other_birth")
    return here[0]


def _once(
    ledger: ImportLedger, matched: list[tuple[RosterRow, Member | None]]
) -> list[tuple[RosterRow, Member | None]]:
    """Without the rows that mean one person twice, none of which is taken for the right one."""
    seen: dict[Any, list[RosterRow]] = {}
    for row, member in matched:
        itself = (fold(row.name), row.values.get("birth"), fold(row.values.get("unit") or ""))
        same = itself if member is None else member.id
        seen.setdefault(same, []).append(row)
    twice = {id(one): rows for rows in seen.values() if len(rows) > 1 for one in rows}
    for row, _ in matched:
        if id(row) in twice:
            rows = twice[id(row)]
            others = tuple((other.sheet, other.row) for other in rows[: OTHERS + 1] if other is not row)[:OTHERS]
            _refuse(ledger, row, "twice", others=others, n=len(rows) - 1)
    return [(one, member) for one, member in matched if id(one) not in twice]


def _plan(ledger: ImportLedger, matched: list[tuple[RosterRow, Member | None]]) -> ImportPlan:
    snapshot, today = ledger.snapshot, ledger.today
    branch = snapshot.branch
    groups = _Groups(branch)
    for row, member in matched:
        row_values = dict(row.values)
        if row_values.get("group"):
            row_values["group"] = groups.id_of(row_values["group"])
        fresh = member is None
        values, notes = _values(row_values, member or Member(id="", name=row.name), fresh, today)
        for code, why in notes:
            ledger.remark(row.sheet, row.row, row.name, code, **why)
        if member is None:
            record = Member(id="", name=row.name, **values)
            ledger.add(row.sheet, row.row, "members", record)
            continue
        values = {field: value for field, value in values.items() if getattr(member, field) != value}
        ledger.change(row.sheet, row.row, "members", member, values)
    if groups.made and branch is not None:
        ledger.edits.insert(0, change("branch", branch, {"groups": (*branch.groups, *groups.made)}))
    met = {member.id for _, member in matched if member is not None}
    untold = tuple(one.id for one in snapshot.members.values() if lasts(one, today) and one.id not in met)
    return ledger.plan(groups=tuple(group.name for group in groups.made), untold=untold)


class _Groups:
    """The branch's groups and those that this import makes."""

    def __init__(self, branch: Branch | None) -> None:
        self.made: list[Group] = []
        self._branch = branch
        self._ids: dict[str | int, str] = {}
        self._group_ids = {group.id for group in branch.groups} if branch else set()

    def id_of(self, name: str) -> str:
        """The id of the group that a name means; one that is nobody's yet is made."""
        key = fold(name)
        if key in self._ids:
            return self._ids[key]
        known = matching.group_of(self._branch, name)
        if known is None:
            name = matching.group_named(name)
        number = matching.group_number(name)
        if known is None and number is not None:
            known = matching.group_of(self._branch, name) or self._ids.get(number)
        self._ids[key] = known or self._new(name)
        if number is not None:
            self._ids.setdefault(number, self._ids[key])
        return self._ids[key]

    def _new(self, name: str) -> str:
        number = len(self._group_ids) + 1
        while f"g{number}" in self._group_ids:
            number += 1
        self.made.append(Group(id=f"g{number}", name=name))
        self._group_ids.add(f"g{number}")
        return f"g{number}"


def _values(
    row_values: dict[str, Any], member: Member, fresh: bool, today: date
) -> tuple[dict[str, Any], list[tuple[str, dict[str, Any]]]]:
    """The fields that a row gives a member, and what its reader should know. What says nothing changes nothing."""
    dates, notes = _dates(row_values, member)
    values = _differing(row_values, member, PLAIN) | dates
    if row_values.get("group"):
        values["group"] = row_values["group"]
    values |= _differing(row_values, member, ("monthly_due",))
    note = member.note
    for part in (row_values.get("note") or "").split("；"):
        note = add_to_note(note, part)
    if note != member.note:
        values["note"] = note
    if row_values.get("leader") is not None:
        values["leader"] = row_values["leader"]
    mobile = _differing(row_values, member, ("mobile",))
    values |= {field: "" if text == NOT_MOBILE else text for field, text in mobile.items()}
    if row_values.get("lost"):
        notes.append(("lost_by_hand", {}))
    kinds, outside = row_values.get("posts") or ((), ())
    notes += [("outside_post", {"text": text}) for text in outside]
    if kinds:
        values |= _posts(member, kinds, fresh, today)
    kind = row_values.get("kind")
    if kind is None and fresh:
        kind, why, words = inferred_kind(row_values, today)
        notes.append((why, {"kind": kind} | ({"text": words} if words else {})))
    if kind is not None:
        values["kind"] = kind
    return values, notes


def _dates(row_values: dict[str, Any], member: Member) -> tuple[dict[str, Any], list[tuple[str, dict[str, Any]]]]:
    """The dates that a row gives a member, but for less exact ones than are known; of a stay here those of a day."""
    values: dict[str, Any] = {}
    notes: list[tuple[str, dict[str, Any]]] = []
    for field in ("birth", "joined", "full_since"):
        old, new = getattr(member, field), row_values.get(field)
        if new and not (matching.same_date(old, new) and len(new) < len(old)):
            values[field] = new
    for field in ("since", "until"):
        text = row_values.get(field)
        if text and len(text) == 10:
            values[field] = date.fromisoformat(text)
        elif text and not str(getattr(member, field)).startswith(text):
            notes.append(("day_needed", {"field": field, "text": text}))
    return values, notes


def _differing(row_values: dict[str, Any], member: Member, fields: Iterable[str]) -> dict[str, Any]:
    """What a row says in fields that do not say so already."""
    said = {field: row_values[field] for field in fields if row_values.get(field)}
    return {field: value for field, value in said.items() if not _reads_as(field, getattr(member, field), value)}


def _posts(member: Member, kinds: Sequence[PostKind], fresh: bool, today: date) -> dict[str, Any]:
    """The posts where a row has others than are held today: those end, the new ones begin."""
    now = tuple(post.kind for post in member.posts if lasts(post, today))
    if set(kinds) == set(now):
        return {}
    ended = [
        post.but(until=today - timedelta(days=1)) if lasts(post, today) and post.kind not in kinds else post
        for post in member.posts
    ]
    began = None if fresh else today
    return {"posts": (*ended, *(Post(kind=kind, since=began) for kind in kinds if kind not in now))}


def _reads_as(field: str, stored: str, read: str) -> bool:
    """Whether what is stored would be read as just this, so that an export that comes back changes nothing."""
    try:
        again = READERS[field](stored)
    except InvalidCell:
        return False
    return bool(again == read)
