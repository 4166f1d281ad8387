"""Panel 4: how each institution is carried out, a cell a month or a span a quarter and year, and the findings and
agreed matters among them; at the end how many institutions lie before the records, and how many do not apply.
"""

from __future__ import annotations

from datetime import date, timedelta

from store import periods
from store.periods import Cadence
from store.record import Record
from store.rules.figures import Duty, FindingState, Matter, Rectification, State
from store.rules.matters import overdue as late
from store.rules.tasks import SOON
from widgets.display import shown, width
from widgets.sections import institutions
from widgets.sections.institutions import TO_COME, URGENCY, Institution, Institutions, last_month
from widgets.sections.meetings import short_day
from widgets.sections.section import Cell, Column, Row, Target, at_the_top, counted_from_now
from widgets.theme import STATE_ROLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.packs.rule import Rule
    from store.periods import Period
    from widgets.display import Shown
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

ID = "execution"
LINE = "inspection"
CADENCE = Cadence.MONTH
shown_period = counted_from_now(CADENCE)
begins_at = at_the_top
WHOLE = 12
"""Months of the strip where there is room for all of them."""
SLOT = 2
"""Cells of one month in the strip."""
LONG = 17
"""Cells of a name where the strip has all twelve months: most rules have their whole name in so many."""
SHORT = 26
"""Cells that a short name and a group's take together, as far as the group's leaves room."""
ASIDE = ("before_records", "not_applicable")
"""The pages of what is set aside, in the order of their lines."""


class SetAside(Record):
    """The line of institutions that there is nothing to say of: the page that lists them, and which they are."""

    page: str
    institutions: tuple[Institution, ...]


def columns(view: View, words: Words, slots: int) -> Sequence[Column]:
    state = max(width(words(f"state.{one}")) for one in State)
    # In a narrow panel a language with longer states has shorter names; a group's is never cut.
    name = max(LONG if slots == WHOLE else LONG - state, _group_cells(view, words))
    sources = {one.rule.source for one in _institutions(view).rows}
    source = max(map(width, sources), default=10)
    return (
        Column(id="mark", least=1, most=1),
        Column(id="name", least=name, most=42),
        Column(id="strip", least=SLOT * slots - 1, most=SLOT * slots - 1, rank=2),
        Column(id="state", least=state, most=10, rank=3, whole=True),
        Column(id="due", least=7, most=7, rank=1, whole=True),
        Column(id="strength", least=5, most=5, rank=4),
        Column(id="source", least=max(map(width, map(_first, sources)), default=10), most=source, rank=5, whole=True),
    )


def _first(source: str) -> Shown:
    """The first of several articles, and how many more there are."""
    first, *more = source.split(", ")
    return shown(f"{first} +{len(more)}" if more else first)


def _institutions(view: View) -> Institutions:
    return institutions.of(view, last_month(view, 0))


def _group_cells(view: View, words: Words) -> int:
    """Cells of the longest short name of what a group has to do."""
    known: dict[str, int] = view.once((ID, "groups"), dict)
    if words.lang not in known:
        of_groups = [one for one in _institutions(view).rows if one.subject]
        known[words.lang] = max((width(_in_short(one, view, words)) for one in of_groups), default=0)
    return known[words.lang]


def _in_short(institution: Institution, view: View, words: Words) -> Shown:
    """A rule's short name; with a group's, which is whole however long it is."""
    name = words.of(institution.rule.short)
    if institution.subject:
        name = shown(name, max(4, SHORT - width(view.group(institution.subject))))
    return _name_with_group(institution, name, view, words)


def _name_with_group(institution: Institution, name: Shown, view: View, words: Words) -> Shown:
    """A rule's name, with the group where it is one group's."""
    return words("group.of", what=name, group=view.group(institution.subject)) if institution.subject else name


def period(view: View, words: Words, shift: int) -> Shown:
    month = periods.shifted(periods.containing(view.today, Cadence.MONTH), shift)
    return words("execution.until", month=month.label)


def rows(view: View, shift: int) -> Sequence[Row]:
    """What is overdue: findings, agreed matters, duties; what is due soon and the open findings, by date; the other
    institutions; how many lie before the records, and how many do not apply.
    """
    last = last_month(view, shift)
    shown_now = institutions.of(view, last)
    findings = [_finding_row(view, r) for r in view.figures.findings if r.state is not FindingState.CLOSED]
    overdue = [row for row in findings if row.value.state is FindingState.OVERDUE]
    agreed = [_matter_row(view, one) for one in late(view.figures.matters)]
    by_date = [
        *(row for row in findings if row not in overdue),
        *(_institution_row(view, one) for one in shown_now.rows),
    ]
    by_date.sort(key=lambda row: _place(view, row))
    aside = [_aside_row(page, getattr(shown_now, page), last) for page in ASIDE if getattr(shown_now, page)]
    return [*overdue, *agreed, *by_date, *aside]


def _place(view: View, row: Row) -> tuple[int, int]:
    """Where an institution or an open finding stands: the finding by its date among what is due soon, or to come; one
    without a date behind what is due soon.
    """
    if isinstance(row.value, Institution):
        duty = row.value.duty
        return URGENCY[duty.state], duty.due.toordinal() if duty.state in TO_COME else 0
    due = view.snapshot.findings[row.value.finding].due
    if due is None:
        return URGENCY[State.DUE_SOON], date.max.toordinal()
    soon = due <= view.today + timedelta(days=SOON)
    return URGENCY[State.DUE_SOON if soon else State.UPCOMING], due.toordinal()


