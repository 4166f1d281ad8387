"""What went wrong, in a sentence that says what to do next: errors of the store, refused edits, unreadable records."""

from __future__ import annotations

from store.errors import Elsewhere, StoreError
from store.generation import FILE
from store.records import TABLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from store.box.messages import InvalidBox
    from store.committee.units import Unit
    from store.generation import Damage
    from store.records import Fault, Stored
    from store.rejected import Rejected
    from store.snapshot import Snapshot
    from widgets.display import Shown
    from widgets.words.lexicon import Words


FACTS = ("path", "place", "schema", "kind", "host", "says", "state", "commit")
"""What a sentence may speak of, and an error need not know."""
ASKED = ("at", "mode", "owner", "group", "right")
"""What is known of a right that the modes of a file deny."""


def error_in_short(words: Words, error: StoreError) -> Shown:
    """The same for one line of an open board, which says elsewhere what it is open on."""
    return _error(words, error, f"board.error.{error.code}")


def error(words: Words, error: StoreError) -> Shown:
    """A sentence about a folder or its file; `os`, where it is known, is the operating system's own reason, or what a
    server says in its place.
    """
    return _error(words, error)


def _error(words: Words, error: StoreError, short: str = "") -> Shown:
    facts: dict[str, Any] = dict.fromkeys(FACTS, "") | error.facts
    facts["os"] = system_reason(words, facts.pop("os", None), facts["says"] if facts["state"] else "")
    facts["place"] = facts["place"] or "?"
    facts["mend"] = words("error.mend_short" if short else "error.mend")
    held = facts.pop("process", None)
    facts["holder"] = words("error.holder", process=held, user=facts.pop("user", "?")) if held else ""
    facts["ask"] = ask(words, facts)
    key = short if words.has(short) else f"error.{error.code}"
    return words(key if words.has(key) else "error.failed", **facts, code=error.code)


def ask(words: Words, facts: Mapping[str, Any]) -> Shown:
    """Whom to ask for a right, or how to take it; `facts` as `tui.denied` finds them, or none of them."""
    return words(f"ask.{facts.get('ask', 'any')}", **{name: facts.get(name, "") for name in ASKED})


def system_reason(words: Words, number: int | None, says: str = "") -> str:
    """The operating system's own reason by its number, in the reader's language; else what a server says."""
    known = f"os.{number}"
    return words(known) if words.has(known) else says or words("os.other", number=number or 0)


def damaged(words: Words, damage: Damage, path: str) -> Shown:
    """What is wrong with what a branch is read from, which is called `path`."""
    return error(words, StoreError(damage.code, path=path, place=damage.place))


def damage(words: Words, damage: Damage, path: str) -> Shown:
    """The same where an older generation is shown in place of the file."""
    why = damaged(words, damage, path)
    return why if damage.code == Elsewhere.code else words("error.damage", why=why)


def damage_in_short(words: Words, damage: Damage) -> Shown:
    """The same for one line of an open board, which knows its folder and says above that it is read-only."""
    return error_in_short(words, StoreError(damage.code, path=FILE, place=damage.place))


def refusal(words: Words, refused: Rejected, snapshot: Snapshot) -> Shown:
    """A sentence about an edit that the freshest data does not allow, with both values where there are two."""
    facts: dict[str, Any] = {"id": "", "by": "", "at": "", "field": "", "day": ""} | refused.facts
    member = snapshot.members.get(facts.get("member", ""))
    facts["member"] = f"{member.name} ({member.id})" if member else facts.get("member", "")
    if facts["field"]:
        from store.codec import encode
        from widgets.field_labels import label  # a first frame has no refusal to tell
        from widgets.history import type_of, value_text

        kind = _kind(facts, snapshot)
        type = type_of(kind, facts["field"])
        for side in ("mine", "theirs"):
            facts[side] = value_text(encode(facts.get(side)), type, snapshot, words)
        facts["field"] = f"{label(kind, facts['field'], words)} {member.name if member else ''}".rstrip()
    if refused.code == "named":
        facts |= {"table": words(f"table.{facts['table']}"), "what": _name_with_id(snapshot, facts["id"])}
    facts["day"] = str(facts["day"])
    key = f"refused.{refused.code}"
    return words(key if words.has(key) else "refused.other", **facts, code=refused.code)


def _kind(facts: dict[str, Any], snapshot: Snapshot) -> type[Stored] | None:
    """The kind of the record whose field a refusal is about."""
    found = (table for table, records in snapshot.tables.items() if facts["id"] in records)
    return TABLES.get(facts.get("table") or next(found, ""))


def _name_with_id(snapshot: Snapshot, id: str) -> str:
    """A member's or group's name with its id, or the id alone."""
    names = {id: member.name for id, member in snapshot.members.items()}
    names |= {group.id: group.name for group in snapshot.groups}
    return f"{names[id]} ({id})" if id in names else id


def done(words: Words, why: str, sentence: str = "stored.done", detail: str = "") -> Shown:
    """What has just been stored, by the code of the edit; `detail` is which record, and what of it."""
    table = why.removeprefix("add_")
    key = f"done.{why}"
    if table != why and table in TABLES:
        what = words("done.add", what=words(f"table.{table}"))
    else:
        what = words(key if words.has(key) else "done.change")
    return words(sentence, what=f"{what} {detail}".rstrip())


def clash(words: Words, command: str, key: str, trouble: str) -> Shown:
    """What is wrong with a key of the user's own, or with whose key it was (`Keymap.clashes`)."""
    from widgets.keymap import shown_key
    from widgets.sections.registry import command_name

    name = command if trouble == "unknown" else command_name(command, words)
    if trouble in ("unknown", "never", "no_key"):
        return words(f"keys.{trouble}", name=name, key=shown_key(key))
    return words("keys.taken", name=name, key=shown_key(key), other=command_name(trouble, words))


def fault_line(words: Words, fault: Fault) -> Shown:
    """Which record can't be read, and why."""
    return words(
        f"fault.{fault.code}" if words.has(f"fault.{fault.code}") else "fault.value",
        table=words(f"table.{fault.table}") if words.has(f"table.{fault.table}") else fault.table,
        doc=fault.doc,
        id=fault.id or "?",
        field=fault.field or "",
    )


def box(words: Words, bad: InvalidBox, path: str) -> Shown:
    """What is wrong with a file of a box; `path` is its own."""
    key = f"box.bad.{bad.code}"
    return words(key if words.has(key) else "box.bad.other", path=path, place=bad.place or "?")


def unsent(words: Words, troubles: Sequence[tuple[Unit, StoreError | InvalidBox]]) -> Shown:
    """Which units did not get what is new for them: the first with its reason, and how many more."""
    unit, why = troubles[0]
    reason = error(words, why) if isinstance(why, StoreError) else box(words, why, unit.box)
    if len(troubles) == 1:
        return words("committee.unsent", name=unit.name, why=reason)
    return words("committee.unsent_more", name=unit.name, why=reason, more=len(troubles) - 1)
