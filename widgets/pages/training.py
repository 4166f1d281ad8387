"""A record of training, and the lists of hours that other pages show."""

from __future__ import annotations

from store.records import Meeting, Training, TrainingForm
from store.rules.training import hours_in, session_hours
from widgets.display import shown
from widgets.pages import record, targets
from widgets.pages.page_writer import TableLine
from widgets.sections.meetings import kinds_of
from widgets.sections.section import Cell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter
    from widgets.sections.section import Target


def hours_entries(writer: PageWriter, ids: Iterable[str], year: int) -> list[TableLine]:
    """What the hours of a year are made of, the latest first: entered records, and sessions attended."""
    view, words = writer.view, writer.words
    entries = []
    for id in ids:
        located = view.snapshot.find(id)
        record = located[1] if located else None
        if isinstance(record, Training):
            hours, form, topic = hours_in(record, year), words(f"form.{record.form}"), record.topic
        elif isinstance(record, Meeting):
            hours, form = session_hours(record, view.pack), kinds_of(record, view, words)
            topic = record.main_topic
        else:
            continue
        summed = not (isinstance(record, Training) and record.form is TrainingForm.SELF)
        entries.append(
            (
                record.day,
                TableLine(
                    cells=(
                        Cell(text=shown(record.day.isoformat())),
                        Cell(text=shown(f"{hours:g}".rjust(4)), role="" if summed else "dim"),
                        Cell(text=shown(form), role="dim"),
                        Cell(text=shown(topic)),
                    ),
                    target=targets.of_record(view, id),
                ),
            )
        )
    return [entry for _, entry in sorted(entries, key=lambda pair: pair[0], reverse=True)]


def page(writer: PageWriter, target: Target) -> Document | None:
    """As that of any record; of self-study it says that it is not summed."""
    found = writer.view.snapshot.training.get(target.id)
    note = writer.words("page.self_not_summed") if found is not None and found.form is TrainingForm.SELF else ""
    return record.page(writer, target, note)
