"""A screen with commands, as far as the app knows it."""

from __future__ import annotations

from typing import Protocol, runtime_checkable


@runtime_checkable
class Place(Protocol):
    """A screen that shows the app's view and words, and does what is asked here."""

    def catch_up(self) -> None:
        """Draw from the view and words as they now are, where it has not yet."""

    def keep(self) -> None:
        """Keep the draft of what is being typed."""

    def say(self, text: str, role: str = "", beside: str = "") -> None:
        """A message on the last line until the next key; `text` and what stands `beside` it are shown text."""

    def stored_after_all(self, of: str) -> None:
        """What was typed here as the draft of that name is stored, and was when it was sent."""
