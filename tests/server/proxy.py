"""A proxy between a client and a server that cuts, or swallows, at a chosen byte: what a bad network does, on purpose.

    with Proxy(target, plan) as proxy:
        connect(port=proxy.port)

`plan(number)` says what happens to the connection with a number (from 0); None leaves it whole.
"""

from __future__ import annotations

import selectors
import socket
import struct
import threading
from contextlib import suppress
from dataclasses import dataclass, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Self

    Address = str | tuple[str, int]
    Plan = Callable[[int], "Break | None"]

UP, DOWN = "up", "down"
"""From the client to the server, and back."""


@dataclass(frozen=True)
class Break:
    """After so many bytes in one direction: `cut` resets the end that sends and closes the other, which has all that
    came before; `swallow` takes what comes and hands on nothing, without a word, for as long as the proxy stands.
    Bytes are counted from the first, or from the message of the client's that has `since` in it.
    """

    after: int
    way: str = UP
    how: str = "cut"
    since: bytes = b""


@dataclass
class Pair:
    """One connection: its two ends, what was passed each way, and what is to happen to it."""

    client: socket.socket
    server: socket.socket
    break_at: Break | None
    passed: dict[str, int] = field(default_factory=lambda: {UP: 0, DOWN: 0})
    swallowing: bool = False
    counting: bool = True

    def end(self, way: str) -> tuple[socket.socket, socket.socket]:
        return (self.client, self.server) if way == UP else (self.server, self.client)


class Proxy:
    """Listens on a port of the loopback; `target` is a Unix socket's path or (host, port)."""

    def __init__(
        self, target: str | tuple[str, int], plan: Callable[[int], Break | None] = lambda number: None
    ) -> None:
        self.plan = plan
        self.seen: list[Pair] = []
        """Every connection there was, in order."""
        self.broken = 0
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._wake, self._woken = socket.socketpair()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._wake.send(b"x")
        self._thread.join()
        for pair in self.seen:
            pair.client.close()
            pair.server.close()
        for one in (self._listener, self._wake, self._woken):
            one.close()

    def _run(self) -> None:
        with selectors.DefaultSelector() as ready:
            ready.register(self._listener, selectors.EVENT_READ, None)
            ready.register(self._woken, selectors.EVENT_READ, None)
            while True:
                for key, _ in ready.select():
                    if key.fileobj is self._woken:
                        return
                    if key.data is None:
                        self._accept(ready)
                    else:
                        self._pass(ready, *key.data)

    def _accept(self, ready: selectors.BaseSelector) -> None:
        client, _ = self._listener.accept()
        unix = isinstance(self._target, str)
        server = socket.socket(socket.AF_UNIX if unix else socket.AF_INET)
        try:
            server.connect(self._target)
        except OSError:
            _reset(client)
            server.close()
            return
        pair = Pair(client, server, self.plan(len(self.seen)))
        pair.counting = pair.break_at is None or not pair.break_at.since
        self.seen.append(pair)
        ready.register(client, selectors.EVENT_READ, (pair, UP))
        ready.register(server, selectors.EVENT_READ, (pair, DOWN))

    def _pass(self, ready: selectors.BaseSelector, pair: Pair, way: str) -> None:
        source, sink = pair.end(way)
        try:
            data = source.recv(65536)
        except OSError:
            data = b""
        if pair.swallowing and data:
            return
        if not data:
            self._finish(ready, pair)
            return
        at = pair.break_at
        if at is not None and not pair.counting and way == UP and at.since in data:
            pair.counting, pair.passed = True, {UP: 0, DOWN: 0}
        room = at.after - pair.passed[way] if at is not None and pair.counting and at.way == way else len(data) + 1
        with suppress(OSError):
            sink.sendall(data[:room])
        pair.passed[way] += min(len(data), room)
        if at is not None and len(data) >= room:
            self.broken += 1
            if at.how == "swallow":
                pair.swallowing = True
            else:
                self._finish(ready, pair, reset=source)

    def _finish(self, ready: selectors.BaseSelector, pair: Pair, *, reset: socket.socket | None = None) -> None:
        for end in (pair.client, pair.server):
            with suppress(KeyError, ValueError):
                ready.unregister(end)
            _reset(end) if end is reset else end.close()


def _reset(end: socket.socket) -> None:
    """Close with a reset in the place of a farewell."""
    with suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    end.close()
