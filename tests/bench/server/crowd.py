"""Twenty thousand branches on one server, a thousand boards that ask once a second: what it costs the one who works.

The boards are connections of `pgbench`, each asking what a board asks (`zhibu.look`) of a branch of its own. Beside
them one opens a branch and stores a change, as on the server when it has nothing else to do.
"""

from __future__ import annotations

import os
import subprocess
import time
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from store.edits import Add
from store.vault import Outcome, Vault
from tests.bench.server.ground import DATABASE, part_of, table, timed
from tests.branches import member
from tests.server.many import AT, ME
from tests.server.postgres import OWNER, binaries, ordinary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.server.postgres import Postgres

_names = count(1)


def measure(there: Postgres, vault: Vault, branches: int, boards: int, seconds: float) -> dict[str, Any]:
    found: dict[str, Any] = {"boards": boards}
    ((found["size"],),) = there.sql(f"select pg_database_size('{DATABASE}')")
    ((found["documents"],),) = there.sql("select count(*) from zhibu.document", database=DATABASE)
    found["idle"] = _work(there, vault, branches, seconds)
    with _asking(there, boards, branches, seconds) as asked:
        found["memory"] = _memory(there, boards)
        found["beside"] = _work(there, vault, branches, seconds)
    found["polls"] = asked
    return found


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


def page(found: dict[str, Any], branches: int, load: float) -> str:
    idle, beside = found["idle"], found["beside"]
    rows = [
        [
            {"open": "open, with connecting", "commit": "store a change", "poll": "ask whether something moved"}[what],
            *[f"{part_of(spent[what], share) * 1e3:.1f}" for spent in (idle, beside) for share in (0.5, 0.99)],
            f"{median(beside[what]) / median(idle[what]):.2f}",
        ]
        for what in ("open", "commit", "poll")
    ]
    head = ["", "idle p50", "p99", "beside p50", "p99", "× idle"]
    return "\n".join([_of_the_crowd(found, branches, load), table(head, rows)])


def _of_the_crowd(found: dict[str, Any], branches: int, load: float) -> str:
    polls = found["polls"]
    return (
        f"{branches:,} branches with {found['documents']:,} documents and their counts,"
        f" {found['size'] / 1e6:,.0f} MB, made in {load:.0f} s."
        f" {found['boards']:,} connections ask once a second each ({polls['number']:,} questions,"
        f" p50 {polls['p50'] * 1e3:.1f} ms, p99 {polls['p99'] * 1e3:.1f} ms)"
        f" and take {found['memory'] / 2**20:.1f} MiB of private memory each."
        " What one who works waits for, on the idle server and beside them, in milliseconds:\n"
    )
