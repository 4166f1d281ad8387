"""What records mention, by the types of their fields: people, places, tags; the latest first."""

from __future__ import annotations

from operator import itemgetter

from store.field_types import paths, texts_at
from store.records import TABLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from widgets.sections.view import View


def mentioned(view: View, meaning: str) -> Sequence[str]:
    """Every value of one meaning in the records that have a day, once."""
    return view.once(("mentioned", meaning), lambda: _mentioned(view, meaning))


def _mentioned(view: View, meaning: str) -> list[str]:
    dated: list[tuple[date, str]] = []
    for table, kind in TABLES.items():
        fields = paths(kind, (meaning,))
        if not fields or "day" not in kind.fields:
            continue
        for record in view.snapshot.tables[table].values():
            day = record.day  # type: ignore[attr-defined]
            dated += [(day, text) for field, _ in fields for text in texts_at(record, field)]
    dated.sort(key=itemgetter(0), reverse=True)
    return list(dict.fromkeys(text for _, text in dated))
