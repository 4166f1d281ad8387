"""Twenty thousand branches on one server, a thousand boards that ask once a second: what it costs the one who works.

The boards are connections of `pgbench`, each asking what a board asks (`zhibu.look`) of a branch of its own. Beside
them one opens a branch and stores a change, as on the server when it has nothing else to do.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from store.box.objects import up_of
from store.committee.board import committee_figures
from store.committee.units import Committee, Unit, UnitCounts
from store.edits import Add
from store.packs.national import NATIONAL
from store.server.address import parse
from store.server.link import ServerLink
from store.snapshot import Snapshot
from store.vault import Outcome, Vault
from tests.bench.server.ground import DATABASE, part_of, server, table, timed
from tests.branches import member
from tests.server.many import AT, FIRST, ME, TODAY, body, fill, small
from tests.server.postgres import OWNER, binaries, ordinary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.server.postgres import Postgres

SUMMARIES = "select branch, body from zhibu.summary where way = 'up'"
COMMITTEE = "committee"
"""A role that sees the counts of all branches and none of their records."""
_names = count(1)


def measure(branches: int, boards: int, seconds: float, folders: int) -> dict[str, Any]:
    with ExitStack() as stack:
        there = server(stack, max_connections=str(boards + 50))
        begun = time.monotonic()
        vault = fill(there, DATABASE, branches)
        found: dict[str, Any] = {"branches": branches, "boards": boards, "load": time.monotonic() - begun}
        ((found["size"],),) = there.sql(f"select pg_database_size('{DATABASE}')")
        ((found["documents"],),) = there.sql("select count(*) from zhibu.document", database=DATABASE)
        found["matrix"] = _matrix(there, branches)
        found["files"] = _files(folders)
        found["counted"] = timed(lambda: [body(vault) for _ in range(20)]) / 20 - timed(vault.read)
        found["idle"] = _work(there, vault, branches, seconds)
        with _asking(there, boards, branches, seconds) as asked:
            found["memory"] = _memory(there, boards)
            found["beside"] = _work(there, vault, branches, seconds)
        found["polls"] = asked
    return found


def _matrix(there: Postgres, branches: int) -> dict[str, float]:
    """Seconds for asking for all summaries, reading them, and judging what the board shows of them."""
    there.sql(f"create role {COMMITTEE} login", f"grant connect on database {DATABASE} to {COMMITTEE}")
    there.sql(f"insert into zhibu.access values ('*', '{COMMITTEE}', 'above')", database=DATABASE)
    with ServerLink(parse(there.url(DATABASE, FIRST, COMMITTEE))) as link:
        link.ask("select 1")
        begun = time.perf_counter()
        rows = link.ask(SUMMARIES)
        asked = time.perf_counter() - begun
    assert len(rows) == branches
    begun = time.perf_counter()
    counts = {row[0]: UnitCounts(up=up_of(json.loads(row[1]))) for row in rows}
    read = time.perf_counter()
    committee = Committee(units=tuple([Unit(unit=name, name=name) for name in counts]))
    made = committee_figures(Snapshot(1, {}), committee, counts, TODAY, NATIONAL)
    assert len(made.rows) == branches
    judged = time.perf_counter() - read
    return {"asked": asked, "read": read - begun, "judged": judged, "bytes": sum(len(row[1].encode()) for row in rows)}


def _files(folders: int) -> float:
    """Seconds for opening the folder of one such branch, as a mean over several."""
    with TemporaryDirectory(dir=os.getcwd(), prefix=".bench-") as place:
        for number in range(folders):
            Vault(f"{place}/{number}").engine.create(small(), ME, AT)
        return timed(lambda: [Vault(f"{place}/{number}").read() for number in range(folders)]) / folders


def _work(there: Postgres, vault: Vault, branches: int, seconds: float) -> dict[str, list[float]]:
    """Seconds for opening a branch anew, with its connection, and for storing a change."""
    spent: dict[str, list[float]] = {"open": [], "commit": [], "poll": []}
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        spent["open"].append(timed(_opened(there, branches)))
        edit = Add(table="members", record=member("", f"新党员{next(_names)}"))
        spent["commit"].append(timed(lambda edit=edit: _stored(vault, edit)))
        spent["poll"].append(timed(vault.stamp))
        time.sleep(0.02)
    return spent


def _opened(there: Postgres, branches: int) -> Any:
    def work() -> None:
        Vault(there.url(DATABASE, f"b{next(_names) % (branches - 1) + 1}")).read()

    return work


def _stored(vault: Vault, edit: Any) -> None:
    assert isinstance(vault.commit(edit, ME, AT), Outcome)


@contextmanager
def _asking(there: Postgres, boards: int, branches: int, seconds: float) -> Iterator[dict[str, float]]:
    """So many connections that each ask once a second meanwhile; what their questions took, once they have ended."""
    told: dict[str, float] = {}
    with TemporaryDirectory(dir=there.folder) as place:
        os.chmod(place, 0o777)
        script = Path(place, "poll.sql")
        script.write_text(f"\\set n random(1, {branches - 1})\nselect * from zhibu.look('b' || :n);\n")
        lasts = str(int(seconds * 1.5 + boards / 40 + 10))
        found = binaries()
        assert found is not None
        command = [found / "pgbench", "-n", "-c", str(boards), "-j", "2", "-R", str(boards), "-T", lasts, "-l"]
        command += [f"--log-prefix={place}/log", "-f", script, "-h", there.folder, "-p", str(there.port), "-U", OWNER]
        process = subprocess.Popen(
            [*command, DATABASE], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=place, **ordinary()
        )
        try:
            _wait_for(there, boards)
            yield told
            _, complaint = process.communicate(timeout=120)
            assert process.returncode == 0, complaint
        finally:
            process.kill()
            process.wait()
        taken = [int(line.split()[2]) / 1e6 for log in Path(place).glob("log*") for line in log.open()]
        told |= {"number": len(taken), "p50": part_of(taken, 0.5), "p99": part_of(taken, 0.99)}


def _wait_for(there: Postgres, boards: int) -> None:
    asked = f"select count(*) from pg_stat_activity where datname = '{DATABASE}' and application_name = 'pgbench'"
    end = time.monotonic() + 120
    while there.sql(asked)[0][0] < boards:
        assert time.monotonic() < end, "the connections did not all come about"
        time.sleep(0.2)
    time.sleep(3)


def _memory(there: Postgres, boards: int) -> float:
    """Private bytes of a connection, the mean of a hundred."""
    asked = f"select pid from pg_stat_activity where application_name = 'pgbench' limit {min(boards, 100)}"
    return sum(_private(pid) for (pid,) in there.sql(asked)) / min(boards, 100)


def _private(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(("Private_Clean", "Private_Dirty"))) * 1024


def page(found: dict[str, Any]) -> str:
    idle, beside = found["idle"], found["beside"]
    rows = [
        [
            {"open": "open, with connecting", "commit": "store a change", "poll": "ask whether something moved"}[what],
            *[f"{part_of(spent[what], share) * 1e3:.1f}" for spent in (idle, beside) for share in (0.5, 0.99)],
            f"{median(beside[what]) / median(idle[what]):.2f}",
        ]
        for what in ("open", "commit", "poll")
    ]
    return "\n".join(
        [_of_the_crowd(found), table(["", "idle p50", "p99", "beside p50", "p99", "× idle"], rows), _of_all(found)]
    )


def _of_the_crowd(found: dict[str, Any]) -> str:
    polls = found["polls"]
    return (
        f"{found['branches']:,} branches with {found['documents']:,} documents and their counts,"
        f" {found['size'] / 1e6:,.0f} MB, made in {found['load']:.0f} s."
        f" {found['boards']:,} connections ask once a second each ({polls['number']:,} questions,"
        f" p50 {polls['p50'] * 1e3:.1f} ms, p99 {polls['p99'] * 1e3:.1f} ms)"
        f" and take {found['memory'] / 2**20:.1f} MiB of private memory each."
        " What one who works waits for, on the idle server and beside them, in milliseconds:\n"
    )


def _of_all(found: dict[str, Any]) -> str:
    matrix, each = found["matrix"], found["files"]
    total, counted = each * found["branches"], found["counted"] * found["branches"]
    files, rows = total + counted, matrix["asked"] + matrix["read"] + matrix["judged"]
    return (
        f"The committee's counts of all branches, {matrix['bytes'] / found['branches'] / 1e3:.0f} KB each:"
        f" {matrix['asked']:.1f} s for asking, {matrix['read']:.1f} s for reading the messages strictly,"
        f" {matrix['judged']:.1f} s for judging what the board shows. Opening all branches as folders would take"
        f" {total:.0f} s ({each * 1e3:.1f} ms each), and counting them {counted:.0f} s"
        f" ({found['counted'] * 1e3:.1f} ms each): with rows it is 1/{files / rows:.1f} of that.\n"
    )
