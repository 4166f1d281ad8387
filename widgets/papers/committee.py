"""What a committee hands out of its branches: the circular (通报) of a period, and the matrix. Branches stand as in
`committee.toml`; there is no sum over one, no rate, and no order by figures.
"""

from __future__ import annotations

from store import periods
from store.committee.cells import counts_since, sums_of
from store.periods import Cadence
from store.rules.figures import State
from widgets.papers.formatter import PaperFormatter, table_of
from widgets.papers.paper import Heading, PaperTable, Paragraph
from widgets.papers.record_tables import titled_paper
from widgets.sections.committee import matrix, units
from widgets.when.date_text import period_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from store.box.messages import DutyCount
    from store.committee.figures import InspectionRow
    from store.packs.matrix import MatrixColumn
    from store.periods import Period
    from widgets.papers.paper import Block, Paper, Value
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

    Counts = Mapping[str, Sequence[DutyCount]]

DONE = (State.MET, State.MET_LATE)
JUDGED = (*DONE, State.OVERDUE, State.WAIVED)
"""What was due in a period and is known: unknown ones are told apart, never among those done or missed."""
INSTITUTIONS = ("institution", "judged", "done", "made_up", "overdue", "waived", "unknown", "running")


def circular(view: View, words: Words, period: Period) -> tuple[Paper, ...]:
    """Done and due of each institution, what is missing branch by branch, the committee's findings, visits."""
    formatter = PaperFormatter(view, words)
    counts = _counts(view, period)
    blocks: list[Block] = [
        *_headed("institutions", words, [_known(view, counts, words), _institutions(view, counts, words)]),
        *_headed("unmet", words, [_unmet(view, counts, words)]),
        *_headed("inspected", words, _findings(formatter, period)),
        *_headed("visits", words, _visits(view, period, words)),
        Paragraph(text=words("paper.circular.draft")),
    ]
    return (titled_paper(formatter, "unit_circular", blocks, period),)


def _headed(code: str, words: Words, blocks: Sequence[Block]) -> Iterator[Block]:
    yield Heading(text=words(f"paper.circular.{code}"))
    yield from blocks


def _counts(view: View, period: Period) -> dict[str, Counts]:
    """What each unit that has counts says of what fell due in a period, as it is known today."""
    counts_of = {}
    for unit in view.units:
        counts = view.whole(unit.unit)
        if counts is not None and counts.up is not None:
            counts_of[unit.unit] = _due(counts_since(counts.up, view.today, period.start), period)
    return counts_of


def _due(counts: Counts, period: Period) -> Counts:
    """A year's duty is of the quarter that ends it; one of a month that is due a little later, of its month."""

    def within(count: DutyCount) -> bool:
        own = periods.parse(count.period)
        inside = own is not None and period.start <= own.start and own.end <= period.end
        return inside or (count.due in period and (own is None or own.start < period.start))

    return {rule: [one for one in said if within(one)] for rule, said in counts.items()}


def _known(view: View, counts: Mapping[str, Counts], words: Words) -> Paragraph:
    return Paragraph(text=words("paper.circular.known", of=len(view.units), n=len(counts)))


def _rules(view: View) -> list[MatrixColumn]:
    """The columns that are rules: a register has no period of its own."""
    columns = view.committee_figures.columns if view.committee is not None else ()
    return [one for one in columns if view.pack.rule(one.id, view.today) is not None]


def _institutions(view: View, counts: Mapping[str, Counts], words: Words) -> PaperTable:
    """Over all branches that have counts: how many duties were due, and what became of them."""
    rows: list[tuple[Value, ...]] = []
    for column in _rules(view):
        n = sums_of([one for unit_counts in counts.values() for one in unit_counts.get(column.id, ())])
        judged = sum(n.get(state, 0) for state in JUDGED)
        figures = [judged, sum(n.get(state, 0) for state in DONE)]
        figures += [n.get(state, 0) for state in (State.MET_LATE, State.OVERDUE, State.WAIVED, State.UNKNOWN)]
        figures.append(n.get(State.UPCOMING, 0) + n.get(State.DUE_SOON, 0))
        if any(figures):
            rows.append((str(matrix.column_name(column.id, view, words)), *figures))
    return table_of(words, INSTITUTIONS, rows)


