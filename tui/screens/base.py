"""The base of the full screens: keys become commands by the one keymap, and a new view is passed on."""

from __future__ import annotations

from inspect import iscoroutine
from typing import Protocol, runtime_checkable

from tui.commands.key_line import command_at, key_parts, why_nothing
from tui.screens.stacked import StackedScreen
from tui.terminal.textual_private import is_going
from widgets.bar import Bar
from widgets.display import in_whole, shown, width
from widgets.key_reading import FOLDED, KEY_OF
from widgets.keymap import NAMES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from textual import events
    from textual.widget import Widget

    from store.periods import Period
    from store.snapshot import Snapshot
    from tui.commands.command import Commands
    from widgets.display import Shown
    from widgets.sections.section import Target
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


@runtime_checkable
class Renewed(Protocol):
    """A line that reads what is typed on the records, and keeps a draft of it."""

    def renew(self, view: View, words: Words) -> None:
        """The records are others."""

    def keep(self) -> None:
        """The program may be left now."""

    def stored_after_all(self, of: str) -> None:
        """What stands in it is stored, where `of` is the name of its draft."""


@runtime_checkable
class TellsKeys(Protocol):
    """A line whose keys depend on what is typed in it."""

    def keys_text(self) -> Shown:
        """Those that do something now."""


WHEEL = 3
"""Lines that a notch of the wheel goes on."""


