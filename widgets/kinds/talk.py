"""A talk of two people."""

from __future__ import annotations

from widgets.forms.invalid_field import complaint
from widgets.kinds.kind import RecordKind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.records import Talk
    from widgets.forms.invalid_field import InvalidField
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


def _summary(record: Talk, view: View, words: Words) -> tuple[str, str, str]:
    pair = f"{view.person(record.talker)} → {view.person(record.partner)}"
    return record.day.isoformat(), words(f"talk.{record.kind}"), pair


def _checks(record: Talk, view: View) -> Iterator[tuple[str, InvalidField]]:
    if record.talker == record.partner:
        yield "partner", complaint("same_person")


KIND = RecordKind(
    id="talk",
    table="talks",
    form=(("", ("talker", "partner", "day", "kind", "place", "tags", "about", "note")),),
    awaited=frozenset({"note"}),
    columns=("day", "talker", "partner", "kind", "note"),
    summary=_summary,
    checks=_checks,
    shows_at=lambda record: (record.partner, record.talker),
)
