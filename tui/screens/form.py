"""A record as a form: typed into field by field, kept as a draft, stored as one edit; a refused one loses nothing."""

from __future__ import annotations

from store.admission import case_of
from store.edits import Add
from store.exchange.tables.sensitive import sensitive_code
from store.rejected import Rejected
from tui.drafts import REST
from tui.screens.base import BaseScreen
from tui.screens.draft_notice import say_kept
from widgets.bar import Bar
from widgets.form import FormSheet
from widgets.forms.checks import reading_of
from widgets.forms.drafts import draft_of, form_of_draft
from widgets.forms.field_text import TextScope
from widgets.forms.form_cursor import LONG, cursor_at
from widgets.forms.lines import hint

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from textual import events
    from textual.app import ComposeResult
    from textual.timer import Timer

    from store.edits import Edit
    from store.records import Stored
    from widgets.forms.form import Form
    from widgets.forms.form_cursor import FormCursor


class FormScreen(BaseScreen):
    PLACE = "form"
    KEEPS_TEXT = TAKES_PASTE = True

    def __init__(
        self, form: Form, *, of: str = "", resumes: bool = True, field: str = "", row: bool = False, drops: str = ""
    ) -> None:
        """`form` is what it begins with; `of` tells apart new records that are drafts of their own, and `resumes`
        whether a draft goes before; where not, that draft is left alone. `field` is where it begins, with `row` in a
        row of its own. `drops` is another draft that is done with once this is stored.
        """
        super().__init__()
        self._plain = form
        self._sheet: FormSheet | None = None
        self._table = form.table
        self._draft_of = f"form/{form.table}/{form.base.id if form.base is not None else f'new{of}'}"
        self._drops = drops
        self._resumes = resumes
        self._field = field
        self._row = row
        self._timer: Timer | None = None
        self._open = True
        self._resumed = False
        self._confirming = False
        self._sure: Edit | None = None

    @property
    def scope(self) -> TextScope:
        return TextScope(self.view, self.words)

    @property
    def sheet(self) -> FormSheet:
        assert self._sheet is not None, "not before it is composed"
        return self._sheet

    def compose(self) -> ComposeResult:
        scope = self.scope
        if not self._resumes and self._plain.base is None:
            self._draft_of = self.zhibu.drafts.free(self._draft_of)
        kept = form_of_draft(self._table, self.zhibu.drafts.get(self._draft_of)) if self._resumes else None
        self._resumed = kept is not None
        form = kept if kept is not None else self._plain
        now = self._stored(form)
        form = form.over(now) if now is not None else form
        entering = cursor_at(form, form.slots()[0].path, scope)
        if self._field:
            entering = entering.go(self._field, scope)
            entering = entering.add(scope) if self._row else entering
        self._sheet = FormSheet(entering, scope)
        yield self._sheet
        yield Bar(id="form-hint")
        yield Bar(id="footer")

    def begin(self) -> None:
        self._hint()
        if self._resumed:
            self.say(self.words("forms.resumed", key=self.zhibu.keymap.key("form.reset")), "warn")

    def renew(self) -> None:
        super().renew()
        entering = self.sheet.entering
        theirs = self._stored(entering.form)
        if theirs is not None:
            entering = entering.but(form=entering.form.over(theirs))
            if not entering.on_more:
                text = entering.form.text(entering.path, self.scope)
                if text != entering.typed.text:
                    entering = cursor_at(entering.form, entering.path, self.scope)
        self.sheet.show(entering, self.scope)
        self._hint()

    def _stored(self, form: Form) -> Stored | None:
        """The record that is changed, as it is now."""
        return self.view.snapshot.tables[self._table].get(form.base.id) if form.base is not None else None

    def _hint(self) -> None:
        self.query_one("#form-hint", Bar).say([(" " + hint(self.sheet.entering.slot, self.words), "dim")])

    def _show(self, entering: FormCursor) -> None:
        self.sheet.show(entering, self.scope)

    # Drafts

    def on_form_sheet_changed(self, event: FormSheet.Changed) -> None:
        event.stop()
        if event.by_user:
            self.tell_keys()
        self._hint()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(REST, self.keep)

    def keep(self) -> None:
        """Write the draft. What must never be stored is not kept either; the rest of the form is."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if not self._open or self._sheet is None:
            return
        form = self._sheet.entering.form
        typed = {name: value for name, value in form.typed.items() if sensitive_code(str(value)) is None}
        if not typed or form.typed == self._plain.typed:
            self.zhibu.drafts.drop(self._draft_of)
        else:
            self.zhibu.drafts.keep(self._draft_of, draft_of(form.but(typed=typed)))

    def on_unmount(self) -> None:
        """The program is left in the middle of a form."""
        self.keep()

    # Keys: those of typing first

    async def on_key(self, event: events.Key) -> None:
        """What is used here is kept from the base's handler, which Textual calls next."""
        if event.key != "ctrl+c" and self.sheet.press(event):
            event.stop()
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self.sheet.paste(event.text)

    # Going

    def move(self, command: str) -> None:
        steps = {"move.up": -1, "move.down": 1, "move.page_up": -self.sheet.page, "move.page_down": self.sheet.page}
        self.step(steps.get(command, 0))

    def step(self, by: int) -> None:
        """So many fields on or back."""
        self._show(self.sheet.entering.step(by, self.scope))

    async def go_on(self) -> None:
        """Enter: the next field; behind the last one the form is stored, and what adds a row adds one."""
        entering = self.sheet.entering
        if entering.on_more:
            self._show(entering.add(self.scope))
        elif entering.last:
            await self.save()
        else:
            self.step(1)

    @property
    def dropped(self) -> FormCursor | None:
        """The form without the row that the cursor is in, where it is in one."""
        return self.sheet.entering.drop(self.scope)

    def drop(self) -> None:
        if (dropped := self.dropped) is not None:
            self._show(dropped)

    def reset(self) -> None:
        """Back to what is stored, in the same field, and no draft."""
        first = cursor_at(self._fresh(), self._plain.slots()[0].path, self.scope)
        self._show(first.go(self.sheet.entering.path, self.scope))
        self.zhibu.drafts.drop(self._draft_of)
        self.say(self.words("forms.reset"), "info")

    def _fresh(self) -> Form:
        theirs = self._stored(self._plain)
        return self._plain if theirs is None else self._plain.but(base=theirs)

    @property
    def in_long_text(self) -> bool:
        """Whether the cursor is in a field that is worth an editor."""
        entering = self.sheet.entering
        return entering.slot.field.how in LONG and not entering.on_more

    # Ending

    def go_back(self) -> None:
        """What was typed waits for the next time."""
        self.keep()
        touched = self.sheet.entering.form.typed != self._plain.typed
        self._open = False
        self.dismiss()
        if touched:
            say_kept(self.zhibu, self._draft_of, self.words("forms.kept"))
        elif self._drops:
            say_kept(self.zhibu, self._drops, self.words("quick.kept"))

    async def save(self) -> None:
        scope = self.scope
        entering = self.sheet.entering.go(self.sheet.entering.path, scope)
        reading = reading_of(entering.form, scope)
        if reading.complaints:
            paths = [slot.path for slot in entering.form.slots()]
            first = min(reading.complaints, key=lambda path: paths.index(path) if path in paths else 0)
            self._show(entering.go(first, scope))
            self.sheet.complain()
            self.say(self.words("forms.incomplete", n=len(reading.complaints)), "warn")
            return
        if self._may_be_a_case(entering, reading.values):
            return
        edit = entering.form.edit(reading)
        if self._is_there(edit):
            return
        if edit is None:
            self._end()
            self.zhibu.say(self.words("forms.unchanged"), "info")
            return
        self.keep()
        outcome = await self.zhibu.session.store(edit, self._draft_of)
        if isinstance(outcome, Rejected) and outcome.code == "conflict":
            await self._both(entering, reading.values)
        elif self.zhibu.tell_outcome(outcome, "stored.done", edit.why):
            self._end()
            self.zhibu.say(*self.zhibu.stored)

    def _is_there(self, edit: Edit | None) -> bool:
        """Ask, once, whether something new that is there already is meant."""
        from widgets.quick_line.preview import duplicate_notice

        why = duplicate_notice(edit, self.view, self.words) if isinstance(edit, Add) and edit != self._sure else ""
        if why:
            self._sure = edit
            self.say(self.words("forms.again", why=why, key=self.zhibu.keymap.key("save")), "warn")
        return bool(why)

    def _may_be_a_case(self, entering: FormCursor, values: Mapping[str, Any]) -> bool:
        """Ask, once, whether a new member is the one of an open case of admission of the same name."""
        form = entering.form
        case = case_of(self.view.snapshot, values.get("name", "")) if form.table == "members" else None
        if case is None or form.base is not None or form.case or self._confirming:
            return False
        from tui.screens.choice import ChoiceScreen
        from widgets.choice import Option, digit

        words = self.words
        options = [
            Option(value=id, hint=digit(number), label=words(f"admit.{which}"), more=words(f"help.admit.{which}"))
            for number, id, which in ((1, case.id, "same"), (2, "", "other"))
        ]

        async def chosen(value: str | None) -> None:
            if value is not None:
                self._confirming = True
                self._show(entering.but(form=form.but(case=value)))
                await self.save()

        title = words("admit.title", name=case.name, stage=words(f"stage.{case.stage}"))
        self.zhibu.push_screen(ChoiceScreen(title, options, words, typed=False), chosen)
        return True

    async def _both(self, entering: FormCursor, mine: Mapping[str, Any]) -> None:
        """Another has stored something else in a field of mine: both stand there until its author decides."""
        snapshot = await self.zhibu.session.read()
        assert entering.form.base is not None
        theirs = snapshot.tables[self._table].get(entering.form.base.id)
        if theirs is not None:
            form = entering.form.knowing(theirs, mine)
            first = next(iter(form.theirs), "")
            self._show(entering.but(form=form).go(first, self.scope))
        self.zhibu.show(snapshot)
        self.say(self.words("forms.conflict", key=self.zhibu.keymap.key("save")), "warn")

    def stored_after_all(self, of: str) -> None:
        if of == self._draft_of and self._open:
            self._end()

    def _end(self) -> None:
        self._open = False
        for slot in filter(None, (self._draft_of, self._drops)):
            self.zhibu.drafts.drop(slot)
        self.dismiss()
