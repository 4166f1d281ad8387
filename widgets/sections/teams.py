"""Page 8: the teams in their structure, a row a figure; what is not known is said to be, and is never 0."""

from __future__ import annotations

from datetime import date

from store.admission import stage_on
from store.packs.registers import REPORTED, SCHOOLS, school_of
from store.periods import Cadence
from store.record import Record
from store.records import Stage
from store.rules.charges import Posts, vacant
from store.rules.targets import rounded
from store.rules.teams import BANDS, Team, TeamRow, teams
from widgets.display import shown, width
from widgets.sections.section import Cell, Column, Row, Target, at_the_top, counted_from_now, label_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.records import Admission
    from store.rules.charges import Answering
    from widgets.display import Shown
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

ID = "teams"
CADENCE = Cadence.YEAR
shown_period = counted_from_now(CADENCE)
period = label_of(shown_period)
begins_at = at_the_top
EXPORT = "teams"
COUNTED = ("hours_met", "planned", "done", "unplanned", "pledged", "reviewed")
"""Figures of people by what they have."""


class TeamFigure(Record):
    """One line: a figure (`band/…`, `education/…` and `stage/…` have their own text) of every team."""

    code: str


def columns(view: View, words: Words, slots: int) -> Sequence[Column]:
    year = shown_period(view.today, 0).start.year
    heads = {team: max(12, min(20, width(_head(team, figure(view, year, team, "count"), words)))) for team in Team}
    return (
        Column(id="name", least=16, most=30),
        *(Column(id=team, least=head, most=20, align="right") for team, head in heads.items()),
    )


def _head(team: Team, count: str | None, words: Words) -> Shown:
    return words("teams.of", team=words(f"team.{team}"), n=words("state.unknown") if count is None else count)


def of_year(view: View, year: int) -> dict[Team, TeamRow]:
    def work_out() -> dict[Team, TeamRow]:
        return {one.team: one for one in teams(view.snapshot, view.today, view.pack, year)}

    return view.once(("teams", year), work_out)


def rows(view: View, shift: int) -> Sequence[Row]:
    year = shown_period(view.today, shift).start.year
    return [
        Row(key=code, target=Target(kind="team", id=f"{year}/{code}"), search=(code,), value=TeamFigure(code=code))
        for code in codes(view, year)
    ]


def codes(view: View, year: int) -> list[str]:
    """The lines of the page, in their order."""
    teams = of_year(view, year)
    bands = [f"band/{low}-{high}" for low, high in BANDS]
    if teams[Team.ORGAN_STAFF].bands:
        bands += [f"band/{code}" for code in REPORTED.values() if f"band/{code}" not in bands]
    known = dict.fromkeys(school for one in teams.values() for school in one.education or ())
    schools = [f"education/{school}" for school in sorted(known, key=_rank)]
    stages = [f"stage/{stage}" for stage in Stage if stage is not Stage.CLOSED]
    return ["count", "mean_age", "young", *bands, "unknown_birth", *schools, *stages, "vacant", *COUNTED]


def _rank(school: str) -> tuple[int, str]:
    """The highest first, whichever of its names an education has on the roster."""
    level = school_of(school)
    return (SCHOOLS.index(level) if level else len(SCHOOLS), school)


def people(view: View, year: int, team: Team, code: str) -> tuple[str, ...] | None:
    """Who a figure of a team counts; None where the team is only reported, or it counts nobody."""
    row = of_year(view, year)[team]
    if team is Team.ORGAN_STAFF:
        return None
    name, _, which = code.partition("/")
    if name == "unplanned":
        return tuple(id for id in row.people if id not in (row.planned or ()))
    if name == "band":
        if row.bands is None:
            return None
        return _of_band(view, year, row, which)
    if name == "education":
        members = view.snapshot.members
        return tuple(id for id in row.people if (members[id].education or "unknown") == which)
    ids = row.people if name == "count" else getattr(row, name, None)
    return ids if isinstance(ids, tuple) else None


def last_day(view: View, year: int) -> date:
    """The day that the figures of a year are of: its last, or today."""
    return min(view.today, date(year, 12, 31))


def _of_band(view: View, year: int, row: TeamRow, band: str) -> tuple[str, ...]:
    from store.rules.teams import age

    low, _, high = band.partition("-")
    day = last_day(view, year)
    ages = {id: age(view.snapshot.members[id].birth, day) for id in row.people}
    return tuple(id for id, years in ages.items() if years is not None and int(low) <= years <= int(high))


def figure(view: View, year: int, team: Team, code: str) -> str | None:
    """A figure of a team as it stands there; None where it is not known, "" where it is not one of that team's."""
    row = of_year(view, year)[team]
    name, _, which = code.partition("/")
    if name in ("stage", "vacant"):
        n = len(cases(view, year, Stage(which))) if name == "stage" else len(posts_vacant(view, year))
        return str(n) if team is Team.MEMBERS else ""
    if name == "mean_age":
        return f"{float(rounded(row.mean_age)):.1f}" if row.mean_age is not None else None
    if team is Team.ORGAN_STAFF:
        return _reported(row, name, which)
    found = people(view, year, team, code)
    return str(len(found)) if found is not None else None


def cases(view: View, year: int, stage: Stage) -> list[Admission]:
    """The cases of admission that are at a stage on the day that the year's figures are of."""
    day = last_day(view, year)
    return [case for case in view.snapshot.admissions.values() if stage_on(case, day) is stage]


def posts_vacant(view: View, year: int) -> list[Answering]:
    """The posts that nobody holds on that day."""
    return vacant(Posts(view.snapshot, last_day(view, year), view.pack))


def _reported(row: TeamRow, name: str, code: str) -> str | None:
    """What was reported of the organ's staff; bands that it does not have are no figure of its."""
    if name in ("band", "education"):
        known = row.bands if name == "band" else row.education
        return str(known[code]) if known and code in known else "" if known else None
    value = row.size if name == "count" else row.young if name == "young" else None
    if value is None:
        return None if name in ("count", "young") else ""
    return str(value)


def cells(row: Row, view: View, words: Words, shift: int, slots: int) -> dict[str, Cell]:
    year = shown_period(view.today, shift).start.year
    made = {"name": Cell(text=label(row.value.code, words))}
    for team in Team:
        number = figure(view, year, team, row.value.code)
        text, role = (words("state.unknown"), "info") if number is None else (shown(number), "")
        if row.key == "count":
            text = _head(team, number, words)
        made[team] = Cell(text=text, role=role)
    return made


def label(code: str, words: Words) -> Shown:
    name, _, which = code.partition("/")
    if name == "band":
        low, _, high = which.partition("-")
        key = "up_to" if low == "0" else "from" if high == "200" else "between"
        return words(f"teams.age.{key}", low=low, high=high)
    if name == "stage":
        return words("teams.stage", stage=words(f"stage.{which}"))
    if name == "education":
        return words("unknown.education") if which == "unknown" else shown(which)
    return words(f"teams.{name}")