class BaseScreen(StackedScreen[None], inherit_bindings=False):
    """A screen with commands: `PLACE` is its name in the keymap. Keys that a text field has used never get here.

    A `line` may be typed under it, which has the keys until it is done with.
    """

    PLACE = ""
    AUTO_FOCUS = None
    line: Widget | None = None
    begun = False
    """Whether it has been drawn once: before that there is nothing in it to renew."""
    _drawn: tuple[View, Words, Shown] | None = None
    _message: tuple[str, str, str] | None = None
    _line_keys = ""
    _line_leaves: Container[str] | None = None
    _came_from: Widget | None = None

    @property
    def view(self) -> View:
        return self.zhibu.view

    @property
    def words(self) -> Words:
        return self.zhibu.words

    @property
    def commands(self) -> Commands:
        return self.zhibu.commands(self.PLACE)

    @property
    def called(self) -> Shown:
        """What the way back from here says, behind the board; nothing for what is no place of its own."""
        return shown("")

    # What the commands are about

    @property
    def subject(self) -> Target | None:
        """The row under the cursor, or what the page is of."""
        return None

    @property
    def targets(self) -> Sequence[Target]:
        """The rows that are marked, else the one under the cursor."""
        return [self.subject] if self.subject is not None else []

    @property
    def meeting_id(self) -> str | None:
        """The meeting that the row or the page is of."""
        target = self.subject
        return target.id if target is not None and target.kind in ("meeting", "roll") else None

    @property
    def period(self) -> Period | None:
        """The period that is shown here, where one is."""
        return None

    def unmark(self) -> None:
        """What was marked has been done to."""

    def show_stored(self, ids: tuple[str, ...], snapshot: Snapshot) -> None:
        """Records were stored: the first of them gets the cursor, where this place shows it."""

    # Drawing

    def renew(self) -> None:
        """Draw from the app's view and words as they now are; a message stays until the next key."""
        self._drawn = self.view, self.words, self.zhibu.standing
        if self._message is None:
            self.tell_keys()
        else:
            self.say(*self._message)
        if isinstance(self.line, Renewed):
            self.line.renew(self.view, self.words)

    def keep(self) -> None:
        if isinstance(self.line, Renewed):
            self.line.keep()

    def stored_after_all(self, of: str) -> None:
        if isinstance(self.line, Renewed):
            self.line.stored_after_all(of)

    def catch_up(self) -> None:
        if self.begun and not is_going(self) and self._drawn != (self.view, self.words, self.zhibu.standing):
            self.renew()

    def on_resize(self) -> None:
        """Other keys fit the last line."""
        if self.begun and self._message is None:
            self.tell_keys()

    def on_screen_resume(self) -> None:
        """What covered it has gone."""
        self.catch_up()

    def on_mount(self) -> None:
        self.begun = True
        self.renew()
        self.begin()

    def begin(self) -> None:
        """What is done once, after the first drawing. (Textual calls every class's `on_mount`: overriding it would
        draw twice.)
        """

    def move(self, command: str) -> None:
        """Move the cursor of whatever has one here, by one of the `move.*` commands."""

    # Keys and commands

    async def on_key(self, event: events.Key) -> None:
        event.stop()
        key = event.key
        if event.character is not None and event.is_printable:
            character = FOLDED.get(event.character, event.character)
            key = KEY_OF.get(character, character)
        command = self.zhibu.keymap.command(self.PLACE, key)
        if self._message is not None:
            self.tell_keys()
        if key == "ctrl+c" or (key == "ctrl+q" and command is None):
            from tui.screens.choice import leave

            await leave(self.zhibu)
        elif command is not None:
            await self.run(command)
        elif event.character is not None and event.character >= "\u2e80" and event.character not in FOLDED:
            self.say(self.words("hint.input_method"), "warn")
        elif self.line is None and "help" in self.commands and (event.is_printable or key in NAMES):
            self.say(why_nothing(self, self.zhibu.keymap, key), "warn")
        front = self.app.screen
        if isinstance(front, BaseScreen):
            front.greet()

    def greet(self) -> None:
        """Say the next of what is said once, after the start, where nothing else is being said."""
        if self._message is None:
            for text, role in self.zhibu.notices:
                self.say(text, role)
                return

    async def run(self, id: str) -> None:
        """Do a command, or say why it can't be done."""
        if self._line_leaves is not None and id not in self._line_leaves:
            return
        command = self.commands.get(id)
        if command is None:
            return
        why_not = command.why_not(self)
        if why_not:
            self.say(why_not, "warn")
            return
        done = command.run(self)
        if iscoroutine(done):
            await done
        if self._message is None and self.is_active:
            self.tell_keys()

    # The mouse

    async def on_click(self, event: events.Click) -> None:
        """A key of the last line; a second click on the same place is Enter."""
        clicked, _ = self.get_widget_at(event.screen_x, event.screen_y)
        if self._message is None and self.line is None and clicked.id == "footer":
            command = command_at(self, self.zhibu.keymap, self._key_cells, int(event.screen_x))
            if command is not None:
                await self.run(command)
        elif event.chain == 2 and self.line is None and "open" in self.commands:
            await self.run("open")
        elif self._message is None and self.is_active:
            self.tell_keys()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        for _ in range(WHEEL):
            self.move("move.down")

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        for _ in range(WHEEL):
            self.move("move.up")

    # The last line

    def say(self, text: str, role: str = "", beside: str = "") -> None:
        """A message in the place of the footer until the next key; `text` is shown text, and so is what stays in sight
        `beside` it where that is cut.
        """
        self._message = text, role, beside
        self._footer([(" " + text, role)], [(f" {beside} ", "strong")] if beside else ())

    def tell_keys(self) -> None:
        """The keys that matter here and now, as many as fit; of a line that is typed, its own."""
        self._message = None
        if self.line is not None:
            keys = self.line.keys_text() if isinstance(self.line, TellsKeys) else self.words(self._line_keys)
            self._footer([(" " + in_whole(keys, self._key_cells - 1), "dim")])
            return
        self._footer(key_parts(self, self.zhibu.keymap, self._key_cells))

    @property
    def _key_cells(self) -> int:
        """How much of the last line the keys have."""
        standing = self.zhibu.standing
        return self.size.width - (width(standing) + 2 if standing else 0)

    def _footer(self, parts: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]] = ()) -> None:
        standing = self.zhibu.standing
        right = right or ([(f" {standing} ", "warn")] if standing else ())
        for footer in self.query("#footer").results(Bar):
            footer.say(parts, right)

    # A line that is typed under it

    def open_line(self, line: Widget, keys: str, leaves: Container[str] | None = None) -> None:
        """`keys` is the word for the line's own keys, `leaves` are the commands that it leaves to us (None: all)."""
        self.line, self._line_keys, self._line_leaves = line, keys, leaves
        self._came_from = self.focused
        self.mount(line, before="#footer")
        self.tell_keys()

    def close_line(self, *, keep_message: bool = False) -> None:
        """Take the line away; the message on the last line of the screen goes too, unless it is kept."""
        line, self.line, self._line_leaves = self.line, None, None
        if line is None:
            return
        self.set_focus(self._came_from, scroll_visible=False)
        line.remove()  # not awaited: the line may be what asks for it
        if not keep_message:
            self.tell_keys()
