"""The screens that are one list: palette (filtered as one types), numbered menu, help. Each ends in one command."""

from __future__ import annotations

from textual.containers import Vertical
from textual.screen import ModalScreen

from tui.place import Place
from tui.screens.stacked import StackedScreen
from widgets.bar import Bar
from widgets.choice import ChoiceList, Option, digit
from widgets.display import shown, width
from widgets.draw import border
from widgets.key_reading import FOLDED
from widgets.typed_line import TypedLine

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.app import ComposeResult

    from tui.app import Zhibu
    from widgets.display import Shown
    from widgets.words.lexicon import Words

MOVES = {
    "up": "move.up",
    "down": "move.down",
    "pageup": "move.page_up",
    "pagedown": "move.page_down",
    "home": "move.first",
    "end": "move.last",
}


class ChoiceScreen(StackedScreen[str | None], ModalScreen[str | None], inherit_bindings=False):
    """Dismissed with the value of the option chosen, or None. `typed` makes letters filter, else digits choose; `more`
    are further options for what is typed, under those that it leaves.
    """

    AUTO_FOCUS = None

    def __init__(
        self,
        title: Shown,
        options: Sequence[Option],
        words: Words,
        *,
        typed: bool,
        more: Callable[[str], Sequence[Option]] = lambda text: (),
    ) -> None:
        super().__init__()
        self._more = more
        self._title = title
        self._options = options
        self._words = words
        self._typed = typed

    def compose(self) -> ComposeResult:
        with Vertical(id="choice-box"):
            yield Bar(id="choice-title")
            if self._typed:
                yield TypedLine(self._words("choice.look_for"))
            yield ChoiceList(self._options, none=self._words("choice.none"), id="choice-list")
            yield Bar(id="choice-keys")

    def on_mount(self) -> None:
        self.query_one("#choice-box").styles.border = border("frame.focus")
        self._fit()
        self.query_one("#choice-title", Bar).say([(f" {self._title}", "title")])
        for line in self.query(TypedLine):
            line.focus()

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        """As high as its options, or as the window lets it be."""
        height = min(len(self._options) + 4 + self._typed, self.size.height - 2)
        self.query_one("#choice-box").styles.height = height

    def on_typed_line_changed(self, event: TypedLine.Changed) -> None:
        self.query_one(ChoiceList).filter(event.text, self._more(event.text))

    def on_typed_line_accepted(self) -> None:
        self._choose(self.query_one(ChoiceList).option)

    def on_typed_line_dropped(self) -> None:
        self.dismiss(None)

    def on_choice_list_clicked(self) -> None:
        self._choose(self.query_one(ChoiceList).option)

    async def on_key(self, event: events.Key) -> None:
        event.stop()
        choice = self.query_one(ChoiceList)
        character = FOLDED.get(event.character or "", event.character or "")
        if event.key in MOVES:
            choice.move(MOVES[event.key])
        elif event.key == "enter":
            self._choose(choice.option)
        elif character.isascii() and character.isdigit():
            self._choose(choice.take(int(character)))
        elif event.key in ("escape", "ctrl+c", "q", "f1", "question_mark", "full_stop"):
            self.dismiss(None)
        elif event.key == "ctrl+q":
            await leave(self.zhibu)

    def on_choice_list_moved(self) -> None:
        """What the line under the cursor has no room for, whole, else the keys; how many are below, if that fits."""
        choice, keys = self.query_one(ChoiceList), self.query_one("#choice-keys", Bar)
        text = f" {choice.cut or self._words('choice.keys')}"
        below = f" {self._words('panel.more', n=choice.below)} " if choice.below else ""
        fits = width(text) + width(below) <= keys.size.width
        keys.say([(text, "dim")], [(below, "dim")] if below and fits else [])

    def _choose(self, option: Option | None) -> None:
        if option is None:
            return
        if option.able:
            self.dismiss(option.value)
        else:
            self.query_one("#choice-keys", Bar).say([(f" {option.more}", "warn")])


class LeavingScreen(ChoiceScreen, inherit_bindings=False):
    """Asks before what was not stored, and could not be kept, is lost."""


async def leave(app: Zhibu) -> None:
    """Leave as somebody asks: at once where nothing is lost, or where that has been asked already."""
    for screen in app.screen_stack:
        if isinstance(screen, Place):
            screen.keep()
    if app.drafts.try_again() or isinstance(app.screen, LeavingScreen):
        await app.leaving.settle_and_exit()
        return

    async def chosen(value: str | None) -> None:
        if value == "go":
            await app.leaving.settle_and_exit()

    words = app.words
    options = [
        Option(value=value, hint=digit(number), label=words(f"drafts.{value}"), more=shown(""))
        for number, value in enumerate(("stay", "go"), 1)
    ]
    app.push_screen(LeavingScreen(words("drafts.leave"), options, words, typed=False), chosen)
