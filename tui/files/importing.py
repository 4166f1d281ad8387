"""What a sheet from outside would do to the records: the one way of the command line and the board."""

from __future__ import annotations

from functools import partial

from store.exchange.imports import attendance, entries, roster, training
from store.exchange.imports.import_edit import ImportEdit
from store.exchange.tables import headings
from store.exchange.tables.sheet import with_corrections
from store.folding import fold
from store.record import Record
from tui.files.errors import FileError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from typing import Any

    from store.exchange.imports.plan import ImportPlan
    from store.exchange.tables.sheet import Place, SheetRows
    from store.snapshot import Snapshot
    from widgets.words.lexicon import Words

    Progress = Callable[[int, int], None]

KINDS = ("roster", "attendance", "training", "entries")
OF_A_COMMITTEE = ("entries",)
"""Those whose records a committee shows; the others are of a branch."""


class IncomingFile(Record):
    """Sheets that are to be read as one of `KINDS`, on a day; `typed` are cells as somebody put them right, `settings`
    those of the branch's pack.
    """

    kind: str
    sheets: tuple[SheetRows, ...]
    today: date
    words: Words
    typed: dict[Place, str] = {}  # noqa: RUF012
    settings: Mapping[str, Any] = {}

    def plan(self, snapshot: Snapshot, progress: Progress | None = None) -> ImportPlan:
        """What importing them would do. `words` are those `with_papers`."""
        sheets = with_corrections(self.sheets, self.typed)
        if self.kind == "roster":
            return roster.plan_roster(sheets, snapshot, self.today, progress)
        if self.kind == "training":
            return training.plan_training(sheets, snapshot, self.today, progress)
        if self.kind == "entries":
            return entries.plan_entries(sheets, snapshot, self.today, self.settings, progress)
        note = partial(_day_unknown, self.words)
        return attendance.plan_attendance(sheets, snapshot, self.today, note, progress)

    def text(self, place: Place) -> str:
        """What stands in a cell, as far as it may be shown."""
        name, row, column = place
        rows = next((sheet.rows for sheet in with_corrections(self.sheets, self.typed) if sheet.name == name), ())
        cells = rows[row - 1] if row <= len(rows) else ()
        return headings.plain(cells[column]) if column < len(cells) else ""

    def edit(self, plan: ImportPlan, snapshot: Snapshot) -> ImportEdit | None:
        """What a plan made of a snapshot does, judged again where it is stored; None where there is nothing to do."""
        return ImportEdit(edit=plan.edit, revision=snapshot.revision, judge=self.plan) if plan.edit else None


def _day_unknown(words: Words, month: str) -> str:
    return words("import.day_unknown_note", month=month)


def chosen(sheets: Sequence[SheetRows], name: str) -> tuple[SheetRows, ...]:
    """The one sheet of a name, be it hidden; raises FileError (`no_such_sheet`) with the names that there are."""
    named = [sheet for sheet in sheets if sheet.name == name] or [
        sheet for sheet in sheets if fold(sheet.name) == fold(name)
    ]
    if len(named) != 1:
        raise FileError("no_such_sheet", sheet=name, names=tuple(sheet.name for sheet in sheets))
    return (named[0].but(hidden=False),)
