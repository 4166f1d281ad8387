"""Panel 4: how each institution is carried out, a cell a month or a span a quarter and year; above them the findings
and agreed matters that are overdue, below them the open findings.
"""

from __future__ import annotations

from store import periods
from store.periods import Cadence
from store.record import Record
from store.rules import institutions as rule
from store.rules.figures import Duty, FindingState, Matter, Rectification, State
from store.rules.matters import overdue as late
from widgets.display import shown, width
from widgets.sections.meetings import short_day
from widgets.sections.section import Cell, Column, Row, Target
from widgets.theme import STATE_ROLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from store.packs.rule import Rule
    from store.periods import Period
    from widgets.display import Shown
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

ID = "execution"
TABLE = "findings"
CADENCE = Cadence.MONTH
SLOT = 2
"""Cells of one month in the strip."""

URGENCY = {
    State.OVERDUE: 0,
    State.DUE_SOON: 1,
    State.UNKNOWN: 2,
    State.UPCOMING: 3,
    State.MET_LATE: 4,
    State.MET: 5,
    State.WAIVED: 6,
    State.NA: 7,
}


class Institution(Record):
    """One rule for the branch or one group: the duty that matters most now, and every duty in the strip's window.

    What a rule asks of each member or session is one row too; its `duties` are those of all of them.
    """

    rule: Rule
    subject: str | None
    duty: Duty
    duties: tuple[Duty, ...]


def columns(words: Words, slots: int) -> Sequence[Column]:
    state = max(width(words(f"state.{one}")) for one in State)
    return (
        Column(id="mark", least=1, most=1),
        Column(id="name", least=18 - state, most=26),  # a language with longer states has shorter names
        Column(id="strip", least=SLOT * slots, most=SLOT * slots),
        Column(id="state", least=state, most=10, rank=2),
        Column(id="due", least=5, most=5, rank=1),
        Column(id="strength", least=5, most=5, rank=3),
        Column(id="source", least=10, most=30, rank=4),
    )


def period(view: View, words: Words, shift: int) -> Shown:
    month = periods.shifted(periods.containing(view.today, Cadence.MONTH), shift)
    return words("execution.until", month=month.label)


def empty(words: Words) -> Shown:
    return words("execution.empty")


def rows(view: View, shift: int) -> Sequence[Row]:
    made = [
        Row(
            key=f"{institution.rule.id}/{institution.subject or ''}",
            target=_target(institution),
            search=(
                *names(institution.rule),
                *view.groups(institution.subject),
            ),
            value=institution,
        )
        for institution in institutions(view, shift)
    ]
    findings = [_finding_row(view, r) for r in view.figures.findings if r.state is not FindingState.CLOSED]
    overdue = [row for row in findings if row.value.state is FindingState.OVERDUE]
    agreed = [_matter_row(view, one) for one in late(view.figures.matters)]
    return [*overdue, *agreed, *made, *(row for row in findings if row not in overdue)]


def names(rule: Rule) -> tuple[str, ...]:
    """What one may look for a rule by."""
    return (rule.id, rule.name.zh, rule.short.zh, rule.name.en, rule.short.en)


def _target(institution: Institution) -> Target:
    """The duty itself; where there is one a member or session, the list of them."""
    if institution.duty.subject == institution.subject:
        return Target(kind="duty", id=institution.duty.key)
    return Target(kind="rule", id=f"{institution.rule.id}/{institution.duty.period}")


def _finding_row(view: View, rectification: Rectification) -> Row:
    finding = view.snapshot.findings[rectification.finding]
    rule = view.pack.rule(finding.rule, finding.day)
    search = (finding.text, view.name(finding.owner), *(names(rule) if rule else (finding.rule,)))
    return Row(key=finding.id, target=Target(kind="finding", id=finding.id), search=search, value=rectification)


def _matter_row(view: View, matter: Matter) -> Row:
    decision = matter.decision
    return Row(
        key=f"{matter.meeting}/{matter.place}",
        target=Target(kind="meeting", id=matter.meeting),
        search=(decision.text, view.name(decision.owner)),
        value=matter,
    )


def institutions(view: View, shift: int) -> list[Institution]:
    """Every rule and subject of the window, the most urgent first; the order within one urgency is the pack's."""
    last = periods.shifted(periods.containing(view.today, Cadence.MONTH), shift)
    first = periods.shifted(last, -11)
    duties: Sequence[Duty] = view.once(
        (ID, last.label), lambda: rule.duties(view.snapshot, view.today, view.pack, first.start, last.end)
    )
    if shift == 0:
        known = {duty.key for duty in duties}
        duties = [*duties, *(duty for duty in view.figures.execution if duty.key not in known)]
    groups = {group.id for group in view.snapshot.branch.groups} if view.snapshot.branch else set()
    grouped: dict[tuple[str, str | None], list[Duty]] = {}
    for duty in duties:
        grouped.setdefault((duty.rule.id, duty.subject if duty.subject in groups else None), []).append(duty)
    made = []
    for (_, subject), of_one in grouped.items():
        worst = min(of_one, key=lambda duty: (URGENCY[duty.state], -duty.due.toordinal()))
        made.append(Institution(rule=worst.rule, subject=subject, duty=worst, duties=tuple(of_one)))
    strengths = ("MUST", "GEN", "LOCAL")
    made.sort(key=lambda one: (URGENCY[one.duty.state], strengths.index(one.rule.strength)))
    return made


