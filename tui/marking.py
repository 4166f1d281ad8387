"""What is done to all marked rows of a panel at once: one change, one step to undo."""

from __future__ import annotations

from store.records import Waiver
from tui.making import Making
from widgets.display import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.edits import Edit
    from store.records import Stored
    from store.rules.figures import Duty
    from tui.screens.board import BoardScreen
    from widgets.sections.section import Target


class Marking(Making):
    @property
    def _board(self) -> BoardScreen | None:
        from tui.screens.board import BoardScreen

        screen = self._app.screen
        return screen if isinstance(screen, BoardScreen) else None

    @property
    def targets(self) -> Sequence[Target]:
        """What a command is about: the marked rows, else what the row or page under the cursor is of."""
        if self._board is not None and self._board.panel.marked:
            return [row.target for row in self._board.panel.marked]
        return [self._subject] if self._subject is not None else []

    def _stored(self) -> list[tuple[str, Stored]] | None:
        """The records of the targets; None where one of them is no record."""
        from widgets.kinds.registry import SEVERAL

        found = []
        for target in self.targets:
            table = SEVERAL.get(target.kind)
            record = self._app.view.snapshot.tables[table].get(target.id) if table else None
            if table is None or record is None:
                return None
            found.append((table, record))
        return found or None

    async def _ask(self, edits: Sequence[Edit], why: str) -> bool:
        """One edit by itself, more as one change; what was marked is not marked any more once it is done."""
        from store.edits import EditGroup

        edit = edits[0] if len(edits) == 1 else EditGroup(edits=tuple(edits), why=why)
        done = await self._app.ask(edit) is not None
        if done and self._board is not None:
            self._board.panel.unmark()
        return done

    async def do_delete(self) -> None:
        """Take away the records that the rows or the page are of; undo brings them back, so nothing is asked first."""
        found = self._stored()
        if found is None:
            self._refuse("delete")
            return
        from store.edits import Delete

        await self._ask([Delete(table=table, id=one.id, rev=one.rev) for table, one in found], "delete_several")

    @property
    def tags(self) -> bool:
        """Whether what a command is about has tags."""
        found = self._stored()
        return found is not None and all("tags" in one.fields for _, one in found)

    def do_tag(self) -> None:
        """Tags put on and taken off the row under the cursor or all marked ones, typed on a line."""
        found, board = self._stored(), self._board
        if board is None or found is None or not self.tags:
            self._refuse("tag")
            return
        from widgets import tagging
        from widgets.forms.invalid_field import InvalidField, said

        words = self._app.words

        def told(text: str) -> tuple[str, str]:
            read = tagging.read(text, self._app.view)
            if isinstance(read, InvalidField):
                return said(read, self._app.view.today, words), "bad"
            return tagging.said(read, found, words), "info"

        async def tag(text: str) -> bool:
            read = tagging.read(text, self._app.view)
            edits = tagging.edits(read, found) if isinstance(read, tagging.Tagging) else []
            if not edits:
                self._app.say(*told(text))
                return False
            return await self._ask(edits, "tag_several")

        board.ask(words("tag.ask", n=len(found)), tag, told)

    def do_waive(self) -> None:
        """The form of the waiver of one duty; of several marked ones a line for the reason that they share."""
        duties = [self.duty(target) for target in self.targets]
        open_ones = [duty for duty in duties if duty is not None]
        board = self._board
        if len(duties) < 2 or board is None:
            super().do_waive()
        elif len(open_ones) < len(duties):
            self._refuse("waive")
        else:
            board.ask(self._app.words("waive.ask", n=len(duties)), lambda text: self._waive(open_ones, text))

    async def _waive(self, duties: Sequence[Duty], text: str) -> bool:
        from widgets.forms.field_text import TextScope, read
        from widgets.forms.invalid_field import InvalidField, said
        from widgets.forms.layout import fields_of

        scope = TextScope(self._app.view, self._app.words)
        reason = read(fields_of(Waiver)["reason"], text, scope)
        if isinstance(reason, InvalidField):
            self._app.say(shown(said(reason, scope.today, scope.words)), "warn")
            return False
        made = [Waiver(id="", reason=reason, **self.waiver(duty)) for duty in duties]
        from store.edits import Add

        return await self._ask([Add(table="waivers", record=one) for one in made], "waive_several")
