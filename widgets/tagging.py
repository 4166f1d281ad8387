"""Tags put on and taken off several records at once: `#学习型 -#招商引资` on a line, told before it is done."""

from __future__ import annotations

from store.edits import Change, change
from store.exchange.tables.sensitive import sensitive_code
from store.packs.tags import MINUS
from store.record import Record
from widgets.display import shown
from widgets.forms.field_text import COMMAS
from widgets.forms.invalid_field import InvalidField, complaint, of_trouble
from widgets.quick_line import tags
from widgets.quick_line.reading import InvalidToken

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from widgets.display import Shown
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


class Tagging(Record):
    """The tags to put on, and those to take off."""

    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()


def read(text: str, view: View) -> Tagging | InvalidField:
    """What a line says, tag by tag; one that is both put on and taken off is a slip."""
    if sensitive_code(text) is not None:
        return complaint("secret")
    on: list[str] = []
    off: list[str] = []
    plain = text.translate(COMMAS).replace("＃", "#")
    for sign in MINUS:
        plain = plain.replace(f"{sign}#", f",{sign}")
    for word in plain.replace("#", ",").replace(",", " ").split():
        name = word.lstrip(MINUS)
        tag = tags.find(name, view)
        if isinstance(tag, InvalidToken):
            return of_trouble(tag, word)
        side, other = (on, off) if name == word else (off, on)
        if tag in other:
            return complaint("both_ways", text=tag)
        if tag not in side:
            side.append(tag)
    return Tagging(on=tuple(on), off=tuple(off))


def edits(tagging: Tagging, records: Sequence[tuple[str, Any]]) -> list[Change]:
    """The changes of those records (with their tables) that would have other tags."""
    made = []
    for table, record in records:
        now = tuple(tag for tag in dict.fromkeys(record.tags + tagging.on) if tag not in tagging.off)
        if now != record.tags:
            made.append(change(table, record, {"tags": now}))
    return made


def effect_text(tagging: Tagging, records: Sequence[tuple[str, Any]], words: Words) -> Shown:
    """What would be done, each tag with the number of records that it concerns."""
    parts = []
    for key, names, lacking in (("tag.on", tagging.on, False), ("tag.off", tagging.off, True)):
        for tag in names:
            count = sum((tag in one.tags) == lacking for _, one in records)
            parts.append(words(key if count else f"{key}.none", tag=tag, n=count))
    return shown(words("page.comma").join(parts))
