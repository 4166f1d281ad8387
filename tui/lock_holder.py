"""Who holds the lock of a branch, by name: the store knows processes and numbers."""

from __future__ import annotations

from tui.config import user_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from store.errors import StoreError
    from widgets.display import Shown
    from widgets.words.lexicon import Words


DENIED = ("no_read", "no_write")
"""What the modes of files may be the reason of."""


def with_user_name(error: StoreError) -> StoreError:
    """The same error with the name of the user that it speaks of, or of who could give the right that is missing."""
    user = error.facts.get("user")
    if isinstance(user, int):
        error.facts["user"] = user_name(user)
    if error.code in DENIED:
        from tui.denied import advice

        error.facts |= advice(error.facts["path"], write=error.code == "no_write")
    return error


def waiting(words: Words, process: int | None, user: int | None) -> Shown:
    """What is said while it takes long, as far as the kernel tells."""
    return words("cli.waiting", user=user_name(user) if user is not None else "?", process=process or "?")
