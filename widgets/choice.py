"""A list to choose one line from: palette, numbered menu, help. Drawn line by line, filtered as one types."""

from __future__ import annotations

from operator import itemgetter

from textual.message import Message
from textual.widget import Widget

from store.pinyin import rank
from store.record import Record
from widgets.display import pad, shown, width
from widgets.draw import strip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.strip import Strip

    from widgets.display import Shown


WHEEL = 3
"""Lines that a notch of the wheel goes on."""


class Option(Record):
    """`hint` stands on the left (a key, a number), `label` is looked through by the filter, `more` stands behind
    it; of what is not `able` it says why not.
    """

    value: str
    hint: Shown
    label: Shown
    more: Shown
    able: bool = True


def digit(number: int) -> Shown:
    """The key of an option by its place from 1; the tenth and later have none."""
    return shown(str(number) if number < 10 else "")


class ChoiceList(Widget):
    def __init__(self, options: Sequence[Option], *, none: Shown, id: str) -> None:
        """`none` is said where the filter leaves nothing."""
        super().__init__(id=id)
        self._options = options
        self._none = none
        self._matches: Sequence[Option] = options
        self._index = 0
        self._top = 0
        self._is_moved = False

    @property
    def option(self) -> Option | None:
        return self._matches[self._index] if self._matches else None

    @property
    def cut(self) -> Shown | None:
        """What is said of the option that the cursor was moved to, whole, where its line has no room for it."""
        option = self.option
        if not self._is_moved or option is None or self._before_more + width(option.more) <= self.size.width:
            return None
        return option.more

    @property
    def _before_more(self) -> int:
        """The cells of a line before what is said of its option."""
        return 5 + max(width(o.hint) for o in self._matches) + max(width(o.label) for o in self._matches)

    @property
    def below(self) -> int:
        """How many options stand below what is seen."""
        return max(0, len(self._matches) - self._top - self.size.height)

    class Moved(Message):
        """The cursor is elsewhere, or other options are seen."""

    def on_resize(self) -> None:
        self._go(self._index)

    class Clicked(Message):
        """An option was clicked, which has the cursor now."""

    def on_click(self, event: events.Click) -> None:
        at = self._top + event.y
        if at < len(self._matches):
            self._index = at
            self.refresh()
            self.post_message(self.Clicked())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self._is_moved = True
        self._go(self._index + WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self._is_moved = True
        self._go(self._index - WHEEL)

    def filter(self, text: str, more: Sequence[Option] = ()) -> None:
        """Those in which a text is found, the nearest first, and `more` under them."""
        found = [(rank(text, option.label), option) for option in self._options] if text else []
        near = [(far, option) for far, option in found if far is not None]
        self._matches = [*(option for _, option in sorted(near, key=itemgetter(0))), *more] if text else self._options
        self._index = self._top = 0
        self._is_moved = False
        self._go(0)

    def take(self, number: int) -> Option | None:
        """The option with a number, from 1."""
        return self._matches[number - 1] if 0 < number <= len(self._matches) else None

    def move(self, command: str) -> None:
        page = max(1, self.size.height - 1)
        last = len(self._matches) - 1
        steps = {"move.up": -1, "move.down": 1, "move.page_up": -page, "move.page_down": page}
        to = {"move.first": 0, "move.last": last}.get(command, self._index + steps.get(command, 0))
        self._is_moved = True
        self._go(to)

    def _go(self, index: int) -> None:
        self._index = max(0, min(len(self._matches) - 1, index))
        height = max(1, self.size.height)
        self._top = max(min(self._top, self._index), self._index - height + 1)
        self.refresh()
        self.post_message(self.Moved())

    def render_line(self, y: int) -> Strip:
        index = self._top + y
        if not self._matches and y == 0:
            return strip([(f" {self._none}", "dim")], self.size.width)
        if index >= len(self._matches):
            return strip([], self.size.width)
        option = self._matches[index]
        hints = max(width(o.hint) for o in self._matches)
        labels = max(width(o.label) for o in self._matches)
        role = "" if option.able else "dim"
        parts = [
            (" " + pad(option.hint, hints) + "  ", "strong" if option.able else "dim"),
            (pad(option.label, labels) + "  ", role),
            (option.more, "dim"),
        ]
        return strip(parts, self.size.width, cursor=index == self._index)
