"""What a sheet from outside would do to the records: the one way of the command line and the board."""

from __future__ import annotations

from store.exchange.imports import attendance, roster, training

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from store.exchange.imports.plan import ImportPlan
    from store.exchange.tables.sheet import SheetRows
    from store.snapshot import Snapshot
    from widgets.words.lexicon import Words

    Progress = Callable[[int, int], None]

KINDS = ("roster", "attendance", "training")


def planned(
    what: str, sheets: Sequence[SheetRows], snapshot: Snapshot, today: date, words: Words, progress: Progress
) -> ImportPlan:
    """What importing sheets as one of `KINDS` would do. `words` are those `with_papers`."""
    if what == "roster":
        return roster.plan_roster(sheets, snapshot, today, progress)
    if what == "training":
        return training.plan_training(sheets, snapshot, today, progress)

    def note(month: str) -> str:
        return words("import.day_unknown_note", month=month)

    return attendance.plan_attendance(sheets, snapshot, today, note, progress)
