"""`zhibu list branches`, `sent` and `findings` of a committee."""

from __future__ import annotations

import os

from store.engines import SERVER
from store.generation import FILE
from widgets import committee_objects as objects
from widgets import registers
from widgets.kinds.kind import ListLine
from widgets.sections.committee import units

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from widgets.sections.view import View
    from widgets.words.lexicon import Words


def readable(view: View) -> dict[str, bool | None]:
    """Of each unit whether the system lets this user read its records; None where nobody says where they are, or where
    they are on a server, which knows alone.
    """
    may: dict[str, bool | None] = {}
    for one in view.units:
        known = one.data and not one.data.startswith(SERVER)
        may[one.unit] = os.access(os.path.join(one.data, FILE), os.R_OK) if known else None
    return may


def _branches(view: View, words: Words) -> Iterator[ListLine]:
    may = readable(view)
    for row in view.committee_figures.rows:
        day = row.as_of.isoformat() if row.as_of else units.as_of(row, view, words).text
        late = words.glyph("overdue") if row.overdue else ""
        members = str(row.members) if row.members is not None else ""
        received = words("traffic.received", n=row.received, of=row.of) if row.of else ""
        why = units.why(row, words)
        yield ListLine(
            cells=(row.unit, row.name, day, members, late, received, why),
            search=(row.unit, row.name, view.unit(row.unit), row.code),
            json=objects.unit(row, may),
        )


def _sent(view: View, words: Words) -> Iterator[ListLine]:
    for row in sorted(view.committee_figures.traffic, key=lambda one: _order(one.item, view)):
        entry = view.snapshot.entries[row.item]
        kind, state = registers.name(entry.kind, view, words), words(f"traffic.state.{row.state}")
        due = entry.due.isoformat() if entry.due else words("entry.no_date")
        received = words("traffic.received", n=row.received, of=row.of)
        closed = words("traffic.closed", n=row.closed, of=row.of)
        yield ListLine(
            cells=(entry.id, kind, entry.title, entry.doc, due, received, closed, state),
            search=(entry.id, kind, entry.title, entry.doc, state, *(units.name(one, view) for one in entry.to)),
            json=objects.item(row, view),
            due=entry.due if row.state != "closed" else None,
        )


def _order(id: str, view: View) -> tuple[str, str]:
    return view.snapshot.entries[id].day.isoformat(), id


def _findings(view: View, words: Words) -> Iterator[ListLine]:
    rows = sorted(view.committee_figures.inspections, key=lambda one: view.snapshot.findings[one.finding].day)
    for row in rows:
        finding = view.snapshot.findings[row.finding]
        name, result = units.name(row.unit, view), words(f"result.{finding.result}")
        state = words(f"inspections.{row.state}")
        due = finding.due.isoformat() if finding.due else words("finding.no_date")
        duty = f"{finding.rule}/{finding.period}"
        yield ListLine(
            cells=(finding.id, finding.day.isoformat(), name, duty, result, state, due, finding.text, row.closing),
            search=(finding.id, row.unit, name, duty, result, state, finding.text, *finding.tags),
            json=objects.finding(row, view),
            due=finding.due if row.state == "open" else None,
        )


LISTS: dict[str, Callable[[View, Words], Iterator[ListLine]]] = {
    "branches": _branches,
    "sent": _sent,
    "findings": _findings,
}
