"""What is said once after the start: how the terminal is served, what was left unstored, what is wrong in files."""

from __future__ import annotations

from widgets import complaints

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.app import Zhibu
    from tui.pack import Complaint
    from widgets.display import Shown


def greetings(app: Zhibu, notice: str, mistakes: Sequence[Complaint]) -> Iterator[tuple[Shown, str]]:
    """Each text with its role, in the app's language when it is asked for; `notice` is a word, `mistakes` are those in
    the branch's own files.
    """
    if notice:
        yield app.words(notice), "warn"
    waiting = app.commands.waiting()
    if len(waiting) > 1:
        yield app.words("waiting.several", n=len(waiting), key=app.keymap.key("commands")), "info"
    elif waiting:
        yield waiting[0].told, "info"
    for word, facts in mistakes:
        yield app.words(word, **facts), "bad"
    for clash in dict.fromkeys(app.keymap.clashes):
        yield complaints.clash(app.words, *clash), "warn"
