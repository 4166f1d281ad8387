"""Two servers, one a copy of the other: a leader goes, its copy takes over, with all that was acknowledged or without.

`promoted` loses nothing, for the copy is synchronous. `lost_tail` takes over a copy that had fallen behind: whoever had
been told that a change is stored must be told that it is not. `in_doubt` is a change that waits for its copy, is
released from waiting, and whose leader is lost: it must not be acknowledged. Each is also tried on a program in which
what answers it is left out (`CONTROLS`).
"""

from __future__ import annotations

import threading
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any
from unittest import mock

from store import journal
from store.errors import Busy, GoneBack, StoreError, Unconfirmed, Unreachable
from store.server import reading, sending
from store.server.address import parse
from store.server.install import install
from store.vault import Vault
from tests.server.failover import Story, failover
from tests.server.postgres import MISSING, OWNER, Postgres, binaries
from tests.soak import ground
from tests.soak.kills import LEFT, Count

if TYPE_CHECKING:
    from collections.abc import Callable

    Counts = dict[str, int]

DURABLE = {"shared_buffers": "32MB"}
MUST_BE_NONE = (
    *("lost", "twice", "tail lost and not told", "acknowledged without a copy", "problems"),
    "controls that nobody noticed",
)


def run() -> Counts:
    if binaries() is None:
        raise SystemExit(MISSING)
    counts = {name: int(count) for name, count in failover(3, 9.0, Story(lambda line: None)).items()}
    for scene in (lost_tail, in_doubt):
        found = scene()
        counts |= {name: counts.get(name, 0) + count for name, count in found.items()}
    unnoticed = [name for name, (scene, breakage) in CONTROLS.items() if not _noticed(scene, breakage)]
    for name in unnoticed:
        print(f"  not noticed: {name}")
    return counts | {"controls": len(CONTROLS), "controls that nobody noticed": len(unnoticed)}


class Pair:
    """A leader with a branch, and its copy."""

    def __init__(self, stack: ExitStack, *, synchronous: bool) -> None:
        self.leader, self.copy = Postgres(**DURABLE), Postgres(**DURABLE)
        for server in (self.leader, self.copy):
            stack.callback(server.remove)
        self.leader.make().start()
        self.leader.sql("create role by_password", "create role by_login", "create database zhibu")
        install(parse(self.leader.url("zhibu"), branch=False))
        self.leader.sql(f"insert into zhibu.access values ('*', '{OWNER}', 'write')", database="zhibu")
        self.copy.copy_of(self.leader).start()
        if synchronous:
            self.leader.follow_synchronously()
        hosts = f"{self.leader.folder}:{self.leader.port},{self.copy.folder}:{self.copy.port}"
        self.url = f"postgresql:///zhibu/one?host={hosts}&user={OWNER}"
        ground.found(self.url)
        self.caught_up()

    def caught_up(self) -> None:
        self._until(
            "select 1 from pg_stat_replication where replay_lsn = pg_current_wal_lsn()", "the copy does not catch up"
        )

    def leave_behind(self) -> None:
        """From here on the copy gets nothing."""
        self.copy.set("primary_conninfo", "")
        self._until("select 1 where not exists (select 1 from pg_stat_replication)", "the copy does not let go")

    def take_over(self) -> None:
        """The leader is lost for good, and the copy is written to."""
        self.leader.stop("immediate")
        self.copy.set("synchronous_standby_names", "")
        self.copy.promote()

    def _until(self, question: str, complaint: str) -> None:
        end = time.monotonic() + 30
        while not self.leader.sql(question):
            assert time.monotonic() < end, complaint
            time.sleep(0.05)


def lost_tail() -> Counts:
    """Ten changes are acknowledged that the copy never had; then others make as many revisions of their own."""
    with ExitStack() as stack:
        pair = Pair(stack, synchronous=False)
        mine, other = Vault(pair.url), Vault(pair.url)
        for number in range(5):
            ground.commit(mine, Count(slot="p4", token=f"1.{number}"))
        pair.caught_up()
        pair.leave_behind()
        for number in range(5, 15):
            ground.commit(mine, Count(slot="p4", token=f"1.{number}"))
        pair.take_over()
        for number in range(10):
            _patiently(lambda number=number: ground.commit(other, Count(slot="p5", token=f"2.{number}")))
        told = _told(mine)
        mine.forget()
        after = _patiently(lambda: ground.commit(mine, Count(slot="p4", token="3.1")))
        return {
            "changes in a tail that was lost": 10,
            "tail lost and not told": int(not told),
            "goes on afterwards": int(after.snapshot.members[LEFT].note == "16"),
            "problems": len(mine.verify()),
        }


def _told(vault: Vault) -> bool:
    """Whether a vault that was told that its changes are stored learns that they are not, and stores nothing."""
    for ask in (vault.read, lambda: ground.commit(vault, Count(slot="p4", token="1.15"))):
        try:
            _patiently(ask)
            return False
        except GoneBack:
            pass
    return True


def _patiently(ask: Callable[[], Any]) -> Any:
    end = time.monotonic() + 30
    while True:
        try:
            return ask()
        except (Unreachable, Busy):
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def in_doubt() -> Counts:
    """A change waits for a copy that is away; somebody ends its waiting, and the leader is lost with it."""
    with ExitStack() as stack:
        pair = Pair(stack, synchronous=True)
        pair.leave_behind()
        answers: list[Any] = []
        thread = threading.Thread(target=lambda: answers.append(_answer(pair.url)))
        thread.start()
        waits = "select pid from pg_stat_activity where wait_event = 'SyncRep'"
        pair._until(waits, "nothing waits for the copy")
        pair.leader.sql(f"select pg_cancel_backend(pid) from ({waits}) waiting")
        thread.join()
        pair.take_over()
        there = _patiently(lambda: Vault(pair.url).read().members[LEFT].note)
        acknowledged = answers[0] is None
        return {"acknowledged without a copy": int(acknowledged and there != "1"), "in doubt": int(not acknowledged)}


def _answer(url: str) -> StoreError | None:
    """None where a change is acknowledged, else what was said."""
    try:
        ground.commit(Vault(url), Count(slot="p4", token="1.1"))
    except (Unconfirmed, Unreachable) as error:
        return error
    return None


# -- controls


def _noticed(scene: Callable[[], Counts], breakage: Callable[[], Any]) -> bool:
    with breakage():
        try:
            counts = scene()
        except (StoreError, AssertionError):
            return True
    return any(counts.get(name) for name in MUST_BE_NONE)


def _by_revision_alone() -> Any:
    """What is known is taken for what is there where the revision is the same."""
    since = reading._since

    def blind(link: Any, branch: str, known: Any, at: Any) -> Any:
        rows = link.ask(reading._SINCE, branch, at[0])
        sum = journal.sum_of(rows[0][1].encode()) if rows else at[1]
        return since(link, branch, known, (at[0], sum))

    return mock.patch.object(reading, "_since", blind)


def _found_is_proof() -> Any:
    """An id that is found on a leader is taken for stored, without a write behind it."""

    def settled(link: Any) -> bool:
        link.roll_back()
        return True

    return mock.patch.object(sending, "settled", settled)


CONTROLS: dict[str, tuple[Callable[[], Counts], Callable[[], Any]]] = {
    "a stamp is a revision alone": (lost_tail, _by_revision_alone),
    "an id that is found is proof": (in_doubt, _found_is_proof),
}
