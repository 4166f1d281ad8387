"""The quick line on the screen: the line, what it would be completed to, and what it will store, as one types."""

from __future__ import annotations

from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget

from widgets.display import pad, shown, width, wrap
from widgets.draw import strip
from widgets.line_editor import BREAK, LineEditor
from widgets.quick_line.completion import complete
from widgets.quick_line.grammars import grammars
from widgets.quick_line.preview import preview
from widgets.quick_line.read_line import LONGEST, read_line, understand
from widgets.typed_text import TypedText

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.strip import Strip

    from store.edits import Edit
    from widgets.quick_line.completion import Candidate
    from widgets.quick_line.reading import LineContext, LineKind, LineReading
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

    Line = tuple[str, str]

BELOW, BELOW_TALL, TALL = 4, 6, 30
"""Lines under the quick line for what it says, on a tall screen more; always so many, so that nothing above jumps."""


class EntryPreview(Widget):
    """Lines of text and role, wrapped; the last one says how much more there is."""

    def __init__(self, *, id: str, height: int) -> None:
        super().__init__(id=id)
        self.styles.height = height
        self._lines: tuple[Line, ...] = ()

    def say(self, lines: Sequence[Line]) -> None:
        if tuple(lines) != self._lines:
            self._lines = tuple(lines)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        cells = self.size.width
        drawn = [(part, role) for text, role in self._lines for part in wrap(text, max(1, cells - 2))]
        if len(drawn) > self.size.height and y == self.size.height - 1:
            text, role = drawn[y]
            return strip([(" " + pad(text, max(1, cells - 4)).rstrip() + " …", role)], cells)
        return strip([(f" {drawn[y][0]}", drawn[y][1])] if y < len(drawn) else [], cells)


class CompletionList(Widget):
    """The candidates in one line, the chosen one on the cursor's background."""

    DEFAULT_CSS = "CompletionList { height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._candidates: tuple[Candidate, ...] = ()
        self._chosen: int | None = None

    def say(self, candidates: Sequence[Candidate], chosen: int | None) -> None:
        if (self._candidates, self._chosen) != (tuple(candidates), chosen):
            self._candidates, self._chosen = tuple(candidates), chosen
            self.refresh()

    def render_line(self, y: int) -> Strip:
        labels = [shown(one.label, 30) for one in self._candidates]
        left = 0
        if self._chosen is not None:
            cells = self.size.width
            while left < self._chosen and sum(width(one) + 2 for one in labels[left : self._chosen + 1]) > cells:
                left += 1
        drawn = [strip([], 1)]
        for index, label in enumerate(labels[left:], left):
            drawn.append(strip([(label, "info")], width(label), cursor=index == self._chosen))
            drawn.append(strip([], 2))
        used = sum(one.cell_length for one in drawn)
        joined = type(drawn[0]).join([*drawn, strip([], max(0, self.size.width - used))])
        return joined.crop(0, self.size.width)


