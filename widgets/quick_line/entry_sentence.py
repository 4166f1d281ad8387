"""An entry of a register in parts of a sentence, and as the line that makes it again."""

from __future__ import annotations

from store.box.messages import KINDS
from widgets import registers
from widgets.display import shown
from widgets.quick_line import posts, reply, units
from widgets.quick_line.owners import ALL, typed_owner
from widgets.quick_line.record_lines import in_words, join_parts, word
from widgets.when.date_text import day_in_words, period_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from store.records import Entry
    from widgets.display import Shown
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


def entry_parts(records: Sequence[Entry], view: View, words: Words) -> Iterable[Shown]:
    record = records[0]
    yield registers.name(record.kind, view, words)
    yield registers.sub(record.kind, record.sub, view, words)
    yield words("quick.doc", text=record.doc) if record.doc else shown("")
    yield day_in_words(record.day, view.today, words)
    if record.period:
        yield period_text(record.period, words)
    if record.rule:
        yield words("quick.all_rules") if record.rule == ALL else words("quick.rules", text=record.rule)
    for name, value in record.numbers.items():
        yield words("quick.number", name=name, value=f"{value:g}")
    if record.who:
        yield words(
            "quick.who", names=words("quick.comma").join(posts.owner_text(one, view, words) for one in record.who)
        )
    if record.due:
        yield words("quick.entry_due", day=day_in_words(record.due, view.today, words))
    if view.committee is not None and record.kind in KINDS:
        yield from _sent(record, view, words)
    if record.owner:
        yield words("quick.owner", name=posts.owner_text(record.owner, view, words))
    yield (words("quick.tags", text=" ".join(f"#{tag}" for tag in record.tags)) if record.tags else shown(""))
    yield words("quick.title", text=record.title)


def _sent(record: Entry, view: View, words: Words) -> Iterable[Shown]:
    """To whom it goes and what it asks back."""
    names = words("quick.comma").join(shown(view.unit(one)) for one in record.to)
    yield words("quick.to", names=names) if record.to else words("quick.to_all")
    if record.reply:
        yield words(f"quick.reply.{record.reply}")


def line(records: Sequence[Entry], view: View, dated: bool, lang: str) -> str:
    """The line that makes the same entry again."""
    record = records[0]
    register = registers.of_kind(record.kind, view)
    parts = [
        in_words(registers.typed(register), lang) if register is not None else record.kind,
        record.sub,
        in_words(("全部", "all"), lang) if record.rule == ALL else record.rule,
        record.day.isoformat() if dated else "",
        word(record.doc),
        record.period or "",
        *(f"{name}={value:g}" for name, value in record.numbers.items()),
        ",".join(typed_owner(one, view, lang) for one in record.who),
        f"!{record.due.isoformat()}" if record.due else "",
        f"+{typed_owner(record.owner, view, lang)}" if record.owner else "",
        f"+{','.join(units.typed(one, view) for one in record.to)}" if record.to else "",
        reply.typed(record.reply, lang),
        *(f"#{word(tag)}" for tag in record.tags),
    ]
    return join_parts(parts, record.title)
