"""The commands of every place, found by name: `do_` and the command's id, dots as underscores."""

from __future__ import annotations

from store.errors import StoreError
from tui.marking import Marking
from tui.screens.base import BaseScreen
from widgets import error_text
from widgets.display import shown
from widgets.sections.registry import command_help, command_name
from widgets.theme import THEMES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.app import Zhibu


class Commands(Marking):
    """What can be done wherever one is; a place's own method of the same name goes first."""

    def __init__(self, app: Zhibu) -> None:
        self._app = app

    async def do_history(self) -> None:
        """Who changed what, when: of the record that a page is of, else of the branch."""
        from tui.screens.history import HistoryScreen
        from tui.screens.page import PageScreen
        from widgets.kinds.registry import SEVERAL

        subject = self._app.screen.subject if isinstance(self._app.screen, PageScreen) else None
        id = subject.id if subject is not None and subject.kind in SEVERAL else ""
        try:
            entries = await self._app.session.history(id or None)
        except StoreError as error:
            self._app.say(error_text.error(self._app.words, error), "bad")
        else:
            self._app.push_screen(HistoryScreen(id, entries))

    async def do_undo(self) -> None:
        self._app.told(await self._app.session.undo(), "stored.undo")

    async def do_redo(self) -> None:
        self._app.told(await self._app.session.redo(), "stored.redo")

    async def do_quit(self) -> None:
        await self._app.session.settled()
        self._app.exit(0, return_code=0)

    async def do_reload(self) -> None:
        """Records and the branch's own rules as they now stand."""
        self._app.reread_rules()
        try:
            self._app.show(await self._app.session.read())
        except StoreError as error:
            self._app.say(error_text.error(self._app.words, error), "bad")
        else:
            self._app.complain()
        self._app.refresh(repaint=True)

    def do_export(self) -> None:
        """The list of what can be handed out from here: the last month's report first."""
        from tui.screens.choice import ChoiceScreen
        from tui.screens.export import ExportScreen
        from widgets.choice import Option, digit
        from widgets.papers.export_request import of_what, offered
        from widgets.words.lexicon import with_papers

        place = self._app.screen
        if not isinstance(place, BaseScreen):
            return
        words, view = with_papers(self._app.words), self._app.view
        found = offered(view, place.meeting_id, place.period)
        options = [
            Option(
                value=str(at),
                hint=digit(at + 1),
                label=words(f"export.what.{one.what}"),
                more=of_what(one, view, words),
            )
            for at, one in enumerate(found)
        ]

        def chosen(value: str | None) -> None:
            if value is not None:
                self._app.push_screen(ExportScreen(found[int(value)]))

        self._app.push_screen(ChoiceScreen(words("export.title"), options, words, typed=False), chosen)

    def do_export_month(self) -> None:
        """The report of the last month that is over, ready to be written."""
        from tui.screens.export import ExportScreen
        from widgets.papers.export_request import last_month

        self._app.push_screen(ExportScreen(last_month(self._app.view.today)))

    def do_import(self) -> None:
        """What kind of sheet comes in, then which file; not on a board that may not store."""
        from tui.files.incoming import KINDS
        from tui.screens.choice import ChoiceScreen
        from tui.screens.incoming import ImportScreen
        from widgets.choice import Option, digit
        from widgets.words.lexicon import with_papers

        words = with_papers(self._app.words)
        if self._app.session.readonly:
            self._app.say(words("refused.readonly"), "warn")
            return
        options = [
            Option(
                value=what,
                hint=digit(number),
                label=words(f"import.what.{what}"),
                more=words(f"import.wanted.{what}"),
            )
            for number, what in enumerate(KINDS, 1)
        ]

        def chosen(what: str | None) -> None:
            if what is not None:
                self._app.push_screen(ImportScreen(what))

        self._app.push_screen(ChoiceScreen(words("import.title"), options, words, typed=False), chosen)

    def do_language(self) -> None:
        self._app.speak("en" if self._app.words.lang == "zh" else "zh")

    def do_theme(self) -> None:
        """The next theme."""
        names = list(THEMES)
        self._app.paint(names[(names.index(self._app.painted) + 1) % len(names)])

    def do_help(self) -> None:
        self._choose(self._app.words("help.title"), typed=False, numbered=False)

    def do_commands(self) -> None:
        self._choose(self._app.words("commands.title"), typed=True, numbered=False)

    def offer(self, title: str, able: Mapping[str, bool]) -> None:
        """The numbered menu of some commands of this place; those that are not able say why."""
        self._choose(title, typed=False, numbered=True, able=able)

    def _choose(self, title: str, *, typed: bool, numbered: bool, able: Mapping[str, bool] | None = None) -> None:
        from tui.screens.choice import ChoiceScreen
        from widgets.choice import Option, digit

        place = self._app.screen
        if not isinstance(place, BaseScreen):
            return
        words = self._app.words
        ids = list(able) if able else [command.id for command in self._app.keymap.of(place.PLACE)]
        options = []
        for number, id in enumerate(ids, 1):
            can = able is None or able[id]
            options.append(
                Option(
                    value=id,
                    hint=digit(number) if numbered else shown(" ".join(self._app.keymap.keys(id))),
                    label=command_name(id, words),
                    more=command_help(id, words) if can else words(f"why_not.{id}"),
                    able=can,
                )
            )

        async def run(command: str | None) -> None:
            if command is not None:
                await place.run(command)

        self._app.push_screen(ChoiceScreen(shown(title), options, words, typed=typed), run)
