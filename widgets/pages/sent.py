"""What became of something that a committee sent: on the page of an item who received it and what they reply, on that
of a finding what its unit did.
"""

from __future__ import annotations

from store.committee.figures import CLOSED_BELOW, SentState
from widgets.display import shown
from widgets.pages.page_writer import TableLine
from widgets.sections.committee import units
from widgets.sections.section import Cell, Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.committee.figures import Answer
    from widgets.pages.page_writer import PageWriter


def answers(writer: PageWriter, item: str) -> None:
    """A line for each unit that it went to, in their order: when it was received, where it stands, the reply."""
    view, words = writer.view, writer.words
    if view.committee is None:
        return
    row = next((answer for answer in view.committee_figures.traffic if answer.item == item), None)
    if row is None:
        return
    said = f"{words('traffic.received', n=row.received, of=row.of)}  {words('traffic.closed', n=row.closed, of=row.of)}"
    writer.heading("sent.answers", note=said)
    lines = [
        TableLine(
            cells=(
                *answer_cells(writer, answer, row.state),
                Cell(text=shown(units.name(answer.unit, view))),
                Cell(text=shown(answer.reply)),
            ),
            target=Target(kind="unit", id=answer.unit),
        )
        for answer in row.answers
    ]
    writer.table(lines, wrapped=True)


def answer_cells(writer: PageWriter, answer: Answer, item: SentState) -> tuple[Cell, ...]:
    """How an item, which as a whole stands so, stands in one unit: a sign, when it was received, where it stands."""
    words = writer.words
    if not answer.known:
        return Cell(text=words.glyph("unknown"), role="info"), Cell(text=words("sent.unknown"), role="info"), _none()
    if answer.day is None:
        late = item is SentState.OVERDUE
        role = "warn" if late else ""
        sign = Cell(text=words.glyph("overdue" if late else "upcoming"), role=role)
        return sign, Cell(text=words("sent.not_received"), role=role), _none()
    key = f"entry.state.{answer.state}"
    state = words(key) if words.has(key) else shown(answer.state)
    done = answer.state in CLOSED_BELOW
    glyph, role = ("met", "good") if done else ("overdue", "bad") if answer.state == "overdue" else ("upcoming", "")
    day = Cell(text=words("sent.received", day=answer.day.isoformat()), role="dim")
    return Cell(text=words.glyph(glyph), role=role), day, Cell(text=state, role=role)


def _none() -> Cell:
    return Cell(text=shown(""))


def answers_below(writer: PageWriter, id: str) -> None:
    """What the unit of a finding did about it."""
    view, words = writer.view, writer.words
    if view.committee is None:
        return
    row = next((one for one in view.committee_figures.inspections if one.finding == id), None)
    if row is None or not row.unit:
        return
    writer.heading("sent.below", note=words(f"inspections.{row.state}"))
    received = words("sent.is_received" if row.received else "sent.not_received")
    opens = Target(kind="unit", id=row.unit) if units.row(row.unit, view) is not None else None
    fields = [
        writer.field("unit", units.name(row.unit, view), target=opens),
        writer.field("sent.there", received),
    ]
    if row.closed is not None:
        fields.append(writer.field("sent.closed", row.closed.isoformat()))
        fields.append(writer.field("field.closing", row.closing or words("unknown.full"), alone=True))
    writer.fields(fields)
