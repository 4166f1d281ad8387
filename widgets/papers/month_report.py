"""The report of a month (or any period): counts, who did not come, what is missing. Every number can be counted again
in the records that it names.
"""

from __future__ import annotations

from store.exchange.exports import inspection, registers
from store.periods import Cadence, between
from store.records import CAME
from store.rules.participation import by_kind
from widgets.papers.formatter import PaperFormatter
from widgets.papers.paper import Heading, PaperTable, Paragraph
from widgets.papers.registers import titled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.periods import Period
    from widgets.papers.paper import Block, Paper, Value
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


def month(view: View, words: Words, period: Period) -> tuple[Paper, ...]:
    told = PaperFormatter(view, words)
    blocks = [
        Paragraph(text=words("paper.as_of", day=told.day(view.today)), right=True),
        *_activities(told, period),
        *_absentees(told, period),
        Heading(text=words("paper.month.training")),
        *hours(told, period),
        *_dues(told, period),
        *_duties(told, period),
        *_findings(told, period),
    ]
    return (titled(told, "month", blocks, period),)


def by_kinds(told: PaperFormatter, period: Period) -> list[Block]:
    """How many sessions were held, in all and by kind; one of two kinds is counted once in the total, once in each."""
    words = told.words
    meetings = registers.held(told.view.snapshot, period.start, period.end)
    if not meetings:
        return [Paragraph(text=told.missing)]
    present = sum(status in CAME for one in meetings for status in (one.roll or {}).values())
    expected = sum(len(one.roll or {}) for one in meetings)
    rows: list[tuple[Value, ...]] = []
    for kind, (came, all) in by_kind(told.view.snapshot, period.start, period.end).items():
        rows.append((words(f"kind.{kind}"), sum(kind in one.kinds for one in meetings), all, came, f"{came}/{all}"))
    head = tuple(words(f"column.{one}") for one in ("kinds", "times", "expected", "present", "share"))
    sums = words("paper.month.sums", n=len(meetings), expected=expected, present=present)
    return [Paragraph(text=sums), PaperTable(head=head, rows=tuple(rows))]


def _activities(told: PaperFormatter, period: Period) -> list[Block]:
    """Sessions held by kind, and each of them."""
    blocks: list[Block] = [Heading(text=told.words("paper.month.activities")), *by_kinds(told, period)]
    meetings = registers.held(told.view.snapshot, period.start, period.end)
    if meetings:
        table = registers.sessions(meetings)
        shown = ("day", "kinds", "group", "topic", "expected", "present", "id")
        blocks.append(_columns(told, table.code, table.columns, table.rows, shown))
    return blocks


def _columns(
    told: PaperFormatter,
    code: str,
    columns: tuple[str, ...],
    rows: tuple[tuple[object, ...], ...],
    shown: tuple[str, ...],
) -> PaperTable:
    """Some columns of a table."""
    places = [columns.index(one) for one in shown]
    told_rows = tuple(
        tuple(told.value(row[place], column) for place, column in zip(places, shown, strict=True)) for row in rows
    )
    return PaperTable(head=tuple(told.heading(code, one) for one in shown), rows=told_rows)


def _absentees(told: PaperFormatter, period: Period) -> list[Block]:
    """Who was expected and did not come, session by session, with the reason."""
    words = told.words
    blocks: list[Block] = [Heading(text=words("paper.month.absentees"))]
    rows: list[tuple[Value, ...]] = []
    for meeting in registers.held(told.view.snapshot, period.start, period.end):
        for one in registers.absences(meeting):
            kinds = told.value(meeting.kinds, "kinds")
            reason = one.reason or words("paper.reason_missing")
            rows.append((told.view.person(one.member), meeting.day, kinds, words(f"attendance.{one.status}"), reason))
    if not rows:
        held = registers.held(told.view.snapshot, period.start, period.end)
        return [*blocks, Paragraph(text=words("record.nobody") if held else told.missing)]
    head = tuple(words(f"column.{one}") for one in ("person", "day", "kinds", "mark", "reason"))
    return [*blocks, PaperTable(head=head, rows=tuple(rows))]


def hours(told: PaperFormatter, period: Period) -> list[Block]:
    """How many hours of training were recorded, of how many people."""
    found = [
        one
        for one in told.view.snapshot.training.values()
        if period.start <= (one.until or one.day) <= period.end and one.form != "self"
    ]
    if not found:
        return [Paragraph(text=told.missing)]
    sum_of, people = sum(one.hours for one in found), len({one.member for one in found})
    return [Paragraph(text=told.words("paper.month.hours", n=len(found), people=people, hours=f"{sum_of:g}"))]


def _dues(told: PaperFormatter, period: Period) -> list[Block]:
    """Whose dues of each month are recorded, and whose are not; a month without any record is to be added."""
    words = told.words
    blocks: list[Block] = [Heading(text=words("paper.month.dues"))]
    for month in between(period.start, min(period.end, told.view.today), Cadence.MONTH):
        missing = registers.unpaid(told.view.snapshot, month.label, month.end)
        name = told.period(month.label)
        if missing is None:
            blocks.append(Paragraph(text=words("paper.month.dues_unknown", month=name)))
            continue
        paid = sum(len(one.paid) for one in told.view.snapshot.dues.values() if one.month == month.label)
        names = told.names(one.id for one in missing) or words("record.nobody")
        blocks.append(Paragraph(text=words("paper.month.dues_paid", month=name, n=paid, names=names)))
    return blocks


def _duties(told: PaperFormatter, period: Period) -> list[Block]:
    """The institutions of the period, as the execution table has them today: what is missing, then what was done."""
    words = told.words
    duties = inspection.duties_of(told.view.figures, period.start, period.end)
    missing = [one for one in duties if one.state in inspection.UNDONE]
    blocks: list[Block] = []
    for code, found in (("missing", missing), ("done", [one for one in duties if one not in missing])):
        blocks.append(Heading(text=words(f"paper.month.{code}")))
        if not found:
            blocks.append(Paragraph(text=words("record.nothing")))
            continue
        table = inspection.checks(found)
        shown = ("rule", "institution", "period", "subject", "state", "due", "evidence")
        blocks.append(_columns(told, "checks", table.columns, table.rows, shown))
    return blocks


def _findings(told: PaperFormatter, period: Period) -> list[Block]:
    words = told.words
    found = inspection.findings_between(told.view.snapshot, period.start, period.end)
    blocks: list[Block] = [Heading(text=words("paper.month.findings"))]
    if not found:
        return [*blocks, Paragraph(text=words("record.nothing"))]
    table = inspection.ledger(found, told.view.today)
    shown = ("day", "institution", "period", "text", "owner", "due", "finding_state")
    return [*blocks, _columns(told, "ledger", table.columns, table.rows, shown)]
