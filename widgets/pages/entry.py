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
from widgets.sections.ledger import ROLES
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


def page(writer: PageWriter, target: Target) -> Document | None:
    view, words = writer.view, writer.words
    entry = view.snapshot.entries.get(target.id)
    row = entries.find(view.snapshot, target.id, view.today, view.pack) if entry is not None else None
    if entry is None or row is None:
        return None
    writer.text(entry.title)
    writer.fields([*_standing(writer, row), *_written(writer, entry, row)])
    sent.answers(writer, entry.id)
    _figures(writer, entry, row)
    _hints(writer, row)
    _texts(writer, entry)
    _records(writer, entry)
    last_change.write(writer, entry)
    name = registers.name(entry.kind, view, words)
    return writer.document(shown(f"{name} · {entry.title}"), target)


def state_text(writer: PageWriter, row: EntryRow) -> str:
    """How it stands, and how long it is over."""
    words = writer.words
    text = f"{words.glyph(registers.GLYPH[row.state])} {words(f'entry.state.{row.state}')}"
    if row.state == "overdue" and row.due:
        text += f"  {words('page.over', n=(writer.view.today - row.due).days)}"
    return text


def _standing(writer: PageWriter, row: EntryRow) -> Iterator[PageField]:
    words = writer.words
    yield writer.field("page.state", state_text(writer, row), role=ROLES.get(row.state, ""))
    if row.stage:
        stages = [words.of(one.name) for one in _stages(writer, row)]
        now = registers.stage(row.but(state=EntryState.OPEN), writer.view, words)
        path = words.glyph("opens").join(f" [{one}] " if one == now else f" {one} " for one in stages)
        yield writer.field("field.stage", path.strip())
    if row.progress is not None:
        done, of = row.progress
        yield writer.field("entry.progress", f"{done}/{of}")
    if row.silent_days is not None:
        yield writer.field("entry.silent", words("entry.days", n=row.silent_days))


def _stages(writer: PageWriter, row: EntryRow) -> Sequence[RegisterStage]:
    register = registers.of_kind(row.kind, writer.view)
    return register.stages if register is not None else ()


def _written(writer: PageWriter, entry: Entry, row: EntryRow) -> Iterator[PageField]:
    """What is written of it, in the order of its register."""
    view, words = writer.view, writer.words
    register = registers.of_kind(entry.kind, view)
    named = register.fields_ if register is not None else ()

    def field(name: str, value: str) -> PageField:
        return PageField(label=label(type(entry), name, words), value=value)

    yield field("kind", registers.name(entry.kind, view, words))
    yield field("day", entry.day.isoformat())
    for name in (*named, *(other for other in ("tags", "due", "owner") if other not in named)):
        if name == "owner":
            if entry.owner or name in named:
                yield _owner(writer, entry)
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
            yield writer.field("inbox.reply", words(f"inbox.reply.{entry.reply}"))
    elif entry.origin:
        yield field("origin", entry.origin)


def _owner(writer: PageWriter, entry: Entry) -> PageField:
    view, words = writer.view, writer.words
    who = holder(view.snapshot, entry.owner, view.today)
    return writer.field(
        "field.owner",
        posts.owner_text(entry.owner, view, words) if entry.owner else words("unknown.full"),
        role="" if entry.owner else "info",
        target=targets.of_person(view, who) if who else None,
    )


def _figures(writer: PageWriter, entry: Entry, row: EntryRow) -> None:
    """Of a plan of training who has the hours, and since when."""
    if row.progress is None or not entry.numbers.get(HOURS) or entry.sub not in TRAINING_SUBS:
        return
    words, view = writer.words, writer.view
    writer.heading("entry.progress", note=f"{row.progress[0]}/{row.progress[1]}")
    for member, day in reached_hours(view.snapshot, entry, view.today).items():
        state = "met" if day is not None else "upcoming"
        cells = (
            Cell(text=words.glyph(state), role="good" if day is not None else ""),
            Cell(text=shown(view.person(member))),
            Cell(text=shown(day.isoformat()) if day is not None else words("entry.not_yet")),
        )
        writer.table([TableLine(cells=cells, target=targets.of_person(view, member))])


def _hints(writer: PageWriter, row: EntryRow) -> None:
    register = registers.of_kind(row.kind, writer.view)
    for code in row.hints:
        days = register.hints[code] if register is not None else 0
        writer.text(writer.words(f"entry.hint.{code}", days=days), role="warn")


def _texts(writer: PageWriter, entry: Entry) -> None:
    for name in ("result", "dropped", "note"):
        text = getattr(entry, name)
        if text:
            writer.titled(label(type(entry), name, writer.words))
            writer.text(text)


def _records(writer: PageWriter, entry: Entry) -> None:
    """Every record about it, held or to come; and each typed stage with its day."""
    words, view = writer.words, writer.view
    if entry.steps:
        writer.heading("field.steps")
        writer.table([TableLine(cells=(Cell(text=shown(day.isoformat())), Cell(text=shown(stage))))
                     for stage, day in entry.steps.items()])  # fmt: skip
    ids = list(dict.fromkeys(link.id for link in linked(view.snapshot).get(entry.id, ())))
    writer.heading("entry.records", note=words("page.records", n=len(ids)) if ids else "")
    if ids:
        writer.table([links.record_entry(view, id, words) for id in ids])
    else:
        writer.text(words("entry.no_records"), role="info")
