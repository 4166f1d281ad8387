"""Tables of records as papers: roster, attendance, training, dues, checks, statistics, and that of any kind of
record. Each sheet is one table.
"""

from __future__ import annotations

from datetime import date

from store.exchange.exports import inspection, record_tables
from store.exchange.exports.roster import roster as roster_table
from store.field_types import types_of
from store.rules import all_figures
from store.rules.figures import State
from store.rules.trend import trend
from widgets.field_labels import label
from widgets.field_values import LONG, value_text
from widgets.kinds.defaults import columns, day_field
from widgets.kinds.lists import in_order
from widgets.papers.findings import found_in, found_line
from widgets.papers.formatter import PaperFormatter
from widgets.papers.month_duties import duties_in
from widgets.papers.paper import Chart, Heading, Paper, PaperTable, Paragraph

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from store.exchange.exports.table import Table
    from store.periods import Period
    from store.records import Finding, Stored
    from store.rules.figures import Figures
    from store.rules.trend import MonthTrend
    from widgets.kinds.kind import RecordKind
    from widgets.papers.paper import Block, Value
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


def titled_paper(
    formatter: PaperFormatter,
    code: str,
    blocks: Sequence[Block],
    period: Period | None = None,
    name: str = "",
    *,
    wide: bool = False,
) -> Paper:
    """A document with the usual title: the branch, the period, what it is."""
    branch = formatter.view.snapshot.branch
    whose = branch.name if branch else formatter.missing
    title = formatter.words(
        f"paper.title.{code}", branch=whose, period=formatter.period(period.label) if period else ""
    )
    name = name or formatter.words(f"paper.name.{code}")
    return Paper(name=name, title=title, branch=whose, blocks=tuple(blocks), landscape=wide)


def sheet(
    formatter: PaperFormatter,
    table: Table,
    code: str,
    period: Period | None = None,
    *,
    note: str = "",
    chart: Chart | None = None,
) -> Paper:
    """One table as a sheet of its own, with a picture of it and a note below."""
    blocks: list[Block] = [formatter.grid(table).but(joined=bool(note) and chart is None)]
    if chart is not None:
        blocks.append(chart)
    if note:
        blocks.append(Paragraph(text=note))
    return titled_paper(formatter, code, blocks, period, wide=chart is None)


def trend_of(view: View, last: date) -> tuple[MonthTrend, ...]:
    """Twelve months up to that of a day, or to the running one where that is earlier."""
    return view.once(("trend", last), lambda: trend(view.snapshot, view.pack, view.today, last))


def figures_of(view: View, period: Period) -> Figures:
    """The figures of the year that a period ends in; its duties are `duties_in`."""
    if period.end.year == view.today.year:
        return view.figures
    return all_figures.figures(view.snapshot, view.today, view.pack, period.end.year)


def roster(view: View, words: Words, period: Period | None) -> tuple[Paper, ...]:
    """As of today, whatever the period: it is read back by `import roster`. So it has no title above its headings."""
    formatter = PaperFormatter(view, words)
    return (sheet(formatter, roster_table(view.snapshot, view.today), "roster"),)


def attendance(view: View, words: Words, period: Period) -> tuple[Paper, ...]:
    formatter = PaperFormatter(view, words)
    span = view.snapshot, period.start, period.end
    note = words("paper.note.attendance")
    rolls = record_tables.roll_sheet(view.snapshot, period.start, formatter.last(period))
    return (
        sheet(formatter, record_tables.attendance(*span, view.today), "attendance", period, note=note),
        sheet(formatter, rolls, "rolls", period),
        sheet(formatter, record_tables.sessions(formatter.held(period)), "sessions", period),
        _months(formatter, "attendance_months", record_tables.attendance_months, period, bars=(4,)),
    )


def training(view: View, words: Words, period: Period) -> tuple[Paper, ...]:
    formatter = PaperFormatter(view, words)
    figures = figures_of(view, period)
    table = record_tables.training(view.snapshot, view.pack, figures, period.start, period.end, view.today)
    records = record_tables.training_records(view.snapshot, period.start, period.end)
    note = words("paper.note.training", year=period.end.year)
    return (
        sheet(formatter, table, "training", period, note=note),
        sheet(formatter, records, "training_records", period),
        _months(formatter, "training_months", record_tables.training_months, period, bars=(2,), lines=(3,)),
    )


