"""One institution of one unit: the duties behind a cell of the matrix as counts, by period and state, what is unknown
and why.
"""

from __future__ import annotations

from store import periods
from store.rules.figures import State
from widgets.display import shown
from widgets.pages import links
from widgets.pages.page_writer import TableLine
from widgets.pages.rule import write_rule
from widgets.sections.committee import matrix, units
from widgets.sections.institutions import URGENCY
from widgets.sections.section import Cell, Target
from widgets.theme import STATE_ROLES
from widgets.when.date_text import period_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.box.messages import DutyCount
    from store.committee.figures import UnitCell, UnitRow
    from widgets.display import Shown
    from widgets.pages.document import Document
    from widgets.pages.page_writer import PageWriter


def page(writer: PageWriter, target: Target) -> Document | None:
    """The id of the target is a unit, a column and a period, `one/OL-03/2026`; without a period all that went up."""
    view, words = writer.view, writer.words
    unit, _, rest = target.id.partition("/")
    column, _, label = rest.partition("/")
    row = units.row(unit, view)
    if row is None:
        return None
    cell = matrix.cell_of(view, unit, column, label)
    _standing(writer, row, label, cell)
    if remark := units.remark(row.but(code=row.code or cell.code), view, words):
        writer.gap()
        writer.text(remark, role="warn")
    _counts(writer, row, cell)
    _inspected(writer, unit, column)
    period = periods.parse(label)
    rule = view.pack.rule(column, min(period.end, view.today) if period is not None else view.today)
    if rule is not None:
        write_rule(writer, rule)
    return writer.document(shown(f"{row.name} · {matrix.column_name(column, view, words)}"), target)


def _standing(writer: PageWriter, row: UnitRow, label: str, cell: UnitCell) -> None:
    view, words = writer.view, writer.words
    state = f"{matrix.cell(cell, words).text} {words(f'state.{cell.state}')}"
    period = period_text(label, words) if label else words("matrix.now")
    day = row.as_of.isoformat() if row.as_of else units.as_of(row, view, words).text
    writer.fields(
        [
            writer.field("page.state", state, role=STATE_ROLES[cell.state]),
            writer.field("cell.period", period),
            writer.field("unit", row.name, target=Target(kind="unit", id=row.unit)),
            writer.field("unit.as_of", day),
            writer.field("cell.sums", matrix.counts_text(cell, words), alone=True),
        ]
    )


def _counts(writer: PageWriter, row: UnitRow, cell: UnitCell) -> None:
    """A line a period, the last one first: how many stand in each state, and why some are unknown."""
    if not cell.counts:
        return
    words = writer.words
    writer.heading("cell.periods", note=words("page.items_n", n=len(cell.counts)))
    writer.table([_line(writer, row, one) for one in reversed(cell.counts)], wrapped=True)


def _line(writer: PageWriter, row: UnitRow, count: DutyCount) -> TableLine:
    words = writer.words
    states = [State(state) for state, n in count.n.items() if n]
    worst = min(states, key=URGENCY.__getitem__, default=State.NA)
    counted = words("page.comma").join(
        words("matrix.count", state=words(f"state.{each}"), n=count.n[each]) for each in states
    )
    return TableLine(
        cells=(
            Cell(text=words.glyph(worst), role=STATE_ROLES[worst]),
            Cell(text=period_text(count.period, words)),
            Cell(text=words("cell.due", day=count.due.isoformat()), role="dim"),
            Cell(text=shown(f"{counted}{_unknown(writer, row, count)}"), role=STATE_ROLES[worst]),
        )
    )


def _unknown(writer: PageWriter, row: UnitRow, count: DutyCount) -> Shown:
    """Why some of a period are unknown: the unit itself can't tell, or its counts are older than what fell due."""
    words, counts = writer.words, writer.view.whole(row.unit)
    if not count.n.get(State.UNKNOWN) or counts is None or counts.up is None:
        return shown("")
    same = (
        each for each in counts.up.duties if (each.rule, each.period, each.due) == (count.rule, count.period, count.due)
    )
    below = sum(each.n.get(State.UNKNOWN, 0) for each in same)
    key = "cell.unknown_below" if below else "cell.unknown_since"
    return shown(words("page.semicolon") + words(key, day=counts.up.as_of.isoformat()))


def _inspected(writer: PageWriter, unit: str, rule: str) -> None:
    """The committee's own findings of this institution of this unit."""
    ids = [one.id for one in writer.view.snapshot.findings.values() if one.unit == unit and one.rule == rule]
    writer.listed("page.findings", [links.record_entry(writer.view, id, writer.words) for id in ids])
