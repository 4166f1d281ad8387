"""The last line of a place: the keys that matter here and now."""

from __future__ import annotations

from widgets.display import width
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


def key_parts(place: KeyPlace, keymap: Keymap, cells: int) -> list[Part]:
    """As many keys as fit, each with what it does; those of commands that can't be done here are left out."""
    parts: list[Part] = []
    left = cells
    for binding in keymap.footer(place.PLACE):
        if place.commands[binding.id].why_not(place):
            continue
        key, name = f" {keymap.key(binding.id)}", f" {command_name(binding.id, place.words)}"
        left -= width(key) + width(name) + 1
        if left >= 0:
            parts += [(key, "strong"), (name + " ", "dim")]
    return parts
