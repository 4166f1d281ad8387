"""Page 9: what the year has covered, tag by tag; a set that nobody uses is one line that says so. Below, the facts of
the five qualities, without a verdict.
"""

from __future__ import annotations

from store import periods
from store.periods import Cadence
from store.record import Record
from store.rules.coverage import Coverage, CoverageState, coverage
from store.rules.qualities import Fact, facts
from widgets.display import shown, width
from widgets.sections.section import WHOLE, Cell, Column, Row, Target, at_the_top, counted_from_now, label_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from widgets.display import Shown
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

ID = "coverage"
CADENCE = Cadence.YEAR
shown_period = counted_from_now(CADENCE)
period = label_of(shown_period)
begins_at = at_the_top
EXPORT = "coverage"
LOOKS = {CoverageState.COVERED: ("met", "good"), CoverageState.NONE: ("overdue", "warn"),
         CoverageState.UNKNOWN: ("unknown", "info")}  # fmt: skip


COUNTED = ("sessions", "trainings", "entries")


class UnusedSet(Record):
    """A set of which nothing carries a tag."""

    set: str


def columns(view: View, words: Words, slots: int) -> Sequence[Column]:
    counts = {name: width(words(f"coverage.{name}", n=999)) for name in COUNTED}
    of = len(view.snapshot.members)
    members = width(words("coverage.members", n=of, of=of))
    return (
        Column(id="mark", least=1, most=1),
        Column(id="set", least=10, most=22, rank=1),
        Column(id="tag", least=16, most=60),
        *(
            Column(id=name, least=cells, most=cells, rank=2 if name == "entries" else 0, whole=True)
            for name, cells in counts.items()
        ),
        Column(id="members", least=members, most=members, whole=True),
    )


def last_day(view: View, year: int) -> date:
    """The day up to which a year is looked at."""
    ended: date = periods.containing(view.today.replace(year=year, day=1), Cadence.YEAR).end
    return min(view.today, ended) if year == view.today.year else ended


def of_year(view: View, year: int) -> list[Coverage]:
    day = last_day(view, year)
    return view.once(("coverage", year), lambda: coverage(view.snapshot, view.today, view.pack, day))


def facts_of_year(view: View, year: int) -> list[Fact]:
    """The facts of the twelve months up to the last day of a year, or today."""
    day = last_day(view, year)
    return view.once(("qualities", year), lambda: facts(view.snapshot, day, view.pack))


def rows(view: View, shift: int) -> Sequence[Row]:
    year = shown_period(view.today, shift).start.year
    made: list[Row] = []
    unused: dict[str, Row] = {}
    for row in of_year(view, year):
        if row.state is CoverageState.UNKNOWN:
            unused.setdefault(row.set, _unused(row.set, year))
        else:
            target = Target(kind="coverage", id=f"{year}/{row.set}/{row.tag}")
            made.append(Row(key=f"{row.set}/{row.tag}", target=target, search=(row.set, row.tag), value=row))
    return [*made, *unused.values(), *(_fact(one, year) for one in facts_of_year(view, year))]


def _unused(name: str, year: int) -> Row:
    target = Target(kind="coverage", id=f"{year}/{name}/")
    return Row(key=name, target=target, search=(name,), value=UnusedSet(set=name))


def _fact(fact: Fact, year: int) -> Row:
    target = Target(kind="quality", id=f"{year}/{fact.quality}/{fact.code}")
    return Row(key=f"{fact.quality}:{fact.code}", target=target, search=(fact.quality, fact.code), value=fact)


def cells(row: Row, view: View, words: Words, shift: int, slots: int) -> dict[str, Cell]:
    if isinstance(row.value, UnusedSet):
        text = words("coverage.unused", set=words(f"tagset.{row.value.set}"))
        return {WHOLE: Cell(text=shown(f"{words.glyph('unknown')} {text}"), role="info")}
    if isinstance(row.value, Fact):
        return {WHOLE: Cell(text=fact_text(row.value, words), role="info" if row.value.unknown else "")}
    covered: Coverage = row.value
    glyph, role = LOOKS[covered.state]
    made = {
        "mark": Cell(text=words.glyph(glyph), role=role),
        "set": Cell(text=words(f"tagset.{covered.set}"), role="dim"),
        "tag": Cell(text=tag_of(covered, words)),
        "members": Cell(text=words("coverage.members", n=len(covered.members), of=len(covered.of))),
    }
    for name in COUNTED:
        made[name] = Cell(text=words(f"coverage.{name}", n=len(getattr(covered, name))))
    return made


def tag_of(row: Coverage, words: Words) -> Shown:
    """The tag in the reader's language, with a mark where a record says so by its kind or form alone."""
    from store.packs.tags import SHIPPED

    name = words.of(SHIPPED[row.tag]) if row.tag in SHIPPED else shown(row.tag)
    return words("coverage.implied", tag=name, n=len(row.implied)) if row.implied else name


def fact_text(fact: Fact, words: Words) -> Shown:
    """A fact in a line: the quality, and n of m."""
    name, _, which = fact.code.partition("/")
    if fact.unknown:
        n = words("state.unknown")
    elif fact.number is not None:
        n = words("coverage.days", n=f"{fact.number:g}")
    elif fact.all_of is not None:
        n = shown(f"{len(fact.those)}/{len(fact.all_of)}")
    else:
        n = shown(str(len(fact.those)))
    what = words(f"quality.{fact.quality}.{name}", which=shown(which))
    return words("coverage.fact", quality=words(f"quality.{fact.quality}"), what=what, n=n)
