"""A record of training, and the lists of hours that other pages show."""

from __future__ import annotations

from store.records import Meeting, Training, TrainingForm
from store.rules.training import hours_in, session_hours
from widgets.display import shown
from widgets.pages import record, targets
from widgets.pages.page_writer import TableLine
from widgets.sections.meetings import kinds_of, topic_of
from widgets.sections.section import Cell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter
    from widgets.sections.section import Target


def hours_entries(sheet: PageWriter, ids: Iterable[str], year: int) -> list[TableLine]:
    """What the hours of a year are made of, the latest first: entered records, and sessions attended."""
    view, words = sheet.view, sheet.words
    entries = []
    for id in ids:
        found = view.snapshot.find(id)
        one = found[1] if found else None
        if isinstance(one, Training):
            hours, form, topic = hours_in(one, year), words(f"form.{one.form}"), one.topic
        elif isinstance(one, Meeting):
            hours, form = session_hours(one, view.pack), kinds_of(one, view, words)
            topic = topic_of(one)
        else:
            continue
        summed = not (isinstance(one, Training) and one.form is TrainingForm.SELF)
        entries.append(
            (
                one.day,
                TableLine(
                    cells=(
                        Cell(text=shown(one.day.isoformat())),
                        Cell(text=shown(f"{hours:g}".rjust(4)), role="" if summed else "dim"),
                        Cell(text=shown(form), role="dim"),
                        Cell(text=shown(topic)),
                    ),
                    target=targets.of_record(view, id),
                ),
            )
        )
    return [entry for _, entry in sorted(entries, key=lambda pair: pair[0], reverse=True)]


def page(sheet: PageWriter, target: Target) -> Document | None:
    """As that of any record; of self-study it says that it is not summed."""
    found = sheet.view.snapshot.training.get(target.id)
    note = sheet.words("page.self_not_summed") if found is not None and found.form is TrainingForm.SELF else ""
    return record.page(sheet, target, note)
