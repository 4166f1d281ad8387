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


def page(sheet: PageWriter, target: Target) -> Document | None:
    row = units.row(target.id, sheet.view)
    if row is None:
        return None
    counts = sheet.view.whole(row.unit)
    _standing(sheet, row)
    _reminders(sheet, row)
    _institutions(sheet, row)
    _sent(sheet, row)
    _findings(sheet, row)
    if counts is not None and counts.up is not None:
        _figures(sheet, counts.up)
    return sheet.document(shown(row.name), target)


def _standing(sheet: PageWriter, row: UnitRow) -> None:
    view, words = sheet.view, sheet.words
    day = row.as_of.isoformat() if row.as_of else units.as_of(row, view, words).text
    fields = [
        sheet.field("unit.short", row.unit),
        sheet.field("unit.as_of", day),
    ]
    if row.members is not None:
        fields.append(sheet.field("unit.members", str(row.members)))
    if row.branches is not None:
        fields.append(sheet.field("unit.branches", str(row.branches)))
    sheet.fields(fields)
    if remark := units.remark(row, view, words):
        sheet.gap()
        sheet.text(remark, role="warn")


def _reminders(sheet: PageWriter, row: UnitRow) -> None:
    those = [one for one in sheet.view.committee_figures.reminders if one.unit == row.unit]
    if those:
        sheet.heading("panel.reminders")
        for reminder in those:
            sheet.text(reminders.what(reminder, sheet.words))


def _institutions(sheet: PageWriter, row: UnitRow) -> None:
    view, words = sheet.view, sheet.words
    sheet.heading("panel.matrix", note=words("matrix.now"))
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
    sheet.table(lines)


def _sent(sheet: PageWriter, row: UnitRow) -> None:
    lines = []
    for item in sheet.view.committee_figures.traffic:
        entry = sheet.view.snapshot.entries[item.item]
        if concerns(entry, row.unit):
            said = answer(origin_of(sheet.view.snapshot, entry.id), row.unit, sheet.view.ups.get(row.unit))
            cells = (*answer_cells(sheet, said, item.state), Cell(text=shown(entry.title)))
            lines.append(TableLine(cells=cells, target=Target(kind="entry", id=item.item)))
    sheet.listed("panel.traffic", lines, "page.items_n")


def _findings(sheet: PageWriter, row: UnitRow) -> None:
    view, words = sheet.view, sheet.words
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
    sheet.listed("panel.inspections", lines, "page.items_n")


def _figures(sheet: PageWriter, up: Up) -> None:
    """What else the counts say: how many members stand where in training, who came by month, visits by half-year."""
    words = sheet.words
    for year, states in up.hours.items():
        counted = words("page.comma").join(
            words(
                "matrix.count", state=words(key) if words.has(key := f"training.state.{state}") else shown(state), n=n
            )
            for state, n in states.items()
        )
        sheet.heading("unit.hours", year=year)
        sheet.text(counted)
    if up.attendance:
        sheet.heading("unit.attendance")
        months = [
            words("unit.came", month=shown(month), present=present, expected=expected)
            for month, (present, expected) in sorted(up.attendance.items())
        ]
        sheet.text(words("page.semicolon").join(months))
    if up.visits:
        sheet.heading("unit.visits")
        sheet.table(
            [
                TableLine(cells=(Cell(text=period_text(half, words)), Cell(text=words("unit.times", n=n))))
                for half, n in sorted(up.visits.items())
            ]
        )
