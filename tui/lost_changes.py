"""What a server has lost of one's own, offered again: one after the other, as whoever made it still wants it."""

from __future__ import annotations

from widgets import error_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.acknowledged import AcknowledgedChange
    from tui.app import Zhibu


def offer(app: Zhibu) -> None:
    """The list of what is lost: one that is chosen is stored again, and those that are left are offered after it."""
    from tui.screens.choice import ChoiceScreen
    from widgets.choice import Option, digit

    lost, words = app.session.lost, app.words
    options = [
        Option(
            value=str(at),
            hint=digit(at + 1),
            label=change.text or error_text.done(words, change.why),
            more=words("lost.again")
            if change.edit is not None
            else words("lost.by_key", key=app.keymap.key(change.why)),
        )
        for at, change in enumerate(lost)
    ]

    async def chosen(value: str | None) -> None:
        if value is not None:
            await _store_again(app, lost[int(value)])

    app.push_screen(ChoiceScreen(words("lost.title", n=len(lost)), options, words, typed=False), chosen)


async def _store_again(app: Zhibu, change: AcknowledgedChange) -> None:
    """Store it again; what the branch as it is now does not allow is said, and stays in the list."""
    lost = app.session.lost
    if change.edit is None:
        lost.remove(change)
        app.say(app.words("lost.by_key", key=app.keymap.key(change.why)), "info")
    elif await app.ask(change.edit) is not None:
        lost.remove(change)
        if lost:
            offer(app)
