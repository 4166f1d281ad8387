"""One command as a value: keys, footer, menu and palette all ask it the same two things."""

from __future__ import annotations

from store.record import Record
from widgets.display import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from widgets.display import Shown

    Commands = Mapping[str, "Command"]
    """Those of one screen, by their ids."""

ABLE = shown("")


def always(screen: object) -> Shown:
    return ABLE


def needs(key: str, holds: Callable[[Any], object]) -> Callable[[Any], Shown]:
    """What a command says, in the words of `key`, where something does not hold of its screen."""
    return lambda screen: ABLE if holds(screen) else screen.words(key)


class Command(Record):
    """`why_not` says why it can't be done here and now (`ABLE`: it can), `run` does it, at once or as a coroutine; both
    are given the screen in front. `called` is the command whose name it has there, where that is not its own.
    """

    id: str
    run: Callable[[Any], object]
    why_not: Callable[[Any], Shown] = always
    called: Callable[[Any], str] | None = None

    def name(self, screen: object) -> str:
        """The id of the command whose words say what it does here."""
        return self.called(screen) if self.called is not None else self.id


def by_id(*commands: Command) -> Commands:
    known = {command.id: command for command in commands}
    assert len(known) == len(commands), "two commands of one id"
    return known