def _institution_row(view: View, institution: Institution) -> Row:
    search = (*names(institution.rule), *view.groups(institution.subject))
    return Row(
        key=f"{institution.rule.id}/{institution.subject or ''}",
        target=opens(institution),
        search=search,
        value=institution,
    )


def _aside_row(page: str, those: Sequence[Institution], last: Period) -> Row:
    """It is found by the names of all that it stands for."""
    search = tuple(name for one in those for name in names(one.rule))
    target = Target(kind=page, id=last.label)
    return Row(key=page, target=target, search=search, value=SetAside(page=page, institutions=tuple(those)))


def names(rule: Rule) -> tuple[str, ...]:
    """What one may look for a rule by."""
    return (rule.id, rule.name.zh, rule.short.zh, rule.name.en, rule.short.en)


def opens(institution: Institution) -> Target:
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
        key=matter.id,
        target=Target(kind="decision", id=matter.id),
        search=(decision.text, view.name(decision.owner)),
        value=matter,
    )


def cells(row: Row, view: View, words: Words, shift: int, slots: int) -> dict[str, Cell]:
    if isinstance(row.value, Rectification):
        return _finding_cells(row.value, view, words)
    if isinstance(row.value, Matter):
        return _matter_cells(row.value, view, words)
    if isinstance(row.value, SetAside):
        return _aside_cells(row.value, words)
    institution: Institution = row.value
    duty = institution.duty
    role = duty_role(duty)
    name = _name_with_group(institution, words.of(institution.rule.name), view, words)
    short = _in_short(institution, view, words)
    window = view.once((ID, "months", shift, slots), lambda: _months(view.today, shift, slots))
    return {
        "mark": Cell(text=words.glyph(duty.state), role=role),
        "name": Cell(text=name, short=short),
        "strip": Cell(text=strip(institution.duties, window, words)),
        "state": Cell(text=words(f"state.{duty.state}"), role=role),
        "due": Cell(text=short_day(duty.due, view.today), role="dim"),
        "strength": Cell(text=words(f"strength.{institution.rule.strength}"), role="dim"),
        "source": Cell(text=shown(institution.rule.source), short=_first(institution.rule.source), role="dim"),
    }


def _months(today: date, shift: int, count: int) -> list[Period]:
    last = periods.shifted(periods.containing(today, Cadence.MONTH), shift)
    return [periods.shifted(last, -back) for back in reversed(range(count))]


def _finding_cells(rectification: Rectification, view: View, words: Words) -> dict[str, Cell]:
    finding = view.snapshot.findings[rectification.finding]
    role = "bad" if rectification.state is FindingState.OVERDUE else "warn"
    rule = view.pack.rule(finding.rule, finding.day)
    name = words.of(rule.name) if rule else shown(finding.rule)
    short = words.of(rule.short) if rule else name
    due = short_day(finding.due, view.today) if finding.due else words("finding.no_date")
    return {
        "mark": Cell(text=words.glyph(rectification.state), role=role),
        "name": Cell(text=shown(words("finding.of") + name), short=shown(words("finding.of") + short)),
        "strip": Cell(text=shown(finding.text), role=role),
        "state": Cell(text=words(f"finding.state.{rectification.state}"), role=role),
        "due": Cell(text=due, role=role),
        "strength": Cell(text=shown("")),
        "source": Cell(text=shown(view.person(finding.owner)), role="dim"),
    }


def _aside_cells(aside: SetAside, words: Words) -> dict[str, Cell]:
    made = {id: Cell(text=shown("")) for id in ("mark", "state", "due", "strength", "source")}
    made["name"] = Cell(text=words(f"page.{aside.page}"), role="dim")
    made["strip"] = Cell(text=words("execution.set_aside", n=len(aside.institutions)), role="dim")
    return made


def _matter_cells(matter: Matter, view: View, words: Words) -> dict[str, Cell]:
    decision, due = matter.decision, matter.decision.due or view.today
    owner = view.person(decision.owner) if decision.owner else words("unknown.full")
    return {
        "mark": Cell(text=words.glyph(matter.state), role="warn"),
        "name": Cell(text=words("matter.of", owner=owner)),
        "strip": Cell(text=shown(decision.text), role="warn"),
        "state": Cell(text=words("days.over", n=(view.today - due).days), short=words("state.overdue"), role="warn"),
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
    """A slot a month: its own state, or at the end of the line over all months of a quarter or year the state of that;
    nothing before the records.
    """
    line = [" "] * (SLOT * len(months))
    first = _month(months[0].start) if months else 0
    apart = {(duty.state, duty.start, duty.period, duty.due): duty for duty in reversed(duties)}
    worst_last = list(apart.values())
    worst_last.reverse()
    worst_last.sort(key=lambda duty: -URGENCY[duty.state])
    for duty in worst_last:
        end = _end(duty)
        begins, ends = max(0, _month(duty.start) - first), min(len(months), _month(end) - first + 1)
        cells = SLOT * (ends - begins)
        if cells <= 0:
            continue
        drawn = words.glyph("span") * (cells - SLOT) + words.glyph(duty.state) + " "
        line[SLOT * begins : SLOT * ends] = drawn
    return shown("".join(line[:-1]))


def _month(day: date) -> int:
    return day.year * 12 + day.month


def _end(duty: Duty) -> date:
    """The last day of the period itself: a window may stay open longer (a year's appraisal until 31 March)."""
    period = periods.parse(duty.period)
    return period.end if period else duty.due
