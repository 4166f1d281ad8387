"""A branch on a server: clients are killed, connections cut at any byte, servers stopped at once, networks swallow.

Every change counts one up in two records and leaves its writer's number in a third, as in `kills`: what is lost, stored
twice or applied to old data shows in the numbers. Each fault is also tried on a program in which what answers it is
left out (`CONTROLS`): one that is not noticed is a fault of this harness.
"""

from __future__ import annotations

import os
import shutil
import signal
import time
from contextlib import ExitStack, contextmanager
from random import Random
from typing import TYPE_CHECKING, Any
from unittest import mock

from store.errors import Busy, Moved, StoreError, Unconfirmed, Unreachable
from store.server import sending
from store.server.address import parse
from store.server.install import install
from store.vault import Vault
from tests.server.postgres import MISSING, OWNER, Postgres, binaries
from tests.server.proxy import DOWN, UP, Break, Proxy
from tests.soak import ground, kills

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Counts = dict[str, int]

KILLS, CUTS, STOPS, HANGS = 500, 1000, 15, 30
"""How much harm a whole run does."""
DURABLE = {"shared_buffers": "32MB"}
DATABASE = "zhibu"
FARTHEST = 9000
"""Bytes after which a connection is broken at the latest: a login, an opening and some changes."""
LONGEST = {UP: 1500, DOWN: 120}
"""Bytes of the message that stores, and of its answer."""
LEFT_OUT: tuple[str, ...] = ()
"""Statements that take something from a server that has all."""
MUST_BE_NONE = (
    *("writers that failed", "lost", "out of order or applied to old data", "wrong in the file", "problems"),
    *("applied anew although nothing was wrong", "controls that nobody noticed"),
)


def run(share: float = 1.0, seed: int = 1) -> Counts:
    """All kinds of harm, so much of each; then the controls."""
    if binaries() is None:
        raise SystemExit(MISSING)
    chance = Random(seed)
    total: Counts = {}
    for work in (
        lambda: crowd(2 + 6 * share),
        lambda: killed(_part(KILLS, share), chance),
        lambda: cut(_part(CUTS, share), chance),
        lambda: stopped(_part(STOPS, share)),
        lambda: swallowed(_part(HANGS, share), chance),
    ):
        total = _added(total, work())
    unnoticed = [name for name, (fault, breakage) in CONTROLS.items() if not _noticed(fault, breakage)]
    for name in unnoticed:
        print(f"  not noticed: {name}")
    return total | {"controls": len(CONTROLS), "controls that nobody noticed": len(unnoticed)}


def _part(of: int, share: float) -> int:
    return max(2, round(of * share))


def _added(one: Counts, other: Counts) -> Counts:
    return one | {name: one.get(name, 0) + count for name, count in other.items()}


# -- a server, and who stores on it


@contextmanager
def a_server() -> Iterator[Postgres]:
    """A server that syncs what it acknowledges, with a database for branches."""
    server = Postgres(**DURABLE)
    try:
        server.make().start()
        server.sql("create role by_password", "create role by_login", f"create database {DATABASE}")
        install(parse(server.url(DATABASE), branch=False))
        server.sql(f"insert into zhibu.access values ('*', '{OWNER}', 'write')", *LEFT_OUT, database=DATABASE)
        yield server
    finally:
        server.remove()


def write(vault: Vault, slot: int, session: int, acknowledged: str) -> None:
    """Store one change after the other for as long as this process is left alone."""
    number = 0
    while True:
        number += 1
        revision = stored(vault, kills.Count(slot=f"p{4 + slot}", token=f"{session}.{number}"), slot)
        ground.append(acknowledged, f"{revision} {session}.{number}")


def stored(vault: Vault, edit: kills.Count, slot: int) -> int:
    """The revision that a change has made, asked for again for as long as nobody answers."""
    while True:
        try:
            return ground.commit(vault, edit, ground.who(slot)).snapshot.revision
        except (Unreachable, Busy):
            time.sleep(0.01)
        except Unconfirmed as doubt:
            revision = _landed(vault, doubt.facts["commit"])
            if revision is not None:
                return revision


def _landed(vault: Vault, commit: str) -> int | None:
    while True:
        try:
            return vault.landed(commit)
        except (Unreachable, Busy, Unconfirmed):
            time.sleep(0.05)


class Writers:
    """Processes that store on one branch, and the file in which they say what was acknowledged."""

    def __init__(self, server: Postgres, name: str, place: str) -> None:
        self.url = server.url(DATABASE, name)
        self.acknowledged = f"{place}/{name}"
        self._session = 0
        self.running: dict[int, int] = {}
        ground.append(self.acknowledged, "0 0.0")
        ground.found(self.url).engine.link.close()  # type: ignore[attr-defined]
        os.truncate(self.acknowledged, 0)

    def begin(self, slot: int, work: Callable[[Callable[[Vault], None]], object] | None = None) -> None:
        """A process that writes, or that does `work` with a function that makes a vault write."""
        self._session += 1
        session = self._session

        def writing(vault: Vault) -> None:
            write(vault, slot, session, self.acknowledged)

        self.running[slot] = ground.fork(lambda: work(writing) if work is not None else writing(Vault(self.url)))

    def kill(self, slot: int) -> bool:
        """Kill one; whether it was running still."""
        process = self.running.pop(slot)
        os.kill(process, signal.SIGKILL)
        return ground.code_of(process) == -signal.SIGKILL

    def end(self) -> Counts:
        """Kill all, and look at what they have left."""
        failed = sum(not self.kill(slot) for slot in list(self.running))
        return {"writers that failed": failed} | kills.check(self.url, self.acknowledged)

    @property
    def done(self) -> int:
        with open(self.acknowledged, "rb") as file:
            return file.read().count(b"\n")


