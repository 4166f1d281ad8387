"""One case of admission: its dates as they were decided, in the order of the steps."""

from __future__ import annotations

from widgets.display import shown
from widgets.pages import fields, targets
from widgets.pages.page_writer import TableLine
from widgets.pages.record import counts_for, write_end
from widgets.sections.section import Cell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from store.records import Admission
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter
    from widgets.sections.section import Target

STEPS = (
    "applied",
    "talked",
    "activist",
    "examined",
    "candidate",
    "notice_from",
    "notice_until",
    "reviewed",
    "prereview",
    "admitted",
    "approved",
    "oath",
    "requested",
    "confirmed",
    "confirmation_approved",
    "extended_until",
    "archived",
    "closed",
)


def page(writer: PageWriter, target: Target) -> Document | None:
    view, words = writer.view, writer.words
    case = view.snapshot.admissions.get(target.id)
    if case is None:
        return None
    opens = targets.of_person(view, case.member) if case.member else None
    hours = words("page.hours", n=f"{case.trained_hours:g}") if case.trained_hours is not None else ""
    days = words("page.days", n=case.trained_days) if case.trained_days is not None else ""
    writer.fields(
        [
            writer.field("field.name", case.name, target=opens),
            writer.field("field.stage", words(f"stage.{case.stage}")),
            *(fields.person(writer, "field.mentors", mentor) for mentor in case.mentors),
            *(fields.person(writer, "field.sponsors", sponsor) for sponsor in case.sponsors),
            *fields.present_fields(writer, (("page.trained", hours), ("page.trained", days))),
        ]
    )
    writer.heading("page.case_steps")
    writer.table(_steps(writer, case))
    writer.part("field.note", case.note)
    years = {day.year for name in STEPS for day in _days(case, name)}
    counts_for(writer, case.id, years | {view.today.year})
    write_end(writer, case)
    return writer.document(shown(f"{words('table.admissions')} · {case.name}"), target)


def _days(case: Admission, step: str) -> list[date]:
    value = getattr(case, step)
    if value is None:
        return []
    return list(value) if isinstance(value, tuple) else [value]


def last_step(case: Admission) -> tuple[str, date | None]:
    """The step that the case has come to last, with its day; None where none has been noted."""
    taken = [(day, order, step) for order, step in enumerate(STEPS) for day in _days(case, step)]
    day, _, step = max(taken, default=(None, 0, ""))
    return step, day


def _steps(writer: PageWriter, case: Admission) -> list[TableLine]:
    """Every step that has a date; of those that have none, nothing is claimed."""
    words = writer.words
    return [
        TableLine(cells=(Cell(text=shown(day.isoformat())), Cell(text=words(f"step.{step}"))))
        for step in STEPS
        for day in _days(case, step)
    ] or [TableLine(cells=(Cell(text=words("unknown.full"), role="info"),))]
