"""What an import would do, in lines: the same for `--dry-run` and for the board."""

from __future__ import annotations

from store.exchange.imports.roster_fields import KIND_TEXTS
from store.exchange.tables.columns import SHEETS
from store.exchange.tables.sheet import letters
from widgets.display import shown
from widgets.error_text import system_reason
from widgets.field_labels import label
from widgets.papers.import_records import NEW_LINES, SUBJECTS, member_name, owner, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from store.exchange.imports.plan import ChangedRecord, ImportPlan, RejectedRow, Remark, SkippedRow
    from store.records import Member
    from store.snapshot import Snapshot
    from widgets.display import Shown
    from widgets.words.lexicon import Words

MOST = 200
"""Refused rows that are told one by one."""
NAMES = 50


def summary(plan: ImportPlan, words: Words) -> Shown:
    """The counts in one line."""
    return words(
        f"import.summary.{plan.kind}",
        new=len(plan.new),
        changed=len(plan.changed),
        unchanged=plan.unchanged,
        refused=len(plan.refused),
        skipped=len(plan.skipped),
    )


def lines(plan: ImportPlan, snapshot: Snapshot, words: Words) -> Iterator[Shown]:
    """The whole preview: counts, refused rows with their reasons, then what is new and what changes, then remarks."""
    return (line for line, _ in preview_lines(plan, snapshot, words))


def preview_lines(plan: ImportPlan, snapshot: Snapshot, words: Words) -> Iterator[tuple[Shown, RejectedRow | None]]:
    """The lines of the preview, and of those that refuse a cell what they are about."""
    yield summary(plan, words), None
    for refusal in plan.refused[:MOST]:
        yield shown("! " + refusal_line(refusal, snapshot, words)), refusal
    if len(plan.refused) > MOST:
        yield shown(f"! {words('import.more_refused', n=len(plan.refused) - MOST)}"), None
    for line in _planned(plan, snapshot, words):
        yield line, None


def _planned(plan: ImportPlan, snapshot: Snapshot, words: Words) -> Iterator[Shown]:
    if plan.groups:
        yield words("import.groups", names=_names(plan.groups, words))
    groups = _groups(plan, snapshot)
    for new in plan.new:
        told = NEW_LINES[type(new.record)](new.record, groups, snapshot, words)
        yield shown("+ " + _place(new.sheet, new.row, words) + told)
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
        names = [member_name(id, snapshot) for id in plan.untold]
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
        facts["field"] = field(plan.kind, facts["field"], words) if facts["field"] else ""
        facts["rows"] = words("list.and").join(map(str, first.facts.get("rows", ())))
        facts["columns"] = words("list.and").join(map(shown, first.facts.get("columns", ())))
        names = _names([one.name for one in remarks], words)
        where = _place(first.sheet, first.row, words) if len(remarks) == 1 else ""
        yield shown(f"· {where}{words(f'remark.{first.code}', name=names, **facts)}")


def refusal_line(refusal: RejectedRow, snapshot: Snapshot, words: Words) -> Shown:
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
    groups = {group.id: group.name for group in snapshot.groups}
    return member.unit or groups.get(member.group or "", "") or member.birth or member.sex or member.id


def person(member: Member, snapshot: Snapshot) -> Shown:
    """Somebody with what tells them from others of the same name."""
    return shown("  ".join(dict.fromkeys((member.name, _apart(member, snapshot), member.id))))


def file_error(words: Words, code: str, facts: Mapping[str, Any]) -> Shown:
    """What is wrong with a file, in one line; `os` is the number of the system's own reason."""
    shown_facts = {name: shown(fact, 200) if isinstance(fact, str) else fact for name, fact in facts.items()}
    if "what" in facts:
        shown_facts["what"] = words(f"inside.{facts['what']}")
    if "os" in facts:
        shown_facts["os"] = system_reason(words, facts["os"])
        known = f"next.{facts['os']}"
        shown_facts["next"] = words(known if words.has(known) else "next.other")
    if "names" in facts:
        shown_facts["names"] = _names(facts["names"], words)
    return words(f"file.{code}", **shown_facts)


def reason(code: str, facts: dict[str, Any], words: Words) -> Shown:
    """Why a row stays out; the text of a cell is shown short."""
    shown_facts: dict[str, Any] = {"text": "", "branch": "", "day": "", "n": 0} | facts
    shown_facts["text"] = shown(str(shown_facts["text"]), 24)
    shown_facts["columns"] = words("list.and").join(map(shown, facts.get("columns", ())))
    others = [words("import.place", sheet=sheet, row=row) for sheet, row in facts.get("others", ())]
    shown_facts["others"] = words("list.and").join(others)
    if shown_facts["n"] > len(others) > 0:
        shown_facts["others"] = words("import.and_more", names=shown_facts["others"], n=shown_facts["n"] - len(others))
    key = f"import.{code}"
    return words(key if words.has(key) else "import.other", code=code, **shown_facts)


def _place(sheet: str, row: int | None, words: Words) -> Shown:
    where = words("import.sheet", sheet=sheet) if row is None else words("import.place", sheet=sheet, row=row)
    return shown(f"{where} ")


def field(kind: str, name: str, words: Words) -> Shown:
    """What a field is called: its column's heading, else its word."""
    known = SHEETS[kind].get(name) or SHEETS["roster"].get(name)
    return words.of(known[0]) if known else label(None, name, words)


def _groups(plan: ImportPlan, snapshot: Snapshot) -> dict[str, str]:
    """Names of groups by id, those that the import itself makes with them."""
    names = {group.id: group.name for group in snapshot.groups}
    for edit in plan.edit.edits if plan.edit else ():
        if getattr(edit, "table", "") == "branch":
            names |= {group.id: group.name for group in edit.fields_["groups"]}  # type: ignore[attr-defined]
    return names


def _changed(
    changed: ChangedRecord, plan: ImportPlan, groups: dict[str, str], snapshot: Snapshot, words: Words
) -> Shown:
    record = snapshot.tables[changed.table][changed.id]
    said = []
    for name, before, after in changed.changes:
        if name.startswith("roll."):
            called = shown(member_name(name.removeprefix("roll."), snapshot))
        else:
            called = field(plan.kind, name, words)
        if changed.table == "entries" and name == "owner":
            before, after = owner(before, snapshot, words), owner(after, snapshot, words)
        said.append(
            words("import.change", field=called, old=value(before, groups, words), new=value(after, groups, words))
        )
    subject = SUBJECTS[type(record)](record, snapshot, words)
    return shown(f"{shown(subject)}{words('list.colon')}" + words("list.semicolon").join(said))
