"""One entry of a register: where it stands and why, who answers for it, the records about it, what came of it."""

from __future__ import annotations

from store.box.messages import BOX, BY
from store.packs.registers import HOURS, TRAINING_SUBS
from store.rules import entries
from store.rules.entry_rows import EntryState
from store.rules.links import links as linked
from store.rules.owners import holder
from store.rules.plans import reached_hours
from widgets import registers
from widgets.display import shown
from widgets.field_labels import label
from widgets.field_values import value_text
from widgets.pages import last_change, links, sent, targets
from widgets.pages.page_writer import PageField, TableLine
from widgets.quick_line import posts
from widgets.sections.section import Cell
from widgets.when.date_text import period_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.packs.register import RegisterStage
    from store.records import Entry
    from store.rules.entry_rows import EntryRow
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter
    from widgets.sections.section import Target

ROLES = {
    EntryState.OVERDUE: "bad",
    EntryState.DUE_SOON: "warn",
    EntryState.DONE: "good",
    EntryState.DONE_LATE: "good",
    EntryState.DROPPED: "dim",
}


def page(sheet: PageWriter, target: Target) -> Document | None:
    view, words = sheet.view, sheet.words
    entry = view.snapshot.entries.get(target.id)
    row = entries.find(view.snapshot, target.id, view.today, view.pack) if entry is not None else None
    if entry is None or row is None:
        return None
    sheet.text(entry.title)
    sheet.fields([*_standing(sheet, row), *_written(sheet, entry, row)])
    sent.answers(sheet, entry.id)
    _figures(sheet, entry, row)
    _hints(sheet, row)
    _texts(sheet, entry)
    _records(sheet, entry)
    last_change.write(sheet, entry)
    name = registers.name(entry.kind, view, words)
    return sheet.document(shown(f"{name} · {entry.title}"), target)


def state_text(sheet: PageWriter, row: EntryRow) -> str:
    """How it stands, and how long it is over."""
    words = sheet.words
    text = f"{words.glyph(registers.GLYPH[row.state])} {words(f'entry.state.{row.state}')}"
    if row.state == "overdue" and row.due:
        text += f"  {words('page.over', n=(sheet.view.today - row.due).days)}"
    return text


def _standing(sheet: PageWriter, row: EntryRow) -> Iterator[PageField]:
    words = sheet.words
    yield sheet.field("page.state", state_text(sheet, row), role=ROLES.get(row.state, ""))
    if row.stage:
        stages = [words.of(one.name) for one in _stages(sheet, row)]
        now = registers.stage(row.but(state=EntryState.OPEN), sheet.view, words)
        path = words.glyph("opens").join(f" [{one}] " if one == now else f" {one} " for one in stages)
        yield sheet.field("field.stage", path.strip())
    if row.progress is not None:
        done, of = row.progress
        yield sheet.field("entry.progress", f"{done}/{of}")
    if row.silent_days is not None:
        yield sheet.field("entry.silent", words("entry.days", n=row.silent_days))


def _stages(sheet: PageWriter, row: EntryRow) -> Sequence[RegisterStage]:
    register = registers.of_kind(row.kind, sheet.view)
    return register.stages if register is not None else ()


def _written(sheet: PageWriter, entry: Entry, row: EntryRow) -> Iterator[PageField]:
    """What is written of it, in the order of its register."""
    view, words = sheet.view, sheet.words
    register = registers.of_kind(entry.kind, view)
    named = register.fields_ if register is not None else ()

    def field(name: str, value: str) -> PageField:
        return PageField(label=label(type(entry), name, words), value=value)

    yield field("kind", registers.name(entry.kind, view, words))
    yield field("day", entry.day.isoformat())
    for name in (*named, *(other for other in ("tags", "due", "owner") if other not in named)):
        if name == "owner":
            if entry.owner or name in named:
                yield _owner(sheet, entry)
        elif name == "due":
            if row.due is not None:
                yield field("due", row.due.isoformat())
        elif name == "sub":
            if entry.sub:
                yield field("sub", registers.sub(entry.kind, entry.sub, view, words))
        elif name == "period":
            if entry.period:
                yield field("period", period_text(entry.period, words))
        elif name == "numbers":
            for number, figure in entry.numbers.items():
                yield PageField(label=shown(number), value=f"{figure:g}")
        elif text := value_text(entry, name, view, words):
            yield field(name, text)
    if entry.origin.startswith(BOX):
        called = entry.origin.removeprefix(BOX).partition(BY)[0]
        yield field("origin", words("inbox.from_above", id=called))
        if entry.reply:
            yield sheet.field("inbox.reply", words(f"inbox.reply.{entry.reply}"))
    elif entry.origin:
        yield field("origin", entry.origin)


def _owner(sheet: PageWriter, entry: Entry) -> PageField:
    view, words = sheet.view, sheet.words
    who = holder(view.snapshot, entry.owner, view.today)
    return sheet.field(
        "field.owner",
        posts.owner_text(entry.owner, view, words) if entry.owner else words("unknown.full"),
        role="" if entry.owner else "info",
        target=targets.of_person(view, who) if who else None,
    )


def _figures(sheet: PageWriter, entry: Entry, row: EntryRow) -> None:
    """Of a plan of training who has the hours, and since when."""
    if row.progress is None or not entry.numbers.get(HOURS) or entry.sub not in TRAINING_SUBS:
        return
    words, view = sheet.words, sheet.view
    sheet.heading("entry.progress", note=f"{row.progress[0]}/{row.progress[1]}")
    for member, day in reached_hours(view.snapshot, entry, view.today).items():
        state = "met" if day is not None else "upcoming"
        cells = (
            Cell(text=words.glyph(state), role="good" if day is not None else ""),
            Cell(text=shown(view.person(member))),
            Cell(text=shown(day.isoformat()) if day is not None else words("entry.not_yet")),
        )
        sheet.table([TableLine(cells=cells, target=targets.of_person(view, member))])


def _hints(sheet: PageWriter, row: EntryRow) -> None:
    register = registers.of_kind(row.kind, sheet.view)
    for code in row.hints:
        days = register.hints[code] if register is not None else 0
        sheet.text(sheet.words(f"entry.hint.{code}", days=days), role="warn")


def _texts(sheet: PageWriter, entry: Entry) -> None:
    for name in ("result", "dropped", "note"):
        text = getattr(entry, name)
        if text:
            sheet.titled(label(type(entry), name, sheet.words))
            sheet.text(text)


def _records(sheet: PageWriter, entry: Entry) -> None:
    """Every record about it, held or to come; and each typed stage with its day."""
    words, view = sheet.words, sheet.view
    if entry.steps:
        sheet.heading("field.steps")
        sheet.table([TableLine(cells=(Cell(text=shown(day.isoformat())), Cell(text=shown(stage))))
                     for stage, day in entry.steps.items()])  # fmt: skip
    ids = list(dict.fromkeys(link.id for link in linked(view.snapshot).get(entry.id, ())))
    sheet.heading("entry.records", note=words("page.records", n=len(ids)) if ids else "")
    if ids:
        sheet.table([links.record_entry(view, id, words) for id in ids])
    else:
        sheet.text(words("entry.no_records"), role="info")
