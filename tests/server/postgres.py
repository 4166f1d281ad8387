"""A PostgreSQL of the tests' own: in a temporary folder, under an ordinary user, gone with whoever started it."""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

PREFIX = "zhibu-pg-"
OWNER = "dba"
"""The role that may do everything, and who comes in without being asked for more."""
MISSING = "PostgreSQL is not here: install it (Debian: apt-get install postgresql), or put its bin folder on the PATH"
ACCESS = """\
local all +by_password scram-sha-256
local all +by_login peer
local all all trust
host all all 127.0.0.1/32 scram-sha-256
local replication all trust
"""
"""Roles that are members of `by_password` or `by_login` must show who they are; over TCP all must."""
SETTINGS = {"unix_socket_permissions": "0777", "max_connections": "100", "log_min_messages": "warning"}
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "32MB"}
"""Nothing of a test outlives the machine, but where its faults are what is tested."""
SIGNALS = {"smart": signal.SIGTERM, "fast": signal.SIGINT, "immediate": signal.SIGQUIT}


@cache
def binaries() -> Path | None:
    """The folder of `initdb` and `postgres`, None where there is none."""
    asked: list[str] = []
    if shutil.which("pg_config"):
        asked.append(subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=False).stdout)
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    on_path = [str(Path(found).resolve().parent) for found in [shutil.which("initdb")] if found]
    folders = [Path(one.strip()) for one in [*asked, *map(str, debian), *on_path] if one.strip()]
    return next((one for one in folders if (one / "initdb").exists() and (one / "postgres").exists()), None)


@cache
def ordinary() -> dict[str, Any]:
    """How a process is started as somebody ordinary, which is what PostgreSQL insists on."""
    if os.geteuid():
        return {}
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}
    return {"user": 65534, "group": 65534, "extra_groups": []}


def free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        number: int = made.getsockname()[1]
        return number


def _gone_with_us() -> None:
    """Linux tells a process that its parent is gone: a test run that is killed leaves no server behind."""
    ctypes.CDLL(None).prctl(1, signal.SIGQUIT)


def sweep() -> None:
    """Remove what test runs left behind that were killed; their servers went with them."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        try:
            whose = int((folder / "whose").read_text())
            os.kill(whose, 0)
        except ProcessLookupError:
            shutil.rmtree(folder, ignore_errors=True)
        except (OSError, ValueError):
            continue  # somebody else's, or not begun yet


class Postgres:
    """One server. `folder` holds its data, its log and its socket; `settings` are those of `postgresql.conf`."""

    def __init__(self, folder: str | None = None, **settings: str) -> None:
        self.folder = folder or tempfile.mkdtemp(prefix=PREFIX)
        os.chmod(self.folder, 0o755)
        Path(self.folder, "whose").write_text(str(os.getpid()))
        self.port = free_port()
        self.settings = SETTINGS | settings
        self.process: subprocess.Popen[bytes] | None = None
        if ordinary():
            os.chown(self.folder, ordinary()["user"], ordinary()["group"])

    @property
    def data(self) -> str:
        return f"{self.folder}/data"

    def run(self, program: str, *args: str) -> str:
        """One of PostgreSQL's own programs; what it wrote. Raises with what it complained of."""
        found = binaries()
        assert found is not None, MISSING
        done = subprocess.run(
            [found / program, *args], capture_output=True, text=True, cwd=self.folder, check=False, **ordinary()
        )
        assert done.returncode == 0, f"{program}: {done.stderr}"
        return done.stdout

    def make(self) -> Self:
        """A new data folder; `start` comes next."""
        self.run("initdb", "-D", self.data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        Path(self.data, "pg_hba.conf").write_text(ACCESS, encoding="utf-8")
        return self

    def copy_of(self, primary: Postgres) -> Self:
        """A standby of another server, which `start` then lets follow it."""
        at = f"host={primary.folder} port={primary.port} user={OWNER} application_name=standby"
        self.run("pg_basebackup", "-D", self.data, "-d", at, "-R", "-c", "fast", "-X", "stream")
        return self

    def start(self, wait: float = 30.0) -> Self:
        found = binaries()
        assert found is not None, MISSING
        place = {"listen_addresses": "127.0.0.1", "unix_socket_directories": self.folder, "port": str(self.port)}
        options = [part for name, value in (self.settings | place).items() for part in ("-c", f"{name}={value}")]
        with open(f"{self.folder}/log", "ab") as log:
            self.process = subprocess.Popen(
                [found / "postgres", "-D", self.data, *options],
                stdout=log,
                stderr=log,
                cwd=self.folder,
                preexec_fn=_gone_with_us,
                start_new_session=True,
                **ordinary(),
            )
        self._wait(self._answers, wait)
        return self

    def _answers(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.log()
        with socket.socket(socket.AF_UNIX) as made:
            try:
                made.connect(f"{self.folder}/.s.PGSQL.{self.port}")
            except OSError:
                return False
        try:
            return self.sql("select 1") == [[1]]
        except Exception:
            return False

    def _wait(self, until: Callable[[], bool], seconds: float) -> None:
        end = time.monotonic() + seconds
        while not until():
            assert time.monotonic() < end, self.log()
            time.sleep(0.02)

    def stop(self, how: str = "fast") -> None:
        """`immediate` is what a power cut is like: no clean-up, the log is read again at the next start."""
        if self.process is not None:
            self.process.send_signal(SIGNALS[how])
            self.process.wait(30)
            self.process = None

    def follow_synchronously(self) -> None:
        """From here on a COMMIT waits for the copy, which is there."""
        self.set("synchronous_standby_names", "standby")
        self._wait(lambda: bool(self.sql("select 1 from pg_stat_replication where sync_state = 'sync'")), 30)

    def set(self, name: str, value: str) -> None:
        """A setting that can be changed while it runs; what was said at the start can't."""
        assert name not in self.settings
        self.sql(f"alter system set {name} = '{value}'", "select pg_reload_conf()")

    def promote(self) -> None:
        """Make a standby the one that is written to."""
        self.sql("select pg_promote(true, 30)")

    def remove(self) -> None:
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def log(self) -> str:
        return Path(self.folder, "log").read_text(encoding="utf-8", errors="replace")[-4000:]

    def url(self, database: str, branch: str = "", user: str = OWNER, **more: str) -> str:
        """The address of a branch, or of a whole database, through the socket."""
        query = urlencode({"host": self.folder, "port": str(self.port), "user": user} | more, safe="/")
        return f"postgresql:///{quote(database)}{branch and '/'}{quote(branch, safe='')}?{query}"

    def connect(self, database: str = "postgres", user: str = OWNER, **more: Any) -> Any:
        from pg8000.native import Connection

        return Connection(user, database=database, unix_sock=f"{self.folder}/.s.PGSQL.{self.port}", **more)

    def sql(self, *statements: str, database: str = "postgres", user: str = OWNER) -> Any:
        """The rows of the last of these statements, each run on its own."""
        with self.connect(database, user) as connection:
            rows = None
            for statement in statements:
                rows = connection.run(statement)
            return rows