def dues(view: View, words: Words, period: Period) -> tuple[Paper, ...]:
    formatter = PaperFormatter(view, words)
    span = view.snapshot, period.start, period.end
    return (
        sheet(formatter, record_tables.dues(*span, view.today), "dues", period, note=words("paper.note.dues")),
        sheet(formatter, record_tables.dues_days(*span), "dues_days", period, note=words("paper.note.dues_days")),
    )


def dated(kind: RecordKind) -> bool:
    """Whether every record of a kind is of a day."""
    day = day_field(kind)
    return bool(day) and not types_of(kind.record)[day].optional


def records(kind: RecordKind, view: View, words: Words, period: Period | None) -> tuple[Paper, ...]:
    """The register of a kind of record, by the columns of its list and its note: those of the period, or all."""
    formatter, day = PaperFormatter(view, words), day_field(kind)
    listed = columns(kind)
    names = [*listed, *(one for one in ("note",) if one in kind.record.fields and one not in listed)]
    of = [one for one in in_order(kind, view) if period is None or _first_day(getattr(one, day)) in period]
    grid = PaperTable(
        head=(words("column.id"), *(label(kind.record, one, words) for one in names)),
        rows=tuple((record.id, *(_cell(record, one, formatter) for one in names)) for record in of),
        codes=(0,),
    )
    branch = view.snapshot.branch
    whose, what = branch.name if branch else formatter.missing, words(f"table.{kind.table}")
    facts = {"branch": whose, "what": words("export.what.records", what=what)}
    if period is None:
        title = words("paper.title.records_all", **facts)
    else:
        title = words("paper.title.records", period=formatter.period(period.label), **facts)
    blocks: Iterable[Block] = (grid,) if of else (grid, Paragraph(text=words("paper.no_records")))
    return (Paper(name=what, title=title, branch=whose, blocks=tuple(blocks), landscape=True),)


def _first_day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(f"{value}-01")


def _cell(record: Stored, name: str, formatter: PaperFormatter) -> Value:
    """A value as lists say it; days and numbers as such, for a spreadsheet to reckon with, and texts as they are."""
    value, of = getattr(record, name), types_of(type(record))[name].of
    if isinstance(value, date) or type(value) in (int, float):
        return value  # type: ignore[no-any-return]
    if of in ("Subject", "MeetingId"):
        return formatter.subject(value) if value else None
    return (
        value if of in LONG or of in ("str", "Place") else value_text(record, name, formatter.view, formatter.words)
    ) or None


def _months(
    formatter: PaperFormatter,
    code: str,
    make: Callable[[tuple[MonthTrend, ...]], Table],
    period: Period,
    bars: tuple[int, ...],
    lines: tuple[int, ...] = (),
) -> Paper:
    """Twelve months as a sheet, and their picture where there is anything to draw."""
    table, note = make(trend_of(formatter.view, period.end)), formatter.words(f"paper.note.{code}")
    chart = Chart(title=formatter.words(f"paper.chart.{code}"), labels=0, bars=bars, lines=lines)
    there = any(row[at] is not None for row in table.rows for at in bars)
    return sheet(formatter, table, code, period, note=note, chart=chart if there else None)


def statistics(view: View, words: Words, period: Period) -> tuple[Paper, ...]:
    """Counts on the last day of the period, or today in the running one."""
    formatter = PaperFormatter(view, words)
    day = formatter.last(period)
    blocks: list[Block] = [Paragraph(text=words("paper.as_of", day=formatter.day(day)), right=True)]
    for table in inspection.statistics(view.snapshot, figures_of(view, period), day):
        heading = Heading(text=words("paper.by", what=formatter.heading(table.code, table.columns[0])))
        counted = any(count for *_, count in table.rows)
        blocks += [
            heading,
            formatter.grid(table, empty=formatter.missing) if counted else Paragraph(text=formatter.missing),
        ]
        if table.columns[0] == "age" and counted:
            blocks.append(Chart(title=words("paper.chart.age"), labels=0, bars=(1,)))
    return (titled_paper(formatter, "statistics", blocks, period),)


