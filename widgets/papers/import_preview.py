"""What an import would do, in lines: the same for `--dry-run` and for the board."""

from __future__ import annotations

from datetime import date

from store.exchange.imports.roster_fields import KIND_TEXTS, POST_TEXTS
from store.exchange.tables.columns import SHEETS
from store.exchange.tables.matching import by_name
from store.exchange.tables.sheet import letters
from store.folding import fold
from store.packs.registers import REGISTERS
from store.records import Entry, Meeting, MemberKind, Status, Training
from widgets.display import shown
from widgets.field_labels import label

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from store.exchange.imports.plan import ChangedRecord, ImportPlan, NewRecord, RejectedRow, Remark, SkippedRow
    from store.records import Member
    from store.snapshot import Snapshot
    from widgets.display import Shown
    from widgets.words.lexicon import Words

MOST = 200
"""Refused rows that are told one by one."""
NAMES = 50
NAMED = ("unit", "admin_post", "kind", "group", "posts", "birth", "joined", "sex", "ethnic", "note")
"""What a preview says of somebody new."""


def summary(plan: ImportPlan, words: Words) -> Shown:
    """The counts in one line."""
    return words(
        f"import.summary.{plan.what}",
        new=len(plan.new),
        changed=len(plan.changed),
        unchanged=plan.unchanged,
        refused=len(plan.refused),
        skipped=len(plan.skipped),
    )


def lines(plan: ImportPlan, snapshot: Snapshot, words: Words) -> Iterator[Shown]:
    """The whole preview: counts, refused rows with their reasons, then what is new and what changes, then remarks."""
    return (line for line, _ in marked(plan, snapshot, words))


def marked(plan: ImportPlan, snapshot: Snapshot, words: Words) -> Iterator[tuple[Shown, RejectedRow | None]]:
    """The lines of the preview, and of those that refuse a cell what they are about."""
    yield summary(plan, words), None
    for refusal in plan.refused[:MOST]:
        yield shown("! " + refused(refusal, snapshot, words)), refusal
    if len(plan.refused) > MOST:
        yield shown(f"! {words('import.more_refused', n=len(plan.refused) - MOST)}"), None
    for line in _taken(plan, snapshot, words):
        yield line, None


def _taken(plan: ImportPlan, snapshot: Snapshot, words: Words) -> Iterator[Shown]:
    if plan.groups:
        yield words("import.groups", names=_names(plan.groups, words))
    groups = _groups(plan, snapshot)
    for new in plan.new:
        yield shown("+ " + _place(new.sheet, new.row, words) + _new(new, groups, snapshot, words))
    for changed in plan.changed:
        yield shown("~ " + _place(changed.sheet, changed.row, words) + _changed(changed, plan, groups, snapshot, words))
    yield from _remarks(plan, words)
    yield from _skipped(plan, words)
    if plan.sums:
        yield words("import.sums", names=_names(plan.sums, words))
    for why in ("sensitive", "unknown", "twice"):
        headings = [one.heading for one in plan.dropped if one.why == why]
        if headings:
            yield words(f"import.dropped.{why}", names=_names(tuple(dict.fromkeys(headings)), words))
    if plan.untold:
        names = [named(id, snapshot) for id in plan.untold]
        yield words("import.untold", n=len(names), names=_names(names, words))


def _names(names: Sequence[str], words: Words) -> str:
    """Names in a row; of very many, the first and how many more there are."""
    told = words("list.and").join(map(shown, names[:NAMES]))
    return told if len(names) <= NAMES else words("import.and_more", names=told, n=len(names) - NAMES)


def _skipped(plan: ImportPlan, words: Words) -> Iterator[Shown]:
    """Rows that are nobody's: their numbers and the reason, those of one sheet and reason in one line."""
    alike: dict[tuple[str, str], list[SkippedRow]] = {}
    for row in plan.skipped:
        alike.setdefault((row.sheet, row.code), []).append(row)
    for (sheet, code), rows in alike.items():
        told = [words("import.skipped_row", row=row.row, text=shown(row.text, 16)) for row in rows[:NAMES]]
        line = words("list.and").join(told)
        if len(rows) > NAMES:
            line = words("import.and_more", names=line, n=len(rows) - NAMES)
        why = words(f"skipped.{code}")
        yield shown(f"· {words('import.sheet', sheet=sheet)} {words('import.skipped', why=why, rows=line)}")


