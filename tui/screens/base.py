"""The base of the full screens: keys become commands by the one keymap, and a new view is passed on."""

from __future__ import annotations

from tui.screens.stacked import StackedScreen
from widgets.bar import Bar
from widgets.display import width
from widgets.keymap import FOLDED
from widgets.sections.registry import command_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from textual import events

    from store.periods import Period
    from widgets.sections.section import Target
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

KEY_OF = {
    "/": "slash", "?": "question_mark", ":": "colon", ".": "full_stop", "*": "asterisk", "+": "plus",
    "[": "left_square_bracket", "]": "right_square_bracket", " ": "space", ",": "comma", ";": "semicolon",
    "!": "exclamation_mark",
}  # fmt: skip


class BaseScreen(StackedScreen[None], inherit_bindings=False):
    """A screen whose commands are methods named `do_` and the command's id, dots as underscores.

    A method that answers False was not able to; a command without one is not for this place. `PLACE` is its name in the
    keymap. Keys that a text field has used never get here.
    """

    PLACE = ""
    AUTO_FOCUS = None
    begun = False
    """Whether it has been drawn once: before that there is nothing in it to renew."""
    _message: tuple[str, str] | None = None

    @property
    def view(self) -> View:
        return self.zhibu.view

    @property
    def words(self) -> Words:
        return self.zhibu.words

    @property
    def subject(self) -> Target | None:
        """What the commands of a row are about here: the row under the cursor, or what the page is of."""
        return None

    @property
    def meeting_id(self) -> str | None:
        """The meeting that the row or the page is of."""
        target = self.subject
        return target.id if target is not None and target.kind in ("meeting", "roll") else None

    @property
    def period(self) -> Period | None:
        """The period that is shown here, where one is."""
        return None

    def renew(self) -> None:
        """Draw from the app's view and words as they now are; a message stays until the next key."""
        if self._message is None:
            self.tell_keys()
        else:
            self.say(*self._message)

    def on_mount(self) -> None:
        self.begun = True
        self.renew()
        self.begin()

    def begin(self) -> None:
        """What is done once, after the first drawing. (Textual calls every class's `on_mount`: overriding it would
        draw twice.)
        """

    async def on_key(self, event: events.Key) -> None:
        event.stop()
        key = event.key
        if event.character is not None and event.character in FOLDED:
            folded = FOLDED[event.character]
            key = KEY_OF.get(folded, folded)
        command = self.zhibu.keymap.command(self.PLACE, key)
        moves = command is not None and command.startswith("move.")  # after which the same keys do the same
        if self._message is not None or not moves:
            self.tell_keys()
        if key == "ctrl+c" or (key == "ctrl+q" and command is None):
            await self.run("quit")
        elif command is not None:
            await self.run(command)
        elif event.character is not None and event.character >= "\u2e80" and event.character not in FOLDED:
            self.say(self.words("hint.input_method"), "warn")
        if isinstance(self.app.screen, BaseScreen) and self.app.screen._message is None:
            self.zhibu.greet()

    async def run(self, command: str) -> None:
        """Do a command by its id: the way of this place, or of every place."""
        name = f"do_{command.replace('.', '_')}"
        method = getattr(self, name, None) or getattr(self.zhibu.commands, name, None)
        if method is None and command.startswith("move."):
            self.do_move(command)
        elif method is None and command.startswith("new."):
            self.zhibu.commands.new(command.removeprefix("new."))
        elif method is None and command.startswith("panel."):
            self.do_panel(int(command.removeprefix("panel.")))
        elif method is not None:
            done = method()
            if done is not None:
                await done

    def do_move(self, command: str) -> None:
        """Move the cursor of whatever has one here."""

    def do_panel(self, number: int) -> None:
        """Go to a panel by its number."""

    # The last line

    def say(self, text: str, role: str = "") -> None:
        """A message in the place of the footer until the next key; `text` is shown text."""
        self._message = text, role
        for footer in self.query("#footer").results(Bar):
            footer.say([(" " + text, role)])

    def tell_keys(self) -> None:
        """The keys that matter here, as many as fit."""
        self._message = None
        commands = sorted((c for c in self.zhibu.keymap.of(self.PLACE) if c.footer), key=lambda c: c.footer)
        parts: list[tuple[str, str]] = []
        left = self.size.width
        for command in commands:
            key, name = f" {self.zhibu.keymap.key(command.id)}", f" {command_name(command.id, self.words)}"
            left -= width(key) + width(name) + 1
            if left >= 0:
                parts += [(key, "strong"), (name + " ", "dim")]
        for footer in self.query("#footer").results(Bar):
            footer.say(parts)
