"""A sheet from outside: its file is named, what it would do is looked at, Ctrl+S stores it as one change."""

from __future__ import annotations

import asyncio
import os
from functools import partial

from store.exchange.tables.sheet import letters
from tui.files import paths, reading
from tui.files.importing import IncomingFile, chosen
from tui.screens.task import TaskScreen
from widgets.bar import Bar
from widgets.display import shown
from widgets.pages.page_writer import PageWriter as Lines
from widgets.papers import import_preview
from widgets.sections.section import Target
from widgets.typed_text import TypedText

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from store.exchange.imports.import_edit import ImportEdit
    from store.exchange.imports.plan import ImportPlan, RejectedRow
    from store.exchange.tables.sheet import Place, SheetRows
    from store.snapshot import Snapshot
    from widgets.display import Shown
    from widgets.line_editor import LineEditor
    from widgets.pages.document import Document
    from widgets.words.lexicon import Words

SECOND = 1.0
"""A commit is whole or not at all, and can't say how far it is: only how long it has been at it."""
ROLES = {"!": "bad", "+": "good", "~": "info", "·": "warn"}
"""How a line of a preview is coloured, by the sign that it begins with."""


class ImportScreen(TaskScreen):
    PLACE = "import"

    def __init__(self, kind: str) -> None:
        """`kind` is one of the kinds of sheets that are imported."""
        super().__init__()
        self._kind = kind
        self._sheets: tuple[SheetRows, ...] | None = None
        self._file: IncomingFile | None = None
        self._plan: ImportPlan | None = None
        self._plan_of: tuple[Snapshot, Words] | None = None
        self._storing = False
        self._read_as = ""
        self._typed: dict[Place, str] = {}
        self._cell: Place | None = None
        self._sheet: str | None = None
        self._sent: IncomingFile | None = None

    def begin(self) -> None:
        self._ask_file()

    @property
    def _title(self) -> Shown:
        words = self.paper_words
        parts = [words("key.import"), words(f"import.what.{self._kind}"), *([self._sheet] if self._sheet else [])]
        return shown(f" {words.glyph('opens')} ".join(parts))

    def renew(self) -> None:
        """Records that others have stored meanwhile are looked at too, before anything is stored on top of them."""
        super().renew()
        self.query_one("#header", Bar).say([(f" {self._title}", "dim")])
        if self._sheets is not None and not self._storing and self._plan_of != (self.view.snapshot, self.words):
            self.begin_work(self._look())

    def on_descendant_focus(self) -> None:
        """The keys are those of the line from the moment it has the focus, however busy the machine is."""
        if self._message is None:
            self.tell_keys()

    def tell_keys(self) -> None:
        if self.focused is self.editor:
            self._message = None
            keys = "import.file_keys" if self._cell is None else "import.cell_keys"
            self.query_one("#footer", Bar).say([(" " + self.paper_words(keys), "dim")])
        else:
            super().tell_keys()

    # The file

    def _ask_file(self) -> None:
        self._cell = None
        self.editor.relabel(self.words("work.file"))
        self.editor.focus()
        if self._sheets is None:
            self._list(paths.completion(self.editor.typed.text)[1])

    def _list(self, names: Sequence[str]) -> None:
        """What is wanted, and the names that the typed one may go on with."""
        words, title = self.paper_words, self._title

        def write(cells: int) -> Document:
            lines = Lines(self.view, words, cells)
            lines.text(words(f"import.wanted.{self._kind}"))
            lines.gap()
            for name in names:
                lines.text(shown(name), "info" if name.endswith("/") else "")
            return lines.document(title, Target(kind="import", id=self._kind))

        self.page.show(write, words)

    def on_line_editor_pressed(self, event: LineEditor.Pressed) -> None:
        event.stop()
        if event.key in ("up", "down"):
            self.page.move(f"move.{event.key}")
        elif event.key == "escape":
            self._leave_line()
        elif event.key == "enter" and self._cell is not None:
            self._put_right(self._cell)
        elif event.key == "enter":
            self._open()
        elif self._cell is None:
            self._complete()

    def _complete(self) -> None:
        text, names = paths.completion(self.editor.typed.text)
        self.editor.set(TypedText.of(text))
        self._forget()
        self._list(names)
        if not names:
            self.say(self.paper_words("import.no_names"), "warn")

    def _open(self) -> None:
        path = paths.path_of(self.editor.typed.text)
        if not path or os.path.isdir(path):
            if path and not path.endswith("/"):
                self.editor.set(TypedText.of(self.editor.typed.text.strip() + "/"))
            self._complete()
            return
        self._forget()
        self._list(())
        self._read_as = self.editor.typed.text
        self.begin_work(self._read(path))

    def _forget(self) -> None:
        self._sheets = self._plan = self._plan_of = self._sheet = None
        self._typed = {}

    def _leave_line(self) -> None:
        """Out of the line: from reading a file, to the preview of the one that was read, else out of here."""
        if self.working:
            self.give_up()
        elif self._plan is None:
            self.dismiss()
        else:
            self._leave_cell()

    # A cell that was refused

    def _ask_cell(self, refusal: RejectedRow) -> None:
        self._cell = refusal.place
        if self._cell is None or self._file is None:
            return
        heading = refusal.heading if refusal.cell is None else self.paper_words("import.cell_of_row")
        if refusal.row is None:
            heading = self.paper_words("import.heading_of_column", letter=letters(self._cell[2]))
        self.editor.relabel(self.paper_words("import.cell_label", row=self._cell[1], heading=heading))
        self.editor.set(TypedText.of(self._file.text(self._cell)))
        self.editor.focus()
        self.tell_keys()

    def _put_right(self, cell: Place) -> None:
        """What is typed stands in the place of the cell; the file itself stays as it is."""
        self._typed = self._typed | {cell: self.editor.typed.text.strip()}
        self._leave_cell()
        self.begin_work(self._look())

    def _leave_cell(self) -> None:
        self._cell = None
        self.editor.relabel(self.words("work.file"))
        self.editor.set(TypedText.of(self._read_as))
        self.set_focus(self.page)

    # What it would do

    async def _read(self, path: str) -> None:
        self._sheets = await self.worked("import.progress", partial(reading.sheets, path))
        if self._sheets is not None:
            await self._look()

    async def _look(self) -> None:
        sheets, view, words = self._sheets, self.view, self.paper_words
        snapshot = view.snapshot
        if sheets is None:
            return
        self._plan = None
        self._plan_of = (snapshot, self.words)
        place = self.page.place if self._typed else None
        if self._sheet is not None:
            sheets = chosen(sheets, self._sheet)
        judge: Any = {"today": view.today, "settings": view.pack.settings}
        file = self._file = IncomingFile(kind=self._kind, sheets=sheets, words=words, typed=self._typed, **judge)
        plan = await self.worked("import.progress", partial(file.plan, snapshot))
        if plan is None:
            self._forget()
            self._ask_file()
            return
        told, title = tuple(import_preview.preview_lines(plan, snapshot, words)), self._title
        numbers = {id(one): number for number, one in enumerate(plan.refused)}

        def write(cells: int) -> Document:
            lines = Lines(self.view, words, cells)
            for at, (line, refusal) in enumerate(told):
                opens = refusal is not None and refusal.place is not None
                target = Target(kind="cell", id=str(numbers[id(refusal)])) if opens else None
                lines.text(line, ROLES.get(line[:1], "" if at else "strong"), target)
            return lines.document(title, Target(kind="import", id=self._kind))

        self.page.show(write, words, place)
        self.query_one("#header", Bar).say([(f" {title}", "dim")])
        self._plan = plan
        self.set_focus(self.page)

    # Commands

    def choose_file(self) -> None:
        if not self.working:
            self._ask_file()

    def go_back(self) -> None:
        if self._storing:
            return  # what is being stored is stored whole; undo takes it back
        self.give_up()
        self.dismiss()

    def say_which_key(self) -> None:
        """An Enter too many: say which key stores."""
        if self._plan is not None and not self._storing:
            self.say(self.words("help.import.wait"), "info")

    def put_cell_right(self) -> None:
        """The cell of the refused line under the cursor is typed anew."""
        target = self.page.target
        if self._plan is None or self._storing:
            return
        if target is not None and target.kind == "cell":
            self._ask_cell(self._plan.refused[int(target.id)])
        else:
            self.say(self.paper_words("import.no_cell"), "info")

    def turn(self, by: int) -> None:
        """Another sheet of the file alone, or all of them."""
        if self._sheets is None or self._storing:
            return
        names: list[str | None] = [None, *dict.fromkeys(sheet.name for sheet in self._sheets)]
        if len(names) < 3:
            self.say(self.paper_words("import.one_sheet"), "info")
            return
        self._sheet = names[(names.index(self._sheet) + by) % len(names)]
        self.begin_work(self._look())

    @property
    def why_not_store(self) -> Shown:
        """Why there is nothing to be stored; nothing where there is."""
        plan, words = self._plan, self.paper_words
        if plan is None or plan.edit is not None:
            return shown("")
        return words("import.nothing_readable" if plan.refused and not plan.unchanged else "import.nothing")

    def store(self) -> None:
        """Store what has been looked at; a key that comes before the preview stores nothing."""
        plan, file, seen = self._plan, self._file, self._plan_of
        if plan is None or plan.edit is None or self._storing or file is None or seen is None:
            return
        edit = file.edit(plan, seen[0])
        if edit is not None:
            self._storing = True
            self.begin_work(self._store(plan, edit))

    def stored_after_all(self, of: str) -> None:
        """Where other cells were put right since, those are looked at again in the place of leaving."""
        if of == f"import/{self._read_as}" and self._file == self._sent:
            self.give_up()
            self.dismiss()

    async def _store(self, plan: ImportPlan, edit: ImportEdit) -> None:
        words, seconds = self.paper_words, 0
        asked = asyncio.ensure_future(self.zhibu.ask(edit, f"import/{self._read_as}"))
        try:
            while not asked.done():
                self.say(words("import.storing", n=len(plan.new) + len(plan.changed), s=seconds), "info")
                await asyncio.wait({asked}, timeout=SECOND)
                seconds += 1
            stored = asked.result()
        finally:
            self._storing = False
            self._sent = self._file
        if stored is not None:
            self.dismiss()
            told = words("import.stored", summary=import_preview.summary(plan, words))
            self.zhibu.say(told, "good")
