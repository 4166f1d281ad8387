"""What is said of a write that was stored: what it was, of which record, and the key that takes it back."""

from __future__ import annotations

from widgets import error_text, stored_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.vault import Outcome
    from widgets.display import Shown
    from widgets.keymap import Keymap
    from widgets.sections.view import View
    from widgets.words.lexicon import Words


def message(
    before: View, after: View, outcome: Outcome, done: str, why: str, words: Words, keymap: Keymap
) -> tuple[Shown, str, Shown]:
    """The sentence `done` of a change whose code is `why`, its role, and what stands beside it."""
    undone = done == "stored.undo"
    detail = stored_text.detail(before, after, outcome.ids, words)
    key = keymap.key("redo" if undone else "undo")
    beside = words("stored.redo_by" if undone else "stored.undo_by", key=key)
    return error_text.done(words, why, done, detail), "good", beside
