"""The report of a month (or any period), as it is handed in: two pages for a branch of usual size, no codes, no ids.

What is missing stands grouped by institution; of more than a few people the number stands there, and their names in a
list at the end. Every number can be counted again in the registers of the period.
"""

from __future__ import annotations

from store.exchange.exports import inspection, registers
from store.periods import Cadence, between
from store.records import CAME, Kind
from store.rules.findings import state_of
from store.rules.participation import by_kind
from store.rules.training import hours_by_month, session_hours
from widgets.papers import month_duties
from widgets.papers.formatter import SOME, PaperFormatter
from widgets.papers.paper import SMALL, Heading, PaperTable, Paragraph
from widgets.papers.registers import titled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.periods import Period
    from store.records import Meeting
    from widgets.papers.paper import Block, Paper, Value
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


def month(view: View, words: Words, period: Period) -> tuple[Paper, ...]:
    told = PaperFormatter(view, words)
    lists: list[tuple[Value, ...]] = []
    parts: dict[str, list[Block]] = {
        "activities": _activities(told, period, lists),
        "training": _training(told, period),
        "dues": _dues(told, period),
        "duties": month_duties.ended(told, period, lists),
        "next": month_duties.coming(told, period, lists),
        "findings": _findings(told, period),
        "reports": reports(told, period),
    }
    blocks: list[Block] = [Paragraph(text=words("paper.as_of", day=told.day(view.today)), right=True)]
    for number, (code, made) in enumerate(((code, made) for code, made in parts.items() if made), 1):
        place = words(f"paper.number.{number}")
        blocks += [Heading(text=words("paper.month.part", n=place, what=words(f"paper.month.{code}"))), *made]
    if lists:
        head = tuple(words(f"column.{one}") for one in ("matter", "people", "names"))
        blocks += [
            Heading(text=words("paper.month.lists")),
            PaperTable(head=head, rows=tuple(lists), size=SMALL),
        ]
    return (titled(told, "month", blocks, period),)


def by_kinds(told: PaperFormatter, period: Period) -> list[Block]:
    """How many sessions were held, in all and by kind; one of two kinds is counted once in the total, once in each."""
    words = told.words
    meetings = registers.held(told.view.snapshot, period.start, period.end)
    if not meetings:
        return [Paragraph(text=told.missing)]
    rows: list[tuple[Value, ...]] = []
    for kind, (came, all) in by_kind(told.view.snapshot, period.start, period.end).items():
        rows.append((words(f"kind.{kind}"), sum(kind in one.kinds for one in meetings), all, came, f"{came}/{all}"))
    head = tuple(words(f"column.{one}") for one in ("kinds", "times", "expected", "present", "share"))
    return [Paragraph(text=_sums(told, meetings)), PaperTable(head=head, rows=tuple(rows))]


def _sums(told: PaperFormatter, meetings: list[Meeting]) -> str:
    """How many sessions, and how many of so many expected came."""
    present = sum(status in CAME for one in meetings for status in (one.roll or {}).values())
    expected = sum(len(one.roll or {}) for one in meetings)
    rate = f"{present / expected:.1%}" if expected else told.missing
    text = told.words("paper.month.sums", n=len(meetings), expected=expected, present=present, rate=rate)
    shared = any(len(set(one.kinds)) > 1 for one in meetings)
    return str(text + told.words("paper.month.shared") if shared else text)


def _activities(told: PaperFormatter, period: Period, lists: list[tuple[Value, ...]]) -> list[Block]:
    """How many of each kind, then each session with who did not come."""
    words = told.words
    meetings = registers.held(told.view.snapshot, period.start, period.end)
    if not meetings:
        return [Paragraph(text=told.missing)]
    counts: dict[Kind, int] = {}
    for meeting in meetings:
        for kind in dict.fromkeys(meeting.kinds):
            counts[kind] = counts.get(kind, 0) + 1
    kinds = told.join(words("paper.month.kind", kind=words(f"kind.{kind}"), n=n) for kind, n in counts.items())
    rows: list[tuple[Value, ...]] = []
    for meeting in meetings:
        came = sum(status in CAME for status in (meeting.roll or {}).values())
        rows.append(
            (
                *(
                    told.short_day(meeting.day, period),
                    told.gathering(meeting),
                    registers.topic(meeting) or told.missing,
                ),
                *(f"{came}/{len(meeting.roll or {})}", _away(told, meeting, period, lists)),
            )
        )
    head = tuple(words(f"column.{one}") for one in ("day", "kinds", "topic", "share", "absences"))
    return [
        Paragraph(text=_sums(told, meetings) + words("paper.month.of_kinds", kinds=kinds)),
        PaperTable(head=head, rows=tuple(rows), size=SMALL),
    ]


def _away(told: PaperFormatter, meeting: Meeting, period: Period, lists: list[tuple[Value, ...]]) -> str:
    """Who did not come, with the reason; of many how many of each mark, and the names in the list at the end."""
    words = told.words
    absent = registers.absences(meeting)
    if not absent:
        return words("record.nobody")
    said = told.away(absent, "paper.month.listed")
    if len(absent) <= SOME:
        return said
    marks = told.marks(absent)
    names = words("list.semicolon").join(f"{mark}{words('list.colon')}{told.join(who)}" for mark, who in marks.items())
    matter = words("paper.month.absent_from", day=told.short_day(meeting.day, period), kinds=told.gathering(meeting))
    lists.append((matter, len(absent), names))
    return said


