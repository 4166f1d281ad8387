"""A form on the screen: a frame with its title, its lines, a cursor in the text of one of them."""

from __future__ import annotations

from textual.geometry import Offset
from textual.message import Message
from textual.widget import Widget

from widgets.display import width
from widgets.draw import edge, frame, strip
from widgets.forms.checks import reading_of
from widgets.forms.lines import FormWriter, title, value_cells
from widgets.typed_text import SAME_KEYS, character_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.strip import Strip

    from widgets.forms.field_text import TextScope
    from widgets.forms.form import FormReading
    from widgets.forms.form_cursor import FormCursor
    from widgets.forms.lines import FormLine

MARGIN = 2
"""Cells of frame and air on each side."""


class FormSheet(Widget, inherit_bindings=False):
    """Never has the focus: its screen hands it each key in turn, so that a quick hand's keys keep their order."""

    DEFAULT_CSS = "FormSheet { height: 1fr; }"

    class Changed(Message):
        """What is typed, or where the cursor stands, is another; `by_user` by a key or a paste."""

        def __init__(self, *, by_user: bool) -> None:
            self.by_user = by_user
            super().__init__()

    def __init__(self, entering: FormCursor, scope: TextScope) -> None:
        super().__init__()
        self.entering = entering
        self._scope = scope
        self._reading: FormReading = reading_of(entering.form, scope)
        self._complaining = False
        self._lines: Sequence[FormLine] = ()
        self._top = 0

    # What it is told

    def show(self, entering: FormCursor, scope: TextScope, *, by_user: bool = False) -> None:
        """Another state of the form, or the same one in another language or over other records."""
        changed = entering != self.entering
        self.entering, self._scope = entering, scope
        self._write()
        if changed:
            self.post_message(self.Changed(by_user=by_user))

    def complain(self) -> None:
        """Say of every field what is wrong, also of those that nobody has come to yet."""
        self._complaining = True
        self._write()

    @property
    def scope(self) -> TextScope:
        return self._scope

    @property
    def reading(self) -> FormReading:
        return self._reading

    @property
    def page(self) -> int:
        """How many lines there are to see at once."""
        return max(1, self.size.height - 2)

    # Typing

    def press(self, event: events.Key) -> bool:
        """Whether a key was one of typing, which is then done."""
        character = character_of(event.character)
        made = self.entering.press(SAME_KEYS.get(event.key, event.key), character, self._scope, self._room)
        if made is not None:
            self.show(made, self._scope, by_user=True)
        return made is not None

    def paste(self, text: str) -> None:
        self.show(self.entering.paste(text, self._scope), self._scope, by_user=True)

    def on_click(self, event: events.Click) -> None:
        at = event.y - 1 + self._top
        if 0 <= at < len(self._lines) and self._lines[at].slot:
            self.show(self.entering.go(self._lines[at].slot, self._scope), self._scope)

    # Drawing

    @property
    def _cells(self) -> int:
        return max(1, self.size.width - 2 * MARGIN)

    @property
    def _room(self) -> int:
        return value_cells(self.entering.form, self._cells, self._scope.words)

    def _write(self) -> None:
        entering = self.entering
        self._reading = reading_of(entering.form, self._scope)
        reading = self._reading
        if not self._complaining:  # an empty field is not wrong before one has left the form to be stored
            touched = entering.form.typed
            reading = reading.but(
                complaints={p: c for p, c in reading.complaints.items() if p.partition(".")[0] in touched}
            )
        writer = FormWriter(entering.form, reading, entering.path, entering.typed, self._scope, self._cells)
        self._lines = writer.lines()
        self._keep_in_sight()
        self.refresh()

    def _keep_in_sight(self) -> None:
        """The line with the cursor, and as much of its field and of what is said below it as there is room for."""
        own = [number for number, line in enumerate(self._lines) if line.slot == self.entering.path]
        if not own:
            return
        caret = next((number for number in own if self._lines[number].caret is not None), own[0])
        self._top = max(0, min(self._top, len(self._lines) - self.page))
        if own[-1] >= self._top + self.page:
            self._top = own[-1] - self.page + 1
        if caret == own[0] and own[0] <= min(self._top, 2):
            self._top = 0  # what stands above the first field
        self._top = min(self._top, caret)
        self._top = max(self._top, caret - self.page + 1)

    def on_resize(self, event: events.Resize) -> None:
        self._write()

    def render_line(self, y: int) -> Strip:
        size = self.size
        if y == 0:
            text = f" {title(self.entering.form, self._scope.view, self._scope.words)} "
            return edge(frame(), text, "title", size.width)
        if y == size.height - 1:
            below = len(self._lines) - self._top - self.page
            note = f" {self._scope.words('panel.more', n=below)} " if below > 0 else ""
            return edge(frame(), note, "dim", size.width, lower=True)
        at = self._top + y - 1
        body = self._body(self._lines[at], y) if at < len(self._lines) else strip([], self._cells)
        side = frame()[3]
        return type(body).join([strip([(f"{side} ", "frame")], MARGIN), body, strip([(f" {side}", "frame")], MARGIN)])

    def _body(self, line: FormLine, y: int) -> Strip:
        if line.caret is None:
            return strip(line.parts, self._cells)
        before = sum(width(text) for text, _ in line.parts[: line.caret])
        under, role = line.parts[line.caret]
        if line.caret >= len(line.parts) or before + width(under) > self._cells:
            return strip(line.parts, self._cells)
        self.app.cursor_position = self.region.offset + Offset(MARGIN + before, y)
        head = strip(line.parts[: line.caret], before)
        mark = strip([(under, role)], width(under), cursor=True)
        rest = strip(line.parts[line.caret + 1 :], self._cells - before - width(under))
        return type(head).join([head, mark, rest])
