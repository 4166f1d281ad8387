"""What was done to the records, one line a commit and one a changed value: who, when, what, before → after."""

from __future__ import annotations

from widgets.display import shown
from widgets.error_text import label
from widgets.pages.last_change import when

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from store.journal_entry import DocumentChange, JournalEntry
    from store.snapshot import Snapshot
    from widgets.display import Shown
    from widgets.words.lexicon import Words

STAMP = ("id", "rev", "by", "at")
VALUE_CELLS = 40
OF_MEMBERS = ("roll", "reasons", "paid")
"""Fields whose keys are members."""
CODES = ("attendance", "kind", "result", "member_kind", "post", "talk", "training.kind", "training.form")
"""Where the words of codes stand."""


def headline(entry: JournalEntry, words: Words) -> Shown:
    """When, at which revision, who, and what kind of change it was."""
    who = f"{entry.claimed} ({entry.user})" if entry.claimed else entry.user
    said = what(entry.why, words, of=entry.of or "?", source=entry.source)
    line = words("log.line", at=when(entry.at), revision=entry.revision, who=who, what=said)
    return line if entry.done else shown(f"{line} {words('log.not_done')}")


def what(why: str, words: Words, **facts: object) -> Shown:
    """The kind of a change in words, by its code."""
    key = f"log.{why}"
    return words(key, **({"of": "?", "source": ""} | facts)) if words.has(key) else shown(why)


def changes(entry: JournalEntry, snapshot: Snapshot, words: Words, id: str | None = None) -> Iterator[Shown]:
    """A line for each value that the commit changed, of one record or of all."""
    for change in entry.changes:
        if id in (None, change.id):
            yield from _changes(change, snapshot, words)


def _changes(change: DocumentChange, snapshot: Snapshot, words: Words) -> Iterator[Shown]:
    before, after = change.before, change.after
    table = f"table.{change.table}"
    named = f"{words(table) if words.has(table) else change.table} {change.id or change.number}"
    if before is None or after is None:
        there = after or before or {}
        about = there.get("name") or there.get("topic") or there.get("text") or there.get("day") or ""
        yield shown(words("log.made" if before is None else "log.gone", what=named, about=_said(about, "", words)))
        return
    for field in [*before, *(name for name in after if name not in before)]:
        old, new = before.get(field), after.get(field)
        if field in STAMP or old == new:
            continue
        if field in OF_MEMBERS and isinstance(old or {}, dict) and isinstance(new or {}, dict):
            yield from _by_member(named, field, old or {}, new or {}, snapshot, words)
        else:
            facts = {"before": _said(old, field, words), "after": _said(new, field, words)}
            yield words("log.changed", what=named, field=label(words, field), **facts)


def _by_member(
    named: str, field: str, old: dict[str, Any], new: dict[str, Any], snapshot: Snapshot, words: Words
) -> Iterator[Shown]:
    differ = [id for id in [*old, *(id for id in new if id not in old)] if old.get(id) != new.get(id)]
    if not old and len(differ) > 1:
        yield words("log.taken", what=named, field=label(words, field), n=len(differ))
        differ = [id for id in differ if new[id] != "present"] if field == "roll" else []
    for id in differ:
        member = snapshot.members.get(id)
        facts = {"before": _said(old.get(id), field, words), "after": _said(new.get(id), field, words)}
        yield words("log.changed", what=named, field=member.name if member else id, **facts)


def _said(value: Any, field: str, words: Words) -> str:
    """A value as it stands in a document, with codes in words; what is long is cut, what is deep only named."""
    if value is None or value == "":
        return words("value.none")
    if value is True or value is False:
        return words("page.yes" if value else "page.no")
    if isinstance(value, str):
        for place in CODES if field else ():
            if words.has(f"{place}.{value}"):
                return words(f"{place}.{value}")
        return shown(value, VALUE_CELLS)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return shown(words("page.comma").join(value), VALUE_CELLS)
    if isinstance(value, list | dict):
        return words("value.items", n=len(value))
    return str(value)
