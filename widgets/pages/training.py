"""A record of training, and the lists of hours that other pages show."""

from __future__ import annotations

from store.records import Meeting, Training, TrainingForm
from store.rules.training import hours_in, session_hours
from widgets.display import shown
from widgets.pages import fields, last_change, links
from widgets.pages.page_writer import PageField, TableLine
from widgets.sections.meetings import kinds_of, topic_of
from widgets.sections.section import Cell, Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter


def hours_entries(sheet: PageWriter, ids: Iterable[str], year: int) -> list[TableLine]:
    """What the hours of a year are made of, the latest first: entered records, and sessions attended."""
    view, words = sheet.view, sheet.words
    entries = []
    for id in ids:
        found = view.snapshot.find(id)
        record = found[1] if found else None
        if isinstance(record, Training):
            hours, form, topic = hours_in(record, year), words(f"form.{record.form}"), record.topic
        elif isinstance(record, Meeting):
            hours, form = session_hours(record, view.pack), kinds_of(record, view, words)
            topic = topic_of(record)
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
                    target=links.of_record(view, id),
                ),
            )
        )
    return [entry for _, entry in sorted(entries, key=lambda pair: pair[0], reverse=True)]


def page(sheet: PageWriter, target: Target) -> Document | None:
    view, words = sheet.view, sheet.words
    record = view.snapshot.training.get(target.id)
    if record is None:
        return None
    days = record.day.isoformat() if record.until is None else f"{record.day.isoformat()} – {record.until.isoformat()}"
    sheet.fields(
        [
            fields.person(sheet, "page.member", record.member),
            PageField(label=words("page.day"), value=days),
            PageField(label=words("page.hours_label"), value=words("page.hours", n=f"{record.hours:g}")),
            PageField(label=words("page.training_kind"), value=words(f"training.kind.{record.kind}").strip()),
            PageField(label=words("page.form"), value=words(f"form.{record.form}")),
            fields.known(sheet, "page.topic", record.topic),
            *([_session(sheet, record.session)] if record.session else []),
            *fields.those_there(
                sheet,
                (
                    ("page.organiser", record.organiser),
                    ("page.level", record.level),
                    ("page.place", record.place),
                    ("page.certificate", record.certificate),
                    ("page.tags", fields.tagged(record.tags)),
                    ("page.note", record.note),
                ),
            ),
        ]
    )
    if record.form is TrainingForm.SELF:
        sheet.text(words("page.self_not_summed"), role="dim")
    counts_for(sheet, record.id, {record.day.year, (record.until or record.day).year})
    last_change.write(sheet, record)
    return sheet.document(shown(f"{view.person(record.member)} · {words('page.kind.training')}"), target)


def _session(sheet: PageWriter, id: str) -> PageField:
    """The session whose hours a record states."""
    meeting = sheet.view.snapshot.meetings.get(id)
    if meeting is None:
        return PageField(label=sheet.words("page.session"), value=id)
    name = f"{kinds_of(meeting, sheet.view, sheet.words)}  {meeting.day.isoformat()}"
    return PageField(label=sheet.words("page.session"), value=name, target=Target(kind="meeting", id=id))


def counts_for(sheet: PageWriter, id: str, years: set[int]) -> None:
    """The duties that a record is evidence of."""
    duties = links.counted(sheet.view, id, years)
    if duties:
        sheet.heading("page.counts_for")
        sheet.table([links.duty_entry(sheet.view, duty, sheet.words) for duty in duties])
