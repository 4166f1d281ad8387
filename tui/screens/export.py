"""What will be written, looked at first: its format, its period and its file's name are chosen here, Enter writes."""

from __future__ import annotations

import os
from functools import partial

from store.errors import StoreError
from tui.files import documents, saving
from tui.lock_holder import with_user_name
from tui.screens.task import TaskScreen
from widgets import error_text
from widgets.bar import Bar
from widgets.display import shown
from widgets.pages.page_writer import PageWriter
from widgets.papers import export_preview
from widgets.papers import export_request as going
from widgets.papers.calendar import calendar
from widgets.papers.catalogue import EXPORTS, name_of, papers
from widgets.typed_text import TypedText

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

    from store.vault import Vault
    from tui.screens.task import Progress
    from widgets.display import Shown
    from widgets.line_editor import LineEditor
    from widgets.pages.document import Document
    from widgets.papers.export_request import ExportRequest
    from widgets.papers.paper import Paper
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

    Made = tuple[Paper, ...] | str | None
    """Papers; a text, where the file is one; None where it is the records themselves."""


class ExportScreen(TaskScreen):
    PLACE = "export"

    def __init__(self, request: ExportRequest) -> None:
        super().__init__()
        self._request = request
        formats = EXPORTS[request.export].formats
        self._suffix = next((one for one in formats if documents.can_write(one)), formats[0])
        self._proposed = ""
        self._contents: tuple[Made] | None = None
        self._made_of: tuple[View, Words, ExportRequest] | None = None
        self._wanted = False

    def renew(self) -> None:
        super().renew()
        if self._contents is not None and self.working:
            return  # what was looked at is being written: that is what is meant
        if self._made_of != (self.view, self.words, self._request):
            self._made_of = (self.view, self.words, self._request)
            self._propose()
            self.begin_work(self._look())

    # What is shown

    async def _look(self) -> None:
        """Make what will be written, and show it; written at once where Enter was pressed meanwhile."""
        words, view, request = self.paper_words, self.view, self._request
        title = going.title(request, view, words)
        self.query_one("#header", Bar).say([(f" {self.words('key.export')} {words.glyph('opens')} {title}", "dim")])
        self._contents = None
        if request.meeting and request.meeting not in view.snapshot.meetings:
            self.page.show(lambda cells: None, words)
            return
        now, reading = self.zhibu.session.now(), self.zhibu.session.reading

        def work(progress: Progress) -> tuple[Made]:
            return (_contents(request, view if reading is None else reading.in_full(view), words, now),)

        made = await self.worked("export.making", work)
        if made is None:
            return
        self._contents = made

        def write(cells: int) -> Document:
            writer = PageWriter(view, words, cells)
            for suffix in EXPORTS[request.export].formats:
                if not documents.can_write(suffix):
                    writer.text(self._lacking(suffix), "warn")
            if made[0] is None:
                return export_preview.of_tables(writer, title, request)
            if isinstance(made[0], str):
                return export_preview.of_text(writer, title, request, made[0])
            return export_preview.of_papers(writer, title, request, made[0])

        self.page.show(write, words)
        if self._wanted:
            self._wanted = False
            await self._deliver()

    # The file's name, which says the format too

    def _propose(self) -> None:
        """Another name, unless the name is somebody's own: that only gets another ending."""
        text = self.editor.typed.text
        if text == self._proposed:
            names = going.names(self._request, self.view, self.paper_words, self._suffix)
            name = next((one for one in names if not saving.exists(one)), "")
            self._proposed = name
        else:
            name = f"{os.path.splitext(text)[0]}.{self._suffix}"
        self.editor.set(TypedText(text=name, cursor=len(os.path.splitext(name)[0])))

    def why_not_format(self, suffix: str) -> Shown:
        """Why it is not written so; nothing where it is."""
        if suffix not in EXPORTS[self._request.export].formats:
            return self._no_format(suffix)
        return shown("") if documents.can_write(suffix) else self._lacking(suffix)

    def take_format(self, suffix: str) -> None:
        self._suffix = suffix
        self._propose()

    def _lacking(self, suffix: str) -> Shown:
        """That a format can't be written here, with the command that mends it."""
        trouble = documents.lacking(suffix)
        return self.paper_words(f"file.{trouble.code}", **trouble.facts)

    def _no_format(self, suffix: str) -> Shown:
        words, id = self.paper_words, self._request.export
        ways = " ".join(EXPORTS[id].formats)
        return words("cli.bad_format", what=name_of(id, words), suffix=suffix or "?", all=ways)

    def on_line_editor_pressed(self, event: LineEditor.Pressed) -> None:
        event.stop()
        if event.key in ("up", "down"):
            self.page.move(f"move.{event.key}")
        elif event.key != "right":
            self.set_focus(None)
            self.editor.refresh()
            if event.key == "enter":
                self.write()

    # Commands

    def name_file(self) -> None:
        self.editor.focus()

    def shifted(self, steps: int) -> ExportRequest | None:
        """The same of another period, where it has one."""
        return self._request.shifted(steps)

    def shift(self, steps: int) -> None:
        shifted = self.shifted(steps)
        if shifted is not None:
            self._request = shifted
            self.renew()

    def go_back(self) -> None:
        """Out of here; but a file that is being written tells first what has become of it."""
        self.give_up()
        if self._contents is None or not self.working:
            self.dismiss()

    def write(self) -> None:
        if self._contents is None:
            self._wanted = self.working
        elif not self.working:
            self.begin_work(self._deliver())

    # Writing

    def _path(self) -> str:
        """Where the file goes. A name typed with its ending before the one that stands there has what was typed."""
        path = os.path.abspath(os.path.expanduser(self.editor.typed.text.strip()))
        typed = os.path.splitext(path)[0]
        return typed if _ending(typed) in EXPORTS[self._request.export].formats else path

    async def _deliver(self, over: bool = False) -> None:
        path = self._path()
        suffix = _ending(path)
        if suffix not in EXPORTS[self._request.export].formats:
            self.say(self._no_format(suffix), "warn")
            return
        if not documents.can_write(suffix):
            self.say(self._lacking(suffix), "warn")
            return
        if saving.exists(path) and not over:
            self._ask_over(path)
            return
        assert self._contents is not None
        job = partial(_saved, self._contents[0], self.zhibu.session.vault, path, suffix, over)
        try:
            done = await self.worked("export.progress", job)
        except StoreError as error:
            self.say(error_text.error(self.words, with_user_name(error)), "bad")
            return
        if done:
            folder, name = os.path.split(path)
            message = self.paper_words("export.lies", name=name, folder=folder)
            self.dismiss()
            self.zhibu.say(message, "good")

    def _ask_over(self, path: str) -> None:
        from tui.screens.choice import ChoiceScreen
        from widgets.choice import Option, digit

        words = self.paper_words
        options = [
            Option(value=value, hint=digit(number), label=words(f"export.{value}"), more=shown(""))
            for number, value in enumerate(("rename", "over"), 1)
        ]

        def answered(value: str | None) -> None:
            if value == "over":
                self.begin_work(self._deliver(over=True))
            else:
                self.editor.focus()

        title = words("export.exists", name=os.path.basename(path))
        self.app.push_screen(ChoiceScreen(title, options, self.words, typed=False), answered)


def _ending(path: str) -> str:
    return os.path.splitext(path)[1].lower().removeprefix(".")


def _contents(request: ExportRequest, view: View, words: Words, now: datetime) -> Made:
    if request.export == "all":
        return None
    if request.export == "calendar":
        return calendar(view, words, None, now)
    of = view.snapshot.meetings[request.meeting] if request.meeting else request.period
    return papers(request.export, view, words, of)


def _saved(made: Made, vault: Vault, path: str, suffix: str, over: bool, progress: Progress) -> bool:
    if made is None:
        data = documents.all_records(vault)
    elif isinstance(made, str):
        data = made.encode("utf-8", "replace")
    else:
        data = documents.as_bytes(made, suffix, progress)
    progress(1, 1)  # the last chance to give up: from here on it is written whole
    saving.save(path, data, over=over)
    return True