def _remarks(plan: ImportPlan, words: Words) -> Iterator[Shown]:
    """What its reader should know, people of whom the same is said in one line."""
    alike: dict[tuple[str, str], list[Remark]] = {}
    for remark in plan.remarks:
        where = "" if remark.name else remark.sheet
        alike.setdefault((remark.code, where + repr(remark.facts)), []).append(remark)
    for remarks in alike.values():
        first = remarks[0]
        facts: dict[str, Any] = {"text": "", "field": "", "n": 0} | first.facts
        facts["kind"] = words.of(KIND_TEXTS[facts["kind"]]) if "kind" in facts else ""
        facts["field"] = field(plan.what, facts["field"], words) if facts["field"] else ""
        facts["rows"] = words("list.and").join(map(str, first.facts.get("rows", ())))
        facts["columns"] = words("list.and").join(map(shown, first.facts.get("columns", ())))
        names = _names([one.name for one in remarks], words)
        where = _place(first.sheet, first.row, words) if len(remarks) == 1 else ""
        yield shown(f"· {where}{words(f'remark.{first.code}', name=names, **facts)}")


def refused(refusal: RejectedRow, snapshot: Snapshot, words: Words) -> Shown:
    """Where and why, in one line: sheet, row, column, heading, name, reason."""
    where = _place(refusal.sheet, refusal.row, words)
    if refusal.column is not None:
        where = shown(where + words("import.column", letter=letters(refusal.column), heading=refusal.heading) + " ")
    who = f"{shown(refusal.name)} " if refusal.name else ""
    why = reason(refusal.code, refusal.facts, words)
    found = [snapshot.members[id] for id in refusal.facts.get("candidates", ()) if id in snapshot.members]
    if found:
        told = [words("import.candidate", id=one.id, who=_apart(one, snapshot)) for one in found]
        why = shown(why + words("import.candidates", names=_names(told, words)))
    return shown(where + who + why)


def _apart(member: Member, snapshot: Snapshot) -> str:
    """What tells somebody from others of the same name: unit, else group, else birth, else the id."""
    groups = {group.id: group.name for group in (snapshot.branch.groups if snapshot.branch else ())}
    return member.unit or groups.get(member.group or "", "") or member.birth or member.sex or member.id


def named(id: str, snapshot: Snapshot) -> str:
    """A member's name, with what no other of that name shares behind it."""
    member = snapshot.members[id]
    if "names" not in snapshot.memo:
        snapshot.memo["names"] = by_name(snapshot)
    alike = snapshot.memo["names"][fold(member.name)]
    if len(alike) < 2:
        return member.name
    for part in (member.unit, member.birth):
        if part and sum(part in (one.unit, one.birth) for one in alike) == 1:
            return f"{member.name}({part})"
    return f"{member.name}({id})"


def person(member: Member, snapshot: Snapshot) -> Shown:
    """Somebody with what tells them from others of the same name."""
    return shown("  ".join(dict.fromkeys((member.name, _apart(member, snapshot), member.id))))


def file_error(words: Words, code: str, given: Mapping[str, Any]) -> Shown:
    """What is wrong with a file, in one line."""
    facts = {name: shown(fact, 200) if isinstance(fact, str) else fact for name, fact in given.items()}
    if "what" in given:
        facts["what"] = words(f"inside.{given['what']}")
    if "names" in given:
        facts["names"] = _names(given["names"], words)
    return words(f"file.{code}", **facts)


def reason(code: str, given: dict[str, Any], words: Words) -> Shown:
    """Why a row stays out; the text of a cell is shown short."""
    facts: dict[str, Any] = {"text": "", "branch": "", "day": "", "n": 0} | given
    facts["text"] = shown(str(facts["text"]), 24)
    facts["columns"] = words("list.and").join(map(shown, given.get("columns", ())))
    others = [words("import.place", sheet=sheet, row=row) for sheet, row in given.get("others", ())]
    facts["others"] = words("list.and").join(others)
    if facts["n"] > len(others) > 0:
        facts["others"] = words("import.and_more", names=facts["others"], n=facts["n"] - len(others))
    key = f"import.{code}"
    return words(key if words.has(key) else "import.other", code=code, **facts)


