"""A branch's file that can't be read, under an open board: it stays open on the last good state, and says so."""

from __future__ import annotations

from store.engine import Damage
from store.errors import Damaged
from widgets import error_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from store.errors import StoreError
    from store.snapshot import Snapshot
    from tui.branch_box import BoxTrouble
    from tui.unit_boxes import Trouble


def reread(app: Any, snapshot: Snapshot) -> None:
    """Show what the file says, and say so where it could not be read, or can be again."""
    was_damaged = app.view.snapshot.damage is not None
    app.show(snapshot)
    if snapshot.damage is not None:
        app.say(error_text.damage_in_short(app.words, snapshot.damage), "bad")
    elif was_damaged:
        app.say(app.words("board.sound_again"), "good")


def trouble(app: Any, error: StoreError) -> None:
    """Say why nothing could be read or stored. Where the file is damaged and no backup is good, what is shown is the
    last good state.
    """
    if isinstance(error, Damaged):
        found = Damage(code=error.code, place=error.facts.get("place", ""))
        reread(app, app.view.snapshot.but_damaged(found))
    else:
        app.say(error_text.error(app.words, error), "bad")


def unsent(app: Any, troubles: Sequence[Trouble]) -> None:
    """Say which units' boxes could not be written, the first with its reason, or that all can be again."""
    if troubles:
        app.say(error_text.unsent(app.words, troubles), "warn")
    else:
        app.say(app.words("committee.sent_again"), "good")


def of_box(app: Any, error: BoxTrouble, half: str = "up") -> None:
    """Say why what is stored did not go up, or what came down can't be read; the branch's own records are whole."""
    app.say(app.session.box.said(app.words, error, half, short=True), "warn")
