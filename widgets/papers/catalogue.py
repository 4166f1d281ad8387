"""What can be exported, and how its papers are made: the board's list and the command line's."""

from __future__ import annotations

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
    registers,
    targets,
    teams,
    workbook,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from store.periods import Period
    from store.records import Meeting
    from widgets.display import Shown
    from widgets.papers.paper import Paper
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

SHEETS = ("xlsx", "csv", "md", "docx")
PAGES = ("docx", "md", "xlsx", "csv")


class Export(Record):
    """`meeting` exports are of one meeting, others of a period (by default the running one of `cadence`); `committee`
    exports are of a committee and its branches. The first of `formats` is the usual one.
    """

    formats: tuple[str, ...] = SHEETS
    meeting: bool = False
    committee: bool = False
    cadence: Cadence = Cadence.YEAR


_DOCUMENTS = {
    "notice": Export(formats=("txt", "md", "docx"), meeting=True),
    "signin": Export(formats=PAGES, meeting=True),
    "record": Export(formats=PAGES, meeting=True),
    "month": Export(formats=PAGES, cadence=Cadence.MONTH),
    "attendance": Export(),
    "training": Export(),
    "roster": Export(),
    "workbook": Export(formats=("docx", "xlsx", "md", "csv")),
    "checks": Export(cadence=Cadence.MONTH),
    "statistics": Export(),
    "dues": Export(),
    "ledger": Export(),
    "targets": Export(formats=PAGES),
    "charges": Export(formats=PAGES),
    "teams": Export(formats=PAGES),
    "coverage": Export(formats=PAGES),
    "circular": Export(formats=PAGES, committee=True, cadence=Cadence.QUARTER),
    "matrix": Export(formats=PAGES, committee=True, cadence=Cadence.QUARTER),
}
_REGISTERED = {
    "members": "roster",
    "meetings": "attendance",
    "training": "training",
    "dues": "dues",
    "entries": "ledger",
}
"""Tables whose records have a register of their own form."""
_TABLES = [table for table in SEVERAL.values() if table not in _REGISTERED]
EXPORTS = {
    **_DOCUMENTS,
    **{table: Export() for table in _TABLES},
    "calendar": Export(formats=("ics",)),
    "all": Export(formats=("json",)),
}
"""Everything that leaves: documents, a register of each kind of record, and two that are texts, not papers."""

_OF_MEETING: dict[str, Callable[[View, Words, Meeting], tuple[Paper, ...]]] = {
    "notice": meetings.notice,
    "signin": meetings.signin,
    "record": meetings.record,
}
_OF_PERIOD: dict[str, Callable[[View, Words, Period], tuple[Paper, ...]]] = {
    "month": month_report.month,
    "attendance": registers.attendance,
    "training": registers.training,
    "roster": registers.roster,
    "workbook": workbook.workbook,
    "checks": registers.checks,
    "statistics": registers.statistics,
    "dues": registers.dues,
    "ledger": ledger.ledger,
    "targets": targets.papers,
    "charges": charges.papers,
    "teams": teams.papers,
    "coverage": coverage.papers,
    "circular": committee.circular,
    "matrix": committee.matrix_paper,
}


def papers(what: str, view: View, words: Words, of: Meeting | Period, kind: str = "") -> tuple[Paper, ...]:
    """The papers of an export, of a meeting or of a period as its entry says; of registers those of one `kind` alone.
    `words` are those `with_papers`.
    """
    if kind:
        return ledger.ledger(view, words, of, kind)  # type: ignore[arg-type]
    if what in _TABLES:
        return registers.records(of_table(what), view, words, of)  # type: ignore[arg-type]
    if what in _OF_MEETING:
        return _OF_MEETING[what](view, words, of)  # type: ignore[arg-type]
    return _OF_PERIOD[what](view, words, of)  # type: ignore[arg-type]


def name_of(what: str, words: Words) -> Shown:
    """What an export is called. `words` are those `with_papers`."""
    return _called("what", what, words)


def file_of(what: str, words: Words) -> Shown:
    """What the file of an export begins with."""
    return _called("file", what, words)


def _called(use: str, what: str, words: Words) -> Shown:
    if what in _TABLES:
        return words(f"export.{use}.records", what=words(f"table.{what}"))
    return words(f"export.{use}.{what}")
