"""What can be exported, and how its papers are made: the board's list and the command line's."""

from __future__ import annotations

from functools import partial

from store import periods
from store.periods import Cadence
from store.record import Record
from widgets.kinds.registry import SEVERAL, of_table
from widgets.papers import (
    charges,
    committee,
    coverage,
    ledger,
    meetings,
    month_report,
    record_tables,
    targets,
    teams,
    workbook,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from store.periods import Period
    from store.records import Meeting
    from widgets.display import Shown
    from widgets.papers.paper import Paper
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

SHEETS = ("xlsx", "csv", "md", "docx")
PAGES = ("docx", "md", "xlsx", "csv")


class Export(Record):
    """`make` makes its papers, of a meeting where it is a `meeting` export, of a period where it is `dated` (by default
    the running one of `cadence`), else of all as it stands today; None where it is a text and no paper. A
    `yearly` one is of the whole year that a shorter period ends in. `committee` exports are of one and its branches.
    The first of `formats` is the usual one.
    """

    make: Callable[[View, Words, Any], tuple[Paper, ...]] | None = None
    formats: tuple[str, ...] = SHEETS
    meeting: bool = False
    dated: bool = True
    yearly: bool = False
    committee: bool = False
    cadence: Cadence = Cadence.YEAR


_OWN = {
    "notice": Export(make=meetings.notice, formats=("txt", "md", "docx"), meeting=True),
    "signin": Export(make=meetings.signin, formats=PAGES, meeting=True),
    "record": Export(make=meetings.record, formats=PAGES, meeting=True),
    "month": Export(make=month_report.month, formats=PAGES, cadence=Cadence.MONTH),
    "attendance": Export(make=record_tables.attendance),
    "training": Export(make=record_tables.training),
    "roster": Export(make=record_tables.roster, dated=False),
    "workbook": Export(make=workbook.workbook, formats=("docx", "xlsx", "md", "csv")),
    "checks": Export(make=record_tables.checks, cadence=Cadence.MONTH),
    "statistics": Export(make=record_tables.statistics),
    "dues": Export(make=record_tables.dues),
    "ledger": Export(make=ledger.ledger),
    "targets": Export(make=targets.papers, formats=PAGES, yearly=True),
    "charges": Export(make=charges.papers, formats=PAGES, yearly=True),
    "teams": Export(make=teams.papers, formats=PAGES, yearly=True),
    "coverage": Export(make=coverage.papers, formats=PAGES, yearly=True),
    "circular": Export(make=committee.circular, formats=PAGES, committee=True, cadence=Cadence.QUARTER),
    "matrix": Export(make=committee.matrix_paper, formats=PAGES, committee=True, cadence=Cadence.QUARTER),
}
"""A new one is a line here."""
_HAS_OWN = {
    "members": "roster",
    "meetings": "attendance",
    "training": "training",
    "dues": "dues",
    "entries": "ledger",
}
"""Tables whose records have a paper of their own form."""
_TABLES = [table for table in SEVERAL.values() if table not in _HAS_OWN]
EXPORTS = {
    **_OWN,
    **{
        kind.table: Export(make=partial(record_tables.records, kind), dated=record_tables.dated(kind))
        for kind in map(of_table, _TABLES)
    },
    "calendar": Export(formats=("ics",), dated=False),
    "all": Export(formats=("json",), dated=False),
}
"""Everything that leaves: documents, a table of each kind of record, and two that are texts, not papers."""


def papers(id: str, view: View, words: Words, of: Meeting | Period | None, kind: str = "") -> tuple[Paper, ...]:
    """The papers of an export, of a meeting, of a period or of neither as its entry says; of registers those of one
    `kind` alone. `words` are those `with_papers`. Raises KeyError for what is no paper.
    """
    if kind:
        return ledger.ledger(view, words, of, kind)  # type: ignore[arg-type]
    export = EXPORTS[id]
    if export.make is None:
        raise KeyError(id)
    if export.yearly and isinstance(of, periods.Period):
        of = periods.containing(of.end, Cadence.YEAR)
    return export.make(view, words, of if export.meeting or export.dated else None)


def name_of(id: str, words: Words) -> Shown:
    """What an export is called. `words` are those `with_papers`."""
    return _called("what", id, words)


def file_of(id: str, words: Words) -> Shown:
    """What the file of an export begins with."""
    return _called("file", id, words)


def _called(use: str, id: str, words: Words) -> Shown:
    if id in _TABLES:
        return words(f"export.{use}.records", what=words(f"table.{id}"))
    return words(f"export.{use}.{id}")
