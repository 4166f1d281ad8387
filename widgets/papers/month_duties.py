"""Duties in the report of a month: how many were done, what is missing, what comes next, each told by its institution.

Of more than a few people, groups or sessions the number stands there, and they themselves in a list at the end.
"""

from __future__ import annotations

from datetime import timedelta

from store.rules.ahead import DAYS
from store.rules.figures import State
from store.rules.institutions import touching
from widgets.papers.formatter import table_of
from widgets.papers.paper import SMALL, Paragraph

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from store.periods import Period
    from store.rules.figures import Duty
    from widgets.papers.formatter import PaperFormatter
    from widgets.papers.paper import Block, Value
    from widgets.sections.view import View

FEW = 3
"""So many are named where they are missing."""
DONE = frozenset({State.MET, State.MET_LATE, State.WAIVED})
LACKING = frozenset({State.OVERDUE, State.UNKNOWN})


def duties_in(view: View, period: Period) -> Sequence[Duty]:
    """Every duty whose time has a day in a period; of one that has not begun what is on the execution list now."""
    if period.start > view.today:
        return view.figures.execution
    span = period.start, period.end
    return view.once(("touching", *span), lambda: touching(view.snapshot, view.today, view.pack, *span))


def ended_duties(formatter: PaperFormatter, period: Period, lists: list[tuple[Value, ...]]) -> list[Block]:
    """How the duties stand whose time ended in the period: how many were done, and each that was not."""
    words = formatter.words
    over = [
        duty
        for duty in duties_in(formatter.view, period)
        if duty.state in DONE | LACKING and period.start <= duty.due <= period.end
    ]
    if not over:
        return [Paragraph(text=formatter.missing)]
    counts = {state: sum(one.state is state for one in over) for state in State}
    done = sum(counts[state] for state in DONE)
    some = [words(f"paper.month.{one}", n=counts[one]) for one in (State.MET_LATE, State.WAIVED) if counts[one]]
    among = words("paper.month.among", what=formatter.join(some)) if some else ""
    facts = {"n": len(over), "done": done, "missing": len(over) - done}
    blocks: list[Block] = [Paragraph(text=words("paper.month.duties_sum", among=among, **facts))]
    rows: list[tuple[Value, ...]] = []
    for group in _grouped([one for one in over if one.state in LACKING]):
        first = group[0]
        matter, state = _matter(formatter, first), words(f"state.{first.state}")
        whom = _people_of(formatter, group, period, lists)
        due = formatter.short_day(first.due, period) if len({one.due for one in group}) == 1 else None
        rows.append((matter, _period(formatter, first), whom, due, state))
    if rows:
        blocks.append(table_of(words, ("matter", "period", "subject", "due", "state"), rows, size=SMALL))
    return blocks


def coming(formatter: PaperFormatter, period: Period, lists: list[tuple[Value, ...]]) -> list[Block]:
    """What is to be done in the days ahead, by date: a line a day on which time ends."""
    words, today = formatter.words, formatter.view.today
    open_ = [
        duty
        for duty in formatter.view.figures.execution
        if duty.due > period.end
        and (
            duty.state in (State.DUE_SOON, State.OVERDUE)
            or (duty.state in (State.UPCOMING, State.UNKNOWN) and today <= duty.due <= today + timedelta(days=DAYS))
        )
    ]
    days: dict[date, list[str]] = {}
    for group in _grouped(open_, by_day=True):
        whom = _people_of(formatter, group, period, lists)
        matter = _matter(formatter, group[0])
        said = words("paper.month.of_whom", matter=matter, whom=whom) if whom else matter
        days.setdefault(group[0].due, []).append(said)
    rows = tuple((formatter.short_day(day, period), words("list.semicolon").join(days[day])) for day in sorted(days))
    if not rows:
        return [Paragraph(text=words("record.nothing"))]
    return [table_of(words, ("due", "matter"), rows, size=SMALL)]


def _grouped(duties: Iterable[Duty], by_day: bool = False) -> list[list[Duty]]:
    """Duties of one rule, one state and one time together, in order: those of people, groups or sessions."""
    groups: dict[tuple[object, ...], list[Duty]] = {}
    for duty in duties:
        # Of a rule on each event the day is the event's: sessions of a month, cases of their own.
        when = duty.period if duty.rule.cadence is not None else ""
        groups.setdefault((duty.rule.id, when, duty.state, by_day and duty.due), []).append(duty)
    return list(groups.values())


def _matter(formatter: PaperFormatter, duty: Duty) -> str:
    """What is asked; of hours, how many."""
    if duty.rule.predicate == "hours":
        return formatter.words("paper.month.hours_short", hours=f"{float(duty.rule.params['hours']):g}")
    return formatter.words.of(duty.rule.name)


def _period(formatter: PaperFormatter, duty: Duty) -> str:
    return formatter.period(duty.period) if duty.rule.cadence is not None else ""


def _people_of(
    formatter: PaperFormatter, duties: Sequence[Duty], period: Period, lists: list[tuple[Value, ...]]
) -> str:
    """Whom duties of one matter concern: a few by name, more by their number, with the names in the list at the end."""
    subjects = [_subject(formatter, one.subject, period) for one in duties if one.subject]
    if len(subjects) <= FEW:
        return formatter.join(subjects)
    lists.append((_matter(formatter, duties[0]), len(subjects), formatter.join(subjects)))
    people = all(one.subject in formatter.view.snapshot.members for one in duties)
    key = "paper.month.listed_people" if people else "paper.month.listed_matters"
    return formatter.words(key, n=len(subjects))


def _subject(formatter: PaperFormatter, id: str, period: Period) -> str:
    meeting = formatter.view.snapshot.meetings.get(id)
    return (
        formatter.subject(id)
        if meeting is None
        else f"{formatter.short_day(meeting.day, period)} {formatter.gathering(meeting)}"
    )
