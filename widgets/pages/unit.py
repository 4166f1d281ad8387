"""One unit as its counts say it: its institutions, what was sent to it, the findings about it, and its figures."""

from __future__ import annotations

from store.box.sent import concerns, origin_of
from store.committee.sent_rows import answer
from widgets.display import shown
from widgets.pages.page_writer import TableLine
from widgets.pages.sent import answer_cells
from widgets.sections.committee import matrix, reminders, units
from widgets.sections.committee.traffic import LOOKS
from widgets.sections.section import Cell, Target
from widgets.when.date_text import period_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.box.messages import Up
    from store.committee.figures import UnitRow
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter


def page(writer: PageWriter, target: Target) -> Document | None:
    row = units.row(target.id, writer.view)
    if row is None:
        return None
    counts = writer.view.whole(row.unit)
    _standing(writer, row)
    _reminders(writer, row)
    _institutions(writer, row)
    _sent(writer, row)
    _findings(writer, row)
    if counts is not None and counts.up is not None:
        _figures(writer, counts.up)
    return writer.document(shown(row.name), target)


def _standing(writer: PageWriter, row: UnitRow) -> None:
    view, words = writer.view, writer.words
    day = row.as_of.isoformat() if row.as_of else units.as_of(row, view, words).text
    fields = [
        writer.field("unit.short", row.unit),
        writer.field("unit.as_of", day),
    ]
    if row.members is not None:
        fields.append(writer.field("unit.members", str(row.members)))
    if row.branches is not None:
        fields.append(writer.field("unit.branches", str(row.branches)))
    writer.fields(fields)
    if remark := units.remark(row, view, words):
        writer.gap()
        writer.text(remark, role="warn")


def _reminders(writer: PageWriter, row: UnitRow) -> None:
    those = [one for one in writer.view.committee_figures.reminders if one.unit == row.unit]
    if those:
        writer.heading("panel.reminders")
        for reminder in those:
            writer.text(reminders.what(reminder, writer.words))


def _institutions(writer: PageWriter, row: UnitRow) -> None:
    view, words = writer.view, writer.words
    writer.heading("panel.matrix", note=words("matrix.now"))
    lines = []
    for column in view.committee_figures.columns:
        cell = row.cells[column.id]
        sign = matrix.cell(cell, words)
        cells = (
            sign,
            Cell(text=matrix.column_name(column.id, view, words)),
            Cell(text=matrix.counts_text(cell, words), role=sign.role),
        )
        lines.append(TableLine(cells=cells, target=Target(kind="cell", id=f"{row.unit}/{column.id}/")))
    writer.table(lines)


def _sent(writer: PageWriter, row: UnitRow) -> None:
    lines = []
    for item in writer.view.committee_figures.traffic:
        entry = writer.view.snapshot.entries[item.item]
        if concerns(entry, row.unit):
            said = answer(origin_of(writer.view.snapshot, entry.id), row.unit, writer.view.ups.get(row.unit))
            cells = (*answer_cells(writer, said, item.state), Cell(text=shown(entry.title)))
            lines.append(TableLine(cells=cells, target=Target(kind="entry", id=item.item)))
    writer.listed("panel.traffic", lines, "page.items_n")


def _findings(writer: PageWriter, row: UnitRow) -> None:
    view, words = writer.view, writer.words
    lines = []
    for inspection in view.committee_figures.inspections:
        if inspection.unit != row.unit:
            continue
        finding = view.snapshot.findings[inspection.finding]
        glyph, role = LOOKS[inspection.state]
        cells = (
            Cell(text=words.glyph(glyph), role=role),
            Cell(text=words(f"inspections.{inspection.state}"), role=role),
            Cell(text=matrix.column_name(finding.rule, view, words)),
            Cell(text=shown(f"{finding.period} {finding.text}")),
        )
        lines.append(TableLine(cells=cells, target=Target(kind="finding", id=inspection.finding)))
    writer.listed("panel.inspections", lines, "page.items_n")


def _figures(writer: PageWriter, up: Up) -> None:
    """What else the counts say: how many members stand where in training, who came by month, visits by half-year."""
    words = writer.words
    for year, states in up.hours.items():
        counted = words("page.comma").join(
            words(
                "matrix.count", state=words(key) if words.has(key := f"training.state.{state}") else shown(state), n=n
            )
            for state, n in states.items()
        )
        writer.heading("unit.hours", year=year)
        writer.text(counted)
    if up.attendance:
        writer.heading("unit.attendance")
        months = [
            words("unit.came", month=shown(month), present=present, expected=expected)
            for month, (present, expected) in sorted(up.attendance.items())
        ]
        writer.text(words("page.semicolon").join(months))
    if up.visits:
        writer.heading("unit.visits")
        writer.table(
            [
                TableLine(cells=(Cell(text=period_text(half, words)), Cell(text=words("unit.times", n=n))))
                for half, n in sorted(up.visits.items())
            ]
        )
