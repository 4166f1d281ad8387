"""The program on the full screen: owns the session, the view and the words, and passes each new one on."""

from __future__ import annotations

import asyncio
from functools import partial
from time import monotonic

from store.errors import StoreError
from store.rejected import Rejected
from store.vault import Outcome
from tui import store_notices
from tui.drafts import Drafts
from tui.lock_holder import waiting
from tui.place import Place
from tui.terminal.terminal_app import TerminalApp
from widgets import draw, error_text
from widgets.display import shown
from widgets.keymap import Keymap
from widgets.words.lexicon import words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from textual.driver import Driver
    from textual.screen import Screen

    from store.edits import Edit
    from store.snapshot import Snapshot
    from tui.commands.command import Commands
    from tui.session import Session
    from tui.terminal.keyboard import DrawsWide, ForeignEncoding
    from widgets.display import Shown
    from widgets.quick_line.reading import LineContext, LineKind
    from widgets.sections.view import View

POLL_SECONDS = 1.0
IDLE_SECONDS = 300.0
IDLE_POLL_SECONDS = 10.0
"""Of a server: so long after the last key it is asked so seldom. The next key is followed by a question within a
second.
"""
SENDS_AFTER = 1.0
"""Seconds that the first keys of a committee's board have the machine for themselves: what was left unsent waits."""


