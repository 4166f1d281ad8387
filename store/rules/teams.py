"""The teams (队伍) in their structure: Party workers, members, and the organ's staff as far as somebody reported it.

Counts of people, from the roster and what follows from it; a birth that is not on record is counted apart and is in no
mean. Of the organ's staff nothing is known but what a 数据 entry says.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from store.packs.registers import HOURS, MEAN, REPORTED, SCHOOLS, STAFF, TOTAL, TRAINING_SUBS
from store.record import Record
from store.rules.figures import TrainingState
from store.rules.owners import holder
from store.rules.plans import period_of, planned, reached_hours
from store.rules.training import training
from store.snapshot import members_on, posts_on
from store.text_enum import TextEnum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from store.packs.rule import Pack
    from store.records import Member
    from store.snapshot import Snapshot


class Team(TextEnum):
    PARTY_STAFF = "party_staff"
    MEMBERS = "members"
    ORGAN_STAFF = "organ_staff"


BANDS = ((0, 30), (31, 35), (36, 40), (41, 45), (46, 50), (51, 55), (56, 60), (61, 200))
"""Ages as the national bulletin groups them, both ends within."""
YOUNG = 35
NONE = "unknown"
"""The key of those of whom it is not known."""


class TeamRow(Record):
    """One team: ids of its people, so that every number opens. Of a team that is only reported there are none, and
    `size`, `mean_age`, `young`, `bands` and `education` are what was reported, None where it was not; `source` is the
    entry. Of people of whom no birth is known `young` and `bands` are None, not 0, and so is `hours_met` where of none
    is known how the hours stand. `planned` are those whom a plan of training of the year covers, `done` those who have
    all the hours of it.
    """

    team: Team
    people: tuple[str, ...] = ()
    size: int | None = None
    mean_age: Fraction | None = None
    young: tuple[str, ...] | int | None = None
    unknown_birth: tuple[str, ...] | None = None
    bands: Mapping[str, int] | None = None
    education: Mapping[str, int] | None = None
    hours_met: tuple[str, ...] | None = None
    planned: tuple[str, ...] | None = None
    done: tuple[str, ...] | None = None
    pledged: tuple[str, ...] | None = None
    reviewed: tuple[str, ...] | None = None
    source: str | None = None


def teams(snapshot: Snapshot, today: date, pack: Pack, year: int) -> list[TeamRow]:
    """The teams of the last day of a year, or of today."""
    day = min(today, date(year, 12, 31))
    here = members_on(snapshot, day)
    workers = [one for one in here if posts_on(one, day)]
    facts = _Facts(snapshot, today, pack, year)
    return [
        _of(Team.PARTY_STAFF, workers, day, facts),
        _of(Team.MEMBERS, here, day, facts),
        _staff(snapshot, today, year),
    ]


class _Facts:
    """What holds of which members in a year."""

    def __init__(self, snapshot: Snapshot, today: date, pack: Pack, year: int) -> None:
        progress = training(snapshot, today, pack, year)
        self.hours = {one.member for one in progress if one.state is TrainingState.MET}
        self.hours_known = {
            one.member for one in progress if one.state not in (TrainingState.UNKNOWN, TrainingState.EXEMPT)
        }
        self.planned, self.done = _plans(snapshot, today, year)
        self.pledged, self.reviewed = _pledges(snapshot, today, year)


def _plans(snapshot: Snapshot, today: date, year: int) -> tuple[set[str], set[str]]:
    """Whom plans of training cover, and who of them has the hours of every one."""
    covered: set[str] = set()
    lacking: set[str] = set()
    for entry in snapshot.entries.values():
        if (
            entry.kind != "plan"
            or entry.sub not in TRAINING_SUBS
            or entry.dropped
            or entry.day > today
            or period_of(entry).start.year != year
        ):
            continue
        people = planned(snapshot, entry, today)
        covered.update(people)
        if entry.numbers.get(HOURS):
            lacking.update(id for id, day in reached_hours(snapshot, entry, today).items() if day is None)
        elif entry.done is None or entry.done > today:
            lacking.update(people)
    return covered, covered - lacking


def _pledges(snapshot: Snapshot, today: date, year: int) -> tuple[set[str], set[str]]:
    pledges = [pledge for pledge in snapshot.entries.values() if pledge.kind == "pledge" and not pledge.dropped]
    of_year = [pledge for pledge in pledges if pledge.day.year == year and pledge.day <= today]
    day = min(today, date(year, 12, 31))
    made = {holder(snapshot, pledge.owner, day) or "" for pledge in of_year}
    reviewed = [pledge for pledge in of_year if pledge.done is not None and pledge.done <= today]
    return made, {holder(snapshot, pledge.owner, day) or "" for pledge in reviewed}


def _of(team: Team, people: Sequence[Member], day: date, facts: _Facts) -> TeamRow:
    ages = {member.id: age(member.birth, day) for member in people}
    known = [age for age in ages.values() if age is not None]

    def those(of: set[str]) -> tuple[str, ...]:
        return tuple(member.id for member in people if member.id in of)

    aged = bool(known) or not people

    return TeamRow(
        team=team,
        people=tuple(ages),
        size=len(people),
        mean_age=Fraction(sum(known), len(known)) if known else None,
        young=tuple(id for id, age in ages.items() if age is not None and age <= YOUNG) if aged else None,
        unknown_birth=tuple(id for id, age in ages.items() if age is None),
        bands={f"{low}-{high}": sum(low <= age <= high for age in known) for low, high in BANDS} if aged else None,
        education=_counted(member.education for member in people),
        hours_met=those(facts.hours) if those(facts.hours_known) or not people else None,
        planned=those(facts.planned),
        done=those(facts.done),
        pledged=those(facts.pledged),
        reviewed=those(facts.reviewed),
    )


def _counted(values: object) -> dict[str, int]:
    counts: dict[str, int] = {}
    for value in values:  # type: ignore[attr-defined]
        counts[value or NONE] = counts.get(value or NONE, 0) + 1
    return counts


def age(birth: str | None, day: date) -> int | None:
    """An age in whole years; one of which only the month is known is reached in that month, and so with the year."""
    if not birth:
        return None
    return day.year - int(birth[:4]) - (day.isoformat()[5 : len(birth)] < birth[5:])


def _staff(snapshot: Snapshot, today: date, year: int) -> TeamRow:
    """The organ's staff as the newest figure of the year says; nothing of it is worked out but the sum of its bands."""
    newest = None
    for entry in snapshot.entries.values():
        mine = entry.kind == "figure" and not entry.rule and entry.title.startswith(STAFF) and not entry.dropped
        if (
            mine
            and period_of(entry).start.year == year
            and entry.day <= today
            and (newest is None or entry.day >= newest.day)
        ):
            newest = entry
    if newest is None:
        return TeamRow(team=Team.ORGAN_STAFF)
    numbers = newest.numbers
    bands = {code: int(numbers[name]) for name, code in REPORTED.items() if name in numbers}
    count = int(numbers[TOTAL]) if TOTAL in numbers else sum(bands.values()) if len(bands) == len(REPORTED) else None
    mean = Fraction(str(numbers[MEAN])) if MEAN in numbers else None
    schools = {name: int(numbers[name]) for name in SCHOOLS if name in numbers}
    return TeamRow(
        team=Team.ORGAN_STAFF,
        size=count,
        mean_age=mean,
        young=bands.get("0-35"),
        bands=bands or None,
        education=schools or None,
        source=newest.id,
    )