def checks(view: View, words: Words, period: Period) -> tuple[Paper, ...]:
    """The inspection sheet, the circular, the rectification notices and the ledger of a period."""
    formatter = PaperFormatter(view, words)
    duties = inspection.duties_of(duties_in(view, period), period.start, period.end)
    span = period.start, formatter.last(period)
    findings = inspection.inspections(view.snapshot, view.pack, *span)
    done = inspection.papers_done(view.snapshot, view.pack, *span)
    made = [sheet(formatter, inspection.checks(duties), "checks", period)]
    made.append(_circular(formatter, period))
    made += _notices(formatter, found_in(formatter, period)[1])
    made.append(sheet(formatter, inspection.ledger(findings, view.today), "ledger", period))
    if done:
        made.append(sheet(formatter, inspection.reports(done), "reports", period))
    return tuple(made)


def _circular(formatter: PaperFormatter, period: Period) -> Paper:
    """通报: what of that whose time ended in the period was carried out, what was not, what is asked. It names
    institutions and, of people, no one.
    """
    words, view = formatter.words, formatter.view
    duties = [one for one in duties_in(view, period) if period.start <= one.due <= period.end]
    counts: dict[str, int] = dict.fromkeys(State, 0)
    for one in duties:
        counts[one.state] += 1
    done = counts["met"] + counts["met_late"]
    ended = done + counts["overdue"] + counts["waived"] + counts["unknown"]
    findings, still = found_in(formatter, period)
    overdue = tuple(
        (words.of(duty.rule.name), formatter.period(duty.period), formatter.value(duty.subject, "subject"), duty.due)
        for duty in duties
        if duty.state is State.OVERDUE and duty.subject not in view.snapshot.members
    )
    blocks: list[Block] = [
        Paragraph(text=words("paper.circular.opening", period=formatter.period(period.label))),
        Heading(text=words("paper.circular.done")),
        Paragraph(
            text=words(
                "paper.circular.counts", judged=ended, done=done, waived=counts["waived"], unknown=counts["unknown"]
            )
        ),
        Heading(text=words("paper.circular.missing")),
    ]
    if overdue:
        head = tuple(formatter.heading("checks", column) for column in ("institution", "period", "subject", "due"))
        blocks.append(PaperTable(head=head, rows=overdue))
    else:
        blocks.append(Paragraph(text=words("paper.circular.none")))
    blocks.append(Heading(text=words("paper.circular.findings")))
    blocks.append(found_line(formatter, findings, still))
    blocks += [Paragraph(text=f"{number}. {one.text or formatter.missing}") for number, one in enumerate(still, 1)]
    blocks += [Heading(text=words("paper.circular.asked")), Paragraph(text=formatter.missing), *_signed(formatter)]
    return titled_paper(formatter, "circular", blocks, period)


def _notices(formatter: PaperFormatter, still: list[Finding]) -> list[Paper]:
    """整改通知: one for each finding of the period that is still to be rectified."""
    made = []
    words = formatter.words
    for finding in still:
        rule = formatter.value(finding.rule, "institution")
        facts = {"day": formatter.day(finding.day), "rule": str(rule), "period": formatter.period(finding.period)}
        owner = formatter.view.person(finding.owner) if finding.owner else formatter.missing
        blocks: list[Block] = [
            Paragraph(text=f"{owner}{words('list.colon')}"),
            Paragraph(text=words("paper.notice.found", result=words(f"result.{finding.result}"), **facts)),
            Paragraph(text=finding.text or formatter.missing),
            Paragraph(text=words("paper.notice.asked", due=formatter.day(finding.due))),
            PaperTable(
                head=tuple(words(f"paper.notice.{column}") for column in ("measure", "done", "evidence", "checked")),
                rows=((None,) * 4,),
                tall=True,
            ),
            *_signed(formatter),
        ]
        made.append(
            titled_paper(formatter, "rectification", blocks, name=words("paper.name.rectification", id=finding.id))
        )
    return made


def _signed(formatter: PaperFormatter) -> list[Block]:
    branch = formatter.view.snapshot.branch
    return [
        Paragraph(text=branch.name if branch else formatter.missing, right=True),
        Paragraph(text=formatter.day(formatter.view.today), right=True),
    ]
