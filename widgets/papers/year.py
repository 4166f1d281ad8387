"""The plan and the summary of a year in the work book, put together from what is recorded and what the rules ask.

What the branch itself would write there, its aims and its lessons, is not on record and is left to be added.
"""

from __future__ import annotations

from store.admission import stage_on
from store.exchange.exports import record_tables
from store.records import Stage
from store.rules.figures import State
from widgets.papers.findings import found_in, found_line
from widgets.papers.formatter import table_of
from widgets.papers.month_duties import duties_in
from widgets.papers.month_report import by_kinds, hours, reports
from widgets.papers.paper import Heading, PaperTable, Paragraph
from widgets.papers.record_tables import figures_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from store.periods import Period
    from store.records import Meeting
    from widgets.papers.formatter import PaperFormatter
    from widgets.papers.paper import Block, Value


def plan(formatter: PaperFormatter, period: Period) -> list[Block]:
    """What the rules in force ask for again and again, and the sessions that are on record for the year."""
    words = formatter.words
    return [
        Heading(text=words("book.plan.aims")),
        Paragraph(text=formatter.missing),
        Heading(text=words("book.plan.rules")),
        *_rules(formatter, period),
        Heading(text=words("book.plan.sessions")),
        *_sessions(formatter, period),
    ]


STRUCTURE = "ORG"
"""The family of rules on how a branch is set up: they ask for nothing to be planned."""


def _rules(formatter: PaperFormatter, period: Period) -> list[Block]:
    """The rules that apply in the year and come round again, in the order of their ids."""
    columns = ("rule", "institution", "cadence", "strength", "source")
    asked = {
        duty.rule.id: duty.rule
        for duty in duties_in(formatter.view, period)
        if duty.state is not State.NA and duty.rule.cadence is not None and duty.start <= period.end
    }
    rows: list[tuple[Value, ...]] = []
    for rule in sorted(asked.values(), key=lambda rule: rule.id):
        if not rule.id.startswith(STRUCTURE) and rule.predicate != "definition":
            often, strong = formatter.words(f"cadence.{rule.cadence}"), formatter.words(f"strength.{rule.strength}")
            rows.append((rule.id, formatter.words.of(rule.name), often, strong, rule.source))
    if not rows:
        return [Paragraph(text=formatter.missing)]
    return [table_of(formatter.words, columns, rows)]


def _sessions(formatter: PaperFormatter, period: Period) -> list[Block]:
    meetings = [meeting for meeting in formatter.view.snapshot.meetings.values() if meeting.day in period]
    meetings.sort(key=lambda meeting: meeting.order)
    if not meetings:
        return [Paragraph(text=formatter.missing)]
    columns = ("day", "kinds", "group", "topic", "place", "carried_out")
    rows: list[tuple[Value, ...]] = []
    for meeting in meetings:
        what = formatter.value(meeting.kinds, "kinds"), formatter.value(meeting.group, "group")
        where = meeting.main_topic or formatter.missing, meeting.place or formatter.missing
        rows.append((meeting.day, *what, *where, _carried_out(formatter, meeting)))
    return [table_of(formatter.words, columns, rows)]


def _carried_out(formatter: PaperFormatter, meeting: Meeting) -> str:
    """Held by its roll call, still to come, or not known."""
    if meeting.held and meeting.day <= formatter.view.today:
        return str(formatter.words("book.plan.held"))
    return str(formatter.words("book.plan.coming")) if meeting.day >= formatter.view.today else formatter.missing


def summary(formatter: PaperFormatter, period: Period) -> list[Block]:
    """Counts of the year, each of which can be counted again in the sections before and in the registers."""
    words = formatter.words
    parts: dict[str, list[Block]] = {
        "life": by_kinds(formatter, period),
        "training": [*hours(formatter, period), *_met(formatter, period)],
        "duties": _duties(formatter, period),
        "findings": _findings(formatter, period),
        "reports": reports(formatter, period) or [Paragraph(text=formatter.missing)],
        "members": _members(formatter, period),
        "lessons": [Paragraph(text=formatter.missing)],
    }
    blocks: list[Block] = []
    for code, made in parts.items():
        blocks += [Heading(text=words(f"book.summary.{code}")), *made]
    return blocks


def _met(formatter: PaperFormatter, period: Period) -> list[Block]:
    counts: dict[str, int] = {}
    for row in figures_of(formatter.view, period).training:
        counts[row.state] = counts.get(row.state, 0) + 1
    texts = [
        formatter.words("book.summary.state", what=formatter.words(f"training.state.{state}"), n=n)
        for state, n in counts.items()
    ]
    return [Paragraph(text=formatter.words("book.summary.hours_met", counts=formatter.join(texts)))] if texts else []


def _duties(formatter: PaperFormatter, period: Period) -> list[Block]:
    """How the duties stand whose time lies within the year, counted by state."""
    counts = dict.fromkeys(State, 0)
    for duty in duties_in(formatter.view, period):
        if duty.state is not State.NA and period.start <= duty.start and duty.due <= period.end:
            counts[duty.state] += 1
    if not any(counts.values()):
        return [Paragraph(text=formatter.missing)]
    rows = tuple((formatter.words(f"state.{state}"), n) for state, n in counts.items() if n)
    return [PaperTable(head=(formatter.words("column.state"), formatter.words("column.times")), rows=rows)]


def _findings(formatter: PaperFormatter, period: Period) -> list[Block]:
    findings, still = found_in(formatter, period)
    return [found_line(formatter, findings, still) if findings else Paragraph(text=formatter.missing)]


def _members(formatter: PaperFormatter, period: Period) -> list[Block]:
    """Who is there at the year's end, who came and went, and what was done for admission and in talks."""
    snapshot = formatter.view.snapshot
    day = formatter.last(period)
    there = record_tables.members_between(snapshot, day, day)
    if not there:
        return [Paragraph(text=formatter.missing)]
    everyone, cases = snapshot.members.values(), snapshot.admissions.values()

    def within(when: date | None) -> bool:
        return when is not None and period.start <= when <= day

    facts = {
        "n": len(there),
        "came": sum(within(one.since) for one in everyone),
        "left": sum(within(one.until) for one in everyone),
        "applied": sum(within(one.applied) for one in cases),
        "admitted": sum(within(one.admitted) for one in cases),
        "confirmed": sum(within(one.confirmed) for one in cases),
        "open": sum(stage_on(one, day) not in (None, Stage.CLOSED) for one in cases),
        "talks": sum(within(one.day) for one in snapshot.talks.values()),
    }
    return [
        Paragraph(text=formatter.words("book.summary.people", **facts)),
        Paragraph(text=formatter.words("book.summary.cases", **facts)),
    ]
