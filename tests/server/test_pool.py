"""Through pgbouncer, which gives a connection of its own pool to each transaction: what a link says must not lean on
anything that was said before.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store.edits import Add
from store.errors import Missing, NotPermitted
from store.server.address import parse
from store.server.link import ServerLink
from store.vault import Outcome, Vault, Who
from tests.branches import branch, member
from tests.server.many import AT
from tests.server.postgres import ordinary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.server.postgres import Postgres

pytestmark = pytest.mark.slow

LOGIN = pwd.getpwuid(os.getuid()).pw_name
BOUNCER = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
SETTINGS = """\
[databases]
* = host={server} port={port}
[pgbouncer]
listen_port = {own}
unix_socket_dir = {folder}
unix_socket_mode = 0777
auth_type = hba
auth_hba_file = {folder}/hba
auth_file = {folder}/users
pool_mode = transaction
default_pool_size = 2
logfile = {folder}/log
pidfile = {folder}/pid
"""


@pytest.fixture
def pool(postgres: Postgres) -> Iterator[Postgres]:
    """A pool of two connections in front of the server, that lets in by the user of the system; its `url` is used."""
    if BOUNCER is None:
        pytest.skip("pgbouncer is not here (Debian: apt-get install pgbouncer)")
    from tests.server.postgres import Postgres as Server

    front = Server()
    settings = SETTINGS.format(server=postgres.folder, port=postgres.port, own=front.port, folder=front.folder)
    Path(front.folder, "settings").write_text(settings, encoding="utf-8")
    Path(front.folder, "hba").write_text("local all all peer\n", encoding="utf-8")
    Path(front.folder, "users").write_text(f'"{LOGIN}" ""\n"li" ""\n', encoding="utf-8")
    process = subprocess.Popen(
        [BOUNCER, f"{front.folder}/settings"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **ordinary()
    )
    try:
        end = time.monotonic() + 10
        while not Path(front.folder, f".s.PGSQL.{front.port}").exists() and time.monotonic() < end:
            time.sleep(0.05)
        yield front
    finally:
        process.kill()
        process.wait()
        front.remove()


def test_who_comes_through_a_pool_is_the_user_of_the_system(postgres: Postgres, pool: Postgres) -> None:
    for role in (LOGIN, "li"):
        postgres.sql(f'drop role if exists "{role}"', f'create role "{role}" login')
    with ServerLink(parse(pool.url("postgres", "one", LOGIN))) as link:
        assert link.ask("select session_user::text") == [[LOGIN]]
    with ServerLink(parse(pool.url("postgres", "one", "li"))) as link, pytest.raises(NotPermitted):
        link.ask("select 1")


def test_what_the_server_refuses_is_said_through_a_pool_too(postgres: Postgres, pool: Postgres) -> None:
    """Which hands all of it on under one number."""
    postgres.sql(f'drop role if exists "{LOGIN}"')
    with ServerLink(parse(pool.url("postgres", "one", LOGIN))) as link, pytest.raises(NotPermitted, match="no_login"):
        link.ask("select 1")
    postgres.sql(f'create role "{LOGIN}" login')
    with ServerLink(parse(pool.url("no_such", "one", LOGIN))) as link, pytest.raises(Missing, match="no_database"):
        link.ask("select 1")


def test_several_store_and_look_through_two_connections(postgres: Postgres, database: str, pool: Postgres) -> None:
    postgres.sql(f'drop role if exists "{LOGIN}"', f'create role "{LOGIN}" login')
    postgres.sql(f"insert into zhibu.access values ('one', '{LOGIN}', 'write')", database=database)
    url, who = pool.url(database, "one", LOGIN), Who(uid=os.getuid(), user=LOGIN)
    Vault(url).create(branch(), who, AT)
    failed: list[BaseException] = []

    def work(name: str) -> None:
        try:
            vault = Vault(url)
            for number in range(15):
                vault.stamp()
                assert isinstance(
                    vault.commit(Add(table="members", record=member("", f"{name}{number}")), who, AT), Outcome
                )
                vault.read()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in "甲乙丙丁戊"]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert failed == []
    stored = sorted(one.name for one in Vault(url).read().members.values())
    assert stored == sorted(f"{name}{number}" for name in "甲乙丙丁戊" for number in range(15))
    assert Vault(url).verify() == []
