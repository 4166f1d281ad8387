"""The doors into the inside of Textual: each name that begins with an underscore and is used in this room, and what it
must look like. Textual promises none of them; a test compares each with the Textual that is installed.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import Task
    from typing import Any

    from textual.app import App
    from textual.dom import DOMNode
    from textual.message_pump import MessagePump

DOORS = {
    "textual.app:App._exit": "self._exit = False",
    "textual.app:App._exception": "self._exception: Exception | None = None",
    "textual.app:App._exception_event": "cached_property",
    "textual.app:App._return_code": "self._return_code: int | None = None",
    "textual.app:App._driver": "self._driver: Driver | None = None",
    "textual.app:App._handle_exception": "(self, error: 'Exception') -> 'None'",
    "textual.message_pump:MessagePump._close_messages_no_wait": "(self) -> 'None'",
    "textual.dom:DOMNode._pruning": "self._pruning = False",
    "textual.message_pump:MessagePump._task": "self._task: Task | None = None",
    "textual._xterm_parser:XTermParser.feed": "(self, data: 'str') -> 'Iterable[Message]'",
    "textual._parser:Parser.tick": "(self) -> 'Iterable[T]'",
    "textual._parser:Parser._timeout_time": "self._timeout_time: float | None = None",
    "textual.drivers.linux_driver:LinuxDriver._key_thread": "self._key_thread: Thread | None = None",
    "textual.drivers.linux_driver:LinuxDriver._writer_thread": "self._writer_thread: WriterThread | None = None",
    "textual.drivers.linux_driver:LinuxDriver._enable_mouse_support": "(self) -> 'None'",
    "textual.drivers.linux_driver:LinuxDriver._disable_mouse_support": "(self) -> 'None'",
    "textual.drivers.linux_driver:LinuxDriver._get_terminal_size": "(self) -> 'tuple[int, int]'",
    "textual.drivers.linux_driver:LinuxDriver._sigtstp_application": "(self, *_) -> 'None'",
    "textual.drivers.linux_driver:LinuxDriver._sigcont_application": "(self, *_) -> 'None'",
    "textual.driver:Driver._app": "self._app = app",
    "textual.driver:Driver._debug": "self._debug = debug",
    "textual.driver:Driver._loop": "self._loop = asyncio.get_running_loop()",
    "textual.driver:Driver._auto_restart": "self._auto_restart = True",
}
"""By module, class and name: the line that makes it, or how it is called."""


def is_ending(app: App[Any]) -> bool:
    """Whether an app has been told to end."""
    return app._exit


def is_going(node: DOMNode) -> bool:
    """Whether a screen or widget is being taken away."""
    return node._pruning


def task_of(pump: MessagePump) -> Task[None] | None:
    """What reads the messages of a screen or widget."""
    return pump._task


def fail(app: App[Any], error: Exception) -> None:
    """End as if an error had been raised in a screen."""
    app._handle_exception(error)


def restore(app: App[Any]) -> None:
    """Give the terminal back as it was, where the loop that would do it hangs."""
    if app._driver is not None:
        app._driver.stop_application_mode()


def use_mouse(app: App[Any], on: bool) -> None:
    """Take clicks and the wheel or leave them to the terminal, where the driver can."""
    use = getattr(app._driver, "use_mouse", None)
    if use is not None:
        use(on)


def draw_anew(app: App[Any]) -> None:
    """Send all that is to be seen once more, for another program may have written to the terminal."""
    forget = getattr(app._driver, "forget", None)
    if forget is not None:
        forget()
    app.refresh(repaint=True, layout=True)


def failure_of(app: App[Any]) -> Exception | None:
    """What an app died of; its place is in the traceback."""
    return getattr(app._exception, "error", app._exception)  # of a worker, the one behind the worker's
