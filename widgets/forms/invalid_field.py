"""Why something typed can't be taken: a word and its facts, or a day or time that is none."""

from __future__ import annotations

from store.packs.rule import Text
from store.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from widgets.display import Shown
    from widgets.quick_line.reading import InvalidToken
    from widgets.when.numerals import InvalidDate
    from widgets.words.lexicon import Words


class InvalidField(Record):
    """`key` is the word of the sentence; `when`, where it is given, says it itself."""

    key: str
    facts: dict[str, Any] = {}  # noqa: RUF012
    when: InvalidDate | None = None


def complaint(code: str, **facts: Any) -> InvalidField:
    return InvalidField(key=f"forms.bad.{code}", facts=facts)


def of_when(bad: InvalidDate) -> InvalidField:
    return InvalidField(key=f"when.bad.{bad.code}", when=bad)


def of_trouble(trouble: InvalidToken, text: str) -> InvalidField:
    return InvalidField(key=f"quick.bad.{trouble.code}", facts={"text": text, "name": text} | trouble.facts)


def complaint_text(complaint: InvalidField, today: date, words: Words) -> Shown:
    """The sentence beside the field."""
    from widgets.when.date_text import bad_date_text

    if complaint.when is not None:
        return bad_date_text(complaint.when, today, words)
    facts = {
        name: fact if isinstance(fact, int | float | Text) else str(fact) for name, fact in complaint.facts.items()
    }
    return words(complaint.key, **facts)
