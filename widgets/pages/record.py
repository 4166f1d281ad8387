"""The page of a record that is told by its fields: those of its form in the same order, then its texts."""

from __future__ import annotations

from store.field_types import types_of
from widgets.display import shown
from widgets.field_labels import label
from widgets.field_values import LONG, opens, value_text
from widgets.forms.layout import sections_of
from widgets.kinds import registry
from widgets.kinds.defaults import summary
from widgets.pages import last_change, links
from widgets.pages.page_writer import PageField

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from store.record import Record
    from store.records import Stored
    from widgets.kinds.kind import RecordKind
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter
    from widgets.sections.section import Target


def page(writer: PageWriter, target: Target, note: str = "") -> Document | None:
    """`note` is what else is to be said of this one."""
    kind = registry.kind_of(target.kind)
    record = writer.view.snapshot.tables[kind.table].get(target.id)
    if record is None:
        return None
    write(writer, kind, record)
    if note:
        writer.text(note, role="dim")
    counts_for(writer, record.id, {day.year for day in days_of(record)})
    last_change.write(writer, record)
    return writer.document(shown(title(writer, kind, record)), target)


def title(writer: PageWriter, kind: RecordKind, record: Stored) -> str:
    """What kind of thing it is, the member that it is of and its day."""
    day, what, _ = summary(record, writer.view, writer.words)
    members = [name for name, type in types_of(kind.record).items() if type.of == "MemberId" and not type.many]
    named = [str(value_text(record, name, writer.view, writer.words)) for name in members]
    return " · ".join(filter(None, (what or writer.words(f"table.{kind.table}"), *named, day)))


def write(writer: PageWriter, kind: RecordKind, record: Stored) -> None:
    """Every field that has a value, and of those awaited also that they have none."""
    words, types = writer.words, types_of(kind.record)
    texts: list[str] = []
    for section, names in sections_of(kind.record):
        long = [name for name in names if types[name].of in LONG or types[name].record is not None]
        fields = [_field(writer, record, name) for name in names if name not in long and _is_shown(kind, record, name)]
        if fields and section not in ("", "more"):
            writer.heading(f"forms.section.{section}")
        writer.fields(fields)
        texts += long
    for name in texts:
        if _is_shown(kind, record, name):
            _text(writer, record, name, words("unknown.full"))


def write_end(writer: PageWriter, record: Stored) -> None:
    """On a page of a kind's own: the fields that the kind's form does not name, so that none is left out, and who
    stored it last.
    """
    kind = registry.of_record(type(record))
    assert kind is not None
    named = {name for _, names in kind.form for name in names}
    rest = [name for _, names in sections_of(kind.record) for name in names if name not in named] if kind.form else []
    writer.fields([_field(writer, record, name) for name in rest if _is_shown(kind, record, name)])
    last_change.write(writer, record)


def _is_shown(kind: RecordKind, record: Stored, name: str) -> bool:
    return name in kind.awaited or getattr(record, name) not in (None, "", (), {}, False)


def _field(writer: PageWriter, record: Stored, name: str) -> PageField:
    value = value_text(record, name, writer.view, writer.words)
    return PageField(
        label=label(type(record), name, writer.words),
        value=value or writer.words("unknown.full"),
        role="" if value else "info",
        target=opens(types_of(type(record))[name], getattr(record, name), writer.view),
    )


def _text(writer: PageWriter, record: Stored, name: str, missing: str) -> None:
    """A text under a heading, a list a line each."""
    writer.titled(label(type(record), name, writer.words))
    value: Any = getattr(record, name)
    for part in value if type(value) is tuple else (value,):
        text = part if isinstance(part, str) else _brief(writer, part)
        writer.text(text or missing, role="" if text else "info")


def _brief(writer: PageWriter, part: Record) -> str:
    """A record within another in one line."""
    return "  ".join(
        filter(None, (value_text(part, name, writer.view, writer.words) for name in part.fields if name != "id"))
    )


def days_of(record: Stored) -> list[date]:
    """Every day that a record has in a field of its own."""
    values = ((type, getattr(record, name)) for name, type in types_of(type(record)).items())
    return [value for type, value in values if type.of in ("date", "DayAhead") and not type.many and value is not None]


def counts_for(writer: PageWriter, id: str, years: set[int]) -> None:
    """The duties that a record is evidence of."""
    duties = links.duties_of_record(writer.view, id, years)
    writer.listed("page.counts_for", [links.duty_entry(writer.view, duty, writer.words) for duty in duties])
