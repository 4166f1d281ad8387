"""The whole program on the full screen, put together: the app, its first screen, its commands, what it says first."""

from __future__ import annotations

from itertools import chain

from tui.app import Zhibu
from tui.commands.registry import commands_of
from tui.screens.board import BoardScreen
from tui.startup_notices import startup_notices

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from tui.local_rules import RulesFault
    from tui.session import Session
    from widgets.display import Shown
    from widgets.sections.view import View


def program(
    session: Session, view: View, *, notice: str = "", mistakes: Sequence[RulesFault] = (), **options: Any
) -> Zhibu:
    """`notice` is the word that is said first, `mistakes` are those in the branch's own rules; `options` as the app has
    them.
    """
    app = Zhibu(session, view, home=_home(view), commands=commands_of, **options)
    app.notices = chain(startup_notices(app, notice, mistakes), _of_box(app))
    return app


def _of_box(app: Zhibu) -> Iterator[tuple[Shown, str]]:
    box = app.session.box
    if box is not None and box.trouble is not None:
        yield box.trouble_text(app.words, box.trouble, "down", short=True), "warn"


def _home(view: View) -> type[BoardScreen]:
    """The board of a branch, or of a committee."""
    if view.committee is None:
        return BoardScreen
    from tui.screens.committee import CommitteeScreen

    return CommitteeScreen
