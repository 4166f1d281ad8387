"""One line in which a few characters are typed: the filter, the words that look for a command."""

from __future__ import annotations

from textual.geometry import Offset
from textual.message import Message
from textual.widget import Widget

from widgets.display import shown, width
from widgets.draw import strip
from widgets.typed_text import character_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from textual import events
    from textual.strip import Strip

    from widgets.display import Shown


class TypedLine(Widget, can_focus=True, inherit_bindings=False):
    """Everything printable goes into the text; Backspace, Ctrl+U, Enter and Esc are its own, other keys go on."""

    DEFAULT_CSS = "TypedLine { height: 1; }"

    KEEPS_TEXT = TAKES_PASTE = True

    class Changed(Message):
        def __init__(self, text: str) -> None:
            self.text = text
            super().__init__()

    class Accepted(Message):
        """Enter: what was typed stands."""

        def __init__(self, text: str) -> None:
            self.text = text
            super().__init__()

    class Dropped(Message):
        """Esc: what was typed is taken back."""

    def __init__(self, label: Shown, text: str = "") -> None:
        super().__init__()
        self._label = label
        self.text = text

    def render_line(self, y: int) -> Strip:
        label = f" {self._label} "
        typed = shown(self.text)
        self.app.cursor_position = self.region.offset + Offset(width(label) + width(typed), 0)
        return strip([(label, "strong"), (typed, ""), ("▏" if self.has_focus else "", "info")], self.size.width)

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self._change(self.text + " ".join(event.text.split()))

    def on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            self.post_message(self.Accepted(self.text))
        elif event.key == "escape":
            self.post_message(self.Dropped())
        elif event.key == "backspace":
            self._change(self.text[:-1])
        elif event.key == "ctrl+u":
            self._change("")
        elif character := character_of(event.character):
            self._change(self.text + character)
        else:
            return
        event.stop()

    def _change(self, text: str) -> None:
        self.text = text
        self.refresh()
        self.post_message(self.Changed(text))
