"""A line that a command has typed: what is done as one types, with Enter, with Esc."""

from __future__ import annotations

from widgets.typed_line import TypedLine

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tui.screens.base import BaseScreen
    from widgets.display import Shown


WHILE_TYPING = frozenset({"quit", "move.up", "move.down", "move.page_up", "move.page_down"})
"""Commands that a line typed under the panels leaves to them."""


class AskedLine(TypedLine, inherit_bindings=False):
    def __init__(
        self,
        label: Shown,
        text: str = "",
        *,
        accept: Callable[[str], Awaitable[None]],
        dropped: Callable[[], None],
        changed: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__(label, text)
        self._accept, self._dropped, self._changed = accept, dropped, changed

    def on_mount(self) -> None:
        self.focus()

    def on_typed_line_changed(self, event: TypedLine.Changed) -> None:
        event.stop()
        if self._changed is not None:
            self._changed(event.text)

    async def on_typed_line_accepted(self, event: TypedLine.Accepted) -> None:
        event.stop()
        await self._accept(event.text)

    def on_typed_line_dropped(self, event: TypedLine.Dropped) -> None:
        event.stop()
        self._dropped()


def ask(
    screen: BaseScreen,
    label: Shown,
    then: Callable[[str], Awaitable[bool]],
    effect: Callable[[str], tuple[str, str]] | None = None,
) -> None:
    """Have a line typed that a command needs; `then` says whether it is done with, `effect` what it would do (with the
    role of that), as one types. The line goes when it has done what it was for; till then it keeps what was typed.
    """

    async def accept(text: str) -> None:
        stored = bool(text.strip())
        if not stored or await then(text):
            screen.close_line(keep_message=stored)

    def changed(text: str) -> None:
        if effect is not None:
            screen.say(*effect(text))

    line = AskedLine(label, accept=accept, changed=changed, dropped=screen.close_line)
    screen.open_line(line, "line.keys", WHILE_TYPING)
