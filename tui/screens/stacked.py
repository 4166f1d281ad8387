"""What every screen here has in common: it acts only while it is the one in front, and not while it is taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from textual import events, messages
from textual.await_complete import AwaitComplete
from textual.reactive import Reactive
from textual.screen import Screen

from tui.app import Zhibu
from tui.terminal.textual_private import is_ending, is_going

if TYPE_CHECKING:
    from textual.widget import Widget

Result = TypeVar("Result")


class StackedScreen(Screen[Result], inherit_bindings=False):
    """Keys may be faster than screens: one that was on its way when this screen was left goes on to the next, and a
    screen that has been left is not left again. The program may be left while a screen is being built, which has
    nothing in it then.
    """

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """Stock draws the whole screen anew when the focus changes."""

    def watch_focused(self, before: Widget | None, now: Widget | None) -> None:
        """Two widgets look different, and are drawn together: each by itself, the second would be a frame late."""
        for widget in (before, now):
            if widget is not None:
                widget.refresh()
                self.post_message(messages.Update(widget))

    @property
    def zhibu(self) -> Zhibu:
        assert isinstance(self.app, Zhibu)
        return self.app

    async def on_event(self, event: events.Event) -> None:
        if (is_going(self) or is_ending(self.app)) and not isinstance(event, events.Callback | events.Unmount):
            return
        if isinstance(event, events.Key) and not self.is_active and self.app.screen_stack:
            event.stop()
            event.prevent_default()
            (self.app.focused or self.app.screen).post_message(events.Key(event.key, event.character))
        else:
            await super().on_event(event)

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        return super().dismiss(result) if self.is_active else AwaitComplete()
