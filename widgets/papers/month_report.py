"""The report of a month (or any period), as it is handed in: two pages for a branch of usual size, no codes, no ids.

What is missing stands grouped by institution; of more than a few people the number stands there, and their names in a
list at the end. Every number can be counted again in the registers of the period.
"""

from __future__ import annotations

from store.dues import of_month
from store.exchange.exports import inspection, record_tables
from store.periods import Cadence, between
from store.records import CAME, Kind
from store.rules.findings import state_of
from store.rules.participation import by_kind
from store.rules.target_value import branch_existed
from store.rules.training import hours_by_month, session_hours
from widgets.papers import month_duties
from widgets.papers.findings import found_in, found_line
from widgets.papers.formatter import SOME, PaperFormatter, table_of
from widgets.papers.paper import SMALL, Heading, Paragraph
from widgets.papers.record_tables import titled_paper
from widgets.share import percent_in_tenths

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.periods import Period
    from store.records import Meeting
    from widgets.papers.paper import Block, Paper, Value
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


def month(view: View, words: Words, period: Period) -> tuple[Paper, ...]:
    formatter = PaperFormatter(view, words)
    lists: list[tuple[Value, ...]] = []
    parts: dict[str, list[Block]] = {
        "activities": _activities(formatter, period, lists),
        "training": _training(formatter, period),
        "dues": _dues(formatter, period),
        "duties": month_duties.ended_duties(formatter, period, lists),
        "next": month_duties.coming(formatter, period, lists),
        "findings": _findings(formatter, period),
        "reports": reports(formatter, period),
    }
    blocks: list[Block] = [Paragraph(text=words("paper.as_of", day=formatter.day(view.today)), right=True)]
    for number, (code, made) in enumerate(((code, made) for code, made in parts.items() if made), 1):
        place = words(f"paper.number.{number}")
        blocks += [Heading(text=words("paper.month.part", n=place, what=words(f"paper.month.{code}"))), *made]
    if lists:
        blocks += [
            Heading(text=words("paper.month.lists")),
            table_of(words, ("matter", "people", "names"), lists, size=SMALL),
        ]
    return (titled_paper(formatter, "month", blocks, period),)


def by_kinds(formatter: PaperFormatter, period: Period) -> list[Block]:
    """How many sessions were held, in all and by kind; one of two kinds is counted once in the total, once in each."""
    words = formatter.words
    meetings = formatter.held(period)
    if not meetings:
        return [Paragraph(text=formatter.missing)]
    rows: list[tuple[Value, ...]] = []
    for kind, (came, all) in by_kind(formatter.view.snapshot, period.start, formatter.last(period)).items():
        rows.append((words(f"kind.{kind}"), sum(kind in one.kinds for one in meetings), all, came, f"{came}/{all}"))
    return [
        Paragraph(text=_sums(formatter, meetings)),
        table_of(words, ("kinds", "times", "expected", "present", "share"), rows),
    ]


def _sums(formatter: PaperFormatter, meetings: list[Meeting]) -> str:
    """How many sessions, and how many of so many expected came."""
    present = sum(status in CAME for one in meetings for status in (one.roll or {}).values())
    expected = sum(len(one.roll or {}) for one in meetings)
    rate = percent_in_tenths(present / expected) if expected else formatter.missing
    text = formatter.words("paper.month.sums", n=len(meetings), expected=expected, present=present, rate=rate)
    shared = any(len(set(one.kinds)) > 1 for one in meetings)
    return str(text + formatter.words("paper.month.shared") if shared else text)


def _activities(formatter: PaperFormatter, period: Period, lists: list[tuple[Value, ...]]) -> list[Block]:
    """How many of each kind, then each session with who did not come."""
    words = formatter.words
    meetings = formatter.held(period)
    if not meetings:
        return [Paragraph(text=formatter.missing)]
    counts: dict[Kind, int] = {}
    for meeting in meetings:
        for kind in dict.fromkeys(meeting.kinds):
            counts[kind] = counts.get(kind, 0) + 1
    kinds = formatter.join(words("paper.month.kind", kind=words(f"kind.{kind}"), n=n) for kind, n in counts.items())
    rows: list[tuple[Value, ...]] = []
    for meeting in meetings:
        came = sum(status in CAME for status in (meeting.roll or {}).values())
        rows.append(
            (
                *(
                    formatter.short_day(meeting.day, period),
                    formatter.gathering(meeting),
                    meeting.main_topic or formatter.missing,
                ),
                *(f"{came}/{len(meeting.roll or {})}", _away(formatter, meeting, period, lists)),
            )
        )
    return [
        Paragraph(text=_sums(formatter, meetings) + words("paper.month.of_kinds", kinds=kinds)),
        table_of(words, ("day", "kinds", "topic", "share", "absences"), rows, size=SMALL),
    ]


