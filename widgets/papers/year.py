"""The plan and the summary of a year in the work book, put together from what is recorded and what the rules ask.

What the branch itself would write there, its aims and its lessons, is not on record and is left to be added.
"""

from __future__ import annotations

from store.exchange.exports import inspection, registers
from store.records import Stage
from store.rules.figures import State
from widgets.papers.month_report import by_kinds, hours, reports
from widgets.papers.paper import Heading, PaperTable, Paragraph
from widgets.papers.registers import figures_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.periods import Period
    from store.records import Meeting
    from widgets.papers.formatter import PaperFormatter
    from widgets.papers.paper import Block, Value


def plan(told: PaperFormatter, period: Period) -> list[Block]:
    """What the rules in force ask for again and again, and the sessions that are on record for the year."""
    words = told.words
    return [
        Heading(text=words("book.plan.aims")),
        Paragraph(text=told.missing),
        Heading(text=words("book.plan.rules")),
        *_rules(told, period),
        Heading(text=words("book.plan.sessions")),
        *_sessions(told, period),
    ]


STRUCTURE = "ORG"
"""The family of rules on how a branch is set up: they ask for nothing to be planned."""


def _rules(told: PaperFormatter, period: Period) -> list[Block]:
    """The rules that apply in the year and come round again, in the order of their ids."""
    columns = ("rule", "institution", "cadence", "strength", "source")
    asked = {
        duty.rule.id: duty.rule
        for duty in figures_of(told.view, period).execution
        if duty.state is not State.NA and duty.rule.cadence is not None and duty.start <= period.end
    }
    rows: list[tuple[Value, ...]] = []
    for rule in sorted(asked.values(), key=lambda rule: rule.id):
        if not rule.id.startswith(STRUCTURE) and rule.predicate != "definition":
            often, strong = told.words(f"cadence.{rule.cadence}"), told.words(f"strength.{rule.strength}")
            rows.append((rule.id, told.words.of(rule.name), often, strong, rule.source))
    if not rows:
        return [Paragraph(text=told.missing)]
    return [PaperTable(head=tuple(told.words(f"column.{one}") for one in columns), rows=tuple(rows))]


def _sessions(told: PaperFormatter, period: Period) -> list[Block]:
    found = [one for one in told.view.snapshot.meetings.values() if one.day in period]
    found.sort(key=lambda one: (one.day, one.time or "", one.id))
    if not found:
        return [Paragraph(text=told.missing)]
    columns = ("day", "kinds", "group", "topic", "place", "carried_out")
    rows: list[tuple[Value, ...]] = []
    for one in found:
        what = told.value(one.kinds, "kinds"), told.value(one.group, "group")
        where = registers.topic(one) or told.missing, one.place or told.missing
        rows.append((one.day, *what, *where, _carried_out(told, one)))
    return [PaperTable(head=tuple(told.words(f"column.{one}") for one in columns), rows=tuple(rows))]


def _carried_out(told: PaperFormatter, meeting: Meeting) -> str:
    """Held by its roll call, still to come, or not known."""
    if meeting.held:
        return str(told.words("book.plan.held"))
    return str(told.words("book.plan.coming")) if meeting.day >= told.view.today else told.missing


def summary(told: PaperFormatter, period: Period) -> list[Block]:
    """Counts of the year, each of which can be counted again in the sections before and in the registers."""
    words = told.words
    parts: dict[str, list[Block]] = {
        "life": by_kinds(told, period),
        "training": [*hours(told, period), *_met(told, period)],
        "duties": _duties(told, period),
        "findings": _findings(told, period),
        "reports": reports(told, period) or [Paragraph(text=told.missing)],
        "members": _members(told, period),
        "lessons": [Paragraph(text=told.missing)],
    }
    blocks: list[Block] = []
    for code, made in parts.items():
        blocks += [Heading(text=words(f"book.summary.{code}")), *made]
    return blocks


def _met(told: PaperFormatter, period: Period) -> list[Block]:
    counts: dict[str, int] = {}
    for row in figures_of(told.view, period).training:
        counts[row.state] = counts.get(row.state, 0) + 1
    said = [
        told.words("book.summary.state", what=told.words(f"training.state.{state}"), n=n) for state, n in counts.items()
    ]
    return [Paragraph(text=told.words("book.summary.hours_met", counts=told.join(said)))] if said else []


def _duties(told: PaperFormatter, period: Period) -> list[Block]:
    """How the duties stand whose time lies within the year, counted by state."""
    counts = dict.fromkeys(State, 0)
    for duty in figures_of(told.view, period).execution:
        if duty.state is not State.NA and period.start <= duty.start and duty.due <= period.end:
            counts[duty.state] += 1
    if not any(counts.values()):
        return [Paragraph(text=told.missing)]
    rows = tuple((told.words(f"state.{state}"), n) for state, n in counts.items() if n)
    return [PaperTable(head=(told.words("column.state"), told.words("column.times")), rows=rows)]


def _findings(told: PaperFormatter, period: Period) -> list[Block]:
    view = told.view
    recorded = [one for one in view.snapshot.findings.values() if one.day in period]
    made = [one for one in recorded if not inspection.is_paper(one, view.pack)]
    if not made:
        return [Paragraph(text=told.missing)]
    still = [one for one in inspection.open_findings(told.view.snapshot, told.view.today) if one in made]
    return [
        Paragraph(text=told.words("paper.circular.found", n=len(made), open=len(still), closed=len(made) - len(still)))
    ]


def _members(told: PaperFormatter, period: Period) -> list[Block]:
    """Who is there at the year's end, who came and went, and what was done for admission and in talks."""
    snapshot = told.view.snapshot
    day = min(period.end, told.view.today)
    there = registers.members_between(snapshot, day, day)
    if not there:
        return [Paragraph(text=told.missing)]
    everyone, cases = snapshot.members.values(), snapshot.admissions.values()
    facts = {
        "n": len(there),
        "came": sum(one.since in period for one in everyone),
        "left": sum(one.until in period for one in everyone),
        "applied": sum(one.applied in period for one in cases),
        "admitted": sum(one.admitted in period for one in cases),
        "confirmed": sum(one.confirmed in period for one in cases),
        "open": sum(one.stage is not Stage.CLOSED for one in cases),
        "talks": sum(one.day in period for one in snapshot.talks.values()),
    }
    return [
        Paragraph(text=told.words("book.summary.people", **facts)),
        Paragraph(text=told.words("book.summary.cases", **facts)),
    ]