def cells(row: Row, view: View, words: Words, shift: int, slots: int) -> dict[str, Cell]:
    if isinstance(row.value, Rectification):
        return _finding_cells(row.value, view, words)
    if isinstance(row.value, Matter):
        return _matter_cells(row.value, view, words)
    institution: Institution = row.value
    duty = institution.duty
    role = duty_role(duty)
    name = words.of(institution.rule.short)
    if institution.subject:
        name = words("group.of", what=name, group=view.group(institution.subject))
    window = view.once((ID, "months", shift, slots), lambda: _months(view.today, shift, slots))
    return {
        "mark": Cell(text=words.glyph(duty.state), role=role),
        "name": Cell(text=name),
        "strip": Cell(text=strip(institution.duties, window, words)),
        "state": Cell(text=words(f"state.{duty.state}"), role=role),
        "due": Cell(text=short_day(duty.due, view.today), role="dim"),
        "strength": Cell(text=words(f"strength.{institution.rule.strength}"), role="dim"),
        "source": Cell(text=shown(institution.rule.source), role="dim"),
    }


def _months(today: date, shift: int, count: int) -> list[Period]:
    last = periods.shifted(periods.containing(today, Cadence.MONTH), shift)
    return [periods.shifted(last, -back) for back in reversed(range(count))]


def _finding_cells(rectification: Rectification, view: View, words: Words) -> dict[str, Cell]:
    finding = view.snapshot.findings[rectification.finding]
    role = "bad" if rectification.state is FindingState.OVERDUE else "warn"
    found = view.pack.rule(finding.rule, finding.day)
    name = words.of(found.short) if found else shown(finding.rule)
    due = short_day(finding.due, view.today) if finding.due else words("finding.no_date")
    return {
        "mark": Cell(text=words.glyph(rectification.state), role=role),
        "name": Cell(text=shown(words("finding.of") + name)),
        "strip": Cell(text=shown(finding.text), role=role),
        "state": Cell(text=words(f"finding.state.{rectification.state}"), role=role),
        "due": Cell(text=due, role=role),
        "strength": Cell(text=shown("")),
        "source": Cell(text=shown(view.person(finding.owner)), role="dim"),
    }


def _matter_cells(matter: Matter, view: View, words: Words) -> dict[str, Cell]:
    decision, due = matter.decision, matter.decision.due or view.today
    owner = view.person(decision.owner) if decision.owner else words("unknown.full")
    return {
        "mark": Cell(text=words.glyph(matter.state), role="warn"),
        "name": Cell(text=words("matter.of", owner=owner)),
        "strip": Cell(text=shown(decision.text), role="warn"),
        "state": Cell(text=words("days.over", n=(view.today - due).days), role="warn"),
        "due": Cell(text=short_day(due, view.today), role="warn"),
        "strength": Cell(text=shown("")),
        "source": Cell(text=shown(view.person(decision.owner)), role="dim"),
    }


def duty_role(duty: Duty) -> str:
    """Only a missed MUST is `bad`; a missed GEN or LOCAL rule asks for a reason."""
    if duty.state is State.OVERDUE and duty.rule.strength != "MUST":
        return "warn"
    return STATE_ROLES[duty.state]


def strip(duties: Sequence[Duty], months: Sequence[Period], words: Words) -> Shown:
    """A slot a month: its own state, or the state of the quarter or year that spans it, in brackets at its ends."""
    line = [" "] * (SLOT * len(months))
    first = _month(months[0].start) if months else 0
    apart = {(duty.state, duty.start, duty.period, duty.due): duty for duty in reversed(duties)}
    worst_last = list(apart.values())
    worst_last.reverse()
    worst_last.sort(key=_least_urgent)
    for duty in worst_last:
        end = _end(duty)
        begins, ends = max(0, _month(duty.start) - first), min(len(months), _month(end) - first + 1)
        cells = SLOT * (ends - begins)
        if cells <= 0:
            continue
        drawn = [" "] * cells
        if cells > SLOT:
            if months[begins].start >= duty.start:
                drawn[0] = "["
            if months[ends - 1].end == end:
                drawn[-2] = "]"
        drawn[(cells - 1) // 2] = words.glyph(duty.state)
        line[SLOT * begins : SLOT * ends] = drawn
    return shown("".join(line))


def _least_urgent(duty: Duty) -> int:
    return -URGENCY[duty.state]


def _month(day: date) -> int:
    return day.year * 12 + day.month


def _end(duty: Duty) -> date:
    """The last day of the period itself: a window may stay open longer (a year's appraisal until 31 March)."""
    period = periods.parse(duty.period)
    return period.end if period else duty.due
