"""How records and duties lead to one another: which duty a record counts for, and a record in one line of a list."""

from __future__ import annotations

from datetime import date

from store import periods
from store.rules import institutions
from widgets.display import shown
from widgets.kinds.defaults import summary
from widgets.pages import targets
from widgets.pages.page_writer import TableLine
from widgets.sections.execution import duty_role
from widgets.sections.section import Cell, Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from store.rules.figures import Duty, Matter
    from widgets.display import Shown
    from widgets.pages.page_writer import PageWriter
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


def duty_target(view: View, rule: str, period: str, subject: str | None) -> Target | None:
    """What opens the duty that a finding or waiver names; None where no rule in force asks for such a thing."""
    duty = duty_of(view, f"{rule}/{period}" + (f"/{subject}" if subject else ""))
    return targets.of_duty(duty) if duty else None


def duties_of(view: View, year: int) -> Sequence[Duty]:
    """Every duty of the periods and events of a calendar year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return view.once(("duties", year), lambda: institutions.duties(view.snapshot, view.today, view.pack, first, last))


def duty_of(view: View, key: str) -> Duty | None:
    """The duty of a key as people write it, `OL-01/2026-Q4` or `OL-03/2026-10/g2`; None where there is no such one."""
    for duty in view.figures.execution:
        if duty.key == key:
            return duty
    label = key.partition("/")[2].partition("/")[0]
    day = day_of(label)
    if day is None:
        return None
    return next((duty for duty in duties_of(view, day.year) if duty.key == key), None)


def day_of(label: str) -> date | None:
    """The first day of a period by its label, or the day of an event; None where it is neither."""
    period = periods.parse(label)
    if period is not None:
        return period.start
    try:
        return date.fromisoformat(label)
    except ValueError:
        return None


def duties_of_record(view: View, id: str, years: Iterable[int]) -> list[Duty]:
    """The duties of some years that a record counts for, each rule once and in the order of the pack."""
    duties: dict[str, Duty] = {}
    for year in sorted(set(years)):
        for duty in view.once(("counted", year), lambda year=year: _by_evidence(view, year)).get(id, ()):  # type: ignore[misc]
            duties[duty.key] = duty
    return list(duties.values())


def _by_evidence(view: View, year: int) -> dict[str, list[Duty]]:
    duties: dict[str, list[Duty]] = {}
    for duty in duties_of(view, year):
        for id in duty.evidence:
            duties.setdefault(id, []).append(duty)
    return duties


def duty_name(view: View, duty: Duty, words: Words) -> Shown:
    """The rule and whom it binds; a duty of one session is told apart by its period, the session's day."""
    name = words.of(duty.rule.name)
    if not duty.subject or duty.subject in view.snapshot.meetings:
        return name
    return shown(f"{name}·{view.person(duty.subject)}")


def duty_entry(view: View, duty: Duty, words: Words) -> TableLine:
    """A duty in one line: how it stands, its period, its rule."""
    role = duty_role(duty)
    return TableLine(
        cells=(
            Cell(text=words.glyph(duty.state), role=role),
            Cell(text=words(f"state.{duty.state}"), role=role),
            Cell(text=shown(duty.period)),
            Cell(text=shown(f"{duty_name(view, duty, words)}  {duty.rule.id}")),
        ),
        target=targets.of_duty(duty),
    )


def record_entry(view: View, id: str, words: Words) -> TableLine:
    """A record in one line: its day, what kind of thing it is, what it is about."""
    located = view.snapshot.find(id)
    if located is None:
        return TableLine(cells=(Cell(text=shown("")), Cell(text=shown(id)), Cell(text=words("page.gone"))))
    table, record = located
    day, what, about = summary(record, view, words)
    what = what or words(f"table.{table}")
    cells = (Cell(text=shown(day)), Cell(text=shown(what)), Cell(text=shown(about)))
    return TableLine(cells=cells, target=targets.of_record(view, id))


def finding_entry(view: View, id: str, words: Words) -> TableLine:
    """A finding that waits to be put right, by the day until which it must be."""
    due = view.snapshot.findings[id].due
    entry = record_entry(view, id, words)
    day = Cell(text=shown(due.isoformat()) if due else words("finding.no_date"))
    return entry.but(cells=(day, *entry.cells[1:]))


def about(writer: PageWriter, record: Any) -> None:
    """The entries of registers that a record is about."""
    writer.listed("field.about", [record_entry(writer.view, id, writer.words) for id in record.about])


def matter_entry(view: View, matter: Matter, words: Words) -> TableLine:
    """An agreed matter in one line: its day, whose it is, what it is; it opens its page."""
    decision = matter.decision
    owner = view.person(decision.owner) if decision.owner else words("unknown.full")
    day = decision.due.isoformat() if decision.due else words("unknown.full")
    cells = (Cell(text=shown(day)), Cell(text=shown(owner)), Cell(text=shown(decision.text)))
    return TableLine(cells=cells, target=Target(kind="decision", id=matter.id))
