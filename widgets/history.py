"""What was done to the records, one line a commit and one a changed value: who, when, what, before → after."""

from __future__ import annotations

from store.field_types import FieldType, types_of
from store.records import TABLES
from store.references import TARGETS
from widgets.display import shown
from widgets.field_labels import label
from widgets.forms.choices import NAMES
from widgets.pages.last_change import when

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from store.engine import MovedHistory, PastChanges
    from store.journal_entry import DocumentChange, JournalEntry
    from store.records import Stored
    from store.snapshot import Snapshot
    from widgets.display import Shown
    from widgets.words.lexicon import Words

UNKNOWN = FieldType(of="")
"""The type of what is no field of ours."""
UNTOLD = ("id", "rev", "by", "at", "came")
"""What changes with something else that is told."""
VALUE_CELLS = 40


def headlines(past: PastChanges, words: Words) -> Iterator[tuple[Shown, JournalEntry | None]]:
    """The headline of each commit; before the last of those that were not written where they stand, that they were not,
    and at the beginning how many lines can't be read (None).
    """
    if past.unread:
        yield unread(past, words), None
    moved = list(past.moved)
    for entry in past.entries:
        while moved and entry.revision <= moved[-1].last:
            yield moved_history(moved.pop(), words), None
        yield headline(entry, words), entry


def unread(past: PastChanges, words: Words) -> Shown:
    """That there is more than can be read; nothing where all can be."""
    return words("log.unread", n=past.unread) if past.unread else shown("")


def headline(entry: JournalEntry, words: Words) -> Shown:
    """When, at which revision, who, and what kind of change it was."""
    who = f"{entry.claimed} ({entry.user})" if entry.claimed else entry.user
    said = what(entry.why, words, of=entry.of or "?", source=entry.source)
    line = words("log.line", at=when(entry.at), revision=entry.revision, who=who, what=said)
    return line if entry.done else shown(f"{line} {words('log.not_done')}")


def moved_history(lines: MovedHistory, words: Words) -> Shown:
    """That some of the history was not written where it stands."""
    return words("log.moved_history", first=lines.first, last=lines.last, login=lines.login, at=when(lines.at))


def moved_object(entry: JournalEntry, past: PastChanges) -> dict[str, str] | None:
    """Under which login and when a line was put here, as JSON has it; null of one that was written here."""
    moved = past.moved_with(entry)
    return {"login": moved.login, "at": moved.at} if moved is not None else None


def what(why: str, words: Words, **facts: object) -> Shown:
    """The kind of a change in words, by its code."""
    table = why.removeprefix("add_")
    if table != why and table in TABLES:
        return words("log.add", what=words(f"table.{table}"))
    key = f"log.{why}"
    return words(key, **({"of": "?", "source": ""} | facts)) if words.has(key) else shown(why)


def changes(entry: JournalEntry, snapshot: Snapshot, words: Words, id: str | None = None) -> Iterator[Shown]:
    """A line for each value that the commit changed, of one record or of all."""
    for change in entry.changes:
        if id in (None, change.id):
            yield from _changes(change, snapshot, words)


def _changes(change: DocumentChange, snapshot: Snapshot, words: Words) -> Iterator[Shown]:
    before, after = change.before, change.after
    known = change.table in TABLES
    named = f"{words(f'table.{change.table}') if known else change.table} {change.id or change.number}"
    if before is None or after is None:
        there = after or before or {}
        about = (
            there.get("name") or there.get("title") or there.get("topic") or there.get("text") or there.get("day") or ""
        )
        said = value_text(about, UNKNOWN, snapshot, words)
        yield shown(words("log.made" if before is None else "log.gone", what=named, about=said))
        return
    for field in [*before, *(name for name in after if name not in before)]:
        old, new = before.get(field), after.get(field)
        if field in UNTOLD or old == new:
            continue
        type = type_of(TABLES.get(change.table), field)
        if type.keys == "MemberId" and isinstance(old or {}, dict) and isinstance(new or {}, dict):
            yield from _by_member(named, change.table, field, type, old or {}, new or {}, snapshot, words)
        else:
            facts = {
                "before": value_text(old, type, snapshot, words),
                "after": value_text(new, type, snapshot, words),
            }
            yield words("log.changed", what=named, field=label(TABLES.get(change.table), field, words), **facts)


def type_of(kind: type[Stored] | None, field: str) -> FieldType:
    """What a field of a kind of record means, by name: nothing, where it is none of ours."""
    return types_of(kind).get(field, UNKNOWN) if kind is not None else UNKNOWN


def _by_member(
    named: str,
    table: str,
    field: str,
    type: FieldType,
    old: dict[str, Any],
    new: dict[str, Any],
    snapshot: Snapshot,
    words: Words,
) -> Iterator[Shown]:
    differ = [id for id in [*old, *(id for id in new if id not in old)] if old.get(id) != new.get(id)]
    if not old and len(differ) > 1:
        yield words("log.taken", what=named, field=label(TABLES.get(table), field, words), n=len(differ))
        differ = [id for id in differ if new[id] != "present"] if field == "roll" else []
    for id in differ:
        member = snapshot.members.get(id)
        facts = {
            which: value_text(of.get(id), type, snapshot, words) for which, of in (("before", old), ("after", new))
        }
        yield words("log.changed", what=named, field=member.name if member else id, **facts)


def value_text(value: Any, type: FieldType, snapshot: Snapshot, words: Words) -> str:
    """A value as it stands in a document, with codes in words and people and groups by name; what is long is cut, what
    is deep only named.
    """
    if value is None or value == "":
        return words("value.none")
    if value is True or value is False:
        return words("page.yes" if value else "page.no")
    if isinstance(value, str):
        return _name_or_code(value, type, snapshot, words)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return shown(words("page.comma").join(_name_or_code(one, type, snapshot, words) for one in value), VALUE_CELLS)
    if isinstance(value, list | dict):
        return words("value.items", n=len(value))
    return str(value)


def _name_or_code(value: str, type: FieldType, snapshot: Snapshot, words: Words) -> str:
    if type.choices is not None:
        key = f"{NAMES[type.choices]}.{value}"
        return words(key).strip() if words.has(key) else shown(value, VALUE_CELLS)
    if type.of in TARGETS:
        names = {group.id: group.name for group in snapshot.groups}
        member = snapshot.members.get(value)
        value = member.name if member is not None else names.get(value, value)
    return shown(value, VALUE_CELLS)
