"""A slow line between a program and its terminal: every byte really travels, both ways."""

from __future__ import annotations

import os
import select
import socket
import threading
import time
from collections import deque
from contextlib import suppress

PACKET = 1_400  # bytes that arrive together


class Line:
    """Carries what is written to `near` to the file descriptor `far`, and back, half a round trip later.

    `trip` are seconds. `rate` are bytes a second in each direction, 0 for as many as there are: a packet sets out when
    the one before it has, as on a wire, and nothing is lost. Owns both file descriptors.
    """

    def __init__(self, far: int, trip: float, rate: float = 0.0) -> None:
        ours, theirs = socket.socketpair()
        self.near, self._ends = theirs.detach(), (far, ours.detach())
        self._delay, self._rate = trip / 2, rate
        self._stop, self._stopped = os.pipe()
        self._thread = threading.Thread(target=self._carry, daemon=True)
        self._thread.start()

    def _carry(self) -> None:
        far, ours = self._ends
        ways = {far: ours, ours: far}
        queues: dict[int, deque[tuple[float, bytes]]] = {far: deque(), ours: deque()}
        free = dict.fromkeys(ways, 0.0)  # when the wire in this direction is next free
        while far in ways:
            due = min((queue[0][0] for queue in queues.values() if queue), default=None)
            wait = None if due is None else max(0.0, due - time.monotonic())
            came = select.select([*ways, self._stop], [], [], wait)[0]
            if self._stop in came:
                return
            now = time.monotonic()
            for end in came:
                data = b""
                with suppress(OSError):
                    data = os.read(end, PACKET)
                if not data:
                    ways.pop(end, None)
                    continue
                free[end] = max(free[end], now) + (len(data) / self._rate if self._rate else 0.0)
                queues[end].append((free[end] + self._delay, data))
            for end, queue in queues.items():
                while queue and queue[0][0] <= now:
                    with suppress(OSError):
                        os.write(ours if end == far else far, queue.popleft()[1])
        for due, data in queues[far]:  # the program has gone; what it said last still arrives
            time.sleep(max(0.0, due - time.monotonic()))
            with suppress(OSError):
                os.write(ours, data)
        os.close(ours)
        self._ends = (far,)

    def close(self) -> None:
        os.write(self._stopped, b"\0")
        self._thread.join()
        for fileno in (*self._ends, self._stop, self._stopped):
            os.close(fileno)
