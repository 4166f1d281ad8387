"""Hours of one member at one event of training."""

from __future__ import annotations

from widgets.forms.checks import span
from widgets.json_objects import record_object
from widgets.kinds.kind import ListLine, RecordKind
from widgets.pages import training

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.records import Training
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


def _summary(record: Training, view: View, words: Words) -> tuple[str, str, str]:
    hours = words("page.hours", n=f"{record.hours:g}")
    return record.day.isoformat(), "", f"{view.person(record.member)}  {hours}  {record.topic}"


def _lines(view: View, words: Words) -> Iterator[ListLine]:
    for record in sorted(view.snapshot.training.values(), key=lambda one: (one.day, one.id)):
        name = view.name(record.member)
        kind, form = words(f"training.kind.{record.kind}"), words(f"training.form.{record.form}")
        hours = f"{record.hours:g}"
        yield ListLine(
            cells=(record.id, record.day.isoformat(), view.person(record.member), hours, kind, form, record.topic),
            search=(record.id, record.day.isoformat(), name, kind, form, record.topic, record.organiser, *record.tags),
            json=(record_object(view.snapshot, record.id) or {}) | {"name": name},
        )


KIND = RecordKind(
    id="training",
    table="training",
    form=(
        ("", ("member", "day", "until", "hours", "kind", "form", "topic")),
        ("more", ("organiser", "level", "place", "certificate", "session", "tags", "about", "note")),
    ),
    awaited=frozenset({"topic"}),
    columns=("day", "member", "hours", "kind", "form", "topic"),
    summary=_summary,
    page=training.page,
    lines=_lines,
    checks=lambda record, view: span(record, "day", "until"),
    panel="training",
)
