"""What goes wrong with store or boxes under an open board, which stays open on the last good state and says so."""

from __future__ import annotations

from store.errors import Damaged, GoneBack, Unreachable
from store.generation import Damage
from tui.clock import SHANGHAI
from tui.lock_holder import with_user_name
from widgets import error_text
from widgets.display import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from store.errors import StoreError
    from store.snapshot import Snapshot
    from tui.branch_box import BoxTrouble
    from tui.doubts import Doubt
    from tui.unit_sending import Trouble
    from widgets.display import Shown


def reread(app: Any, snapshot: Snapshot) -> None:
    """Show what the file says, and say so where it could not be read, or can be again."""
    before = app.view.snapshot
    app.show(snapshot)
    if snapshot.damage is not None:
        app.say(error_text.damage_in_short(app.words, snapshot.damage), "bad")
    elif before.damage is not None:
        app.say(app.words("board.sound_again"), "good")
    elif before.branch and snapshot.branch and before.branch.id != snapshot.branch.id:
        app.say(app.words("board.other_branch", name=shown(snapshot.branch.name)), "bad")
    elif snapshot.revision < before.revision and app.session.vault.engine.near:
        app.say(app.words("board.older", revision=snapshot.revision, known=before.revision), "bad")


def trouble(app: Any, error: StoreError) -> None:
    """Say why nothing could be read or stored. Where the file is damaged and no backup is good, what is shown is the
    last good state.
    """
    if isinstance(error, Damaged):
        damage = Damage(code=error.code, place=error.facts.get("place", ""))
        reread(app, app.view.snapshot.but_damaged(damage))
        return
    if "commit" in error.facts:
        app.say(app.words("board.unanswered"), "bad")
        return
    if isinstance(error, Unreachable):
        pin(app, app.words("board.away", at=f"{app.answered.astimezone(SHANGHAI):%H:%M}"))
    elif isinstance(error, GoneBack):
        pin(app, app.words("board.gone_back", key=app.keymap.key("reload")))
    app.say(error_text.error_in_short(app.words, with_user_name(error)), "bad")


def pin(app: Any, note: Shown) -> None:
    """Have a note stay on the last line of every screen, beside the keys; an empty one takes it away."""
    if app.standing != note:
        app.standing = note
        app.renew()


def answers(app: Any, *, cleared_up: bool, trouble: bool) -> None:
    """The store has been seen: where there was `trouble`, say that it is there again, in the place of the complaint;
    but not where a change in doubt was `cleared_up`, which says more.
    """
    app.answered = app.session.now()
    trouble = trouble or bool(app.standing)
    pin(app, shown(""))
    if trouble and not cleared_up:
        app.say(app.words("board.answers_again"), "good")


def slow(app: Any) -> None:
    """Say that a server is waited for; of a folder it is said who is in the way."""
    if not app.session.vault.engine.near:
        app.say(app.words("board.waits"), "info")


def unsent(app: Any, troubles: Sequence[Trouble]) -> None:
    """Say which units' boxes could not be written, the first with its reason, or that all can be again."""
    if troubles:
        app.say(error_text.unsent(app.words, troubles), "warn")
    else:
        app.say(app.words("committee.sent_again"), "good")


def of_box(app: Any, error: BoxTrouble, half: str) -> None:
    """Say why what is stored did not go up, or what came down can't be read; the branch's own records are whole."""
    app.say(app.session.box.trouble_text(app.words, error, half, short=True), "warn")


def cleared(app: Any, doubt: Doubt, revision: int | None) -> None:
    """Say what came of a change that was sent and not answered. Where it is stored, what it was typed into is closed,
    unless more has been typed there since; where it is not, it waits there to be sent again.
    """
    from tui.place import Place  # a protocol, which `typing` makes: loaded before the first picture it would be a 25th

    words, why = app.words, doubt.request.why
    for screen in app.screen_stack:
        if isinstance(screen, Place):
            screen.keep()
    if revision is None:
        app.say(error_text.done(words, why, "stored.not_after_all"), "bad")
        return
    if app.session.doubts.drop_draft(doubt):
        for screen in app.screen_stack:
            if isinstance(screen, Place):
                screen.stored_after_all(doubt.request.of)
        app.say(error_text.done(words, why, "stored.after_all"), "good")
    else:
        app.say(error_text.done(words, why, "stored.before_change"), "warn")
