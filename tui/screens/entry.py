"""The quick line under a screen: kept as a draft, stored through the one queue, a record after the other."""

from __future__ import annotations

from tui.drafts import REST, writable
from tui.screens.draft_notice import say_kept
from widgets.display import shown
from widgets.quick_entry import QuickEntry
from widgets.quick_line.reading import MEETING
from widgets.quick_line.record_lines import spelled_out

TYPE_CHECKING = False
if TYPE_CHECKING:
    from textual.timer import Timer

    from tui.screens.base import BaseScreen
    from widgets.display import Shown
    from widgets.quick_line.reading import LineContext
    from widgets.typed_text import TypedText


class EntryLine(QuickEntry, inherit_bindings=False):
    """`slot` is what its draft is kept as; `draft` is what it was begun with."""

    def __init__(
        self,
        screen: BaseScreen,
        slot: str,
        context: LineContext,
        *,
        typed: TypedText,
        ghost: str,
        tail: str,
        draft: str,
    ) -> None:
        note = screen.words("quick.draft" if draft else "quick.tail") if draft or tail else ""
        super().__init__(screen.view, screen.words, context, typed=typed, ghost=ghost, tail=tail, note=note)
        self._screen_below = screen
        self._slot = slot
        self._begun = "" if draft else typed.text
        self._saved = typed.text
        self._open = True
        self._draft_timer: Timer | None = None

    def on_quick_entry_changed(self, event: QuickEntry.Changed) -> None:
        event.stop()
        self._screen_below.tell_keys()
        if self._draft_timer is not None:
            self._draft_timer.stop()
        self._draft_timer = self.set_timer(REST, self.keep)

    def keys_text(self) -> Shown:
        """A form is offered where there is one; Esc says whether the draft outlives the program."""
        words, drafts = self._screen_below.words, self._screen_below.zhibu.drafts
        kept = not drafts.folder or writable(drafts.folder)
        parts = ("store", "form" if self.has_form else "", "away" if kept else "away_unkept", "clear")
        return shown("  ".join(words(f"quick.keys.{part}") for part in parts if part))

    def keep(self) -> None:
        """What stands in the line now, and not only what somebody has heard of: keys may be faster than messages."""
        if self._draft_timer is not None:
            self._draft_timer.stop()
            self._draft_timer = None
        if self._open and self.text != self._saved:
            self._saved = self.text
            self._screen_below.zhibu.drafts.keep(
                self._slot, spelled_out(self.text, self.context, self._screen_below.view, self._screen_below.words.lang)
            )

    def on_unmount(self) -> None:
        """The program is left in the middle of a line."""
        self.keep()

    def _close(self) -> None:
        self.keep()
        self._open = False
        self._screen_below.zhibu.begun[self._slot] = self.context
        self._screen_below.close_line()

    def on_quick_entry_left(self, event: QuickEntry.Left) -> None:
        event.stop()
        kept = bool(self.text.strip()) and self.text != self._begun
        self._close()
        if kept:
            say_kept(self._screen_below.zhibu, self._slot, self._screen_below.words("quick.kept"))

    def on_quick_entry_form_asked(self, event: QuickEntry.FormAsked) -> None:
        """The line as a form; its draft goes once that is stored."""
        event.stop()
        from tui.screens.form import FormScreen
        from widgets.forms.field_text import TextScope
        from widgets.forms.from_quick_line import form_of_line

        below = self._screen_below
        form = form_of_line(event.line, event.reading, event.context, TextScope(below.view, below.words))
        if form is None:
            below.say(below.words("why_not.form"), "warn")
            return
        self._close()
        below.zhibu.push_screen(
            FormScreen(form.but(committee=below.view.committee is not None), resumes=False, drops=self._slot)
        )

    def stored_after_all(self, of: str) -> None:
        if of != self._slot or not self._open:
            return
        rest = self._screen_below.zhibu.drafts.get(of)
        if rest:
            self.start_over(rest)
            return
        self._open = False
        self._screen_below.close_line(keep_message=True)

    async def on_quick_entry_stores(self, event: QuickEntry.Stores) -> None:
        event.stop()
        app = self._screen_below.zhibu
        self.keep()
        outcome = await app.ask(event.edit, self._slot, event.rest)
        if outcome is None:
            self.refused()
            return
        if event.line_kind is not None and event.line_kind.grammar == MEETING:
            app.last_line_kind = event.line_kind
        if event.rest:
            self.start_over(event.rest)
            self.keep()
            return
        self._open = False
        app.drafts.drop(self._slot)
        self._screen_below.close_line(keep_message=True)
        self._screen_below.show_stored(outcome.ids, outcome.snapshot)
