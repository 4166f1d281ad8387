"""A sheet from outside: its file is named, what it would do is looked at, Ctrl+S stores it as one change."""

from __future__ import annotations

import asyncio
import os
from functools import partial

from tui.files import paths, reading
from tui.files.incoming import IncomingFile
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

    from store.exchange.imports.again import ImportEdit
    from store.exchange.imports.plan import ImportPlan
    from store.exchange.tables.sheet import SheetRows
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

    def __init__(self, what: str) -> None:
        """`what` is one of the kinds of sheets that are imported."""
        super().__init__()
        self._what = what
        self._sheets: tuple[SheetRows, ...] | None = None
        self._file: IncomingFile | None = None
        self._plan: ImportPlan | None = None
        self._plan_of: tuple[Snapshot, Words] | None = None
        self._storing = False
        self._read_as = ""

    def begin(self) -> None:
        self._ask_file()

    @property
    def _title(self) -> Shown:
        words = self.paper_words
        return shown(f"{words('key.import')} {words.glyph('opens')} {words(f'import.what.{self._what}')}")

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
            self.query_one("#footer", Bar).say([(" " + self.paper_words("import.file_keys"), "dim")])
        else:
            super().tell_keys()

    # The file

    def _ask_file(self) -> None:
        self.editor.focus()
        if self._sheets is None:
            self._list(paths.completed(self.editor.typed.text)[1])

    def _list(self, names: Sequence[str]) -> None:
        """What is wanted, and the names that the typed one may go on with."""
        words, title = self.paper_words, self._title

        def write(cells: int) -> Document:
            lines = Lines(self.view, words, cells)
            lines.text(words(f"import.wanted.{self._what}"))
            lines.gap()
            for name in names:
                lines.text(shown(name), "info" if name.endswith("/") else "")
            return lines.document(title, Target(kind="import", id=self._what))

        self.page.show(write, words)

    def on_line_editor_pressed(self, event: LineEditor.Pressed) -> None:
        event.stop()
        if event.key in ("up", "down"):
            self.page.move(f"move.{event.key}")
        elif event.key == "escape":
            self._leave_line()
        elif event.key == "enter":
            self._open()
        else:
            self._complete()

    def _complete(self) -> None:
        text, names = paths.completed(self.editor.typed.text)
        self.editor.set(TypedText.of(text))
        self._forget()
        self._list(names)
        if not names:
            self.say(self.paper_words("import.no_names"), "warn")

    def _open(self) -> None:
        path = paths.meant(self.editor.typed.text)
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
        self._sheets = self._plan = self._plan_of = None

    def _leave_line(self) -> None:
        """Out of the line: from reading a file, to the preview of the one that was read, else out of here."""
        if self.working:
            self.give_up()
        elif self._plan is None:
            self.dismiss()
        else:
            self.editor.set(TypedText.of(self._read_as))
            self.set_focus(self.page)

    # What it would do

    async def _read(self, path: str) -> None:
        self._sheets = await self.worked("import.progress", partial(reading.sheets, path))
        if self._sheets is not None:
            await self._look()

    async def _look(self) -> None:
        sheets, snapshot, words = self._sheets, self.view.snapshot, self.paper_words
        if sheets is None:
            return
        self._plan = None
        self._plan_of = (snapshot, self.words)
        file = self._file = IncomingFile(what=self._what, sheets=sheets, today=self.view.today, words=words)
        plan = await self.worked("import.progress", partial(file.plan, snapshot))
        if plan is None:
            self._forget()
            self._ask_file()
            return
        told, title = tuple(import_preview.lines(plan, snapshot, words)), self._title

        def write(cells: int) -> Document:
            lines = Lines(self.view, words, cells)
            for line in told:
                lines.text(line, ROLES.get(line[:1], "strong" if line is told[0] else ""))
            return lines.document(title, Target(kind="import", id=self._what))

        self.page.show(write, words)
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

    async def _store(self, plan: ImportPlan, edit: ImportEdit) -> None:
        words, seconds = self.paper_words, 0
        asked = asyncio.ensure_future(self.zhibu.ask(edit))
        try:
            while not asked.done():
                self.say(words("import.storing", n=len(plan.new) + len(plan.changed), s=seconds), "info")
                await asyncio.wait({asked}, timeout=SECOND)
                seconds += 1
            stored = asked.result()
        finally:
            self._storing = False
        if stored is not None:
            self.dismiss()
            told = words("import.stored", summary=import_preview.summary(plan, words))
            self.zhibu.say(told, "good")
