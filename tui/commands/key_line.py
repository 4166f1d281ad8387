"""The last line of a place: the keys that matter here and now."""

from __future__ import annotations

from widgets.display import width
from widgets.keymap import ABOVE, BOARD, COMMITTEE, shown_key
from widgets.sections.registry import command_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    from tui.commands.command import Commands
    from widgets.keymap import Keymap
    from widgets.picture import Part
    from widgets.words.lexicon import Words

    class KeyPlace(Protocol):
        """A place with commands, named as in the keymap."""

        PLACE: str

        @property
        def words(self) -> Words: ...
        @property
        def commands(self) -> Commands: ...


KEPT = ("help", "quit")
"""Where there are both, a line too short for all leaves them out last: from there a newcomer finds the others."""


def key_parts(place: KeyPlace, keymap: Keymap, cells: int) -> list[Part]:
    """As many keys as fit, each with what it does; those of commands that can't be done here are left out."""
    shown = [(key, name) for _, key, name in _keys(place, keymap, cells)]
    return [part for key, name in shown for part in ((key, "strong"), (name, "dim"))]


def why_nothing(place: KeyPlace, keymap: Keymap, key: str) -> str:
    """Why a key does nothing here: it is that of another place, or of none."""
    words = place.words
    home = COMMITTEE if place.PLACE in ABOVE else BOARD
    elsewhere = keymap.command(home, key)
    if elsewhere is None:
        return words("hint.no_key", key=shown_key(key))
    return words("hint.not_here", key=shown_key(key), name=command_name(elsewhere, words))


def command_at(place: KeyPlace, keymap: Keymap, cells: int, x: int) -> str | None:
    """The command whose key stands in a column of the line."""
    left = 0
    for id, key, name in _keys(place, keymap, cells):
        left += width(key) + width(name)
        if x < left:
            return id
    return None


def _keys(place: KeyPlace, keymap: Keymap, cells: int) -> list[tuple[str, str, str]]:
    """The id, key and name of each command on a line of so many cells, in order."""
    able = [one.id for one in keymap.footer(place.PLACE) if not place.commands[one.id].why_not(place)]
    keys = {id: (f"  {keymap.key(id)}", f" {command_name(place.commands[id].name(place), place.words)}") for id in able}
    left = cells + 1  # the line begins with one space
    first = KEPT if set(KEPT).issubset(able) else ()
    kept = []
    for id in sorted(able, key=lambda id: id not in first):
        wide = width(keys[id][0]) + width(keys[id][1])
        if wide > left:
            break
        kept.append(id)
        left -= wide
    found = [(id, *keys[id]) for id in able if id in kept]
    return [(id, key[1:] if not at else key, name) for at, (id, key, name) in enumerate(found)]
