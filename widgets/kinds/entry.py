"""One entry of a register (台账)."""

from __future__ import annotations

from store.box.inbox import lacks_number
from store.packs.registers import numbers_of
from store.record import Record
from store.rules import entries
from widgets import json_objects as objects
from widgets import registers
from widgets.forms.checks import span
from widgets.forms.invalid_field import complaint
from widgets.kinds.kind import ListLine, RecordKind
from widgets.pages import entry
from widgets.quick_line import posts
from widgets.quick_line.reading import choices

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from store.packs.register import Register
    from store.records import Entry, Number
    from widgets.forms.invalid_field import InvalidField
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

DECLARED = ("doc", "period", "due", "owner", "who", "rule", "numbers", "tags")


class StepRow(Record):
    """A stage that was typed: a row of what the record keeps as a mapping."""

    stage: str
    day: date


class NumberRow(Record):
    """A figure: a row of what the record keeps as a mapping."""

    name: str
    value: Number


def _summary(record: Entry, view: View, words: Words) -> tuple[str, str, str]:
    return record.day.isoformat(), registers.name(record.kind, view, words), record.title


def _checks(record: Entry, view: View) -> Iterator[tuple[str, InvalidField]]:
    yield from span(record, "day", "done")
    if record.done is not None and lacks_number(record, record.result):
        yield "result", complaint("needs_number")
    register = registers.of_kind(record.kind, view)
    if register is None:
        yield "kind", complaint("no_register", text=record.kind)
        return
    if record.sub and register.subs and record.sub not in [one.zh for one in register.subs]:
        yield "sub", complaint("no_sub", text=record.sub, choices=choices(register.subs))
    for name in DECLARED:
        if name not in register.fields_ and getattr(record, name) not in (None, "", (), {}):
            yield name, complaint("not_declared", register=register.name)
    yield from _of_mappings(record, register, view)


def _of_mappings(record: Entry, register: Register, view: View) -> Iterator[tuple[str, InvalidField]]:
    """Stages and figures that the register does not declare."""
    typed = {one.name.zh: one.name for one in register.stages if one.by == "typed"}
    for name in record.steps:
        if name not in typed:
            yield "steps", complaint("no_step" if typed else "no_steps", text=name, choices=choices([*typed.values()]))
    known = numbers_of(view.pack.settings, register, record.rule)
    for name in record.numbers:
        if name not in known:
            yield "numbers", complaint("no_number" if known else "no_numbers", text=name, choices=choices(known))


def _lines(view: View, words: Words) -> Iterator[ListLine]:
    for row in entries.rows(view.snapshot, view.today, view.pack):
        kind, stage = registers.name(row.kind, view, words), registers.stage(row, view, words)
        sub = registers.sub(row.kind, row.sub, view, words)
        owner = posts.brief(row.owner, view, words)
        due = row.due.isoformat() if row.due else words("entry.no_date")
        state = words(f"entry.state.{row.state}")
        people = [view.name(one) for one in row.who]
        yield ListLine(
            cells=(row.id, kind, sub, row.title, row.doc, owner, due, stage, state, row.dropped),
            search=(
                *(row.id, kind, sub, row.title, row.doc, row.kind, owner, stage, state, row.dropped, row.result),
                *(*row.tags, *people, row.rule),
            ),
            json=objects.entry(row),
            due=row.due if row.state in entries.RUNNING else None,
        )


KIND = RecordKind(
    id="entry",
    table="entries",
    form=(
        ("", ("kind", "sub", "title", "doc", "day", "period", "due", "owner", "who", "rule", "numbers", "tags")),
        ("sent", ("to", "reply")),
        ("entry", ("steps", "done", "result", "dropped")),
        ("more", ("note",)),
    ),
    apart=frozenset({"origin", "came"}),
    of_committee=frozenset({"to", "reply"}),
    rows={"steps": StepRow, "numbers": NumberRow},
    columns=("day", "kind", "sub", "title", "doc", "due", "owner", "result"),
    summary=_summary,
    page=entry.page,
    lines=_lines,
    checks=_checks,
)