def _place(sheet: str, row: int | None, words: Words) -> Shown:
    where = words("import.sheet", sheet=sheet) if row is None else words("import.place", sheet=sheet, row=row)
    return shown(f"{where} ")


def field(what: str, name: str, words: Words) -> Shown:
    """What a field is called: its column's heading, else its word."""
    known = SHEETS[what].get(name) or SHEETS["roster"].get(name)
    return words.of(known[0]) if known else label(None, name, words)


def _groups(plan: ImportPlan, snapshot: Snapshot) -> dict[str, str]:
    """Names of groups by id, those that the import itself makes with them."""
    names = {group.id: group.name for group in (snapshot.branch.groups if snapshot.branch else ())}
    for edit in plan.edit.edits if plan.edit else ():
        if getattr(edit, "table", "") == "branch":
            names |= {group.id: group.name for group in edit.fields_["groups"]}  # type: ignore[attr-defined]
    return names


def _new(new: NewRecord, groups: dict[str, str], snapshot: Snapshot, words: Words) -> Shown:
    record: Any = new.record
    if isinstance(record, Meeting):
        return _session(record, groups, snapshot, words)
    if isinstance(record, Training):
        name = named(record.member, snapshot)
        span = record.day.isoformat() + (f"~{record.until.isoformat()}" if record.until else "")
        told = (shown(name), span, words("import.hours", n=record.hours), shown(record.topic))
        return shown("  ".join(one for one in told if one))
    if isinstance(record, Entry):
        due = words("import.due", day=record.due.isoformat()) if record.due else ""
        parts = (_register(record.kind, words), record.title, record.doc, due, _owner(record.owner, snapshot))
        return shown("  ".join(part for part in parts if part))
    said = [value(getattr(record, name), groups, words) for name in NAMED if getattr(record, name)]
    return shown("  ".join([shown(record.name), *said]))


def _register(kind: str, words: Words) -> str:
    """A shipped register by its name, one of the branch's own by its id."""
    return next((words.of(one.name) for one in REGISTERS if one.id == kind), kind)


def _owner(owner: str, snapshot: Snapshot) -> str:
    """Who answers: a member by name, a post, or whoever is written."""
    if owner in snapshot.members:
        return str(named(owner, snapshot))
    return next((text.zh for post, text in POST_TEXTS.items() if post == owner), owner)


def _session(meeting: Meeting, groups: dict[str, str], snapshot: Snapshot, words: Words) -> Shown:
    roll = meeting.roll or {}
    kinds = words("list.and").join(words(f"kind.short.{kind}") for kind in meeting.kinds)
    came = sum(status in ("present", "late") for status in roll.values())
    away = [
        f"{shown(named(id, snapshot))}{words('import.status', status=words(f'attendance.{status}'))}"
        for id, status in roll.items()
        if status != "present"
    ]
    said = [meeting.day.isoformat(), kinds, shown(groups.get(meeting.group or "", "")), shown(meeting.topic)]
    said += [words("import.roll", present=came, expected=len(roll)), words("list.and").join(away)]
    return shown("  ".join(one for one in said if one))


def _changed(
    changed: ChangedRecord, plan: ImportPlan, groups: dict[str, str], snapshot: Snapshot, words: Words
) -> Shown:
    record: Any = snapshot.tables[changed.table][changed.id]
    said = []
    for name, before, after in changed.changes:
        if name.startswith("roll."):
            what = shown(named(name.removeprefix("roll."), snapshot))
        else:
            what = field(plan.what, name, words)
        if changed.table == "entries" and name == "owner":
            before, after = _owner(before, snapshot), _owner(after, snapshot)
        said.append(
            words("import.change", field=what, old=value(before, groups, words), new=value(after, groups, words))
        )
    if isinstance(record, Meeting):
        kinds = words("list.and").join(words(f"kind.short.{kind}") for kind in record.kinds)
        subject = f"{record.day.isoformat()} {kinds}"
    elif isinstance(record, Training):
        subject = f"{named(record.member, snapshot)} {record.day.isoformat()}"
    elif isinstance(record, Entry):
        subject = record.title
    else:
        subject = record.name
    return shown(f"{shown(subject)}{words('list.colon')}" + words("list.semicolon").join(said))


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
