"""What is said once after the start: how the terminal is served, what was left unstored, what is wrong in files."""

from __future__ import annotations

from tui.drafts import writable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from tui.local_rules import RulesFault
    from tui.resume import ResumableDraft
    from widgets.display import Shown


def startup_notices(app: Any, notice: str, mistakes: Sequence[RulesFault]) -> Iterator[tuple[Shown, str]]:
    """Each text with its role, in the language when it is asked for; `app` is what has its view, words, keymap and
    drafts, be it before there is an app. `notice` is a word, `mistakes` are those in
    the branch's own files.
    """
    damage = app.view.snapshot.damage
    if damage is not None:
        from widgets.error_text import damage_in_short

        yield damage_in_short(app.words, damage), "bad"
    if notice:
        yield app.words(notice), "warn"
    if app.drafts.folder and not writable(app.drafts.folder):
        yield app.words("drafts.cannot", folder=app.drafts.folder), "warn"
    if app.drafts.unread:
        yield app.words("drafts.unread", path=app.drafts.unread), "warn"
    drafts = _drafts(app)
    if len(drafts) > 1:
        yield app.words("waiting.several", n=len(drafts), key=app.keymap.key("commands")), "info"
    elif drafts:
        yield drafts[0].sentence, "info"
    for word, facts in mistakes:
        from tui.config_mistakes import complaint

        yield complaint(app.words, word, facts), "bad"
    for trouble in dict.fromkeys(app.keymap.clashes):
        from widgets.error_text import clash

        yield clash(app.words, *trouble), "warn"


def _drafts(app: Any) -> list[ResumableDraft]:
    if not app.drafts.any:
        return []
    from tui.resume import resumable

    return resumable(app)
