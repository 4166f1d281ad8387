"""What both halves of the benchmark stand on: servers that sync, their branches, medians of turns beside each other."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median
from typing import TYPE_CHECKING, Any

from store.server.address import parse
from store.server.install import install
from tests.server.postgres import OWNER, Postgres

if TYPE_CHECKING:
    from contextlib import ExitStack

Work = Callable[[], object]
DURABLE = {"shared_buffers": "256MB", "max_wal_size": "4GB", "checkpoint_timeout": "1h"}
"""As a server is set that keeps what it acknowledges, and does nothing else in the middle of a comparison."""
WARM = 3
"""Turns that do not count."""
DATABASE = "zhibu"


def server(stack: ExitStack, **settings: str) -> Postgres:
    """A server with an installed database, in which the owner may write every branch."""
    made = Postgres(**DURABLE | settings)
    stack.callback(made.remove)
    made.make().start()
    made.sql("create role by_password", "create role by_login", f"create database {DATABASE}")
    install(parse(made.url(DATABASE), branch=False))
    made.sql(f"insert into zhibu.access values ('*', '{OWNER}', 'write')", database=DATABASE)
    return made


def with_copy(stack: ExitStack) -> Postgres:
    """The same with a synchronous copy beside it."""
    leader, copy = server(stack), Postgres(**DURABLE)
    stack.callback(copy.remove)
    copy.copy_of(leader).start()
    leader.follow_synchronously()
    return leader


def timed(work: Work, clock: Callable[[], float] = time.perf_counter) -> float:
    begun = clock()
    work()
    return clock() - begun


def turns(runs: int, **contestants: Work) -> dict[str, list[float]]:
    """Seconds of each, taking turns. Every other time the last begins: all share a disk, and who comes behind another
    may wait for what that has left it to do.
    """
    spent: dict[str, list[float]] = {name: [] for name in contestants}
    order = list(contestants.items())
    for run in range(-WARM, runs):
        for name, work in order if run % 2 else reversed(order):
            seconds = timed(work)
            if run >= 0:
                spent[name].append(seconds)
            time.sleep(0.005)  # beyond the pause that a writer makes before it takes the lock again
    return spent


def ratio(spent: dict[str, list[float]], name: str, base: str) -> float:
    """The median of the ratios of turns beside each other."""
    return median(one / other for one, other in zip(spent[name], spent[base], strict=True))


def part_of(values: list[float], share: float) -> float:
    """A percentile: the value below which so large a share of all lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def table(head: list[str], rows: list[list[Any]]) -> str:
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)
