"""The board's first picture, worked out before Textual is there: the same lines that the board will draw."""

from __future__ import annotations

from itertools import islice

from tui.commands.key_line import key_parts
from tui.commands.registry import commands_of
from tui.startup_notices import startup_notices
from widgets import picture
from widgets.board import BRANCH
from widgets.panel_state import opening

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.vault import Who
    from tui.commands.command import Commands
    from tui.drafts import Drafts
    from tui.local_rules import RulesFault
    from widgets.board import Board
    from widgets.keymap import Keymap
    from widgets.panel_state import PanelState
    from widgets.picture import Line
    from widgets.sections.section import Target
    from widgets.sections.view import View
    from widgets.words.lexicon import Words

LEAST = (60, 16)
"""Columns and lines from which there are four panels; below, the first picture is Textual's."""


class FirstSession:
    """What commands ask of a session before they would store."""

    def __init__(self, who: Who, *, readonly: bool) -> None:
        self.who = who
        self.readonly = readonly
        self.lost = ()


class FirstBoard:
    """What the line of keys and the notices ask of the board and its app, while there is neither: the cursor is
    where it is when the board opens.
    """

    def __init__(
        self,
        session: FirstSession,
        view: View,
        words: Words,
        keymap: Keymap,
        drafts: Drafts,
        board: Board = BRANCH,
    ) -> None:
        self.PLACE = board.place
        self.board = board
        self.session = session
        self.view = view
        self.words = words
        self.keymap = keymap
        self.drafts = drafts
        self.panels = board.states(view, words)

    @property
    def zhibu(self) -> FirstBoard:
        return self

    @property
    def commands(self) -> Commands:
        return commands_of(self.PLACE)

    @property
    def panel(self) -> PanelState:
        return self.panels[opening(self.panels)]

    @property
    def subject(self) -> Target | None:
        row = self.panel.row
        return row.target if row is not None else None

    @property
    def targets(self) -> Sequence[Target]:
        return [self.subject] if self.subject is not None else []

    @property
    def meeting_id(self) -> str | None:
        target = self.subject
        return target.id if target is not None and target.kind == "meeting" else None

    def lines(self, size: tuple[int, int], notice: str, mistakes: Sequence[RulesFault]) -> list[Line]:
        """The whole picture; `notice` and `mistakes` as `startup_notices` has them."""
        said = list(islice(startup_notices(self, notice, mistakes), 1))
        footer = [(" " + text, role) for text, role in said] or key_parts(self, self.keymap, size[0])
        who, board, words = self.session.who, self.board, self.words
        user, readonly = who.claimed or who.user, self.session.readonly
        return picture.board(
            size,
            board.header(self.view, words, user, size[0], readonly=readonly),
            board.attention(self.view, words, self.keymap.key("next"), size[0]),
            self.panels,
            board.spots(size[0], size[1] - 3, self.panels, opening(self.panels)),
            footer,
            ascii=words.ascii,
        )


def board_of(view: View) -> Board:
    """The board of whoever keeps these records."""
    if view.committee is None:
        return BRANCH
    from widgets.committee_board import COMMITTEE

    return COMMITTEE
