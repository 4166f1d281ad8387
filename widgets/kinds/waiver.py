"""A duty of one period that need not be done."""

from __future__ import annotations

from widgets.kinds.kind import RecordKind
from widgets.pages import waiver

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.records import Waiver
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


def _summary(record: Waiver, view: View, words: Words) -> tuple[str, str, str]:
    return record.day.isoformat(), "", f"{record.reason}  {record.name}"


KIND = RecordKind(
    id="waiver",
    table="waivers",
    columns=("day", "rule", "period", "subject", "reason", "name"),
    summary=_summary,
    page=waiver.page,
)