def _away(formatter: PaperFormatter, meeting: Meeting, period: Period, lists: list[tuple[Value, ...]]) -> str:
    """Who did not come, with the reason; of many how many of each mark, and the names in the list at the end."""
    words = formatter.words
    absent = record_tables.absences(meeting)
    if not absent:
        return words("record.nobody")
    away = formatter.away(absent, "paper.month.listed")
    if len(absent) <= SOME:
        return away
    marks = formatter.marks(absent)
    names = words("list.semicolon").join(
        f"{mark}{words('list.colon')}{formatter.join(who)}" for mark, who in marks.items()
    )
    matter = words(
        "paper.month.absent_from", day=formatter.short_day(meeting.day, period), kinds=formatter.gathering(meeting)
    )
    lists.append((matter, len(absent), names))
    return away


def _training(formatter: PaperFormatter, period: Period) -> list[Block]:
    """The lectures of the period and the hours of training in it, each where it happened."""
    blocks = [*_lectures(formatter, period), *hours(formatter, period)]
    return blocks or [Paragraph(text=formatter.missing)]


def _lectures(formatter: PaperFormatter, period: Period) -> list[Block]:
    words = formatter.words
    given = [
        (meeting, item) for meeting in formatter.held(period) for item in meeting.items if item.kind is Kind.LECTURE
    ]
    if not given:
        return []
    rows: list[tuple[Value, ...]] = [
        (
            formatter.short_day(meeting.day, period),
            item.topic or meeting.main_topic or formatter.missing,
            formatter.view.person(item.lecturer) if item.lecturer else formatter.missing,
            item.hours if item.hours is not None else formatter.missing,
        )
        for meeting, item in given
    ]
    table = table_of(words, ("day", "lecture", "lecturer", "class_hours"), rows, size=SMALL)
    return [Paragraph(text=words("paper.month.lectures", n=len(given))), table]


def hours(formatter: PaperFormatter, period: Period) -> list[Block]:
    """How many hours of training there were, of how many people: those on record, and those of sessions attended."""
    view, words = formatter.view, formatter.words
    hours_sums = hours_by_month(view.snapshot, view.pack, view.today, between(period.start, period.end, Cadence.MONTH))
    if not hours_sums:
        return [Paragraph(text=formatter.missing)]
    records = [
        record
        for record in view.snapshot.training.values()
        if record.day <= period.end
        and period.start <= (record.until or record.day) <= view.today
        and record.form != "self"
    ]
    sessions = [meeting for meeting in formatter.held(period) if session_hours(meeting, view.pack)]
    facts = {"people": len({member for member, _ in hours_sums}), "hours": f"{sum(hours_sums.values()):g}"}
    return [Paragraph(text=words("paper.month.hours", n=len(records), sessions=len(sessions), **facts))]


def _dues(formatter: PaperFormatter, period: Period) -> list[Block]:
    """Whose dues of each month are recorded, and whose are not; a month without any record is to be added."""
    words, snapshot = formatter.words, formatter.view.snapshot
    blocks: list[Block] = []
    months = between(period.start, formatter.last(period), Cadence.MONTH)
    for month in (one for one in months if branch_existed(snapshot, one)):
        dues, name = of_month(snapshot, month.label), formatter.period(month.label)
        if dues is None:
            blocks.append(Paragraph(text=words("paper.month.dues_unknown", month=name)))
            continue
        missing = record_tables.unpaid(snapshot, dues, month.end)
        amounts = [record_tables.amount(snapshot.members[id]) for id in dues.paid if id in snapshot.members]
        known = [one for one in amounts if one is not None]
        sum_of = words("paper.month.dues_sum", sum=f"{sum(known):.2f}") if known else ""
        names = formatter.names(one.id for one in missing) or str(words("record.nobody"))
        if len(missing) > SOME:
            names = words("paper.month.people", n=len(missing))
        blocks.append(
            Paragraph(text=words("paper.month.dues_paid", month=name, n=len(dues.paid), sum=sum_of, names=names))
        )
    return blocks or [Paragraph(text=formatter.missing)]


def _findings(formatter: PaperFormatter, period: Period) -> list[Block]:
    """What inspections found, and what is still to be rectified."""
    words, view = formatter.words, formatter.view
    findings, still = found_in(formatter, period)
    if not findings:
        return [Paragraph(text=words("record.nothing"))]
    rows: list[tuple[Value, ...]] = [
        (
            *(
                formatter.short_day(finding.day, period),
                formatter.value(finding.rule, "institution"),
                finding.text or formatter.missing,
            ),
            *(
                formatter.view.person(finding.owner) if finding.owner else formatter.missing,
                formatter.short_day(finding.due, period),
            ),
            formatter.value(state_of(finding, view.today), "finding_state"),
        )
        for finding in findings
    ]
    table = table_of(words, ("day", "institution", "text", "owner", "due", "finding_state"), rows, size=SMALL)
    return [found_line(formatter, findings, still), table]


def reports(formatter: PaperFormatter, period: Period) -> list[Block]:
    """What was done and put on record as a paper: reports, plans, summaries, letters."""
    rows: list[tuple[Value, ...]] = [
        (
            *(formatter.short_day(finding.day, period), formatter.value(finding.rule, "institution")),
            *(formatter.period(finding.period), finding.text or formatter.missing),
        )
        for finding in inspection.papers_done(
            formatter.view.snapshot, formatter.view.pack, period.start, formatter.last(period)
        )
    ]
    if not rows:
        return []
    return [table_of(formatter.words, ("day", "matter", "period", "content"), rows, size=SMALL)]
