"""The fields that entries of registers have, and the entries that other records are about: as texts, and read again."""

from __future__ import annotations

from store.box.messages import NONE
from store.folding import fold
from widgets import registers
from widgets.forms.invalid_field import complaint, of_trouble
from widgets.quick_line import owners, posts, units
from widgets.quick_line.links import find_entry
from widgets.quick_line.reading import InvalidToken
from widgets.quick_line.record_lines import in_words
from widgets.quick_line.reply import REPLIES
from widgets.quick_line.reply import WORDS as REPLY_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from widgets.sections.view import View
    from widgets.words.lexicon import Words

APART = str.maketrans(dict.fromkeys("，,、;；", " "))


def spelled(how: str, value: Any, view: View, words: Words) -> str:
    """The text of a value."""
    if how == "register":
        return registers.name(value, view, words)
    if how == "sub":
        return registers.sub_of_any(value, view, words)
    if how == "entries":
        return " ".join(value)
    if how in ("unit", "units"):
        return " ".join(units.typed(one, view) for one in ([value] if isinstance(value, str) else value) if one)
    if how == "reply":
        return in_words(REPLY_WORDS[value], words.lang) if value in REPLY_WORDS else str(value)
    if how == "concerned":
        return " ".join(owners.typed_owner(one, view, words.lang) for one in value)
    if value in view.snapshot.members or posts.is_post(value):
        return owners.typed_owner(value, view, words.lang)
    return str(value)


def _register(text: str, view: View) -> Any:
    found = registers.find(text, view)
    return found.id if found is not None else complaint("no_register", text=text)


def _sub(text: str, view: View) -> Any:
    """As records hold it; what no register has is told beside the field once the register is known."""
    found = registers.find_text(text, registers.subs(view))
    return found.zh if found is not None else text


def _owner(text: str, view: View) -> Any:
    owner = owners.find_owner(text, view, view.today)
    if isinstance(owner, InvalidToken):
        return text if any(c.isupper() for c in text) else of_trouble(owner, text)
    return str(owner)


def _concerned(text: str, view: View) -> Any:
    ids: list[str] = []
    for part in text.translate(APART).split():
        who = owners.owner_of(part, view, view.today)
        if not who:
            return complaint("no_member", text=part)
        ids.append(who)
    return tuple(dict.fromkeys(ids))


def _entries(text: str, view: View) -> Any:
    entries: list[str] = []
    for part in text.translate(APART).split():
        entry = find_entry(part.lstrip("%％"), view)
        if isinstance(entry, InvalidToken):
            return of_trouble(entry, part)
        entries.append(entry)
    return tuple(dict.fromkeys(entries))


def _unit(text: str, view: View) -> Any:
    found = units.find(text, view)
    return of_trouble(found, text) if isinstance(found, InvalidToken) else found


def _units(text: str, view: View) -> Any:
    chosen: list[str] = []
    for part in text.translate(APART).split():
        unit = units.find(part.lstrip("+＋"), view)
        if isinstance(unit, InvalidToken):
            return of_trouble(unit, part)
        chosen.append(unit)
    return tuple([one.unit for one in view.units if one.unit in chosen])


def _reply(text: str, view: View) -> Any:
    reply = REPLIES.get(fold(text))
    if reply is None:
        return complaint("no_reply", text=text)
    return "" if reply == NONE else reply


READERS: dict[str, Callable[[str, View], Any]] = {
    "register": _register,
    "sub": _sub,
    "owner": _owner,
    "concerned": _concerned,
    "entries": _entries,
    "unit": _unit,
    "units": _units,
    "reply": _reply,
}
"""What reads the text of each way of writing."""
