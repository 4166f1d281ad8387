"""A line that is edited: a cursor that moves in it, a paste that loses no line, what is not understood in red."""

from __future__ import annotations

from unicodedata import combining

from textual.geometry import Offset
from textual.message import Message
from textual.widget import Widget

from widgets.display import pad, shown, width
from widgets.draw import strip
from widgets.typed_text import SAME_KEYS, TypedText, character_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.strip import Strip

    from widgets.display import Shown

BREAK = "\n"
OWN = frozenset({"enter", "ctrl+s", "escape", "tab", "up", "down"})
"""Keys that whoever holds the line answers."""
PASSED_ON = frozenset({"ctrl+q", "ctrl+c", "ctrl+l", "f1"})
"""Keys that mean in a line what they mean everywhere; Ctrl+Z, say, would take back something stored."""


class LineEditor(Widget, can_focus=True, inherit_bindings=False):
    """Everything printable goes into the text as it is; a line break in it shows as the sign `line_break`, and where
    that is none, what is pasted is made one line. `ghost` stands in an empty line for what Enter would take. Ctrl+U
    takes what stands before the cursor, or, where the line `clears`, all of it.
    """

    DEFAULT_CSS = "LineEditor { height: 1; }"

    KEEPS_TEXT = TAKES_PASTE = True

    class Changed(Message):
        """The text or the cursor is another."""

    class Pressed(Message):
        """A key that is not the line's own: `enter escape tab up down`, or `right` and `delete` at its end."""

        def __init__(self, key: str) -> None:
            self.key = key
            super().__init__()

    def __init__(self, label: Shown, *, ghost: str = "", clears: bool = False, line_break: Shown | None = None) -> None:
        super().__init__()
        self._label = label
        self._line_break = line_break
        self._ghost = ghost
        self._clears = clears
        self._trail = ""
        self._bad: Sequence[tuple[int, int]] = ()
        self.typed = TypedText()

    def mark(self, bad: Sequence[tuple[int, int]]) -> None:
        """Say which parts of the text are not understood."""
        if tuple(bad) != tuple(self._bad):
            self._bad = tuple(bad)
            self.refresh()

    def trail(self, text: str) -> None:
        """Let a text stand behind the line, which is not typed."""
        if text != self._trail:
            self._trail = text
            self.refresh()

    def relabel(self, label: Shown) -> None:
        """Ask for something else."""
        if label != self._label:
            self._label = label
            self.refresh()

    def set(self, typed: TypedText) -> None:
        if typed != self.typed:
            self.typed = typed
            self._bad = ()
            self.refresh()
            self.post_message(self.Changed())

    # Keys

    def on_key(self, event: events.Key) -> None:
        key = SAME_KEYS.get(event.key, event.key)
        made = TypedText() if key == "ctrl+u" and self._clears else self.typed.key(key)
        if key in OWN:
            self.post_message(self.Pressed("enter" if key == "ctrl+s" else key))
        elif key in ("right", "delete") and self.typed.cursor == len(self.typed.text):
            self.post_message(self.Pressed(key))
        elif made is not None:
            self.set(made)
        elif character := character_of(event.character):
            self.set(self.typed.insert(character))
        elif key in PASSED_ON:
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Lines stay lines; what breaks at the end of a paste breaks nothing."""
        event.stop()
        text = event.text.replace("\r\n", BREAK).replace("\r", BREAK).replace("\t", " ")
        lines = [line for line in text.split(BREAK) if line.strip()]
        self.set(self.typed.insert((BREAK if self._line_break is not None else " ").join(lines)))

    def on_focus(self) -> None:
        self.refresh()

    # Drawing

    def render_line(self, y: int) -> Strip:
        label = f" {self._label} "
        room = max(1, self.size.width - width(label) - 1)
        cells, cursor = self._cells()
        left = self._scrolled(cells, cursor, room)
        before = sum(width(text) for text, _ in cells[left:cursor])
        self.app.cursor_position = self.region.offset + Offset(width(label) + before, 0)
        if not self.typed.text and self._ghost:
            ghost = pad(self._ghost, room)
            at, rest = ghost[:1], ghost[1:]
            head = strip([(label, "strong")], width(label))
            under = strip([(at, "dim")], width(at), cursor=self.has_focus)
            tail = strip([(rest, "dim")], self.size.width - width(label) - width(at))
            return type(head).join([head, under, tail])
        head = strip([(label, "strong"), *cells[left:cursor]], width(label) + before)
        at, role = cells[cursor] if cursor < len(cells) else (shown(" "), "")
        under = strip([(at, role)], width(at), cursor=self.has_focus)
        rest_room = max(0, self.size.width - width(label) - before - width(at))
        trail: list[tuple[Shown, str]] = [(shown(self._trail), "dim")] if self._trail else []
        if trail and cursor >= len(cells):  # the cursor stands on its first character
            at, role = shown(self._trail[:1]), "dim"
            under, trail = strip([(at, role)], width(at), cursor=self.has_focus), [(shown(self._trail[1:]), "dim")]
            rest_room = max(0, self.size.width - width(label) - before - width(at))
        return type(head).join([head, under, strip([*cells[cursor + 1 :], *trail], rest_room)])

    def _cells(self) -> tuple[list[tuple[Shown, str]], int]:
        """Each character with its marks as it is shown, and which of them the cursor stands on."""
        cells: list[tuple[Shown, str]] = []
        text = self.typed.text
        cursor = 0
        start = 0
        while start < len(text):
            end = start + 1
            while end < len(text) and combining(text[end]):
                end += 1
            if start < self.typed.cursor:
                cursor += 1
            bad = any(first <= start < last for first, last in self._bad)
            if text[start] == BREAK and self._line_break is not None:
                cells.append((self._line_break, "info"))
            else:
                cells.append((shown(text[start:end]), "bad" if bad else ""))
            start = end
        return cells, cursor

    def _scrolled(self, cells: Sequence[tuple[Shown, str]], cursor: int, room: int) -> int:
        """The first character drawn, so that the cursor is in sight: as few are left out as can be."""
        left = 0
        wide = sum(width(text) for text, _ in cells[: cursor + 1]) + 1
        while left < cursor and wide > room:
            wide -= width(cells[left][0])
            left += 1
        return left
