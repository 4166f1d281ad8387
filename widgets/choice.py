"""A list to choose one line from: palette, numbered menu, help. Drawn line by line, filtered as one types."""

from __future__ import annotations

from operator import itemgetter

from textual.widget import Widget

from store.pinyin import rank
from store.record import Record
from widgets.display import pad, shown, width
from widgets.draw import strip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.strip import Strip

    from widgets.display import Shown


class Option(Record):
    """`hint` stands on the left (a key, a number), `label` is looked through by the filter, `note` says why not."""

    value: str
    hint: Shown
    label: Shown
    more: Shown
    able: bool = True


def digit(number: int) -> Shown:
    """The key of an option by its place from 1; the tenth and later have none."""
    return shown(str(number) if number < 10 else "")


class ChoiceList(Widget):
    def __init__(self, options: Sequence[Option], *, id: str) -> None:
        super().__init__(id=id)
        self._options = options
        self._found: Sequence[Option] = options
        self._index = 0
        self._top = 0

    @property
    def option(self) -> Option | None:
        return self._found[self._index] if self._found else None

    def filter(self, text: str) -> None:
        found = [(rank(text, option.label), option) for option in self._options] if text else []
        near = [(far, option) for far, option in found if far is not None]
        self._found = [option for _, option in sorted(near, key=itemgetter(0))] if text else self._options
        self._index = self._top = 0
        self.refresh()

    def take(self, number: int) -> Option | None:
        """The option with a number, from 1."""
        return self._found[number - 1] if 0 < number <= len(self._found) else None

    def move(self, command: str) -> None:
        page = max(1, self.size.height - 1)
        last = max(0, len(self._found) - 1)
        steps = {"move.up": -1, "move.down": 1, "move.page_up": -page, "move.page_down": page}
        to = {"move.first": 0, "move.last": last}.get(command, self._index + steps.get(command, 0))
        self._index = max(0, min(last, to))
        height = max(1, self.size.height)
        self._top = max(min(self._top, self._index), self._index - height + 1)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        index = self._top + y
        if index >= len(self._found):
            return strip([], self.size.width)
        option = self._found[index]
        hints = max(width(o.hint) for o in self._options)
        labels = max(width(o.label) for o in self._options)
        role = "" if option.able else "dim"
        parts = [
            (" " + pad(option.hint, hints) + "  ", "strong" if option.able else "dim"),
            (pad(option.label, labels) + "  ", role),
            (option.more, "dim"),
        ]
        return strip(parts, self.size.width, cursor=index == self._index)
