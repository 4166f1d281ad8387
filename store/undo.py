"""Taking back what was stored, and bringing it again: a new change, made from what the journal says was before.

All of it works on plain documents, so that what this program does not know comes back too. What someone else has
changed since is never put back: other fields (and, in a roll, other people's marks) stay as they are now, and where the
very same field was changed again it is refused with both values.
"""

from __future__ import annotations

from store.field_types import types_of
from store.record import Record
from store.records import IDENTITY, TABLES
from store.rejected import Rejected
from store.schema import with_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from store.journal_entry import DocumentChange, JournalEntry
    from store.schema import Document, Tables

STAMP = ("rev", "by", "at")
"""Fields that say who last stored a document: no one's own words."""

RENUMBERED = "renumber"
"""The same records under other numbers, in front of a move: nobody's change."""
ANEW = ("init", "migrate", "restore", "purge")
"""Changes that put all documents in place anew, behind which nothing is taken back."""
UNDO, REDO = "undo", "redo"

_NOTHING = object()


class _UndoRejected(Exception):
    def __init__(self, code: str, **facts: Any) -> None:
        self.refused = Rejected(code=code, facts=facts)


class UndoStep(Record):
    """What one undo or redo is about: the revision `of` the change, its code `why`, and the `changes` to reverse."""

    of: int
    why: str
    changes: Sequence[DocumentChange]


def to_undo(entries: Iterable[JournalEntry], mine: Callable[[JournalEntry], bool]) -> Iterator[UndoStep]:
    """My changes that stand, the last first, back to where all was put in place anew; `entries` likewise."""
    latest: dict[int, JournalEntry] = {}
    for entry in entries:
        if not entry.done or entry.why == RENUMBERED:
            continue
        if entry.why in ANEW:
            return
        if not mine(entry):
            continue
        if entry.of is not None:
            latest.setdefault(entry.of, entry)
            continue
        stands = latest.get(entry.revision, entry)
        if stands.why != UNDO:
            yield UndoStep(of=entry.revision, why=entry.why, changes=stands.changes)


def to_redo(entries: Iterable[JournalEntry], mine: Callable[[JournalEntry], bool]) -> Iterator[UndoStep]:
    """What I took back last, if I have stored nothing else since; `entries` from the last to the first."""
    again: set[int] = set()
    undone: JournalEntry | None = None
    for entry in entries:
        if undone is not None and entry.revision == undone.of:
            yield UndoStep(of=entry.revision, why=entry.why, changes=undone.changes)
            return
        if not entry.done or entry.why == RENUMBERED:
            continue
        if entry.why in ANEW:
            return
        if undone is not None or not mine(entry):
            continue
        if entry.of is None:
            return
        if entry.why == REDO:
            again.add(entry.of)
        elif entry.of in again:
            again.remove(entry.of)
        else:
            undone = entry


def taken_back(tables: Tables, changes: Sequence[DocumentChange], stamp: Document) -> Tables | Rejected:
    """The tables as if the changes had not been made, but for what was changed since; `stamp` marks what changes.

    Where nothing is left to take back, every table is the very same.
    """
    after: Tables = dict(tables)
    try:
        for change in reversed(changes):
            if change.table in after or change.before is not None:
                after[change.table] = _table(after.get(change.table, {}), change, stamp)
    except _UndoRejected as conflict:
        return conflict.refused
    return after


def _table(table: dict[str, Document], change: DocumentChange, stamp: Document) -> dict[str, Document]:
    number = _number(table, change)
    if number is None:
        if change.before is None:
            return table
        if change.after is not None:
            raise _UndoRejected("gone", id=change.id)
        _refuse_second(change.table, table, change.before)
        return with_document(table, change.number, change.before | stamp)
    now = table[number]
    if change.after is None or (change.before is None and _bare(now) != _bare(change.after)):
        raise _UndoRejected("changed", id=change.id, by=now.get("by", ""), at=now.get("at", ""))
    if change.before is None:
        return {n: document for n, document in table.items() if n != number}
    document = _document(change.table, now, change.before, change.after)
    _refuse_second(change.table, table, document)
    return table if _bare(document) == _bare(now) else table | {number: document | stamp}


def _refuse_second(name: str, table: dict[str, Document], document: Document) -> None:
    """Refuse a document of which there can be only one, where somebody has stored another since."""
    wanted = [document.get(field) for field in IDENTITY.get(name, ())]
    for other in table.values() if wanted else ():
        if other.get("id") != document.get("id") and [other.get(field) for field in IDENTITY[name]] == wanted:
            raise _UndoRejected("there", id=other.get("id", ""), by=other.get("by", ""), at=other.get("at", ""))


def _number(table: dict[str, Document], change: DocumentChange) -> str | None:
    """Where the document of a change stands now; TinyDB's numbers come back, our ids don't."""
    if change.number in table and table[change.number].get("id", "") == change.id:
        return change.number
    if not change.id:
        return None
    return next((number for number, document in table.items() if document.get("id") == change.id), None)


def _bare(document: Document) -> Document:
    return {name: value for name, value in document.items() if name not in STAMP}


def _document(table: str, now: Document, before: Document, after: Document) -> Document:
    if _bare(now) == _bare(after):
        return before
    types = types_of(TABLES[table]) if table in TABLES else {}
    of_members = [name for name, type in types.items() if type.keys == "MemberId"]
    merged = dict(now)
    for name in before | after:
        if name in STAMP:
            continue
        try:
            value = _value(now.get(name, _NOTHING), before.get(name, _NOTHING), after.get(name, _NOTHING))
        except _FieldRejected as clash:
            facts = {"id": now.get("id", ""), "field": name, "mine": clash.mine, "theirs": clash.theirs}
            raise _UndoRejected("conflict", **facts, **({"member": clash.key} if name in of_members else {})) from None
        if value is _NOTHING:
            merged.pop(name, None)
        else:
            merged[name] = value
    return merged


class _FieldRejected(Exception):
    def __init__(self, key: str, mine: Any, theirs: Any) -> None:
        self.key = key
        self.mine = None if mine is _NOTHING else mine
        self.theirs = None if theirs is _NOTHING else theirs


def _value(now: Any, before: Any, after: Any, key: str = "") -> Any:
    """`now` with the step from `before` to `after` reversed: by key where all are objects, else as a whole."""
    if _same(before, after) or _same(now, before):
        return now
    if _same(now, after):
        return before
    if not all(value is _NOTHING or type(value) is dict for value in (now, before, after)):
        raise _FieldRejected(key, before, now)
    nothing_before = before is _NOTHING
    merged: dict[str, Any] = {}
    now, before, after = ({} if value is _NOTHING else value for value in (now, before, after))
    for inner in dict.fromkeys([*now, *before]):
        value = _value(now.get(inner, _NOTHING), before.get(inner, _NOTHING), after.get(inner, _NOTHING), inner)
        if value is not _NOTHING:
            merged[inner] = value
    return _NOTHING if nothing_before and not merged else merged


def _same(first: Any, second: Any) -> bool:
    return type(first) is type(second) and bool(first == second)