class Zhibu(TerminalApp, inherit_bindings=False):
    """`home` makes the first screen and `commands` gives those of a place; `notices` are said one at a time, each until
    the next key. `remember` is called with the name and value of a setting that the user has changed (theme, mouse …).
    """

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        session: Session,
        view: View,
        *,
        home: Callable[[], Screen[Any]],
        commands: Callable[[str], Commands],
        lang: str,
        ascii: bool = False,
        keymap: Keymap | None = None,
        theme: str = "dark",
        colours: int = 256,
        remember: Callable[[str, str | bool], None] = lambda name, value: None,
        mouse: bool = False,
        driver_class: type[Driver] | None = None,
        drafts: Drafts | None = None,
    ) -> None:
        super().__init__(partial(_left, session), driver_class)
        self.session = session
        self.view = view
        self.ascii = ascii
        self.words = words_of(lang, ascii=ascii)
        self.keymap = keymap or Keymap()
        self.commands = commands
        self.remember = remember
        self.mouse = mouse
        self.painted, self.colours = theme, colours
        draw.use(theme, colours, ascii=ascii)
        self.drafts = drafts or Drafts()
        session.drafts = self.drafts
        self.notices: Iterator[tuple[Shown, str]] = iter(())
        self.last_line_kind: LineKind | None = None
        self.begun: dict[str, LineContext] = {}
        """What went without saying in each quick line that was put aside, by the name of its draft."""
        self._home = home
        self._trouble: str | None = None
        self.polled = 0.0
        self.standing: Shown = shown("")
        """What stays on the last line, beside the keys, for as long as it is so: that no server answers."""
        self.answered = session.now()
        """When the store was last seen to be what is shown."""
        self.stored: tuple[Shown, str, Shown] = shown(""), "", shown("")
        """What was stored last and how to take it back, as `say` takes it."""

    def get_default_screen(self) -> Screen[Any]:
        return self._home()

    def on_mount(self) -> None:
        loop = asyncio.get_running_loop()

        def wait(process: int | None, user: int | None) -> None:
            loop.call_soon_threadsafe(self.say, waiting(self.words, process, user), "warn")

        self.session.waiting = wait
        self.session.slow = partial(store_notices.slow, self)
        self.session.unsent = lambda troubles: store_notices.unsent(self, troubles)
        self.session.box_trouble = partial(store_notices.of_box, self)
        if self.session.reading is not None:
            self.session.reading.seen = lambda: self.show(self.view.snapshot)
            self.session.reading.silent = lambda error: self.say(error_text.error_in_short(self.words, error), "bad")
            self.session.reading.go_on()
        self.session.cleared = partial(store_notices.cleared, self)
        send = partial(self.session.send, opening=True)
        if self.view.committee is None:
            send()
        else:
            self.set_timer(SENDS_AFTER, send)
        self.set_interval(POLL_SECONDS, self.poll)
        self.leaving.listen()

    def on_foreign_encoding(self, event: ForeignEncoding) -> None:
        self.say(self.words("hint.encoding"), "warn")

    def on_draws_wide(self, late: DrawsWide) -> None:
        """Go over to plain characters, late: the terminal has only now said how wide it draws the others, or that it
        reads none of them.
        """
        self.ascii = True
        self.words = words_of(self.words.lang if late.utf8 else "en", ascii=True)
        draw.use(self.painted, self.colours, ascii=True)
        self.renew()
        self.refresh(repaint=True, layout=True)
        self.say(self.words("hint.wide" if late.utf8 else "terminal.not_utf8"), "warn")

    # What is shown

    def show(self, snapshot: Snapshot) -> None:
        """Draw another snapshot, or the same one on another day, everywhere."""
        self.view = self.session.view(snapshot)
        self.renew()

    def renew(self) -> None:
        """Draw what is in sight: the screen in front, and what is to be seen behind a list. A screen that is covered
        draws itself when it comes back.
        """
        for screen in reversed(self.screen_stack):
            if isinstance(screen, Place):
                screen.catch_up()
            if not screen.is_modal:
                return

    async def poll(self) -> None:
        """See whether another has stored, or another day has begun."""
        if _may_rest(self):
            return
        try:
            snapshot = await self.session.moved()
            cleared_up = await self.session.find_out()
        except StoreError as error:
            if self._trouble != error.code:
                self._trouble = error.code
                store_notices.trouble(self, error)
            return
        store_notices.answers(self, cleared_up=cleared_up, trouble=self._trouble is not None)
        self._trouble = None
        if snapshot is not None and snapshot is not self.view.snapshot:
            store_notices.reread(self, snapshot)
        elif self.session.today() != self.view.today:
            self.show(self.view.snapshot)
            self.session.send(opening=True)
        elif await self.session.news():
            self.show(self.view.snapshot)

    def say(self, text: str, role: str = "", beside: str = "") -> None:
        """A message on the last line of the screen in front, until the next key; both texts are shown text."""
        if isinstance(self.screen, Place):
            self.screen.say(text, role, beside)

    # What is asked

    async def ask(self, edit: Edit, of: str = "", after: str = "") -> Outcome | None:
        """Store an edit, after those asked for before, and tell what came of it; None where it is not on disk. `of` is
        the name of the draft that it is made of, `after` what of that is left to do.
        """
        outcome = await self.session.store(edit, of, after)
        return outcome if self.tell_outcome(outcome, "stored.done", edit.why) and isinstance(outcome, Outcome) else None

    def tell_outcome(self, outcome: Outcome | Rejected | StoreError, done: str, why: str = "") -> bool:
        """Say what came of a write, and show the records as they are after it; `why` is the code of the edit."""
        if isinstance(outcome, Rejected):
            self.say(error_text.refusal(self.words, outcome, self.view.snapshot), "warn")
            return False
        if isinstance(outcome, StoreError):
            store_notices.trouble(self, outcome)
            return False
        from tui.stored_message import message  # nothing has been stored before the first picture

        before = self.view
        self.show(outcome.snapshot)
        why = outcome.why or why
        self.stored = message(before, self.view, outcome, done, why, self.words, self.keymap)
        if self.session.acknowledged is not None:
            self.session.acknowledged.say(outcome.file, self.stored[0])
        self.say(*self.stored)
        return True


async def _left(session: Session) -> None:
    """Returns when what was asked for is stored, and told to whom it concerns as far as that is done soon."""
    if session.reading is not None:
        session.reading.end()
    await session.settled()


def _may_rest(app: Zhibu) -> bool:
    """Whether a server need not be asked yet, since nobody is there to see what it says."""
    now = monotonic()
    far, idle = not app.session.vault.engine.near, now - app.last_input > IDLE_SECONDS
    if far and idle and now - app.polled < IDLE_POLL_SECONDS and app.session.today() == app.view.today:
        return True
    app.polled = now
    return False