class QuickEntry(Vertical, inherit_bindings=False):
    """`context` is what goes without saying; `ghost` a line that Enter takes while nothing is typed; `tail` a text that
    stands behind the line, and that Enter takes with it, until one types a text of its own.
    """

    DEFAULT_CSS = "QuickEntry { height: auto; }"

    class Stores(Message):
        """Enter: this is to be stored, a record of the kind `what`; `rest` are the lines pasted behind its own."""

        def __init__(self, edit: Edit, line_kind: LineKind | None, rest: str) -> None:
            self.edit, self.line_kind, self.rest = edit, line_kind, rest
            super().__init__()

    class FormAsked(Message):
        """Tab: the same thing as a form, as far as it is understood."""

        def __init__(self, line: str, reading: LineReading, context: LineContext) -> None:
            self.line, self.reading, self.context = line, reading, context
            super().__init__()

    class Left(Message):
        """Esc: the line is put aside, the text kept."""

    class Changed(Message):
        """The text is another: what a draft is made of."""

        def __init__(self, text: str) -> None:
            self.text = text
            super().__init__()

    class _Reread(Message):
        def __init__(self, number: int) -> None:
            self.number = number
            super().__init__()

    def __init__(
        self, view: View, words: Words, context: LineContext, *, typed: TypedText, ghost: str = "", tail: str = "",
        note: str = "",
    ) -> None:  # fmt: skip
        super().__init__()
        self._view, self._words = view, words
        self.context = context
        self.editor = LineEditor(words("quick.label"), ghost=ghost, clears=True, line_break=words("quick.break"))
        self.editor.typed = typed
        self._ghost = ghost
        self._tail = tail
        self._note = note
        self._number = self._seen = 0
        self._candidates: tuple[Candidate, ...] = ()
        self._chosen: int | None = None
        self._confirming = False
        self._asked_of = ""
        self._of: tuple[str, View, LineReading] | None = None

    def compose(self) -> ComposeResult:
        yield self.editor
        yield CompletionList()
        yield EntryPreview(id="quick-below", height=BELOW_TALL if self.app.size.height >= TALL else BELOW)

    def on_mount(self) -> None:
        self.editor.focus()
        self._reread()

    @property
    def text(self) -> str:
        return self.editor.typed.text

    @property
    def has_form(self) -> bool:
        """Whether what is typed so far can be gone on with in a form: it is one record, of a kind that has one."""
        reading = understand(self._line(), self._view, self.context)
        line_kind = reading.line_kind or self.context.line_kind
        return line_kind is not None and bool(grammars()[line_kind.grammar].goes_to) and len(reading.records) < 2

    def renew(self, view: View, words: Words) -> None:
        """Read the same line on another snapshot, day or in another language."""
        self._view, self._words = view, words
        self._reread()

    def refused(self) -> None:
        """What was asked for is not stored: Enter may ask again."""
        self._confirming = False

    def start_over(self, text: str) -> None:
        """Another line in the place of the one that was stored."""
        self._ghost = self._tail = self._note = ""
        self._confirming = False
        self.editor.set(TypedText.of(text))

    # Reading

    def _line(self) -> str:
        """The line that Enter would store: what is typed, as far as the first break, or the ghost."""
        return self.text.partition(BREAK)[0] + self._standing_tail() if self.text else self._ghost

    def _standing_tail(self) -> str:
        """The tail, as long as what is typed has no text of its own."""
        if not self._tail or not self.text:
            return ""
        pieces = understand(self.text, self._view, self.context).pieces
        return "" if any(piece.part in ("topic", "bad") for piece in pieces) else self._tail

    def _reading(self) -> LineReading:
        """What the line means, worked out once while it and the branch are the same: every duty is judged for it."""
        line, of = self._line(), self._of
        if of is None or of[0] != line or of[1] is not self._view:
            of = self._of = line, self._view, read_line(line, self._view, self.context)
        return of[2]

    def on_line_editor_changed(self, event: LineEditor.Changed) -> None:
        event.stop()
        self._number += 1
        self._chosen = None
        self.post_message(self._Reread(self._number))
        self.post_message(self.Changed(self.text))

    def on_quick_entry__reread(self, event: _Reread) -> None:
        """Read once where several keys came at a time."""
        event.stop()
        if event.number == self._number != self._seen:
            self._reread()

    def _reread(self) -> None:
        if not self.editor.is_attached:
            return  # asked for before the line was taken away
        self._seen = self._number
        words = self._words
        reading = self._reading()
        self.editor.trail(self._standing_tail().lstrip(" ：:"))
        if self.text:
            self.editor.mark([(one.start, one.end) for one in reading.problems])
        first = self.text.partition(BREAK)[0]
        cursor = self.editor.typed.cursor
        offer = self.text and cursor <= len(first) <= LONGEST
        self._candidates = complete(first, cursor, self._view, self._words, self.context) if offer else ()
        self.query_one(CompletionList).say(self._candidates, self._chosen)
        lines = [("".join(text for text, _ in line), line[-1][1] or "strong") for line in
                 preview(reading, self._view, words)]  # fmt: skip
        more = self.text.count(BREAK)
        if more:
            lines.append((words("quick.lines_behind", n=more), "info"))
        if self._note and not self._tail:
            lines.append((self._note, "info"))
        elif self._note and self._standing_tail():
            lines.insert(0, (self._note, "info"))
        if self._asked_of and self._asked_of == self._line():
            lines.insert(0, (words("quick.again"), "warn"))
        self.query_one(EntryPreview).say(lines)

    # Keys

    def on_line_editor_pressed(self, event: LineEditor.Pressed) -> None:
        event.stop()
        if self._seen != self._number:  # the key was faster than the reading
            self._reread()
        if event.key in ("up", "down"):
            self._choose(1 if event.key == "down" else -1)
        elif event.key == "right":
            if self._candidates:
                self._complete(self._candidates[self._chosen or 0])
            elif not self.text and self._ghost:
                self.editor.set(TypedText.of(self._ghost))
            elif self._standing_tail():
                text, self._tail = self.text + self._tail, ""
                self.editor.set(TypedText.of(text))
        elif event.key == "delete":
            self._tail = ""
            self._reread()
        elif event.key == "enter":
            if self._chosen is not None:
                self._complete(self._candidates[self._chosen])
            else:
                self._store()
        elif event.key == "escape" and self._chosen is not None:
            self._chosen = None
            self.query_one(CompletionList).say(self._candidates, None)
        elif event.key == "escape":
            self.post_message(self.Left())
        elif event.key == "tab":
            self.post_message(self.FormAsked(self._line(), self._reading(), self.context))

    def _choose(self, step: int) -> None:
        if self._candidates:
            self._chosen = (-1 if self._chosen is None else self._chosen) + step
            if self._chosen < 0 or self._chosen >= len(self._candidates):
                self._chosen = None if self._chosen < 0 else 0
            self.query_one(CompletionList).say(self._candidates, self._chosen)

    def _complete(self, candidate: Candidate) -> None:
        text = candidate.text
        if self.text[candidate.end : candidate.end + 1].isspace():
            text = text.rstrip()
        self.editor.set(self.editor.typed.replace(candidate.start, candidate.end, text))

    def _store(self) -> None:
        """Ask once for what the line says; one that is not understood stays, its problems in sight."""
        if self._confirming:
            return
        line, reading = self._line(), self._reading()
        if reading.asks and self._asked_of != line:
            self._asked_of = line
            self._reread()
            return
        self._reread()
        if reading.edit is not None:
            self._confirming = True
            rest = self.text.partition(BREAK)[2]
            self.post_message(self.Stores(reading.edit, reading.line_kind, rest))
