"""The program on the full screen: owns the session, the view and the words, and passes each new one on."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress

from textual import events
from textual.app import App

from store.errors import StoreError
from store.rejected import Rejected
from store.vault import Outcome
from tui.commands import Commands
from tui.drafts import Drafts
from tui.holder import waiting
from tui.key_queue import KeyQueue
from tui.screens.base import BaseScreen
from tui.screens.board import BoardScreen
from tui.startup_notices import startup_notices
from widgets import draw, error_text
from widgets.keymap import Keymap
from widgets.line_editor import LineEditor
from widgets.sections.registry import SECTIONS
from widgets.sections.view import View
from widgets.typed_line import TypedLine
from widgets.typed_text import character_of
from widgets.words.lexicon import words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from textual.driver import Driver

    from store.edits import Edit
    from store.snapshot import Snapshot
    from tui.local_rules import LocalRules, RulesFault
    from tui.session import Session
    from tui.terminal.keyboard import ForeignEncoding, InputClosed
    from widgets.forms.form import Form
    from widgets.quick_line.reading import LineKind
    from widgets.sections.section import Target

POLL_SECONDS = 1.0
PATIENCE = 2.0
"""Seconds that the screens have to go in, once the line has dropped and everything is stored."""


class Zhibu(App[int], inherit_bindings=False):
    """`remember` is called with the name and value of a setting (lang, theme) that the user has changed; `notice` is
    the key of what is said first.
    """

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        session: Session,
        snapshot: Snapshot,
        *,
        lang: str,
        ascii: bool = False,
        notice: str = "",
        own_keys: Mapping[str, Iterable[str]] | None = None,
        theme: str = "dark",
        colours: int = 256,
        remember: Callable[[str, str], None] = lambda name, value: None,
        driver_class: type[Driver] | None = None,
        drafts: Drafts | None = None,
        mistakes: Sequence[RulesFault] = (),
        rules: Callable[[], LocalRules] | None = None,
    ) -> None:
        """`mistakes` are those in the branch's own rules, which `rules` reads again."""
        super().__init__(driver_class=driver_class, ansi_color=True)
        self.session = session
        self.ascii = ascii
        self.words = words_of(lang, ascii=ascii)
        self.keymap = Keymap(own_keys, len(SECTIONS))
        self.commands = Commands(self)
        self.view = View(snapshot, session.today(), session.pack)
        self._remember = remember
        self.painted, self._colours = theme, colours
        draw.use(theme, colours, ascii=ascii)
        self.drafts = drafts or Drafts()
        self.last_what: LineKind | None = None
        self._trouble: str | None = None
        self._mistakes = mistakes
        self._rules = rules
        self._startup_notices = startup_notices(self, notice, mistakes)
        self.typist = KeyQueue(self, super().on_event, self._writes)

    def on_mount(self) -> None:
        self.push_screen(BoardScreen())
        self.greet()
        loop = asyncio.get_running_loop()

        def wait(process: int | None, user: int | None) -> None:
            loop.call_soon_threadsafe(self.say, waiting(self.words, process, user), "warn")

        self.session.waiting = wait
        self.set_interval(POLL_SECONDS, self._poll)
        for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, self._leave, 128 + number)

    def reread_rules(self) -> None:
        """Judge by the branch's own rules as they now stand."""
        if self._rules is not None:
            rules = self._rules()
            self.session.pack, self._mistakes = rules.pack, rules.complaints

    def complain(self) -> bool:
        """Tell of a mistake in the branch's own rules; whether there is one."""
        if self._mistakes:
            key, facts = self._mistakes[0]
            self.say(self.words(key, **facts), "bad")
        return bool(self._mistakes)

    def greet(self) -> None:
        """Say the next of what is said once, after the start: one at a time, each until the next key."""
        for text, role in self._startup_notices:
            self.say(text, role)
            return

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            self.typist.take(event)
        else:
            await super().on_event(event)

    def _writes(self, event: events.Event) -> bool:
        """Whether an event is text for a field that has the focus, which keeps it."""
        text = isinstance(event, events.Paste) or (isinstance(event, events.Key) and character_of(event.character))
        return bool(text) and (
            isinstance(self.focused, (TypedLine, LineEditor)) or getattr(self.screen, "PLACE", "") == "form"
        )

    # Leaving without being asked: the line has dropped, the server goes down

    def _leave(self, code: int) -> None:
        self._leaving = asyncio.create_task(self._settle_and_exit(code))

    async def _settle_and_exit(self, code: int) -> None:
        """Leave when what was typed is in its field and all is stored; where a screen that waits for itself would hold
        us up, leave all the same.
        """
        with suppress(TimeoutError):
            await asyncio.wait_for(self.typist.done(), PATIENCE)
        await self.session.settled()
        self.exit(code, return_code=code)
        await asyncio.sleep(PATIENCE)
        if self._driver is not None:
            self._driver.stop_application_mode()
        os._exit(code)

    def _handle_exception(self, error: Exception) -> None:
        """End, in the place of Textual's page, which shows what was in every variable: names among it."""
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()

    @property
    def failure(self) -> Exception | None:
        """What the program died of; its place is in the traceback."""
        return getattr(self._exception, "error", self._exception)  # of a worker, the one behind the worker's

    def on_input_closed(self, event: InputClosed) -> None:
        self._leave(128 + signal.SIGHUP)

    # What the terminal is like

    @property
    def takes_paste(self) -> bool:
        """Whether an Enter with more text behind it would be a pasted line and not a key."""
        if isinstance(self.focused, (TypedLine, LineEditor)):
            return True
        return isinstance(self.screen, BaseScreen) and self.screen.PLACE in ("form", "roll")

    def on_foreign_encoding(self, event: ForeignEncoding) -> None:
        self.say(self.words("hint.encoding"), "warn")

    # What is shown

    def show(self, snapshot: Snapshot) -> None:
        """Draw another snapshot, or the same one on another day, everywhere."""
        self.view = View(snapshot, self.session.today(), self.session.pack)
        self.renew()

    def renew(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, BaseScreen) and screen.begun and not screen._pruning:
                screen.renew()

    async def _poll(self) -> None:
        try:
            snapshot = await self.session.moved()
        except StoreError as error:
            if self._trouble != error.code:
                self._trouble = error.code
                self.say(error_text.error(self.words, error), "bad")
            return
        self._trouble = None
        if snapshot is not None and snapshot is not self.view.snapshot:
            self.show(snapshot)
            if snapshot.damage is not None:
                self.say(error_text.damage_in_short(self.words, snapshot.damage), "bad")
        elif self.session.today() != self.view.today:
            self.show(self.view.snapshot)

    def say(self, text: str, role: str = "") -> None:
        """A message on the last line of the screen in front, until the next key; `text` is shown text."""
        if isinstance(self.screen, BaseScreen):
            self.screen.say(text, role)

    def speak(self, lang: str) -> None:
        """Go over to another language, now and from now on."""
        self.words = words_of(lang, ascii=self.ascii)
        self._remember("lang", lang)
        self.renew()

    def paint(self, theme: str) -> None:
        """Go over to another theme, now and from now on."""
        self.painted = theme
        draw.use(theme, self._colours, ascii=self.ascii)
        self._remember("theme", theme)
        self.refresh(repaint=True, layout=True)
        for screen in self.screen_stack:
            for widget in screen.query("*"):
                widget.refresh()
        self.say(self.words("theme.now", name=self.words(f"theme.{theme}")), "good")

    # What is asked

    async def ask(self, edit: Edit) -> Outcome | None:
        """Store an edit, after those asked for before, and tell what came of it; None where it is not on disk."""
        outcome = await self.session.store(edit)
        return outcome if self.told(outcome, "stored.done", edit.why) and isinstance(outcome, Outcome) else None

    def told(self, outcome: Outcome | Rejected | StoreError, done: str, why: str = "") -> bool:
        """Say what came of a write, and show the records as they are after it; `why` is the code of the edit."""
        if isinstance(outcome, Rejected):
            self.say(error_text.refusal(self.words, outcome, self.view.snapshot), "warn")
            return False
        if isinstance(outcome, StoreError):
            self.say(error_text.error(self.words, outcome), "bad")
            return False
        self.show(outcome.snapshot)
        self.say(error_text.done(self.words, outcome.why or why, done), "good")
        return True

    def open(self, target: Target) -> None:
        """The page of a row."""
        from tui.screens.page import PageScreen

        self.push_screen(PageScreen(target))

    def form(self, table: str, id: str | None = None, given: Mapping[str, Any] | None = None, **how: Any) -> None:
        """The form of a record, or of a new one in which some values stand already; `how` as `FormScreen` has it."""
        from widgets.forms.form import Form

        base = self.view.snapshot.tables[table].get(id) if id is not None else None
        if id is not None and base is None:
            self.say(self.words("page.gone"), "warn")
        else:
            form = Form(table=table, base=base).filled(given or {}, self.view)
            self.fill(form, **({"resumes": not given} | how))

    def fill(self, form: Form, **how: Any) -> None:
        """Open a form that has been begun elsewhere."""
        from tui.screens.form import FormScreen

        if self.session.readonly:
            self.say(self.words("refused.readonly"), "warn")
        else:
            self.push_screen(FormScreen(form, **how))

    def roll(self, meeting: str) -> None:
        """Roll call of a meeting; refused before its day."""
        from tui.screens.roll import RollScreen

        found = self.view.snapshot.meetings.get(meeting)
        if found is not None and found.day > self.view.today:
            refused = Rejected(code="future", facts={"id": meeting, "day": found.day})
            self.say(error_text.refusal(self.words, refused, self.view.snapshot), "warn")
        elif found is not None:
            self.push_screen(RollScreen(meeting))