def _training(told: PaperFormatter, period: Period) -> list[Block]:
    """The lectures of the period and the hours of training in it, each where it happened."""
    blocks = [*_lectures(told, period), *hours(told, period)]
    return blocks or [Paragraph(text=told.missing)]


def _lectures(told: PaperFormatter, period: Period) -> list[Block]:
    words = told.words
    given = [
        (meeting, item)
        for meeting in registers.held(told.view.snapshot, period.start, period.end)
        for item in meeting.items
        if item.kind is Kind.LECTURE
    ]
    if not given:
        return []
    rows: list[tuple[Value, ...]] = [
        (
            told.short_day(meeting.day, period),
            item.topic or registers.topic(meeting) or told.missing,
            told.view.person(item.lecturer) if item.lecturer else told.missing,
            item.hours if item.hours is not None else told.missing,
        )
        for meeting, item in given
    ]
    head = tuple(words(f"column.{one}") for one in ("day", "lecture", "lecturer", "class_hours"))
    table = PaperTable(head=head, rows=tuple(rows), size=SMALL)
    return [Paragraph(text=words("paper.month.lectures", n=len(given))), table]


def hours(told: PaperFormatter, period: Period) -> list[Block]:
    """How many hours of training there were, of how many people: those on record, and those of sessions attended."""
    view, words = told.view, told.words
    found = hours_by_month(view.snapshot, view.pack, view.today, between(period.start, period.end, Cadence.MONTH))
    if not found:
        return [Paragraph(text=told.missing)]
    records = [
        one
        for one in view.snapshot.training.values()
        if one.day <= period.end and period.start <= (one.until or one.day) <= view.today and one.form != "self"
    ]
    sessions = [
        one
        for one in registers.held(view.snapshot, period.start, min(period.end, view.today))
        if session_hours(one, view.pack)
    ]
    facts = {"people": len({member for member, _ in found}), "hours": f"{sum(found.values()):g}"}
    return [Paragraph(text=words("paper.month.hours", n=len(records), sessions=len(sessions), **facts))]


def _dues(told: PaperFormatter, period: Period) -> list[Block]:
    """Whose dues of each month are recorded, and whose are not; a month without any record is to be added."""
    words, snapshot = told.words, told.view.snapshot
    blocks: list[Block] = []
    for month in between(period.start, min(period.end, told.view.today), Cadence.MONTH):
        missing = registers.unpaid(snapshot, month.label, month.end)
        name = told.period(month.label)
        if missing is None:
            blocks.append(Paragraph(text=words("paper.month.dues_unknown", month=name)))
            continue
        paid = {member for one in snapshot.dues.values() if one.month == month.label for member in one.paid}
        amounts = [registers.amount(snapshot.members[id]) for id in paid if id in snapshot.members]
        known = [one for one in amounts if one is not None]
        sum_of = words("paper.month.dues_sum", sum=f"{sum(known):.2f}") if known else ""
        names = told.names(one.id for one in missing) or str(words("record.nobody"))
        if len(missing) > SOME:
            names = words("paper.month.people", n=len(missing))
        blocks.append(Paragraph(text=words("paper.month.dues_paid", month=name, n=len(paid), sum=sum_of, names=names)))
    return blocks or [Paragraph(text=told.missing)]


def _findings(told: PaperFormatter, period: Period) -> list[Block]:
    """What inspections found, and what is still to be rectified."""
    words, view = told.words, told.view
    found = inspection.inspections(view.snapshot, view.pack, period.start, period.end)
    if not found:
        return [Paragraph(text=words("record.nothing"))]
    still = [one for one in inspection.open_findings(view.snapshot, view.today) if one in found]
    facts = {"n": len(found), "open": len(still), "closed": len(found) - len(still)}
    rows: list[tuple[Value, ...]] = [
        (
            *(told.short_day(one.day, period), told.value(one.rule, "institution"), one.text or told.missing),
            *(told.view.person(one.owner) if one.owner else told.missing, told.short_day(one.due, period)),
            told.value(state_of(one, view.today), "finding_state"),
        )
        for one in found
    ]
    head = tuple(words(f"column.{one}") for one in ("day", "institution", "text", "owner", "due", "finding_state"))
    table = PaperTable(head=head, rows=tuple(rows), size=SMALL)
    return [Paragraph(text=words("paper.circular.found", **facts)), table]


def reports(told: PaperFormatter, period: Period) -> list[Block]:
    """What was done and put on record as a paper: reports, plans, summaries, letters."""
    rows: list[tuple[Value, ...]] = [
        (
            *(told.short_day(one.day, period), told.value(one.rule, "institution")),
            *(told.period(one.period), one.text or told.missing),
        )
        for one in inspection.papers_done(told.view.snapshot, told.view.pack, period.start, period.end)
    ]
    if not rows:
        return []
    head = tuple(told.words(f"column.{one}") for one in ("day", "matter", "period", "content"))
    return [PaperTable(head=head, rows=tuple(rows), size=SMALL)]
