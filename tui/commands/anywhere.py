"""The commands that are about the program and the branch as a whole, and not about a row."""

from __future__ import annotations

from functools import partial

from store.errors import StoreError
from tui.commands.command import ABLE, Command
from widgets.display import shown
from widgets.keymap import MOVES
from widgets.theme import THEMES
from widgets.words.lexicon import next_to, words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tui.app import Zhibu
    from tui.screens.base import BaseScreen
    from widgets.display import Shown


def readonly(screen: BaseScreen) -> Shown:
    """Why nothing can be stored."""
    return screen.words("refused.readonly") if screen.zhibu.session.readonly else ABLE


def stores_if(key: str, holds: Callable[[Any], object]) -> Callable[[Any], Shown]:
    """What a command that stores says, in the words of `key`, where something does not hold of its screen."""
    return lambda screen: readonly(screen) or (ABLE if holds(screen) else screen.words(key))


# Leaving, taking back, reading anew


async def leave(screen: BaseScreen) -> None:
    from tui.screens import choice

    await choice.leave(screen.zhibu)


async def undo(screen: BaseScreen) -> None:
    screen.zhibu.tell_outcome(await screen.zhibu.session.undo(), "stored.undo")


async def redo(screen: BaseScreen) -> None:
    screen.zhibu.tell_outcome(await screen.zhibu.session.redo(), "stored.redo")


async def reload(screen: BaseScreen) -> None:
    """Records and the branch's own rules as they now stand, and the whole screen."""
    from tui import store_notices
    from tui.terminal.textual_private import draw_anew

    app = screen.zhibu
    try:
        mistakes = await app.session.reread_rules()
        store_notices.reread(app, await app.session.read_anew())
    except StoreError as error:
        store_notices.trouble(app, error)
    else:
        store_notices.pin(app, shown(""))
        for key, facts in mistakes[:1]:
            app.say(app.words(key, **facts), "bad")
        if app.session.lost:
            from tui import lost_changes

            lost_changes.offer(app)
    draw_anew(app)


async def history(screen: BaseScreen) -> None:
    """Who changed what, when: of the record that a page is of, else of the branch."""
    from tui.screens.history import HistoryScreen
    from tui.screens.page import PageScreen
    from widgets.kinds.registry import SEVERAL

    app, subject = screen.zhibu, screen.subject if isinstance(screen, PageScreen) else None
    id = subject.id if subject is not None and subject.kind in SEVERAL else ""
    try:
        past = await app.session.past(id or None)
    except StoreError as error:
        from tui.lock_holder import with_user_name
        from widgets.error_text import error as why

        app.say(why(app.words, with_user_name(error)), "bad")
    else:
        app.push_screen(HistoryScreen(id, past))


# How it looks


def language(screen: BaseScreen) -> None:
    """The next language, now and from now on."""
    app = screen.zhibu
    lang = next_to(app.words.lang).lang
    app.words = words_of(lang, ascii=app.ascii)
    app.renew()
    _remember(app, "lang", lang)


def theme(screen: BaseScreen) -> None:
    """The next theme, now and from now on."""
    from widgets import draw

    app, names = screen.zhibu, list(THEMES)
    app.painted = names[(names.index(app.painted) + 1) % len(names)]
    draw.use(app.painted, app.colours, ascii=app.ascii)
    app.refresh(repaint=True, layout=True)
    for one in app.screen_stack:
        for widget in one.query("*"):
            widget.refresh()
    _remember(app, "theme", app.painted, app.words("theme.now", name=app.words(f"theme.{app.painted}")))


def mouse(screen: BaseScreen) -> None:
    """Clicks and the wheel, now and from now on; or the terminal's own marking and copying."""
    from tui.terminal.textual_private import use_mouse

    app = screen.zhibu
    app.mouse = not app.mouse
    use_mouse(app, app.mouse)
    _remember(app, "mouse", app.mouse, app.words("mouse.on" if app.mouse else "mouse.off"))


def _remember(app: Zhibu, name: str, value: str | bool, now: Shown | None = None) -> None:
    """Keep for the next time what is so `now`, and say so; else that it is so for this time only, and why."""
    try:
        app.remember(name, value)
    except OSError as error:
        from widgets.error_text import system_reason

        why = system_reason(app.words, error.errno)
        app.say(app.words("config.not_remembered", path=error.filename or "?", os=why), "warn")
    else:
        if now is not None:
            app.say(now, "good")


# Papers and sheets


def export(screen: BaseScreen) -> None:
    """The list of what can be handed out from here: the last month's report first."""
    from tui.screens.choice import ChoiceScreen
    from tui.screens.export import ExportScreen
    from widgets.choice import Option, digit
    from widgets.papers.catalogue import name_of
    from widgets.papers.export_request import of_what, offered
    from widgets.words.lexicon import with_papers

    app, words = screen.zhibu, with_papers(screen.words)
    requests = offered(screen.view, screen.meeting_id, screen.period)
    options = [
        Option(
            value=str(at),
            hint=digit(at + 1),
            label=name_of(request.export, words),
            more=of_what(request, screen.view, words),
        )
        for at, request in enumerate(requests)
    ]

    def chosen(value: str | None) -> None:
        if value is not None:
            app.push_screen(ExportScreen(requests[int(value)]))

    app.push_screen(ChoiceScreen(words("export.title"), options, words, typed=False), chosen)


def export_month(screen: BaseScreen) -> None:
    """The report of the last month that is over, ready to be written."""
    from tui.screens.export import ExportScreen
    from widgets.papers.export_request import last_month

    screen.zhibu.push_screen(ExportScreen(last_month(screen.view.today)))


def bring_in(screen: BaseScreen) -> None:
    """What kind of sheet comes in, then which file."""
    from tui.files.importing import KINDS, OF_A_COMMITTEE
    from tui.screens.choice import ChoiceScreen
    from tui.screens.importing import ImportScreen
    from widgets.choice import Option, digit
    from widgets.words.lexicon import with_papers

    app, words = screen.zhibu, with_papers(screen.words)
    options = [
        Option(value=kind, hint=digit(number), label=words(f"import.what.{kind}"), more=words(f"import.wanted.{kind}"))
        for number, kind in enumerate(KINDS if screen.view.committee is None else OF_A_COMMITTEE, 1)
    ]

    def chosen(kind: str | None) -> None:
        if kind is not None:
            app.push_screen(ImportScreen(kind))

    app.push_screen(ChoiceScreen(words("import.title"), options, words, typed=False), chosen)


def _move(screen: BaseScreen, id: str) -> None:
    screen.move(id)


MOVING = tuple(Command(id=id, run=partial(_move, id=id)) for id in MOVES)
LEAVING = Command(id="quit", run=leave)
EXPORT = Command(id="export", run=export)
"""Of the places that are no list with an export of its own."""
COMMANDS = (
    *MOVING,
    LEAVING,
    Command(id="undo", run=undo, why_not=readonly),
    Command(id="redo", run=redo, why_not=readonly),
    Command(id="reload", run=reload),
    Command(id="history", run=history),
    Command(id="language", run=language),
    Command(id="theme", run=theme),
    Command(id="mouse", run=mouse),
    Command(id="export.month", run=export_month),
    Command(id="import", run=bring_in, why_not=readonly),
)
