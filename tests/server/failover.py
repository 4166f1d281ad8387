"""A failover to watch, on one machine: two servers, the second a synchronous copy of the first; the leader is killed,
the copy takes over, and whoever was storing goes on.

    python -m tests.server.failover [--writers 3] [--seconds 12] [--board]

Everything is in a temporary folder, under an ordinary user, and gone at the end. What a cluster manager (Patroni, or a
vendor's own) does by itself after its time limit, this does by hand: it notices, and promotes. With `--board` a board
is open meanwhile, and its screen is shown before, while nobody answers, and after.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from store.edits import Add
from store.errors import Busy, Unconfirmed, Unreachable
from store.server.address import parse
from store.server.install import install
from store.vault import Outcome, Vault, Who
from tests.branches import branch, member
from tests.pty_run import Run
from tests.server.postgres import MISSING, OWNER, Postgres, binaries

if TYPE_CHECKING:
    from collections.abc import Callable


DURABLE = {"shared_buffers": "32MB"}


class Story:
    """What happened when, since the beginning, on stdout as it happens."""

    def __init__(self, say: Callable[[str], None] = lambda line: print(line, flush=True)) -> None:
        self.begun = time.monotonic()
        self.say = say

    def __call__(self, what: str) -> None:
        self.say(f"{time.monotonic() - self.begun:6.2f} s  {what}")


class Writer(threading.Thread):
    """Stores a member every tenth of a second, asking again for as long as nobody answers."""

    def __init__(self, url: str, number: int, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.vault = Vault(url)
        self.number = number
        self.stop = stop
        self.acknowledged: list[str] = []
        self.longest = 0.0
        self.doubts = 0

    def run(self) -> None:
        while not self.stop.wait(0.1):
            begun = time.monotonic()
            self.acknowledged.append(self._stored(f"{self.number}号{len(self.acknowledged)}"))
            self.longest = max(self.longest, time.monotonic() - begun)

    def _stored(self, name: str) -> str:
        while True:
            try:
                done = self.vault.commit(Add(table="members", record=member("", name)), ME, datetime.now(UTC))
                assert isinstance(done, Outcome), done
                return name
            except (Unreachable, Busy):
                time.sleep(0.2)
            except Unconfirmed:
                self.doubts += 1
                if name in names(self.vault):
                    return name


ME = Who(uid=1000, user=OWNER)


def names(vault: Vault) -> list[str]:
    while True:
        try:
            return [one.name for one in vault.read().members.values()]
        except (Unreachable, Busy):
            time.sleep(0.2)


def pair(stack: ExitStack, story: Story) -> tuple[Postgres, Postgres]:
    """A leader and its synchronous copy."""
    servers = Postgres(**DURABLE), Postgres(**DURABLE)
    for server in servers:
        stack.callback(server.remove)
    leader, standby = servers
    leader.make().start()
    leader.sql("create role by_password", "create role by_login", "create database zhibu")
    standby.copy_of(leader).start()
    leader.follow_synchronously()
    story(f"a leader on port {leader.port}, and a synchronous copy of it on port {standby.port}")
    return servers


def ready(leader: Postgres, standby: Postgres) -> str:
    """The address of a branch, with both hosts."""
    place = leader.url("zhibu")
    install(parse(place, branch=False))
    leader.sql(f"insert into zhibu.access values ('one', '{OWNER}', 'write')", database="zhibu")
    hosts = f"{leader.folder}:{leader.port},{standby.folder}:{standby.port}"
    url = f"postgresql:///zhibu/one?host={hosts}&user={OWNER}"
    Vault(url).create(branch(), ME, datetime.now(UTC))
    return url


def take_over(leader: Postgres, standby: Postgres, story: Story) -> None:
    leader.stop("immediate")
    story("the leader is gone")
    time.sleep(2)
    standby.set("synchronous_standby_names", "")  # it has no copy now, and is to wait for none
    standby.promote()
    story("the copy is the leader now")


def failover(writers: int, seconds: float, story: Story, with_board: bool = False) -> dict[str, float]:
    """What came of it: changes acknowledged, lost and stored twice, and the longest that one took."""
    with ExitStack() as stack:
        leader, standby = pair(stack, story)
        url = ready(leader, standby)
        home = stack.enter_context(TemporaryDirectory())
        board = stack.enter_context(opened(url, home)) if with_board else None
        stop = threading.Event()
        threads = [Writer(url, number, stop) for number in range(writers)]
        for one in threads:
            one.start()
        story(f"{writers} store a change every tenth of a second")
        time.sleep(seconds / 3)
        show(board, story, "the board")
        take_over(leader, standby, story)
        show(board, story, "the board after the leader was gone")
        time.sleep(seconds / 3)
        stop.set()
        for one in threads:
            one.join(60)
        story("all have stopped")
        show(board, story, "the board at the end")
        return counted(threads, names(Vault(url)))


def counted(threads: list[Writer], there: list[str]) -> dict[str, float]:
    acknowledged = [name for one in threads for name in one.acknowledged]
    return {
        "acknowledged": len(acknowledged),
        "lost": len(set(acknowledged) - set(there)),
        "twice": len(there) - len(set(there)),
        "asked again after a doubt": sum(one.doubts for one in threads),
        "seconds the longest took": round(max(one.longest for one in threads), 1),
    }


class BoardRun(Run):
    PROGRAM = ("-m", "tui")


def opened(url: str, home: str) -> Run:
    board = BoardRun("--data", url, "--lang", "en", "--ascii", width=100, height=30, HOME=home)
    board.wait_for("Upcoming")
    return board


def show(board: Run | None, story: Story, what: str) -> None:
    """Its screen, as it is about two seconds from now: it asks once a second."""
    if board is not None:
        end = time.monotonic() + 2
        while time.monotonic() < end:
            board.read(0.2)
        story(f"{what}:")
        story.say("\n".join(f"        {line.rstrip()}" for line in board.display))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--writers", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=12.0)
    parser.add_argument("--board", action="store_true")
    given = parser.parse_args()
    if binaries() is None:
        print(MISSING)
        return 1
    result = failover(given.writers, given.seconds, Story(), given.board)
    for what, count in result.items():
        print(f"{count:>9} {what}")
    return 1 if result["lost"] or result["twice"] else 0


if __name__ == "__main__":
    sys.exit(main())
