"""What is said of something that is left unstored: that it is kept, if so, and how long."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.app import Zhibu
    from widgets.display import Shown


def say_kept(app: Zhibu, slot: str, notice: Shown) -> None:
    """`notice` is said where the draft of a slot outlives the program."""
    if app.drafts.get(slot) is None:
        app.say(app.words("drafts.refused"), "bad")
    elif app.drafts.try_again():
        app.say(notice, "warn")
    else:
        app.say(app.words("drafts.at_risk", folder=app.drafts.folder), "bad")