def _unmet(view: View, counts: Mapping[str, Counts], words: Words) -> PaperTable:
    """Every branch in its order: what is overdue, what nobody can tell, of which day its counts are."""
    rows: list[tuple[Value, ...]] = []
    for unit in view.units:
        row, unit_counts = units.row(unit.unit, view), counts.get(unit.unit)
        as_of = row.as_of if row is not None else None
        if unit_counts is None:
            why = units.why(row, words) if row is not None else words("unknown.full")
            rows.append((unit.name, None, str(why), as_of))
            continue
        late, unknown = (_periods_in(view, unit_counts, state, words) for state in (State.OVERDUE, State.UNKNOWN))
        nothing = None if unknown else str(words("paper.circular.none"))  # of what nobody knows it is not said
        rows.append((unit.name, late or nothing, unknown or None, as_of))
    return table_of(words, ("branch", "overdue", "unknown", "as_of"), rows, widths=(16, 40, 30, 14))


def _periods_in(view: View, counts: Counts, state: State, words: Words) -> str:
    """Each institution with its periods, and how many where there are several."""
    lines = []
    for column in _rules(view):
        found = [(one, one.n.get(state, 0)) for one in counts.get(column.id, ()) if one.n.get(state)]
        periods = [f"{period_text(one.period, words)}{f' ×{n}' if n > 1 else ''}" for one, n in found]
        if periods:
            name = matrix.column_name(column.id, view, words)
            lines.append(str(words("paper.circular.line", name=name, periods=words("page.comma").join(periods))))
    return "\n".join(lines)


def _findings(formatter: PaperFormatter, period: Period) -> list[Block]:
    view, words = formatter.view, formatter.words
    findings = [view.snapshot.findings[row.finding] for row in _inspected(view)]
    states = {row.finding: row.state for row in _inspected(view)}
    rows: list[tuple[Value, ...]] = [
        (
            units.name(finding.unit, view),
            str(matrix.column_name(finding.rule, view, words)),
            str(period_text(finding.period, words)),
            str(words(f"result.{finding.result}")),
            finding.text,
            finding.due,
            str(words(f"inspections.{states[finding.id]}")),
        )
        for finding in sorted(findings, key=lambda finding: (finding.day, finding.id))
        if finding.day in period
    ]
    if not rows:
        return [Paragraph(text=words("paper.circular.no_findings"))]
    columns = ("branch", "institution", "period", "result", "text", "due", "finding_state")
    return [table_of(words, columns, rows)]


def _inspected(view: View) -> Sequence[InspectionRow]:
    return [one for one in view.committee_figures.inspections if one.unit] if view.committee is not None else ()


def _visits(view: View, period: Period, words: Words) -> list[Block]:
    """How often somebody of the liaison came to each branch, in the half-years that the period touches."""
    committee = view.committee
    if committee is None or not committee.liaison:
        return [Paragraph(text=words("paper.circular.no_liaison"))]
    halves = [one.label for one in periods.between(period.start, period.end, Cadence.HALF)]
    rows: list[tuple[Value, ...]] = []
    for unit in view.units:
        counts = view.ups.get(unit.unit)
        said = counts.up.visits if counts is not None and counts.up is not None else {}
        rows.append((unit.name, *(said[half] if half in said else str(words("unknown.full")) for half in halves)))
    head = (words("column.branch"), *(str(period_text(half, words)) for half in halves))
    return [PaperTable(head=tuple(head), rows=tuple(rows))]


def matrix_paper(view: View, words: Words, period: Period) -> tuple[Paper, ...]:
    """Each branch with the worst state of each institution in a period, and how many stand in it."""
    formatter = PaperFormatter(view, words)
    figures = view.committee_figures_of(period) if view.committee is not None else None
    columns = figures.columns if figures is not None else ()
    head = [words("column.branch"), *(str(matrix.column_name(one.id, view, words)) for one in columns)]
    rows: list[tuple[Value, ...]] = []
    for row in figures.rows if figures is not None else ():
        cells = [_cell(row.cells[one.id].state, row.cells[one.id].n, words) for one in columns]
        rows.append((row.name, *cells, row.as_of or str(units.as_of(row, view, words).text)))
    grid = PaperTable(head=(*head, words("column.as_of")), rows=tuple(rows))
    return (
        titled_paper(formatter, "matrix", [grid, Paragraph(text=words("paper.circular.draft"))], period, wide=True),
    )


def _cell(state: State, n: int, words: Words) -> str:
    said = words(f"state.{state}")
    return f"{said} {n}" if state in matrix.COUNTED else str(said)