@contextmanager
def writers(*names: str) -> Iterator[tuple[Postgres, list[Writers]]]:
    place = ground.a_folder()
    try:
        with a_server() as server:
            yield server, [Writers(server, name, place) for name in names]
    finally:
        shutil.rmtree(place)


# -- harm


def crowd(seconds: float) -> Counts:
    """Eight writers, and no fault at all: nobody's change is applied a second time."""
    with writers("one") as (_, (group,)):
        for slot in range(8):
            group.begin(slot, lambda writing: _counting_moves(group, writing))
        time.sleep(seconds)
        counts = group.end()
        return counts | {"applied anew although nothing was wrong": _moves(group)}


def _counting_moves(group: Writers, writing: Callable[[Vault], None]) -> None:
    send = sending.Sending.send

    def told(change: sending.Sending) -> None:
        try:
            send(change)
        except Moved:
            ground.append(f"{group.acknowledged}.moved", "x")
            raise

    with mock.patch.object(sending.Sending, "send", told):
        writing(Vault(group.url))


def _moves(group: Writers) -> int:
    try:
        return os.stat(f"{group.acknowledged}.moved").st_size // 2
    except FileNotFoundError:
        return 0


def killed(count: int, chance: Random) -> Counts:
    """Eight writers are killed without warning and come again."""
    with writers("one") as (_, (group,)):
        for slot in range(8):
            group.begin(slot)
        for _ in range(count):
            time.sleep(chance.uniform(0.03, 0.12))
            slot = chance.randrange(8)
            assert group.kill(slot)
            group.begin(slot)
        return {"kills": count} | group.end()


def cut(count: int, chance: Random) -> Counts:
    """Four writers whose connections are each cut after some bytes, on the way up or down."""
    return _broken(count, chance, "cut", ("one",), 4)


def swallowed(count: int, chance: Random) -> Counts:
    """Ten writers, each on a branch of its own, whose networks at some byte begin to swallow without a word."""
    return _broken(count, chance, "swallow", tuple("abcdefghij"), 1)


def _broken(count: int, chance: Random, how: str, names: tuple[str, ...], each: int) -> Counts:
    with writers(*names) as (server, groups), ExitStack() as stack:
        proxies = []
        for group in groups:
            for slot in range(each):
                proxy = Proxy(f"{server.folder}/.s.PGSQL.{server.port}", _anywhere(chance, how))
                proxies.append(stack.enter_context(proxy))
                group.begin(slot, _through(proxy, group))
        until = time.monotonic() + 60 + count * (4 if how == "swallow" else 0.5)
        while sum(proxy.broken for proxy in proxies) < count and time.monotonic() < until:
            time.sleep(0.05)
        for proxy in proxies:
            proxy.plan = lambda number: None
        total: Counts = {f"connections {how}": sum(proxy.broken for proxy in proxies)}
        for group in groups:
            total = _added(total, group.end())
        return total


def _anywhere(chance: Random, how: str) -> Callable[[int], Break]:
    """Anywhere; every other time in the very message that stores, or in its answer."""

    def plan(number: int) -> Break:
        way = chance.choice((UP, DOWN))
        if number % 2:
            return Break(chance.randrange(1, FARTHEST), way, how)
        return Break(chance.randrange(1, LONGEST[way]), way, how, since=b"zhibu.commit_1")

    return plan


def _through(proxy: Proxy, group: Writers) -> Callable[[Callable[[Vault], None]], None]:
    branch = parse(group.url).branch
    return lambda writing: writing(Vault(f"postgresql://{OWNER}@127.0.0.1:{proxy.port}/{DATABASE}/{branch}"))


def stopped(count: int) -> Counts:
    """Three writers, and a server that stops as by a power cut and comes again."""
    with writers("one") as (server, (group,)):
        for slot in range(3):
            group.begin(slot)
        for _ in range(count):
            before, until = group.done, time.monotonic() + 30
            while group.done < before + 3 and time.monotonic() < until:
                time.sleep(0.02)
            server.stop("immediate")
            server.start()
        return {"stops": count} | group.end()


# -- controls: what answers a fault is left out, and the same harm must show it


def _noticed(fault: Callable[[], Counts], breakage: Callable[[], Any]) -> bool:
    with breakage():
        try:
            counts = fault()
        except (StoreError, AssertionError):
            return True
    return any(counts.get(name) for name in MUST_BE_NONE)


def _blind_retry() -> Any:
    def again(change: sending.Sending) -> bool:
        raise Moved(path="")

    return mock.patch.object(sending.Sending, "_known", again)


def _no_id() -> Any:
    return mock.patch.object(sending, "_LANDED", f"{sending._LANDED} and false")


def _no_lock() -> Any:
    """The row is looked at, not held."""
    from store.server import functions

    (held,) = [text for text in functions.WRITERS if "function zhibu.hold(" in text]
    return mock.patch(f"{__name__}.LEFT_OUT", (held.replace("for update", ""),))


CONTROLS: dict[str, tuple[Callable[[], Counts], Callable[[], Any]]] = {
    "a change is sent again without asking": (lambda: cut(60, Random(2)), _blind_retry),
    "a change has no id": (lambda: cut(60, Random(2)), _no_id),
    "the row is not held": (lambda: crowd(3), _no_lock),
}
