"""How the records that an import makes or changes are told in its preview: a way for each kind of them."""

from __future__ import annotations

from datetime import date

from store.exchange.imports.roster_fields import KIND_TEXTS, POST_TEXTS
from store.exchange.tables.matching import by_name
from store.folding import fold
from store.packs.registers import REGISTERS
from store.records import Entry, Meeting, Member, MemberKind, Status, Training
from widgets.display import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from store.record import Record
    from store.snapshot import Snapshot
    from widgets.display import Shown
    from widgets.words.lexicon import Words

NAMED = ("unit", "admin_post", "kind", "group", "posts", "birth", "joined", "sex", "ethnic", "note")
"""What a preview says of somebody new."""


def member_name(id: str, snapshot: Snapshot) -> str:
    """A member's name, with what no other of that name shares behind it."""
    member = snapshot.members[id]
    alike = snapshot.once(by_name)[fold(member.name)]
    if len(alike) < 2:
        return member.name
    for part in (member.unit, member.birth):
        if part and sum(part in (one.unit, one.birth) for one in alike) == 1:
            return f"{member.name}({part})"
    return f"{member.name}({id})"


def _new_member(member: Member, groups: dict[str, str], snapshot: Snapshot, words: Words) -> Shown:
    said = [value(getattr(member, name), groups, words) for name in NAMED if getattr(member, name)]
    return shown("  ".join([shown(member.name), *said]))


def _new_training(training: Training, groups: dict[str, str], snapshot: Snapshot, words: Words) -> Shown:
    span = training.day.isoformat() + (f"~{training.until.isoformat()}" if training.until else "")
    hours = words("import.hours", n=training.hours)
    told = (shown(member_name(training.member, snapshot)), span, hours, shown(training.topic))
    return shown("  ".join(one for one in told if one))


def _new_entry(entry: Entry, groups: dict[str, str], snapshot: Snapshot, words: Words) -> Shown:
    due = words("import.due", day=entry.due.isoformat()) if entry.due else ""
    parts = (_register(entry.kind, words), entry.title, entry.doc, due, owner(entry.owner, snapshot, words))
    return shown("  ".join(part for part in parts if part))


def _register(kind: str, words: Words) -> str:
    """A shipped register by its name, one of the branch's own by its id."""
    return next((words.of(one.name) for one in REGISTERS if one.id == kind), kind)


def owner(owner: str, snapshot: Snapshot, words: Words) -> str:
    """Who answers: a member by name, a post, or whoever is written."""
    if owner in snapshot.members:
        return str(member_name(owner, snapshot))
    return next((words.of(text) for post, text in POST_TEXTS.items() if post == owner), owner)


def _new_meeting(meeting: Meeting, groups: dict[str, str], snapshot: Snapshot, words: Words) -> Shown:
    roll = meeting.roll or {}
    came = sum(status in ("present", "late") for status in roll.values())
    away = [
        f"{shown(member_name(id, snapshot))}{words('import.status', status=words(f'attendance.{status}'))}"
        for id, status in roll.items()
        if status != "present"
    ]
    said = [
        meeting.day.isoformat(),
        _kinds(meeting, words),
        shown(groups.get(meeting.group or "", "")),
        shown(meeting.topic),
    ]
    said += [words("import.roll", present=came, expected=len(roll)), words("list.and").join(away)]
    return shown("  ".join(one for one in said if one))


def _kinds(meeting: Meeting, words: Words) -> str:
    return words("list.and").join(words(f"kind.short.{kind}") for kind in meeting.kinds)


NEW_LINES: dict[type[Record], Callable[[Any, dict[str, str], Snapshot, Words], Shown]] = {
    Member: _new_member, Meeting: _new_meeting, Training: _new_training, Entry: _new_entry,
}  # fmt: skip
"""How a new record of each kind that can be imported is told."""

SUBJECTS: dict[type[Record], Callable[[Any, Snapshot, Words], str]] = {
    Member: lambda member, snapshot, words: member.name,
    Meeting: lambda meeting, snapshot, words: f"{meeting.day.isoformat()} {_kinds(meeting, words)}",
    Training: lambda one, snapshot, words: f"{member_name(one.member, snapshot)} {one.day.isoformat()}",
    Entry: lambda entry, snapshot, words: entry.title,
}
"""What a changed record of each kind is called."""


def value(of: Any, groups: dict[str, str], words: Words) -> Shown:
    """A value of a record as a person reads it in the preview."""
    if of is None or of == "" or of == ():
        return words("value.none")
    if isinstance(of, bool):
        return words("yes" if of else "no")
    if isinstance(of, MemberKind):
        return words.of(KIND_TEXTS[of])
    if isinstance(of, Status):
        return words(f"attendance.{of}")
    if isinstance(of, tuple):
        posts = [words.of(POST_TEXTS[post.kind]) for post in of if post.until is None]
        return shown(words("list.and").join(posts)) if posts else words("value.none")
    if isinstance(of, date):
        return shown(of.isoformat())
    return shown(groups.get(of, of) if isinstance(of, str) else f"{of:g}")
